"""Find the citation markers of a running text and tie them to the works of its list.

In: the text before (and after) the reference list, and the works as `ListedWork`. Out:
`Marker`s, in the order of the text, each with the works it means, or with what it names but
the list does not hold. Four ways to cite are known: [1, 3-5], superscript numbers, (1, 2), and
(Author, 2020) with Author (2020); a document uses one, or author and year beside numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListedWork:
    """A work of the reference list as markers name it.

    `number` is its place in a numbered list (0: not numbered), `names` the family names of its
    authors in order (a literal name for an institution), `year` with its letter ("2020a").
    """

    key: str
    number: int
    names: tuple[str, ...]
    year: str


@dataclass(frozen=True, slots=True)
class MarkerCite:
    """One work named in a marker; `key` is "" where the list does not hold it."""

    key: str
    named: str
    prefix: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker: its place, its way, its cites. `author_in_text`: "Leng et al. (2020)"."""

    start: int
    end: int
    text: str
    way: str
    cites: tuple[MarkerCite, ...]
    author_in_text: bool = False

    @property
    def unresolved(self) -> tuple[str, ...]:
        """What the marker names and the list does not hold."""
        return tuple(cite.named for cite in self.cites if not cite.key)


_NUMBER_LIST = r"\d{1,4}(?:\s*(?:[,;]|[-–—‑]|to)\s*\d{1,4})*"
_BRACKETS = re.compile(rf"\[\s*({_NUMBER_LIST})\s*\](?!\(|:)")
_PARENS = re.compile(rf"(?<![\w)])\(\s*({_NUMBER_LIST})\s*\)")
_CARETS = re.compile(rf"\^\(?\s*({_NUMBER_LIST})\s*\)?\^|\^\(({_NUMBER_LIST})\)")
_SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPTS = re.compile(
    rf"[{_SUPERSCRIPT_DIGITS}](?:[{_SUPERSCRIPT_DIGITS}˒,⁻–-]*[{_SUPERSCRIPT_DIGITS}])?"
)
_PLAIN_DIGITS = str.maketrans(
    dict(zip(_SUPERSCRIPT_DIGITS, "0123456789", strict=True)) | {"⁻": "-", "˒": ","}
)
_RANGE = re.compile(r"(\d+)\s*(?:[-–—‑]|to)\s*(\d+)")
_LONGEST_RANGE = 200

_NUMERIC_WAYS = (
    ("bracket", _BRACKETS),
    ("superscript", _CARETS),
    ("superscript", _SUPERSCRIPTS),
    ("paren", _PARENS),
)


def find_markers(text: str, works: Sequence[ListedWork]) -> list[Marker]:
    """Find the markers of a text, each tied to the works of its list."""
    numeric = _numeric_markers(text, {work.number: work.key for work in works if work.number})
    named = list(_named_markers(text, works))
    taken = [(marker.start, marker.end) for marker in numeric]
    free = [one for one in named if not any(a < one.end and one.start < b for a, b in taken)]
    return sorted([*numeric, *free], key=lambda marker: marker.start)


def uncited(works: Iterable[ListedWork], markers: Iterable[Marker]) -> list[ListedWork]:
    """The works that no marker names, in the order of the list."""
    cited = {cite.key for marker in markers for cite in marker.cites}
    return [work for work in works if work.key not in cited]


def _numeric_markers(text: str, keys: dict[int, str]) -> list[Marker]:
    """The markers of the numeric way that names most of the list."""
    best: list[Marker] = []
    most = 0
    for way, pattern in _NUMERIC_WAYS:
        markers = []
        for match in pattern.finditer(text):
            numbers = _numbers(next(group for group in (*match.groups(), match.group()) if group))
            if _may_cite(numbers, keys):
                cites = tuple(MarkerCite(keys.get(number, ""), str(number)) for number in numbers)
                markers.append(Marker(match.start(), match.end(), match.group(), way, cites))
        named = len({cite.key for marker in markers for cite in marker.cites if cite.key})
        if named > most and (way != "paren" or named * 2 > len(keys)):
            best, most = markers, named
    return best


def _numbers(text: str) -> list[int]:
    plain = text.translate(_PLAIN_DIGITS)
    numbers: list[int] = []
    for part in re.split(r"[,;]", plain):
        span = _RANGE.search(part)
        if span:
            first, last = int(span[1]), int(span[2])
            numbers.extend(range(first, min(last, first + _LONGEST_RANGE) + 1) or [first, last])
        else:
            numbers.extend(int(number) for number in re.findall(r"\d+", part))
    return numbers


