"""Formulas that can be told in one line of text → text and markup."""

from __future__ import annotations

import re
from unicodedata import normalize

from mscref.formats.latex import siunitx
from mscref.formats.latex.commands import ACCENTS, MATH_ACCENTS, MATH_SIGNS, MATH_SYMBOLS, SYMBOLS
from mscref.formats.latex.silent import OF_FORMULAS
from mscref.patterns import lazy

_MATH_TOKEN = lazy(
    r"\\([A-Za-z]+)\s*|\\(.)|([{}])|([\^_])\s*|([0-9.,]+)|([A-Za-z])|(\s+)|(.)", re.DOTALL
)
_LETTER = lazy(r"<i>([A-Za-z])</i>|([^\W\d_])")
_CONDITIONAL = lazy(
    r"\\ifmmode\b((?:(?!\\(?:else|fi|ifmmode)\b).)*+)"
    r"(?:\\else\b(?:(?!\\(?:fi|ifmmode)\b).)*+)?\\fi\b",
    re.DOTALL,
)
# A group with what stands in it, other groups included; options before it.
_RAW_ARGUMENT = lazy(r"\s*+(?:\[[^\[\]]*+\]\s*+)?\{((?:[^{}]|\{[^{}]*+\})*+)\}")
_MAX_DEPTH = 6

# Upright text; spaces in those of the second row are spaces.
_UPRIGHT = frozenset(["mathrm", "mathsf", "operatorname", "mathtt", "mathup", "mathnormal"])
_TEXT = frozenset(["text", "textrm", "mbox", "hbox", "textnormal", "textsf", "texttt", "textup"])
# Declarations: they hold to the end of their group.
_UPRIGHT_FROM_HERE = frozenset(["rm", "sf", "tt", "rmfamily", "sffamily", "normalfont"])
_ITALIC_FROM_HERE = frozenset(["it", "mit", "sl"])
_SAME = frozenset(["mathit", "mathsl", "ensuremath", "textit"])  # letters are italic anyway
_OTHER = {"-": "−", "~": " ", "'": "′", "*": "∗"}


def formula_text(source: str) -> str | None:
    """A formula as text and markup, or None where that loses something.

    Letters are italic, `^` and `_` become superscript and subscript. Fractions, roots, script
    letters and everything unknown are refused.
    """
    if "\\ifmmode" in source:
        end = source.rfind("\\fi") + 3  # behind it no condition ends
        source = _CONDITIONAL.sub(r"\1", source[:end]) + source[end:]
    try:
        pieces, end = _Formula(source).pieces(0, depth=0)
    except _NotTextError:
        return None
    return "".join(pieces).strip() if end == len(source) else None


class _NotTextError(Exception):
    """The formula cannot be told in one line of text."""


