"""JATS with mixed-citations: the elements of `jats` in a text that people can read. Written only;
the reader of JATS takes both."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.formats import jats
from mscref.formats.jats.writing import ref_list
from mscref.model.reference import Reference


def write(references: Sequence[Reference]) -> str:
    """A `ref-list` of mixed-citations."""
    return ref_list(references, is_mixed=True)


def read_again(references: Sequence[Reference]) -> list[Reference]:
    """What the text says of the references, by the reader of JATS."""
    return jats.read(write(references), path="").references
