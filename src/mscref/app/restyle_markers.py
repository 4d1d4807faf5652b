"""The markers of a manuscript as `restyle` replaces them, in a text as in a document of Word.

Numbers that stand together are one citation, a number behind the name of its author is a citation
in the words of the sentence, and works that a sentence names by number are said, since no style can
be put there.
"""

from __future__ import annotations

from dataclasses import replace

from mscref.app.manuscript import Manuscript
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.manuscript.citations.found import NARRATIVE, PLAIN, Found
from mscref.manuscript.marker import ListedWork, Marker, MarkerCite
from mscref.manuscript.markers import joined, numbers_in_words
from mscref.manuscript.named_markers import name_before
from mscref.model.citation import Cite
from mscref.model.locators import parse_locator

NUMBERS_IN_WORDS = "number-in-words"
_NUMERIC = frozenset(["bracket", "superscript", "paren"])


def prepared(manuscript: Manuscript, *, names_people: bool) -> Manuscript:
    """The manuscript with the markers that are to be replaced.

    `names_people` is true for a style whose citations in the text are names and years.
    """
    text = manuscript.text
    markers = joined(text, manuscript.markers)
    if names_people:
        works = {one.key: one for one in manuscript.works}
        markers = [_with_author(text, one, works) for one in markers]
    return replace(manuscript, markers=tuple(markers))


def _with_author(text: str, marker: Marker, works: dict[str, ListedWork]) -> Marker:
    """ "Smith et al. [1]" as one marker; of "Smith's [1]" the year alone."""
    if marker.way not in _NUMERIC or len(marker.cites) != 1 or marker.unresolved:
        return marker
    (cite,) = marker.cites
    if cite.prefix or cite.key not in works:
        return marker
    start, is_owner = name_before(text, marker.start, works[cite.key])
    if start < 0:
        return marker
    if is_owner:
        return replace(marker, year_only=True)
    shown = text[start : marker.end]
    return replace(marker, start=start, text=shown, way="author-year", author_in_text=True)


def found_of(marker: Marker) -> Found:
    """A marker as a citation."""
    cites = tuple([_cite(one, year_only=marker.year_only) for one in marker.cites])
    form = NARRATIVE if marker.author_in_text else PLAIN
    return Found(
        start=marker.start,
        end=marker.end,
        cites=cites,
        keys=((marker.start, marker.end),) * len(cites),
        form=form,
    )


def _cite(cite: MarkerCite, *, year_only: bool) -> Cite:
    label, locator = parse_locator(cite.locator) if cite.locator else ("", "")
    return Cite(
        cite.key, locator=locator, label=label, prefix=cite.prefix, suppress_author=year_only
    )


def said_in_words(manuscript: Manuscript) -> list[Diagnostic]:
    """A warning for each place where words name works by number."""
    start, end = manuscript.list_start, manuscript.list_end
    places = numbers_in_words(manuscript.text, manuscript.markers)
    return [
        Diagnostic(
            Severity.WARNING,
            NUMBERS_IN_WORDS,
            f"`{manuscript.text[first:last]}` names works by number in the words of a sentence",
            manuscript.places.span(first, last),
            hint="it was left as it stands; make it a marker, or write it anew",
        )
        for first, last in places
        if not start <= first < end
    ]


def said_of_none(manuscript: Manuscript) -> list[Diagnostic]:
    """A warning where no marker at all is tied to the list."""
    if any(not marker.unresolved for marker in manuscript.markers):
        return []
    message = "nothing in the text could be tied to the list; only the list is in the new style"
    return [Diagnostic(Severity.WARNING, "no-marker", message, Span(manuscript.path))]
