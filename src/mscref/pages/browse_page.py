"""The page of `browse` before anything is asked; `browse_parts.py` has the rest.

What crosses the border: plain rows and texts in, HTML out.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.pages.browse_parts import Facets, facet_options, options_of
from mscref.pages.markup import Html, element
from mscref.pages.shell import page

_VIEWS = (
    ("library", "Library", "true"),
    ("repairs", "Repairs", "false"),
    ("verify", "Verify", "false"),
)
_SAME = "the same in the terminal:"
_NEAREST = "the nearest in the terminal, which takes in more than is shown here:"
_ASKS = (
    "Do the references exist, agree with their records, and stand? The registries are asked about"
    " what the library view shows: "
)


def browse_page(
    rows: Html, *, title: str, total: int, facets: Facets, documents: Sequence[str], version: str
) -> str:
    """The whole page with its first rows."""
    return page(
        _tabs(),
        element("p", id="trouble", class_="error", hidden=True),
        element(
            "section",
            _controls(facets, total),
            _documents(documents),
            element("div", id="missing", aria_live="polite"),
            _table(rows),
            element("button", "Show more", type="button", id="more", hidden=True),
            id="library",
        ),
        _repairs(),
        _verify(),
        element("section", id="entry", tabindex="-1", aria_label="Reference", hidden=True),
        element(
            "p",
            element("span", _SAME, id="same"),
            element("span", _NEAREST, id="nearest", hidden=True),
            " ",
            element("code", id="command"),
            class_="terminal",
        ),
        title=title,
        subtitle=f"mscref {version} · on this machine only",
        scripts=("browse", "verifying"),
        is_served=True,
    )


def _tabs() -> Html:
    buttons = [
        element("button", said, type="button", data_view=name, aria_pressed=pressed)
        for name, said, pressed in _VIEWS
    ]
    undo = element("button", "Undo the last change", type="button", id="undo")
    return element("nav", *buttons, undo, class_="controls", aria_label="Views")


def _controls(facets: Facets, total: int) -> Html:
    selects = [
        element("label", f"{name} ", element("select", options, id=f"facet-{name}"))
        for (name, _), options in zip(facets, facet_options(facets).values(), strict=True)
    ]
    return element(
        "fieldset",
        element("legend", "Find"),
        element("input", type="search", id="query", aria_label="Search the library",
                placeholder="Search: beginnings of words", autocomplete="off"),
        *selects,
        element("button", "Check all", type="button", id="check", hidden=True),
        element("label", "style ",
                element("input", id="style", value="apa", size=14, autocomplete="off")),
        element("span", f"{total} references" if total else "reading …", id="count",
                class_="quiet"),
        class_="controls",
    )  # fmt: skip


def _documents(names: Sequence[str]) -> Html:
    """Which document is meant, and which of the library: what it cites, or what it does not."""
    among = (
        element("option", said, value=value)
        for value, said in (("cited", "cited in it"), ("unused", "not cited in it"))
    )
    return element(
        "fieldset",
        element("legend", "Document"),
        element("label", "document ",
                element("select", options_of([(name, name) for name in names], none="none"),
                        id="document")),
        element("label", "references ", element("select", *among, id="among")),
        class_="controls",
        hidden=not names,
    )  # fmt: skip


def _table(rows: Html) -> Html:
    names = ("key", "authors", "year", "title", "marks")
    heads = element("tr", *(element("th", name, scope="col") for name in names))
    return element(
        "table", element("thead", heads), element("tbody", rows, id="rows"), class_="entries found"
    )


def _repairs() -> Html:
    return element(
        "section",
        element("div", id="proposals", aria_live="polite"),
        id="repairs",
        aria_label="Repairs",
        hidden=True,
    )


def _verify() -> Html:
    buttons = [
        element("button", "Start", type="button", id="start"),
        element("button", "Stop", type="button", id="stop", disabled=True),
    ]
    return element(
        "section",
        element("p", _ASKS, element("span", id="scope"), "."),
        element("div", *buttons, class_="buttons"),
        element("progress", id="bar", max=1, value=0, aria_label="Verified"),
        element("p", "", id="verified", role="status"),
        element("p", "", id="verdict-counts"),
        element("ol", id="verdicts", class_="cards", aria_label="Findings"),
        id="verify",
        aria_label="Verify",
        hidden=True,
    )  # fmt: skip
