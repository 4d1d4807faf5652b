"""`make kill`: stop a writing process at every system call it makes; is the library whole?

A child process imports all it needs, touches a marker file name, and then changes a library.
strace counts its system calls behind the marker; then the same child is killed at the first of
them, at the second, and so on. After each death the library and its three documents must each hold
the old or the new bytes, after the next change all old or all new; that change must work, undo must
take back just it, and then lead back to the old bytes; and an undo that died loses no redo.

Use: kill.py edit,rm,undo,redo,import,add,dedupe,tidy,rekey [rename,fsync,…]
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
ENTRY = """@article{leng2020,
  author = {Leng, Zikuan and Zhu, Rongjia},
  title = {Transplantation of stem cells improves the outcome of patients},
  journal = {Aging and Disease},
  year = {2020},
  doi = {10.14336/AD.2020.0228},
}
"""
LIBRARY = "".join(
    [
        "% kept by hand\n",
        ENTRY,
        ENTRY.replace("leng2020", "Old_2"),
        "@book{Old_1, author = {Noor, B.}, title = {A Book}, year = 2021,, pages = {1-2}}\n",
    ]
).encode()
DOCUMENT = b"See \\cite{Old_1} and \\citep[p.~2]{Old_2}.\n"
DOCUMENTS = ("a.tex", "b.tex", "c.tex")
COMMANDS = ("edit", "rm", "undo", "redo", "import", "add", "dedupe", "tidy", "rekey")
# The same work is done once beforehand, elsewhere, so that nothing is left to be imported.
CHILD = """
import sys, os
from pathlib import Path
from mscref.app import dedupe, edit, history, importing, rekey, remove, tidy
from mscref.app.changing import Workplace
from mscref.app.files import SourceText
from mscref.formats.csljson import reference_from_json
from mscref.library import diff
what, folder = sys.argv[1], Path(sys.argv[2])

def work(folder):
    library, state = folder / "refs.bib", folder / "state"
    place = Workplace(library, state, command=what, cache_folder=folder / "cache")
    new = {"type": "book", "title": "A New Book", "author": [{"family": "Ng"}]}
    source = SourceText("@book{new, title={Another}, author={Ek, C.}, year={1999}}", "x.bib")
    documents = [folder / name for name in ("a.tex", "b.tex", "c.tex")]
    {
        "edit": lambda: edit.edit_fields(place, ["leng2020"], [("year", "2021")]),
        "rm": lambda: remove.remove(place, ["leng2020"]),
        "undo": lambda: history.undo(library, state),
        "redo": lambda: history.undo(library, state, redo=True),
        "import": lambda: importing.import_files(place, [source]),
        "add": lambda: importing.add_references(place, [reference_from_json(new)]),
        "dedupe": lambda: dedupe.dedupe(place, [], documents=documents),
        "tidy": lambda: tidy.tidy(place, ["all"]),
        "rekey": lambda: rekey.rekey(place, [], pattern="[auth:lower][year]", documents=documents),
    }[what]()

if len(sys.argv) > 3:
    work(folder / "warm")
    os.access("/mscref-marker", 0)
work(folder)
"""
# Calls that touch no file; the process may die in them as well, but nothing is in flight.
_CALL = re.compile(r"^(?:\d+\s+)?([a-z_0-9]+)\(", re.MULTILINE)


@dataclass(frozen=True)
class Death:
    """Where the child was killed: at the `number`th call of `name` in its life."""

    name: str
    number: int


def child(folder: Path, what: str, *, warm: bool = True) -> list[str]:
    """The command line of the writing process."""
    return [sys.executable, "-c", CHILD, what, str(folder), *(["warm"] if warm else [])]


def content(folder: Path) -> tuple[bytes, ...]:
    """What the library and its documents hold."""
    return tuple((folder / name).read_bytes() for name in ("refs.bib", *DOCUMENTS))


def prepare(folder: Path, what: str) -> tuple[bytes, ...]:
    """A library with documents, and a second one to warm up with (for undo and redo: both were
    changed before, from a template that is made once); returns what they hold."""
    template = folder.with_name(f"template-{what}")
    shutil.rmtree(folder, ignore_errors=True)
    if not template.exists():
        for place in (folder, folder / "warm"):
            place.mkdir()
            (place / "refs.bib").write_bytes(LIBRARY)
            for name in DOCUMENTS:
                (place / name).write_bytes(DOCUMENT)
            for before in {"undo": ["rekey"], "redo": ["rekey", "undo"]}.get(what, []):
                subprocess.run(child(place, before, warm=False), check=True)
        shutil.copytree(folder, template)
    else:
        shutil.copytree(template, folder)
    return content(folder)


def deaths(folder: Path, what: str) -> tuple[list[Death], tuple[bytes, ...]]:
    """Every system call behind the marker, and what the whole run leaves."""
    prepare(folder, what)
    log = folder / "strace.log"
    subprocess.run(["strace", "-f", "-o", str(log), *child(folder, what)], check=True)
    text = log.read_text(errors="replace")
    names = _CALL.findall(text)
    marker = len(_CALL.findall(text[: text.index(MARKER)]))
    seen = Counter(names[:marker])
    found: list[Death] = []
    for name in names[marker:]:
        seen[name] += 1
        if name not in ("exit_group", "exit"):
            found.append(Death(name, seen[name]))
    return found, content(folder)


def faults(folder: Path, what: str, death: Death, new: tuple[bytes, ...]) -> Iterator[str]:
    """What is wrong after the child died there."""
    before = prepare(folder, what)
    inject = f"inject={death.name}:signal=KILL:when={death.number}"
    command = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={death.name}", "-e", inject]
    subprocess.run([*command, *child(folder, what)], check=False, capture_output=True)
    pairs = zip(content(folder), zip(before, new, strict=True), strict=True)
    if any(now not in pair for now, pair in pairs):
        yield "a file is neither the old nor the new one"
    try:
        yield from faults_afterwards(folder, what, before, new)
    except (MscrefError, OSError, delta.CorruptError) as error:
        yield f"afterwards: {error}"
    if list(folder.glob(".*")):
        yield "a temporary file is left"


def faults_afterwards(
    folder: Path, what: str, before: tuple[bytes, ...], new: tuple[bytes, ...]
) -> Iterator[str]:
    """What is wrong after the next change of the library, which is taken back again."""
    library = folder / "refs.bib"
    journal = Journal(folder / "state", library)
    with files.locked(library):
        journal.recover()
        now = content(folder)
        if now not in (before, new):
            yield "some files are old and some new"
        undone = [one for one in journal.records() if one.undone]
        if what in ("undo", "redo") and now == (new if what == "undo" else before):
            if not undone:
                yield "redo is lost"
            journal.redo()
            journal.undo()
        change = FileChange(library, now[0], (ByteSplice(0, b"", b"% next\n"),))
        journal.apply(Change("next", "", (change,)), time="")
        if journal.undo().command != "next":
            yield "undo took another change back"
        if content(folder) != now:
            yield "the next change cannot be taken back"
        elif what not in ("undo", "redo") and now == new:
            journal.undo()
            if content(folder) != before:
                yield "the change itself cannot be taken back"


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
    wanted = sys.argv[1].split(",") if len(sys.argv) > 1 else list(COMMANDS)
    sys.exit(main(wanted, chosen))
