"""biblatex: read like BibTeX (the reader knows both), written with biblatex's types and fields."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.formats.base import ReadResult
from mscref.model.reference import Reference


def read(text: str, *, path: str) -> ReadResult:
    """Read every entry; broken ones are skipped and reported, the rest goes on."""
    from mscref.formats.bibtex import reader

    return reader.read(text, path=path)


def write(references: Sequence[Reference]) -> str:
    """biblatex in the default layout, UTF-8."""
    from mscref.formats.bibtex import writer

    return writer.write_all(references, dialect="biblatex")
