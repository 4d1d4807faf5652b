"""What a citation or a list becomes in a part → splices of its bytes.

Runs of a field keep the opening tags and the formatting that they have; only what a style of
citations adds (italic, raised) is taken away and put there anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mscref.manuscript.office.word_codes import CodeEdit
from mscref.manuscript.office.word_markup import (
    Layout,
    Surroundings,
    entry_properties,
    plain_of,
    properties_of,
    run_of,
    runs_of,
    unstyled,
)
from mscref.manuscript.office.word_tree import Field, Paragraph, Piece, Run, WordPart
from mscref.manuscript.office.word_typed import Typed, pieces_of
from mscref.manuscript.office.xml_bytes import Splice, escape, escape_text, spliced, tags
from mscref.model.reference import Json

_ANCHORS = frozenset(
    "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd permStart permEnd".split()
)
_SIGNS = frozenset(
    "commentReference footnoteReference endnoteReference drawing pict object".split()
)
_WHOLE = ("tbl>", "tbl ", "tc>", "sectPr", "sdt>")
_CHARACTER = re.compile(rb"&[^;]{1,10};|[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]{1,3}", re.DOTALL)


def result_splice(part: WordPart, one: Field, inlines: Sequence[Json]) -> Splice | None:
    """`inlines` in the place of a field's result; None where they stand there already."""
    around = surroundings_of(part, one)
    runs = runs_of(inlines, around)
    if one.is_block and one.in_attribute:
        runs = _own_paragraph(runs, one.paragraph, part.prefix)
    return _result(part, one, runs, around)


def _own_paragraph(runs: str, paragraph: Paragraph | None, w: str) -> str:
    """A content control around a paragraph keeps it."""
    listed = paragraph.properties.decode("utf-8", "replace") if paragraph else ""
    properties = f"<{w}pPr>{listed}</{w}pPr>" if listed else ""
    return f"<{w}p>{properties}{runs}</{w}p>"


def _result(part: WordPart, one: Field, new: str, around: Surroundings) -> Splice | None:
    w = part.prefix
    if not one.is_separated:
        separate = run_of(f'<{w}fldChar {w}fldCharType="separate"/>', around)
        new = f"{separate}{new}"
    opening = f"</{w}r>" if one.opens_run else ""
    closing = _opened_run(around) if one.closes_run else ""
    data = f"{opening}{new}{closing}".encode()
    if not one.opens_run and not one.is_block:
        data += anchors_in(part.data[one.result_start : one.result_end])
    if part.data[one.result_start : one.result_end] == data:
        return None
    return Splice(one.result_start, one.result_end, data)


def anchors_in(result: bytes) -> bytes:
    """What of a result is no text of it: the ends of bookmarks and comments, signs of notes."""
    kept: list[bytes] = []
    start, depth, holds = 0, 0, False
    for tag in tags(result):
        if tag.name in _ANCHORS and depth == 0:
            kept.append(result[tag.start : tag.end])
        if tag.name == "r" and tag.opens and not tag.closes:
            start, holds = (tag.start, False) if depth == 0 else (start, holds)
            depth += 1
        elif tag.name == "r" and tag.closes and not tag.opens:
            depth -= 1
            if depth == 0 and holds:
                kept.append(result[start : tag.end])
        holds |= tag.name in _SIGNS
    return b"".join(kept)


def _opened_run(around: Surroundings) -> str:
    """A run that goes on with what follows."""
    whole = run_of("", around)
    return whole.removesuffix(f"</{around.prefix}r>")


def surroundings_of(part: WordPart, one: Field) -> Surroundings:
    """How the runs of a field's result are written."""
    shown, first = one.result_run or one.run, one.run
    if shown is None:
        return Surroundings(part.prefix, f"<{part.prefix}r>")
    own = properties_of(shown.properties)
    around = properties_of(first.properties) if first and first is not shown else {}
    return Surroundings(
        part.prefix,
        shown.opening.decode("utf-8", "replace"),
        _text_tag(part, one),
        unstyled(own, around),
    )


def _text_tag(part: WordPart, one: Field) -> str:
    """Some programs ask for spaces to be kept in every text, others only where there are any."""
    shown = part.data[one.result_start : one.result_end]
    kept, plain = f'<{part.prefix}t xml:space="preserve">', f"<{part.prefix}t>"
    return kept if kept.encode() in shown and plain.encode() not in shown else ""


def moved(part: WordPart, one: Field, splices: Sequence[Splice]) -> str:
    """All of a field with splices made, to stand somewhere else."""
    start, end = one.span
    shifted = [Splice(each.start - start, each.end - start, each.new) for each in splices]
    return spliced(part.data[start:end], shifted).decode("utf-8", "replace")


