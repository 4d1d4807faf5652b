"""The one interface of every format.

What crosses the border: text in, `ReadResult` out; references in, text out. Bytes, encodings and
paths are the business of whoever calls (`app/`, `library/`).

Nothing vanishes without a word: what a reader does not use by its meaning stays in the reference,
among what its format keeps (`Reference.extra`), and whatever stands there is a leftover by that
alone (`ReadResult.leftovers`). What is used, but not understood (a date that is none), is a
diagnostic.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.model.reference import Reference
from mscref.records import Record, made


class Leftover(Record):
    """A value that CSL has no variable for: whose it is, what the file calls it, and its text."""

    key: str
    name: str
    text: str
    span: Span | None = None

    def diagnostic(self) -> Diagnostic:
        """The leftover as a finding; people ask for it (`--verbose`, `check`)."""
        shown = " ".join(self.text.split())
        shown = shown if len(shown) <= 60 else f"{shown[:60]}…"
        message = f"`{self.name}` of `{self.key}` is not used and stays as text: {shown}"
        return Diagnostic(Severity.INFO, "leftover", message, self.span)


class ReadResult(Record):
    """What a reader made of a text: the references it understood, and what was the matter.

    `spans` says where each reference stands, by its id (the first one where an id repeats), and
    `places` where its values do, by the id and what the file calls them. `uncertain` holds the ids
    of those that were read with so little certainty that no library should take them unasked.
    `address` is how the library elsewhere that this was read from names itself, "" for a file.
    """

    references: list[Reference]
    diagnostics: list[Diagnostic] = made(factory=list)
    spans: Mapping[str, Span] = made(factory=dict)
    places: Mapping[tuple[str, str], Span] = made(factory=dict)
    uncertain: frozenset[str] = frozenset()
    address: str = ""

    @property
    def leftovers(self) -> list[Leftover]:
        """Everything that was kept and has no place in CSL, in the order of the references."""
        from mscref.formats.leftovers import leftovers

        return list(leftovers(self.references, self.spans, self.places))


def second_of_its_id(key: str, span: Span, *, first: Span | None, format_name: str) -> Diagnostic:
    """The finding about a reference whose id an earlier one has; BibTeX's has one of its own."""
    where = f" in line {first.line}" if first is not None and first.line else ""
    return Diagnostic(
        severity=Severity.ERROR,
        code=f"{format_name}-duplicate-key",
        message=f"the id `{key}` is already used{where}; only the first one of that id is used",
        span=span,
        hint="rename one of the two",
    )


@contextmanager
def without_collection() -> Iterator[None]:
    """Hold the cyclic garbage collector: references have no cycles, and a tenth of the time of
    reading a large library would go into looking for some, or into looking through them at the end.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # What was made is put among what is old, where it is looked through seldom.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


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
