"""In which script is a text written? Two texts in different ones cannot be compared. Pure."""

from __future__ import annotations

import re
from types import MappingProxyType

# Han and kana count as one: titles in Japanese mix them.
_SCRIPTS = MappingProxyType(
    {
        "Latin": r"A-Za-zÀ-ɏḀ-ỿ",
        "Greek": r"Ͱ-Ͽἀ-῿",
        "Cyrillic": r"Ѐ-ԯ",
        "Han": r"぀-ヿ㐀-䶿一-鿿豈-﫿",
        "Hangul": r"가-힯ᄀ-ᇿ㄰-㆏",
        "Arabic": r"؀-ۿݐ-ݿﭐ-﷿ﹰ-﻿",
        "Hebrew": r"֐-׿",
        "Devanagari": r"ऀ-ॿ",
        "Thai": r"฀-๿",
        "Georgian": r"Ⴀ-ჿ",
        "Armenian": r"԰-֏",
    }
)


def script_of(text: str) -> str:
    """The script that most letters of the text are of; "" where there is none."""
    if text.isascii():
        return "Latin" if any(letter.isalpha() for letter in text) else ""
    counts = {name: len(re.findall(f"[{letters}]", text)) for name, letters in _SCRIPTS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def are_in_other_scripts(one: str, other: str) -> bool:
    """True where both have letters, and mostly those of different scripts."""
    if one.isascii() and other.isascii():
        return False
    ours, theirs = script_of(one), script_of(other)
    return bool(ours and theirs) and ours != theirs
