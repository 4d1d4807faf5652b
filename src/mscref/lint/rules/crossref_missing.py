"""An entry inherits from a parent that is not in the file.

`crossref` and `xdata` name other entries of the same file; without them the entry lacks what it
was to inherit, usually book title, editors and year.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintedLibrary, LintRule, RuleHit


def _check(library: LintedLibrary) -> Iterator[RuleHit]:
    for entry in library.entries:
        for name in ("crossref", "xdata"):
            field = entry.get(name)
            if field is None:
                continue
            for key in filter(None, (one.strip() for one in field.text.split(","))):
                if key.casefold() not in library.by_key:
                    yield entry.hit(f"`{name}` names `{key}`, which is not in the file", field)


RULE = LintRule("crossref-missing", Severity.WARNING, _check, bibtex_only=True)
