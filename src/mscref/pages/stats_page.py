"""The page of `stats`: one chart of bars for each table of counts, as inline SVG in a table.

What crosses the border: `Chart`s in, HTML out. Every bar stands beside its number, so that nothing
is said by its length alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.model.reference import Json
from mscref.pages.markup import NOTHING, Html, element
from mscref.pages.shell import page
from mscref.records import Record

_WIDTH, _HEIGHT = 400, 14


class Bar(Record):
    """One row of a chart."""

    name: str
    number: int


class Chart(Record):
    """A table of counts; `others` rows were left out."""

    title: str
    bars: tuple[Bar, ...]
    others: int = 0


def stats_page(charts: Sequence[Chart], *, title: str, subtitle: str, data: Json) -> str:
    """The page of some charts."""
    shown = [_chart(one) for one in charts] or [element("p", "There is nothing to count.")]
    return page(*shown, title=title, subtitle=subtitle, data=data)


def _chart(chart: Chart) -> Html:
    most = max(bar.number for bar in chart.bars) or 1
    more = element("p", f"and {chart.others} more", class_="quiet") if chart.others else NOTHING
    return element(
        "section",
        element("h2", chart.title),
        element(
            "table",
            element("caption", f"{chart.title}, counted", class_="visually-hidden"),
            element("tbody", *(_row(bar, most) for bar in chart.bars)),
            class_="chart",
        ),
        more,
    )


def _row(bar: Bar, most: int) -> Html:
    width = bar.number * _WIDTH // most if bar.number else 0
    drawn = element(
        "svg",
        element("rect", x=0, y=0, width=max(width, 2 if bar.number else 0), height=_HEIGHT, rx=2),
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        preserveAspectRatio="none",
        aria_hidden="true",
        class_="info",
    )
    return element(
        "tr",
        element("th", bar.name, scope="row"),
        element("td", str(bar.number), class_="number"),
        element("td", drawn, class_="drawn"),
    )
