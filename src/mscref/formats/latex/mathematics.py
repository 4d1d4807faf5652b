"""Formulas that can be told in one line of text → text and markup."""

from __future__ import annotations

import re

from mscref.formats.latex.commands import MATH_SIGNS, MATH_SYMBOLS

_MATH_TOKEN = re.compile(
    r"\\([A-Za-z]+)\s*|\\(.)|([{}])|([\^_])\s*|([0-9.,]+)|([A-Za-z])|(\s+)|(.)", re.DOTALL
)


def formula_text(source: str) -> str | None:
    """A formula as text and markup, or None where that loses something.

    Letters are italic, `^` and `_` become superscript and subscript. Fractions, roots, fonts
    and everything unknown are refused.
    """
    try:
        pieces, end = _math_pieces(source, 0, depth=0)
    except _NotTextError:
        return None
    return "".join(pieces) if end == len(source) else None


class _NotTextError(Exception):
    """The formula cannot be told in one line of text."""


def _math_pieces(source: str, position: int, *, depth: int) -> tuple[list[str], int]:
    """The pieces up to the closing brace of the group (consumed) or the end."""
    if depth > 6:
        raise _NotTextError
    pieces: list[str] = []
    while position < len(source):
        match = _MATH_TOKEN.match(source, position)
        if match is None:
            raise _NotTextError
        position = match.end()
        word, sign, brace, script, digits, letter, _, other = match.groups()
        if brace == "}":
            if depth:
                return pieces, position
            raise _NotTextError
        if brace:
            inner, position = _math_pieces(source, position, depth=depth + 1)
            pieces.extend(inner)
        elif script:
            inside, position = _math_argument(source, position, depth=depth)
            tag = "sup" if script == "^" else "sub"
            pieces.append(inside if inside in ("°", "′") else f"<{tag}>{inside}</{tag}>")
        elif word in ("mathrm", "text", "textrm", "mathsf", "operatorname", "rm", "mbox"):
            inside, position = _math_argument(source, position, depth=depth)
            pieces.append(inside.replace("<i>", "").replace("</i>", ""))
        elif word:
            if word not in MATH_SYMBOLS:
                raise _NotTextError
            pieces.append(MATH_SYMBOLS[word])
        elif sign is not None:
            if sign not in MATH_SIGNS:
                raise _NotTextError
            pieces.append(MATH_SIGNS[sign])
        elif letter:
            pieces.append(f"<i>{letter}</i>")
        elif digits:
            pieces.append(digits)
        elif other:
            pieces.append({"-": "−", "~": " ", "'": "′", "*": "∗"}.get(other, other))
    if depth:
        raise _NotTextError
    return pieces, position


def _math_argument(source: str, position: int, *, depth: int) -> tuple[str, int]:
    """The group or the one token after `^`, `_` or a font command."""
    match = _MATH_TOKEN.match(source, position)
    if match is None or match[0] == "}":
        raise _NotTextError
    if match[0] == "{":
        pieces, end = _math_pieces(source, match.end(), depth=depth + 1)
        return "".join(pieces), end
    if match[5]:  # "$x^23$" is x squared, then 3
        return match[0][0], match.start() + 1
    pieces, _ = _math_pieces(match[0], 0, depth=0)
    return "".join(pieces), match.end()
