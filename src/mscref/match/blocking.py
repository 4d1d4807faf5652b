"""By which keys a work is found among many: the one place that says so. Pure.

Whoever keeps an index of works files each under `keys_of_record` and asks by `keys_of_claim`:
then every index finds the same, in memory and among millions on disk. A key is a word, or two
things that stand together: neighbouring words of a title, a page and its volume, a name or a
container and a number. Among few works words tell one from another; among millions an index
leaves them out, as every key that too many share, and the pairs remain; where they too are
common, how the title begins is left. What comes out is in the order of the record or the text,
each key once, so that nothing depends on how a set happens to be ordered in this process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from mscref.match.claim import Claim
from mscref.match.record import ComparableRecord
from mscref.match.text import LITTLE_WORDS

# Of a title as many neighbours as tell it apart; with six as many queries are found.
_PAIRS = 8
# So many words of a title are its beginning. Among 3 million works most pairs of some titles stand
# in more than a hundred, and a quarter of the works that were not found had such a title.
_BEGINNING = 4
_NUMBER = re.compile(r"[a-z]{0,2}\d+[a-z]?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NUMBERS = 8  # of a text that may be volume, page or year; a text with more is a table
_NAMES_STAND_WITHIN, _NAMES = 6, 2  # the first words of a text, and how many of them are names
_LONGEST = 400  # words; a text with more is no reference
_SHORTEST_NAME = 3


def keys_of_record(record: ComparableRecord) -> tuple[str, ...]:
    """The words of title, authors, containers, volume and first page; and what stands together."""
    words = chain(
        record.title, record.families, (record.volume, record.page), chain(*record.containers)
    )
    return _each_once(chain(words, compound_keys(record)))


def keys_of_claim(claim: Claim) -> tuple[str, ...]:
    """The words of the text, where there is one, then the keys of the fields, then what may stand
    together in the text."""
    return _each_once(chain(claim.words, keys_of_record(claim.record), _keys_of_text(claim)))


def compound_keys(record: ComparableRecord) -> Iterator[str]:
    """The keys of two things each, by which a work is found among millions."""
    title = _telling(record.title)
    yield from pairs_of(title[: _PAIRS + 1])
    yield from _runs_of(title[:_BEGINNING])
    numbers = _numbers_of(record)
    first = record.families[:1]
    ends = _ends(_telling(record.containers[0])) if record.containers else ()
    yield from (f"{name}|{number}" for name in (*first, *ends) for number in numbers)
    if record.volume and record.page:
        yield f"v{record.volume}|p{record.page}"
    if len(title) == 1:
        yield from (f"{title[0]}|{word}" for word in (*first, *(end.split()[0] for end in ends)))


def pairs_of(words: Iterable[str]) -> Iterator[str]:
    """Each two neighbours."""
    return (f"{one} {other}" for one, other in pairwise(words))


def _runs_of(words: Sequence[str]) -> Iterator[str]:
    """Each so many neighbours as a beginning has."""
    count = len(words) - _BEGINNING + 1
    return (" ".join(words[start : start + _BEGINNING]) for start in range(count))


def _numbers_of(record: ComparableRecord) -> tuple[str, ...]:
    """Page, volume and year, each marked as what it is."""
    marked = (("p", record.page), ("v", record.volume), ("y", "".join(map(str, record.years[:1]))))
    return tuple(f"{mark}{number}" for mark, number in marked if number)


def _ends(container: Sequence[str]) -> tuple[str, ...]:
    """The first and the last two words of a container, the whole of a short one."""
    if len(container) < 3:
        return (" ".join(container),) if container else ()
    return " ".join(container[:2]), " ".join(container[-2:])


def _telling(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in LITTLE_WORDS]


# ---------------------------------------------------------------- what may stand together in a text


def _keys_of_text(claim: Claim) -> Iterator[str]:
    """Neighbouring words, and what may be a name beside each number. Two numbers of a text that
    nobody has read say nothing: any pair of them is the volume and page of some work."""
    words = claim.words[:_LONGEST]
    telling = _telling(words)
    yield from pairs_of(telling)
    yield from _runs_of(telling)
    numbers = [_bare(word) for word in words if _NUMBER.fullmatch(word)][:_NUMBERS]
    for name in dict.fromkeys((*claim.record.families[:_NAMES], *_names_in_front(words))):
        yield from (f"{name}|{mark}{one}" for one in numbers for mark in _marks(one))


def _marks(number: str) -> str:
    return "pvy" if _YEAR.fullmatch(number) else "pv"


def _bare(number: str) -> str:
    """A number as a record has it: without noughts in front."""
    return number.lstrip("0") or number


def _names_in_front(words: Sequence[str]) -> list[str]:
    """What may be names among the first words."""
    front = _telling(words[:_NAMES_STAND_WITHIN])
    return [one for one in front if len(one) >= _SHORTEST_NAME and one.isalpha()][:_NAMES]


def _each_once(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, keys)))
