"""`search`: what a query means in one or more libraries, through their indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar, overload

from mscref.app.files import STDIN, SourceText, decode, read_text
from mscref.app.sayings import LibrarySayings
from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import FormatError, LibraryError
from mscref.formats.base import ReadResult
from mscref.library.files import read_bytes
from mscref.library.index import Index, SearchResult, forget_index, open_index
from mscref.library.indexstore import IndexItem, ReadItems, damage, index_path
from mscref.library.querytext import parse_query
from mscref.library.search import Query, answered
from mscref.model.homes import is_address
from mscref.model.reference import Reference

_Answer = TypeVar("_Answer")


def search(
    paths: Sequence[str], query: str, *, cache_folder: Path, limit: int = 0
) -> tuple[SearchResult, list[str]]:
    """The hits in all libraries, best first, and the library of each hit."""
    return LibraryFinder(paths, cache_folder=cache_folder).find(query, limit=limit)


class LibraryFinder:
    """Libraries that are searched, once or with each key stroke; stdin is read once.

    Raises UsageError for what is no query, and what reading a file raises.
    """

    def __init__(self, paths: Sequence[str], *, cache_folder: Path) -> None:
        self._paths = paths
        self._cache_folder = cache_folder
        self._open: dict[str, Index] = {}
        self._sayings: dict[str, LibrarySayings] = {}

    def find(self, query: str, *, limit: int = 0) -> tuple[SearchResult, list[str]]:
        """The hits in all libraries, best first, and the library of each hit."""
        tree = parse_query(query)
        asked = [(path, self._searched(path, tree, limit=limit)) for path in self._paths]
        return _together(asked, limit=limit)

    def unread(self) -> tuple[Diagnostic, ...]:
        """What of the libraries cannot be read: one error each."""
        asked = [self._ask(path, partial(Index.unread, path=path)) for path in self._paths]
        return tuple(one for found in asked for one in found)

    def all(self, *, limit: int = 0) -> SearchResult:
        """The first `limit` references in the order of the libraries; 0 is all."""
        asked = [self._ask(path, lambda it: it.all(limit=limit)) for path in self._paths]
        hits = tuple(hit for one in asked for hit in one.hits)
        return SearchResult(hits[:limit] if limit else hits, sum(one.total for one in asked))

    def typed(self, query: str, *, limit: int) -> tuple[Sequence[Reference], int]:
        """What a query finds while it is typed, read when it is looked at, and how many match.

        Each word counts as the beginning of words. Queries of more than words and years (`has:doi`)
        are answered as by `find`.
        """
        tree = parse_query(query)
        asked = [
            (path, self._ask(path, lambda it: it.typed(tree, limit=limit))) for path in self._paths
        ]
        places = [(path, number) for path, one in asked if one for number in one.numbers]
        if any(one is None for _, one in asked):
            found = self.find(query, limit=limit)[0]
            return [hit.reference for hit in found.hits], found.total
        total = sum(one.total for _, one in asked if one)
        return _Seen(places[:limit], self._numbered), total

    def _searched(self, path: str, tree: Query, *, limit: int) -> SearchResult:
        if path not in self._sayings:
            self._sayings[path] = LibrarySayings([path], cache_folder=self._cache_folder)
        query = answered(tree, self._sayings[path])
        return self._ask(path, lambda it: it.search(query, limit=limit))

    def _numbered(self, path: str, number: int) -> Reference:
        return self._ask(path, lambda it: it.numbered(number))

    def _ask(self, path: str, question: Callable[[Index], _Answer]) -> _Answer:
        """The answer of one library; an index that turns out to be damaged is made anew."""
        try:
            return question(self._index(path))
        except damage():
            self._open.pop(path, None)
            forget_index(Path(path), cache_folder=self._cache_folder)
            return question(self._index(path))

    def _index(self, path: str) -> Index:
        if path not in self._open:
            self._open[path] = _index(path, cache_folder=self._cache_folder)
        return self._open[path]


class _Seen(Sequence[Reference]):
    """References that are read when somebody looks at them."""

    def __init__(
        self, places: Sequence[tuple[str, int]], read: Callable[[str, int], Reference]
    ) -> None:
        self._places = places
        self._read = read
        self._known: dict[int, Reference] = {}

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> Reference: ...
    @overload
    def __getitem__(self, place: slice) -> list[Reference]: ...
    def __getitem__(self, place: int | slice) -> Reference | list[Reference]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if place not in self._known:
            self._known[place] = self._read(*self._places[place])
        return self._known[place]


def _together(
    found: Sequence[tuple[str, SearchResult]], *, limit: int
) -> tuple[SearchResult, list[str]]:
    """What several libraries answer as one: the exact where one has it, the best first."""
    exact = [(path, one) for path, one in found if one.hits and not one.relaxed]
    chosen = exact or [(path, one) for path, one in found if one.hits]
    pairs = [(hit, path) for path, one in chosen for hit in one.hits]
    if len(chosen) > 1:
        pairs.sort(key=lambda pair: -pair[0].score)
    pairs = pairs[:limit] if limit else pairs
    relaxed = tuple(dict.fromkeys(word for _, one in chosen for word in one.relaxed))
    total = sum(one.total for _, one in chosen)
    return SearchResult(tuple(hit for hit, _ in pairs), total, relaxed), [path for _, path in pairs]


def stream_references(path: str, *, cache_folder: Path) -> Iterator[Reference]:
    """Every reference of a library in its order, each as soon as it is known.

    Where there is an index, it is brought up to date first; else it is made when all were read.
    """
    if not index_path(Path(path), cache_folder=cache_folder).is_file():
        yield from _read_anew(path, cache_folder=cache_folder)
        return
    known = 0
    try:
        for reference in _index(path, cache_folder=cache_folder).references():
            known += 1
            yield reference
    except damage():
        forget_index(Path(path), cache_folder=cache_folder)
        yield from islice(_index(path, cache_folder=cache_folder).references(), known, None)


def _read_anew(path: str, *, cache_folder: Path) -> Iterator[Reference]:
    """The references of a file as they are made of it, and then its index of them."""
    data = read_bytes(Path(path))
    made: list[IndexItem] = []
    found = _items(decode(data, path=path))
    for item in found.items:
        reference = item.convert()
        yield reference
        made.append(IndexItem(item.fingerprint, _known(reference)))

    def read(now: bytes) -> ReadItems:
        is_same = now == data
        return ReadItems(made, found.unread) if is_same else _items(decode(now, path=path))

    open_index(Path(path), cache_folder=cache_folder, read=read)


def _known(reference: Reference) -> Callable[[], Reference]:
    return lambda: reference


def _index(path: str, *, cache_folder: Path) -> Index:
    if path == STDIN or is_address(path):
        found = _items(read_text(path))
        return Index.in_memory(found.items, found.unread)
    if not Path(path).is_file():
        read_text(path)  # says what is the matter, and what else there is
        raise LibraryError(f"{path}: not a regular file")
    return open_index(
        Path(path), cache_folder=cache_folder, read=lambda data: _items(decode(data, path=path))
    )


def _items(source: SourceText) -> ReadItems:
    """The items of a file in any format; FormatError where nothing in it is readable."""
    # The scanner costs 20 ms at import; with an index that is up to date nobody needs it.
    from mscref.formats.registry import guess_format
    from mscref.library.items import items_of_bibtex, items_of_references

    row = guess_format(source.text, path=source.path)
    if row and row.is_bibtex:
        found = items_of_bibtex(source.text, path=source.path)
        if found.items:
            return found
    result = _read(source)
    unread = tuple(one for one in result.diagnostics if one.severity is Severity.ERROR)
    return ReadItems(items_of_references(result.references), unread)


def _read(source: SourceText) -> ReadResult:
    from mscref.app.library import read_references

    result = read_references(source)
    if not result.references and result.diagnostics:
        raise FormatError(
            f"{source.path}: nothing in it could be read", diagnostics=tuple(result.diagnostics)
        )
    return result
