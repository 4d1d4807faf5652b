"""One cite template → one reference; what no row of the tables takes is a leftover."""

from __future__ import annotations

import re

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats.mapping import read_fields
from mscref.formats.record import Reading, Record, Unread
from mscref.formats.wikitext.dates import date_of
from mscref.formats.wikitext.markup import OTHER_ADDRESSES
from mscref.formats.wikitext.people import read_people
from mscref.formats.wikitext.scanning import Template, templates
from mscref.formats.wikitext.tables import (
    ACCESSED,
    CHAPTER_NUMBER,
    CHAPTERS,
    CONTAINERS,
    DATES,
    FORMAT,
    NUMBERED,
    READ_KINDS,
    RULES,
    SERIES_NUMBER,
    TYPES,
    UNPLACED,
    VAGUE,
    WRITTEN_KINDS,
    WRITTEN_TYPES,
)
from mscref.model.dates import Date
from mscref.model.reference import FieldValue, Reference
from mscref.patterns import lazy

_Fields = dict[str, FieldValue]
_RANGE = lazy(r"(?<=\w)[ ]?[–—‐‑][ ]?(?=\w)")
_PMC = lazy(r"\d+")
_IN_SERIES = lazy(rf"(.+), {SERIES_NUMBER}(\S+)|{SERIES_NUMBER}(.+)")
_IN_CHAPTER = lazy(rf"{CHAPTER_NUMBER}([^,]+)(?:, pp\. (.+))?")
_OTHERS = lazy(rf"{OTHER_ADDRESSES}((?: (?:https?|ftp)://\S+)+?)\.(?: |\Z)")
_ARXIV = "https://arxiv.org/abs/"
_ABOUT_AUTHORS = ("author-link", "author-mask")
_NUMBERED_NAME = re.compile(r"^(editor|translator|interviewer|contributor|author)(\d+)-(\w+)$")


def readings_of(text: str, *, path: str) -> tuple[list[Diagnostic], list[Reading]]:
    """The references of a text, and what was the matter."""
    found, unclosed = templates(text)
    diagnostics = []
    for offset in unclosed:
        span = Span(path, text.count("\n", 0, offset) + 1, 1)
        message = "a cite template is never closed, and is not read"
        diagnostics.append(
            Diagnostic(
                severity=Severity.ERROR,
                code="wikitext-unclosed",
                message=message,
                span=span,
                hint="add }}",
            )
        )
    return diagnostics, [_reading(one) for one in found]


def _reading(template: Template) -> Reading:
    record = Record(template.line)
    for name, value in template.parameters.items():
        record.add(_one_spelling(name), value, line=template.line)
    fields: _Fields = {}
    csl_type = _read_titles(TYPES[template.name], record, fields)
    fields.update(read_people(record, csl_type))
    csl_type = _read_kind(csl_type, template.name, record)
    if csl_type not in NUMBERED and "issue" not in record and "number" in record:
        record.put("issue", record.take_all("number"))  # what `number` means in a journal
    _read_chapter(record, fields)
    for name in ("pages", "page"):
        record.put(name, [_RANGE.sub("-", one) for one in record.take_all(name)])
    record.put(
        "pmc", [f"PMC{one}" if _PMC.fullmatch(one) else one for one in record.take_all("pmc")]
    )
    fields.update(read_fields(RULES, record))
    _read_dates(record, fields)
    _read_series(fields)
    _read_behind(template, record, fields)
    number = next((record.take(one) for one in ("arxiv", "eprint") if one in record), "")
    if number and "URL" not in fields:
        fields["URL"] = _ARXIV + number
    elif number:
        record.put("arxiv", [number])
    if WRITTEN_TYPES.get(csl_type, UNPLACED) != template.name:
        record.set_aside("template", [template.name])
    reference = Reference(template.key.replace(" ", "_"), csl_type, fields)
    return record.reading(reference, format_name=FORMAT)


