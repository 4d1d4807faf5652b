"""Which library is meant, and what stands in it.

What crosses the border: paths and settings in, a `LibraryChoice` with its reason out; a choice
in, a `Loaded` library out. Reading never stops at a bad entry: what was the matter is in
`Loaded.diagnostics`.
"""

from __future__ import annotations

import os
from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from mscref.app.files import (
    STDIN,
    STDIN_NAME,
    SourceText,
    file_state,
    read_text,
    readable_extensions,
    without_list,
)
from mscref.config import Config, user_folder
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import ExitCode, FormatError, NoLibraryError
from mscref.formats.base import Leftover, ReadResult
from mscref.formats.bibtex.titles import Titles
from mscref.formats.registry import LIBRARY, every_format, guess_format
from mscref.model.homes import is_address
from mscref.model.reference import Reference
from mscref.records import Record, replaced

if TYPE_CHECKING:
    from mscref.formats.bibtex.blocks import Entry
    from mscref.formats.bibtex.reader import BibReader

# Read for their reference list (app/plaintext.py).
DOCUMENT_EXTENSIONS = (
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".docx", ".odt", ".pdf",
)  # fmt: skip


# Why the library in the user's data folder was taken.
OF_THE_USER = "the library of this user"


class LibraryChoice(Record):
    """The files that make up the library, and why they were taken."""

    paths: tuple[str, ...]
    reason: str

    @property
    def is_of_the_user(self) -> bool:
        """Whether it lies in the user's data folder, because nothing nearer was found."""
        return self.reason.startswith(OF_THE_USER)

    @property
    def shown(self) -> str:
        """The files as messages call them."""
        return _shown(self.paths)


class Loaded(Record):
    """The references of a library in its order; `spans` says where each id stands."""

    references: list[Reference]
    diagnostics: list[Diagnostic]
    spans: Mapping[str, Span]
    paths: tuple[str, ...]
    places: Mapping[tuple[str, str], Span] = MappingProxyType({})

    @property
    def shown(self) -> str:
        """The files as messages call them."""
        return _shown(self.paths)

    @property
    def leftovers(self) -> list[Leftover]:
        """What stands in the references and has no place in CSL."""
        return ReadResult(self.references, [], self.spans, self.places).leftovers

    @property
    def exit_code(self) -> ExitCode:
        """PROBLEMS where an entry could not be read although others could."""
        return exit_code_of(self.diagnostics)


def _shown(paths: Sequence[str]) -> str:
    return ", ".join(STDIN_NAME if path == STDIN else path for path in paths)


def exit_code_of(diagnostics: Sequence[Diagnostic]) -> ExitCode:
    """PROBLEMS where there is an error among the findings."""
    return ExitCode.PROBLEMS if has_errors(diagnostics) else ExitCode.DONE


def has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    """Whether something could not be read."""
    return any(finding.severity is Severity.ERROR for finding in diagnostics)


def choose_library(
    given: Sequence[str], *, config: Config, folder: Path, user_library: Path | None = None
) -> LibraryChoice:
    """Decide which files are the library; raises NoLibraryError where there is none.

    `given` is what the command line says; then come the environment and the settings file (both
    in `config`), what `folder` holds, and `user_library`.
    """
    if given:
        return LibraryChoice(tuple(given), "given on the command line")
    if config.library:
        return LibraryChoice(config.library, f"set in {config.origins['library']}")
    from mscref.app.folder_library import library_of

    found = library_of(folder)
    if found:
        return LibraryChoice((found[0],), found[1])
    user_library = user_library or user_library_path()
    if user_library.is_file():
        return LibraryChoice((str(user_library),), OF_THE_USER)
    raise NoLibraryError(
        "no library here: no .bib file in this folder, and none of your own",
        hint="`mscref init` makes one in this folder; `mscref add DOI` and `mscref import FILE`"
        " fill it; -l FILE names one elsewhere",
    )


def user_library_path() -> Path:
    """Return where the library of the user is, whether it exists or not."""
    return user_folder("data", os.environ) / "references.bib"


def is_library_file(word: str) -> bool:
    """True for `-`, for the address of a library, and for an existing file with the extension of a
    format or document that we read."""
    if word == STDIN or is_address(word):
        return True
    extensions = readable_extensions()
    if word.lower().endswith((*extensions, *DOCUMENT_EXTENSIONS)):
        return Path(word).is_file()
    return "." in word and Path(word).is_file() and guess_format("", path=word) is not None


def load_library(
    choice: LibraryChoice,
    *,
    keys: Sequence[str] = (),
    titles: Titles = Titles.SENTENCE,
    scanned: ScannedFile | None = None,
    last_counts: bool = False,
) -> Loaded:
    """Read every file of the choice; raises FormatError where nothing at all is readable.

    An id that stands twice keeps its first reference, with `last_counts` that of the last file; the
    other is a finding. Where one .bib
    file has all of `keys`, only their entries are read: 20 times faster in a large library.
    `titles` says how those of BibTeX are read, `scanned` holds the file from one time to the next.
    """
    if keys and len(choice.paths) == 1:
        file = ScannedFile() if scanned is None else scanned
        found = _load_entries(choice.paths[0], keys, file, titles=titles)
        if found:
            return found
    files = [read_path(path, titles=titles) for path in choice.paths]
    if len(files) == 1:
        loaded = _one_file(*files[0], paths=choice.paths)
    else:
        loaded = _several_files(files, paths=choice.paths, last_counts=last_counts)
    if not loaded.references and has_errors(loaded.diagnostics):
        raise FormatError(
            f"{choice.shown}: nothing in it could be read",
            diagnostics=tuple(loaded.diagnostics),
        )
    return loaded


