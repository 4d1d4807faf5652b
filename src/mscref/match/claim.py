"""What is claimed about a work: fields, a text in a reference list, or both. Pure.

What crosses the border: a `Reference` and a text in; the text in the forms that comparing needs,
each made once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from mscref.match.record import ComparableRecord, prepare
from mscref.match.text import tokens_and_gaps
from mscref.model.reference import Reference

LONG = 12  # letters that stand in another word by chance no more
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_LABEL = re.compile(r"^\W*\d{1,3}\W")  # the number of a reference in its list
_NUMBER = re.compile(r"\b[A-Za-z]?\d+")
_ADDRESS = re.compile(
    r"https?://\S+|\bdoi\b:?\s*\S+|\b10\.\d{4,9}/\S+|\barxiv:\s*\S+", re.IGNORECASE
)


@dataclass(frozen=True)
class Claim:
    """What somebody says about a work: its fields, its text in the reference list, or both."""

    reference: Reference
    text: str = ""

    @cached_property
    def record(self) -> ComparableRecord:
        """The fields, made ready for comparing."""
        return prepare(self.reference)

    @cached_property
    def readings(self) -> tuple[Claim, ...]:
        """The claim, and the same with each other title that it gives, such as a translation."""
        if not self.record.other_titles or self.text:
            return (self,)
        others = (
            Claim(self.reference.with_fields({"title": " ".join(one), "original-title": None}))
            for one in self.record.other_titles
        )
        return (self, *others)

    @property
    def question(self) -> str:
        """What to search for: the text itself, or the words of the fields that tell it apart."""
        if self.text:
            return self.text
        names = " ".join(name.family or name.literal for name in self.reference.names("author")[:3])
        year = str(self.record.years[0]) if self.record.years else ""
        said = map(self.reference.text, ("title", "container-title"))
        return " ".join(word for word in (names, year, *said) if word)

    @cached_property
    def bare_text(self) -> str:
        """The text without the number in front, and without DOIs, URLs and arXiv numbers."""
        return _ADDRESS.sub(" ", _LABEL.sub("", self.text))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words of the bare text."""
        return tuple(self._words_and_gaps[0])

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """What stands in front of each word: spaces and punctuation."""
        return tuple(self._words_and_gaps[1])

    @cached_property
    def _words_and_gaps(self) -> tuple[list[str], list[str]]:
        return tokens_and_gaps(self.bare_text)

    @cached_property
    def squeezed(self) -> str:
        """The folded text without spaces: hyphens and line breaks do not matter in it."""
        return "".join(self.words)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each word ends in `squeezed`."""
        return tuple(accumulate(map(len, self.words)))

    def mentions(self, squeezed: str) -> bool:
        """True where some squeezed words stand in the text; few letters only as whole words."""
        return squeezed in self.squeezed and is_mentioned(squeezed, self.words)

    @cached_property
    def grams(self) -> frozenset[str]:
        """The runs of three letters in the text."""
        return grams_of(self.squeezed)

    @cached_property
    def word_set(self) -> frozenset[str]:
        """The words of the text without order."""
        return frozenset(self.words)

    @cached_property
    def inner_numbers(self) -> frozenset[str]:
        """The numbers that stand beside letters in one word."""
        mixed = (word for word in self.words if not word.isdigit())
        return frozenset(number for word in mixed for number in re.findall(r"\d+", word))

    @cached_property
    def has_numbers(self) -> bool:
        """True where the text holds a number that may be a volume or a page."""
        return bool(_NUMBER.search(_YEAR.sub(" ", self.bare_text)))

    @cached_property
    def text_years(self) -> frozenset[int]:
        """Everything in the text that may be a year."""
        return frozenset(int(year) for year in _YEAR.findall(self.bare_text))


def is_mentioned(squeezed: str, words: Sequence[str]) -> bool:
    """True where some squeezed words stand among others; few letters only as whole words.

    `CHI` does not stand in `machine`, nor `Chen` in `Cheng`; a long name may have lost a space.
    """
    text = "".join(words)
    ends = {0, *accumulate(map(len, words))}
    place = text.find(squeezed) if squeezed else -1
    while place >= 0:
        if len(squeezed) >= LONG or (place in ends and place + len(squeezed) in ends):
            return True
        place = text.find(squeezed, place + 1)
    return False


def grams_of(squeezed: str) -> frozenset[str]:
    """The runs of three letters in a text without spaces."""
    return frozenset(squeezed[place : place + 3] for place in range(len(squeezed) - 2))
