"""One work of a CITATION.cff → one reference; what no row of the tables takes is a leftover."""

from __future__ import annotations

from mscref.formats.besidenames import ORCID, as_extra
from mscref.formats.bibtex.dates import parse_date
from mscref.formats.bibtex.names import OTHERS
from mscref.formats.cff.tables import (
    ABOUT_THE_FILE,
    FORMAT,
    KEY,
    NOBODY,
    OF_ROOT,
    PEOPLE,
    PERSON_PARTS,
    ROOT_TYPES,
    SCHEMES,
    TEXTS,
    TYPES,
    UNTITLED,
    WRITTEN_TYPES,
)
from mscref.formats.cff.twice import is_mark, without_mark
from mscref.formats.invertednames import parse_inverted_name
from mscref.formats.mapping import parse_loose_date
from mscref.model.dates import Date, PartialDate
from mscref.model.editions import edition_number
from mscref.model.identifiers import bare_doi
from mscref.model.names import Name
from mscref.model.note_fields import with_note_fields
from mscref.model.reference import FieldValue, Json, Reference

_Work = dict[str, Json]
_Fields = dict[str, FieldValue]
_MONTHS = 12


def read_root(root: _Work) -> Reference:
    """The work that a file is about."""
    for name in ABOUT_THE_FILE:
        root.pop(name, None)
    kind = root.pop("type", "software")
    csl_type = ROOT_TYPES.get(str(kind), "software")
    if str(kind) not in ROOT_TYPES:
        root["type"] = kind
    variables = {name: TEXTS[name] for name in TEXTS if name in OF_ROOT}
    return _read(root, csl_type, variables)


def read_work(work: _Work) -> Reference:
    """A preferred citation, or one of the references."""
    kind = str(work.pop("type", "") or "")
    csl_type = TYPES.get(kind, "document")
    if kind and WRITTEN_TYPES.get(csl_type) != kind:
        work["type"] = kind
    return _read(work, csl_type, dict(TEXTS))


def _read(work: _Work, csl_type: str, variables: dict[str, str]) -> Reference:
    """Every helper takes out of `work` what it uses; what is left are the leftovers."""
    fields: _Fields = {}
    if work.get("title") == UNTITLED:
        del work["title"]
    for variable, member in variables.items():
        _take_text(work, member, variable, fields)
    for variable, member in PEOPLE.items():
        _take_people(work, member, variable, fields)
    _take_dates(work, fields)
    _take_containers(work, csl_type, fields)
    _take_pages(work, fields)
    _take_lists(work, fields)
    key = _take_identifiers(work, fields)
    _take_text(work, "repository-code", "URL", fields)
    if csl_type == "thesis":
        _take_text(work, "thesis-type", "genre", fields)
    _take_text(work, "notes", "note", fields)
    extra: dict[str, Json] = {FORMAT: work} if work else {}
    return with_note_fields(Reference(key, csl_type, fields, extra))


def _take_text(work: _Work, member: str, variable: str, fields: _Fields) -> None:
    value = work.get(member)
    if not isinstance(value, str | int | float) or isinstance(value, bool) or variable in fields:
        return
    text = str(value).strip()
    if variable == "DOI":
        text = bare_doi(text)
    if variable == "edition":
        text = edition_number(text)
    if text:
        fields[variable] = text
        if variable != "edition" or text == str(value):
            del work[member]


def _take_people(work: _Work, member: str, variable: str, fields: _Fields) -> None:
    people = work.get(member)
    if people in ([NOBODY], []):
        del work[member]
        return
    names = tuple([_name(one) for one in people if one]) if isinstance(people, list) else ()
    if names and variable not in fields:
        fields[variable] = names
        del work[member]


def _name(person: Json) -> Name:
    """A person or an entity; what else is said of either is kept with the name."""
    if not isinstance(person, dict):
        return parse_inverted_name(str(person))
    person = without_mark(person)
    parts = {
        name: str(person[member]).strip()
        for member, name in PERSON_PARTS.items()
        if person.get(member) is not None
    }
    kept = {
        ORCID if name == "orcid" else name: value
        for name, value in person.items()
        if name not in PERSON_PARTS
    }
    if parts:
        given, dropping = _split_given(parts.get("given", ""))
        return Name(
            family=parts.get("family", ""),
            given=given,
            dropping_particle=dropping,
            non_dropping_particle=parts.get("non_dropping_particle", ""),
            suffix=parts.get("suffix", ""),
            extra=as_extra(kept),
        )
    text = str(kept.pop("name", "") or kept.pop("alias", "") or "").strip()
    if parse_inverted_name(text) == OTHERS:
        return OTHERS
    return Name(literal=text, extra=as_extra(kept))


def _split_given(text: str) -> tuple[str, str]:
    """`Ludwig van` as given name and dropping particle."""
    words = text.split(" ")
    behind = len(words)
    while behind > 1 and words[behind - 1].islower():
        behind -= 1
    return " ".join(words[:behind]), " ".join(words[behind:])


