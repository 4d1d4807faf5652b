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
from itertools import islice

from mscref.manuscript.headline import (
    TitlePage,
    are_one_size,
    before_text,
    is_heading,
    is_larger,
    is_wordy,
)
from mscref.manuscript.pdf_about import plain_line, says_about
from mscref.manuscript.pdf_front import FrontLine
from mscref.manuscript.pdf_parts import names_another_part, names_its_part
from mscref.match.marks import unmarked
from mscref.match.printed import (
    is_same_title,
    letters_of,
    names_somebody,
    nearest,
    printed_letters,
    printed_words,
)
from mscref.match.record import ComparableRecord, creators_of
from mscref.match.siblings import has_sibling_before
from mscref.match.text import is_abbreviation_of, tokens
from mscref.model.reference import Reference
from mscref.records import Record

_MOST_LINES = 9  # of a title
_TOP = 16  # lines of a page in one size among which a title begins
_NEXT = 4  # lines below such a title, among which its people are named
_SHORT = 14  # letters; a shorter title (`Editorial`, `Introduction`) is that of many works
_SHORT_SIGNS = 5  # the same in ideographs
_BYLINE = 4  # words with which a line of names begins, whatever follows: `by José Müller, Prague`
_TELLING = 3  # letters of a part of a name
_SIMILAR = 75  # of 100: worth telling that a title comes near
_LABELS = frozenset(
    """article articles research original review paper letter letters open access full length
    regular report communication communications short brief perspective vol volume no issue pp p
    published received accepted online preprint manuscript in press chapter proceedings conference
    workshop technical series working the of and revised submitted available peer reviewed creative
    commons license licence cc by retracted withdrawn removed january february march april may june
    july august september october november december""".split()
)
_TITLE_LABEL = re.compile(
    r"^(?:article\s+)?(?:title|titel|titre|t[íi]tulo|题目|標題)\s*[:：]\s*", re.IGNORECASE
)


class _Place(Record):
    """Where a title stands: the first and the last of its lines among those of a page."""

    page: TitlePage
    first: int
    last: int

    @property
    def size(self) -> float:
        """Of its largest letters."""
        return max(line.size for line in self.page.lines[self.first : self.last + 1])

    @property
    def before(self) -> Sequence[FrontLine]:
        """The lines above it, the nearest first."""
        return self.page.lines[: self.first][::-1]

    @property
    def after(self) -> Sequence[FrontLine]:
        """The lines below it."""
        return self.page.lines[self.last + 1 :]


def why_foreign(pages: Sequence[TitlePage], record: ComparableRecord) -> str:
    """Why the record is not that of the document; "" where it is."""
    titles = letters_of([record.title, *record.other_titles])
    if not titles:
        return "its record has no title"
    if not record.families:
        return "its record names nobody"
    reasons = [_why_not_on(page, titles, record) for page in pages]
    return "" if not all(reasons) else next(iter(reasons), "no page has text")


def has_title(pages: Sequence[TitlePage], record: ComparableRecord) -> bool:
    """Whether the title of the record stands somewhere in whole lines, as that of whatever."""
    titles = letters_of([record.title, *record.other_titles])
    return bool(titles) and any(next(_places(page, titles), None) for page in pages)


def _why_not_on(page: TitlePage, titles: Sequence[str], record: ComparableRecord) -> str:
    places = list(_places(page, titles))
    if not places:
        return _absent(page, titles, record)
    known = _Known(record)
    if not known.is_named_in(page.text):
        return f"none of its people is named on page {page.number}"
    reasons = [_why_not_there(place, titles, known) for place in places]
    return "" if not all(reasons) else reasons[0]


def _absent(page: TitlePage, titles: Sequence[str], record: ComparableRecord) -> str:
    shown = _shortened(record.reference.text("title"))
    letters = printed_letters(page.text)
    if any(len(one) >= _SHORT and one in letters for one in titles):
        return f"its title, “{shown}”, stands on page {page.number} in the text, not as the title"
    near = max(nearest(one, list(_texts(page, len(one)))) for one in titles)
    if near >= _SIMILAR:
        return f"its title, “{shown}”, is only near to that of page {page.number} ({near} %)"
    return f"its title, “{shown}”, is not that of page {page.number}"


