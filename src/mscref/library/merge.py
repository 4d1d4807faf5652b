"""Two entries of one work made one: fields are added, never overwritten.

Works on fields as written, so that macros, braces and unknown fields of either entry survive.

What crosses the border: fields by lower-case name with their values as written; pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mscref.library.bibfile import delimiters_of, undelimited
from mscref.match.text import search_words
from mscref.model.identifiers import normalize_doi

# Names for one thing: an entry that has one of them lacks nothing.
_SAME_FIELD = MappingProxyType(
    {
        "journaltitle": "journal",
        "date": "year",
        "location": "address",
        "school": "institution",
        "annote": "annotation",
        "pdf": "file",
        "archiveprefix": "eprinttype",
        "primaryclass": "eprintclass",
    }
)
# Names for what is read as one text: a second field with the words of the first says nothing new,
# and readers would print it twice (`publisher; publisher`, issue `20, 20`).
_READ_TOGETHER = (
    frozenset(["publisher", "organization", "institution", "school", "howpublished"]),
    frozenset(["number", "issue"]),
    frozenset(["note", "addendum"]),
    frozenset(["pages", "eid"]),
    frozenset(["journal", "journaltitle", "booktitle"]),
)
# Lists, of which both entries may hold a part.
_SEPARATOR = re.compile(r"[,;]\s*")
_LISTS = frozenset(["keywords", "groups"])


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two entries fill differently; `kept` stays."""

    name: str
    kept: str
    other: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What the kept entry gets: fields it lacked, lists made longer, and what it did not take."""

    added: tuple[tuple[str, str], ...]
    replaced: tuple[tuple[str, str], ...]
    conflicts: tuple[Conflict, ...]


def merge(kept: Mapping[str, str], others: Sequence[Mapping[str, str]]) -> Merged:
    """What `kept` gains from `others`, the first of which wins."""
    have = {
        _SAME_FIELD.get(name, name) for name, value in kept.items() if undelimited(value).strip()
    }
    added: dict[str, str] = {}
    replaced: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for other in others:
        for name, value in other.items():
            known = replaced.get(name) or kept.get(name) or added.get(name)
            if not undelimited(value).strip() or _is_said(name, value, {**added, **kept}):
                continue
            if _SAME_FIELD.get(name, name) not in have:
                have.add(_SAME_FIELD.get(name, name))
                (replaced if name in kept else added)[name] = value
            elif known is None or _same_text(name, known, value):
                continue
            elif name in _LISTS and (joined := _joined_list(known, value)):
                if joined != known:
                    (replaced if name in kept else added)[name] = joined
            else:
                conflicts.append(Conflict(name, known, value))
    return Merged(tuple(added.items()), tuple(replaced.items()), tuple(conflicts))


def _is_said(name: str, value: str, fields: Mapping[str, str]) -> bool:
    """Whether a field that is read together with this one has its words."""
    return any(
        _same_text(other, fields[other], value)
        for names in _READ_TOGETHER
        if name in names
        for other in names & fields.keys()
        if other != name
    )


def _same_text(name: str, one: str, other: str) -> bool:
    """Whether two values say the same, whatever their delimiters, case and accents."""
    if name == "doi":
        return normalize_doi(undelimited(one)) == normalize_doi(undelimited(other))
    return search_words(undelimited(one)) == search_words(undelimited(other))


def _joined_list(one: str, other: str) -> str:
    """The first list, and behind it what only the second has; "" where either is no plain text."""
    if not delimiters_of(one) or not delimiters_of(other):
        return ""
    text = undelimited(one)
    separator = _SEPARATOR.search(text)
    unique = {item.casefold(): item for item in _items(text)}
    new = [item for item in _items(undelimited(other)) if item.casefold() not in unique]
    between = separator[0] if separator else ", "
    return f"{one[0]}{between.join([text.strip(), *dict.fromkeys(new)])}{one[-1]}" if new else one


def _items(text: str) -> list[str]:
    return [item.strip() for item in _SEPARATOR.split(text) if item.strip()]
