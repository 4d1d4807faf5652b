"""Two entries are the same work: same title, same first author, same year.

Citing both prints the work twice. `mscref dedupe` shows what differs and merges them. Entries
with two different DOIs are left to the reader: an article and its second part may share a title.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintedLibrary, LintEntry, LintRule, RuleHit
from mscref.match.pairs import find_matches
from mscref.match.text import squeezed

# Two entries with one DOI are what `doi-duplicate` says.
_OF_ANOTHER_RULE = "the same DOI"
# Letters; a shorter title ("Introduction") does not tell works apart.
_LONG_ENOUGH = 20


def _check(library: LintedLibrary) -> Iterator[RuleHit]:
    entries = library.entries
    told: set[int] = set()
    for match in find_matches([entry.reference for entry in entries]):
        earlier, entry = entries[match.first], entries[match.second]
        is_told = match.second in told or earlier.key == entry.key
        if is_told or not match.is_certain or _OF_ANOTHER_RULE in match.reasons:
            continue
        if len(squeezed(entry.reference.text("title"))) < _LONG_ENOUGH:
            continue
        if not _are_family(earlier, entry):
            told.add(match.second)
            yield entry.hit(f"`{entry.key}` is the same work as `{earlier.key}`")


def _are_family(one: LintEntry, other: LintEntry) -> bool:
    """True for a parent and its child, or two children of one parent: they share what they
    inherit."""
    parents = [entry.value("crossref").casefold() for entry in (one, other)]
    keys = [entry.key.casefold() for entry in (one, other)]
    inherits = parents[0] == keys[1] or parents[1] == keys[0]
    return inherits or (parents[0] == parents[1] != "")


RULE = LintRule("work-duplicate", Severity.WARNING, _check, reads=True)
