"""A Word document as a package: which parts hold text, what may not be changed, what is cited.

Raises FormatError for what is no Word document, and for one that must stay as it is: locked,
signed, with macros, or with a field that is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType

from mscref.errors import FormatError
from mscref.manuscript.office.code_styles import code_styles_of_word
from mscref.manuscript.office.package import Package
from mscref.manuscript.office.word_codes import LIST, Coded, read_code
from mscref.manuscript.office.word_package import (
    main_part,
    note_part,
    relations_of,
    source_parts,
)
from mscref.manuscript.office.word_parts import read_part
from mscref.manuscript.office.word_tree import Field, NoteSign, WordPart, in_order
from mscref.manuscript.office.xml_bytes import checked, tags
from mscref.manuscript.office.zotero_prefs import ZoteroSettings, read_settings

TYPES = "[Content_Types].xml"
CUSTOM = "docProps/custom.xml"
_BOOKMARKS = b"ZOTERO_BREF_"
# What the codes of programs begin with whose citations are not read → their names.
_UNREAD = MappingProxyType(
    {
        "PAPERS2_CITATIONS": "Papers",
        "CITAVI": "Citavi",
        "RW.CITE": "RefWorks",
        "REFMGR.CITE": "Reference Manager",
    }
)
_CITES = re.compile(rb"instrText|@\w")
_MACROS = b"macroEnabled"
_CONTAINERS = frozenset(
    "hyperlink sdt sdtContent smartTag customXml ins del moveFrom moveTo txbxContent tbl".split()
)
_ENFORCED = frozenset(["1", "true", "on"])


@dataclass(frozen=True, slots=True)
class CitedField:
    """A citation of the document: its part and field, and the sign of the note it stands in."""

    part: WordPart
    field: Field
    coded: Coded
    sign: NoteSign | None = None


class WordDocument:
    """The parts of a document that hold text, and its fields."""

    def __init__(self, content: bytes, *, path: str) -> None:
        self.path = path
        self.package = Package(content, path=path)
        main = main_part(self.package)
        self._refuse_what_must_stay(main)
        styles = self.text_part(f"{main.rpartition('/')[0]}/styles.xml".lstrip("/"))
        self._code_styles = code_styles_of_word(styles or b"")
        self.body = self._part(main)
        if self.body.body_end < 0:
            raise FormatError(f"{path}: is a zip file, but holds no Word document")
        self.relations = relations_of(main)
        self.notes = {
            kind: part
            for kind in ("footnote", "endnote")
            if (part := self._note_part(kind)) is not None
        }

    @property
    def parts(self) -> list[WordPart]:
        """The text, then the notes."""
        return [self.body, *self.notes.values()]

    def cited(self) -> list[CitedField]:
        """The citations in reading order: those of a note where its sign stands."""
        inside: dict[tuple[str, str], list[CitedField]] = {}
        for kind, part in self.notes.items():
            for one in self._coded(part):
                inside.setdefault((kind, one.field.note), []).append(one)
        events: list[tuple[int, CitedField | NoteSign]] = [
            (one.field.start, one) for one in self._coded(self.body)
        ]
        events += [(sign.start, sign) for sign in self.body.signs]
        found: list[CitedField] = []
        for _, event in sorted(events, key=lambda one: one[0]):
            if isinstance(event, CitedField):
                found.append(event)
                continue
            found += [
                CitedField(one.part, one.field, one.coded, event)
                for one in inside.get((event.kind, event.id), ())
            ]
        return found

    def lists(self) -> list[tuple[WordPart, Field]]:
        """The fields that hold a reference list."""
        return [
            (self.body, one)
            for one in in_order(self.body)
            if not one.is_deleted and (coded := self._read(self.body, one)) and coded.kind == LIST
        ]

    def sources(self) -> list[str]:
        """The parts that hold Word's sources, as text."""
        return source_parts(self.package)

    def text_part(self, name: str) -> bytes | None:
        """A part that is XML, checked; None where there is none."""
        data = self.package.read(name)
        return None if data is None else checked(data, name=name, path=self.path)

    @property
    def settings(self) -> ZoteroSettings:
        """What its properties say of its style and language."""
        return read_settings(self.text_part(CUSTOM))

    # ------------------------------------------------------------ parts

    def _part(self, name: str) -> WordPart:
        data = self.package.read(name)
        if data is None:
            raise FormatError(f"{self.path}: is a zip file, but holds no Word document")
        return read_part(name, data, path=self.path, code_styles=self._code_styles)

    def _note_part(self, kind: str) -> WordPart | None:
        name = note_part(self.package, self.body.name, kind)
        return self._part(name) if name else None

    def _refuse_what_must_stay(self, main: str) -> None:
        names = self.package.names
        types = self.text_part(TYPES) or b""
        if _MACROS in types or any(name.lower().endswith("vbaproject.bin") for name in names):
            raise self._refused("holds macros", "save it as .docx, which has none")
        if any(name.startswith("_xmlsignatures/") for name in names):
            raise self._refused("is signed, and any change would break that", "sign it afterwards")
        settings = self.text_part(f"{main.rpartition('/')[0]}/settings.xml")
        for tag in tags(settings or b""):
            protects = tag.name == "documentProtection" and tag.opens
            if protects and tag.attributes.get("enforcement", "") in _ENFORCED:
                raise self._refused("is protected against changes", "take that away in Word")

    def _refused(self, what: str, hint: str) -> FormatError:
        return FormatError(f"{self.path}: {what}", hint=hint)

    # ------------------------------------------------------------ fields

    def _coded(self, part: WordPart) -> Iterator[CitedField]:
        """The citations of a part; the same again within the field of one is its copy."""
        end = -1
        outer: Field | None = None
        for one in in_order(part):
            if one.is_deleted or (one.start < end and outer is None):
                continue
            coded = self._read(part, one)
            if coded is None:
                continue
            if one.start < end and outer is not None:
                self._refuse_other(part, outer, one)
                continue
            end, outer = one.end, None
            if coded.kind != LIST:
                outer = one
                self._refuse_broken(part, one)
                yield CitedField(part, one, coded)

    def _read(self, part: WordPart, one: Field) -> Coded | None:
        try:
            return read_code(one.code, one.data)
        except FormatError as error:
            raise FormatError(
                f"{self.path}: the citation `{_short(one.text)}` ({self._where(part, one)}):"
                f" {error.message}",
                hint="insert it anew with its program, or delete it",
            ) from error

    def _refuse_other(self, part: WordPart, outer: Field, inner: Field) -> None:
        """What is printed anew would take a citation with it that stands within another."""
        if inner.code.split() != outer.code.split():
            raise FormatError(
                f"{self.path}: the citation `{_short(outer.text)}` ({self._where(part, outer)})"
                f" holds another one, `{_short(inner.text)}`",
                hint="delete one of them, and insert it anew",
            )

    def _refuse_broken(self, part: WordPart, one: Field) -> None:
        if one.is_tracked:
            raise FormatError(
                f"{self.path}: the citation `{_short(one.text)}` ({self._where(part, one)}) has"
                " tracked changes in it",
                hint="accept or reject them first",
            )
        if not _is_balanced(part.data, *one.span) or not _is_balanced(
            part.data, one.result_start, one.result_end
        ):
            raise FormatError(
                f"{self.path}: the citation `{_short(one.text)}` ({self._where(part, one)}) crosses"
                " the border of a link or of a content control",
                hint="delete it, and insert it anew",
            )
        if one.spans_paragraphs and not one.in_attribute:
            raise FormatError(
                f"{self.path}: the citation `{_short(one.text)}` ({self._where(part, one)}) is"
                " broken by the end of a paragraph",
                hint="delete it, and insert it anew",
            )

    def _where(self, part: WordPart, one: Field) -> str:
        number = sum(1 for paragraph in part.paragraphs if paragraph.start <= one.start)
        place = {"": "paragraph"}.get(one.note, f"note {one.note}, paragraph")
        return f"{place} {number}"


