"""The text of citations and lists → the splices that put them into a document.

A note stands behind the punctuation that follows it ("text.¹"), and no space stands before it, nor
before a raised number: `manuscript.pandoc.placing`, for text that is spliced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from mscref.app.document import Document
from mscref.app.markups import Written
from mscref.manuscript.citations.found import Found, ListPlace, Scan
from mscref.manuscript.citations.registry import COMMONMARK, LATEX, MARKDOWN, ORG
from mscref.manuscript.pandoc.placing import closing_signs
from mscref.manuscript.pandoc.tree import Inlines, Node, attributes_of, is_node, kind_of
from mscref.manuscript.writing import (
    Markup,
    list_classes,
    markdown_line_start,
    pandoc_list,
    text_of,
)

if TYPE_CHECKING:
    from mscref.csl.output import Bibliography

_MOVING = re.compile(r"(?!\.\.\.|…)[.,;:!?]+")
_CLOSING_QUOTE = re.compile(r"(?:''|[”’\"'])\Z")
_SPACE_BEFORE = re.compile(r"(?:(?<![ \t\u00a0])[ \t\u00a0]+|(?<![ \t])[ \t]*\r?\n[ \t]*)\Z")
# The same with the tie of LaTeX and Typst; in Markdown two of it begin what is struck out.
_TIE_BEFORE = re.compile(r"(?:(?<![ \t\u00a0~])[ \t\u00a0~]+|(?<![ \t])[ \t]*\r?\n[ \t]*)\Z")
_COMMENT = re.compile(r"(?<!\\)%")  # in a line
# What may stand in a line before what begins its text.
_LINE_START = re.compile(r"(?:^|\n)[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?\Z")
# What begins a block, with nothing behind it yet: signs of lists, quotations, headings and cells in
# any of the notations, and the box of a task. The space behind it belongs to it.
_BLOCK_SIGNS = re.compile(
    # One way only to read each sign: no letter begins two of them.
    r"(?:^|\n)[ \t]*+(?:>[ \t>]*+|(?:[-+:~|/]|[#=*]{1,6}|"
    r"\(?(?:\d{1,9}|[A-Za-z#]|[ivxlc]{2,7}|@[\w-]*)[.)])[ \t]++)++(?:\[[ xX]\][ \t]++)?\Z"
)
# A line that is a block of its own: heading, fence, cells, tag.
_OWN_LINE = re.compile(r"[ \t>]*(?:#|=+[ \t]|\*+[ \t]|:{3}|`{3}|~{3}|\||\+[-=]|<|-{3}|={3})")
_FORCED_BREAK = re.compile(r"(?<!\\)\\\Z")
_LOOK_BACK = 200
_DIVISION = re.compile(r"<div\b[^<>]*>\Z", re.IGNORECASE)
_DIVISION_END = re.compile(r"</div\s*>", re.IGNORECASE)


class DocumentSplice(NamedTuple):
    """Replace a stretch of the text."""

    start: int
    end: int
    new: str


def marker_splices(
    text: str,
    shown: Sequence[tuple[Found, Inlines]],
    markup: Markup,
    *,
    after_punctuation: bool,
    inside_quotes: bool,
) -> list[DocumentSplice]:
    """One splice for each citation; those of one place do not overlap."""
    splices: list[DocumentSplice] = []
    taken = 0
    for found, inlines in sorted(shown, key=lambda pair: pair[0].start):
        if found.start < taken:
            continue  # a citation within another
        splice = _marker(
            text,
            found,
            inlines,
            markup,
            floor=taken,
            after_punctuation=after_punctuation,
            inside_quotes=inside_quotes,
        )
        # Two raised numbers side by side would be one: ^1^^2^.
        if splices and splice.start == taken and splices[-1].new[-1:] == splice.new[:1] == "^":
            splice = splice._replace(new=f"{markup.between}{splice.new}")
        splices.append(splice)
        taken = splice.end
    return splices


def _marker(
    text: str,
    found: Found,
    inlines: Inlines,
    markup: Markup,
    *,
    floor: int,
    after_punctuation: bool,
    inside_quotes: bool,
) -> DocumentSplice:
    last = kind_of(inlines[-1]) if inlines else ""
    first = kind_of(inlines[0]) if inlines else ""
    start, end = found.start, found.end
    words = list(inlines)
    before = closing = ""
    if "Note" in (last, first) and (first == "Note" or len(inlines) > 1):
        if first == "Note":
            start = _without_space(text, start, floor, markup)
        if after_punctuation and (mark := _MOVING.match(text, end)):
            end = mark.end()
            before = mark[0]
        if after_punctuation and markup.between:
            # A bracket may be markup: `[so [@a]](address)`.
            closing = closing_signs(text[end : end + _LOOK_BACK].split("]")[0])
            end += len(closing)
        if before and first == "Note":
            start, before = _at_quote(text, start, floor, before, inside=inside_quotes)
    elif first == "Superscript":
        start = _without_space(text, start, floor, markup)
    if (before or closing) and first != "Note":
        *author, note = words
        written = text_of(author, markup)
        ending = "" if written.endswith(before) else before
        ending += closing
        new = f"{written}{ending}{text_of([note], markup)}"
    else:
        new = before + closing + text_of(words, markup)
    if _LINE_START.search(text, max(0, start - _LOOK_BACK), start) and new:
        new = markdown_line_start(new) if markup.between else new
    if markup.between:
        new = _apart(text, start, end, new, markup)
    return DocumentSplice(start, end, new)


def _apart(text: str, start: int, end: int, new: str, markup: Markup) -> str:
    """What is put between two stretches of Markdown, so that it makes no markup with either.

    `^@a^` stays raised with a space in it, `[sic][@a]` and `[@a](so)` become no links.
    """
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:] in ("^", "~") and after[:1] == before[-1:] and len({*before, *after}) > 1:
        new = new.replace(" ", markup.raised_space)
    if before[-1:] == "]" and new[:1] in ("(", "[", "{"):
        new = f"{markup.between}{new}"
    if after[:1] in ("(", "[", "{") and new.endswith("]") and not new.endswith("\\]"):
        new += markup.between
    return new


def _without_space(text: str, start: int, floor: int, markup: Markup) -> int:
    """Where the space before an offset begins; a comment of LaTeX keeps its line."""
    window = max(floor, start - _LOOK_BACK)
    pattern = _SPACE_BEFORE if markup.between else _TIE_BEFORE
    space = pattern.search(text, window, start)
    if space is None or space.start() == 0:
        return start
    if _BLOCK_SIGNS.search(text, window, start):
        return start
    if "\n" in space[0]:
        line = text[text.rfind("\n", 0, space.start()) + 1 : text.rindex("\n", 0, start)]
        if _COMMENT.search(line) or not line.strip() or _OWN_LINE.match(line.rstrip("\r")):
            return start
        if forced := _FORCED_BREAK.search(text, window, space.start()):
            return forced.start()
    return space.start()


def _at_quote(text: str, start: int, floor: int, mark: str, *, inside: bool) -> tuple[int, str]:
    """Where the splice begins, and the punctuation with the quotation mark that it goes inside."""
    before = text[max(floor, start - 2) : start]
    quote = _CLOSING_QUOTE.search(before)
    if before.endswith(mark):
        return start, ""
    if quote is None or not inside or mark[0] not in ".,":
        return start, mark
    if before[: quote.start()].endswith(mark):
        return start, ""
    return start - len(quote[0]), f"{mark}{quote[0]}"


def quoted(splice: DocumentSplice, values: Sequence[tuple[int, int, str]]) -> DocumentSplice:
    """A splice as it has to stand in a value of YAML; `values` are their spans, with the quotes."""
    for start, end, sign in values:
        if start <= splice.start and splice.end <= end:
            return splice._replace(new=_in_yaml(splice.new, sign))
    return splice


def _in_yaml(text: str, sign: str) -> str:
    if sign == '"':
        return text.replace("\\", "\\\\").replace('"', '\\"')
    if sign == "'":
        return text.replace("'", "''")
    # What is written without quotes ends at ` #`, and `: ` makes it a mapping.
    return text.replace(": ", "&#58; ").replace(" #", " &#35;") if not sign else text


# ---------------------------------------------------------------- the list


def list_splices(
    document: Document,
    scan: Scan,
    written: Written,
    bibliography: Bibliography,
    refs: Node,
    *,
    bounds: tuple[int, int],
    title: Inlines,
    suffix: str,
) -> list[DocumentSplice]:
    """The splices that put the list into its places, or behind the stretch of `bounds`."""
    listed = written.bibliography
    written = written._replace(
        bibliography=lambda entries, block: scan.opaque.shown(listed(entries, block))
    )
    start, end = bounds
    places = [one for one in scan.list_places if start <= one.start < max(end, start + 1)]
    if not places:
        return _at_end(document, written, bibliography, refs, end=end, title=title, suffix=suffix)
    first, *others = places
    splices = [*_in_place(document, first, written, bibliography, refs)]
    if document.row.markup not in (MARKDOWN, COMMONMARK):
        splices += [DocumentSplice(one.start, one.end, "") for one in others]
    return splices


def _in_place(
    document: Document,
    place: ListPlace,
    written: Written,
    bibliography: Bibliography,
    refs: Node,
) -> list[DocumentSplice]:
    newline = document.line_break
    if place.classes_at < 0 and written.markup.spans:
        place = _whole_division(document.text, place)
    if place.classes_at < 0:
        lead = "\n" if document.row.markup == ORG and _continues(document.text, place.start) else ""
        listed = lead + written.bibliography(bibliography, refs)
        return [DocumentSplice(place.start, place.end, listed.replace("\n", newline))]
    if written.markup.spans:
        entries = pandoc_list(refs, written.markup, classes_only=True, texts=written.texts)
        classes = list_classes(refs)
        opening = [DocumentSplice(place.classes_at, place.classes_at, classes)]
    else:
        entries, opening = written.bibliography(bibliography, refs), []
    text = document.text
    if not written.markup.spans and text[place.classes_at - 4 : place.classes_at] == "refs":
        return _without_fences(text, place, f"{entries}\n".replace("\n", newline))
    blank = newline if not text.endswith(f"{newline}{newline}", 0, place.start) else ""
    lead = blank if text[: place.start].rsplit("\n", 2)[-2][:3] != ":::" else ""
    return [
        *opening,
        DocumentSplice(place.start, place.end, f"{lead}{entries}\n".replace("\n", newline)),
    ]


def _without_fences(text: str, place: ListPlace, entries: str) -> list[DocumentSplice]:
    """The list in the place of the lines `::: {#refs}` and `:::`, which only pandoc understands."""
    opening = text.rfind("\n", 0, place.classes_at) + 1
    inside = text.index("\n", place.classes_at) + 1
    closing = text.find("\n", place.start)
    return [
        DocumentSplice(opening, inside, ""),
        DocumentSplice(place.start, len(text) if closing < 0 else closing + 1, entries),
    ]


def _whole_division(text: str, place: ListPlace) -> ListPlace:
    """The empty `<div id="refs">` around a place: the list brings a block of that name."""
    opening = _DIVISION.search(text, max(0, place.start - _LOOK_BACK), place.start)
    closing = _DIVISION_END.match(text, place.end)
    if opening is None or closing is None or text[place.start : place.end].strip():
        return place
    return ListPlace(opening.start(), closing.end())


def _continues(text: str, place: int) -> bool:
    """Whether what is put there would belong to the paragraph of the line before."""
    line = text[:place].rsplit("\n", 2)[-2:]
    return len(line) == 2 and bool(line[0].strip()) and not line[0].startswith("#+")


def _at_end(
    document: Document,
    written: Written,
    bibliography: Bibliography,
    refs: Node,
    *,
    end: int,
    title: Inlines,
    suffix: str,
) -> list[DocumentSplice]:
    """Behind the text, where a notation has no command for the place."""
    if document.row.markup in (LATEX, ORG) or not document.row.markup.endswith(
        (MARKDOWN, COMMONMARK)
    ):
        return []
    own = attributes_of(refs)
    named = own._replace(identifier=f"{own.identifier}{suffix}").to_json()
    content = refs["c"]
    block: Node = {"t": "Div", "c": [named, content[1] if isinstance(content, list) else []]}
    text = document.text[:end]
    lead = "" if text.endswith("\n\n") or not text else "\n" if text.endswith("\n") else "\n\n"
    heading = ""
    if title:
        heading = f"# {text_of([one for one in title if is_node(one)], written.markup)}"
        heading += " {#bibliography .unnumbered}\n\n" if written.markup.spans else "\n\n"
    listed = written.bibliography(bibliography, block)
    tail = "\n" if end == len(document.text) else "\n\n"
    new = f"{lead}{heading}{listed}{tail}".replace("\n", document.line_break)
    return [DocumentSplice(end, end, new)]
