"""Narrative citations against the reference processor: `make narrative COUNT=30`.

Draws COUNT in-text styles of the collection by chance (SEED), asks the reference processor from
npm, as a black box, what it prints for the situations below, and compares. Prints the styles, the
differences with VERBOSE, and as the last line `equal N of M`; M leaves nothing out. What the
reference processor cannot print (`[NO_PRINTED_FORM]`: styles that cite by number and say nothing
of authors in the text) is counted on a line of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import Any

from csl_cases import citation_from_json
from parity_wide import ask

from mscref.csl.render.registry import find_writer
from mscref.csl.session import Session
from mscref.csl.style_index import style_index
from mscref.csl.styles import load_style
from mscref.formats.cslitem import reference_from_json

Situation = dict[str, Any]


def _people(*names: str) -> list[dict[str, str]]:
    return [{"family": name.split()[-1], "given": name.split()[0]} for name in names]


def _book(key: str, title: str, year: int, **more: object) -> dict[str, Any]:
    issued = {"date-parts": [[year]]}
    return {"id": key, "type": "book", "title": title, "issued": issued, "publisher": "P", **more}


ITEMS = [
    _book("four", "Of Four", 2020, author=_people("Ann Leng", "Bo Kerr", "Cy Finch", "Di Moss")),
    _book("two", "Of Two", 2019, author=_people("Bo Kerr", "Cy Finch")),
    _book("same", "Of the Same", 2019, author=_people("Bo Kerr", "Cy Finch")),
    _book("nobody", "Nameless", 2018),
    _book("edited", "Edited", 2017, editor=_people("Ed Itor")),
    _book("body", "World Report", 2001, author=[{"literal": "World Health Organization"}]),
    _book("part", "An Article", 2011, type="article-journal", author=_people("Al Poe")),
]
SITUATIONS: list[Situation] = [
    {"cites": [{"id": "four"}], "mode": "composite"},
    {"cites": [{"id": "four", "locator": "12", "label": "page"}], "mode": "composite"},
    {"cites": [{"id": "two"}], "mode": "author-only"},
    {"cites": [{"id": "two"}], "mode": "suppress-author"},
    {"cites": [{"id": "two"}, {"id": "four"}], "mode": "composite"},
    {"cites": [{"id": "two"}, {"id": "same"}], "mode": "composite"},
    {"cites": [{"id": "part"}, {"id": "body"}], "mode": "suppress-author"},
    {"cites": [{"id": "nobody"}], "mode": "composite"},
    {"cites": [{"id": "nobody"}], "mode": "suppress-author"},
    {"cites": [{"id": "edited", "locator": "3", "label": "chapter"}], "mode": "composite"},
    {"cites": [{"id": "body"}], "mode": "composite", "infix": "says in"},
    {"cites": [{"id": "body"}], "mode": "composite", "infix": "'s report"},
    {"cites": [{"id": "part", "suffix": "and more"}], "mode": "suppress-author"},
    {"cites": [{"id": "part"}], "mode": "composite"},
    {"cites": [{"id": "part"}], "mode": "plain"},
]
for situation in SITUATIONS:
    situation["note"] = 0

NOTHING = ("[NO_PRINTED_FORM]", "[CSL STYLE ERROR")


def main() -> int:
    """Draw, ask, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--verbose", action="store_true", help="show what differs")
    parser.add_argument("--modules", type=Path, required=True, help="node_modules with citeproc")
    arguments = parser.parse_args()
    names = _drawn(arguments.count, arguments.seed)
    folder = arguments.out
    (folder / "expected").mkdir(parents=True, exist_ok=True)
    (folder / "items.json").write_text(json.dumps(ITEMS), encoding="utf-8")
    document = folder / "document.json"
    document.write_text(json.dumps({"citations": SITUATIONS}), encoding="utf-8")
    ask(names, folder, document=document, modules=arguments.modules)
    found = [_compare(folder, name, verbose=arguments.verbose) for name in names]
    equal, total, nothing = (sum(column) for column in zip(*found, strict=True))
    print(f"the reference processor has nothing to print in {nothing} of the others")
    print(f"equal {equal} of {total}")
    return 0


def _drawn(count: int, seed: int) -> list[str]:
    kinds = {head.name: head.kind for head in style_index() if not head.parent and not head.path}
    names = sorted(kinds)
    random.Random(seed).shuffle(names)
    return [name for name in names if kinds[name] == "in-text"][:count]


def _compare(folder: Path, name: str, *, verbose: bool) -> tuple[int, int, int]:
    """How many situations are equal, of how many, and where there was nothing to compare with."""
    path = folder / "expected" / f"{name}.default.json"
    if not path.exists():
        print(f"{name}: the reference processor fails", file=sys.stderr)
        return 0, len(SITUATIONS), 0
    wanted = [one["result"] for one in json.loads(path.read_text(encoding="utf-8"))["citations"]]
    equal = nothing = 0
    for situation, theirs, ours in zip(SITUATIONS, wanted, _printed(name), strict=True):
        equal += theirs == ours
        nothing += theirs != ours and any(mark in theirs for mark in NOTHING)
        if verbose and theirs != ours:
            print(f"  {situation['mode']} {situation['cites']}\n    - {theirs}\n    + {ours}")
    print(f"{name:66} {equal}/{len(wanted)}")
    return equal, len(wanted), nothing


def _printed(name: str) -> list[str]:
    session = Session(load_style(name))
    session.register([reference_from_json(dict(item)) for item in ITEMS])
    writer = find_writer("html")
    texts: dict[str, str] = {}
    before: list[tuple[str, int]] = []
    for number, situation in enumerate(SITUATIONS):
        properties = {key: situation.get(key) for key in ("mode", "infix")}
        citation = citation_from_json(
            {"citationItems": situation["cites"], "properties": properties}, f"c{number}"
        )
        for update in session.process(citation, before=before):
            texts[update.id] = writer.citation(update.output, links=False)
        before.append((citation.id, 0))
    return [texts[f"c{number}"] for number in range(len(SITUATIONS))]


if __name__ == "__main__":
    sys.exit(main())
