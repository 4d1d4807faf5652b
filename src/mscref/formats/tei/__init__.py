"""TEI P5: the `biblStruct`s of a `listBibl`, as GROBID and Zotero write them ↔ our own references.

What crosses the border: a document, a list or a single `biblStruct` in; a `listBibl` out.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.formats.articlexml.nodes import Element, elements_of
from mscref.formats.base import ReadResult
from mscref.formats.mapping import result_of
from mscref.formats.tei.reading import ENTRIES, reading
from mscref.formats.tei.writing import list_bibl
from mscref.model.reference import Reference

_LIST = "listBibl"


def read(text: str, *, path: str) -> ReadResult:
    """Read every entry of every list; where there is no list, those that stand alone."""
    tops, diagnostics = elements_of(
        text, {_LIST, *ENTRIES}, path=path, code="tei", program="GROBID"
    )
    lists = [one for one in tops if one.name == _LIST]
    entries = list(_entries(lists)) if lists else tops
    readings = [reading(one) for one in entries]
    return result_of(readings, path=path, format_name="tei", diagnostics=diagnostics)


def _entries(lists: Sequence[Element]) -> list[Element]:
    """The entries of lists; one that stands in an entry belongs to that."""
    found: list[Element] = []
    for one in lists:
        for inside in one:
            if inside.name in ENTRIES:
                found.append(inside)
            elif inside.name == _LIST:
                found.extend(_entries([inside]))
    return found


def write(references: Sequence[Reference]) -> str:
    """A `listBibl` with one `biblStruct` for each reference."""
    return list_bibl(references)
