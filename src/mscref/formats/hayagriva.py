"""Hayagriva YAML, the format of Typst ↔ references.

Grammar: a mapping key → entry. An entry has a `type`, fields, and `parent` entries that hold what
CSL calls the container (a periodical, an anthology, proceedings) with volume and issue. What no
row of the tables takes travels in `Reference.extra["hayagriva"]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats import yamltext
from mscref.formats.base import ReadResult
from mscref.formats.bibtex.dates import format_date, parse_date
from mscref.formats.datewords import date_in_words, has_sign
from mscref.formats.itemplaces import ItemPlaces
from mscref.formats.mapping import format_inverted_name, not_read, parse_inverted_name
from mscref.formats.record import Unread
from mscref.model.dates import Date
from mscref.model.editions import edition_number
from mscref.model.identifiers import bare_doi
from mscref.model.markup import strip_markup
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference

# (type, type of the first parent) → CSL type; "" is any or none. The first match counts.
_READ_TYPES = (
    ("article", "newspaper", "article-newspaper"),
    ("article", "blog", "post-weblog"),
    ("article", "reference", "entry-encyclopedia"),
    ("article", "proceedings", "paper-conference"),
    ("article", "conference", "paper-conference"),
    ("article", "", "article-journal"),
    ("chapter", "", "chapter"),
    ("anthos", "", "chapter"),
    ("entry", "", "entry-encyclopedia"),
    ("book", "", "book"),
    ("anthology", "", "book"),
    ("proceedings", "", "book"),
    ("reference", "", "book"),
    ("report", "", "report"),
    ("thesis", "", "thesis"),
    ("web", "", "webpage"),
    ("blog", "", "post-weblog"),
    ("post", "", "post"),
    ("thread", "", "post"),
    ("patent", "", "patent"),
    ("case", "", "legal_case"),
    ("legislation", "", "legislation"),
    ("newspaper", "", "article-newspaper"),
    ("periodical", "", "periodical"),
    ("manuscript", "", "manuscript"),
    ("video", "", "motion_picture"),
    ("audio", "", "song"),
    ("artwork", "", "graphic"),
    ("scene", "", "motion_picture"),
    ("performance", "", "performance"),
    ("exhibition", "", "event"),
    ("conference", "", "speech"),
    ("repository", "", "software"),
    ("original", "", "document"),
    ("misc", "", "document"),
)
# CSL type → (type, type of the parent).
_WRITTEN_TYPES = {
    "article-journal": ("article", "periodical"),
    "article-magazine": ("article", "periodical"),
    "article-newspaper": ("article", "newspaper"),
    "review": ("article", "periodical"),
    "post-weblog": ("article", "blog"),
    "paper-conference": ("article", "proceedings"),
    "chapter": ("chapter", "book"),
    "entry-encyclopedia": ("entry", "reference"),
    "entry-dictionary": ("entry", "reference"),
    "book": ("book", "anthology"),
    "report": ("report", "periodical"),
    "thesis": ("thesis", "periodical"),
    "webpage": ("web", "web"),
    "patent": ("patent", "misc"),
    "legal_case": ("case", "misc"),
    "legislation": ("legislation", "misc"),
    "periodical": ("periodical", "misc"),
    "manuscript": ("manuscript", "misc"),
    "motion_picture": ("video", "misc"),
    "song": ("audio", "misc"),
    "graphic": ("artwork", "misc"),
    "performance": ("performance", "misc"),
    "speech": ("conference", "conference"),
    "software": ("repository", "misc"),
    "post": ("post", "thread"),
    "event": ("exhibition", "misc"),
    "broadcast": ("video", "misc"),
}

_TEXTS = {
    "title": "title", "edition": "edition", "volume": "volume", "issue": "issue",
    "page-range": "page", "page-total": "number-of-pages", "volume-total": "number-of-volumes",
    "language": "language", "note": "note", "abstract": "abstract", "genre": "genre",
    "chapter": "chapter-number", "archive": "archive", "archive-location": "archive-place",
    "call-number": "call-number", "organization": "publisher", "location": "event-place",
}  # fmt: skip
_COURT = {"organization": "authority"}  # of a legal case
# What a parent gives to its child where the child has none of its own.
_FROM_PARENT = {
    "volume": "volume", "issue": "issue", "edition": "edition", "location": "event-place",
    "organization": "publisher",
}  # fmt: skip
_NAMES = {"author": "author", "editor": "editor"}
_ROLES = {
    "translator": "translator", "compiler": "compiler", "director": "director",
    "illustrator": "illustrator", "producer": "producer", "narrator": "narrator",
    "composer": "composer", "organizer": "organizer", "collaborator": "contributor",
    "executive-producer": "executive-producer", "writer": "script-writer",
    "holder": "holder", "founder": "founder",
}  # fmt: skip
# `serial-number` may be a mapping with names of one's own.
_SERIALS = {
    "doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID",
    "serial": "number", "version": "version",
}  # fmt: skip

_SHORT_FORMS = {"title": "title-short", "container-title": "container-title-short"}
_OF_SERIES = {"title": "collection-title", "volume": "collection-number"}
_KNOWN_PARENTS = 2  # the container, and the series
# What a mapping calls the text that may stand in its place.
_MAIN_MEMBER = {"publisher": "name", "serial-number": "serial"}
_DATE_NAMES = {"issued": "date", "accessed": "url"}

# What may hold `{braces}`, which keep the capitals of their text as nocase spans do.
_FORMATTED = frozenset(
    """
    title title-short container-title container-title-short collection-title publisher
    """.split()
)
_CASED = re.compile(r"\$[^$]*\$|[{}]|[^${}]+|\$")
_SPAN = '<span class="nocase">'
_NOCASE = re.compile(r'<span class="nocase">(.*?)</span>')


def read(text: str, *, path: str) -> ReadResult:
    """Read every entry; one that is no mapping is reported, the rest goes on."""
    payload, diagnostics = yamltext.load(text, path=path, code="hayagriva-syntax")
    if payload is None and diagnostics:
        return ReadResult([], diagnostics)
    if not isinstance(payload, dict):
        message = "it is not a mapping of keys to entries"
        return ReadResult([], [Diagnostic(Severity.ERROR, "hayagriva-shape", message, Span(path))])
    places = ItemPlaces(path, lambda: yamltext.items_of(text))
    references: list[Reference] = []
    for key, entry in payload.items():
        if isinstance(entry, dict):
            references.append(_reference(str(key), entry))
        else:
            message = f"the entry `{key}` is not a mapping: {str(entry)[:60]}"
            span = places.get(str(key), Span(path))
            diagnostics.append(Diagnostic(Severity.ERROR, "hayagriva-entry", message, span))
    diagnostics += _literal_dates(references, places, Span(path))
    return ReadResult(references, diagnostics, places)


def _literal_dates(
    references: Sequence[Reference], places: ItemPlaces, file: Span
) -> Iterator[Diagnostic]:
    """The dates that are none and stay as text."""
    for reference in references:
        for variable, name in _DATE_NAMES.items():
            date = reference.date(variable)
            if date is not None and date.literal:
                unread = Unread(name, date.literal, "date")
                span = places.get(reference.id, file)
                yield not_read(unread, reference.id, span, "hayagriva")


def write(references: Sequence[Reference]) -> str:
    """A mapping of keys to entries."""
    entries: dict[str, Json] = {}
    for reference in references:
        entries[_free_key(reference.id, entries)] = _entry(reference)
    return yamltext.dump(entries) if entries else "{}\n"


def _free_key(key: str, entries: dict[str, Json]) -> str:
    """`key`, or `key-2`: a mapping holds a key once, and nothing shall get lost for that."""
    if key not in entries:
        return key
    return next(one for n in count(2) if (one := f"{key}-{n}") not in entries)


# --- Reading -------------------------------------------------------------------------------


def _reference(key: str, entry: dict[str, Json]) -> Reference:
    """One entry. Every helper takes out of `rest` what it uses; what is left are the leftovers."""
    rest = dict(entry)
    kind = str(rest.pop("type", "misc")).lower()
    parents, others = _parents_in(rest)
    parent_kind = str(parents[0].pop("type", "")).lower() if parents else ""
    fields: dict[str, FieldValue] = {}
    _read_common(rest, fields)
    if kind == "case":
        _read_texts(_COURT, rest, fields)
    _read_texts(_TEXTS, rest, fields)
    if parents:
        _read_parent(parents[0], fields)
    if len(parents) > 1:
        _read_series(parents[1], fields)
    if others or any(parents[1:]):
        rest["parent"] = [*parents, *others]  # each in its place
    elif any(parents):
        rest["parent"] = parents[0]
    csl_type = _csl_type(kind, parent_kind)
    if not csl_type:
        rest["type"] = kind
    for variable in _FORMATTED & fields.keys():
        fields[variable] = _with_spans(str(fields[variable]))
    extra: dict[str, Json] = {"hayagriva": rest} if rest else {}
    return Reference(key, csl_type or "document", fields, extra)


def _parents_in(rest: dict[str, Json]) -> tuple[list[dict[str, Json]], list[Json]]:
    """The container and the series, taken out, and what else is there."""
    parents: list[dict[str, Json]] = []
    others: list[Json] = []
    for one in _as_list(rest.pop("parent", None)):
        if isinstance(one, dict) and len(parents) < _KNOWN_PARENTS and not others:
            parents.append(dict(one))
        else:
            others.append(one)
    return parents, others


def _read_series(parent: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    """The series a book or a book's part belongs to, and its place there."""
    parent.pop("type", None)
    _read_texts(_OF_SERIES, parent, fields)


