"""LaTeX: a list with hanging indent, no package needed but hyperref for links.

Text goes through one table of escapes, so that no input can be a command.
"""

from __future__ import annotations

from types import MappingProxyType

from mscref.csl.output import Bibliography, Output
from mscref.csl.render.base import Tags, TagTable, clean_text, render_tokens, safe_address

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        '"': r"\textquotedbl{}",
        "`": r"\textasciigrave{}",
        "'": r"\textquotesingle{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        "\u00a0": "~",
        "\u202f": r"\,",
        "\u2009": r"\,",
        # An empty group keeps "--" from becoming a dash, and "?" or "!" from joining a "`".
        "-": "-{}",
    }
)
FORMATS: MappingProxyType[str, Tags] = MappingProxyType(
    {
        "font-style:italic": (r"\textit{", "}"),
        "font-style:oblique": (r"\textsl{", "}"),
        "font-style:normal": (r"\textup{", "}"),
        "font-variant:small-caps": (r"\textsc{", "}"),
        "font-variant:normal": (r"\textup{", "}"),
        "font-weight:bold": (r"\textbf{", "}"),
        "font-weight:normal": (r"\textmd{", "}"),
        "font-weight:light": (r"\textmd{", "}"),
        "text-decoration:underline": (r"\underline{", "}"),
        "vertical-align:sup": (r"\textsuperscript{", "}"),
        "vertical-align:sub": (r"\textsubscript{", "}"),
    }
)
_DISPLAYS: MappingProxyType[str, Tags] = MappingProxyType(
    {
        "block": ("\\par ", "\\par "),
        "left-margin": ("\\makebox[\\labelwidth][l]{", "}"),
        "right-inline": ("", ""),
        "indent": ("\\par\\hspace*{2em}", ""),
    }
)
_ADDRESS_ESCAPES = str.maketrans({"%": r"\%", "#": r"\#", "&": r"\&"})


def escape_text(text: str) -> str:
    """Text in which no character is a command."""
    cleaned = clean_text(text).replace("\n", " ").translate(_ESCAPES)
    return cleaned.replace("-{}", "-") if "-{}-" not in cleaned else cleaned


def link(address: str) -> Tags:
    """What goes around a link."""
    target = safe_address(address)
    if not target:
        return "", ""
    return f"\\href{{{target.translate(_ADDRESS_ESCAPES)}}}{{", "}"


_TABLE = TagTable(escape_text, FORMATS, _DISPLAYS, link)


class LatexWriter:
    """Writes a `list` environment, one item per entry."""

    def citation(self, output: Output, *, links: bool = True) -> str:
        """The LaTeX of one output."""
        return render_tokens(output, _TABLE, links=links).strip()

    def bibliography(self, bibliography: Bibliography, *, links: bool = True) -> str:
        """The entries as a list with the indent that the style asks for."""
        if not bibliography.entries:
            return ""
        items = "".join(
            # The empty group: an entry that begins with "[1]" is no argument of \item.
            f"\\item{{}}{self.citation(entry.output, links=links)}\n"
            for entry in bibliography.entries
        )
        return f"\\begin{{list}}{{}}{{{_layout(bibliography)}}}\n{items}\\end{{list}}\n"


def _layout(bibliography: Bibliography) -> str:
    """The lengths of the list: margin, indent of the first line, space between entries."""
    if bibliography.second_field_align:
        width = f"{max(2, bibliography.max_offset) * 0.6:.1f}em"
    else:
        width = "2em" if bibliography.hanging_indent else "0em"
    spacing = f"\\setlength{{\\itemsep}}{{{bibliography.entry_spacing * 0.5:g}\\baselineskip}}"
    return (
        f"\\setlength{{\\leftmargin}}{{{width}}}\\setlength{{\\itemindent}}{{-{width}}}"
        f"\\setlength{{\\labelwidth}}{{{width}}}\\setlength{{\\labelsep}}{{0em}}"
        f"\\setlength{{\\parsep}}{{0em}}{spacing}"
    )
