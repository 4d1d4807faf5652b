"""What every changing command starts and ends with: which library, and saying what was done.

Sits between commands and app/, as `reading.py` does for commands that change nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from mscref.app.changing import Outcome, Workplace, library_to_change
from mscref.app.folders import cache_folder, state_folder, working_folder
from mscref.app.library import LibraryChoice, is_library_file
from mscref.cli import show
from mscref.cli.reading import settings


def files_among(words: Sequence[str] | None) -> tuple[list[str], list[str]]:
    """The words that are bibliography files, and the others: `mscref rekey paper.bib 'x*'`."""
    files = [word for word in words or () if is_library_file(word)]
    return files, [word for word in words or () if word not in files]


def workplace(
    library: Sequence[str] | None,
    command: str,
    *,
    files: Sequence[str] = (),
    dry_run: bool = False,
    may_create: bool = False,
) -> Workplace:
    """The library to change; `command` is the verb with what it was given, for the history.

    `files` are words that name one, as `library` does.
    """
    config = settings()
    choice = library_to_change(
        [*(library or ()), *files], config=config, folder=working_folder(), may_create=may_create
    )
    show.detail(f"library: {choice.paths[0]} ({choice.reason})")
    return Workplace(
        Path(choice.paths[0]),
        state_folder(os.environ),
        command=command,
        dry_run=dry_run,
        cache_folder=cache_folder(config, os.environ),
        whose=_whose(choice),
    )


def _whose(choice: LibraryChoice) -> str:
    """What to say beside the path of a library that nobody named and that is not in this folder."""
    if not choice.is_of_the_user:
        return ""
    new = ", now made" if not Path(choice.paths[0]).is_file() else ""
    return f"your own library{new}; `mscref init` makes one here"


def report(outcome: Outcome, *, place: Workplace, has_result: bool = False) -> None:
    """Print the diff of a dry run, or say what was changed and how to take it back, and what of the
    library could not be read.

    Where the command `has_result` of its own on stdout, JSON for a program, no diff is put there.
    """
    if outcome.is_written:
        show.note(f"{place.shown}: {outcome.summary} (`mscref undo` takes it back)")
    elif outcome.is_change:
        if not has_result:
            show.diff(outcome.diff)
        show.note(f"{place.shown}: would have {outcome.summary}; nothing was written (--dry-run)")
    else:
        show.note(f"{place.shown}: nothing to change")
    show.diagnostics([*outcome.unread, *outcome.findings])


def has_person() -> bool:
    """Whether somebody can be asked: stdin and stderr are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def show_key_map(renamed: Mapping[str, str], *, dry_run: bool) -> None:
    """Print old and new keys, one pair a line; beside a diff they go to stderr."""
    if dry_run:
        for old, new in renamed.items():
            show.note(f"{old} → {new}")
    else:
        show.table(("old key", "new key"), list(renamed.items()))
