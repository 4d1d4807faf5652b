"""A web address → references: a page that shows a work, or a bibliography that stands there.

What crosses the border: an address that a person typed, and who is asked about identifiers, in;
outcomes like those of identifiers out. Nothing is invented: a page without a title, a login and a
bot wall are reasons, and no references. An identifier on the page counts only where its record is
the work that the page shows, and so does a file that the page offers.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from mscref.app.files import decode
from mscref.app.library import read_references
from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import FormatError, InputError, MscrefError, NotFoundError, RefusedError
from mscref.formats.registry import guess_format
from mscref.match.claim import Claim
from mscref.match.comparison import Comparison
from mscref.match.levels import Level
from mscref.match.siblings import split_part
from mscref.match.standing import stands_among
from mscref.match.text import tokens
from mscref.model.dates import Date, PartialDate
from mscref.model.identifiers import Identifier, Malformed, parse_identifier
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference
from mscref.records import replaced as replace
from mscref.sources.outcomes import Outcome, Resolved, Unresolved
from mscref.sources.resolver import Resolver
from mscref.sources.settings import Settings
from mscref.sources.webpage.fetching import Page, Visitor, shown_address, typed_address
from mscref.sources.webpage.reading import OFFERED, PageReading, read_page
from mscref.sources.webpage.tags import VOCABULARIES
from mscref.sources.webpage.walls import ABSENT, wall_of
from mscref.verifying.records import comparable

_ADDRESS = re.compile(r"(?i)https?://|www\.[\w-]+\.\w")
_PAGE_KINDS = ("text/html", "application/xhtml+xml")
_MOST_OFFERS = 2
_BY_HAND = "open it in a browser, and give the DOI that it shows, or `mscref lookup TITLE`"


def is_page(word: str) -> bool:
    """Whether a word is a web address that holds no identifier, nor is meant as one."""
    if not _ADDRESS.match(word.strip()):
        return False
    found = parse_identifier(word)
    return isinstance(found, Malformed) and not found.scheme


def read_address(
    word: str, asked: Resolver, settings: Settings, *, is_typed: bool = True
) -> Iterator[Outcome]:
    """What stands at an address: one outcome for a page, one for each entry of a bibliography.

    An address of this machine or of a private network is asked only where a person typed it.
    """
    try:
        url = typed_address(word)
        with Visitor(url, settings, is_typed=is_typed) as visitor:
            page = visitor.fetch(url)
            if is_html(page):
                yield _Shown(word, url, visitor, asked).outcome(page)
            else:
                yield from _listed(word, page)
    except MscrefError as error:
        yield Unresolved(word, None, error)


def is_html(page: Page) -> bool:
    """Whether a page is one: by its type, else by how it begins."""
    if page.body.startswith(b"%PDF"):
        return False
    if page.kind in _PAGE_KINDS:
        return True
    start = page.body[:1024].lstrip().lower()
    return page.kind in ("", "text/plain", "application/xml") and (
        start.startswith(b"<!doctype html") or b"<html" in start
    )


# ── bibliographies ───────────────────────────────────────────────────────────────────────────


def _listed(word: str, page: Page) -> Iterator[Outcome]:
    """The references of a file that stands at an address. Raises InputError for another file."""
    shown = shown_address(page.url)
    if page.body.startswith(b"%PDF") or page.kind == "application/pdf":
        raise InputError(f"{shown} is a PDF, not a page", hint="save it; `mscref add FILE.pdf`")
    references, remarks = _references(page, shown)
    if not references:
        kind = f" ({page.kind})" if page.kind.isprintable() and page.kind else ""
        raise FormatError(
            f"{shown} is neither a web page nor a bibliography{kind}",
            hint="give the address of the page that shows the work",
        )
    for number, reference in enumerate(references, start=1):
        yield _resolved(word, f"{page.url}#{reference.id or number}", reference, "file", remarks)
        remarks = ()


def _references(page: Page, shown: str) -> tuple[list[Reference], tuple[Diagnostic, ...]]:
    name = OFFERED.get(page.kind) or urlsplit(page.url).path.rpartition("/")[2]
    source = replace(decode(page.body, path=shown), path=name)
    if guess_format(source.text, path=name) is None:
        return [], ()
    result = read_references(source)
    references = [one for one in result.references if one.text("title")]
    if not result.diagnostics:
        return references, ()
    count = len(result.diagnostics)
    said = f"{count} {'thing is' if count == 1 else 'things are'} odd in the file"
    remark = Diagnostic(Severity.WARNING, "page-file", f"{said}: {result.diagnostics[0].message}")
    return references, (remark,)


def _resolved(
    word: str, url: str, reference: Reference, source: str, remarks: Sequence[Diagnostic] = ()
) -> Resolved:
    return Resolved(
        asked=word,
        identifier=Identifier("url", url),
        reference=reference,
        provenance=dict.fromkeys(reference.fields, source),
        sources=(source,),
        remarks=tuple(remarks),
    )


# ── pages ────────────────────────────────────────────────────────────────────────────────────


@dataclass
class _Shown:
    """One page, and what became of the identifiers and files that it names."""

    word: str
    url: str
    visitor: Visitor
    asked: Resolver
    remarks: list[Diagnostic] = field(default_factory=list)

    def outcome(self, page: Page) -> Outcome:
        """The work that the page shows. Raises MscrefError where it shows none."""
        reading = read_page(page, _today())
        shown = shown_address(self.url)
        wall = wall_of(reading.head, page.url, self.url, is_told=reading.is_told)
        if wall == ABSENT:
            raise NotFoundError(f"{shown}: {wall}", hint="check the address")
        if wall:
            raise RefusedError(f"{shown}: {wall}", status=200, hint=_BY_HAND)
        if reading.reference is None:
            raise NotFoundError(
                f"{shown}: the page has no title, so that there is no reference in it",
                hint=f"looked for {_tried()}; {_BY_HAND}",
            )
        known = self._identified(reading)
        if known is not None:
            return replace(known, asked=self.word, remarks=(*known.remarks, *self.remarks))
        return self._told(reading, reading.reference, page)

    def _identified(self, reading: PageReading) -> Resolved | None:
        """The record of the first identifier on the page whose record is the page's work."""
        for identifier in reading.identifiers:
            outcome = self.asked.resolve_one(identifier)
            if not isinstance(outcome, Resolved):
                reason = outcome.error.message.removeprefix(f"{identifier.value} ")
                said = f"{identifier.value} stands on the page and is left out"
                self._remark(f"{said}: {reason}")
            elif _fits(outcome, reading):
                return outcome
            else:
                title = strip_markup(outcome.reference.text("title"))[:100]
                said = f"{identifier.value} stands on the page, and is another work (`{title}`)"
                self._remark(f"{said}; left out")
        return None

    def _told(self, reading: PageReading, reference: Reference, page: Page) -> Resolved:
        """What the page says itself, behind what a file says that it offers."""
        provenance = dict(reading.provenance)
        offered = self._offered(reading)
        if offered is not None:
            provenance |= dict.fromkeys(offered.fields, "file of the page")
            fields = {**reference.fields, **offered.fields}
            reference = Reference("", offered.type, fields, offered.extra)
        provenance = {name: provenance[name] for name in reference.fields}
        return Resolved(
            asked=self.word,
            identifier=Identifier("url", page.url),
            reference=reference,
            provenance=provenance,
            sources=tuple(dict.fromkeys(provenance.values())),
            remarks=tuple(self.remarks),
        )

    def _offered(self, reading: PageReading) -> Reference | None:
        """The one reference of the first file that the page offers of its work."""
        for kind, url in reading.offers[:_MOST_OFFERS]:
            try:
                file = replace(self.visitor.fetch(url), kind=kind)
                references, _ = _references(file, shown_address(url))
            except MscrefError as error:
                self._remark(f"a file that the page offers is left out: {error.message}")
                continue
            titled = [one for one in references if stands_among(one.text("title"), reading.titles)]
            if len(titled) == 1:
                return titled[0]
        return None

    def _remark(self, message: str) -> None:
        self.remarks.append(Diagnostic(Severity.WARNING, "page-identifier", message))


