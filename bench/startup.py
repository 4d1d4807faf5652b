"""Start-up and formatting times of mscref, each as a ratio to a peer measured in the same run.

    python bench/startup.py [--runs 9]        (make bench makes the environment of the peers)

CPU seconds (user + system) of whole processes, median of interleaved runs. Budgets are those of
the project: `--version` within 5 ms of bare Python, `format` of five references below 150 ms; of
five and ten references at most what pandoc takes in APA and Chicago, twice that in IEEE and NLM.
The ratio to pandoc is the median over the runs of pairs measured one after the other, so that a
busy machine slows both. The peers are pandoc (pypandoc_binary) and citeproc-py, in the environment
named by --peers; a peer that is not installed is reported as missing, never left out silently.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from measuring import Fault, run
from peer_styles import write_style

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "data" / "references.bib"
MANY = 1000
# Styles and how often pandoc's time a small list may take.
STYLES = {"apa": 1.0, "chicago-author-date": 1.0, "ieee": 2.0, "nlm-citation-sequence": 2.0}
BUDGET_VERSION_MS = 5.0
BUDGET_FORMAT_MS = 150.0


@dataclass
class Case:
    """One command line; `peer` is the name of the case it is compared with."""

    name: str
    words: list[str]
    peer: str = ""
    runs: int | None = None
    times: list[float] = field(default_factory=list)
    error: str = ""

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self.times)


def many_entries(folder: Path, count: int) -> Path:
    """A library of `count` entries: the five again and again, with other keys and years."""
    text = LIBRARY.read_text(encoding="utf-8")
    keys = ("harrell2019", "matthay2019", "yip2020", "leng2020", "peng2020")
    parts = []
    for number in range(count // len(keys)):
        part = text
        for key in keys:
            part = part.replace(f"{{{key},", f"{{{key}-{number},")
        for old, new in (
            ("{2019},", f"{{{1820 + number}}},"),
            ("{2020},", f"{{{1821 + number}}},"),
        ):
            part = part.replace(f"year = {old}", f"year = {new}")
        parts.append(part)
    path = folder / f"{count}.bib"
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def cases(folder: Path, peers: Path) -> list[Case]:
    """Every case; the input of the peers is made by mscref, so that all read the same works."""
    python = sys.executable
    mscref = str(Path(python).with_name("mscref"))
    inputs = {5: LIBRARY, 10: many_entries(folder, 10), MANY: many_entries(folder, MANY)}
    for size, path in inputs.items():
        with (folder / f"{size}.json").open("wb") as file:
            subprocess.run([mscref, "export", "-l", path, "-t", "csljson"], stdout=file, check=True)
    rows = [
        Case("bare Python", [python, "-c", "pass"]),
        Case("mscref --version", [mscref, "--version"], "bare Python"),
        Case("mscref --help", [mscref, "--help"], "bare Python"),
        Case("mscref format 5", [mscref, "format", "-l", str(LIBRARY)]),
    ]
    for size, path in inputs.items():
        runs = 3 if size == MANY else None
        for name in STYLES if size < MANY else ["apa"]:
            style = str(write_style(name, folder / f"{name}.csl"))
            pandoc = [find_pandoc(peers), "-f", "biblatex", str(path), "--citeproc", "--csl", style]
            ours = [mscref, "format", "-s", name, "-l", str(path)]
            peer = f"pandoc {name} {size}"
            rows += [
                Case(peer, [*pandoc, "-t", "plain"], runs=runs),
                Case(f"mscref {name} {size}", ours, peer, runs),
            ]
        python_peer = [str(peers / "bin/python"), str(ROOT / "bench/citeproc_py_peer.py")]
        style = str(folder / "apa.csl")
        rows.append(
            Case(
                f"citeproc-py apa {size}", [*python_peer, style, f"{folder}/{size}.json"], "", runs
            )
        )
    return rows


def find_pandoc(peers: Path) -> str:
    """The pandoc of pypandoc_binary, else one on PATH, else a name that does not exist."""
    inside = next(peers.glob("lib/python*/site-packages/pypandoc/files/pandoc"), None)
    return str(inside) if inside else shutil.which("pandoc") or "pandoc (not installed)"


def measure(rows: list[Case], *, runs: int) -> None:
    """Run every case, interleaved, after one run to warm up; stop a case that fails."""
    for turn in range(-1, runs):
        for row in rows:
            if row.error or turn >= (row.runs or runs):
                continue
            outcome = run(row.words, cwd=ROOT)
            if isinstance(outcome, Fault):
                row.error = outcome.why
            elif turn >= 0:
                row.times.append(outcome.cpu * 1000)


def report(rows: list[Case]) -> None:
    """Print the table; a ratio below 1 means that mscref needs less CPU."""
    by_name = {row.name: row for row in rows}
    print(f"{'CPU ms, median':<32}{'median':>9}{'min':>9}   ratio to")
    for row in rows:
        if row.error or not row.times:
            print(f"{row.name:<32}{'-':>9}{'-':>9}   {row.error or 'not run'}")
            continue
        ratios = [
            f"{ratio(row, by_name[peer]):.2f} × {peer}"
            for peer in row.peer.split(",")
            if peer and by_name[peer].times
        ]
        print(f"{row.name:<32}{row.median:>9.1f}{min(row.times):>9.1f}   {', '.join(ratios)}")


def ratio(row: Case, peer: Case) -> float:
    """The median of the ratios of runs that were measured together."""
    pairs = zip(row.times, peer.times, strict=False)  # some rows have fewer runs
    return statistics.median(ours / theirs for ours, theirs in pairs)


def within_pandoc(rows: list[Case]) -> str:
    """How many of the small lists keep to their share of pandoc's time."""
    by_name = {row.name: row for row in rows}
    within = total = 0
    for size in (5, 10):
        for name, most in STYLES.items():
            row, peer = by_name[f"mscref {name} {size}"], by_name[f"pandoc {name} {size}"]
            total += 1
            within += bool(row.times and peer.times) and ratio(row, peer) <= most
    return (
        f"small lists within 1.0 (APA, Chicago) and 2.0 (IEEE, NLM) × pandoc: {within} of {total}"
    )


def verdict(rows: list[Case]) -> str:
    """The last line: the two budgets."""
    by_name = {row.name: row for row in rows}
    version = by_name["mscref --version"].median - by_name["bare Python"].median
    five = by_name["mscref format 5"]
    formatted = five.median if five.times and not five.error else float("inf")
    checks: list[tuple[str, float, float]] = [
        ("version above bare Python", version, BUDGET_VERSION_MS),
        ("format of 5", formatted, BUDGET_FORMAT_MS),
    ]
    words = [
        f"{name} {value:.1f} ms ({'within' if value < limit else 'ABOVE'} {limit:g})"
        for name, value, limit in checks
    ]
    return "startup: " + ", ".join(words)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--peers", type=Path, default=ROOT / ".venv-bench")
    parser.add_argument("--json", type=Path, help="also write the numbers here")
    options = parser.parse_args()
    os.environ["PYTHONDONTWRITEBYTECODE"] = ""
    with tempfile.TemporaryDirectory() as name:
        rows = cases(Path(name), options.peers)
        measure(rows, runs=options.runs)
    report(rows)
    if options.json:
        options.json.write_text(json.dumps({row.name: row.times for row in rows}, indent=1))
    print(within_pandoc(rows))
    print(verdict(rows))


if __name__ == "__main__":
    main()
