"""BibTeX and biblatex: scan (spans), read (references), write (new text).

`scan.py` partitions a file without losing a character; `library/` edits with it. `reader.py` and
`writer.py` go through the `Reference` of the model like every other format; their functions for
the format table stand here, and import them when called.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.formats.base import ReadResult
from mscref.formats.bibtex.titles import Titles
from mscref.model.reference import Reference


def read(text: str, *, path: str, titles: Titles = Titles.SENTENCE) -> ReadResult:
    """Read every entry; broken ones are skipped and reported, the rest goes on."""
    from mscref.formats.bibtex import reader

    return reader.read(text, path=path, titles=titles)


def write(references: Sequence[Reference]) -> str:
    """BibTeX in the default layout, UTF-8."""
    from mscref.formats.bibtex import writer

    return writer.write(references)
