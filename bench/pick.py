"""How long `pick` thinks about a key stroke in a large library: `python -m bench.pick`.

Made-up references (seeded), as many as are asked for. Of each key stroke the CPU time is taken: the
query, the lines of the screen, the preview in the style. Printed are the median and the worst of
all, and the worst of each query.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.browse import library_of

from mscref.app.cite import StyleChoice, load_style
from mscref.app.search import LibraryFinder
from mscref.cli.commands.pick import offer
from mscref.cli.picker.drawing import draw
from mscref.cli.picker.preview import EntryPreview
from mscref.cli.picker.state import PickState

TYPED = (
    "whale mi", "lovelace 19", "roth gal", "stem cell", "zzz", "e", "author:roth whale",
    "year:2000.. cell", "whale OR seal", "xhale",
)  # fmt: skip


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60_000)
    parser.add_argument("--library", type=Path, help="this file instead of a made-up one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = options.library or library_of(options.count, folder)
        finder = LibraryFinder([str(path)], cache_folder=folder / "cache")
        preview = EntryPreview(load_style(StyleChoice("apa", "")), "")
        state = PickState(lambda words: offer(finder, words))
        _seen(state, preview)
        every: list[float] = []
        for text in TYPED:
            strokes = [_stroke(state, preview, key) for key in text]
            every += strokes
            print(f"{text:20} {state.found.total:>7,} found, worst {max(strokes):6.1f} ms")
            state.press("<erase-all>")
        print(f"all key strokes: median {median(every):.1f} ms, worst {max(every):.1f} ms of CPU")


def _stroke(state: PickState, preview: EntryPreview, key: str) -> float:
    begun = time.process_time()
    state.press(key)
    _seen(state, preview)
    return 1000 * (time.process_time() - begun)


def _seen(state: PickState, preview: EntryPreview) -> None:
    shown = preview(state.current, 80) if state.current else []
    draw(state, shown, columns=80, rows=24)


if __name__ == "__main__":
    main()
