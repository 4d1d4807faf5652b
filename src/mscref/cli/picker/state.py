"""What is typed, found, marked and pointed at while something is picked; pure but for a finder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from types import MappingProxyType

from mscref.cli.picker import keystrokes
from mscref.errors import NotFoundError, UsageError
from mscref.model.reference import Reference
from mscref.records import Record

_LONGEST_QUERY = 500


class FoundForPick(Record):
    """The references on offer, the best first, and how many there are with those left out."""

    references: Sequence[Reference]
    total: int


class Ending(Enum):
    """How picking ends."""

    TAKEN = "taken"
    LEFT = "left"
    INTERRUPTED = "interrupted"


_ENDINGS = MappingProxyType(
    {
        keystrokes.TAKE: Ending.TAKEN,
        keystrokes.LEAVE: Ending.LEFT,
        keystrokes.INTERRUPT: Ending.INTERRUPTED,
    }
)


class PickState:
    """`find` raises UsageError for a query that is not (or not yet) one: what was found stays."""

    def __init__(self, find: Callable[[str], FoundForPick], *, query: str = "") -> None:
        self._find = find
        self.query = query
        self.found = FoundForPick((), 0)
        self.message = ""
        self.at = 0
        self.page = 1  # entries that are seen at once; who draws says it
        self.marked: dict[str, Reference] = {}
        self._search()

    @property
    def current(self) -> Reference | None:
        """The reference that is pointed at."""
        return self.found.references[self.at] if self.found.references else None

    def chosen(self) -> list[Reference]:
        """The marked references in the order of marking; without any, the one pointed at."""
        if self.marked:
            return list(self.marked.values())
        return [self.current] if self.current else []

    def press(self, key: str) -> Ending | None:
        """Do what a key means; how picking ends where the key ends it."""
        if key in _ENDINGS:
            return _ENDINGS[key]
        if key in (keystrokes.MARK, keystrokes.MARK_BACK):
            self._mark()
            self._move(1 if key == keystrokes.MARK else -1)
        elif key in (steps := self._steps()):
            self._move(steps[key])
        else:
            self._type(key)
        return None

    def _steps(self) -> dict[str, int]:
        all_of_them = len(self.found.references)
        return {
            keystrokes.UP: -1,
            keystrokes.DOWN: 1,
            keystrokes.PAGE_UP: -self.page,
            keystrokes.PAGE_DOWN: self.page,
            keystrokes.HOME: -all_of_them,
            keystrokes.END: all_of_them,
        }

    def _move(self, step: int) -> None:
        self.at = max(0, min(self.at + step, len(self.found.references) - 1))

    def _mark(self) -> None:
        if self.current and not self.marked.pop(self.current.id, None):
            self.marked[self.current.id] = self.current

    def _type(self, key: str) -> None:
        before = self.query
        if key == keystrokes.ERASE:
            self.query = before[:-1]
        elif key == keystrokes.ERASE_WORD:
            self.query = before.rstrip().rpartition(" ")[0]
        elif key == keystrokes.ERASE_ALL:
            self.query = ""
        elif len(key) == 1:
            self.query = (before + key)[:_LONGEST_QUERY]
        if self.query != before:
            self._search()

    def _search(self) -> None:
        try:
            self.found, self.message = self._find(self.query.strip()), ""
        except (NotFoundError, UsageError) as error:
            self.message = error.message
        else:
            self.at = 0
