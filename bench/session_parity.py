"""A document that is being written, against the reference processor: `make session-parity`.

A document of CITATIONS citations, drawn from DATA by SEED, is edited STEPS times: a citation is put
in, taken out, or given another work. After every step, what our session shows is compared with
what the reference processor from npm, a black box, prints for that state of the document from
scratch, citations and bibliography. Prints a line a style, with --verbose each difference once, and
as the last line `identical N of M`.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from csl_cases import citation_from_json
from parity import bare
from parity_wide import ask

from mscref.csl.render.registry import find_writer
from mscref.csl.session import Session
from mscref.csl.styles import load_style
from mscref.formats.cslitem import reference_from_json

STYLES = ("apa", "chicago-notes-bibliography", "oscola", "ieee")
# Citations of the document, in order: cites, note number and id.
State = list[dict[str, Any]]
# One step of the writer: what is done to the state, and the id of the citation it is done to.
Step = tuple[str, str]

_LABELS = ("page", "page", "page", "chapter", "section", "paragraph")


def main() -> int:
    """Write the document, ask, compare."""
    options = _options()
    items = json.loads((options.data / "items.json").read_text(encoding="utf-8"))
    works = _works(items)
    folder = options.out
    (folder / "expected").mkdir(parents=True, exist_ok=True)
    (folder / "items.json").write_text(json.dumps(works), encoding="utf-8")
    states: dict[bool, tuple[list[State], list[Step]]] = {
        is_note: _written(works, options.citations, options.steps, options.seed, is_note=is_note)
        for is_note in (False, True)
    }
    total: Counter[str] = Counter()
    for name in options.styles or STYLES:
        is_note = load_style(name).is_note
        document = folder / f"document-{'note' if is_note else 'text'}.json"
        document.write_text(json.dumps({"states": states[is_note][0]}), encoding="utf-8")
        ask([name], folder, document=document, modules=options.modules)
        found = _compare(folder, name, works, *states[is_note], verbose=options.verbose)
        total.update(found)
        print(f"{name:40} {found['same']} of {found['all']} in {options.steps + 1} states")
    print(f"identical {total['same']} of {total['all']}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with items.json")
    parser.add_argument("out", type=Path)
    parser.add_argument("styles", nargs="*", help=f"instead of {' '.join(STYLES)}")
    parser.add_argument("--citations", type=int, default=300)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--verbose", action="store_true", help="show what differs")
    parser.add_argument("--modules", type=Path, required=True, help="node_modules with citeproc")
    return parser.parse_args()


def _works(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The works, and for every third a sibling of the same people and year to be told apart."""
    works = copy.deepcopy(items)
    for item in items[::3]:
        sibling = copy.deepcopy(item)
        sibling["id"] = f"{item['id']}-sibling"
        sibling["title"] = f"Another {item.get('title', 'work')}"
        works.append(sibling)
    return works


def _written(
    works: list[dict[str, Any]], citations: int, steps: int, seed: int, *, is_note: bool
) -> tuple[list[State], list[Step]]:
    """The states of a document, and the steps from one to the next."""
    draw = random.Random(seed)
    ids = [str(work["id"]) for work in works]
    favourites = draw.sample(ids, min(12, len(ids)))
    state: State = []
    for number in range(citations):
        state.append({"id": f"c{number}", "cites": _cites(draw, ids, favourites, state)})
    states, done = [_numbered(state, is_note=is_note)], []
    for number in range(steps):
        place = draw.randrange(len(state))
        kind = draw.choice(("insert", "insert", "remove", "remove", "change"))
        if kind == "remove":
            identifier = state.pop(place)["id"]
        else:
            cites = _cites(draw, ids, favourites, state[:place])
            identifier = f"n{number}" if kind == "insert" else state[place]["id"]
            if kind == "change":
                state.pop(place)
            state.insert(place, {"id": identifier, "cites": cites})
        states.append(_numbered(state, is_note=is_note))
        done.append((kind, identifier))
    return states, done


