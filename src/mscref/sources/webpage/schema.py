"""The work among the JSON-LD of a page. Pure.

A page holds many things by schema.org: the site, its owner, the way to the page, pictures, and the
work. What crosses the border: the texts of the blocks in; the reference of the work, the name of
the site, and the texts that may identify the work, out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from mscref.errors import PayloadChangedError
from mscref.formats.schemaorg import TYPES, Work, read_work, text_of, types_of
from mscref.model.names import Name
from mscref.model.reference import Json, Reference
from mscref.sources import values
from mscref.sources.base import parse_json
from mscref.sources.text import plain
from mscref.sources.webpage.people import names_of

_MOST_THINGS = 400
_LONGEST_BLOCK = 1_000_000
_DEEPEST = 6
# The most telling first: a page of an article is a WebPage, too.
_BY_TELLING = {name: place for place, name in enumerate(TYPES)}
_PLAIN_TYPES = ("WebPage", "AboutPage", "FAQPage", "ItemPage", "CreativeWork")
_GROUPS = ("Organization", "NewsMediaOrganization", "Corporation", "CollegeOrUniversity",
           "GovernmentOrganization", "EducationalOrganization", "NGO")  # fmt: skip
_INSIDE = ("mainEntity", "mainEntityOfPage", "about")
_NAMING = ("identifier", "sameAs", "@id", "doi")


@dataclass(frozen=True, slots=True)
class SchemaWork:
    """`reference` is None where no work is told; `site` is what the site calls itself; `naming`
    are texts that may hold identifiers of the work."""

    reference: Reference | None = None
    site: str = ""
    naming: tuple[str, ...] = ()


def read_schema(blocks: list[str]) -> SchemaWork:
    """What the JSON-LD of a page says of its work."""
    things = [thing for block in blocks for thing in _things(block)][:_MOST_THINGS]
    by_id = {one["@id"]: one for one in things if isinstance(one.get("@id"), str) and len(one) > 1}
    sites = [text_of(one.get("name")) for one in things if "WebSite" in types_of(one)]
    works = [one for one in things if _place(one) < len(TYPES) and _title(one)]
    if not works:
        return SchemaWork(site=next(filter(None, sites), ""))
    work = min(works, key=_place)
    publisher = _looked_up(work.get("publisher"), by_id)
    site = next(filter(None, sites), "") or text_of(publisher)
    whole: Work = {**work, "publisher": publisher}
    whole = {name: value for name, value in whole.items() if value is not None}
    reference, _ = read_work({**whole, "author": None, "creator": None})
    authors = _authors(work.get("author") or work.get("creator"), by_id)
    reference = reference.with_fields({"author": authors or None, "title": _title(work)})
    naming = tuple(text for name in _NAMING for text in _texts(work.get(name)))
    return SchemaWork(reference, plain(site), naming)


def _things(block: str) -> Iterator[Work]:
    text = block[:_LONGEST_BLOCK].strip().removeprefix("//")
    text = text.rstrip(";").removesuffix("]]>").rstrip().removesuffix("//")
    with suppress(PayloadChangedError):
        yield from _within(parse_json(text.encode(), "the page"), 0)


def _within(value: Json, depth: int) -> Iterator[Work]:
    """The things of a value: of a list, of a @graph, and what a page is about."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value[:_MOST_THINGS]:
            yield from _within(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _within(value.get("@graph"), depth + 1)
        for name in _INSIDE:
            if isinstance(value.get(name), dict):
                yield from _within(value[name], depth + 1)


def _place(thing: Work) -> int:
    """How telling a thing is: the lowest first, what is no work behind all."""
    places = [_BY_TELLING[name] for name in types_of(thing) if name in TYPES]
    is_plain = all(name in _PLAIN_TYPES for name in types_of(thing) if name in TYPES)
    return (min(places) if not is_plain else len(TYPES) - 1) if places else len(TYPES)


def _title(thing: Work) -> str:
    return plain(text_of(thing.get("headline"))) or plain(text_of(thing.get("name")))


def _looked_up(value: Json, by_id: dict[Json, Work]) -> Json:
    """A thing that is named by its @id alone, and told elsewhere."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and "name" not in value and value.get("@id") in by_id:
        return by_id[value["@id"]]
    return value


def _authors(value: Json, by_id: dict[Json, Work]) -> tuple[Name, ...]:
    if isinstance(value, dict) and isinstance(value.get("@list"), list):
        value = value["@list"]
    rows = value if isinstance(value, list) else [value]
    found: list[Name] = []
    for row in rows[:3000]:
        one = _looked_up(row, by_id)
        if isinstance(one, str):
            found += names_of([one])
        elif isinstance(one, dict):
            found += _names_of_thing(one)
    return tuple(dict.fromkeys(found))


def _names_of_thing(one: Work) -> Iterator[Name]:
    name = values.person(text_of(one.get("givenName")), text_of(one.get("familyName")))
    text = text_of(one.get("name"))
    if name is not None and one.get("familyName"):
        yield name
    elif any(kind in _GROUPS for kind in types_of(one)):
        group = values.institution(text)
        yield from [group] if group else []
    else:
        yield from names_of([text])


def _texts(value: Json) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            one = one.get("value") or one.get("@id") or one.get("url")
        if isinstance(one, str):
            yield one[:500]
