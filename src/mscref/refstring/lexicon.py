"""Names that reference lists are full of: journals and publishers, found word by word.

`lexicon.txt.gz` holds one name per line, its words in lower case (`J j am chem soc`), the letter
for what it names; the training script writes it (`make refmodel`), from which sources stands in
docs/model-card.md. A match is a hint for the labeller, never a decision: it learns how far to
trust one from training references whose own names are partly hidden.
"""

from __future__ import annotations

import gzip
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LEXICON_FILE = Path(__file__).with_name("lexicon.txt.gz")
JOURNAL, PUBLISHER = "J", "P"
_LONGEST_NAME = 12  # words


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name of the lexicon in a string: what it names, its first word, and the one after it."""

    kind: str
    first: int
    last: int


class Lexicon:
    """Names by their words; a name is looked up from its first word, the longest counts."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._kinds: dict[str, str] = {}
        self._longest: dict[str, int] = {}
        for kind, name in names:
            self._kinds.setdefault(name, kind)
            first, count = name.split(" ", 1)[0], name.count(" ") + 1
            if count > self._longest.get(first, 0):
                self._longest[first] = min(count, _LONGEST_NAME)

    def find(self, words: list[str], *, hidden: Container[str] = ()) -> list[NameMatch]:
        """The names in a string, left to right, none inside another; `words` as written.

        A name begins with a capital or a digit in every style. `hidden` are names that are not
        to be found, for training.
        """
        lower = [word.lower() for word in words]
        found = []
        index, count = 0, len(words)
        while index < count:
            longest = 0 if words[index].islower() else self._longest.get(lower[index], 0)
            for length in range(min(longest, count - index), 0, -1):
                name = " ".join(lower[index : index + length])
                kind = self._kinds.get(name)
                if kind and name not in hidden:
                    found.append(NameMatch(kind, index, index + length))
                    index += length - 1
                    break
            index += 1
        return found


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """The lexicon that mscref ships."""
    lines = gzip.decompress(LEXICON_FILE.read_bytes()).decode().splitlines()
    return Lexicon((line[0], line[2:]) for line in lines)
