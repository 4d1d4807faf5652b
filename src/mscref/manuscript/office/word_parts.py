"""A part of a Word document → its fields, typed text and notes, each with its place in the bytes.

A field (ECMA-376 part 1, 17.16) is either one element, or runs between three marks:

    begin  code…  [ separate  result… ]  end        fields nest, and a result may span paragraphs

A content control whose tag is a citation of Mendeley counts as a field, too. Names of other
languages than Word's own (mathematics, drawings) mean nothing here, whatever they read like. What
stands in `mc:Fallback` is a copy for old programs of a text box before it: where both are the
same, what changes in one changes in the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from mscref.errors import FormatError
from mscref.manuscript.office.code_styles import NO_STYLES
from mscref.manuscript.office.typed_text import GAP
from mscref.manuscript.office.xml_bytes import XmlTag, checked, tags

_TRACKED = frozenset(["ins", "del", "moveFrom", "moveTo"])
_DELETED = frozenset(["del", "moveFrom"])
_CONTROL_TAGS = ("MENDELEY_CITATION_", "MENDELEY_BIBLIOGRAPHY")
_SHOWN = frozenset(["t", "tab", "br", "cr", "noBreakHyphen", "sym", "drawing", "pict", "object"])
_NOTES = frozenset(["footnote", "endnote"])
_ROOTS = frozenset(["document", "footnotes", "endnotes"])
_CONTAINERS = frozenset(
    "hyperlink sdt sdtContent smartTag customXml ins del moveFrom moveTo txbxContent tbl".split()
)
_HYPHEN = "noBreakHyphen"
_REFERENCES = frozenset(["footnoteReference", "endnoteReference"])


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with its stretch of bytes: of a code, or between the tags of one w:t."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Run:
    """A run: its bytes, those of its opening tag and of what its w:rPr holds.

    `parent` tells runs apart that stand in different elements (a link, a tracked insertion);
    `text_tag` is the tag of its first text.
    """

    start: int
    opening: bytes
    parent: int
    properties: bytes = b""
    end: int = 0
    text_tag: bytes = b""
    is_plain: bool = True
    shows: bool = False
    is_code: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its bytes, what its w:pPr holds, and its text outside of fields.

    In a text box (`in_box`) no notes can stand.
    """

    start: int
    opening_end: int
    properties: bytes = b""
    end: int = 0
    text: str = ""
    pieces: list[tuple[int, Piece, Run]] = field(default_factory=list)
    note: str = ""
    in_field: bool = False
    in_box: bool = False
    is_code: bool = False


@dataclass(slots=True)
class Field:
    """A field: its code, where its result stands, and what surrounds it.

    `opens_run` and `closes_run` are true where the result begins or ends within a run. `note` is
    the id of the note that it stands in, "" in the running text; `at` its place in the text of its
    paragraph.
    """

    start: int
    note: str
    depth: int
    paragraph: Paragraph | None
    run: Run | None
    pieces: list[Piece] = field(default_factory=list)
    data: str = ""
    end: int = 0
    result_start: int = -1
    result_end: int = -1
    opens_run: bool = False
    closes_run: bool = False
    is_separated: bool = False
    is_tracked: bool = False
    is_deleted: bool = False
    is_block: bool = False
    result_run: Run | None = None
    text: str = ""
    last_paragraph: Paragraph | None = None
    in_attribute: bool = False
    separate_run: Run | None = None
    end_run: Run | None = None
    at: int = 0

    @property
    def code(self) -> str:
        """The code as text."""
        return "".join([piece.text for piece in self.pieces])

    @property
    def span(self) -> tuple[int, int]:
        """All of the field: the runs of its marks, or its element."""
        return self.start, self.end_run.end if self.end_run else self.end

    @property
    def spans_paragraphs(self) -> bool:
        """True where it begins in one paragraph and ends in another."""
        return self.paragraph is not self.last_paragraph


@dataclass(frozen=True, slots=True)
class NoteSign:
    """The sign of a note in the running text: which note, the run that holds it, and its place in
    the text of a paragraph."""

    kind: str
    id: str
    start: int
    run: Run
    paragraph: Paragraph | None
    at: int


@dataclass(frozen=True, slots=True)
class BoxCopy:
    """A text box, and the copy of it for old programs: the bytes that each of them holds."""

    start: int
    end: int
    copy_start: int
    copy_end: int


@dataclass(slots=True)
class WordPart:
    """One part, read; `copies` in the order in which they end, an inner one before the outer."""

    name: str
    data: bytes
    prefix: str
    fields: list[Field] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    signs: list[NoteSign] = field(default_factory=list)
    notes: dict[str, tuple[int, int]] = field(default_factory=dict)
    copies: list[BoxCopy] = field(default_factory=list)
    body_end: int = -1


