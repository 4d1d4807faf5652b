"""How each notation writes what a style prints: one row for each.

What crosses the border: the name of a markup in; its `Markup` and the writer of its list out. The
escapes of LaTeX, Typst and CommonMark are those of the writers of the style engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from mscref.csl.render.base import clean_text, safe_address
from mscref.manuscript.citations.registry import COMMONMARK, LATEX, MARKDOWN, ORG, TYPST
from mscref.manuscript.pandoc.tree import Node
from mscref.manuscript.writing import (
    MARKDOWN_OUTER,
    EntryTexts,
    Markup,
    entry_text,
    markdown_link,
    org_markup,
    pandoc_list,
    pandoc_markup,
)

if TYPE_CHECKING:
    from mscref.csl.output import Bibliography


# HTML in the place of citations, for programs that read Markdown; and what goes round a note there.
HTML = "html"
HTML_NOTE = ("\ue010", "\ue011")
_HTML_SIGNS = re.compile(r"[&<>\"'`*_\[\]{}#+!~^|\\$@=:]|-(?=-)|(?<=-)-")


class Written(NamedTuple):
    """How a notation is written: its inlines, and its list (entries, the block of them).

    `texts` are those of entries in the Markdown of pandoc, from one time to the next.
    """

    markup: Markup
    bibliography: Callable[[Bibliography, Node], str]
    texts: EntryTexts | None = None


def written_in(name: str) -> Written:
    """The writers of the markup called `name` (see `manuscript.citations.registry`)."""
    return _MAKERS[name]()


def _pandoc() -> Written:
    markup = pandoc_markup()
    texts: EntryTexts = {}
    return Written(markup, lambda _, refs: pandoc_list(refs, markup, texts=texts), texts)


def _commonmark() -> Written:
    from mscref.csl.render.markdown import MarkdownWriter, escape_text

    tags = MappingProxyType(
        {
            "Emph": ("*", "*"),
            "Strong": ("**", "**"),
            "SmallCaps": ('<span style="font-variant:small-caps;">', "</span>"),
            "Underline": ("<u>", "</u>"),
            "Superscript": ("<sup>", "</sup>"),
            "Subscript": ("<sub>", "</sub>"),
        }
    )
    markup = Markup(escape_text, tags, markdown_link, ("^[", "]"), outer=MARKDOWN_OUTER)
    return Written(markup, lambda listed, _: MarkdownWriter().bibliography(listed).rstrip("\n"))


def _html() -> Written:
    """HTML within Markdown: no sign of the text is markup of either."""
    from mscref.csl.render.html import HtmlWriter

    tags = MappingProxyType(
        {
            "Emph": ("<em>", "</em>"),
            "Strong": ("<strong>", "</strong>"),
            "SmallCaps": ('<span style="font-variant:small-caps;">', "</span>"),
            "Underline": ("<u>", "</u>"),
            "Superscript": ("<sup>", "</sup>"),
            "Subscript": ("<sub>", "</sub>"),
        }
    )
    markup = Markup(_html_escape, tags, _html_link, HTML_NOTE)
    return Written(markup, lambda listed, _: HtmlWriter().bibliography(listed).rstrip("\n"))


def _html_escape(text: str) -> str:
    return _HTML_SIGNS.sub(lambda match: f"&#{ord(match[0])};", clean_text(text))


def _html_link(text: str, address: str) -> str:
    target = address if address.startswith("#") else safe_address(address)
    return f'<a href="{target.replace("&", "&#38;")}">{text}</a>' if target else text


def _latex() -> Written:
    from mscref.csl.render.latex import escape_text

    tags = MappingProxyType(
        {
            "Emph": (r"\emph{", "}"),
            "Strong": (r"\textbf{", "}"),
            "SmallCaps": (r"\textsc{", "}"),
            "Underline": (r"\underline{", "}"),
            "Superscript": (r"\textsuperscript{", "}"),
            "Subscript": (r"\textsubscript{", "}"),
        }
    )
    markup = Markup(escape_text, tags, lambda text, _: text, (r"\footnote{", "}"))
    return Written(markup, _latex_list)


def _latex_list(bibliography: Bibliography, refs: Node) -> str:
    from mscref.csl.render.latex_list import list_in_text

    return list_in_text(bibliography)


def _typst() -> Written:
    from mscref.csl.render.typst import TypstWriter, escape_text

    tags = MappingProxyType(
        {
            "Emph": ("#emph[", "];"),
            "Strong": ("#strong[", "];"),
            "SmallCaps": ("#smallcaps[", "];"),
            "Underline": ("#underline[", "];"),
            "Superscript": ("#super[", "];"),
            "Subscript": ("#sub[", "];"),
        }
    )
    markup = Markup(escape_text, tags, lambda text, _: text, ("#footnote[", "];"))
    return Written(markup, lambda listed, _: TypstWriter().bibliography(listed).rstrip("\n"))


def _org() -> Written:
    markup = org_markup()
    return Written(markup, lambda _, refs: _org_list(refs, markup))


def _org_list(refs: Node, markup: Markup) -> str:
    content = refs["c"]
    entries = content[1] if isinstance(content, list) else []
    texts = [entry_text(one, markup) for one in entries] if isinstance(entries, list) else []
    return "\n\n".join(texts)


_MAKERS: Mapping[str, Callable[[], Written]] = MappingProxyType(
    {
        MARKDOWN: _pandoc,
        COMMONMARK: _commonmark,
        LATEX: _latex,
        HTML: _html,
        TYPST: _typst,
        ORG: _org,
    }
)
