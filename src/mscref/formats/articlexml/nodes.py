"""XML of articles → trees of the elements that are asked for; all else goes by.

What crosses the border: text in; `Element`s by their local names out, and findings about damage.
A doctype is let through (every article has one), and never fetched; entities of the file's own are
refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeAlias

from mscref.diagnostics import Diagnostic
from mscref.xmltree import Places, feed

# Sections, lists, tables and formulas of real articles nest some 30 levels.
_DEPTH = 200
# Subtrees of an article that are no text for readers of a reference.
Content: TypeAlias = "Element | str"


class Element:
    """One element: its local name, attributes by local name, content, and its line."""

    __slots__ = ("attributes", "content", "line", "name")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.content: list[Content] = []
        self.line = line

    def __iter__(self) -> Iterator[Element]:
        return (one for one in self.content if isinstance(one, Element))

    def find(self, *names: str) -> Element | None:
        """The first child that has one of these names."""
        return next((one for one in self if one.name in names), None)

    def all(self, *names: str) -> list[Element]:
        """Every child that has one of these names."""
        return [one for one in self if one.name in names]

    def below(self, *names: str) -> Iterator[Element]:
        """Every element below that has one of these names, in the order of the file."""
        for one in self:
            if one.name in names:
                yield one
            yield from one.below(*names)

    def get(self, name: str) -> str:
        """An attribute, "" where there is none."""
        return self.attributes.get(name, "").strip()


class _Trees:
    """Collects the subtrees whose top has one of `wanted` names."""

    def __init__(self, wanted: Collection[str]) -> None:
        self.places = Places()
        self.found: list[Element] = []
        self._wanted = wanted
        self._open: list[Element] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        local = name.rpartition(":")[2]
        if not self._open and local not in self._wanted:
            return
        named = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        element = Element(local, named, self.places.line())
        (self._open[-1].content if self._open else self.found).append(element)
        self._open.append(element)

    def end(self, _name: str) -> None:
        """An element closes."""
        if self._open:
            self._open.pop()

    def characters(self, data: str) -> None:
        """Text of the innermost element."""
        if self._open:
            self._open[-1].content.append(data)


def elements_of(
    text: str, wanted: Collection[str], *, path: str, code: str, program: str
) -> tuple[list[Element], list[Diagnostic]]:
    """The subtrees with these tops, as far as the file is whole; none of a file that is refused."""
    trees = _Trees(wanted)
    diagnostics, is_read = feed(
        trees,
        text,
        path=path,
        code=code,
        program=program,
        places=trees.places,
        depth=_DEPTH,
        doctype=True,
    )
    return (trees.found if is_read else []), diagnostics
