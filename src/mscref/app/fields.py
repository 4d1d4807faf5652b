"""The fields of references that somebody chooses: `--fields key,title,DOI`.

    fields = name { "," name }

A name is a cell of a listing (key, type, authors, year, title, all-authors), a CSL variable in
whatever case, or what the command adds (`score`). For programs a cell is text and a variable what
CSL-JSON says of it, null where there is none; for people both are text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mscref.app.overview import as_text, listed_json
from mscref.errors import UsageError
from mscref.formats.cslitem import reference_to_json
from mscref.model.reference import Json, Reference
from mscref.model.vocabulary import VARIABLES

_CELLS = ("key", "type", "authors", "year", "title", "all-authors", "DOI")
_ALIASES = MappingProxyType(
    {"id": "key", "citekey": "key", "journal": "container-title", "url": "URL", "date": "issued"}
)
_KNOWN = MappingProxyType({name.lower(): name for name in (*VARIABLES, *_CELLS)} | _ALIASES)

NAMES = tuple(sorted({*_CELLS, *VARIABLES}, key=str.lower))


def fields_asked(text: str, *, further: Sequence[str] = ()) -> tuple[str, ...]:
    """The names of fields in `text`, each once; `further` are known as well. Raises UsageError."""
    known = {**_KNOWN, **{name: name for name in further}}
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise UsageError("--fields names none", hint="for example: --fields key,title,DOI")
    for name in names:
        if name.lower() not in known:
            raise UsageError(f"unknown field `{name}`", hint=_near(name, known))
    return tuple(dict.fromkeys(known[name.lower()] for name in names))


def fields_json(
    reference: Reference,
    names: Sequence[str],
    *,
    further: Mapping[str, Json] = MappingProxyType({}),
) -> dict[str, Json]:
    """The values of the fields for a program, in the order of `names`."""
    cells = listed_json(reference)
    item = reference_to_json(reference)
    known: dict[str, Json] = {**item, **cells, **further}
    return {name: known.get(name) for name in names}


def fields_text(
    reference: Reference,
    names: Sequence[str],
    *,
    further: Mapping[str, Json] = MappingProxyType({}),
) -> tuple[str, ...]:
    """The values of the fields as a person reads them, "" where there is none."""
    return tuple(_text(reference, name, further) for name in names)


def _text(reference: Reference, name: str, further: Mapping[str, Json]) -> str:
    if name in further:
        return str(further[name])
    if name in reference.fields and name != "title":
        return as_text(reference.fields[name])
    value = listed_json(reference).get(name)
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _near(name: str, known: Mapping[str, str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), known, n=3)
    if near:
        return f"did you mean {', '.join(dict.fromkeys(known[one] for one in near))}?"
    return "key, authors, year, title, all-authors, or a CSL variable such as DOI"
