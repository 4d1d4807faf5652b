"""Ids for references of formats that have none: `leng2020`, then `leng2020a` …"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import normalize

from mscref.model.reference import Reference


def fill_ids(references: Iterable[Reference]) -> list[Reference]:
    """The references, each with an id; those that have one keep it."""
    filled = list(references)
    taken = {reference.id for reference in filled if reference.id}
    left: dict[str, Iterator[str]] = {}  # of each stem: ten thousand works may share one
    for place, reference in enumerate(filled):
        if not reference.id:
            stem = _stem(reference)
            candidates = left.setdefault(stem, _candidates(stem))
            new_id = next(one for one in candidates if one not in taken)
            taken.add(new_id)
            filled[place] = reference.with_id(new_id)
    return filled


def _stem(reference: Reference) -> str:
    names = reference.names("author") or reference.names("editor")
    first = (names[0].family or names[0].literal) if names else reference.text("title")
    folded = normalize("NFKD", first.split(" ")[0] if first else "")
    word = "".join(char for char in folded if char.isalnum()).lower() or "item"
    issued = reference.date("issued")
    return f"{word}{issued.year}" if issued and issued.year else word


def _candidates(stem: str) -> Iterator[str]:
    yield stem
    for letter in "abcdefghijklmnopqrstuvwxyz":
        yield stem + letter
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1
