"""A LibreOffice document as a package: its text, what may not be changed, what it says of Zotero.

Raises FormatError for what is no text of LibreOffice, and for one that must stay as it is: locked
with a password, signed, with macros, or with a citation that is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mscref.errors import FormatError
from mscref.manuscript.office.code_styles import code_styles_of_odt
from mscref.manuscript.office.odt_text import CONTENT, read_odt
from mscref.manuscript.office.odt_tree import Mark, OdtText, code_of
from mscref.manuscript.office.package import Package
from mscref.manuscript.office.word_codes import Coded, read_code
from mscref.manuscript.office.xml_bytes import checked
from mscref.manuscript.office.zotero_prefs import ODT, ZoteroSettings, read_settings

META = "meta.xml"
_MANIFEST = "META-INF/manifest.xml"
_SIGNATURE = "META-INF/documentsignatures.xml"
_STYLES, _SETTINGS = "styles.xml", "settings.xml"
_MACROS = ("Basic/", "Scripts/")
_READ_ONLY = re.compile(rb'name="LoadReadonly"[^<>]{0,200}>true<')
_TEXT_TYPES = (
    b"application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.text-template",
)


@dataclass(frozen=True, slots=True)
class CodedMark:
    """A mark with what its code asks for."""

    mark: Mark
    coded: Coded


class OdtDocument:
    """The text of a document and the parts beside it."""

    def __init__(self, content: bytes, *, path: str) -> None:
        self.path = path
        self.package = Package(content, path=path)
        self._refuse_what_must_stay()
        data = self.package.read(CONTENT)
        if data is None:
            raise FormatError(f"{path}: is a zip file, but holds no text of LibreOffice")
        code_styles = code_styles_of_odt(self.styles)
        self.text: OdtText = read_odt(data, path=path, code_styles=code_styles)

    @property
    def settings(self) -> ZoteroSettings:
        """What its properties say of its style and language."""
        return read_settings(self.text_part(META), ODT)

    @property
    def styles(self) -> bytes:
        """The part that holds the common styles."""
        return self.text_part(_STYLES) or b""

    def text_part(self, name: str) -> bytes | None:
        """A part that is XML, checked; None where there is none."""
        data = self.package.read(name)
        return None if data is None else checked(data, name=name, path=self.path)

    def cited(self) -> list[CodedMark]:
        """The citations in reading order."""
        return sorted(self._coded(), key=lambda one: one.mark.start)

    def _coded(self) -> Iterator[CodedMark]:
        for mark in self.text.marks:
            try:
                coded = read_code(code_of(mark.name), "")
            except FormatError as error:
                raise self._broken(mark, f": {error.message}") from error
            if mark.is_tracked:
                raise self._broken(
                    mark, " has tracked changes in it", "accept or reject them first"
                )
            if mark.holds:
                raise self._broken(
                    mark, " holds another one", "delete one of them, and insert it anew"
                )
            if mark.paragraph is not mark.last_paragraph:
                raise self._broken(mark, " is broken by the end of a paragraph")
            if coded is not None:
                yield CodedMark(mark, coded)

    def _broken(self, mark: Mark, what: str, hint: str = "") -> FormatError:
        flat = " ".join(mark.text.split())
        short = flat if len(flat) <= 40 else f"{flat[:39]}…"
        paragraphs = self.text.paragraphs
        number = sum(1 for one in paragraphs if one.start <= mark.start)
        return FormatError(
            f"{self.path}: the citation `{short}` (paragraph {number}){what}",
            hint=hint or "insert it anew with its program, or delete it",
        )

    # ------------------------------------------------------------ what must stay

    def _refuse_what_must_stay(self) -> None:
        names = self.package.names
        kind = (self.package.read("mimetype") or b"").strip()
        if kind not in _TEXT_TYPES and CONTENT not in names:
            raise self._refused("is a zip file, but holds no text of LibreOffice", "")
        if kind and kind not in _TEXT_TYPES:
            raise self._refused("is a document of LibreOffice, but no text", "")
        manifest = self.text_part(_MANIFEST) or b""
        if b"encryption-data" in manifest or "encrypted-package" in names:
            raise self._refused("is locked with a password", "save it without one first")
        if _SIGNATURE in names:
            raise self._refused("is signed, and any change would break that", "sign it afterwards")
        if any(name.startswith(_MACROS) and not name.endswith("/") for name in names):
            raise self._refused("holds macros", "save it without them first")
        if _READ_ONLY.search(self.text_part(_SETTINGS) or b""):
            raise self._refused("is for reading alone", "change that in its properties")

    def _refused(self, what: str, hint: str) -> FormatError:
        return FormatError(f"{self.path}: {what}", hint=hint)
