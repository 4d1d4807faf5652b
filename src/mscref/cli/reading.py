"""What every reading command starts with: find the library, read it, pick the selected.

Sits between commands and app/: the one place that looks at the working folder, the environment
and stdin for them, and says on stderr what was read.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mscref.app.files import STDIN, path_hint
from mscref.app.folders import cache_folder, working_folder
from mscref.app.library import (
    LibraryChoice,
    Loaded,
    choose_library,
    is_library_file,
    load_library,
)
from mscref.cli import show, streams
from mscref.config import Config, load_config
from mscref.errors import MscrefError, NoLibraryError, UsageError
from mscref.formats.bibtex.titles import Titles
from mscref.records import Record, replaced

if TYPE_CHECKING:
    from mscref.app.cited import Cited
    from mscref.library.search import Keyed, Said, Sayings


class LibraryRequest(Record):
    """A library that was read, the selectors that are left, and the settings in force."""

    config: Config
    library: Loaded
    selectors: tuple[str, ...]

    @property
    def sayings(self) -> Sayings:
        """What answers `finding:` and `verdict:` in the selectors."""
        return sayings_of(self.library.paths, self.config)


def sayings_of(paths: Sequence[str], config: Config) -> Sayings:
    """What answers `finding:` and `verdict:` about the references of files.

    It is made when it is first asked: `format` would load five modules for nothing.
    """
    made: list[Sayings] = []

    def answer(asked: Said) -> Keyed:
        if not made:
            from mscref.app.sayings import LibrarySayings

            made.append(LibrarySayings(paths, cache_folder=cache_folder(config, os.environ)))
        return made[0](asked)

    return answer


def settings() -> Config:
    """Read the settings that hold in the working folder; say what of them was not taken."""
    config = load_config(working_folder(), os.environ)
    for message, hint in config.warnings:
        show.warning(message, hint=hint, once=True)
    return config


def read_library(
    library: Sequence[str] | None,
    selectors: Sequence[str] | None = None,
    *,
    only_selected: bool = False,
    titles: Titles = Titles.SENTENCE,
    keep_case: bool = False,
    cited: Sequence[str] | None = None,
) -> LibraryRequest:
    """Read the library a command means and show what was the matter with it.

    A selector that is a bibliography file is the library: `mscref format paper.bib`. With
    `only_selected`, what no selector names need not be read. `keep_case`, or the setting of that
    name, keeps the capitals of titles that `titles` would have in sentence case. `cited` are
    documents: only what they cite is left, from the library that they name where none is given.
    """
    config = settings()
    words = list(selectors or ())
    files = [word for word in words if is_library_file(word)]
    found = _read_cited(cited)
    if found is not None and not library and not files:
        files = list(found.bibliography)
    rest = tuple(word for word in words if word not in files)
    only_selected = only_selected and found is None
    choice = choose([*(library or ()), *files], words=rest, config=config)
    _say_choice(choice)
    if titles is Titles.SENTENCE and (keep_case or config.keep_case):
        titles = Titles.WRITTEN
    loaded = load_library(choice, keys=rest if only_selected else (), titles=titles)
    if found is not None:
        loaded = _only_cited(loaded, found)
    show.diagnostics(loaded.diagnostics)
    if show.is_verbose():
        show.diagnostics(one.diagnostic() for one in loaded.leftovers)
    if not loaded.references:
        show.note(f"{choice.shown}: holds no references")
    return LibraryRequest(config, loaded, rest)


def _read_cited(documents: Sequence[str] | None) -> Cited | None:
    if not documents:
        return None
    from mscref.app.cited import read_cited

    return read_cited(documents)


def _only_cited(loaded: Loaded, found: Cited) -> Loaded:
    """The references that documents cite; a key that the library lacks is an error among them."""
    from mscref.app.cited import missing_keys

    known = [one.id for one in loaded.references]
    diagnostics = [*loaded.diagnostics, *missing_keys(found, known)]
    references = [one for one in loaded.references if found.is_everything or one.id in found.places]
    return replaced(loaded, references=references, diagnostics=diagnostics)


def cited_library(documents: Sequence[str] | None) -> tuple[list[str], Cited | None]:
    """The files that documents name as their bibliography, and what they cite."""
    found = _read_cited(documents)
    return (list(found.bibliography) if found else []), found


def choose(given: Sequence[str], *, words: Sequence[str], config: Config) -> LibraryChoice:
    """The library; where there is none but a word meant a file, the error is about that file.

    Where nothing is named and something is piped in, that is the library.
    """
    if not given and not words and streams.has_piped_input():
        return LibraryChoice((STDIN,), "piped in")
    try:
        return choose_library(given, config=config, folder=working_folder())
    except NoLibraryError as error:
        hint = next((hint for hint in map(path_hint, words) if hint), "")
        raise type(error)(error.message, hint=hint or error.hint) from None


def words_or_stdin(words: Sequence[str] | None, what: str) -> list[str]:
    """The words of a command that needs some; without any, stdin where something is piped in.

    Raises UsageError where there is neither.
    """
    if words:
        return list(words)
    if streams.has_piped_input():
        return [STDIN]
    raise UsageError(f"missing argument '{what}...'", hint="name one, or pipe it in")


def is_reference(word: str) -> bool:
    """Whether a word is a bibliography file, or a key of the library here; says nothing."""
    if is_library_file(word):
        return True
    try:
        config = load_config(working_folder(), os.environ)
        choice = choose_library((), config=config, folder=working_folder())
        loaded = load_library(choice, keys=(word,))
    except MscrefError:
        return False
    return any(one.id == word for one in loaded.references)


def _say_choice(choice: LibraryChoice) -> None:
    show.detail(f"library: {choice.shown} ({choice.reason})")
