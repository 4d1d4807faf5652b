"""Is a title the one that is printed here? Pure.

Text out of a page has lost what a reader sees: accents stand beside their letters, words are cut at
the end of lines, ligatures are missing. Nothing else is forgiven: works of the same people often
differ in one word of their titles, or in one figure.

What crosses the border: lines as they are printed and folded titles in; the answer out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from mscref.match.text import squeezed, tokens

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


def names_somebody(families: Sequence[str], text: str) -> bool:
    """Whether one of the folded family names stands in a printed text as a name of its own."""
    words = printed_words(_APART.sub(" ", text))
    whole = "".join(words)
    starts = set[int]()
    ends = set[int]()
    place = 0
    for word in words:
        starts.add(place)
        place += len(word)
        ends.add(place)
    return any(_stands(family, whole, starts, ends) for family in families if family)


def _stands(family: str, whole: str, starts: set[int], ends: set[int]) -> bool:
    """Whether a name stands between the borders of words; one in ideographs has none."""
    at = whole.find(family)
    while at >= 0:
        if not family.isascii() or (at in starts and at + len(family) in ends):
            return True
        at = whole.find(family, at + 1)
    return False


# Marks that are run into a name: `Müller1,2`.
_APART = re.compile(r"[\d*†‡§¶,;]+")


def nearest(title: str, printed: Sequence[str]) -> int:
    """How near, of 100, the nearest of the printed texts comes to a title."""
    from rapidfuzz import fuzz

    return max((int(fuzz.ratio(title, one)) for one in printed), default=0)


def letters_of(titles: Sequence[Sequence[str]]) -> list[str]:
    """Titles as folded words → squeezed, each once, those without letters left out."""
    return [one for one in dict.fromkeys(map(squeezed, map(" ".join, titles))) if one]
