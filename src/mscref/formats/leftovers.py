"""What readers kept because CSL has no variable for it, told one by one or in a few words.

What crosses the border: references in, `Leftover`s out. They are made of what the references hold,
so that nothing can be kept without being told.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from mscref.diagnostics import Span
from mscref.formats.base import Leftover
from mscref.formats.registry import FORMATS, LEFTOVERS
from mscref.model.homonyms import without_number
from mscref.model.reference import Json, Reference
from mscref.model.vocabulary import VARIABLES

_CUSTOM = "custom"  # where CSL-JSON itself puts what it has no variable for
_MOST_NAMES = 8


def leftovers(
    references: Iterable[Reference],
    spans: Mapping[str, Span],
    places: Mapping[tuple[str, str], Span],
    *,
    is_told: Callable[[str, str, Json], bool] = lambda where, name, value: True,
) -> Iterator[Leftover]:
    """The leftovers of every reference; `is_told` is asked by format ("" for none), name, value."""
    for reference in references:
        for where, name, value in _members(reference.extra):
            key = reference.id
            if _is_used(value, reference) or not is_told(where, name, value):
                continue
            span = places.get((key, name)) or spans.get(key)
            yield Leftover(key, name, _text(value), span)


def _is_used(value: Json, reference: Reference) -> bool:
    """Whether a value is used, and kept only to be written as it stood: an article number that is
    the page, names with the numbers of DBLP, an edition in words."""
    if isinstance(value, list):
        texts = [one for one in value if isinstance(one, str)]
        return bool(texts) and all(
            without_number(one) != one or _is_written_again(one, reference) for one in texts
        )
    if not isinstance(value, str):
        return False
    return value in reference.fields.values() or _is_written_again(value, reference)


def _is_written_again(text: str, reference: Reference) -> bool:
    """Whether a text is the edition or a date of the reference in other words."""
    from mscref.formats.datewords import date_in_words, has_sign
    from mscref.model.editions import edition_number

    edition = reference.fields.get("edition")
    if text != edition == edition_number(text):
        return True
    return has_sign(text) and date_in_words(text) in reference.fields.values()


def summary(found: Iterable[Leftover]) -> str:
    """`C7 (2), M2 (1)`: what the leftovers are called and how many there are of each."""
    counts = Counter(one.name for one in found)
    shown = [f"{name} ({count})" for name, count in counts.most_common(_MOST_NAMES)]
    more = len(counts) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _members(extra: Mapping[str, Json]) -> Iterator[tuple[str, str, Json]]:
    """What is kept, by its format and the name the file has for it.

    Not what steers a writer, nor what stands under `custom`, which is a place, or under the name
    of a variable.
    """
    for where, kept in extra.items():
        if where in LEFTOVERS and isinstance(kept, dict):
            steering = FORMATS[where].steering
            yield from (
                (where, name, value) for name, value in kept.items() if name not in steering
            )
        elif where != _CUSTOM and where not in VARIABLES:  # of those the reader speaks
            yield "", where, kept


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False)
