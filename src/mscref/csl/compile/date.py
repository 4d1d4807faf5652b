"""cs:date: localized and free date formats, ranges, seasons, and dates as sort keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import TypeAlias

from mscref.csl import ast
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.compile.styling import format_marks, style_evaluator
from mscref.csl.context import MISSING, PRESENT, Circumstances, Trace
from mscref.csl.locale import Locale
from mscref.csl.output import Token, Tokens, mark_pair, text_tokens
from mscref.csl.richtext import term_tokens
from mscref.csl.text.case import change_case
from mscref.csl.text.numbers import EN_DASH
from mscref.model.dates import Date, PartialDate
from mscref.records import replaced as replace

# The text of one part of one point in time, "" where it is not given.
PartText: TypeAlias = Callable[[PartialDate], str]

# A season by name is said once, like what is larger than all that differs.
_SIZES = {"season": 3, "year": 2, "month": 1, "day": 0}
# date-parts → the parts a localized format keeps.
_KEPT = {
    "year": frozenset(["year"]),
    "year-month": frozenset(["year", "month"]),
    "year-month-day": frozenset(["year", "month", "day"]),
}
# The case of a cs:date is not that of the year-suffix inside it; that of its date-part is.
_AS_IT_IS = mark_pair("markup", "nocase")
_MONTHS, _SEASONS = 12, 4
_SEASON_NAMES = MappingProxyType({"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4})
_LAST_SEASON = 24  # as a month
_YEAR_OFFSET = 100_000  # makes negative years sort before positive ones


class _Part:
    """One compiled date-part."""

    __slots__ = (
        "_language",
        "_styling",
        "after",
        "before",
        "closing",
        "delimiter",
        "form",
        "name",
        "opening",
        "text",
    )

    def __init__(self, part: ast.DatePart, text: PartText, language: str) -> None:
        styling = part.styling
        self.name = part.name
        self.form = part.form
        self.text = text
        self.opening, self.closing = format_marks(styling.formats)
        self.before = text_tokens(styling.prefix)
        self.after = text_tokens(styling.suffix)
        self.delimiter = part.range_delimiter if part.range_delimiter is not None else EN_DASH
        self._styling = styling
        self._language = language
        if styling.strip_periods or styling.text_case:
            self.text = lambda point: self.changed(text(point))

    def saying(self, word: str) -> _Part:
        """A copy that prints `word` whatever the point is."""
        copy = self._copy()
        copy.name = "season"
        copy.text = lambda _point: self.changed(word)
        return copy

    def without_era(self) -> _Part:
        """A copy that prints a year before Christ, or of few digits, as a number alone."""
        if self.name != "year" or self.form == "short":
            return self
        copy = self._copy()
        copy.text = lambda point: str(abs(point.year))
        return copy

    def _copy(self) -> _Part:
        copy = object.__new__(_Part)
        for slot in _Part.__slots__:
            setattr(copy, slot, getattr(self, slot))
        return copy

    def changed(self, text: str) -> str:
        """`text` without full stops and in the case that the part asks for."""
        if self._styling.strip_periods:
            text = text.replace(".", "")
        if self._styling.text_case and text:
            [text] = change_case([(text, False)], self._styling.text_case, self._language)
        return text


def compile_date(element: ast.Date, scope: Scope) -> Evaluator:
    """The evaluator of cs:date (CSL 1.0.2, Date)."""
    if scope.in_sort:
        return _sortable_date(element)
    parts, delimiter, styling = _resolve(element, scope.locale)
    compiled = tuple(
        [
            _Part(
                replace(part, styling=scope.stripped(part.styling)),
                _part_text(part, scope.locale),
                scope.locale.language,
            )
            for part in parts
        ]
    )
    render = _DateRenderer(compiled, delimiter, scope.locale)
    variable = element.variable
    suffix_marks = mark_pair("tag", "year-suffix")
    takes_suffix = variable != "accessed" and not scope.explicit_year_suffix

    def date(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        if variable in trace.suppressed:
            return MISSING
        value = asked.item.date(variable)
        if value is None:
            return MISSING
        suffix: tuple[Token, ...] = ()
        state = asked.disambiguation
        if takes_suffix and state and state.year_suffix and not trace.used_suffix:
            suffix = (
                _AS_IT_IS[0],
                suffix_marks[0],
                state.year_suffix,
                suffix_marks[1],
                _AS_IT_IS[1],
            )
        start = len(out)
        if asked.is_comparing and variable == "accessed":
            # When a page was looked at tells no works apart (suite: date_YearSuffix*NoDate).
            return PRESENT
        if asked.silent_year:
            out.extend(suffix)
            trace.used_suffix = trace.used_suffix or bool(suffix)
            return PRESENT
        if value.start is None and not value.season:
            render.append_literal(value.literal, out)
        elif render.append(value, out, suffix):
            trace.used_suffix = True
        if len(out) == start:
            return MISSING
        trace.printed(variable)
        return PRESENT

    return style_evaluator(date, scope.alternated(styling), scope, holds_affixes=True)


def _resolve(
    element: ast.Date, locale: Locale
) -> tuple[tuple[ast.DatePart, ...], str, ast.Styling]:
    """The parts, delimiter and styling: of the style, or of the locale with its overrides."""
    if not element.form:
        return element.parts, element.delimiter, element.styling
    localized = locale.date(element.form)
    if localized is None:
        return element.parts, element.delimiter, element.styling
    overrides = {part.name: part for part in element.parts}
    kept = _KEPT.get(element.date_parts, _KEPT["year-month-day"])
    parts = tuple(
        [
            _overridden(part, overrides.get(part.name))
            for part in localized.parts
            if part.name in kept
        ]
    )
    # Affixes are those of the style, formatting and case those of the language: what a style says
    # of them beside a form has no effect (reference processor; acta-scientiae-veterinariae).
    theirs = localized.styling
    styling = replace(element.styling, formats=theirs.formats, text_case=theirs.text_case)
    return parts, localized.delimiter, styling


def _overridden(part: ast.DatePart, override: ast.DatePart | None) -> ast.DatePart:
    """A localized part with what the style says about it; affixes cannot be overridden."""
    if override is None:
        return part
    ours, theirs = part.styling, override.styling
    return ast.DatePart(
        part.name,
        override.form or part.form,
        override.range_delimiter if override.range_delimiter is not None else part.range_delimiter,
        ast.Styling(
            theirs.formats or ours.formats,
            ours.prefix,
            ours.suffix,
            None,
            theirs.strip_periods or ours.strip_periods,
            theirs.text_case or ours.text_case,
        ),
    )


class _DateRenderer:
    """Appends dates in one format."""

    def __init__(self, parts: tuple[_Part, ...], delimiter: str, locale: Locale) -> None:
        self._parts = parts
        self._delimiter = delimiter
        self._locale = locale

    def append(self, date: Date, out: Tokens, suffix: tuple[Token, ...]) -> bool:
        """Append `date`; True where the year took the `suffix`."""
        start = date.start or PartialDate(0)
        parts = self._parts
        if date.season and not start.month:
            word = self._season(date.season)
            parts = tuple([part.saying(word) if part.name == "month" else part for part in parts])
        if not date.is_range:
            return self._append_point(parts, start, out, suffix)
        end = date.end
        if end is None:
            # An open range ends in the delimiter of its smallest part (suite: *Open).
            before = len(out)
            used = self._append_point(parts, start, out, suffix, drop_last_suffix=True)
            if len(out) > before:
                out.append(parts[-1].delimiter)
            return used
        return self._append_range(parts, start, end, out, suffix)

    def append_literal(self, text: str, out: Tokens) -> None:
        """Append a date in words, which stands where the year would and has no year-suffix.

        A cs:date without a year prints none of it, so that a style that writes the year here and
        month and day there says it once (reference processor).
        """
        year = next((part for part in self._parts if part.name == "year"), None)
        if year is None or not text:
            return
        out += (*year.before, *year.opening, year.changed(text), *year.closing, *year.after)

    def _season(self, season: str) -> str:
        """A season as it is printed: 1 to 4 by the terms of the language, others as they stand."""
        if not season.isdecimal() or len(season) > 2 or int(season) > _SEASONS:
            return season
        return self._locale.term(f"season-{int(season):02d}") or "" if int(season) else ""

    def _append_range(
        self,
        parts: tuple[_Part, ...],
        start: PartialDate,
        end: PartialDate,
        out: Tokens,
        suffix: tuple[Token, ...],
    ) -> bool:
        """Print what differs twice, joined by the delimiter of the largest such part."""
        printed = [part for part in parts if part.text(start) or part.text(end)]
        differing = [
            part
            for part in printed
            if part.name != "season" and getattr(start, part.name) != getattr(end, part.name)
        ]
        if not differing:
            return self._append_point(parts, start, out, suffix)
        largest = _largest(differing, printed, start, end)
        twice = [
            index for index, part in enumerate(printed) if _SIZES[part.name] <= _SIZES[largest.name]
        ]
        first, last = twice[0], twice[-1] + 1
        before, middle, after = printed[:first], printed[first:last], printed[last:]
        used = self._append_point(tuple(before), start, out, suffix)
        if before and self._delimiter:
            out.append(self._delimiter)
        # Of two years of one era the second says which: 1750–1700 BC (reference processor).
        is_one_era = (start.year < 0) == (end.year < 0)
        first_time = [part.without_era() for part in middle] if is_one_era else middle
        used |= self._append_point(
            tuple(first_time), start, out, suffix if not used else (), drop_last_suffix=True
        )
        out.append(largest.delimiter)
        used |= self._append_point(
            tuple(middle), end, out, suffix if not used else (), drop_first_prefix=True
        )
        if after and self._delimiter:
            out.append(self._delimiter)
        used |= self._append_point(tuple(after), end, out, suffix if not used else ())
        return used

    def _append_point(
        self,
        parts: tuple[_Part, ...],
        point: PartialDate,
        out: Tokens,
        suffix: tuple[Token, ...],
        *,
        drop_first_prefix: bool = False,
        drop_last_suffix: bool = False,
    ) -> bool:
        used = False
        printed = [(part, text) for part in parts if (text := part.text(point))]
        last = len(printed) - 1
        for index, (part, text) in enumerate(printed):
            if index and self._delimiter:
                out.append(self._delimiter)
            if not (drop_first_prefix and index == 0):
                out.extend(part.before)
            out.extend(part.opening)
            out.extend(term_tokens(text))
            if suffix and part.name == "year":
                out.extend(part.changed(one) if isinstance(one, str) else one for one in suffix)
                used = True
            out.extend(part.closing)
            if not (drop_last_suffix and index == last):
                out.extend(part.after)
        return used


def _largest(
    differing: Sequence[_Part], printed: Sequence[_Part], start: PartialDate, end: PartialDate
) -> _Part:
    """The largest part that has to be printed twice.

    Where one end does not have the largest that differs, the next larger one tells what the other
    one is a part of: May 1–May 2010, not "May 1–2010".
    """
    largest = max(differing, key=lambda part: _SIZES[part.name])
    if all(getattr(point, largest.name) for point in (start, end)):
        return largest
    larger = [
        part
        for part in printed
        if part.name != "season" and _SIZES[part.name] > _SIZES[largest.name]
    ]
    return min(larger, key=lambda part: _SIZES[part.name], default=largest)


def smallest_part(date: Date) -> str:
    """How far a date is given: to the "day", the "month" (or season), or the "year".

    CSL-M, has-day and its siblings.
    """
    start = date.start
    if start is not None and start.day:
        return "day"
    return "month" if date.season or (start is not None and start.month) else "year"


def _season_number(point: PartialDate, season: str) -> int:
    """The season of a point in time, 1 (spring) to 4; 0 where it has none or one of other words."""
    if point.month > _MONTHS:
        return (point.month - 1) % _SEASONS + 1
    if point.month:
        return 0
    number = int(season) if season.isdecimal() and len(season) < 3 else 0
    return number if 1 <= number <= _SEASONS else _SEASON_NAMES.get(season.lower(), 0)


def _part_text(part: ast.DatePart, locale: Locale) -> PartText:
    if part.name == "year":
        return _year_text(part.form, locale)
    if part.name == "month":
        return _month_text(part.form or "long", locale)
    return _day_text(part.form or "numeric", locale)


def _year_text(form: str, locale: Locale) -> PartText:
    before_christ = locale.term("bc") or "BC"
    anno_domini = locale.term("ad") or "AD"

    def year(point: PartialDate) -> str:
        number = point.year
        if not number:
            return ""
        if form == "short":
            return f"{abs(number) % 100:02d}"
        if number < 0:
            return f"{-number}{before_christ}"
        return f"{number}{anno_domini}" if number < 1000 else str(number)

    return year


def _month_text(form: str, locale: Locale) -> PartText:
    named = form in ("long", "short")

    def month(point: PartialDate) -> str:
        number = point.month
        if not number:
            return ""
        if number > 12:
            # 13 to 16 of the reference processor, 21 to 24 of EDTF; what lies between is 13 to 16
            # a second time. A season has no number.
            season = (number - 1) % _SEASONS + 1
            is_named = named and number <= _LAST_SEASON
            return locale.term(f"season-{season:02d}") or "" if is_named else ""
        if named:
            return locale.term(f"month-{number:02d}", form) or ""
        return f"{number:02d}" if form == "numeric-leading-zeros" else str(number)

    return month


def _day_text(form: str, locale: Locale) -> PartText:
    only_first = locale.option("limit-day-ordinals-to-day-1")

    def day(point: PartialDate) -> str:
        number = point.day
        if not number:
            return ""
        if form == "ordinal" and (number == 1 or not only_first):
            gender = locale.gender(f"month-{point.month:02d}")
            return f"{number}{locale.ordinal_suffix(number, gender)}"
        return f"{number:02d}" if form == "numeric-leading-zeros" else str(number)

    return day


def _sortable_date(element: ast.Date) -> Evaluator:
    """A date in a sort macro: zero-padded digits of the parts it prints (CSL 1.0.2, Sorting)."""
    variable = element.variable
    if element.form:
        kept = _KEPT.get(element.date_parts, _KEPT["year-month-day"])
    else:
        kept = frozenset(part.name for part in element.parts)

    def sortable(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        value = asked.item.date(variable)
        if value is None or variable in trace.suppressed:
            return MISSING
        out.append(sortable_date(value, kept))
        trace.printed(variable)
        return PRESENT

    return sortable


def sortable_date(date: Date, kept: frozenset[str] = _KEPT["year-month-day"]) -> str:
    """A date as digits that sort by time; a range goes after its first point.

    CSL 1.0.2, Sorting.
    """
    if date.start is None:
        return date.literal
    start = _sortable_point(date.start, date.season, kept)
    if date.end is not None:
        return f"{start}-{_sortable_point(date.end, '', kept)}"
    return f"{start}-{'0' * 10}"


def _sortable_point(point: PartialDate, season: str, kept: frozenset[str]) -> str:
    year = point.year + _YEAR_OFFSET if "year" in kept else 0
    month = point.month if "month" in kept else 0
    day = point.day if "day" in kept else 0
    if "month" in kept and (number := _season_number(point, season)):
        # A season is no month, and goes before all of them (reference processor), seasons in the
        # order of the year.
        month, day = 0, number
    return f"{year:06d}{month:02d}{day:02d}"
