"""Two entries are the same work: same title, same first author, same year.

Citing both prints the work twice. `mscref dedupe` shows what differs and merges them. Entries
with two different DOIs are left to the reader: an article and its second part may share a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import Entry, Hit, Library, Rule
from mscref.lint.identifiers import bare_doi
from mscref.lint.words import family, folded, split_names

# A title of few letters ("Introduction") does not tell works apart.
_LONG_ENOUGH = 20


def _check(library: Library) -> Iterator[Hit]:
    first: dict[tuple[str, str, str, str], Entry] = {}
    for entry in library.entries:
        work = _work(entry)
        if work is None:
            continue
        earlier = first.setdefault(work, entry)
        if earlier is not entry and earlier.key != entry.key and not _told_apart(earlier, entry):
            yield entry.hit(f"`{entry.key}` is the same work as `{earlier.key}`")


def _work(entry: Entry) -> tuple[str, str, str, str] | None:
    title = folded(entry.value("title") + " " + entry.value("subtitle"))
    names = split_names(entry.value("author", "editor"))
    year = re.search(r"\d{4}", entry.value("year", "date"))
    if len(title) < _LONG_ENOUGH or not names[0] or year is None:
        return None
    return title, family(names[0]), year.group(), folded(entry.value("volume"))


def _told_apart(one: Entry, other: Entry) -> bool:
    """Both say where they appeared, and it is not the same place."""
    for names in (("doi",), ("pages", "eid"), ("isbn",), ("number",), ("chapter",)):
        left, right = (bare_doi(entry.value(*names)).casefold() for entry in (one, other))
        if left and right and folded(left) != folded(right):
            return True
    return False


RULE = Rule("work-duplicate", Severity.WARNING, _check)
