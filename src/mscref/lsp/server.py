"""The server: what is open, three threads for what takes time, and findings as they come.

The thread of the protocol only passes on; `prompt` looks into open documents for what an editor
waits for, `quick` reads libraries and checks entries, `slow` checks whole libraries and asks the
sources. What they are given never changes, so nothing is locked here.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from mscref import __version__
from mscref.app.workspace.index import KeyIndex
from mscref.app.workspace.libraries import Unreadable
from mscref.app.workspace.manuscript import OpenDocument
from mscref.app.workspace.shown import Shown
from mscref.app.workspace.texts import EditorText
from mscref.app.workspace.verdicts import Verdicts
from mscref.app.workspace.workspace import OpenFile, Shelf, Workspace
from mscref.lsp.convert import path_of, range_of, units_of, uri_of
from mscref.lsp.protocol import Protocol

_T = TypeVar("_T")
_SHORT = 50_000  # characters of a document that takes no longer than to ask another thread
SOON = 0.02  # seconds that an editor is let wait for the newest state of a large library


class Server(LanguageServer):
    """One connection to an editor."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__(
            "mscref", __version__, types.TextDocumentSyncKind.Incremental, protocol_cls=Protocol
        )
        self.mscref = Workspace(environ)
        self.shown = Shown()
        self.verdicts = Verdicts(environ)
        self.uris: dict[str, str] = {}
        self.stopping = threading.Event()
        self.look_again: Callable[[], None] = lambda: None  # has all open files checked anew
        self._prompt = ThreadPoolExecutor(1, "prompt")
        self._quick = ThreadPoolExecutor(1, "quick")
        self._slow = ThreadPoolExecutor(1, "slow")
        self._tasks: set[asyncio.Task[None]] = set()

    # ---------------------------------------------------------------- the client's words

    @property
    def units(self) -> str:
        """In what the client counts characters."""
        return units_of(self.protocol.workspace.position_encoding)

    def uri(self, path: str) -> str:
        """The address of a file, as the client spells it where it has it open."""
        return self.uris.get(path) or uri_of(path)

    def file(self, uri: str) -> tuple[str, OpenFile | None]:
        """The path that an address means, and the file if it is open."""
        path = path_of(uri)
        return path, self.mscref.files.get(path)

    def document(self, uri: str) -> OpenDocument | None:
        """The document that is open at an address."""
        return self.mscref.manuscript(path_of(uri))

    def offset(self, text: EditorText, position: types.Position) -> int:
        """The offset of a place that the client names."""
        return text.offset(position.line, position.character, self.units)

    def range(self, text: EditorText, start: int, end: int) -> types.Range:
        """A stretch of a text as the client takes it."""
        return range_of(text, start, end, self.units)

    # ---------------------------------------------------------------- threads

    async def promptly(self, document: OpenDocument, work: Callable[[], _T]) -> _T:
        """What an editor waits for, and takes no time but in a long document."""
        if len(document.text.text) < _SHORT:
            return work()
        return await asyncio.get_running_loop().run_in_executor(self._prompt, work)

    async def quickly(self, work: Callable[[], _T]) -> _T:
        """What takes a moment: reading a library."""
        return await asyncio.get_running_loop().run_in_executor(self._quick, work)

    async def slowly(self, work: Callable[[], _T]) -> _T:
        """What takes its time: all rules, and the sources."""
        return await asyncio.get_running_loop().run_in_executor(self._slow, work)

    def spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Start a coroutine that nobody waits for, and keep it until it ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def end(self) -> None:
        """Stop what is under way; the processes that were started end, too."""
        self.stopping.set()
        self._prompt.shutdown(wait=False, cancel_futures=True)
        self._quick.shutdown(wait=False, cancel_futures=True)
        self._slow.shutdown(wait=True, cancel_futures=True)

    # ---------------------------------------------------------------- libraries

    async def shelf(self, document: OpenDocument) -> Shelf:
        """The libraries of a document, read where they changed."""
        return Shelf(await self.libraries(await self.library_paths(document)))

    async def shelf_at_hand(self, document: OpenDocument) -> tuple[Shelf, bool]:
        """The libraries of a document, and whether they are as they are now.

        A large library that changed a moment ago is still being read: what is listed or shown
        meanwhile is of the state before, for nobody waits a second at a key stroke.
        """
        paths = await self.library_paths(document)
        reading = asyncio.ensure_future(self.libraries(paths))
        known = [self.mscref.libraries.latest(path) for path in paths]
        kept = [one for one in known if one is not None]
        done, _ = await asyncio.wait([reading], timeout=SOON if len(kept) == len(paths) else None)
        return (Shelf(reading.result()), True) if done else (Shelf(kept), False)

    async def library_paths(self, document: OpenDocument) -> tuple[str, ...]:
        """The libraries of a document; its front matter is read for it."""
        return await self.promptly(document, partial(self.mscref.library_paths, document))

    async def libraries(self, paths: Sequence[str]) -> list[KeyIndex | Unreadable]:
        """The libraries at these paths; at once where they are known."""
        if self.mscref.ready(paths):
            return self.mscref.read(paths)
        return await self.quickly(partial(self.mscref.read, paths))

    async def library(self, path: str) -> KeyIndex | Unreadable:
        """The library at one path."""
        return (await self.libraries([path]))[0]

    def say_complaints(self) -> None:
        """Say to the person what is wrong with the settings; each once."""
        for one in self.mscref.complaints():
            said = f"mscref: {one}"[:1000]
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, said))

    def report_server_error(self, error: Exception, source: object) -> None:
        """Say in the client's log what could not be done; nothing pops up."""
        message = f"mscref: {type(error).__name__}: {error}".splitlines()[0][:500]
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))


def roots_of(params: types.InitializeParams) -> list[str]:
    """The folders that the client names."""
    named = [one.uri for one in params.workspace_folders or ()]
    if not named and params.root_uri:
        named = [params.root_uri]
    return [path_of(uri) for uri in named]
