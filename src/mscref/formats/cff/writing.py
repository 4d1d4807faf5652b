"""One reference → one work of a CITATION.cff.

What CFF has no member for stands in `notes`, one line each, as CSL has variables in a note
(`container-title-short: Aging Dis`); a root has no notes.
"""

from __future__ import annotations

from typing import cast

from mscref.formats.besidenames import AFFILIATION, ORCID, affiliations, members_of
from mscref.formats.bibtex.dates import format_date
from mscref.formats.cff.tables import (
    FORMAT,
    FORMS,
    JOURNALS,
    KEY,
    NOBODY,
    OF_ROOT,
    PEOPLE,
    PERSON_PARTS,
    ROOT_TYPES,
    SCHEMES,
    TEXTS,
    UNPLACED_TYPE,
    UNTITLED,
    WRITTEN_TYPES,
)
from mscref.formats.cff.twice import mark_people
from mscref.formats.datetexts import bare_text, said_by, ways_to_say
from mscref.model.dates import Date
from mscref.model.editions import edition_number
from mscref.model.markup import strip_markup
from mscref.model.names import Name
from mscref.model.raw_dates import parse_raw_date
from mscref.model.reference import FieldValue, Json, Reference
from mscref.patterns import lazy

_Work = dict[str, Json]
_LANGUAGE = lazy(r"[a-z]{2,3}")
_PAGES = lazy(r"(\w+)(?:-(\w+))?")
_SPDX = lazy(r"[A-Za-z0-9.+-]+(?: (?:OR|AND|WITH) [A-Za-z0-9.+-]+)*")
_ORCID = lazy(r"https://orcid\.org/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")
_MARKED = frozenset(["title", "abstract", "volume-title"])
_PLACES = frozenset("address alias city country email fax post-code region tel website".split())
_PERSON_PLACES = _PLACES | {AFFILIATION}
_ENTITY_PLACES = _PLACES | {"date-end", "date-start", "location"}


def can_be_root(reference: Reference) -> bool:
    """Whether it is software or data, and a root has a place for all that it says."""
    if reference.type not in ROOT_TYPES:
        return False
    rest = set(reference.fields)
    write_root(reference, rest=rest)
    return not rest


def write_root(
    reference: Reference, *, is_summary: bool = False, rest: set[str] | None = None
) -> _Work:
    """The work that a file is about; of a summary only what it is called and whose it is.

    What is written is taken out of `rest`.
    """
    rest = set(reference.fields) if rest is None else rest
    work: _Work = {"title": strip_markup(reference.text("title")) or UNTITLED}
    work["authors"] = _people(reference.names("author")) or [dict(NOBODY)]
    rest.difference_update(["title", "author"])
    if is_summary:
        mark_people(work)
        return work
    if reference.type != "software":
        work["type"] = ROOT_TYPES[reference.type]
    for variable in sorted(OF_ROOT - {"title"}):
        _put_text(work, reference, variable, rest)
    date = reference.date("issued")
    day = format_date(date) if date else None
    if date and day and date.start and date.start.day and not date.is_range and not date.circa:
        work["date-released"] = day
        rest.discard("issued")
    _put_keywords(work, reference, rest)
    _put_identifiers(work, reference, rest)
    _put_kept(work, reference)
    mark_people(work)
    return work


def write_work(reference: Reference) -> _Work:
    """A preferred citation, or one of the references."""
    rest = set(reference.fields)
    kind = WRITTEN_TYPES.get(reference.type, "")
    work: _Work = {"type": kind or UNPLACED_TYPE}
    work["title"] = strip_markup(reference.text("title")) or UNTITLED
    rest.discard("title")
    for variable, member in PEOPLE.items():
        people = _people(reference.names(variable))
        if people:
            work[member] = people
            rest.discard(variable)
    work.setdefault("authors", [dict(NOBODY)])
    for variable in TEXTS:
        if variable != "title":
            _put_text(work, reference, variable, rest)
    _put_container(work, reference, rest)
    _put_dates(work, reference, rest)
    _put_pages(work, reference, rest)
    _put_keywords(work, reference, rest)
    if reference.type == "thesis" and reference.text("genre"):
        work["thesis-type"] = reference.text("genre")
        rest.discard("genre")
    _put_identifiers(work, reference, rest)
    _put_notes(work, reference, rest, kind="" if kind else reference.type)
    _put_kept(work, reference)
    mark_people(work)
    return work


def _put_text(work: _Work, reference: Reference, variable: str, rest: set[str]) -> None:
    text = reference.text(variable)
    text = strip_markup(text) if variable in _MARKED else text
    form = FORMS.get(variable)
    if not text or (form and not form.fullmatch(text)):
        return
    member = TEXTS[variable]
    if variable == "license" and not _SPDX.fullmatch(text):
        if not text.startswith("http"):
            return
        member = "license-url"
    if variable == "license" and " OR " in text:
        work[member] = list[Json](text.split(" OR "))
    else:
        work[member] = text
    rest.discard(variable)


def _people(names: tuple[Name, ...]) -> list[Json]:
    return [_person(name) for name in names]


def _person(name: Name) -> Json:
    if name.is_truncation:
        return {"name": "et al."}
    if name.literal or not (name.family or name.given):
        text = strip_markup(name.literal) or name.display()
        return {"name": text, **_kept_of(name, _ENTITY_PLACES)}
    given = f"{name.given} {name.dropping_particle}".strip()
    parts = {
        "family": name.family,
        "given": given,
        "non_dropping_particle": name.non_dropping_particle,
        "suffix": name.suffix,
    }
    said = {member: parts[one] for member, one in PERSON_PARTS.items() if parts[one]}
    return {**said, **_kept_of(name, _PERSON_PLACES)}


