"""What is known about references without asking anybody: verdicts of answers that are kept.

A verdict is made once for each state of an entry and of the cache. `verify` on the command line,
run with --offline, says the same.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mscref.app.sources import NetworkChoice, source_settings
from mscref.config import Config
from mscref.diagnostics import Span
from mscref.errors import MscrefError
from mscref.model.reference import Reference
from mscref.records import replaced
from mscref.report import ReportItem
from mscref.sources.settings import Settings

_KEPT = 20_000  # verdicts that are remembered


class Verdicts:
    """Verdicts by reference; asked from one thread at a time."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._known: dict[tuple[object, ...], ReportItem] = {}
        self._state: object = None
        self._judging = threading.Lock()

    def known(self, references: Sequence[Reference], config: Config) -> dict[str, ReportItem]:
        """What kept answers say of the references, by key; those of which they say nothing are
        left out."""
        settings = self._settings(config)
        if settings is None or not _holds_answers(settings):
            return {}
        with self._judging:
            self._forget_old(settings)
            wanted = [one for one in references if _name(one) not in self._known]
            self._take(wanted, judged(wanted, settings))
            found = {one.id: self._known[_name(one)] for one in references}
        return {key: item for key, item in found.items() if item.code != "unknown"}

    def holds_answers(self, config: Config) -> bool:
        """Whether there are kept answers at all."""
        settings = self._settings(config)
        return settings is not None and _holds_answers(settings)

    def remembered(self, reference: Reference) -> ReportItem | None:
        """The verdict if it is known already; nothing is read for it."""
        return self._known.get(_name(reference))

    def put(self, references: Sequence[Reference], items: Iterable[ReportItem]) -> None:
        """Remember verdicts that were asked for."""
        with self._judging:
            self._take(references, items)

    def _take(self, references: Sequence[Reference], items: Iterable[ReportItem]) -> None:
        if len(self._known) > _KEPT:
            self._known.clear()
        for one, item in zip(references, items, strict=False):
            self._known[_name(one)] = item

    def _forget_old(self, settings: Settings) -> None:
        state = _stamps(settings)
        if state != self._state:
            self._known.clear()
            self._state = state

    def _settings(self, config: Config) -> Settings | None:
        """The sources, closed; None where the settings cannot be meant."""
        try:
            return source_settings(config, NetworkChoice(offline=True), self._environ)
        except MscrefError:
            return None


def judged(references: Sequence[Reference], settings: Settings) -> list[ReportItem]:
    """The verdict on each reference, as a report of `verify` has it."""
    if not references:
        return []
    from mscref.app.verify import Claimed, report_of, verify
    from mscref.match.claim import Claim

    claims = [Claimed(one.id, Span(""), Claim(one)) for one in references]
    verified = [replaced(one, same_as="") for one in verify(claims, settings)]
    return [replace(item, span=Span("")) for item in report_of(verified).items]


def network(config: Config, environ: Mapping[str, str]) -> Settings:
    """The sources as the user's settings allow them; raises ConfigError."""
    return source_settings(config, NetworkChoice(), environ)


def _holds_answers(settings: Settings) -> bool:
    folder = settings.cache_folder
    return folder is not None and any(folder.glob("answers-*.sqlite"))


def _stamps(settings: Settings) -> object:
    """What changes when the cache does."""
    folder = settings.cache_folder or Path()
    stamps = []
    for path in sorted(folder.glob("answers-*.sqlite*")):
        try:
            status = os.stat(path)  # noqa: PTH116
        except OSError:  # another process closed the cache meanwhile
            continue
        stamps.append((path.name, status.st_mtime_ns, status.st_size))
    return tuple(one for one in stamps if not str(one[0]).endswith("-shm"))


def _name(reference: Reference) -> tuple[object, ...]:
    """What of a reference a verdict depends on."""
    return reference.id, reference.type, repr(reference.fields)
