"""How fast BibTeX is read, against bibtexparser alone and other peers, all in one run.

    python bench/bibtex_speed.py --peers VENV [--modules NODE_MODULES] [--sizes 10000,60000]
                                 [--file REAL.bib ...]

Every job runs in a fresh process of its own; CPU is what the job takes there after its imports
(for whole programs: all of the process), memory is the peak of the process. Generated entries
have 11 fields of ordinary length, an abstract among them. The bars (issue 4) are ratios to
bibtexparser splitting the same file: read and convert all <= 1.2, read one entry <= 0.4, memory
< 600 MB for 60,000 entries. Last line: `bars met N of M`.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

WORDS = """
    the of and in analysis study role Mesenchymal cell Protein DNA model Dynamics quantum learning
    network for on with structure Genome response
""".split()
FAMILIES = "Smith Müller García Leng Zhu Hou Feng Yang {\\\"O}zge Ødegaard O'Neil van~Dyke".split()

CLOCK = "import resource, sys, time; text = open(sys.argv[1], encoding='utf-8').read()\n"
TIMED = "start = time.process_time()\n{job}\nused = time.process_time() - start\n"
TIMED += "print(used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
# name → (imports, job)
OURS = {
    "mscref scan": ("from mscref.formats.bibtex.scan import scan", "scan(text)"),
    "mscref read all": ("from mscref.formats.bibtex.reader import read", "read(text, path='x')"),
    "mscref read one entry": (
        "from mscref.formats.bibtex.reader import BibReader",
        "BibReader(text, path='x').find(sys.argv[2])",
    ),
    "mscref to CSL-JSON": (
        "from mscref.formats import csljson; from mscref.formats.bibtex.reader import read",
        "csljson.write(read(text, path='x').references)",
    ),
}
PEERS = {
    "bibtexparser 2 split": (
        "import logging; logging.disable(50); from bibtexparser.splitter import Splitter",
        "Splitter(text).split()",
    ),
    "bibtexparser 2 default": (
        "import logging; logging.disable(50); import bibtexparser",
        "bibtexparser.parse_string(text)",
    ),
}
PYBTEX = {
    "pybtex": (
        "import warnings; warnings.simplefilter('ignore')\n"
        "from pybtex.database import parse_string; from pybtex import errors\n"
        "errors.set_strict_mode(False); sys.stderr = open('/dev/null', 'w')",
        "parse_string(text, 'bibtex')",
    ),
}
NODE = {
    "citation-js to CSL-JSON": """
const { Cite } = require('@citation-js/core'); require('@citation-js/plugin-bibtex');
const text = require('fs').readFileSync(process.argv[2], 'utf8');
const start = process.cpuUsage();
JSON.stringify(new Cite(text, { generateGraph: false }).data);  // its log of itself is huge
const used = process.cpuUsage(start);
console.log((used.user + used.system) / 1e6, process.resourceUsage().maxRSS / 1024);
""",
    "bibtex-tidy": """
const { tidy } = require('bibtex-tidy');
const text = require('fs').readFileSync(process.argv[2], 'utf8');
const start = process.cpuUsage();
tidy(text);
const used = process.cpuUsage(start);
console.log((used.user + used.system) / 1e6, process.resourceUsage().maxRSS / 1024);
""",
}
TIMEOUT = 300


class Cost(NamedTuple):
    """CPU seconds and megabytes."""

    cpu: float
    memory: float


def generated(count: int) -> str:
    """`count` articles of the ordinary kind, the same at every run."""
    chance = random.Random(4)

    def words(number: int) -> str:
        return " ".join(chance.choices(WORDS, k=number)).capitalize()

    def name() -> str:
        first, second = chance.choice("ABCDEFG"), chance.choice("KLMNO")
        return f"{chance.choice(FAMILIES)}, {first}. {second}."

    entries = []
    for number in range(count):
        authors = " and ".join(name() for _ in range(chance.randint(1, 6)))
        entries.append(
            f"@article{{key{number},\n"
            f"  author = {{{authors}}},\n"
            f"  title = {{{words(9)} {{DNA}} {words(4)}}},\n"
            f"  journal = {{Journal of {words(3)}}},\n"
            f"  year = {{{chance.randint(1980, 2025)}}},\n"
            f"  month = {chance.choice(['jan', 'feb', 'mar'])},\n"
            f"  volume = {{{chance.randint(1, 90)}}},\n"
            f"  number = {{{chance.randint(1, 12)}}},\n"
            f"  pages = {{{number}--{number + 9}}},\n"
            f"  doi = {{10.1000/x{number}}},\n"
            f"  url = {{https://doi.org/10.1000/x{number}}},\n"
            f"  abstract = {{{words(60)}}},\n"
            "}\n"
        )
    return "\n".join(entries)


def cost_of(command: list[str], *, cwd: Path | None = None) -> Cost | str:
    """What a job prints of itself; a word where it fails or takes too long."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TIMEOUT, check=False, cwd=cwd
        )
    except subprocess.TimeoutExpired:
        return f"> {TIMEOUT} s"
    if done.returncode:
        return "fails"
    cpu, memory = done.stdout.split()[-2:]
    return Cost(float(cpu), float(memory))


