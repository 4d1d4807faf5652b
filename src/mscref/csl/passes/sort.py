"""Sorting items by the keys of an area; an empty key goes last in either direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from mscref.csl.compile import CompiledKey
from mscref.csl.context import Context
from mscref.csl.text.collation import sort_key

T = TypeVar("T")


def sort_by_keys(
    things: Sequence[T],
    keys: Sequence[CompiledKey],
    *,
    context_of: Callable[[T], Context],
    language: str,
) -> list[T]:
    """`things` in the order of `keys`; equals keep their order."""
    ordered = list(things)
    # From the last key to the first: a stable sort makes earlier keys outweigh later ones.
    for key in reversed(keys):
        texts = {id(thing): key.text(_sorting(context_of(thing))) for thing in ordered}
        filled = [thing for thing in ordered if texts[id(thing)]]
        empty = [thing for thing in ordered if not texts[id(thing)]]
        filled.sort(
            key=lambda thing: sort_key(_letters(texts[id(thing)]), language),
            reverse=key.descending,
        )
        ordered = filled + empty
    return ordered


def _letters(text: str) -> str:
    """`text` without the punctuation that does not count in sorting (suite: sort_Quotes)."""
    return text if text.isalnum() else text.translate(_IGNORED)


_IGNORED = {ord(char): None for char in "\"'“”‘’«»‹›„‚()[]{}.,;:!?…¿¡-‐‑–—/&*_#@%\\§¶†·•"}


def _sorting(context: Context) -> Context:
    context.in_sort = True
    return context
