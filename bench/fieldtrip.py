"""How much of a reference survives being written in a format and read again.

    python bench/fieldtrip.py PATH [--format biblatex] [--ascii] [--show N] [--matrix]

PATH is a file of any format mscref reads, or a folder whose .bib files are read. Each reference
is written and read, and its CSL variables are compared; the type and the key count as one each. A
field that changes, is lost, or is gained counts against; so does an entry that is lost. Last line:
`equal N of M fields`; it is enough from 99 %.

With --matrix the references are made up: each variable of CSL in each item type. This shows what
the format has no place for.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from mscref.formats.bibtex.writer import write_all
from mscref.formats.registry import FORMATS, guess_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from mscref.model.vocabulary import (
    DATE_VARIABLES,
    ITEM_TYPES,
    NAME_VARIABLES,
    NUMBER_VARIABLES,
    VARIABLES,
)

# Variables that processors make and files do not hold, and the old name of `event-title`.
_MADE = frozenset(
    """
    citation-key citation-label citation-number event first-reference-note-number locator page-first
    year-suffix
    """.split()
)
_FORMED = {
    "DOI": "10.1000/x",
    "URL": "https://example.org/a",
    "PMID": "123456",
    "PMCID": "PMC123456",
    "ISBN": "978-0-262-03384-8",
    "ISSN": "1234-5679",
    "language": "de-DE",
    "page": "12-15",
}
_Fields = dict[str, FieldValue]


def main() -> int:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("path", type=Path)
    names = sorted(name for name, row in FORMATS.items() if row.reads and row.writes)
    options.add_argument("--format", default="biblatex", choices=names)
    options.add_argument("--ascii", action="store_true")
    options.add_argument("--show", type=int, default=0)
    options.add_argument("--matrix", action="store_true")
    arguments = options.parse_args()
    trip = _Trip(arguments.format, ascii_only=arguments.ascii, show=arguments.show)
    if arguments.matrix:
        return _matrix(trip)
    for path in _files(arguments.path):
        trip.compare(_read(path), place=path.name)
    return trip.report()


class _Trip:
    """Writes, reads and counts."""

    def __init__(self, name: str, *, ascii_only: bool, show: int) -> None:
        self.name = name
        self.ascii_only = ascii_only
        self.show = show
        self.total = self.equal = self.entries = 0
        self.differences: Counter[str] = Counter()

    def there_and_back(self, references: list[Reference]) -> list[Reference]:
        """The references as the format gives them back."""
        row = FORMATS[self.name]
        if self.ascii_only:
            text = write_all(references, dialect=self.name, ascii_only=True)
        else:
            text = row.writer()(references)
        return row.reader()(text, path=f"written.{self.name}").references

    def compare(self, before: list[Reference], *, place: str) -> None:
        """Count the differences; an entry without a partner counts with all its fields."""
        after = self.there_and_back(before)
        self.entries += len(before)
        if len(before) != len(after):  # one by one, to see which
            print(f"{place}: {len(before)} entries became {len(after)}")
            pairs = [(one, self.there_and_back([one])) for one in before]
        else:
            pairs = [(one, [two]) for one, two in zip(before, after, strict=True)]
        for one, back in pairs:
            self.count(_all_fields(one), _all_fields(back[0]) if back else {}, f"{place}:{one.id}")

    def count(self, left: _Fields, right: _Fields, place: str) -> None:
        """Count the fields of one reference."""
        for name in left.keys() | right.keys():
            self.total += 1
            if left.get(name) == right.get(name):
                self.equal += 1
                continue
            what = "lost" if name not in right else "gained" if name not in left else "changed"
            self.differences[f"{what} {name}"] += 1
            if self.show > 0:
                self.show -= 1
                print(f"{place}.{name}\n    {left.get(name)}\n    {right.get(name)}")

    def report(self) -> int:
        """Print what was found; 0 where it is enough."""
        for difference, count in self.differences.most_common():
            print(f"{count:8} {difference}")
        print(f"{self.entries} entries, {self.name}: {self.equal / max(self.total, 1):.3%}")
        print(f"equal {self.equal} of {self.total} fields")
        return 0 if self.equal >= 0.99 * self.total else 1


def _matrix(trip: _Trip) -> int:
    """Every variable in every type; prints the types in which a variable does not come back."""
    lost: defaultdict[str, list[str]] = defaultdict(list)
    count = equal = 0
    for variable in sorted(VARIABLES - _MADE):
        references = list(_with(variable))
        for one in references:
            count += 1
            back = trip.there_and_back([one])
            if back and back[0].fields.get(variable) == one.fields[variable]:
                equal += 1
            else:
                lost[variable].append(one.type)
    for variable, types in lost.items():
        everywhere = len(types) == len(ITEM_TYPES)
        print(f"{variable:26} {'every type' if everywhere else ' '.join(types)}")
    print(f"{trip.name} has a place for {equal} of {count} pairs of variable and type")
    return 0


def _with(variable: str) -> Iterator[Reference]:
    """A reference of each type that has `variable`."""
    for csl_type in sorted(ITEM_TYPES):
        fields: _Fields = {"title": "A title", "author": (Name("Roe", "R."),)}
        fields["issued"] = Date(PartialDate(2020, 4, 1))
        yield Reference("k", csl_type, {**fields, variable: _value(variable)})


def _value(variable: str) -> FieldValue:
    if variable in DATE_VARIABLES:
        return Date(PartialDate(2011, 2, 3))
    if variable in NAME_VARIABLES:
        return (Name("Doe", "Jane"),)
    return _FORMED.get(variable, "7" if variable in NUMBER_VARIABLES else "Some text")


def _all_fields(reference: Reference) -> _Fields:
    return {"key": reference.id, "type": reference.type, **reference.fields}


def _files(path: Path) -> Iterable[Path]:
    return sorted(path.rglob("*.bib")) if path.is_dir() else [path]


def _read(path: Path) -> list[Reference]:
    text = path.read_bytes().decode("utf-8", "replace")
    row = guess_format(text, path=path.name)
    if row is None:
        raise SystemExit(f"{path}: no format that mscref reads")
    return row.reader()(text, path=str(path)).references


if __name__ == "__main__":
    sys.exit(main())
