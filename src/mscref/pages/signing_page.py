"""A list of references to be signed: each with its verdict, its DOI, and a box to tick; at the end
a place for name, date and signature. Made to be printed.

What crosses the border: `SignedRow`s in, HTML out.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.model.reference import Json
from mscref.pages.markup import Html, doi_link, element, joined, prose
from mscref.pages.parts import badge
from mscref.pages.shell import page
from mscref.records import Record

_HEADS = ("No.", "Reference", "Verdict", "DOI", "Seen")
_SIGNED = ("Name", "Date", "Signature")
_LINE = "_" * 40
_BOX = "\u2610"


class SignedRow(Record, kw_only=True):
    """One reference: its text, the verdict with its colour, and what is to be looked at."""

    number: str
    text: str
    verdict: str
    tone: str
    doi: str
    doi_from: str
    remarks: tuple[str, ...] = ()


def signing_page(rows: Sequence[SignedRow], *, title: str, subtitle: str, data: Json) -> str:
    """The page of a list."""
    head = element("tr", *(element("th", name, scope="col") for name in _HEADS))
    table = element(
        "table",
        element("caption", "The references, in the order of the list", class_="visually-hidden"),
        element("thead", head),
        element("tbody", *map(_row, rows)),
        class_="signing",
    )
    shown = table if rows else element("p", "There is no reference in it.")
    signed = element("section", element("h2", "Signed"), *map(_line, _SIGNED))
    return page(shown, signed, title=title, subtitle=subtitle, data=data)


def _row(row: SignedRow) -> Html:
    remarks = [element("p", prose(said), class_="quiet") for said in row.remarks]
    doi = joined(doi_link(row.doi), f" ({row.doi_from})") if row.doi else ""
    return element(
        "tr",
        element("th", row.number, scope="row"),
        element("td", element("p", row.text), *remarks),
        element("td", badge(row.verdict, row.tone), data_side="Verdict"),
        element("td", doi, data_side="DOI" if row.doi else None),
        element("td", _BOX, data_side="Seen"),
    )


def _line(name: str) -> Html:
    return element("p", f"{name}: {_LINE}")
