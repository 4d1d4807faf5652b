"""The one table of notations: which finder reads a document, and what it is written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple, cast

from mscref.errors import UsageError
from mscref.manuscript.citations.found import Scan
from mscref.model.locators import WORDS

MARKDOWN, COMMONMARK, LATEX, TYPST, ORG = "markdown", "commonmark", "latex", "typst", "org"


class NotationRow(NamedTuple):
    """One notation: the module that finds its citations, and the markup of what is put there.

    `is_notebook` is true where the text stands in the cells of a notebook, which is no finished
    text; `plain` are the extensions of texts that may be without any markup.
    """

    name: str
    title: str
    module: str
    markup: str
    extensions: tuple[str, ...]
    is_notebook: bool = False
    plain: tuple[str, ...] = ()


_ROWS = (
    NotationRow(
        name="markdown",
        title="Markdown of pandoc",
        module="markdown",
        markup=MARKDOWN,
        extensions=(".md", ".markdown", ".pmd", ".txt"),
        plain=(".txt", ".text"),
    ),
    NotationRow(
        name="quarto", title="Quarto", module="markdown", markup=MARKDOWN, extensions=(".qmd",)
    ),
    NotationRow(
        name="rmarkdown",
        title="R Markdown",
        module="markdown",
        markup=MARKDOWN,
        extensions=(".rmd", ".rmarkdown"),
    ),
    NotationRow(
        name="myst", title="MyST Markdown", module="myst", markup=COMMONMARK, extensions=(".myst",)
    ),
    NotationRow(
        name="latex",
        title="LaTeX",
        module="latex",
        markup=LATEX,
        extensions=(".tex", ".ltx", ".latex", ".rnw"),
    ),
    NotationRow(name="typst", title="Typst", module="typst", markup=TYPST, extensions=(".typ",)),
    NotationRow(name="org", title="Org", module="org", markup=ORG, extensions=(".org",)),
    NotationRow(
        name="notebook",
        title="Jupyter notebook",
        module="myst",
        markup=COMMONMARK,
        extensions=(".ipynb",),
        is_notebook=True,
    ),
)
NOTATIONS: Mapping[str, NotationRow] = MappingProxyType({row.name: row for row in _ROWS})


def notation_of(path: str, text: str) -> NotationRow | None:
    """The notation of a file by its name, or by what it cites with; None for an unknown ending."""
    lowered = path.lower()
    for row in _ROWS:
        if lowered.endswith(row.extensions):
            if row.name == "markdown" and _is_myst(text):
                return NOTATIONS["myst"]
            return row
    return None


def find_notation(name: str) -> NotationRow:
    """The notation called `name`; raises UsageError with the known names."""
    row = NOTATIONS.get(name.lower())
    if row is None:
        raise UsageError(f"unknown notation `{name}`", hint=f"one of {', '.join(NOTATIONS)}")
    return row


def find_citations(row: NotationRow, text: str, labels: Mapping[str, str] = WORDS) -> Scan:
    """The citations of a text in this notation."""
    module = import_module(f"mscref.manuscript.citations.{row.module}")
    return cast("Callable[[str, Mapping[str, str]], Scan]", module.find)(text, labels)


def named_in(row: NotationRow, text: str) -> tuple[list[str], str]:
    """The bibliographies and the style that the source itself names, not in front matter."""
    module = import_module(f"mscref.manuscript.citations.{row.module}")
    named = getattr(module, "named", None)
    return cast("tuple[list[str], str]", named(text)) if named else ([], "")


def _is_myst(text: str) -> bool:
    from mscref.manuscript.citations.myst import is_myst

    return is_myst(text)
