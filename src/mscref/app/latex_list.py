r"""A bibliography as LaTeX's `thebibliography`, with the labels that the style prints.

The environment stands in a group that prints each label as it is (a style may want `1.` and not
`[1]`), or none; natbib and hyperref may be loaded or not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mscref.csl.output import plain_text
from mscref.csl.render.latex import LatexWriter, escape_text

if TYPE_CHECKING:
    from mscref.csl.output import Bibliography, Output, Token

_OPENING = (
    "\\begingroup\\providecommand\\href[2]{#2}\\makeatletter\n"
    "\\renewcommand\\@biblabel[1]{%s}%%\n"
    "\\providecommand\\NAT@biblabelnum{}\\renewcommand\\NAT@biblabelnum[1]{%s}%%\n"
    "\\makeatother\n"
)


def thebibliography(bibliography: Bibliography) -> str:
    """The environment with one `\\bibitem` for each entry."""
    rows = [_split(entry.output) for entry in bibliography.entries]
    has_labels = any(label for label, _ in rows)
    widest = max((label for label, _ in rows), key=len) if has_labels else ""
    lines = []
    for (label, rest), entry in zip(rows, bibliography.entries, strict=True):
        shown = f"[{{{escape_text(label)}}}]" if has_labels else ""
        text = LatexWriter().citation(rest)
        lines.append(f"\\bibitem{shown}{{{_key(entry.id)}}} {text}")
    shape = "#1" if has_labels else ""
    hang = "" if has_labels else _hang(bibliography)
    return (
        (_OPENING % (shape, shape))
        + f"\\begin{{thebibliography}}{{{escape_text(widest)}}}\n{hang}"
        + "\n".join(lines)
        + "\n\\end{thebibliography}\n\\endgroup"
    )


def _hang(bibliography: Bibliography) -> str:
    width = "2em" if bibliography.hanging_indent else "0em"
    return (
        f"\\setlength{{\\leftmargin}}{{{width}}}\\setlength{{\\itemindent}}{{-{width}}}"
        "\\setlength{\\labelwidth}{0em}\\setlength{\\labelsep}{0em}\n"
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
