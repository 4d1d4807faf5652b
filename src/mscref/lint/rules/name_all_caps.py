"""A family name is written in capitals: `SMITH, John`.

Styles print names as they stand. Short names (`LI`, `NG`) and initials are left alone, and so is
a list without a single small letter only where it is one acronym.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import NAME_FIELDS, outside_braces, plain, shorten, split_names

_CAPITALS = re.compile(r"[^\W\d_]{4,}(?:[-'’][^\W\d_]+)*")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    for name in split_names(field.text):
        bare = plain(outside_braces(name).replace("\0", ""))
        parts = bare.split(",") if "," in bare else bare.split()
        if len(parts) < 2:
            continue
        family = parts[0] if "," in bare else parts[-1]
        match = _CAPITALS.fullmatch(family.strip())
        if match and match.group().isupper():
            yield entry.hit(f"a name in `{field.shown}` is in capitals: {shorten(name)}", field)
            return


RULE = LintRule("name-all-caps", Severity.INFO, each_field(*NAME_FIELDS, check=_check))
