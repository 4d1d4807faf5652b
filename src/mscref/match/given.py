"""Can two given names be one person's? Compared as far as both say them. Pure.

What crosses the border: two given names as written in, the answer out. `Y.` says no more than a
letter and contradicts no `Yann`; `Yves` does. Forgiven are short forms, spellings of one name in
other alphabets, a slip in a long name, and a middle name that somebody goes by.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mscref.match.short_names import names_behind
from mscref.match.text import (
    is_one_slip,
    is_pinyin_syllable,
    is_shortened,
    tokens,
    without_umlauts,
)

_CAPITALS = re.compile(r"[^\W\d_]{1,3}")  # initials without stops: `JP`
_SHORTEST = 3  # letters of a short form, and those that two spellings share at their beginning
_LONG = 5  # letters of a name in which one that is missing or exchanged is a slip
_LONGEST_STOPPED = 5  # letters of an abbreviated name: `Thos.`, `Chas.`
_STOPPED = re.compile(r"([^\W\d_]{2,5})\.")
_HALVES = re.compile(r"([^\W\d_]{2,})-([^\W\d_]{2,})")  # `Min-Jae`
# What makes another name of one: `Martin`, `Martina`; `Min`, `Ming`.
_ENDING_OF_ANOTHER = re.compile(r"(?:ia|ina|ine|iane|etta|ette|ella|elle|a)")
# Letters that transliteration writes in several ways.
_SPELLINGS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("ch", "k"), ("c", "k"), ("y", "i"),
              ("j", "i"), ("w", "v"), ("x", "ks"), ("ie", "i"), ("ei", "i"), ("z", "s"),
              ("gh", "g"), ("ou", "o"), ("oh", "o"))  # fmt: skip


def given_names_clash(claimed: str, found: str) -> bool:
    """True where both write names out, and these are not the same."""
    ours, theirs = _parts(claimed), _parts(found)
    if not ours or not theirs:
        return False
    if _are_syllables(ours) and _are_syllables(theirs):
        return ours != theirs
    if _joined(ours) == _joined(theirs):
        return False
    if _goes_by_middle_name(ours, theirs) or _goes_by_middle_name(theirs, ours):
        return False
    if _are_initials(ours, theirs) or _are_initials(theirs, ours):
        return False
    if _goes_on_otherwise(claimed, found) or _goes_on_otherwise(found, claimed):
        return True
    if _middle_initials_clash(ours, theirs):
        return True
    return any(
        len(one) > 1 and len(other) > 1 and not _one_name(one, other)
        for one, other in zip(ours, theirs, strict=False)
    )


def initials_clash(claimed: str, found: str) -> bool:
    """True where the first letters differ, and no other name of one side has the other's."""
    ours, theirs = _parts(claimed), _parts(found)
    if not ours or not theirs:
        return False
    if len(theirs) < len(ours):
        ours, theirs = theirs, ours
    if any(_may_begin_alike(ours[0], one) for one in theirs):
        return False
    return len(ours[0]) == 1 or not any(_one_name(ours[0], one) for one in theirs if len(one) > 1)


def _parts(given: str) -> list[str]:
    """The names of a given name, abbreviated ones with their stop; capitals alone are initials."""
    given = given.replace("ª", ".").replace("º", ".")  # `Mª` is short for María
    if given.isupper() and _CAPITALS.fullmatch(given):
        return list(given.casefold())
    parts = tokens(given)
    stopped = {word for one in _STOPPED.findall(given) for word in tokens(one)}
    return [f"{one}." if one in stopped else one for one in parts]


def _are_syllables(parts: list[str]) -> bool:
    return len(parts) == 1 and len(parts[0]) > 1 and is_pinyin_syllable(parts[0])


def _joined(parts: list[str]) -> str:
    return _plain_spelling("".join(parts))


