"""One library as an index by key: where each entry stands, what it says, how it is found by words.

An entry is read when it is asked for. The words by which a large library is searched are kept by
the text of each entry, so that after an edit only changed entries are read again.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Protocol

from mscref.app.workspace.texts import EditorText
from mscref.diagnostics import Span
from mscref.formats.base import ReadResult
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.bibtex.convert import is_reference
from mscref.formats.bibtex.reader import BibReader
from mscref.formats.bibtex.titles import Titles
from mscref.formats.latex.reading import decode
from mscref.library.bibfile import BibText
from mscref.match.text import fold
from mscref.model.reference import Reference

_SEARCHED = ("author", "editor", "year", "date", "title")
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
    """The folded words of many entries in one string, a line each; searched by `str.find`."""

    def __init__(self, lines: list[str]) -> None:
        self._blob = "\n" + "\n".join(lines) + "\n"
        self._starts = array("Q")
        place = 1
        for line in lines:
            self._starts.append(place)
            place += len(line) + 1

    def line(self, number: int) -> str:
        """The words of one entry."""
        start = self._starts[number]
        return self._blob[start : self._blob.index("\n", start)]

    def find(self, word: str, limit: int) -> list[int]:
        """The numbers of lines: those that begin with the word, hold it at a beginning, hold it."""
        found: dict[int, None] = {}
        for shape in ("\n" + word, " " + word, word):
            for number in self._holding(shape):
                found.setdefault(number)
                if len(found) >= limit:
                    return list(found)
        return list(found)

    def _holding(self, shape: str) -> Iterator[int]:
        place = self._blob.find(shape)
        while place >= 0:
            number = bisect_right(self._starts, place + shape.startswith("\n")) - 1
            if number >= 0:
                yield number
            # On at the end of this line, which is where the next begins.
            following = self._blob.find("\n", place + 1)
            place = self._blob.find(shape, following) if following >= 0 else -1


class BibIndex:
    """The index of a BibTeX text; `earlier` is that of the text before an edit."""

    def __init__(self, path: str, text: EditorText, earlier: BibIndex | None = None) -> None:
        self.path = path
        self.text = text
        self.reader = BibReader(text.text, path=path, titles=Titles.SENTENCE)
        self.entries = [
            entry for entry in self.reader.bib.entries() if entry.key and is_reference(entry)
        ]
        self._by_key: dict[str, Entry] = {}
        for entry in self.entries:
            self._by_key.setdefault(entry.key, entry)
        self._known = _known_words(earlier)
        self._references: dict[str, Reference] = {}
        self.words_read = 0  # entries whose words had to be read anew

    @property
    def by_key(self) -> Mapping[str, object]:
        """The keys in the order of the file."""
        return self._by_key

    def entry(self, key: str) -> Entry | None:
        """The first entry with this key."""
        return self._by_key.get(key)

    def entry_at(self, offset: int) -> Entry | None:
        """The entry that a place lies in."""
        number = bisect_right(self.entries, offset, key=lambda entry: entry.start) - 1
        if number < 0 or offset > self.entries[number].end:
            return None
        return self.entries[number]

    def raw(self, entry: Entry) -> str:
        """The text of an entry."""
        return self.text.text[entry.start : entry.end]

    def reference(self, key: str) -> Reference | None:
        """What the entry says, read when it is first asked for."""
        entry = self._by_key.get(key)
        if entry is None:
            return None
        if key not in self._references:
            self._references[key] = self.reader.convert(entry)
        return self._references[key]

    def place(self, key: str) -> tuple[int, int] | None:
        """Where the key stands."""
        entry = self._by_key.get(key)
        return (entry.key_start, entry.key_end) if entry else None

    @cached_property
    def bib_text(self) -> BibText:
        """The text as the library's editor takes it; its blocks are those of the index."""
        made = BibText(self.text.text)
        made.__dict__["bib"] = self.reader.bib
        return made

    @cached_property
    def words(self) -> FoldedWords:
        """The words by which entries are found; takes a second for ten thousand entries."""
        known, self._known = self._known, None
        return FoldedWords([self._words_of(entry, known) for entry in self.entries])

    @property
    def is_searchable(self) -> bool:
        """Whether the words are known, so that `find` takes no time."""
        return "words" in self.__dict__

    def make_searchable(self) -> None:
        """Read the words of the entries that are new."""
        self.words  # noqa: B018 — read for the first time

    def keys_with(self, word: str, limit: int) -> list[str]:
        """The keys that hold a word, those that begin with it first; the words are not needed."""
        lowered = word.lower()
        found = [key for key in self._by_key if lowered in key.lower()]
        return sorted(found, key=lambda key: not key.lower().startswith(lowered))[:limit]

    def find(self, word: str, limit: int) -> list[str]:
        """The keys of entries that hold the word, the nearest first."""
        if not word:
            return list(dict.fromkeys(entry.key for entry in self.entries[:limit]))
        numbers = self.words.find(fold(word), limit)
        return list(dict.fromkeys(self.entries[number].key for number in numbers))

    def _words_of(self, entry: Entry, known: KnownWords | None) -> str:
        found = known.get(self.raw(entry)) if known else None
        if found is None:
            self.words_read += 1
            found = _folded_entry(entry)
        return found


class KnownWords:
    """The words of an earlier state of a library, by the text of the entry."""

    def __init__(self, index: BibIndex) -> None:
        self._words = index.words
        # The texts themselves would take as much memory as the file once more.
        self._number = {hash(index.raw(one)): at for at, one in enumerate(index.entries)}

    def get(self, raw: str) -> str | None:
        """The words of an entry that stood there with the very same text."""
        number = self._number.get(hash(raw))
        return None if number is None else self._words.line(number)


def _known_words(earlier: BibIndex | None) -> KnownWords | None:
    return KnownWords(earlier) if earlier is not None and earlier.is_searchable else None


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
