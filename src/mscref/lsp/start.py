"""The features of the server, and how it is started."""

from __future__ import annotations

import functools
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, BinaryIO, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from mscref.errors import MscrefError
from mscref.lsp import changing, reading
from mscref.lsp.convert import changed, path_of
from mscref.lsp.diagnostics import Diagnostics
from mscref.lsp.port import PortServer, end_politely_when_told, listen
from mscref.lsp.protocol import BoundedInput
from mscref.lsp.server import Server, roots_of

_FAILED = -32803  # RequestFailed of the protocol: a sound request that cannot be met
_WATCHED = "**/*.{bib,json,yaml,yml,ris,md,qmd,Rmd,rmd,tex,typ,org,toml}"

_QUESTIONS: Mapping[str, tuple[Callable[..., Awaitable[Any]], object]] = {
    types.TEXT_DOCUMENT_COMPLETION: (
        reading.complete,
        types.CompletionOptions(trigger_characters=list("@{,<"), resolve_provider=True),
    ),
    types.COMPLETION_ITEM_RESOLVE: (reading.resolve, None),
    types.TEXT_DOCUMENT_HOVER: (reading.hover, None),
    types.TEXT_DOCUMENT_DEFINITION: (reading.definition, None),
    types.TEXT_DOCUMENT_REFERENCES: (reading.references, None),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (reading.document_symbols, None),
    types.WORKSPACE_SYMBOL: (reading.workspace_symbols, None),
    types.TEXT_DOCUMENT_PREPARE_RENAME: (changing.prepare_rename, None),
    types.TEXT_DOCUMENT_RENAME: (changing.rename, types.RenameOptions(prepare_provider=True)),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        changing.actions,
        types.CodeActionOptions([types.CodeActionKind.QuickFix, changing.FIX_ALL]),
    ),
    types.TEXT_DOCUMENT_CODE_LENS: (reading.lenses, types.CodeLensOptions()),
}


def make_server(environ: Mapping[str, str]) -> Server:
    """A server with all its features."""
    server = Server(environ)
    for method, (answer, options) in _QUESTIONS.items():
        server.feature(method, options)(_answering(server, answer))
    for name in changing.COMMANDS:
        server.command(name)(_answering(server, changing.execute))
    _follow(server, Diagnostics(server))
    return server


def serve(environ: Mapping[str, str]) -> None:
    """Serve the client at stdin and stdout until it leaves."""
    _prepare()
    server = make_server(environ)
    # The server closes what it writes to; the stream of the process is for others to flush.
    output = open(os.dup(sys.stdout.fileno()), "wb")  # noqa: PTH123, SIM115
    try:
        server.start_io(cast("BinaryIO", BoundedInput(sys.stdin.buffer)), output)
    finally:
        server.end()


def _prepare() -> None:
    """Have the process be one that answers: its log is the client's, and threads give way soon."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    # A thread that reads a large library lets those that answer wait so long, at every turn.
    sys.setswitchinterval(0.0005)


def serve_port(environ: Mapping[str, str], port: int, ready: Callable[[], None]) -> None:
    """Serve clients at a port of this machine until somebody interrupts; `ready` is called when
    they can come. UsageError where nothing can listen there."""
    _prepare()
    listener = listen(port)
    end_politely_when_told()
    ready()
    PortServer(make_server, environ).serve(listener)


def _answering(
    server: Server, answer: Callable[..., Awaitable[Any]]
) -> Callable[[Any], Awaitable[Any]]:
    """A handler; what mscref cannot do becomes an answer that says so."""

    @functools.wraps(answer)
    async def handle(params: Any) -> Any:  # noqa: ANN401 — of any feature
        try:
            return await answer(server, params)
        except MscrefError as error:
            said = f"{error.message} ({error.hint})" if error.hint else error.message
            raise JsonRpcException(said, code=_FAILED) from None

    del handle.__wrapped__  # its signature has the server, too
    return handle


def _follow(server: Server, diagnostics: Diagnostics) -> None:
    """Follow what the client opens, changes, saves and closes."""
    server.look_again = diagnostics.all_soon

    @server.feature(types.INITIALIZE)
    def start(params: types.InitializeParams) -> None:
        server.mscref.set_roots(roots_of(params))

    @server.feature(types.INITIALIZED)
    def watch(params: types.InitializedParams) -> None:
        del params
        if _can_watch(server.client_capabilities):
            pattern = types.FileSystemWatcher(_WATCHED)
            options = types.DidChangeWatchedFilesRegistrationOptions([pattern])
            name = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registration = types.Registration("mscref-files", name, options)
            server.client_register_capability(types.RegistrationParams([registration]))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        one = params.text_document
        path = path_of(one.uri)
        server.uris[path] = one.uri
        server.mscref.open(path, one.text, version=one.version, language=str(one.language_id))
        diagnostics.soon(path, 0)
        diagnostics.related_soon(path)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def edited(params: types.DidChangeTextDocumentParams) -> None:
        path, file = server.file(params.text_document.uri)
        if file is None:  # a client that changes what it never opened
            return
        text = changed(file.text, params.content_changes, server.units)
        server.mscref.change(path, text, params.text_document.version)
        diagnostics.soon(path)
        diagnostics.related_soon(path)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        diagnostics.related_soon(path_of(params.text_document.uri))

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        server.mscref.close(path)
        diagnostics.closed(path)
        server.uris.pop(path, None)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def on_disk(params: types.DidChangeWatchedFilesParams) -> None:
        del params
        diagnostics.all_soon()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def moved(params: types.DidChangeWorkspaceFoldersParams) -> None:
        del params
        folders = server.protocol.workspace.folders.values()
        server.mscref.set_roots([path_of(one.uri) for one in folders])
        diagnostics.all_soon()


def _can_watch(client: types.ClientCapabilities) -> bool:
    watching = client.workspace and client.workspace.did_change_watched_files
    return bool(watching and watching.dynamic_registration)
