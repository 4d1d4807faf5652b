"""An index of a library in the cache folder: SQLite with full-text search.

The file is the only truth. The index is believed while the file has the size, time and (where
the time proves nothing) the hash it was made of; else it is brought up to date, and a damaged
one is made anew. Where nothing can be written it lives in memory.

What crosses the border: a path, a cache folder and a way to read the file in; references and
hits of a query out.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.diagnostics import Diagnostic
from mscref.library import files
from mscref.library.forms import FUNCTION_WORDS, forms_among
from mscref.library.indexstore import (
    ALL_COLUMNS,
    TABLES,
    IndexItem,
    ReadLibrary,
    add_terms,
    build,
    damage,
    hash_of,
    index_path,
    insert,
    open_fresh,
    open_known,
    reference_of,
    remove,
    stamp_of,
    unread_as_meta,
    unread_of_meta,
    update,
    write_meta,
)
from mscref.library.search import (
    COLUMNS,
    OTHER,
    And,
    Has,
    Keyed,
    Not,
    Or,
    Query,
    QueryWords,
    Said,
    answered,
    column_of,
    has_field,
    rewrite,
    variable_matches,
)
from mscref.match.text import search_words
from mscref.model.reference import Reference

if TYPE_CHECKING:
    import sqlite3

    from mscref.library.typed import TypedFor

# How much a word says about a reference, by where it stands.
_WEIGHTS = {
    "key": 6.0,
    "title": 5.0,
    "author": 8.0,
    "editor": 2.0,
    "container": 2.0,
    "keyword": 3.0,
    "abstract": 1.0,
    "note": 1.0,
    "identifier": 3.0,
    "publisher": 1.0,
    "type": 0.5,
    OTHER: 0.5,
}


# As the field of words: anywhere but in the type, which `art` would find in every article.
WRITTEN = "written"
# Columns whose words have no forms.
_AS_WRITTEN = frozenset(["key", "type", "identifier", "author", "editor"])
_MOST_FORMS = 40
_SAID = 3  # forms that a message names
_LEAST_PART = 5
_NO_DIGIT = " AND word NOT GLOB '*[0-9]*'"


@dataclass(frozen=True, slots=True)
class Hit:
    """A reference that a query means; a higher score is a better match, 0 is "no word asked"."""

    reference: Reference
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a query means: the best hits first, how many there are in all, and `relaxed`: the
    words that were taken for others because nothing matched exactly."""

    hits: tuple[Hit, ...]
    total: int
    relaxed: tuple[tuple[str, str], ...] = ()


