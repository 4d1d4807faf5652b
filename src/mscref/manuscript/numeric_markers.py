"""Markers that are numbers: [1, 3-5], superscripts, (1, 2), [see 4, p. 7].

In: the text and the keys of the list by their numbers. Out: the markers of the one way that names
most of the list; a document uses one. What stands in another way is a marker, too, where it alone
names works of the list; else it is left, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from mscref.manuscript.marker import Marker, MarkerCite
from mscref.model.figures import whole_number

_NUMBER_LIST = r"\d{1,4}(?:\s*(?:[,;]|[-–—‑]|to)\s*\d{1,4})*"
_PREFIX = r"(?:see(?:\s+also)?|cf\.?|e\.g\.,?|siehe(?:\s+auch)?|vgl\.?|voir|véase|cfr\.?)"
_LOCATOR = r"(?:pp?|S|ch|chap|sec|fig|tab|Abs|cap|pág|§)\.?\s*[\divxlc][^\[\]();]{0,30}?"
_CITE = (
    rf"(?:(?P<prefix>{_PREFIX})\s+)?(?P<numbers>{_NUMBER_LIST})(?:\s*,\s*(?P<locator>{_LOCATOR}))?"
)
_BRACKETS = re.compile(rf"\[\s*{_CITE}\s*\](?!\(|:)", re.IGNORECASE)
# "[2, p. 156; 1]": each with a place of its own.
_PART = rf"(?:{_PREFIX}\s+)?(?>{_NUMBER_LIST})(?:\s*,\s*{_LOCATOR})?"
_BRACKET_PARTS = re.compile(
    rf"\[\s*(?P<numbers>{_PART}(?:\s*;\s*{_PART}){{1,20}})\s*\](?!\(|:)", re.IGNORECASE
)
_ONE_PART = re.compile(rf"\s*{_CITE}\s*", re.IGNORECASE)
# "[1]–[3]", as IEEE writes it
_BRACKET_RANGE = re.compile(r"\[\s*(?P<numbers>\d{1,4}\s*\]\s*[-–—‑]\s*\[\s*\d{1,4})\s*\](?!\(|:)")
_PARENS = re.compile(rf"(?<![\w)])\(\s*{_CITE}\s*\)", re.IGNORECASE)
_CARETS = re.compile(rf"\^[(\[]?\s*(?P<numbers>{_NUMBER_LIST})\s*[)\]]?\^")
_CARET_ALONE = re.compile(rf"\^\((?P<numbers>{_NUMBER_LIST})\)")
_LONGEST_LIST = 200  # signs; Python reads no number of more than 4,300 digits
_SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPTS = re.compile(
    rf"(?P<numbers>[{_SUPERSCRIPT_DIGITS}]"
    rf"(?:[{_SUPERSCRIPT_DIGITS}˒,⁻–-]{{0,{_LONGEST_LIST}}}[{_SUPERSCRIPT_DIGITS}])?)"
)
_PLAIN_DIGITS = str.maketrans(
    dict(zip(_SUPERSCRIPT_DIGITS, "0123456789", strict=True)) | {"⁻": "-", "˒": ","}
)
_RANGE = re.compile(r"(?<!\d)(\d++)\s*+(?:[-–—‑]|to)\s*(\d+)")
_LONGEST_RANGE = 200

# Each way with what tells by the text in front that a number is none of its markers.
_NUMBERED_THING = re.compile(
    r"\b(?:fig(?:ure|s|\.)?|tab(?:le|elle|\.)?|eqs?|equations?|sections?|chapters?|abb(?:ildung)?"
    r"|gl(?:eichung)?|abschnitt|kapitel|schéma|figura|tabla|tavola|ec)\.?\s*$",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"(?:(?<![^\W\d_])[^\W\d_]|[/=_^])$")  # `x[1]`, an address
_VALUE = re.compile(
    r"(?:(?<![\d.,])(?!(?:19|20)\d\d\s*$)\d+(?:[.,]\d+)?(?:\s*%)?|[=<>±])\s*$"
)  # 12 (3)
_POWER = re.compile(r"(?:\d|(?<![^\W\d_])(?:[^\W\d_]|[cdkmnµμ]m|kg|χ))$")  # 10^6^, m^2^, cm², R²
_WAYS = (
    ("bracket", (_BRACKET_RANGE, _BRACKETS, _BRACKET_PARTS), (_NUMBERED_THING, _VARIABLE)),
    ("superscript", (_CARETS, _CARET_ALONE), (_POWER,)),
    ("superscript", (_SUPERSCRIPTS,), (_POWER,)),
    ("paren", (_PARENS,), (_NUMBERED_THING, _VALUE)),
)


# The works under each number; several where an item of the list is `(a) … (b) …`.
Numbered: TypeAlias = "Mapping[int, Sequence[str]]"


def numeric_markers(text: str, keys: Numbered) -> list[Marker]:
    """The markers of the numeric way that names most of the list."""
    best: list[Marker] = []
    others: list[Marker] = []
    most = 0
    for way, patterns, decoys in _WAYS:
        matches = _apart(match for pattern in patterns for match in pattern.finditer(text))
        markers = [
            _marker(match, way, keys)
            for match in matches
            if _may_cite(_cited(match), keys) and not _is_decoy(match, decoys)
        ]
        named = len({cite.key for marker in markers for cite in marker.cites if cite.key})
        if named > most and (way != "paren" or named * 2 > len(keys)):
            others += best
            best, most = markers, named
        elif way != "paren":
            others += markers
    said = [_marker(match, "paren", keys) for match in _REFERENCES.finditer(text)] if best else []
    return [*best, *said, *_of_another_way(others, best)]


# `(Refs. 2–3)` is a citation in every way.
_REFERENCES = re.compile(
    rf"\((?:refs?\.?|references?)\s(?P<numbers>{_NUMBER_LIST})\)", re.IGNORECASE
)


def _of_another_way(others: Iterable[Marker], best: Sequence[Marker]) -> Iterator[Marker]:
    """Markers in other ways behind the first one; resolved where nothing else names their works."""
    named = {cite.key for marker in best for cite in marker.cites}
    first = min((marker.start for marker in best), default=0)
    for marker in others:
        if marker.start < first or any(_overlap(marker, one) for one in best):
            continue
        is_alone = all(cite.key and cite.key not in named for cite in marker.cites)
        cites = (
            marker.cites if is_alone else tuple(MarkerCite("", one.named) for one in marker.cites)
        )
        way = marker.way if is_alone else "other"
        yield Marker(start=marker.start, end=marker.end, text=marker.text, way=way, cites=cites)


def _overlap(one: Marker, other: Marker) -> bool:
    return one.start < other.end and other.start < one.end


def _apart(matches: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """The matches in the order of the text; of two at one place the longer one."""
    found: list[re.Match[str]] = []
    for match in sorted(matches, key=lambda one: (one.start(), -one.end())):
        if not found or match.start() >= found[-1].end():
            found.append(match)
    return found


def _parts(match: re.Match[str]) -> list[re.Match[str]]:
    """The cites of a marker whose cites have places of their own; else the marker itself."""
    if match.re is not _BRACKET_PARTS:
        return [match]
    parts = [_ONE_PART.fullmatch(part) for part in match["numbers"].split(";")]
    return [part for part in parts if part]


def _cited(match: re.Match[str]) -> list[int]:
    return [number for part in _parts(match) for number in _numbers(part["numbers"])]


def _marker(match: re.Match[str], way: str, keys: Numbered) -> Marker:
    cites = tuple([cite for part in _parts(match) for cite in _cites(part, keys)])
    return Marker(start=match.start(), end=match.end(), text=match.group(), way=way, cites=cites)


def _cites(match: re.Match[str], keys: Numbered) -> list[MarkerCite]:
    numbers = _numbers(match["numbers"])
    said = {name: value or "" for name, value in match.groupdict().items()}
    cites = [MarkerCite(key, str(number)) for number in numbers for key in keys.get(number, ("",))]
    if said.get("prefix"):
        cites[0] = MarkerCite(cites[0].key, cites[0].named, said["prefix"], cites[0].locator)
    if said.get("locator"):
        last = cites[-1]
        cites[-1] = MarkerCite(last.key, last.named, last.prefix, said["locator"].strip())
    return cites


def _is_decoy(match: re.Match[str], decoys: tuple[re.Pattern[str], ...]) -> bool:
    before = match.string[max(0, match.start() - 24) : match.start()]
    return any(decoy.search(before) for decoy in decoys)


def _numbers(text: str) -> list[int]:
    plain = re.sub(r"[\[\]]", "", text.translate(_PLAIN_DIGITS))
    numbers: list[int] = []
    for part in re.split(r"[,;]", plain):
        span = _RANGE.search(part)
        if span:
            first, last = whole_number(span[1]), whole_number(span[2])
            numbers.extend(range(first, min(last, first + _LONGEST_RANGE) + 1) or [first, last])
        else:
            numbers.extend(whole_number(number) for number in re.findall(r"\d+", part))
    return numbers


def _may_cite(numbers: list[int], keys: Numbered) -> bool:
    """Numbers that could be of this list: none is 0 or a year, and one is in it or close by.

    A few numbers past the end of the list are citations whose entry is missing; "[1024]" in a
    list of five is something else.
    """
    if not keys or not numbers or 0 in numbers:
        return False
    return max(numbers) <= max(keys) + max(5, len(keys) // 2)
