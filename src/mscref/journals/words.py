"""The list of title word abbreviations: which words of titles are abbreviated, and how.

The list of the ISSN International Centre (LTWA) has 56,000 rows of word, abbreviation, languages.
It is packed by the first letters of the words, so that a title costs a few reads of small blocks
(`mscref.bundle`). A row says how many letters of the word are kept, or what stands for it.

    word    = "critic"      this word          "letter-"   every word that begins so
              "-blatt"      every word that ends so
    short   = "crit."       | "n.a." (the word stays)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from mscref.bundle import Bundle
from mscref.records import Record

WORDS_FILE = Path(__file__).parent / "data" / "words.bundle"
KEY_LENGTH = 3
_SHORTEST_SECOND = 4  # letters of the second word of a compound
SUFFIXES, SHORT = "-", "."  # keys of the endings, and of words shorter than a key
# Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"}
)


class WordRow(Record):
    """One row: folded letters, whether more may follow, the short form ("": it stays)."""

    letters: str
    is_open: bool
    short: str
    languages: frozenset[str]


def fold(word: str) -> str:
    """The letters of a word, small and without marks; as many as the word has where it can be."""
    lowered = word.lower()
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
        lowered = "".join(one for one in decomposed if not unicodedata.combining(one))
    return lowered.replace("’", "'")


class Words:
    """Look words up in a packed list."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._lines: dict[str, tuple[str, ...]] = {}

    def beginning(self, letters: str) -> Iterator[WordRow]:
        """The rows that say something about these folded letters, or their beginning."""
        for key in (key_of(letters), SHORT):
            for line in self._under(key):
                row = line[: line.index("\t")]
                if row == letters or (row[-1] == "-" and letters.startswith(row[:-1])):
                    yield _row(line)

    def begins_with_whole(self, letters: str, least: int) -> bool:
        """Whether a word begins with a longer one of the list that is never shortened.

        "Healthsource" begins with health, so that the row for heal- says nothing about it.
        """
        rows = map(_row, self._under(key_of(letters)))
        return any(
            least < len(row.letters) <= len(letters) - _SHORTEST_SECOND
            and not row.is_open
            and not row.short
            and letters.startswith(row.letters)
            for row in rows
        )

    def has_short(self, word: str) -> bool:
        """Whether a word with its point is the short form of a word that begins as it does.

        A word of the list itself is none: "Journal." ends a sentence, and is short for journalism.
        """
        letters = fold(word)
        if len(letters) <= KEY_LENGTH:
            return True
        rows = list(map(_row, self._under(key_of(letters))))
        is_word = any(row.letters == letters[:-1] and not row.is_open for row in rows)
        return not is_word and any(fold(row.short) == letters for row in rows)

    def endings(self, letters: str) -> Iterator[WordRow]:
        """The rows for words that end so."""
        for row in map(_row, self._under(SUFFIXES)):
            if letters.endswith(row.letters) and len(letters) > len(row.letters) + 2:
                yield row

    def _under(self, key: str) -> tuple[str, ...]:
        lines = self._lines.get(key)
        if lines is None:
            packed = self._bundle.read(key)
            # Most of them are never looked at again: rows are made of the few that are.
            lines = tuple(packed.decode().split("\n")) if packed else ()
            self._lines[key] = lines
        return lines


def key_of(letters: str) -> str:
    """Under which key the rows of a word are packed."""
    return letters[:KEY_LENGTH] if len(letters) >= KEY_LENGTH else SHORT


@cache
def shipped_words() -> Words:
    """The list that came with mscref; raises InputError where there is none."""
    return Words(Bundle(WORDS_FILE))


def _row(line: str) -> WordRow:
    letters, short, languages = line.split("\t")
    is_open = letters.endswith("-")
    return WordRow(letters.rstrip("-"), is_open, short, frozenset(languages.split(",")))
