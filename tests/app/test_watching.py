"""`render --watch`: a save is seen at once, and what did not change is not made again."""

import os
from pathlib import Path

from mscref.app.watching import saves


def test_a_save_is_one_item_however_it_is_made(tmp_path: Path):
    document = tmp_path / "a.md"
    document.write_text("one")
    coming = saves(lambda: [str(document), str(tmp_path / "missing.bib")])
    for count, save in enumerate((_in_place, _by_renaming, _in_place), start=1):
        save(document, f"text {count} ")
        next(coming)


def test_what_is_saved_before_anybody_waits_counts(tmp_path: Path):
    document = tmp_path / "a.md"
    document.write_text("one")
    coming = saves(lambda: [str(document)])
    document.write_text("two, meanwhile")
    next(coming)


def test_a_library_that_is_known_later_is_watched_from_the_start(tmp_path: Path):
    """The first rendering learns which library is meant, and takes a while."""
    document, library = tmp_path / "a.md", tmp_path / "refs.bib"
    document.write_text("one")
    library.write_text("old")
    os.utime(library, (1_000_000_000, 1_000_000_000))
    named = [str(document)]
    coming = saves(lambda: named)
    library.write_text("new, meanwhile")
    named.append(str(library))
    next(coming)


def _in_place(path: Path, text: str) -> None:
    path.write_text(text * 5)


def _by_renaming(path: Path, text: str) -> None:
    other = path.with_suffix(".new")
    other.write_text(text * 7)
    other.replace(path)
