"""`import` and the writing half of `add`: references come into the library, none of them twice.

What crosses the border: references, or the text of bibliography files, in; for each newcomer a
`Fate` out (added, skipped, merged), and the outcome of the one edit that all of them make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mscref.app.changing import Edit, EditingSession, Outcome, Workplace, editing
from mscref.app.convert import unplaced_told
from mscref.app.files import SourceText
from mscref.app.library import read_references
from mscref.app.plaintext import UNCERTAIN, has_own_keys
from mscref.commandlines import command_line
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import UsageError
from mscref.formats.base import ReadResult
from mscref.formats.bibtex.values import collect_macros
from mscref.formats.registry import guess_format
from mscref.keys.making import DEFAULT_PATTERN, parse_pattern
from mscref.library.arriving import Arrival, Fate, FilesOf, look_up, summary_of
from mscref.library.bibfile import BibText
from mscref.library.incoming import (
    FEW,
    Incoming,
    from_bibtex,
    from_references,
    is_chosen,
    with_possible_key,
)
from mscref.library.index import Index, fresh_index
from mscref.library.indexstore import damage
from mscref.library.items import items_of_new
from mscref.library.moves import FileMove
from mscref.model.reference import Reference
from mscref.records import replaced as replace

ON_DUPLICATE = ("skip", "merge", "keep")


class Filing(FilesOf, Protocol):
    """Says which files newcomers bring, and what moves for it, once it was asked for all."""

    @property
    def moves(self) -> Sequence[FileMove]:
        """The files that get another name."""
        ...


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

    def newcomers(session: EditingSession) -> Iterator[Incoming]:
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
    filing: Filing | None = None,
) -> Imported:
    """Bring resolved references in, with keys made for them, or with those that a paper cites.

    With `filing` each gets links to its files, a work that is there already, too.
    """

    def newcomers(session: EditingSession) -> Iterator[Incoming]:
        return map(with_possible_key, from_references(references, session.tail.bib))

    if not keeps_keys:
        pattern = pattern or DEFAULT_PATTERN
    fates, outcome = _bring_in(
        place,
        newcomers,
        on_duplicate=on_duplicate,
        pattern=pattern,
        filing=filing,
    )
    return Imported(fates, (), outcome)


def _bring_in(
    place: Workplace,
    newcomers_of: Callable[[EditingSession], Iterable[Incoming]],
    *,
    on_duplicate: str,
    pattern: str,
    filing: Filing | None = None,
) -> tuple[tuple[Fate, ...], Outcome]:
    if on_duplicate not in ON_DUPLICATE:
        raise UsageError(f"--on-duplicate is {', '.join(ON_DUPLICATE)}, not `{on_duplicate}`")
    parsed = parse_pattern(pattern) if pattern else None
    with editing(place, may_create=True) as session:
        newcomers = list(newcomers_of(session))
        few = len(newcomers) <= FEW
        index = _index_of(place, session.data or b"") if few else None
        if index:
            with suppress(*damage()):
                session.noted_unread = index.unread(str(place.library))
        there = look_up(session, index, few=few)
        arrival = Arrival(session, there, on_duplicate, files_of=filing)
        fates = tuple(arrival.take(one, pattern=parsed) for one in newcomers)
        edit = Edit(
            summary_of(fates),
            arrival.splices(),
            added=len(arrival.texts),
            in_tail=arrival.is_appending,
            moves=tuple(filing.moves) if filing else (),
        )
        outcome = session.commit(edit)
        if index and outcome.is_written and arrival.is_appending:
            _tell_index(index, place.library, arrival.texts, outcome.content_hash)
        return fates, outcome


def _index_of(place: Workplace, data: bytes) -> Index | None:
    """The index of the library if it is up to date."""
    if place.cache_folder is None:
        return None
    return fresh_index(place.library, cache_folder=place.cache_folder, data=data)


def _tell_index(index: Index, library: Path, texts: Sequence[str], content_hash: str) -> None:
    """Keep the index up to date; where that fails, the next search does it."""
    with suppress(*damage()):
        index.appended(items_of_new(texts), path=library, content_hash=content_hash)


def _read(
    source: SourceText,
    session: EditingSession,
    diagnostics: list[Diagnostic],
    *,
    takes_uncertain: bool,
) -> Iterator[Incoming]:
    """The newcomers of one file: .bib entries as they stand, other formats written as BibTeX."""
    row = guess_format(source.text, path=source.path)
    result = read_references(source)
    # That a reference is left out says more than that it may be none.
    diagnostics += [one for one in result.diagnostics if takes_uncertain or one.code != UNCERTAIN]
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
        yield from map(with_possible_key, from_references(result.references, session.tail.bib))
        return
    for one in from_references(result.references, session.tail.bib):
        is_meant = row is not None and row.may_be_chosen(one.key)
        yield one if is_meant and is_chosen(one.key) else replace(one, key="")


def _refused(result: ReadResult) -> Iterator[Diagnostic]:
    """A finding for each reference that is read with too little certainty for a library."""
    for key in (one.id for one in result.references if one.id in result.uncertain):
        message = f"`{key}` is read with too little certainty, and left out"
        hint = "look at the text there; `mscref import --force` takes it all the same"
        yield Diagnostic(
            severity=Severity.ERROR,
            code=UNCERTAIN,
            message=message,
            span=result.spans[key],
            hint=hint,
        )


def _left_out(result: ReadResult, path: str) -> list[Diagnostic]:
    """What the file says and no field of a .bib file can hold, in one finding."""
    message = unplaced_told(result.references)
    if not message:
        return []
    command = command_line("export", values=[path], options=["-t", "csljson"])
    hint = f"`{command}` keeps them"
    return [
        Diagnostic(
            severity=Severity.WARNING, code="leftover", message=message, span=Span(path), hint=hint
        )
    ]
