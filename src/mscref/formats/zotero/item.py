"""One item of Zotero as a reference, wherever it was read: the database, an API, a file.

What crosses the border: a `ZoteroItem` in, a `Reference` out. What CSL has no variable for, the
collections, notes and files among it, stays in `extra["zotero"]`; files stand in the BibTeX field
`file`, too, as JabRef and Better BibTeX write it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from mscref.formats.bibtex.filefield import link_text
from mscref.formats.invertednames import parse_inverted_name
from mscref.formats.mapping import parse_loose_date
from mscref.formats.zotero.extrafield import ExtraLines, read_extra
from mscref.formats.zotero.tables import (
    CREATORS,
    DATES,
    EXTRA,
    ITEM_TYPES,
    KEY_FIELD,
    PLACES,
    RANK,
    VARIABLE_OF,
)
from mscref.model.dates import Date, PartialDate
from mscref.model.editions import edition_number
from mscref.model.identifiers import bare_doi
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.patterns import lazy

KIND = "item type"  # not as in Zotero's JSON, which is told by that
TAGS = "tags"  # where keywords do not say them as they are
PLACE = "zotero"  # where in `Reference.extra` the rest stands
_STORED_DATE = lazy(r"(\d{4})-(\d\d)-(\d\d)(?:[ T](.*))?", 16)  # DOTALL
_MANY = 100_000
_SHAPES = 5_000
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
NO_DATE = Date()
_READ_ELSEWHERE = frozenset([EXTRA, KEY_FIELD])
_CONVERTED = frozenset([*DATES, "DOI"])
# Fields that are text, and the only ones that mean their variable.
_PLAIN = {
    name: variable
    for name, variable in VARIABLE_OF.items()
    if list(VARIABLE_OF.values()).count(variable) == 1
    and variable not in {*DATES, "DOI", "edition"}
}


class _Plan(NamedTuple):
    """What becomes of the fields of an item: of each, in their order, the variable that it alone
    means, else ""; the variables that are no mere text; the fields that are looked at one by one.
    """

    csl: str
    has_extra: bool
    has_key: bool
    variables: tuple[str, ...]
    converted: tuple[str, ...]
    others: tuple[str, ...]


@lru_cache(_SHAPES)
def _plan(kind: str, names: tuple[str, ...]) -> _Plan:
    """The plan of all items of a type that have just these fields: most have a few shapes."""
    known = _own_fields(kind)
    # With a field of another type among them, two may mean one variable.
    if not known.keys() >= set(names):
        known = _PLAIN
    variables = tuple(known.get(name, "") for name in names)
    alone = zip(names, variables, strict=True)
    return _Plan(
        csl=ITEM_TYPES[kind].csl if kind in ITEM_TYPES else "document",
        has_extra=EXTRA in names,
        has_key=KEY_FIELD in names,
        variables=variables,
        converted=tuple(one for one in variables if one in _CONVERTED),
        others=tuple(name for name, one in alone if not one and name not in _READ_ELSEWHERE),
    )


def _own_fields(kind: str) -> Mapping[str, str]:
    """The fields of a type, with the variable of those that alone mean one, else ""."""
    row = ITEM_TYPES.get(kind)
    own = row.fields if row else ()
    variables = [VARIABLE_OF.get(one, "") for one in own]
    return dict.fromkeys([EXTRA, KEY_FIELD], "") | {
        name: variable if variables.count(variable) == 1 and _is_plain(name, kind) else ""
        for name, variable in zip(own, variables, strict=True)
    }


def _is_plain(name: str, kind: str) -> bool:
    is_event = name == "place" and kind in PLACES
    return not is_event and VARIABLE_OF.get(name, "edition") != "edition"


class FileOf(NamedTuple):
    """A file of an item: its title, where it is, and its media type."""

    title: str
    path: str
    media: str


class ItemFields(NamedTuple):
    """The fields of an item by Zotero's names; items of one shape may share the tuple of names."""

    names: tuple[str, ...]
    values: Sequence[str]

    def text(self, name: str) -> str:
        """The value of a field, "" where there is none."""
        return self.values[self.names.index(name)] if name in self.names else ""

    def with_more(self, more: ItemFields) -> ItemFields:
        """These and others, which stood elsewhere."""
        return ItemFields((*self.names, *more.names), (*self.values, *more.values))