def _may_cite(numbers: list[int], keys: dict[int, str]) -> bool:
    """Numbers that could be of this list: none is 0 or a year, and one is in it or close by.

    A few numbers past the end of the list are citations whose entry is missing; "[1024]" in a
    list of five is something else.
    """
    if not keys or not numbers or 0 in numbers:
        return False
    return max(numbers) <= max(keys) + max(5, len(keys) // 2)


_WORD_OF_NAME = r"[^\W\d_a-zß-ÿ][\w’'´\-‐]*"
_NAME = (
    r"(?:(?:van|von|de|der|den|del|della|di|da|du|la|le|ten|ter|zu|dos|el|al)\s+){0,2}"
    rf"{_WORD_OF_NAME}(?:\s+{_WORD_OF_NAME}){{0,4}}?"
)
_OTHERS = (
    r"(?:,?\s+et\s+al\.?|\s+u\.?\s?a\.|\s+and\s+(?:others|colleagues)|\s+e\s+altri|\s+y\s+otros"
    r"|\s+et\s+coll\.)"
)
_AND = r"(?:\s*,?\s*(?:&|and|und|et|y|e|u\.)\s+|\s*/\s*|\s*,\s*)"
_NAMES = rf"{_NAME}(?:{_AND}{_NAME}){{0,5}}{_OTHERS}?"
_YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
_YEARS = rf"{_YEAR}(?:\s*[,;/&]\s*(?:{_YEAR}|[a-z](?![\w])))*"
_LOCATOR = r"(?:\s*[,:]\s*(?P<locator>(?:(?:pp?|S|ch|chap|sec|cap|fig|§)\.?\s*)?\d[\w\s\-–,f.]*))?"
_IN_TEXT = re.compile(
    rf"(?P<names>{_NAMES})(?:[’']s?)?\s*[(\[]\s*(?P<years>{_YEARS}){_LOCATOR}\s*[)\]]"
)
_PARENTHESES = re.compile(rf"[(\[]([^()\[\]]{{0,600}}?{_YEAR}[^()\[\]]{{0,200}})[)\]]")
_ONE_CITE = re.compile(
    rf"(?P<prefix>(?:[^;]*?\s)??)(?P<names>{_NAMES})\s*,?\s*\(?(?P<years>{_YEARS})\)?{_LOCATOR}\s*$"
)
_SUFFIX_YEAR = re.compile(r"((?:1[5-9]|20)\d\d)?([a-z]?)")


def _named_markers(text: str, works: Sequence[ListedWork]) -> Iterator[Marker]:
    index = _by_name(works)
    for match in _PARENTHESES.finditer(text):
        cites = _cites_in_parentheses(match.group(1), index)
        if any(cite.key for cite in cites):
            yield Marker(match.start(), match.end(), match.group(), "author-year", tuple(cites))
    for match in _IN_TEXT.finditer(text):
        cites, skipped = _cites(match["names"], match["years"], index)
        if any(cite.key for cite in cites):
            if match["locator"]:
                cites[-1] = MarkerCite(cites[-1].key, cites[-1].named, "", match["locator"].strip())
            start = match.start() + skipped
            yield Marker(
                start, match.end(), text[start : match.end()], "author-year", tuple(cites), True
            )


def _cites_in_parentheses(inside: str, index: dict[str, list[ListedWork]]) -> list[MarkerCite]:
    cites: list[MarkerCite] = []
    for part in inside.split(";"):
        match = _ONE_CITE.match(part.strip())
        if not match:
            year_only = re.fullmatch(rf"\s*(?P<years>{_YEARS})\s*", part)
            if year_only and cites:
                named = cites[-1].named.rsplit(" ", 1)[0]
                cites.extend(_cites(named, year_only["years"], index)[0])
            continue
        found, skipped = _cites(match["names"], match["years"], index)
        prefix = f"{match['prefix']}{match['names'][:skipped]}".strip()
        for position, cite in enumerate(found):
            locator = (match["locator"] or "").strip() if position == len(found) - 1 else ""
            cites.append(MarkerCite(cite.key, cite.named, prefix if position == 0 else "", locator))
    return cites


def _cites(
    names: str, years: str, index: dict[str, list[ListedWork]]
) -> tuple[list[MarkerCite], int]:
    """The works that names and years mean, and how many characters of `names` are other text.

    The pattern takes in capitalised words before the name ("However Smith"); the longest ending
    of `names` that the list knows is the name.
    """
    for skipped in _word_starts(names):
        shown = names[skipped:]
        works = _works_named(shown, index)
        if works:
            return [_cite_of_year(shown, year, works) for year in _years(years)], skipped
    return [MarkerCite("", f"{names} {year}") for year in _years(years)], 0


def _word_starts(names: str) -> list[int]:
    return [match.start() for match in re.finditer(r"\S+", names)]


def _years(text: str) -> list[str]:
    """ "2019, 2020a, b" → 2019, 2020a, 2020b."""
    years: list[str] = []
    for part in re.split(r"\s*[,;/&]\s*", text):
        match = _SUFFIX_YEAR.fullmatch(part.strip())
        if match and (match[1] or years):
            years.append((match[1] or years[-1][:4]) + match[2])
    return years


def _cite_of_year(names: str, year: str, works: list[ListedWork]) -> MarkerCite:
    """The one work of this year: the letter decides, without letters the year must be unique."""
    same = [work for work in works if work.year == year]
    if not same and not year[4:]:
        same = [work for work in works if work.year[:4] == year]
    if not same and year[4:]:
        in_year = [work for work in works if work.year[:4] == year[:4] and not work.year[4:]]
        place = ord(year[4]) - ord("a")
        same = in_year[place : place + 1]
    named = f"{' '.join(names.split())} {year}"
    return MarkerCite(same[0].key if len(same) == 1 else "", named)


def _by_name(works: Sequence[ListedWork]) -> dict[str, list[ListedWork]]:
    index: dict[str, list[ListedWork]] = {}
    for work in works:
        if work.names:
            index.setdefault(_folded(work.names[0]), []).append(work)
    return index


def _works_named(names: str, index: dict[str, list[ListedWork]]) -> list[ListedWork]:
    """Works whose first author begins `names`, and whose second follows where one is named."""
    bare = re.sub(_OTHERS + "$", "", names.strip())
    parts = [part for part in re.split(_AND, bare) if part.strip()]
    if not parts:
        return []
    works = index.get(_folded(bare)) or index.get(_folded(parts[0])) or []
    if len(parts) < 2 or _folded(bare) in index:
        return works
    second = _folded(parts[1])
    return [work for work in works if len(work.names) < 2 or _folded(work.names[1]) == second]


def _folded(name: str) -> str:
    """Without accents, case, particles' spaces and hyphens: how people type names."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    return "".join(char for char in decomposed if char.isalnum())
