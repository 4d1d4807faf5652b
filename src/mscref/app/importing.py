"""`import` and the writing half of `add`: references come into the library, none of them twice.

What crosses the border: references, or the text of bibliography files, in; for each newcomer a
`Fate` out (added, skipped, merged), and the outcome of the one edit that all of them make.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Protocol

from mscref.app.changing import Edit, Outcome, Session, Workplace, editing
from mscref.app.files import SourceText
from mscref.app.indexing import items_of_new
from mscref.app.library import read_references
from mscref.app.plaintext import has_own_keys
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import UsageError
from mscref.formats.base import ReadResult
from mscref.formats.bibtex.layout import Layout
from mscref.formats.bibtex.scan import Entry
from mscref.formats.bibtex.values import collect_macros
from mscref.formats.leftovers import summary
from mscref.formats.registry import Keys, guess_format
from mscref.keys.making import DEFAULT_PATTERN, KeyPattern, make_key, parse_pattern, unique_key
from mscref.library import bibfile
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice
from mscref.library.incoming import (
    FEW,
    Glance,
    Incoming,
    Known,
    Works,
    from_bibtex,
    suggested_entries,
    works_of,
)
from mscref.library.index import Index, fresh_index
from mscref.library.indexstore import damage
from mscref.library.merge import merge
from mscref.match.pairs import features
from mscref.model.reference import Reference
from mscref.records import replaced as replace

ON_DUPLICATE = ("skip", "merge", "keep")
_WORDLIKE = re.compile(r"[a-z]{2}")


class Status(Enum):
    """What became of a newcomer; the value is the word shown to the user."""

    ADDED = "added"
    SKIPPED = "skipped"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Fate:
    """One newcomer: the key it asked for, the key under which the work is now, and why."""

    status: Status
    wanted: str
    key: str
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of every newcomer, in the order they came, and what was wrong with the files."""

    fates: tuple[Fate, ...]
    diagnostics: tuple[Diagnostic, ...]
    outcome: Outcome


def import_files(
    place: Workplace,
    sources: Sequence[SourceText],
    *,
    on_duplicate: str = "skip",
    pattern: str = "",
    takes_uncertain: bool = False,
) -> Imported:
    """Bring the references of bibliography files in; with a `pattern` all keys are made new.

    What was read of a text with too little certainty is left out and said, unless asked for.
    """
    diagnostics: list[Diagnostic] = []

    def newcomers(session: Session) -> Iterator[Incoming]:
        for source in sources:
            diagnostics.extend(source.diagnostics)
            yield from _read(source, session, diagnostics, takes_uncertain=takes_uncertain)

    fates, outcome = _bring_in(place, newcomers, on_duplicate=on_duplicate, pattern=pattern)
    return Imported(fates, tuple(diagnostics), outcome)


def add_references(
    place: Workplace,
    references: Sequence[Reference],
    *,
    on_duplicate: str = "skip",
    pattern: str = "",
    keeps_keys: bool = False,
) -> Imported:
    """Bring resolved references in, with keys made for them, or with those that a paper cites."""

    def newcomers(session: Session) -> Iterator[Incoming]:
        return map(_with_possible_key, _written(references, session))

    if not keeps_keys:
        pattern = pattern or DEFAULT_PATTERN
    fates, outcome = _bring_in(place, newcomers, on_duplicate=on_duplicate, pattern=pattern)
    return Imported(fates, (), outcome)


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

    def __init__(self, session: Session) -> None:
        self._session = session
        self._works = works_of(_converted(session, session.entries()))
        self._keys = _folded_keys(session)

    def has_key(self, key: str) -> bool:
        return key.casefold() in self._keys

    def find(self, reference: Reference) -> Known | None:
        return self._works.find(reference)


