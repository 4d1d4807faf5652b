"""CITATION.cff, the Citation File Format 1.2.0 ↔ references.

What crosses the border: YAML text in. The work that the file is about, its `preferred-citation` and
its `references` are references, in this order; a work that says nothing beyond the preferred one
is that one. What no row of the tables takes travels in `Reference.extra["cff"]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats import yamltext
from mscref.formats.base import ReadResult
from mscref.formats.cff.reading import read_root, read_work
from mscref.formats.cff.tables import FORMAT, VERSION
from mscref.formats.cff.twice import mark_works
from mscref.formats.cff.writing import can_be_root, write_root, write_work
from mscref.formats.mapping import result_of
from mscref.formats.record import Reading, Unread
from mscref.model.reference import Json, Reference

_MESSAGE = "If you use this software, please cite it as below."
_PREFERRED = "If you use this work, please cite the preferred citation."


def read(text: str, *, path: str) -> ReadResult:
    """Read all works; a member that is no mapping is reported, the rest goes on."""
    payload, diagnostics = yamltext.load(text, path=path, code="cff-syntax")
    if payload is None and diagnostics:
        return ReadResult([], diagnostics)
    if not isinstance(payload, dict):
        message = "it is not a mapping, as a CITATION.cff is"
        return ReadResult([], [Diagnostic(Severity.ERROR, "cff-shape", message, Span(path))])
    root = dict(payload)
    preferred, listed = root.pop("preferred-citation", None), root.pop("references", None)
    others: list[Json] = [] if preferred is None else [preferred]
    if listed is not None:
        others.extend(listed if isinstance(listed, list) else [listed])
    works = [read_work(dict(one)) for one in others if isinstance(one, dict)]
    for one in others:
        if not isinstance(one, dict):
            message = f"a reference is not a mapping: {str(one)[:60]}"
            diagnostics.append(Diagnostic(Severity.ERROR, "cff-entry", message, Span(path)))
    first = works[0] if isinstance(preferred, dict) else None
    works = [*_root(root, first), *works]
    readings = [Reading(one, unread=tuple(_literal_dates(one))) for one in works]
    return result_of(readings, path=path, format_name=FORMAT, diagnostics=diagnostics)


def _root(root: dict[str, Json], preferred: Reference | None) -> list[Reference]:
    """The work that the file is about, unless its preferred citation says all of it."""
    work = read_root(root)
    if preferred is not None:
        said = preferred.fields
        is_said = all(said.get(name) == value for name, value in work.fields.items())
        return [] if is_said and not work.extra else [work]
    return [work] if work.fields or work.extra else []


def _literal_dates(reference: Reference) -> Iterator[Unread]:
    for variable in ("issued", "accessed"):
        date = reference.date(variable)
        if date is not None and date.literal:
            yield Unread(variable, date.literal, "date")


def write(references: Sequence[Reference]) -> str:
    """A CITATION.cff: the first reference is the work, if it is software or data and the format has
    a place there for all of it; else the preferred citation. The others are its references."""
    root: dict[str, Json] = {"cff-version": VERSION, "message": _MESSAGE}
    others = list(references)
    if others and can_be_root(others[0]):
        root.update(write_root(others.pop(0)))
    elif others:
        first = others.pop(0)
        root["message"] = _PREFERRED
        root.update(write_root(first, is_summary=True))
        root["preferred-citation"] = write_work(first)
    if others:
        root["references"] = mark_works([write_work(one) for one in others])
    return yamltext.dump(root)
