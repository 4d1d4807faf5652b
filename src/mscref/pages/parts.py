"""Parts that several pages show: bars of counts, boxes to filter by, fields side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from mscref.diagnostics import Severity
from mscref.pages.differing import compared, shortened
from mscref.pages.markup import NOTHING, Html, doi_link, element, joined
from mscref.records import Record

OK = "ok"
_WIDTH = 1000  # of a bar, in its own units

# Variable → the word for it in a table, in the order of its rows.
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "author": "authors", "editor": "editors", "issued": "year", "title": "title",
        "container-title": "in", "volume": "volume", "issue": "issue", "page": "pages",
        "publisher": "publisher", "DOI": "DOI",
    }
)  # fmt: skip


class Count(Record):
    """How often something is there, and the class that colours it."""

    name: str
    number: int
    tone: str


def tone_of(severity: Severity | None) -> str:
    """The class for a severity; nothing the matter is "ok"."""
    return severity.value if severity else OK


def bar_of(counts: Sequence[Count]) -> Html:
    """The counts as parts of one bar; what it shows is said in words, too."""
    total = sum(one.number for one in counts)
    if not total:
        return NOTHING
    said = ", ".join(f"{one.number} {one.name}" for one in counts)
    parts, start = [], 0
    for one in counts:
        width = one.number * _WIDTH // total
        place = start * _WIDTH // total
        parts.append(
            element("rect", class_=one.tone, x=place, y=0, width=max(width - 3, 2), height=20)
        )
        start += one.number
    return element(
        "svg",
        *parts,
        class_="bar",
        viewBox=f"0 0 {_WIDTH} 20",
        preserveAspectRatio="none",
        role="img",
        aria_label=said,
    )


def filter_of(counts: Sequence[Count], *, what: str) -> Html:
    """A field to type in, and a box for each count; hidden where no script runs."""
    boxes = [
        element(
            "label",
            element("input", type="checkbox", checked=True, data_kind_box=True, value=one.name),
            " ",
            element("span", one.name, class_=one.tone),
            f" {one.number}",
        )
        for one in counts
    ]
    return element(
        "fieldset",
        element("legend", "Show"),
        element(
            "input", type="search", id="query", aria_label=f"Filter {what}", placeholder="Filter"
        ),
        *boxes,
        element("span", id="count", class_="quiet"),
        class_="controls",
        data_needs_script=True,
        hidden=True,
    )


def counts_in_words(counts: Iterable[Count]) -> Html:
    """The counts as a sentence, for paper and where no script runs."""
    parts = [element("span", f"{one.number} {one.name}", class_=one.tone) for one in counts]
    between = [part for one in parts for part in (Html(" · "), one)]
    return element("p", *between[1:])


def badge(said: str, tone: str) -> Html:
    """A word in the colour of its severity; the word says it without colour."""
    return element("span", said, class_=f"badge {tone}")


def side_by_side(
    one: Mapping[str, str],
    other: Mapping[str, str],
    *,
    heads: tuple[str, str],
    notes: Mapping[str, str],
) -> Html:
    """Fields of two sides as a table; `notes` has those whose difference counts, and why."""
    names = [name for name in FIELDS if one.get(name) or other.get(name)]
    top = element("tr", *(element("th", said, scope="col") for said in ("", *heads)))
    rows = [_row(name, one, other, heads, notes) for name in names]
    return element("table", element("thead", top), element("tbody", *rows), class_="sides")


def _row(
    name: str,
    one: Mapping[str, str],
    other: Mapping[str, str],
    heads: tuple[str, str],
    notes: Mapping[str, str],
) -> Html:
    left, right = compared(one.get(name, ""), other.get(name, ""))
    if name == "DOI":
        right = doi_link(shortened(other.get(name, "")))
    note = notes.get(name)
    said = joined(right, element("div", note, class_="quiet") if note else "")
    return element(
        "tr",
        element("th", FIELDS[name], scope="row"),
        element("td", left, data_side=heads[0]),
        element("td", said, data_side=heads[1]),
        class_="forgiven" if note is None else "differs",
    )


def diff_of(gone: Sequence[str], new: Sequence[str]) -> Html:
    """Lines that go and lines that come, with the words marked in which they differ."""
    if len(gone) == len(new):
        pairs = [compared(one, other) for one, other in zip(gone, new, strict=True)]
        old_lines, new_lines = [one for one, _ in pairs], [other for _, other in pairs]
    else:
        old_lines, new_lines = [joined(one) for one in gone], [joined(one) for one in new]
    return element(
        "div",
        *_signed("-", "gone", "removed", old_lines),
        *_signed("+", "new", "added", new_lines),
        class_="diff",
        role="group",
        aria_label="The repair",
    )


def _signed(sign: str, class_: str, said: str, lines: Sequence[Html]) -> list[Html]:
    spoken = element("span", f"{said}: ", class_="visually-hidden")
    return [element("div", f"{sign} ", spoken, line, class_=class_) for line in lines]
