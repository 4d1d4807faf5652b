"""Which of the abbreviations that the NLM's catalogue has is that of a title?

The catalogue gives an abbreviation once and keeps it: `Global Spine J` though the list of title
words has `Glob.` now, `Zh Nevrol Psikhiatr` though it writes the letters of Russian otherwise, `No
Shinkei Geka` without the English title behind. Only the abbreviations are known here, without the
titles they are of (a table of facts, one a line). An abbreviation is that of a title where it has a
word for every significant word of it, in their order, and each of them

- is what the rules give, too, or
- is the whole word, or a beginning of it that is longer than what the rules give, or
- is a beginning of three letters at least of a word that the rules leave whole.

A title may end before a subtitle, and before the same title in another language. Several that fit
say nothing.

    line = initials of the words TAB abbreviation | abbreviation …

Made by `make nlm-titles`; docs/journals.md names its sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from mscref.journals.fixed import find_in
from mscref.journals.iso4 import (
    abbreviate_title,
    is_translated,
    language_of,
    short_words,
    without_points,
)
from mscref.journals.titles import FUNCTION_WORDS, SECTIONS, without_qualifier
from mscref.journals.words import Words, fold
from mscref.patterns import lazy

CATALOGUE_FILE = Path(__file__).with_name("nlm_abbreviations.tsv")
BETWEEN = "|"
_SUBTITLE = lazy(r"(?:(?<!\s)\s+)?[;:=/]\s|\.\s+(?=\[)")
_SENTENCE = lazy(r"(?<=[^\W\d_]{3})\.\s+")
_BEHIND_SECTION = lazy(r"(?<=[\s.][A-Z]),\s")
_WORD = lazy(r"[^\W_]+")
_HYPHEN, _APOSTROPHE = lazy(r"-"), lazy(r"['’ʼ]")
_LEFT_OUT = frozenset(word for one in FUNCTION_WORDS.values() for word in one.split())
_LEFT_OUT |= SECTIONS
_LEAST_BEGINNING = 3  # letters of a word that the rules leave whole


def short_title(title: str, words: Words) -> str:
    """The abbreviation, with points: the one of the NLM's catalogue, else what the rules give."""
    by_rule = abbreviate_title(title, words)
    if _is_in_catalogue(without_points(by_rule)):
        return by_rule
    return catalogued(title, words) or by_rule


def _is_in_catalogue(short: str) -> bool:
    plain = [fold(one) for one in short.replace("-", " ").split()]
    rows = find_in(_catalogue(), initials(plain)).lower().split(BETWEEN)
    return " ".join(plain) in rows


def catalogued(title: str, words: Words) -> str:
    """The abbreviation, with points, that the catalogue has for a title; "" for none."""
    for head in _heads(title, words):
        found = _abbreviation_of(head, words)
        if found:
            return found
    return ""


def _heads(title: str, words: Words) -> Iterator[str]:
    """The title, then what is left of it without subtitles, the longest first."""
    whole = " ".join(title.split())
    ends = {found.start() for found in _SUBTITLE.finditer(whole)}
    ends |= {found.start() for found in _BEHIND_SECTION.finditer(whole)}
    ends |= {
        found.start()
        for found in _SENTENCE.finditer(whole)
        if " " in whole[: found.start()]
        and is_translated(whole[: found.start()], whole[found.end() :], words)
    }
    yield without_qualifier(_SUBTITLE.sub(" ", whole))
    for end in sorted(ends, reverse=True):
        yield without_qualifier(whole[:end])


def _abbreviation_of(head: str, words: Words) -> str:
    """That of a title without its subtitles."""
    split = _words_of(_HYPHEN.sub(" ", head))
    joined = _words_of(_HYPHEN.sub("", head))
    found: set[str] = set()
    for parts in (split, joined) if split != joined else (split,):
        found.update(_fitting(parts, head, words))
    return found.pop() if len(found) == 1 else ""


def _words_of(head: str) -> list[str]:
    """The words of a title, folded; articles and the like are among them."""
    return [fold(one) for one in _WORD.findall(_APOSTROPHE.sub("", head.replace("&", " ")))]


def _fitting(parts: Sequence[str], head: str, words: Words) -> Iterator[str]:
    """The abbreviations of the catalogue that fit the words, with points."""
    keys = {initials(parts), initials([one for one in parts if one not in _LEFT_OUT])}
    known = [one for key in keys for one in find_in(_catalogue(), key).split(BETWEEN) if one]
    if not known:
        return
    language = language_of(parts, head, words)
    given = [fold(without_points(" ".join(short_words([one], words, language)))) for one in parts]
    for one in known:
        pointed = _pointed(one.split(), parts, given)
        if pointed:
            yield pointed


def initials(parts: Sequence[str]) -> str:
    """Under which key the abbreviation of a title of these folded words stands in the table."""
    return "".join(one[0] for one in parts)


def _pointed(shorts: Sequence[str], parts: Sequence[str], given: Sequence[str]) -> str:
    """The words of an abbreviation with their points; "" where one is not of this title."""
    rest = iter(zip(parts, given, strict=True))
    result = []
    for short in shorts:
        letters = fold(short)
        for word, by_rule in rest:
            if letters == word or (not _is_acronym(short) and _is_short_of(letters, word, by_rule)):
                result.append(short if letters == word else f"{short}.")
                break
            if word not in _LEFT_OUT:
                return ""
        else:
            return ""
    return " ".join(result) if all(word in _LEFT_OUT for word, _ in rest) else ""


def _is_acronym(short: str) -> bool:
    return short.isupper() and len(short) > 1


def _is_short_of(letters: str, word: str, by_rule: str) -> bool:
    if letters == by_rule:
        return True
    least = _LEAST_BEGINNING if by_rule == word else len(by_rule) + 1
    return word.startswith(letters) and len(letters) >= least


@cache
def _catalogue() -> str:
    return "\n" + CATALOGUE_FILE.read_text(encoding="ascii")
