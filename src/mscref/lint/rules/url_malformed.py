"""A URL that no browser can open.

It needs a scheme (`https://`) and a host, and holds no white space. Wrapping it in `\\url{…}` is
not needed in `url` and breaks every tool but LaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.words import shorten

_URL = re.compile(
    r"(?:https?|ftp)://[^\s/?#]+(?:[/?#]\S*)?|(?:file|urn|hdl|doi|info):\S+", re.IGNORECASE
)


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("url")
    if field is None or not field.is_text:
        return
    text = field.text.strip()
    if _URL.fullmatch(text):
        return
    hint = "write the address alone" if text.startswith("\\url") else ""
    if re.fullmatch(r"www\.\S+|[\w-]+(?:\.[\w-]+)+/\S*", text):
        hint = "put https:// in front"
    yield entry.hit(f"`{shorten(text)}` is not a URL", field, hint=hint)


RULE = LintRule("url-malformed", Severity.WARNING, each_entry(_check))
