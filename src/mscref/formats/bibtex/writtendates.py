"""The dates of an entry that is written: as they stood where that still says the same."""

from __future__ import annotations

from mscref.formats.bibtex.dates import format_date, month_macro, with_season_month
from mscref.formats.bibtex.entrydates import date_of_text, date_of_year
from mscref.formats.bibtex.outgoing import Outgoing, is_balanced
from mscref.formats.bibtex.tables import DATE_FIELDS
from mscref.model.dates import Date

_DATES = {variable: name for name, variable in DATE_FIELDS.items()}
_SPLIT_YEARS = (1, 9999)


def write_date(entry: Outgoing, variable: str, date: Date) -> None:
    """A date; in BibTeX `issued` is split as far as that loses nothing."""
    field = _DATES.get(variable)
    if field is None:
        return
    for name, read in (
        (field, date_of_text),
        (field.removesuffix("date") + "year", date_of_year),
    ):
        written = entry.written_fields.get(name)
        if written and is_balanced(written) and read(written) == date:
            entry.put(name, entry.ascii(written))
            return
    text = format_date(date)
    if text is None:
        text = entry.encode(date.literal or date.raw or _season_text(date))
        field = "year" if field == "date" else field
    elif entry.is_bibtex and field == "date" and _split_date(entry, date):
        return
    entry.put(field, text)


def _split_date(entry: Outgoing, date: Date) -> bool:
    """`year`, `month`, `day`; False for what they cannot say."""
    start = with_season_month(date).start
    first, last = _SPLIT_YEARS
    if start is None or date.circa or date.open_ended or not first <= start.year <= last:
        return False
    if date.end is not None:
        plain = not (start.month or date.end.month) and first <= date.end.year <= last
        if plain and start.year >= 1000 and date.end.year >= 1000:
            entry.put("year", f"{start.year}--{date.end.year}")
        return plain and start.year >= 1000 and date.end.year >= 1000
    entry.put("year", str(start.year))
    macro = month_macro(start.month)
    if start.month:
        entry.put("month", macro or str(start.month))
    if macro:
        entry.macros.add("month")
    if start.day:
        entry.put("day", str(start.day))
    return True


def _season_text(date: Date) -> str:
    """A season without a month number, as text."""
    return f"{date.season} {date.year or ''}".strip()
