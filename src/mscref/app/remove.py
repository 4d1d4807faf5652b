"""`rm`: take references out of the library."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.app.changing import Edit, Outcome, Workplace, editing
from mscref.errors import UsageError
from mscref.library import bibfile


def remove(place: Workplace, selectors: Sequence[str]) -> Outcome:
    """Remove what the selectors mean; NotFoundError where one means nothing."""
    if not selectors:
        raise UsageError("say which references to remove", hint="mscref rm KEY…")
    with editing(place) as session:
        chosen = session.choose(selectors)
        splices = tuple(bibfile.remove_entries(session.bib, chosen))
        keys = ", ".join(dict.fromkeys(entry.key for entry in chosen[:5]))
        more = f" and {len(chosen) - 5} more" if len(chosen) > 5 else ""
        return session.commit(Edit(f"removed {keys}{more}", splices, removed=len(chosen)))
