"""Leftovers of other formats in fields of a .bib file: `ris-c7 = {42}`, and back.

A library is a .bib file, so what an imported record says beyond CSL has to stand there or is lost.
A field is named by the format and what it calls the value there; members that a CSL-JSON file has
beyond CSL keep their name, and so does the string that a reference was read from. What is no text,
or has a name that no field can have, finds no place (`is_placed`). Styles of BibTeX and biblatex
print none of these fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping

from mscref.formats.bibtex.plan import PLAN
from mscref.formats.bibtex.tables import ALIASES
from mscref.formats.latex.reading import decode
from mscref.formats.registry import FORMATS, LEFTOVERS
from mscref.model.editions import edition_number
from mscref.model.reference import CUSTOM, STRING, Json, Reference
from mscref.model.vocabulary import VARIABLES

_OWN = "bibtex"
_FOREIGN = {f"{name}-": name for name in sorted(LEFTOVERS - {_OWN})}
_CAN_BE_A_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9+./_:-]*")
_SEPARATOR = "; "


def foreign_fields(reference: Reference) -> Iterator[tuple[str, str]]:
    """The names of the fields, and their texts; not an edition that is there as a number."""
    if reference.string:
        yield STRING, reference.string
    edition = reference.fields.get("edition")
    for where, tag, value in _foreign(reference.extra):
        text = _text(value)
        if is_placed(where, tag, value) and edition_number(text) != edition:
            yield _name(where, tag), text


def _foreign(extra: Mapping[str, Json]) -> Iterator[tuple[str, str, Json]]:
    """What other formats left, by format ("" for CSL-JSON) and name; not what steers a program."""
    for where, kept in extra.items():
        if where not in LEFTOVERS:
            yield "", where, kept
        elif where != _OWN and isinstance(kept, dict):
            steering = FORMATS[where].steering
            yield from ((where, tag, value) for tag, value in kept.items() if tag not in steering)


def is_placed(where: str, tag: str, value: Json) -> bool:
    """Whether a value has a place in a .bib file; `where` is its format, "" for CSL-JSON."""
    name = _name(where, tag)
    if not where and (name in PLAN or name in ALIASES or name in VARIABLES or name == CUSTOM):
        return False
    return bool(_text(value)) and _CAN_BE_A_FIELD.fullmatch(name) is not None


def take_foreign(leftovers: MutableMapping[str, Json]) -> dict[str, Json]:
    """Take the fields of other formats out of the leftovers of an entry: `extra` of its own."""
    found: dict[str, Json] = {}
    string = leftovers.pop(STRING, None)
    if isinstance(string, str):
        found[CUSTOM] = {STRING: decode(string)}
    for name in [name for name in leftovers if "-" in name]:
        where = next((one for prefix, one in _FOREIGN.items() if name.startswith(prefix)), "")
        value = leftovers[name]
        if where and isinstance(value, str):
            kept = found.setdefault(where, {})
            if isinstance(kept, dict):
                kept[FORMATS[where].spells(name.removeprefix(f"{where}-"))] = list[Json](
                    [decode(value)]
                )
            del leftovers[name]
    return found


def _name(where: str, tag: str) -> str:
    return f"{where}-{tag.lstrip('%').lower()}" if where else tag


def _text(value: Json) -> str:
    """A text, a number, or several texts; "" for anything else."""
    if isinstance(value, list):
        texts = [one for one in value if isinstance(one, str)]
        return _SEPARATOR.join(texts) if len(texts) == len(value) else ""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
