"""`push`: references of a library, sent to Zotero as new items; what is there is not doubled.

The library stays as it is. What Zotero made of each is kept where `sync` keeps what it saw the last
time, so that a sync of the same collection afterwards takes them for the same works. What crosses
the border: references and an address in; a `Pushed` out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from mscref.app import sync_memory as memory
from mscref.app.changing import Workplace
from mscref.app.push_keys import KeptKeys
from mscref.app.push_memory import known_items, remember
from mscref.app.push_target import PushChoice, address_of, target_of
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import ExitCode, LibraryError, MscrefError
from mscref.formats.zotero import read_items
from mscref.formats.zotero.item import PLACE, file_links
from mscref.formats.zotero.templates import fitted
from mscref.formats.zotero.writing import item_of
from mscref.library import files
from mscref.library.works import Known, KnownWorks
from mscref.match.pairs import features
from mscref.model.homes import ZOTERO_API, Address
from mscref.model.identifiers import bare_doi
from mscref.model.reference import Json, Reference
from mscref.sources.client import Client
from mscref.sources.settings import Settings
from mscref.sources.transport import NoConnectionError
from mscref.sources.zotero_api import (
    KEY_VARIABLE,
    LOCAL,
    WEB,
    ZoteroApi,
    ZoteroReading,
    collection_paths,
    settled,
)
from mscref.sources.zotero_push import ItemFate, ZoteroWriter

_NOT_RUNNING = f"start it; with {KEY_VARIABLE}, zotero+api: sends to zotero.org without it"
_PATIENCE = 60.0  # seconds for another push; a person may have to answer Zotero meanwhile

Fate: TypeAlias = Literal["sent", "there", "failed", "would send"]


@dataclass(frozen=True, slots=True)
class PushedReference:
    """One reference: `item` is Zotero's key for it, "" for none; `reason` says why it is so."""

    key: str
    fate: Fate
    item: str = ""
    reason: str = ""


