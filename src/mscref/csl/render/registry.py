"""Writers by name; a writer is imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import cast

from mscref.csl.render.base import Writer
from mscref.errors import UsageError

# Name → module and class.
WRITERS = MappingProxyType(
    {
        "text": ("mscref.csl.render.plain", "PlainWriter"),
        "html": ("mscref.csl.render.html", "HtmlWriter"),
        "markdown": ("mscref.csl.render.markdown", "MarkdownWriter"),
        "latex": ("mscref.csl.render.latex", "LatexWriter"),
        "rtf": ("mscref.csl.render.rtf", "RtfWriter"),
        "typst": ("mscref.csl.render.typst", "TypstWriter"),
        "terminal": ("mscref.csl.render.terminal", "TerminalWriter"),
        "json": ("mscref.csl.render.json", "JsonWriter"),
    }
)


def find_writer(name: str) -> Writer:
    """The writer called `name`; raises UsageError with the known names."""
    try:
        module, attribute = WRITERS[name]
    except KeyError:
        raise UsageError(
            f"there is no output format `{name}`", hint=f"one of: {', '.join(WRITERS)}"
        ) from None
    return cast("Writer", getattr(import_module(module), attribute)())
