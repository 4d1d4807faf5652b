"""A second opinion: how bibtexparser 2, with which most Python programs read BibTeX, reads a file.

What crosses the border: a scanned file in, the entries out that bibtexparser gives its users with
other fields than we see, or not at all. Nothing of mscref's own reading depends on it: in all real
files at hand, and in damaged copies of them, it recovers 2 of 463 blocks that our scanner gives up
(`make secondreader`) and drops or tears twenty times as many that BibTeX, biber and we read whole.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from mscref.formats.bibtex.blocks import BibFile, Entry

if TYPE_CHECKING:
    from bibtexparser.model import Entry as TheirEntry

# Its blocks follow each other; its line numbers are not those of the file, so its text is sought.
_NEAR = 1 << 16


class Loss(Enum):
    """What is different."""

    ENTRY = "entry"  # the entry is not there
    KEY = "key"
    FIELD = "field"  # a field is not there
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Entry number `entry` as bibtexparser reads it: the first thing that is different.

    `field` is the number of the field, -1 where none is meant; `text` is what is read in its
    place (key or value, as written); `more` counts the other fields that differ.
    """

    entry: int
    loss: Loss
    field: int = -1
    text: str = ""
    more: int = 0


def other_readings(bib: BibFile) -> Iterator[OtherReading]:
    """Every entry of `bib` that bibtexparser reads otherwise, in file order."""
    theirs = their_entries(bib.text)
    for number, entry in enumerate(bib.entries()):
        found = _comparison(number, entry, theirs.get(entry.start))
        if found is not None:
            yield found


def their_entries(text: str) -> dict[int, TheirEntry]:
    """The entries that users of bibtexparser get to see, by the offset at which each begins.

    One whose key an earlier entry has is among them: that is a finding of its own.
    """
    from bibtexparser.model import DuplicateBlockKeyBlock
    from bibtexparser.model import Entry as TheirEntry
    from bibtexparser.splitter import Splitter

    # It logs what it cannot read; we say it in our own words.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    found: dict[int, TheirEntry] = {}
    position = 0
    for block in Splitter(text).split().blocks:
        raw = block.raw or ""
        start = text.find(raw, position, position + len(raw) + _NEAR)
        if not raw or start < 0:
            continue
        position = start + 1
        entry = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else block
        if isinstance(entry, TheirEntry):
            found[start] = entry
    return found


def _comparison(number: int, entry: Entry, theirs: TheirEntry | None) -> OtherReading | None:
    """The difference, or None where both read the same."""
    if theirs is None:
        return OtherReading(number, Loss.ENTRY)
    if theirs.key != entry.key:
        return OtherReading(number, Loss.KEY, text=theirs.key)
    ours = entry.raw_fields()
    read = [(field.key, field.value) for field in theirs.fields]
    if ours == read:
        return None
    values = dict(read)
    different = [place for place, (name, value) in enumerate(ours) if values.get(name) != value]
    if not different:  # only more fields than there are
        return None
    name = ours[different[0]][0]
    loss = Loss.VALUE if name in values else Loss.FIELD
    return OtherReading(
        entry=number,
        loss=loss,
        field=different[0],
        text=values.get(name, ""),
        more=len(different) - 1,
    )
