"""Strangers' HTML made harmless to the parser of the standard library. Pure.

`html.parser` (up to 3.13.5) takes time with the square of the length for texts that no page needs:
a comment, a declaration or a tag that never ends, ten thousand times. They are taken out in one
pass; what is left says the same.
"""

from __future__ import annotations


def tamed(text: str) -> str:
    """The page without comments, declarations and instructions; what begins like a tag and never
    ends is text. A comment that never ends lasts to the end of the page, as in browsers."""
    end_of_tags = text.rfind(">") + 1
    text, tail = text[:end_of_tags], text[end_of_tags:]
    parts: list[str] = []
    at = 0
    while (start := text.find("<", at)) != -1:
        if text[start + 1 : start + 2] not in ("!", "?"):
            parts.append(text[at : start + 1])
            at = start + 1
            continue
        parts.append(text[at:start])
        if text.startswith("<![CDATA[", start):
            at = start + 9
            continue
        closing = "-->" if text.startswith("<!--", start) else ">"
        end = text.find(closing, start + 2)
        if end == -1:
            return "".join(parts)
        at = end + len(closing)
    return "".join([*parts, text[at:], tail.replace("<", "&lt;")])