# ---------------------------------------------------------------- codes


def code_splices(part: WordPart, one: Field, edits: Sequence[CodeEdit]) -> list[Splice]:
    """The splices of a field's code."""
    splices: list[Splice] = []
    for edit in edits:
        at, left = 0, edit.new
        for piece in one.pieces:
            start, end = max(edit.start - at, 0), min(edit.end - at, len(piece.text))
            if start < end or (edit.start == edit.end == at + start and left):
                source = part.data[piece.start : piece.end]
                first, last = offset_in(source, start), offset_in(source, max(start, end))
                new = escape(left) if one.in_attribute else escape_text(left)
                splices.append(Splice(piece.start + first, piece.start + last, new.encode()))
                left = ""
            at += len(piece.text)
    return splices


def offset_in(source: bytes, count: int) -> int:
    """How many bytes of XML the first `count` characters take."""
    place = 0
    for match in _CHARACTER.finditer(source):
        if count <= 0:
            break
        count -= 1
        place = match.end()
    return place


def whole_code(part: WordPart, one: Field, code: str) -> list[Splice]:
    """The splices that give a field another code."""
    return code_splices(part, one, [CodeEdit(0, len(one.code), code)])


# ---------------------------------------------------------------- new fields


def field_of(code: str, runs: str, around: Surroundings) -> str:
    """A field with its code and its result, as runs."""
    w = around.prefix
    kept = f'<{w}instrText xml:space="preserve">{escape_text(code)}</{w}instrText>'
    return "".join(
        [
            run_of(f'<{w}fldChar {w}fldCharType="begin"/>', around),
            run_of(kept, around),
            run_of(f'<{w}fldChar {w}fldCharType="separate"/>', around),
            runs,
            run_of(f'<{w}fldChar {w}fldCharType="end"/>', around),
        ]
    )


def around_run(part: WordPart, run: Run) -> Surroundings:
    """How further runs are written beside `run`."""
    return Surroundings(
        part.prefix,
        run.opening.decode("utf-8", "replace"),
        "",
        properties_of(run.properties),
    )


def typed_splices(typed: Typed, new: str) -> list[Splice]:
    """The splices that put runs in the place of a typed citation; its first run is parted."""
    part = typed.part
    first_at, first, run = typed.pieces[0]
    last_at, last, last_run = typed.pieces[-1]
    source = part.data
    head_end = first.start + offset_in(source[first.start : first.end], typed.start - first_at)
    tail_start = last.start + offset_in(source[last.start : last.end], typed.end - last_at)
    w = part.prefix
    closing = f"</{w}t></{w}r>"
    opening = _text_run(part, last_run)
    # `xml:space` keeps the spaces that now stand at the ends of the two halves.
    splices = [Splice(head_end, tail_start, f"{closing}{new}{opening}".encode())]
    tag = run.text_tag
    if b"xml:space" not in tag:
        at = source.rfind(tag, run.start, first.start)
        kept = tag[:-1] + b' xml:space="preserve">'
        splices.insert(0, Splice(at, at + len(tag), kept))
    return splices


def _text_run(part: WordPart, run: Run) -> str:
    w = part.prefix
    opened = _opened_run(around_run(part, run))
    return f'{opened}<{w}t xml:space="preserve">'


# ---------------------------------------------------------------- characters of a paragraph


def taken(part: WordPart, paragraph: Paragraph, places: Sequence[int]) -> list[Splice]:
    """The splices that take characters of a paragraph away."""
    splices: list[Splice] = []
    for place in places:
        for at, piece, run in pieces_of(paragraph, place, place + 1):
            source = part.data[piece.start : piece.end]
            start = piece.start + offset_in(source, place - at)
            splices.append(Splice(start, piece.start + offset_in(source, place - at + 1), b""))
            splices += _keeping_spaces(part, piece, run)
    return splices


def inserted(
    part: WordPart, paragraph: Paragraph, place: int, text: str, *, behind: bool = False
) -> list[Splice]:
    """The splices that put text before a character of a paragraph, or `behind` it.

    None where no text stands there.
    """
    for at, piece, run in pieces_of(paragraph, place, place + 1):
        source = part.data[piece.start : piece.end]
        start = piece.start + offset_in(source, place - at + behind)
        return [
            Splice(start, start, escape_text(text).encode()),
            *_keeping_spaces(part, piece, run),
        ]
    return []


def _keeping_spaces(part: WordPart, piece: Piece, run: Run) -> list[Splice]:
    """The splice by which a text keeps a space that it begins or ends with."""
    start = part.data.rfind(b"<", run.start, piece.start)
    tag = part.data[start : piece.start]
    if b"xml:space" in tag:
        return []
    return [Splice(start, piece.start, tag[:-1] + b' xml:space="preserve">')]


