"""Speed of the style engine, side by side with its peers in one run: `make bench-styles`.

A whole cold process formats N references as a bibliography: CPU seconds (user + system, median)
and peak memory, per style, with the ratio of mscref to each peer. Peers: citeproc-js (npm),
citeproc-py, pandoc --citeproc, typst (which lays out a PDF as well). A peer that is missing or
takes too long is reported as that, never left out.

The references are those of a CSL-JSON file, as many times as needed, with names, years and titles
drawn from the same file by a fixed seed, so that they are not all alike.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from measuring import Fault, run
from peer_styles import write_locales, write_style

ROOT = Path(__file__).parents[1]
STYLES = ("apa", "chicago-author-date", "ieee", "nlm-citation-sequence")
SIZES = (10, 1000, 10_000)
# CPU of mscref ÷ CPU of a peer that we hold ourselves to, at 1,000 references (issues 10 and 14).
BUDGETS = {
    "apa": {"typst": 0.30, "pandoc": 0.13},
    "chicago-author-date": {"typst": 0.40, "pandoc": 0.17},
    "ieee": {"typst": 0.33, "pandoc": 0.42},
    "nlm-citation-sequence": {"typst": 0.41, "pandoc": 0.40},
}
GROWTH_BUDGET = 10.5  # 10,000 references ÷ 1,000
MEMORY_BUDGET = 100  # MB at 1,000


@dataclass
class Measured:
    """What runs of one command took; `fault` says why there is nothing."""

    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    fault: str = ""

    @property
    def median(self) -> float:
        """CPU seconds."""
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        return self.fault or f"{self.median:.2f} s {self.megabytes:.0f} MB"


def main() -> int:
    """Measure and print the tables; 1 where a budget is missed."""
    options = _options()
    items = json.loads(options.items.read_text(encoding="utf-8"))
    missed: list[str] = []
    table: dict[tuple[str, int, str], Measured] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in options.sizes:
            _write_inputs(folder, make_items(items, size))
            for style in options.styles:
                commands = {
                    engine: command
                    for engine, command in _commands(folder, style, options).items()
                    if engine == "mscref" or not options.engines or engine in options.engines
                }
                rounds = options.rounds if size < 5000 else 1
                _run(commands["mscref"], folder, Measured(), modules=options.modules, limit=120)
                for _ in range(rounds):
                    for engine, command in commands.items():
                        row = table.setdefault((style, size, engine), Measured())
                        if not row.fault:
                            _run(command, folder, row, modules=options.modules, limit=options.limit)
                _print_row(style, size, list(commands), table)
    missed += _missed(table, options)
    for line in missed:
        print(line)
    print(f"{len(missed)} budgets missed")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    shared = Path(os.environ.get("MSCREF_SHARED", ROOT / "../shared"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=Path, default=shared / "data/csl-parity/items.json")
    parser.add_argument("--peers", type=Path, default=ROOT / ".venv-bench")
    parser.add_argument("--modules", type=Path, default=ROOT / ".venv-bench/npm/node_modules")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--styles", nargs="+", default=list(STYLES))
    parser.add_argument("--engines", nargs="+", help="mscref and these peers only")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=120, help="CPU seconds for one run")
    options = parser.parse_args()
    options.peers, options.modules = options.peers.resolve(), options.modules.resolve()
    return options


def make_items(items: list[dict[str, Any]], size: int) -> list[dict[str, Any]]:
    """`size` references made of `items`."""
    chance = random.Random(2026)
    names = [name for item in items for name in item.get("author", []) if "family" in name]
    words = sorted({word for item in items for word in item.get("title", "").split() if word})
    made: list[dict[str, Any]] = []
    for number in range(size):
        item = dict(items[number % len(items)])
        item["id"] = f"{re.sub(r'[^a-z0-9]', '', str(item['id']))}x{number}"
        if number >= len(items):
            if "author" in item:
                item["author"] = [chance.choice(names) for _ in item["author"]]
            if "title" in item:
                item["title"] = " ".join(chance.choices(words, k=len(item["title"].split()) or 1))
            if "issued" in item:
                item["issued"] = {"date-parts": [[chance.randint(1950, 2024)]]}
        made.append(item)
    return made


def _write_inputs(folder: Path, items: list[dict[str, Any]]) -> None:
    (folder / "items.json").write_text(json.dumps(items), encoding="utf-8")
    (folder / "paper.md").write_text("---\nnocite: '@*'\n---\n", encoding="utf-8")
    (folder / "items.bib").write_text("".join(map(_bibtex, items)), encoding="utf-8")


# What typst reads; only the fields that the styles print.
_BIBTEX_FIELDS = {
    "title": "title",
    "container-title": "journaltitle",
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "publisher": "publisher",
    "publisher-place": "location",
    "DOI": "doi",
    "URL": "url",
}


def _bibtex(item: dict[str, Any]) -> str:
    kinds = {"article-journal": "article", "chapter": "incollection", "book": "book"}
    lines = [f"@{kinds.get(item['type'], 'misc')}{{{item['id']},"]
    for variable, name in _BIBTEX_FIELDS.items():
        value = re.sub(r"<[^>]+>|[{}\\%#$&_^~\"]", "", str(item.get(variable, "")))
        if value:
            lines.append(f"  {name} = {{{value}}},")
    authors = [f"{one['family']}, {one.get('given', '')}" for one in item.get("author", [])
               if "family" in one]  # fmt: skip
    if authors:
        lines.append(f"  author = {{{' and '.join(authors)}}},")
    year = item.get("issued", {}).get("date-parts", [[""]])[0][0]
    if year:
        lines.append(f"  year = {{{year}}},")
    return "\n".join(lines) + "\n}\n"


def _commands(folder: Path, style: str, options: argparse.Namespace) -> dict[str, list[str]]:
    write_style(style, folder / "style.csl")
    locales = write_locales(folder / "locales")
    (folder / "paper.typ").write_text(
        '#bibliography("items.bib", style: "style.csl", full: true)\n', encoding="utf-8"
    )
    peer = options.peers / "bin/python"
    bench = Path(__file__).parent
    pandoc = next(options.peers.glob("lib/python*/site-packages/pypandoc/files/pandoc"), "pandoc")
    return {
        "mscref": [sys.executable, "-m", "mscref", "format", "-l", "items.json", "-s", style,
                   "-t", "text", "-o", "out.txt"],
        "typst": [str(peer), "-c", "import typst; typst.compile('paper.typ', output='out.pdf')"],
        "citeproc-js": ["node", str(bench / "citeproc_js_peer.js"), "style.csl", "items.json",
                        str(locales)],
        "citeproc-py": [str(peer), str(bench / "citeproc_py_peer.py"), "style.csl", "items.json"],
        "pandoc": [str(pandoc), "--citeproc", "--bibliography", "items.json", "--csl", "style.csl",
                   "-t", "plain", "-o", "out.txt", "paper.md"],
    }  # fmt: skip


def _run(command: list[str], folder: Path, row: Measured, *, modules: Path, limit: float) -> None:
    """Run one command and add what it took to `row`."""
    # An installed program has its byte code; an environment may forbid writing it.
    environment = {**os.environ, "NODE_PATH": str(modules), "NO_COLOR": "1"}
    environment["PYTHONDONTWRITEBYTECODE"] = ""
    outcome = run(command, limit=limit, environment=environment, cwd=folder)
    if isinstance(outcome, Fault):
        row.fault = outcome.why
        return
    row.seconds.append(outcome.cpu)
    row.megabytes = max(row.megabytes, outcome.megabytes)


def _print_row(
    style: str, size: int, engines: list[str], table: dict[tuple[str, int, str], Measured]
) -> None:
    ours = table[style, size, "mscref"]
    print(f"{style}, {size} references: mscref {ours}")
    for engine in engines[1:]:
        peer = table[style, size, engine]
        ratio = f"{ours.median / peer.median:.2f}" if ours.seconds and not peer.fault else "-"
        print(f"    {engine:12} {peer!s:24} mscref takes {ratio} of it")
    sys.stdout.flush()


def _missed(table: dict[tuple[str, int, str], Measured], options: argparse.Namespace) -> list[str]:
    """The budgets that were not kept, as lines."""
    lines: list[str] = []
    for style in options.styles:
        ours = table.get((style, 1000, "mscref"))
        if not ours or not ours.seconds:
            continue
        for peer, most in BUDGETS.get(style, {}).items():
            theirs = table.get((style, 1000, peer))
            if theirs and theirs.seconds and ours.median > most * theirs.median:
                ratio = ours.median / theirs.median
                lines.append(f"missed: {style} takes {ratio:.2f} of {peer}, not {most}")
        if ours.megabytes > MEMORY_BUDGET:
            lines.append(f"missed: {style} needs {ours.megabytes:.0f} MB, not {MEMORY_BUDGET}")
        many = table.get((style, 10_000, "mscref"))
        if many and many.seconds and many.median / ours.median > GROWTH_BUDGET:
            growth = many.median / ours.median
            lines.append(f"missed: {style} grows by {growth:.1f} from 1,000 to 10,000")
    few = table.get(("apa", 10, "mscref"))
    if few and few.seconds and few.median > 0.15:
        lines.append(f"missed: ten references in apa take {few.median:.2f} s, not 0.15")
    return lines


if __name__ == "__main__":
    sys.exit(main())