@dataclass(slots=True)
class _Alternatives:
    """The text boxes of the choices of an element, and those for programs that know none."""

    boxes: list[tuple[int, int]] = field(default_factory=list)
    copies: list[tuple[int, int]] = field(default_factory=list)
    in_copy: bool = False


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


def is_balanced(data: bytes, start: int, end: int) -> bool:
    """True for a stretch of a part that leaves no link, change or control half open."""
    depth = 0
    for tag in tags(data, start, end):
        if tag.name in _CONTAINERS:
            depth += tag.opens - tag.closes
            if depth < 0:
                return False
    return depth == 0


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
        self._fallback = 0
        self._boxes = 0
        self._own = part.prefix.rstrip(":").encode()
        self._alternatives: list[_Alternatives] = []

    def take(self, tag: XmlTag) -> None:
        if not tag.name:
            self._characters(tag)
            return
        if tag.prefix != self._own:
            tag = tag._replace(name=f"{tag.prefix.decode('utf-8', 'replace')}:{tag.name}")
        if tag.opens:
            self._stack.append(tag)
            if tag.prefix != self._own:
                self._open_foreign(tag)
            elif not self._fallback:
                self._open(tag)
        if tag.closes:
            opening = self._stack.pop()
            if tag.name == "txbxContent":
                self._note_box(opening, tag)
            if tag.prefix != self._own:
                self._close_foreign(tag)
            elif not self._fallback:
                self._close(opening, tag)

    # ------------------------------------------------------------ other languages

    def _open_foreign(self, tag: XmlTag) -> None:
        """What is there twice: for programs that know what it is, and for those that do not."""
        name = tag.name.rpartition(":")[2]
        if name == "AlternateContent" and not self._fallback:
            self._alternatives.append(_Alternatives())
        elif name == "Fallback":
            self._fallback += 1
            if self._fallback == 1 and self._alternatives:
                self._alternatives[-1].in_copy = True

    def _close_foreign(self, tag: XmlTag) -> None:
        name = tag.name.rpartition(":")[2]
        if name == "Fallback":
            self._fallback -= 1
        elif name == "AlternateContent" and not self._fallback and self._alternatives:
            one = self._alternatives.pop()
            if len(one.boxes) == len(one.copies):
                pairs = zip(one.boxes, one.copies, strict=True)
                self.part.copies += [BoxCopy(*box, *copy) for box, copy in pairs]

    def _note_box(self, opening: XmlTag, tag: XmlTag) -> None:
        """Remember a text box; one within another belongs to that."""
        span = (opening.end, tag.start)
        if not self._alternatives or opening.closes:
            return
        one = self._alternatives[-1]
        listed = one.copies if one.in_copy else one.boxes
        while listed and listed[-1][0] > span[0]:
            listed.pop()
        if self._fallback <= 1:
            listed.append(span)

    def finished(self) -> WordPart:
        if self._fields:
            raise self._broken(self._fields[-1])
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
        if self._fallback or kind not in ("t", "instrText", "delInstrText", "fldData"):
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

    def _begin(self, tag: XmlTag, run: Run) -> None:
        self._gap()
        paragraph, at = self._here()
        one = Field(
            start=run.start,
            note=self._note,
            depth=len(self._fields),
            paragraph=paragraph,
            run=run,
            at=at,
        )
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
        self._gap()
        paragraph, at = self._here()
        one = Field(
            start=tag.start,
            note=self._note,
            depth=len(self._fields),
            paragraph=paragraph,
            run=None,
            at=at,
        )
        one.in_attribute = True
        source = self.part.data[tag.start : tag.end]
        at = source.find(b"instr=") + len(b"instr=") + 1
        quote = source[at - 1 : at]
        end = source.find(quote, at)
        one.pieces.append(
            Piece(tag.attributes.get("instr", ""), tag.start + at, tag.start + max(end, at))
        )
        one.is_separated, one.result_start = True, tag.end
        one.last_paragraph = paragraph
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
        self._gap()
        paragraph, at = self._here()
        start = next(one.start for one in reversed(self._stack) if one.name == "sdt")
        one = Field(start=start, note=self._note, depth=0, paragraph=paragraph, run=None, at=at)
        one.in_attribute = True
        source = self.part.data[tag.start : tag.end]
        at = tag.start + source.find(value.encode())
        one.pieces.append(Piece(value, at, at + len(value.encode())))
        one.last_paragraph = paragraph
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


def in_order(part: WordPart) -> Iterator[Field]:
    """The fields of a part as they begin."""
    yield from sorted(part.fields, key=lambda one: one.start)
