"""One citation of JATS → one reference; what no row of the tables takes is a leftover.

An element-citation holds elements alone, a mixed-citation elements in running text. A mixed one
without elements is a reference string, which `app` has parsed.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.formats.articlexml.dates import date_of
from mscref.formats.articlexml.ids import key_of
from mscref.formats.articlexml.inline import marked_text, plain_text
from mscref.formats.articlexml.nodes import Element
from mscref.formats.articlexml.tags import tag
from mscref.formats.articlexml.works import PARTS
from mscref.formats.bibtex.names import OTHERS
from mscref.formats.invertednames import format_inverted_name, parse_inverted_name
from mscref.formats.jats.tables import (
    FORMAT,
    INLINE,
    KINDS,
    READ_ROLES,
    READ_TYPES,
    TITLES,
    rules_of,
)
from mscref.formats.mapping import read_fields
from mscref.formats.record import Reading, Record, Unread
from mscref.model.dates import Date, PartialDate
from mscref.model.identifiers import find_doi
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from mscref.patterns import SPACE_BEFORE, lazy

CITATIONS = ("element-citation", "mixed-citation", "nlm-citation", "citation")
_NAMES = frozenset(["name", "string-name", "collab", "name-alternatives", "anonymous", "etal"])
_DATES = frozenset(["year", "month", "day", "season", "string-date"])
_PAGES = frozenset(["fpage", "lpage", "page-range", "elocation-id"])
_LINKS = frozenset(["ext-link", "uri"])
# The rest of a comment that holds a link: `Available from:`, `doi:`.
_LINK_WORDS = lazy(r"(?:\W|\b(?:doi|pmid|pmcid|available|from|at|url|https?|in)\b)*", 2)
_PMCID = lazy(r"\d+")
_YEAR = lazy(r"\D*(\d{4})[a-z]?\D*")
_NO_TYPE = lazy(r"[\W_]+")
_RANGE_SIGN = lazy(SPACE_BEFORE + r"[–—‐‑]\s*")
_ARXIV = "https://arxiv.org/abs/"


def readings_of(top: Element) -> Iterator[Reading]:
    """The citations of a `ref`, which may hold several, or a citation that stands alone."""
    if top.name in CITATIONS:
        yield _reading(top, key_of(top.get("id")))
        return
    number = 0
    for one in top:
        alternatives = one.all(*CITATIONS) if one.name == "citation-alternatives" else [one]
        whole = [part for part in alternatives if part.name in CITATIONS]
        if not whole:
            continue
        best = next((part for part in whole if part.name != "mixed-citation"), whole[0])
        key = key_of(top.get("id"))
        number += 1
        reading = _reading(best, key if number == 1 or not key else f"{key}-{number}")
        mixed = next((part for part in whole if part is not best), None)
        if mixed is not None:
            text = plain_text(mixed)
            reading = reading._replace(reference=reading.reference.with_string(text))
        yield reading


class _Citation:
    """A citation that is taken apart: people by role, dates, and the leaves as tags."""

    def __init__(self, element: Element) -> None:
        self.record = Record(element.line)
        self.people: dict[str, list[Name]] = {}
        self.dates: dict[str, str] = {}
        self.points: dict[str, Element] = {}
        self.language = element.get("lang")
        if self.language:
            self.record.add("xml:lang", self.language)
        self.take(element)

    def take(self, element: Element) -> None:
        """Every child of an element, in order."""
        for one in element:
            self._take_one(one)

    def _take_one(self, one: Element) -> None:
        name = one.name
        if name == "person-group":
            self._take_group(one)
        elif name in _NAMES:
            self.people.setdefault("author", []).extend(_names(one))
        elif name in _DATES:
            self._take_date(one)
        elif name in ("date", "date-in-citation", "conf-date"):
            self.points.setdefault(_role_of_date(one), one)
        elif name in _LINKS:
            self._take_link(one)
        elif name == "comment" and any(True for _ in one.below(*_LINKS)):
            self._take_links_of(one)
        elif name in _WRAPPERS:
            self.take(one)
        else:
            self._add(one)

    def _take_group(self, group: Element) -> None:
        said = group.get("specific-use") or group.get("person-group-type")
        role = READ_ROLES.get(said, "" if said else "author")
        names = [name for one in group for name in _names(one)]
        if role and role not in self.people:
            self.people[role] = names
        else:
            kept = [format_inverted_name(name) for name in names]
            self.record.set_aside(tag("person-group", said), kept)
        for one in group:
            if one.name not in _NAMES:
                self._add(one)

    def _take_date(self, one: Element) -> None:
        text = plain_text(one)
        if one.name in self.dates:
            self.record.set_aside(one.name, [text])
            return
        self.dates[one.name] = text
        if one.get("iso-8601-date"):
            self.dates.setdefault("coded", one.get("iso-8601-date"))

    def _take_link(self, one: Element) -> None:
        address, text = one.get("href"), plain_text(one)
        kind = one.get(KINDS.get(one.name, "")) if one.name in KINDS else ""
        if kind in ("doi", "pmid", "pmcid"):
            self.record.add(tag(one.name, kind), text or address, line=one.line)
            return
        doi = find_doi(address) if "doi.org/" in address else None
        if doi is not None and "pub-id@doi" not in self.record:
            self.record.add("pub-id@doi", doi, line=one.line)
            return
        self.record.add(one.name if kind in ("", "uri") else tag(one.name, kind), address or text)
        if address and text and not _says_the_same(text, address):
            self.record.set_aside("ext-link-text", [text])

    def _take_links_of(self, comment: Element) -> None:
        """`doi: <ext-link …>` in a comment: the link counts, and words that say more than that."""
        links = list(comment.below(*_LINKS))
        for link in links:
            self._take_link(link)
        words = plain_text(comment)
        for link in links:
            words = words.replace(plain_text(link), " ")
        if not _LINK_WORDS.fullmatch(words):
            self.record.add("comment", plain_text(comment), line=comment.line)

    def _add(self, one: Element) -> None:
        kind = one.get(KINDS[one.name]) if one.name in KINDS else ""
        if one.name == "annotation":
            text = "\n".join(marked_text(part, INLINE) for part in one)
        else:
            text = marked_text(one, INLINE)
        if text:
            self.record.add(tag(one.name, kind), text, line=one.line)


_WRAPPERS = frozenset(["institution-wrap", "collab-alternatives", "bold", "italic", "sc", "roman"])


def _role_of_date(one: Element) -> str:
    if one.name == "conf-date":
        return "event-date"
    if one.name == "date-in-citation":
        return "accessed"
    kind = one.get("date-type")
    return {"": "issued", "pub": "issued", "original": "original-date"}.get(kind, kind)


def _says_the_same(text: str, address: str) -> bool:
    bare = text.casefold().removeprefix("https://").removeprefix("http://").strip("/ ")
    return bare in address.casefold()


def _names(element: Element) -> list[Name]:
    """The names that one element of people says."""
    if element.name == "etal":
        return [OTHERS]
    if element.name == "name-alternatives":
        first = element.find("name", "string-name")
        return _names(first) if first else []
    if element.name not in _NAMES:
        return []
    parts = {one.name: plain_text(one) for one in reversed(list(element))}
    if element.name in ("name", "string-name") and (parts.keys() & {"surname", "given-names"}):
        has_text = parts.get("surname") or parts.get("given-names")
        return [_person(element, parts)] if has_text else []
    text = marked_text(element, INLINE) or ("Anonymous" if element.name == "anonymous" else "")
    if not text:
        return []
    return [parse_inverted_name(text) if element.name == "string-name" else Name(literal=text)]


def _person(element: Element, parts: dict[str, str]) -> Name:
    """`van` of `van der Berg` stands in the surname, `van` of Beethoven behind his given names."""
    words = parts.get("given-names", "").split(" ")
    behind = len(words)
    while behind > 1 and words[behind - 1].islower():
        behind -= 1
    family = parts.get("surname", "")
    particle = ""
    if family:
        inverted = parse_inverted_name(f"{family}, x")
        particle, family = inverted.non_dropping_particle, inverted.family
    prefix = parts.get("prefix", "")
    if prefix.islower() and not particle:
        particle, prefix = prefix, ""
    return Name(
        family=family,
        given=" ".join(words[:behind]),
        dropping_particle=" ".join(words[behind:]),
        non_dropping_particle=particle,
        suffix=parts.get("suffix", ""),
        comma_suffix=element.get("specific-use") == "comma-suffix",
        static_ordering=element.get("name-style") == "eastern",
    )


def _reading(element: Element, key: str) -> Reading:
    citation = _Citation(element)
    record = citation.record
    said = element.get("publication-type") or element.get("citation-type")
    csl_type = _type_of(said, record)
    fields: dict[str, FieldValue] = {}
    _read_titles(csl_type, record, fields)
    _read_pages(csl_type, record, fields)
    _tidy_numbers(record)
    if csl_type == "article-journal" and "pub-id@publisher-id" in record:
        record.set_aside("pub-id@publisher-id", record.take_all("pub-id@publisher-id"))
    fields.update(read_fields(rules_of(csl_type), record))
    for role, names in citation.people.items():
        if names:
            fields[role] = tuple(names)
    _read_dates(citation, fields)
    _read_arxiv(record, fields)
    reference = Reference(key, csl_type, fields)
    text = _printed(element)
    if element.name == "mixed-citation" and text:
        reference = reference.with_string(text)
    return record.reading(reference, format_name=FORMAT)


def _printed(element: Element) -> str:
    """The text of a citation; an annotation is no part of it (JATS)."""
    printed = Element(element.name, {}, element.line)
    printed.content = [
        one for one in element.content if isinstance(one, str) or one.name != "annotation"
    ]
    return plain_text(printed)


def _type_of(said: str, record: Record) -> str:
    kind = READ_TYPES.get(_NO_TYPE.sub("", said.casefold()))
    if kind is None:
        record.set_aside("publication-type", [said])
    if kind == "book" and ("chapter-title" in record or "article-title" in record):
        return "chapter"
    return kind or _type_unsaid(record)


def _type_unsaid(record: Record) -> str:
    """The type of a citation that does not say it, by what it holds."""
    if "chapter-title" in record:
        return "chapter"
    if "conf-name" in record:
        return "paper-conference"
    if "article-title" in record and "source" in record and "publisher-name" not in record:
        return "article-journal"
    if "source" in record and "publisher-name" in record:
        return "chapter" if "article-title" in record else "book"
    return "document"


def _read_titles(csl_type: str, record: Record, fields: dict[str, FieldValue]) -> None:
    """The title of the work, and of what it stands in."""
    name = next((one for one in TITLES if one in record), "")
    title = record.take(name) if name else ""
    if not title and csl_type not in PARTS:
        title = record.take("source")
    if csl_type == "dataset" and name and "publisher-name" not in record:
        record.put("publisher-name", [record.take("source")])  # the repository (JATS4R)
    container = record.take("source")
    if title:
        fields["title"] = title
    if container:
        fields["container-title"] = container


def _read_pages(csl_type: str, record: Record, fields: dict[str, FieldValue]) -> None:
    first, last = record.take("fpage"), record.take("lpage")
    whole = _RANGE_SIGN.sub("-", record.take("page-range"))
    page = whole or (f"{first}-{last}" if last and first and last != first else first or last)
    if page and whole and first and first not in whole:
        record.set_aside("fpage", [first])
    article = record.take("elocation-id")
    if article and not page:
        page = article
    elif article and csl_type in PARTS:
        fields["number"] = article
    elif article:
        record.set_aside("elocation-id", [article])
    if page:
        fields["page"] = page


def _tidy_numbers(record: Record) -> None:
    """A PMCID without its letters has them."""
    for name in ("pub-id@pmcid", "pub-id@pmc"):
        values = record.take_all(name)
        record.put(name, [f"PMC{one}" if _PMCID.fullmatch(one) else one for one in values])


def _read_dates(citation: _Citation, fields: dict[str, FieldValue]) -> None:
    date = _issued(citation.dates, citation.record)
    if date is not None:
        fields["issued"] = date
    for role, element in citation.points.items():
        text = plain_text(element)
        point = date_of(element.get("iso-8601-date"), _in_order(element) or text)
        if point is None or role in fields or not _is_date_role(role):
            citation.record.set_aside(tag(element.name, role), [text])
        else:
            fields[role] = point


def _is_date_role(role: str) -> bool:
    from mscref.model.vocabulary import DATE_VARIABLES

    return role in DATE_VARIABLES


def _in_order(element: Element) -> str:
    """`2020 4 1` of the parts of a date, "" where it has none."""
    found = {one.name: plain_text(one) for one in element}
    if "year" not in found:
        return ""
    return " ".join(found[name] for name in ("year", "month", "season", "day") if name in found)


def _issued(parts: dict[str, str], record: Record) -> Date | None:
    text = parts.get("string-date", "")
    if not parts.keys() & {"year", "string-date"}:
        for name, value in parts.items():
            record.set_aside(name, [value])
        return None
    shown = " ".join(parts[one] for one in ("year", "month", "season", "day") if parts.get(one))
    date = date_of(parts.get("coded", ""), text or shown)
    year = _YEAR.fullmatch(parts.get("year", ""))
    if date is not None and date.literal and year and not text:
        record.set_aside("year", [shown])
        return Date(PartialDate(int(year[1])))
    if date is not None and date.literal:
        record.unread.append(Unread("year", date.literal, "date"))
    return date


def _read_arxiv(record: Record, fields: dict[str, FieldValue]) -> None:
    """The address of a preprint that no other address is given for."""
    number = record.first("pub-id@arxiv").removeprefix("arXiv:")
    if number and "URL" not in fields:
        record.take("pub-id@arxiv")
        fields["URL"] = _ARXIV + number
