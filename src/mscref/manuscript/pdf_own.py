"""Is a record that of the document, or of a work that it only names? Pure.

A page may hold identifiers of other works: in its references, in links, on a cover sheet, in the
metadata of a template. A record is the document's own where its title stands there as the title:
whole lines, set in the largest letters of the page that are not the journal's name; and one of its
people is named on that page. Where the letters are all of one size, the title must stand at the
top, with a name below it.

What crosses the border: the first pages and a comparable record in; why the record is not the
document's own out, "" where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from mscref.manuscript.headline import LineBlock, TitlePage, is_larger, is_wordy
from mscref.manuscript.pdf_front import FrontLine
from mscref.match.printed import (
    is_same_title,
    letters_of,
    names_somebody,
    nearest,
    printed_letters,
    printed_words,
)
from mscref.match.record import ComparableRecord
from mscref.match.siblings import has_sibling_before
from mscref.match.text import is_abbreviation_of, tokens
from mscref.model.reference import Reference
from mscref.records import Record

_MOST_LINES = 9  # of a title
_TOP = 16  # lines of a page in one size among which a title begins
_NEXT = 4  # lines below such a title, among which its people are named
_SHORT = 14  # letters; a shorter title (`Editorial`, `Introduction`) is that of many works
_SHORT_SIGNS = 5  # the same in ideographs
_SIMILAR = 75  # of 100: worth telling that a title comes near
_LABELS = frozenset(
    """article articles research original review paper letter letters open access full length
    regular report communication communications short brief perspective vol volume no issue pp p
    published received accepted online preprint manuscript in press chapter proceedings conference
    workshop technical series working the of and""".split()
)
_TITLE_LABEL = re.compile(
    r"^(?:article\s+)?(?:title|titel|titre|t[íi]tulo|题目|標題)\s*[:：]\s*", re.IGNORECASE
)


class _Place(Record):
    """Where a title stands: a block, and the first and the last of its lines."""

    page: TitlePage
    block: LineBlock
    first: int
    last: int


def why_foreign(pages: Sequence[TitlePage], record: ComparableRecord) -> str:
    """Why the record is not that of the document; "" where it is."""
    titles = letters_of([record.title, *record.other_titles])
    if not titles:
        return "its record has no title"
    if not record.families:
        return "its record names nobody"
    reasons = [_why_not_on(page, titles, record) for page in pages]
    return "" if not all(reasons) else next(iter(reasons), "no page has text")


def _why_not_on(page: TitlePage, titles: Sequence[str], record: ComparableRecord) -> str:
    places = list(_places(page, titles))
    if not places:
        return _absent(page, titles, record)
    if not names_somebody(record.families, page.text):
        return f"none of its people is named on page {page.number}"
    reasons = [_why_not_there(place, titles, record) for place in places]
    return "" if not all(reasons) else reasons[0]


def _absent(page: TitlePage, titles: Sequence[str], record: ComparableRecord) -> str:
    shown = record.reference.text("title")
    shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
    letters = printed_letters(page.text)
    if any(len(one) >= _SHORT and one in letters for one in titles):
        return f"its title, “{shown}”, stands on page {page.number} in the text, not as the title"
    near = max(nearest(one, list(_texts(page, len(one)))) for one in titles)
    if near >= _SIMILAR:
        return f"its title, “{shown}”, is only near to that of page {page.number} ({near} %)"
    return f"its title, “{shown}”, is not that of page {page.number}"


def _places(page: TitlePage, titles: Sequence[str]) -> Iterator[_Place]:
    """Every place where whole lines of one size are one of the titles."""
    for block in page.blocks:
        for first, last in _spans(block, max(map(len, titles))):
            if any(
                is_same_title(title, text)
                for text in _readings(block.lines[first : last + 1])
                for title in titles
            ):
                yield _Place(page, block=block, first=first, last=last)


def _spans(block: LineBlock, longest: int) -> Iterator[tuple[int, int]]:
    """The first and last lines of what may be a title of so many letters."""
    lengths = [len(printed_letters(line.text)) for line in block.lines]
    for first in range(len(lengths)):
        total = 0
        for last in range(first, min(first + _MOST_LINES, len(lengths))):
            total += lengths[last]
            if total > 2 * longest + _SHORT:
                break
            yield first, last


def _readings(lines: Sequence[FrontLine]) -> Iterator[str]:
    """The letters of lines, with what is raised and without it, and without the word `Title:`."""
    whole = " ".join(line.text for line in lines)
    plain = " ".join(line.plain for line in lines)
    for text in dict.fromkeys((whole, plain, _TITLE_LABEL.sub("", whole))):
        yield printed_letters(text)


def _texts(page: TitlePage, length: int) -> Iterator[str]:
    for block in page.blocks:
        for first, last in _spans(block, length):
            yield from islice(_readings(block.lines[first : last + 1]), 1)


# ---------------------------------------------------------------- a title in its place


def _why_not_there(place: _Place, titles: Sequence[str], record: ComparableRecord) -> str:
    is_headline = is_larger(place.block.size, place.page.body_size)
    reason = _why_no_headline(place, record) if is_headline else _why_not_on_top(place, record)
    if reason:
        return reason
    is_short = all(len(one) < (_SHORT if one.isascii() else _SHORT_SIGNS) for one in titles)
    if is_short and not is_corroborated(place.page.text, record.reference):
        return (
            "its title is that of many works, and neither its journal nor its volume stands there"
        )
    return ""


def _why_no_headline(place: _Place, record: ComparableRecord) -> str:
    known = _Known(record)
    for block in place.page.blocks:
        is_rival = is_larger(block.size, place.block.size) and is_wordy(block.text)
        if is_rival and not known.explains(block.text):
            return f"“{_shortened(block.text)}” is set in larger letters than its title"
    before = place.block.lines[place.first - 1 : place.first] if place.first else ()
    after = place.block.lines[place.last + 1 : place.last + 2]
    for line in chain(before, after):
        if not known.explains(line.text) and not is_corroborated(place.page.text, record.reference):
            return f"the title of the page goes on: “{_shortened(line.text)}”"
        if has_sibling_before(tokens(line.text), record.title) and line in before:
            return f"the page is about it: “{_shortened(line.text)}”"
    return ""


def _why_not_on_top(place: _Place, record: ComparableRecord) -> str:
    lines = [line for block in place.page.blocks for line in block.lines]
    start = next(n for n, line in enumerate(lines) if line is place.block.lines[place.first])
    end = start + place.last - place.first + 1
    known = _Known(record)
    rivals = [
        block
        for block in place.page.blocks
        if is_larger(block.size, place.block.size) and is_wordy(block.text)
    ]
    for block in rivals:
        if not known.explains(block.text):
            return f"“{_shortened(block.text)}” is set in larger letters than its title"
    if start >= _TOP:
        return "its title stands in the text, not at the top of the page"
    before = tokens(" ".join(line.text for line in lines[max(0, start - 2) : start]))
    if has_sibling_before(before, record.title):
        return f"the page is about it: “{_shortened(' '.join(before))}”"
    below = "\n".join(line.text for line in lines[end : end + _NEXT])
    if not names_somebody(record.families, below):
        return "none of its people is named below its title"
    return ""


class _Known:
    """What may stand in large letters beside a title: the journal, the publisher, the people."""

    def __init__(self, record: ComparableRecord) -> None:
        reference = record.reference
        names = (name.display() for role in ("author", "editor") for name in reference.names(role))
        texts = (*record.venues, reference.text("publisher"), reference.text("ISSN"), *names)
        self.words = {word for text in texts for word in tokens(text)} | _LABELS
        self.families = record.families
        self.venues = record.venues

    def explains(self, text: str) -> bool:
        """Whether a line says nothing but such things."""
        words = printed_words(text)
        unknown = [word for word in words if word not in self.words and not word.isdigit()]
        if not unknown or any(is_abbreviation_of(text, venue) for venue in self.venues):
            return True
        is_of_people = names_somebody(self.families, text)
        return is_of_people and len(unknown) * 2 <= len(words) + 1


def is_corroborated(text: str, reference: Reference) -> bool:
    """Whether the page also gives the journal, and the volume or first page, of a record."""
    words = printed_words(text)
    letters = "".join(words)
    venues = (reference.text("container-title"), reference.text("container-title-short"))
    stands = any("".join(tokens(one)) in letters for one in venues if len(one) > 3)
    numbers = {
        word
        for name in ("volume", "page", "number")
        for word in tokens(reference.text(name))[:1]
        if len(word) > 1
    }
    return stands and bool(numbers & set(words))


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
