"""JATS (NISO Z39.96), the XML of journals: the references of an article ↔ our own.

What crosses the border: an article, a `ref-list`, or a single citation in; a `ref-list` out, as it
stands in the `back` of an article: `write` makes element-citations, `jatsmixed.write` mixed ones,
which hold the same elements in running text.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.formats.articlexml.nodes import elements_of
from mscref.formats.base import ReadResult
from mscref.formats.jats.reading import CITATIONS, readings_of
from mscref.formats.jats.writing import ref_list
from mscref.formats.mapping import result_of
from mscref.model.reference import Reference


def read(text: str, *, path: str) -> ReadResult:
    """Read every citation; a damaged file gives those before the damage."""
    tops, diagnostics = elements_of(
        text, {"ref", *CITATIONS}, path=path, code="jats", program="a publisher"
    )
    readings = [one for top in tops for one in readings_of(top)]
    return result_of(readings, path=path, format_name="jats", diagnostics=diagnostics)


def write(references: Sequence[Reference]) -> str:
    """A `ref-list` of element-citations."""
    return ref_list(references, is_mixed=False)
