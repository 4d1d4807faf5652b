"""Can two given names be one person's? Compared as far as both say them. Pure.

What crosses the border: two given names as written in, the answer out. `Y.` says no more than a
letter and contradicts no `Yann`; `Yves` does. Forgiven are short forms, spellings of one name in
other alphabets, one slip, and a middle name that somebody goes by.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from mscref.match.text import is_one_slip, tokens

_CAPITALS = re.compile(r"[^\W\d_]{1,3}")  # initials without stops: `JP`
_SHORTEST = 3  # letters that two spellings of one name share at their beginning
# Short forms that do not begin as the name does.
_SHORT_FORMS = MappingProxyType(
    {
        "bob": "robert", "rob": "robert", "bill": "william", "will": "william", "dick": "richard",
        "rick": "richard", "jim": "james", "jack": "john", "mike": "michael", "tony": "anthony",
        "ted": "edward", "ned": "edward", "peggy": "margaret", "maggie": "margaret",
        "liz": "elizabeth", "beth": "elizabeth", "betty": "elizabeth", "kate": "katherine",
        "kathy": "katherine", "katie": "katherine", "sasha": "aleksandr", "misha": "mikhail",
        "kolya": "nikolai", "volodya": "vladimir", "pepe": "jose", "paco": "francisco",
        "hans": "johannes", "jan": "johannes", "klaus": "nikolaus", "larry": "lawrence",
        "harry": "henry", "hank": "henry", "chuck": "charles", "charlie": "charles",
        "gene": "eugene",
        "andy": "andrew", "drew": "andrew", "tom": "thomas", "dave": "david", "steve": "stephen",
        "jeff": "geoffrey", "joe": "joseph", "ron": "ronald", "nick": "nicholas",
    }
)  # fmt: skip
# Letters that transliteration writes in several ways.
_SPELLINGS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("c", "k"), ("y", "i"), ("j", "i"), ("w", "v"),
              ("x", "ks"), ("ie", "i"), ("ei", "i"), ("z", "s"), ("gh", "g"))  # fmt: skip


def given_names_clash(claimed: str, found: str) -> bool:
    """True where both write names out, and these are not the same."""
    ours, theirs = _parts(claimed), _parts(found)
    if not ours or not theirs or "".join(ours) == "".join(theirs):
        return False
    if _goes_by_middle_name(ours, theirs) or _goes_by_middle_name(theirs, ours):
        return False
    return any(
        len(one) > 1 and len(other) > 1 and not _one_name(one, other)
        for one, other in zip(ours, theirs, strict=False)
    )


def initials_clash(claimed: str, found: str) -> bool:
    """True where the first letters differ, and no other name of theirs has ours."""
    ours, theirs = _parts(claimed), _parts(found)
    if not ours or not theirs:
        return False
    ways = {_first_letter(one) for one in theirs}
    return _first_letter(ours[0]) not in ways and not (
        len(ours[0]) > 1 and any(_one_name(ours[0], one) for one in theirs if len(one) > 1)
    )


def _parts(given: str) -> list[str]:
    """The names of a given name; capitals without stops are initials."""
    if given.isupper() and _CAPITALS.fullmatch(given):
        return list(given.casefold())
    return tokens(given)


def _goes_by_middle_name(ours: list[str], theirs: list[str]) -> bool:
    """`Presper` of J. Presper Eckert."""
    return len(theirs) > 1 and len(ours[0]) > 1 and ours[0] in theirs[1:]


def _one_name(one: str, other: str) -> bool:
    short, full = sorted((one, other), key=len)
    if full.startswith(short) or is_one_slip(short, full):
        return True
    forms = {_SHORT_FORMS.get(name, name) for name in (short, full)}
    if len(forms) == 1 or any(full.startswith(form) for form in forms - {full}):
        return True
    ours, theirs = _plain_spelling(short), _plain_spelling(full)
    return (
        ours == theirs
        or is_one_slip(*sorted((ours, theirs), key=len))
        or (len(ours) > _SHORTEST and theirs.startswith(ours[:-1]) and len(theirs) - len(ours) < 3)
    )


def _plain_spelling(name: str) -> str:
    for written, plain in _SPELLINGS:
        name = name.replace(written, plain)
    return re.sub(r"(.)\1", r"\1", name)


def _first_letter(name: str) -> str:
    return _plain_spelling(name[:2])[:1]
