"""Citations of Markdown as pandoc, Quarto and R Markdown write them.

    citation  = "[" cites "]"                       not before "(", "{" or "[": that is a link
    cites     = cite { ";" cite }
    cite      = [ prefix ] key [ suffix ]
    narrative = key [ "[" ( suffix [ ";" cites ] | cites ) "]" ]

(Pandoc's user's guide, Citation syntax.) Left alone: code, comments, formulas, addresses, the
attributes of HTML, what a backslash precedes, labels of examples. Takes linear time.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mscref.manuscript.citations.affixes import Affixes
from mscref.manuscript.citations.found import (
    NARRATIVE,
    PLAIN,
    YEAR,
    Found,
    NoteSpan,
    Scan,
)
from mscref.manuscript.citations.front_matter import text_values
from mscref.manuscript.citations.keys import KEY, is_joined, key_at, key_span
from mscref.manuscript.citations.markdown_blocks import (
    Blocks,
    metadata,
    notes_with_anchors,
    read_blocks,
)
from mscref.model.citation import Cite
from mscref.model.locators import WORDS

_BLANK = re.compile(r"\n[ \t>]*\r?\n")
_MARK = re.compile(r"\\.|`+|<|\$|\[|\]|@|;|\^\[|\{", re.DOTALL)
# Attributes as pandoc writes them; nothing in them is text.
_ATTRIBUTE_LIST = re.compile(
    r"\{[ \t]*+(?:(?>[#.][^\s{}\"]+|"
    r"[A-Za-z_:][\w:-]*+=(?:\"[^\"\n]{0,400}\"|'[^'\n]{0,400}'|[^\s{}\"']+)|-|=\w+)[ \t]*+)*+\}"
)
# A superscript that ends here: the next bracket begins no note (`1^st^[@a]`).
_RAISED = re.compile(r"\^(?:[^\s^\[\]\\]|\\.){1,80}\Z")
_TAG = re.compile(
    r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*>|</?[A-Za-z][^<>]{0,4000}>",
    re.DOTALL,
)
_BEGIN = re.compile(r"\\begin\{([A-Za-z]{1,60}\*?)\}")
_END = re.compile(r"\\end\{([A-Za-z]{1,60}\*?)\}")
_COMMAND = re.compile(
    r"\\[A-Za-z]{1,60}\*?(?:\[[^\[\]\n]{0,400}\]){0,4}(?:\{(?:[^{}]|\{[^{}]{0,400}\}){0,4000}\}){1,9}"
)
_CODE_TAG = re.compile(r"<(code|kbd|samp)\b[^<>]{0,400}>[^<]{0,4000}</\1>", re.IGNORECASE)
_ROLE = re.compile(r"\{[\w:.-]{1,60}\}\Z")
_NOTE_SIGN = re.compile(r"\[\^([^\]\s]{1,200})\]")
_BRACKETED = re.compile(r"\[[^\[\]]{0,400}\]")
_SPACE_AND_BRACKET = re.compile(r"[ \t]*(?:\r?\n[ \t>]*)?\[")
_OPEN_EMPHASIS = re.compile(r"[*_]\Z")
_LONGEST_TARGET = 4000
_DEEPEST = 32
# What of an affix is markup: it stays as it stands.
MARKUP = re.compile(
    r"\\.|`+[^`]*`+|\$[^$]*\$|!?\[[^\[\]]*\]\([^()]*\)|</?[A-Za-z!][^<>]*>|[*_^~`|<>\[\]$'\"&]+|\.{3}"
)


def find(text: str, labels: Mapping[str, str] = WORDS, *, blocks: Blocks | None = None) -> Scan:
    """The citations of a document; `labels` as in `Affixes`."""
    blocks = blocks or read_blocks(text)
    affixes = Affixes(MARKUP, labels, is_markdown=True)
    finder = Finder(text, blocks, affixes)
    values = tuple(text_values(text, metadata(text)))
    for start, end, _ in values:
        for paragraph in _paragraphs(text, start, end):
            finder.stretch(*paragraph)
    for start, end in _stretches(text, blocks):
        finder.stretch(start, end)
    return Scan(
        citations=tuple(sorted(finder.found, key=lambda one: one.start)),
        notes=tuple(finder.all_notes()),
        headings=tuple(blocks.headings),
        list_places=tuple(blocks.lists),
        opaque=affixes.opaque,
        values=values,
    )


def _stretches(text: str, blocks: Blocks) -> Iterator[tuple[int, int]]:
    """The paragraphs that hold what matters here; none crosses a blank line or code."""
    place = 0
    for start, end in [*blocks.dead, (len(text), len(text))]:
        yield from _paragraphs(text, place, start)
        place = max(place, end)


def _paragraphs(text: str, place: int, end: int) -> Iterator[tuple[int, int]]:
    while place < end:
        blank = _BLANK.search(text, place, end)
        stop = blank.start() if blank else end
        if _matters(text, place, stop):
            yield place, stop
        place = blank.end() if blank else end


def _matters(text: str, start: int, stop: int) -> bool:
    return (
        text.find("@", start, stop) >= 0
        or text.find("[^", start, stop) >= 0
        or text.find("^[", start, stop) >= 0
    )


@dataclass(slots=True)
class _Pair:
    """A pair of brackets: the offsets of both, and what stands directly in it."""

    start: int
    end: int = -1
    keys: list[re.Match[str]] = field(default_factory=list)
    separators: list[int] = field(default_factory=list)
    inner: list[_Pair] = field(default_factory=list)
    is_note: bool = False


class Finder:
    """Collects the citations of one document, a paragraph at a time."""

    def __init__(self, text: str, blocks: Blocks, affixes: Affixes) -> None:
        self.text = text
        self.blocks = blocks
        self.affixes = affixes
        self.found: list[Found] = []
        self.notes: list[NoteSpan] = []
        self.anchors: dict[str, int] = {}
        self._example_labels = blocks.examples

    def all_notes(self) -> list[NoteSpan]:
        """The notes of the document, in the order of the text."""
        listed = [*self.notes, *notes_with_anchors(self.blocks, self.anchors)]
        return sorted(listed, key=lambda note: note.start)

    def stretch(self, start: int, end: int) -> None:
        """Take one paragraph in."""
        top = _Pair(start - 1, end)
        open_pairs = [top]
        for place in _Marks(self.text, start, end):
            sign = self.text[place]
            if sign in "[^":
                self._open(place, open_pairs)
            elif sign == "]":
                if len(open_pairs) > 1:
                    open_pairs[-1].end = place
                    open_pairs.pop()
            elif sign == ";":
                open_pairs[-1].separators.append(place)
            else:
                self._key(place, open_pairs[-1])
        self._read(top, end)

    def _open(self, place: int, open_pairs: list[_Pair]) -> None:
        is_note = self.text[place] == "^"
        pair = _Pair(place + 1 if is_note else place, is_note=is_note)
        open_pairs[-1].inner.append(pair)
        if len(open_pairs) < 100:
            open_pairs.append(pair)

    def _key(self, place: int, pair: _Pair) -> None:
        text = self.text
        # A citation may begin where another ends: `@a@b`, `@a-@b`.
        end = pair.keys[-1].end() if pair.keys else -1
        minus = place - 1
        begins = text.startswith("-", minus) if place else False
        begins = begins and (minus == end or not is_joined(text, minus))
        start = minus if begins else place
        match = KEY.match(text, start) if start == end else key_at(text, start)
        if match is not None and _is_lowered(text, start) and "~" in match[0]:
            match = KEY.match(text, start, match.start() + match[0].index("~"))
        if match is not None and self._key_of(match) not in self._example_labels:
            pair.keys.append(match)

    def _key_of(self, match: re.Match[str]) -> str:
        return match["key"] if match["key"] is not None else match["braced"]

    # ------------------------------------------------------------ brackets

    def _read(self, pair: _Pair, limit: int) -> None:
        """Make citations of what stands directly in a pair, then of what the pairs in it hold."""
        taken: set[int] = set()
        members: list[tuple[int, re.Match[str] | _Pair]] = [
            *((key.start(), key) for key in pair.keys),
            *((one.start, one) for one in pair.inner if one.end >= 0 or one.keys or one.inner),
        ]
        inner_at = {one.start: one for one in pair.inner if one.end >= 0}
        for place, member in sorted(members, key=lambda one: one[0]):
            if place in taken:
                continue
            if isinstance(member, _Pair):
                self._bracket(member, limit)
            else:
                follower = self._follower(member, inner_at, limit)
                if follower is not None:
                    taken.add(follower.start)

    def _bracket(self, pair: _Pair, limit: int) -> None:
        text = self.text
        if pair.end < 0:
            self._read(pair, limit)
            return
        if pair.is_note:
            self.notes.append(NoteSpan(pair.start - 1, pair.start + 1, pair.end))
        elif text.startswith("^", pair.start + 1):
            sign = _NOTE_SIGN.match(text, pair.start)
            if sign and not text.startswith(":", sign.end()):
                self.anchors.setdefault(sign[1], pair.start)
            return
        elif pair.keys and not self._is_link(pair, limit):
            cites = self._cites(pair, pair.start + 1, pair.end)
            if cites is not None:
                self._add(pair.start, pair.end + 1, cites, PLAIN)
                return
        self._read(pair, limit)

    def _is_link(self, pair: _Pair, limit: int) -> bool:
        """True where brackets are followed by an address, attributes or a reference."""
        after = pair.end + 1
        following = self.text[after : after + 1]
        if following == "(":
            return target_end(self.text, after, limit) > 0
        if following == "{":
            return _ATTRIBUTE_LIST.match(self.text, after, limit) is not None
        return following == "[" and _BRACKETED.match(self.text, after, limit) is not None

    def _follower(
        self, key: re.Match[str], inner_at: Mapping[int, _Pair], limit: int
    ) -> _Pair | None:
        """Add the citation of a key outside brackets; returns the brackets that belong to it."""
        text = self.text
        opening = _SPACE_AND_BRACKET.match(text, key.end(), limit)
        pair = inner_at.get(opening.end() - 1) if opening else None
        form = YEAR if key["minus"] else NARRATIVE
        first = (key, "", "")
        if pair is not None and not pair.is_note and not text.startswith("^", pair.start + 1):
            rest = None if self._is_link(pair, limit) else self._after_key(pair)
            if rest is not None:
                suffix, others = rest
                self._add(key.start(), pair.end + 1, [(key, "", suffix), *others], form)
                return pair
        self._add(key.start(), key.end(), [first], form)
        return None

    def _after_key(self, pair: _Pair) -> tuple[str, list[tuple[re.Match[str], str, str]]] | None:
        """What brackets behind a key hold: its suffix, and further cites."""
        first = pair.separators[0] if pair.separators else pair.end
        if any(key.start() < first for key in pair.keys):
            cites = self._cites(pair, pair.start + 1, pair.end)
            return None if cites is None else ("", cites)
        suffix = self.text[pair.start + 1 : first]
        if first == pair.end:
            return suffix, []
        cites = self._cites(pair, first + 1, pair.end)
        return None if cites is None else (suffix, cites)

    def _cites(
        self, pair: _Pair, start: int, end: int
    ) -> list[tuple[re.Match[str], str, str]] | None:
        """Key, prefix and suffix of each cite between two offsets; None where one has no key."""
        bounds = [start - 1, *(one for one in pair.separators if one >= start), end]
        cites = []
        keys = iter(pair.keys)
        key = next(keys, None)
        for left, right in itertools.pairwise(bounds):
            while key is not None and key.start() <= left:
                key = next(keys, None)
            if key is None or key.start() >= right:
                return None
            prefix, suffix = self.text[left + 1 : key.start()], self.text[key.end() : right]
            if _OPEN_EMPHASIS.search(prefix) and suffix.startswith(("*", "_")):
                return None  # the key stands in emphasis, and so in no citation
            cites.append((key, prefix, suffix))
        return cites

    def _add(
        self, start: int, end: int, cites: list[tuple[re.Match[str], str, str]], form: str
    ) -> None:
        made = tuple(
            [
                self._cite(key, prefix, suffix, joins=form != PLAIN and index == 0)
                for index, (key, prefix, suffix) in enumerate(cites)
            ]
        )
        spans = tuple([key_span(key) for key, _, _ in cites])
        self.found.append(
            Found(
                start=start, end=end, cites=made, keys=spans, form=PLAIN if form == YEAR else form
            )
        )

    def _cite(self, key: re.Match[str], prefix: str, suffix: str, *, joins: bool) -> Cite:
        return self.affixes.cite(
            self._key_of(key),
            prefix,
            suffix,
            suppress_author=bool(key["minus"]),
            joins=joins,
        )


def _is_lowered(text: str, place: int) -> bool:
    """True where a subscript begins before `place`: `H~@a~O`."""
    return text.startswith("~", place - 1) and text[max(0, place - 2) : place] != "~~"


class _Marks:
    """The places of brackets, keys and separators in a paragraph, code and its like left out."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self._ticks: dict[int, list[int]] | None = None
        self._environments: dict[str, list[int]] | None = None
        self._no_math_from = end
        self._no_comment_from = end

    def __iter__(self) -> Iterator[int]:
        text, place, end = self.text, self.start, self.end
        while match := _MARK.search(text, place, end):
            sign = match[0]
            place = match.end()
            if sign[0] == "`":
                place = self._after_code(match)
            elif sign == "<":
                place = self._after_tag(match)
            elif sign == "$":
                place = self._after_math(match)
            elif sign[0] == "\\":
                place = self._after_command(match)
            elif sign == "{":
                attributes = _ATTRIBUTE_LIST.match(text, match.start(), end)
                place = attributes.end() if attributes else place
            elif sign == "^[":
                start = match.start()
                is_raised = _RAISED.search(text, max(self.start, start - 82), start)
                yield start + 1 if is_raised else start
            else:
                yield match.start()
                if sign == "]" and text.startswith("(", place):
                    place = max(place, target_end(text, place, end))

    def _after_command(self, match: re.Match[str]) -> int:
        """Where a command of TeX ends, its arguments included; else behind what is escaped.

        That of an environment ends where the environment does.
        """
        begin = _BEGIN.match(self.text, match.start(), self.end)
        if begin is not None and (end := self._end_of(begin)):
            return end
        command = _COMMAND.match(self.text, match.start(), self.end)
        return command.end() if command else match.end()

    def _end_of(self, begin: re.Match[str]) -> int:
        """Where an environment ends, at the first end of its name; 0 where it does not."""
        if self._environments is None:
            self._environments = {}
            for end in _END.finditer(self.text, self.start, self.end):
                self._environments.setdefault(end[1], []).append(end.end())
        ends = self._environments.get(begin[1], [])
        index = bisect_right(ends, begin.end())
        return ends[index] if index < len(ends) else 0

    def _after_code(self, match: re.Match[str]) -> int:
        """Where inline code ends: at the next run of as many ticks."""
        length = len(match[0])
        if self._ticks is None:
            self._ticks = {}
            for run in re.finditer(r"`+", self.text[self.start : self.end]):
                starts = self._ticks.setdefault(len(run[0]), [])
                starts.append(self.start + run.start())
        starts = self._ticks.get(length, [])
        index = bisect_right(starts, match.start())
        return starts[index] + length if index < len(starts) else match.end()

    def _after_tag(self, match: re.Match[str]) -> int:
        if self.text.startswith("<!--", match.start()):
            closing = -1
            if match.start() < self._no_comment_from:
                closing = self.text.find("-->", match.end(), self.end)
            if closing < 0:
                self._no_comment_from = match.start()
            return closing + 3 if closing >= 0 else match.end()
        code = _CODE_TAG.match(self.text, match.start(), self.end)
        tag = code or _TAG.match(self.text, match.start(), self.end)
        return tag.end() if tag else match.end()

    def _after_math(self, match: re.Match[str]) -> int:
        """Where a formula ends: `$` behind no space and before no digit; `$$` at the next `$$`."""
        text, place = self.text, match.end()
        if text.startswith("$", place):
            closing = text.find("$$", place + 1, self.end)
            return closing + 2 if closing >= 0 else place + 1
        if place >= self._no_math_from or text[place : place + 1].isspace():
            return place
        closing = text.find("$", place + 1, self.end)
        while closing > 0 and text[closing - 1] == "\\":
            closing = text.find("$", closing + 1, self.end)
        if closing < 0:
            self._no_math_from = place
        elif not text[closing - 1].isspace() and not text[closing + 1 : closing + 2].isdigit():
            return closing + 1
        return place


def target_end(text: str, place: int, limit: int) -> int:
    """Where the address behind `](` ends, its closing parenthesis included; 0 where it is none."""
    depth = 0
    for index in range(place, min(limit, place + _LONGEST_TARGET)):
        char = text[index]
        if char == "(":
            depth += 1
            if depth > _DEEPEST:
                return 0
        elif char == ")":
            depth -= 1
            if not depth:
                return index + 1
    return 0
