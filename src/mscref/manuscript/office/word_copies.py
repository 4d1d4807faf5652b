"""Text boxes that stand in a part twice: for programs that know them, and for those that do not.

`mc:AlternateContent` holds choices and a `mc:Fallback` (ECMA-376 part 3, 7.2 and 7.3). In go the
tags of a part in order, out come the pairs of a box and its copy.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mscref.manuscript.office.word_tree import BoxCopy
from mscref.manuscript.office.xml_bytes import XmlTag


@dataclass(slots=True)
class _Alternatives:
    """The text boxes of the choices of an element, and those for programs that know none."""

    boxes: list[tuple[int, int]] = field(default_factory=list)
    copies: list[tuple[int, int]] = field(default_factory=list)
    in_copy: bool = False


class BoxCopies:
    """The boxes with copies, while a part is read; `depth` is that of copies that are open."""

    def __init__(self) -> None:
        self.depth = 0
        self.found: list[BoxCopy] = []
        self._open: list[_Alternatives] = []

    def open(self, name: str) -> None:
        """Take the beginning of an element of another language."""
        if name == "AlternateContent" and not self.depth:
            self._open.append(_Alternatives())
        elif name == "Fallback":
            self.depth += 1
            if self.depth == 1 and self._open:
                self._open[-1].in_copy = True

    def close(self, name: str) -> None:
        """Take the end of one."""
        if name == "Fallback":
            self.depth -= 1
        elif name == "AlternateContent" and not self.depth and self._open:
            one = self._open.pop()
            if len(one.boxes) == len(one.copies):
                pairs = zip(one.boxes, one.copies, strict=True)
                self.found += [BoxCopy(*box, *copy) for box, copy in pairs]

    def box(self, opening: XmlTag, tag: XmlTag) -> None:
        """Take the tags of a text box; one within another belongs to that."""
        span = (opening.end, tag.start)
        if not self._open or opening.closes:
            return
        one = self._open[-1]
        listed = one.copies if one.in_copy else one.boxes
        while listed and listed[-1][0] > span[0]:
            listed.pop()
        if self.depth <= 1:
            listed.append(span)
