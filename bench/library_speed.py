"""`make bench-library`: how fast is a large library, and against whom? All in one run.

    python bench/library_speed.py [--sizes 2400,10000,60000,280000] [--real FOLDER] [--file X.bib …]

Each library is generated, or joined of real files. Whole processes are measured as a user starts
them; a column says what a job took by itself, another how much of each peer's CPU mscref needs.
A peer that is missing, fails or takes too long stands there with that word.

The bars are those of issue 4: reading and converting 60,000 entries costs at most 1.2 times what
bibtexparser takes to split them, one entry 0.4; a search in an up-to-date index 0.2 s, appending
an entry 0.3 s; memory of the load below 600 MB; 2,400 entries become CSL-JSON faster than with
citation-js. Larger libraries are reported without bars. Last line: `bars met N of M`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import library_peers as jobs
from bib_inputs import generated, joined
from library_peers import Command, Place
from measuring import Cost, Fault, Outcome, best, run

ROOT = Path(__file__).parents[1]
# How many entries a library has for which the bars are meant.
LOAD_BARS_FOR = range(50_000, 70_000)
TIME_BARS_FOR = range(70_000)
CITATION_JS_BAR_FOR = (2_400,)
TIME_BARS = (("search, ", 0.2), ("append", 0.3))  # seconds, by how the task begins
ENOUGH = 10.0  # CPU seconds after which a job is not repeated
OURS = (0, 1)  # exit codes of mscref: done, and done with problems in the file
SPLITTER = "bibtexparser, splitting"


@dataclass
class Table:
    """The rows of one library: task → who → outcome; and the bars, met or not."""

    place: Place
    limit: float
    rounds: int
    rows: dict[str, dict[str, Outcome]] = field(default_factory=dict)
    bars: list[tuple[str, bool]] = field(default_factory=list)

    def measure(self, task: str, who: str, *commands: Command) -> Outcome:
        """Run a task (one command several times, or several once each) and print its row."""
        repeated = commands if len(commands) > 1 else commands * self.rounds
        outcomes = []
        for command in repeated:
            outcomes.append(
                run(
                    command,
                    limit=self.limit,
                    good_codes=OURS if who.startswith("mscref") else (0,),
                    environment=self.place.environment,
                    cwd=self.place.folder,
                )
            )
            if isinstance(outcomes[-1], Fault) or _cpu_of(outcomes) > ENOUGH:
                break
        return self.note(task, who, best(outcomes))

    def note(self, task: str, who: str, outcome: Outcome) -> Outcome:
        """Take an outcome in and print its row; the first of a task is mscref's."""
        row = self.rows.setdefault(task, {})
        row[who] = outcome
        head = task if len(row) == 1 else ""
        print(f"{head:28}{who:26}{_cells(outcome, next(iter(row.values())))}", flush=True)
        return outcome

    def bar(self, text: str, value: float | None, most: float) -> None:
        """Note whether a bar is met; what could not be measured does not meet it."""
        figure = "not measured" if value is None else f"{value:.2f}"
        self.bars.append(
            (f"{text}: {figure}, at most {most:g}", value is not None and value <= most)
        )


def _cpu_of(outcomes: Iterable[Outcome]) -> float:
    return sum(one.cpu for one in outcomes if isinstance(one, Cost))


def _cells(outcome: Outcome, ours: Outcome) -> str:
    if isinstance(outcome, Fault):
        return f"  {outcome.why}"
    job = f"{outcome.job:9.3f}" if outcome.job is not None else " " * 9
    cells = f"{outcome.cpu:9.3f}{job}{outcome.wall:9.3f}{outcome.megabytes:7.0f}"
    if outcome is ours or isinstance(ours, Fault):
        return cells
    return f"{cells}   {ours.cpu / outcome.cpu:8.3f}"


def measure_library(place: Place, title: str, options: argparse.Namespace) -> Table:
    """Everything about one library."""
    count, key = jobs.count_and_middle_key(place.library)
    os.utime(place.library, (1, 1))  # an old file: its time is no question
    size = place.library.stat().st_size / 1e6
    print(f"\n{title}: {count:,} entries, {size:.1f} MB")
    head = f"{'':28}{'':26}{'CPU s':>9}{'job s':>9}{'wall s':>9}{'MB':>7}   mscref ÷ it"
    print(head, flush=True)
    table = Table(place, options.limit, rounds=3 if count in TIME_BARS_FOR else 1)
    _reading(table, count, key)
    _exporting(table)
    _looking_up(table, key)
    _changing(table, key)
    _judge(table, count)
    return table


