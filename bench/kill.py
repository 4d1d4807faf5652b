"""`make kill`: stop a writing process at every system call it makes; is the library whole?

A child process imports all it needs, touches a marker file name, and then changes a library.
strace counts its system calls behind the marker; then the same child is killed at the first of
them, at the second, and so on. After each death the library must hold the old or the new bytes,
the next change must work, and undo must lead back to the old bytes.

Use: kill.py edit,rm,undo [rename,fsync,…]
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mscref.errors import MscrefError
from mscref.library import delta, files
from mscref.library.delta import ByteSplice
from mscref.library.journal import Change, FileChange, Journal

MARKER = "/mscref-marker"
OLD = b"@article{leng2020,\n  year = {2020},\n}\n" * 400
CHILD = """
import sys, json, os
from pathlib import Path
from mscref.app import edit, remove, history, changing
from mscref.library import journal, files, diff
what, library, state = sys.argv[1:]
place = changing.Workplace(Path(library), Path(state), command=what)
work = {
    "edit": lambda: edit.edit_fields(place, ["leng2020"], [("year", "2021")]),
    "rm": lambda: remove.remove(place, ["leng2020"]),
    "undo": lambda: history.undo(place.library, place.state_folder),
}[what]
os.access("/mscref-marker", 0)
work()
"""
# Calls that touch no file; the process may die in them as well, but nothing is in flight.
_CALL = re.compile(r"^(?:\d+\s+)?([a-z_0-9]+)\(", re.MULTILINE)


@dataclass(frozen=True)
class Death:
    """Where the child was killed: at the `number`th call of `name` in its life."""

    name: str
    number: int


def child(folder: Path, what: str) -> list[str]:
    """The command line of the writing process."""
    return [sys.executable, "-c", CHILD, what, str(folder / "refs.bib"), str(folder / "state")]


def prepare(folder: Path, what: str) -> bytes:
    """A library (for undo: one that was changed); returns its bytes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    library = folder / "refs.bib"
    library.write_bytes(OLD)
    if what == "undo":
        subprocess.run(child(folder, "edit"), check=True)
    return library.read_bytes()


def deaths(folder: Path, what: str) -> tuple[list[Death], bytes]:
    """Every system call behind the marker, and the bytes that the whole run leaves."""
    prepare(folder, what)
    log = folder / "strace.log"
    subprocess.run(["strace", "-f", "-o", str(log), *child(folder, what)], check=True)
    names = _CALL.findall(log.read_text(errors="replace"))
    text = log.read_text(errors="replace")
    marker = len(_CALL.findall(text[: text.index(MARKER)]))
    seen = Counter(names[:marker])
    found: list[Death] = []
    for name in names[marker:]:
        seen[name] += 1
        if name not in ("exit_group", "exit"):
            found.append(Death(name, seen[name]))
    return found, (folder / "refs.bib").read_bytes()


def faults(folder: Path, what: str, death: Death, new: bytes) -> Iterator[str]:
    """What is wrong after the child died there."""
    before = prepare(folder, what)
    library = folder / "refs.bib"
    inject = f"inject={death.name}:signal=KILL:when={death.number}"
    command = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={death.name}", "-e", inject]
    subprocess.run([*command, *child(folder, what)], check=False, capture_output=True)
    now = library.read_bytes()
    if now not in (before, new):
        yield "the library is neither the old nor the new one"
    journal = Journal(folder / "state", library)
    try:
        change = FileChange(library, now, (ByteSplice(0, b"", b"% next\n"),))
        with files.locked(library):
            journal.apply(Change("edit", "", (change,)), time="")
            journal.undo()
        if library.read_bytes() != now:
            yield "the next change cannot be taken back"
        elif what != "undo" and now == new:
            journal.undo()
            if library.read_bytes() != before:
                yield "the change itself cannot be taken back"
    except (MscrefError, OSError, delta.CorruptError) as error:
        yield f"afterwards: {error}"
    if list(folder.glob(".*")):
        yield "a temporary file is left"


def main(commands: list[str], calls: set[str]) -> int:
    """Kill each command everywhere (or at some calls); print a table and the line that counts."""
    if shutil.which("strace") is None:
        print("skipped: strace is not installed")
        return 0
    total = whole = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "work"
        for what in commands:
            points, new = deaths(folder, what)
            points = [death for death in points if not calls or death.name in calls]
            wrong = 0
            for death in points:
                found = list(faults(folder, what, death, new))
                wrong += bool(found)
                for one in found:
                    print(f"{what}: killed at {death.name} number {death.number}: {one}")
            print(
                f"{what}: killed at {len(points)} system calls, {len(points) - wrong} times whole"
            )
            total += len(points)
            whole += len(points) - wrong
    print(f"whole {whole} of {total}")
    return 0 if whole == total else 1


if __name__ == "__main__":
    chosen = set(sys.argv[2].split(",")) if len(sys.argv) > 2 else set()
    sys.exit(main(sys.argv[1].split(","), chosen))
