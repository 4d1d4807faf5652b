"""The tree of a query, and tree × reference → yes or no; `querytext.py` makes it of a text.

The index (`index.py`) turns the same tree into SQL. Case and diacritics never matter. What is said
of a reference (`finding:`, `verdict:`) is no part of it: who knows answers that (`answered`) before
the tree is asked for references.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from mscref.errors import UsageError
from mscref.match.text import search_words
from mscref.model.reference import Reference
from mscref.model.vocabulary import NAME_VARIABLES

# The columns every reference is searched by, and what goes into each.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "key": ("id",),
        "title": ("title", "title-short", "shortTitle", "volume-title", "original-title"),
        "author": ("author",),
        "editor": tuple(sorted(NAME_VARIABLES - {"author"})),
        "container": (
            "container-title",
            "container-title-short",
            "journalAbbreviation",
            "collection-title",
            "event-title",
            "event",
        ),
        "keyword": ("keyword",),
        "abstract": ("abstract",),
        "note": ("note", "annote"),
        "identifier": ("DOI", "PMID", "PMCID", "ISBN", "ISSN", "URL", "archive_location", "number"),
        "publisher": ("publisher", "publisher-place", "original-publisher", "archive", "genre"),
        "type": ("type",),
    }
)
OTHER = "other"  # every other text variable
SAYINGS = FINDING, VERDICT = ("finding", "verdict")  # what `check` and `verify` say

_WHOLE_YEAR = re.compile(r"[12][0-9]{3}\Z")
_COLUMN_OF = MappingProxyType(
    {variable: column for column, variables in COLUMNS.items() for variable in variables}
)


@dataclass(frozen=True, slots=True)
class QueryWords:
    """These words one after the other, in `field` ("": anywhere); the last may be a prefix.

    What stood in quotes (`is_phrase`) is meant to the letter.
    """

    field: str
    words: tuple[str, ...]
    is_prefix: bool = False
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """The year of publication lies between `first` and `last`, both included; None is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Has:
    """The reference has a value for `field`."""

    field: str


@dataclass(frozen=True, slots=True)
class Said:
    """Of the reference `check` ("finding") or `verify` ("verdict") says `word` ("": anything)."""

    saying: str
    word: str


@dataclass(frozen=True, slots=True)
class Keyed:
    """The key of the reference is one of these: the answer to `Said`."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Not:
    """What does not match `term`."""

    term: Query


@dataclass(frozen=True, slots=True)
class And:
    """What matches all terms."""

    terms: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What matches one term at least."""

    terms: tuple[Query, ...]


Query: TypeAlias = "QueryWords | Years | Has | Said | Keyed | Not | And | Or"
Sayings: TypeAlias = Callable[[Said], Keyed]


def document(reference: Reference) -> dict[str, str]:
    """The folded words of a reference by column, each text padded with spaces.

    Between two values of a column stands a bar, so that no phrase runs across them.
    """
    texts: dict[str, list[str]] = {}
    for column, text in (("key", reference.id), ("type", reference.type)):
        texts[column] = [" ".join(search_words(text))]
    for variable, value in reference.fields.items():
        column = _COLUMN_OF.get(variable, OTHER)
        if isinstance(value, tuple):
            parts = [" ".join(search_words(name.display())) for name in value]
        elif isinstance(value, str | int):
            parts = [" ".join(search_words(str(value)))]
        else:
            continue
        texts.setdefault(column, []).extend(parts)
    return {column: f" {' | '.join(parts)} " for column, parts in texts.items()}


def matches(query: Query, reference: Reference) -> bool:
    """Whether a reference is meant by the query (selectors; the index does many at once)."""
    return _matches(query, reference, document(reference))


def rewrite(query: Query, change: Callable[[QueryWords], Query]) -> Query:
    """The query with every leaf of words replaced by `change(leaf)`."""
    if isinstance(query, QueryWords):
        return change(query)
    if isinstance(query, And):
        return And(tuple(rewrite(term, change) for term in query.terms))
    if isinstance(query, Or):
        return Or(tuple(rewrite(term, change) for term in query.terms))
    return query


def answered(query: Query, sayings: Sayings | None) -> Query:
    """The query with every `Said` answered by `sayings`, and what that raises.

    Raises UsageError where there is something to answer and nobody who knows.
    """
    if isinstance(query, Said):
        if sayings is None:
            raise UsageError(
                f"`{query.saying}:` cannot be asked here",
                hint="`mscref list` and `mscref search` answer it",
            )
        return sayings(query)
    if isinstance(query, Not):
        return Not(answered(query.term, sayings))
    if isinstance(query, And):
        return And(tuple(answered(term, sayings) for term in query.terms))
    if isinstance(query, Or):
        return Or(tuple(answered(term, sayings) for term in query.terms))
    return query


def is_whole_year(word: str) -> bool:
    """Whether a bare word is a year as well as a word."""
    return _WHOLE_YEAR.match(word) is not None


def column_of(field: str) -> str:
    """The column in which the words of a field are found (a column is its own)."""
    return field if field in COLUMNS else _COLUMN_OF.get(field, OTHER)


def has_field(reference: Reference, field: str) -> bool:
    """Whether a reference has a value for a field of the query language."""
    if field == "year":
        date = reference.date("issued")
        return date is not None and (date.year is not None or bool(date.literal or date.raw))
    if field in ("key", "type"):
        return True
    variables = COLUMNS.get(field, (field,))
    return any(variable in reference.fields for variable in variables)


def variable_matches(leaf: QueryWords, reference: Reference) -> bool:
    """Whether the one variable a leaf names holds its words (a column may hold more)."""
    value = reference.fields.get(leaf.field)
    if isinstance(value, tuple):
        texts = [" ".join(search_words(name.display())) for name in value]
    elif isinstance(value, str | int):
        texts = [" ".join(search_words(str(value)))]
    else:
        return False
    return any(_holds(f" {text} ", leaf) for text in texts)


def _matches(query: Query, reference: Reference, texts: Mapping[str, str]) -> bool:
    if isinstance(query, QueryWords):
        if not query.field:
            return any(_holds(text, query) for text in texts.values())
        if query.field in COLUMNS:
            return _holds(texts.get(query.field, ""), query)
        return variable_matches(query, reference)
    if isinstance(query, And):
        return all(_matches(term, reference, texts) for term in query.terms)
    if isinstance(query, Or):
        return any(_matches(term, reference, texts) for term in query.terms)
    if isinstance(query, Not):
        return not _matches(query.term, reference, texts)
    if isinstance(query, Has):
        return has_field(reference, query.field)
    if isinstance(query, Keyed):
        return reference.id in query.keys
    if isinstance(query, Said):
        return _matches(answered(query, None), reference, texts)
    date = reference.date("issued")
    year = date.year if date else None
    return year is not None and _within(year, query)


def _holds(padded: str, leaf: QueryWords) -> bool:
    wanted = " " + " ".join(leaf.words)
    return (wanted if leaf.is_prefix else wanted + " ") in padded


def _within(year: int, years: Years) -> bool:
    return (years.first is None or year >= years.first) and (
        years.last is None or year <= years.last
    )
