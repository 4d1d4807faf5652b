"""`search`: what a query means in one or more libraries, through their indexes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mscref.app.files import STDIN, SourceText, decode, read_text
from mscref.errors import FormatError, LibraryError
from mscref.library.index import Index, SearchResult, forget_index, open_index
from mscref.library.indexstore import IndexItem, damage
from mscref.library.search import Query, parse_query
from mscref.model.reference import Reference


def search(
    paths: Sequence[str], query: str, *, cache_folder: Path, limit: int = 0
) -> tuple[SearchResult, list[str]]:
    """The hits in all libraries, best first, and the library of each hit."""
    tree = parse_query(query)
    found = [(path, _search(path, tree, cache_folder=cache_folder, limit=limit)) for path in paths]
    exact = [(path, one) for path, one in found if one.hits and not one.relaxed]
    chosen = exact or [(path, one) for path, one in found if one.hits]
    pairs = [(hit, path) for path, one in chosen for hit in one.hits]
    if len(chosen) > 1:
        pairs.sort(key=lambda pair: -pair[0].score)
    pairs = pairs[:limit] if limit else pairs
    relaxed = tuple(dict.fromkeys(word for _, one in chosen for word in one.relaxed))
    total = sum(one.total for _, one in chosen)
    return SearchResult(tuple(hit for hit, _ in pairs), total, relaxed), [path for _, path in pairs]


def all_references(path: str, *, cache_folder: Path) -> list[Reference]:
    """Every reference of a library in its order, by its index, which is made if missing."""
    try:
        return list(_index(path, cache_folder=cache_folder).references())
    except damage():
        forget_index(Path(path), cache_folder=cache_folder)
        return list(_index(path, cache_folder=cache_folder).references())


def _search(path: str, tree: Query, *, cache_folder: Path, limit: int) -> SearchResult:
    """The hits in one library; an index that turns out to be damaged is made anew."""
    try:
        return _index(path, cache_folder=cache_folder).search(tree, limit=limit)
    except damage():
        forget_index(Path(path), cache_folder=cache_folder)
        return _index(path, cache_folder=cache_folder).search(tree, limit=limit)


def _index(path: str, *, cache_folder: Path) -> Index:
    if path == STDIN:
        return Index.in_memory(_items(read_text(path)))
    if not Path(path).is_file():
        read_text(path)  # says what is the matter, and what else there is
        raise LibraryError(f"{path}: not a regular file")
    return open_index(
        Path(path), cache_folder=cache_folder, read=lambda data: _items(decode(data, path=path))
    )


def _items(source: SourceText) -> list[IndexItem]:
    """The items of a file in any format; FormatError where nothing in it is readable."""
    # The scanner costs 20 ms at import; with an index that is up to date nobody needs it.
    from mscref.formats.registry import guess_format
    from mscref.library.items import items_of_bibtex, items_of_references

    row = guess_format(source.text, path=source.path)
    items = items_of_bibtex(source.text, path=source.path) if row and row.is_bibtex else []
    return items or items_of_references(_read(source))


def _read(source: SourceText) -> list[Reference]:
    from mscref.app.library import read_references

    result = read_references(source)
    if not result.references and result.diagnostics:
        raise FormatError(
            f"{source.path}: nothing in it could be read", diagnostics=tuple(result.diagnostics)
        )
    return result.references
