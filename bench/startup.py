"""Start-up and formatting times of mscref, each as a ratio to a peer measured in the same run.

    python bench/startup.py [--runs 9]        (make bench makes the environment of the peers)

CPU seconds (user + system) of whole processes, median of interleaved runs. Budgets are those of
the project: `--version` within 5 ms of bare Python, `format` of five references below 150 ms.
The peers are pandoc (pypandoc_binary) and citeproc-py, in the environment named by --peers; a
peer that is not installed is reported as missing, never left out silently.
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


def thousand_entries(folder: Path) -> Path:
    """A library of 1,000 entries: the five, 200 times, with other keys, years and names."""
    text = LIBRARY.read_text(encoding="utf-8")
    keys = ("harrell2019", "matthay2019", "yip2020", "leng2020", "peng2020")
    parts = []
    for number in range(MANY // len(keys)):
        part = text
        for key in keys:
            part = part.replace(f"{{{key},", f"{{{key}-{number},")
        for old, new in (
            ("{2019},", f"{{{1820 + number}}},"),
            ("{2020},", f"{{{1821 + number}}},"),
        ):
            part = part.replace(f"year = {old}", f"year = {new}")
        parts.append(part)
    path = folder / "many.bib"
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def cases(folder: Path, peers: Path) -> list[Case]:
    """Every case; the input of the peers is made by mscref, so that all read the same works."""
    python = sys.executable
    mscref = str(Path(python).with_name("mscref"))
    many = thousand_entries(folder)
    inputs = {"5": LIBRARY, "1000": many}
    for size, path in inputs.items():
        with (folder / f"{size}.json").open("wb") as file:
            subprocess.run([mscref, "export", "-l", path, "-t", "csljson"], stdout=file, check=True)
    style = str(write_style("apa", folder / "apa.csl"))
    rows = [
        Case("bare Python", [python, "-c", "pass"]),
        Case("mscref --version", [mscref, "--version"], "bare Python"),
        Case("mscref --help", [mscref, "--help"], "bare Python"),
    ]
    for size, path in inputs.items():
        runs = 3 if size == "1000" else None
        pandoc = [find_pandoc(peers), "-f", "biblatex", str(path), "--citeproc", "--csl", style]
        citeproc = [str(peers / "bin/python"), str(ROOT / "bench/citeproc_py_peer.py")]
        rows += [
            Case(f"pandoc apa {size}", [*pandoc, "-t", "plain"], runs=runs),
            Case(f"citeproc-py apa {size}", [*citeproc, style, f"{folder}/{size}.json"], runs=runs),
            Case(f"mscref format {size}", [mscref, "format", "-l", str(path)], "", runs),
            Case(
                f"mscref format -s apa {size}",
                [mscref, "format", "-s", "apa", "-l", str(path)],
                f"pandoc apa {size},citeproc-py apa {size}",
                runs,
            ),
        ]
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
    print(f"{'CPU ms, median':<28}{'median':>9}{'min':>9}   ratio to")
    for row in rows:
        if row.error or not row.times:
            print(f"{row.name:<28}{'-':>9}{'-':>9}   {row.error or 'not run'}")
            continue
        ratios = [
            f"{row.median / by_name[peer].median:.2f} × {peer}"
            for peer in row.peer.split(",")
            if peer and by_name[peer].times
        ]
        print(f"{row.name:<28}{row.median:>9.1f}{min(row.times):>9.1f}   {', '.join(ratios)}")


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
    print(verdict(rows))


if __name__ == "__main__":
    main()
