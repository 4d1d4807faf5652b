"""codemeta.json (CodeMeta 2 and 3) ↔ references: software in the words of schema.org.

What crosses the border: JSON text in. The software is the first reference, the publications about
it (`referencePublication`) and what it cites (`citation`) are the next; a `@graph` holds several
works. What no row of the tables takes travels in `Reference.extra["codemeta"]`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from urllib.parse import quote, unquote

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats.base import ReadResult
from mscref.formats.cslproperties import MEMBER, add_properties, take_properties
from mscref.formats.mapping import result_of
from mscref.formats.record import Reading
from mscref.formats.schemaorg import PEOPLE, Work, read_work, write_work
from mscref.model.characters import nests_deeper, storable_json
from mscref.model.editions import edition_number
from mscref.model.reference import Json, Reference

_CONTEXT = "https://w3id.org/codemeta/3.0"
_KEY = "#"  # an address in the file itself
_DEEPEST = 200
_PUBLICATIONS = ("referencePublication", "citation")
_SOFTWARE = "software"
_LISTS = ("identifier", "sameAs", MEMBER, *(members[0] for members in PEOPLE.values()))
_EDITION = "bookEdition"


def read(text: str, *, path: str) -> ReadResult:
    """Read the software and its publications; what is no object is reported."""
    try:
        payload: Json = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        span = Span(path, error.lineno, error.colno)
        return ReadResult([], [Diagnostic(Severity.ERROR, "codemeta-syntax", error.msg, span)])
    except (RecursionError, ValueError):
        payload = None
    if payload is None or nests_deeper(payload, _DEEPEST):
        message = "nested too deeply, or a number that no counter reaches"
        return ReadResult([], [Diagnostic(Severity.ERROR, "codemeta-syntax", message, Span(path))])
    payload = storable_json(payload)
    if not isinstance(payload, dict):
        message = "it is not an object, as a codemeta.json is"
        return ReadResult([], [Diagnostic(Severity.ERROR, "codemeta-shape", message, Span(path))])
    graph = payload.get("@graph")
    works = [payload] if not isinstance(graph, list) else [one for one in graph if one]
    diagnostics: list[Diagnostic] = []
    references = [one for work in works for one in _references(work, path, diagnostics)]
    readings = [Reading(one) for one in references]
    return result_of(readings, path=path, format_name="codemeta", diagnostics=diagnostics)


def _references(work: Json, path: str, diagnostics: list[Diagnostic]) -> Iterator[Reference]:
    """One work, and the publications that it names."""
    if not isinstance(work, dict):
        message = f"a work is not an object: {str(work)[:60]}"
        diagnostics.append(Diagnostic(Severity.ERROR, "codemeta-entry", message, Span(path)))
        return
    own = {name: value for name, value in work.items() if name != "@context"}
    publications: list[Json] = []
    for member in _PUBLICATIONS:
        value = own.get(member)
        rows = value if isinstance(value, list) else [value]
        if value is not None and all(isinstance(one, dict) for one in rows):
            publications += rows
            del own[member]
    address = own.get("@id")
    is_key = isinstance(address, str) and address.startswith(_KEY)
    key = unquote(str(own.pop("@id")).removeprefix(_KEY)) if is_key else ""
    reference, rest = read_work(own)
    reference = take_properties(rest, reference)
    extra: dict[str, Json] = {"codemeta": rest} if rest else {}
    yield Reference(key, reference.type, reference.fields, extra)
    for one in publications:
        yield from _references(one, path, diagnostics)


def write(references: Sequence[Reference]) -> str:
    """The software with the publications about it, if the first reference is software; else a
    graph of works."""
    works = [_work(one) for one in references]
    payload: Work = {"@context": _CONTEXT}
    if works and references[0].type == _SOFTWARE:
        payload |= works[0]
        if works[1:]:
            payload["referencePublication"] = list[Json](works[1:])
    else:
        payload["@graph"] = list[Json](works)
    return json.dumps(payload, ensure_ascii=False, indent=2) + "\n"


def _work(reference: Reference) -> Work:
    work = write_work(reference)
    add_properties(work, reference)
    if reference.id:
        work["@id"] = _KEY + quote(reference.id, safe="")
    kept = reference.extra.get("codemeta")
    if isinstance(kept, dict):
        own = {name: _beside(work.get(name), kept.get(name)) for name in _LISTS}
        work |= {name: value for name, value in kept.items() if _is_written(name, value, work)}
        work |= {name: value for name, value in own.items() if value}
    return work


def _beside(mine: Json, kept: Json) -> list[Json]:
    """The rows of ours and those that nobody used; [] where either has none."""
    if mine is None or kept is None:
        return []
    return [
        *(mine if isinstance(mine, list) else [mine]),
        *(kept if isinstance(kept, list) else [kept]),
    ]


def _is_written(name: str, value: Json, work: Work) -> bool:
    """Whether what the file had is written again: what nobody used, and the words of an edition."""
    if name == _EDITION and isinstance(value, str):
        return edition_number(value) == work.get(name)
    return name not in work or name == "@type"
