"""What script a text is written in, where that changes how it is set."""

from __future__ import annotations

import re

# Kana, Han and hangul letters: scripts that do not separate words, and have no italics.
_LETTERS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
# With the punctuation, full-width forms and spaces that stand between them. Both patterns are
# compiled (2 ms) when a text first has a sign behind these.
_FIRST_SIGN = "\u3000"
_ALL_LETTERS = f"[{_LETTERS}]+"
_TEXT = f"[\\s\u3000-\u303f\uff00-\uffef{_LETTERS}]+"


def is_unspaced(text: str) -> bool:
    """True where no letter of `text` belongs to a script that separates words."""
    if text.isascii() or max(text) < _FIRST_SIGN:
        return False
    letters = "".join(filter(str.isalpha, text))
    return re.fullmatch(_ALL_LETTERS, letters) is not None


def is_east_asian(text: str) -> bool:
    """True where all of `text`, punctuation included, is in a script of East Asia."""
    if text.isascii() or max(text) < _FIRST_SIGN:
        return text.isspace()
    return re.fullmatch(_TEXT, text) is not None
