"""The verdicts on the references of a library, kept in the cache folder until they change.

A mark is believed for the reference that it was made for, field by field, capitals aside: who
mends an entry is asked to verify it again. What no source could settle is not kept. A damaged file
is no file. What another process has noted meanwhile stays: `verify` and `browse` may run beside
each other.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mscref import __version__
from mscref.errors import LibraryError
from mscref.formats.cslitem import reference_to_json
from mscref.library import files
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference
from mscref.records import Record
from mscref.records import replaced as replace
from mscref.report import UNSETTLED, Report, ReportItem, as_data, read_data


class VerdictMark(Record):
    """The verdict on one reference, and when it was given (a day, as text)."""

    item: ReportItem
    when: str
    fingerprint: str


class Marks:
    """The verdicts on the references of one library; not safe for two threads at once."""

    def __init__(self, library: Path, *, cache_folder: Path) -> None:
        name = hashlib.sha256(os.fsencode(os.path.realpath(library))).hexdigest()[:24]
        self._file = cache_folder / "verdicts" / f"{name}.json"
        self._marks = dict(_read(self._file))
        self._noted: set[str] = set()

    @property
    def has_any(self) -> bool:
        """True where a verdict is kept, of references as they are or were."""
        return bool(self._marks)

    def of(self, reference: Reference) -> VerdictMark | None:
        """The mark of a reference as it is now, or None."""
        mark = self._marks.get(reference.id)
        return mark if mark and mark.fingerprint == _fingerprint(reference) else None

    def put(self, reference: Reference, item: ReportItem) -> None:
        """Note a verdict; `save` keeps it."""
        # The evidence for what is in order is long, and looked at by nobody.
        kept = item if item.severity else replace(item, details={})
        day = time.strftime("%Y-%m-%d", time.gmtime())
        self._noted.add(reference.id)
        self._marks[reference.id] = VerdictMark(kept, day, _fingerprint(reference))

    def save(self) -> None:
        """Write the verdicts down; where nothing can be written they live as long as this."""
        noted = {key: self._marks[key] for key in self._noted}
        known = {**self._marks, **dict(_read(self._file)), **noted}
        kept = {key: one for key, one in known.items() if one.item.code != UNSETTLED}
        items = tuple(one.item for one in kept.values())
        report = Report(
            command="verify", version=__version__, items=items, descriptions={}, count=len(items)
        )
        stamps = [[key, one.when, one.fingerprint] for key, one in kept.items()]
        data = json.dumps({"stamps": stamps, "report": as_data(report)}).encode()
        with suppress(OSError, LibraryError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            files.replace_file(self._file, data, expected=files.WHATEVER)


def _read(file: Path) -> Iterator[tuple[str, VerdictMark]]:
    with suppress(OSError, LibraryError, ValueError, TypeError, LookupError, RecursionError):
        data = json.loads(files.read_bytes(file))
        items = read_data(data["report"]).items
        for (key, when, fingerprint), item in zip(data["stamps"], items, strict=True):
            yield str(key), VerdictMark(item, str(when), str(fingerprint))


def _fingerprint(reference: Reference) -> str:
    # Verifying does not mind capitals and markup, in which readers of BibTeX titles differ.
    fields = {
        name: strip_markup(value).casefold() if isinstance(value, str) and name != "id" else value
        for name, value in reference_to_json(reference).items()
    }
    said = json.dumps(fields, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32]
