"""What `list` and `show` say about references: plain rows and plain pairs."""

from __future__ import annotations

from json import dumps
from typing import NamedTuple

from mscref.model.dates import Date, PartialDate
from mscref.model.markup import strip_markup
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference

# What a reader looks for first, and what would push the rest out of sight.
_FIRST = {
    variable: place
    for place, variable in enumerate(
        """
        title author editor container-title issued volume issue page publisher publisher-place DOI
        URL PMID PMCID ISBN ISSN
        """.split()
    )
}
_LAST = {"keyword": 1001, "note": 1002, "annote": 1003, "abstract": 1004}
_BETWEEN = 1000


class Row(NamedTuple):
    """One reference as a line of a table."""

    key: str
    type: str
    authors: str
    year: str
    title: str


def row_of(reference: Reference) -> Row:
    """Sum up a reference in one line."""
    return Row(
        key=reference.id,
        type=reference.type,
        authors=short_names(reference.names("author") or reference.names("editor")),
        year=year_of(reference.date("issued")),
        title=strip_markup(reference.text("title")),
    )


def listed_json(reference: Reference) -> dict[str, Json]:
    """The cells of a line with all authors and the DOI, for programs."""
    names = reference.names("author") or reference.names("editor")
    return {
        **row_of(reference)._asdict(),
        "all-authors": [name.display() for name in names if not name.is_others],
        "DOI": reference.text("DOI"),
    }


def short_names(names: tuple[Name, ...]) -> str:
    """The first name, or two, or the first and `et al.`."""
    shown = [name.literal or name.family or name.given for name in names if not name.is_others]
    if len(names) > 2 or len(shown) < len(names):
        return f"{shown[0]} et al." if shown else ""
    return " & ".join(shown)


def year_of(date: Date | None) -> str:
    """The year as it is written in a table, or what text there is."""
    if date is None:
        return ""
    return str(date.year) if date.year is not None else date.literal or date.raw


def field_rows(reference: Reference) -> list[tuple[str, str]]:
    """Every variable of a reference with its value as text: what matters most first.

    Behind them what CSL has no variable for, under the names of the file.
    """
    fields = sorted(reference.fields.items(), key=lambda field: _place(field[0]))
    return [(variable, as_text(value)) for variable, value in fields] + _extra_rows(reference)


def _extra_rows(reference: Reference) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in reference.extra.items():
        members = value.items() if isinstance(value, dict) else [(name, value)]
        rows += [(member, _json_text(one)) for member, one in members]
    return rows


def _json_text(value: Json) -> str:
    if isinstance(value, list):
        return "; ".join(map(_json_text, value))
    return value if isinstance(value, str) else dumps(value, ensure_ascii=False)


def _place(variable: str) -> int:
    return _FIRST.get(variable, _LAST.get(variable, _BETWEEN))


def as_text(value: FieldValue) -> str:
    """One value as text a person reads."""
    if isinstance(value, Date):
        return _date_text(value)
    if isinstance(value, tuple):
        return "; ".join(name.display() for name in value)
    return strip_markup(str(value))


def _date_text(date: Date) -> str:
    if date.start is None:
        return date.literal or date.raw or date.season
    text = _point_text(date.start)
    if date.is_range:
        text += "/" + (_point_text(date.end) if date.end else "")
    return f"about {text}" if date.circa else text


def _point_text(point: PartialDate) -> str:
    parts = [f"{point.year:04d}"]
    parts += [f"{part:02d}" for part in (point.month, point.day) if part]
    return "-".join(parts)
