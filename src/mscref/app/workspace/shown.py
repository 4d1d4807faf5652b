"""An entry as an editor shows it: formatted in the document's style, with what is known of it."""

from __future__ import annotations

from collections.abc import Mapping

from mscref.app.cite import Formatter, StyleChoice, load_style
from mscref.app.document_words import locale_of
from mscref.app.links import link_of
from mscref.app.overview import Row, row_of
from mscref.app.workspace.manuscript import OpenDocument
from mscref.app.workspace.workspace import Workspace
from mscref.errors import MscrefError
from mscref.match.text import fold
from mscref.model.reference import Reference
from mscref.report import ReportItem

_KEPT = 2000  # entries whose formatted text is remembered
_PLAIN_STYLE = "apa"


class Shown:
    """Formatted entries by style; each style is read once."""

    def __init__(self) -> None:
        self._formatters: dict[tuple[str, str], Formatter | None] = {}
        self._texts: dict[tuple[object, ...], str] = {}

    def entry(self, reference: Reference, style: tuple[str, str]) -> str:
        """The entry of the reference list in Markdown; the bare facts where the style fails."""
        name = (style, reference.id, reference.type, repr(reference.fields))
        found = self._texts.get(name)
        if found is None:
            if len(self._texts) > _KEPT:
                self._texts.clear()
            found = self._texts[name] = self._formatted(reference, style)
        return found

    def _formatted(self, reference: Reference, style: tuple[str, str]) -> str:
        formatter = self._formatter(style)
        if formatter is None:
            return summary(row_of(reference))
        text = formatter.one(reference, target="markdown").strip()
        return text.replace("\\& ", "& ")  # editors that show the source show the sign, too

    def _formatter(self, style: tuple[str, str]) -> Formatter | None:
        for name, locale in (style, (_PLAIN_STYLE, "")):
            if (name, locale) not in self._formatters:
                try:
                    made = Formatter(load_style(StyleChoice(name, locale)), locale=locale)
                except MscrefError:
                    self._formatters[name, locale] = None
                else:
                    self._formatters[name, locale] = made
            found = self._formatters[name, locale]
            if found is not None:
                return found
        return None


def style_of(workspace: Workspace, path: str, document: OpenDocument | None) -> tuple[str, str]:
    """The style and locale of a document, else those of the settings."""
    config = workspace.config(path)
    name, locale = config.style, config.locale
    if document is not None:
        said = document.said.citations
        name = said.style or name
        locale = locale_of(said.language) or locale
    return ("apa" if name == "short" else name), locale


def summary(row: Row) -> str:
    """Authors, year and title in one line."""
    return ", ".join(one for one in (f"{row.authors} {row.year}".strip(), row.title) if one)


def search_words(reference: Reference) -> str:
    """What an editor filters by: the key, names, year and words of the title."""
    row = row_of(reference)
    names = " ".join(one.family or one.literal for one in reference.names("author"))
    return " ".join((row.key, fold(names), row.year, fold(row.title))).strip()


def hover_text(formatted: str, reference: Reference, item: ReportItem | None) -> str:
    """What a hover says, in Markdown: the entry, the verdict, the address."""
    parts = [formatted]
    if item is not None:
        parts.append(verdict_line(item))
    address = link_of(reference)
    if address and address not in formatted:
        parts.append(f"<{address}>")
    return "\n\n".join(parts)


def verdict_line(item: ReportItem) -> str:
    """The verdict in a line: what it is, and why."""
    word = item.code.replace("-", " ")
    said = item.message.strip()
    text = f"**{word}**" + (f": {_escaped(said)}" if said and said != word else "")
    return f"{text} {_escaped(item.hint)}".strip() if item.hint else text


def _escaped(text: str) -> str:
    """FoldedWords of records are no Markdown."""
    return "".join(f"\\{one}" if one in _SPECIAL else one for one in text)


_SPECIAL: Mapping[str, None] = dict.fromkeys("\\`*_[]<>#")
