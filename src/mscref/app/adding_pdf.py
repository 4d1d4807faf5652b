"""`add paper.pdf`: what a PDF turned out to be comes into the library with a link to the file.

What crosses the border: paths in, outcomes out; then, for `add_references`, the references and a
`PdfFiling` that says which files each of them brings, under which names.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from mscref.app.identifying_pdf import identify_pdfs
from mscref.errors import LibraryError, UsageError
from mscref.formats.bibtex.filefield import FileLink, file_links, kind_of
from mscref.keys.filenames import DEFAULT_NAME, NamePattern, file_name, numbered
from mscref.library.attached import Roots
from mscref.library.bibfile import braces_balance
from mscref.library.moves import FileMove, planned_move
from mscref.model.reference import Reference
from mscref.records import Record
from mscref.sources.outcomes import Outcome, Resolved, Unresolved
from mscref.sources.settings import Settings


class FilingWish(Record):
    """What is to become of the files: another name, another folder, and whether they stay, too."""

    renames: bool = False
    folder: str = ""
    copies: bool = False

    @property
    def moves(self) -> bool:
        """Whether files get another name or place."""
        return self.renames or bool(self.folder)


def filing_wish(*, renames: bool, folder: str, copies: bool) -> FilingWish:
    """The wish of a command line; raises UsageError where it cannot be meant."""
    if copies and not (renames or folder):
        raise UsageError("--copy of what, to where?", hint="add --move DIR, or --rename")
    folder = str(Path(folder).expanduser()) if folder else ""  # no shell does it for --move=~/x
    if folder and Path(folder).exists() and not Path(folder).is_dir():
        raise UsageError(f"--move {folder}: this is a file, not a folder")
    return FilingWish(renames, folder=folder, copies=copies)


def identified(paths: Sequence[str], settings: Settings, *, wish: FilingWish) -> Iterator[Outcome]:
    """What each PDF is; one that could not be linked or moved is not looked at."""
    for path in paths:
        problem = _problem(Path(path), wish)
        if problem is not None:
            yield Unresolved(path, None, problem)
    yield from identify_pdfs([one for one in paths if _problem(Path(one), wish) is None], settings)


def _problem(path: Path, wish: FilingWish) -> LibraryError | None:
    name = (Path.cwd() / path).as_posix()
    if not wish.renames and not (braces_balance(name) and name.isprintable()):
        return LibraryError(
            f"{path}: no .bib file can hold such a name", hint="--rename gives it another one"
        )
    if wish.moves and path.is_symlink():
        return LibraryError(
            f"{path}: is a symbolic link, and is not moved", hint="add it where it leads to"
        )
    return None


class PdfFiling:
    """Which files each newcomer brings; it notes what has to move for it."""

    def __init__(
        self, found: Iterable[Resolved], pdfs: Collection[str], *, library: Path, wish: FilingWish
    ) -> None:
        self.references: list[Reference] = []
        self._wish = wish
        self._roots = Roots(library)
        self._pattern = NamePattern(DEFAULT_NAME)
        self._paths: dict[int, list[Path]] = {}
        self._moves: list[FileMove] = []
        self._take(found, pdfs)

    @property
    def moves(self) -> Sequence[FileMove]:
        """The files that get another name."""
        return self._moves

    def __call__(self, reference: Reference, key: str, have: str, /) -> Sequence[FileLink]:
        """The links of a newcomer that its entry does not have."""
        there = {one.path for one in file_links(have)}
        paths = [
            path
            for path in self._paths.get(_identity(reference), ())
            if self._roots.link_to(path) not in there
        ]
        placed = (self._placed(path, reference.with_id(key)) for path in paths)
        return [FileLink(self._roots.link_to(one), kind=kind_of(one.name)) for one in placed]

    def _take(self, found: Iterable[Resolved], pdfs: Collection[str]) -> None:
        """A PDF of a work that comes anyhow is no newcomer of its own."""
        known: dict[str, Reference] = {}
        for one in found:
            name, is_pdf = str(one.identifier), one.asked in pdfs
            if not (is_pdf and name in known):
                self.references.append(one.reference)
                known.setdefault(name, one.reference)
            if is_pdf:
                self._paths.setdefault(_identity(known[name]), []).append(Path(one.asked))

    def _placed(self, path: Path, reference: Reference) -> Path:
        """Where the file will be; its move is noted."""
        wish = self._wish
        if not wish.moves:
            return path
        name = file_name(self._pattern, reference, path.suffix) if wish.renames else path.name
        target = self._free(Path(wish.folder or path.parent) / name, path)
        if target != path:
            self._moves.append(planned_move(path, target, keeps_source=wish.copies))
        return target

    def _free(self, target: Path, source: Path) -> Path:
        """The name itself, or the first numbered one that is nobody's."""
        taken = {one.target for one in self._moves}
        number, free = 1, target
        while _absolute(free) in taken or (os.path.lexists(free) and not _is_same(free, source)):
            number += 1
            free = target.with_name(numbered(target.name, number))
        return source if _is_same(free, source) else free


def _identity(reference: Reference) -> int:
    """What tells a newcomer from others while it comes in: its key changes, its fields do not."""
    return id(reference.fields)


def _absolute(path: Path) -> Path:
    return Path(os.path.realpath(path.parent)) / path.name


def _is_same(one: Path, other: Path) -> bool:
    return _absolute(one) == _absolute(other)
