"""The ids under which a file has its entries, where each must stand there once.

What crosses the border: keys in, as many ids out. A key that comes again has a number behind it; an
entry without a key has one made of its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable


def distinct_ids(
    keys: Iterable[str], form: Callable[[str], str], *, unnamed: str = "ref"
) -> list[str]:
    """The ids of entries with these keys: in the `form` of the file, each of them once.

    The first entry with a key has the id that `form` makes of it, whatever others are called.
    """
    listed = list(keys)
    taken = {form(key) for key in listed if key}
    seen: set[str] = set()
    ids = []
    for place, key in enumerate(listed, start=1):
        wanted = form(key) if key else ""
        if not wanted or wanted in seen:
            wanted = _free(wanted or form(f"{unnamed}{place}"), taken, is_new=not wanted)
        taken.add(wanted)
        seen.add(wanted)
        ids.append(wanted)
    return ids


def _free(stem: str, taken: set[str], *, is_new: bool) -> str:
    if is_new and stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