def _reading(table: Table, count: int, key: str) -> None:
    place = table.place
    task = "load and convert all"
    table.measure(task, "mscref", place.python(jobs.LOAD))
    split = table.measure(task, SPLITTER, place.python(jobs.SPLIT))
    table.measure(task, "bibtexparser, parsing", place.python(jobs.PARSE))
    table.measure(task, "pybtex", place.peer_python(jobs.PYBTEX, str(count)))
    table.measure("one entry out of the file", "mscref", place.python(jobs.ONE, key))
    table.note("one entry out of the file", SPLITTER, split)


def _exporting(table: Table) -> None:
    place = table.place
    task = "BibTeX to CSL-JSON"
    table.measure(task, "mscref, the job alone", place.python(jobs.TO_JSON))
    table.measure(task, "citation-js", place.node(jobs.CITATION_JS))
    out = str(place.folder / "out.json")
    table.measure(
        f"{task}, command", "mscref export", place.mscref("export", "-t", "csljson", "-o", out)
    )
    table.note(f"{task}, command", "citation-js", table.rows[task]["citation-js"])
    task = "BibTeX to BibTeX"
    table.measure(task, "mscref export", place.mscref("export", "-t", "biblatex", "-o", out))
    table.measure(task, "bibtex-tidy", place.node(jobs.BIBTEX_TIDY))


def _looking_up(table: Table, key: str) -> None:
    place = table.place
    words = ("author:tanaka", "entanglement")
    first = run(place.mscref("search", *words), limit=table.limit, good_codes=OURS,
                environment=place.environment)  # fmt: skip
    table.note("first search (makes index)", "mscref search", first)
    fault = jobs.prepare_papis(place, limit=table.limit)

    def papis(task: str, *arguments: str) -> None:
        if fault:
            table.note(task, "papis list", Fault(fault))
        else:
            table.measure(task, "papis list", place.papis("list", "--all", *arguments))

    table.measure("all, cached", "mscref, from its index", place.indexed(jobs.ALL_INDEXED))
    papis("all, cached")
    table.measure(
        "one entry, cached", "mscref, from its index", place.indexed(jobs.ONE_INDEXED, key)
    )
    searches = {
        "search, two words": (words, "author:tanaka title:entanglement"),
        "search, one word": (("protein",), "title:protein"),
        "search, years and NOT": (("2019..2021 NOT climate market",), ""),
        "search, a slip": (("entanglemnet",), ""),
    }
    for task, (query, its_query) in searches.items():
        table.measure(task, "mscref search", place.mscref("search", *query))
        if its_query:
            papis(task, its_query)


def _changing(table: Table, key: str) -> None:
    place = table.place
    new = [place.folder / f"new{number}.bib" for number in range(7)]
    for number, path in enumerate(new):
        path.write_text(jobs.new_entry(number), encoding="utf-8")
    imports = [place.mscref("import", str(path)) for path in new]
    task = "append an entry"
    table.measure(task, "mscref import", *imports[:3])
    out = str(place.folder / "out.bib")
    table.measure(task, "bibtexparser, rewriting", place.python(jobs.APPEND, str(new[6]), out))
    table.measure(
        task, "pybtex, rewriting", place.peer_python(jobs.APPEND_PYBTEX, str(new[6]), out)
    )
    table.measure("append one that is there", "mscref import", imports[0])
    table.measure("search after an append", "mscref search", place.mscref("search", "author:new"))
    once = {
        "edit a field": ("edit", key, "year=2020"),
        "undo": ("undo",),
        "remove an entry": ("rm", key),
        "search after a change": ("search", "author:new"),
    }
    for task, words in once.items():
        table.note(task, f"mscref {words[0]}", _once(table, place.mscref(*words)))
    shutil.rmtree(place.folder / "cache/mscref")
    table.measure("append, without an index", "mscref import", *imports[3:6])


def _once(table: Table, command: Command) -> Outcome:
    return run(command, limit=table.limit, good_codes=OURS, environment=table.place.environment)


