r"""A bibliography as LaTeX's `thebibliography`, with the labels that the style prints.

Citations are text by now, so nothing is written to the .aux file: items are plain ones of a list
whose margins are set as the style asks, whatever class and package (natbib, hyperref) define the
environment.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mscref.csl.output import plain_text
from mscref.csl.render.latex import LatexWriter, escape_text

if TYPE_CHECKING:
    from mscref.csl.output import Bibliography, Output, Token

_OPENING = r"""\begingroup\makeatletter
\providecommand\href[2]{#2}%
\let\mscref@list\list
\def\mscref@setup{SETUP}%
\def\list#1#2{\mscref@list{}{#2\mscref@setup}}%
\makeatother
"""
_LABELS = (
    r"\settowidth\labelwidth{WIDEST}\labelsep.5em\leftmargin\labelwidth"
    r"\advance\leftmargin\labelsep\itemindent0pt\def\makelabel##1{##1\hfil}"
)
_HANGING = (
    r"\leftmargin WIDTH\itemindent-\leftmargin\labelwidth0pt\labelsep0pt\def\makelabel##1{##1}"
)
_ITEM = r"\renewcommand\bibitem[2][]{\item[#1]}"


def thebibliography(bibliography: Bibliography) -> str:
    """The environment with one `\\bibitem` for each entry."""
    rows = [_split(entry.output) for entry in bibliography.entries]
    widest = escape_text(max((label for label, _ in rows), key=len, default=""))
    if widest:
        setup = _LABELS.replace("WIDEST", widest)
    else:
        setup = _HANGING.replace("WIDTH", "2em" if bibliography.hanging_indent else "0pt")
    lines = []
    for (label, rest), entry in zip(rows, bibliography.entries, strict=True):
        shown = f"[{{{escape_text(label)}}}]" if widest else ""
        lines.append(f"\\bibitem{shown}{{{_key(entry.id)}}} {LatexWriter().citation(rest)}")
    return (
        _OPENING.replace("SETUP", setup)
        + f"\\begin{{thebibliography}}{{{widest}}}{_ITEM}\n"
        + "\n".join(lines)
        + "\n\\end{thebibliography}\n\\endgroup"
    )


def _key(key: str) -> str:
    """A key as the argument of a command: what TeX cannot read in one is left out."""
    return "".join([char for char in key if char not in "\\{}%#~^&$,\"'"])


def _split(output: Output) -> tuple[str, Output]:
    """The label in the margin, and the entry without it."""
    label: list[Token] = []
    rest: list[Token] = []
    depth = 0
    for token in output.tokens:
        is_margin = (
            not isinstance(token, str) and token.kind == "display" and token.value == "left-margin"
        )
        if is_margin and not isinstance(token, str):
            depth += 1 if token.opens else -1
            continue
        (label if depth else rest).append(token)
    return plain_text(label).strip(), replace(output, tokens=tuple(rest))
