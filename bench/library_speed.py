"""`make bench-library`: how fast is a large library, and against what?

Makes a library of N entries (default 60,000), then measures CPU seconds of whole processes as a
user starts them, and of bibtexparser splitting the same file in the same run. The bars are those
the project set itself; a line that misses its bar says so.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

SEED = 7
WORDS = """
    transplantation mesenchymal stem cells outcome patients pneumonia graph convolution networks
    theory practice analysis learning deep quantum entanglement protein folding climate model
    ocean circulation statistics inference causal reasoning language translation attention memory
    structure dynamics evolution selection population genetics market equilibrium policy growth
    algorithm complexity optimisation convergence randomised trial treatment response imaging
    spectroscopy catalysis synthesis polymer surface membrane receptor signalling pathway
""".split()
FAMILIES = """
    Leng Zhu Hou Smith Müller Garc{\\'i}a Nguyen Kim Tanaka Rossi Novak Silva Andersson Kowalski
    Ivanov Haddad Okafor Singh Chen Wang Li Zhang Dubois Schmidt Jansen Costa Moreau Fischer
""".split()
GIVEN = "Anna Bo Carla Dai Elena Feng Gita Hugo Ines Jun Kofi Lena Mia Noor Omar Petra".split()
NEW = """@article{new2026,
  author = {New, A.}, title = {A Thing Never Seen}, year = {2026}, doi = {10.9/new}
}
"""
JOURNALS = [
    "Aging and Disease",
    "Nature {Medicine}",
    "Journal of {A}pplied Things",
    "Physical Review X",
    "Proceedings of the {ACM} on Programming",
    "Annals of Statistics",
]


def entries(count: int) -> Iterator[str]:
    """A library that looks like a real one: sizes, fields and markup of the corpora."""
    chance = random.Random(SEED)
    # Rare words give the vocabulary of a real library.
    rare = [
        "".join(chance.choices("abcdefghiklmnoprstuvw", k=chance.randint(5, 11)))
        for _ in range(count // 3)
    ]
    for number in range(count):
        year = chance.randint(1960, 2026)
        authors = " and ".join(
            f"{chance.choice(FAMILIES)}, {chance.choice(GIVEN)} {chr(65 + number % 26)}."
            for _ in range(chance.randint(1, 6))
        )
        title = " ".join(
            [*chance.choices(WORDS, k=6), chance.choice(rare), *chance.choices(WORDS, k=2)]
        )
        yield (
            f"@article{{key{number}x{year},\n"
            f"  author   = {{{authors}}},\n"
            f"  title    = {{{title.capitalize()} of {{DNA}} and {{\\'e}}clairs}},\n"
            f"  journal  = {{{chance.choice(JOURNALS)}}},\n"
            f"  year     = {{{year}}},\n"
            f"  volume   = {{{chance.randint(1, 300)}}},\n"
            f"  number   = {{{chance.randint(1, 12)}}},\n"
            f"  pages    = {{{number}--{number + 12}}},\n"
            f"  doi      = {{10.{1000 + number % 5000}/bench.{number}}},\n"
            f"  keywords = {{{', '.join(chance.choices(WORDS, k=3))}}}\n"
            f"}}\n\n"
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """What one process took."""

    cpu: float
    wall: float
    megabytes: float


def measure(arguments: list[str], environment: dict[str, str]) -> Measured:
    """Run a process; CPU and peak memory are those of the process alone."""
    started = time.perf_counter()
    process = subprocess.Popen(
        arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    error = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        raise SystemExit(f"{arguments}: exit {code}\n{error.decode()}")
    return Measured(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def best(run: Callable[[], Measured], times: int) -> Measured:
    """The fastest of several runs."""
    return min((run() for _ in range(times)), key=lambda one: one.cpu)


SPLIT = """
import sys, bibtexparser
from bibtexparser.splitter import Splitter
Splitter(open(sys.argv[1], encoding="utf-8").read()).split()
"""
LOAD = """
import sys
from pathlib import Path
from mscref.app.files import read_text
from mscref.app.library import read_references
references = read_references(read_text(sys.argv[1])).references
assert references
"""
ONE = """
import sys
from mscref.app.files import read_text
from mscref.formats.bibtex.reader import BibReader
assert BibReader(read_text(sys.argv[1]).text, path=sys.argv[1]).find(sys.argv[2])
"""
ONE_INDEXED = """
import sys
from pathlib import Path
from mscref.library.index import fresh_index
assert fresh_index(Path(sys.argv[1]), cache_folder=Path(sys.argv[3])).reference(sys.argv[2])
"""
CACHED = """
import sys
from pathlib import Path
from mscref.library.index import fresh_index
assert list(fresh_index(Path(sys.argv[1]), cache_folder=Path(sys.argv[3])).references())
"""


def main(count: int) -> int:
    """Print the table; the exit code says whether every bar is met."""
    with tempfile.TemporaryDirectory() as name:
        return _measure_all(Path(name), count)


def _measure_all(folder: Path, count: int) -> int:
    library = folder / "refs.bib"
    with library.open("w", encoding="utf-8") as file:
        file.writelines(entries(count))
    new = folder / "new.bib"
    new.write_text(NEW, encoding="utf-8")
    cache = folder / "cache"
    # Programs are installed with their byte code; an environment may forbid writing it.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {
        "PYTHONPYCACHEPREFIX": str(folder / "pycache"),
        "XDG_CACHE_HOME": str(cache),
        "XDG_STATE_HOME": str(folder / "state"),
        "MSCREF_LIBRARY": str(library),
    }
    os.utime(library, (1, 1))  # its time is no question

    def script(code: str, *arguments: str) -> Callable[[], Measured]:
        command = [sys.executable, "-c", code, str(library), *arguments]
        return lambda: measure(command, environment)

    def mscref(*arguments: str) -> Callable[[], Measured]:
        return lambda: measure([sys.executable, "-m", "mscref", *arguments], environment)

    for warm in (["--help"], ["search", "-h"], ["import", "-h"], ["edit", "-h"]):
        mscref(*warm)()
    key = f"key{count // 2}x"
    key = next(line for line in library.open(encoding="utf-8") if key in line)[9:].strip(",\n{")
    print(f"{count} entries, {library.stat().st_size / 1e6:.1f} MB; CPU seconds of whole processes")
    split = best(script(SPLIT), 2)
    rows: list[tuple[str, Measured, float | None]] = [
        ("bibtexparser splits the file", split, None),
        ("first load and conversion", best(script(LOAD), 2), 1.2 * split.cpu),
        ("one entry out of the file", best(script(ONE, key), 3), 0.4 * split.cpu),
        ("format one reference", best(mscref("format", key), 3), None),
        (
            "first search (makes the index)",
            mscref("search", "author:tanaka", "entanglement")(),
            None,
        ),
        ("warm search", best(mscref("search", "author:tanaka", "entanglement"), 5), 0.2),
        ("warm search, one word in a third", best(mscref("search", "protein"), 5), 0.2),
        (
            "warm search, years and NOT",
            best(mscref("search", "2019..2021 NOT climate market"), 5),
            0.2,
        ),
        ("warm search, a slip", best(mscref("search", "entanglemnet"), 5), None),
        (
            "one entry out of the index",
            best(script(ONE_INDEXED, key, str(cache / "mscref")), 3),
            0.2,
        ),
        (
            "all references out of the index",
            best(script(CACHED, key, str(cache / "mscref")), 2),
            None,
        ),
        ("append one entry", mscref("import", str(new))(), 0.3),
        ("append one that is there: skipped", mscref("import", str(new))(), 0.3),
        ("search after it", mscref("search", "author:new")(), 0.2),
        ("edit one field", mscref("edit", key, "year=2020")(), None),
        ("undo it", mscref("undo")(), None),
        ("remove one entry", mscref("rm", key)(), None),
        ("search after a change by mscref", mscref("search", "author:new")(), None),
    ]
    missed = 0
    for title, one, bar in rows:
        verdict = ""
        if bar is not None:
            missed += one.cpu > bar
            verdict = f"bar {bar:.2f} {'missed' if one.cpu > bar else 'met'}"
        took = f"{one.cpu:7.3f} s {one.wall:7.3f} s wall {one.megabytes:6.0f} MB"
        print(f"  {title:34} {took}  {verdict}")
    load = rows[1][1].megabytes
    missed += load > 600
    print(f"  memory of the load: {load:.0f} MB, bar 600 {'missed' if load > 600 else 'met'}")
    print(f"bars missed: {missed}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60_000))
