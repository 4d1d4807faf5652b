"""Which commands of a text the decoder does not understand.

Asked of every field with a backslash, so the usual answer (none) is found without decoding.
"""

from __future__ import annotations

from functools import cache

from mscref.formats.latex import commands, silent, siunitx
from mscref.formats.latex.decoder import KNOWN_COMMANDS
from mscref.formats.latex.reading import decoded
from mscref.patterns import lazy

_CONTROL_WORD = lazy(r"\\([A-Za-z]+)")


def unknown_commands(text: str) -> tuple[str, ...]:
    """The source of what stays as text or is left out, each once."""
    names = set(_CONTROL_WORD.findall(text))
    if names <= _common() or names <= _known():
        return ()
    return decoded(text).leftovers


@cache
def _common() -> frozenset[str]:
    tables = (commands.SYMBOLS, commands.ACCENTS, commands.GREEK, KNOWN_COMMANDS)
    return frozenset(name for table in tables for name in table)


@cache
def _known() -> frozenset[str]:
    """Everything that prints its argument, a character, or nothing."""
    from mscref.formats.latex import characters

    tables = (
        commands.MATH_SYMBOLS, commands.MATH_ACCENTS, commands.JOURNALS,
        silent.SILENT, silent.TRANSPARENT, silent.DIMENSIONS, silent.CONDITIONS,
        silent.COUNTS, silent.RULES,
        characters.characters(), characters.accents(), characters.double_accents(),
    )  # fmt: skip
    return _common() | frozenset(name for table in tables for name in table) - {*siunitx.COMMANDS}