@dataclass(slots=True)
class Pushed:
    """What became of each reference; `error` ended it before the last one was heard of.

    `payload` is what was sent, or would be.
    """

    address: str
    references: list[PushedReference] = field(default_factory=list)
    payload: list[dict[str, Json]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    error: MscrefError | None = None

    @property
    def exit_code(self) -> ExitCode:
        """Done, problems where some failed; where all did, or it ended, that of the service."""
        if self.error is not None:
            return self.error.exit_code
        failed = sum(one.fate == "failed" for one in self.references)
        if not failed:
            return ExitCode.DONE
        return ExitCode.SOURCE if failed == len(self.references) else ExitCode.PROBLEMS


@dataclass(frozen=True, slots=True)
class _There:
    """What Zotero has: the paths of its collections by their keys, and its works."""

    paths: Mapping[str, str]
    works: Sequence[Reference]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(map(memory.name_there, self.works))


def push(
    references: Sequence[Reference], choice: PushChoice, place: Workplace, settings: Settings
) -> Pushed:
    """Send references; raises what stands in the way of all of them before anything was sent.

    Of two processes one waits: what each of them found missing there, both would send.
    """
    address = address_of(choice.to)
    with ExitStack() as held:
        if not choice.dry_run:
            held.enter_context(_alone(place.state_folder / "push"))
        return _pushed(references, choice, address, place=place, settings=settings)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other push of this user meanwhile; where nothing can be kept, nothing is locked."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        yield
        return
    with files.locked(folder / "to Zotero", wait_seconds=_PATIENCE):
        yield


def _pushed(
    references: Sequence[Reference],
    choice: PushChoice,
    address: Address,
    *,
    place: Workplace,
    settings: Settings,
) -> Pushed:
    client = Client(settings)
    service = WEB if address.scheme == ZOTERO_API and settings.zotero_key else LOCAL
    try:
        api = ZoteroApi(client, service)
        keys = KeptKeys(place.state_folder / "zotero-keys.json")
        library = api.library(address.group)
        writer = ZoteroWriter(api, library, settings=settings, keys=keys, tell=choice.tell)
        there, is_settled = settled(api, lambda reading: _there(reading, library, choice.to))
        writer.check()
        return _Pushing(writer, there, address=address, choice=choice, place=place).run(
            references, is_settled
        )
    except NoConnectionError as error:
        if service == WEB:
            raise
        raise type(error)(error.message, hint=_NOT_RUNNING) from error
    finally:
        client.close()


def _there(reading: ZoteroReading, library: str, word: str) -> _There:
    paths = collection_paths(reading.whole(f"{library}/collections"))
    items = reading.whole(f"{library}/items/top")
    return _There(paths, read_items(items, path=word, collections=paths).references)


class _Pushing:
    def __init__(
        self,
        writer: ZoteroWriter,
        there: _There,
        *,
        address: Address,
        choice: PushChoice,
        place: Workplace,
    ) -> None:
        self._writer = writer
        self._there = there
        self._choice = choice
        self._place = place
        self._collection, self._missing, path = target_of(address, there.paths, choice)
        self._address = address.at(path)
        self._known = known_items(place, self._address, there.keys)
        self._works = KnownWorks()
        self._dois: dict[str, str] = {}
        for work in there.works:
            self._note(memory.name_there(work), work)
        self.done = Pushed(self._address.word)

    def run(self, references: Sequence[Reference], is_settled: bool) -> Pushed:
        """Send what is not there."""
        if not is_settled:
            self._warn("zotero-changing", "Zotero changed while it was read: look for doubles")
        new = list(self._new(references))
        self._say_left_out(new)
        self.done.payload = [self._item(one) for one in new]
        if self._choice.dry_run:
            self.done.references += [PushedReference(one.id, "would send") for one in new]
            return self.done
        try:
            if new and self._missing:
                self._collection = self._writer.make_collection(self._missing, self._collection)
            for item in self.done.payload:
                item["collections"] = [self._collection] if self._collection else []
            self._send(new)
        except MscrefError as error:
            self.done.error = error
        return self.done

    def _new(self, references: Sequence[Reference]) -> Iterator[Reference]:
        """The references that are not there; what is said of the others."""
        for one in references:
            item, reason = self._found(one)
            if item:
                self.done.references.append(PushedReference(one.id, "there", item, reason))
                continue
            self._note(one.id, one)
            yield one

    def _found(self, one: Reference) -> tuple[str, str]:
        """The key of what certainly is this work there, "" for none, and why it is.

        The same DOI is enough, whatever else differs: two items of one DOI are what nobody wants.
        """
        if one.id in self._known:
            return self._known[one.id], "sync knows it"
        doi = _doi(one)
        if doi in self._dois:
            return self._dois[doi], "the same DOI"
        found = self._works.find(one)
        if found is None:
            return "", ""
        if found.doubts:
            message = f"`{one.id}` may be what is there as {found.key}: {_joined(found)}"
            self._warn("push-similar", message)
            return "", ""
        return found.key, ", ".join(found.reasons)

    def _note(self, key: str, work: Reference) -> None:
        self._works.add(key, features(work))
        doi = _doi(work)
        if doi:
            self._dois.setdefault(doi, key)

    def _item(self, reference: Reference) -> dict[str, Json]:
        item = item_of(reference)
        fields = self._writer.template(str(item["itemType"]))
        return {
            **fitted(item, fields),
            "collections": [self._collection] if self._collection else [],
            "relations": {},
        }

    def _send(self, new: Sequence[Reference]) -> None:
        made: list[tuple[Reference, ItemFate]] = []
        try:
            for one in self._writer.make_items(self.done.payload, self._there.keys):
                reference = new[one.number]
                fate: Fate = "sent" if one.key else "failed"
                self.done.references.append(
                    PushedReference(reference.id, fate, one.key, one.reason)
                )
                if one.key:
                    made.append((reference, one))
        except MscrefError as error:
            self.done.error = error
            told = {one.key for one in self.done.references}
            reason = "not known whether it is there; push again, which doubles nothing"
            self.done.references += [
                PushedReference(one.id, "failed", "", reason) for one in new if one.id not in told
            ]
        if made:
            with suppress(LibraryError):  # a later sync then compares with what stands here
                remember(self._place, self._address, made)

    def _say_left_out(self, new: Sequence[Reference]) -> None:
        files_of = sum(bool(file_links(one.extra)) for one in new)
        notes = sum(bool(_kept(one, "notes")) for one in new)
        for count, what in ((files_of, "files"), (notes, "notes")):
            if count:
                whose = "1 reference" if count == 1 else f"{count} references"
                self._warn("push-left-out", f"push sends no {what}: those of {whose} stay here")

    def _warn(self, code: str, message: str) -> None:
        place = Span(self._choice.to)
        self.done.diagnostics.append(Diagnostic(Severity.WARNING, code, message, place))


def _doi(reference: Reference) -> str:
    return bare_doi(reference.text("DOI")).casefold()


def _joined(found: Known) -> str:
    return f"{', '.join(found.reasons)}; but {', '.join(found.doubts)}"


def _kept(reference: Reference, name: str) -> Json:
    kept = reference.extra.get(PLACE)
    return kept.get(name) if isinstance(kept, dict) else None
