"""References verified in the background: begun, watched, stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from threading import Event, Lock, Thread

from mscref.app.verify import Claimed, report_of, verify
from mscref.diagnostics import Span
from mscref.errors import MscrefError, UsageError
from mscref.match.claim import Claim
from mscref.model.reference import Reference
from mscref.records import Record
from mscref.report import ReportItem
from mscref.sources.settings import Settings

Known = Callable[[Reference, ReportItem], None]


class VerificationState(Record, kw_only=True):
    """How far it is: how many of how many, each verdict with its number, and the findings from the
    one on that was asked for."""

    is_running: bool
    is_stopped: bool
    done: int
    total: int
    counts: tuple[tuple[str, int], ...]
    findings: tuple[ReportItem, ...]
    failed: str = ""


class Verification:
    """One run at a time, in a thread of its own; `known` is told each verdict there, and `ended`
    is called behind the last."""

    def __init__(
        self, settings: Settings | None, path: str, known: Known, ended: Callable[[], None]
    ) -> None:
        self._settings = settings
        self._path = path
        self._known = known
        self._ended = ended
        self._lock = Lock()
        self._stop = Event()
        self._thread: Thread | None = None
        self._total = 0
        self._items: list[ReportItem] = []
        self._failed = ""

    def start(self, references: Sequence[Reference]) -> None:
        """Begin; raises UsageError while one runs, and where nobody may be asked."""
        with self._lock:
            if self._is_running():
                raise UsageError("a verification is running", hint="stop it first")
            if self._settings is None:
                raise UsageError("nobody may be asked here")
            self._stop.clear()
            self._total, self._items, self._failed = len(references), [], ""
            self._thread = Thread(
                target=self._run, args=(list(references), self._settings), daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """Ask nobody any more; what is known stays."""
        self._stop.set()

    def wait(self) -> None:
        """Wait until it has ended."""
        if self._thread is not None:
            self._thread.join()

    def state(self, since: int = 0) -> VerificationState:
        """How far it is, with the findings from number `since` on."""
        with self._lock:
            findings = [item for item in self._items if item.severity is not None]
            return VerificationState(
                is_running=self._is_running(),
                is_stopped=self._stop.is_set(),
                done=len(self._items),
                total=self._total,
                counts=tuple(Counter(item.code for item in self._items).items()),
                findings=tuple(findings[since:]),
                failed=self._failed,
            )

    def _is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _run(self, references: Sequence[Reference], settings: Settings) -> None:
        claims = [Claimed(one.id, Span(self._path), Claim(one)) for one in references]
        try:
            for reference, verified in zip(references, verify(claims, settings), strict=False):
                (item,) = report_of([verified]).items
                with self._lock:
                    self._items.append(item)
                self._known(reference, item)
                if self._stop.is_set():
                    break
        except MscrefError as error:
            with self._lock:
                self._failed = error.message
        finally:
            self._ended()
