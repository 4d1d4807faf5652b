"""The words of files, page by page: SQLite with full-text search, in the cache folder.

A file is known by its path, size and time, its words by the hash of what it holds, so that one that
was renamed is not read again. Words are kept without case, accents and endings (`forms.stem`), with
the text of each page beside them. All of it can be made again: what is damaged is thrown away.
SQLite does not notice a bit that has fallen over in the words; a sum of them, which is written when
all are in and compared when the file is opened, does.
What crosses the border: paths and pages of text in, `PageHit`s out.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.errors import UsageError
from mscref.library.forms import stem
from mscref.library.indexstore import remove
from mscref.match.text import search_words
from mscref.records import Record

if TYPE_CHECKING:
    import sqlite3

NAME = "fulltext-1.sqlite"
_SCHEMA = "1"
_TABLES = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE document (id INTEGER PRIMARY KEY, hash TEXT UNIQUE, pages INTEGER, said TEXT);
    CREATE TABLE file (
        path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, document INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE page (id INTEGER PRIMARY KEY, document INTEGER, number INTEGER, text BLOB);
    CREATE INDEX page_document ON page (document);
    CREATE VIRTUAL TABLE words USING fts5 (text, content = '', tokenize = "unicode61");
"""
_QUERY = re.compile(r"\"([^\"]*)(?:\"|\Z)|(\S+)")
# Codes of sqlite.org/rescode.html by which the file is not damaged: PERM, BUSY, LOCKED, READONLY,
# IOERR, FULL, CANTOPEN.
_BARRING = frozenset([3, 5, 6, 8, 10, 13, 14])
_LETTERS = re.compile(r"\w+")
_BEFORE, _AROUND = 70, 200  # characters of a snippet, and those before the first word
# All that a search goes by, in a fixed order. The text of a page is checked where it is unpacked.
_SUMMED = (
    "SELECT id, block FROM words_data ORDER BY id",
    "SELECT segid, term, pgno FROM words_idx ORDER BY segid, term",
    "SELECT id, sz FROM words_docsize ORDER BY id",
    "SELECT id, document, number FROM page ORDER BY id",
)
_UNKNOWN = ""  # the sum while words come in
_LIMIT = 100_000  # pages that are ranked at most


class FileKnown(Record):
    """What is known of a file: how many pages it has, and what was `said` where it is damaged."""

    document: int
    pages: int
    said: str


class PageHit(Record):
    """A page that holds the words; a higher score is better."""

    document: int
    page: int
    score: float
    snippet: str


