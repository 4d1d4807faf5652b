"""What every changing command does: lock, read, plan, then write with a record, or only show.

What crosses the border: a `Workplace` (which file, where its journal is) in; a session with the
text of the library out, which takes an `Edit` and answers with an `Outcome`.
"""

from __future__ import annotations

import codecs
import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.library import OF_THE_USER, LibraryChoice, choose_library, user_library_path
from mscref.commandlines import command_line, converting
from mscref.config import Config, user_file_path
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import (
    FormatError,
    LibraryError,
    ManyLibrariesError,
    NoLibraryError,
    NotFoundError,
    UsageError,
)
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.registry import LIBRARY, guess_format
from mscref.library import delta, files
from mscref.library.bibfile import BibText, Tail, read_bib, read_tail
from mscref.library.delta import TextSplice
from mscref.library.guard import is_harmless
from mscref.library.journal import Change, FileChange, Journal
from mscref.library.moves import FileMove, shown
from mscref.model.characters import first_unstorable
from mscref.model.homes import is_address
from mscref.model.reference import Reference

if TYPE_CHECKING:
    from mscref.formats.bibtex.convert import Converter

# What queries (`author:leng`), DOIs and globs have and a mistyped key has not.
_MORE_THAN_A_KEY = re.compile(r"[\s:/*?\[\]\"()]")


@dataclass(frozen=True, slots=True)
class Workplace:
    """The library to change and how: `command` is what the history will call the change.

    With a `cache_folder`, an index that is up to date spares work and is kept up to date.
    `whose` says of a library outside the working folder, which nobody named, what it is.
    """

    library: Path
    state_folder: Path
    command: str
    dry_run: bool = False
    cache_folder: Path | None = None
    whose: str = ""

    @property
    def shown(self) -> str:
        """The library as messages about a change call it."""
        return f"{self.library} ({self.whose})" if self.whose else str(self.library)


