"""The counts of `stats` → their page."""

from __future__ import annotations

from mscref import __version__
from mscref.app.stats import Stats, as_data, to_look_at
from mscref.pages.stats_page import Bar, Chart, stats_page


def page_of(counted: Stats, *, title: str) -> str:
    """The page of what was counted."""
    charts = [
        Chart(one.title, tuple(Bar(row.name, row.number) for row in one.rows), one.others)
        for one in to_look_at(counted)
    ]
    age = counted.median_age
    parts = [
        f"{counted.count} reference{'' if counted.count == 1 else 's'}",
        f"half of them at most {age:g} years old" if age is not None else "",
        f"mscref {__version__}",
    ]
    return stats_page(
        charts, title=title, subtitle=" · ".join(filter(None, parts)), data=as_data(counted)
    )
