"""The blocks of a Markdown document that matter for citations: what is none of its running text.

    front matter   --- … ---        first thing in the file
    code           ``` … ```, ~~~ … ~~~, and lines indented by four columns behind a blank line
    comment, HTML that is verbatim (<pre>, <script>, <style>), \\begin{…} … \\end{…}

(CommonMark 0.31, sections 4.4-4.6, and pandoc's manual for what it adds.) Also headings, the
definitions of notes, labels of examples and the place of the list. Takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mscref.manuscript.citations.found import Heading, ListPlace, NoteSpan

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?![ \t]*\r?\n)")
# pandoc takes metadata anywhere: behind a blank line, and beginning with a field.
_METADATA = re.compile(r"(?<=\n)[ \t]*\r?\n---[ \t]*\r?\n(?=[A-Za-z][\w-]*:(?:\s|$))")
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
# A fence, behind the signs of quotations and lists.
_FENCE = re.compile(
    r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)"
)
_LIST_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<sign>[-*+]|\(?(?:\d{1,9}|[A-Za-z]|#)[.)]|:|~)[ \t]+"
)
_NOTE = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]{1,200})\]:")
_REFERENCE = re.compile(r" {0,3}\[(?![\^@])[^\[\]\n]{1,400}\]:[ \t]*[^\s@\[][^\n]*")
_HEADING = re.compile(r" {0,3}(?P<signs>#{1,6})[ \t]+(?P<text>[^\n]*)")
# (@label) and, with nothing but the delimiter behind it, @label. and @label)
_EXAMPLE = re.compile(
    r" {0,3}(?:\(@(?P<label>[\w-]{1,200})\)|@(?P<bare>[\w-]{1,200})[.)])(?:[ \t]|\r?\n?\Z)"
)
_COMMENT = re.compile(r"[^`\n]*?<!--")
_VERBATIM = re.compile(r" {0,3}<(?P<tag>pre|script|style|textarea)\b", re.IGNORECASE)
_ENVIRONMENT = re.compile(r" {0,3}\\begin\{(?P<name>[A-Za-z]{1,60}\*?)\}")
_RESETS = re.compile(r"\{(?=[^{}\n]*?\.reset-citation-positions\b)[^{}\n]*+\}")
_DIV_REFS = re.compile(r" {0,3}:{3,}[ \t]*\{(?=[^{}\n]*?(?P<name>#refs)(?![\w-]))[^{}\n]*+\}[^\n]*")
_DIV_END = re.compile(r" {0,3}:{3,}[ \t]*$")
_HTML_REFS = re.compile(r" {0,3}<div\b(?=[^<>\n]*?\bid=[\"']?refs\b)[^<>\n]*+>", re.IGNORECASE)
# Directives of MyST and Sphinx; the body of these is no Markdown.
_DIRECTIVE = re.compile(r"[ \t]*\{(?P<name>[A-Za-z][\w:+.-]*)\}")
_DIRECTIVES_OF_CODE = frozenset(
    """code code-block code-cell sourcecode literalinclude math raw mermaid eval-rst parsed-literal
    highlight prompt doctest testcode testsetup testcleanup testoutput graphviz digraph graph
    productionlist toctree include csv-table autodoc automodule autoclass autofunction bibliography
    jupyter-execute ipython""".split()
)
_PERCENT = re.compile(r" {0,3}%")
_TAB = 4
_CODE_INDENT = 4


@dataclass(slots=True)
class Blocks:
    """What the lines of a document are; spans are offsets, all in the order of the text."""

    dead: list[tuple[int, int]] = field(default_factory=list)
    notes: dict[str, tuple[int, int]] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    examples: set[str] = field(default_factory=set)
    lists: list[ListPlace] = field(default_factory=list)


def metadata(text: str) -> list[tuple[int, int, int, int]]:
    """The blocks of metadata: where each begins, the span of its YAML, where the text goes on."""
    found: list[tuple[int, int, int, int]] = []
    opening = _FRONT_MATTER.match(text)
    place = 0
    while opening := opening or _METADATA.search(text, max(0, place - 1)):
        closing = _FRONT_END.search(text, opening.end())
        if closing is None:
            break
        start = 0 if not opening.start() else text.rindex("---", opening.start(), opening.end())
        place = _line_end(text, closing.start())
        found.append((start, opening.end(), closing.start(), place))
        opening = None
    return found


def read_blocks(text: str, *, has_directives: bool = False) -> Blocks:
    """The blocks of a document; with `has_directives` fences may hold text, as in MyST."""
    reader = _Reader(text, Blocks(), has_directives=has_directives)
    place = 0
    for start, _, _, after in metadata(text):
        reader.read(place, start)
        reader.blocks.dead.append((start, after))
        place = after
    reader.read(place, len(text))
    reader.close()
    return reader.blocks


class _Reader:
    """Goes down the lines once; the state is what the last lines were."""

    def __init__(self, text: str, blocks: Blocks, *, has_directives: bool) -> None:
        self.text = text
        self._has_directives = has_directives
        self._closings: set[int] = set()
        self.blocks = blocks
        self._after_blank = True
        self._begins = True
        self._was_example = False
        self._offsets: list[int] = []  # of the content of the open list items
        self._in_code = False
        self._note = ""
        self._unclosed: dict[str, int] = {}

    def read(self, place: int, stop: int) -> None:
        while place < stop:
            end = _line_end(self.text, place)
            place = self._line(place, end)

    def close(self) -> None:
        self._end_note(len(self.text))

    def _line(self, start: int, end: int) -> int:
        """Take one line in; returns where the next one to look at begins."""
        if start in self._closings:
            return end
        line = self.text[start:end]
        stripped = line.strip()
        if not stripped:
            self._after_blank = True
            return end
        indent = _indent(line)
        after_blank, self._after_blank = self._after_blank, False
        if after_blank and indent < _CODE_INDENT:
            self._leave_containers(indent, start)
        if self._is_code(indent, line, after_blank=after_blank):
            self.blocks.dead.append((start, end))
            self._in_code = True
            self._after_blank = after_blank
            return end
        self._in_code = False
        if self._has_directives and _PERCENT.match(line):
            self.blocks.dead.append((start, end))
            return end
        if "<!--" in line and (after := self._comment(line, start, end)):
            return after
        self._begins = after_blank or self._was_example
        self._was_example = self._begins and _EXAMPLE.match(line) is not None
        for pattern, take in self._takers(stripped[0]):
            match = pattern.match(line)
            if match and (after := take(match, start, end)):
                return after
        if item := _LIST_ITEM.match(line):
            self._open_item(item, line)
        return end

    def _takers(
        self, sign: str
    ) -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str], int, int], int]]]:
        """The blocks that a line with this first sign may begin."""
        if sign in "`~>-*+0123456789":
            yield _FENCE, self._fence
        if sign == "#":
            yield _HEADING, self._heading
        elif sign == "[":
            yield _NOTE, self._open_note
            yield _REFERENCE, self._reference
        elif sign == "<":
            yield _VERBATIM, self._verbatim
            yield _HTML_REFS, self._html_refs
        elif sign == "\\":
            yield _ENVIRONMENT, self._environment
        elif sign == ":":
            yield _DIV_REFS, self._div_refs
        elif sign in "(@":
            yield _EXAMPLE, self._example

    # ------------------------------------------------------------ containers

    def _is_code(self, indent: int, line: str, *, after_blank: bool) -> bool:
        if indent < _CODE_INDENT or not (after_blank or self._in_code):
            return False
        inside = [offset for offset in self._offsets if offset <= indent]
        deepest = max(inside, default=0)
        return indent >= deepest + _CODE_INDENT

    def _leave_containers(self, indent: int, start: int) -> None:
        self._offsets = [offset for offset in self._offsets if offset <= indent]
        if self._note and indent == 0:
            self._end_note(start)

    def _open_item(self, item: re.Match[str], line: str) -> None:
        width = _indent(line)
        self._offsets = [offset for offset in self._offsets if offset <= width]
        if len(self._offsets) < 50:
            self._offsets.append(_columns(item[0]))

    def _open_note(self, match: re.Match[str], start: int, end: int) -> int:
        self._end_note(start)
        self._note = match["label"]
        self.blocks.notes.setdefault(self._note, (start + match.end(), len(self.text)))
        self._offsets = [_CODE_INDENT]
        return end

    def _reference(self, match: re.Match[str], start: int, end: int) -> int:
        """The address of a link, which stands in a line of its own."""
        self.blocks.dead.append((start, end))
        return end

    def _end_note(self, place: int) -> None:
        if self._note:
            start, _ = self.blocks.notes[self._note]
            self.blocks.notes[self._note] = (start, max(start, place))
            self._note = ""

    # ------------------------------------------------------------ blocks

    def _fence(self, match: re.Match[str], start: int, end: int) -> int:
        sign, length = match["fence"][0], len(match["fence"])
        if sign == "`" and "`" in match["info"]:
            return 0  # inline code
        if length >= self._unclosed.get(sign, len(self.text) + 1):
            return 0
        closing = _closing_fence(sign, length).search(self.text, end)
        if closing is None:
            self._unclosed[sign] = length
            return 0
        after = _line_end(self.text, closing.start())
        if "{bibliography}" in match["info"]:
            self.blocks.lists.append(ListPlace(start, closing.end()))
        elif self._has_directives and _holds_text(match["info"]):
            self._closings.add(closing.start())
            return end
        self.blocks.dead.append((start, after))
        return after

    def _heading(self, match: re.Match[str], start: int, end: int) -> int:
        restarts = _RESETS.search(match["text"]) is not None
        self.blocks.headings.append(Heading(start, len(match["signs"]), restarts))
        return end

    def _verbatim(self, match: re.Match[str], start: int, end: int) -> int:
        return self._up_to(f"</{match['tag']}", start, end)

    def _environment(self, match: re.Match[str], start: int, end: int) -> int:
        return self._up_to(f"\\end{{{match['name']}}}", start, end)

    def _up_to(self, closing: str, start: int, end: int) -> int:
        key = closing.lower()
        found = -1 if key in self._unclosed else self.text.find(closing, start)
        if found < 0:
            self._unclosed[key] = 0
            return 0
        after = _line_end(self.text, found)
        self.blocks.dead.append((start, after))
        return after

    def _example(self, match: re.Match[str], start: int, end: int) -> int:
        if self._begins:
            self.blocks.examples.add(match["label"] or match["bare"])
        return 0

    def _comment(self, line: str, start: int, end: int) -> int:
        """A comment that goes on over the end of its line, blank lines included."""
        opening = start + line.rindex("<!--")
        if self.text.find("-->", opening, end) >= 0 or not _COMMENT.match(line):
            return 0
        closing = -1 if "-->" in self._unclosed else self.text.find("-->", opening)
        if closing < 0:
            self._unclosed["-->"] = 0
            return 0
        self.blocks.dead.append((opening, closing + 3))
        return _line_end(self.text, closing)

    # ------------------------------------------------------------ the place of the list

    def _div_refs(self, match: re.Match[str], start: int, end: int) -> int:
        """The block `::: {#refs}`; what stands in it already stays above the entries."""
        place = end
        depth = 1
        while place < len(self.text):
            after = _line_end(self.text, place)
            line = self.text[place:after].rstrip("\r\n")
            if _DIV_END.match(line):
                depth -= 1
                if not depth:
                    classes_at = start + match.end("name")
                    self.blocks.lists.append(ListPlace(place, place, classes_at))
                    return after
            elif line.lstrip().startswith(":::"):
                depth += 1
            place = after
        return 0

    def _html_refs(self, match: re.Match[str], start: int, end: int) -> int:
        closing = self.text.find("</div", start + match.end())
        if closing < 0:
            return 0
        self.blocks.lists.append(ListPlace(start + match.end(), closing))
        return 0


def notes_with_anchors(blocks: Blocks, anchors: dict[str, int]) -> list[NoteSpan]:
    """The notes of the document, each with the first place that refers to it."""
    return [
        NoteSpan(anchors.get(label, -1), start, end) for label, (start, end) in blocks.notes.items()
    ]


def _holds_text(info: str) -> bool:
    """True for a directive of MyST whose body is Markdown."""
    directive = _DIRECTIVE.match(info)
    return directive is not None and directive["name"].lower() not in _DIRECTIVES_OF_CODE


def _closing_fence(sign: str, length: int) -> re.Pattern[str]:
    return re.compile(rf"^[ \t>]*{sign}{{{length},}}[ \t]*\r?$", re.MULTILINE)


def _line_end(text: str, place: int) -> int:
    """Where the line of `place` ends, its line break included."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end + 1


def _indent(line: str) -> int:
    return _columns(line[: len(line) - len(line.lstrip(" \t"))])


def _columns(lead: str) -> int:
    """The width of what stands before the content of a line; tabs go to the next fourth column."""
    width = 0
    for char in lead:
        width += _TAB - width % _TAB if char == "\t" else 1
    return width
