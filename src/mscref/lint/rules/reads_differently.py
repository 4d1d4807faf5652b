"""bibtexparser, with which most Python programs read BibTeX, reads the entry otherwise or drops it.

LaTeX and mscref may print it well and papis, cobib, pubs or a co-author's script still lose a field
without a word. Joined values (`jan # "~12"`) stay unevaluated there. Write the entry more plainly
where you share the file with such programs. The rule costs a second reading of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.formats.bibtex.second_reader import Loss, OtherReading, other_readings
from mscref.lint.base import FieldView, LintedLibrary, LintEntry, LintRule, RuleHit

_SHOWN = 40
_CAUSES = (
    (re.compile(r"^[^\n{\"]*%", re.MULTILINE), "move the `%` comment out of the entry"),
    (re.compile(r"\\\\\}"), r"write a space between `\\` and `}`"),
    (re.compile(r"=\s*\""), "write the values in braces, not in quotes"),
)


def _check(library: LintedLibrary) -> Iterator[RuleHit]:
    if library.source is None:
        return
    found = {one.entry: one for one in other_readings(library.source)}
    for entry, scanned in zip(library.entries, library.source.entries(), strict=True):
        reading = found.get(entry.number)
        if reading is not None:
            yield _hit(entry, reading, _cause(entry, scanned.source[scanned.start : scanned.end]))
        else:
            yield from _joined(entry)


def _hit(entry: LintEntry, reading: OtherReading, hint: str) -> RuleHit:
    if reading.loss is Loss.ENTRY:
        return entry.hit("bibtexparser drops this entry", hint=hint)
    if reading.loss is Loss.KEY:
        return entry.hit(f"bibtexparser reads the key as `{_short(reading.text)}`", hint=hint)
    field = entry.fields[reading.field]
    more = f" and {reading.more} more" if reading.more else ""
    if reading.loss is Loss.FIELD:
        return entry.hit(f"bibtexparser loses `{field.shown}`{more}", field, hint=hint)
    message = f"bibtexparser reads `{field.shown}` as `{_short(reading.text)}`{more}"
    return entry.hit(message, field, hint=hint)


def _joined(entry: LintEntry) -> Iterator[RuleHit]:
    """The first value that bibtexparser hands on as the sum it is written as."""
    for field in entry.fields:
        if not field.is_text and "#" in field.text:
            hint = "write the value out, or give the whole of it a @string"
            yield entry.hit(f"bibtexparser does not join {_quoted(field)}", field, hint=hint)
            return


def _quoted(field: FieldView) -> str:
    return f"`{field.shown} = {_short(field.text)}`"


def _cause(entry: LintEntry, text: str) -> str:
    """What to do about an entry that is written as `text`, "" where nothing is known."""
    if len({field.name for field in entry.fields}) < len(entry.fields):
        return "remove the field that is there twice"
    return next((hint for pattern, hint in _CAUSES if pattern.search(text)), "")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


RULE = LintRule("reads-differently", Severity.INFO, _check, bibtex_only=True)
