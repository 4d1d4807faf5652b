"""How much of a reference survives being written as BibTeX and read again.

    python bench/fieldtrip.py FOLDER [--dialect biblatex|bibtex] [--ascii] [--show N]

Reads every .bib below FOLDER, writes each reference, reads that, and compares CSL variables
(the type counts as one). A field that changes, is lost, or is gained counts against; so does an
entry that is lost. Last line: `equal N of M fields`.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from mscref.formats.bibtex.reader import read
from mscref.formats.bibtex.writer import write_all


def main() -> int:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--dialect", default="biblatex", choices=("biblatex", "bibtex"))
    options.add_argument("--ascii", action="store_true")
    options.add_argument("--show", type=int, default=0)
    arguments = options.parse_args()
    total = equal = entries = shown = 0
    changed: Counter[str] = Counter()
    for path in sorted(arguments.folder.rglob("*.bib")):
        text = path.read_bytes().decode("utf-8", "surrogateescape").replace("\udc00", "")
        before = read(text, path=str(path)).references
        written = write_all(before, dialect=arguments.dialect, ascii_only=arguments.ascii)
        after = read(written, path="written.bib").references
        entries += len(before)
        if len(before) != len(after):
            changed["(entries lost or gained)"] += abs(len(before) - len(after))
            print(f"{path}: {len(before)} entries became {len(after)}")
        for one, two in zip(before, after, strict=False):
            left = {"type": one.type, **one.fields}
            right = {"type": two.type, **two.fields}
            for name in left.keys() | right.keys():
                total += 1
                if left.get(name) == right.get(name):
                    equal += 1
                    continue
                changed[name] += 1
                if shown < arguments.show:
                    shown += 1
                    print(
                        f"{path.name}:{one.id}.{name}\n    {left.get(name)}\n    {right.get(name)}"
                    )
    for name, count in changed.most_common():
        print(f"{count:8} {name}")
    print(f"{entries} entries, {arguments.dialect}: {equal / max(total, 1):.3%}")
    print(f"equal {equal} of {total} fields")
    return 0 if equal >= 0.99 * total else 1


if __name__ == "__main__":
    sys.exit(main())
