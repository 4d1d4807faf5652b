"""One cite template → one reference; what no row of the tables takes is a leftover."""

from __future__ import annotations

import re

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats.bibtex.dates import parse_date
from mscref.formats.bibtex.names import OTHERS
from mscref.formats.mapping import (
    parse_inverted_name,
    parse_loose_date,
    read_fields,
)
from mscref.formats.record import Reading, Record, Unread
from mscref.formats.wikitext.scanning import Template, templates
from mscref.formats.wikitext.tables import (
    ACCESSED,
    CHAPTERS,
    CONTAINERS,
    DATES,
    FORMAT,
    NUMBERED,
    PEOPLE,
    RULES,
    TYPES,
    UNPLACED,
    WRITTEN_TYPES,
)
from mscref.model.dates import Date
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from mscref.patterns import lazy
from mscref.records import replaced as replace

_Fields = dict[str, FieldValue]
_RANGE = lazy(r"(?<=\w)[ ]?[–—‐‑][ ]?(?=\w)")
_VANCOUVER = lazy(r"(.+?)[ ]([^\W\d_a-z]{1,4})(?:[ ]((?:Jr|Sr|[IVX]+|\d\w\w)\.?))?")
_VANCOUVER_ITEM = lazy(r"[ ]?\(\(([^()]*)\)\)|[^,;]+")
_ET_AL = frozenset(["et al", "et al.", "others"])
_PMC = lazy(r"\d+")
# What a {{citation}} is, by what it says that it stands in.
_OF_CONTAINER = {
    "journal": "article-journal",
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
    "website": "webpage",
}
_ARXIV = "https://arxiv.org/abs/"
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
    for variable in PEOPLE:
        _read_people(record, variable, fields)
    if csl_type not in NUMBERED and "issue" not in record and "number" in record:
        record.put("issue", record.take_all("number"))  # what `number` means in a journal
    for name in ("pages", "page"):
        record.put(name, [_RANGE.sub("-", one) for one in record.take_all(name)])
    record.put(
        "pmc", [f"PMC{one}" if _PMC.fullmatch(one) else one for one in record.take_all("pmc")]
    )
    fields.update(read_fields(RULES, record))
    _read_dates(record, fields)
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
        if name.startswith(old) and name != "author-link":
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


def _read_people(record: Record, variable: str, fields: _Fields) -> None:
    """The numbered people of one kind, or those in the order of Vancouver."""
    last, first, other = PEOPLE[variable]
    names: list[Name] = []
    number = 1
    while True:
        found = _person(record, last, first, other, number)
        if found is None:
            break
        names.append(found)
        number += 1
    listed = record.take(f"v{other}s")
    names += _vancouver(listed)
    plural = record.take(f"{other}s") if not names else ""
    if plural:
        names.append(OTHERS if plural.casefold() in _ET_AL else Name(literal=plural))
    shown = f"display-{other}s"
    if record.first(shown).casefold().rstrip(".") in ("etal", "et al") and names:
        record.take(shown)
        names.append(OTHERS)
    if names:
        fields[variable] = tuple(dict.fromkeys(names)) if names.count(OTHERS) > 1 else tuple(names)


def _person(record: Record, last: str, first: str, other: str, number: int) -> Name | None:
    """`last2` and `first2`; the first of a list may have no number."""
    ends = (str(number), "") if number == 1 else (str(number),)
    family = next((record.take(last + end) for end in ends if last + end in record), "")
    given = next((record.take(first + end) for end in ends if first + end in record), "")
    whole = next((record.take(other + end) for end in ends if other + end in record), "")
    if family and given:
        words = given.split(" ")
        behind = len(words)
        while behind > 1 and words[behind - 1].islower():
            behind -= 1
        name = parse_inverted_name(f"{family}, {' '.join(words[:behind])}")
        return replace(name, dropping_particle=" ".join(words[behind:]))
    if family or given:
        return Name(family) if family else Name(literal=given)
    return parse_inverted_name(whole) if whole else None


def _vancouver(text: str) -> list[Name]:
    """`Smith J, van der Berg AB, ((The Group)), et al.`"""
    names: list[Name] = []
    for item in _VANCOUVER_ITEM.finditer(text):
        said = item[0].strip()
        if item[1] is not None:
            names.append(Name(literal=item[1].strip()))
        elif said.casefold() in _ET_AL:
            names.append(OTHERS)
        elif said:
            person = _VANCOUVER.fullmatch(said)
            if person is None:
                names.append(Name(literal=said) if " " in said else Name(said))
                continue
            given = " ".join(f"{letter}." for letter in person[2])
            name = parse_inverted_name(f"{person[1]}, {given}")
            names.append(replace(name, given=given, suffix=person[3] or ""))
    return names


def _read_dates(record: Record, fields: _Fields) -> None:
    """`date`, or `year` with its month; the date of the visit."""
    month = record.take("month")
    name = next((one for one in DATES if one in record), "")
    text = record.take(name) if name else ""
    date = _date(f"{month} {text}".strip()) if text else None
    if date is not None:
        fields["issued"] = date
        if date.literal:
            record.unread.append(Unread(name, date.literal, "date"))
        if name == "date" and record.first("year") == str(date.year):
            record.take("year")
    visit = next((one for one in ACCESSED if one in record), "")
    visited = _date(record.first(visit)) if visit else None
    if visited is not None and not visited.literal:
        record.take(visit)
        fields["accessed"] = visited
    original = _date(record.first("orig-date")) if "orig-date" in record else None
    if original is not None and not original.literal:
        record.take("orig-date")
        fields["original-date"] = original


def _date(text: str) -> Date | None:
    return parse_date(text) or parse_loose_date(text)
