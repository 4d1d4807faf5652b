"""The one table of outputs: what they are called, what asks for them, which writer makes them.

A writer is imported when it is first asked for; the table itself costs the command line nothing.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from mscref.errors import UsageError
from mscref.records import Record

if TYPE_CHECKING:
    from mscref.csl.render.base import Writer


class OutputRow(Record):
    """One output; `writer` is the module of this package and the class that make it.

    `extension` is that of an output file which asks for it, `aliases` what else people call it,
    `note` what goes around a note behind the text that it belongs to. `is_data`: for programs, so
    that an empty list is written, and a note is a member beside the text. `is_page`: a whole page
    can be made of it. One without a `title` is not for people to choose.
    """

    name: str
    title: str
    writer: str
    extension: str = ""
    aliases: tuple[str, ...] = ()
    note: tuple[str, str] = ("\n", "")
    is_data: bool = False
    is_page: bool = False


_ROWS = (
    OutputRow(
        "text", "plain text", "plain.PlainWriter", extension=".txt", aliases=("plain", "txt")
    ),
    OutputRow("html", "HTML", "html.HtmlWriter", extension=".html", is_page=True),
    OutputRow(
        "markdown",
        "Markdown",
        "markdown.MarkdownWriter",
        extension=".md",
        aliases=("md",),
        note=("^[", "]"),
    ),
    OutputRow(
        "latex",
        "LaTeX",
        "latex.LatexWriter",
        extension=".tex",
        aliases=("tex",),
        note=("\\footnote{", "}"),
    ),
    OutputRow(
        "rtf",
        "RTF",
        "rtf.RtfWriter",
        extension=".rtf",
        note=("{\\super\\chftn}{\\footnote\\pard\\plain{\\super\\chftn} ", "}"),
    ),
    OutputRow("typst", "Typst", "typst.TypstWriter", extension=".typ", note=("#footnote[", "]")),
    OutputRow("terminal", "", "terminal.TerminalWriter"),
    OutputRow(
        "json",
        "JSON: text and HTML of each entry, and the layout",
        "json.JsonWriter",
        extension=".json",
        is_data=True,
    ),
)
OUTPUTS = MappingProxyType({row.name: row for row in _ROWS})
# What people choose from.
CHOICES = MappingProxyType({row.name: row for row in _ROWS if row.title})
_BY_ALIAS = {alias: row.name for row in CHOICES.values() for alias in (row.name, *row.aliases)}


def find_writer(name: str) -> Writer:
    """The writer called `name`; raises UsageError with the known names."""
    row = OUTPUTS.get(name)
    if row is None:
        raise UsageError(
            f"there is no output format `{name}`", hint=f"one of: {', '.join(CHOICES)}"
        )
    module, _, name_of_class = row.writer.partition(".")
    found = getattr(import_module(f"mscref.csl.render.{module}"), name_of_class)
    return cast("Writer", found())


def find_output(name: str) -> str:
    """The name of the output that people call `name`; raises UsageError with near matches."""
    lowered = name.lower()
    if lowered in _BY_ALIAS:
        return _BY_ALIAS[lowered]
    from difflib import get_close_matches  # 1.4 ms, for a mistyped name only

    near = get_close_matches(lowered, _BY_ALIAS, n=2)
    hint = f"did you mean {' or '.join(near)}?" if near else f"one of {', '.join(CHOICES)}"
    raise UsageError(f"unknown output format `{name}`", hint=hint)


def output_of_extension(extension: str) -> str | None:
    """The output that the extension of a file asks for (`.html`), or None."""
    lowered = extension.lower()
    return next((name for name, row in CHOICES.items() if row.extension == lowered), None)
