"""Zotero's field `extra`: lines `Key: value` that say what no field is for, among free text.

    line := variable ":" value      a CSL variable, as `original-date` or `Original Date`
          | "type" ":" CSL type
          | "citation key" ":" key
          | ("tex" | "bibtex" | "biblatex") "." field ":" value    a field of BibTeX

Names are `Family || Given`, one line each. Documented by Zotero (citing fields from extra) and
Better BibTeX (exporting extra fields). Text in, and what it says out; the rest stays text.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from mscref.formats.bibtex.dates import parse_date
from mscref.model.dates import Date
from mscref.model.names import Name
from mscref.model.raw_dates import parse_raw_date
from mscref.model.reference import FieldValue
from mscref.model.vocabulary import DATE_VARIABLES, ITEM_TYPES, NAME_VARIABLES, VARIABLES
from mscref.records import Record

_LONGEST_LABEL = 40
_KEY, _TYPE = "citation-key", "type"
_TEX = ("tex.", "bibtex.", "biblatex.")
_KEYS = frozenset([_KEY, "citekey", "bibtex"])
_NAME_BREAK = "||"
# Our own word of a label → the variable; `note` is what is left.
_VARIABLES = MappingProxyType(
    {one.lower().replace("_", "-"): one for one in VARIABLES - {"note", "citation-key"}}
)


class ExtraLines(Record):
    """What the lines of `extra` say: `type` and `key` are "" where none does."""

    type: str
    key: str
    fields: dict[str, FieldValue]
    bibtex: dict[str, str]
    rest: str


def read_extra(text: str) -> ExtraLines:
    """What `text` says; of a variable that stands twice, and is no names, the first counts."""
    found: dict[str, str] = {}
    fields: dict[str, FieldValue] = {}
    bibtex: dict[str, str] = {}
    rest = []
    for line in text.splitlines():
        label, colon, value = line.strip().partition(":")
        meaning = _meaning(label) if colon and len(label) <= _LONGEST_LABEL else ""
        value = value.strip()
        if not meaning or not value or not _take(meaning, value, found, fields, bibtex):
            rest.append(line)
    kept = "\n".join(rest).strip() if rest else ""
    return ExtraLines(
        type=found.get(_TYPE, ""),
        key=found.get(_KEY, ""),
        fields=fields,
        bibtex=bibtex,
        rest=kept,
    )


@lru_cache(1_000)
def _meaning(label: str) -> str:
    """What a label names: a variable, `_KEY`, `_TYPE`, or a field of BibTeX after a dot; or ""."""
    label = label.lower().strip()
    if label.startswith(_TEX):
        return "." + label.partition(".")[2].strip()
    label = label.replace(" ", "-").replace("_", "-")
    return _KEY if label in _KEYS else _TYPE if label == _TYPE else _VARIABLES.get(label, "")


def _take(
    meaning: str,
    value: str,
    found: dict[str, str],
    fields: dict[str, FieldValue],
    bibtex: dict[str, str],
) -> bool:
    """Whether a line says something; it is then among what was found."""
    if meaning == _KEY or (meaning == _TYPE and value in ITEM_TYPES):
        found.setdefault(meaning, value)
        return True
    if meaning[0] == ".":
        return bibtex.setdefault(meaning[1:], value) == value
    return meaning != _TYPE and _take_variable(meaning, value, fields)


def _take_variable(variable: str, value: str, fields: dict[str, FieldValue]) -> bool:
    if variable in NAME_VARIABLES:
        known = fields.get(variable, ())
        fields[variable] = (*(known if isinstance(known, tuple) else ()), _name(value))
        return True
    if variable in fields:
        return False
    fields[variable] = _date(value) if variable in DATE_VARIABLES else value
    return True


@lru_cache(10_000)
def _date(text: str) -> Date:
    edtf = parse_date(text)
    is_read = edtf is not None and edtf.start is not None
    return (edtf if is_read else parse_raw_date(text)) or Date(literal=text)


def _name(text: str) -> Name:
    family, parts, given = text.partition(_NAME_BREAK)
    return Name(family.strip(), given.strip()) if parts else Name(literal=text)


def name_line(name: Name) -> str:
    """A name as a line of `extra` has it."""
    if name.literal:
        return name.literal
    family = " ".join(one for one in (name.non_dropping_particle, name.family) if one)
    given = " ".join(one for one in (name.given, name.dropping_particle) if one)
    given = f"{given}, {name.suffix}" if name.suffix else given
    return f"{family} {_NAME_BREAK} {given}"
