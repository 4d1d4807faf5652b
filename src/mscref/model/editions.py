"""Editions as people write them (`Second`, `3rd ed.`, `2. Auflage`, `第二版`) → their number.

Styles put an ordinal and the word for *edition* in their own language behind a number, and print
anything else as it stands. What crosses the border: the text of an edition in, a number out where
the text says nothing but a number; `Revised`, `2nd, corrected ed.`, `International student` stay.
Whoever takes the number keeps the text as it was, where its format is written again.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, normalize

from mscref.model.markup import strip_markup
from mscref.patterns import lazy

# The word for edition, without accents; English, German, French, Spanish, Italian, Portuguese,
# Dutch, Scandinavian, Finnish, Polish, Czech, Hungarian, Turkish, Russian, Ukrainian.
_NOUNS = (
    "editions? edn eds? auflage aufl ausgabe ausg edicion edicao ediz edizione druk uitgave uitg "
    "upplaga upplagan uppl utgave utg udgave udg painos vydani vyd wydanie wyd kiadas baski basim "
    "издание изд видання вид"
).replace(" ", "|")
_ARTICLES = "the die das la le el il de den"
# Behind digits: `2nd 2. 2e 2ème 2nde 3er 2ª 2.º 2o 2:a 2-е`.
_DIGITS = lazy(
    r"(\d{1,3})[\s.]*"
    r"(?:st|nd|rd|th|ste|de|nde|ere|er|re|eme|ieme|ie|e|[ao]|:[ae]|-?(?:е|ое|я|ге|й|и))?"
)
_NOUN = lazy(rf"(?:\b|(?<=\d))(?:{_NOUNS})\b")
_ARTICLE = lazy(rf"(?:{_ARTICLES.replace(' ', '|')})\s+")
_EAST_ASIAN = lazy(
    r"[第제]?\s?(?:(?P<digits>\d{1,3})|(?P<signs>[一二三四五六七八九十]{1,3}))\s?[版판](?:本)?"
)
_ROMAN = lazy(r"x{0,3}(?:ix|iv|v?i{0,3})")
_EDGES = " \t\n.,;:()[]{}\"'"

_ONES = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
"""
_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
# One line a number, from 1 on; without accents, endings of gender and case as the language has
# them where they are no more than a vowel (`*`).
_ORDINALS = """
erste* premier premiere prim* primer* primeir* eerste forst* ensimmainen pierwsze prvni перв*
zweite* deuxieme second* seconde segund* tweede andr* anden annen toinen drugie druhe втор*
dritte* troisieme tercer* terz* terceir* derde tredje kolmas trzecie treti трет*
vierte* quatrieme cuart* quart* vierde fjarde fjerde neljas czwarte ctvrte четверт*
funfte* cinquieme quint* vijfde femte viides piate pate пят*
sechste* sixieme sext* sest* zesde sjatte sjette kuudes szoste seste шест*
siebte* siebente* septieme septim* settim* setim* zevende sjunde sjuende syvende седьм*
achte* huitieme octav* ottav* oitav* achtste attonde attende ottende восьм*
neunte* neuvieme noven* nona nono negende nionde niende девят*
zehnte* dixieme decim* tiende tionde десят*
elfte* onzieme undecim* undicesim*
zwolfte* douzieme duodecim* dodicesim*
dreizehnte* treizieme decimotercer* tredicesim*
vierzehnte* quatorzieme decimocuart* quattordicesim*
funfzehnte* quinzieme decimoquint* quindicesim*
sechzehnte* seizieme decimosext* sedicesim*
siebzehnte* dix-septieme decimoseptim* diciassettesim*
achtzehnte* dix-huitieme decimoctav* diciottesim*
neunzehnte* dix-neuvieme decimonoven* diciannovesim*
zwanzigste* vingtieme vigesim* ventesim*
"""
_ENDINGS = ("", *"a o e as os er en es n r s ый ое ая ье ья ой ий".split())
_SIGNS = "一二三四五六七八九"


def _folded(text: str) -> str:
    """Small letters without accents; `ß` and ligatures as they are."""
    return "".join(char for char in normalize("NFKD", text.lower()) if not combining(char))


def _words() -> dict[str, int]:
    found: dict[str, int] = {}
    for number, line in enumerate(_ORDINALS.strip().splitlines(), start=1):
        for word in map(_folded, line.split()):
            stem = word.removesuffix("*")
            endings = _ENDINGS if stem != word else ("",)
            for ending in endings:
                found.setdefault(stem + ending, number)
    ones = _ONES.split()
    found.update({word: number for number, word in enumerate(ones, start=1)})
    found.update({word: 10 * number for number, word in enumerate(_TENS.split(), start=2)})
    for tens, head in enumerate(_ROUND.split(), start=2):
        for one, word in enumerate(ones[:9], start=1):
            found[f"{head}-{word}"] = found[f"{head} {word}"] = 10 * tens + one
    return found


@lru_cache(maxsize=1)
def _ordinal_words() -> dict[str, int]:
    return _words()


# A library has few editions, and each many times.
@lru_cache(maxsize=1 << 12)
def edition_number(text: str) -> str:
    """The number that an edition is written as, in digits; the text itself where it says more."""
    if text.isdigit():
        return text
    number = _number(strip_markup(text).strip(_EDGES))
    return str(number) if number else text


def _number(bare: str) -> int:
    east_asian = _EAST_ASIAN.fullmatch(bare)
    if east_asian:
        return int(east_asian["digits"]) if east_asian["digits"] else _signs(east_asian["signs"])
    folded = _folded(bare)
    rest, nouns = _NOUN.subn("", folded)
    if nouns > 1:
        return 0
    rest = rest.strip(_EDGES)
    article = _ARTICLE.match(rest)
    word = rest[article.end() :] if article else rest
    digits = _DIGITS.fullmatch(word)
    if digits:
        return int(digits[1])
    return _ordinal_words().get(word) or (_roman(word) if nouns or len(word) > 1 else 0)


def _roman(word: str) -> int:
    if not word or not _ROMAN.fullmatch(word):
        return 0
    values = {"i": 1, "v": 5, "x": 10}
    digits = [values[letter] for letter in word]
    return sum(
        -one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True)
    )


def _signs(text: str) -> int:
    """`二` → 2, `十二` → 12, `二十` → 20."""
    tens, has_ten, ones = text.rpartition("十")
    if not has_ten:
        return _SIGNS.find(text) + 1 if len(text) == 1 else 0
    return 10 * (_SIGNS.find(tens) + 1 if tens else 1) + (_SIGNS.find(ones) + 1 if ones else 0)
