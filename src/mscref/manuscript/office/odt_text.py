"""The text of a LibreOffice document as marks, notes and paragraphs, each with its place in bytes.

Zotero keeps a citation as a reference mark around what is printed; the name of the mark is the
code that a field of Word has, and signs behind it that make it unique. A list is a section:

    <text:reference-mark-start text:name="ZOTERO_ITEM CSL_CITATION {json} RNDx4Fy"/> … -end
    <text:section text:name="ZOTERO_BIBL {…} CSL_BIBLIOGRAPHY RNDabc"> paragraphs </text:section>

A note stands in the text where its sign is (OpenDocument 1.3, part 3: 6.3 notes, 5.5 tracked
changes, 7.7 marks). Generated indexes, comments and what was deleted are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from mscref.errors import FormatError
from mscref.manuscript.office.code_styles import NO_STYLES, is_code_name
from mscref.manuscript.office.odt_tree import (
    Entry,
    ListBlock,
    ListSection,
    Mark,
    OdtNote,
    OdtParagraph,
    OdtPiece,
    OdtText,
)
from mscref.manuscript.office.typed_text import GAP
from mscref.manuscript.office.xml_bytes import XmlTag, checked, tags

CONTENT = "content.xml"
_PARAGRAPHS = frozenset(["p", "h"])
# Elements that are part of the text around them; a citation must not cross the border of the links.
_TRANSPARENT = frozenset(["p", "h", "span", "meta", "a"])
_POINTS = frozenset(
    "note-body meta soft-page-break bookmark bookmark-start bookmark-end annotation-end"
    " reference-mark reference-mark-start reference-mark-end".split()
)
_UNSEEN = frozenset(
    "tracked-changes annotation index-body index-title-template note-citation"
    " table-of-content-source forms sequence-decls user-field-decls variable-decls"
    " dde-connection-decls alphabetical-index-auto-mark-file".split()
)
# Shapes hold text themselves, as frames do in a text box.
_BOXES = frozenset(
    "text-box custom-shape rect ellipse circle line polyline polygon regular-polygon path connector"
    " caption measure".split()
)
_CITATION = re.compile(r"\s*(?:ADDIN\s+)?(?:ZOTERO_ITEM|CSL_CITATION)\b")
_LIST = re.compile(r"\s*(?:ADDIN\s+)?(?:ZOTERO_BIBL|Mendeley Bibliography)\b")
_NAME = re.compile(rb"""(?<![\w-])name\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_COUNT = re.compile(rb"""\bc\s*=\s*["'](\d{1,3})["']""")


def read_odt(data: bytes, *, path: str, code_styles: Collection[str] = NO_STYLES) -> OdtText:
    """Read the text; raises FormatError where it is damaged, or a citation in it is broken.

    What is in one of the `code_styles`, or in a style made from one, is no text.
    """
    checked(data, name=CONTENT, path=path)
    reader = _Reader(OdtText(data), path, code_styles)
    for tag in tags(data):
        reader.take(tag)
    return reader.finished()


