"""A Word document → its running text, and the references its citation fields carry.

A .docx is a zip of XML parts. Both come from outside: the size of a part is limited before it
is unpacked, and a part that declares entities is refused. Of the text only what a reader sees
is kept. Field codes of Zotero and Mendeley hold the cited works as CSL-JSON: `cited_works` returns
them as one CSL-JSON text, which is exact where the printed list must be parsed.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from mscref.errors import FormatError

_LARGEST_PART = 64 * 1024 * 1024
_DOCUMENT = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_CODE = re.compile(r"ADDIN\s+(?:ZOTERO_ITEM\s+)?CSL_CITATION\s+(?=\{)")


class _TextReader:
    """Collects the text of one part; the state is where in a paragraph the parser stands."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.codes: list[str] = []
        self._runs: list[str] = []
        self._stack: list[str] = []
        self._superscript = False
        self._list = ""
        self._numbers: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        self._stack.append(tag)
        value = next((text for key, text in attributes.items() if _local(key) == "val"), "")
        if tag == "p":
            self._runs, self._list = [], ""
        elif tag == "r":
            self._superscript = False
        elif tag == "vertAlign":
            self._superscript = value == "superscript"
        elif tag == "numId":
            self._list = value
        elif tag in _BREAKS and "pPr" not in self._stack:
            self._runs.append(_BREAKS[tag])

    def end(self, name: str) -> None:
        tag = _local(name)
        self._stack.pop()
        if tag == "p":
            self._end_paragraph()

    def text(self, data: str) -> None:
        if not self._stack:
            return
        if self._stack[-1] == "t":
            self._runs.append(f"^{data}^" if self._superscript and data.strip() else data)
        elif self._stack[-1] == "instrText":
            self.codes.append(data)

    def _end_paragraph(self) -> None:
        text = "".join(self._runs).replace("^^", "").strip()
        if text and self._list not in ("", "0"):
            self._numbers[self._list] = self._numbers.get(self._list, 0) + 1
            text = f"{self._numbers[self._list]}. {text}"
        self.paragraphs.append(text)


def docx_text(content: bytes, *, path: str) -> str:
    """The running text, then the notes; paragraphs are parted by blank lines."""
    readers = _readers(content, path)
    return "\n\n".join(text for reader in readers for text in reader.paragraphs if text) + "\n"


def cited_works(content: bytes, *, path: str) -> str:
    """The works in the citation fields of Zotero and Mendeley, as CSL-JSON, or ""."""
    works: dict[str, object] = {}
    for reader in _readers(content, path):
        code = "".join(reader.codes)
        for match in _CODE.finditer(code):
            for work in _works_of_field(code, match.end()):
                works.setdefault(json.dumps(work.get("id") or work.get("title")), work)
    return json.dumps(list(works.values()), ensure_ascii=False, indent=1) if works else ""


def _works_of_field(code: str, start: int) -> list[dict[str, object]]:
    try:
        field, _ = json.JSONDecoder().raw_decode(code, start)
    except (ValueError, RecursionError):  # a field that was cut or edited by hand
        return []
    items = field.get("citationItems") if isinstance(field, dict) else None
    found = [item.get("itemData") for item in items or () if isinstance(item, dict)]
    return [work for work in found if isinstance(work, dict) and work.get("type")]


def _readers(content: bytes, path: str) -> list[_TextReader]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if _DOCUMENT not in names:
                raise FormatError(f"{path}: is a zip file, but holds no Word document")
            parts = [_DOCUMENT, *(name for name in _NOTES if name in names)]
            return [_read(_unpacked(archive, name, path), path) for name in parts]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise FormatError(f"{path}: is a damaged Word document") from error


def _unpacked(archive: zipfile.ZipFile, name: str, path: str) -> bytes:
    # The size in the directory may lie; reading one byte more than allowed tells.
    with archive.open(name) as part:
        data = part.read(_LARGEST_PART + 1)
    if len(data) > _LARGEST_PART:
        raise FormatError(
            f"{path}: unpacks to more than {_LARGEST_PART // 1024 // 1024} MB, and was not read",
            hint="save it as plain text",
        )
    return data


def _read(xml: bytes, path: str) -> _TextReader:
    reader = _TextReader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse(path)
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise FormatError(f"{path}: its document part is damaged at line {error.lineno}") from error
    return reader


def _refuse(path: str) -> Callable[..., None]:
    def handler(*_: object) -> None:
        raise FormatError(f"{path}: declares XML entities, which no Word document needs")

    return handler


def _local(name: str) -> str:
    return name.rpartition(":")[2]
