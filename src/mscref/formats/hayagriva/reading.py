"""One entry of Hayagriva → one reference; what no row of the tables takes is a leftover."""

from __future__ import annotations

from mscref.formats.bibtex.dates import parse_date
from mscref.formats.datewords import date_in_words, has_sign
from mscref.formats.hayagriva.parents import Parents
from mscref.formats.hayagriva.tables import (
    CASED,
    COURT,
    EVENTS,
    FORMATTED,
    FROM_PARENT,
    NAMES,
    OF_EVENT,
    OF_SERIES,
    ROLES,
    SERIALS,
    SHORT_FORMS,
    SPAN,
    TEXTS,
    type_of,
)
from mscref.formats.invertednames import parse_inverted_name
from mscref.model.dates import Date
from mscref.model.editions import edition_number
from mscref.model.identifiers import bare_doi
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference


def read_entry(key: str, entry: dict[str, Json]) -> Reference:
    """One entry. Every helper takes out of `rest` what it uses; what is left are the leftovers."""
    rest = dict(entry)
    kind = str(rest.pop("type", "misc")).lower()
    parents = Parents(kind, rest.pop("parent", None))
    container = parents.container
    parent_kind = parents.container_type
    fields: dict[str, FieldValue] = {}
    _read_common(rest, fields)
    if kind == "case":
        _read_texts(COURT, rest, fields)
    _read_texts(TEXTS, rest, fields)
    event = parents.event
    _read_texts(OF_EVENT, event, fields)
    _read_parent(container, fields)
    if parent_kind in EVENTS:  # of an article, which stands in it
        _read_date("date", "event-date", container, fields)
    _read_series(parents.series, fields)
    _read_event(event, fields)
    csl_type = type_of(kind, parent_kind or parents.event_type)
    parents.note_types(csl_type)
    rest.update(parents.left())
    if not csl_type:
        rest["type"] = kind
    for variable in FORMATTED & fields.keys():
        fields[variable] = _with_spans(str(fields[variable]))
    extra: dict[str, Json] = {"hayagriva": rest} if rest else {}
    return Reference(key, csl_type or "document", fields, extra)