def _places(page: TitlePage, titles: Sequence[str]) -> Iterator[_Place]:
    """Every place where whole lines are one of the titles."""
    for first, last in _spans(page, max(map(len, titles))):
        if any(
            is_same_title(title, text)
            for text in _readings(page.lines[first : last + 1])
            for title in titles
        ):
            yield _Place(page, first=first, last=last)


def _spans(page: TitlePage, longest: int) -> Iterator[tuple[int, int]]:
    """The first and last lines of what may be a title of so many letters.

    Its lines are all larger than the text, where it may have two sizes, or all of one size.
    """
    lengths = [len(printed_letters(line.text)) for line in page.lines]
    for first, line in enumerate(page.lines):
        total = 0
        for last in range(first, min(first + _MOST_LINES, len(lengths))):
            total += lengths[last]
            size = page.lines[last].size
            is_of_it = are_one_size(line.size, size) or (
                is_larger(min(line.size, size), page.body_size)
            )
            if not is_of_it or total > 2 * longest + _SHORT:
                break
            yield first, last


def _readings(lines: Sequence[FrontLine]) -> Iterator[str]:
    """The letters of lines, with what is raised and without it, without the word `Title:`, and
    without a mark such as `RETRACTED:`."""
    whole = " ".join(line.text for line in lines)
    plain = " ".join(line.plain for line in lines)
    for text in dict.fromkeys((whole, plain, _TITLE_LABEL.sub("", whole), unmarked(whole))):
        yield printed_letters(text)


def _texts(page: TitlePage, length: int) -> Iterator[str]:
    for first, last in _spans(page, length):
        yield from islice(_readings(page.lines[first : last + 1]), 1)


# ---------------------------------------------------------------- a title in its place


def _why_not_there(place: _Place, titles: Sequence[str], known: _Known) -> str:
    for block in place.page.blocks:
        is_rival = is_larger(block.size, place.size) and is_wordy(block.text)
        if is_rival and not known.explains(block.text):
            return f"“{_shortened(block.text)}” is set in larger letters than its title"
    above = tokens(" ".join(line.text for line in reversed(place.before[:2])))
    if has_sibling_before(above, known.title):
        return f"the page is about it: “{_shortened(' '.join(above))}”"
    about = _leading_line(place, known) or says_about(place.before, place.after, known.record)
    if about:
        return f"the page is about it: “{_shortened(about)}”"
    part = _other_part(place, known)
    if part:
        return f"another part than the page says: “{_shortened(part)}”"
    is_headline = is_larger(place.size, place.page.body_size)
    reason = _why_no_headline(place, known) if is_headline else _why_not_on_top(place, known)
    if reason or is_corroborated(place.before, known.reference):
        return reason
    is_short = all(len(one) < (_SHORT if one.isascii() else _SHORT_SIGNS) for one in titles)
    if is_short:
        return "its title is that of many works, and its journal and volume do not stand above it"
    return ""


def _leading_line(place: _Place, known: _Known) -> str:
    """The line above that leads to the title as to something else: `Article reviewed:`."""
    text = place.before[0].text if place.before else ""
    before, colon, after = text.rpartition(":") if ":" in text else text.rpartition("：")
    is_label = not colon or after.strip() or _TITLE_LABEL.fullmatch(text)
    return "" if is_label or known.explains(before) else text


def _other_part(place: _Place, known: _Known) -> str:
    above, below = (
        [plain_line(one) for one in lines] for lines in (place.before, before_text(place.after))
    )
    part = names_another_part(above, below, known.record)
    return "" if part and has_first_page(place.before, known.reference) else part


def _why_no_headline(place: _Place, known: _Known) -> str:
    """Whether the title of the page is longer than that of the record.

    A line of the same size above it and lines in large letters below it would belong to it, and so
    would all that parts it from the names of its people.
    """
    top = place.page.lines[place.first]
    further = [one for one in place.before[:1] if are_one_size(one.size, top.size)]
    named = (n for n, one in enumerate(place.after[:_NEXT]) if known.is_named_in(one.text))
    until = next(named, 0)
    further += place.after[:until]
    further += [one for one in place.after[:1] if is_larger(one.size, place.page.body_size)]
    for line in further:
        if is_heading(line):
            break
        is_known = known.explains(line.text) or names_its_part(plain_line(line), known.record)
        if not is_known and not is_corroborated(place.before, known.reference):
            return f"the title of the page goes on: “{_shortened(line.text)}”"
    return ""