class FullText:
    """The index; `path` None keeps it in memory. Raises sqlite3.Error where it is damaged."""

    def __init__(self, path: Path | None) -> None:
        self._connection = _opened(path)
        self._is_summed = path is not None
        self._is_changed = False

    def close(self) -> None:
        """Write the sum of the words where they have changed, and close the file."""
        import sqlite3

        try:
            if self._is_summed and self._is_changed:
                with contextlib.suppress(sqlite3.Error):  # the next one to open it looks itself
                    _write_sum(self._connection)
        finally:
            self._connection.close()

    def known(self, path: str, *, size: int, mtime_ns: int) -> FileKnown | None:
        """What is known of a file that has not changed since it was read."""
        row = self._connection.execute(
            "SELECT document.id, pages, said FROM file JOIN document ON document.id = document"
            " WHERE path = ? AND size = ? AND mtime_ns = ?",
            (path, size, mtime_ns),
        ).fetchone()
        return FileKnown(*row) if row else None

    def known_by_content(self, content: str) -> FileKnown | None:
        """What is known of a content, by its hash, whatever its name."""
        row = self._connection.execute(
            "SELECT id, pages, said FROM document WHERE hash = ?", (content,)
        ).fetchone()
        return FileKnown(*row) if row else None

    def add(self, content: str, pages: Iterable[str]) -> FileKnown:
        """Read the pages of a new content in, one after the other; nothing stays of it where
        `pages` raises."""
        try:
            number = self._connection.execute(
                "INSERT INTO document (hash, pages, said) VALUES (?, 0, '')", (content,)
            ).lastrowid
            count = 0
            for count, text in enumerate(pages, start=1):
                self._add_page(int(number or 0), count, text)
            self._connection.execute("UPDATE document SET pages = ? WHERE id = ?", (count, number))
            self._commit()
        except BaseException as error:
            self._connection.rollback()
            known = self.known_by_content(content) if is_double(error) else None
            if known is None:
                raise
            return known
        return FileKnown(int(number or 0), count, "")

    def add_damaged(self, content: str, said: str) -> FileKnown:
        """Note that a content cannot be read, so that it is not tried each time."""
        number = self._connection.execute(
            "INSERT INTO document (hash, pages, said) VALUES (?, 0, ?)", (content, said)
        ).lastrowid
        self._connection.commit()
        return FileKnown(int(number or 0), 0, said)

    def note(self, path: str, *, size: int, mtime_ns: int, document: int) -> None:
        """Note which content a file has, and forget what it had before, where no other has it."""
        row = self._connection.execute(
            "SELECT document FROM file WHERE path = ?", (path,)
        ).fetchone()
        self._connection.execute(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", (path, size, mtime_ns, document)
        )
        if row and row[0] != document:
            self._forget(row[0])
            self._commit()
        self._connection.commit()

    def search(self, query: str, documents: Sequence[int], *, limit: int) -> list[PageHit]:
        """The pages of these documents that hold all the words, the best first; 0 is all."""
        groups = _groups(query)
        wanted = frozenset(documents)
        rows = self._connection.execute(
            "SELECT page.document, page.number, -words.rank, page.text FROM words JOIN page"
            " ON page.id = words.rowid WHERE words MATCH ? ORDER BY words.rank LIMIT ?",
            (" AND ".join(f'"{" ".join(map(stem, one))}"' for one, _ in groups), _LIMIT),
        )
        hits: list[PageHit] = []
        for document, number, score, packed in rows:
            if document not in wanted or (limit and len(hits) >= limit):
                continue
            text = zlib.decompress(packed).decode()
            if _holds_phrases(text, groups):
                snippet = snippet_of(text, [word for one, _ in groups for word in one])
                hits.append(PageHit(document, number, round(score, 9), snippet))
        return hits

    def _commit(self) -> None:
        """Commit words that are other ones than the sum was made of."""
        if self._is_summed:
            _set(self._connection, "sum", _UNKNOWN)
            self._is_changed = True
        self._connection.commit()

    def _add_page(self, document: int, number: int, text: str) -> None:
        row = self._connection.execute(
            "INSERT INTO page (document, number, text) VALUES (?, ?, ?)",
            (document, number, zlib.compress(text.encode(errors="replace"), 3)),
        ).lastrowid
        self._connection.execute(
            "INSERT INTO words (rowid, text) VALUES (?, ?)", (row, _indexed(text))
        )

    def _forget(self, document: int) -> None:
        """Take a content out that no file has any more."""
        if self._connection.execute(
            "SELECT 1 FROM file WHERE document = ?", (document,)
        ).fetchone():
            return
        for row, packed in self._connection.execute(
            "SELECT id, text FROM page WHERE document = ?", (document,)
        ).fetchall():
            text = zlib.decompress(packed).decode()
            self._connection.execute(
                "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)",
                (row, _indexed(text)),
            )
        self._connection.execute("DELETE FROM page WHERE document = ?", (document,))
        self._connection.execute("DELETE FROM document WHERE id = ?", (document,))


def damage_of_index() -> tuple[type[Exception], ...]:
    """The exceptions that say that the index is not to be believed."""
    import sqlite3

    return (sqlite3.DatabaseError, zlib.error, UnicodeDecodeError, TypeError)


def is_double(error: BaseException) -> bool:
    """Whether another process has put the same in meanwhile (CONSTRAINT)."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == 19


def is_barred(error: BaseException) -> bool:
    """Whether the index may be whole, and cannot be written: a full disk, a lock, no right."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # of an extended code
    return code in _BARRING


