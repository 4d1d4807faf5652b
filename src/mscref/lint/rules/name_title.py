"""A title or degree stands in a name: `Dr. Anna Roth`, `Roth, PhD`.

It becomes part of the given or family name, is abbreviated to an initial, and spoils sorting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import NAME_FIELDS, outside_braces, shorten, split_names

_TITLE = re.compile(
    r"(?:^|,\s*)(?:Dr|Prof|Professor|Mrs?|Ms)\.?\s+\S|\b(?:Ph\.?\s?D|M\.?Sc|B\.?Sc|Dr\.?\s*med)\b",
)


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    for name in split_names(field.text):
        if _TITLE.search(outside_braces(name)):
            yield entry.hit(f"a name in `{field.shown}` holds a title: {shorten(name)}", field)
            return


RULE = LintRule("name-title", Severity.WARNING, each_field(*NAME_FIELDS, check=_check))
