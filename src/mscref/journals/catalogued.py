"""Which of the abbreviations that the NLM's catalogue has is that of a title?

The catalogue gives an abbreviation once and keeps it: `Global Spine J` though the list of title
words has `Glob.` now, `Zh Nevrol Psikhiatr` though it writes the letters of Russian otherwise, `No
Shinkei Geka` without the English title behind. Only the abbreviations are known here, without the
titles they are of (a table of facts, one a line). An abbreviation is that of a title where it has a
word for every significant word of it, in their order, and each of them

- is what the rules give, too, or
- is the whole word, or a beginning of it that is longer than what the rules give, or
- is a beginning of three letters at least of a word that the rules leave whole.

A word in two parts may be one there (`Otolaryngol`), if it goes on into the second. A title may end
behind the letter of its section, and before itself in another language; subtitles stay, for with
another one it is another journal (`Curr Med Chem Anticancer Agents`). A title of one word stays as
it is. Several that fit say nothing.

    line = initials of the words TAB abbreviation | abbreviation …

Made by `make nlm-titles`; docs/journals.md names its sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from mscref.journals.fixed import find_in
from mscref.journals.iso4 import (
    MOST_PARTS,
    SENTENCE,
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
_BEHIND_SECTION = lazy(r"(?<=[\s.][A-Z]),\s")
_WORD = lazy(r"[^\W_]+(?:-[^\W_]+)*")
_HYPHEN, _APOSTROPHE = lazy(r"-"), lazy(r"['’ʼ]")
_LEFT_OUT = frozenset(word for one in FUNCTION_WORDS.values() for word in one.split())
_LEFT_OUT |= SECTIONS
_FEWEST_WORDS = 2
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
    """The title, then what is left of it before a translation and behind a section's letter."""
    whole = " ".join(title.split())
    ends = {found.start() for found in islice(_BEHIND_SECTION.finditer(whole), MOST_PARTS)}
    ends |= {
        found.start()
        for found in islice(SENTENCE.finditer(whole), MOST_PARTS)
        if " " in whole[: found.start()]
        and is_translated(whole[: found.start()], whole[found.end() :], words)
    }
    yield without_qualifier(_SUBTITLE.sub(" ", whole))
    for end in sorted(ends, reverse=True):
        yield without_qualifier(whole[:end])


class _Part(NamedTuple):
    """A folded word of a title, whether an abbreviation may leave it out, and how many of its
    letters are those of a word before a hyphen."""

    letters: str
    may_go: bool
    before_hyphen: int


def _abbreviation_of(head: str, words: Words) -> str:
    """That of a title without its subtitles."""
    split = _parts_of(_HYPHEN.sub(" ", head))
    joined = _parts_of(head)
    found: set[str] = set()
    for parts in (split, joined) if split != joined else (split,):
        found.update(_fitting(parts, head, words))
    return found.pop() if len(found) == 1 else ""


def _parts_of(head: str) -> list[_Part]:
    """The words of a title; articles and the like are among them."""
    plain = _APOSTROPHE.sub("", head.replace("&", " "))
    found: list[_Part] = []
    for one in _WORD.findall(plain):
        letters = fold(one)
        is_section = len(one) == 1 and one.isupper() and bool(found)  # Part A
        before = letters.find("-")
        bare = letters.replace("-", "")
        if bare:
            found.append(_Part(bare, bare in _LEFT_OUT and not is_section, max(before, 0)))
    return found


def _fitting(parts: Sequence[_Part], head: str, words: Words) -> Iterator[str]:
    """The abbreviations of the catalogue that fit the words, with points."""
    everything = [one.letters for one in parts]
    needed = [one.letters for one in parts if not one.may_go]
    if len(needed) < _FEWEST_WORDS:
        return
    keys = {initials(everything), initials(needed)}
    known = [one for key in keys for one in find_in(_catalogue(), key).split(BETWEEN) if one]
    if not known:
        return
    language = language_of(everything, head, words)
    given = [
        fold(without_points(" ".join(short_words([one], words, language)))) for one in everything
    ]
    for one in known:
        pointed = _pointed(one.split(), parts, given)
        if pointed:
            yield pointed


def initials(parts: Sequence[str]) -> str:
    """Under which key the abbreviation of a title of these folded words stands in the table."""
    return "".join(one[0] for one in parts)


def _pointed(shorts: Sequence[str], parts: Sequence[_Part], given: Sequence[str]) -> str:
    """The words of an abbreviation with their points; "" where one is not of this title."""
    rest = iter(zip(parts, given, strict=True))
    result = []
    for short in shorts:
        letters = fold(short)
        for part, by_rule in rest:
            if letters == part.letters:
                result.append(short)
                break
            if not _is_acronym(short) and _is_short_of(letters, part, by_rule):
                result.append(f"{short}.")
                break
            if not part.may_go:
                return ""
        else:
            return ""
    return " ".join(result) if all(part.may_go for part, _ in rest) else ""


def _is_acronym(short: str) -> bool:
    return short.isupper() and len(short) > 1


def _is_short_of(letters: str, part: _Part, by_rule: str) -> bool:
    if len(letters) <= part.before_hyphen:
        return False
    if letters == by_rule:
        return True
    least = _LEAST_BEGINNING if by_rule == part.letters else len(by_rule) + 1
    return part.letters.startswith(letters) and len(letters) >= least


@cache
def _catalogue() -> str:
    return "\n" + CATALOGUE_FILE.read_text(encoding="ascii")
