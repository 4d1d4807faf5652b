"""The parts of the page of `browse` that its scripts fetch: rows, an entry, repairs, verdicts.

What crosses the border: plain rows and texts in, HTML out. The scripts put parts in place as they
are; whatever is text in a reference was escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mscref.pages.check_page import finding_card
from mscref.pages.markup import NOTHING, Html, element, joined, prose
from mscref.pages.parts import badge, diff_of
from mscref.pages.verify_page import verdict_card
from mscref.records import Record
from mscref.report import ReportItem

Facets = Sequence[tuple[str, tuple[tuple[str, int], ...]]]
_MOST_MISSING = 100


class FoundRow(Record, kw_only=True):
    """A reference as a row; `place` and `key` are how it is asked for.

    `verdict` is that on it, or "", in the colour of `tone`; `findings` is how many the rules have.
    """

    place: int
    key: str
    authors: str
    year: str
    title: str
    verdict: str
    tone: str
    findings: int


class ProposedRepair(Record, kw_only=True):
    """A repair to accept or reject; `number` is its place in the list."""

    number: int
    key: str
    code: str
    message: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def facet_options(facets: Facets) -> dict[str, Html]:
    """The options of each facet, by its name: all, and each value with how many there are."""
    return {
        name: options_of([(value, f"{value} ({number})") for value, number in values], none="all")
        for name, values in facets
    }


def options_of(values: Iterable[tuple[str, str]], *, none: str) -> Html:
    """Options, each a value and what is said; before them one that chooses none."""
    return joined(
        element("option", none, value=""),
        *(element("option", said, value=value) for value, said in values),
    )


def found_rows(rows: Iterable[FoundRow]) -> Html:
    """Rows of the table, each with a button that opens its reference."""
    return joined(*map(_row, rows))


def _row(row: FoundRow) -> Html:
    button = element("button", row.key or "(no key)", type="button", data_place=row.place,
                     data_key=row.key, class_="key open")  # fmt: skip
    cells = (element("td", text) for text in (row.authors, row.year, row.title))
    marks = element("td", *_marks(row), class_="marks")
    return element("tr", element("th", button, scope="row"), *cells, marks)


def _marks(row: FoundRow) -> Iterable[Html]:
    if row.verdict:
        yield badge(row.verdict, row.tone)
    if row.findings:
        said = f"{row.findings} finding{'' if row.findings == 1 else 's'}"
        yield element("span", said, class_="warning")


def missing_keys(missing: Sequence[tuple[str, str]], *, command: str) -> Html:
    """The keys that a document cites and the library lacks, with their places."""
    if not missing:
        return element("p", "The library has all that it cites.", class_="quiet")
    rows = [
        element("li", element("span", key, class_="key"), element("span", f" {at}", class_="quiet"))
        for key, at in missing[:_MOST_MISSING]
    ]
    number = f"{len(missing)} key{'' if len(missing) == 1 else 's'}"
    head = element("summary", f"{number} cited and not in the library", class_="warning")
    tail = element("p", element("code", command), class_="quiet")
    return element("details", head, element("ul", *rows), tail, open=True)


def entry(
    key: str,
    fields: Iterable[tuple[str, str]],
    formatted: str,
    *,
    findings: Sequence[ReportItem] = (),
    verdict: ReportItem | None = None,
    when: str = "",
) -> Html:
    """One reference: formatted, its verdict and its findings, and its fields."""
    rows = [
        element("tr", element("th", name, scope="row"), element("td", value))
        for name, value in fields
    ]
    judged = [verdict_card(verdict)] if verdict else []
    cards = [*judged, *map(finding_card, findings)]
    return joined(
        element(
            "div",
            element("h2", key or "(no key)", class_="key"),
            element("button", "Close", type="button", id="close"),
            class_="head",
        ),
        element("p", formatted),
        element("p", f"verified on {when}", class_="quiet") if when else NOTHING,
        element("ul", *cards, class_="cards") if cards else NOTHING,
        element("table", element("tbody", *rows)),
    )


def proposals(repairs: Sequence[ProposedRepair]) -> Html:
    """The repairs that are proposed, each with two buttons."""
    if not repairs:
        return element("p", "There is nothing to repair.")
    return element("ol", *map(_proposal, repairs), class_="cards")


def _proposal(one: ProposedRepair) -> Html:
    buttons = [
        element("button", said, type="button", data_wish=wish, aria_label=f"{said} {one.code} in"
                f" {one.key}")
        for wish, said in (("accept", "Accept"), ("reject", "Reject"))
    ]  # fmt: skip
    top = element(
        "div",
        element("h3", one.key, class_="key"),
        element("span", one.code, class_="quiet"),
        class_="top",
    )
    return element(
        "li",
        top,
        element("p", prose(one.message)),
        diff_of(one.gone, one.new),
        element("p", *buttons, class_="buttons"),
        class_="card info",
        data_place=one.number,
        data_key=one.key,
        data_code=one.code,
    )


def verdict_cards(items: Iterable[ReportItem]) -> Html:
    """Findings of a verification, each with its evidence."""
    return joined(*map(verdict_card, items))


def verdict_counts(counts: Iterable[tuple[str, int]]) -> str:
    """How often each verdict was given, in words."""
    return " · ".join(f"{number} {verdict}" for verdict, number in counts)
