"""Search while somebody types: each word is the beginning of words, and the index does the work.

A key stroke in 60,000 references has to be answered at once: the full-text index counts the
matches and ranks them, nothing is read of an entry before it is shown. Where more match than
anybody ranks by eye they come in the order of the library.

What crosses the border: an open index and the tree of a query in; numbers of references out, or
None for a query that has to be asked by `Index.search`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mscref.library.index import WRITTEN, matching, weighed
from mscref.library.search import COLUMNS, And, Not, Or, Query, QueryWords, Years

if TYPE_CHECKING:
    import sqlite3

_MOST_RANKED = 5_000


@dataclass(frozen=True, slots=True)
class TypedFor:
    """The numbers of the references that match, the best first, and how many match in all."""

    numbers: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query in SQL: tables and condition with their values; `exact` is the expression of words
    that stand as they are typed, "" where no word is asked for."""

    tables: str
    condition: str
    values: tuple[str | int, ...]
    exact: str


def typed(connection: sqlite3.Connection, query: Query, *, limit: int) -> TypedFor | None:
    """What a query finds that may not be ended yet; None where it is not of words and years."""
    asked = _asked(query)
    if asked is None:
        return None
    counted = f"SELECT count(*) FROM {asked.tables} WHERE {asked.condition}"
    (total,) = connection.execute(counted, asked.values).fetchone()
    order, values = "1", asked.values
    if asked.exact and total <= _MOST_RANKED:
        # What is found by its exact words counts twice, and comes first.
        begun, *bounds = asked.values
        order, values = (
            f"{weighed()}, 1",
            (f"({begun}) OR (({asked.exact}) AND ({begun}))", *bounds),
        )
    number = "words.rowid" if asked.exact else "entry.id"
    rows = connection.execute(
        f"SELECT {number} FROM {asked.tables} WHERE {asked.condition}"
        f" ORDER BY {order} LIMIT {limit or -1}",
        values,
    )
    return TypedFor(tuple(row[0] for row in rows), total)


def _asked(query: Query) -> _Asked | None:
    terms = query.terms if isinstance(query, And) else (query,)
    years = [one for one in terms if isinstance(one, Years)]
    words = And(tuple(one for one in terms if not isinstance(one, Years)))
    begun = _expression(words, is_exact=False)
    if words.terms and not begun:
        return None
    tables = ["words"] if begun else []
    tables += ["entry"] if years else []
    conditions = ["words MATCH ?"] if begun else []
    conditions += ["entry.year BETWEEN ? AND ?"] * len(years)
    conditions += ["entry.id = words.rowid"] if begun and years else []
    bounds = [bound for one in years for bound in _bounds(one)]
    exact = _expression(words, is_exact=True)
    return _Asked(
        ", ".join(tables),
        " AND ".join(conditions),
        (*([begun] if begun else []), *bounds),
        exact,
    )


def _bounds(years: Years) -> tuple[int, int]:
    first = -(10**6) if years.first is None else years.first
    return first, 10**6 if years.last is None else years.last


def _expression(query: Query, *, is_exact: bool) -> str:
    """The query in the language of the full-text index, "" where that cannot say it."""
    if isinstance(query, QueryWords):
        if query.field not in ("", WRITTEN) and query.field not in COLUMNS:
            return ""
        is_prefix = query.is_prefix or not (is_exact or query.is_phrase)
        return matching(QueryWords(query.field or WRITTEN, query.words, is_prefix=is_prefix))
    if isinstance(query, Or):
        return _joined(query.terms, " OR ", is_exact=is_exact)
    if isinstance(query, And):
        wanted = [one for one in query.terms if not isinstance(one, Not)]
        unwanted = [one.term for one in query.terms if isinstance(one, Not)]
        found = _joined(wanted, " AND ", is_exact=is_exact)
        if not (unwanted and found):
            return found
        without = _joined(unwanted, " OR ", is_exact=True)
        return f"({found} NOT {without})" if without else ""
    return ""


def _joined(terms: Sequence[Query], word: str, *, is_exact: bool) -> str:
    parts = [_expression(one, is_exact=is_exact) for one in terms]
    return f"({word.join(parts)})" if parts and all(parts) else ""
