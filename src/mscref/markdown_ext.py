"""Citations in Python-Markdown: MkDocs, Zensical, Pelican and every program that renders with it.

    markdown_extensions:
      - mscref.markdown_ext:
          bibliography: references.bib
          style: apa

A page is text in which citations stand as pandoc writes them (`[see @key, p. 3]`); what comes out
is the page with their HTML, and its list where `::: {#refs}` says, else at its end. In a style of
notes they are footnotes of the extension of that name. Front matter of a page counts, too. Needs
the extra `mscref[markdown]`; nothing of mscref imports this module.
"""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from mscref.app.document import make_document
from mscref.app.markups import HTML, HTML_NOTE
from mscref.app.render import RenderChoice, render_document
from mscref.config import load_config
from mscref.diagnostics import Severity

_LOG = logging.getLogger("mkdocs.plugins.mscref")
_NOTE = re.compile(f"{HTML_NOTE[0]}([^{HTML_NOTE[0]}{HTML_NOTE[1]}]*){HTML_NOTE[1]}")
# After white space is normalised (30), before code and front matter are taken away (25, 27): the
# finder of citations knows both.
_PRIORITY = 28


class MscrefExtension(Extension):
    """Cites from `bibliography` (a file, or several) in `style` and `locale`."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - as Python-Markdown has it
        self.config = {
            "bibliography": ["", "The bibliography file, or a list of them."],
            "style": ["", "The CSL style: name, title, journal or file."],
            "locale": ["", "The language of citations and list, as de-DE."],
        }
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - as Python-Markdown has it
        """Register what cites, and footnotes for styles of notes."""
        if "footnote" not in md.parser.blockprocessors:
            md.registerExtensions(["footnotes"], {})
        md.preprocessors.register(_Citing(md, self._choice()), "mscref", _PRIORITY)

    def _choice(self) -> RenderChoice:
        named = self.getConfig("bibliography") or ()
        library = (named,) if isinstance(named, str) else tuple(map(str, named))
        return RenderChoice(
            style=str(self.getConfig("style")),
            locale=str(self.getConfig("locale")),
            library=library,
            markup=HTML,
        )


class _Citing(Preprocessor):
    """Writes the citations of a page out."""

    def __init__(self, md: Markdown, choice: RenderChoice) -> None:
        super().__init__(md)
        self._choice = choice

    def run(self, lines: list[str]) -> list[str]:
        """The lines of the page with HTML in the place of citations."""
        text = "\n".join(lines)
        if "@" not in text:
            return lines
        document = make_document(text.encode(), path="page", notation="markdown")
        config = load_config(Path.cwd(), os.environ)
        rendered = render_document(document, self._choice, config=config)
        for finding in rendered.diagnostics:
            if finding.severity is not Severity.INFO:
                _LOG.warning("%s", finding)
        return _with_notes(rendered.text).split("\n")


def _with_notes(text: str) -> str:
    """Notes as footnotes: a sign in the text, and what it says at the end."""
    notes: list[str] = []

    def sign(match: re.Match[str]) -> str:
        notes.append(match[1])
        return f"[^mscref-{len(notes)}]"

    signed = _NOTE.sub(sign, text)
    listed = "".join(f"\n\n[^mscref-{number}]: {note}" for number, note in enumerate(notes, 1))
    return signed + listed


def makeExtension(**settings: Any) -> MscrefExtension:  # noqa: ANN401, N802 - the name it is found by
    """The extension, as Python-Markdown asks for it."""
    return MscrefExtension(**settings)
