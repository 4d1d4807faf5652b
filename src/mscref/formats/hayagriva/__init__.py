"""Hayagriva YAML, the format of Typst ↔ references.

Grammar: a mapping key → entry. An entry has a `type`, fields, and `parent` entries that hold what
CSL calls the container (a periodical, an anthology, proceedings) with volume and issue. What no
row of the tables takes travels in `Reference.extra["hayagriva"]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats import yamltext
from mscref.formats.base import ReadResult
from mscref.formats.hayagriva.reading import read_entry
from mscref.formats.hayagriva.tables import DATE_NAMES
from mscref.formats.hayagriva.writing import write_entry
from mscref.formats.itemplaces import ItemPlaces
from mscref.formats.mapping import not_read
from mscref.formats.record import Unread
from mscref.model.reference import Json, Reference


def read(text: str, *, path: str) -> ReadResult:
    """Read every entry; one that is no mapping is reported, the rest goes on."""
    payload, diagnostics = yamltext.load(text, path=path, code="hayagriva-syntax")
    if payload is None and diagnostics:
        return ReadResult([], diagnostics)
    if not isinstance(payload, dict):
        message = "it is not a mapping of keys to entries"
        return ReadResult([], [Diagnostic(Severity.ERROR, "hayagriva-shape", message, Span(path))])
    places = ItemPlaces(path, lambda: yamltext.items_of(text))
    references: list[Reference] = []
    for key, entry in payload.items():
        if isinstance(entry, dict):
            references.append(read_entry(str(key), entry))
        else:
            message = f"the entry `{key}` is not a mapping: {str(entry)[:60]}"
            span = places.get(str(key), Span(path))
            diagnostics.append(Diagnostic(Severity.ERROR, "hayagriva-entry", message, span))
    diagnostics += _literal_dates(references, places, Span(path))
    return ReadResult(references, diagnostics, places)


def _literal_dates(
    references: Sequence[Reference], places: ItemPlaces, file: Span
) -> Iterator[Diagnostic]:
    """The dates that are none and stay as text."""
    for reference in references:
        for variable, name in DATE_NAMES.items():
            date = reference.date(variable)
            if date is not None and date.literal:
                unread = Unread(name, date.literal, "date")
                span = places.get(reference.id, file)
                yield not_read(unread, reference.id, span, "hayagriva")


def write(references: Sequence[Reference]) -> str:
    """A mapping of keys to entries."""
    entries: dict[str, Json] = {}
    for reference in references:
        entries[_free_key(reference.id, entries)] = write_entry(reference)
    return yamltext.dump(entries) if entries else "{}\n"


def read_again(references: Sequence[Reference]) -> list[Reference]:
    """What `read` makes of what `write` does: YAML holds the entries as they are."""
    return [read_entry(reference.id, write_entry(reference)) for reference in references]


def _free_key(key: str, entries: dict[str, Json]) -> str:
    """`key`, or `key-2`: a mapping holds a key once, and nothing shall get lost for that."""
    if key not in entries:
        return key
    return next(one for n in count(2) if (one := f"{key}-{n}") not in entries)