def _read_event(event: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    """The conference or exhibition; what it has and nothing else has is that of the work."""
    if "issued" not in fields:
        _read_date("date", "issued", dict(event), fields)
    _read_date("date", "event-date", event, fields)
    _read_link(event, fields)
    _read_publisher(event, fields)
    _read_serials(event, fields)
    _read_texts(FROM_PARENT, event, fields)


def _read_series(parent: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    """The series a book or a book's part belongs to, and its place there."""
    _read_texts(OF_SERIES, parent, fields)


def _read_common(rest: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    """Names, dates, publisher, links: whatever is not plain text.

    What `fields` has otherwise already (a parent's date beside that of its part) stays.
    """
    for name, variable in NAMES.items():
        names = _names(rest.get(name))
        if names and fields.get(variable, names) == names:
            fields[variable] = names
            del rest[name]
    _read_roles(rest, fields)
    _read_date("date", "issued", rest, fields)
    _read_link(rest, fields)
    _read_publisher(rest, fields)
    _read_texts({"short-title": "title-short"}, rest, fields)
    _read_serials(rest, fields)


def _read_roles(rest: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    """People with a role of their own; a role that CSL does not have stays."""
    kept: list[Json] = []
    for group in _as_list(rest.pop("affiliated", None)):
        role = ROLES.get(str(group.get("role", ""))) if isinstance(group, dict) else None
        names = _names(group.get("names")) if isinstance(group, dict) else ()
        if role and names and role not in fields:
            fields[role] = names
        else:
            kept.append(group)
    if kept:
        rest["affiliated"] = kept


def _read_date(
    name: str, variable: str, rest: dict[str, Json], fields: dict[str, FieldValue]
) -> None:
    """A date, or its text; anything else stays."""
    value = rest.get(name)
    if isinstance(value, str | int) and not isinstance(value, bool):
        text = str(value)
        words = None if has_sign(text) else date_in_words(text)
        date = parse_date(text) or words or Date(literal=text)
        if fields.setdefault(variable, date) == date:
            del rest[name]


def _read_link(rest: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    """`url`, or a mapping of its `value` and the `date` of the visit."""
    url = rest.pop("url", None)
    inside: dict[str, Json] = dict(url) if isinstance(url, dict) else {"value": url}
    _read_date("date", "accessed", inside, fields)
    value = inside.get("value")
    is_text = isinstance(value, str | int) and not isinstance(value, bool) and value
    if is_text and fields.setdefault("URL", str(value)) == str(value):
        del inside["value"]
    _keep_rest("url", inside, rest)


def _read_publisher(rest: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    """`publisher`, or a mapping of its `name` and `location`."""
    publisher = rest.pop("publisher", None)
    is_named = isinstance(publisher, dict) and "value" not in publisher
    inside: dict[str, Json] = {"name": publisher}
    if is_named and isinstance(publisher, dict):
        inside = dict(publisher)
    _read_texts({"location": "publisher-place", "name": "publisher"}, inside, fields)
    _keep_rest("publisher", inside, rest)


def _keep_rest(name: str, inside: dict[str, Json], rest: dict[str, Json]) -> None:
    """Put back what of a mapping nobody has used."""
    left: dict[str, Json] = {member: value for member, value in inside.items() if value is not None}
    if left:
        rest[name] = left


def _read_serials(rest: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    """`serial-number`: one number, or a mapping of them by name."""
    serials = rest.pop("serial-number", None)
    if serials is None:
        return
    inside: dict[str, Json] = dict(serials) if isinstance(serials, dict) else {"serial": serials}
    for name, variable in SERIALS.items():
        text = _text(inside.get(name))
        text = bare_doi(text) if name == "doi" else text
        if text and fields.setdefault(variable, text) == text:
            del inside[name]
    _keep_rest("serial-number", inside, rest)


def _read_texts(
    table: dict[str, str], rest: dict[str, Json], fields: dict[str, FieldValue]
) -> None:
    for name, variable in table.items():
        written = _text(rest.get(name))
        text = edition_number(written) if variable == "edition" else written
        if not text or fields.get(variable, text) != text:
            continue
        fields[variable] = text
        value = rest[name]
        if text == written or isinstance(value, dict):
            del rest[name]  # else it is to be written as it stood
        if isinstance(value, dict):
            _read_short(name, variable, dict(value), rest, fields)


def _read_short(
    name: str,
    variable: str,
    value: dict[str, Json],
    rest: dict[str, Json],
    fields: dict[str, FieldValue],
) -> None:
    """What a formattable text says beside its value: a short form, how it is to be printed."""
    del value["value"]
    value.pop("verbatim", None)
    short = SHORT_FORMS.get(variable)
    if short and short not in fields and _text(value.get("short")):
        fields[short] = _text(value.pop("short"))
    _keep_rest(name, value, rest)


def _read_parent(parent: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    """The container of a work; `parent` loses what is taken from it."""
    _read_texts({"title": "container-title"}, parent, fields)
    authors = _names(parent.get("author"))
    if authors:
        fields["container-author"] = authors
        del parent["author"]
    _read_common(parent, fields)
    _read_texts(FROM_PARENT, parent, fields)


def _with_spans(text: str) -> str:
    """The outer braces of a text as nocase spans; those of a formula are its own."""
    pieces: list[str] = []
    depth = 0
    for token in CASED.findall(text):
        if token not in ("{", "}"):
            pieces.append(token)
            continue
        depth += 1 if token == "{" else -1
        if depth < 0:
            return text
        if token == "{" and depth == 1:
            pieces.append(SPAN)
        elif token == "}" and not depth:
            pieces.append("</span>")
    return text if depth else "".join(pieces).replace(f"{SPAN}</span>", "")


def _text(value: Json) -> str:
    """A formattable string: plain, or a mapping with a `value`, which may be `verbatim`."""
    if isinstance(value, dict):
        inside = value.get("value")
        value = f"{{{inside}}}" if value.get("verbatim") is True and inside else inside
    if value is None or isinstance(value, bool | list | dict):
        return ""
    return str(value)


def _names(value: Json) -> tuple[Name, ...]:
    return tuple([_name(one) for one in _as_list(value) if one])


def _name(value: Json) -> Name:
    if not isinstance(value, dict):
        return parse_inverted_name(str(value))
    parts = {name: str(part) for name, part in value.items() if part is not None}
    family, given = parts.get("name", ""), parts.get("given-name", "")
    if parts.keys() == {"name"}:
        return Name(literal=family)
    return Name(
        family=family,
        given=given,
        dropping_particle="",
        non_dropping_particle=parts.get("prefix", ""),
        suffix=parts.get("suffix", ""),
    )


def _as_list(value: Json) -> list[Json]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
