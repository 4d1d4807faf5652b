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
    """Look words up in a packed list.

    Rows are searched for as text, and made of the few lines that are found: to take all lines
    under a key apart costs more than the rest of an abbreviation.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._texts: dict[str, str] = {}
        self._rows: dict[str, tuple[WordRow, ...]] = {}

    def beginning(self, letters: str) -> tuple[WordRow, ...]:
        """The rows that say something about these folded letters, or their beginning.

        They are kept: a title asks for those of its words again and again, and words come back.
        """
        found = self._rows.get(letters)
        if found is None:
            found = self._rows[letters] = tuple(self._beginning(letters))
        return found

    def _beginning(self, letters: str) -> Iterator[WordRow]:
        heads = (letters, *[f"{letters[:end]}-" for end in range(1, len(letters) + 1)])
        for key in (key_of(letters), SHORT):
            text = self._under(key)
            # In the order of the list.
            yield from map(_row, sorted(line for head in heads for line in _lines_of(head, text)))

    def begins_with_whole(self, letters: str, least: int) -> bool:
        """Whether a word begins with a longer one of the list that is never shortened.

        "Healthsource" begins with health, so that the row for heal- says nothing about it.
        """
        text = self._under(key_of(letters))
        return any(
            f"\n{letters[:end]}\t\t" in text
            for end in range(least + 1, len(letters) - _SHORTEST_SECOND + 1)
            if letters[end - 1] != "-"
        )

    def has_short(self, word: str) -> bool:
        """Whether a word with its point is the short form of a word that begins as it does.

        A word of the list itself is none: "Journal." ends a sentence, and is short for journalism.
        """
        letters = fold(word)
        if len(letters) <= KEY_LENGTH:
            return True
        text = self._under(key_of(letters))
        if f"\n{letters[:-1]}\t" in text:
            return False
        return any(fold(line.split("\t", 2)[1]) == letters for line in text.split("\n")[1:-1])

    def endings(self, letters: str) -> Iterator[WordRow]:
        """The rows for words that end so."""
        for line in self._under(SUFFIXES).split("\n")[1:-1]:
            ending = line[: line.index("\t")].rstrip("-")
            if letters.endswith(ending) and len(letters) > len(ending) + 2:
                yield _row(line)

    def _under(self, key: str) -> str:
        """The lines under a key, each between two line ends; of none, one line end."""
        text = self._texts.get(key)
        if text is None:
            packed = self._bundle.read(key)
            text = self._texts[key] = f"\n{packed.decode()}\n" if packed else "\n"
        return text


def _lines_of(head: str, text: str) -> Iterator[str]:
    """The lines of `text` that begin with a word; they stand together."""
    found = f"\n{head}\t"
    place = text.find(found)
    while place >= 0:
        end = text.index("\n", place + 1)
        yield text[place + 1 : end]
        place = end if text.startswith(found, end) else -1


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
