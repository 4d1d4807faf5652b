"""Hayagriva YAML, the format of Typst ↔ references.

Grammar: a mapping key → entry. An entry has a `type`, fields, and `parent` entries that hold what
CSL calls the container (a periodical, an anthology, proceedings) with volume and issue. What no
row of the tables takes travels in `Reference.extra["hayagriva"]`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats import yamltext
from mscref.formats.base import ReadResult
from mscref.formats.bibtex.dates import format_date, parse_date
from mscref.formats.mapping import format_inverted_name, parse_inverted_name
from mscref.model.dates import Date
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

# What may hold `{braces}`, which keep the capitals of their text as nocase spans do.
_FORMATTED = frozenset(
    """
    title title-short container-title container-title-short collection-title publisher
    """.split()
)
_BRACED = re.compile(r"\{([^{}]*)\}")
_NOCASE = re.compile(r'<span class="nocase">(.*?)</span>')


def read(text: str, *, path: str) -> ReadResult:
    """Read every entry; one that is no mapping is reported, the rest goes on."""
    payload, diagnostics = yamltext.load(text, path=path, code="hayagriva-syntax")
    if diagnostics:
        return ReadResult([], diagnostics)
    if not isinstance(payload, dict):
        message = "it is not a mapping of keys to entries"
        return ReadResult([], [Diagnostic(Severity.ERROR, "hayagriva-shape", message, Span(path))])
    references: list[Reference] = []
    for key, entry in payload.items():
        if isinstance(entry, dict):
            references.append(_reference(str(key), entry))
        else:
            message = f"the entry `{key}` is not a mapping"
            diagnostics.append(Diagnostic(Severity.ERROR, "hayagriva-entry", message, Span(path)))
    return ReadResult(references, diagnostics)


def write(references: Sequence[Reference]) -> str:
    """A mapping of keys to entries."""
    entries: dict[str, Json] = {reference.id: _entry(reference) for reference in references}
    return yamltext.dump(entries) if entries else "{}\n"


# --- Reading -------------------------------------------------------------------------------


def _reference(key: str, entry: dict[str, Json]) -> Reference:
    rest = dict(entry)
    parent = rest.pop("parent", None)
    parents = [parent] if isinstance(parent, dict) else parent if isinstance(parent, list) else []
    chain = [dict(one) for one in parents if isinstance(one, dict)]
    kind = str(rest.pop("type", "misc")).lower()
    parent_kind = str(chain[0].pop("type", "")).lower() if chain else ""
    fields: dict[str, FieldValue] = {}
    _read_common(rest, fields)
    if kind == "case":
        _read_texts(_COURT, rest, fields)
    _read_texts(_TEXTS, rest, fields)
    if chain:
        _read_parent(chain[0], fields)
    extra: dict[str, Json] = {}
    if chain and chain[0]:
        rest["parent"] = chain[0]
    if len(chain) > 1:
        _read_series(chain[1], fields)
    if rest:
        extra["hayagriva"] = rest
    for variable in _FORMATTED & fields.keys():
        fields[variable] = _BRACED.sub(_as_nocase, str(fields[variable]))
    return Reference(key, _csl_type(kind, parent_kind), fields, extra)


def _read_series(parent: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    """The series a book or a book's part belongs to, and its place there."""
    title, number = _text(parent.get("title")), _text(parent.get("volume"))
    if title:
        fields.setdefault("collection-title", title)
    if number:
        fields.setdefault("collection-number", number)


def _csl_type(kind: str, parent_kind: str) -> str:
    for name, parent, csl_type in _READ_TYPES:
        if name == kind and parent in ("", parent_kind):
            return csl_type
    return "document"


