"""One `biblStruct` of TEI → one reference; what no row of the tables takes is a leftover.

A `bibl` without elements is a reference string, which `app` has parsed.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.formats.articlexml.dates import date_of
from mscref.formats.articlexml.ids import key_of
from mscref.formats.articlexml.inline import marked_text, plain_text
from mscref.formats.articlexml.nodes import Element
from mscref.formats.articlexml.tags import tag
from mscref.formats.articlexml.works import PARTS
from mscref.formats.bibtex.dates import parse_date
from mscref.formats.bibtex.names import OTHERS
from mscref.formats.invertednames import format_inverted_name, parse_inverted_name
from mscref.formats.mapping import read_fields
from mscref.formats.record import Reading, Record, Unread
from mscref.formats.tei.tables import (
    DEEDS,
    FORMAT,
    INLINE,
    JOURNALS,
    READ_ROLES,
    READ_TYPES,
    REPORT_TYPES,
    RULES,
    UNITS,
    WHOLE,
)
from mscref.model.dates import Date
from mscref.model.identifiers import find_doi
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from mscref.model.vocabulary import DATE_VARIABLES
from mscref.patterns import lazy

ENTRIES = ("biblStruct", "bibl", "biblFull")
_PEOPLE = frozenset(["author", "editor", "respStmt"])
_LEVELS = frozenset(["analytic", "monogr", "imprint", "series"])
_DATE_ROLES = {"": "issued", "published": "issued", "accessed": "accessed"}
_RAW = frozenset(["raw_reference", "raw"])
_PAGE = "page"
_NUMBERS = frozenset(["", "volume", "issue", "number"])  # that a work in a series has
_RANGE = lazy(r"(?:[pP]{1,2}\.? ?)?([A-Za-z]?[0-9]{1,9})(?: ?[-–] ?([A-Za-z]?[0-9]{1,9}))?")
_UNSURE = frozenset(["low", "medium", "unknown"])
_ARXIV = "https://arxiv.org/abs/"
_ARXIV_TYPES = ("idno@arXiv", "idno@arxiv")


class _Entry:
    """An entry that is taken apart: people by role, dates, and the leaves as tags."""

    def __init__(self, element: Element) -> None:
        self.record = Record(element.line)
        self.people: dict[str, list[Name]] = {}
        self.dates: dict[str, Date] = {}
        self.raw = ""
        self.has_analytic = element.find("analytic") is not None
        if element.get("lang"):
            self.record.add("xml:lang", element.get("lang"))
        self._take(element, "")

    def _take(self, element: Element, level: str) -> None:
        for one in element:
            if one.name in _LEVELS:
                self._take(one, level if one.name == "imprint" else one.name)
            elif one.name in _PEOPLE:
                self._take_people(one, level)
            elif one.name == "date":
                self._take_date(one)
            elif one.name == "note" and one.find("date") is not None:
                self._take(one, level)
            elif one.name == "meeting":
                self._take_meeting(one)
            elif one.name == "biblScope":
                self._take_scope(one, level)
            else:
                self._add(one, level)

    def _take_people(self, element: Element, level: str) -> None:
        role = element.get("role")
        if element.name == "author":
            is_second = level == "monogr" and self.has_analytic and "author" in self.people
            variable = "container-author" if is_second else "author"
        elif element.name == "respStmt":
            role = " ".join(plain_text(one) for one in element.all("resp"))
            variable = _done(role) if role else "editor"
        else:
            variable = READ_ROLES.get(role, "")
        names = list(_names(element))
        if variable:
            self.people.setdefault(variable, []).extend(names)
        else:
            kept = [format_inverted_name(name) for name in names]
            self.record.set_aside(tag(element.name, role), kept)
        for one in element:
            if one.name not in _NAMES and not (one.name == "resp" and (variable or names)):
                self._add(one, level)

    def _take_date(self, one: Element) -> None:
        kind, text = one.get("type"), plain_text(one)
        role = _DATE_ROLES.get(kind, kind)
        date = parse_date(text) or date_of(_coded(one), text)
        if date is None or role not in DATE_VARIABLES or role in self.dates:
            self.record.set_aside(tag("date", kind), [text or _coded(one)])
            return
        self.dates[role] = date
        if date.literal:
            self.record.unread.append(Unread("date", date.literal, "date"))

    def _take_meeting(self, one: Element) -> None:
        """The name of a meeting stands beside its place."""
        address = one.find("address", "placeName")
        name = Element("meeting", one.attributes, one.line)
        name.content = [part for part in one.content if part is not address]
        self._add(name, "monogr")
        if address is not None:
            self.record.add("address", plain_text(address), line=address.line)

    def _take_scope(self, one: Element, level: str) -> None:
        """Which part of the whole it is; of a series, its number."""
        said = one.get("unit") or one.get("type")
        unit = UNITS.get(said.casefold(), said)
        first, last = one.get("from"), one.get("to")
        text = marked_text(one, INLINE)
        if first and (not text or unit == _PAGE):
            text = f"{first}-{last}" if last and last != first else first
        if unit == _PAGE and (first or said != _PAGE):  # not what we have written ourselves
            text = _pages(text)
        if level == "series" and unit in _NUMBERS:
            unit = "series"
        if text:
            self.record.add(tag(one.name, unit), text, line=one.line)

    def _add(self, one: Element, level: str) -> None:
        kind = one.get("type") or one.get("unit")
        if one.name == "note" and kind in _RAW:
            self.raw = plain_text(one)
            return
        if one.name == "title":
            kind = _title_kind(one, level)
        elif one.name in ("ptr", "ref"):
            kind = ""
        elif one.name == "idno" and not kind and find_doi(plain_text(one)):
            kind = "DOI"
        text = one.get("target") if one.name in ("ptr", "ref") else ""
        text = text or _paragraphs(one)
        if text:
            self.record.add(tag(one.name, kind), text, line=one.line)


def _done(text: str) -> str:
    """The variable of those who did what a `resp` says, "" where it says nothing known."""
    text = text.casefold()
    return READ_ROLES.get(text) or next((of for stem, of in DEEDS if stem in text), "")


def _pages(text: str) -> str:
    """`pp. 1–9` as a range; other texts as they are."""
    pages = _RANGE.fullmatch(text)
    return f"{pages[1]}-{pages[2]}" if pages and pages[2] else pages[1] if pages else text


_NAMES = frozenset(["persName", "orgName", "name", "surname", "forename"])


def _paragraphs(element: Element) -> str:
    paragraphs = element.all("p")
    return "\n".join(marked_text(one, INLINE) for one in paragraphs or [element])


def _title_kind(one: Element, level: str) -> str:
    known = {"analytic": "a", "monogr": "m", "series": "s"}.get(level, "")
    where = one.get("level") or known
    form = one.get("type")
    short = {"abbrev": "-abbrev", "abbreviated": "-abbrev", "short": "-short"}.get(form, "")
    return where + (short or ("-sub" if form == "sub" else ""))


def _coded(one: Element) -> str:
    """`when`, or `from` and `to`; both also in their ISO form."""
    when = one.get("when") or one.get("when-iso")
    if when:
        when = when.partition("T")[0]
        return f"{when}~" if one.get("cert") in _UNSURE and when[-1].isdigit() else when
    first, last = one.get("from") or one.get("from-iso"), one.get("to") or one.get("to-iso")
    if not (first or last):
        first, last = one.get("notBefore"), one.get("notAfter")
    return f"{first}/{last}" if first else ""


def _names(element: Element) -> Iterator[Name]:
    inside = element.all("persName", "orgName", "name")
    for one in inside:
        yield from _one_name(one)
    if not inside:
        yield from _one_name(element)


def _one_name(element: Element) -> Iterator[Name]:
    parts = {one.name: one for one in reversed(list(element))}
    if element.name != "orgName" and (parts.keys() & {"surname", "forename"}):
        yield _person(element, parts)
        return
    text = marked_text(element, INLINE)
    if not text:
        return
    if parse_inverted_name(text) == OTHERS:
        yield OTHERS
    elif element.name in ("orgName", "name"):
        yield Name(literal=text)
    elif element.name == "persName" and "," not in text:
        given, _, family = text.rpartition(" ")
        yield Name(family, given)
    else:
        yield parse_inverted_name(text)


def _person(element: Element, parts: dict[str, Element]) -> Name:
    links = {one.get("type"): plain_text(one) for one in element.all("nameLink")}
    suffix = parts.get("genName")
    family = parts.get("surname")
    return Name(
        family=plain_text(family) if family else "",
        given=" ".join(plain_text(one) for one in element.all("forename")),
        dropping_particle=links.get("dropping", ""),
        non_dropping_particle=links.get("", ""),
        suffix=plain_text(suffix) if suffix else "",
        comma_suffix=suffix is not None and suffix.get("type") == "comma",
        static_ordering=element.get("type") == "eastern",
    )


def reading(element: Element) -> Reading:
    """The reference of one entry."""
    entry = _Entry(element)
    record = entry.record
    csl_type = _type_of(element, record)
    fields: dict[str, FieldValue] = {}
    _read_titles(csl_type, record, fields)
    if csl_type in JOURNALS and "biblScope@issue" not in record:
        record.put("biblScope@issue", record.take_all("biblScope@number"))
    fields.update(read_fields(RULES, record))
    for role, names in entry.people.items():
        if names:
            fields[role] = tuple(names)
    fields.update(entry.dates)
    _read_arxiv(record, fields)
    reference = Reference(key_of(element.get("id")), csl_type, fields)
    text = entry.raw or (plain_text(element) if element.name == "bibl" else "")
    return record.reading(reference.with_string(text) if text else reference, format_name=FORMAT)


def _type_of(element: Element, record: Record) -> str:
    said = element.get("type")
    known = READ_TYPES.get(said, "")
    if said and not known:
        record.set_aside("type", [said])
    return known or _type_unsaid(record)


def _type_unsaid(record: Record) -> str:
    """The type of an entry that does not say it (GROBID), by what it holds."""
    genre = record.first("note@report_type").casefold()
    reported = next((kind for word, kind in REPORT_TYPES if word in genre), "")
    if reported or "note@report_type" in record:
        return reported or "report"
    if "title@j" in record:
        return "article-journal"
    if "title@a" in record:
        if "meeting" in record:
            return "paper-conference"
        return "chapter" if "title@m" in record else "document"
    return "book" if "title@m" in record and "publisher" in record else "document"


def _read_titles(csl_type: str, record: Record, fields: dict[str, FieldValue]) -> None:
    """The title of the work, and of what it stands in; a subtitle stands behind its title."""
    title = _with_sub(record, "title@a")
    whole = next((name for name in WHOLE if name in record), "")
    if csl_type in JOURNALS and "title@j" in record:
        whole = "title@j"
    container = _with_sub(record, whole) if whole else ""
    if not title and csl_type not in PARTS:
        title, container = container, ""
    if title:
        fields["title"] = title
    if container:
        fields["container-title"] = container


def _with_sub(record: Record, name: str) -> str:
    title, sub = record.take(name), record.take(f"{name}-sub")
    return f"{title}: {sub}" if title and sub else title or sub


def _read_arxiv(record: Record, fields: dict[str, FieldValue]) -> None:
    """The address of a preprint that no other address is given for."""
    name = next((one for one in _ARXIV_TYPES if one in record), "")
    if name and "URL" not in fields:
        number = record.take(name).removeprefix("arXiv:").partition("[")[0].strip()
        fields["URL"] = _ARXIV + number
