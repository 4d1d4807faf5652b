"""The journal field holds volume, issue or pages too: `Nature 12(3), 45--67`.

They are printed as part of the name, and no tool finds the journal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import plain, shorten

_VOLUME = re.compile(
    r"(?<!\d)\d++\s*+\(\d++\)|(?i:\bvol(?:ume|\.)\s*\d)|\bpp?\.\s*\d"
    r"|(?<!\d)\d++\s*+:\s*+\d++\s*+[-–]++\s*+\d"
)


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    text = plain(field.text)
    if _VOLUME.search(text) and "arxiv" not in text.casefold():
        yield entry.hit(f"`{field.shown}` holds more than a name: {shorten(text)}", field)


RULE = LintRule(
    "container-holds-volume", Severity.WARNING, each_field("journal", "journaltitle", check=_check)
)
