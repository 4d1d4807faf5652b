"""The values of front matter that are text of the document, in which pandoc cites.

    title: What @key means
    abstract: |
      As [@key, p. 3] shows …

Only fields whose value is printed as text are looked at: handles, addresses and settings hold an
`@` that cites nothing. (Pandoc's user's guide, Metadata blocks.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_FIELD = re.compile(
    r"^(?:title|subtitle|abstract|summary|description|thanks|dedication|acknowledge?ments?"
    r"|plain-language-summary|key-points|funding|note)[ \t]*:[ \t]*(?P<value>[^\r\n]*)",
    re.MULTILINE,
)
_BLOCK = re.compile(r"[|>][+\-\d]{0,2}[ \t]*(?:#.*)?\Z")
_INDENTED = re.compile(r"(?:[ \t]++[^\n]*+|\r?)(?:\n|\Z)")
_NO_PLAIN = "[{&*!%@`#"


def text_values(
    text: str, blocks: Iterable[tuple[int, int, int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Start, end and quotation mark ("" for none, "|" for a block) of each value with an `@`.

    `blocks` as `markdown_blocks.metadata` gives them.
    """
    for _, start, end, _ in blocks:
        if text.find("@", start, end) >= 0:
            for match in _FIELD.finditer(text, start, end):
                yield from _value(text, match, end)


def _value(text: str, match: re.Match[str], limit: int) -> Iterator[tuple[int, int, str]]:
    value = match["value"].rstrip()
    start = match.start("value")
    stop = _end_of_indented(text, match.end(), limit)
    if _BLOCK.match(value):
        yield match.end(), stop, "|"
    elif value[:1] in ('"', "'"):
        closing = _closing_quote(text, start, stop)
        if closing > 0:
            yield start + 1, closing, value[0]
    elif value[:1] not in _NO_PLAIN:
        yield start, stop, ""


def _end_of_indented(text: str, place: int, limit: int) -> int:
    """Where the lines that are indented beneath a field end."""
    line = text.find("\n", place, limit)
    if line < 0:
        return limit
    end = place
    while line + 1 < limit and (match := _INDENTED.match(text, line + 1, limit)):
        if match[0].strip():
            end = match.end()
        line = match.end() - 1
        if match.end() >= limit:
            break
    return end


def _closing_quote(text: str, start: int, limit: int) -> int:
    """Where the quotation mark at `start` is closed; -1 where it is not."""
    sign = text[start]
    place = start + 1
    while place < limit:
        if text[place] == "\\" and sign == '"':
            place += 1
        elif text[place] == sign:
            if sign == '"' or text[place + 1 : place + 2] != sign:
                return place
            place += 1
        place += 1
    return -1
