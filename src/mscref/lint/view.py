"""Showing the entries of a file to the rules: BibTeX as it stands, other formats through it.

What crosses the border: a scanned BibTeX file or what a reader returned in, a `LintedLibrary` out.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from mscref.diagnostics import Span
from mscref.lint.base import FieldView, LintedLibrary, LintEntry
from mscref.model.dates import Date
from mscref.model.names import Name
from mscref.model.reference import Reference

if TYPE_CHECKING:
    from mscref.formats.base import ReadResult
    from mscref.formats.bibtex.blocks import BibFile
    from mscref.formats.bibtex.blocks import Entry as ScannedEntry
    from mscref.formats.bibtex.blocks import Field as ScannedField

_CLOSING = {"{": "}", '"': '"'}

# CSL variable → the field in which BibTeX keeps it; containers depend on the type.
_FIELD_OF = MappingProxyType(
    {
        "DOI": "doi", "URL": "url", "ISBN": "isbn", "ISSN": "issn", "PMID": "pmid",
        "PMCID": "pmcid", "title": "title", "page": "pages", "volume": "volume",
        "issue": "number", "edition": "edition", "publisher": "publisher",
        "publisher-place": "address", "note": "note", "chapter-number": "chapter",
        "collection-title": "series", "event-title": "eventtitle", "author": "author",
        "editor": "editor", "translator": "translator", "container-author": "bookauthor",
        "issued": "year", "accessed": "urldate", "container-title": "booktitle",
    }
)  # fmt: skip
_TYPE_OF = MappingProxyType(
    {
        "article-journal": "article", "article-magazine": "article", "article-newspaper": "article",
        "book": "book", "chapter": "incollection", "paper-conference": "inproceedings",
        "thesis": "thesis", "report": "report", "webpage": "online", "patent": "patent",
        "dataset": "dataset", "software": "software", "manuscript": "unpublished",
        "personal_communication": "letter",
    }
)  # fmt: skip
_PERIODICALS = frozenset(
    ["article-journal", "article-magazine", "article-newspaper", "review", "article"]
)


def library_of_bibtex(
    bib: BibFile, read: ReadResult | None, *, path: str, this_year: int = 0
) -> LintedLibrary:
    """The entries of a BibTeX file; `read` is what its reader made of it, where one asks."""
    by_id: dict[str, Reference] = {}
    for reference in read.references if read is not None else ():
        by_id.setdefault(reference.id, reference)
    entries = [
        _bibtex_entry(bib, entry, number, references=by_id, path=path)
        for number, entry in enumerate(bib.entries())
    ]
    strings = frozenset(
        bib.text[field.name_start : field.name_end].casefold()
        for block in bib.strings()
        for field in block.fields
    )
    return _library(entries, strings, this_year, bib, read)


def library_of_references(read: ReadResult, *, path: str, this_year: int = 0) -> LintedLibrary:
    """References of another format, their variables shown as BibTeX fields."""
    references, spans = read.references, read.spans
    entries = [
        LintEntry(
            number=number,
            key=reference.id,
            type=_TYPE_OF.get(reference.type, reference.type),
            fields=tuple(_fields_of(reference, spans.get(reference.id, Span(path)))),
            reference=reference,
            span=spans.get(reference.id, Span(path)),
            is_bibtex=False,
        )
        for number, reference in enumerate(references)
    ]
    return _library(entries, frozenset(), this_year, None, read)


def _library(
    entries: list[LintEntry],
    strings: frozenset[str],
    this_year: int,
    source: BibFile | None,
    read: ReadResult | None,
    /,
) -> LintedLibrary:
    by_key: dict[str, LintEntry] = {}
    for entry in entries:
        for key in (entry.key, *entry.value("ids").split(",")):
            by_key.setdefault(key.strip().casefold(), entry)
    return LintedLibrary(
        entries=entries,
        strings=strings,
        this_year=this_year,
        by_key=by_key,
        source=source,
        read=read,
    )


def _bibtex_entry(
    bib: BibFile,
    entry: ScannedEntry,
    number: int,
    *,
    references: Mapping[str, Reference],
    path: str,
) -> LintEntry:
    fields = tuple(_bibtex_field(bib, field, path=path) for field in entry.fields)
    reference = references.get(entry.key) or Reference(entry.key, "")
    place = bib.span(entry.start, end=entry.end, path=path)
    return LintEntry(
        number=number,
        key=entry.key,
        type=entry.type.casefold(),
        fields=fields,
        reference=reference,
        span=place,
    )


def _bibtex_field(bib: BibFile, field: ScannedField, *, path: str) -> FieldView:
    name = bib.text[field.name_start : field.name_end].casefold()
    start, end = field.value_start, field.value_end
    text, delimiter = inner_text(bib.text[start:end])
    offset = 1 if delimiter else 0
    span = bib.span(start + offset, end=end - offset, path=path)
    return FieldView(name, text, span, delimiter)


def inner_text(value: str) -> tuple[str, str]:
    """What stands between the delimiters of one value, and the opening one ("" for none)."""
    opening = value[:1]
    if opening in _CLOSING and value.endswith(_CLOSING[opening]) and _is_one_piece(value):
        return value[1:-1], opening
    return value, ""


def _is_one_piece(value: str) -> bool:
    """False for a concatenation such as `{a} # {b}`."""
    if "#" not in value:
        return True
    depth = 0
    for character in value[1:-1]:
        depth += (character == "{") - (character == "}")
        if depth < 0 or (depth == 0 and character == '"' == value[0]):
            return False
    return True


def _fields_of(reference: Reference, span: Span) -> list[FieldView]:
    fields = []
    for variable, value in reference.fields.items():
        name = _FIELD_OF.get(variable, variable.casefold())
        if variable == "container-title" and reference.type in _PERIODICALS:
            name = "journal"
        fields.append(FieldView(name, _as_text(value), span, label=variable))
    return fields


def _as_text(value: str | int | Date | tuple[Name, ...]) -> str:
    if isinstance(value, tuple):
        return " and ".join(map(_name_text, value))
    if isinstance(value, Date):
        return str(value.year) if value.year is not None else value.literal or value.raw
    return str(value)


def _name_text(name: Name) -> str:
    if name.literal:
        return name.literal if name.is_others else f"{{{name.literal}}}"
    particles = " ".join(filter(None, (name.dropping_particle, name.non_dropping_particle)))
    family = " ".join(filter(None, (particles, name.family)))
    return ", ".join(filter(None, (family, name.suffix, name.given)))
