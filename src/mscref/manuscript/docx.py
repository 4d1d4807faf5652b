"""A Word document → its running text, and the references its citation fields carry.

A .docx is a zip of XML parts. Both come from outside: the size of a part is limited before it
is unpacked, and a part that declares entities is refused. Of the text only what a reader sees
is kept. The fields of reference managers and of Word itself hold the cited works (docx_fields.py):
`cited_works` returns them as one CSL-JSON text, exact where the printed list must be parsed.
"""

from __future__ import annotations

from mscref.errors import FormatError
from mscref.manuscript.docx_fields import CONTROL, code_of_control, works_of_fields
from mscref.manuscript.office.package import Package
from mscref.manuscript.office.word_package import main_part, note_part, source_parts
from mscref.xmltree import EventReader, XmlError

# A table within a table within a text box nests some 30 levels each.
_LARGEST_DEPTH = 500
# What is there for old programs, or stands in another place now.
_UNSEEN = frozenset(["Fallback", "moveFrom"])
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class _Paragraph:
    """What was read of a paragraph; in a text box there are paragraphs within one."""

    def __init__(self) -> None:
        self.runs: list[str] = []
        self.list = ""


class _TextReader:
    """Collects the text of one part; the state is where in a paragraph the parser stands."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.codes: list[str] = []
        self.data: list[str] = []
        self._open: list[_Paragraph] = []
        self._stack: list[str] = []
        self._unseen = 0
        self._superscript = False
        self._numbers: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        self._stack.append(tag)
        self._unseen += tag in _UNSEEN
        if self._unseen:
            return
        value = next((text for key, text in attributes.items() if _local(key) == "val"), "")
        if tag == "p":
            self._open.append(_Paragraph())
        elif tag == "r":
            self._superscript = False
        elif tag == "vertAlign":
            self._superscript = value == "superscript"
        elif tag == "fldData":
            self.data.append("")
        elif tag == "numId":
            if self._open:
                self._open[-1].list = value
        elif tag == "tag" and value.startswith(CONTROL):
            self.codes.append(code_of_control(value))
        elif tag in _BREAKS and "pPr" not in self._stack:
            self._add(_BREAKS[tag])

    def end(self, name: str) -> None:
        tag = _local(name)
        self._stack.pop()
        if self._unseen:
            self._unseen -= tag in _UNSEEN
        elif tag == "p":
            self._end_paragraph()

    def characters(self, data: str) -> None:
        if not self._stack or self._unseen:
            return
        if self._stack[-1] == "t":
            self._add(f"^{data}^" if self._superscript and data.strip() else data)
        elif self._stack[-1] == "instrText":
            self.codes.append(data)
        elif self._stack[-1] == "fldData":
            self.data[-1] += data

    def _add(self, text: str) -> None:
        if self._open:
            self._open[-1].runs.append(text)

    def _end_paragraph(self) -> None:
        one = self._open.pop()
        text = "".join(one.runs).replace("^^", "").strip()
        if text and one.list not in ("", "0"):
            self._numbers[one.list] = self._numbers.get(one.list, 0) + 1
            text = f"{self._numbers[one.list]}. {text}"
        self.paragraphs.append(text)


def docx_text(content: bytes, *, path: str) -> str:
    """The running text, then the notes; paragraphs are parted by blank lines."""
    readers = _Parts(content, path).readers()
    return "\n\n".join(text for reader in readers for text in reader.paragraphs if text) + "\n"


def cited_works(content: bytes, *, path: str) -> str:
    """The works in the citation fields as CSL-JSON, or ""."""
    package = _Parts(content, path)
    readers = package.readers()
    codes = "".join(code for reader in readers for code in reader.codes)
    if not codes:
        return ""
    data = [one for reader in readers for one in reader.data]
    return works_of_fields(codes, data, source_parts(package.package))


class _Parts:
    """The parts of a document; raises FormatError where it is none, or a part is too large."""

    def __init__(self, content: bytes, path: str) -> None:
        self.package = Package(content, path=path)
        self._path = path

    def readers(self) -> list[_TextReader]:
        """The text and then the notes, read."""
        main = main_part(self.package)
        notes = [note_part(self.package, main, kind) for kind in ("footnote", "endnote")]
        found = [self.package.read(name) for name in (main, *filter(None, notes))]
        if found[0] is None:
            raise FormatError(f"{self._path}: is a zip file, but holds no Word document")
        return [_read(part, self._path) for part in found if part is not None]


def _read(xml: bytes, path: str) -> _TextReader:
    reader = _TextReader()
    try:
        EventReader(reader, depth=_LARGEST_DEPTH).read(xml)
    except XmlError as error:
        place = f"line {error.line}, column {error.column}"
        raise FormatError(f"{path}: its document part is damaged at {place}: {error}") from error
    return reader


def _local(name: str) -> str:
    return name.rpartition(":")[2]