def _one_file(place: str, result: ReadResult, *, paths: tuple[str, ...]) -> Loaded:
    """The references of a file, the first of each id: the reader has said the others."""
    references: dict[str, Reference] = {}
    for reference in result.references:
        references.setdefault(reference.id, reference)
    return Loaded(
        references=list(references.values()),
        diagnostics=list(result.diagnostics),
        spans=_Spans(references, result.spans, place),
        paths=paths,
        places=result.places,
    )


class _Spans(Mapping[str, Span]):
    """Where each reference of a file stands, the file itself where the reader cannot tell.

    Looked up when it is asked for: some readers go through the file once more to tell it.
    """

    def __init__(self, keys: Collection[str], found: Mapping[str, Span], place: str) -> None:
        self._keys = keys
        self._found = found
        self._place = place

    def __getitem__(self, key: str) -> Span:
        if key not in self._keys:
            raise KeyError(key)
        return self._found.get(key, Span(self._place))

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def _several_files(
    files: Sequence[tuple[str, ReadResult]], *, paths: tuple[str, ...], last_counts: bool
) -> Loaded:
    """The references of files; an id that stands in two of them is a finding."""
    references: dict[str, Reference] = {}
    diagnostics: list[Diagnostic] = []
    spans: dict[str, Span] = {}
    for place, result in files:
        diagnostics += result.diagnostics
        for reference in result.references:
            key = reference.id
            span = result.spans.get(key, Span(place))
            known = spans.get(key)
            if known is None or (last_counts and known.path != place):
                references[key] = reference
                spans[key] = span
                if known is not None:
                    diagnostics.append(_across_files(key, span, second=known))
            elif known.path != place:  # within a file the reader has said it
                diagnostics.append(_across_files(key, known, second=span))
    return Loaded(
        references=list(references.values()),
        diagnostics=diagnostics,
        spans=spans,
        paths=paths,
        places=ChainMap(*[dict(result.places) for _, result in files]),
    )


def read_path(path: str, *, titles: Titles = Titles.SENTENCE) -> tuple[str, ReadResult]:
    """What stands in a file, in stdin or at an address, and what diagnostics call that."""
    if is_address(path):
        from mscref.app.addresses import read_address

        return path, read_address(path)
    source = read_text(path)
    result = read_references(source, titles=titles)
    return source.path, replaced(result, diagnostics=[*source.diagnostics, *result.diagnostics])


class ScannedFile:
    """A .bib file of which entries are read again and again: scanned anew once it was changed."""

    def __init__(self) -> None:
        self._known: tuple[object, SourceText, BibReader] | None = None

    def read(self, path: str, titles: Titles) -> tuple[SourceText, BibReader]:
        """The text of the file and its reader; raises as `read_text`."""
        from mscref.formats.bibtex.reader import BibReader

        state = (path, titles, file_state(path))
        if self._known is None or self._known[0] != state:
            source = read_text(path)
            self._known = (state, source, BibReader(source.text, path=source.path, titles=titles))
        return self._known[1:]


def _load_entries(
    path: str, keys: Sequence[str], file: ScannedFile, *, titles: Titles
) -> Loaded | None:
    """The entries with these keys, in the order of the file; None where that is not all asked."""
    if path == STDIN or is_address(path) or not path.lower().endswith(LIBRARY.extensions):
        return None
    source, reader = file.read(path, titles)
    wanted = set(keys)
    entries: dict[str, Entry] = {}
    for entry in reader.bib.entries():
        if entry.key in wanted:
            entries.setdefault(entry.key, entry)
    if len(entries) < len(wanted):
        return None
    references = [reader.convert(entry) for entry in entries.values()]
    spans = {key: reader.bib.span(one.start, path=source.path) for key, one in entries.items()}
    diagnostics = [*source.diagnostics, *reader.diagnostics()]
    return Loaded(references, diagnostics, spans, (path,))


def read_references(source: SourceText, *, titles: Titles = Titles.SENTENCE) -> ReadResult:
    """Read one file in the format its name or content shows; raises FormatError."""
    if not source.text.strip():
        raise FormatError(f"{source.path}: is empty")
    row = guess_format(source.text, path=source.path)
    if row is None:
        from mscref.app.plaintext import read_list

        listed = read_list(source)
        if listed:
            return listed
        known = ", ".join(row.title for row in every_format().values() if row.reads)
        raise without_list(
            source,
            said="not in any format that mscref reads, and holds no reference list",
            hint=f"it reads {known}",
        )
    if row.is_bibtex:
        from mscref.formats.bibtex import read

        return read(source.text, path=source.path, titles=titles)
    result = row.reader()(source.text, path=source.path)
    if row.may_hold_strings:
        from mscref.app.plaintext import with_strings_read

        return with_strings_read(result)
    return result


def _across_files(key: str, first: Span, *, second: Span) -> Diagnostic:
    return Diagnostic(
        Severity.ERROR,
        "duplicate-key",
        f"`{key}` is also in {first.path}; this one is left out",
        second,
        hint="rename one of the two",
    )
