"""How alike two printed references are in style: their skeletons, and the first difference.

A skeleton is what a style adds to a reference: the text with its values replaced by signs. Two
references in the same style have nearly the same skeleton, whatever they are about.

    A family name   g given name   i initial   T title ("t" where it is in sentence case)
    J journal or book   S its short title   Y year   V volume   N issue   P pages   D DOI
    B publisher   L place   everything else stands for itself

A text and the reference it is of (known, or parsed from the text) come in; strings and numbers
go out. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from types import MappingProxyType

from mscref.match.text import letter_by_letter
from mscref.model.names import Name
from mscref.model.reference import Reference

# What a sign is called in a sentence; in the order in which values are looked for.
SIGNS = MappingProxyType(
    {
        "D": "DOI", "T": "title", "t": "title", "J": "journal", "S": "short title of the journal",
        "B": "publisher", "L": "place", "A": "family name", "g": "given name", "i": "initial",
        "Y": "year", "P": "pages", "V": "volume", "N": "issue",
    }
)  # fmt: skip
_NUMBER_MARK = re.compile(r"\A\s*(?:\[\d+\]|\(\d+\)|\d+[.)\t]?)\s+(?=\D)")
_POINT = re.compile(r"\.(?=\s|-|$)")
_SPACE = re.compile(r"\s+")
# In a skeleton signs are letters of a private area, so that no text is taken for one.
_PRIVATE = 0xE000
_FAMILY, _I = (chr(_PRIVATE + ord(one)) for one in "Ai")
_SIGN = re.compile("[\ue000-\uf8ff]")
_INITIAL = re.compile(rf"(?<=[{_FAMILY}.\-{_I} ])[A-ZÀ-Þ](?=[A-ZÀ-Þ.,;:\- ]|$)|\A[A-ZÀ-Þ](?=[. ])")
_ONE_NAME = rf"{_FAMILY}[^{_FAMILY}]{{1,8}}?{_I}[^{_FAMILY}]{{0,5}}?[,;] "
_MANY_NAMES = re.compile(rf"({_ONE_NAME})(?:{_ONE_NAME})+")
_LEAST_ALIKE = 82.0  # of a title found in a text with slips
_Spans = list[tuple[int, int, str]]


def skeleton(text: str, reference: Reference) -> str:
    """The skeleton of a printed reference."""
    plain = _SPACE.sub(" ", _NUMBER_MARK.sub("", text)).strip()
    taken: _Spans = []
    for sign, value in _values(reference):
        span = _find(plain, value, taken)
        if span is not None:
            taken.append((*span, _case(plain[slice(*span)], sign)))
    result, place = [], 0
    for start, end, sign in sorted(taken):
        result.append(plain[place:start])
        result.append(chr(_PRIVATE + ord(sign)))
        place = end
    result.append(plain[place:])
    return _MANY_NAMES.sub(r"\1", _INITIAL.sub(_I, "".join(result)))


def likeness(first: str, second: str) -> float:
    """How alike two strings are, 0 to 1."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(first, second)


def junctions(printed: str) -> frozenset[tuple[str, str, str]]:
    """What a skeleton has between each two signs, and before the first and behind the last."""
    places = [(match.start(), match.end()) for match in _SIGN.finditer(printed)]
    edges = [(0, 0), *places, (len(printed), len(printed))]
    return frozenset(
        (printed[slice(*left)], printed[left[1] : right[0]], printed[slice(*right)])
        for left, right in pairwise(edges)
    )


def first_difference(theirs: str, style: str) -> str:
    """Where two skeletons first part, in words; "" where they do not."""
    from rapidfuzz.distance import Levenshtein

    for change in Levenshtein.opcodes(theirs, style):
        if change.tag == "equal":
            continue
        start, end = change.src_start, change.src_end
        before = next((_named(one) for one in reversed(theirs[:start]) if _named(one)), "")
        where = f"after the {before}" if before else "at the beginning"
        here = _in_words(theirs[max(0, start - 1) : end + 1])
        there = _in_words(style[max(0, change.dest_start - 1) : change.dest_end + 1])
        return f"{where}: {here} in the list, {there} in the style"
    return ""


def _in_words(part: str) -> str:
    spelt = "".join(f"<{_named(one)}>" if _named(one) else one for one in part)
    return f"`{spelt}`" if spelt.strip() else "nothing"


def _named(character: str) -> str:
    """What a sign of a skeleton is called; "" for text."""
    place = ord(character) - _PRIVATE
    return SIGNS.get(chr(place), "") if 0 < place < 128 else ""


def _values(reference: Reference) -> Iterator[tuple[str, str]]:
    """Signs and values in the order in which they are looked for: what is longest first."""
    text = reference.text
    yield "D", text("DOI")
    yield "T", text("title")
    yield "J", text("container-title")
    short = text("container-title-short")
    yield "S", short
    yield "S", _POINT.sub("", short)  # as many styles print it
    yield "B", text("publisher")
    yield "L", text("publisher-place")
    for name in _names(reference):
        yield "A", name.family or name.literal
        yield from (("g", part) for part in name.given.split() if len(part.rstrip(".")) > 1)
    issued = reference.fields.get("issued")
    year = getattr(issued, "year", None) or _first_year(str(issued or ""))
    yield "Y", str(year or "")
    yield "P", text("page").partition("-")[0].partition("–")[0]
    yield "V", text("volume")
    yield "N", text("issue")


def _first_year(issued: str) -> str:
    found = re.search(r"\d{4}", issued)
    return found[0] if found else ""


def _names(reference: Reference) -> Sequence[Name]:
    found: list[Name] = []
    for variable in ("author", "editor", "translator"):
        value = reference.fields.get(variable)
        if isinstance(value, tuple):
            found += value
    return found


def _find(text: str, value: str, taken: _Spans) -> tuple[int, int] | None:
    """Where a value stands in the text, free of what others stand for; slips are forgiven."""
    if not value:
        return None
    lowered, wanted = letter_by_letter(text), letter_by_letter(value)
    for match in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", lowered):
        if _is_free(match.start(), match.end(), taken):
            return match.span()
    if len(wanted) < 12:
        return None
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(wanted, lowered, score_cutoff=_LEAST_ALIKE)
    if found is None:
        return None
    start, end = _whole_words(lowered, found.dest_start, found.dest_end)
    return (start, end) if _is_free(start, end, taken) else None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch that slips have moved by a letter or two, from word to word: "f a title. J"."""
    while end > start and not text[end - 1].isalnum():
        end -= 1
    while end < len(text) and text[end - 1 : end + 1].isalnum():
        end += 1
    while start < end and not text[start].isalnum():
        start += 1
    while start > 0 and text[start - 1 : start + 1].isalnum():
        start -= 1
    return start, end


def _is_free(start: int, end: int, taken: _Spans) -> bool:
    return all(end <= other_start or start >= other_end for other_start, other_end, _ in taken)


def _case(found: str, sign: str) -> str:
    """The sign of a title by its case: "t" where most of its words begin small."""
    if sign != "T":
        return sign
    words = [word for word in found.split()[1:] if len(word) > 4]
    small = sum(word[0].islower() for word in words)
    return "t" if words and small > len(words) / 2 else sign