def _one_spelling(name: str) -> str:
    """`editor2-last`, `author2-last` as `editor-last2`, `last2`; `surname`, `given` as others."""
    numbered = _NUMBERED_NAME.match(name)
    if numbered:
        name = f"{numbered[1]}-{numbered[3]}{numbered[2]}"
    for old, new in (("author-", ""), ("surname", "last"), ("given", "first")):
        if name.startswith(old) and not name.startswith(_ABOUT_AUTHORS):
            name = new + name[len(old) :]
    return name


def _read_titles(csl_type: str, record: Record, fields: _Fields) -> str:
    """The title of the work and of what it stands in, and the type that these say."""
    title = record.take("title")
    chapter = next((record.take(one) for one in CHAPTERS if one in record), "")
    name = next((one for one in CONTAINERS if one in record), "")
    container = record.take(name) if name else ""
    if not csl_type:
        csl_type = (
            "article-journal" if name == "journal" else "webpage" if name == "website" else "book"
        )
    if chapter and csl_type in ("book", "document"):
        csl_type = "chapter"
    if chapter:
        title, container = chapter, title or container
    for variable, text in (("title", title), ("container-title", container)):
        if text:
            fields[variable] = text
    return csl_type


def _read_kind(csl_type: str, template: str, record: Record) -> str:
    """`type=Data set, …` of a template that says little about the type of a work."""
    word, comma, rest = record.first("type").partition(", ")
    known = READ_KINDS.get(word.casefold(), "") if template in VAGUE else ""
    if known:
        record.take("type")
        record.put("type", [rest] if comma else [] if known in WRITTEN_KINDS else [word])
    return known or csl_type


def _read_series(fields: _Fields) -> None:
    """`Lecture Notes, no. 7` is a series and the number in it."""
    found = _IN_SERIES.fullmatch(str(fields.get("collection-title", "")))
    if found:
        fields["collection-number"] = found[2] or found[3]
        fields["collection-title"] = found[1] or ""
        if not found[1]:
            del fields["collection-title"]


def _read_chapter(record: Record, fields: _Fields) -> None:
    """`at=ch. 3, pp. 7–9` is a chapter by its number, and pages."""
    found = _IN_CHAPTER.fullmatch(record.first("at"))
    if found and "pages" not in record and "page" not in record:
        record.take("at")
        fields["chapter-number"] = found[1]
        record.put("pages", [found[2]] if found[2] else [])


def _read_behind(template: Template, record: Record, fields: _Fields) -> None:
    """What stands behind the template in its `<ref>`; people write `note=`, which is none."""
    note = record.take("note")
    behind = template.behind
    others = _OTHERS.match(behind) if "URL" in fields else None
    if others:
        fields["URL"] = f"{fields['URL']}{others[1]}"
        behind = behind[others.end() :]
    for variable, text in (("note", note or behind), ("annote", template.comment)):
        if text:
            fields[variable] = text
    if note and behind:
        record.set_aside("behind", [behind])


def _read_dates(record: Record, fields: _Fields) -> None:
    """`date`, or `year` with its month; the date of the visit."""
    month = record.take("month")
    name = next((one for one in DATES if one in record), "")
    text = record.take(name) if name else ""
    date = date_of(f"{month} {text}".strip()) if text else None
    if text and date is None:  # undated, unless a date of no form of CS1 stands beside
        date = date_of(record.take("orig-date")) or Date(literal=text)
    if date is not None:
        fields["issued"] = date
        if date.literal:
            record.unread.append(Unread(name, date.literal, "date"))
        if name == "date" and record.first("year") == str(date.year):
            record.take("year")
    visit = next((one for one in ACCESSED if one in record), "")
    visited = date_of(record.first(visit)) if visit else None
    if visited is not None and not visited.literal:
        record.take(visit)
        fields["accessed"] = visited
    original = date_of(record.first("orig-date")) if "orig-date" in record else None
    if original is not None and not original.literal:
        record.take("orig-date")
        fields["original-date"] = original
