"""A text → its reference strings: find the list, then cut it.

In: plain text of a manuscript, or only a list. Out: `ReferenceList`: the strings with their
place and marker, and where the list begins and ends. Ways to cut, tried from sure to unsure:
numbers that count up, keys in brackets, bullets, blank lines, hanging lines, and lines that begin
like an author. No model is used here: cutting is decided before anything is parsed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from mscref.refstring.headings import (
    HEADING,
    HOW_TO_CITE,
    OTHER_LIST,
    OTHER_SECTION,
    SURE_END,
)
from mscref.refstring.lines import Line, lines_of, without_page_numbers, without_running_heads
from mscref.refstring.marks import (
    AUTHOR_START,
    BULLET,
    IDENTIFIER,
    KEY,
    NUMBERS,
    UNFINISHED,
    YEAR,
)
from mscref.refstring.numbered import covers, numbered_starts

_HYPHEN_BREAK = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n\s*(?=[a-zà-ÿ])")
_SPACES = re.compile(r"\s+")


_ENDS = re.compile(r"[.)\]」』》。．年月日쪽م\d/]$|://\S{1,500}$")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{4}")
_STOPS = re.compile(r"[.,:;，。、；：．·・（）()「」『』《》〈〉\[\]]")
_BEGINS = re.compile(r"[\"“„«‘'(\[「『《]?[^\W\d_a-zа-я]")


@dataclass(frozen=True, slots=True)
class ReferenceString:
    """One string of a list: unwrapped text, place in the document, and its marker as printed."""

    text: str
    start: int
    end: int
    marker: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """The reference strings of a text, and where their list begins and ends."""

    strings: tuple[ReferenceString, ...]
    start: int
    end: int
    way: str

    @property
    def is_whole_text(self) -> bool:
        """True where the text is only a list, without a manuscript before it."""
        return self.start == 0


def number_of(marker: str) -> int:
    """The number that a marker as printed ("[12]", "3.") holds, or 0."""
    digits = re.sub(r"\D", "", marker)
    return int(digits) if digits and not re.search(r"[A-Za-z]", marker) else 0


def find_references(text: str) -> ReferenceList:
    """Find the reference list of a text and cut it into strings; empty where there is none."""
    lines = without_running_heads(lines_of(text))
    for first, last in [*_sections(lines, HEADING), *_sections(lines, OTHER_LIST)]:
        found = _until_other_text(_cut(lines[first:last]))
        if found and _share_alike(found.strings) >= 0.5:
            return ReferenceList(
                found.strings, lines[first - 1].start if first else 0, found.end, found.way
            )
    listed = _numbered_anywhere(text, lines)
    if listed:
        return listed
    whole = _cut(lines)
    if whole and _share_alike(whole.strings) >= 0.6:
        return ReferenceList(whole.strings, 0, whole.end, whole.way)
    return ReferenceList((), len(text), len(text), "none")


def named_lists(text: str) -> list[ReferenceList]:
    """The reference lists of a text that have headings, in its order: one for each chapter."""
    lines = without_running_heads(lines_of(text))
    found: list[ReferenceList] = []
    for first, last in _sections(lines, HEADING):
        listed = _until_other_text(_cut(lines[first:last]))
        if listed is None or _share_alike(listed.strings) < 0.5:
            continue
        if not found or listed.end <= found[-1].start:
            found.append(
                ReferenceList(listed.strings, lines[first - 1].start, listed.end, listed.way)
            )
    return found[::-1]


def unwrap(text: str) -> str:
    """One line of several: words that a line break hyphenated are joined."""
    return _SPACES.sub(" ", _HYPHEN_BREAK.sub("", text)).strip()


def looks_like_reference(text: str) -> bool:
    """True where a string has the marks of a reference: a year or identifier, and stops."""
    is_dense = _DENSE.search(text) is not None
    if not (10 if is_dense else 15) <= len(text) <= 2500 or not _is_dated(text):
        return False
    if is_dense:  # scripts without spaces
        return len(_STOPS.findall(text)) >= 2
    words = text.split()
    stops = sum(word[-1] in '.,:;)”"،؛»' for word in words)
    return len(words) >= 3 and stops / len(words) > 0.12


def _sections(lines: list[Line], heading: re.Pattern[str]) -> list[tuple[int, int]]:
    """Stretches of lines that follow a heading, the last of the document first."""
    places = (
        index
        for index in range(len(lines) - 1, -1, -1)
        if 0 < len(lines[index].bare) < 60 and heading.match(_unspaced(lines[index].bare))
    )
    return [(at + 1, _section_end(lines, at + 1)) for at in islice(places, _MOST_HEADINGS)]


_SPACED = re.compile(r"\w(?:\s\w){5,}")


def _unspaced(line: str) -> str:
    """`R E F E R E N C E S` is a word; two spaces part two of them."""
    if not _SPACED.fullmatch(line.replace("  ", " ")):
        return line
    return re.sub(r"(?<=\w)\s(?=\w)", "", line)


def _section_end(lines: list[Line], first: int) -> int:
    """Where a list ends; what stands on more than one page (`© 2011 The Journal`) ends none."""
    times = Counter(line.text for line in lines)
    for index in range(first + 2, len(lines)):
        line = lines[index]
        is_end = SURE_END.match(line.text) or HOW_TO_CITE.match(line.text)
        if is_end and times[line.text] == 1:
            return index
        if len(line.bare) < 70 and (
            (OTHER_SECTION.match(line.text) and not YEAR.search(line.text))
            or (line.text.startswith("#") and not line.text.startswith("#."))
        ):
            return index
    return len(lines)


def _share_alike(strings: tuple[ReferenceString, ...]) -> float:
    if not strings:
        return 0.0
    return sum(looks_like_reference(string.text) for string in strings) / len(strings)


_MOST_HEADINGS = 50  # each is followed to the end of the text
_LOOKAHEAD = 4  # strings
_LONGEST = 900  # characters; hardly a reference is longer, and a paragraph easily is


def _until_other_text(found: ReferenceList | None) -> ReferenceList | None:
    """End the list where other text begins: no reference among the next few strings."""
    if found is None:
        return None
    alike = [
        looks_like_reference(string.text) and len(string.text) < _LONGEST
        for string in found.strings
    ]
    for index in range(2, len(alike)):
        window = alike[index : index + _LOOKAHEAD]
        if len(window) >= 2 and not any(window):
            kept = found.strings[:index]
            return ReferenceList(kept, found.start, kept[-1].end, found.way)
    return found


def _cut(lines: list[Line]) -> ReferenceList | None:
    """Cut a stretch of lines into references in the surest way that fits."""
    lines = list(without_page_numbers(lines))
    filled = [line for line in lines if line.bare]
    if not filled:
        return None
    for way, pattern in NUMBERS.items():
        starts = numbered_starts(filled, way, pattern)
        if starts and covers(starts, filled):
            return _strings(lines, starts, way)
    for way, pattern in (("key", KEY), ("bullet", BULLET)):
        matches = [(line, match) for line in filled if (match := pattern.match(line.text.lstrip()))]
        if len(matches) > 1 and matches[0][0] is filled[0]:
            return _strings(lines, [(line, match.group()) for line, match in matches], way)
    blocks = _blocks(lines)
    if len(blocks) > 1 and _are_references(blocks):
        return _strings(lines, [(block[0], "") for block in blocks], "blank")
    return _by_lines(lines, filled)


def _blocks(lines: list[Line]) -> list[list[Line]]:
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if line.bare:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _are_references(blocks: list[list[Line]]) -> bool:
    """Blank lines part references, not pages: nearly every block is one, and none holds many."""
    texts = [" ".join(line.text for line in block) for block in blocks]
    alike = sum(looks_like_reference(text) for text in texts)
    starts = sum(sum(bool(AUTHOR_START.match(line.bare)) for line in block) for block in blocks)
    longest = max(len(block) for block in blocks)
    return alike / len(blocks) >= 0.6 and (longest <= 8 or starts < 2 * len(blocks))


def _by_lines(lines: list[Line], filled: list[Line]) -> ReferenceList | None:
    hanging = _hanging(filled)
    if hanging:
        return _strings(lines, [(line, "") for line in hanging], "hanging")
    if _stand_alone(filled):
        return _strings(lines, [(line, "") for line in filled], "line")
    return _strings(lines, [(line, "") for line in _author_starts(filled)], "author")


def _stand_alone(filled: list[Line]) -> bool:
    """True where every line is a reference: all begin and end like one, and are dated."""
    if not all(looks_like_reference(line.bare) for line in filled):
        return False
    if all(AUTHOR_START.match(line.bare) for line in filled):
        return True
    return all(
        _BEGINS.match(line.bare) and not UNFINISHED.search(line.bare) and _ENDS.search(line.bare)
        for line in filled
    )


def _hanging(lines: list[Line]) -> list[Line]:
    """Lines further left than those that follow them, where the text kept its indents."""
    left = min(line.indent for line in lines)
    flush = [line for line in lines if line.indent == left]
    share = len(flush) / len(lines)
    if len(flush) < 2 or not 0.15 < share < 0.8 or lines[0].indent != left:
        return []
    named = sum(bool(AUTHOR_START.match(line.bare)) for line in flush)
    return flush if named / len(flush) > 0.6 else []


def _author_starts(lines: list[Line]) -> list[Line]:
    """Lines that begin like an author after a line that ended like a reference."""
    widths = sorted(len(line.bare) for line in lines)
    wide = widths[int(len(widths) * 0.8)]
    years_first = _has_years_first(lines)
    starts = lines[:1]
    is_dated = _is_dated(lines[0].bare)
    for index, line in enumerate(lines[1:], 1):
        score = _start_score(lines, index, wide)
        if not is_dated:  # a reference that has had no year yet is rarely over
            score -= 1.5
        if years_first and not YEAR.search(_with_next(lines, index)[:200]):
            score -= 1.2
        if score > 0:
            starts.append(line)
            is_dated = False
        is_dated = is_dated or _is_dated(line.bare)
    return starts


def _has_years_first(lines: list[Line]) -> bool:
    """True for a list in which the year follows the author, as in most without numbers."""
    named = [index for index, line in enumerate(lines) if AUTHOR_START.match(line.bare)]
    dated = sum(bool(YEAR.search(lines[index].bare[:90])) for index in named)
    return dated * 2 > len(named)


def _with_next(lines: list[Line], index: int) -> str:
    following = lines[index + 1].bare if index + 1 < len(lines) else ""
    return f"{lines[index].bare} {following}"


def _is_dated(text: str) -> bool:
    return bool(YEAR.search(text) or IDENTIFIER.search(text))


def _start_score(lines: list[Line], index: int, wide: int) -> float:
    line, before = lines[index], lines[index - 1]
    here, previous = line.bare, before.bare
    score = -1.0
    if AUTHOR_START.match(here):
        score += 1.6
        if YEAR.search(here[:90]):
            score += 0.9
        elif YEAR.search(_with_next(lines, index)[:200]):
            score += 0.4
    elif not here[:1].isupper():
        score -= 2.0
    if UNFINISHED.search(previous):
        score -= 1.6
    elif previous.endswith((".", "]")):
        score += 0.5
    elif previous[-1:].isdigit() or previous.endswith(")"):
        score += 0.2
    else:
        score -= 0.6
    if len(previous) < 0.75 * wide:
        score += 0.9
    elif len(previous) < 0.9 * wide:
        score += 0.3
    return score


def _numbered_anywhere(text: str, lines: list[Line]) -> ReferenceList | None:
    """A list without a heading: the longest numbered run whose items look like references."""
    filled = [line for line in lines if line.bare]
    for way in ("bracket", "stop", "paren", "footnote"):
        starts = numbered_starts(filled, way, NUMBERS[way])
        if len(starts) < 2:
            continue
        first = starts[0][0].start
        found = _strings([line for line in lines if line.start >= first], starts, way)
        if _share_alike(found.strings) >= 0.6:
            is_whole = not text[:first].strip()
            return ReferenceList(found.strings, 0 if is_whole else first, found.end, way)
    return None


def _strings(lines: list[Line], starts: list[tuple[Line, str]], way: str) -> ReferenceList:
    """The strings between the starting lines; the last one ends at a blank line or the end.

    What says how the paper itself is cited stands below its list, and is none of it.
    """
    strings = []
    while len(starts) > 1 and HOW_TO_CITE.match(starts[-1][0].text):
        lines = [line for line in lines if line.start < starts[-1][0].start]
        starts = starts[:-1]
    place = {line.start: index for index, (line, _) in enumerate(starts)}
    stretches: list[list[Line]] = [[] for _ in starts]
    current = -1
    for line in lines:
        current = place.get(line.start, current)
        if current >= 0:
            stretches[current].append(line)
    stretches[-1] = _until_blank(stretches[-1])
    for (first, marker), stretch in zip(starts, stretches, strict=True):
        kept = [line for line in stretch if line.bare]
        texts = [first.text.lstrip()[len(marker) :], *(line.text for line in kept[1:])]
        begin = first.start + first.indent
        end = kept[-1].start + len(kept[-1].text.rstrip())
        strings.append(ReferenceString(unwrap("\n".join(texts)), begin, end, marker.strip()))
    found = tuple(string for string in strings if string.text)
    return ReferenceList(found, found[0].start if found else 0, found[-1].end if found else 0, way)


def _until_blank(stretch: list[Line]) -> list[Line]:
    """The last reference ends at a blank line, once it has a year, or where another text begins."""
    is_dated = False
    for index, line in enumerate(stretch):
        if (not line.bare and is_dated) or (index and HOW_TO_CITE.match(line.text)):
            return stretch[:index]
        is_dated = is_dated or _is_dated(line.text)
    return stretch
