"""A name holds a digit.

A footnote mark copied along (`Müller1`), the number by which DBLP tells namesakes apart (`Wei Wang
0001`), or another field in the wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import NAME_FIELDS, outside_braces, shorten, split_names


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    for name in split_names(field.text):
        # An institution may have a number ("42 Inc"), and braces say that it is one.
        if re.search(r"(?<!\\char)\d", outside_braces(name).replace("\\", "")) and "=" not in name:
            yield entry.hit(f"a name in `{field.shown}` holds a digit: {shorten(name)}", field)
            return


RULE = LintRule("name-digits", Severity.WARNING, each_field(*NAME_FIELDS, check=_check))
