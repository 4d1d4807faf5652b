"""`files check` and `orphans`: links that lead nowhere or astray, files that no link leads to."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from mscref.app.attachments.links import (
    SUFFIXES,
    LinkedFile,
    linked_files,
    roots_of,
    shown_path,
)
from mscref.app.changing import Workplace, editing
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import NotFoundError
from mscref.library.attached import Roots, Whereabouts, files_below
from mscref.records import Record

_HEAD = 1024  # bytes in which a PDF says that it is one (ISO 32000-1, Annex H)
_STATES = {
    Whereabouts.MISSING: ("missing", "there is no such file"),
    Whereabouts.OUTSIDE: (
        "outside", "is not below the folder of the library and was not looked at; --folder names"
        " others"
    ),
    Whereabouts.BARRED: ("barred", "lies in a folder that cannot be read"),
    Whereabouts.ODD: ("no-file", "is a folder, a device, or a name that no file can have"),
}  # fmt: skip


class FileProblem(Record):
    """What is wrong with a link: `problem` is a word, `message` says it."""

    key: str
    problem: str
    link: str
    message: str


class FileCheck(Record):
    """The problems of the links of a library, how many links there are, and the entries whose
    links nobody knows."""

    problems: tuple[FileProblem, ...]
    count: int
    unread: tuple[Diagnostic, ...] = ()


class Orphans(Record):
    """Files that no entry links; the entries that may link them all the same, and the folders that
    could not be read."""

    files: tuple[str, ...]
    unread: tuple[Diagnostic, ...] = ()


def check_files(
    place: Workplace, selectors: Sequence[str], *, named: Sequence[Path] = ()
) -> FileCheck:
    """Look at every link of the chosen entries; files outside are not."""
    with editing(place) as session:
        chosen = session.choose(selectors)
        unread = session.unread
    roots = roots_of(place.library, session.bib, named)
    links = linked_files(session.bib, chosen, roots)
    return FileCheck(tuple(_problems(links)), len(links), unread)


def orphans(place: Workplace, folder: Path | None, *, named: Sequence[Path] = ()) -> Orphans:
    """The files below a folder, else that of the library, that no entry links."""
    with editing(place) as session:
        entries, unread = session.entries(), session.unread
    wanted = folder or place.library.parent
    roots = roots_of(place.library, session.bib, [*named, wanted])
    links = linked_files(session.bib, entries, roots)
    found = unlinked(links, wanted, roots)
    files = tuple(shown_path(one, roots) for one in found.files)
    return Orphans(files, (*unread, *found.unread))


class Unlinked(Record):
    """Files that no link leads to, and an error for each folder that could not be read."""

    files: tuple[Path, ...]
    unread: tuple[Diagnostic, ...]


def unlinked(links: Sequence[LinkedFile], folder: Path, roots: Roots) -> Unlinked:
    """The files below a folder that none of the links leads to; NotFoundError without a folder."""
    if not folder.is_dir():
        raise NotFoundError(f"{folder}: there is no such folder")
    known = {os.path.realpath(one.place.path) for one in links if one.is_found}
    whole = Path(os.path.normpath(Path.cwd() / folder))
    below = files_below(whole, SUFFIXES)
    files = tuple(one for one in below.files if os.path.realpath(one) not in known)
    return Unlinked(files, tuple(_unread(*one, roots) for one in below.barred))


def _unread(folder: Path, why: str, roots: Roots) -> Diagnostic:
    said = f"cannot be read: {why}; the files below it were not looked at"
    return Diagnostic(
        Severity.ERROR, "folder-unreadable", said, Span(shown_path(folder, roots) or ".")
    )


def _problems(links: Sequence[LinkedFile]) -> Iterator[FileProblem]:
    seen: dict[str, LinkedFile] = {}
    for one in links:
        if not one.is_found:
            problem, message = _STATES[one.place.state]
            yield FileProblem(one.key, problem, one.link.path, message)
            continue
        first = seen.setdefault(os.path.realpath(one.place.path), one)
        if first is not one:
            where = f"`{first.key}`" if first.key != one.key else "the same entry"
            yield FileProblem(one.key, "twice", one.link.path, f"is linked by {where}, too")
        wrong = _wrong_type(one)
        if wrong:
            yield FileProblem(one.key, "type", one.link.path, wrong)


def _wrong_type(one: LinkedFile) -> str:
    """What a file is that should be a PDF, by its name or by what the link says; "" for one."""
    is_said = one.link.kind.lower().rpartition("/")[2] == "pdf"
    if not is_said and one.place.path.suffix.lower() != ".pdf":
        return ""
    try:
        with one.place.path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        return f"cannot be read: {(error.strerror or str(error)).lower()}"
    if b"%PDF-" in head:
        return ""
    if not head:
        return "is empty"
    is_page = head.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html"))
    return "is a web page, not a PDF" if is_page else "is not a PDF"
