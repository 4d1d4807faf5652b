"""`rm`: take references out of the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mscref.app.changing import Edit, EditingSession, Outcome, Workplace, editing
from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import UsageError
from mscref.formats.bibtex.blocks import Entry
from mscref.library import bibfile
from mscref.records import replaced as replace


def remove(place: Workplace, selectors: Sequence[str]) -> Outcome:
    """Remove what the selectors mean; NotFoundError where one means nothing."""
    if not selectors:
        raise UsageError("say which references to remove", hint="mscref rm KEY…")
    with editing(place) as session:
        chosen = session.choose(selectors)
        splices = tuple(bibfile.remove_entries(session.bib, chosen))
        keys = ", ".join(dict.fromkeys(entry.key for entry in chosen[:5]))
        more = f" and {len(chosen) - 5} more" if len(chosen) > 5 else ""
        outcome = session.commit(Edit(f"removed {keys}{more}", splices, removed=len(chosen)))
        return replace(outcome, findings=(*outcome.findings, *_orphans(session, chosen)))


def _orphans(session: EditingSession, removed: Sequence[Entry]) -> Iterator[Diagnostic]:
    """The entries that stay and take fields from one that goes."""
    gone = {entry.key.casefold() for entry in removed}
    starts = {entry.start for entry in removed}
    for entry in session.bib.bib.entries():
        if entry.start in starts:
            continue
        for name in ("crossref", "xdata"):
            field = entry.find_field(name)
            keys = bibfile.undelimited(session.bib.value(field)).split(",") if field else ()
            for key in [key.strip() for key in keys if key.strip().casefold() in gone]:
                message = f"`{entry.key}` takes fields from `{key}` by `{name}`"
                yield Diagnostic(Severity.WARNING, "crossref-missing", message)
