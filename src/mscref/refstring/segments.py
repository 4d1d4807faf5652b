"""A reference string cut at its punctuation, and what each piece looks like.

Where a title ends and the journal begins cannot be told from the words beside the border alone:
it is the last piece before the numbers, written in title case, that is the journal. So every word
is told what its piece is like, and the pieces around it. Two cuts: at any punctuation
(*clauses*), and at full stops, question marks, quotation marks and numbers (*sentences*).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mscref.refstring.cues import CLASSES_BY_WORD
from mscref.refstring.lexicon import JOURNAL, NameMatch

_CLAUSE = re.compile(r"[,;:?!“”\"()\[\]|]|\.|’ |' | ‘| '| -")
_SENTENCE = re.compile(r"[?!“”\"]|\.|’ |' |^ ‘|\) |\]")
_SMALL_CLASSES = frozenset(["the", "die", "le", "il", "el", "and", "in", "particle"])
_YEAR = re.compile(r"\(?(?:1[4-9]|20)\d\d[a-z]?")
_NUMBER_CUES = frozenset(["volume", "issue", "pages"])
_ABBREVIATED = _NUMBER_CUES | {"editor", "edition", "journal", "conference", "et-al", "genre"}
_LONGEST_ABBREVIATION = 5
_INSIDE = frozenset([" ", "-", "/", "'", ""])  # gaps that part no two pieces
# The first that fits names the piece; of a long piece only the first word is asked.
_FIRST_WORD_KINDS = (
    ("genre", "G"),
    ("accessed", "W"),
    ("in", "I"),
    ("conference", "C"),
    ("edition", "O"),
    ("month", "M"),
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words between two separators: indexes (last exclusive) and what they look like."""

    kind: str
    first: int
    last: int


@lru_cache(maxsize=50_000)
def _classes(word: str) -> frozenset[str]:
    """The cues a word is among; looked up for every word several times."""
    return frozenset(CLASSES_BY_WORD.get(word.lower(), ()))


def segments_of(
    words: Sequence[str], gaps: Sequence[str], names: Sequence[NameMatch], *, sentences: bool
) -> list[Segment]:
    """Cut a string into clauses or sentences; every word stands in one."""
    if not words:
        return []
    begins = _begins_sentence if sentences else _begins_clause
    starts = [0, *(index for index in range(1, len(words)) if begins(words, gaps, index))]
    ends = [*starts[1:], len(words)]
    whole = {(name.first, name.last): name.kind for name in names}
    return [
        Segment(whole.get((first, last)) or _kind(words, first, last), first, last)
        for first, last in zip(starts, ends, strict=True)
    ]


def _begins_clause(words: Sequence[str], gaps: Sequence[str], index: int) -> bool:
    gap = gaps[index]
    if gap in _INSIDE or not _CLAUSE.search(gap):
        return False
    return not _is_abbreviation_stop(words, gap, index)


def _begins_sentence(words: Sequence[str], gaps: Sequence[str], index: int) -> bool:
    """Full stops and the like; any punctuation between words and numbers."""
    gap = gaps[index]
    if gap in _INSIDE or not _CLAUSE.search(gap):
        return False
    if _is_number(words, index) != _is_number(words, index - 1):
        return True
    return bool(_SENTENCE.search(gap)) and not _is_abbreviation_stop(words, gap, index)


def _is_number(words: Sequence[str], index: int) -> bool:
    """A number, or what announces one: "vol. 12", "pp. 3"."""
    if words[index][0].isdigit() or index + 1 == len(words) or not words[index + 1][0].isdigit():
        return words[index][0].isdigit()
    return not _NUMBER_CUES.isdisjoint(_classes(words[index]))


def _is_abbreviation_stop(words: Sequence[str], gap: str, index: int) -> bool:
    return gap[0] == "." and len(gap) < 3 and _is_abbreviated(words[index - 1], words[index])


def _is_abbreviated(word: str, following: str) -> bool:
    """A full stop after this word ends no sentence: an initial, "Proc.", "vol. 3"."""
    if len(word) == 1:
        return word.isalpha()
    if len(word) > _LONGEST_ABBREVIATION:
        return False
    classes = _classes(word)
    return not (_NUMBER_CUES if following[0].isdigit() else _ABBREVIATED).isdisjoint(classes)


def _kind(words: Sequence[str], first: int, last: int) -> str:
    word = words[first]
    if word[0] == "<":
        return "U"
    if word[0].isdigit():
        return "Y" if _YEAR.fullmatch(word) else "N"
    classes = _classes(word)
    if last - first > 1 and words[first + 1][0].isdigit() and _NUMBER_CUES.intersection(classes):
        return "N"
    for name, kind in _FIRST_WORD_KINDS:
        if name in classes:
            return kind
    return _kind_of_words(words[first:last])


