"""The page of `styles preview`: references in several styles, what differs from the first marked.

What crosses the border: for each reference its entry in each style as spans in; HTML out. Bold,
italic and underlined text is compared as such: the same word in italics is a difference.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.model.reference import Json
from mscref.pages.differing import differing, marked, pieces_of
from mscref.pages.markup import NOTHING, Html, element, joined
from mscref.pages.shell import page
from mscref.records import Record

_ELEMENTS = (("bold", "b"), ("italic", "i"), ("underline", "u"))
_Piece = tuple[str, frozenset[str]]


class StyledText(Record):
    """A run of text and its styles ("bold", "italic", "underline")."""

    text: str
    styles: frozenset[str] = frozenset()


class StyledEntry(Record):
    """A reference in one style: its entry, and how it is cited."""

    style: str
    entry: tuple[StyledText, ...]
    citation: str


class StyledReference(Record):
    """One reference in all styles."""

    key: str
    entries: tuple[StyledEntry, ...]


def preview_page(
    comparisons: Sequence[StyledReference], *, styles: Sequence[str], version: str, data: Json
) -> str:
    """The page of references in several styles."""
    many = f"{len(comparisons)} reference{'' if len(comparisons) == 1 else 's'}"
    first = f"marked: what differs from {styles[0]}" if len(styles) > 1 else ""
    return page(
        *map(_section, comparisons),
        title=f"In {', '.join(styles)}",
        subtitle=" · ".join(filter(None, (many, first, f"mscref {version}"))),
        data=data,
    )


def _section(one: StyledReference) -> Html:
    heads = element(
        "tr", *(element("th", name, scope="col") for name in ("style", "entry", "cited"))
    )
    base = _pieces(one.entries[0].entry) if one.entries else []
    rows = [_row(entry, base if place else None) for place, entry in enumerate(one.entries)]
    return element(
        "section",
        element("h2", one.key, class_="key"),
        element("table", element("thead", heads), element("tbody", *rows), class_="sides preview"),
    )


def _row(entry: StyledEntry, base: Sequence[_Piece] | None) -> Html:
    pieces = _pieces(entry.entry)
    places = differing(base, pieces)[1] if base is not None else set()
    return element(
        "tr",
        element("th", entry.style, scope="row"),
        element("td", marked(pieces, places, _shown) if pieces else NOTHING, data_side="entry"),
        element("td", entry.citation, data_side="cited"),
    )


def _pieces(runs: Sequence[StyledText]) -> list[_Piece]:
    return [(piece, run.styles) for run in runs for piece in pieces_of(run.text)]


def _shown(piece: _Piece) -> Html:
    text, styles = piece
    shown = joined(text)
    for style, tag in _ELEMENTS:
        shown = element(tag, shown) if style in styles else shown
    return shown
