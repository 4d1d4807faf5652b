"""Where each cite stands in the document: first, subsequent, ibid, near an earlier one.

CSL 1.0.2, Choose, `position`. Citations come in document order; what comes out has the same shape.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType

from mscref.csl.context import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Item
from mscref.csl.passes.cites import Placed
from mscref.model.citation import Citation, Cite
from mscref.model.locators import parse_locator

# The positions a host program may force on a cite.
FORCED = MappingProxyType(
    {
        "first": FIRST,
        "subsequent": SUBSEQUENT,
        "ibid": IBID,
        "ibid-with-locator": IBID_WITH_LOCATOR,
    }
)
DEFAULT_NEAR_NOTE_DISTANCE = 5


def place_citations(
    citations: Sequence[Citation], find_item: Callable[[Cite], Item], *, near_note_distance: int
) -> list[list[Placed]]:
    """The cites of each citation with their items and positions."""
    placed: list[list[Placed]] = []
    first_notes: dict[str, int] = {}
    last_notes: dict[str, int] = {}
    for index, citation in enumerate(citations):
        previous = citations[index - 1] if index else None
        row: list[Placed] = []
        note = citation.note_number
        for place, cite in enumerate(citation.cites):
            one = place_cite(find_item(cite), cite)
            if cite.id in first_notes:
                before = citation.cites[place - 1] if place else _sole_cite(previous, citation)
                if not cite.position:
                    one.position = _position(cite, before)
                one.first_note = first_notes[cite.id]
                if cite.near_note is None:
                    one.near_note = note - last_notes[cite.id] <= near_note_distance
            row.append(one)
            first_notes.setdefault(cite.id, note)
            last_notes[cite.id] = note
        placed.append(row)
    return placed


def place_cite(item: Item, cite: Cite) -> Placed:
    """A cite by itself: a first one, unless it says otherwise."""
    return Placed(
        item, _with_own_label(cite), FORCED.get(cite.position, FIRST), bool(cite.near_note)
    )


def _with_own_label(cite: Cite) -> Cite:
    """A locator that begins with a label of its own ("vol. 1, fol. 186") goes by that label."""
    locator = cite.locator.strip()
    if locator[:1].isalpha() and " " in locator and cite.label in ("", "page"):
        label, value = parse_locator(locator)
        return replace(cite, label=label, locator=value)
    return cite if locator == cite.locator else replace(cite, locator=locator)


def _sole_cite(previous: Citation | None, citation: Citation) -> Cite | None:
    """The only cite of the citation before, where that is next to this one."""
    if previous is None or not previous.cites:
        return None
    if not citation.note_number and not previous.note_number:
        # In running text there are no notes to begin anew (reference processor).
        return previous.cites[-1]
    if len(previous.cites) != 1 or citation.note_number - previous.note_number > 1:
        return None
    return previous.cites[0]


def _position(cite: Cite, before: Cite | None) -> int:
    """The position of a cite of a work cited before; `before` is the cite just before it."""
    if before is None or before.id != cite.id:
        return SUBSEQUENT
    if cite.locator == before.locator and (cite.label or "page") == (before.label or "page"):
        return IBID
    if cite.locator:
        return IBID_WITH_LOCATOR
    return SUBSEQUENT
