"""The one interface of every format.

What crosses the border: text in, `ReadResult` out; references in, text out. Bytes, encodings and
paths are the business of whoever calls (`app/`, `library/`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from mscref.diagnostics import Diagnostic, Span
from mscref.model.reference import Reference


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a reader made of a text: the references it understood, and what was the matter.

    `spans` says where each reference stands, by its id (the first one where an id repeats).
    """

    references: list[Reference]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    spans: Mapping[str, Span] = field(default_factory=dict)


class Reader(Protocol):
    """Text → references. Never raises for bad input: what cannot be read is a diagnostic."""

    def __call__(self, text: str, *, path: str) -> ReadResult:
        """Read `text`; `path` is what diagnostics call the file."""
        ...


class Writer(Protocol):
    """References → text, ending in a newline; the same references give the same text."""

    def __call__(self, references: Sequence[Reference]) -> str:
        """Write `references` in the order given."""
        ...
