"""Unicode superscript characters → tagged plain characters, for media that have superscripts."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType

# Where superscripts stand in Unicode; which of these are ones, its decompositions say.
_CANDIDATES = re.compile("[ªº²³¹ʰ-ʸˀˁˠ-ˤۥۦᴬ-ᵪᵸᶛ-ᶿ⁰ⁱ⁴-⁾ⁿ℠™ⱽⵯ㆒-㆟ꝰꟸꟹ]")
# Modifier letters that decompositions do not know.
_OTHERS = MappingProxyType({"ˀ": "ʔ", "ˁ": "ʕ", "ۥ": "و", "ۦ": "ي"})


def tag_superscripts(text: str, opening: str, closing: str) -> str:
    """`text` with runs of superscript characters as plain ones between the tags.

    Suite: magic_SuperscriptChars.
    """
    if text.isascii():
        return text
    return _CANDIDATES.sub(lambda match: _tag_one(match[0], opening, closing), text)


def _tag_one(char: str, opening: str, closing: str) -> str:
    plain = _plain(char)
    return char if plain is None else opening + plain + closing


def _plain(char: str) -> str | None:
    """The characters `char` is a superscript of, or None."""
    if char in _OTHERS:
        return _OTHERS[char]
    kind, *codes = unicodedata.decomposition(char).split()
    return "".join([chr(int(code, 16)) for code in codes]) if kind == "<super>" else None
