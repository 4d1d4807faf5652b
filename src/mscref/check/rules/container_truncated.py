"""The title of the proceedings breaks off: `… International Conference on`.

Exports cut long titles at their first comma or dash. Look the title up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.check.rules.base import Entry, Field, Hit, Rule, each_field
from mscref.check.rules.words import plain, shorten
from mscref.diagnostics import Severity

_BROKEN = re.compile(r"(?i)\b(?:on|of|the|for|and|in|international|proceedings of)$|[,&:]$")


def _check(entry: Entry, field: Field) -> Iterator[Hit]:
    text = plain(field.text).rstrip(" .")
    if len(text.split()) > 2 and _BROKEN.search(text):
        yield entry.hit(f"`{field.shown}` breaks off: {shorten(text[-60:])}", field)


RULE = Rule(
    "container-truncated", Severity.WARNING, each_field("booktitle", "journal", check=_check)
)
