"""A field, tag or element that mscref does not use, so that no style prints it.

CSL has no variable for it, or it says nothing where it stands (a month without a year).
mscref keeps its text: in the file, under `custom` in CSL-JSON, and in the format it came from.
Other formats have no place for it. Most of these fields are the data of programs (`file`,
`timestamp`); the others may be misspelt, or say something that belongs into `note`. Said once for
each name.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity, Span
from mscref.formats.base import Leftover
from mscref.lint.base import LintedLibrary, LintRule, RuleHit
from mscref.lint.words import shorten


def _check(library: LintedLibrary) -> Iterator[RuleHit]:
    if library.read is None:
        return
    by_name: dict[str, list[Leftover]] = {}
    for one in library.read.leftovers:
        by_name.setdefault(one.name, []).append(one)
    for name, found in by_name.items():
        first = found[0]
        times = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        message = f"`{name}` is not used, and its text is kept: {shorten(first.text)}{times}"
        yield RuleHit(first.key, message, first.span or Span(""))


RULE = LintRule("field-unplaced", Severity.INFO, _check, reads=True)
