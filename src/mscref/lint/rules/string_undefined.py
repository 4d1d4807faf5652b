"""A field uses an abbreviation that no `@string` defines.

BibTeX prints nothing in its place. The months `jan` to `dec` need no definition; abbreviations
of a style file (`.bst`) such as `jacm` are known to LaTeX only, and no other tool can read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.formats.bibtex.months import MONTH_MACROS
from mscref.lint.base import FieldView, LintedLibrary, LintEntry, LintRule, RuleHit

_TEXT = re.compile(r'"(?:[^"{}]|\{[^{}]*\})*"|\{(?:[^{}]|\{[^{}]*\})*\}')
_MACRO = re.compile(r"[^\W\d][^\s#,{}\"]*")


def _check(library: LintedLibrary) -> Iterator[RuleHit]:
    uses: dict[str, list[tuple[LintEntry, FieldView]]] = {}
    for entry in library.entries:
        for field in entry.fields:
            if field.is_text or not field.text:
                continue
            for name in _MACRO.findall(_TEXT.sub(" ", field.text)):
                if name.casefold() not in library.strings and name.casefold() not in MONTH_MACROS:
                    uses.setdefault(name, []).append((entry, field))
    for name, places in uses.items():
        entry, field = places[0]
        times = f", used {len(places)} times" if len(places) > 1 else ""
        yield entry.hit(f"no @string defines `{name}`{times}", field)


RULE = LintRule("string-undefined", Severity.WARNING, _check, bibtex_only=True)
