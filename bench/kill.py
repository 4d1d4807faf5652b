"""`make kill`: stop a writing process at every system call it makes; is the library whole?

A child process is forked after all that it needs is imported, and changes a library with three
documents beside it. It is killed at the first of its system calls, the next child at the second,
and so on until one ends by itself. After each death the library and its documents must each hold
the old or the new bytes, and after the next change all old or all new; that change must work, undo
must take back just it, and then lead back to the old bytes; an undo that died loses no redo; a
search finds what the file holds; and no temporary file is left.

`files` renames a file with its link, `copies` does so where the file system has no hard links:
wherever the process dies, the link leads to the whole file.

Use: kill.py edit,rm,undo,… [EVERY]   (COMMANDS names them; EVERY=7: each seventh call)
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from bench import traced
from mscref.app import dedupe, edit, history, importing, rekey, remove, tidy
from mscref.app.attachments.renaming import rename_files
from mscref.app.changing import Workplace
from mscref.app.files import SourceText
from mscref.app.search import search
from mscref.errors import CorruptError, LibraryError, MscrefError
from mscref.formats.cslitem import reference_from_json
from mscref.library import files
from mscref.library.bibfile import read_bib
from mscref.library.delta import ByteSplice
from mscref.library.journal import Change, FileChange, Journal
from mscref.model.reference import Json

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
        "@book{Old_1, author = {Noor, B.}, title = {A Book}, year = 2021,, pages = {1-2},"
        " file = {scan.pdf}}\n",
    ]
).encode()
DOCUMENT = b"See \\cite{Old_1} and \\citep[p.~2]{Old_2}.\n"
DOCUMENTS = ("a.tex", "b.tex", "c.tex")
# The file of the entry Old_1 before `files` and after it.
PAPER = b"%PDF-1.5 " + b"what stands in it " * 20_000
PAPERS = ("scan.pdf", "Old_1.pdf")
# Commands that were run before the one that dies.
BEFORE: Mapping[str, tuple[str, ...]] = {"undo": ("rekey",), "redo": ("rekey", "undo")}
NEW: Mapping[str, Json] = {"type": "book", "title": "A New Book", "author": [{"family": "Ng"}]}
IMPORTED = "@book{new, title={Another}, author={Ek, C.}, year={1999}}"


def change(what: str, folder: Path) -> None:
    """Run the changing command `what` in a folder."""
    library, state = folder / "refs.bib", folder / "state"
    place = Workplace(library, state, command=what, cache_folder=folder / "cache")
    documents = [folder / name for name in DOCUMENTS]
    commands: dict[str, Callable[[], object]] = {
        "edit": lambda: edit.edit_fields(place, ["leng2020"], [("year", "2021")]),
        "rm": lambda: remove.remove(place, ["leng2020"]),
        "undo": lambda: history.undo(library, state),
        "redo": lambda: history.undo(library, state, redo=True),
        "import": lambda: importing.import_files(place, [SourceText(IMPORTED, "x.bib")]),
        "add": lambda: importing.add_references(place, [reference_from_json(dict(NEW))]),
        "dedupe": lambda: dedupe.dedupe(place, [], documents=documents),
        "tidy": lambda: tidy.tidy(place, ["all"]),
        "files": lambda: _rename(place),
        "copies": lambda: _without_links(lambda: _rename(place)),
        "rekey": lambda: rekey.rekey(place, [], pattern="[auth:lower][year]", documents=documents),
    }
    commands[what]()


COMMANDS = (
    "edit", "rm", "undo", "redo", "import", "add", "dedupe", "tidy", "rekey", "files", "copies",
)  # fmt: skip


def _rename(place: Workplace) -> None:
    """Rename the file; what is left alone, where the command line ends with 1, is an error here."""
    for left in rename_files(place, [], pattern="{key}").left:
        raise LibraryError(left.message)


def _without_links(call: Callable[[], object]) -> object:
    """Run a command as on a file system that has no hard links."""
    link = os.link

    def refused(source: object, target: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    os.link = refused  # type: ignore[assignment]
    try:
        return call()
    finally:
        os.link = link


def content(folder: Path) -> tuple[bytes, ...]:
    """What the library and its documents hold, and the file under each of its names, b"" where it
    is not."""
    papers = [folder / name for name in PAPERS]
    return (
        *((folder / name).read_bytes() for name in ("refs.bib", *DOCUMENTS)),
        *(one.read_bytes() if one.exists() else b"" for one in papers),
    )


def leads_to_its_file(folder: Path) -> bool:
    """Whether the link of the library leads to the whole file; where nothing links it, whether it
    is there."""
    library = (folder / "refs.bib").read_bytes()
    linked = [folder / name for name in PAPERS if f"{{{name}}}".encode() in library]
    return any(one.exists() and one.read_bytes() == PAPER for one in linked or [folder / PAPERS[0]])


def make_template(folder: Path, template: Path, what: str) -> tuple[bytes, ...]:
    """A library as it is before `what`, and what the whole run leaves of it.

    The command runs once in this process, so that the children import and compile nothing.
    """
    folder.mkdir()
    (folder / "refs.bib").write_bytes(LIBRARY)
    for name in DOCUMENTS:
        (folder / name).write_bytes(DOCUMENT)
    (folder / PAPERS[0]).write_bytes(PAPER)
    for before in BEFORE.get(what, ()):
        change(before, folder)
    list(faults_of_search(folder))  # makes the index
    shutil.copytree(folder, template)
    change(what, folder)
    return content(folder)


def refresh(folder: Path, template: Path) -> None:
    """The folder as it was; its name counts, since the journal is kept by it."""
    shutil.rmtree(folder)
    shutil.copytree(template, folder)


def faults(
    folder: Path, what: str, before: tuple[bytes, ...], after: tuple[bytes, ...]
) -> Iterator[str]:
    """What is wrong after the child died."""
    pairs = zip(content(folder), zip(before, after, strict=True), strict=True)
    if any(now not in pair for now, pair in pairs):
        yield "a file is neither the old nor the new one"
    if not leads_to_its_file(folder):
        yield "a link leads to no file"
    try:
        yield from faults_afterwards(folder, what, before, after)
    except (MscrefError, OSError, CorruptError) as error:
        yield f"afterwards: {error}"
    if list(folder.rglob(".*")):
        yield "a temporary file is left"


def faults_afterwards(
    folder: Path, what: str, before: tuple[bytes, ...], after: tuple[bytes, ...]
) -> Iterator[str]:
    """What is wrong after the next change of the library, which is taken back again."""
    library = folder / "refs.bib"
    journal = Journal(folder / "state", library)
    with files.locked(library):
        journal.recover()
        now = content(folder)
        if now not in (before, after):
            yield "some files are old and some new"
        yield from faults_of_search(folder)
        undone = [one for one in journal.records() if one.undone]
        if what in ("undo", "redo") and now == (after if what == "undo" else before):
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
        elif what not in ("undo", "redo") and now == after:
            journal.undo()
            if content(folder) != before:
                yield "the change itself cannot be taken back"


def faults_of_search(folder: Path) -> Iterator[str]:
    """Whether the index that was left behind finds other works than the file holds."""
    library = folder / "refs.bib"
    found, _ = search([str(library)], "has:title", cache_folder=folder / "cache")
    held = [entry.key for entry in read_bib(library.read_bytes()).bib.entries()]
    if sorted(hit.reference.id for hit in found.hits) != sorted(held):
        yield "a search finds other works than the file holds"


def kill_everywhere(what: str, root: Path, *, every: int) -> tuple[int, int]:
    """Kill a command at each of its calls; how often that was, and how often all was whole."""
    folder, template = root / what / "work", root / what / "template"
    folder.parent.mkdir()
    after = make_template(folder, template, what)
    before = content(template)
    deaths = whole = 0
    kill_at, is_killed = 1, True
    started = time.monotonic()
    while is_killed:
        refresh(folder, template)
        ended = traced.run(partial(change, what, folder), kill_at=kill_at)
        is_killed = ended.code is None
        if ended.code:
            print(f"{what}: the command failed by itself")
            return deaths + 1, whole
        found = list(faults(folder, what, before, after))
        for one in found:
            print(f"{what}: killed at call {ended.at} (number {ended.number}): {one}", flush=True)
        deaths += is_killed
        whole += is_killed and not found
        kill_at += every
    seconds = time.monotonic() - started
    print(f"{what}: killed at {deaths} system calls, {whole} times whole ({seconds:.0f} s)")
    return deaths, whole


def main(commands: list[str], every: int) -> int:
    """Kill each command everywhere; print a row for each and the line that counts."""
    if not traced.is_possible():
        print("skipped: processes cannot be traced here (ptrace)")
        return 0
    with tempfile.TemporaryDirectory() as name:
        rows = [kill_everywhere(what, Path(name), every=every) for what in commands]
    total, whole = (sum(row[place] for row in rows) for place in (0, 1))
    print(f"whole {whole} of {total}")
    return 0 if whole == total else 1


if __name__ == "__main__":
    wanted = sys.argv[1].split(",") if len(sys.argv) > 1 else list(COMMANDS)
    sys.exit(main(wanted, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
