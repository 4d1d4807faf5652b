"""A part of a Word document → its fields, typed text and notes, each with its place in the bytes.

A field (ECMA-376 part 1, 17.16) is either one element, or runs between three marks:

    begin  code…  [ separate  result… ]  end        fields nest, and a result may span paragraphs

A content control whose tag is a citation of Mendeley counts as a field, too. Names of other
languages than Word's own (mathematics, drawings) mean nothing here, whatever they read like. What
stands in `mc:Fallback` is a copy for old programs of a text box before it: where both are the
same, what changes in one changes in the other.
"""

from __future__ import annotations

from collections.abc import Collection

from mscref.errors import FormatError
from mscref.manuscript.office.code_styles import NO_STYLES
from mscref.manuscript.office.typed_text import GAP
from mscref.manuscript.office.word_copies import BoxCopies
from mscref.manuscript.office.word_tree import Field, NoteSign, Paragraph, Piece, Run, WordPart
from mscref.manuscript.office.xml_bytes import XmlTag, checked, tags

_TRACKED = frozenset(["ins", "del", "moveFrom", "moveTo"])
_DELETED = frozenset(["del", "moveFrom"])
_CONTROL_TAGS = ("MENDELEY_CITATION_", "MENDELEY_BIBLIOGRAPHY")
_SHOWN = frozenset(["t", "tab", "br", "cr", "noBreakHyphen", "sym", "drawing", "pict", "object"])
_NOTES = frozenset(["footnote", "endnote"])
_ROOTS = frozenset(["document", "footnotes", "endnotes"])
_HYPHEN = "noBreakHyphen"
_REFERENCES = frozenset(["footnoteReference", "endnoteReference"])


def read_part(
    name: str, data: bytes, *, path: str, code_styles: Collection[str] = NO_STYLES
) -> WordPart:
    """Read one part; raises FormatError where it is damaged, or a field in it is broken.

    What is in one of the `code_styles` is no text.
    """
    checked(data, name=name, path=path)
    reader = _Reader(WordPart(name, data, _prefix(data, name=name, path=path)), path, code_styles)
    for tag in tags(data):
        reader.take(tag)
    return reader.finished()


def _prefix(data: bytes, *, name: str, path: str) -> str:
    """The prefix of Word's names; attributes need one, so that there must be one."""
    root = next((one for one in tags(data) if one.name), None)
    opening = data[root.start + 1 : root.end].split(None, 1)[0].rstrip(b"/>") if root else b""
    prefix, colon, _ = opening.rpartition(b":")
    if root is not None and root.name in _ROOTS and not colon:
        raise FormatError(
            f"{path}: the names in its part {name} have no prefix, which Word always writes",
            hint="open it in Word and save it anew",
        )
    return (prefix + colon).decode() or "w:"


