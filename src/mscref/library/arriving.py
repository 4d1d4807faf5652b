"""Newcomers come into a library, none twice: who is there, which keys they get, what changes.

What crosses the border: the library as read and `Incoming` entries in; a `Fate` for each, and the
splices of all of them, out. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Protocol

from mscref.formats.bibtex.blocks import Entry, Field
from mscref.formats.bibtex.filefield import FileLink, added_link, written_links
from mscref.formats.bibtex.layout import Layout
from mscref.keys.making import DEFAULT_PATTERN, KeyPattern, make_key, parse_pattern, unique_key
from mscref.library import bibfile
from mscref.library.bibfile import BibText, Tail
from mscref.library.delta import TextSplice
from mscref.library.incoming import Glance, Incoming, suggested_entries
from mscref.library.index import Index
from mscref.library.indexstore import damage
from mscref.library.merge import merge
from mscref.library.works import Known, KnownWorks, works_of
from mscref.match.pairs import features
from mscref.model.reference import Reference
from mscref.records import replaced as replace

FILE_FIELDS = ("file", "pdf")


class Status(Enum):
    """What became of a newcomer; the value is the word shown to the user."""

    ADDED = "added"
    SKIPPED = "skipped"
    MERGED = "merged"
    LINKED = "linked"


@dataclass(frozen=True, slots=True)
class Fate:
    """One newcomer: the key it asked for, the key under which the work is now, and why."""

    status: Status
    wanted: str
    key: str
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class FilesOf(Protocol):
    """Says which files a newcomer brings."""

    def __call__(self, reference: Reference, key: str, have: str, /) -> Sequence[FileLink]:
        """The links to add to the entry of this key, whose field `file` is `have`."""
        ...


class Holding(Protocol):
    """The library as read: its bytes, its text, its end, and its entries as references."""

    @property
    def data(self) -> bytes | None:
        """The bytes of the file; None where there is none yet."""
        ...

    @property
    def bib(self) -> BibText:
        """The library as text."""
        ...

    @property
    def tail(self) -> Tail:
        """The end of the library, for what is only appended."""
        ...

    def entries(self) -> list[Entry]:
        """The entries that are works of their own."""
        ...

    def reference(self, entry: Entry) -> Reference:
        """What an entry says."""
        ...


class _There(Protocol):
    """What has to be known of the library to let newcomers in."""

    def has_key(self, key: str) -> bool:
        """Whether a key is taken, in whatever case."""
        ...

    def find(self, reference: Reference) -> Known | None:
        """The work of the library that this reference is, or may be."""
        ...


class _InText:
    """The library as its text has it, entries converted once for many newcomers."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._works = works_of(_converted(holding, holding.entries()))
        self._keys = _folded_keys(holding)

    def has_key(self, key: str) -> bool:
        return key.casefold() in self._keys

    def find(self, reference: Reference) -> Known | None:
        return self._works.find(reference)


