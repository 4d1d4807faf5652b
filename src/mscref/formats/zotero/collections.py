"""Collections by the path that people write: `Thesis/Chapter 2`, with all that is below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar
from unicodedata import normalize

from mscref.errors import NotFoundError

_DEEPEST = 100
_Number = TypeVar("_Number", int, str)


def joined_paths(
    collections: Mapping[_Number, tuple[str, _Number | None]], *, gone: Iterable[_Number] = ()
) -> dict[_Number, str]:
    """The paths of collections that are given by name and by what they are in."""
    left_out = frozenset(gone)
    found: dict[_Number, str] = {}
    for number in collections:
        names: list[str] = []
        seen: set[_Number] = set()
        place: _Number | None = number
        while place is not None and place in collections and len(names) < _DEEPEST:
            if place in left_out:
                break
            if place in seen:  # in itself, in a damaged library
                found[number] = "/".join(reversed(names))
                break
            seen.add(place)
            name, above = collections[place]
            names.append(name)
            place = above
        else:
            found[number] = "/".join(reversed(names))
    return found


class Chosen(NamedTuple):
    """A collection: its path as Zotero spells it, and the paths that it is made of."""

    path: str
    paths: frozenset[str]


def chosen(paths: Mapping[int, str] | Mapping[str, str], wanted: str, *, place: str) -> Chosen:
    """The collection that is meant by `wanted`, and all below it.

    Capitals, white space round a name and the form of Unicode count only where two collections
    differ in nothing else. Raises NotFoundError.
    """
    every = set(paths.values())
    folded = _folded(wanted)
    whole = {one for one in every if one == wanted} or {
        one for one in every if _folded(one) == folded
    }
    if whole:
        below = tuple(f"{one}/" for one in whole)
        name = min(whole) if len(whole) == 1 else folded
        return Chosen(
            name, frozenset(one for one in every if one in whole or one.startswith(below))
        )
    from difflib import get_close_matches

    ends = {one: one for one in every} | {one.rpartition("/")[2]: one for one in every}
    near = get_close_matches(wanted, ends, n=3) or sorted(every)[:5]
    listed = ", ".join(dict.fromkeys(ends.get(one, one) for one in near))
    raise NotFoundError(
        f"{place}: Zotero has no collection `{wanted}`",
        hint=f"did you mean {listed}?" if listed else "it has no collections",
    )


def _folded(path: str) -> str:
    return "/".join(name.strip() for name in normalize("NFC", path).casefold().split("/"))


def no_group(group: str, groups: Iterable[str]) -> NotFoundError:
    """That there is no such group, with those that there are."""
    listed = ", ".join(f"@{name}" for name in sorted(groups)) or "none"
    return NotFoundError(f"Zotero has no group `{group}`", hint=f"its groups: {listed}")
