"""The two-way table engine of the tagged formats: RIS, NBIB, EndNote XML.

What crosses the border: a `Record` and a table of rules in, CSL variables out; and back, tags out.
A rule names the tags that are read (in order of preference, the first is written), the CSL
variable, and the kind of its value. Tags that no rule takes stay in the record: they travel in
`Reference.extra` under the name of the format and are written back to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats.base import ReadResult, second_of_its_id
from mscref.formats.bibtex.months import has_name, parse_months
from mscref.formats.datewords import date_in_words, has_sign
from mscref.formats.identify import fill_ids
from mscref.formats.invertednames import parse_tagged_names, tagged_name
from mscref.formats.languages import language_named
from mscref.formats.record import Reading, Record, Unread
from mscref.model.dates import Date, PartialDate
from mscref.model.editions import edition_number
from mscref.model.figures import whole_number
from mscref.model.homonyms import without_number
from mscref.model.identifiers import bare_doi
from mscref.model.markup import strip_case_markup
from mscref.model.reference import FieldValue, Reference

TEXT, NAMES, DATE, LIST = "text", "names", "date", "list"

# Where readers put a date that a format spreads over several tags, for the rule to take.
ISSUED = "issued"

Tags = dict[str, list[str]]


class Rule(NamedTuple):
    """One row: CSL `variable`, the `tags` that hold it, and its `kind`.

    A LIST is one tag per item in the file and one text joined with `separator` in CSL.
    """

    variable: str
    tags: tuple[str, ...]
    kind: str = TEXT
    separator: str = ", "


# Works whose number stands where others have their ISSN.
NUMBERED = frozenset(["report", "patent", "standard"])
_SERIALS = (
    ("ISSN", re.compile(r"\d{7}[\dXx]")),
    ("ISBN", re.compile(r"\d{9}[\dXx]|97[89]\d{10}")),
)
_NOT_SERIAL = re.compile(r"[\s\-–]")
_DATE = re.compile(
    r"\s*(\d{4})(?:[\s/.-]+([^\W\d_]{3,12}\.?|\d{1,2})(?:[\s/.-]+(\d{1,2}))?)?(?=[\s/.,;-]|\Z)"
)
_MOST_DAYS = 31
# Variables that are no mere text: a bare DOI, the number of an edition, the tag of a language.
_TAKEN_AS: dict[str, Callable[[str], str]] = {
    "DOI": bare_doi,
    "edition": edition_number,
    "language": lambda text: language_named(text) or text,
}
# Those whose words the format is to have again.
_IN_WORDS = frozenset(["edition", "language"])
_EXTENT = re.compile(r"(?:[ivxlcdm]{1,9}\s?[,+]\s?)?\d{1,6}(?:\s?(?:pp?\.?|pages|S\.|Seiten))?")
_WORDS = re.compile(r"[^\W_]+")
_RANGE = re.compile(r"(\d{4})(?:\s([A-Z][a-z]{2}))?\s?-\s?(?:(\d{4})\s?)?([A-Z][a-z]{2})?")


def read_fields(rules: Iterable[Rule], record: Record) -> dict[str, FieldValue]:
    """The variables that `rules` find in `record`, which loses the values that are used.

    Where several tags hold a variable with different values, the later ones stay; the same value
    under another tag says nothing new.
    """
    fields: dict[str, FieldValue] = {}
    for rule in rules:
        for tag in rule.tags:
            if tag not in record:
                continue
            if rule.kind in (TEXT, DATE):
                _take_one(rule, record, tag, fields)
            else:
                _take_list(rule, record, tag, fields)
    return fields


def _take_one(rule: Rule, record: Record, tag: str, fields: dict[str, FieldValue]) -> None:
    """The first value of a tag, unless the variable has one; what says nothing new goes with it."""
    kept: list[str] = []
    for text in record.take_all(tag):
        value = _read_value(rule, [text])
        known = fields.get(rule.variable)
        if value is None or (known is not None and not _says_nothing_new(value, known)):
            kept.append(text)
            continue
        fields.setdefault(rule.variable, value)
        if _is_written_again(rule, tag, value, text):
            record.set_aside(tag, [text])
        if known is None and isinstance(value, Date) and value.literal:
            record.unread.append(Unread(tag, value.literal, "date"))
    record.put(tag, kept)


def _is_written_again(rule: Rule, tag: str, value: FieldValue, text: str) -> bool:
    """Whether a text that is used says it in words that the format is to have again."""
    is_in_words = rule.variable in _IN_WORDS and text != value
    return is_in_words or (tag != ISSUED and is_signed_date(value, text))


def put_issued(record: Record, text: str, *, year_tag: str) -> None:
    """The date of a record, made of several tags, for the table; what it says more than CSL can
    stays under the tag of the year."""
    text = text.strip()
    record.put(ISSUED, [text] if text else [])
    if text and is_signed_date(parse_loose_date(text), text):
        record.set_aside(year_tag, [text])


def is_signed_date(value: FieldValue | None, text: str) -> bool:
    """Whether a text is a date that says more than CSL can: `[c1998]`."""
    return isinstance(value, Date) and not value.literal and has_sign(text)


def _take_list(rule: Rule, record: Record, tag: str, fields: dict[str, FieldValue]) -> None:
    """All values of a tag as one list, unless the variable has another one."""
    values = record.all(tag)
    value = _read_value(rule, values)
    if value is None or fields.setdefault(rule.variable, value) != value:
        return
    record.take_all(tag)
    if rule.kind == NAMES:
        record.set_aside(tag, [one for one in values if without_number(one) != one])


def _says_nothing_new(value: FieldValue, known: FieldValue) -> bool:
    """True for the same value, and for the year of a date that is known to the day."""
    if isinstance(value, Date) and isinstance(known, Date):
        return known.covers(value)
    return value == known


def write_fields(rules: Iterable[Rule], reference: Reference, *, format_name: str) -> Tags:
    """The tags of a reference, its leftovers of that format included."""
    tags: Tags = {}
    taken_as: dict[str, Callable[[str], str]] = {}
    for rule in rules:
        if rule.variable in _IN_WORDS:
            taken_as.update(dict.fromkeys(rule.tags, _TAKEN_AS[rule.variable]))
        value = reference.fields.get(rule.variable)
        if value is not None and rule.tags[0] not in tags:
            values = _write_value(rule, value)
            if values:
                tags[rule.tags[0]] = values
    leftovers = reference.extra.get(format_name)
    if isinstance(leftovers, dict):
        for tag, kept in leftovers.items():
            texts = (
                [text for text in kept if isinstance(text, str)] if isinstance(kept, list) else []
            )
            bare = taken_as.get(tag, without_number)
            tags[tag] = _with_kept(tags.get(tag, []), texts, bare)
    return tags


def _with_kept(values: list[str], kept: Sequence[str], taken_as: Callable[[str], str]) -> list[str]:
    """Values and leftovers of one tag; a name that was read with a number has it again, and an
    edition its words."""
    written = list(values)
    places: dict[str, list[int]] = {}
    for place in reversed(range(len(values))):
        places.setdefault(values[place], []).append(place)
    for text in kept:
        bare = taken_as(text)
        if bare != text and places.get(bare):
            written[places[bare].pop()] = text
        else:
            written.append(text)
    return written


def settle_journal(record: Record, tags: Sequence[str], *, full: str, short: str) -> None:
    """Put the titles of one journal where the rules look for them.

    Exporters disagree which tag holds the full title: of several the longest is it, and the first
    other one that could be its abbreviation is the short one.
    """
    found: dict[str, str] = {}  # title → its first tag
    for tag in tags:
        for title in record.take_all(tag):
            found.setdefault(title, tag)
    if not found:
        return
    longest = max(found, key=len)
    others = [title for title in found if title != longest]
    abbreviated = next((one for one in others if _abbreviates(one, longest)), "")
    left: dict[str, list[str]] = {short: [abbreviated] if abbreviated else []}
    for title in others:
        if title != abbreviated:
            left.setdefault(found[title], []).append(title)
    for tag, values in left.items():
        record.put(tag, values)
    record.put(full, [longest])


def _abbreviates(short: str, title: str) -> bool:
    """Whether each word of `short` begins a word of `title`, in order: `J. Neurosci.`"""
    words = iter(_WORDS.findall(title.casefold()))
    return all(
        any(one.startswith(part) for one in words) for part in _WORDS.findall(short.casefold())
    )


def put_first(tags: Tags, tag: str, values: Sequence[str]) -> None:
    """Values of a tag before the leftovers that stand there."""
    if values:
        tags[tag] = [*values, *[one for one in tags.get(tag, ()) if one not in values]]


def result_of(
    readings: Iterable[Reading], *, path: str, format_name: str, diagnostics: list[Diagnostic]
) -> ReadResult:
    """What a reader returns: references with ids, and all that was not understood, once each."""
    listed = list(readings)
    references = fill_ids([one.reference for one in listed])
    spans: dict[str, Span] = {}
    places: dict[tuple[str, str], Span] = {}
    for reference, one in zip(references, listed, strict=True):
        key, span = reference.id, _span(path, one.line)
        if key in spans:
            first = spans[key]
            diagnostics.append(second_of_its_id(key, span, first=first, format_name=format_name))
        spans.setdefault(key, span)
        for tag, line in one.lines.items():
            places.setdefault((key, tag), _span(path, line))
        for unread in one.unread:
            place = _span(path, one.lines.get(unread.tag, 0) or span.line)
            diagnostics.append(not_read(unread, key, place, format_name))
    return ReadResult(references, diagnostics, spans, places)


def not_read(unread: Unread, key: str, span: Span, format_name: str) -> Diagnostic:
    """The finding about a value that stays as text."""
    shown = unread.text if len(unread.text) <= 60 else f"{unread.text[:60]}…"
    return Diagnostic(
        Severity.WARNING,
        f"{format_name}-{unread.kind}",
        f"`{unread.tag}` of `{key}` is not a {unread.kind} and is kept as text: {shown}",
        span,
    )


def _span(path: str, line: int) -> Span:
    return Span(path, line, 1 if line else 0)


def is_extent(text: str) -> bool:
    """Whether a text says how many pages a book has: `312`, `xii, 312 p.`, `xii+200`."""
    return _EXTENT.fullmatch(text.strip()) is not None


def read_serials(texts: Iterable[str], csl_type: str) -> dict[str, str]:
    """ISSN, ISBN and `number` out of the one place that tagged formats have for all three.

    What is neither ISSN nor ISBN is the number of a report or a patent; of other works the type
    says which of the two it was meant to be.
    """
    found: dict[str, list[str]] = {}
    for text in texts:
        found.setdefault(_serial_variable(text, csl_type), []).append(text)
    return {variable: "; ".join(values) for variable, values in found.items()}


def _serial_variable(text: str, csl_type: str) -> str:
    bare = _NOT_SERIAL.sub("", text.partition("(")[0])
    for variable, form in _SERIALS:
        if form.fullmatch(bare):
            return variable
    if csl_type in NUMBERED:
        return "number"
    return "ISBN" if csl_type in ("book", "chapter") else "ISSN"


def parse_loose_date(text: str) -> Date | None:
    """`2020`, `2020/04/01/`, `2020 Apr 1`, `2020 Mar-Apr`, `2020-2021`; other text stays text."""
    text = text.strip().rstrip("/ ")
    if not text:
        return None
    span = _RANGE.fullmatch(text)
    if span and (span[3] or span[4]):
        year, month, end_year, end_month = span.groups()
        start = PartialDate(int(year), _month(month or ""))
        return Date(start, PartialDate(int(end_year or year), _month(end_month or "")))
    match = _DATE.match(text)
    if match is None:
        return date_in_words(text) or Date(literal=text)
    if match.end() < len(text) and text[match.end() :].strip(" /.,;-"):
        return date_in_words(text) or Date(literal=text)
    year, month, day = match.groups()
    number = _month(month or "")
    is_day = not day or (number and 1 <= int(day) <= _MOST_DAYS)
    if (month and not number) or not is_day:
        return date_in_words(text) or Date(literal=text)
    return Date(PartialDate(int(year), number, int(day or 0)))


def _month(text: str) -> int:
    """The month or season that a text names, 0 for none."""
    if text.isdecimal():
        number = whole_number(text)
        return number if number <= 12 else 0
    return parse_months(text).month if has_name(text) else 0


def slash_date(date: Date) -> str:
    """`2020/04/01`, as RIS has it; text stays text, the end of a range is lost to RIS."""
    if date.start is None:
        return date.literal or date.raw
    point = date.start
    parts = [f"{point.year:04d}"]
    if 1 <= point.month <= 12:
        parts.append(f"{point.month:02d}")
        if point.day:
            parts.append(f"{point.day:02d}")
    return "/".join(parts)


def _read_value(rule: Rule, values: Sequence[str]) -> FieldValue | None:
    if rule.kind == NAMES:
        # `Smith, J.; Doe, K.` in one tag: no name has a semicolon.
        names = [one.strip() for value in values for one in value.split(";") if one.strip(" ,")]
        return parse_tagged_names([without_number(one) for one in names]) or None
    if rule.kind == LIST:
        return rule.separator.join([value for value in values if value]) or None
    if rule.kind == DATE:
        return parse_loose_date(values[0])
    return _TAKEN_AS.get(rule.variable, str)(values[0]) or None


def _write_value(rule: Rule, value: FieldValue) -> list[str]:
    if isinstance(value, tuple):
        return [tagged_name(name) for name in value]
    if isinstance(value, Date):
        return [text for text in (slash_date(value),) if text]
    text = strip_case_markup(str(value))
    if rule.kind == LIST:
        return [part.strip() for part in text.split(rule.separator.strip()) if part.strip()]
    return [text] if text else []


def single_line(text: str) -> str:
    """`text` without line breaks and control characters, which line formats cannot hold."""
    return "".join(" " if char < " " or char == "\x7f" else char for char in text).strip()


def inverse(types: Mapping[str, str]) -> dict[str, str]:
    """CSL type → the first name that means it."""
    return {csl: name for name, csl in reversed(list(types.items()))}
