"""One reference → one entry of Hayagriva; what an earlier reading left goes back where it was."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.formats.bibtex.dates import format_date
from mscref.formats.hayagriva.parents import WrittenParents
from mscref.formats.hayagriva.tables import (
    FORMATTED,
    MAIN_MEMBER,
    NAMES,
    NOCASE,
    ROLES,
    SERIALS,
    SERIES_TYPE,
    STRUCTURE,
    TEXTS,
    type_of,
)
from mscref.formats.invertednames import format_inverted_name
from mscref.model.editions import edition_number
from mscref.model.markup import strip_markup
from mscref.model.names import Name
from mscref.model.reference import Json, Reference


def write_entry(reference: Reference) -> dict[str, Json]:
    """The entry of a reference, without its key."""
    reference = reference.with_fields(
        {
            variable: strip_markup(NOCASE.sub(r"{\1}", reference.text(variable)))
            for variable in FORMATTED & reference.fields.keys()
        }
    )
    text = reference.text
    kept = reference.extra.get("hayagriva")
    leftovers = dict(kept) if isinstance(kept, dict) else {}
    kept_parents = _kept_parents(leftovers)
    kind, parent_kind = kept_parents.types(reference.type)
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
    has_event = bool(_event(reference, ""))
    for name, variable in TEXTS.items():
        value = text(variable)
        if value and name != "organization" and not (name == "location" and has_event):
            in_parent = bool(parent) and name in ("volume", "issue")
            (parent if in_parent else entry)[name] = value
    if "title" in entry:
        entry["title"] = _with_short(str(entry["title"]), text("title-short"))
    for name, variable in NAMES.items():
        if reference.names(variable):
            entry[name] = _names_out(reference.names(variable))
    affiliated: list[Json] = [
        {"role": role, "names": _names_out(reference.names(variable))}
        for role, variable in ROLES.items()
        if reference.names(variable)
    ]
    if affiliated:
        entry["affiliated"] = affiliated
    _write_rest(reference, entry)
    parents = _parents(reference, parent, kept_parents)
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
            inside = own if isinstance(own, dict) else {MAIN_MEMBER.get(name, "value"): own}
            merged[name] = {**value, **inside}
        elif own is None:
            merged[name] = value
    return merged


def _kept_parents(leftovers: dict[str, Json]) -> WrittenParents:
    """What reading left of the parents, taken out of the leftovers."""
    return WrittenParents(leftovers.pop("parent", None), leftovers.pop(STRUCTURE, None))


def _parents(reference: Reference, parent: dict[str, Json], kept: WrittenParents) -> list[Json]:
    """The container, the series and the event."""
    kind, parent_kind = kept.types(reference.type)
    authors = reference.names("container-author")
    if parent and authors:
        parent["author"] = _names_out(authors)
    parent = _with_kept(parent, kept.container)
    if not parent and type_of(kind, parent_kind) == reference.type != type_of(kind, ""):
        parent = {"type": parent_kind}  # only its kind says what the work is
    event = _with_kept(_event(reference, kept.event_type), kept.event)
    if event:
        event.setdefault("type", kept.event_type)
        if kind == "article" and not parent:
            parent = {"type": parent_kind}  # an article would stand in its conference
    return kept.joined(parent, _with_kept(_series(reference), kept.series), event)


def _event(reference: Reference, kind: str) -> dict[str, Json]:
    """The parent that stands for an event; {} where only its place is known, or nothing."""
    title, date = reference.text("event-title"), reference.date("event-date")
    if not title and date is None:
        return {}
    event: dict[str, Json] = {"type": kind}
    if title:
        event["title"] = title
    if date is not None:
        event["date"] = format_date(date) or date.literal or date.raw
    if reference.text("event-place"):
        event["location"] = reference.text("event-place")
    return event


def _series(reference: Reference) -> dict[str, Json]:
    """The parent that stands for a series, {} where there is none."""
    title, number = reference.text("collection-title"), reference.text("collection-number")
    if not title and not number:
        return {}
    named = (("title", title), ("volume", number))
    return {"type": SERIES_TYPE, **{name: value for name, value in named if value}}


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
        name: text(variable) for name, variable in SERIALS.items() if text(variable)
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
