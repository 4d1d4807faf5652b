"""The year lies in the future, or before printing.

More than one year ahead is a slip (2042 for 2024) or an invented reference; before 1450 it is
usually the year of the original, which belongs into `origdate`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintedLibrary, LintRule, RuleHit

FIRST_PRINT = 1450
_YEAR = re.compile(r"(?<![\d-])\d{4}(?!\d)")


def _check(library: LintedLibrary) -> Iterator[RuleHit]:
    for entry in library.entries:
        field = entry.get("year", "date")
        match = _YEAR.match(field.text.strip()) if field else None
        if field is None or match is None:
            continue
        year = int(match.group())
        if library.this_year and year > library.this_year + 1:
            yield entry.hit(f"the year {year} is in the future", field)
        elif year < FIRST_PRINT:
            yield entry.hit(f"the year {year} is before printing", field)


RULE = LintRule("year-implausible", Severity.WARNING, _check)
