"""The blocks of a large file in little memory, and those of the file after an edit.

What crosses the border: a text in, a `CompactBib` out, which answers as the `BibFile` of `scan`
does; with the one of the text before an edit only what lies around the edit is scanned. Of a block
its beginning, kind and key are kept; the rest of an entry is looked up when it is asked for.

Why scanning may begin and end in the middle: an entry in good order is what it is by its own
characters alone, so that what follows it is scanned as if the text began there. What is not in good
order looks further, as far as the next block on a line of its own, and a comment that is never
closed to the end of the text (`scan.py`); then more is scanned.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, overload

from mscref.formats.bibtex.blocks import (
    COMMENT,
    ENTRY,
    JUNK,
    PREAMBLE,
    STRING,
    BibFile,
    Block,
    Entry,
    Field,
    Problem,
)
from mscref.formats.bibtex.convert import is_reference
from mscref.formats.bibtex.scan import (
    UNCLOSED_COMMENT,
    BlockScanner,
    block_ahead,
    whole_block,
)
from mscref.records import replaced

# The kinds by their number; an entry that is a reference has one of its own.
_KINDS = (ENTRY, ENTRY, STRING, PREAMBLE, COMMENT, JUNK)
_REFERENCE, _STRING = 0, 2
_NUMBERS: Mapping[str, int] = {kind: number for number, kind in enumerate(_KINDS)}


class BlockTable(Sequence[Block]):
    """Blocks without gaps or overlap; each is made when it is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = array("Q")
        self.kinds = bytearray()
        self.keys: list[str] = []  # of entries, "" for all else
        self._odd: dict[int, Entry] = {}  # those not in good order, as they were scanned
        self._unsettled = array("Q")  # numbers of the blocks that looked beyond their end

    def append(self, block: Block) -> None:
        """Keep what is needed to make the block again."""
        number = len(self.kinds)
        kind = _NUMBERS[block.kind]
        key = ""
        if isinstance(block, Entry):
            key = block.key if block.kind == ENTRY else ""
            if key and is_reference(block):
                kind = _REFERENCE
            if block.known_fields is not None:
                self._odd[number] = replaced(block, source="")
        is_settled = number not in self._odd and kind < _NUMBERS[COMMENT]
        if not is_settled and not (kind == _NUMBERS[JUNK] and self.text[block.start] != "@"):
            self._unsettled.append(number)
        self.starts.append(block.start)
        self.kinds.append(kind)
        self.keys.append(key)

    def __len__(self) -> int:
        return len(self.kinds)

    @overload
    def __getitem__(self, number: int) -> Block: ...
    @overload
    def __getitem__(self, number: slice) -> list[Block]: ...

    def __getitem__(self, number: int | slice) -> Block | list[Block]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        if number < 0:
            number += len(self)
        kind, start = _KINDS[self.kinds[number]], self.starts[number]
        odd = self._odd.get(number)
        if odd is not None:
            return _moved(odd, start - odd.start, self.text)
        if kind in (ENTRY, STRING):
            return whole_block(self.text, start, kind)
        return Block(kind, start, self.end(number))

    def end(self, number: int) -> int:
        """Where a block ends: where the next begins."""
        return self.starts[number + 1] if number + 1 < len(self) else len(self.text)

    def entry(self, number: int) -> Entry:
        """The entry with that number."""
        block = self[number]
        assert isinstance(block, Entry)
        return block

    def of_kind(self, kind: str) -> Iterator[Entry]:
        """The entries or strings in the order of the file."""
        for number, one in enumerate(self.kinds):
            if _KINDS[one] == kind:
                yield self.entry(number)

    def references(self) -> array[int]:
        """The numbers of the entries that are references and have a key."""
        return array("Q", (at for at, kind in enumerate(self.kinds) if kind == _REFERENCE))

    def holds_strings(self, first: int, stop: int) -> bool:
        """Whether a macro is defined between two blocks."""
        return self.kinds.find(_STRING, first, stop) >= 0

    # ---------------------------------------------------------------- around an edit

    def settled(self, number: int) -> bool:
        """Whether a block is an entry in good order."""
        return _KINDS[self.kinds[number]] == ENTRY and number not in self._odd

    def first_to_scan(self, offset: int) -> int:
        """The block to begin with where the text changes from `offset` on; 0 for all of it."""
        number = bisect_right(self.starts, offset) - 1
        while number > 0:
            if not self.settled(number - 1):
                number -= 1
                continue
            at = bisect_left(self._unsettled, number) - 1
            if at < 0:
                return number
            number_before = self._unsettled[at]
            ahead = block_ahead(self.text, self.starts[number_before])
            if ahead is not None and ahead <= offset:
                return number
            number = number_before
        return 0

    def beginning(self, stop: int, text: str) -> BlockTable:
        """The table of another text that is the same up to the block `stop`."""
        made = BlockTable(text)
        made.starts, made.kinds = self.starts[:stop], self.kinds[:stop]
        made.keys = self.keys[:stop]
        made._odd = {at: one for at, one in self._odd.items() if at < stop}
        made._unsettled = self._unsettled[: bisect_left(self._unsettled, stop)]
        return made

    def extend(self, other: BlockTable, first: int, by: int) -> None:
        """Take over the blocks of another table from `first` on, which stand `by` further here."""
        shift = len(self) - first
        self.starts.extend(array("Q", [one + by for one in other.starts[first:]]))
        self.kinds += other.kinds[first:]
        self.keys += other.keys[first:]
        self._odd.update((at + shift, one) for at, one in other._odd.items() if at >= first)
        at = bisect_left(other._unsettled, first)
        self._unsettled.extend(array("Q", [one + shift for one in other._unsettled[at:]]))