def _kind_of_words(words: Sequence[str]) -> str:
    """Names, places, publishers; else how it is written: `T` all capitals, `t` with small words."""
    seen: set[str] = set()
    places = small = initials = 0
    for word in words:
        classes = _classes(word)
        seen |= classes
        places += "place" in classes
        initials += len(word) <= 2 and word.isupper()
        small += word.islower() and not _SMALL_CLASSES.intersection(classes)
    if "editor" in seen:
        return "E"
    if places == len(words):
        return "L"
    if small > 1 or (small and len(words) < 4):
        return "t"
    if initials and len(words) <= initials + 2:
        return "A"
    if "conference" in seen:
        return "c"
    if "publisher" in seen and "journal" not in seen:
        return "p"
    if "journal" in seen:
        return "j" if not small else "k"
    return "1" if len(words) == 1 else "T" if not small else "u"


def segment_features(
    words: Sequence[str], gaps: Sequence[str], names: Sequence[NameMatch]
) -> list[list[str]]:
    """Per word: its names of the lexicon, its clause and its sentence, and those around them."""
    rows = _clause_features(segments_of(words, gaps, names, sentences=False), len(words))
    sentences = _sentence_features(segments_of(words, gaps, names, sentences=True), len(words))
    for row, more in zip(rows, sentences, strict=True):
        row += more
    for name in names:
        _add_name(rows, gaps, name)
    _add_sides(rows, gaps, names)
    return rows


def _clause_features(clauses: list[Segment], count: int) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(count)]
    kinds = ["^", *(clause.kind for clause in clauses), "$", "$$"]
    for number, clause in enumerate(clauses, 1):
        before, kind, after, next_but_one = kinds[number - 1 : number + 3]
        size = min(clause.last - clause.first, 6)
        shared = [
            f"k={kind}{size}",
            f"kn={kind}{after}",
            f"pkn={before}{kind}{after}",
            f"knn={kind}{after}{next_but_one}",
        ]
        for index in range(clause.first, clause.last):
            rows[index] += shared
        rows[clause.first].append(f"kb={before}|{kind}{after}{next_but_one}")
    return rows


def _sentence_features(sentences: list[Segment], count: int) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(count)]
    kinds = ["^", *(one.kind for one in sentences), "$", "$$"]
    to_number = _distance_to_number(sentences)
    for number, one in enumerate(sentences, 1):
        before, kind, after, next_but_one = kinds[number - 1 : number + 3]
        size = min((one.last - one.first + 1) // 2, 6)
        shared = [
            f"S={kind}{size}",
            f"Sn={kind}{after}",
            f"pSn={before}{kind}{after}",
            f"Snn={kind}{after}{next_but_one}",
            f"Sto={to_number[number - 1]}{kind}{size}",
        ]
        for index in range(one.first, one.last):
            rows[index] += shared
        rows[one.first].append(f"Sb={before}|{kind}{after}{next_but_one}")
    return rows


def _distance_to_number(sentences: list[Segment]) -> list[int]:
    """How many sentences on the next one stands that begins with a number that is no year."""
    distances = []
    distance = 7
    for one in reversed(sentences):
        distances.append(min(distance, 7))
        distance = 0 if one.kind == "N" else distance + 1
    return distances[::-1]


def _add_sides(rows: list[list[str]], gaps: Sequence[str], names: Sequence[NameMatch]) -> None:
    """On which side of the journal a word stands: the last one that is set off by punctuation."""
    journals = [
        name for name in names if name.kind == JOURNAL and name.first and len(gaps[name.first]) > 1
    ]
    if not journals:
        return
    last = journals[-1]
    closed = gaps[last.last] != " "
    for index, row in enumerate(rows):
        side = "<" if index < last.first else "=" if index < last.last else ">"
        row.append(f"side={side}{closed}")


def _add_name(rows: list[list[str]], gaps: Sequence[str], name: NameMatch) -> None:
    """A name counts for more where punctuation stands on both sides of it."""
    before, after = gaps[name.first], gaps[name.last]
    opened = "|" if len(before) > 1 or name.first == 0 else ""
    closed = "|" if after[:1] not in ("", " ", "-") or name.last == len(rows) else ""
    size = min(name.last - name.first, 4)
    what = f"{opened}{name.kind}{size}{closed}"
    for index in range(name.first, name.last):
        place = "B" if index == name.first else "I"
        rows[index] += [f"name={place}{what}", f"nameend={place}{name.kind}{size}{after}"]
    if name.last < len(rows):
        rows[name.last].append(f"aftername={what}|{after}")