class _Reader:
    """A state machine over the tags of a text: where in paragraph, note and mark it stands."""

    def __init__(self, text: OdtText, path: str, code_styles: Collection[str]) -> None:
        self.text = text
        self._code_styles = set(code_styles)
        self._path = path
        self._stack: list[XmlTag] = []
        self._unseen = 0
        self._boxes = 0
        self._paragraphs: list[OdtParagraph] = []
        self._notes: list[OdtNote] = []
        self._marks: dict[str, Mark] = {}
        self._sections: list[ListSection | None] = []
        self._lists: list[ListBlock] = []
        self._begins_item = False

    def take(self, tag: XmlTag) -> None:
        if not tag.name:
            self._characters(tag)
            return
        if tag.opens:
            self._stack.append(tag)
            if self._unseen or tag.name in _UNSEEN:
                self._unseen += 1
            else:
                self._open(tag)
        if tag.closes:
            opening = self._stack.pop()
            if self._unseen:
                self._unseen -= 1
            else:
                self._close(opening, tag)

    def finished(self) -> OdtText:
        for one in self._marks.values():
            raise FormatError(
                f"{self._path}: the citation {self._where(one)} never ends",
                hint="insert it anew with its program, or delete it",
            )
        if self.text.body_end < 0:
            raise FormatError(f"{self._path}: holds no text of LibreOffice")
        return self.text

    def _where(self, one: Mark) -> str:
        place = self.text.paragraphs.index(one.paragraph) + 1 if one.paragraph else 0
        return f"`{' '.join(one.text.split())[:40]}` (paragraph {place})"

    # ------------------------------------------------------------ elements

    def _open(self, tag: XmlTag) -> None:
        name = tag.name
        if name in _PARAGRAPHS:
            self._open_paragraph(tag)
        elif name == "note":
            self._open_note(tag)
        elif name in ("reference-mark", "reference-mark-start", "reference-mark-end"):
            self._mark(tag)
        elif name in ("change", "change-start", "change-end"):
            self._gap()
            for one in self._marks.values():
                one.is_tracked = True
        elif name == "style":
            self._note_style(tag)
        elif name == "section":
            self._open_section(tag)
        elif name == "list":
            self._open_list(tag)
        elif name == "list-item":
            self._begins_item = True
        elif name == "s":
            self._spaces(tag)
        elif name in _BOXES:
            self._gap()
            self._boxes += 1
        elif name == "bibliography-mark":
            self._open_entry(tag)
        elif name == "span":
            for one in self._marks.values():
                one.style = one.style or tag.attributes.get("style-name", "")
        elif name in ("fieldmark", "fieldmark-start"):
            self.text.has_fields_of_word = True
        elif name.startswith("bookmark"):
            self.text.has_bookmarks |= b"ZOTERO_BREF_" in tag.source
        elif name not in _POINTS:
            self._gap()

    def _close(self, opening: XmlTag, tag: XmlTag) -> None:
        name = opening.name
        if name in _PARAGRAPHS:
            self._paragraphs.pop().end = tag.end
        elif name == "note":
            self._notes.pop().end = tag.end
        elif name == "a":
            self._gap()
        elif name in _BOXES:
            self._boxes -= 1
        elif name == "section":
            self._close_section(tag)
        elif name == "list":
            self._lists.pop().end = tag.end
        elif name == "bibliography-mark":
            self.text.entries[-1].end = tag.end
        elif name == "text" and self._stack and self._stack[-1].name == "body":
            self.text.body_end = tag.start
        elif name == "automatic-styles":
            self.text.styles_end = opening.start if opening.closes else tag.start

    def _note_style(self, tag: XmlTag) -> None:
        """Remember a style of code; those of the document come before its text."""
        said = tag.attributes
        name, parent = said.get("name", ""), said.get("parent-style-name", "")
        if parent in self._code_styles or is_code_name(name) or is_code_name(parent):
            self._code_styles.add(name)

    def _is_code(self) -> bool:
        """True where the text that comes now is code."""
        styles = [one.attributes.get("style-name", "") for one in self._stack if one.name == "span"]
        styles.append(self._paragraphs[-1].style)
        return any(one in self._code_styles or is_code_name(one) for one in styles)

    def _open_paragraph(self, tag: XmlTag) -> None:
        note = self._notes[-1] if self._notes else None
        style = tag.attributes.get("style-name", "")
        one = OdtParagraph(tag.start, style, note, in_box=self._boxes > 0, holder=self._holder())
        if self._lists:
            one.block = self._lists[0]
            one.item_of = self._lists[-1].style if self._begins_item else ""
        self._begins_item = False
        self._paragraphs.append(one)
        section = self._section()
        if section is None:
            self.text.paragraphs.append(one)
        else:
            section.style = section.style or one.style

    def _open_note(self, tag: XmlTag) -> None:
        paragraph = self._paragraphs[-1] if self._paragraphs else None
        self._gap()
        at = len(paragraph.text) - 1 if paragraph else 0
        note = OdtNote(tag.start, len(self.text.notes) + 1, paragraph, at)
        self._notes.append(note)
        self.text.notes.append(note)

    def _open_list(self, tag: XmlTag) -> None:
        self._gap()
        around = self._lists[-1].style if self._lists else ""
        self._lists.append(ListBlock(tag.start, tag.attributes.get("style-name", around)))

    def _holder(self) -> int:
        """Where the element begins that the paragraph stands in which opens now."""
        around = (one for one in self._stack[-2::-1] if not one.name.startswith("list"))
        return next((one.start for one in around), 0)

    def _section(self) -> ListSection | None:
        """The list that is open."""
        return next((one for one in self._sections if one is not None), None)

    def _open_section(self, tag: XmlTag) -> None:
        name = tag.attributes.get("name", "")
        is_list = bool(_LIST.match(name)) and self._section() is None
        self._sections.append(ListSection(tag.start, tag.end, name) if is_list else None)

    def _close_section(self, tag: XmlTag) -> None:
        one = self._sections.pop()
        if one is not None:
            one.inner_end, one.end = tag.start, tag.end
            self.text.lists.append(one)

    def _open_entry(self, tag: XmlTag) -> None:
        self._gap()
        self.text.entries.append(Entry(tag.start, tag.attributes))

    # ------------------------------------------------------------ marks

    def _mark(self, tag: XmlTag) -> None:
        name = tag.attributes.get("name", "")
        if not _CITATION.match(name) or self._section() is not None:
            return
        place = _name_place(self.text.data, tag)
        if tag.name == "reference-mark-end":
            self._end_mark(tag, name, place)
        elif not self._marks:
            self._start_mark(tag, name, place)
        else:  # the same within one is its copy
            for one in self._marks.values():
                if _without_sign(one.name) != _without_sign(name):
                    one.holds = one.holds or name

    def _start_mark(self, tag: XmlTag, name: str, place: tuple[int, int]) -> None:
        self._gap()
        paragraph = self._paragraphs[-1] if self._paragraphs else None
        at = len(paragraph.text) - 1 if paragraph else 0
        one = Mark(
            name=name,
            start=tag.start,
            paragraph=paragraph,
            at=at,
            names=[place],
            result_start=tag.end,
        )
        if paragraph is not None and paragraph.note is not None:
            paragraph.note.marks += 1
        if tag.name == "reference-mark":
            one.is_point, one.last_paragraph = True, paragraph
            one.result_end = one.end = tag.end
            self.text.marks.append(one)
        else:
            self._marks[name] = one

    def _end_mark(self, tag: XmlTag, name: str, place: tuple[int, int]) -> None:
        one = self._marks.pop(name, None)
        if one is None:
            return
        one.names.append(place)
        one.result_end, one.end = tag.start, tag.end
        one.last_paragraph = self._paragraphs[-1] if self._paragraphs else None
        self.text.marks.append(one)

    # ------------------------------------------------------------ text

    def _gap(self) -> None:
        if self._paragraphs and not self._marks:
            self._paragraphs[-1].text += GAP

    def _spaces(self, tag: XmlTag) -> None:
        said = _COUNT.search(tag.source)
        self._piece(" " * (int(said[1]) if said else 1), tag, is_tag=True)

    def _characters(self, tag: XmlTag) -> None:
        if not self._unseen and self._stack and self._stack[-1].name in _TRANSPARENT:
            self._piece(tag.text, tag)

    def _piece(self, text: str, tag: XmlTag, *, is_tag: bool = False) -> None:
        if self._marks:
            for one in self._marks.values():
                one.text += text
        elif self._paragraphs:
            paragraph = self._paragraphs[-1]
            if text and self._is_code():
                self._gap()
                if paragraph.note is not None:
                    paragraph.note.text += text
                return
            at = len(paragraph.text)
            spans, parent = self._around()
            piece = OdtPiece(
                at=at,
                text=text,
                start=tag.start,
                end=tag.end,
                is_tag=is_tag,
                spans=spans,
                parent=parent,
            )
            paragraph.pieces.append(piece)
            paragraph.text += text
            if paragraph.note is not None:
                paragraph.note.text += text

    def _around(self) -> tuple[tuple[XmlTag, ...], int]:
        """The spans around a text, and where the element around them begins."""
        spans: list[XmlTag] = []
        for one in reversed(self._stack):
            if one.name == "span":
                spans.append(one)
            elif one.name != "s":
                return tuple(reversed(spans)), one.start
        return (), 0


