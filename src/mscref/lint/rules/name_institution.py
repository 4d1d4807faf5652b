"""The name of an institution is not in braces and will be split like a person's.

`World Health Organization` becomes `Organization, W. H.`. Write `{World Health Organization}`;
`--fix` does, where the whole name says that it is no person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import NAME_FIELDS, shorten, split_names

_INSTITUTION = re.compile(
    r"""\b(?:Organi[sz]ation|University|Universität|Université|Universidad|Institutes?|Institut
      | Ministry|Department|Agency|Consortium|Collaboration|Commission|Committee|Society|Foundation
      | Association|Council|Bureau|Corporation|Company|Laborator(?:y|ies)|Federation|Initiative
      | Working[ ]Group|Study[ ]Group|Research[ ]Group|Task[ ]Force|Project|Inc\.|Ltd\.?|GmbH|LLC
      | Investigators|Group|Team|Network|Cent(?:er|re)[ ](?:for|of)|Nations|Government)(?!\w)""",
    re.VERBOSE,
)


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    names = split_names(field.text)
    wrong = [name for name in names if _is_institution(name)]
    if not wrong:
        return
    repaired = " and ".join(f"{{{name}}}" if name in wrong else name for name in names)
    # Rejoining normalises the white space around "and"; the names themselves stay as they are.
    edits = [entry.edit(field.name, repaired)]
    message = f"`{shorten(wrong[0])}` will be split like a person's name"
    yield entry.hit(message, field, hint="put the name in braces", edits=edits)


def _is_institution(name: str) -> bool:
    plain_words = name.split()
    return len(plain_words) > 1 and not set("{},=&") & set(name) and bool(_INSTITUTION.search(name))


RULE = LintRule(
    "name-institution",
    Severity.WARNING,
    each_field(*NAME_FIELDS, check=_check),
    fixes=True,
    bibtex_only=True,
)
