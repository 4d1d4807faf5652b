"""A line of its own that says which part of a work a document is: `Part 2`, `II`. Pure.

Registries often have a series under one title, each part under a DOI of its own. So a record that
does not name the part that stands beside the title is that of another part; only the first may be
what the record leaves unnumbered.

What crosses the border: the lines around a title and a comparable record in; the line that names
another part, "" where none does, out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mscref.match.record import ComparableRecord
from mscref.match.siblings import split_part
from mscref.match.text import arabic, in_figures, tokens

_ABOVE = 3  # lines; further up stand the heads of journals
_BOOKS = frozenset(["book", "collection"])
_MOST_VOLUMES = 12  # of a work; a higher number is that of a series of books
# The words of a line are for the numbers from 1 on.
_SPELLED = """\
one first eins erster erste première primera prima
two second zwei zweiter zweite deux deuxième seconde segunda seconda due dos
three third drei dritter dritte trois troisième tercera terza tre tres
four fourth vier vierter vierte quatre quatrième cuarta quarta
five fifth fünf fünfter fünfte cinq cinquième quinta""".splitlines()
_WORDS = {
    **{word: value for value, row in enumerate(_SPELLED, start=1) for word in row.split()},
    **{sign: value for value, sign in enumerate("一二三四五六七八九十", start=1)},
    **{sign: value for value, sign in enumerate("abcdefgh", start=1)},
}
_COUNTED = "|".join(sorted((one for one in _WORDS if len(one) > 1), key=len, reverse=True))
_PARTS = r"parts?|pt\.?|teil|partie|parte|deel|del|часть"
_VOLUMES = r"volume|vol\.?|band|bd\.?|tome|tomo"
_ROMAN = "[IVX]{1,5}|[ivx]{1,5}"
_PART = re.compile(
    rf"(?:(?i:{_PARTS})\s{{0,2}}(?:(?P<figures>\d{{1,2}})|(?P<roman>{_ROMAN})|(?P<letter>[A-H])|(?P<word>(?i:{_COUNTED})))"
    rf"|(?P<before>(?i:{_COUNTED}))\s(?i:{_PARTS})|(?P<alone>[IVX]{{1,5}})"
    r"|[第其](?P<han>[一二三四五六七八九十]|\d{1,2})(?:部分|部|篇|编|編|报|報)?)\s?[.:：]?"
)
_GOES_ON = re.compile(
    r"(?:to\sbe\s)?continued|concluded|continuation|fortsetzung|schlu[sß]s?|suite(?:\set\sfin)?"
    r"|continuaci[óo]n|continua[çc][ãa]o|seguito|continuazione|[续續]",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    rf"(?:(?i:{_VOLUMES})\s{{0,2}}(?:(?P<figures>\d{{1,2}})|(?P<roman>{_ROMAN}))"
    r"|第(?P<han>[一二三四五六七八九十])卷)\s?[.:：]?"
)


def names_another_part(above: Sequence[str], below: Sequence[str], record: ComparableRecord) -> str:
    """The line that names another part than the record does; `above` has the nearest first."""
    is_book = record.reference.type in _BOOKS
    for line in (*above[:_ABOVE], *below):
        if _GOES_ON.fullmatch(line) or _is_other(_value(_PART, line), record):
            return line
    for line in below if is_book else ():
        if _is_other_volume(_value(_VOLUME, line), record):
            return line
    return ""


def names_its_part(line: str, record: ComparableRecord) -> bool:
    """Whether a line names the part that the record names, and nothing else."""
    return str(_value(_PART, line)) in _numbers(record)


def _value(pattern: re.Pattern[str], line: str) -> int:
    """The number that the line gives, 0 where it gives none."""
    found = pattern.fullmatch(line)
    if not found:
        return 0
    written = next(one for one in found.groups() if one).lower()
    number = arabic(written)
    if number.isdigit() and not (found.re is _PART and found["letter"]):
        return int(number)
    return _WORDS.get(written, 0)


def _is_other(value: int, record: ComparableRecord) -> bool:
    if not value or str(value) in _numbers(record):
        return False
    is_unnumbered = not split_part(record.title)[1]
    return not (value == 1 and is_unnumbered)


def _numbers(record: ComparableRecord) -> set[str]:
    """All that may be the number of a part in the title of a record, or beside it."""
    reference = record.reference
    named = [*record.title, *tokens(reference.text("part")), *tokens(reference.text("part-number"))]
    numbers = {arabic(word) for word in named} | {one[:-2] for one in in_figures(named)}
    return numbers | set(in_figures(named)) | {str(_WORDS[one]) for one in named if one in _WORDS}


def _is_other_volume(value: int, record: ComparableRecord) -> bool:
    if not 0 < value <= _MOST_VOLUMES:
        return False
    return value != int(record.volume) if record.volume.isdigit() else value > 1
