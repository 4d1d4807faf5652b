"""Agreement with the reference processor on real styles and references: `make parity DATA=DIR`.

DIR holds items.json and expected/STYLE.LOCALE.json, each with the entries of a bibliography and
the citations of one document. STYLE is DIR/styles/STYLE.csl where there is one, else the installed
style of that name. Prints the share of identical ones per style, and as the last line
`identical N of M`. Entries are compared in order: one that is missing or in another place counts
as different. (The ids of the expected entries are no help: where the reference processor leaves
an entry out, the ids after it are off by one.)
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from csl_cases import citation_from_json

from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.csl.session import Session
from mscref.csl.styles import load_style
from mscref.formats.cslitem import reference_from_json


def main() -> int:
    """Compare every style and print the table."""
    options = _options()
    items = json.loads((options.folder / "items.json").read_text(encoding="utf-8"))
    expected = [
        path
        for path in sorted((options.folder / "expected").glob("*.json"))
        if not options.only or any(part in path.name for part in options.only)
    ]
    total: Counter[str] = Counter()
    print(f"{'style and locale':66} {'entries':>12} {'citations':>12}")
    for path in expected:
        found = _compare(path, items, show=bool(options.only))
        total.update(found)
        entries = f"{found['entries_same']}/{found['entries']}"
        citations = f"{found['citations_same']}/{found['citations']}"
        print(f"{path.stem:66} {entries:>12} {citations:>12}")
    for kind in ("entries", "citations"):
        share = 100 * total[f"{kind}_same"] / max(1, total[kind])
        print(f"{kind}: {share:.2f} % identical ({total[f'{kind}_same']} of {total[kind]})")
    same = total["entries_same"] + total["citations_same"]
    print(f"identical {same} of {total['entries'] + total['citations']}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("only", nargs="*", help="parts of names; shows the differences")
    return parser.parse_args()


def _compare(path: Path, items: list[dict[str, Any]], *, show: bool) -> Counter[str]:
    expected = json.loads(path.read_text(encoding="utf-8"))
    wanted_entries = [bare(html) for _, html in expected["bibliography"] or [] if html]
    wanted_citations: list[dict[str, Any]] = expected["citations"] or []
    found: Counter[str] = Counter(entries=len(wanted_entries), citations=len(wanted_citations))
    try:
        entries, citations = _render(path, items, wanted_citations)
    except Exception as error:  # one broken style is a result, and the run goes on
        print(f"{path.stem}: {type(error).__name__}: {error}", file=sys.stderr)
        if show:
            raise
        return found
    found["entries_same"] = _same_in_order(wanted_entries, entries, show=show)
    for one, ours in zip(wanted_citations, citations, strict=True):
        found["citations_same"] += one["result"] == ours
        if show and one["result"] != ours:
            print(f"  {one['cites']}\n    - {one['result']}\n    + {ours}")
    return found


def bare(html: str) -> str:
    """An entry without what the reference processor puts around it."""
    bare = html.strip().removeprefix('<div class="csl-entry">').removesuffix("</div>")
    return bare.strip()


def _same_in_order(wanted: list[str], got: list[str], *, show: bool) -> int:
    matcher = SequenceMatcher(None, wanted, got, autojunk=False)
    if show:
        for tag, a_start, a_end, b_start, b_end in matcher.get_opcodes():
            if tag == "equal":
                continue
            for place in range(max(a_end - a_start, b_end - b_start)):
                print(f"    - {wanted[a_start + place] if a_start + place < a_end else ''}")
                print(f"    + {got[b_start + place] if b_start + place < b_end else ''}")
    return sum(block.size for block in matcher.get_matching_blocks())


def _render(
    path: Path, items: list[dict[str, Any]], wanted: list[dict[str, Any]]
) -> tuple[list[str], list[str]]:
    """Our entries, and our citations as they stand when the document is complete."""
    style, _, locale = path.stem.rpartition(".")
    writer = find_writer("html")
    parsed = load_style(_style_of(path, style))
    references = [reference_from_json(dict(item)) for item in items]
    forced = None if locale == "default" else locale
    processor = Processor(parsed, locale=forced)
    processor.register(references)
    bibliography = [
        writer.citation(entry.output, links=False).strip()
        for entry in processor.bibliography().entries
    ]
    session = Session(parsed, locale=forced)
    session.register(references)
    texts: dict[str, str] = {}
    before: list[tuple[str, int]] = []
    for number, one in enumerate(wanted):
        citation = citation_from_json(
            {
                "citationID": f"c{number}",
                "citationItems": one["cites"],
                "properties": {
                    "noteIndex": one["note"],
                    "mode": one.get("mode"),
                    "infix": one.get("infix"),
                },
            }
        )
        for update in session.process(citation, before=before, after=[]):
            texts[update.id] = writer.citation(update.output, links=False)
        before.append((citation.id, one["note"]))
    return bibliography, [texts.get(f"c{number}", "") for number in range(len(wanted))]


def _style_of(expected: Path, name: str) -> str:
    """The style that the folder brings along, else the name of an installed one."""
    own = expected.parents[1] / "styles" / f"{name}.csl"
    return str(own) if own.is_file() else name


if __name__ == "__main__":
    sys.exit(main())