NO_FIELDS = ItemFields((), ())


class ZoteroItem(NamedTuple):
    """An item with what belongs to it; `kind` is its item type, `creators` stand by their kinds.

    `stored_key` is the citation key that another store than the item has for it.
    """

    kind: str
    fields: ItemFields
    creators: Mapping[str, Sequence[Name]]
    key: str = ""
    tags: Sequence[str] = ()
    collections: Sequence[str] = ()
    notes: Sequence[str] = ()
    files: Sequence[FileOf] = ()
    stored_key: str = ""


def reference_of(item: ZoteroItem) -> Reference:
    """The reference of an item; its id is "" where nobody gave it a citation key."""
    left: dict[str, Json] = {}
    plan = _plan(item.kind, item.fields.names)
    fields = _fields(item, plan, left)
    _add_names(item, fields, left)
    if item.tags:
        fields["keyword"] = text = ", ".join(item.tags)
        if text.count(",") >= len(item.tags):
            fields["keyword"] = keywords_of(item.tags)
            left[TAGS] = list[Json](item.tags)
    extra: dict[str, Json] = {}
    kind, said_key = plan.csl, ""
    if plan.has_extra and (text := item.fields.text(EXTRA)):
        lines = read_extra(text)
        kind, said_key = lines.type or kind, lines.key
        _add_lines(lines, fields, extra)
    if item.files:
        _add_files(item.files, extra)
    _add_rest(item, left)
    if left:
        extra[PLACE] = left
    given = item.fields.text(KEY_FIELD) if plan.has_key else ""
    return Reference(given or said_key or item.stored_key, kind, fields, extra)


def _fields(item: ZoteroItem, plan: _Plan, left: dict[str, Json]) -> dict[str, FieldValue]:
    values = item.fields.values
    fields: dict[str, FieldValue] = dict(zip(plan.variables, values, strict=True))
    fields.pop("", None)
    others = plan.others
    for variable in plan.converted:
        text = str(fields[variable])
        value = bare_doi(text) if variable == "DOI" else zotero_date(text)
        if value is NO_DATE:
            del fields[variable]
            others += (item.fields.names[plan.variables.index(variable)],)
        else:
            fields[variable] = value
    taken: dict[str, str] = {}
    for name in others:
        _add_field(name, item, fields=fields, taken=taken, left=left)
    return fields


def _add_field(
    name: str,
    item: ZoteroItem,
    *,
    fields: dict[str, FieldValue],
    taken: dict[str, str],
    left: dict[str, Json],
) -> None:
    """A field that is no mere text, or one of several of a variable: the first one counts."""
    value = item.fields.text(name)
    variable = VARIABLE_OF.get(name)
    if variable is None:
        if name not in _READ_ELSEWHERE:
            left[name] = value
        return
    if variable in taken:
        if RANK[name] >= RANK[taken[variable]]:
            left[name] = value
            return
        left[taken[variable]] = item.fields.text(taken[variable])
    taken[variable] = name
    if variable == "edition":
        fields[variable] = edition_number(value)
        if fields[variable] != value:  # the words are to come back
            left[name] = value
    elif variable in DATES:
        date = zotero_date(value)
        if date is NO_DATE:
            left[name] = value
        else:
            fields[variable] = date
    elif name == "place" and (places := PLACES.get(item.kind)):
        fields.update(dict.fromkeys(places, value))
    else:
        fields[variable] = bare_doi(value) if variable == "DOI" else value


def _add_names(item: ZoteroItem, fields: dict[str, FieldValue], left: dict[str, Json]) -> None:
    row = ITEM_TYPES.get(item.kind)
    primary = row.creators[0] if row else "author"
    for creator, given in item.creators.items():
        # A row that was left empty is nobody.
        names = [one for one in given if one.family or one.literal or one.given.strip()]
        if not names:
            continue
        variable = "author" if creator == primary else CREATORS.get(creator)
        if variable is None:
            left[creator] = [one.display() for one in names]
            continue
        known = fields.get(variable, ())
        fields[variable] = (*known, *names) if isinstance(known, tuple) else tuple(names)


