"""The page of `browse` and the parts that its script fetches: rows, an entry, proposed repairs.

What crosses the border: plain rows and texts in, HTML out. The script puts parts in place as they
are; whatever is text in a reference was escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mscref.pages.markup import Html, element, joined
from mscref.pages.parts import diff_of
from mscref.pages.shell import page
from mscref.records import Record

_Facets = Sequence[tuple[str, tuple[tuple[str, int], ...]]]


class FoundRow(Record):
    """A reference as a row; `place` is how it is asked for."""

    place: int
    key: str
    authors: str
    year: str
    title: str


class ProposedRepair(Record, kw_only=True):
    """A repair to accept or reject; `number` is its place in the list."""

    number: int
    key: str
    code: str
    message: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def browse_page(rows: Html, *, title: str, total: int, facets: _Facets, version: str) -> str:
    """The whole page with its first rows."""
    return page(
        _tabs(),
        element("section", _controls(facets, total), _table(rows), _more(), id="library"),
        element(
            "section",
            element("div", id="proposals", aria_live="polite"),
            id="repairs",
            hidden=True,
        ),
        element("section", id="entry", tabindex="-1", aria_label="Reference", hidden=True),
        element("p", "the same in the terminal: ", element("code", id="command"), class_="quiet"),
        title=title,
        subtitle=f"mscref {version} · on this machine only",
        scripts=("browse",),
        is_served=True,
    )


def _tabs() -> Html:
    buttons = [
        element("button", said, type="button", data_view=name, aria_pressed=pressed)
        for name, said, pressed in (("library", "Library", "true"), ("repairs", "Repairs", "false"))
    ]
    undo = element("button", "Undo the last change", type="button", id="undo")
    return element("nav", *buttons, undo, class_="controls", aria_label="Views")


def _controls(facets: _Facets, total: int) -> Html:
    selects = [
        element("label", f"{name} ", element("select", options, id=f"facet-{name}"))
        for (name, _), options in zip(facets, facet_options(facets).values(), strict=True)
    ]
    return element(
        "fieldset",
        element("legend", "Find"),
        element("input", type="search", id="query", aria_label="Search the library",
                placeholder="Search: beginnings of words"),
        *selects,
        element("label", "style ",
                element("input", id="style", value="apa", size=14, autocomplete="off")),
        element("span", f"{total} references" if total else "reading …", id="count",
                class_="quiet"),
        class_="controls",
    )  # fmt: skip


def facet_options(facets: _Facets) -> dict[str, Html]:
    """The options of each facet, by its name: all, and each value with how many there are."""
    return {
        name: joined(
            element("option", "all", value=""),
            *(element("option", f"{value} ({number})", value=value) for value, number in values),
        )
        for name, values in facets
    }


def _table(rows: Html) -> Html:
    names = ("key", "authors", "year", "title")
    heads = element("tr", *(element("th", name, scope="col") for name in names))
    return element(
        "table", element("thead", heads), element("tbody", rows, id="rows"), class_="entries found"
    )


def _more() -> Html:
    return element("button", "Show more", type="button", id="more")


def found_rows(rows: Iterable[FoundRow]) -> Html:
    """Rows of the table, each with a button that opens its reference."""
    return joined(*map(_row, rows))


def _row(row: FoundRow) -> Html:
    button = element("button", row.key or "(no key)", type="button", data_place=row.place,
                     class_="key open")  # fmt: skip
    cells = (element("td", text) for text in (row.authors, row.year, row.title))
    return element("tr", element("th", button, scope="row"), *cells)


def entry(key: str, fields: Iterable[tuple[str, str]], formatted: str) -> Html:
    """One reference: formatted, and its fields."""
    rows = [
        element("tr", element("th", name, scope="row"), element("td", value))
        for name, value in fields
    ]
    close = element("button", "Close", type="button", id="close")
    return joined(
        element("h2", key, class_="key"),
        element("p", formatted),
        element("table", element("tbody", *rows)),
        close,
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
        element("p", one.message),
        diff_of(one.gone, one.new),
        element("p", *buttons, class_="buttons"),
        class_="card info",
        data_place=one.number,
        data_key=one.key,
        data_code=one.code,
    )
