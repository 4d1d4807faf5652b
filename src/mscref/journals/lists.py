"""The user's list of journals, in the forms of JabRef.

    txt = "Full Title = Abbr. Title" ["; Shortest"] per line; "#" begins a comment
    csv = "Full Title;Abbr. Title[;Shortest[;Frequency]]" per line; also with commas

Text in, a `JournalList` out; FormatError for a file in which nothing of that can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from mscref.errors import FormatError
from mscref.records import Record

_FORMS = "a line is `Full Title;Abbr. Title` or `Full Title = Abbr. Title`, as JabRef has it"
_NOT_IN_KEYS = re.compile(r"[^\w\s]|_")


class JournalList(Record):
    """Full titles and their short forms, found by either, whatever their case and points."""

    short_of: MappingProxyType[str, str]
    full_of: MappingProxyType[str, str]

    def short(self, title: str) -> str:
        """The short form of a full title, or ""."""
        return self.short_of.get(journal_key(title), "")

    def full(self, title: str) -> str:
        """The full title of a short form, or ""."""
        return self.full_of.get(journal_key(title), "")


NO_LIST = JournalList(MappingProxyType({}), MappingProxyType({}))


def journal_key(title: str) -> str:
    """What spellings of one title share."""
    plain = _NOT_IN_KEYS.sub(" ", title.replace("&", " and ").casefold())
    return " ".join(plain.split()).removeprefix("the ")


def read_list(text: str, *, path: str) -> JournalList:
    """The list in a file; the first row of a title counts."""
    pairs = list(_pairs(text.removeprefix("\ufeff").splitlines()))
    if not pairs:
        raise FormatError(f"{path}: holds no titles of journals", hint=_FORMS)
    short_of: dict[str, str] = {}
    full_of: dict[str, str] = {}
    for full, short in pairs:
        short_of.setdefault(journal_key(full), short)
        full_of.setdefault(journal_key(short), full)
    return JournalList(MappingProxyType(short_of), MappingProxyType(full_of))


def merged(lists: Iterable[JournalList]) -> JournalList:
    """One list of several; the first that has a title counts."""
    short_of: dict[str, str] = {}
    full_of: dict[str, str] = {}
    for one in lists:
        short_of = {**one.short_of, **short_of}
        full_of = {**one.full_of, **full_of}
    return JournalList(MappingProxyType(short_of), MappingProxyType(full_of))


def _pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        cells = _cells(line)
        if len(cells) > 1 and journal_key(cells[0]) and journal_key(cells[1]):
            yield cells[0], cells[1]


def _cells(line: str) -> list[str]:
    if " = " in line:
        full, _, rest = line.partition(" = ")
        return [full.strip(), rest.partition(";")[0].strip()]
    import csv

    delimiter = ";" if ";" in line else "\t" if "\t" in line else ","
    try:
        row = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:  # a NUL, a field of megabytes
        return []
    # A title with commas and no quotation marks cannot be told from two titles.
    if delimiter == "," and len(row) > 4:
        return []
    return [cell.strip() for cell in row]
