"""`undo`, `history`: take changes back, look back at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mscref.diagnostics import Diagnostic
from mscref.errors import CorruptError, NotFoundError
from mscref.library import delta, files, journal
from mscref.library.delta import TextSplice
from mscref.library.diff import unified_diff
from mscref.library.journal import ChangeRecord, FileRecord, Journal
from mscref.library.moves import shown


@dataclass(frozen=True, slots=True)
class Taken:
    """What undo or redo did; `recovered` says what was left half-way before and is whole now."""

    record: ChangeRecord
    diff: str = ""
    recovered: tuple[Diagnostic, ...] = ()


def undo(library: Path, state_folder: Path, *, dry_run: bool = False, redo: bool = False) -> Taken:
    """Take the last change back, or do the one again that was taken back last.

    A change that a stopped process left half-way is made whole before it is asked which is the
    last; where undo fails then, its error says that too.
    """
    past = Journal(state_folder, library)
    if dry_run or past.is_empty:  # then this says that there is nothing
        record = past.next(redo=redo)
        return Taken(record, _diff(record, back=not redo))
    with files.locked(library), past.recovering() as recovered:
        return Taken(past.redo() if redo else past.undo(), recovered=recovered)


def history(library: Path, state_folder: Path) -> list[ChangeRecord]:
    """Every change on record, youngest first."""
    return Journal(state_folder, library).records()[::-1]


def change_diff(library: Path, state_folder: Path, number: int) -> str:
    """What one change did, as a diff; NotFoundError for a number that is not on record."""
    later: list[ChangeRecord] = []
    for record in history(library, state_folder):
        if record.number == number and not record.files:
            raise CorruptError(record.summary, hint="remove it to go on without it")
        if record.number == number:
            changed = [_file_diff(one, back=False, later=later) for one in record.files]
            return "".join([*changed, *map(shown, record.moves)])
        if not record.undone:
            later.append(record)
    raise NotFoundError(
        f"{library}: no change number {number} on record", hint="`mscref history` lists them"
    )


def _diff(record: ChangeRecord, *, back: bool) -> str:
    changed = [_file_diff(one, back=back) for one in record.files]
    return "".join([*changed, *(shown(one, back=back) for one in record.moves)])


def _file_diff(one: FileRecord, *, back: bool, later: Sequence[ChangeRecord] = ()) -> str:
    """The diff with its context where the file can be had in one of both states, else without.

    `later` are the changes made since, the youngest first.
    """
    now = _before(later, path=one.path)
    sides = journal.rebuild(one, now=now) if now is not None else None
    if sides is None:
        pieces = [delta.ByteSplice(0, splice.old, splice.new) for splice in one.splices]
        return "".join(_bare_diff(one.path.name, splice, back=back) for splice in pieces)
    before, after = sides
    splices = delta.reverse(one.splices) if back else one.splices
    text, text_splices = _in_text(after if back else before, splices)
    return unified_diff(text, text_splices, name=one.path.name)


def _before(later: Sequence[ChangeRecord], *, path: Path) -> bytes | None:
    """What the file held before these changes, youngest first; as it is where that cannot be."""
    now = files.read_bytes_if_there(path)
    for one in [one for record in later for one in record.files if one.path == path]:
        sides = journal.rebuild(one, now=now) if now is not None else None
        if sides is None:
            return now
        now = sides[0]
    return now


def _bare_diff(name: str, splice: delta.ByteSplice, *, back: bool) -> str:
    old, new = delta.decode(splice.old), delta.decode(splice.new)
    if back:
        old, new = new, old
    return unified_diff(old, [TextSplice(0, len(old), new)], name=name)


def _in_text(data: bytes, splices: Sequence[delta.ByteSplice]) -> tuple[str, list[TextSplice]]:
    """Byte splices at the places of the decoded text."""
    text_splices: list[TextSplice] = []
    place = byte_place = 0
    for splice in splices:
        place += len(delta.decode(data[byte_place : splice.start]))
        end = place + len(delta.decode(splice.old))
        text_splices.append(TextSplice(place, end, delta.decode(splice.new)))
        place, byte_place = end, splice.start + len(splice.old)
    return delta.decode(data), text_splices
