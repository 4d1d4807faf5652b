"""The last look before a change is written: does every other entry read as it did?

In a file in good order it always does. In a broken one (an unclosed brace, a comment that never
ends) new text may end up inside something else; then the change is refused, and nothing is lost.

What crosses the border: a scanned file, splices and what they are meant to do; a verdict out.
Pure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from mscref.formats.bibtex.blocks import BibFile, Entry
from mscref.formats.bibtex.scan import scan
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice, apply_splices, in_order

_NEIGHBOURS = 3  # blocks on either side of a change that are read again
_REACH = 20_000  # characters

_Read = tuple[str, str, list[tuple[str, str]]]


def is_harmless(
    bib: BibText, splices: Sequence[TextSplice], *, removed: int = 0, added: int = 0
) -> bool:
    """Whether all entries but the changed ones read as before, and as many are there as meant.

    Only the neighbourhood of the change is read again, unless it reads differently by itself.
    """
    if not splices:
        return True
    ordered = _Ordered(in_order(splices))
    return _holds(bib.bib, ordered, _window(bib.bib, ordered), removed=removed, added=added)


class _Ordered(tuple[TextSplice, ...]):
    """Splices in their order, which overlap nowhere."""

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self]

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them reaches into a stretch: of those that begin before its end, the last
        reaches farthest."""
        place = bisect_left(self._starts, end)
        return place > 0 and self[place - 1].end > start


def _window(bib: BibFile, splices: Sequence[TextSplice]) -> range:
    """The blocks to read again."""
    starts = [block.start for block in bib.blocks]
    first = max(bisect_right(starts, splices[0].start) - 1 - _NEIGHBOURS, 0)
    last = min(bisect_right(starts, splices[-1].end) + _NEIGHBOURS, len(starts))
    chosen = range(first, last)
    if not chosen or (not _is_broken(bib, chosen) and _reads_alone(bib, chosen)):
        return chosen
    return range(len(starts))


def _is_broken(bib: BibFile, chosen: range) -> bool:
    """Whether something is the matter in or just before these blocks: what is never closed may
    reach farther once the text behind it has changed."""
    start, end = bib.blocks[chosen[0]].start - _REACH, bib.blocks[chosen[-1]].end
    return any(start <= problem.offset < end for problem in bib.problems)


def _reads_alone(bib: BibFile, chosen: range) -> bool:
    """Whether these blocks are the same blocks when nothing stands around them."""
    start, end = bib.blocks[chosen[0]].start, bib.blocks[chosen[-1]].end
    alone = scan(bib.text[start:end]).blocks
    return [(one.kind, one.start + start, one.end + start) for one in alone] == [
        (bib.blocks[n].kind, bib.blocks[n].start, bib.blocks[n].end) for n in chosen
    ]


def _holds(bib: BibFile, splices: _Ordered, chosen: range, *, removed: int, added: int) -> bool:
    start = bib.blocks[chosen[0]].start if chosen else 0
    end = bib.blocks[chosen[-1]].end if chosen else len(bib.text)
    moved = [TextSplice(one.start - start, one.end - start, one.new) for one in splices]
    old = [block for n in chosen if isinstance(block := bib.blocks[n], Entry)]
    old = [entry for entry in old if entry.kind == "entry"]
    after = scan(apply_splices(bib.text[start:end], moved))
    if after.problems and len(chosen) < len(bib.blocks):
        # Something is open now (`@comment` before a brace): it may reach beyond these blocks.
        return _holds(bib, splices, range(len(bib.blocks)), removed=removed, added=added)
    new = list(after.entries())
    if len(new) != len(old) - removed + added:
        return False
    touched = [splices.touch(entry.start, entry.end) for entry in old]
    if not removed and not added:
        return all(
            _changed_only_inside(before, after, splices)
            if is_touched
            else _read(before) == _read(after)
            for before, after, is_touched in zip(old, new, touched, strict=True)
        )
    untouched = [_read(entry) for entry, hit in zip(old, touched, strict=True) if not hit]
    return _is_subsequence(untouched, [_read(entry) for entry in new])


def _read(entry: Entry) -> _Read:
    return entry.type, entry.key, entry.raw_fields()


def _changed_only_inside(before: Entry, after: Entry, splices: _Ordered) -> bool:
    """Whether type and key are as they were, unless the change was meant for them."""
    return all(
        one == other or splices.touch(start, end)
        for one, other, start, end in (
            (before.type, after.type, before.type_start, before.type_end),
            (before.key, after.key, before.key_start, before.key_end),
        )
    )


def _is_subsequence(some: Sequence[_Read], all_: Sequence[_Read]) -> bool:
    rest = iter(all_)
    return all(one in rest for one in some)
