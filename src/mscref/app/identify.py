"""Which style is a reference list in? And which of its entries do not follow a style?

A list as text comes in, with a library where there is one; ranked families of styles, or a
verdict for each entry, go out. The steps: cut the list; tie each entry to its data; compare its
skeleton with those of all styles; format the best with the user's own references and compare.
"""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log10
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from mscref.app.folders import styles_folder
from mscref.app.journals import AS_STYLED, journals_of, with_journals
from mscref.csl import likeness as skeletons
from mscref.csl.likeness import first_difference, junctions, likeness
from mscref.errors import FormatError
from mscref.model.reference import Reference

if TYPE_CHECKING:
    from mscref.csl.ast import Style
    from mscref.journals.forms import Journals

# Styles that are formatted with the user's references: 80 are half a second. The style of six
# entries was among the first 58 in 60 of 60 lists by data, and in 58 by text; of four among the
# first 150 in 59 and 59.
_CANDIDATES, _CANDIDATES_OF_FEW = 80, 150
_USUAL = 20  # the styles that most journals use
_SAMPLE = 6  # entries that pick the styles; all are judged
_NEAREST = 30  # styles that are ranked by more entries
_RANKING = 24  # entries that rank them: each costs as much as a style
_FAMILY = 0.003  # below this two styles cannot be told apart
_AGREES = 0.93  # an entry that follows its style, with the slips of a parsed text
_AGREES_BY_DATA = 0.995  # one of which the data are known: every mark counts
# What a text alone leaves open is settled by use: ten times the journals weigh as much as this.
_WEIGHT_OF_USE = 0.006
_FEWEST_MARKERS = 2  # one number in brackets may be anything
_FEWEST_AGREE = 4  # of so many entries one follows the style, else the list is in none
_WEIGHT_OF_WHOLE = 0.3  # of a whole skeleton beside its junctions, when styles are picked
_SPECIMENS = "skeletons.json.gz"


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry of a list: its number, its text, and what it is of."""

    number: int
    text: str
    reference: Reference
    is_known: bool = False  # the data are the library's, not read from the text


@dataclass(frozen=True, slots=True)
class StyleCandidate:
    """One style, how alike it is to the list, who uses it, and where it first differs."""

    name: str
    likeness: float
    journals: int
    difference: str
    also: tuple[str, ...] = ()  # styles that print the same


@dataclass(frozen=True, slots=True)
class Conformity:
    """One entry beside what the style prints."""

    number: int
    likeness: float
    expected: str
    difference: str
    is_known: bool

    @property
    def agrees(self) -> bool:
        """True where the entry follows the style."""
        return self.likeness >= (_AGREES_BY_DATA if self.is_known else _AGREES)


def read_entries(text: str, known: Sequence[Reference] = (), *, path: str = "") -> list[ListEntry]:
    """The entries of a list, tied to the references of a library where these have them.

    Raises FormatError where the text holds no reference list.
    """
    from mscref.refstring import parse_references

    parses = parse_references(text)
    if not parses:
        raise FormatError(
            f"{path} holds no reference list",
            hint="give the list alone, an entry a line",
        )
    entries = []
    for number, one in enumerate(parses, start=1):
        tied = _tied(one.reference, known)
        printed = text[one.start : one.end]
        entries.append(ListEntry(number, printed, tied or one.reference, is_known=tied is not None))
    return entries


def cited_as(text: str, entries: Sequence[ListEntry]) -> str:
    """How the text before a list cites: "numeric", "author-date", or "" for not at all."""
    from mscref.manuscript.marker import ListedWork
    from mscref.manuscript.markers import find_markers

    start = text.find(entries[0].text) if entries else 0
    works = [
        ListedWork(str(one.number), one.number, _families_of(one.reference), _year(one.reference))
        for one in entries
    ]
    ways = [marker.way for marker in find_markers(text[:start], works) if not marker.unresolved]
    if len(ways) < _FEWEST_MARKERS:
        return ""
    named = sum(way == "author-year" for way in ways)
    return "author-date" if named > len(ways) / 2 else "numeric"


def _families_of(reference: Reference) -> tuple[str, ...]:
    people = reference.names("author") or reference.names("editor")
    return tuple(one.family or one.literal for one in people)


def _year(reference: Reference) -> str:
    date = reference.date("issued")
    return str(date.year or "") if date else ""


def without_data(entries: Sequence[ListEntry]) -> list[str]:
    """The DOIs of the entries that are known by their text alone."""
    found = (one.reference.text("DOI") for one in entries if not one.is_known)
    return [doi for doi in found if doi]


def with_data(entries: Sequence[ListEntry], known: Sequence[Reference]) -> list[ListEntry]:
    """The entries with the data of the works that they are of, where these are among `known`."""
    by_doi = {one.text("DOI").casefold(): one for one in known if one.text("DOI")}
    found = []
    for one in entries:
        data = None if one.is_known else by_doi.get(one.reference.text("DOI").casefold())
        found.append(
            ListEntry(one.number, one.text, data, is_known=True) if data is not None else one
        )
    return found


def is_known_style(entries: Sequence[ListEntry], judged: Sequence[Conformity]) -> bool:
    """True unless a list follows no style that is known: of its entries hardly one agrees."""
    agreeing = sum(one.likeness >= _AGREES for one in judged)
    return agreeing * _FEWEST_AGREE >= len(entries)


def _tied(parsed: Reference, known: Sequence[Reference]) -> Reference | None:
    """The reference of the library that an entry is of, by DOI or title; else None."""
    from rapidfuzz.fuzz import ratio

    doi, title = parsed.text("DOI").casefold(), parsed.text("title").casefold()
    for one in known:
        if doi and one.text("DOI").casefold() == doi:
            return one
    best = max(known, key=lambda one: ratio(title, one.text("title").casefold()), default=None)
    is_it = best is not None and title and ratio(title, best.text("title").casefold()) > 85
    return best if is_it else None


def identify(
    entries: Sequence[ListEntry], *, limit: int = 10, citation_format: str = ""
) -> list[StyleCandidate]:
    """The styles most like a list, families as one; of equals the one that more journals use.

    `citation_format` is how the text cites (`cited_as`): other styles are out of the question.
    """
    varied = _varied(entries)[:_RANKING]
    printed = [skeleton(one.text, one.reference) for one in varied]
    sample, first = varied[:_SAMPLE], printed[:_SAMPLE]
    names = _near_styles(first, [one.reference for one in sample], citation_format)
    found = [_judged(name, sample, first) for name in names]
    if len(varied) > len(sample):
        nearest = sorted(found, key=lambda one: (-one.likeness, one.name))[:_NEAREST]
        found = [_judged(one.name, varied, printed) for one in nearest]
    used = _use()
    is_known = all(one.is_known for one in varied)
    # With the data every mark counts; what is read from a text has slips that weigh as much.
    weight, step = (0.0, _FAMILY / 10) if is_known else (_WEIGHT_OF_USE, _FAMILY)
    worth = {one.name: one.likeness + weight * log10(1 + used.get(one.name, 0)) for one in found}
    found.sort(key=lambda one: (-round(worth[one.name] / step), -used.get(one.name, 0), one.name))
    return _families(found, used)[:limit]


def _varied(entries: Sequence[ListEntry]) -> list[ListEntry]:
    """The entries, of each type of work one, then of each a second one, and so on."""
    seen: Counter[str] = Counter()
    rounds = []
    for one in entries:
        rounds.append(seen[one.reference.type])
        seen[one.reference.type] += 1
    return [one for _, one in sorted(zip(rounds, entries, strict=True), key=lambda pair: pair[0])]


def _judged(name: str, sample: Sequence[ListEntry], printed: Sequence[str]) -> StyleCandidate:
    lines = formatted_alone(_load(name), [one.reference for one in sample])
    theirs = [skeleton(line, one.reference) for line, one in zip(lines, sample, strict=True)]
    score = fmean(
        0.6 * likeness(ours, style) + 0.4 * likeness(one.text, line)
        for ours, style, one, line in zip(printed, theirs, sample, lines, strict=True)
    )
    different = (first_difference(ours, style) for ours, style in zip(printed, theirs, strict=True))
    return StyleCandidate(name, score, 0, next((one for one in different if one), ""))


def _families(found: Sequence[StyleCandidate], used: Mapping[str, int]) -> list[StyleCandidate]:
    families: list[list[StyleCandidate]] = []
    for one in found:
        if families and abs(families[-1][0].likeness - one.likeness) < _FAMILY / 10:
            families[-1].append(one)
        else:
            families.append([one])
    return [
        StyleCandidate(
            name=first.name,
            likeness=first.likeness,
            journals=used.get(first.name, 0),
            difference=first.difference,
            also=tuple(one.name for one in others),
        )
        for first, *others in families
    ]


def conformity(entries: Sequence[ListEntry], style: str) -> list[Conformity]:
    """Each entry beside what the style called `style` prints; raises NotFoundError, StyleError."""
    lines = formatted_alone(_load(style), [one.reference for one in entries])
    found = []
    for one, line in zip(entries, lines, strict=True):
        ours, theirs = skeleton(one.text, one.reference), skeleton(line, one.reference)
        found.append(
            Conformity(
                number=one.number,
                likeness=likeness(ours, theirs),
                expected=line,
                difference=first_difference(ours, theirs),
                is_known=one.is_known,
            )
        )
    return found


def formatted_alone(style: Style, references: Sequence[Reference]) -> list[str]:
    """Each reference by itself, as plain text on one line."""
    from mscref.csl.processor import Processor
    from mscref.csl.render.registry import find_writer
    from mscref.model.citation import Citation, Cite

    writer = find_writer("text")
    processor = Processor(style)
    lines = []
    for one in with_journals(references, AS_STYLED, style, known=_journals()):
        processor.register([one])
        if style.bibliography is not None:
            shown = [entry.output for entry in processor.bibliography().entries]
        else:
            shown = [processor.cite(Citation(one.id, (Cite(one.id),)))]
        lines.append(" ".join(" ".join(writer.citation(output) for output in shown).split()))
    return lines


def skeleton(text: str, reference: Reference) -> str:
    """The skeleton of a printed reference, the short title of its journal known."""
    return skeletons.skeleton(text, _journals().with_short(reference))


@cache
def _journals() -> Journals:
    return journals_of(AS_STYLED)


def _near_styles(
    printed: Sequence[str], references: Sequence[Reference], citation_format: str
) -> list[str]:
    """The styles whose skeletons of a work of the same kind are most like these."""
    formats = _formats() if citation_format else {}
    specimens = {
        name: own
        for name, own in _skeletons().items()
        if formats.get(name, citation_format) == citation_format
    }
    # A specimen has all its data, an entry often has not: what stands between two of its values is
    # found in the style all the same, so it counts most.
    rows = [
        (ours, junctions(ours), _kind(one)) for ours, one in zip(printed, references, strict=True)
    ]
    between = _junctions()
    scored = {
        name: fmean(
            len(own_junctions & between[name][kind]) / len(own_junctions)
            + _WEIGHT_OF_WHOLE * likeness(ours, own[kind])
            for ours, own_junctions, kind in rows
        )
        for name, own in specimens.items()
    }
    count = _CANDIDATES if len(printed) >= _SAMPLE else _CANDIDATES_OF_FEW
    nearest = sorted(scored, key=lambda name: (-scored[name], name))[:count]
    used = _use()  # what most lists are in is always tried
    usual = sorted(scored, key=lambda name: (-used.get(name, 0), -scored[name]))[:_USUAL]
    return list(dict.fromkeys([*nearest, *usual]))


def _kind(reference: Reference) -> int:
    """Which specimen a reference is like: 0 an article, 1 a book, 2 a chapter."""
    if reference.type in ("book", "report", "thesis", "webpage"):
        return 1
    return 2 if reference.type in ("chapter", "paper-conference") else 0


@cache
def _skeletons() -> dict[str, list[str]]:
    path = Path(__file__).parents[1] / "csl" / "data" / _SPECIMENS
    found = json.loads(gzip.decompress(path.read_bytes()))
    return found if isinstance(found, dict) else {}


@cache
def _junctions() -> dict[str, list[frozenset[tuple[str, str, str]]]]:
    return {name: list(map(junctions, own)) for name, own in _skeletons().items()}


@cache
def _use() -> dict[str, int]:
    from mscref.csl.style_index import style_index

    counts: dict[str, int] = {}
    for head in style_index(styles_folder(os.environ)):
        if head.parent:
            counts[head.parent] = counts.get(head.parent, 0) + 1
    return counts


@cache
def _formats() -> dict[str, str]:
    from mscref.csl.style_index import style_index

    heads = style_index(styles_folder(os.environ))
    return {head.name: head.citation_format for head in heads if not head.parent}


def _load(name: str) -> Style:
    from mscref.csl.styles import load_style

    return load_style(name, styles_folder(os.environ))
