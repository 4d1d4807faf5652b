"""A page range is written with one hyphen or another dash instead of `--`.

BibTeX styles print the text as it is: `12-34` gives a hyphen where an en dash belongs. `--fix`
writes `12--34`, in a list of ranges too. Only plain ranges of numbers are touched, since `A-12`
may be one page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry

_PAGE = r"[A-Za-z]{0,2}\d+[A-Za-z]?"
_DASH = r"\s*(?:-{1,3}|[–—‐−]|\{-{1,2}\}|\\textendash(?:\{\})?)\s*"
_PAGES = re.compile(rf"{_PAGE}(?:{_DASH}{_PAGE})?")
_BETWEEN = re.compile(rf"(?<=\w){_DASH}(?=\w)")
_COMMA = re.compile(r"((?:(?<!\s)\s+)?,\s*)")


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("pages")
    if field is None or not field.is_text:
        return
    text = field.text.strip()
    parts = _COMMA.split(text)
    repaired = "".join(_BETWEEN.sub("--", part) for part in parts)
    if repaired != text and all(_PAGES.fullmatch(part) for part in parts[::2]):
        message = f"the page range `{text}` is not written with `--`"
        yield entry.hit(message, field, edits=[entry.edit("pages", repaired)])


RULE = LintRule("pages-dash", Severity.INFO, each_entry(_check), fixes=True, bibtex_only=True)
