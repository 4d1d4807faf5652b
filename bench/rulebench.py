"""How often each rule speaks on real .bib files: `make rulebench DATA=DIR`.

A rule that speaks on a third of all entries of well-kept files cries wolf; the table shows it.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from mscref.formats.bibtex.scan import scan
from mscref.formats.registry import find_format
from mscref.lint.registry import codes, find_rule
from mscref.lint.runner import run_rules
from mscref.lint.view import library_of_bibtex


def main(folder: Path, show: str = "") -> None:
    """Print the table; with `show` also every finding of that rule."""
    rules = [find_rule(code) for code in codes()]
    hits: Counter[str] = Counter()
    files: Counter[str] = Counter()
    entries = read = 0
    read_bibtex = find_format("bibtex").reader()
    started = time.process_time()
    for path in sorted(folder.rglob("*.bib")):
        text = path.read_bytes().decode("utf-8", "replace")
        made = read_bibtex(text, path=path.name)
        library = library_of_bibtex(scan(text), made, path=path.name, this_year=2026)
        entries += len(library.entries)
        read += 1
        found = Counter(one.code for one in run_rules(library, rules))
        hits.update(found)
        files.update(found.keys())
        if show:
            for one in run_rules(library, [find_rule(show)]):
                print(f"{one.span} {one.key}: {one.message}")
    seconds = time.process_time() - started
    print(f"{'rule':26} {'severity':8} {'hits':>7} {'% of entries':>13} {'files':>6}")
    for rule in rules:
        share = 100 * hits[rule.code] / max(1, entries)
        print(
            f"{rule.code:26} {rule.severity.value:8} {hits[rule.code]:7} {share:13.2f}"
            f" {files[rule.code]:6}"
        )
    print(f"{read} files, {entries} entries, {len(rules)} rules, {seconds:.1f} s CPU")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
