"""Where each cite stands in the document: first, subsequent, ibid, near an earlier one.

CSL 1.0.2, Choose, `position`. Citations come in document order; what comes out has the same shape.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

from mscref.csl.context import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT
from mscref.csl.items import Item
from mscref.csl.passes.cites import Placed
from mscref.model.citation import AUTHOR_ONLY, Citation, Cite
from mscref.model.locators import parse_locator
from mscref.records import replaced as replace

# The positions a host program may force on a cite.
FORCED = MappingProxyType(
    {
        "first": FIRST,
        "subsequent": SUBSEQUENT,
        "ibid": IBID,
        "ibid-with-locator": IBID_WITH_LOCATOR,
    }
)


def place_citations(
    citations: Sequence[Citation], find_item: Callable[[Cite], Item], *, near_note_distance: int
) -> list[list[Placed]]:
    """The cites of each citation with their items and positions; every chapter begins anew.

    CSL 1.0.2, Choose.
    """
    chapters: dict[int, tuple[_RunningText, _Notes]] = {}
    placed: list[list[Placed]] = []
    for citation in citations:
        note = citation.note_number
        if citation.chapter not in chapters:
            chapters[citation.chapter] = _RunningText(), _Notes()
        sequence = chapters[citation.chapter][1 if note else 0]
        # A name in the running text is no citation that another could repeat.
        counts = citation.mode != AUTHOR_ONLY or note > 0
        row: list[Placed] = []
        for cite in citation.cites:
            one = place_cite(find_item(cite), cite)
            sequence.place(one, note, near_note_distance, counts=counts)
            row.append(one)
        placed.append(row)
    return placed


class _RunningText:
    """The cites of the running text, which know nothing of those in notes.

    (Reference processor; CSL 1.0.2, Choose, position, speaks of notes and of the text alike.)
    """

    def __init__(self) -> None:
        self._first_notes: dict[str, int] = {}
        self._last_notes: dict[str, int] = {}
        self._last: Cite | None = None

    def place(
        self, placed: Placed, note: int, near_note_distance: int, *, counts: bool = True
    ) -> None:
        """Say where the next cite stands; one that does not count is nothing to refer to."""
        cite = placed.cite
        if cite.id in self._first_notes:
            if not cite.position:
                placed.position = _position(cite, self.before(note))
            placed.first_note = self._first_notes[cite.id]
            if cite.near_note is None:
                placed.near_note = note - self._last_notes[cite.id] <= near_note_distance
        if not counts:
            return
        self.add(cite, note)
        self._first_notes.setdefault(cite.id, note)
        self._last_notes[cite.id] = note

    def before(self, _note: int) -> Cite | None:
        """The cite that the next one may refer to as ibid."""
        return self._last

    def add(self, cite: Cite, _note: int) -> None:
        """Go on behind `cite`."""
        self._last = cite


class _Notes(_RunningText):
    """The cites of notes. Citations of one note are one sequence.

    A note that holds more than one cite is nothing that the next note can refer to (CSL 1.0.2,
    Choose, position, ibid).
    """

    def __init__(self) -> None:
        super().__init__()
        self._note = 0
        self._in_note: list[Cite] = []

    def before(self, note: int) -> Cite | None:
        """The cite that one in `note` may refer to."""
        if note == self._note:
            return self._in_note[-1]
        is_next = len(self._in_note) == 1 and note - self._note <= 1
        return self._in_note[0] if is_next else None

    def add(self, cite: Cite, note: int) -> None:
        """Go on behind `cite` in `note`."""
        if note == self._note:
            self._in_note.append(cite)
        else:
            self._note, self._in_note = note, [cite]


def place_cite(item: Item, cite: Cite) -> Placed:
    """A cite by itself: a first one, unless it says otherwise (CSL 1.0.2, Choose)."""
    return Placed(
        item, _with_own_label(cite), FORCED.get(cite.position, FIRST), bool(cite.near_note)
    )


def _with_own_label(cite: Cite) -> Cite:
    """A locator that begins with a label of its own ("vol. 1, fol. 186") goes by that label."""
    locator = cite.locator.strip()
    if locator[:1].isalpha() and len(locator.split()) > 1 and cite.label in ("", "page"):
        label, value = parse_locator(locator)
        return replace(cite, label=label, locator=value)
    return cite if locator == cite.locator else replace(cite, locator=locator)


def _position(cite: Cite, before: Cite | None) -> int:
    """The position of a cite of a work cited before; `before` is the cite just before it."""
    if before is None or before.id != cite.id:
        return SUBSEQUENT
    if cite.locator == before.locator and (cite.label or "page") == (before.label or "page"):
        return IBID
    if cite.locator:
        return IBID_WITH_LOCATOR
    return SUBSEQUENT
