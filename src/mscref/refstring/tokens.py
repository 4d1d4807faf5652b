"""A reference string as tokens: runs of letters and digits, and the gaps between them.

Punctuation is no token of its own: what stands between two words (", ", "(", ". In: ") is the
*gap*, and the label of a word decides the field. So every boundary that print can show is one
the labeller can use ("28(3):12-14" is four tokens), and a reference has about thirty tokens.
An identifier stays one token, whose word is `<doi>`, `<url>` and so on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from mscref.refstring.identifiers import FoundIdentifier, find_identifiers

# Letters end where digits begin ("JHEP03", "Phys. Rev. D78", "pp12" are name and number), but
# not the reverse ("2004a", "3rd"). Marks stay with their letter: a decomposed "é" is part of one
# word, and so are the vowels and tones of Indic and Thai. "inAdvanced" lost its space on the way
# out of a PDF.
_MARKS = "".join(
    character
    for character in map(chr, range(0x300, 0x1800))
    if unicodedata.category(character)[0] == "M"
)
_WORD = re.compile(rf"\b(?:in|and|by)(?=[A-Z][a-z])|[^\W\d_]+(?:[{_MARKS}]+[^\W\d_]*)*|\d[^\W_]*")

_GAP_TABLE = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad", "-"),
        **dict.fromkeys("„“«『《", "“"),
        **dict.fromkeys("”»』》", "”"),
        **dict.fromkeys("‚‘‹「", "‘"),
        **dict.fromkeys("’›」", "’"),
        **dict.fromkeys("`´\u02b9'", "'"),
        **dict.fromkeys("\t\n\r\u00a0\u2009\u202f\u2003\u2002\u3000", " "),
        **dict.fromkeys("，、､", ","),
        **dict.fromkeys("。．", "."),
        "：": ":",
        "；": ";",
        "（": "(",
        "）": ")",
        "…": "...",
    }
)
_SPACES = re.compile(r" {2,}")
_LONGEST_GAP = 5


@dataclass(slots=True)
class Tokens:
    """The tokens of one reference string, as columns; `gaps` has one more, for both ends."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]
    identifiers: list[FoundIdentifier]


def tokenize(text: str, identifiers: list[FoundIdentifier] | None = None) -> Tokens:
    """Cut one reference string into words, identifiers (if they are known, these) and gaps."""
    if identifiers is None:
        identifiers = find_identifiers(text)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for found in identifiers:
        _add_words(text, position, found.start, words, starts, ends)
        words.append(f"<{found.variable.lower()}>")
        starts.append(found.start)
        ends.append(found.end)
        position = found.end
    _add_words(text, position, len(text), words, starts, ends)
    gaps = [_gap(text[before:after]) for before, after in zip([0, *ends], starts, strict=False)]
    gaps.append(_gap(text[ends[-1] :] if ends else text))
    return Tokens(text, words, starts, ends, gaps, identifiers)


def _add_words(
    text: str, start: int, end: int, words: list[str], starts: list[int], ends: list[int]
) -> None:
    for match in _WORD.finditer(text, start, end):
        words.append(match.group())
        starts.append(match.start())
        ends.append(match.end())


def _gap(text: str) -> str:
    if text == " " or not text:
        return text
    return _SPACES.sub(" ", text.translate(_GAP_TABLE))[:_LONGEST_GAP]
