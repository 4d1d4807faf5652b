r"""LaTeX in which every character can be set, whatever engine and fonts the document has.

In: LaTeX with characters beyond ASCII. Out: the same in ASCII where every font has a command for
a character, else `\mscrefglyph{character}{command}{LaTeX}{stand-in}`, which decides at run time
(`latex_list.PREAMBLE` defines it). OT1, the fonts of a document that loads none, lacks what stands
in `_NOT_IN_OT1` (LaTeX kernel: ot1enc.def, ts1enc.def).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from types import MappingProxyType

from mscref.formats.latex.characters import cyrillic
from mscref.formats.latex.writing import ascii_commands
from mscref.keys.markers import transliterate

# Command → its character, and what stands in for it.
_NOT_IN_OT1 = MappingProxyType(
    {
        "TH": ("Þ", "Th"), "th": ("þ", "th"), "DH": ("Ð", "D"), "dh": ("ð", "d"),
        "DJ": ("Đ", "D"), "dj": ("đ", "d"), "NG": ("Ŋ", "Ng"), "ng": ("ŋ", "ng"),
        "guillemotleft": ("«", r"{\footnotesize$\ll$}"),
        "guillemotright": ("»", r"{\footnotesize$\gg$}"),
        "guilsinglleft": ("‹", r"{\footnotesize$<$}"),
        "guilsinglright": ("›", r"{\footnotesize$>$}"),
        "quotedblbase": ("„", ",,"), "quotesinglbase": ("‚", ","), "textquotedbl": ('"', "''"),
        "ohorn": ("ơ", "o"), "OHORN": ("Ơ", "O"), "uhorn": ("ư", "u"), "UHORN": ("Ư", "U"),
    }
)  # fmt: skip
_COMMAND = re.compile(r"\{\\([A-Za-z]+)\}|\\(textquotedbl)\{\}")
_OGONEK = re.compile(r"\{\\k (\\?[A-Za-z])\}")
_BEYOND = re.compile(r"[^\x00-\x7f]")
_UNSAFE = re.compile(r"[^A-Za-z0-9 .,:;'()/-]")


def settable(text: str) -> str:
    """`text` with a command, or a choice of them, for each character that a font may lack."""
    if text.isascii():
        return _COMMAND.sub(_checked, text) if "textquotedbl" in text else text
    latex = _COMMAND.sub(_checked, ascii_commands(text))
    return _BEYOND.sub(_unnamed, _OGONEK.sub(_ogonek, latex))


def _checked(match: re.Match[str]) -> str:
    name = match[1] or match[2]
    char, stand_in = _lacking().get(name, ("", ""))
    return _glyph(char, name, f"\\{name}{{}}", stand_in) if char else match[0]


@cache
def _lacking() -> dict[str, tuple[str, str]]:
    """Commands that not every font has: the letter and its stand-in."""
    letters = {name: (char, _in_ascii(char)) for name, char in cyrillic().items()}
    return letters | dict(_NOT_IN_OT1)


def _ogonek(match: re.Match[str]) -> str:
    letter = match[1].lstrip("\\")
    char = unicodedata.normalize("NFC", f"{letter}\u0328")
    return _glyph(char, "k", f"\\k {match[1]}", letter)


def _unnamed(match: re.Match[str]) -> str:
    """A character without a command; those a choice stands for already are none of them."""
    if match.string.endswith("mscrefglyph{", 0, match.start()):
        return match[0]
    return _glyph(match[0], "", match[0], _in_ascii(match[0]))


def _glyph(char: str, command: str, latex: str, stand_in: str) -> str:
    return f"\\mscrefglyph{{{char}}}{{{command}}}{{{latex}}}{{{stand_in}}}"


def _in_ascii(char: str) -> str:
    return _UNSAFE.sub("", transliterate(char)) or "?"