class _Reader:
    """A state machine over the tags of a part: where in paragraph, run and fields it stands."""

    def __init__(self, part: WordPart, path: str, code_styles: Collection[str]) -> None:
        self.part = part
        self._path = path
        self._code_styles = code_styles
        self._stack: list[XmlTag] = []
        self._paragraphs: list[Paragraph] = []
        self._runs: list[Run] = []
        self._fields: list[Field] = []
        self._controls: list[Field | None] = []
        self._note = ""
        self._boxes = 0
        self._own = part.prefix.rstrip(":").encode()
        self._copies = BoxCopies()

    def take(self, tag: XmlTag) -> None:
        if not tag.name:
            self._characters(tag)
            return
        if tag.prefix != self._own:
            tag = tag._replace(name=f"{tag.prefix.decode('utf-8', 'replace')}:{tag.name}")
        if tag.opens:
            self._stack.append(tag)
            if tag.prefix != self._own:
                self._copies.open(tag.name.rpartition(":")[2])
            elif not self._copies.depth:
                self._open(tag)
        if tag.closes:
            opening = self._stack.pop()
            if tag.name == "txbxContent":
                self._copies.box(opening, tag)
            if tag.prefix != self._own:
                self._copies.close(tag.name.rpartition(":")[2])
            elif not self._copies.depth:
                self._close(opening, tag)

    def finished(self) -> WordPart:
        if self._fields:
            raise self._broken(self._fields[-1])
        self.part.copies += self._copies.found
        return self.part

    # ------------------------------------------------------------ elements

    def _open(self, tag: XmlTag) -> None:
        name = tag.name
        if name == "p":
            self._open_paragraph(tag)
        elif name == "r":
            self._open_run(tag)
        elif name in ("rStyle", "pStyle"):
            self._note_style(tag)
        elif name == "fldChar":
            self._mark(tag)
        elif name == "fldSimple":
            self._open_simple(tag)
        elif name == "sdt":
            self._controls.append(None)
        elif name == "txbxContent":
            self._boxes += 1
        elif name == "tag":
            self._control_tag(tag)
        elif name in _TRACKED:
            for one in self._fields:
                one.is_tracked = True
        elif name in _NOTES and "type" not in tag.attributes:
            self._note = tag.attributes.get("id", "")
        elif name in _REFERENCES and self._runs:
            self._gap()
            kind = name.removesuffix("Reference")
            paragraph, at = self._here()
            identifier = tag.attributes.get("id", "")
            sign = NoteSign(
                kind=kind,
                id=identifier,
                start=tag.start,
                run=self._runs[-1],
                paragraph=paragraph,
                at=at,
            )
            self.part.signs.append(sign)
        elif name in _SHOWN:
            self._shown(tag)
        elif name == "sdtContent" and self._controls and self._controls[-1] is not None:
            self._controls[-1].result_start = tag.end
            self._controls[-1].is_separated = True

    def _close(self, opening: XmlTag, tag: XmlTag) -> None:
        name = opening.name
        if name == "p":
            self._close_paragraph(tag)
        elif name == "r":
            self._close_run(tag)
        elif name == "pPr" and self._paragraphs and self._parent() == "p":
            if not opening.closes:
                self._paragraphs[-1].properties = self.part.data[opening.end : tag.start]
        elif name == "rPr" and self._runs and self._parent() == "r":
            if not opening.closes:
                self._runs[-1].properties = self.part.data[opening.end : tag.start]
        elif name == "t" and opening.end == tag.start:
            self._empty_text(tag)
        elif name == "fldSimple" and not opening.closes:
            self._close_simple(tag)
        elif name == "sdt":
            self._close_control(tag)
        elif name == "txbxContent":
            self._boxes -= 1
        elif name == "sdtContent" and self._controls and self._controls[-1] is not None:
            self._controls[-1].result_end = tag.start
        elif name in _TRACKED:
            for one in self._fields:
                one.is_tracked = True
        elif name in _NOTES and self._note:
            self.part.notes[self._note] = (opening.start, tag.end)
            self._note = ""
        elif name == "body":
            self.part.body_end = tag.start
        elif name == "sectPr" and self._parent() == "body":
            self.part.body_end = opening.start

    def _parent(self) -> str:
        return self._stack[-1].name if self._stack else ""

    def _open_paragraph(self, tag: XmlTag) -> None:
        paragraph = Paragraph(tag.start, tag.end, note=self._note, in_field=bool(self._fields))
        paragraph.in_box = self._boxes > 0
        self._paragraphs.append(paragraph)
        self.part.paragraphs.append(paragraph)
        for one in (*self._fields, *filter(None, self._controls)):
            one.is_block = True
            one.paragraph = one.paragraph or paragraph

    def _note_style(self, tag: XmlTag) -> None:
        """Remember what is code; the styles of what was before a tracked change do not count."""
        if tag.attributes.get("val", "") not in self._code_styles:
            return
        around = [one.name for one in self._stack[-3:-1]]
        if around == ["r", "rPr"]:
            self._runs[-1].is_code = True
        elif around == ["p", "pPr"]:
            self._paragraphs[-1].is_code = True

    def _close_paragraph(self, tag: XmlTag) -> None:
        self._paragraphs.pop().end = tag.end

    def _open_run(self, tag: XmlTag) -> None:
        parent = self._stack[-2].start if len(self._stack) > 1 else 0
        self._runs.append(Run(tag.start, self.part.data[tag.start : tag.end], parent))

    def _close_run(self, tag: XmlTag) -> None:
        run = self._runs.pop()
        run.end = tag.end
        for one in self._fields:
            if one.separate_run is run and not one.opens_run:
                one.result_start = run.end

    # ------------------------------------------------------------ text

    def _shown(self, tag: XmlTag) -> None:
        if not self._runs:
            return
        run = self._runs[-1]
        run.shows = True
        if tag.name == "t":
            run.text_tag = run.text_tag or self.part.data[tag.start : tag.end]
        elif tag.name != _HYPHEN:
            run.is_plain = False
        for one in (*self._fields, *filter(None, self._controls)):
            if one.separate_run is run:
                one.opens_run, one.closes_run = True, True
            if one.is_separated and one.result_run is None:
                one.result_run = run
        if tag.name != "t":
            self._gap("-" if tag.name == _HYPHEN else GAP)

    def _gap(self, sign: str = GAP) -> None:
        if self._paragraphs and not self._fields and not any(self._controls):
            self._paragraphs[-1].text += sign

    def _here(self) -> tuple[Paragraph | None, int]:
        """The paragraph that is open, and where its last sign stands in its text."""
        paragraph = self._paragraphs[-1] if self._paragraphs else None
        return paragraph, max(len(paragraph.text) - 1, 0) if paragraph else 0

    def _characters(self, tag: XmlTag) -> None:
        kind = self._parent()
        if self._copies.depth or kind not in ("t", "instrText", "delInstrText", "fldData"):
            return
        if kind in ("instrText", "delInstrText"):
            self._code(tag)
        elif kind == "fldData":
            if self._fields:
                self._fields[-1].data += tag.text
        elif self._fields or any(self._controls):
            for one in (*self._fields, *filter(None, self._controls)):
                one.text += tag.text
        elif self._paragraphs and self._runs:
            paragraph = self._paragraphs[-1]
            if paragraph.is_code or self._runs[-1].is_code:
                self._gap()
                return
            piece = Piece(tag.text, tag.start, tag.end)
            paragraph.pieces.append((len(paragraph.text), piece, self._runs[-1]))
            paragraph.text += piece.text

    def _empty_text(self, tag: XmlTag) -> None:
        """A text that was taken away may come back where it was."""
        if self._paragraphs and self._runs and not self._fields and not any(self._controls):
            paragraph = self._paragraphs[-1]
            piece = Piece("", tag.start, tag.start)
            paragraph.pieces.append((len(paragraph.text), piece, self._runs[-1]))

    def _code(self, tag: XmlTag) -> None:
        if self._fields and not self._fields[-1].is_separated:
            self._fields[-1].pieces.append(Piece(tag.text, tag.start, tag.end))

    # ------------------------------------------------------------ fields

    def _mark(self, tag: XmlTag) -> None:
        kind = tag.attributes.get("fldCharType", "")
        run = self._runs[-1] if self._runs else None
        if run is None:
            return
        if kind == "begin":
            self._begin(tag, run)
            return
        if not self._fields:
            raise FormatError(
                f"{self._path}: a field ends that never began{self._where()}",
                hint="open it in Word, update its fields and save it",
            )
        one = self._fields[-1]
        if kind == "separate":
            one.is_separated = True
            one.separate_run = run
            one.result_start = tag.end
        elif kind == "end":
            self._end(tag, run)

    def _new_field(self, start: int, run: Run | None = None) -> Field:
        """A field that begins here."""
        self._gap()
        paragraph, at = self._here()
        depth = len(self._fields)
        return Field(start=start, note=self._note, depth=depth, paragraph=paragraph, run=run, at=at)

    def _begin(self, tag: XmlTag, run: Run) -> None:
        one = self._new_field(run.start, run)
        one.is_deleted = any(tag.name in _DELETED for tag in self._stack)
        self._fields.append(one)

    def _end(self, tag: XmlTag, run: Run) -> None:
        one = self._fields.pop()
        one.last_paragraph = self._paragraphs[-1] if self._paragraphs else None
        one.end, one.end_run = tag.end, run
        within = one.closes_run and one.separate_run is run
        if not one.is_separated:
            one.result_start = one.result_end = run.start if run is not one.run else tag.start
            one.opens_run = one.closes_run = run is one.run
        elif one.separate_run is run or within or (run.shows and one.result_run is run):
            one.result_end = tag.start
            one.closes_run = True
            if one.separate_run is run:
                one.opens_run = True
        else:
            one.result_end = run.start
            one.closes_run = False
        self.part.fields.append(one)

    def _open_simple(self, tag: XmlTag) -> None:
        one = self._new_field(tag.start)
        one.in_attribute = True
        source = self.part.data[tag.start : tag.end]
        at = source.find(b"instr=") + len(b"instr=") + 1
        quote = source[at - 1 : at]
        end = source.find(quote, at)
        one.pieces.append(
            Piece(tag.attributes.get("instr", ""), tag.start + at, tag.start + max(end, at))
        )
        one.is_separated, one.result_start = True, tag.end
        one.last_paragraph = one.paragraph
        if tag.closes:
            return
        self._fields.append(one)

    def _close_simple(self, tag: XmlTag) -> None:
        if not self._fields or not self._fields[-1].in_attribute:
            raise self._broken(self._fields[-1] if self._fields else None)
        one = self._fields.pop()
        one.result_end, one.end = tag.start, tag.end
        self.part.fields.append(one)

    def _control_tag(self, tag: XmlTag) -> None:
        value = tag.attributes.get("val", "")
        if not self._controls or not value.startswith(_CONTROL_TAGS):
            return
        start = next(one.start for one in reversed(self._stack) if one.name == "sdt")
        one = self._new_field(start)
        one.in_attribute = True
        source = self.part.data[tag.start : tag.end]
        at = tag.start + source.find(value.encode())
        one.pieces.append(Piece(value, at, at + len(value.encode())))
        one.last_paragraph = one.paragraph
        self._controls[-1] = one

    def _close_control(self, tag: XmlTag) -> None:
        one = self._controls.pop()
        if one is not None and one.result_end >= 0:
            one.end = tag.end
            self.part.fields.append(one)

    def _broken(self, one: Field | None) -> FormatError:
        code = " ".join(one.code.split())[:40] if one else ""
        return FormatError(
            f"{self._path}: a field is never closed{self._where()}: `{code}`",
            hint="open it in Word, update its fields and save it",
        )

    def _where(self) -> str:
        return f" (paragraph {len(self.part.paragraphs)} of {self.part.name})"
