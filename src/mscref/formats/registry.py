"""The one table of formats: what they are called, how they are recognised, where they live.

Nothing is imported until a format is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from types import MappingProxyType
from typing import cast

from mscref.errors import NotFoundError
from mscref.formats.base import Reader, Writer


@dataclass(frozen=True, slots=True)
class Format:
    """One row: `module` holds `read` and/or `write` (named by the two booleans)."""

    name: str
    title: str
    module: str
    extensions: tuple[str, ...]
    sniff: Callable[[str], bool]
    reads: bool = True
    writes: bool = True

    def reader(self) -> Reader:
        """Import and return the reader."""
        return cast(Reader, import_module(self.module).read)

    def writer(self) -> Writer:
        """Import and return the writer."""
        return cast(Writer, import_module(self.module).write)


def _looks_like(pattern: str) -> Callable[[str], bool]:
    return re.compile(pattern, re.VERBOSE | re.MULTILINE | re.IGNORECASE).search  # type: ignore[return-value]


def _never(_text: str) -> bool:
    """For formats that another row recognises."""
    return False


# Order matters for sniffing: the first row that recognises the text wins.
FORMATS = MappingProxyType(
    {
        row.name: row
        for row in (
            Format(
                name="csljson",
                title="CSL-JSON",
                module="mscref.formats.csljson",
                extensions=(".json", ".csljson"),
                sniff=_looks_like(r"\A\s*[\[{]"),
            ),
            Format(
                name="bibtex",
                title="BibTeX",
                module="mscref.formats.bibtex",
                extensions=(".bib", ".bibtex"),
                sniff=_looks_like(r"^[^%\n]*@\s*[a-z]+\s*[{(]"),
            ),
            Format(
                name="biblatex",
                title="biblatex",
                module="mscref.formats.biblatex",
                extensions=(),
                sniff=_never,
            ),
            Format(
                name="ris",
                title="RIS",
                module="mscref.formats.ris",
                extensions=(".ris",),
                sniff=_looks_like(r"^TY[ ][ ]?-[ ]"),
            ),
            Format(
                name="nbib",
                title="PubMed (NBIB)",
                module="mscref.formats.nbib",
                extensions=(".nbib",),
                sniff=_looks_like(r"^(?:PMID-[ ]*\d|(?:FAU|JT[ ]|DP[ ]|BTI)[ ]-[ ]\S)"),
            ),
            Format(
                name="endnotexml",
                title="EndNote XML",
                module="mscref.formats.endnotexml",
                extensions=(".xml",),
                sniff=_looks_like(r"<xml>\s*<records|<records>"),
            ),
            Format(
                name="wordsources",
                title="Word sources",
                module="mscref.formats.wordsources",
                extensions=(".xml",),
                sniff=_looks_like(r"<(?:\w+:)?Sources\b[^>]*officeDocument/2006/bibliography"),
                writes=False,
            ),
            Format(
                name="cslyaml",
                title="CSL-YAML",
                module="mscref.formats.cslyaml",
                extensions=(".yaml", ".yml"),
                sniff=_looks_like(r"^references:\s*$|\A(?:---\s+)?-[ ]+[\w-]+:[ ]"),
            ),
            Format(
                name="hayagriva",
                title="Hayagriva YAML",
                module="mscref.formats.hayagriva",
                extensions=(".yaml", ".yml"),
                sniff=_looks_like(
                    r"""^[^\s#:][^:\n]*:(?:\s*\n(?:[ ]+.*\n)*?[ ]+|[ ]*\{(?:[^\n]*[ ,])?)type:[ ]"""
                ),
            ),
            Format(
                name="csv",
                title="CSV",
                module="mscref.formats.csvtable",
                extensions=(".csv",),
                sniff=_never,
                reads=False,
            ),
            Format(
                name="jsonl",
                title="JSON Lines",
                module="mscref.formats.jsonlines",
                extensions=(".jsonl",),
                sniff=_never,
                reads=False,
            ),
        )
    }
)


def find_format(name: str) -> Format:
    """The format called `name`; raises NotFoundError with near matches."""
    try:
        return FORMATS[name]
    except KeyError:
        near = get_close_matches(name, FORMATS, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else f"known: {', '.join(FORMATS)}"
        raise NotFoundError(f"unknown format `{name}`", hint=hint) from None


def guess_format(text: str, *, path: str) -> Format | None:
    """The format of a file by its extension, else by its content, else None."""
    lowered = path.lower()
    head = text[:4096]
    readable = [row for row in FORMATS.values() if row.reads]
    named = [row for row in readable if row.extensions and lowered.endswith(row.extensions)]
    if len(named) == 1:
        return named[0]
    found = next((row for row in named or readable if row.sniff(head)), None)
    return found or (named[0] if named else None)
