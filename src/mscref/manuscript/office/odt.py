"""A text of LibreOffice (.odt) → its running text, and the works that its citations carry.

Zotero keeps a citation as a reference mark around what is printed; the name of the mark is the
code that a field of Word has, and a sign behind it that makes it unique:

    <text:reference-mark-start text:name="ZOTERO_ITEM CSL_CITATION {json} RNDx4Fy"/>

LibreOffice's own are `text:bibliography-mark` with the fields of a table entry as attributes
(OpenDocument 1.3, part 3, 7.5.2 and 19.807). Raises FormatError for what is no such document.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from mscref.errors import FormatError
from mscref.manuscript.office.package import Package
from mscref.model.figures import whole_number
from mscref.model.names import Name
from mscref.model.raw_dates import parse_raw_date
from mscref.model.reference import FieldValue, Reference
from mscref.xmltree import EventReader, XmlError

MIMETYPE = b"application/vnd.oasis.opendocument.text"
_CONTENT = "content.xml"
_LARGEST_DEPTH = 500
_CITATION = "ZOTERO_ITEM"
# bibliography-type → CSL type.
_TYPES = MappingProxyType(
    {
        "article": "article-journal",
        "book": "book",
        "booklet": "pamphlet",
        "conference": "paper-conference",
        "inbook": "chapter",
        "incollection": "chapter",
        "inproceedings": "paper-conference",
        "journal": "article-journal",
        "mastersthesis": "thesis",
        "phdthesis": "thesis",
        "proceedings": "book",
        "techreport": "report",
        "unpublished": "manuscript",
        "www": "webpage",
        "email": "personal_communication",
    }
)
_FIELDS = MappingProxyType(
    {
        "title": "title",
        "journal": "container-title",
        "booktitle": "container-title",
        "publisher": "publisher",
        "address": "publisher-place",
        "volume": "volume",
        "number": "issue",
        "pages": "page",
        "edition": "edition",
        "series": "collection-title",
        "school": "publisher",
        "institution": "publisher",
        "isbn": "ISBN",
        "url": "URL",
        "note": "note",
    }
)


# What is no part of the text: changes that were made, comments, the signs of notes.
_UNSEEN = frozenset(["tracked-changes", "annotation", "note-citation"])


class _Reader:
    """Collects text and citations; tables of what was found are printed text, too."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.notes: list[str] = []
        self._in_note = 0
        self._unseen = 0
        self.codes: list[str] = []
        self.marks: dict[str, dict[str, str]] = {}
        self._texts: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        self._unseen += tag in _UNSEEN
        self._in_note += tag == "note"
        if self._unseen:
            return
        if tag in ("p", "h"):
            self._texts.append("")
        elif tag == "s":
            count = attributes.get("text:c", "1")
            self._add(" " * min(whole_number(count) if count.isdecimal() else 1, 100))
        elif tag in ("tab", "line-break"):
            self._add("\t" if tag == "tab" else "\n")
        elif tag == "reference-mark-start":
            code = attributes.get("text:name", "")
            if code.startswith(_CITATION):
                self.codes.append(code)
        elif tag == "bibliography-mark":
            said = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            self.marks.setdefault(said.get("identifier", ""), said)

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if self._unseen:
            self._unseen -= tag in _UNSEEN
        elif tag in ("p", "h") and self._texts:
            listed = self.notes if self._in_note else self.paragraphs
            listed.append(self._texts.pop().strip())
        elif tag == "note":
            self._in_note -= 1

    def characters(self, data: str) -> None:
        if not self._unseen:
            self._add(data)

    def _add(self, text: str) -> None:
        if self._texts:
            self._texts[-1] += text


def odt_text(content: bytes, *, path: str) -> str:
    """The running text, then the notes; paragraphs are parted by blank lines."""
    reader = _read(content, path)
    return "\n\n".join([text for text in (*reader.paragraphs, *reader.notes) if text]) + "\n"


def odt_works(content: bytes, *, path: str) -> str:
    """The works that citations carry as CSL-JSON, or ""."""
    reader = _read(content, path)
    from mscref.manuscript.docx_fields import works_of_fields

    codes = " ".join([f"ADDIN {code}" for code in reader.codes])
    found = works_of_fields(codes, (), ()) if codes else ""
    if found or not reader.marks:
        return found
    from mscref.formats import csljson

    return csljson.write([work_of_entry(key, said) for key, said in reader.marks.items() if key])


def _read(content: bytes, path: str) -> _Reader:
    data = Package(content, path=path).read(_CONTENT)
    if data is None:
        raise FormatError(f"{path}: is a zip file, but holds no text of LibreOffice")
    reader = _Reader()
    try:
        EventReader(reader, depth=_LARGEST_DEPTH).read(data)
    except XmlError as error:
        place = f"line {error.line}, column {error.column}"
        raise FormatError(f"{path}: its text is damaged at {place}: {error}") from error
    return reader


def work_of_entry(key: str, said: dict[str, str]) -> Reference:
    """The work that the attributes of a `text:bibliography-mark` describe."""
    fields: dict[str, FieldValue] = {
        variable: said[name] for name, variable in _FIELDS.items() if said.get(name)
    }
    for variable in ("author", "editor"):
        if said.get(variable):
            fields[variable] = tuple(_names(said[variable].split(";")))
    if said.get("year"):
        fields["issued"] = parse_raw_date(said["year"])
    return Reference(key, _TYPES.get(said.get("bibliography-type", ""), "document"), fields, {})


def _names(texts: Iterable[str]) -> Iterable[Name]:
    for text in texts:
        family, comma, given = text.strip().partition(",")
        if comma:
            yield Name(family=family.strip(), given=given.strip())
        elif family:
            yield Name(literal=family)
