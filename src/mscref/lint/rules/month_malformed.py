"""The month is none that BibTeX knows, or is written out.

BibTeX wants the macros `jan` to `dec` without braces, so that each style writes the month its
own way; biblatex wants a number. `{January}` is printed as it stands in every language. Ranges
and seasons are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import Entry, Hit, Rule, each_entry
from mscref.lint.vocabulary import MONTH_NAMES
from mscref.lint.words import shorten

_KEPT = re.compile(r"(?i)\d{1,2}|spring|summer|fall|autumn|winter|.*(?:[-–/~,]|\s\d|\d\s).*")


def _check(entry: Entry) -> Iterator[Hit]:
    field = entry.get("month")
    if field is None or not field.is_text:
        return
    text = field.text.strip(" .{}")
    macro = MONTH_NAMES.get(text.casefold())
    if text.isdigit() and macro:
        return
    if macro:
        hint = f"write `month = {macro}`, without braces"
        yield entry.hit(f"the month `{text}` is written out", field, hint=hint)
    elif not _KEPT.fullmatch(text) or (text.isdigit() and not macro):
        yield entry.hit(f"`{shorten(text)}` is not a month", field)


RULE = Rule("month-malformed", Severity.INFO, each_entry(_check), bibtex_only=True)
