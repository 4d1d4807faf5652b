"""`files rename`: files get the names that a pattern gives, and their links with them.

A file is renamed where it is. Left alone, and said, are links of the file system, what several
entries link, what lies outside the folders that are ours, and what would need the name of another.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from mscref.app.attachments.links import (
    LinkedFile,
    field_text,
    linked_files,
    roots_of,
    set_links,
    shown_path,
    warning,
)
from mscref.app.changing import Edit, EditingSession, Outcome, Workplace, editing
from mscref.diagnostics import Diagnostic
from mscref.errors import LibraryError
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.bibtex.filefield import FileLink, moved_links
from mscref.keys.filenames import NamePattern, file_name, numbered
from mscref.library.attached import Roots, Whereabouts
from mscref.library.delta import TextSplice
from mscref.library.moves import FileMove, planned_move
from mscref.records import Record

_MOST_NUMBERS = 1000
_NUMBER = re.compile(r"-\d{1,3}\Z")
_LEFT = {
    Whereabouts.MISSING: "there is no such file",
    Whereabouts.OUTSIDE: "is not below the folder of the library; --folder names others",
    Whereabouts.BARRED: "lies in a folder that cannot be read",
    Whereabouts.ODD: "is no file",
}


WantedName = tuple[LinkedFile, str]
Progress = Callable[
    [Iterable[tuple[Entry, Sequence[WantedName]]], int],
    Iterable[tuple[Entry, Sequence[WantedName]]],
]


class Renamed(Record):
    """Old → new names, what was left alone and why, and what came of it."""

    names: tuple[tuple[str, str], ...]
    left: tuple[Diagnostic, ...]
    outcome: Outcome


class _Plan:
    """What is to be done, as it is found out."""

    def __init__(self, session: EditingSession, roots: Roots) -> None:
        self.session = session
        self.roots = roots
        self.moves: list[FileMove] = []
        self.splices: list[TextSplice] = []
        self.names: list[tuple[str, str]] = []
        self.left: list[Diagnostic] = []
        self._claimed: set[str] = set()
        self._next: dict[str, int] = {}  # the number from which on a name may be free

    def leave(self, one: LinkedFile, why: str) -> None:
        """Say that a file keeps its name."""
        self.left.append(warning("file-left", f"`{one.key}`: {why}", path=one.link.path))

    def keep_fitting(self, one: LinkedFile, name: str) -> bool:
        """Whether a file has the name already, or with a number: it keeps that in a clash."""
        path = one.place.path
        if path.name != name and (
            path.suffix != Path(name).suffix or _NUMBER.sub("", path.stem) != Path(name).stem
        ):
            return False
        self._claimed.add(str(path).casefold())
        return True

    def add_entry(self, entry: Entry, links: Sequence[WantedName]) -> None:
        """Plan the names of the files of one entry."""
        field = field_text(self.session.bib, entry)
        paths: list[tuple[FileLink, str]] = []
        moves: list[FileMove] = []
        for one, name in links:
            target = self._free(one.place.path, name)
            if target is None:
                self.leave(one, f"{_MOST_NUMBERS - 1} files would have this name already")
                continue
            try:
                moves.append(planned_move(one.place.path, target))
            except LibraryError as error:
                self.leave(one, error.message)
                continue
            path = _renamed_path(one.link.path, one.place.path.name, new=target.name)
            paths.append((one.link, path))
        splice = set_links(self.session.bib, entry, moved_links(field, paths)) if paths else None
        if splice is None:
            if paths:
                self.leave(links[0][0], "the encoding of the library cannot write the new name")
            return
        self.splices.append(splice)
        self.moves += moves
        self.names += [
            (shown_path(one.source, self.roots), shown_path(one.target, self.roots))
            for one in moves
        ]

    def _free(self, path: Path, name: str) -> Path | None:
        """The file under the name, or under it with the first number that no file of ours has."""
        wanted = str(path.with_name(name)).casefold()
        for number in range(self._next.get(wanted, 1), _MOST_NUMBERS):
            self._next[wanted] = number + 1
            target = path.with_name(name if number == 1 else numbered(name, number))
            claim = str(target).casefold()
            if claim not in self._claimed:
                self._claimed.add(claim)
                return target
        self._next[wanted] = _MOST_NUMBERS
        return None


def rename_files(
    place: Workplace,
    selectors: Sequence[str],
    *,
    pattern: str,
    named: Sequence[Path] = (),
    progress: Progress | None = None,
) -> Renamed:
    """Give the files of the chosen entries the names of a pattern; those that fit keep theirs.

    `progress` passes the entries on whose files are read, and sees how far that is.
    """
    parsed = NamePattern(pattern)
    with editing(place) as session:
        roots = roots_of(place.library, session.bib, named)
        plan = _Plan(session, roots)
        found = linked_files(session.bib, session.entries(), roots)
        counts = _linked_by(found)
        links_of: dict[int, list[LinkedFile]] = defaultdict(list)
        for one in found:
            links_of[one.entry.start].append(one)
        chosen = [(entry, links_of[entry.start]) for entry in session.choose(selectors)]
        wanted = [(entry, _to_rename(plan, links, counts, parsed)) for entry, links in chosen]
        renamed = [one for one in wanted if one[1]]
        # After those that fit have kept their names.
        for entry, links in progress(renamed, len(renamed)) if progress else renamed:
            plan.add_entry(entry, links)
        count = len(plan.moves)
        summary = f"renamed {count} file{'s' if count != 1 else ''}"
        edit = Edit(summary, tuple(plan.splices), moves=tuple(plan.moves))
        return Renamed(tuple(plan.names), tuple(plan.left), session.commit(edit))


def _to_rename(
    plan: _Plan, links: Sequence[LinkedFile], counts: Counter[str], pattern: NamePattern
) -> list[WantedName]:
    """The files of an entry that are to get a name, with it."""
    ours = [one for one in links if _is_ours(one, counts, plan)]
    names: dict[str, str] = {}
    for suffix in {one.place.path.suffix for one in ours}:
        names[suffix] = file_name(pattern, plan.session.reference(ours[0].entry), suffix)
    named = [(one, names[one.place.path.suffix]) for one in ours]
    return [(one, name) for one, name in named if not plan.keep_fitting(one, name)]


def _is_ours(one: LinkedFile, counts: Counter[str], plan: _Plan) -> bool:
    """Whether a file may get another name; where not, it is said."""
    if not one.is_found:
        plan.leave(one, _LEFT[one.place.state])
    elif counts[os.path.realpath(one.place.path)] > 1:
        plan.leave(one, "the file is linked more than once")
    else:
        return True
    return False


def _linked_by(links: Sequence[LinkedFile]) -> Counter[str]:
    return Counter(os.path.realpath(one.place.path) for one in links if one.is_found)


def _renamed_path(path: str, name: str, *, new: str) -> str:
    """The path of a link with another name for the file, its folders as they are written.

    The name may hold a backslash, which parts folders only where there are such.
    """
    if path.endswith(name):
        return path.removesuffix(name) + new
    cut = max(path.rfind("/"), path.rfind("\\"))
    return path[: cut + 1] + new
