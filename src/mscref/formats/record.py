"""One record of a tagged format on its way to a reference: what of it nobody has used yet.

A reader gets at a value only by taking it, and whoever takes a value answers for it: it is used by
its meaning, given back, or noted as unread. What nobody takes is a leftover. So no value can get
lost on the way (`base.ReadResult.leftovers`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mscref.model.reference import Json, Reference


class Unread(NamedTuple):
    """A value that stays as text because it means nothing to us: its tag, the text, what it is
    not (`date`)."""

    tag: str
    text: str
    kind: str


class Reading(NamedTuple):
    """The reference of one record, and what its reader has to say about it."""

    reference: Reference
    line: int = 0
    lines: dict[str, int] = {}  # noqa: RUF012  # never changed
    unread: tuple[Unread, ...] = ()


class Record:
    """The values of one record by tag, in the order of the file; `line` is where it begins."""

    __slots__ = ("_aside", "_values", "line", "lines", "unread")

    def __init__(self, line: int = 0) -> None:
        self.line = line
        self.lines: dict[str, int] = {}  # of the first value of each tag
        self.unread: list[Unread] = []
        self._values: dict[str, list[str]] = {}
        self._aside: dict[str, list[str]] = {}

    def add(self, tag: str, value: str, *, line: int = 0) -> None:
        """One more value, as the file has it."""
        self._values.setdefault(tag, []).append(value)
        self.lines.setdefault(tag, line)

    def continue_last(self, tag: str, more: Iterable[str]) -> None:
        """Lines that go on with the last value of `tag`."""
        values = self._values[tag]
        values[-1] = " ".join([values[-1], *more]).strip()

    def settle(self) -> None:
        """The record is complete: values that say nothing are none."""
        for tag in [tag for tag, values in self._values.items() if "" in values]:
            self.put(tag, [one for one in self._values.pop(tag) if one])

    def __contains__(self, tag: object) -> bool:
        return tag in self._values

    def __bool__(self) -> bool:
        return bool(self._values)

    def first(self, tag: str) -> str:
        """The first value, which stays; "" where there is none."""
        return self._values.get(tag, [""])[0]

    def all(self, tag: str) -> tuple[str, ...]:
        """All values, which stay."""
        return tuple(self._values.get(tag, ()))

    def take(self, tag: str) -> str:
        """The first value, "" where there is none; further ones stay."""
        values = self._values.get(tag)
        if not values:
            return ""
        value = values.pop(0)
        if not values:
            del self._values[tag]
        return value

    def take_all(self, tag: str) -> list[str]:
        """All values of a tag."""
        return self._values.pop(tag, [])

    def put(self, tag: str, values: Iterable[str]) -> None:
        """Values for the rules to take, before those that are there."""
        given = [*values, *self._values.get(tag, [])]
        if given:
            self._values[tag] = given

    def set_aside(self, tag: str, values: Iterable[str]) -> None:
        """Leftovers under the name of a tag whose rule must not take them."""
        kept = [value for value in values if value]
        if kept:
            self._aside.setdefault(tag, []).extend(kept)

    def leftovers(self) -> dict[str, Json]:
        """What nobody has taken."""
        found: dict[str, Json] = {}
        for tag in (*self._values, *self._aside):
            values = [one for one in (*self._values.get(tag, ()), *self._aside.get(tag, ())) if one]
            if values:
                found[tag] = list[Json](values)
        return found

    def reading(self, reference: Reference, *, format_name: str) -> Reading:
        """The reference made of this record, with what is left of it."""
        kept = self.leftovers()
        if kept:
            reference.extra[format_name] = kept
        return Reading(reference, self.line, self.lines, tuple(self.unread))
