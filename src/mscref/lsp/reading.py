"""What an editor asks: completion, hover, where a key stands and who cites it, lists of entries."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from functools import partial

from lsprotocol import types

from mscref.app.overview import row_of
from mscref.app.workspace.document_findings import near_keys
from mscref.app.workspace.index import BibIndex, KeyIndex
from mscref.app.workspace.manuscript import KeyPlace, OpenDocument
from mscref.app.workspace.shown import hover_text, search_words, style_of, summary
from mscref.app.workspace.workspace import Shelf
from mscref.formats.bibtex.blocks import Entry
from mscref.lsp.convert import path_of
from mscref.lsp.server import SOON, Server
from mscref.model.reference import Reference
from mscref.report import ReportItem

_MOST_ITEMS = 100
_MOST_SYMBOLS = 200
_MOST_LENSES = 2000
_WAIT = 0.3  # seconds that a hover waits for a verdict that is not known yet


# ---------------------------------------------------------------- completion


async def complete(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """The entries that a key which is being typed may mean; None outside of citations."""
    document = server.document(params.text_document.uri)
    if document is None:
        return None
    offset = server.offset(document.text, params.position)
    slot = await server.promptly(document, partial(document.slot_at, offset))
    if slot is None:
        return None
    shelf, is_newest = await server.shelf_at_hand(document)
    span = server.range(document.text, slot.start, slot.end)
    items: dict[str, types.CompletionItem] = {}
    for index in shelf.indexes:
        for key in await _found(server, index, slot.prefix):
            if key not in items:
                items[key] = _item(index, key, len(items), span, document.path)
    is_all = is_newest and sum(len(one.by_key) for one in shelf.indexes) <= _MOST_ITEMS
    return types.CompletionList(is_incomplete=not is_all, items=list(items.values()))


async def _found(server: Server, index: KeyIndex, prefix: str) -> list[str]:
    """The keys that come into question; all of a small library, which the client filters.

    While the words of a large library are still being read, what its keys say.
    """
    word = prefix if len(index.by_key) > _MOST_ITEMS else ""
    if not isinstance(index, BibIndex) or not word or index.is_searchable:
        return index.find(word, _MOST_ITEMS)
    searching = asyncio.ensure_future(server.quickly(partial(index.find, word, _MOST_ITEMS)))
    done, _ = await asyncio.wait([searching], timeout=SOON)
    return searching.result() if done else index.keys_with(word, _MOST_ITEMS)


def _item(
    index: KeyIndex, key: str, number: int, span: types.Range, path: str
) -> types.CompletionItem:
    reference = index.reference(key)
    return types.CompletionItem(
        label=key,
        kind=types.CompletionItemKind.Reference,
        detail=summary(row_of(reference)) if reference else None,
        filter_text=search_words(reference) if reference else key,
        sort_text=f"{number:04}",
        text_edit=types.TextEdit(span, key),
        data={"path": path, "key": key},
    )


async def resolve(server: Server, item: types.CompletionItem) -> types.CompletionItem:
    """The item with the formatted entry."""
    data = item.data if isinstance(item.data, dict) else {}
    document = server.mscref.manuscript(str(data.get("path", "")))
    if document is None:
        return item
    key = str(data.get("key", ""))
    index = (await server.shelf(document)).holding(key)
    reference = index.reference(key) if index else None
    if reference is not None:
        style = style_of(server.mscref, document.path, document)
        value = server.shown.entry(reference, style)
        item.documentation = types.MarkupContent(types.MarkupKind.Markdown, value)
    return item


# ---------------------------------------------------------------- hover


async def hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    """The entry under the cursor, formatted, with what is known about the work."""
    path, file = server.file(params.text_document.uri)
    if file is None:
        return None
    offset = server.offset(file.text, params.position)
    document = server.mscref.manuscript(path)
    if document is not None:
        place = await server.promptly(document, partial(document.key_at, offset))
        return await _hover_key(server, document, place) if place else None
    if server.mscref.is_library(path):
        return await _hover_entry(server, path, offset)
    return None


async def _hover_key(server: Server, document: OpenDocument, place: KeyPlace) -> types.Hover | None:
    shelf, _ = await server.shelf_at_hand(document)
    index = shelf.holding(place.key)
    span = server.range(document.text, place.start, place.end)
    reference = index.reference(place.key) if index else None
    if reference is None:
        if place.key in document.own_keys or not list(document.cites({place.key: None})):
            return None
        near = ", ".join(near_keys(place.key, shelf.keys()))
        said = f"`{place.key}` is not in the bibliography"
        return _hover(f"{said}; did you mean {near}?" if near else said, span)
    return await _hover_reference(server, document.path, document, reference, span)


async def _hover_entry(server: Server, path: str, offset: int) -> types.Hover | None:
    index = await server.library(path)
    if not isinstance(index, BibIndex):
        return None
    entry = index.entry_at(offset)
    reference = index.reference(entry.key) if entry else None
    if entry is None or reference is None:
        return None
    span = server.range(index.text, entry.key_start, entry.key_end)
    return await _hover_reference(server, path, None, reference, span)


async def _hover_reference(
    server: Server,
    path: str,
    document: OpenDocument | None,
    reference: Reference,
    span: types.Range,
) -> types.Hover:
    formatted = server.shown.entry(reference, style_of(server.mscref, path, document))
    return _hover(hover_text(formatted, reference, await _verdict(server, path, reference)), span)


async def _verdict(server: Server, path: str, reference: Reference) -> ReportItem | None:
    """The verdict of kept answers; None where none is known soon enough."""
    known = server.verdicts.remembered(reference)
    if known is None:
        config = server.mscref.config(path)
        asked = server.slowly(partial(server.verdicts.known, [reference], config))
        try:
            found = await asyncio.wait_for(asyncio.shield(asyncio.ensure_future(asked)), _WAIT)
        except TimeoutError:
            return None
        known = found.get(reference.id)
    return None if known is None or known.code == "unknown" else known


def _hover(text: str, span: types.Range) -> types.Hover:
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), span)


# ---------------------------------------------------------------- places


async def key_under(
    server: Server, uri: str, position: types.Position
) -> tuple[str, str, types.Range] | None:
    """The key at a place, the library that has it ("" for none), and the range of the key."""
    path, file = server.file(uri)
    if file is None:
        return None
    offset = server.offset(file.text, position)
    document = server.mscref.manuscript(path)
    if document is not None:
        place = await server.promptly(document, partial(document.key_at, offset))
        if place is None:
            return None
        holding = (await server.shelf(document)).holding(place.key)
        span = server.range(document.text, place.start, place.end)
        return place.key, holding.path if holding else "", span
    index = await server.library(path) if server.mscref.is_library(path) else None
    entry = index.entry_at(offset) if isinstance(index, BibIndex) else None
    if entry is None or index is None or not entry.key_start <= offset <= entry.key_end:
        return None
    span = server.range(file.text, entry.key_start, entry.key_end)
    return entry.key, path, span


async def definition(server: Server, params: types.DefinitionParams) -> types.Location | None:
    """Where the entry stands."""
    found = await key_under(server, params.text_document.uri, params.position)
    if found is None or not found[1]:
        return None
    return entry_location(server, await server.library(found[1]), found[0])


def entry_location(server: Server, index: object, key: str) -> types.Location | None:
    """Where the key of an entry stands in its library."""
    place = getattr(index, "place", lambda _: None)(key)
    if place is None:
        return None
    path, text = index.path, index.text  # type: ignore[attr-defined]  # it has a place: an KeyIndex
    return types.Location(server.uri(path), server.range(text, *place))


async def references(server: Server, params: types.ReferenceParams) -> list[types.Location] | None:
    """Every place that cites the key; the entry itself where the client asks for it."""
    found = await key_under(server, params.text_document.uri, params.position)
    if found is None:
        return None
    key, library, _ = found
    places = await server.quickly(partial(cited_places, server, key, library))
    if params.context.include_declaration and library:
        entry = entry_location(server, await server.library(library), key)
        places = [*([entry] if entry else []), *places]
    return places


def cited_places(server: Server, key: str, library: str) -> list[types.Location]:
    """Where documents cite a key of a library; of a key that none has, where any cites it."""
    documents = server.mscref.citing(library) if library else server.mscref.manuscripts()
    return [
        types.Location(server.uri(one.path), server.range(one.text, start, end))
        for one in documents
        for start, end in one.places.get(key, ())
    ]


# ---------------------------------------------------------------- lists


async def document_symbols(
    server: Server, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | None:
    """The entries of a library in its order."""
    path, file = server.file(params.text_document.uri)
    if file is None or not server.mscref.is_library(path):
        return None
    index = await server.library(path)
    return await server.quickly(partial(_symbols, server, index))


def _symbols(server: Server, index: object) -> list[types.DocumentSymbol] | None:
    if not isinstance(index, BibIndex):
        return None
    found = []
    for entry in index.entries:
        whole = server.range(index.text, entry.start, entry.end)
        key = server.range(index.text, entry.key_start, entry.key_end)
        reference = index.reference(entry.key) if len(index.entries) <= _MOST_LENSES else None
        detail = summary(row_of(reference)) if reference else entry.type
        kind = types.SymbolKind.Constant
        found.append(types.DocumentSymbol(entry.key, kind, whole, key, detail=detail))
    return found


async def workspace_symbols(
    server: Server, params: types.WorkspaceSymbolParams
) -> list[types.WorkspaceSymbol]:
    """Entries of all libraries in use that hold the words."""
    shelf = Shelf(await server.libraries(await server.quickly(server.mscref.all_libraries)))
    return await server.quickly(
        lambda: list(_matching(server, shelf, params.query))[:_MOST_SYMBOLS]
    )


def _matching(server: Server, shelf: Shelf, query: str) -> Iterator[types.WorkspaceSymbol]:
    words = query.split() or [""]
    for index in shelf.indexes:
        found = [index.find(word, _MOST_SYMBOLS if len(words) == 1 else 100_000) for word in words]
        others = [set(one) for one in found[1:]]
        for key in found[0]:
            location = entry_location(server, index, key)
            if location is not None and all(key in one for one in others):
                reference = index.reference(key)
                name = summary(row_of(reference)) if reference else ""
                yield types.WorkspaceSymbol(
                    location, f"{key} {name}".strip(), types.SymbolKind.Constant
                )


async def lenses(server: Server, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """How often each entry of a library is cited; of a large one only those that are."""
    path = path_of(params.text_document.uri)
    if not server.mscref.is_library(path) or path not in server.mscref.files:
        return None
    index = await server.library(path)
    if not isinstance(index, BibIndex):
        return None
    counts = await server.quickly(partial(cited_counts, server, path))
    if counts is None:
        return []
    entries: Sequence[Entry] = index.entries
    if len(entries) > _MOST_LENSES:
        entries = [index.entries[at] for at, key in enumerate(index.keys) if counts.get(key)]
    return [
        types.CodeLens(
            server.range(index.text, one.key_start, one.key_end),
            types.Command(
                _times(counts.get(one.key, 0)),
                "mscref.cited",
                arguments=[params.text_document.uri, one.key],
            ),
        )
        for one in entries
    ]


def cited_counts(server: Server, library: str) -> dict[str, int] | None:
    """How often documents cite each key of a library; None where no document has it."""
    counts: dict[str, int] = {}
    is_known = False
    for document in server.mscref.citing(library):
        is_known = True
        for key, places in document.places.items():
            counts[key] = counts.get(key, 0) + len(places)
    return counts if is_known else None


def _times(count: int) -> str:
    return "not cited" if not count else "cited once" if count == 1 else f"cited {count} times"