def _read_common(rest: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    """Names, dates, publisher, links: whatever is not plain text."""
    for name, variable in _NAMES.items():
        names = _names(rest.pop(name, None))
        if names:
            fields[variable] = names
    for group in _as_list(rest.pop("affiliated", None)):
        role = _ROLES.get(str(group.get("role", ""))) if isinstance(group, dict) else None
        if isinstance(group, dict) and role:
            fields[role] = _names(group.get("names"))
    date = rest.pop("date", None)
    if date is not None:
        fields["issued"] = parse_date(str(date)) or Date(literal=str(date))
    url = rest.pop("url", None)
    if isinstance(url, dict):
        if url.get("date") is not None:
            accessed = str(url["date"])
            fields["accessed"] = parse_date(accessed) or Date(literal=accessed)
        url = url.get("value")
    if url:
        fields["URL"] = str(url)
    publisher = rest.pop("publisher", None)
    if isinstance(publisher, dict):
        place = _text(publisher.get("location"))
        if place:
            fields["publisher-place"] = place
        publisher = publisher.get("name")
    if _text(publisher):
        fields["publisher"] = _text(publisher)
    title = rest.get("title")
    short = title.get("short") if isinstance(title, dict) else rest.pop("short-title", None)
    if _text(short):
        fields["title-short"] = _text(short)
    _read_serials(rest, fields)


def _read_serials(rest: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    serials = rest.pop("serial-number", None)
    if serials is None:
        return
    if not isinstance(serials, dict):
        fields["number"] = str(serials)
        return
    kept: dict[str, Json] = {}
    for name, value in serials.items():
        if name in _SERIALS:
            text = str(value)
            fields[_SERIALS[name]] = bare_doi(text) if name == "doi" else text
        else:
            kept[name] = value
    if kept:
        rest["serial-number"] = kept


def _read_texts(
    table: dict[str, str], rest: dict[str, Json], fields: dict[str, FieldValue]
) -> None:
    for name, variable in table.items():
        if name in rest and variable not in fields:
            text = _text(rest[name])
            if text:
                fields[variable] = text
                del rest[name]


def _read_parent(parent: dict[str, Json], fields: dict[str, FieldValue]) -> None:
    """The container of a work; `parent` loses what is taken from it."""
    title = parent.pop("title", None)
    if _text(title):
        fields["container-title"] = _text(title)
    short = title.get("short") if isinstance(title, dict) else None
    if _text(short):
        fields["container-title-short"] = _text(short)
    editors = _names(parent.pop("editor", None))
    if editors and "editor" not in fields:
        fields["editor"] = editors
    authors = _names(parent.pop("author", None))
    if authors:
        fields["container-author"] = authors
    inherited: dict[str, FieldValue] = {}
    _read_common(parent, inherited)
    _read_texts(_FROM_PARENT, parent, inherited)
    for variable, value in inherited.items():
        fields.setdefault(variable, value)


def _as_nocase(match: re.Match[str]) -> str:
    return f'<span class="nocase">{match[1]}</span>' if match[1] else ""


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
    entry: dict[str, Json] = {"type": kind}
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
    serials = leftovers.pop("serial-number", None)
    if isinstance(serials, dict):
        own = entry.get("serial-number")
        entry["serial-number"] = {**serials, **(own if isinstance(own, dict) else {})}
    return {**leftovers, **entry} if not leftovers else {**entry, **leftovers}


def _parents(reference: Reference, parent: dict[str, Json], kept: Json) -> list[Json]:
    """The container and the series; `kept` is what reading left of the container."""
    kind, parent_kind = _WRITTEN_TYPES.get(reference.type, ("misc", "misc"))
    authors = reference.names("container-author")
    if parent and authors:
        parent["author"] = _names_out(authors)
    if isinstance(kept, dict):
        parent = {**kept, **parent}
    elif not parent and _csl_type(kind, parent_kind) == reference.type != _csl_type(kind, ""):
        parent = {"type": parent_kind}  # only its kind says what the work is
    series = _series(reference)
    if series:
        return [parent or {"type": "misc"}, series]
    return [parent] if parent else []


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
    return [_name_out(name) for name in names if not name.is_others]


def _name_out(name: Name) -> Json:
    parts: dict[str, Json] = {}
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