def _is_balanced(data: bytes, start: int, end: int) -> bool:
    """True for a stretch of a part that leaves no link, change or control half open."""
    depth = 0
    for tag in tags(data, start, end):
        if tag.name in _CONTAINERS:
            depth += tag.opens - tag.closes
            if depth < 0:
                return False
    return depth == 0


def has_bookmarks(document: WordDocument) -> bool:
    """True where Zotero keeps its citations in bookmarks instead of fields."""
    return _BOOKMARKS in document.body.data


def programs_unread(document: WordDocument) -> list[str]:
    """The programs whose fields are citations that nothing is known of."""
    codes = [one.code.split(None, 2)[:2] for part in document.parts for one in part.fields]
    words = [code[1] for code in codes if len(code) > 1 and code[0] == "ADDIN"]
    return [
        program
        for name, program in _UNREAD.items()
        if any(word.upper().startswith(name) for word in words)
    ]


def has_other_copies(document: WordDocument) -> bool:
    """True where a text box with citations has a copy with another text."""
    return any(
        _CITES.search(part.data, one.copy_start, one.copy_end) is not None
        for part in document.parts
        for one in part.copies
        if part.data[one.start : one.end] != part.data[one.copy_start : one.copy_end]
    )


def _short(text: str) -> str:
    flat = " ".join(unescape(text).split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"