# ---------------------------------------------------------------- the list


def list_runs(entries: Sequence[Sequence[Json]], around: Surroundings, properties: str) -> str:
    """The entries as the result of a field: each but the first begins a paragraph of its own."""
    w = around.prefix
    between = f"</{w}p><{w}p><{w}pPr>{properties}</{w}pPr>" if properties else f"</{w}p><{w}p>"
    return between.join([runs_of(one, around) for one in entries])


def list_splices(
    part: WordPart, one: Field, entries: Sequence[Sequence[Json]], layout: Layout
) -> list[Splice]:
    """The splices that put entries in the place of a list, in the layout of the style."""
    around = surroundings_of(part, one)
    first = one.paragraph
    own = properties_of(first.properties) if first else {}
    properties = entry_properties(own, layout, part.prefix)
    if one.is_block and one.in_attribute:
        new = "".join([_paragraph(runs_of(entry, around), properties, around) for entry in entries])
        found = _result(part, one, new, around)
        return [found] if found else []
    found = _list_result(part, one, list_runs(entries, around, properties), around)
    splices = [found] if found else []
    return [*splices, *(_paragraph_splices(part, first, properties) if first else ())]


def _list_result(part: WordPart, one: Field, new: str, around: Surroundings) -> Splice | None:
    """The result of a list; an empty paragraph that only ends the field stays behind it."""
    last = one.last_paragraph
    if last is None or last is one.paragraph or last.start < one.result_start:
        return _result(part, one, new, around)
    tail = part.data[last.start : one.result_end]
    if b":t>" in tail or b":t " in tail or one.closes_run:
        return _result(part, one, new, around)
    data = f"{new}</{part.prefix}p>".encode()
    if part.data[one.result_start : last.start] == data:
        return None
    return Splice(one.result_start, last.start, data)


def _paragraph_splices(part: WordPart, paragraph: Paragraph, properties: str) -> list[Splice]:
    """The splice that gives a paragraph its properties."""
    w = part.prefix
    opening = part.data[paragraph.start : paragraph.opening_end]
    if opening.endswith(b"/>"):
        return []
    old = paragraph.properties
    start = paragraph.opening_end
    if old:
        place = part.data.find(old, start)
        if old == properties.encode():
            return []
        return [Splice(place, place + len(old), properties.encode())]
    return [Splice(start, start, f"<{w}pPr>{properties}</{w}pPr>".encode())]


def _paragraph(content: str, properties: str, around: Surroundings) -> str:
    w = around.prefix
    return f"<{w}p><{w}pPr>{properties}</{w}pPr>{content}</{w}p>"


def new_list(
    part: WordPart,
    entries: Sequence[Sequence[Json]],
    layout: Layout,
    *,
    code: str,
    place: Paragraph | None,
) -> Splice:
    """A list where there was none: in the paragraph that asks for it, else at the end of the text.

    With a `code` it is a field.
    """
    w = part.prefix
    around = Surroundings(w, f"<{w}r>")
    own = properties_of(place.properties) if place else {}
    properties = entry_properties(own, layout, w)
    runs = list_runs(entries, around, properties)
    content = field_of(code, runs, around) if code else runs
    data = _paragraph(content, properties, around).encode()
    if place is not None:
        return Splice(place.start, place.end, data)
    return Splice(part.body_end, part.body_end, data)


def shown_text(inlines: Sequence[Json]) -> str:
    """The text that a field will show."""
    return plain_of(inlines).replace("\t", " ")


def finished_list(part: WordPart, first: Paragraph, last: Paragraph) -> Paragraph | None:
    """The paragraphs of a written list as one place; None where something else is among them."""
    between = part.data[first.start : last.end]
    if last.end <= first.start or any(f"<{part.prefix}{one}".encode() in between for one in _WHOLE):
        return None
    own = properties_of(first.properties)
    own.pop("numPr", None)  # the numbers of the style are text
    properties = "".join(own.values()).encode()
    return Paragraph(first.start, first.opening_end, properties, last.end)


def with_copies(part: WordPart, splices: set[Splice]) -> set[Splice]:
    """The splices, and the same ones in the copies of text boxes that are there for old programs.

    A copy that is another text is left as it is.
    """
    found = set(splices)
    for one in part.copies:
        moved_by = one.copy_start - one.start
        if part.data[one.start : one.end] == part.data[one.copy_start : one.copy_end]:
            inside = [each for each in found if one.start <= each.start and each.end <= one.end]
            found |= {
                Splice(each.start + moved_by, each.end + moved_by, each.new) for each in inside
            }
    return found