class _Formula:
    """One formula; every method takes a position in it and returns the one behind."""

    def __init__(self, source: str) -> None:
        self.source = source

    def pieces(self, position: int, *, depth: int, spaced: bool = False) -> tuple[list[str], int]:
        """The pieces up to the closing brace of the group (consumed) or the end."""
        if depth > _MAX_DEPTH:
            raise _NotTextError
        pieces: list[str] = []
        upright_from = -1
        source = self.source
        while position < len(source):
            match = _MATH_TOKEN.match(source, position)
            if match is None:
                raise _NotTextError
            position = match.end()
            word, brace = match[1], match[3]
            if brace == "}":
                if depth:
                    return _with_upright(pieces, upright_from), position
                raise _NotTextError
            if brace:
                inner, position = self.pieces(position, depth=depth + 1, spaced=spaced)
                pieces.append("".join(inner))
            elif word in _UPRIGHT_FROM_HERE and upright_from < 0:
                upright_from = len(pieces)
            elif word in _ITALIC_FROM_HERE:
                pieces = _with_upright(pieces, upright_from)
                upright_from = -1
            elif word:
                piece, position = self.command(word, position, depth=depth)
                pieces.append(piece)
            elif match[4]:
                inside, position = self.argument(position, depth=depth)
                tag = "sup" if match[4] == "^" else "sub"
                pieces.append(_script(inside, tag))
            else:
                pieces.append(_token(match, spaced=spaced))
        if depth:
            raise _NotTextError
        return _with_upright(pieces, upright_from), position

    def command(self, word: str, position: int, *, depth: int) -> tuple[str, int]:
        """What a command with its arguments stands for."""
        if word in OF_FORMULAS:
            return "", position
        if word in siunitx.COMMANDS:
            return self.quantity(word, position)
        if word in _SAME:
            return self.argument(position, depth=depth)
        if word in _UPRIGHT or word in _TEXT:
            inside, end = self.argument(position, depth=depth, spaced=word in _TEXT)
            return _upright(inside), end
        if word in MATH_ACCENTS:
            inside, end = self.argument(position, depth=depth)
            return _accented(inside, MATH_ACCENTS[word]), end
        if word in ACCENTS and word.isalpha() and word not in MATH_SYMBOLS:
            inside, end = self.argument(position, depth=depth)
            return _upright(_accented(inside, ACCENTS[word])), end
        if word == "not":
            inside, end = self.argument(position, depth=depth)
            negated = normalize("NFC", inside + "\u0338")
            if len(negated) != 1:
                raise _NotTextError
            return negated, end
        character = _character(word)
        if word not in MATH_SYMBOLS and self.source[position - 1].isspace():
            character += "" if character.isalpha() else " "  # `\lesssim 5`
        return character, position

    def quantity(self, word: str, position: int) -> tuple[str, int]:
        """A number with its unit, as in text (siunitx)."""
        arguments = []
        for _ in range(siunitx.COMMANDS[word]):
            match = _RAW_ARGUMENT.match(self.source, position)
            if match is None:
                raise _NotTextError
            arguments.append(match[1])
            position = match.end()
        shown = siunitx.quantity(word, arguments)
        if shown is None:
            raise _NotTextError
        return shown, position

    def argument(self, position: int, *, depth: int, spaced: bool = False) -> tuple[str, int]:
        """The group, the command with its arguments or the one character after a command."""
        match = _MATH_TOKEN.match(self.source, position)
        if match is not None and match[7]:
            match = _MATH_TOKEN.match(self.source, match.end())
        if match is None or match[0] == "}" or match[4] or depth > _MAX_DEPTH:
            raise _NotTextError
        if match[3]:
            pieces, end = self.pieces(match.end(), depth=depth + 1, spaced=spaced)
            return "".join(pieces), end
        if match[1]:
            return self.command(match[1], match.end(), depth=depth + 1)
        if match[5]:  # "$x^23$" is x squared, then 3
            return match[0][0], match.start() + 1
        return _token(match, spaced=spaced), match.end()


def _token(match: re.Match[str], *, spaced: bool) -> str:
    """A letter, a number or a sign; white space is none, but in text."""
    _, sign, _, _, digits, letter, white, other = match.groups()
    if sign is not None:
        if sign not in MATH_SIGNS:
            raise _NotTextError
        return MATH_SIGNS[sign]
    if letter:
        return f"<i>{letter}</i>"
    if white:
        return " " if spaced else ""
    return digits or _OTHER.get(other, other)


def _script(inside: str, tag: str) -> str:
    if inside in ("°", "′", "″", ""):
        return inside
    return f"<{tag}>{inside}</{tag}>"


def _with_upright(pieces: list[str], start: int) -> list[str]:
    """The pieces, upright from `start`, where that is not negative."""
    if start < 0:
        return pieces
    return [*pieces[:start], *[_upright(piece) for piece in pieces[start:]]]


def _upright(text: str) -> str:
    return text.replace("<i>", "").replace("</i>", "")


def _accented(inside: str, combining: str) -> str:
    """One letter with an accent, where Unicode has one character for both."""
    letter = _LETTER.fullmatch(inside)
    if letter is None:
        raise _NotTextError
    plain = (letter[1] or letter[2]).replace("ı", "i").replace("ȷ", "j")
    composed = normalize("NFC", plain + combining)
    if len(composed) != 1:
        raise _NotTextError
    return composed


def _character(word: str) -> str:
    """The character of a command; NotTextError where there is none."""
    if word in MATH_SYMBOLS:
        return MATH_SYMBOLS[word]
    from mscref.formats.latex.characters import symbols

    character = symbols().get(word)
    if character is None and word in SYMBOLS and len(SYMBOLS[word]) == 1:
        character = SYMBOLS[word]  # `$\AA$`, `$\ss$`
    if character is None:
        raise _NotTextError
    return character
