"""How well reference lists are found and cut: python bench/refdocs.py DOCS.jsonl.

One document per line: `lines` ([text, x, y]) and `refs` ([first line, last line + 1]). A reference
counts where both ends are exact. Documents whose references are scattered in footnotes are
counted apart.
"""

from __future__ import annotations

import bisect
import json
import sys
from collections import Counter
from pathlib import Path

from mscref.refstring.split import find_references

_DENSE = 0.8  # share of the lines from the first reference to the last that are references


def main(path: Path) -> None:
    """Measure every document and print a table."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    with path.open(encoding="utf-8") as documents:
        for line in documents:
            document = json.loads(line)
            gold = {tuple(pair) for pair in document["refs"]}
            if gold:
                kind = (document["lang"], "list at the end" if is_list(gold) else "scattered")
                found = cut([one[0] for one in document["lines"]])
                counts.setdefault(kind, Counter()).update(
                    documents=1, gold=len(gold), found=len(found), exact=len(gold & found)
                )
    print(f"{'language, place':24}{'docs':>6}{'refs':>7}{'precision':>11}{'recall':>8}{'F1':>7}")
    for kind, count in sorted(counts.items()):
        print_row(", ".join(kind), count)
    print_row("all", sum(counts.values(), Counter()))


def is_list(gold: set[tuple[int, int]]) -> bool:
    """True where the references of a document stand together."""
    first, last = min(start for start, _ in gold), max(end for _, end in gold)
    return sum(end - start for start, end in gold) > _DENSE * (last - first)


def cut(lines: list[str]) -> set[tuple[int, int]]:
    """The references that mscref finds, as line numbers."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return {
        (bisect.bisect_right(starts, one.start) - 1, bisect.bisect_right(starts, one.end - 1))
        for one in find_references("\n".join(lines)).strings
    }


def print_row(name: str, count: Counter[str]) -> None:
    """Print one line of the table."""
    precision = 100 * count["exact"] / max(1, count["found"])
    recall = 100 * count["exact"] / max(1, count["gold"])
    f1 = 200 * count["exact"] / max(1, count["found"] + count["gold"])
    print(
        f"{name:24}{count['documents']:6}{count['gold']:7}{precision:11.1f}{recall:8.1f}{f1:7.1f}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
