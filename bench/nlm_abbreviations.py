"""Make the table of title abbreviations of the NLM's catalogue: part of `make nlm-titles`.

Reads abbreviations, without the titles they are of, from the register of journals of the package
metapub (Apache 2.0) and the data of the package impact-factor (MIT); the abbreviations themselves
are facts of the catalogue of the U.S. National Library of Medicine, which are free to use. Writes
src/mscref/journals/nlm_abbreviations.tsv, sorted, without the places and years in brackets that
tell entries of the catalogue apart.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from mscref.journals.catalogued import BETWEEN, CATALOGUE_FILE, initials
from mscref.patterns import lazy

_BRACKETS = lazy(r"\s*\([^()]*\)$|\s(?:19|20)\d\d$")
_ABBREVIATION = lazy(r"[A-Za-z0-9][A-Za-z0-9 ]*[A-Za-z0-9]")
_QUERIES = {"journals": "SELECT name FROM journals", "factor": "SELECT journal_abbr FROM factor"}
_LONGEST_ACRONYM = 5


def main() -> int:
    """Read, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", type=Path, nargs="+", help="SQLite files of the packages")
    parser.add_argument("-o", "--output", type=Path, default=CATALOGUE_FILE)
    options = parser.parse_args()
    found = {one.casefold(): one for path in options.databases for one in abbreviations(path)}
    table: dict[str, list[str]] = defaultdict(list)
    for folded in sorted(found):
        table[initials(folded.split())].append(found[folded])
    lines = (f"{key}\t{BETWEEN.join(table[key])}\n" for key in sorted(table))
    options.output.write_text("".join(lines), encoding="ascii")
    print(f"{len(found)} abbreviations", file=sys.stderr)
    return 0


def abbreviations(path: Path) -> Iterator[str]:
    """Those of one database."""
    import sqlite3

    with closing(sqlite3.connect(path)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        for table, query in _QUERIES.items():
            for row in connection.execute(query) if table in tables else ():
                bare = _BRACKETS.sub("", " ".join((row[0] or "").split()))
                is_other = bare.isupper() and len(bare) > _LONGEST_ACRONYM  # of another source
                if not is_other and _ABBREVIATION.fullmatch(bare):
                    yield bare


if __name__ == "__main__":
    sys.exit(main())