def _kept_of(name: Name, places: frozenset[str]) -> dict[str, Json]:
    """What stands beside the name, as far as CFF has a place for it, which takes texts."""
    if not name.extra:
        return {}
    members = members_of(name)
    known: dict[str, Json] = {
        one: value for one, value in members.items() if one in places and isinstance(value, str)
    }
    orcid = str(members.get(ORCID, ""))
    if _ORCID.fullmatch(orcid):
        known["orcid"] = orcid
    if AFFILIATION in places and affiliations(members):
        known[AFFILIATION] = "; ".join(affiliations(members))
    return known


def _put_container(work: _Work, reference: Reference, rest: set[str]) -> None:
    title = strip_markup(reference.text("container-title"))
    if title:
        work["journal" if reference.type in JOURNALS else "collection-title"] = title
        rest.discard("container-title")
    _put_entity(work, "publisher", ("publisher", "publisher-place"), reference, rest)
    _put_entity(work, "conference", ("event-title", "event-place"), reference, rest)
    place = strip_markup(reference.text("publisher-place"))
    if place and "publisher-place" in rest:
        work["location"] = {"name": place}
        rest.discard("publisher-place")


def _put_entity(
    work: _Work, member: str, variables: tuple[str, str], reference: Reference, rest: set[str]
) -> None:
    name, place = (strip_markup(reference.text(one)) for one in variables)
    if not name:
        return
    entity: dict[str, Json] = {"name": name}
    if place:
        entity["city"] = place
    work[member] = entity
    rest.difference_update(variables if place else variables[:1])


def _put_dates(work: _Work, reference: Reference, rest: set[str]) -> None:
    """A day, or a year with its month; what is neither stands in the notes."""
    issued = reference.date("issued")
    if issued is not None and _is_point(issued) and issued.start is not None:
        point = issued.start
        work["year"] = point.year
        if point.month:
            work["month"] = point.month
        if point.day:
            work["date-published"] = format_date(issued)
        rest.discard("issued")
    accessed = reference.date("accessed")
    if accessed and _is_point(accessed) and accessed.start and accessed.start.day:
        work["date-accessed"] = format_date(accessed)
        rest.discard("accessed")
    original = reference.date("original-date")
    if original and _is_point(original) and original.start and not original.start.month:
        work["year-original"] = original.start.year
        rest.discard("original-date")


def _is_point(date: Date) -> bool:
    point = date.start
    is_plain = not (date.circa or date.is_range or date.season or date.literal or date.extra)
    return point is not None and is_plain and 0 < point.year <= 9999 and point.month <= 12


def _put_pages(work: _Work, reference: Reference, rest: set[str]) -> None:
    pages = _PAGES.fullmatch(reference.text("page"))
    if pages and pages[1] != pages[2]:
        work["start"] = pages[1]
        if pages[2]:
            work["end"] = pages[2]
        rest.discard("page")


def _put_keywords(work: _Work, reference: Reference, rest: set[str]) -> None:
    words = [one.strip() for one in strip_markup(reference.text("keyword")).split(",")]
    words = [one for one in words if one]
    if words and len(set(words)) == len(words):
        work["keywords"] = list[Json](words)
        rest.discard("keyword")
    language = reference.text("language")
    if _LANGUAGE.fullmatch(language):
        work["languages"] = [language]
        rest.discard("language")


def _put_identifiers(work: _Work, reference: Reference, rest: set[str]) -> None:
    rows: list[Json] = [{"type": "other", "value": reference.id, "description": KEY}]
    for said, variable in SCHEMES.items():
        if reference.text(variable):
            text = reference.text(variable)
            rows.append({"type": "other", "value": text, "description": said})
            rest.discard(variable)
    work["identifiers"] = rows if reference.id else rows[1:]
    if not work["identifiers"]:
        del work["identifiers"]


def _put_notes(work: _Work, reference: Reference, rest: set[str], *, kind: str) -> None:
    lines = [f"type: {kind}"] if kind else []
    for variable in sorted(rest - {"note"}):
        lines += [f"{variable}: {text}" for text in _note_values(reference.fields[variable])]
    lines += [reference.text("note")] if reference.text("note") else []
    if lines:
        work["notes"] = "\n".join(lines)


def _note_values(value: FieldValue) -> list[str]:
    """A value as the lines of a note have it."""
    if isinstance(value, tuple):
        return [f"{one.family} || {one.given}" if one.family else one.literal for one in value]
    if isinstance(value, Date):
        return [said_by(value, parse_raw_date, ways_to_say(value)) or bare_text(value)]
    return [" ".join(str(value).split())]


def _put_kept(work: _Work, reference: Reference) -> None:
    """What the format had more of this work, behind what it has of its own."""
    kept = reference.extra.get(FORMAT)
    if not isinstance(kept, dict):
        return
    for name, value in kept.items():
        mine = work.get(name)
        if name == "type" and WRITTEN_TYPES.get(reference.type):
            work["type"] = value
        elif isinstance(mine, list) and isinstance(value, list):
            work[name] = [*mine, *value]
        elif isinstance(mine, dict) and isinstance(value, dict):
            work[name] = cast("Json", {**value, **mine})
        elif mine is None or _says_edition(name, value, mine):
            work[name] = value


def _says_edition(name: str, value: Json, mine: Json) -> bool:
    """Whether it is the edition in the words of the file."""
    return name == "edition" and isinstance(value, str) and edition_number(value) == mine
