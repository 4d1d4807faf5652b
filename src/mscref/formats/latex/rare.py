r"""Commands that a title hardly ever holds: TeX's conditions, numbers with units, `\char`, ties.

What crosses the border: the decoder, standing behind the command, in; what it stands for out, the
decoder standing behind its arguments. Loaded when one of them is met.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mscref.formats.latex import siunitx
from mscref.formats.latex.silent import CONDITIONS
from mscref.patterns import lazy

if TYPE_CHECKING:
    from mscref.formats.latex.decoder import Decoder

# In hexadecimal, octal or decimal, or the sign itself behind a backtick.
_CHAR = lazy(r"\s*(?:\"([0-9A-Fa-f]{1,6})|'([0-7]{1,7})|(\d{1,7})|`\\?(.))[ ]?", re.DOTALL)
_CONDITIONAL = lazy(r"\\(if[A-Za-z]*|else|fi)(?![A-Za-z])\s*")


def conditional(decoder: Decoder, name: str) -> str:
    r"""TeX's `\ifmmode A\else B\fi`: B, for text is no mathematics; `\iftrue` the first."""
    if name == "fi":
        return ""
    takes_second = CONDITIONS[name] == "second"
    if name == "else" or takes_second:
        _skip_branch(decoder)
    return ""


def _skip_branch(decoder: Decoder) -> None:
    """Go behind the `\\else` or `\\fi` that ends this branch; nothing, where there is none."""
    depth = 0
    if decoder.unbalanced:
        return
    for match in _CONDITIONAL.finditer(decoder.text, decoder.position):
        if match[1] == "fi" or (match[1] == "else" and not depth):
            if not depth:
                decoder.position = match.end()
                return
            depth -= 1
        elif match[1].startswith("if"):
            depth += 1
    decoder.unbalanced = True


def quantity(decoder: Decoder, name: str) -> str:
    """A number with its unit (siunitx); what it does not know stays as written."""
    start = decoder.position
    decoder.skip_options()
    arguments = []
    for _ in range(siunitx.COMMANDS[name]):
        arguments.append(decoder.verbatim_argument())
        decoder.skip_options()
    shown = siunitx.quantity(name, arguments)
    if shown is None or not any(arguments):
        source = f"\\{name}{decoder.text[start : decoder.position]}"
        decoder.leftovers.append(source)
        return decoder.protected(source)
    return decoder.formula(shown)


def character(decoder: Decoder) -> str:
    """`\\char"4E2D`, `\\char20013`, `\\symbol{65}`."""
    braced = decoder.text[decoder.position : decoder.position + 1] == "{"
    match = _CHAR.match(decoder.text, decoder.position + braced)
    if match is None:
        return ""
    decoder.position = match.end()
    if braced and decoder.text[decoder.position : decoder.position + 1] == "}":
        decoder.position += 1
    hexadecimal, octal, decimal, sign = match.groups()
    if sign:
        return sign
    code = int(hexadecimal, 16) if hexadecimal else int(octal, 8) if octal else int(decimal)
    printable = 32 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if printable else ""


def tie(decoder: Decoder, sign: str) -> str:
    """`\\t{oo}`: a tie over two letters."""
    letters = decoder.argument()
    return letters[:1] + sign + letters[1:] if len(letters) > 1 else letters
