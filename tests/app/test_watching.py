"""`render --watch`: a save is seen at once, and what did not change is not made again."""

import threading
import time
from pathlib import Path

from mscref.app.watching import saves


def test_a_save_is_one_item_however_it_is_made(tmp_path: Path):
    document = tmp_path / "a.md"
    document.write_text("one")
    seen: list[float] = []
    coming = saves(lambda: [str(document), str(tmp_path / "missing.bib")])

    def look() -> None:
        for _ in range(3):
            next(coming)
            seen.append(time.monotonic())

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    saved: list[float] = []
    for count, save in enumerate((_in_place, _by_renaming, _in_place), start=1):
        time.sleep(0.2)
        saved.append(time.monotonic())
        save(document, f"text {count} ")
        deadline = time.monotonic() + 10
        while len(seen) < count and time.monotonic() < deadline:
            time.sleep(0.01)
    watcher.join(timeout=10)
    assert len(seen) == 3


def _in_place(path: Path, text: str) -> None:
    path.write_text(text * 5)


def _by_renaming(path: Path, text: str) -> None:
    other = path.with_suffix(".new")
    other.write_text(text * 7)
    other.replace(path)
