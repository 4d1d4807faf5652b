"""The pages hold something that is not a page.

Numbers, ranges, lists, Roman numerals, article numbers (`e0123456`, `115:1--115:22`) and letters
before or after a number (`S12`, `473s`) are pages; sentences, `??` and empty ranges are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.words import shorten

_PLACEHOLDER = re.compile(r"\?|(?i:\b(?:no-no|n/?a|tba|tbd|nil|none|null|unknown|to appear)\b)")
_OPEN_RANGE = re.compile(r"^\s*[-–—]+|[-–—]\s*$")


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("pages")
    if field is None or not field.is_text:
        return
    text = field.text.strip(" .")
    if _PLACEHOLDER.search(text):
        yield entry.hit(f"`{shorten(text)}` are no pages", field)
    elif _OPEN_RANGE.search(text):
        yield entry.hit(f"the page range `{shorten(text)}` has only one end", field)
    elif text and not re.search(r"\d|^[ivxlcdm\s,–-]+$", text, re.IGNORECASE) and len(text) > 1:
        yield entry.hit(f"`{shorten(text)}` holds no page number", field)


RULE = LintRule("pages-malformed", Severity.WARNING, each_entry(_check))
