"""Markers that are names and years: (Leng et al., 2020, p. 5; Yip, 2019) and Leng et al. (2020).

In: the text and the works of the list. Out: markers with at least one cite that the list holds;
whatever else stands in them is kept as what the list does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mscref.manuscript.marker import ListedWork, Marker, MarkerCite
from mscref.match.text import squeezed

_SHORTEST_ACRONYM = 3  # letters; two are the initials of a double name
# Bounded: a run of ten thousand letters would be tried from each of them to its end.
_WORD_OF_NAME = r"[^\W\d_a-zß-ÿ][\w’'´\-‐]{0,60}"
_NAME = (
    r"(?:(?:van|von|de|der|den|del|della|di|da|du|la|le|ten|ter|zu|dos|el|al)\s+){0,2}"
    rf"{_WORD_OF_NAME}(?:\s+{_WORD_OF_NAME}){{0,4}}?"
)
_OTHERS = (
    r"(?:,?\s+et\s+al\.?|\s+u\.?\s?a\.|\s+and\s+(?:(?:his|her|their)\s+)?(?:others|colleagues"
    r"|co-?workers)|\s+und\s+(?:Kolleg(?:en|innen)|Mitarbeiter)|\s+e\s+(?:altri|colleghi|coll\.)"
    r"|\s+y\s+(?:otros|cols?\.|colaboradores)|\s+et\s+(?:ses\s+)?(?:coll(?:ègues|aborateurs|\.)))"
)
_AND = r"(?:(?:(?<!\s)\s+)?(?:(?:,\s*+)?(?:&|and|und|et|y|e|u\.)\s+|/\s*|,\s*))"
_NAMES = rf"{_NAME}(?:{_AND}{_NAME}){{0,5}}{_OTHERS}?"
# Works without a year: "n.d.", "n.d.-a", "in press"; in German "o. J.", in Spanish "s.f.".
_NO_YEAR = (
    r"(?:n\.\s?d\.|o\.\s?J\.|s\.\s?f\.|s\.\s?d\.|in\s+press|forthcoming|im\s+Druck)"
    r"(?:-[a-z](?![\w]))?"
)
_YEAR = rf"(?:(?:1[5-9]|20)\d\d[a-z]?|{_NO_YEAR})"
_YEARS = rf"{_YEAR}(?:\s*[,;/&]\s*(?:{_YEAR}|[a-z](?![\w])))*"
_LOCATOR = r"(?:\s*[,:]\s*(?P<locator>(?:(?:pp?|S|ch|chap|sec|cap|fig|§)\.?\s*)?\d[\w\s\-–,f.]*))?"
_LONGEST_NAMES = 200
_POSSESSIVE = re.compile(r"[’']s?$")
# "ders. 2003": the author named before.
_SAME_AUTHOR = re.compile(rf"\s*(?:ders|dies|idem|id)\.?,?\s+(?P<years>{_YEARS})\s*")
# "Leng, 2020, but cf. Yip, 2019": two cites without a semicolon.
_NEXT_CITE = re.compile(
    rf"({_YEAR})\s*,\s+(?=(?:but|and|see|cf|also|though|und|aber|sowie|siehe|vgl|mais|et|voir|pero|y"
    r"|ma|e|cfr)\b)"
)
_PARENTHESES = re.compile(rf"[(\[]([^()\[\]]{{0,600}}?{_YEAR}[^()\[\]]{{0,200}})[)\]]")
_ONE_CITE = re.compile(
    rf"(?P<prefix>(?:[^;]*?\s)??)(?P<names>{_NAMES})\s*,?\s*\(?(?P<years>{_YEARS})\)?{_LOCATOR}\s*$"
)
# A citation beyond doubt, although the list does not hold it.
_STRANGER = re.compile(rf"\s*{_WORD_OF_NAME}(?:{_AND}{_WORD_OF_NAME})?{_OTHERS}?,?\s+{_YEAR}\s*")
_MONTH = re.compile(
    r"\s*(?:jan|feb|mar|apr|ma[iyr]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|figure|table|since|from|until)",
    re.IGNORECASE,
)
_WITHOUT_YEAR = re.compile(_NO_YEAR)
_LETTER = re.compile(r"-([a-z])\Z")
_SUFFIX_YEAR = re.compile(r"((?:1[5-9]|20)\d\d)?([a-z]?)")


def named_markers(text: str, works: Sequence[ListedWork]) -> Iterator[Marker]:
    """The markers that name authors and years of the list, in no order."""
    index = _by_name(works)
    in_text = _in_text_pattern(works)
    strangers = []
    for match in _PARENTHESES.finditer(text):
        cites = _cites_in_parentheses(match.group(1), index)
        marker = Marker(
            start=match.start(),
            end=match.end(),
            text=match.group(),
            way="author-year",
            cites=tuple(cites),
        )
        if any(cite.key for cite in cites):
            yield marker
        elif _STRANGER.fullmatch(match.group(1)) and not _MONTH.match(match.group(1)):
            strangers.append(marker)
    if len(strangers) * 2 <= len(works):  # else the text is not about this list
        yield from strangers
    for match in in_text.finditer(text):
        cites, skipped = _cites(match["names"], match["years"], index)
        if any(cite.key for cite in cites):
            if match["locator"]:
                cites[-1] = MarkerCite(cites[-1].key, cites[-1].named, "", match["locator"].strip())
            owner = _POSSESSIVE.search(match["names"])
            start = match.end("names") if owner else match.start() + skipped
            start += len(match["space"]) if owner else 0
            yield Marker(
                start=start,
                end=match.end(),
                text=text[start : match.end()],
                way="author-year",
                cites=tuple(cites),
                author_in_text=not owner,
                year_only=owner is not None,
            )


def _cites_in_parentheses(inside: str, index: dict[str, list[ListedWork]]) -> list[MarkerCite]:
    cites: list[MarkerCite] = []
    for part in _NEXT_CITE.sub(r"\1;", inside).split(";"):
        same = re.fullmatch(rf"\s*(?P<years>{_YEARS})\s*", part) or _SAME_AUTHOR.fullmatch(part)
        if same and cites:
            named = cites[-1].named.rsplit(" ", 1)[0]
            cites.extend(_cites(named, same["years"], index)[0])
            continue
        match = _ONE_CITE.match(part.strip())
        if not match:
            if part.strip():  # "ebd., S. 9": written anew, its words would be lost
                cites.append(MarkerCite("", " ".join(part.split())))
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
            cites = [_cite_of_year(shown, year, works) for year in _years(years)]
            held = [one for one in cites if one.key]
            return (held if held and "/" in years else cites), skipped  # 1962/1996: two editions
    return [MarkerCite("", f"{names} {year}") for year in _years(years)], 0


def _word_starts(names: str) -> list[int]:
    return [match.start() for match in re.finditer(r"\S+", names)]


def _years(text: str) -> list[str]:
    """ "2019, 2020a, b" → 2019, 2020a, 2020b."""
    years: list[str] = []
    for part in re.split(r"(?:(?<!\s)\s+)?[,;/&]\s*", text):
        if _WITHOUT_YEAR.fullmatch(part.strip()):
            years.append(part.strip())
            continue
        match = _SUFFIX_YEAR.fullmatch(part.strip())
        if match and (match[1] or years):
            years.append((match[1] or years[-1][:4]) + match[2])
    return years


def _cite_of_year(names: str, year: str, works: list[ListedWork]) -> MarkerCite:
    """The one work of this year: the letter decides, without letters the year must be unique."""
    if _WITHOUT_YEAR.fullmatch(year):
        return _cite_without_year(names, year, works)
    same = [work for work in works if work.year == year]
    if not same and not year[4:]:
        same = [work for work in works if work.year[:4] == year]
    if not same and year[4:]:
        in_year = [work for work in works if work.year[:4] == year[:4] and not work.year[4:]]
        place = ord(year[4]) - ord("a")
        same = in_year[place : place + 1]
    named = f"{' '.join(names.split())} {year}"
    return MarkerCite(same[0].key if len(same) == 1 else "", named)


def _cite_without_year(names: str, year: str, works: list[ListedWork]) -> MarkerCite:
    """The one work that has no year; of several the letter says which, in the order of the list."""
    undated = [work for work in works if not work.year]
    letter = _LETTER.search(year)
    if letter is not None:
        place = ord(letter[1]) - ord("a")
        undated = undated[place : place + 1]
    named = f"{' '.join(names.split())} {year}"
    return MarkerCite(undated[0].key if len(undated) == 1 else "", named)


def name_before(text: str, place: int, work: ListedWork) -> tuple[int, bool]:
    """Where the first author of a work is named right before `place`: "Smith et al. [1]".

    Returns the place of the name, -1 without one, and whether it is a possessive ("Smith's [1]").
    """
    if not work.names:
        return -1, False
    name, *others = (re.escape(one) for one in work.names)
    second = rf"(?:{_AND}{others[0]})?" if others else ""
    pattern = rf"(?<!\w)(?P<names>{name}(?:{_OTHERS}|{second}))(?P<owner>[’']s?)?[\s^]*\Z"
    window = max(0, place - _LONGEST_NAMES)
    match = re.search(pattern, text[window:place])
    return (window + match.start(), match["owner"] is not None) if match else (-1, False)


def _by_name(works: Sequence[ListedWork]) -> dict[str, list[ListedWork]]:
    index: dict[str, list[ListedWork]] = {}
    for work in works:
        if work.names:
            for name in {squeezed(work.names[0]), _acronym(work.names[0])} - {""}:
                index.setdefault(name, []).append(work)
    return index


def _acronym(name: str) -> str:
    """`who` of the World Health Organization; people have none."""
    initials = [word[0] for word in name.split() if len(word) > _SHORTEST_ACRONYM]
    return squeezed("".join(initials)) if len(initials) >= _SHORTEST_ACRONYM else ""


def _in_text_pattern(works: Sequence[ListedWork]) -> re.Pattern[str]:
    """`Leng et al. (2020)`; institutions of the list by their very words, in any case."""
    known = {work.names[0] for work in works if work.names and " " in work.names[0]}
    words = (r"\s+".join(map(re.escape, name.split())) for name in sorted(known, key=len)[::-1])
    names = "|".join([*words, _NAMES])
    return re.compile(
        rf"(?P<names>(?:{names})(?:[’']s?)?)(?P<space>\s*)"
        rf"[(\[]\s*(?P<years>{_YEARS}){_LOCATOR}\s*[)\]]"
    )


def _works_named(names: str, index: dict[str, list[ListedWork]]) -> list[ListedWork]:
    """Works whose first author begins `names`, and whose second follows where one is named."""
    bare = re.sub(_OTHERS + "$", "", _POSSESSIVE.sub("", names.strip()))
    bare = _POSSESSIVE.sub("", bare)
    parts = [part for part in re.split(_AND, bare) if part.strip()]
    if not parts:
        return []
    works = index.get(squeezed(bare)) or index.get(squeezed(parts[0])) or []
    if len(parts) < 2 or squeezed(bare) in index:
        return works
    second = squeezed(parts[1])
    return [work for work in works if len(work.names) < 2 or squeezed(work.names[1]) == second]
