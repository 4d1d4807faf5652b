"""RTF: what word processors open and paste.

A citation is a fragment for pasting into RTF, a bibliography a whole document.
"""

from __future__ import annotations

from types import MappingProxyType

from mscref.csl.output import Bibliography, Output
from mscref.csl.render.base import Tags, TagTable, clean_text, render_tokens, safe_address

_ESCAPES = MappingProxyType({"\\": r"\\", "{": r"\{", "}": r"\}", "\n": r"\line ", "\t": r"\tab "})
_FORMATS: MappingProxyType[str, Tags] = MappingProxyType(
    {
        "font-style:italic": (r"{\i ", "}"),
        "font-style:oblique": (r"{\i ", "}"),
        "font-style:normal": (r"{\i0 ", "}"),
        "font-variant:small-caps": (r"{\scaps ", "}"),
        "font-variant:normal": (r"{\scaps0 ", "}"),
        "font-weight:bold": (r"{\b ", "}"),
        "font-weight:normal": (r"{\b0 ", "}"),
        "font-weight:light": (r"{\b0 ", "}"),
        "text-decoration:underline": (r"{\ul ", "}"),
        "vertical-align:sup": (r"{\super ", "}"),
        "vertical-align:sub": (r"{\sub ", "}"),
    }
)
_DISPLAYS: MappingProxyType[str, Tags] = MappingProxyType(
    {
        "block": (r"\line ", r"\line "),
        "left-margin": ("", r"\tab "),
        "right-inline": ("", ""),
        "indent": (r"\line\tab ", ""),
    }
)
_HEAD = r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\froman Times New Roman;}}\f0\fs24"
_TWIPS_PER_CHARACTER = 120  # half a 12 point em
_HANGING_INDENT = 720  # half an inch


def escape_text(text: str) -> str:
    """Text in which no character is a control word; what is not ASCII as code units."""
    return "".join([_escape_char(char) for char in clean_text(text)])


def _escape_char(char: str) -> str:
    if char.isascii():
        return _ESCAPES.get(char, char)
    units = char.encode("utf-16-le")
    numbers = [
        int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)
    ]
    return "".join([f"\\u{number}?" for number in numbers])


def _link(address: str) -> Tags:
    target = safe_address(address)
    if not target:
        return "", ""
    return f'{{\\field{{\\*\\fldinst{{HYPERLINK "{escape_text(target)}"}}}}{{\\fldrslt{{', "}}}"


_TABLE = TagTable(escape_text, _FORMATS, _DISPLAYS, _link)


class RtfWriter:
    """Writes one paragraph per entry."""

    def citation(self, output: Output, *, links: bool = True) -> str:
        """The RTF of one output, without the head of a document."""
        return render_tokens(output, _TABLE, links=links)

    def bibliography(self, bibliography: Bibliography, *, links: bool = True) -> str:
        """A whole document."""
        paragraph = _paragraph(bibliography)
        entries = "".join(
            [
                f"{paragraph}{self.citation(entry.output, links=links)}\\par\n"
                for entry in bibliography.entries
            ]
        )
        return f"{_HEAD}\n{entries}}}\n"


def _paragraph(bibliography: Bibliography) -> str:
    """The control words in front of every entry: indents and spacing in twips."""
    indent = 0
    if bibliography.second_field_align:
        indent = max(3, bibliography.max_offset) * _TWIPS_PER_CHARACTER
    elif bibliography.hanging_indent:
        indent = _HANGING_INDENT
    tab = f"\\tx{indent}" if bibliography.second_field_align else ""
    lines = f"\\sl{240 * bibliography.line_spacing}\\slmult1"
    return f"\\pard\\li{indent}\\fi-{indent}{tab}{lines}\\sa{120 * bibliography.entry_spacing} "