def _csl_type(kind: str, parent_kind: str) -> str:
    """The CSL type, "" for a kind that Hayagriva does not have."""
    for name, parent, csl_type in _READ_TYPES:
        if name == kind and parent in ("", parent_kind):
            return csl_type
    return ""


def _read_common(rest: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    """Names, dates, publisher, links: whatever is not plain text.

    What `fields` has otherwise already (a parent's date beside that of its part) stays.
    """
    for name, variable in _NAMES.items():
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
        role = _ROLES.get(str(group.get("role", ""))) if isinstance(group, dict) else None
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
    for name, variable in _SERIALS.items():
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
    short = _SHORT_FORMS.get(variable)
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
    _read_texts(_FROM_PARENT, parent, fields)


def _with_spans(text: str) -> str:
    """The outer braces of a text as nocase spans; those of a formula are its own."""
    pieces: list[str] = []
    depth = 0
    for token in _CASED.findall(text):
        if token not in ("{", "}"):
            pieces.append(token)
            continue
        depth += 1 if token == "{" else -1
        if depth < 0:
            return text
        if token == "{" and depth == 1:
            pieces.append(_SPAN)
        elif token == "}" and not depth:
            pieces.append("</span>")
    return text if depth else "".join(pieces).replace(f"{_SPAN}</span>", "")


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
    return Name(family, given, "", parts.get("prefix", ""), parts.get("suffix", ""))


def _as_list(value: Json) -> list[Json]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


# --- Writing -------------------------------------------------------------------------------


def _entry(reference: Reference) -> dict[str, Json]:
    reference = reference.with_fields(
        {
            variable: strip_markup(_NOCASE.sub(r"{\1}", reference.text(variable)))
            for variable in _FORMATTED & reference.fields.keys()
        }
    )
    kind, parent_kind = _WRITTEN_TYPES.get(reference.type, ("misc", "misc"))
    text = reference.text
    kept = reference.extra.get("hayagriva")
    leftovers = dict(kept) if isinstance(kept, dict) else {}
    unknown = leftovers.pop("type", None)
    entry: dict[str, Json] = {"type": unknown if unknown and kind == "misc" else kind}
    parent: dict[str, Json] = {}
    container = text("container-title")
    if container:
        parent = {
            "type": parent_kind,
            "title": _with_short(container, text("container-title-short")),
        }
    if kind == "case" and text("authority"):
        entry["organization"] = text("authority")
    for name, variable in _TEXTS.items():
        value = text(variable)
        if value and name != "organization":
            in_parent = bool(parent) and name in ("volume", "issue")
            (parent if in_parent else entry)[name] = value
    if "title" in entry:
        entry["title"] = _with_short(str(entry["title"]), text("title-short"))
    for name, variable in _NAMES.items():
        if reference.names(variable):
            entry[name] = _names_out(reference.names(variable))
    affiliated: list[Json] = [
        {"role": role, "names": _names_out(reference.names(variable))}
        for role, variable in _ROLES.items()
        if reference.names(variable)
    ]
    if affiliated:
        entry["affiliated"] = affiliated
    _write_rest(reference, entry)
    parents = _parents(reference, parent, leftovers.pop("parent", None))
    if parents:
        entry["parent"] = parents if len(parents) > 1 else parents[0]
    return _with_kept(entry, leftovers)


def _with_kept(entry: dict[str, Json], kept: dict[str, Json]) -> dict[str, Json]:
    """The entry with what reading left over, members of one mapping together again."""
    merged = dict(entry)
    for name, value in kept.items():
        own = entry.get(name)
        if name == "edition" and isinstance(value, str) and edition_number(value) == own:
            merged[name] = value
        elif isinstance(own, list) and isinstance(value, list):
            merged[name] = [*own, *value]
        elif isinstance(value, dict) and own is not None:
            inside = own if isinstance(own, dict) else {_MAIN_MEMBER.get(name, "value"): own}
            merged[name] = {**value, **inside}
        elif own is None:
            merged[name] = value
    return merged


def _parents(reference: Reference, parent: dict[str, Json], kept: Json) -> list[Json]:
    """The container and the series; `kept` is what reading left of the container."""
    kind, parent_kind = _WRITTEN_TYPES.get(reference.type, ("misc", "misc"))
    authors = reference.names("container-author")
    if parent and authors:
        parent["author"] = _names_out(authors)
    left = kept if isinstance(kept, list) else [kept]
    first, second, *further = [*left, *[None] * _KNOWN_PARENTS][: max(len(left), _KNOWN_PARENTS)]
    if isinstance(first, dict):
        parent = _with_kept(parent, first)
    if not parent and _csl_type(kind, parent_kind) == reference.type != _csl_type(kind, ""):
        parent = {"type": parent_kind}  # only its kind says what the work is
    series = _with_kept(_series(reference), second if isinstance(second, dict) else {})
    listed = [parent, series, *further]
    while listed and not listed[-1]:
        listed.pop()
    return [one or {"type": "misc"} for one in listed]


def _series(reference: Reference) -> dict[str, Json]:
    """The parent that stands for a series, {} where there is none."""
    title, number = reference.text("collection-title"), reference.text("collection-number")
    if not title and not number:
        return {}
    named = (("title", title), ("volume", number))
    return {"type": "misc", **{name: value for name, value in named if value}}


def _write_rest(reference: Reference, entry: dict[str, Json]) -> None:
    """Dates, publisher, links, serial numbers."""
    text = reference.text
    issued, accessed = reference.date("issued"), reference.date("accessed")
    if issued is not None:
        entry["date"] = format_date(issued) or issued.literal or issued.raw
    url = text("URL")
    if url and accessed is not None:
        entry["url"] = {"value": url, "date": format_date(accessed) or accessed.literal}
    elif url:
        entry["url"] = url
    publisher, place = text("publisher"), text("publisher-place")
    if place:
        entry["publisher"] = (
            {"name": publisher, "location": place} if publisher else {"location": place}
        )
    elif publisher:
        entry["publisher"] = publisher
    serials: dict[str, Json] = {
        name: text(variable) for name, variable in _SERIALS.items() if text(variable)
    }
    if serials:
        entry["serial-number"] = serials


def _with_short(title: str, short: str) -> Json:
    return {"value": title, "short": short} if short else title


def _names_out(names: Sequence[Name]) -> list[Json]:
    return [_name_out(name) for name in names]


def _name_out(name: Name) -> Json:
    parts: dict[str, Json] = {}
    if name.is_truncation:
        return format_inverted_name(name)
    if name.literal:
        return {"name": name.literal}
    prefix = f"{name.dropping_particle} {name.non_dropping_particle}".strip()
    if not prefix and not name.suffix:
        return format_inverted_name(name)
    named = (
        ("name", name.family),
        ("given-name", name.given),
        ("prefix", prefix),
        ("suffix", name.suffix),
    )
    parts.update({part: value for part, value in named if value})
    return parts
