"""A date as bibliographies know it: partial, approximate, a range, a season, or only text."""

from __future__ import annotations

from mscref.records import Record


class PartialDate(Record):
    """A point in time as exact as it is known; 0 means "not given".

    `year` is negative before the common era (-1 is 1 BC) and may be 0 only in damaged data.
    `month` is 1-12, or a season as 13-16 or 21-24 (spring to winter).
    """

    year: int
    month: int = 0
    day: int = 0


class Date(Record):
    """A date variable: one point, a closed range, or a range without an end.

    What could not be parsed stays as text: `literal` is printed as it is, `raw` is a string in
    a date syntax, kept as the file had it also where it was understood. `season` is the CSL-JSON
    member (1-4 or text); `extra` holds unknown CSL-JSON members as JSON text.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    open_ended: bool = False
    circa: bool = False
    season: str = ""
    literal: str = ""
    raw: str = ""
    extra: str = ""

    @property
    def is_range(self) -> bool:
        """True for a closed or an open range."""
        return self.end is not None or self.open_ended

    def covers(self, other: Date) -> bool:
        """Whether `other` says nothing beyond this date: it is the same, or its year or month."""
        point, exact = other.start, self.start
        if self == other or point is None or exact is None or other.is_range:
            return self == other
        return point.year == exact.year and point.month in (0, exact.month) and not point.day

    @property
    def year(self) -> int | None:
        """The (first) year, or None where only text is known."""
        return self.start.year if self.start else None
