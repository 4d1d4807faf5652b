"""Typst markup: paragraphs with hanging indent, or a grid where numbers stand in the margin."""

from __future__ import annotations

import re
from types import MappingProxyType

from mscref.csl.output import Bibliography, Output
from mscref.csl.render.base import Tags, TagTable, clean_text, render_tokens, safe_address

# What starts markup, a comment, a reference, a shorthand ("--", "...") or smart quotes.
_SPECIAL = re.compile(r"""[\\#$*_`<>@\[\]~"']|/(?=[/*])|-(?=[-?])|(?<=-)-|\.(?=\.\.)""")
# What means a heading, a list or a term at the start of a line.
_LINE_START = re.compile(r"^(\s*)([=+\-/]|\d+(?=\.(?:\s|$)))")
# A semicolon ends the expression, so that a "(" or "." of the text does not go on with it.
_END = "];"
_FORMATS: MappingProxyType[str, Tags] = MappingProxyType(
    {
        "font-style:italic": ("#emph[", _END),
        "font-style:oblique": ("#emph[", _END),
        "font-style:normal": ('#text(style: "normal")[', _END),
        "font-variant:small-caps": ("#smallcaps[", _END),
        "font-weight:bold": ("#strong[", _END),
        "font-weight:normal": ('#text(weight: "regular")[', _END),
        "font-weight:light": ('#text(weight: "light")[', _END),
        "text-decoration:underline": ("#underline[", _END),
        "vertical-align:sup": ("#super[", _END),
        "vertical-align:sub": ("#sub[", _END),
    }
)
_DISPLAYS: MappingProxyType[str, Tags] = MappingProxyType(
    {
        "block": ("#block[", _END),
        "left-margin": ("#box(width: 2.5em)[", _END),
        "right-inline": ("", ""),
        "indent": ("#block(inset: (left: 2em))[", _END),
    }
)


def escape_text(text: str) -> str:
    """Text in which no character is markup."""
    escaped = _SPECIAL.sub(r"\\\g<0>", clean_text(text).replace("\n", " "))
    return _LINE_START.sub(_escape_line_start, escaped)


def _escape_line_start(match: re.Match[str]) -> str:
    sign = match[2]
    return f"{match[1]}{sign}\\" if sign.isdigit() else f"{match[1]}\\{sign}"


def _link(address: str) -> Tags:
    target = safe_address(address)
    if not target:
        return "", ""
    quoted = target.replace("\\", "\\\\").replace('"', '\\"')
    return f'#link("{quoted}")[', _END


_TABLE = TagTable(escape_text, _FORMATS, _DISPLAYS, _link)


class TypstWriter:
    """Writes one `par` per entry."""

    def citation(self, output: Output, *, links: bool = True) -> str:
        """The Typst markup of one output."""
        return render_tokens(output, _TABLE, links=links)

    def bibliography(self, bibliography: Bibliography, *, links: bool = True) -> str:
        """The entries as paragraphs with the indent that the style asks for."""
        hangs = bibliography.hanging_indent or bool(bibliography.second_field_align)
        indent = "2.5em" if bibliography.second_field_align else "1.5em"
        opening = f"#par(hanging-indent: {indent})[" if hangs else "#par["
        return "".join(
            [
                f"{opening}{self.citation(entry.output, links=links)}]\n\n"
                for entry in bibliography.entries
            ]
        ).removesuffix("\n")
