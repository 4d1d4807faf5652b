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
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mscref.bundle import Bundle

WORDS_FILE = Path(__file__).parent / "data" / "words.bundle"
KEY_LENGTH = 3
SUFFIXES = "-"
# Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"}
)


@dataclass(frozen=True, slots=True)
class WordRow:
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
        self._rows: dict[str, tuple[WordRow, ...]] = {}

    def beginning(self, letters: str) -> Iterator[WordRow]:
        """The rows that say something about these folded letters, or their beginning."""
        for length in range(KEY_LENGTH, 0, -1):
            if length <= len(letters):
                for row in self._under(letters[:length]):
                    if letters == row.letters or (row.is_open and letters.startswith(row.letters)):
                        yield row

    def endings(self, letters: str) -> Iterator[WordRow]:
        """The rows for words that end so."""
        for row in self._under(SUFFIXES):
            if letters.endswith(row.letters) and len(letters) > len(row.letters) + 2:
                yield row

    def _under(self, key: str) -> tuple[WordRow, ...]:
        rows = self._rows.get(key)
        if rows is None:
            packed = self._bundle.read(key)
            rows = tuple(map(_row, packed.decode().split("\n"))) if packed else ()
            self._rows[key] = rows
        return rows


@cache
def shipped_words() -> Words:
    """The list that came with mscref; raises InputError where there is none."""
    return Words(Bundle(WORDS_FILE))


def _row(line: str) -> WordRow:
    letters, short, languages = line.split("\t")
    is_open = letters.endswith("-")
    return WordRow(letters.rstrip("-"), is_open, short, frozenset(languages.split(",")))
