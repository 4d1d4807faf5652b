"""A page range is written with one hyphen or another dash instead of `--`.

BibTeX styles print the text as it is: `12-34` gives a hyphen where an en dash belongs. `--fix`
writes `12--34`. Only plain ranges of numbers are touched, since `A-12` may be one page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import Entry, Hit, Rule, each_entry

_RANGE = re.compile(
    r"([A-Za-z]?\d+)\s*(?:[-–—‐−]|---|\{-\}|\{--\}|\\textendash\s*)\s*([A-Za-z]?\d+)"
)


def _check(entry: Entry) -> Iterator[Hit]:
    field = entry.get("pages")
    match = _RANGE.fullmatch(field.text.strip()) if field and field.is_text else None
    if field and match:
        repaired = f"{match[1]}--{match[2]}"
        message = f"the page range `{field.text.strip()}` is not written with `--`"
        yield entry.hit(message, field, edits=[entry.edit("pages", repaired)])


RULE = Rule("pages-dash", Severity.INFO, each_entry(_check), fixes=True, bibtex_only=True)