def python_job(python: str, imports: str, job: str, arguments: list[str], /) -> Cost | str:
    """One job of a Python library; the best of two runs."""
    code = CLOCK + imports + "\n" + TIMED.format(job=job)
    runs = [cost_of([python, "-c", code, *arguments]) for _ in range(2)]
    costs = [run for run in runs if isinstance(run, Cost)]
    return min(costs) if costs else runs[0]


def compare(path: Path, *, key: str, peers: Path, modules: Path | None) -> dict[str, Cost | str]:
    """All jobs on one file."""
    found: dict[str, Cost | str] = {}
    for name, (imports, job) in {**OURS, **PEERS}.items():
        found[name] = python_job(sys.executable, imports, job, [str(path), key])
    python = peers / "bin/python"
    if python.exists():
        for name, (imports, job) in PYBTEX.items():
            found[name] = python_job(str(python), imports, job, [str(path)])
    if modules is not None and modules.is_dir():
        for name, script in NODE.items():
            with tempfile.NamedTemporaryFile("w", suffix=".js", dir=modules.parent) as file:
                file.write(script)
                file.flush()
                found[name] = cost_of(["node", file.name, str(path)])
    return found


def show(title: str, found: dict[str, Cost | str]) -> None:
    """A table with ratios to bibtexparser's splitting."""
    base = found["bibtexparser 2 split"]
    print(f"\n{title}\n{'':28}{'CPU s':>8}{'MB':>7}{'ratio':>8}")
    for name, cost in found.items():
        if isinstance(cost, Cost):
            ratio = f"{cost.cpu / base.cpu:8.2f}" if isinstance(base, Cost) else ""
            print(f"{name:28}{cost.cpu:8.3f}{cost.memory:7.0f}{ratio}")
        else:
            print(f"{name:28}{cost:>15}")


def bars(found: dict[str, Cost | str]) -> list[tuple[str, bool]]:
    """The bars of the issue, each met or not."""
    base, everything = found["bibtexparser 2 split"], found["mscref read all"]
    one, citation_js = found["mscref read one entry"], found.get("citation-js to CSL-JSON")
    to_json = found["mscref to CSL-JSON"]
    met = []
    if isinstance(base, Cost) and isinstance(everything, Cost) and isinstance(one, Cost):
        met = [
            ("read all <= 1.2 x bibtexparser's split", everything.cpu <= 1.2 * base.cpu),
            ("read one <= 0.4 x bibtexparser's split", one.cpu <= 0.4 * base.cpu),
            ("memory < 600 MB", everything.memory < 600),
        ]
    if isinstance(citation_js, Cost) and isinstance(to_json, Cost):
        met.append(("to CSL-JSON faster than citation-js", to_json.cpu < citation_js.cpu))
    return met


def main() -> int:
    """Run everything."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--peers", type=Path, default=Path(".venv-bench"))
    options.add_argument("--modules", type=Path)
    options.add_argument("--sizes", default="2400,10000,60000")
    options.add_argument("--file", type=Path, action="append", default=[])
    arguments = options.parse_args()
    os.environ["NODE_OPTIONS"] = "--max-old-space-size=4096"
    met: list[tuple[str, bool]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in [int(text) for text in arguments.sizes.split(",") if text]:
            path = Path(folder) / f"{size}.bib"
            path.write_text(generated(size), encoding="utf-8")
            found = compare(
                path, key=f"key{size - 7}", peers=arguments.peers, modules=arguments.modules
            )
            show(f"{size:,} generated entries, {path.stat().st_size / 1e6:.1f} MB", found)
            met += [(f"{size}: {bar}", done) for bar, done in bars(found)]
            path.unlink()
    for path in arguments.file:
        found = compare(path, key="", peers=arguments.peers, modules=arguments.modules)
        show(f"{path.name}, {path.stat().st_size / 1e6:.1f} MB", found)
        met += [(f"{path.name}: {bar}", done) for bar, done in bars(found)]
    for bar, done in met:
        print(f"{'met   ' if done else 'missed'} {bar}")
    print(f"bars met {sum(done for _, done in met)} of {len(met)}")
    return 0 if all(done for _, done in met) else 1


if __name__ == "__main__":
    sys.exit(main())