def _goes_by_middle_name(ours: list[str], theirs: list[str]) -> bool:
    """`Presper` of J. Presper Eckert, `Bill` of J. William."""
    if len(theirs) < 2 or len(ours[0]) < 2:
        return False
    is_hidden = len(theirs[0]) == 1
    return ours[0] in theirs[1:] or (
        is_hidden and any(len(one) > 1 and _one_name(ours[0], one) for one in theirs[1:])
    )


def _are_initials(short: list[str], full: list[str]) -> bool:
    """`Jp` of Jean-Pierre."""
    return len(short) == 1 and len(full) > 1 and short[0] == "".join(one[0] for one in full)


def _goes_on_otherwise(double: str, single: str) -> bool:
    """`Min-Jae` and `Minsu`: one begins like the other's first half and is not the whole."""
    halves, whole = _HALVES.fullmatch(double.strip()), tokens(single)
    if not halves or len(whole) != 1:
        return False
    first, one = "".join(tokens(halves[1])), whole[0]
    goes_on = one.startswith(first) and len(one) > len(first) + 1
    return goes_on and not _one_name("".join(tokens(double)), one)


@lru_cache(maxsize=4096)
def _one_name(one: str, other: str) -> bool:
    for name, full in ((one, other), (other, one)):
        if name.endswith(".") and is_shortened(name[:-1], full.rstrip(".")):
            return True
    one, other = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    if is_pinyin_syllable(one) and is_pinyin_syllable(other):
        return one == other
    if names_behind(one) & names_behind(other):
        return True
    short, full = sorted((_plain_spelling(one), _plain_spelling(other)), key=len)
    if _is_beginning(one, other) or _is_beginning(short, full):
        return True
    return len(short) >= _LONG and not _is_another(short, full) and _is_a_spelling(short, full)


def _is_beginning(short: str, full: str) -> bool:
    """True for the same name, or a form that is cut: `Alex`, `Chris`, `Sara` for Sarah."""
    is_cut = len(short) >= _SHORTEST and full.startswith(short) and not full.endswith(f"{short}g")
    return short == full or (is_cut and not _is_another(short, full))


def _is_another(short: str, full: str) -> bool:
    """True where an ending makes another name: `Martin`, `Martina`; `Julia`, `Julian`."""
    rest = full.removeprefix(short)
    if rest == full or len(short) <= _SHORTEST:
        return False
    return bool(_ENDING_OF_ANOTHER.fullmatch(rest)) if short[-1] != "a" else rest in ("n", "s")


def _is_a_spelling(short: str, full: str) -> bool:
    """A letter less, two exchanged, or another vowel at the end: `Aleksei`, `Aleksiy`.

    Another letter makes another name: `Takashi`, `Takeshi`.
    """
    if len(short) == len(full) and sorted(short) != sorted(full):
        return False
    ending = short[-1] + full[len(short) - 1 :]
    has_other_ending = full.startswith(short[:-1]) and set(ending) <= set("aeio")
    return is_one_slip(short, full) or (has_other_ending and len(full) - len(short) < _SHORTEST)


def _plain_spelling(name: str) -> str:
    name = without_umlauts(name)
    for written, plain in _SPELLINGS:
        name = name.replace(written, plain)
    return re.sub(r"(.)\1", r"\1", name)


def _first_letters(name: str) -> set[str]:
    """The letter itself, and those with which other spellings begin: `Philip`, `Filip`."""
    return {name[0], _plain_spelling(name[0]), _plain_spelling(name[:2])[:1]}


def _may_begin_alike(one: str, other: str) -> bool:
    return bool(_first_letters(one) & _first_letters(other))


def _middle_initials_clash(ours: list[str], theirs: list[str]) -> bool:
    """True where both go on in initials and these differ: `David M.`, `David K.`

    What one side leaves out, or puts in another order, contradicts nothing.
    """
    if len(ours) != 2 or len(theirs) != 2 or not _may_begin_alike(ours[0], theirs[0]):
        return False
    is_initial = len(ours[1]) == 1 or len(theirs[1]) == 1
    return is_initial and not _may_begin_alike(ours[1], theirs[1])
