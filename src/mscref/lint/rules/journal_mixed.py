"""One journal is written in several ways in the same file.

`J. Am. Chem. Soc.` beside `Journal of the American Chemical Society`, or with and without full
stops: the reference list looks careless. The form used most often is taken for the right one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintedLibrary, LintEntry, LintRule, RuleHit
from mscref.lint.words import folded, shorten
from mscref.match.text import is_abbreviation_of, significant_words


def _check(library: LintedLibrary) -> Iterator[RuleHit]:
    places: dict[str, list[tuple[LintEntry, FieldView]]] = {}
    for entry in library.entries:
        field = entry.get("journaltitle", "journal")
        if field and field.is_text:
            places.setdefault(" ".join(field.text.split()), []).append((entry, field))
    for group in _same_journal(list(places)):
        counts = Counter({spelling: len(places[spelling]) for spelling in group})
        usual = max(group, key=lambda spelling: (counts[spelling], len(spelling)))
        for spelling in group:
            if spelling != usual:
                entry, field = places[spelling][0]
                also = f" (and {counts[spelling] - 1} more)" if counts[spelling] > 1 else ""
                message = f"`{shorten(spelling)}`{also} is elsewhere `{shorten(usual)}`"
                yield entry.hit(message, field)


def _same_journal(spellings: list[str]) -> list[list[str]]:
    """Group spellings that differ only in case, dots, `the`, or by abbreviation."""
    groups: dict[str, list[str]] = {}
    for spelling in spellings:
        key = re.sub(r"^the ", "", folded(spelling.replace("\\&", " and ").replace("&", " and ")))
        groups.setdefault(key, []).append(spelling)
    by_initial: dict[str, list[str]] = {}
    for key in sorted(groups, key=len, reverse=True):
        by_initial.setdefault(key[:1], []).append(key)
    for keys in by_initial.values():
        _merge_abbreviations(groups, keys)
    return [group for group in groups.values() if len(group) > 1]


def _merge_abbreviations(groups: dict[str, list[str]], keys: list[str]) -> None:
    for short in list(keys):
        full = [
            one
            for one in keys
            if one != short
            and one in groups
            and short in groups
            and len(significant_words(one)) == len(significant_words(short)) > 1
            and is_abbreviation_of(short, one)
        ]
        # Two journals may share an abbreviation: then nothing can be said.
        if len(full) == 1:
            groups[full[0]].extend(groups.pop(short))


RULE = LintRule("journal-mixed", Severity.INFO, _check)
