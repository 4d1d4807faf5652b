"""Rows of Zotero's database as Python takes them fastest: texts are looked at together, numbers
come as columns, and what belongs to an item as one slice of them.

What crosses the border: a connection in, dicts by the numbers of items out. SQLite keeps whatever
somebody puts into a column: what is no text becomes one, a row that leads nowhere is left out.
What it takes: `make bench-zotero`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from mscref.formats.zotero.item import ItemFields, split_name
from mscref.model.characters import storable
from mscref.model.names import Name

if TYPE_CHECKING:
    import sqlite3

_ROWS_AT_ONCE = 5_000  # what more need is memory of their own, which is slow to get
_LAST_ROW = 2**63 - 1
_ONE_FIELD = 1  # of creators.fieldMode
_CREATORS = "SELECT itemID, creatorTypeID, creatorID FROM itemCreators ORDER BY itemID, orderIndex"
_Columns: TypeAlias = Sequence[Sequence[int]]


def textual(value: object) -> str:
    """What a column holds as a text."""
    if isinstance(value, str):
        return storable(value)
    return "" if value is None or isinstance(value, bytes) else str(value)


def text_columns(
    connection: sqlite3.Connection, query: str, *, numbers: int = 1
) -> Iterator[list[Sequence[Any]]]:
    """The columns of a query, the first of `numbers` and those after of texts; some thousand rows
    at once, whose texts are looked at together."""
    cursor = connection.execute(query)
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        columns = list(zip(*rows, strict=True))
        yield [*columns[:numbers], *map(_textual_all, columns[numbers:])]


def _textual_all(values: Collection[object]) -> Sequence[str]:
    if set(map(type, values)) <= {str}:
        texts = cast("Sequence[str]", values)
        together = "".join(texts)
        if storable(together) is together:
            return texts
    return list(map(textual, values))


def texts_by_number(connection: sqlite3.Connection, query: str) -> dict[int, str]:
    """The texts of a query for a number and a text."""
    found: dict[int, str] = {}
    for numbers, texts in text_columns(connection, query):
        found.update(zip(numbers, texts, strict=True))
    return found


def fields_by_item(connection: sqlite3.Connection) -> dict[int, ItemFields]:
    """The fields of each item. Joined here: works share their values, and items their shapes, so
    that each of both is looked up once."""
    names = texts_by_number(connection, "SELECT fieldID, fieldName FROM fields")
    values = texts_by_number(connection, "SELECT valueID, value FROM itemDataValues")
    shapes: dict[tuple[int, ...], tuple[str, ...]] = {}
    found: dict[int, ItemFields] = {}
    for columns in _columns(connection, "itemData", ("itemID", "fieldID", "valueID")):
        items, fields, numbers = _leading_somewhere(columns, names, values)
        texts = list(map(values.__getitem__, numbers))
        for item, run in _runs(items):
            shape = tuple(fields[run])
            if shape not in shapes:
                shapes[shape] = tuple(map(names.__getitem__, shape))
            own = ItemFields(shapes[shape], texts[run])
            found[item] = found[item].with_more(own) if item in found else own
    return found


def creators_by_item(connection: sqlite3.Connection) -> dict[int, dict[str, Sequence[Name]]]:
    """The creators of each item by their kinds, in their order."""
    kinds = texts_by_number(connection, "SELECT creatorTypeID, creatorType FROM creatorTypes")
    people = _people(connection)
    found: dict[int, dict[str, Sequence[Name]]] = {}
    cursor = connection.execute(_CREATORS)
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        items, types, persons = _leading_somewhere(list(zip(*rows, strict=True)), kinds, people)
        names = list(map(people.__getitem__, persons))
        for item, run in _runs(items):
            own = _by_kind(types[run], names[run], kinds)
            found[item] = _joined(found[item], own) if item in found else own
    return found


def _people(connection: sqlite3.Connection) -> dict[int, Name]:
    found: dict[int, Name] = {}
    query = "SELECT creatorID, fieldMode, lastName, firstName FROM creators"
    for numbers, modes, lasts, firsts in text_columns(connection, query, numbers=2):
        found.update(zip(numbers, map(split_name, lasts, firsts), strict=True))
        for number, mode, last in zip(numbers, modes, lasts, strict=True):
            if mode == _ONE_FIELD:
                found[number] = Name(literal=last)
    return found


def _by_kind(
    types: Sequence[int], names: Sequence[Name], kinds: Mapping[int, str]
) -> dict[str, Sequence[Name]]:
    if types.count(types[0]) == len(types):  # nearly always
        return {kinds[types[0]]: names}
    found: dict[str, list[Name]] = {}
    for number, name in zip(types, names, strict=True):
        found.setdefault(kinds[number], []).append(name)
    return dict(found)


def _joined(
    first: Mapping[str, Sequence[Name]], second: Mapping[str, Sequence[Name]]
) -> dict[str, Sequence[Name]]:
    return {one: (*first.get(one, ()), *second.get(one, ())) for one in {**first, **second}}


def _runs(items: Sequence[int]) -> Iterator[tuple[int, slice]]:
    """Each item with the place of its rows, which stand together."""
    begin = 0
    for item, run in groupby(items):
        end = begin + len(list(run))
        yield item, slice(begin, end)
        begin = end


def _leading_somewhere(columns: _Columns, *known: Mapping[int, object]) -> _Columns:
    """The columns without the rows of which a number, from the second column on, is not known."""
    if all(one.keys() >= set(column) for one, column in zip(known, columns[1:], strict=True)):
        return columns
    rows = [
        row
        for row in zip(*columns, strict=True)
        if all(number in one for number, one in zip(row[1:], known, strict=True))
    ]
    return list(zip(*rows, strict=True)) or [()] * len(columns)


def _columns(
    connection: sqlite3.Connection, table: str, names: Sequence[str]
) -> Iterator[list[list[int]]]:
    """Columns of numbers, some thousand rows at a time, each as one list of JSON, which spares
    a Python row for each of the database."""
    lists = ", ".join(f"json_group_array(CAST({one} AS INTEGER))" for one in names)
    further = f"(SELECT min(rowid) FROM {table} WHERE rowid > ?2)"
    query = f"SELECT {lists}, {further} FROM {table} WHERE rowid BETWEEN ?1 AND ?2"
    row: int | None = -_LAST_ROW
    while row is not None:
        last = min(row + _ROWS_AT_ONCE, _LAST_ROW)
        *columns, row = connection.execute(query, (row, last)).fetchone()
        yield [json.loads(one) for one in columns]
