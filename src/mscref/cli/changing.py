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
from mscref.cli import show
from mscref.cli.reading import settings


def workplace(
    library: Sequence[str] | None,
    command: str,
    *,
    dry_run: bool = False,
    may_create: bool = False,
) -> Workplace:
    """The library to change; `command` is the verb with what it was given, for the history."""
    config = settings()
    choice = library_to_change(
        list(library or ()), config=config, folder=working_folder(), may_create=may_create
    )
    show.detail(f"library: {choice.paths[0]} ({choice.reason})")
    return Workplace(
        Path(choice.paths[0]),
        state_folder(os.environ),
        command=command,
        dry_run=dry_run,
        cache_folder=cache_folder(config, os.environ),
    )


def report(outcome: Outcome, *, library: Path, has_result: bool = False) -> None:
    """Print the diff of a dry run, or say what was changed and how to take it back.

    Where the command `has_result` of its own on stdout, JSON for a program, no diff is put there.
    """
    if outcome.is_written:
        show.note(f"{library}: {outcome.summary} (`mscref undo` takes it back)")
    elif outcome.is_change:
        if not has_result:
            show.diff(outcome.diff)
        show.note(f"{library}: would have {outcome.summary}; nothing was written (--dry-run)")
    else:
        show.note(f"{library}: nothing to change")
    show.diagnostics(outcome.findings)


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
