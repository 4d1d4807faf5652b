"""Which variables are written: `--only` and `--omit` as a pure function over references.

Names are CSL variables (`container-title`), the names BibTeX has for them (`journal`), or fields
that only BibTeX has (`file`, which travels as a leftover).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches

from mscref.formats.bibtex.tables import (
    ALIASES,
    DATE_FIELDS,
    NAME_FIELDS,
    TEXT_FIELDS,
    VERBATIM_FIELDS,
    WRITTEN,
)
from mscref.model.reference import FieldValue, Json, Reference
from mscref.model.vocabulary import VARIABLES

_OF_BIBTEX = {
    **TEXT_FIELDS, **VERBATIM_FIELDS, **DATE_FIELDS, **NAME_FIELDS,
    "year": "issued", "month": "issued", "journaltitle": "container-title",
    "booktitle": "container-title", "shorttitle": "title-short", "series": "collection-title",
    "pages": "page", "url": "URL", "location": "publisher-place", "langid": "language",
    "type": "genre", "pubstate": "status", "institution": "publisher", "school": "publisher",
    "shortjournal": "container-title-short", "number": "issue", "day": "issued", "eid": "page",
    "organization": "publisher", "howpublished": "publisher", "addendum": "note",
    "subtitle": "title", "titleaddon": "title", "maintitle": "title", "mainsubtitle": "title",
    "maintitleaddon": "title", "booksubtitle": "container-title",
    "booktitleaddon": "container-title", "journalsubtitle": "container-title",
    "eventtitle": "event-title",
}  # fmt: skip
_BY_LOWER = {variable.lower(): variable for variable in VARIABLES}


def select_fields(
    references: Iterable[Reference], *, only: Collection[str] = (), omit: Collection[str] = ()
) -> list[Reference]:
    """The references with only the fields named by `only`, and without those of `omit`.

    Id and type always stay. An empty `only` keeps all.
    """
    kept, dropped = _named(only), _named(omit)
    return [_selected(reference, kept, dropped) for reference in references]


def find_unknown(references: Iterable[Reference], names: Collection[str]) -> dict[str, list[str]]:
    """The names that are no variable and no field of any of the references, and what is near."""
    known = {*_BY_LOWER, *_OF_BIBTEX, *ALIASES}
    doubtful = {name for name in names if name.strip().lower() not in known}
    if not doubtful:
        return {}
    there = {
        key.lower()
        for reference in references
        for name, value in reference.extra.items()
        for key in (name, *(value if isinstance(value, dict) else ()))
    }
    return {
        name: get_close_matches(name.strip().lower(), sorted(known | there), n=3)
        for name in names
        if name in doubtful and name.strip().lower() not in there
    }


def _named(names: Collection[str]) -> frozenset[str]:
    """Every spelling that the names may have in a reference."""
    found: set[str] = set()
    for name in names:
        lowered = name.strip().lower()
        field = ALIASES.get(lowered, lowered)
        found.update(one for one in (lowered, field, _OF_BIBTEX.get(field)) if one)
        found.add(_BY_LOWER.get(lowered, lowered))
    return frozenset(found)


def _inside(kept: Mapping[str, Json], stays: Callable[[str], bool]) -> dict[str, Json]:
    """What stays of the leftovers of a format, and of the fields that are written as they stood."""
    found: dict[str, Json] = {}
    for name, value in kept.items():
        if name in WRITTEN and isinstance(value, dict):
            again: dict[str, Json] = {one: text for one, text in value.items() if stays(one)}
            if again:
                found[name] = again
        elif name == "entrytype" or stays(name):
            found[name] = value
    return found


def _selected(reference: Reference, only: frozenset[str], omit: frozenset[str], /) -> Reference:
    def stays(name: str) -> bool:
        names = {name, _OF_BIBTEX.get(name, name)}
        return (not only or not names.isdisjoint(only)) and names.isdisjoint(omit)

    fields: dict[str, FieldValue] = {
        name: value for name, value in reference.fields.items() if stays(name)
    }
    extra: dict[str, Json] = {}
    for name, value in reference.extra.items():
        if isinstance(value, dict):
            inside = _inside(value, stays)
            if inside:
                extra[name] = inside
        elif stays(name):
            extra[name] = value
    return Reference(reference.id, reference.type, fields, extra)
