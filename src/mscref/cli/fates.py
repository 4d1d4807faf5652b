"""How `add` and `import` show what became of each newcomer."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.cli import show
from mscref.library.arriving import Fate, Status


def show_fates(fates: Sequence[Fate], *, dry_run: bool) -> None:
    """Print what became of each newcomer; beside a diff it goes to stderr."""
    rows = [(fate.status.value, fate.key, _why(fate)) for fate in fates]
    if dry_run:
        for row in rows:
            show.note(" ".join(cell for cell in row if cell))
    else:
        show.table(("what", "key", "why"), rows)


def _why(fate: Fate) -> str:
    if fate.status is not Status.ADDED:
        asked = f"`{fate.wanted}` is there already: " if fate.wanted else "is there already: "
        return asked + ", ".join(fate.reasons)
    renamed = f"was `{fate.wanted}`" if fate.wanted and fate.wanted != fate.key else ""
    perhaps = ""
    if fate.doubts:
        perhaps = f"perhaps a duplicate ({', '.join(fate.reasons)}; but {', '.join(fate.doubts)})"
    return "; ".join(part for part in (renamed, perhaps) if part)
