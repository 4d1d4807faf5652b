"""HTML with the classes of the reference processor; no text of the input can become markup."""

from __future__ import annotations

from types import MappingProxyType

from mscref.csl.output import Bibliography, Output
from mscref.csl.render.base import Tags, TagTable, clean_text, render_tokens, safe_address
from mscref.csl.text.superscripts import tag_superscripts

FORMATS: MappingProxyType[str, Tags] = MappingProxyType(
    {
        "font-style:italic": ("<i>", "</i>"),
        "font-style:oblique": ("<em>", "</em>"),
        "font-style:normal": ('<span style="font-style:normal;">', "</span>"),
        "font-variant:small-caps": ('<span style="font-variant:small-caps;">', "</span>"),
        "font-variant:normal": ('<span style="font-variant:normal;">', "</span>"),
        "font-weight:bold": ("<b>", "</b>"),
        "font-weight:normal": ('<span style="font-weight:normal;">', "</span>"),
        "font-weight:light": ('<span style="font-weight:light;">', "</span>"),
        "text-decoration:underline": (
            '<span style="text-decoration:underline;">',
            "</span>",
        ),
        "vertical-align:baseline": ('<span style="baseline">', "</span>"),
        "text-decoration:none": ('<span style="text-decoration:none;">', "</span>"),
        "vertical-align:sup": ("<sup>", "</sup>"),
        "vertical-align:sub": ("<sub>", "</sub>"),
    }
)
DISPLAYS: MappingProxyType[str, Tags] = MappingProxyType(
    {
        "block": ('\n\n    <div class="csl-block">', "</div>\n"),
        "left-margin": ('\n    <div class="csl-left-margin">', "</div>"),
        "right-inline": ('<div class="csl-right-inline">', "</div>\n  "),
        "indent": ('<div class="csl-indent">', "</div>\n  "),
    }
)


def escape_text(text: str) -> str:
    """Text that is safe between tags."""
    text = clean_text(text)
    if "&" in text:
        text = text.replace("&", "&#38;")
    if "<" in text:
        text = text.replace("<", "&#60;")
    if ">" in text:
        text = text.replace(">", "&#62;")
    return text if text.isascii() else tag_superscripts(text, "<sup>", "</sup>")


def _link(address: str) -> Tags:
    target = safe_address(address)
    if not target:
        return "", ""
    return f'<a href="{target.replace("&", "&#38;")}">', "</a>"


_TABLE = TagTable(escape_text, FORMATS, DISPLAYS, _link)


class HtmlWriter:
    """Writes `div` elements with the classes csl-bib-body and csl-entry."""

    def citation(self, output: Output, *, links: bool = True) -> str:
        """The HTML of one output."""
        return render_tokens(output, _TABLE, links=links)

    def bibliography(self, bibliography: Bibliography, *, links: bool = True) -> str:
        """The whole bibliography as one block."""
        entries = "".join(
            [
                f'  <div class="csl-entry">{self.citation(entry.output, links=links)}</div>\n'
                for entry in bibliography.entries
            ]
        )
        return f'<div class="csl-bib-body">\n{entries}</div>\n'
