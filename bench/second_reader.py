"""Does bibtexparser 2 recover entries that our scanner gives up, and which does it lose?

    python bench/second_reader.py FOLDER [--seed N]

Reads every .bib below FOLDER as it is, and once more with every 2,000th character or so damaged
(a brace, quote, comma or `@` lost, put in or in place of another). Counts the entries that
bibtexparser finds where the scanner found none, but for those behind a `%`, and the entries it
reads otherwise. Last line: `recovered N of M blocks that the scanner gives up`.
"""

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

from mscref.formats.bibtex.blocks import JUNK, BibFile
from mscref.formats.bibtex.scan import scan
from mscref.formats.bibtex.second_reader import other_readings, their_entries

_SIGNS = '{}",=@%#\n'
_STEP = 2000
_LARGEST = 200_000  # characters; what is larger is only read as it is


def main() -> int:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--seed", type=int, default=5)
    arguments = options.parse_args()
    chance = random.Random(arguments.seed)  # damage, not secrets
    count: Counter[str] = Counter()
    for path in sorted(arguments.folder.rglob("*.bib")):
        text = path.read_bytes().decode("utf-8", "replace")
        compare(scan(text), count, "as they are")
        if len(text) <= _LARGEST:
            compare(scan(damaged(text, chance)), count, "damaged")
    for kind in ("as they are", "damaged"):
        print(f"{kind}: {count[kind]} entries, {count[f'{kind}, otherwise']} read otherwise")
    print(f"recovered {count['recovered']} of {count['given up']} blocks that the scanner gives up")
    return 0


def compare(bib: BibFile, count: Counter[str], kind: str) -> None:
    """Count one file."""
    count[kind] += sum(1 for _ in bib.entries())
    count[f"{kind}, otherwise"] += sum(1 for _ in other_readings(bib))
    given_up = [
        one for one in bib.blocks if one.kind == JUNK and bib.text.startswith("@", one.start)
    ]
    count["given up"] += len(given_up)
    ours = {entry.start for entry in bib.entries()}
    for start in their_entries(bib.text).keys() - ours:
        line = bib.text[bib.text.rfind("\n", 0, start) + 1 : start]
        inside = any(one.start <= start < one.end for one in bib.blocks if one.kind == JUNK)
        if inside and "%" not in line:
            count["recovered"] += 1
            print(f"{start}: {bib.text[start : start + 60]!r}")


def damaged(text: str, chance: random.Random) -> str:
    """The text with some characters lost, exchanged or put in."""
    chars = list(text)
    for _ in range(len(text) // _STEP + 1):
        if not chars:
            break
        place = chance.randrange(len(chars))
        chars[place] = chance.choice(
            ["", chance.choice(_SIGNS), chars[place] + chance.choice(_SIGNS)]
        )
    return "".join(chars)


if __name__ == "__main__":
    sys.exit(main())
