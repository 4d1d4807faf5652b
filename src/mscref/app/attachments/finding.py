"""`files find`: which of the files in a folder are those of entries that have none, by their names.

A file fits an entry by, the surest first: the key; the DOI or the arXiv identifier, its signs of
punctuation replaced as programs do, or what of the DOI follows the slash, as publishers name their
files; author, year and the words of the title; the title; author and year. Where two entries, or
two files, fit equally well, that is said and nothing is linked. No file is opened.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from mscref.app.attachments.checking import unlinked
from mscref.app.attachments.links import (
    has_links,
    linked_files,
    roots_of,
    set_links,
    shown_path,
    warning,
)
from mscref.app.changing import Edit, EditingSession, Outcome, Workplace, editing
from mscref.diagnostics import Diagnostic
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.bibtex.filefield import FileLink, added_link, kind_of
from mscref.keys.markers import family_names
from mscref.library.attached import Roots
from mscref.match.text import significant_words, tokens
from mscref.model.identities import identifiers_of
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference
from mscref.records import Record, replaced

WAYS = ("key", "identifier", "author, year, title", "title", "author, year")
_LONG_ENOUGH = 8  # letters of the end of a DOI that name a work
_FEW_WORDS = 4  # words of a title that name a work alone
_SHARE = 0.6  # of the words of a title, where author and year agree
_MOST_PIECES = 40  # of a name, that an identifier may end it with
_NOT_ALNUM = re.compile(r"[^A-Za-z0-9]+")


class FileFit(Record):
    """A file that fits an entry, and by what; `others` fit as well, so it is ambiguous."""

    key: str
    file: str
    why: str
    others: tuple[str, ...] = ()


class FilesFound(Record):
    """What fits, how many entries had no file, and what came of linking."""

    fits: tuple[FileFit, ...]
    wanting: int
    left: tuple[Diagnostic, ...]
    outcome: Outcome | None


def find_files(
    place: Workplace, folder: Path | None, *, named: Sequence[Path] = (), links: bool = False
) -> FilesFound:
    """Find files of the entries that link none; with `links` those that fit alone are linked."""
    with editing(place) as session:
        wanted = folder or place.library.parent
        roots = roots_of(place.library, session.bib, [*named, wanted])
        entries = session.entries()
        below = unlinked(linked_files(session.bib, entries, roots), wanted, roots)
        unread = (*session.unread, *below.unread)
        wanting = [one for one in entries if not has_links(session.bib, one)]
        found = list(_fits(session, wanting, below.files, roots))
        if not links:
            fits = tuple(fit for fit, _, _ in found)
            return FilesFound(fits, len(wanting), unread, None)
        linked = _linked(session, found, roots, wanting=len(wanting))
        return replaced(linked, left=(*below.unread, *linked.left))


def _linked(
    session: EditingSession,
    found: Sequence[tuple[FileFit, Entry, Path]],
    roots: Roots,
    *,
    wanting: int,
) -> FilesFound:
    splices = []
    left: list[Diagnostic] = []
    for fit, entry, path in found:
        if fit.others:
            continue
        link = FileLink(roots.link_to(path), kind=kind_of(path.name))
        splice = set_links(session.bib, entry, added_link("", link))
        if splice is None:
            left.append(
                warning("file-left", f"`{fit.key}`: the library cannot write its name", path=path)
            )
        else:
            splices.append(splice)
    count = len(splices)
    summary = f"linked {count} file{'s' if count != 1 else ''}"
    outcome = session.commit(Edit(summary, tuple(splices)))
    return FilesFound(tuple(fit for fit, _, _ in found), wanting, tuple(left), outcome)


def _fits(
    session: EditingSession, wanting: Sequence[Entry], paths: Sequence[Path], roots: Roots
) -> Iterator[tuple[FileFit, Entry, Path]]:
    """Each file with the entry that it fits best, in the order of the files."""
    works = _Works([_Work(entry, session.reference(entry)) for entry in wanting])
    best: dict[Path, tuple[int, list[_Work]]] = {}
    for path in paths:
        name = _Name(path.stem)
        near = works.near(name)
        ranked = [(rank, work) for work in near if (rank := work.rank(name)) is not None]
        if ranked:
            least = min(rank for rank, _ in ranked)
            best[path] = least, [work for rank, work in ranked if rank == least]
    rivals = _rivals(best)
    for path, (rank, fitting) in best.items():
        work = fitting[0]
        others = [one.entry.key for one in fitting[1:]]
        others += [
            shown_path(one, roots)
            for one in rivals[work.entry.start]
            if one != path and best[one][0] == rank
        ]
        if any(best[one][0] < rank for one in rivals[work.entry.start]):
            continue  # another file is more surely the entry's own
        file = shown_path(path, roots)
        yield FileFit(work.entry.key, file, WAYS[rank], tuple(others)), work.entry, path


def _rivals(best: dict[Path, tuple[int, list[_Work]]]) -> dict[int, list[Path]]:
    """The files that fit each entry, by its place."""
    found: dict[int, list[Path]] = defaultdict(list)
    for path, (_, works) in best.items():
        for work in works:
            found[work.entry.start].append(path)
    return found


class _Name:
    """The name of a file, and what it is compared by."""

    def __init__(self, stem: str) -> None:
        self.key = stem.casefold()
        self.plain = _NOT_ALNUM.sub(" ", stem.replace("%2F", " ")).strip().casefold()
        self.words = frozenset(tokens(stem.replace("_", " ").replace("-", " ")))
        version = re.sub(r"v\d{1,2}\Z", "", self.plain)
        pieces = self.plain.split(" ")[-_MOST_PIECES:]
        # An identifier is the name, or its end behind a blank: not a part of another.
        self.ends = frozenset(
            [self.plain, version, *(" ".join(pieces[n:]) for n in range(1, len(pieces)))]
        )


class _Works:
    """The entries without a file, by what names of files have of them: not each is tried."""

    def __init__(self, works: Sequence[_Work]) -> None:
        self._by: dict[str, dict[int, _Work]] = defaultdict(dict)
        for work in works:
            for word in work.marks:
                self._by[word][work.entry.start] = work

    def near(self, name: _Name) -> list[_Work]:
        """Those that could fit, in the order of the library."""
        found: dict[int, _Work] = {}
        for mark in {f"key {name.key}", *name.ends, *name.words}:
            found |= self._by.get(mark, {})
        return [found[start] for start in sorted(found)]


class _Work:
    """An entry without a file, and what names of files tell of it."""

    def __init__(self, entry: Entry, reference: Reference) -> None:
        self.entry = entry
        self._reference = reference

    @cached_property
    def _families(self) -> frozenset[str]:
        names = family_names(self._reference)[:1]
        return frozenset(word for name in names for word in tokens(name))

    @cached_property
    def _title(self) -> frozenset[str]:
        return frozenset(significant_words(strip_markup(self._reference.text("title"))))

    @cached_property
    def _year(self) -> str:
        date = self._reference.date("issued")
        return str(date.year) if date and date.year else ""

    @cached_property
    def _identifiers(self) -> list[str]:
        """Identifiers without the signs that no file can have in its name."""
        found: list[str] = []
        for one in identifiers_of(self._reference):
            if one.scheme not in ("doi", "arxiv"):
                continue
            found.append(_NOT_ALNUM.sub(" ", one.value).strip().casefold())
            end = one.value.partition("/")[2]
            if one.scheme == "doi" and len(end) >= _LONG_ENOUGH and re.search(r"\d", end):
                found.append(_NOT_ALNUM.sub(" ", end).strip().casefold())
        return found

    @property
    def marks(self) -> set[str]:
        """Words of which a name that fits has one: the key, an identifier, the longest word of the
        author's name, the longest of the title."""
        named = max(self._families, key=len, default="")
        title = max(self._title, key=len, default="")
        key = f"key {self.entry.key.casefold()}"
        return {key, *self._identifiers, *(one for one in (named, title) if one)}

    def rank(self, name: _Name) -> int | None:
        """By which of `WAYS` a name fits the entry; None for one that does not."""
        if name.key == self.entry.key.casefold():
            return 0
        if not name.ends.isdisjoint(self._identifiers):
            return 1
        words = name.words
        has_title = bool(self._title) and len(self._title & words) >= len(self._title) * _SHARE
        names_work = bool(self._families) and self._families <= words and self._year in words
        if names_work and self._year and has_title:
            return 2
        if has_title and len(self._title) >= _FEW_WORDS and self._title <= words:
            return 3
        rest = words - self._families - {self._year, "et", "al", "and", "pdf"}
        return 4 if names_work and self._year and not rest else None
