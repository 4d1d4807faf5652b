"""The page of `list` and `search`: references to filter, sort and copy.

What crosses the border: `ListedReference`s in, HTML out. Sorting and copying are the script's
(`assets/entries.js`), which finds what is copied in the data of the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.model.reference import Json
from mscref.pages.markup import Html, doi_link, element, link
from mscref.pages.shell import page
from mscref.records import Record

_SORTS = ("as listed", "key", "authors", "year", "title", "journal", "type")
_COPIES = (("key", "[@key]"), ("bibtex", "BibTeX"), ("formatted", "formatted"))
_COLUMNS = ("key", "authors", "year", "title", "")


class ListedReference(Record, kw_only=True):
    """One reference as a page shows it: what is seen, and what is copied."""

    key: str
    type: str
    authors: str
    year: str
    title: str
    journal: str
    doi: str
    url: str
    formatted: str
    bibtex: str


def list_page(
    references: Sequence[ListedReference], *, title: str, style: str, version: str
) -> str:
    """The page of references, in their order."""
    many = f"{len(references)} reference{'' if len(references) == 1 else 's'}"
    heads = [
        element("th", name or Html("<span class=visually-hidden>copy</span>"), scope="col")
        for name in _COLUMNS
    ]
    return page(
        _controls(),
        element(
            "table",
            element("thead", element("tr", *heads)),
            element("tbody", *map(_row, references)),
            class_="entries",
        ),
        title=title,
        subtitle=f"{many} · formatted in {style} · mscref {version}",
        data=[_data(one) for one in references],
        scripts=("entries",),
    )


def _controls() -> Html:
    sort = element("select", *(element("option", name) for name in _SORTS), id="sort")
    kinds = (element("option", said, value=name) for name, said in _COPIES)
    return element(
        "fieldset",
        element("legend", "Find and copy"),
        element(
            "input",
            type="search",
            id="query",
            aria_label="Filter references",
            placeholder="Filter: words, author, year",
        ),
        element("label", "sort ", sort),
        element("label", "copy as ", element("select", *kinds, id="copy-as")),
        element("button", "Copy all shown", type="button", id="copy-all"),
        element("span", id="count", class_="quiet"),
        class_="controls",
        data_needs_script=True,
        hidden=True,
    )


def _row(one: ListedReference) -> Html:
    button = element(
        "button",
        "Copy",
        type="button",
        aria_label=f"Copy {one.key}",
        data_copy=True,
        data_needs_script=True,
        hidden=True,
    )
    where = doi_link(one.doi) if one.doi else link(one.url, one.url) if one.url else ""
    return element(
        "tr",
        element("th", one.key, class_="key", scope="row"),
        element("td", one.authors),
        element("td", one.year),
        element(
            "td",
            element("div", one.title),
            element(
                "div", element("i", one.journal), " " if one.journal else "", where, class_="quiet"
            ),
        ),
        element("td", button),
    )


def _data(one: ListedReference) -> Json:
    return {
        "key": one.key, "type": one.type, "authors": one.authors, "year": one.year,
        "title": one.title, "journal": one.journal, "DOI": one.doi,
        "formatted": one.formatted, "bibtex": one.bibtex,
    }  # fmt: skip
