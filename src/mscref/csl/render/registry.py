"""The one table of outputs: what they are called, what asks for them, which writer makes them.

A writer is imported when it is first asked for; the table itself costs the command line nothing.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from mscref.errors import UsageError
from mscref.records import Record, replaced

if TYPE_CHECKING:
    from mscref.csl.render.base import Writer
    from mscref.plugins import Plugin


class OutputRow(Record):
    """One output; `writer` is the module of this package and the class that make it.

    `extension` is that of an output file which asks for it, `aliases` what else people call it,
    `note` what goes around a note behind the text that it belongs to. `is_data`: for programs, so
    that an empty list is written, and a note is a member beside the text. `is_page`: a whole page
    can be made of it. One without a `title` is not for people to choose. `plugin` is set by us
    where the row came with a package; `writer` is then a module and a class of that.
    """

    name: str
    title: str
    writer: str
    extension: str = ""
    aliases: tuple[str, ...] = ()
    note: tuple[str, str] = ("\n", "")
    is_data: bool = False
    is_page: bool = False
    plugin: Plugin | None = None


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


def plugged_outputs() -> dict[str, OutputRow]:
    """The outputs that came with other packages."""
    from mscref import plugins  # a plain command has no need of it

    found = plugins.rows(plugins.OUTPUTS, OutputRow, _BY_ALIAS)
    return {
        name: replaced(row, name=name, title=row.title or name, plugin=plugin)
        for name, (plugin, row) in found.items()
    }


def every_choice() -> dict[str, OutputRow]:
    """What people choose from, and behind it what came with other packages."""
    return {**CHOICES, **plugged_outputs()}


def output_row(name: str) -> OutputRow:
    """The row of the output called `name`; raises UsageError with the known names."""
    row = OUTPUTS.get(name) or plugged_outputs().get(name)
    if row is None:
        raise UsageError(
            f"there is no output format `{name}`", hint=f"one of: {', '.join(every_choice())}"
        )
    return row


def find_writer(name: str) -> Writer:
    """The writer called `name`; raises UsageError with the known names."""
    row = output_row(name)
    if row.plugin is not None:
        from mscref.csl.render.plugged import PluggedWriter

        return PluggedWriter(row.writer, row.plugin)
    module, _, name_of_class = row.writer.partition(".")
    found = getattr(import_module(f"mscref.csl.render.{module}"), name_of_class)
    return cast("Writer", found())


def find_output(name: str) -> str:
    """The name of the output that people call `name`; raises UsageError with near matches."""
    lowered = name.lower()
    if lowered in _BY_ALIAS:
        return _BY_ALIAS[lowered]
    known = every_choice()
    for row in known.values():
        if lowered == row.name or lowered in row.aliases:
            return row.name
    from difflib import get_close_matches  # 1.4 ms, for a mistyped name only

    near = get_close_matches(lowered, {**_BY_ALIAS, **known}, n=2)
    hint = f"did you mean {' or '.join(near)}?" if near else f"one of {', '.join(known)}"
    raise UsageError(f"unknown output format `{name}`", hint=hint)


def output_of_extension(extension: str) -> str | None:
    """The output that the extension of a file asks for (`.html`), or None."""
    lowered = extension.lower()
    found = next((name for name, row in CHOICES.items() if row.extension == lowered), None)
    if found is None and lowered:
        plugged = plugged_outputs().items()
        return next((name for name, row in plugged if row.extension == lowered), None)
    return found
