"""Is a title the one that is printed here? Pure.

Text out of a page has lost what a reader sees: accents stand beside their letters, words are cut at
the end of lines, ligatures are missing. Nothing else is forgiven: works of the same people often
differ in one word of their titles, or in one figure.

What crosses the border: lines as they are printed and folded titles in; the answer out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from mscref.match.record import family_of
from mscref.match.text import squeezed, tokens
from mscref.model.names import Name

# Accents that stand beside their letters: TeX draws them so in its oldest fonts.
_BESIDE = re.compile("[\u00a8\u00af\u00b4\u00b8\u02b0-\u02ff]")
# What fonts draw as one sign that has no name in some files.
_LIGATURES = frozenset(["ff", "fi", "fl", "ffi", "ffl", "ft", "tt", "ti"])
# Characters that share their glyph with a radical, by which some programs name both (Unicode,
# EquivalentUnifiedIdeograph.txt); the Kangxi radicals are told apart by NFKC.
_RADICALS = str.maketrans(
    "⺟⺠⺩⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "母民王虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
_NEAR = 90  # of 100; less is another title, whatever is missing


def printed_words(text: str) -> list[str]:
    """The folded words of a printed text."""
    return tokens(legible(text))


def printed_letters(text: str) -> str:
    """The folded letters of a printed text, without anything between them."""
    return "".join(printed_words(text))


def legible(text: str) -> str:
    """A printed text in the letters that it is meant to have, fit to be searched for."""
    if text.isascii():
        return text
    return _BESIDE.sub("", unicodedata.normalize("NFC", _compatible(text).translate(_RADICALS)))


def _compatible(text: str) -> str:
    """Letters of formulas as letters, ligatures as the letters they are made of; accents that stand
    alone are left alone (NFKC would give each a space of its own)."""
    return "".join(
        one if _BESIDE.match(one) else unicodedata.normalize("NFKC", one) for one in text
    )


def is_same_title(title: str, printed: str) -> bool:
    """Whether squeezed letters of a page are a squeezed title, but for ligatures that are lost."""
    if title == printed:
        return bool(title)
    if abs(len(title) - len(printed)) * 100 > (100 - _NEAR) * len(title):
        return False
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    if fuzz.ratio(title, printed) < _NEAR:
        return False
    return all(
        one.tag == "equal"
        or (title[one.src_start : one.src_end] in _LIGATURES and one.dest_end - one.dest_start <= 1)
        for one in Levenshtein.opcodes(title, printed)
    )


def names_somebody(names: Sequence[Name], text: str) -> bool:
    """Whether one of the people, or groups, stands in a printed text under a name of its own."""
    words = printed_words(_APART.sub(" ", text))
    whole = "".join(words)
    starts = dict[int, int]()
    place = 0
    for number, word in enumerate(words):
        starts[place] = number
        place += len(word)
    starts[place] = len(words)
    return any(_stands(name, words, whole, starts) for name in names)


def _stands(name: Name, words: Sequence[str], whole: str, starts: Mapping[int, int]) -> bool:
    """Whether a family name stands between the borders of words.

    One that may be a word of the text (An, So, Li) needs the given name or its initial beside it;
    one in ideographs, which have no borders, the given name.
    """
    family = family_of(name)
    given = printed_words(name.given)
    if not family:
        return False
    if _HAN.match(family):
        first = "".join(given)
        return f"{family}{first}" in whole or f"{first}{family}" in whole
    at = whole.find(family)
    while at >= 0:
        if at in starts and at + len(family) in starts:
            if len(family) > _SHORT or not given:
                return True
            start, end = starts[at], starts[at + len(family)]
            beside = (*words[max(0, start - 2) : start], *words[end : end + 2])
            if {given[0], given[0][:1], "".join(given)} & set(beside):
                return True
        at = whole.find(family, at + 1)
    return False


_HAN = re.compile("[㐀-䶿一-鿿]")
_SHORT = 3  # letters
# Marks that are run into a name: `Müller1,2`.
_APART = re.compile(r"[\d*†‡§¶,;]+")


def nearest(title: str, printed: Sequence[str]) -> int:
    """How near, of 100, the nearest of the printed texts comes to a title."""
    from rapidfuzz import fuzz

    return max((int(fuzz.ratio(title, one)) for one in printed), default=0)


def letters_of(titles: Sequence[Sequence[str]]) -> list[str]:
    """Titles as folded words → squeezed, each once, those without letters left out."""
    return [one for one in dict.fromkeys(map(squeezed, map(" ".join, titles))) if one]
