"""What an editor changes by us: rename, code actions, and the commands behind them."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from lsprotocol import types

from mscref.app.workspace import changes as changing
from mscref.app.workspace.changes import Changes
from mscref.app.workspace.document_findings import cited_references, near_keys
from mscref.app.workspace.index import BibIndex
from mscref.app.workspace.library_findings import choice_of
from mscref.app.workspace.manuscript import OpenDocument
from mscref.app.workspace.verdicts import judged, network
from mscref.errors import NotFoundError, UsageError
from mscref.library.bibfile import check_key
from mscref.library.delta import TextSplice
from mscref.lsp.convert import edits_of, path_of
from mscref.lsp.reading import cited_places, key_under
from mscref.lsp.server import Server
from mscref.model.identifiers import Identifier, parse_identifier
from mscref.model.reference import Reference
from mscref.report import ReportItem

_NAMED = re.compile(r"`([^`]+)`")
_BATCH = 10  # references that are asked for between two looks at whether to go on
FIX_ALL = "source.fixAll.mscref"

VERIFY, ADD, COMPLETE, MERGE, CITED = (
    "mscref.verify", "mscref.add", "mscref.complete", "mscref.merge", "mscref.cited",
)  # fmt: skip


def workspace_edit(server: Server, found: Changes) -> types.WorkspaceEdit:
    """Changes as the client takes them: with the versions of open files where it knows such."""
    edits = {
        path: edits_of(found.texts[path], splices, server.units)
        for path, splices in found.splices.items()
    }
    workspace = server.client_capabilities.workspace
    knows = workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes
    if not knows:
        return types.WorkspaceEdit(changes={server.uri(path): one for path, one in edits.items()})
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(
                    uri=server.uri(path), version=_version(server, path)
                ),
                list(one),
            )
            for path, one in edits.items()
        ]
    )


def _version(server: Server, path: str) -> int | None:
    file = server.mscref.files.get(path)
    return file.version if file else None


# ---------------------------------------------------------------- rename


async def prepare_rename(
    server: Server, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    """The key at a place, if it has an entry that can be given another."""
    found = await key_under(server, params.text_document.uri, params.position)
    if found is None or not found[1]:
        return None
    return types.PrepareRenamePlaceholder(range=found[2], placeholder=found[0])


async def rename(server: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """The key under the cursor with another name, in its library and where it is cited."""
    found = await key_under(server, params.text_document.uri, params.position)
    if found is None:
        return None
    key, library, _ = found
    check_key(params.new_name)
    index = await _bib(server, library)
    work = partial(_rename, server, index, key, params.new_name)
    return workspace_edit(server, await server.quickly(work))


def _rename(server: Server, index: BibIndex, key: str, new: str) -> Changes:
    return changing.rename(index, server.mscref.citing(index.path), key, new)


async def _bib(server: Server, path: str) -> BibIndex:
    """The library; raises UsageError for one that is not in BibTeX."""
    index = await server.library(path) if path else None
    if not isinstance(index, BibIndex):
        raise UsageError("only a library in BibTeX is changed", hint="there is none for this key")
    return index


# ---------------------------------------------------------------- code actions


async def actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """What can be done about the findings at a place."""
    path, file = server.file(params.text_document.uri)
    if file is None:
        return None
    document = server.mscref.manuscript(path)
    if document is not None:
        return await _document_actions(server, document, params)
    if server.mscref.is_library(path):
        return await _library_actions(server, path, params)
    return None


async def _document_actions(
    server: Server, document: OpenDocument, params: types.CodeActionParams
) -> list[types.CodeAction]:
    offset = server.offset(document.text, params.range.start)
    place = await server.promptly(document, partial(document.key_at, offset))
    if place is None:
        return []
    shelf = await server.shelf(document)
    if shelf.holding(place.key) is not None or place.key in document.own_keys:
        return [_ask_about(params.text_document.uri, place.key)]
    about = [one for one in params.context.diagnostics if one.code == "unknown-key"]
    found = []
    if isinstance(parse_identifier(place.key), Identifier):
        arguments: list[Any] = [params.text_document.uri, place.key]
        command = types.Command("Add", ADD, arguments=arguments)
        found.append(_action(f"Look `{place.key}` up and add it", about, command=command))
    for near in await server.quickly(partial(near_keys, place.key, shelf.keys())):
        changes = Changes()
        splice = TextSplice(place.start, place.end, near)
        changes.add(document.path, document.text, [splice])
        edit = workspace_edit(server, changes)
        found.append(_action(f"Cite `{near}`", about, edit=edit))
    return found


async def _library_actions(
    server: Server, path: str, params: types.CodeActionParams
) -> list[types.CodeAction]:
    index = await _bib(server, path)
    choice = choice_of(server.mscref.config(path))
    wanted = params.context.only or ()
    if any(one.startswith("source") for one in wanted):
        year = time.localtime().tm_year
        splices = await server.quickly(partial(changing.all_repairs, index, choice, year))
        changes = Changes()
        changes.add(path, index.text, splices)
        edit = workspace_edit(server, changes)
        return [types.CodeAction("Make all safe repairs", FIX_ALL, edit=edit)] if splices else []
    entry = index.entry_at(server.offset(index.text, params.range.start))
    if entry is None:
        return []
    found = []
    for one in changing.repairs(index, entry, choice):
        changes = Changes()
        changes.add(path, index.text, one.splices)
        about = [each for each in params.context.diagnostics if each.code == one.code]
        title = f"Repair {one.code}: {one.message}"[:120]
        found.append(_action(title, about, edit=workspace_edit(server, changes)))
    found += _merging(index, entry.key, params)
    arguments: list[Any] = [params.text_document.uri, entry.key]
    command = types.Command("Complete", COMPLETE, arguments=arguments)
    found.append(_action(f"Complete `{entry.key}` from the sources", [], command=command))
    found.append(_ask_about(params.text_document.uri, entry.key))
    return found


def _merging(
    index: BibIndex, key: str, params: types.CodeActionParams
) -> Iterator[types.CodeAction]:
    """Merge an entry with those that a finding takes for the same work."""
    for one in params.context.diagnostics:
        if one.code not in ("work-duplicate", "doi-duplicate", "key-duplicate"):
            continue
        others = [name for name in _NAMED.findall(one.message) if name in index.by_key]
        for other in dict.fromkeys(others):
            if other != key:
                arguments: list[Any] = [params.text_document.uri, other, key]
                command = types.Command("Merge", MERGE, arguments=arguments)
                yield _action(f"Merge `{key}` with `{other}`", [one], command=command)


def _ask_about(uri: str, key: str) -> types.CodeAction:
    arguments: list[Any] = [uri, key]
    return types.CodeAction(
        f"Ask the sources about `{key}`",
        types.CodeActionKind.Empty,
        command=types.Command("Verify", VERIFY, arguments=arguments),
    )


def _action(
    title: str,
    about: list[types.Diagnostic],
    *,
    edit: types.WorkspaceEdit | None = None,
    command: types.Command | None = None,
) -> types.CodeAction:
    kind = types.CodeActionKind.QuickFix
    return types.CodeAction(title, kind, diagnostics=about, edit=edit, command=command)


# ---------------------------------------------------------------- commands


async def execute(server: Server, params: types.ExecuteCommandParams) -> object:
    """Do what a command says; its first argument is the address of a file."""
    words = [str(one) for one in params.arguments or ()]
    command = COMMANDS.get(params.command)
    if command is None:
        raise NotFoundError(f"there is no command `{params.command}`")
    if not words:
        raise UsageError(f"`{params.command}` needs the address of a file")
    return await command(server, words[0], words[1:])


async def _verify(server: Server, uri: str, keys: Sequence[str]) -> dict[str, str]:
    """Ask the sources about the keys, or about all that the file has; the verdicts by key."""
    path = path_of(uri)
    references = [one for one in await _of_file(server, path) if not keys or one.id in keys]
    settings = network(server.mscref.config(path), server.mscref.environ)
    verdicts: dict[str, str] = {}
    for start in range(0, len(references), _BATCH):
        some = references[start : start + _BATCH]
        items: list[ReportItem] = await server.slowly(partial(judged, some, settings))
        server.verdicts.put(some, items)
        verdicts.update({one.id: item.code for one, item in zip(some, items, strict=True)})
        if server.stopping.is_set():
            break
    server.look_again()
    return verdicts


async def _of_file(server: Server, path: str) -> list[Reference]:
    document = server.mscref.manuscript(path)
    if document is not None:
        shelf = await server.shelf(document)
        return await server.quickly(partial(cited_references, document, shelf))
    index = await _bib(server, path)
    return await server.quickly(
        lambda: [one for one in map(index.reference, index.by_key) if one is not None]
    )


async def _add(server: Server, uri: str, words: Sequence[str]) -> str:
    """Look an identifier up, append the work to the library, and cite it by its key."""
    path = path_of(uri)
    document = server.mscref.manuscript(path)
    paths = await server.library_paths(document) if document else (path,)
    if not words or not paths:
        raise UsageError("say which identifier is to be added, in a document with a library")
    index = await _bib(server, paths[0])
    settings = network(server.mscref.config(path), server.mscref.environ)
    key, splices = await server.slowly(partial(changing.added, index, words[0], settings))
    found = Changes()
    found.add(index.path, index.text, splices)
    if document is not None and key and words[0] in document.places:
        cites = changing.citation_splices(document, {words[0]: key})
        found.add(document.path, document.text, cites)
    await _apply(server, found, f"mscref: add {words[0]}")
    return key


async def _complete(server: Server, uri: str, keys: Sequence[str]) -> bool:
    path = path_of(uri)
    index = await _bib(server, path)
    if not keys:
        raise UsageError("say which entry is to be completed")
    settings = network(server.mscref.config(path), server.mscref.environ)
    splices = await server.slowly(partial(changing.completed, index, keys[0], settings))
    found = Changes()
    found.add(path, index.text, splices)
    return await _apply(server, found, f"mscref: complete {keys[0]}")


async def _merge(server: Server, uri: str, keys: Sequence[str]) -> bool:
    path = path_of(uri)
    index = await _bib(server, path)
    if len(keys) < 2:
        raise UsageError("say which entries are to be merged")
    renamed, splices = await server.slowly(partial(changing.merged, index, keys))
    found = Changes()
    found.add(path, index.text, splices)
    for one in await server.quickly(lambda: list(server.mscref.citing(path)) if renamed else []):
        found.add(one.path, one.text, changing.citation_splices(one, renamed))
    return await _apply(server, found, f"mscref: merge {' and '.join(keys)}")


async def _cited(server: Server, uri: str, keys: Sequence[str]) -> list[types.Location]:
    path = path_of(uri)
    return await server.quickly(partial(cited_places, server, keys[0] if keys else "", path))


async def _apply(server: Server, found: Changes, label: str) -> bool:
    """Have the client make the changes; False where there are none or it would not."""
    if not found.splices:
        return False
    edit = workspace_edit(server, found)
    params = types.ApplyWorkspaceEditParams(edit, label)
    return (await server.workspace_apply_edit_async(params)).applied


COMMANDS: Mapping[str, Callable[[Server, str, Sequence[str]], Awaitable[object]]] = {
    VERIFY: _verify, ADD: _add, COMPLETE: _complete, MERGE: _merge, CITED: _cited,
}  # fmt: skip
