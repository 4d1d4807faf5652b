"""One library as an index by key: where each entry stands, what it says, how it is found by words.

An entry is read when it is asked for. After an edit only what it touched is scanned, and only
changed entries are read again; the words by which a large library is searched are kept in pieces.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Protocol, overload

from mscref.app.workspace.texts import EditorText
from mscref.diagnostics import Span
from mscref.formats.base import ReadResult
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.bibtex.compact import (
    BlockTable,
    ChangedBlocks,
    CompactBib,
    scan_again,
    scan_compactly,
)
from mscref.formats.bibtex.reader import BibReader
from mscref.formats.bibtex.titles import Titles
from mscref.formats.latex.reading import decode
from mscref.library.bibfile import BibText
from mscref.match.text import fold
from mscref.model.reference import Reference

_SEARCHED = ("author", "editor", "year", "date", "title")
_PIECE = 1000  # entries whose words are one string
_MOST_KEPT = (
    5000  # references that are kept read; each takes as much memory as ten of their entries
)
# Entries that others may change: they take fields from them.
_INHERITS = re.compile("crossref|xdata", re.IGNORECASE)
_BRACES = str.maketrans("", "", '{}"\n\r\x00')


class KeyIndex(Protocol):
    """What is known of a library, whatever its format."""

    path: str
    text: EditorText

    @property
    def by_key(self) -> Mapping[str, object]:
        """The keys in the order of the file."""

    def reference(self, key: str) -> Reference | None:
        """What the entry says; None where there is none."""

    def place(self, key: str) -> tuple[int, int] | None:
        """Where the key stands in the text."""

    def find(self, word: str, limit: int) -> list[str]:
        """The keys whose entries hold a word in key, names, year or title, the nearest first."""


class FoldedWords:
    """The folded words of many entries, a line each, in pieces of one string; found by `str.find`.

    Of a state of a library and the next one the pieces are the same, but for those with an edit.
    """

    def __init__(self, lines: Sequence[str], *, before: Sequence[WordPiece] = ()) -> None:
        made = [WordPiece(lines[at : at + _PIECE]) for at in range(0, len(lines), _PIECE)]
        self._set([*before, *made])

    def _set(self, pieces: Sequence[WordPiece]) -> None:
        self._pieces = list(pieces)
        self._firsts = list(accumulate((len(one) for one in pieces), initial=0))

    def line(self, number: int) -> str:
        """The words of one entry."""
        at = bisect_right(self._firsts, number) - 1
        return self._pieces[at].line(number - self._firsts[at])

    def spliced(self, first: int, stop: int, lines: Sequence[str]) -> FoldedWords:
        """The words with others for those of the entries from `first` to `stop`."""
        begin = max(bisect_right(self._firsts, first, 0, len(self._pieces)) - 1, 0)
        end = max(bisect_left(self._firsts, stop), begin)
        kept = [self.line(one) for one in range(self._firsts[begin], first)]
        after = [self.line(one) for one in range(stop, self._firsts[end])]
        made = FoldedWords([*kept, *lines, *after], before=self._pieces[:begin])
        made._set([*made._pieces, *self._pieces[end:]])
        return made

    def find(self, word: str, limit: int) -> list[int]:
        """The numbers of lines: those that begin with the word, hold it at a beginning, hold it."""
        found: dict[int, None] = {}
        for shape in ("\n" + word, " " + word, word):
            for first, piece in zip(self._firsts, self._pieces, strict=False):
                for number in piece.holding(shape):
                    found.setdefault(first + number)
                    if len(found) >= limit:
                        return list(found)
        return list(found)


class WordPiece:
    """Some lines of words as one string."""

    __slots__ = ("_blob", "_starts")

    def __init__(self, lines: Sequence[str]) -> None:
        self._blob = "\n" + "\n".join(lines) + "\n"
        self._starts = array("L", accumulate((len(one) + 1 for one in lines[:-1]), initial=1))

    def __len__(self) -> int:
        return len(self._starts)

    def line(self, number: int) -> str:
        """The words of one entry."""
        start = self._starts[number]
        return self._blob[start : self._blob.index("\n", start)]

    def holding(self, shape: str) -> Iterator[int]:
        """The numbers of the lines that hold a text, which may begin with the end of the last."""
        place = self._blob.find(shape)
        while place >= 0:
            number = bisect_right(self._starts, place + shape.startswith("\n")) - 1
            if number >= 0:
                yield number
            # On at the end of this line, which is where the next begins.
            following = self._blob.find("\n", place + 1)
            place = self._blob.find(shape, following) if following >= 0 else -1


class ReferenceEntries(Sequence[Entry]):
    """The entries of a library that are references; one is made when it is asked for."""

    def __init__(self, table: BlockTable, numbers: Sequence[int]) -> None:
        self._table = table
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> list[Entry]: ...

    def __getitem__(self, at: int | slice) -> Entry | list[Entry]:
        if isinstance(at, slice):
            return [self._table.entry(one) for one in self._numbers[at]]
        return self._table.entry(self._numbers[at])


class BibIndex:
    """The index of a BibTeX text; `earlier` is that of the text before an edit.

    Only what an edit touches is scanned, read and searched anew; the rest is shared.
    """

    def __init__(self, path: str, text: EditorText, earlier: BibIndex | None = None) -> None:
        self.path = path
        self.text = text
        self.bib: CompactBib
        changed: ChangedBlocks | None = None
        if earlier is None:
            self.bib = scan_compactly(text.text)
        else:
            self.bib, changed = scan_again(earlier.bib, text.text)
        self.reader = BibReader(text.text, path=path, titles=Titles.SENTENCE, bib=self.bib)
        self.words_read = 0  # entries whose words had to be read anew
        self._references: dict[str, Reference] = {}
        if earlier is None or changed is None:
            self._number()
        else:
            self._follow(earlier, changed)

    def _number(self) -> None:
        """Find the references and their keys."""
        table = self.bib.table
        self._numbers: Sequence[int] = table.references()
        keys = [table.keys[one] for one in self._numbers]
        # In the order of the file; of a key that stands twice the first entry counts.
        self._by_key: dict[str, int] = dict.fromkeys(keys, 0)
        self._by_key.update(zip(reversed(keys), reversed(self._numbers), strict=True))

    def _follow(self, earlier: BibIndex, changed: ChangedBlocks) -> None:
        """Take over what an edit left as it was."""
        first, old_stop, new_stop = changed
        old, new = earlier.bib.table, self.bib.table
        if (
            old.keys[first:old_stop] == new.keys[first:new_stop]
            and old.kinds[first:old_stop] == new.kinds[first:new_stop]
        ):
            self._numbers, self._by_key = earlier._numbers, earlier._by_key
        else:
            self._number()
        if not (old.holds_strings(first, old_stop) or new.holds_strings(first, new_stop)):
            gone = {*old.keys[first:old_stop], *new.keys[first:new_stop]}
            for key, one in list(earlier._references.items()):
                if key not in gone and not _INHERITS.search(earlier.raw_of(key)):
                    self._references[key] = one
        if earlier.is_searchable:
            self.__dict__["words"] = self._words_after(earlier, changed)

    def _words_after(self, earlier: BibIndex, changed: ChangedBlocks) -> FoldedWords:
        old, new = earlier._numbers, self._numbers
        first, old_stop = (bisect_left(old, one) for one in changed[:2])
        new_stop = bisect_left(new, changed.new_stop)
        known = {earlier.raw_at(one): earlier.words.line(one) for one in range(first, old_stop)}
        lines = [self._words_of(one, known) for one in range(first, new_stop)]
        return earlier.words.spliced(first, old_stop, lines)

    @property
    def entries(self) -> ReferenceEntries:
        """The entries in the order of the file."""
        return ReferenceEntries(self.bib.table, self._numbers)

    @property
    def keys(self) -> list[str]:
        """The keys of the entries in the order of the file, repeated ones, too."""
        keys = self.bib.table.keys
        return [keys[one] for one in self._numbers]

    @property
    def by_key(self) -> Mapping[str, object]:
        """The keys in the order of the file."""
        return self._by_key

    def entry(self, key: str) -> Entry | None:
        """The first entry with this key."""
        number = self._by_key.get(key)
        return None if number is None else self.bib.table.entry(number)

    def entry_at(self, offset: int) -> Entry | None:
        """The entry that a place lies in."""
        starts = self.bib.table.starts
        at = bisect_right(self._numbers, offset, key=starts.__getitem__) - 1
        if at < 0 or offset > self.bib.table.end(self._numbers[at]):
            return None
        return self.entries[at]

    def start_of(self, at: int) -> int:
        """Where an entry begins, by its place among the entries."""
        return self.bib.table.starts[self._numbers[at]]

    def raw_at(self, at: int) -> str:
        """The text of an entry by its place among the entries."""
        table, number = self.bib.table, self._numbers[at]
        return self.text.text[table.starts[number] : table.end(number)]

    def raw_of(self, key: str) -> str:
        """The text of the first entry with this key, "" where there is none."""
        table, number = self.bib.table, self._by_key.get(key)
        return "" if number is None else self.text.text[table.starts[number] : table.end(number)]

    def raw(self, entry: Entry) -> str:
        """The text of an entry."""
        return self.text.text[entry.start : entry.end]

    def reference(self, key: str) -> Reference | None:
        """What the entry says, read when it is first asked for."""
        known = self._references.get(key)
        if known is not None:
            return known
        entry = self.entry(key)
        if entry is None:
            return None
        if len(self._references) > _MOST_KEPT:
            self._references.clear()
        made = self._references[key] = self.reader.convert(entry)
        return made

    def place(self, key: str) -> tuple[int, int] | None:
        """Where the key stands."""
        entry = self.entry(key)
        return (entry.key_start, entry.key_end) if entry else None

    @property
    def bib_text(self) -> BibText:
        """The text as the library's editor takes it; its blocks are those of the index."""
        made = BibText(self.text.text)
        made.__dict__["bib"] = self.bib
        return made

    @cached_property
    def words(self) -> FoldedWords:
        """The words by which entries are found; takes a second for ten thousand entries."""
        return FoldedWords([self._words_of(one, {}) for one in range(len(self._numbers))])

    @property
    def is_searchable(self) -> bool:
        """Whether the words are known, so that `find` takes no time."""
        return "words" in self.__dict__

    def keys_with(self, word: str, limit: int) -> list[str]:
        """The keys that hold a word, those that begin with it first; the words are not needed."""
        lowered = word.lower()
        found = [key for key in self._by_key if lowered in key.lower()]
        return sorted(found, key=lambda key: not key.lower().startswith(lowered))[:limit]

    def find(self, word: str, limit: int) -> list[str]:
        """The keys of entries that hold the word, the nearest first."""
        keys = self.bib.table.keys
        found = self.words.find(fold(word), limit) if word else range(min(limit, len(self.entries)))
        return list(dict.fromkeys(keys[self._numbers[at]] for at in found))

    def _words_of(self, at: int, known: Mapping[str, str]) -> str:
        found = known.get(self.raw_at(at))
        if found is None:
            self.words_read += 1
            found = _folded_entry(self.entries[at])
        return found


