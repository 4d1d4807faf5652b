"""A field that the entry type requires is missing.

Without it a reader cannot find the work, and most styles print a gap. The list is that of
biblatex: the fields a work of this type always has. An entry with `crossref` or `xdata` may
inherit them; a parent that is in the file is looked at, one that is not is believed.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintedLibrary, LintEntry, LintRule, RuleHit
from mscref.lint.vocabulary import INHERITED_AS, REQUIRED


def _check(library: LintedLibrary) -> Iterator[RuleHit]:
    for entry in library.entries:
        for alternatives in REQUIRED.get(entry.type, ()):
            if not _has(entry, alternatives, library):
                yield entry.hit(
                    f"@{entry.type} has no {' or '.join(f'`{name}`' for name in alternatives)}"
                )


def _has(entry: LintEntry, alternatives: tuple[str, ...], library: LintedLibrary) -> bool:
    if any(field.name in alternatives for field in entry.fields if field.text.strip()):
        return True
    parents = entry.value("crossref", "xdata")
    for key in filter(None, (one.strip() for one in parents.split(","))):
        parent = library.by_key.get(key.casefold())
        if parent is None:
            return True
        names = [*alternatives, *(INHERITED_AS[one] for one in alternatives if one in INHERITED_AS)]
        if parent.get(*names):
            return True
    return False


RULE = LintRule("required-field", Severity.WARNING, _check, bibtex_only=True)
