"""One library for many threads: read in the background, found in, repaired, verified.

What was read so far is found in; who asks waits a moment for the rest, and is told whether there is
more to come. It is read again where the file has changed.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

from mscref.app.browsing.marks import Marks, VerdictMark
from mscref.app.browsing.papers import MissingKey, Papers
from mscref.app.browsing.repairs import RepairProposal, make_repair, proposals_in
from mscref.app.browsing.shelf import FINDING, VERDICT, BrowsedShelf, Matches, Question
from mscref.app.browsing.verification import Verification
from mscref.app.changing import Outcome
from mscref.app.cite import Formatter, StyleChoice, load_style
from mscref.app.files import read_text
from mscref.app.history import Taken, undo
from mscref.app.overview import field_rows
from mscref.app.search import stream_references
from mscref.diagnostics import Severity
from mscref.errors import MscrefError, NotFoundError
from mscref.model.reference import Reference
from mscref.records import Record
from mscref.report import ReportItem
from mscref.sources.settings import Settings

_MOST_PROPOSED = 200
_READ_TOGETHER = 250  # references between two moments at which others may ask
_SAVED_AFTER = 50  # verdicts
PATIENCE = 0.2  # seconds after the start of reading for which a question waits for all of it
CHECKED_AT_ONCE = 3000  # a library of so many entries is checked by all rules when it is read
_Stamp = tuple[int, int]


class _Reading:
    """The library as it was at one time: what of it was read, and what the rules say of it."""

    def __init__(self, stamp: _Stamp | None) -> None:
        self.stamp = stamp
        self.begun = monotonic()
        self.shelf = BrowsedShelf()
        self.whole = Event()
        self.ended = Event()
        self.findings: dict[str, list[ReportItem]] = {}
        self.is_checked = False
        self.proposed: list[RepairProposal] | None = None
        self.error: MscrefError | OSError | None = None


class RowMark(Record):
    """What is known of a reference beside its fields: the verdict on it or "", how grave that is,
    and how many errors and warnings the rules found."""

    verdict: str = ""
    severity: Severity | None = None
    findings: int = 0


class EntryView(Record):
    """One reference: its fields, itself in a style, the findings, and its mark or None."""

    key: str
    fields: tuple[tuple[str, str], ...]
    formatted: str
    findings: tuple[ReportItem, ...]
    mark: VerdictMark | None


class Browser:
    """One library, and the documents beside it; `settings` is None where nobody may be asked."""

    def __init__(
        self,
        library: Path,
        *,
        cache_folder: Path,
        state_folder: Path,
        documents: Sequence[str] = (),
        settings: Settings | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.library = library
        self.verification = Verification(settings, str(library), self._verified, self._keep)
        self._patience = patience
        self._cache_folder = cache_folder
        self._state_folder = state_folder
        self._papers = Papers(documents, library.absolute().parent)
        self._marks = Marks(library, cache_folder=cache_folder)
        self._reading = _Reading(None)
        self._unsaved = 0
        self._rejected: set[RepairProposal] = set()
        self._lock = Lock()  # of everything above, for moments
        self._rules = Lock()  # held while rules run, or a change is made
        self._engine = Lock()  # held while a reference is formatted

    # ---- reading ----

    def require(self) -> None:
        """Raise LibraryError where there is no file, before anything is read."""
        if not self.library.is_file():
            read_text(str(self.library))  # says what is the matter

    def refresh(self) -> None:
        """Begin to read the library where it has changed since; raises LibraryError."""
        self.require()
        found = self.library.stat()
        stamp = (found.st_mtime_ns, found.st_size)
        with self._lock:
            if self._reading.stamp == stamp:
                return
            self._reading = _Reading(stamp)
            Thread(target=self._read, args=(self._reading,), daemon=True).start()

    def settle(self) -> None:
        """Wait until the library as it is now was read, and checked where it is small."""
        self.refresh()
        self._reading.ended.wait()

    @property
    def is_pending(self) -> bool:
        """True while more is to come: rows, or findings."""
        return not self._reading.ended.is_set()

    def read_so_far(self) -> Matches:
        """The first rows of what was read; nobody is waited for."""
        with self._lock:
            return self._reading.shelf.find(Question())

    def _read(self, reading: _Reading) -> None:
        try:
            for some in self._portions():
                with self._lock:
                    if reading is not self._reading:
                        return
                    first = len(reading.shelf.references)
                    reading.shelf.add(some)
                    for place, one in enumerate(some, first):
                        mark = self._marks.of(one)
                        if mark:
                            reading.shelf.mark_one(VERDICT, place, mark.item.code)
            reading.whole.set()
            self._prepare(reading)
            if len(reading.shelf.references) <= CHECKED_AT_ONCE:
                self._check(reading)
        except (MscrefError, OSError) as error:  # who asks is told
            reading.error = error
        finally:
            reading.whole.set()
            reading.ended.set()

    def _prepare(self, reading: _Reading) -> None:
        """Look ahead for what a large library answers slowest: one letter.

        What was read stays until it is read anew and has no cycles; the collector, which looked
        through 60,000 references for 150 ms between two key strokes, passes it by from now on.
        """
        for letter in reading.shelf.initials():
            with self._lock:
                reading.shelf.find(Question(letter, limit=0))
        gc.freeze()

    def _portions(self) -> Iterator[list[Reference]]:
        coming = stream_references(str(self.library), cache_folder=self._cache_folder)
        while some := list(islice(coming, _READ_TOGETHER)):
            yield some

    def _now(self) -> _Reading:
        """The library as it is now; waits a moment for all of it to be read."""
        while True:
            self.refresh()
            reading = self._reading
            reading.whole.wait(max(0.0, reading.begun + self._patience - monotonic()))
            if reading is self._reading:  # else it was given up for a newer one
                break
        if reading.error is not None:
            raise reading.error
        return reading

    # ---- questions ----

    def find(self, question: Question) -> Matches:
        """The references that are asked for, in the order of the library."""
        reading = self._now()
        with self._lock:
            return reading.shelf.find(question, self._among(question, reading.shelf))

    def marks(self, found: Matches) -> list[RowMark]:
        """What is known of each row, in their order."""
        reading = self._reading
        with self._lock:
            return [self._row_mark(reading, place) for place, _ in found.rows]

    def _row_mark(self, reading: _Reading, place: int) -> RowMark:
        if place >= len(reading.shelf.references):  # it was read anew since the rows were found
            return RowMark()
        reference = reading.shelf.references[place]
        mark = self._marks.of(reference)
        findings = reading.findings.get(reference.id, ())
        number = sum(one.severity is not Severity.INFO for one in findings)
        return (
            RowMark(mark.item.code, mark.item.severity, number)
            if mark
            else RowMark("", None, number)
        )

    def found(self, question: Question) -> list[Reference]:
        """The references that are asked for, all of them and in full."""
        reading = self._now()
        with self._lock:
            return reading.shelf.found(question, self._among(question, reading.shelf))

    def entry(self, place: int, key: str, style: str) -> EntryView:
        """The reference with a key at a place; raises NotFoundError (a library may have changed
        since the place was said), StyleError."""
        reading = self._now()
        with self._lock:
            references = reading.shelf.references
            if place >= len(references) or references[place].id != key:
                raise NotFoundError(f"`{key}` is there no more; look again")
            reference = references[place]
            mark = self._marks.of(reference)
        with self._engine:
            formatted = Formatter(load_style(StyleChoice(style))).one(reference, target="text")
        return EntryView(
            key=key,
            fields=tuple(field_rows(reference)),
            formatted=formatted.strip(),
            findings=tuple(reading.findings.get(key, ())),
            mark=mark,
        )

    # ---- documents ----

    def documents(self) -> list[str]:
        """The names of the documents that may be asked about."""
        with self._lock:
            return self._papers.names()

    def document(self, name: str) -> None:
        """Read a document ahead; raises NotFoundError, LibraryError, FormatError."""
        with self._lock:
            self._papers.cited(name)

    def document_path(self, name: str) -> str:
        """How a command names a document; raises NotFoundError."""
        with self._lock:
            return self._papers.path(name)

    def missing(self, name: str) -> list[MissingKey]:
        """What a document cites and the library lacks."""
        reading = self._now()
        reading.whole.wait()
        with self._lock:
            return self._papers.missing(name, reading.shelf.keys)

    def _among(self, question: Question, shelf: BrowsedShelf) -> list[str] | None:
        if not question.document:
            return None
        return list(self._papers.among(question.document, question.among, shelf.keys))

    # ---- rules ----

    def check(self) -> int:
        """Ask all rules about the library; returns how many findings there are."""
        reading = self._now()
        reading.whole.wait()
        self._check(reading)
        return sum(map(len, reading.findings.values()))

    @property
    def is_checked(self) -> bool:
        """True where the rules were asked about the library as it was read last."""
        return self._reading.is_checked

    def _check(self, reading: _Reading) -> None:
        from mscref.app.lint import Choice, check_files

        with self._rules:
            if reading.is_checked:
                return
            report = check_files([str(self.library)], Choice(level="info"), with_repairs=True)
        findings: dict[str, list[ReportItem]] = {}
        of_code: dict[str, dict[int, None]] = {}
        for item in report.problems:
            findings.setdefault(item.key, []).append(item)
            places = of_code.setdefault(item.code, {})
            places.update(dict.fromkeys(reading.shelf.places(item.key)))
        with self._lock:
            reading.findings = findings
            reading.is_checked = True
            reading.shelf.mark(FINDING, {code: list(places) for code, places in of_code.items()})

    def proposals(self) -> list[RepairProposal]:
        """The safe repairs of the library but those that were rejected; at most 200 at a time."""
        reading = self._now()
        with self._rules:
            if reading.proposed is None:
                reading.proposed = proposals_in(self.library)
            proposed = reading.proposed
        left = [one for one in proposed if one not in self._rejected]
        return left[:_MOST_PROPOSED]

    # ---- changes ----

    def reject(self, proposal: RepairProposal) -> None:
        """Propose it no more, as long as this lives."""
        self._rejected.add(proposal)

    def accept(self, proposal: RepairProposal) -> Outcome:
        """Make one repair, which `undo` takes back.

        Raises NotFoundError where the file no longer says what the proposal is about.
        """
        with self._rules:
            return make_repair(proposal, self.library, state_folder=self._state_folder)

    def undo(self) -> Taken:
        """Take the last change back; raises NotFoundError where there is none."""
        with self._rules:
            return undo(self.library, self._state_folder)

    # ---- verdicts ----

    def verify(self, question: Question) -> int:
        """Begin to verify what is asked for; returns how many references that are."""
        references = self.found(question)
        self.verification.start(references)
        return len(references)

    def close(self) -> None:
        """End: ask nobody any more, and keep the verdicts."""
        self.verification.stop()
        self._keep()

    def _keep(self) -> None:
        """Write the verdicts down: other commands ask for them."""
        with self._lock:
            self._unsaved = 0
            self._marks.save()

    def _verified(self, reference: Reference, item: ReportItem) -> None:
        with self._lock:
            self._marks.put(reference, item)
            shelf = self._reading.shelf
            for place in shelf.places(reference.id):
                if shelf.references[place] == reference:
                    shelf.mark_one(VERDICT, place, item.code)
            self._unsaved += 1
            is_last = self._unsaved >= _SAVED_AFTER
            if is_last:
                self._unsaved = 0
                self._marks.save()