def _today() -> Date:
    day = time.localtime()
    return Date(PartialDate(day.tm_year, day.tm_mon, day.tm_mday))


def _tried() -> str:
    return ", ".join(one.title for one in VOCABULARIES)


def _fits(outcome: Resolved, reading: PageReading) -> bool:
    """Whether a record is the work that the page shows: its title stands there as a title, or all
    that the page says of its work agrees with it."""
    titles = (outcome.reference.text("title"), *outcome.aside.other_titles)
    if any(stands_among(title, reading.titles) for title in titles):
        return not _is_contradicted(outcome, reading)
    if reading.reference is None or not reading.is_told:
        return False
    compared = Comparison(Claim(reading.reference), comparable(outcome))
    return compared.is_the_work


def _is_contradicted(outcome: Resolved, reading: PageReading) -> bool:
    """Whether a page with the title of a record says of its work that it is another: all
    other people (the review of a book, a report on a paper), or a part that the record is not."""
    told = reading.reference
    if told is None:
        return False
    record = comparable(outcome)
    words, part = split_part(tokens(told.text("title")))
    if part and list(words) == list(record.title):
        return True
    # The name of a site is no author: `Springer` stands there for want of a better one.
    are_people = any(one.family and one.given for one in told.names("author"))
    return are_people and Comparison(Claim(told), record).level("authors") is Level.NONE
