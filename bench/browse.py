"""How fast `browse` is with a large library, in a real browser: `make bench-browse`.

Made-up references (seeded), as many as are asked for; Debian's Chromium. The first paint is what
the browser says (first-contentful-paint, counted from the request), a key stroke the time from the
key to the rows of its answer in the page. Medians and the worst are printed.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

from tests.pages.browser import running

from mscref.app.browsing.browser import Browser
from mscref.browse.server import SiteServer
from mscref.browse.site import Site

WORDS = (
    "whale seal ocean current salt light cell stem gene protein model network learning graph"
    " policy city river soil forest bird migration climate carbon energy solar wind signal noise"
    " theory measure random field quantum particle star galaxy dust image language grammar"
).split()
FAMILIES = "Roth Adams Lovelace Kowalsky Tanabe Leng Yip Peng Harrell Matthay Ng Silva".split()
TYPED = ("whale mi", "lovelace 19", "roth gal", "stem cell", "zzz", "e")


def library_of(count: int, folder: Path) -> Path:
    """A library of made-up references."""
    chance = random.Random(2026)
    file = folder / "large.bib"
    with file.open("w", encoding="utf-8") as out:
        for number in range(count):
            title = " ".join(chance.choices(WORDS, k=9))
            names = " and ".join(f"{chance.choice(FAMILIES)}, A{n}" for n in range(3))
            year = chance.randint(1960, 2026)
            out.write(
                f"@article{{k{number},\n  author = {{{names}}},\n  title = {{{title}}},\n"
                f"  journal = {{Journal of {chance.choice(WORDS)}}},\n  year = {{{year}}},\n"
                f"  volume = {{{chance.randint(1, 99)}}},\n  doi = {{10.5555/x{number}}},\n}}\n\n"
            )
    return file


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        browser = Browser(
            library_of(options.count, folder),
            cache_folder=folder / "cache",
            state_folder=folder / "state",
        )
        for what in ("first start, index made", "later start"):
            begun = time.perf_counter()
            browser = Browser(
                browser.library, cache_folder=folder / "cache", state_folder=folder / "state"
            )
            browser.refresh()
            while not browser.read_so_far().total:
                time.sleep(0.01)
            rows = time.perf_counter() - begun
            browser.settle()
            print(f"{what}: first rows {rows:.2f} s, all {time.perf_counter() - begun:.2f} s")
        browser = Browser(
            browser.library, cache_folder=folder / "cache", state_folder=folder / "state"
        )
        site = Site(browser)
        with SiteServer(site) as server:
            site.read()
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                measure(server.address, runs=options.runs, count=options.count)
            finally:
                server.shutdown()
                thread.join()


PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
PENDING = "document.documentElement.dataset.pending"
# The key is typed by a person; what counts is the time until its rows are there.
STROKE = """
async (words) => {
  const field = document.querySelector("#query");
  const begun = performance.now();
  field.value = words;
  field.dispatchEvent(new Event("input"));
  while (document.documentElement.dataset.answered !== words) {
    await new Promise((done) => new MutationObserver((_, it) => { it.disconnect(); done(); })
      .observe(document.documentElement, { attributes: true }));
  }
  return performance.now() - begun;
}
"""


def measure(address: str, *, runs: int, count: int) -> None:
    """Open the page and type, `runs` times."""
    paints: list[float] = []
    while_read: list[float] = []
    strokes: list[float] = []
    steps = [typed[:end] for typed in TYPED for end in range(1, len(typed) + 1)]
    with running() as chromium:
        for _ in range(runs):
            page = chromium.new_page()
            page.goto(address)
            page.wait_for_selector("html[data-answered='']", state="attached")
            paints.append(page.evaluate(PAINT))
            for step in steps:
                is_read = page.evaluate(PENDING) == "false"
                (strokes if is_read else while_read).append(page.evaluate(STROKE, step))
            page.wait_for_selector("html[data-pending=false]", state="attached")
            page.close()
    strokes.sort()
    print(f"{count} references, {runs} runs, {len(strokes)} key strokes")
    if while_read:
        print(
            f"key stroke while the library is still read ({len(while_read)}):"
            f" median {median(while_read):.0f} ms, worst {max(while_read):.0f} ms"
        )
    print(f"first paint: median {median(paints):.0f} ms, worst {max(paints):.0f} ms (limit 1000)")
    print(
        f"key stroke: median {median(strokes):.0f} ms,"
        f" 95 % within {strokes[int(len(strokes) * 0.95)]:.0f} ms, worst {strokes[-1]:.0f} ms"
        " (limit 50)"
    )


if __name__ == "__main__":
    main()
