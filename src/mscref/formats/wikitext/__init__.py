"""Wikipedia's cite templates ({{cite journal}}, {{cite book}}, {{citation}} …) ↔ references.

What crosses the border: wikitext in, whatever stands around the templates; one `<ref>` with one
template for each reference out. Parameters that no row of the tables takes travel in
`Reference.extra["wikitext"]`.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.formats.base import ReadResult
from mscref.formats.mapping import result_of
from mscref.formats.wikitext.reading import readings_of
from mscref.formats.wikitext.writing import name_of, ref_of
from mscref.formats.writtenids import distinct_ids
from mscref.model.reference import Reference


def read(text: str, *, path: str) -> ReadResult:
    """Read every cite template; one that is never closed is told."""
    diagnostics, readings = readings_of(text, path=path)
    return result_of(readings, path=path, format_name="wikitext", diagnostics=diagnostics)


def write(references: Sequence[Reference]) -> str:
    """One `<ref>` for each reference, by its key."""
    names = distinct_ids((one.id for one in references), name_of, unnamed="ref-")
    pairs = zip(references, names, strict=True)
    return "".join([f"{ref_of(one, name if one.id else '')}\n" for one, name in pairs])
