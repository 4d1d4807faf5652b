"""One item of a list that holds several references: `(a) …. (b) …` and `a) …; b) …`.

In: a string of a list. Out: its parts, each with its place in the document and the marker of the
item, so that `[3]` cites them all. Chemistry's lists are numbered like this.
"""

from __future__ import annotations

import re

from mscref.refstring.split import ReferenceString

_LETTER = re.compile(r"(?:(?<=^)|(?<=[.;,]\s)|(?<=[.;,)]))\(?(?P<letter>[a-z])\)\s*(?=[^\W\d_a-z])")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def lettered(string: ReferenceString) -> list[ReferenceString]:
    """The references of one item; the item itself where its letters do not count up from `a`."""
    starts: list[tuple[int, int]] = []
    for match in _LETTER.finditer(string.text):
        if ord(match["letter"]) - ord("a") == len(starts) and (starts or match.start() == 0):
            starts.append(match.span())
    if len(starts) < 2:
        return [string]
    ends = [*(start for start, _ in starts[1:]), len(string.text)]
    texts = [
        string.text[begin:end].rstrip(" ;,") for (_, begin), end in zip(starts, ends, strict=True)
    ]
    if not all(_YEAR.search(text) for text in texts):
        return [string]
    return [_part(string, text, begin) for text, (_, begin) in zip(texts, starts, strict=True)]


def _part(string: ReferenceString, text: str, begin: int) -> ReferenceString:
    """A part with its place; in an item of several lines places are those of the item."""
    is_one_line = len(string.text) == string.end - string.start - len(string.marker)
    if not is_one_line:
        return ReferenceString(text, string.start, string.end, string.marker)
    start = string.end - len(string.text) + begin
    return ReferenceString(text, start, start + len(text), string.marker)
