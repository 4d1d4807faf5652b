"""Items that stand twice in a list ↔ items that a list of unique items takes.

CFF 1.2.0 demands unique items of the lists of people, references, identifiers and keywords; but two
authors of one name are two people, and a work may be listed twice. The second has a mark, which is
taken away when it is read: a person `alias: 2nd of this name`, a work an identifier with the
description `stands in the list before`. What is no mark of ours is left as it is.
"""

from __future__ import annotations

import json
from collections import Counter

from mscref.formats.cff.tables import PEOPLE
from mscref.model.reference import Json
from mscref.patterns import lazy

_Work = dict[str, Json]
_BEFORE = "stands in the list before"
_OF_THIS_NAME = lazy(r"[0-9]{1,6}(?:st|nd|rd|th) of this name")
_ENDS = {1: "st", 2: "nd", 3: "rd"}


def mark_people(work: _Work) -> None:
    """Mark the people that stand twice in a list, and write an identifier once."""
    for member in PEOPLE.values():
        people = work.get(member)
        if isinstance(people, list):
            work[member] = [_marked_person(one, count) for one, count in _counted(people)]
    identifiers = work.get("identifiers")
    if isinstance(identifiers, list):
        work["identifiers"] = [one for one, count in _counted(identifiers) if count == 1]


def mark_works(works: list[_Work]) -> list[Json]:
    """The works, with a mark on those that were there before."""
    return [_marked_work(one, count) for one, count in _counted([*works])]


def without_mark(person: _Work) -> _Work:
    """The person without a mark of ours."""
    alias = person.get("alias")
    if isinstance(alias, str) and len(person) > 1 and _OF_THIS_NAME.fullmatch(alias):
        return {name: value for name, value in person.items() if name != "alias"}
    return person


def is_mark(description: str) -> bool:
    """Whether an identifier with this description is a mark of ours."""
    return description == _BEFORE


def _counted(items: list[Json]) -> list[tuple[Json, int]]:
    """Each item, and for the how many-th time it stands there."""
    counts: Counter[str] = Counter()
    counted = []
    for one in items:
        said = json.dumps(one, sort_keys=True)
        counts[said] += 1
        counted.append((one, counts[said]))
    return counted


def _marked_person(person: Json, count: int) -> Json:
    if count == 1 or not isinstance(person, dict):
        return person
    end = "th" if count // 10 % 10 == 1 else _ENDS.get(count % 10, "th")
    return {**person, "alias": f"{count}{end} of this name"}


def _marked_work(work: Json, count: int) -> Json:
    if count == 1 or not isinstance(work, dict):
        return work
    rows = work.get("identifiers")
    mark: Json = {"type": "other", "value": str(count), "description": _BEFORE}
    return {**work, "identifiers": [*(rows if isinstance(rows, list) else []), mark]}
