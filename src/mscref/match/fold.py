"""Text as people look for it: no case, no diacritics, no punctuation, no markup.

One folding for the index, the query, and the comparison of entries, so that they never
disagree about what a word is. Pure.
"""

from __future__ import annotations

import re
import unicodedata

from mscref.model.markup import strip_markup

# Letters that Unicode does not decompose into a base letter and a mark.
_UNDECOMPOSED = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "ħ": "h",
        "ŋ": "ng",
        "ŧ": "t",
        "’": "'",
    }
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Scripts written without spaces: every character is a word of its own, so that a part of a
# title is found (a run of them in a query is a phrase).
_IDEOGRAPH = "([぀-ヿ㐀-䶿一-鿿豈-﫿])"  # compiled (4 ms) when the first text is not ASCII


def fold(text: str) -> str:
    """`text` in lower case without diacritics and markup; spaces and punctuation stay."""
    text = strip_markup(text)
    if text.isascii():
        return text.lower()
    folded = text.casefold().translate(_UNDECOMPOSED)
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = _NOT_ASCII.sub(_without_marks, decomposed)
    return re.sub(_IDEOGRAPH, r" \1 ", bare)


def _without_marks(found: re.Match[str]) -> str:
    return "".join(letter for letter in found[0] if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The folded words of `text` in their order; an apostrophe joins (`o'neill` is one word)."""
    folded = fold(text)
    found: list[str] = _WORD.findall(folded)
    return [word.replace("'", "") for word in found] if "'" in folded else found
