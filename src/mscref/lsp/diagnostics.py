"""When a file is looked at anew, and what is published about it.

A file is checked when nobody typed in it for a moment. Of a library first comes what is soon said,
then what looks across entries; of a document first what its libraries lack, then what is known
about the works.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from lsprotocol import types

from mscref.app.workspace.document_findings import (
    cited_references,
    document_marks,
    unreadable,
    verdict_marks,
)
from mscref.app.workspace.elsewhere import checked_elsewhere
from mscref.app.workspace.index import BibIndex
from mscref.app.workspace.library_findings import (
    LARGE,
    EntryFindings,
    checked_here,
    choice_of,
    kept_marks,
    merged,
    quick_marks,
    uncited_marks,
    verdict_marks_of,
)
from mscref.app.workspace.manuscript import OpenDocument
from mscref.app.workspace.marks import MOST_MARKS, EditorMark, bounded
from mscref.app.workspace.texts import EditorText
from mscref.config import Config
from mscref.errors import MscrefError
from mscref.lsp.convert import diagnostic_of
from mscref.lsp.server import Server
from mscref.model.reference import Reference

_PAUSE = 0.15  # seconds without typing before a file is looked at
_LONG_PAUSE = 1.0  # before a whole library is checked
_QUICK = 0.2  # seconds that the first look at a library may take
_MOST_JUDGED = 5000  # entries of a library whose kept answers are compared


@dataclass(slots=True)
class _Checked:
    """What is known of one library: the parts that are published together."""

    index: BibIndex
    quick: Sequence[EditorMark] = ()
    whole: Sequence[EditorMark] = ()
    is_whole: bool = False
    more: dict[str, Sequence[EditorMark]] = field(default_factory=dict)


class Diagnostics:
    """The checks that are under way, one for each file."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._running: dict[str, asyncio.Task[None]] = {}
        self._findings: dict[tuple[object, ...], EntryFindings] = {}
        self._checked: dict[str, _Checked] = {}

    def soon(self, path: str, pause: float = _PAUSE) -> None:
        """Look at a file when nobody typed in it for a moment."""
        self.cancel(path)
        self._running[path] = self._server.spawn(self._check(path, pause))

    def all_soon(self) -> None:
        """Look at every open file: something changed on the disk."""
        self._server.mscref.forget_wholes()
        for path in list(self._server.mscref.files):
            self.soon(path, 2 * _PAUSE)

    def related_soon(self, path: str) -> None:
        """Look at what a change of this file concerns: the documents of a library, the libraries
        of a document."""
        is_library = self._server.mscref.is_library(path)
        for one in list(self._server.mscref.files):
            if one != path and self._server.mscref.is_library(one) is not is_library:
                self.soon(one, 3 * _PAUSE)

    def cancel(self, path: str) -> None:
        """Drop the check of a file."""
        task = self._running.pop(path, None)
        if task is not None:
            task.cancel()

    def closed(self, path: str) -> None:
        """Forget a file that was closed."""
        self.cancel(path)
        self._checked.pop(path, None)
        self._publish(path, [], None)

    # ---------------------------------------------------------------- checks

    async def _check(self, path: str, pause: float) -> None:
        await asyncio.sleep(pause)
        try:
            if self._server.mscref.is_library(path):
                await self._check_library(path)
            else:
                document = self._server.mscref.manuscript(path)
                if document is not None:
                    await self._check_document(document)
        except MscrefError as error:
            self._server.report_server_error(error, None)
        finally:
            self._server.say_complaints()

    async def _check_document(self, document: OpenDocument) -> None:
        try:
            shelf = await self._server.shelf(document)
        except MscrefError as error:  # several libraries may be meant
            marks = [unreadable(document, error.message, error.hint)]
            self._publish_of(document.path, document.text, self._made(document.text, marks))
            return
        marks = await self._server.quickly(partial(document_marks, document, shelf))
        self._publish_of(document.path, document.text, self._made(document.text, marks))
        config = self._server.mscref.config(document.path)
        references = await self._server.quickly(partial(cited_references, document, shelf))
        known = await self._server.slowly(partial(self._server.verdicts.known, references, config))
        if known:
            marks += verdict_marks(document, known)
            self._publish_of(document.path, document.text, self._made(document.text, marks))
        for index in shelf.indexes:  # so that the first completion finds them
            await self._server.quickly(partial(index.find, "-", 1))

    async def _check_library(self, path: str) -> None:
        index = await self._server.library(path)
        if not isinstance(index, BibIndex):
            return
        config = self._server.mscref.config(path)
        now = await self._looked_at(path, index, config)
        await self._look_further(path, now, config)

    async def _looked_at(self, path: str, index: BibIndex, config: Config) -> _Checked:
        """What is soon said of a state of a library, with what still holds of the one before.

        A function of its own, so that nothing holds the state before while the new one is checked.
        """
        before = self._checked.get(path)
        if before is not None and before.index is index:
            return before
        findings = self._entry_findings(config)
        quick = await self._server.quickly(partial(quick_marks, index, findings, _QUICK))
        now = _Checked(index, quick)
        if before is not None:
            now.whole = list(kept_marks(before.whole, before.index, index))
            now.more = {
                name: list(kept_marks(marks, before.index, index))
                for name, marks in before.more.items()
            }
        self._checked[path] = now
        await self._publish_library(path, now)
        return now

    async def _look_further(self, path: str, now: _Checked, config: Config) -> None:
        cited = await self._server.quickly(partial(self._cited, path))
        now.more["uncited"] = (
            [] if cited is None else list(islice(uncited_marks(now.index, cited), MOST_MARKS + 1))
        )
        await self._publish_library(path, now)
        if not now.is_whole:
            await asyncio.sleep(_LONG_PAUSE)
            task = asyncio.current_task()
            stopped = partial(self._is_stopped, task)
            whole = await self._server.slowly(_whole(now.index, config, stopped))
            if whole is not None:
                now.whole, now.quick, now.is_whole = whole, (), True
                await self._publish_library(path, now)
        known = await self._server.slowly(partial(self._judged, now.index, config))
        now.more["verdicts"] = known
        if known:
            await self._publish_library(path, now)

    def _judged(self, index: BibIndex, config: Config) -> list[EditorMark]:
        holds = self._server.verdicts.holds_answers(config)
        references = self._references(index) if holds else []
        return list(verdict_marks_of(index, self._server.verdicts.known(references, config)))

    @staticmethod
    def _references(index: BibIndex) -> list[Reference]:
        keys = list(dict.fromkeys(index.keys[:_MOST_JUDGED]))
        return [one for one in map(index.reference, keys) if one is not None]

    def _is_stopped(self, task: asyncio.Task[None] | None) -> bool:
        """Whether nobody waits for a check any more."""
        is_dropped = task is None or task.done() or task.cancelling() > 0
        return is_dropped or self._server.stopping.is_set()

    def _cited(self, path: str) -> set[str] | None:
        """The keys that documents cite from a library; None where all or none is known."""
        keys: set[str] = set()
        is_known = False
        for document in self._server.mscref.citing(path):
            is_known = True
            keys.update(document.places, document.said.citations.nocite)
        return keys if is_known and "*" not in keys else None

    def _entry_findings(self, config: Config) -> EntryFindings:
        """The findings about entries that are known for these settings."""
        name = (config.check_select, config.check_ignore)
        if name not in self._findings:
            self._findings[name] = EntryFindings(choice_of(config))
        return self._findings[name]

    # ---------------------------------------------------------------- publishing

    async def _publish_library(self, path: str, checked: _Checked) -> None:
        marks = merged(checked.quick, checked.whole)
        for more in checked.more.values():
            marks += more
        text = checked.index.text
        made = await self._server.quickly(partial(self._made, text, marks))
        self._publish_of(path, text, made)

    def _made(self, text: EditorText, marks: Sequence[EditorMark]) -> list[types.Diagnostic]:
        """The marks that an editor can show, as it takes them."""
        return [diagnostic_of(one, text, self._server.units) for one in bounded(marks)]

    def _publish_of(self, path: str, text: EditorText, found: list[types.Diagnostic]) -> None:
        """Publish what is about the text that the editor still has."""
        file = self._server.mscref.files.get(path)
        if file is not None and file.text is text:
            self._publish(path, found, file.version)

    def _publish(self, path: str, found: list[types.Diagnostic], version: int | None) -> None:
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                uri=self._server.uri(path), diagnostics=found, version=version
            )
        )


def _whole(
    index: BibIndex, config: Config, stopped: Callable[[], bool]
) -> Callable[[], list[EditorMark] | None]:
    """What checks a whole library; of a large one it holds the text alone."""
    if len(index.text.text) < LARGE:
        return partial(checked_here, index, config)
    return partial(checked_elsewhere, index.text.text, index.path, stopped)
