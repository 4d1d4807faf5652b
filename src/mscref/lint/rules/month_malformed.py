"""The month is none that BibTeX knows, or is written out.

BibTeX wants the macros `jan` to `dec` without braces, so that each style writes the month its
own way; biblatex wants a number. `{January}` is printed as it stands in every language. `--fix`
writes the macro. Ranges and seasons are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.formats.bibtex.months import parse_months, sole_macro
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.words import shorten

_NUMBERS = {str(month) for month in (*range(1, 13), *range(21, 25))}  # months and seasons


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    field = entry.get("month")
    if field is None or not field.is_text:
        return
    text = field.text.strip(" .{}")
    if text.isdecimal():
        if text.lstrip("0") not in _NUMBERS:
            yield entry.hit(f"`{shorten(text)}` is not a month", field)
        return
    macro = sole_macro(text)
    if macro:
        hint = f"write `month = {macro}`, without braces"
        edits = [entry.edit("month", macro)]
        yield entry.hit(f"the month `{text}` is written out", field, hint=hint, edits=edits)
    elif not parse_months(text, year=entry.value("year")).is_whole:
        yield entry.hit(f"`{shorten(text)}` is not a month", field)


RULE = LintRule("month-malformed", Severity.INFO, each_entry(_check), fixes=True, bibtex_only=True)