def _moved(entry: Entry, by: int, source: str) -> Entry:
    """An entry that stands `by` further in another text."""
    fields = tuple(Field(*(place + by for place in one)) for one in entry.known_fields or ())
    return Entry(
        kind=entry.kind,
        start=entry.start + by,
        end=entry.end + by,
        source=source,
        type_start=entry.type_start + by,
        type_end=entry.type_end + by,
        key_start=entry.key_start + by,
        key_end=entry.key_end + by,
        body_start=entry.body_start + by,
        body_end=entry.body_end + by,
        known_fields=fields,
    )


def _problem_moved(problem: Problem, by: int) -> Problem:
    """What is wrong, `by` further on."""
    place = problem.hint_place
    return replaced(
        problem, offset=problem.offset + by, hint_place=place + by if place >= 0 else place
    )


class CompactBib(BibFile, frozen=False):
    """A scanned file whose blocks are a table."""

    @property
    def table(self) -> BlockTable:
        """The blocks."""
        assert isinstance(self.blocks, BlockTable)
        return self.blocks

    def entries(self) -> Iterator[Entry]:
        """The entries in file order."""
        return self.table.of_kind(ENTRY)

    def strings(self) -> Iterator[Entry]:
        """The @string blocks in file order."""
        return self.table.of_kind(STRING)

    def by_lowered_key(self) -> Mapping[str, Entry]:
        """The first entry of each key in small letters."""
        return _EntriesByKey(self.table)


class _EntriesByKey(Mapping[str, Entry]):
    """The numbers of entries by key; one is made when it is asked for."""

    def __init__(self, table: BlockTable) -> None:
        self._table = table
        self._numbers: dict[str, int] = {}
        for number, key in enumerate(table.keys):
            if key:
                self._numbers.setdefault(key.lower(), number)

    def __getitem__(self, key: str) -> Entry:
        return self._table.entry(self._numbers[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class ChangedBlocks(NamedTuple):
    """From `first` on, the blocks up to `old_stop` gave way to those up to `new_stop`."""

    first: int
    old_stop: int
    new_stop: int


def scan_compactly(text: str) -> CompactBib:
    """The file of a text; takes time linear in its length."""
    table = BlockTable(text)
    scanner = BlockScanner(text, table)
    scanner.run()
    return CompactBib(text, table, scanner.problems)


def scan_again(before: CompactBib, text: str) -> tuple[CompactBib, ChangedBlocks]:
    """The file of a text that was another one before, and which blocks are new."""
    old = before.table
    start, old_end, _ = changed_stretch(before.text, text)
    by = len(text) - len(before.text)
    is_open = any(one.code == UNCLOSED_COMMENT for one in before.problems)
    first = 0 if is_open else old.first_to_scan(start)
    table = old.beginning(first, text)
    scanner = BlockScanner(text, table)
    position = old.starts[first] if first else 0
    scanner.problems += [one for one in before.problems if first and one.offset < position - 1]
    stop = len(old) if is_open else _scan_until_known(scanner, old, position, old_end, by)
    if is_open:
        scanner.run(position)
    changed = ChangedBlocks(first, stop, len(table))
    if stop < len(old):
        table.extend(old, stop, by)
        scanner.problems += [
            _problem_moved(one, by) for one in before.problems if one.offset >= old.starts[stop] - 1
        ]
    return CompactBib(text, table, scanner.problems), changed


def _scan_until_known(
    scanner: BlockScanner, old: BlockTable, position: int, old_end: int, by: int
) -> int:
    """Scan to where a block of the old text begins behind an entry, and all is as it was; its
    number, that of the last one and one where there is none."""
    table = scanner.blocks
    assert isinstance(table, BlockTable)
    number = bisect_left(old.starts, old_end)
    while number < len(old):
        place = old.starts[number] + by
        if number and place >= position and old.settled(number - 1):
            position = scanner.run(position, place)
            is_known = position == place and len(table) and table.settled(len(table) - 1)
            if is_known and not scanner.unclosed_comment:
                return number
        number += 1
    scanner.run(position)
    return number


def changed_stretch(old: str, new: str) -> tuple[int, int, int]:
    """Where two texts begin to differ, and where each of them is the same again to the end."""
    start = _same(old, new, min(len(old), len(new)), 1)
    same = _same(old, new, min(len(old), len(new)) - start, -1)
    return start, len(old) - same, len(new) - same


def _same(old: str, new: str, most: int, side: int) -> int:
    """How many characters are the same, from the beginning (1) or from the end (-1); half of what
    is left is compared at a time, which costs as much as to copy the text."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if side > 0:
            is_same = old[low:middle] == new[low:middle]
        else:
            is_same = (
                old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]
            )
        low, high = (middle, high) if is_same else (low, middle - 1)
    return low