def _take_dates(work: _Work, fields: _Fields) -> None:
    """The most exact date of publication; the others stay."""
    for member in ("date-published", "date-released", "issue-date"):
        date = _date(work.get(member))
        if date is not None and "issued" not in fields:
            fields["issued"] = date
            del work[member]
    year, month = _number(work.get("year")), _number(work.get("month"))
    point = PartialDate(year, month if 0 < month <= _MONTHS else 0) if year else None
    issued = fields.get("issued")
    if point is not None and (issued is None or _covers(issued, point)):
        fields.setdefault("issued", Date(point))
        work.pop("year")
        if point.month:
            work.pop("month")
    for member, variable in (("date-accessed", "accessed"), ("year-original", "original-date")):
        date = _date(work.get(member))
        if date is not None:
            fields[variable] = date
            del work[member]


def _covers(date: FieldValue, point: PartialDate) -> bool:
    return isinstance(date, Date) and date.covers(Date(point))


def _number(value: Json) -> int:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len("9999") else 0


def _date(value: Json) -> Date | None:
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    return parse_date(str(value)) or parse_loose_date(str(value))


def _take_containers(work: _Work, csl_type: str, fields: _Fields) -> None:
    """The journal or collection, the publisher, the conference: entities with names and places."""
    _take_text(work, "journal", "container-title", fields)
    _take_text(work, "collection-title", "container-title", fields)
    _take_entity(work, "publisher", {"name": "publisher", "city": "publisher-place"}, fields)
    _take_entity(work, "institution", {"name": "publisher", "city": "publisher-place"}, fields)
    _take_entity(work, "location", {"name": "publisher-place"}, fields)
    event = work.get("conference")
    if isinstance(event, dict):
        first, last = event.get("date-start"), event.get("date-end")
        date = _date(f"{first}/{last}" if first and last and first != last else first)
        if date is not None and not date.literal:
            fields["event-date"] = date
            for member in ("date-start", "date-end"):
                event.pop(member, None)
    _take_entity(work, "conference", {"name": "event-title", "city": "event-place"}, fields)


def _take_entity(work: _Work, member: str, table: dict[str, str], fields: _Fields) -> None:
    entity = work.get(member)
    if isinstance(entity, str):
        entity = {"name": entity}
    if not isinstance(entity, dict):
        return
    left = dict(entity)
    for name, variable in table.items():
        _take_text(left, name, variable, fields)
    if left:
        work[member] = left
    else:
        del work[member]


def _take_pages(work: _Work, fields: _Fields) -> None:
    start, end = work.get("start"), work.get("end")
    if isinstance(start, str | int) and not isinstance(start, bool):
        has_end = (
            isinstance(end, str | int) and not isinstance(end, bool) and str(end) != str(start)
        )
        fields["page"] = f"{start}-{end}" if has_end else str(start)
        del work["start"]
        work.pop("end", None)


def _take_lists(work: _Work, fields: _Fields) -> None:
    for member, variable in (("keywords", "keyword"), ("languages", "language")):
        values = work.get(member)
        if isinstance(values, str):
            values = [values]
        if not isinstance(values, list) or not all(isinstance(one, str | int) for one in values):
            continue
        texts = [str(one) for one in values]
        taken = texts if variable == "keyword" else texts[:1]
        if taken:
            fields[variable] = ", ".join(taken)
            del work[member]
            if texts[len(taken) :]:
                work[member] = list[Json](texts[len(taken) :])
    license_ = work.get("license")
    if isinstance(license_, list) and all(isinstance(one, str) for one in license_):
        fields["license"] = " OR ".join(map(str, license_))  # what a list means (guide, `license`)
        del work["license"]
    _take_text(work, "license-url", "license", fields)


def _take_identifiers(work: _Work, fields: _Fields) -> str:
    """A DOI, an address, or what is known by its description; the key comes out."""
    rows = work.pop("identifiers", None)
    key = ""
    left: list[Json] = []
    for row in rows if isinstance(rows, list) else [rows] if rows is not None else []:
        kind, value, said = _identifier(row)
        if is_mark(said):
            continue
        if said == KEY and not key:
            key = value
        elif kind == "doi" and "DOI" not in fields and value:
            fields["DOI"] = bare_doi(value)
            _keep_description(said, "doi", value, left)
        elif kind == "url" and "URL" not in fields and value:
            fields["URL"] = value
            _keep_description(said, "url", value, left)
        elif said in SCHEMES and SCHEMES[said] not in fields:
            fields[SCHEMES[said]] = value
        elif not (kind == "doi" and bare_doi(value) == fields.get("DOI") and not said):
            left.append(row)
    if left:
        work["identifiers"] = left
    return key


def _keep_description(said: str, kind: str, value: str, left: list[Json]) -> None:
    if said:
        left.append({"type": kind, "value": value, "description": said})


def _identifier(row: Json) -> tuple[str, str, str]:
    if not isinstance(row, dict):
        return "", "", ""
    return str(row.get("type", "")), str(row.get("value", "")), str(row.get("description", ""))
