r"""Formulas in a text: `$…$`, `\(…\)` and `\ensuremath{…}` as text where possible, else as written.

What crosses the border: the decoder in front of a formula in, its text out, the decoder behind it.
Imported by the first formula.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mscref.formats.latex.mathematics import formula_text
from mscref.patterns import lazy

if TYPE_CHECKING:
    from mscref.formats.latex.decoder import Decoder

_MATH_END = lazy(r"(?>(?:[^$\\]|\\.)*)\$", re.DOTALL)
# Two words one after the other: no formula, but what stands between two prices.
_PROSE = lazy(r"(?<![^\s])[^\W\d_]{2,}+\s++[^\W\d_]{2,}+(?![^\s])")


def dollars(decoder: Decoder, start: int) -> str:
    """`$…$` or `$$…$$`, which begins at `start`; the first sign of it is consumed."""
    text = decoder.text
    display = text.startswith("$$", start)
    match = _MATH_END.match(text, start + 2 if display else start + 1)
    if match is None:
        return "$"
    inside = match[0][:-1]
    if _PROSE.search(inside) and "\\" not in inside:
        return "$"  # `from 11$ in 2020 to over $480`
    decoder.position = match.end()
    if display and text.startswith("$", decoder.position):
        decoder.position += 1
    return _shown(decoder, inside)


def parentheses(decoder: Decoder) -> str:
    r"""`\(…\)`, of which the beginning is consumed."""
    end = -1 if decoder.unbalanced else decoder.text.find(r"\)", decoder.position)
    if end < 0:
        decoder.unbalanced = True
        return "("
    inside = decoder.text[decoder.position : end]
    decoder.position = end + 2
    return _shown(decoder, inside)


def ensured(decoder: Decoder) -> str:
    r"""`\ensuremath{…}`: a formula, as in dollar signs."""
    return _shown(decoder, decoder.verbatim_argument() or decoder.argument())


def _shown(decoder: Decoder, source: str) -> str:
    converted = formula_text(source)
    return decoder.protected(f"${source}$") if converted is None else decoder.formula(converted)