def _cites(
    draw: random.Random, ids: list[str], favourites: list[str], before: State
) -> list[dict[str, Any]]:
    """One to three cites: often of the same few works, often of the one just cited."""
    if before and draw.random() < 0.25:
        chosen = [before[-1]["cites"][-1]["id"]]
    else:
        pool = favourites if draw.random() < 0.4 else ids
        chosen = draw.sample(pool, draw.choice((1, 1, 1, 2, 3)))
    cites: list[dict[str, Any]] = []
    for identifier in chosen:
        cite: dict[str, Any] = {"id": identifier}
        if draw.random() < 0.4:
            cite |= {"locator": str(draw.randint(1, 400)), "label": draw.choice(_LABELS)}
        if draw.random() < 0.1:
            cite["prefix"] = draw.choice(("see ", "cf. "))
        if draw.random() < 0.1:
            cite["suffix"] = draw.choice((", with a map", " and passim"))
        cites.append(cite)
    return cites


def _numbered(state: State, *, is_note: bool) -> State:
    return [
        {**copy.deepcopy(one), "note": place if is_note else 0}
        for place, one in enumerate(state, start=1)
    ]


def _compare(
    folder: Path,
    name: str,
    works: list[dict[str, Any]],
    states: list[State],
    steps: list[Step],
    *,
    verbose: bool,
) -> Counter[str]:
    """How many citations and entries of all states are identical."""
    path = folder / "expected" / f"{name}.default.json"
    wanted = json.loads(path.read_text(encoding="utf-8"))["states"]
    found: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for theirs, ours in zip(wanted, _ours(name, works, states, steps), strict=True):
        entries = [bare(html) for _, html in theirs["bibliography"] if html]
        rows = [*_paired(theirs["citations"], ours[0]), *_paired(entries, ours[1])]
        found.update(all=len(rows), same=sum(one == other for one, other in rows))
        for pair in rows:
            if verbose and pair[0] != pair[1] and pair not in seen:
                seen.add(pair)
                print(f"    - {pair[0]}\n    + {pair[1]}")
    return found


def _paired(theirs: list[str], ours: list[str]) -> list[tuple[str, str]]:
    length = max(len(theirs), len(ours))
    pad = [""] * length
    return list(zip([*theirs, *pad][:length], [*ours, *pad][:length], strict=True))


def _ours(
    name: str, works: list[dict[str, Any]], states: list[State], steps: list[Step]
) -> list[tuple[list[str], list[str]]]:
    """Citations and entries of one session after every step."""
    writer = find_writer("html")
    session = Session(load_style(name))
    session.register([reference_from_json(dict(work)) for work in works])
    before: list[tuple[str, int]] = []
    for one in states[0]:
        session.process(_citation(one), before=before)
        before.append((one["id"], one["note"]))

    def shown(state: State) -> tuple[list[str], list[str]]:
        outputs = [session.output(one["id"]) for one in state]
        return (
            [writer.citation(one, links=False) if one else "" for one in outputs],
            [
                writer.citation(entry.output, links=False).strip()
                for entry in session.bibliography().entries
            ],
        )

    results = [shown(states[0])]
    for state, (kind, identifier) in zip(states[1:], steps, strict=True):
        places = [(one["id"], one["note"]) for one in state]
        if kind == "remove":
            session.remove(identifier)
            # A document that lost a note numbers the others anew.
            session.process(_citation(state[-1]), before=places[:-1])
        else:
            place = next(at for at, one in enumerate(state) if one["id"] == identifier)
            session.process(
                _citation(state[place]), before=places[:place], after=places[place + 1 :]
            )
        results.append(shown(state))
    return results


def _citation(one: dict[str, Any]) -> Any:
    return citation_from_json(
        {
            "citationID": one["id"],
            "citationItems": one["cites"],
            "properties": {"noteIndex": one["note"]},
        }
    )


if __name__ == "__main__":
    sys.exit(main())
