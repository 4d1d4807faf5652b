"""Names are separated by `;` or `&` instead of `and`.

Neither is a separator in BibTeX: the whole list becomes one name. Parts in braces, such as the
name of a company, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import NAME_FIELDS, outside_braces, shorten, split_names


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    for name in split_names(field.text):
        bare = outside_braces(name).replace("\\&", "&")
        found = ";" if ";" in bare and "&#" not in bare else "&" if " & " in bare else ""
        if found:
            message = f"`{field.shown}` separates names by `{found}`: {shorten(name)}"
            yield entry.hit(message, field, hint="write `and` between the names")
            return


RULE = LintRule(
    "name-separator", Severity.WARNING, each_field(*NAME_FIELDS, check=_check), bibtex_only=True
)