def _name_place(data: bytes, tag: XmlTag) -> tuple[int, int]:
    """Where the name of a mark stands in the bytes."""
    match = _NAME.search(data, tag.start, tag.end)
    if match is None:
        return tag.start, tag.start
    return match.span(1) if match[1] is not None else match.span(2)


def _without_sign(name: str) -> str:
    """The code of a mark without the signs that make its name unique."""
    return name.rpartition(" RND")[0] or name


def kept_within(data: bytes, start: int, end: int) -> bytes:
    """What of a result is no text: the anchors of comments, bookmarks, and tags of half a span."""
    kept: list[bytes] = []
    opened: list[int] = []
    deep = 0
    for tag in tags(data, start, end):
        source = data[tag.start : tag.end]
        if deep or (tag.name and tag.opens and not tag.closes and tag.name not in _TRANSPARENT):
            deep += (tag.opens and not tag.closes) - (tag.closes and not tag.opens)
            kept.append(source)
        elif not tag.name or tag.name in ("s", "tab", "line-break", "soft-page-break"):
            continue
        elif tag.opens and tag.closes:
            if tag.name not in _TRANSPARENT:
                kept.append(source)
        elif tag.opens:
            opened.append(len(kept))
            kept.append(source)
        elif opened and opened[-1] == len(kept) - 1:
            del kept[opened.pop() :]
        else:
            if opened:
                opened.pop()
            kept.append(source)
    return b"".join(kept)