@dataclass(frozen=True, slots=True)
class DocumentEdit:
    """What changes in another file than the library."""

    path: Path
    text: str
    splices: tuple[TextSplice, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a verb wants to change; `summary` says it in a few words.

    `moves` are files that get another name with it. `removed` and `added` say how many entries are
    meant to go and to come. With `in_tail` the
    splices count from where the tail of the session begins.
    """

    summary: str
    splices: tuple[TextSplice, ...]
    documents: tuple[DocumentEdit, ...] = ()
    removed: int = 0
    added: int = 0
    in_tail: bool = False
    moves: tuple[FileMove, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an edit: in a dry run the diff of every file, else whether it was written,
    and the hash of what the library holds since then; `findings` are worth a second look, `unread`
    are the entries that cannot be read, as far as the library was read."""

    summary: str
    is_change: bool
    is_written: bool = False
    diff: str = ""
    content_hash: str = ""
    findings: tuple[Diagnostic, ...] = ()
    unread: tuple[Diagnostic, ...] = ()


class EditingSession:
    """The library as read, under the lock, until the edit is committed."""

    def __init__(
        self, place: Workplace, data: bytes | None, *, recovered: tuple[Diagnostic, ...] = ()
    ) -> None:
        self.place = place
        self.data = data
        self._findings = recovered
        self._converted: dict[int, Reference] = {}
        self._converter: Converter | None = None
        self.noted_unread: tuple[Diagnostic, ...] = ()  # by an index, which spares the reading

    @cached_property
    def bib(self) -> BibText:
        """The library as text."""
        return read_bib(self.data or b"")

    @cached_property
    def tail(self) -> Tail:
        """The end of the library, for what is only appended: cheap, whatever its size."""
        found = read_tail(self.data or b"")
        return found if found.start else Tail(self.bib, 0)

    def reference(self, entry: Entry) -> Reference:
        """What an entry says, as a reference; converted once."""
        found = self._converted.get(entry.start)
        if found is None:
            if self._converter is None:
                from mscref.formats.bibtex.convert import Converter

                self._converter = Converter(self.bib.bib)
            found = self._converted[entry.start] = self._converter.convert(entry)
        return found

    def entries(self) -> list[Entry]:
        """The entries that are works of their own (no @xdata), in file order."""
        from mscref.formats.bibtex.convert import is_reference

        return [entry for entry in self.bib.bib.entries() if is_reference(entry)]

    @property
    def unread(self) -> tuple[Diagnostic, ...]:
        """The entries that cannot be read, and so are not among the others: one error each."""
        return unread_entries(self.bib, self.place.library)

    def choose(self, selectors: Sequence[str]) -> list[Entry]:
        """The entries that selectors mean (none means all), every one of a repeated key."""
        if not selectors:
            return self.entries()
        if all(word in self.bib.entries or is_plain(word) for word in selectors):
            keys = {self.bib.entry(word).key for word in selectors}
        else:
            from mscref.app.sayings import LibrarySayings
            from mscref.app.select import select

            references = [self.reference(entry) for entry in self.entries()]
            folder, path = self.place.cache_folder, str(self.place.library)
            sayings = LibrarySayings([path], cache_folder=folder) if folder else None
            keys = {one.id for one in select(references, selectors, sayings)}
        return [entry for entry in self.bib.bib.entries() if entry.key in keys]

    def commit(self, edit: Edit) -> Outcome:
        """Write the edit with a record of it; in a dry run only make the diff."""
        place = self.place
        bib, start, splices = self._target(edit)
        _refuse_unstorable(place.library, splices, is_utf8=bib.is_utf8)
        self._refuse_harm(bib, splices, edit)
        size = len(self.data or b"") - start
        in_bytes = delta.moved(delta.to_byte_splices(bib.text, splices, size=size), start)
        changes = (
            FileChange(place.library, self.data, in_bytes),
            *(_document_change(one) for one in edit.documents),
        )
        real = tuple(one for one in changes if one.splices)
        if not real:
            unread = self._unread_after(bib, ())
            return Outcome(edit.summary, is_change=False, findings=self._findings, unread=unread)
        if place.dry_run:
            from mscref.library.diff import unified_diff

            diff = unified_diff(bib.text, splices, name=place.library.name) + "".join(
                unified_diff(one.text, one.splices, name=one.path.name) for one in edit.documents
            )
            diff += "".join(map(shown, edit.moves))
            return Outcome(
                edit.summary, is_change=True, diff=diff, unread=self._unread_after(bib, ())
            )
        linked = files.other_names([one.path for one in real])
        journal = Journal(place.state_folder, place.library)
        change = Change(place.command, edit.summary, real, edit.moves)
        record = journal.apply(change, time=now_text())
        content_hash = record.files[0].after_hash
        return Outcome(
            edit.summary,
            is_change=True,
            is_written=True,
            content_hash=content_hash,
            findings=(*self._findings, *map(_cut_link, linked)),
            unread=self._unread_after(bib, splices),
        )

    def _unread_after(self, bib: BibText, splices: Sequence[TextSplice]) -> tuple[Diagnostic, ...]:
        """What cannot be read once the splices are in the text, which may have mended some of it;
        no change adds to it."""
        if "bib" not in vars(self):
            return self.noted_unread
        if not splices or not self.unread:
            return self.unread
        return unread_entries(BibText(delta.apply_splices(bib.text, splices)), self.place.library)

    def _target(self, edit: Edit) -> tuple[BibText, int, Sequence[TextSplice]]:
        """The text that is changed, the byte at which it begins, and the splices in it.

        It is the whole file, but for what is appended while nobody has asked for the rest.
        """
        if not edit.in_tail:
            return self.bib, 0, edit.splices
        if "bib" not in vars(self) and not self.place.dry_run:  # a diff has line numbers
            return self.tail.bib, self.tail.start, edit.splices
        by = len(self.bib.text) - len(self.tail.bib.text)
        splices = [TextSplice(one.start + by, one.end + by, one.new) for one in edit.splices]
        return self.bib, 0, splices

    def _refuse_harm(self, bib: BibText, splices: Sequence[TextSplice], edit: Edit) -> None:
        """Raise LibraryError where other entries would read differently afterwards."""
        if not is_harmless(bib, splices, removed=edit.removed, added=edit.added):
            raise LibraryError(
                f"{self.place.library}: the file is broken near this change, which would alter "
                "how other entries are read; nothing was written",
                hint="`mscref check` shows what is wrong with the file",
            )


def unread_entries(bib: BibText, path: Path) -> tuple[Diagnostic, ...]:
    """What of a library cannot be read: one error for each entry."""
    found = bib.bib.diagnostics(path=str(path))
    return tuple(one for one in found if one.severity is Severity.ERROR)


def _refuse_unstorable(path: Path, splices: Sequence[TextSplice], *, is_utf8: bool) -> None:
    """Raise LibraryError where the new text would make a text file none, whatever its way in."""
    for one in splices:
        reason = first_unstorable(one.new, is_utf8=is_utf8)
        if reason:
            raise LibraryError(
                f"{path}: the new text holds {reason}, which the file cannot carry; nothing was"
                " written",
                hint="take it out of the text and run the command again",
            )


def _cut_link(path: Path) -> Diagnostic:
    return Diagnostic(
        Severity.WARNING,
        "hard-link",
        "this file had another name on the disk (a hard link), which keeps the old text",
        Span(str(path)),
        hint="a symbolic link follows a file wherever it goes: ln -s",
    )


def _document_change(one: DocumentEdit) -> FileChange:
    data = delta.encode(one.text)
    in_bytes = delta.to_byte_splices(one.text, one.splices, size=len(data))
    return FileChange(one.path, data, in_bytes)


@contextmanager
def editing(place: Workplace, *, may_create: bool = False) -> Iterator[EditingSession]:
    """Open the library for a change; a dry run needs no lock."""
    library = place.library
    if is_address(str(library)):
        raise _only_read(str(library))
    if may_create and not place.dry_run:
        _make_folder(library)
    with ExitStack() as held:
        recovered: tuple[Diagnostic, ...] = ()
        if not place.dry_run:
            held.enter_context(files.locked(library))
            recovered = held.enter_context(Journal(place.state_folder, library).recovering())
        data = files.read_bytes_if_there(library)
        if data is None and not may_create:
            raise LibraryError(f"{library}: no such file")
        _refuse_other_formats(library, data or b"")
        session = EditingSession(place, data, recovered=recovered)
        try:
            yield session
        except NotFoundError as error:  # it may be one of those that cannot be read
            error.diagnostics += session.unread
            raise


def changed_entries(bib: BibText, text: str) -> tuple[TextSplice, ...]:
    """What makes `text` of `bib`, one splice for each entry that changed.

    Both hold the same entries in the same order, with nothing else changed between them. Raises
    LibraryError where they do not: an entry that is never closed took part of another one along.
    """
    old, new = list(bib.bib.entries()), list(BibText(text).bib.entries())
    if len(old) != len(new):
        raise LibraryError(
            "the library holds an entry that is never closed, and would lose others",
            hint="`mscref check` shows where; close it first",
        )
    return tuple(
        TextSplice(before.start, before.end, text[after.start : after.end])
        for before, after in zip(old, new, strict=True)
        if bib.raw(before) != text[after.start : after.end]
    )


def library_to_change(
    given: Sequence[str], *, config: Config, folder: Path, may_create: bool = False
) -> LibraryChoice:
    """The one file that a changing command means; raises UsageError or LibraryError."""
    try:
        choice = choose_library(given, config=config, folder=folder)
    except ManyLibrariesError:
        raise
    except NoLibraryError:
        if not may_create:
            raise
        choice = LibraryChoice((str(user_library_path()),), f"{OF_THE_USER}, new")
    if len(choice.paths) != 1:
        raise UsageError(
            f"{len(choice.paths)} libraries are meant ({', '.join(choice.paths)})",
            hint="name the one to change with --library FILE",
        )
    if choice.paths[0] == "-":
        raise UsageError("a library that is read from stdin cannot be changed")
    if is_address(choice.paths[0]):
        raise _only_read(choice.paths[0])
    if not given:
        refuse_unasked(choice, config=config, folder=folder)
    return choice


def _only_read(address: str) -> UsageError:
    follow = command_line("sync", values=[address], options=["-l", "refs.bib"])
    return UsageError(
        f"{address} is read and not changed: what is there belongs to another program",
        hint=f"`{follow}` makes a library of your own that follows it",
    )


def refuse_unasked(choice: LibraryChoice, *, config: Config, folder: Path) -> None:
    """Raise LibraryError for files that nobody named and that a folder may not have us change."""
    if _is_users_own(config) or choice.is_of_the_user:
        return
    for path in map(Path, choice.paths):
        _refuse_other_names(path)
        _refuse_outside(path, folder=folder, config=config)


def _is_users_own(config: Config) -> bool:
    """Whether the library was named by the environment or the user's own settings."""
    origin = config.origins.get("library", "")
    return origin.startswith("$") or origin == str(user_file_path(os.environ))


def _refuse_other_names(library: Path) -> None:
    """Raise LibraryError for what a folder offers as a library and is named otherwise."""
    target = Path(os.path.realpath(library))
    if target.suffix.lower() not in LIBRARY.extensions:
        leads = f"{library} leads to {target}" if target.name != library.name else f"{library}"
        raise LibraryError(
            f"{leads}, which is not named .bib and is not changed unasked",
            hint=f"if you mean it, say --library {library}",
        )


def _refuse_outside(library: Path, *, folder: Path, config: Config) -> None:
    """Raise LibraryError for a library that a folder offers and that lies elsewhere, by a link.

    What the settings of a folder name was looked at when they were read (config.py).
    """
    if "library" in config.origins:
        return
    target = os.path.realpath(folder / library)
    if not target.startswith(os.path.realpath(folder).rstrip(os.sep) + os.sep):
        raise LibraryError(
            f"{library} leads to {target}, outside this folder, and is not changed unasked",
            hint=f"if you mean it, say --library {library}",
        )


def is_plain(word: str) -> bool:
    """Whether a selector can only be a key: no query, DOI, glob or file."""
    return not _MORE_THAN_A_KEY.search(word)


def now_text() -> str:
    """The time for the journal: local, to the second, with its zone."""
    return time.strftime("%Y-%m-%dT%H:%M:%S%z")


# The longer mark first: it begins with the shorter one.
_WIDE = (
    ((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), "UTF-32"),
    ((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "UTF-16"),
)


def _refuse_other_formats(library: Path, data: bytes) -> None:
    wide = next((name for marks, name in _WIDE if data.startswith(marks)), "")
    head = data[:65536].decode(wide, "ignore") if wide else delta.decode(data[:65536])
    found = guess_format(head, path=str(library))
    if wide and (found is None or found.is_bibtex):
        raise FormatError(
            f"{library}: is in {wide}, which is read, but not changed",
            hint=f"convert it once: {converting(wide, str(library))} > new.bib",
        )
    if not wide and b"\0" in data[:65536]:
        raise FormatError(
            f"{library}: is not a text file in UTF-8", hint="a binary file, or UTF-16: convert it"
        )
    if b"\r" in data and b"%" in data and b"\n" not in data:
        raise LibraryError(
            f"{library}: its lines end in carriage returns only (old Macintosh), and a `%` in such"
            " a file hides all that follows; it is not changed",
            hint=f"convert it once: tr '\\r' '\\n' < {library} > new.bib",
        )
    if found is not None and found.is_bibtex and not LIBRARY.recognises(head):
        found = guess_format(head, path="") or found  # named .bib, and perhaps something else
    if found is not None and not found.is_bibtex and not data:
        raise LibraryError(
            f"{library}: a library is a .bib file, not {found.title}",
            hint=f"name it {library.with_suffix('.bib')}",
        )
    if found is not None and not found.is_bibtex:
        made = str(library.with_suffix(".bib"))
        raise LibraryError(
            f"{library}: is {found.title}; only .bib files can be changed",
            hint=command_line(
                "export", values=[str(library)], options=["-t", "biblatex", "-o", made]
            ),
        )
    if found is None and head.strip() and library.suffix.lower() not in LIBRARY.extensions:
        raise LibraryError(
            f"{library}: holds no BibTeX and is not named .bib; it is not changed",
            hint="a library is a .bib file, or a file that holds BibTeX or nothing",
        )


def _make_folder(library: Path) -> None:
    try:
        library.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"{library.parent}: cannot be made: {files.reason(error)}") from error
