"""subsequent-author-substitute: names repeated from the entry before give way to a dash.

CSL 1.0.2, Reference Grouping. What is compared is the first names of an entry, or what
is printed in their place, before anything was substituted in the entry above.
"""

from __future__ import annotations

from mscref.csl.context import Trace
from mscref.csl.output import Tokens, has_text, mark_pair, plain_text

_NAME_OPEN, _NAME_CLOSE = mark_pair("tag", "name")


class AuthorSubstitute:
    """Replaces repeated names, entry after entry."""

    def __init__(self, substitute: str, rule: str) -> None:
        self._substitute = substitute
        self._rule = rule
        self._previous: list[object] = []

    @property
    def previous(self) -> tuple[object, ...]:
        """What the next entry is compared with; it may be put back to go on from there."""
        return tuple(self._previous)

    @previous.setter
    def previous(self, names: tuple[object, ...]) -> None:
        self._previous = list(names)

    def apply(self, trace: Trace, tokens: Tokens) -> bool:
        """Substitute in the tokens of the next entry, in place.

        True where nothing is put for all of its names: then their affixes go, too, and the entry
        has to be evaluated without them (reference processor).
        """
        blocks = trace.blocks
        if not has_text(tokens):
            return False  # no entry
        if not blocks or blocks[0].start == blocks[0].end:
            self._previous = []  # no names, or none of them shown (et-al-use-first="0")
            return False
        block = blocks[0]
        start, end = block.start, block.end
        # Names that only look the same (J. Harris for Joe and Joseph) are not.
        names: list[object] = [
            (
                person.literal or person.family,
                person.given,
                person.suffix,
                person.dropping,
                person.non_dropping,
            )
            for person in block.people[: block.shown]
        ]
        names = names or [plain_text(tokens[start:end])]
        previous, self._previous = self._previous, names
        same = 0
        while same < min(len(names), len(previous)) and names[same] == previous[same]:
            same += 1
        is_complete = same == len(names) == len(previous)
        if not same or (self._rule.startswith("complete") and not is_complete):
            return False
        if is_complete and not self._substitute and block.people:
            return True
        if self._rule == "complete-all" or not _names(tokens, start, end):
            replacement: Tokens = [self._substitute] if self._substitute else []
            tokens[start:end] = replacement
            return False
        count = 1 if self._rule == "partial-first" else same
        _replace_names(tokens, start, end, count, self._substitute)
        return False


def _names(tokens: Tokens, start: int, end: int) -> list[str]:
    """The text of each name between `start` and `end`."""
    names: list[str] = []
    first = -1
    for index in range(start, end):
        if tokens[index] is _NAME_OPEN:
            first = index
        elif tokens[index] is _NAME_CLOSE:
            names.append(plain_text(tokens[first:index]))
    return names


def _replace_names(tokens: Tokens, start: int, end: int, count: int, substitute: str) -> None:
    """Put `substitute` for the first `count` names between `start` and `end`."""
    replaced: Tokens = []
    index = start
    while index < end:
        token = tokens[index]
        if token is _NAME_OPEN and count:
            count -= 1
            while tokens[index] is not _NAME_CLOSE:
                index += 1
            replaced.append(substitute)
        else:
            replaced.append(token)
        index += 1
    tokens[start:end] = replaced