def _folded_entry(entry: Entry) -> str:
    values: dict[str, str] = {}
    for name, value in entry.raw_fields():
        lowered = name.lower()
        if lowered in _SEARCHED:
            values.setdefault(lowered, value)
    said = [entry.key, *(values[name] for name in _SEARCHED if name in values)]
    return fold(" ".join(_plain(one) for one in said))


def _plain(value: str) -> str:
    if "\\" in value:
        value = decode(value)
    return value.translate(_BRACES)


class ItemIndex:
    """The index of a library in another format than BibTeX; it is read as a whole."""

    def __init__(self, path: str, text: EditorText, read: ReadResult) -> None:
        self.path = path
        self.text = text
        self.problems = read.diagnostics
        self._references: dict[str, Reference] = {}
        for one in read.references:
            self._references.setdefault(one.id, one)
        self._spans = read.spans

    @property
    def by_key(self) -> Mapping[str, object]:
        """The keys in the order of the file."""
        return self._references

    def reference(self, key: str) -> Reference | None:
        """What is said under the key."""
        return self._references.get(key)

    def place(self, key: str) -> tuple[int, int] | None:
        """Where the reference begins."""
        if key not in self._references:
            return None
        span = self._spans.get(key, Span(self.path))
        start = self.text.offset(max(span.line - 1, 0), max(span.column - 1, 0))
        return start, start

    @cached_property
    def words(self) -> FoldedWords:
        """The words by which references are found."""
        from mscref.app.overview import row_of

        return FoldedWords(
            [fold(" ".join(row_of(one)).translate(_BRACES)) for one in self._references.values()]
        )

    def find(self, word: str, limit: int) -> list[str]:
        """The keys of references that hold the word, the nearest first."""
        keys = list(self._references)
        return [keys[at] for at in self.words.find(fold(word), limit)] if word else keys[:limit]