def _add_lines(lines: ExtraLines, fields: dict[str, FieldValue], extra: dict[str, Json]) -> None:
    """What `extra` says and no field does; a date of issue there is more exact than the field."""
    for variable, value in lines.fields.items():
        if variable not in fields or variable == "issued":
            fields[variable] = value
    if lines.rest:
        fields["note"] = lines.rest
    if lines.bibtex:
        extra["bibtex"] = dict[str, Json](lines.bibtex)


def _add_files(files: Sequence[FileOf], extra: dict[str, Json]) -> None:
    known = extra.setdefault("bibtex", {})
    if isinstance(known, dict):
        known.setdefault("file", ";".join(link_text(*one) for one in files))


def _add_rest(item: ZoteroItem, left: dict[str, Json]) -> None:
    if item.kind:
        left[KIND] = item.kind
    if item.key:
        left["key"] = item.key
    if item.collections:
        left["collections"] = list[Json](item.collections)
    if item.notes:
        left["notes"] = list[Json](item.notes)


def split_name(last: str, first: str) -> Name:
    """A name in two fields; particles and suffixes stand in them as people write them."""
    if last.isalpha() and first.isalpha():
        return Name(last, first)
    if not first:
        return parse_inverted_name(f"{last},") if " " in last else Name(last)
    if last.startswith('"') and last.endswith('"') and len(last) > 2:
        return Name(last[1:-1], first)
    words = first.split(" ")
    if len(words) > 1 and words[-1].islower() and words[-1].isalpha() and last:
        return Name(last, " ".join(words[:-1]), words[-1])
    if "," not in first and " " not in last and "'" not in last and "’" not in last:
        return Name(last, first)
    return parse_inverted_name(f"{last}, {first}")


zotero_name = lru_cache(_MANY)(split_name)  # where one person may stand at many works


def keywords_of(tags: Iterable[str]) -> str:
    """Tags as keywords, which a comma ends: one in a tag becomes a semicolon, as Better BibTeX
    writes it. The tags themselves are kept beside them (`TAGS`)."""
    return ", ".join(one.replace(",", ";") for one in tags)


@lru_cache(_MANY)
def zotero_date(text: str) -> Date:
    """A date as Zotero has it: `May 2020`, or, in the database, `2020-05-00 May 2020`.

    The database has numbers, 0 where one is not known, and what a person wrote; that is the date
    where it says no less. What says no date at all (`0000-00-00`) is `NO_DATE`.
    """
    stored = _STORED_DATE.fullmatch(text)
    if stored is None:
        return parse_loose_date(text) or (Date(literal=text) if text.strip() else NO_DATE)
    point = _possible(*(int(one) for one in stored.groups()[:3]))
    written = (stored[4] or "").strip()
    said = parse_loose_date(written) if written and ":" not in written else None
    if not point.year:
        return said or NO_DATE
    if said is not None and said.start is not None and _says_no_less(said.start, point):
        return said
    return Date(point)


def _possible(year: int, month: int, day: int) -> PartialDate:
    """The numbers without those that no calendar has: a month 99, a 30th of February."""
    if not 1 <= month <= 12:
        return PartialDate(year)
    leap = month == 2 and (year % 4 != 0 or (year % 100 == 0 and year % 400 != 0))
    return PartialDate(year, month, day if day <= _DAYS[month - 1] - leap else 0)


def _says_no_less(one: PartialDate, point: PartialDate) -> bool:
    is_season = one.month > 12
    return (
        one.year == point.year
        and point.month in (0, one.month)
        and point.day in (0, one.day)
        and (is_season or one == _possible(one.year, one.month, one.day))
    )


def file_links(extra: Mapping[str, Json]) -> str:
    """The BibTeX field `file` of a reference's leftovers, "" where there is none."""
    known = extra.get("bibtex")
    value = known.get("file") if isinstance(known, dict) else None
    return value if isinstance(value, str) else ""
