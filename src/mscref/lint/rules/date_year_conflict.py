"""`date` and `year` name different years.

biblatex prints `date`, BibTeX prints `year`: the same file gives two different references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry

_YEAR = re.compile(r"\d{4}")


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    year, date = entry.get("year"), entry.get("date")
    if year is None or date is None:
        return
    given, of_date = _YEAR.findall(year.text), _YEAR.match(date.text.strip())
    if given and of_date and of_date.group() not in given:
        yield entry.hit(f"`year` is {given[0]}, but `date` is {date.text.strip()}", year)


RULE = LintRule("date-year-conflict", Severity.WARNING, each_entry(_check), bibtex_only=True)