def _why_not_on_top(place: _Place, known: _Known) -> str:
    if place.first >= _TOP:
        return "its title stands in the text, not at the top of the page"
    below = "\n".join(line.text for line in place.after[:_NEXT])
    if not known.is_named_in(below):
        return "none of its people is named below its title"
    return ""


# What stands between the title of a thesis and its name.
_DEGREE = re.compile(
    r"(?:an?\s|the\s)?(?:[\w’'.-]{1,20}\s){0,3}(?:thesis|dissertation|habilitation)\b.{0,200}|inaugural.?dissertation.{0,200}"
    r"|(?:submitted|presented)\s(?:to|in|for|by)\b.{0,200}|in\spartial\sfulfil.{0,200}|(?:for\sthe\sdegree\sof\s)?doctor\sof\s.{0,80}"
    r"|(?:vorgelegt|eingereicht)\s.{0,200}|zur\serlangung\s.{0,200}|th[èe]se\s(?:de|pour|présentée)\b.{0,200}|tesis\s.{0,100}",
    re.IGNORECASE,
)


class _Known:
    """What may stand beside a title in its letters: the journal, the publisher, the people."""

    def __init__(self, record: ComparableRecord) -> None:
        self.record = record
        self.reference = record.reference
        self.title = record.title
        self._people = creators_of(self.reference)
        names = [
            name.display() for role in ("author", "editor") for name in self.reference.names(role)
        ]
        texts = (*record.venues, self.reference.text("publisher"), *names)
        self._words = {word for text in texts for word in tokens(text)} | _LABELS
        # Letters may be printed apart: names are looked for in all of them together.
        words = {word for name in names for word in tokens(name) if len(word) >= _TELLING}
        self._of_names = sorted(words, key=len, reverse=True)
        self._venues = record.venues

    def is_named_in(self, text: str) -> bool:
        """Whether one of the people is named in a text."""
        return names_somebody(self._people, text)

    def explains(self, text: str) -> bool:
        """Whether a line says nothing but such things."""
        if self.reference.type == "thesis" and _DEGREE.fullmatch(text.strip()):
            return True
        words = printed_words(text)
        unknown = [word for word in words if word not in self._words and not word.isdigit()]
        if not unknown or any(is_abbreviation_of(text, venue) for venue in self._venues):
            return True
        doi = self.reference.text("DOI").lower()
        if self.is_named_in(" ".join(words[:_BYLINE])) or (doi and doi in text.lower()):
            return True
        whole = rest = "".join(words)
        for word in self._of_names:
            rest = rest.replace(word, "")
        return len(rest) * 2 <= len(whole) + _SHORT_SIGNS and self.is_named_in(text)


def is_corroborated(lines: Sequence[FrontLine], reference: Reference) -> bool:
    """Whether lines also give the journal, and the volume or first page, of a record.

    Asked of the lines above a title: below it another work may be cited with all of that.
    """
    return _has_venue_and(lines, reference, ("volume", "page", "number"))


def has_first_page(lines: Sequence[FrontLine], reference: Reference) -> bool:
    """Whether lines give the journal and the first page, which parts of a series do not share."""
    return _has_venue_and(lines, reference, ("page",))


def _has_venue_and(
    lines: Sequence[FrontLine], reference: Reference, variables: Sequence[str]
) -> bool:
    words = printed_words("\n".join(line.text for line in lines))
    letters = "".join(words)
    venues = (reference.text("container-title"), reference.text("container-title-short"))
    stands = any("".join(tokens(one)) in letters for one in venues if len(one) > _NEXT)
    numbers = {
        word for name in variables for word in tokens(reference.text(name))[:1] if len(word) > 1
    }
    return stands and bool(numbers & set(words))


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
