"""Pieces of source that pass through the style engine unseen."""

from __future__ import annotations

# Supplementary Private Use Area-B, as `manuscript.pandoc.richtext` has it.
_FIRST = 0x100000
_LAST = 0x10FFFD


class Opaque:
    """One private character for each piece of a document, which no style changes."""

    def __init__(self) -> None:
        self.pieces: dict[str, str] = {}

    def hide(self, piece: str) -> str:
        """The character that stands for `piece` from now on."""
        char = chr(min(_FIRST + len(self.pieces), _LAST))
        self.pieces[char] = piece
        return char

    def shown(self, text: str) -> str:
        """`text` with the pieces in the place of their characters."""
        if not self.pieces or text.isascii():
            return text
        return text.translate({ord(char): piece for char, piece in self.pieces.items()})