def forget(path: Path) -> None:
    """Throw an index away that cannot be believed."""
    remove(path)


def snippet_of(text: str, words: Sequence[str]) -> str:
    """The stretch of a text around the first place where most of the words stand together."""
    stems = {stem(word) for word in words}
    places = [
        (match.start(), found)
        for match in _LETTERS.finditer(text)
        if (found := stems.intersection(map(stem, search_words(match[0]))))
    ]
    best, most = 0, 0
    for place, (start, _) in enumerate(places):
        near: set[str] = set()
        for other, found in places[place : place + 40]:
            if other - start > _AROUND - _BEFORE:
                break
            near |= found
        if len(near) > most:
            best, most = start, len(near)
        if most == len(stems):
            break
    start = max(0, best - _BEFORE)
    stretch = text[start : start + _AROUND]
    first = stretch.find(" ") + 1 if start else 0
    last = stretch.rfind(" ") if start + _AROUND < len(text) else len(stretch)
    said = " ".join(stretch[first : last if last > first else len(stretch)].split())
    return f"{'… ' if start else ''}{said}{' …' if start + _AROUND < len(text) else ''}"


def _groups(query: str) -> list[tuple[list[str], bool]]:
    """The words of a query, and its phrases: meant to the letter. UsageError for none."""
    groups = [
        (search_words(match[1] if match[2] is None else match[2]), match[2] is None)
        for match in _QUERY.finditer(query)
    ]
    found = [(words, is_phrase) for words, is_phrase in groups if words]
    if not found:
        raise UsageError("there is no word to search for", hint="mscref search --text stem cells")
    return found


def _holds_phrases(text: str, groups: Sequence[tuple[list[str], bool]]) -> bool:
    phrases = [" ".join(words) for words, is_phrase in groups if is_phrase]
    if not phrases:
        return True
    padded = f" {' '.join(search_words(_unbroken(text)))} "
    return all(f" {one} " in padded for one in phrases)


def _indexed(text: str) -> str:
    return " ".join(map(stem, search_words(_unbroken(text))))


def _unbroken(text: str) -> str:
    """The text with words whole that a line parted: `trans-` and `plantation`."""
    return re.sub(r"(?<=[a-z])-\n[ \t]{0,8}(?=[a-z])", "", text)


def _opened(path: Path | None) -> sqlite3.Connection:
    import sqlite3

    if path is None:
        connection = sqlite3.connect(":memory:")
        connection.executescript(_TABLES)
        return connection
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = sqlite3.connect(path, timeout=10.0)
    try:
        _make_tables(connection)
        _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of a new index; sqlite3.Error for what is another's."""
    import sqlite3

    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        connection.executescript(f"BEGIN; {_TABLES} COMMIT;")
        connection.execute("INSERT INTO meta VALUES ('schema', ?)", (_SCHEMA,))
        connection.commit()
    known = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
    if known != (_SCHEMA,):
        raise sqlite3.DatabaseError("another schema")


def _check(connection: sqlite3.Connection) -> None:
    """Compare the words with their sum; sqlite3.Error where they are not what was written.

    Without a sum (its writer was stopped) the structure of the words is looked at, and they are
    summed.
    """
    import sqlite3

    row = connection.execute("SELECT value FROM meta WHERE name = 'sum'").fetchone()
    if row and row[0] != _UNKNOWN:
        if row[0] != _sum(connection):
            raise sqlite3.DatabaseError("the words are not those that were written")
        return
    try:
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        connection.commit()
        _write_sum(connection)
    except sqlite3.OperationalError as error:
        if not is_barred(error):  # such as a folder where nothing can be written
            raise
        connection.rollback()


def _write_sum(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    _set(connection, "sum", _sum(connection))
    connection.commit()


def _sum(connection: sqlite3.Connection) -> str:
    found = 0
    for query in _SUMMED:
        for row in connection.execute(query):
            for value in row:
                data = value if isinstance(value, bytes) else str(value).encode(errors="replace")
                found = zlib.crc32(data, found)
    return f"{found:08x}"


def _set(connection: sqlite3.Connection, name: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