class _AtAGlance:
    """The library for a few newcomers: entries are scanned where a glance is not enough, and
    those converted that come into question."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._glance = Glance(holding.data or b"")

    @cached_property
    def _keys(self) -> set[str]:
        return _folded_keys(self._holding)

    def has_key(self, key: str) -> bool:
        return not self._glance.excludes_key(key) and key.casefold() in self._keys

    def find(self, reference: Reference) -> Known | None:
        if self._glance.excludes_work(reference):
            return None
        suggested = suggested_entries(self._holding.bib, reference)
        return works_of(_converted(self._holding, suggested)).find(reference)


class _InIndex:
    """The library as its index knows it: entries are scanned only where the index knows nothing.

    The index may be damaged: a key is free only where the file agrees, and rows that cannot be
    read are looked up in the file.
    """

    def __init__(self, index: Index, holding: Holding) -> None:
        self._index = index
        self._in_file = _AtAGlance(holding)

    def has_key(self, key: str) -> bool:
        with suppress(*damage()):
            if self._index.has_key(key):
                return True
        return self._in_file.has_key(key)

    def find(self, reference: Reference) -> Known | None:
        try:
            suggested = self._index.suggested(reference)
            return works_of((one.id, one) for one in suggested).find(reference)
        except damage():
            return self._in_file.find(reference)


def look_up(holding: Holding, index: Index | None, *, few: bool) -> _There:
    """The cheapest way to know what is there, for few newcomers or many."""
    if index:
        return _InIndex(index, holding)
    return _AtAGlance(holding) if few else _InText(holding)


def _folded_keys(holding: Holding) -> set[str]:
    return {key.casefold() for key in holding.bib.entries}


def _converted(holding: Holding, entries: Iterable[Entry]) -> Iterator[tuple[str, Reference]]:
    return ((entry.key, holding.reference(entry)) for entry in entries)


class _Taken:
    """The keys that a newcomer cannot have."""

    def __init__(self, there: _There) -> None:
        self._there = there
        self.new: set[str] = set()

    def __contains__(self, key: object) -> bool:
        return key in self.new or self._there.has_key(str(key))


class Arrival:
    """The library while newcomers come in: who is there, which keys are taken, what changes."""

    def __init__(
        self,
        holding: Holding,
        there: _There,
        on_duplicate: str,
        *,
        files_of: FilesOf | None = None,
    ) -> None:
        self.holding = holding
        self.files_of = files_of
        self.there = there
        self.on_duplicate = on_duplicate
        self.layout = holding.tail.bib.layout
        self.taken = _Taken(there)
        self.works = KnownWorks()
        self.texts: list[str] = []
        self.merging: dict[str, list[Incoming]] = {}
        self.linking: dict[str, str] = {}
        self.new_keys: set[str] = set()

    def known(self, reference: Reference) -> Known | None:
        """The work of the library, or of the newcomers before, that this one is."""
        found = self.there.find(reference)
        if found and not found.doubts:
            return found
        return self.works.find(reference) or found

    def take(self, one: Incoming, *, pattern: KeyPattern | None) -> Fate:
        """Decide about one newcomer."""
        known = self.known(one.reference)
        certain = known is not None and not known.doubts
        if known is not None and certain and self.on_duplicate == "skip":
            if self.files_of is not None:
                return self._link(one, known, self.files_of)
            return Fate(Status.SKIPPED, one.key, known.key, known.reasons)
        if known is not None and certain and self.on_duplicate == "merge":
            if known.key in self.new_keys:  # two of the newcomers are one work
                return Fate(Status.SKIPPED, one.key, known.key, known.reasons)
            self.merging.setdefault(known.key, []).append(one)
            return Fate(Status.MERGED, one.key, known.key, known.reasons)
        wanted = one.key
        if pattern or not wanted:
            wanted = make_key(pattern or parse_pattern(DEFAULT_PATTERN), one.reference)
        key = unique_key(wanted, self.taken)
        self.taken.new.add(key.casefold())
        self.new_keys.add(key)
        text = laid_out(self._filed(one, key), key, self.layout)
        self.texts.append(bibfile.in_encoding(self.holding.tail.bib, text))
        self.works.add(key, features(one.reference))
        reasons, doubts = (known.reasons, known.doubts) if known else ((), ())
        if certain:
            doubts = ("you keep both",)
        return Fate(status=Status.ADDED, wanted=one.key, key=key, reasons=reasons, doubts=doubts)

    def _link(self, one: Incoming, known: Known, files_of: FilesOf) -> Fate:
        """Give the files of a newcomer to the entry that is there; one that has them stays."""
        if known.key in self.new_keys:  # two of the newcomers are one work
            return Fate(Status.SKIPPED, one.key, known.key, known.reasons)
        entry = self.holding.bib.entry(known.key)
        have = self.linking.get(known.key) or _written_links(self.holding.bib, entry)
        value = _with_links(have, files_of(one.reference, known.key, bibfile.undelimited(have)))
        if value == have:
            return Fate(Status.SKIPPED, one.key, known.key, known.reasons)
        self.linking[known.key] = value
        return Fate(Status.LINKED, one.key, known.key, known.reasons)

    def _filed(self, one: Incoming, key: str) -> Incoming:
        """The newcomer with links to its files, which may be called by its key."""
        links = self.files_of(one.reference, key, "") if self.files_of else []
        if not links:
            return one
        value = f"{{{written_links(links)}}}"
        return replace(one, fields=(*one.fields, (FILE_FIELDS[0], value)))

    @property
    def is_appending(self) -> bool:
        """Whether nothing changes but the end of the library."""
        return not self.merging and not self.linking

    def splices(self) -> tuple[TextSplice, ...]:
        """All that changes: in the end of the library where only that does, else in its text."""
        bib = self.holding.tail.bib if self.is_appending else self.holding.bib
        splices = [one for key in self.merging for one in self._merge_splices(key)]
        splices += [self._link_splice(key, value) for key, value in self.linking.items()]
        if self.texts:
            splices.append(bibfile.append_entries(bib, self.texts))
        return tuple(splices)

    def _link_splice(self, key: str, value: str) -> TextSplice:
        bib = self.holding.bib
        entry = bib.entry(key)
        field = _file_field(entry)
        if field is not None:
            return bibfile.replace_value(field, value)
        return bibfile.add_fields(bib, entry, [(FILE_FIELDS[0], value)])

    def _merge_splices(self, key: str) -> Iterator[TextSplice]:
        bib = self.holding.bib
        entry = bib.entry(key)
        incoming = [
            {name.lower(): value for name, value in one.fields} for one in self.merging[key]
        ]
        merged = merge(bib.fields(entry), incoming)
        for name, value in merged.replaced:
            existing = entry.find_field(name)
            if existing is not None:
                yield bibfile.replace_value(existing, value)
        if merged.added:
            yield bibfile.add_fields(bib, entry, merged.added)


def _file_field(entry: Entry) -> Field | None:
    return next(filter(None, map(entry.find_field, FILE_FIELDS)), None)


def _with_links(have: str, links: Sequence[FileLink]) -> str:
    """A value of `file` with further links; one that is no plain text stays as it is."""
    if not bibfile.undelimited(have).strip():
        return f"{{{written_links(links)}}}" if links else have
    opening = bibfile.delimiters_of(have)
    if not opening:
        return have
    text = bibfile.undelimited(have)
    for link in links:
        text = added_link(text, link)
    return f"{have[0]}{text}{have[-1]}" if links else have


def _written_links(bib: BibText, entry: Entry) -> str:
    field = _file_field(entry)
    return bib.text[field.value_start : field.value_end] if field else ""


def laid_out(one: Incoming, key: str, layout: Layout) -> str:
    """The text of an entry in the library's layout; values keep their braces and macros."""
    fields = [
        (name, layout.delimited(value[1:-1]) if bibfile.delimiters_of(value) == "{" else value)
        for name, value in one.fields
    ]
    return layout.entry(one.kind, key, fields)


def summary_of(fates: Sequence[Fate]) -> str:
    """What became of all of them, in a few words."""
    counts = {status: sum(fate.status is status for fate in fates) for status in Status}
    added = [fate.key for fate in fates if fate.status is Status.ADDED]
    parts = []
    if added:
        more = f" and {len(added) - 3} more" if len(added) > 3 else ""
        parts.append(f"added {', '.join(added[:3])}{more}")
    if counts[Status.LINKED]:
        linked = [fate.key for fate in fates if fate.status is Status.LINKED]
        more = f" and {len(linked) - 3} more" if len(linked) > 3 else ""
        parts.append(f"linked {', '.join(linked[:3])}{more}")
    if counts[Status.MERGED]:
        parts.append(f"merged {counts[Status.MERGED]}")
    return ", ".join(parts) or "added nothing"