def _judge(table: Table, count: int) -> None:
    """The bars that are meant for a library of this size."""
    if count in LOAD_BARS_FOR:
        load, one = table.rows["load and convert all"], table.rows["one entry out of the file"]
        table.bar("load and convert ÷ splitting", _ratio(load, SPLITTER), 1.2)
        table.bar("one entry ÷ splitting", _ratio(one, SPLITTER), 0.4)
        ours = load["mscref"]
        table.bar("MB of the load", ours.megabytes if isinstance(ours, Cost) else None, 600)
    if count in TIME_BARS_FOR:
        for task, row in table.rows.items():
            seconds = next((most for start, most in TIME_BARS if task.startswith(start)), None)
            cost = next(iter(row.values()))
            if seconds:
                table.bar(f"{task}, s", cost.cpu if isinstance(cost, Cost) else None, seconds)
    if count in CITATION_JS_BAR_FOR:
        for task in ("BibTeX to CSL-JSON, command", "BibTeX to CSL-JSON"):
            table.bar(f"{task} ÷ citation-js", _ratio(table.rows[task], "citation-js"), 1.0)
        table.bar("BibTeX to CSL-JSON ÷ citation-js, jobs", _job_ratio(table), 1.0)


def _job_ratio(table: Table) -> float | None:
    costs = table.rows["BibTeX to CSL-JSON"].values()
    ours, its = (one.job if isinstance(one, Cost) else None for one in costs)
    return ours / its if ours and its else None


def _ratio(row: dict[str, Outcome], peer: str) -> float | None:
    ours, its = next(iter(row.values())), row[peer]
    return ours.cpu / its.cpu if isinstance(ours, Cost) and isinstance(its, Cost) else None


def libraries(options: argparse.Namespace) -> Iterator[tuple[str, Iterable[str]]]:
    """The title and the text of each library."""
    for size in options.sizes:
        yield "generated", generated(size)
    if options.real.is_dir():
        yield "real files, joined", joined(options.real, 60_000)
    else:
        print(f"\nreal files: not measured, there is no folder {options.real}")
    for path in options.file:
        yield path.name, [path.read_text(encoding="utf-8")]


def main() -> int:
    """Measure every library; the exit code says whether every bar is met."""
    options = _options()
    tables: list[tuple[str, Table]] = []
    with tempfile.TemporaryDirectory() as name:
        for number, (title, texts) in enumerate(libraries(options)):
            place = Place(Path(name) / str(number), options.peers, options.modules)
            place.folder.mkdir()
            with place.library.open("w", encoding="utf-8", newline="") as file:
                file.writelines(texts)
            if not number:
                _warm_up(place)
            tables.append((title, measure_library(place, title, options)))
            shutil.rmtree(place.folder)
    bars = [(title, text, met) for title, table in tables for text, met in table.bars]
    print()
    for title, text, met in bars:
        print(f"{'met   ' if met else 'MISSED'} {title}: {text}")
    print(f"bars met {sum(met for _, _, met in bars)} of {len(bars)}")
    return 0 if all(met for _, _, met in bars) else 1


def _warm_up(place: Place) -> None:
    """Let every program write its byte code once, as an installation does."""
    commands = [place.mscref(word, "-h") for word in ("search", "import", "edit", "export")]
    for command in (*commands, place.peer_python("import pybtex.database"), place.papis("--help")):
        run(command, environment=place.environment)


def _options() -> argparse.Namespace:
    shared = Path(os.environ.get("MSCREF_SHARED", ROOT / "../shared"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, default=ROOT / ".venv-bench")
    parser.add_argument("--modules", type=Path, default=ROOT / ".venv-bench/npm/node_modules")
    parser.add_argument("--sizes", default="2400,10000,60000,280000")
    parser.add_argument("--real", type=Path, default=shared / "data/bib")
    parser.add_argument("--file", type=Path, action="append", default=[])
    parser.add_argument("--limit", type=float, default=300, help="CPU seconds for one run")
    options = parser.parse_args()
    options.sizes = [int(size) for size in options.sizes.split(",") if size]
    options.peers, options.modules = options.peers.resolve(), options.modules.resolve()
    return options


if __name__ == "__main__":
    sys.exit(main())