class Index:
    """An open index. Use `open_index`, or `Index.in_memory` for references without a file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    @classmethod
    def in_memory(cls, items: Iterable[IndexItem], unread: Sequence[Diagnostic] = ()) -> Index:
        """An index that is gone with the process."""
        import sqlite3

        connection = sqlite3.connect(":memory:")
        connection.executescript(TABLES)
        update(connection, items)
        write_meta(connection, unread_as_meta(unread))
        return cls(connection)

    def close(self) -> None:
        """Close the file behind the index."""
        self.connection.close()

    def __del__(self) -> None:
        # An index that is dropped is closed; Python 3.13 complains where that is left to sqlite3.
        self.close()

    def unread(self, path: str) -> tuple[Diagnostic, ...]:
        """What of the library, which messages call `path`, cannot be read: one error each."""
        return unread_of_meta(self.connection, path)

    def references(self) -> Iterator[Reference]:
        """Every reference, in the order of the library."""
        for (csl,) in self.connection.execute("SELECT csl FROM entry ORDER BY place"):
            yield reference_of(csl)

    def all(self, *, limit: int = 0) -> SearchResult:
        """The first `limit` references in the order of the library; 0 is all."""
        found = tuple(Hit(one, 0.0) for one in islice(self.references(), limit or None))
        (total,) = self.connection.execute("SELECT count(*) FROM entry").fetchone()
        return SearchResult(found, total)

    def reference(self, key: str) -> Reference | None:
        """The reference with this key, or None."""
        row = self.connection.execute(
            "SELECT csl FROM entry WHERE key = ? ORDER BY place", (key,)
        ).fetchone()
        return reference_of(row[0]) if row else None

    def has_key(self, key: str) -> bool:
        """Whether a reference has this key, in whatever case."""
        row = self.connection.execute(
            "SELECT 1 FROM entry WHERE key = ? COLLATE NOCASE LIMIT 1", (key,)
        ).fetchone()
        return row is not None

    def suggested(self, reference: Reference) -> list[Reference]:
        """The references that may be the same work: with one of its identifiers, or with the
        longest words of its title."""
        expressions = [
            matching(QueryWords("identifier", tuple(found)))
            for variable in ("DOI", "PMID", "PMCID")
            if (found := search_words(reference.text(variable)))
        ]
        longest = sorted(set(search_words(reference.text("title"))), key=len, reverse=True)[:4]
        if longest:
            expressions.append(
                " AND ".join(matching(QueryWords("title", (one,))) for one in longest)
            )
        numbers = {
            number
            for expression in expressions
            for number in self._select(
                "SELECT rowid FROM words WHERE words MATCH ? LIMIT 100", expression
            )
        }
        return [self._reference(number) for number in sorted(numbers)]

    def appended(self, items: Iterable[IndexItem], *, path: Path, content_hash: str) -> None:
        """Take in what has just been appended to the file; the hash is that of all of it now."""
        # Places are counted from 1 without a gap; both questions are answered by an index.
        (last_place,) = self.connection.execute("SELECT count(*) FROM entry").fetchone()
        last_id = self.connection.execute("SELECT max(id) FROM entry").fetchone()[0] or 0
        terms: set[str] = set()
        for number, item in enumerate(items, start=1):
            insert(self.connection, last_id + number, item, place=last_place + number, terms=terms)
        add_terms(self.connection, terms)
        write_meta(self.connection, stamp_of(path, content_hash))

    def search(self, query: Query, *, limit: int = 0) -> SearchResult:
        """The references a query means, best first; `limit` 0 means all.

        What holds other forms of a word, or words that begin with it, comes behind. Where nothing
        matches, each word without a match of its own is taken for the beginning of words, then for
        a part of words, then for the words nearest to it.
        """
        matched = self._ids(query)
        wider, taken = self._widened(query)
        more = self._ids(wider) - matched if taken else set()
        relaxed: tuple[tuple[str, str], ...] = ()
        if not matched and more:
            relaxed = tuple(one for one in taken if not self._with_words(QueryWords("", (one[0],))))
        elif not matched:
            query, relaxed = self._relax(query)
            matched = self._ids(query) if relaxed else set()
        ranked = self._rank(query, matched)
        ranked += _below(self._rank(wider, more), ranked)
        chosen = ranked[:limit] if limit else ranked
        return SearchResult(tuple(self._hits(chosen)), len(ranked), relaxed if ranked else ())

    # ---- a query as sets of ids ----

    def _ids(self, query: Query) -> set[int]:
        if isinstance(query, QueryWords):
            return self._with_words(query)
        if isinstance(query, And):
            result: set[int] | None = None
            for term in query.terms:
                found = self._ids(term)
                result = found if result is None else result & found
            return result or set()
        if isinstance(query, Or):
            return set().union(*(self._ids(term) for term in query.terms))
        if isinstance(query, Not):
            return self._all_ids() - self._ids(query.term)
        if isinstance(query, Has):
            return self._with_field(query.field)
        if isinstance(query, Keyed):
            return self._with_keys(query.keys)
        if isinstance(query, Said):
            return self._ids(answered(query, None))
        first = -(10**6) if query.first is None else query.first
        last = 10**6 if query.last is None else query.last
        return self._select("SELECT id FROM entry WHERE year BETWEEN ? AND ?", first, last)

    def _select(self, sql: str, *values: str | int) -> set[int]:
        return {row[0] for row in self.connection.execute(sql, values)}

    def _all_ids(self) -> set[int]:
        return self._select("SELECT id FROM entry")

    def _with_words(self, leaf: QueryWords) -> set[int]:
        found = self._select("SELECT rowid FROM words WHERE words MATCH ?", matching(leaf))
        if leaf.field in ("", WRITTEN) or leaf.field in COLUMNS:
            return found
        # The column holds other variables too: look at the one that was asked for.
        return {one for one in found if variable_matches(leaf, self._reference(one))}

    def _with_keys(self, keys: Iterable[str]) -> set[int]:
        return set().union(
            *(self._select("SELECT id FROM entry WHERE key = ?", key) for key in keys)
        )

    def _with_field(self, field: str) -> set[int]:
        if field == "year":
            return self._select("SELECT id FROM entry WHERE year IS NOT NULL")
        rows = self.connection.execute("SELECT id, csl FROM entry")
        names = [f'"{variable}"' for variable in COLUMNS.get(field, (field,))]
        return {
            number
            for number, csl in rows
            if any(name in csl for name in names) and has_field(reference_of(csl), field)
        }

    def numbered(self, number: int) -> Reference:
        """The reference with this number of the index."""
        return self._reference(number)

    def typed(self, query: Query, *, limit: int) -> TypedFor | None:
        """What a query finds that is still being typed (typed.py); where nothing begins so, what
        begins with words near to those. None for queries that `search` has to answer."""
        from mscref.library.typed import typed

        found = typed(self.connection, query, limit=limit)
        if found is None or found.total:
            return found
        nearer, taken = self._relax(query)
        return typed(self.connection, nearer, limit=limit) if taken else found

    def _reference(self, number: int) -> Reference:
        row = self.connection.execute("SELECT csl FROM entry WHERE id = ?", (number,)).fetchone()
        return reference_of(row[0])

    # ---- ranking ----

    def _rank(self, query: Query, matched: set[int]) -> list[tuple[float, int]]:
        """The matched ids with their scores: best first, then youngest, then library order."""
        scores: dict[int, float] = {}
        expression = _ranking(query)
        if expression and matched:
            scores = {
                number: -score
                for number, score in self.connection.execute(
                    f"SELECT rowid, {weighed()} FROM words WHERE words MATCH ?",
                    (expression,),
                )
                if number in matched
            }
        years = self._years(matched)
        order = sorted(matched, key=lambda n: (-scores.get(n, 0.0), -(years[n] or 0), n))
        return [(scores.get(number, 0.0), number) for number in order]

    def _years(self, numbers: set[int]) -> dict[int, int | None]:
        sql = "SELECT id, year FROM entry"
        if len(numbers) < 1000:  # all of them are read faster than many are looked up
            sql += f" WHERE id IN ({', '.join(map(str, numbers))})"
        return dict(self.connection.execute(sql))

    def _hits(self, ranked: Sequence[tuple[float, int]]) -> Iterator[Hit]:
        for score, number in ranked:
            yield Hit(self._reference(number), round(score, 4))

    # ---- forms of words ----

    def _widened(self, query: Query) -> tuple[Query, tuple[tuple[str, str], ...]]:
        """The query with the forms of its words as well, and what those are."""
        taken: list[tuple[str, str]] = []

        def wider(leaf: QueryWords) -> Query:
            forms = self._forms(leaf)
            if not forms:
                return leaf
            (word,) = leaf.words
            is_part = all(one.startswith(word) for one in forms)
            taken.append((word, f"{word}*" if is_part else ", ".join(forms[:_SAID])))
            field = leaf.field or WRITTEN
            return Or((leaf, *(QueryWords(field, (one,)) for one in forms)))

        return rewrite(query, wider), tuple(taken)

    def _forms(self, leaf: QueryWords) -> list[str]:
        """Other forms of the one word of a leaf that the library holds; of a phrase none."""
        if len(leaf.words) != 1 or leaf.is_prefix or leaf.is_phrase or leaf.field in _AS_WRITTEN:
            return []
        (word,) = leaf.words
        if len(word) < 3 or not word.isalpha():
            return []
        start = word[:3]
        rows = self.connection.execute(
            "SELECT word FROM term WHERE word >= ? AND word < ?", (start, f"{start}\U0010ffff")
        )
        return forms_among(word, [row[0] for row in rows])[:_MOST_FORMS]

    # ---- nothing exact ----

    def _relax(self, query: Query) -> tuple[Query, tuple[tuple[str, str], ...]]:
        """The query with words that match nothing taken for near ones, and which those are."""
        taken: list[tuple[str, str]] = []

        def nearer(leaf: QueryWords) -> Query:
            if self._with_words(leaf):
                return leaf
            prefix = QueryWords(leaf.field or WRITTEN, leaf.words, is_prefix=True)
            if not leaf.is_prefix and self._with_words(prefix):
                taken.append((" ".join(leaf.words), " ".join(leaf.words) + "*"))
                return prefix
            near = [self._with_part(word) or self._near_words(word) for word in leaf.words]
            alternatives = [
                QueryWords(
                    leaf.field or WRITTEN, (*leaf.words[:place], other, *leaf.words[place + 1 :])
                )
                for place, others in enumerate(near)
                for other in others
            ]
            good = [one for one in alternatives if self._with_words(one)]
            taken.extend((" ".join(leaf.words), " ".join(one.words)) for one in good)
            return Or(tuple(good)) if good else leaf

        relaxed = rewrite(query, nearer)
        return relaxed, tuple(taken)

    def _with_part(self, word: str) -> list[str]:
        """The words of the library that hold `word`; short ones are in words by chance."""
        if len(word) < _LEAST_PART:
            return []
        rows = self.connection.execute("SELECT word FROM term WHERE instr(word, ?)", (word,))
        return sorted((row[0] for row in rows), key=len)[:_MOST_FORMS]

    def _near_words(self, word: str) -> list[str]:
        """The words of the library nearest to `word`: one slip, in long words two."""
        if len(word) < 3:
            return []
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        most = 1 if len(word) < 7 else 2
        # A slip puts a letter for a letter; a large library has more numbers than words.
        of_letters = _NO_DIGIT if word.isalpha() else ""
        rows = self.connection.execute(
            f"SELECT word FROM term WHERE length(word) BETWEEN ? AND ?{of_letters}",
            (len(word) - most, len(word) + most),
        )
        known = [row[0] for row in rows if row[0] not in FUNCTION_WORDS]
        found = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=20)
        best = min((distance for _, distance, _ in found), default=0)
        return [other for other, distance, _ in found if distance == best]


def open_index(path: Path, *, cache_folder: Path, read: ReadLibrary) -> Index:
    """The index of the library at `path`, made or brought up to date where it has to be.

    `read` turns the bytes of the file into items; it is called only then, and of the items only
    those are converted that the index does not hold yet.
    """
    place = index_path(path, cache_folder=cache_folder)
    errors = damage()
    with contextlib.suppress(*errors):
        connection = open_fresh(place, path)
        if connection is not None:
            return Index(connection)
    # The stamp first: a change between the two makes it look old, never fresh.
    stamp = stamp_of(path, "")
    data = files.read_bytes(path)
    stamp |= {"hash": hash_of(data), "size": str(len(data))}
    with contextlib.suppress(*errors):
        connection = open_known(place)
        if connection is not None:
            found = read(data)
            update(connection, found.items)
            write_meta(connection, stamp | unread_as_meta(found.unread))
            return Index(connection)
    found = read(data)
    try:
        return Index(build(place, found.items, stamp | unread_as_meta(found.unread)))
    except errors:
        return Index.in_memory(found.items, found.unread)


def fresh_index(path: Path, *, cache_folder: Path, data: bytes) -> Index | None:
    """The index of the library if it was made of `data`, else None; nothing is built."""
    with contextlib.suppress(*damage()):
        connection = open_fresh(index_path(path, cache_folder=cache_folder), path, data=data)
        if connection is not None:
            return Index(connection)
    return None


def forget_index(path: Path, *, cache_folder: Path) -> None:
    """Throw the index of a library away: it was damaged."""
    remove(index_path(path, cache_folder=cache_folder))


def _below(
    ranked: list[tuple[float, int]], best: list[tuple[float, int]]
) -> list[tuple[float, int]]:
    """What holds other forms, with scores below those of what holds the words themselves."""
    least = min((score for score, _ in best), default=None)
    if least is None:
        return ranked
    return [(min(score, least) / 2, number) for score, number in ranked]


def _ranking(query: Query) -> str:
    """The FTS5 expression that scores what a query matched; "" where no word is asked for.

    Only what is matched should be scored, for scoring is what a search costs; but nothing that
    is matched may be left out: an OR with a year on one side says nothing about the score.
    """
    if isinstance(query, QueryWords):
        return matching(query)
    if isinstance(query, And | Or):
        parts = [_ranking(term) for term in query.terms]
        if isinstance(query, And):
            return " AND ".join(f"({part})" for part in parts if part)
        return " OR ".join(f"({part})" for part in parts) if all(parts) else ""
    return ""


def weighed() -> str:
    """What SQLite ranks by, the least first: words say more in a title than in an abstract."""
    return f"bm25(words, {', '.join(str(_WEIGHTS[column]) for column in ALL_COLUMNS)})"


def matching(leaf: QueryWords) -> str:
    """A leaf as an FTS5 expression; folded words hold nothing that FTS5 would read as syntax."""
    column = ""
    if leaf.field == WRITTEN:
        column = "- {type} : "
    elif leaf.field:
        column = f"{{{column_of(leaf.field)}}} : "
    phrase = '"' + " ".join(leaf.words) + '"'
    return f"{column}{phrase}{' *' if leaf.is_prefix else ''}"
