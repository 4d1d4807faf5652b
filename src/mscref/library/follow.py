"""A .bib file follows a library elsewhere: what changed there since the last time, field by field.

Three sides are compared: what stood there the last time (`FollowedEntry`), what stands there now,
and the entry here. What changed there alone is taken over; what changed here alone stays; what both
sides changed differently is a conflict, which is said and left as it is here.

What crosses the border: a text, entries to come and what is known of the last time in; splices and
what is known from now on out. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mscref.errors import UsageError
from mscref.formats.bibtex.blocks import Entry
from mscref.keys.making import unique_key
from mscref.library import bibfile
from mscref.library.arriving import laid_out
from mscref.library.bibfile import BibText, undelimited
from mscref.library.delta import TextSplice
from mscref.library.incoming import Incoming, with_possible_key
from mscref.match.pairs import titles_may_be_one
from mscref.model.identifiers import bare_doi
from mscref.records import Record
from mscref.records import replaced as replace

_TYPE = "entry type"  # beside the fields; no field can be called so
# By these an entry is found again that has another key here.
_TELLING = ("doi", "title")
_BRACES = re.compile(r"[{}\"]")


class FollowedEntry(Record):
    """An entry as it stood elsewhere the last time: its key here, and its fields as written."""

    key: str
    fields: Mapping[str, str]


class SyncConflict(Record):
    """A field that both sides changed: what it was, what it is here, and there; "" is no field."""

    key: str
    name: str
    here: str
    there: str


@dataclass(slots=True)
class Following:
    """What is to be done: `splices`, and what stands there as it is `known` from then on; the keys
    of what was done to whom.

    `gone` are no longer there and stay here, `left_out` were removed here and stay so, `broken`
    could not be changed because their text is broken, `repeated` the names that came twice.
    """

    splices: list[TextSplice] = field(default_factory=list)
    known: dict[str, FollowedEntry] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    conflicts: list[SyncConflict] = field(default_factory=list)


def follow(
    bib: BibText,
    incoming: Iterable[tuple[str, Incoming]],
    known: Mapping[str, FollowedEntry],
    *,
    standing: Collection[str],
    prune: bool = False,
) -> Following:
    """What makes `bib` follow: each entry to come has a name that it keeps there. Of what is known
    only what was `standing` there the last time can be gone."""
    work = _Work(bib, known, standing)
    for name, one in incoming:
        work.take(name, one)
    work.finish(prune=prune)
    return work.found


class _Work:
    def __init__(
        self, bib: BibText, known: Mapping[str, FollowedEntry], standing: Collection[str]
    ) -> None:
        self._bib = bib
        self._known = known
        self._standing = standing
        self.found = Following()
        self._new: list[Incoming] = []
        self._seen: set[str] = set()
        self._owned = {one.key for one in known.values() if one.key in bib.entries}
        self._by_text = self._telling_texts()

    def _telling_texts(self) -> dict[tuple[str, str], list[Entry]]:
        """Entries that nothing there is known to belong to, by their DOI and their title."""
        found: dict[tuple[str, str], list[Entry]] = {}
        for key, entries in self._bib.entries.items():
            if key in self._owned:
                continue
            fields = self._bib.fields(entries[0])
            for name in _TELLING:
                if name in fields:
                    found.setdefault((name, _folded(fields[name])), []).append(entries[0])
        return found

    def take(self, name: str, one: Incoming) -> None:
        """One entry as it stands there now; of several of one name the first."""
        if name in self._seen:
            self.found.repeated.append(name)
            return
        self._seen.add(name)
        before = self._known.get(name)
        theirs = _fields(one)
        entry = self._entry(before, one, theirs)
        if entry is not None:
            self._owned.add(entry.key)
            self._merge(name, entry, before.fields if before else {}, theirs)
        elif before is not None:
            self._removed_here(name, before, theirs)
        else:
            self._new.append(one)
            self.found.known[name] = FollowedEntry("", theirs)

    def _entry(
        self, before: FollowedEntry | None, one: Incoming, theirs: Mapping[str, str]
    ) -> Entry | None:
        """The entry here: of the key it had, else of the same key, where neither DOI nor title says
        that it is another work, else of the same DOI or title."""
        entries = self._bib.entries
        if before is not None and before.key in entries:
            return entries[before.key][0]
        if before is None and one.key in entries and one.key not in self._owned:
            same_key = entries[one.key][0]
            if self._may_be_one_work(same_key, theirs):
                return same_key
        texts = theirs if before is None else before.fields
        for name in _TELLING[: 1 if before is None else 2]:
            near = self._by_text.get((name, _folded(texts[name])), []) if name in texts else []
            free = [entry for entry in near if entry.key not in self._owned]
            if len(free) == 1:
                return free[0]
        return None

    def _may_be_one_work(self, entry: Entry, theirs: Mapping[str, str]) -> bool:
        """The DOI decides where both sides have one, else the title, unless one lacks it."""
        mine = self._bib.fields(entry)
        if "doi" in mine and "doi" in theirs:
            one, other = (bare_doi(undelimited(side["doi"])) for side in (mine, theirs))
            return one.casefold() == other.casefold()
        if "title" in mine and "title" in theirs:
            one, other = (_BRACES.sub("", side["title"]) for side in (mine, theirs))
            return titles_may_be_one(one, other)
        return True

    def _removed_here(self, name: str, before: FollowedEntry, theirs: dict[str, str]) -> None:
        self.found.known[name] = before
        self.found.left_out.append(before.key)
        changed = sorted(
            one
            for one in {*theirs, *before.fields}
            if not _same(theirs.get(one), before.fields.get(one))
        )
        if changed:
            self.found.conflicts.append(
                SyncConflict(before.key, changed[0], "", theirs.get(changed[0], ""))
            )

    def _merge(
        self, name: str, entry: Entry, base: Mapping[str, str], theirs: dict[str, str]
    ) -> None:
        mine = {**self._bib.fields(entry), _TYPE: entry.type.lower()}
        wanted: dict[str, str | None] = {}
        known = dict(theirs)
        conflicts: list[SyncConflict] = []
        for one in dict.fromkeys([*theirs, *base]):
            old, new, here = base.get(one), theirs.get(one), mine.get(one)
            if _same(old, new) or _same(here, new):
                continue
            if _same(here, old):
                wanted[one] = new
                continue
            conflicts.append(SyncConflict(entry.key, one, here or "", new or ""))
            _keep(known, one, old)  # said again as long as both sides differ
        self.found.conflicts += conflicts
        self.found.known[name] = FollowedEntry(entry.key, known)
        if not wanted:
            return
        try:
            self.found.splices += _splices(self._bib, entry, wanted)
            self.found.changed.append(entry.key)
        except UsageError:
            self.found.broken.append(entry.key)
            self.found.known[name] = FollowedEntry(entry.key, dict(base))

    def finish(self, *, prune: bool) -> None:
        """Write down who came, and what becomes of those who are there no longer."""
        self._add()
        going: list[Entry] = []
        for name, before in self._known.items():
            if name in self._seen or name not in self._standing:
                continue
            entry = self._bib.entries.get(before.key, [None])[0]
            if entry is None:  # gone on both sides
                continue
            if prune and self._is_unchanged(entry, before):
                going.append(entry)
                self.found.removed.append(entry.key)
                continue
            if prune:
                self.found.conflicts.append(SyncConflict(entry.key, _TYPE, entry.type, ""))
            self.found.gone.append(entry.key)
            self.found.known[name] = before
        self.found.splices += bibfile.remove_entries(self._bib, going)

    def _is_unchanged(self, entry: Entry, before: FollowedEntry) -> bool:
        mine = {**self._bib.fields(entry), _TYPE: entry.type.lower()}
        return all(_same(mine.get(one), before.fields.get(one)) for one in {*mine, *before.fields})

    def _add(self) -> None:
        taken = {key.casefold() for key in self._bib.entries}
        texts: list[str] = []
        names = [name for name, one in self.found.known.items() if not one.key]
        for name, one in zip(names, self._new, strict=True):
            key = unique_key(with_possible_key(one).key or "ref", taken)
            taken.add(key.casefold())
            texts.append(laid_out(replace(one, key=key), key, self._bib.layout))
            self.found.added.append(key)
            self.found.known[name] = FollowedEntry(key, self.found.known[name].fields)
        if texts:
            self.found.splices.append(bibfile.append_entries(self._bib, texts))


def as_followed(key: str, one: Incoming) -> FollowedEntry:
    """What stands elsewhere, as it is known of from now on under the key of an entry here."""
    return FollowedEntry(key, _fields(one))


def _fields(one: Incoming) -> dict[str, str]:
    return {**{name.lower(): value for name, value in one.fields}, _TYPE: one.kind.lower()}


def _folded(value: str) -> str:
    return " ".join(undelimited(value).split()).casefold()


def _same(one: str | None, other: str | None) -> bool:
    """Whether two values say the same, in whatever delimiters and lines."""
    if one is None or other is None:
        return one is other
    return one == other or " ".join(undelimited(one).split()) == " ".join(
        undelimited(other).split()
    )


def _keep(known: dict[str, str], name: str, old: str | None) -> None:
    if old is None:
        known.pop(name, None)
    else:
        known[name] = old


def _splices(
    bib: BibText, entry: Entry, wanted: Mapping[str, str | None]
) -> Iterator[TextSplice] | Sequence[TextSplice]:
    """The splices that give an entry what is wanted; None takes a field away."""
    found: list[TextSplice] = []
    added: list[tuple[str, str]] = []
    gone = []
    for name, value in wanted.items():
        existing = entry.find_field(name)
        if name == _TYPE:
            found.append(bibfile.set_type(entry, value or entry.type))
        elif value is None:
            gone += [existing] if existing else []
        elif existing is None:
            added.append((name, bibfile.new_value(bib, entry, name, value=undelimited(value))))
        else:
            found.append(bibfile.set_field(bib, entry, name, value=undelimited(value)))
    if gone:
        found += bibfile.remove_fields(bib, entry, gone)
    if added:
        found.append(bibfile.add_fields(bib, entry, added))
    return found
