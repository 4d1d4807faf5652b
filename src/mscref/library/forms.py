"""Words that are forms of one word, as far as their endings say it in English. Pure.

`stem` is only compared, never shown: it need be no word. It takes off what a plural or a verb adds,
and leaves what makes another word of it (`cellular` is no form of `cell`).
"""

from __future__ import annotations

from collections.abc import Iterable

_SHORTEST = 3  # letters that a stem keeps
_VOWELS = frozenset("aeiouy")
_HISSING = ("ss", "x", "z", "ch", "sh")
# What a slip of the finger is never taken for: a search for `whale` does not mean `while`.
FUNCTION_WORDS = frozenset(
    """about above after again all also and any are because been before being below between both but
    can could did does done down during each few for from further had has have having here how into
    its just may might more most much must new nor not now off once one only other our out over own
    same shall should some such than that the their them then there these they this those through
    too two under until upon use very was were what when where which while who whom why will with
    within without would you your""".split()
)


def stem(word: str) -> str:
    """A word in small letters without the ending of a plural or a verb."""
    word = _singular(word)
    for ending in ("ing", "ed"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= _SHORTEST and _VOWELS & set(bare):
            word = bare[:-1] if bare[-1] == bare[-2] and bare[-1] not in "aeioulsz" else bare
            break
    if word.endswith("y") and len(word) > _SHORTEST and word[-2] not in _VOWELS:
        word = word[:-1] + "i"
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > _SHORTEST + 1:
        return word[:-3] + "y"
    bare = word.removesuffix("es")
    if bare != word and bare.endswith(_HISSING) and len(bare) >= _SHORTEST:
        return bare
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORTEST:
        return word[:-1]
    return word


def forms_among(word: str, known: Iterable[str]) -> list[str]:
    """Of the known words those that are a form of `word` or, if that is long enough, begin with it.

    The nearest in length first.
    """
    wanted = stem(word)
    is_part = len(word) > _SHORTEST
    found = [
        other
        for other in known
        if other != word and (stem(other) == wanted or (is_part and other.startswith(word)))
    ]
    return sorted(found, key=lambda other: (abs(len(other) - len(word)), other))
