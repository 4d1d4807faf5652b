"""The words of a LaTeX text in their places: commands and braces give way to spaces.

What comes out is as long as what goes in, so that a place in one is a place in the other.
"""

from __future__ import annotations

import re

# A command with its star and options; of those that only set something up the argument, too.
_SET_UP = re.compile(
    r"\\(?:documentclass|usepackage|begin|end|label|bibliographystyle|pagestyle|thispagestyle"
    r"|vspace|hspace|setlength|input|include)\*?(?:\[[^\]\n]{0,400}\])?(?:\{[^{}\n]{0,400}\}){0,2}"
)
_COMMAND = re.compile(r"\\[A-Za-z]+\*?[ \t]?|[{}]")
_SIGNS = re.compile(r"\\(?=[&%$#_])|``|\x27\x27|~")
_QUOTES = {"``": " “", "''": "” ", "~": " ", "\\": " "}
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")


def words_of(text: str) -> str:
    """The text with spaces where its markup was."""
    shown = _COMMENT.sub(_spaces, text)
    shown = _SET_UP.sub(_spaces, shown)
    shown = _SIGNS.sub(lambda match: _QUOTES[match[0]], shown)
    return _COMMAND.sub(_spaces, shown)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])