class _AtAGlance:
    """The library for a few newcomers: entries are scanned where a glance is not enough, and
    those converted that come into question."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._glance = Glance(session.data or b"")

    @cached_property
    def _keys(self) -> set[str]:
        return _folded_keys(self._session)

    def has_key(self, key: str) -> bool:
        return not self._glance.excludes_key(key) and key.casefold() in self._keys

    def find(self, reference: Reference) -> Known | None:
        if self._glance.excludes_work(reference):
            return None
        suggested = suggested_entries(self._session.bib, reference)
        return works_of(_converted(self._session, suggested)).find(reference)


class _InIndex:
    """The library as its index knows it: entries are scanned only where the index knows nothing.

    The index may be damaged: a key is free only where the file agrees, and rows that cannot be
    read are looked up in the file.
    """

    def __init__(self, index: Index, session: Session) -> None:
        self._index = index
        self._in_file = _AtAGlance(session)

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


def _folded_keys(session: Session) -> set[str]:
    return {key.casefold() for key in session.bib.entries}


def _converted(session: Session, entries: Iterable[Entry]) -> Iterator[tuple[str, Reference]]:
    return ((entry.key, session.reference(entry)) for entry in entries)


class _Taken:
    """The keys that a newcomer cannot have."""

    def __init__(self, there: _There) -> None:
        self._there = there
        self.new: set[str] = set()

    def __contains__(self, key: object) -> bool:
        return key in self.new or self._there.has_key(str(key))


class _Arrival:
    """The library while newcomers come in: who is there, which keys are taken, what changes."""

    def __init__(self, session: Session, there: _There, on_duplicate: str) -> None:
        self.session = session
        self.there = there
        self.on_duplicate = on_duplicate
        self.layout = session.tail.bib.layout
        self.taken = _Taken(there)
        self.works = Works()
        self.texts: list[str] = []
        self.merging: dict[str, list[Incoming]] = {}
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
        text = _laid_out(one, key, self.layout)
        self.texts.append(bibfile.in_encoding(self.session.tail.bib, text))
        self.works.add(key, features(one.reference))
        reasons, doubts = (known.reasons, known.doubts) if known else ((), ())
        if certain:
            doubts = ("you keep both",)
        return Fate(Status.ADDED, one.key, key, reasons, doubts)

    def edit(self, summary: str) -> Edit:
        """All that changes."""
        is_appending = not self.merging
        bib = self.session.tail.bib if is_appending else self.session.bib
        splices = [one for key in self.merging for one in self._merge_splices(key)]
        if self.texts:
            splices.append(bibfile.append_entries(bib, self.texts))
        return Edit(summary, tuple(splices), added=len(self.texts), in_tail=is_appending)

    def _merge_splices(self, key: str) -> Iterator[TextSplice]:
        bib = self.session.bib
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


def _bring_in(
    place: Workplace,
    newcomers_of: Callable[[Session], Iterable[Incoming]],
    *,
    on_duplicate: str,
    pattern: str,
) -> tuple[tuple[Fate, ...], Outcome]:
    if on_duplicate not in ON_DUPLICATE:
        raise UsageError(f"--on-duplicate is {', '.join(ON_DUPLICATE)}, not `{on_duplicate}`")
    parsed = parse_pattern(pattern) if pattern else None
    with editing(place, may_create=True) as session:
        newcomers = list(newcomers_of(session))
        few = len(newcomers) <= FEW
        index = _index_of(place, session.data or b"") if few else None
        there = _look_up(session, index, few=few)
        arrival = _Arrival(session, there, on_duplicate)
        fates = tuple(arrival.take(one, pattern=parsed) for one in newcomers)
        outcome = session.commit(arrival.edit(_summary(fates)))
        if index and outcome.is_written and not arrival.merging:
            _tell_index(index, place.library, arrival.texts, outcome.content_hash)
        return fates, outcome


def _index_of(place: Workplace, data: bytes) -> Index | None:
    """The index of the library if it is up to date."""
    if place.cache_folder is None:
        return None
    return fresh_index(place.library, cache_folder=place.cache_folder, data=data)


def _look_up(session: Session, index: Index | None, *, few: bool) -> _There:
    """The cheapest way to know what is there."""
    if index:
        return _InIndex(index, session)
    return _AtAGlance(session) if few else _InText(session)


def _tell_index(index: Index, library: Path, texts: Sequence[str], content_hash: str) -> None:
    """Keep the index up to date; where that fails, the next search does it."""
    with suppress(*damage()):
        index.appended(items_of_new(texts), path=library, content_hash=content_hash)


def _read(
    source: SourceText,
    session: Session,
    diagnostics: list[Diagnostic],
    *,
    takes_uncertain: bool,
) -> Iterator[Incoming]:
    """The newcomers of one file: .bib entries as they stand, other formats written as BibTeX."""
    row = guess_format(source.text, path=source.path)
    result = read_references(source)
    diagnostics += result.diagnostics
    if row is not None and row.is_bibtex:
        bib = BibText(source.text)
        from mscref.formats.bibtex.convert import Converter

        converter = Converter(bib.bib)
        pairs = ((one, converter.convert(one)) for one in bib.bib.entries())
        yield from from_bibtex(bib, pairs, target_macros=lambda: collect_macros(session.bib.bib))
        return
    diagnostics += _left_out(result, source.path)
    if not takes_uncertain:
        diagnostics += _refused(result)
        certain = [one for one in result.references if one.id not in result.uncertain]
        result = replace(result, references=certain)
    if row is None and has_own_keys(source):
        yield from map(_with_possible_key, _written(result.references, session))
        return
    keys = row.keys if row is not None else Keys.NONE
    for one in _written(result.references, session):
        wordlike = keys is Keys.PERHAPS and _WORDLIKE.search(one.key)
        is_meant = keys is Keys.CHOSEN or wordlike
        yield one if is_meant and _is_chosen(one.key) else replace(one, key="")


def _refused(result: ReadResult) -> Iterator[Diagnostic]:
    """A finding for each reference that is read with too little certainty for a library."""
    for key in sorted(result.uncertain):
        message = f"`{key}` is read with too little certainty, and left out"
        hint = "look at the text there; `mscref import --force` takes it all the same"
        yield Diagnostic(Severity.ERROR, "uncertain-reference", message, result.spans[key], hint)


def _left_out(result: ReadResult, path: str) -> list[Diagnostic]:
    """What the file says and neither CSL nor BibTeX has a place for, in one finding."""
    names = summary(result.leftovers)
    if not names:
        return []
    message = f"BibTeX has no place for these, which are left out: {names}"
    hint = f"`mscref export {path} -t csljson` keeps them"
    return [Diagnostic(Severity.WARNING, "leftover", message, Span(path), hint)]


def _written(references: Sequence[Reference], session: Session) -> Iterator[Incoming]:
    """References as BibTeX entries, in the dialect and (nearly) the encoding of the library."""
    from mscref.formats.bibtex.writer import entry_fields

    tail = session.tail.bib
    dialect = bibfile.dialect_of(tail)
    for reference in references:
        kind, fields = entry_fields(reference, dialect=dialect, ascii_only=not tail.is_utf8)
        raw = tuple(
            (name, value if is_macro else f"{{{value}}}") for name, value, is_macro in fields
        )
        yield Incoming(kind, reference.id, raw, reference)


def _with_possible_key(one: Incoming) -> Incoming:
    """The newcomer with its key, if a .bib file can have that."""
    return one if bibfile.is_key(one.key) else replace(one, key="")


def _is_chosen(key: str) -> bool:
    """Whether an identifier looks like a citation key that a person chose."""
    return bibfile.is_key(key) and not key.isdigit() and "/" not in key and ":" not in key[:8]


def _laid_out(one: Incoming, key: str, layout: Layout) -> str:
    """The text of an entry in the library's layout; values keep their braces and macros."""
    fields = [
        (name, layout.delimited(value[1:-1]) if bibfile.delimiters_of(value) == "{" else value)
        for name, value in one.fields
    ]
    return layout.entry(one.kind, key, fields)


def _summary(fates: Sequence[Fate]) -> str:
    counts = {status: sum(fate.status is status for fate in fates) for status in Status}
    added = [fate.key for fate in fates if fate.status is Status.ADDED]
    parts = []
    if added:
        more = f" and {len(added) - 3} more" if len(added) > 3 else ""
        parts.append(f"added {', '.join(added[:3])}{more}")
    if counts[Status.MERGED]:
        parts.append(f"merged {counts[Status.MERGED]}")
    return ", ".join(parts) or "added nothing"
