"""Names are separated by commas instead of `and`.

BibTeX reads `Smith, J., Jones, K.` as one person; with more than two commas in one name it
reports an error. Write `Smith, J. and Jones, K.`.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import FieldView, LintEntry, LintRule, RuleHit, each_field
from mscref.lint.words import NAME_FIELDS, outside_braces, shorten, split_names

_EXTENDED = ("family=", "given=", "prefix=", "suffix=")


def _check(entry: LintEntry, field: FieldView) -> Iterator[RuleHit]:
    for name in split_names(field.text):
        if "=" in name and any(one in name.replace(" ", "") for one in _EXTENDED):
            continue
        commas = outside_braces(name).strip(", ").count(",")
        if commas > 2 or (commas == 2 and _two_people(name)):
            message = f"`{field.shown}` separates names by commas: {shorten(name)}"
            yield entry.hit(message, field, hint="write `and` between the names")
            return


def _two_people(name: str) -> bool:
    """`Jane Doe, John Roe, Ann Poe`: every part has several words, which no suffix has."""
    parts = [part.split() for part in outside_braces(name).split(",")]
    return all(len(part) >= 2 and all(word[:1].isupper() for word in part) for part in parts)


RULE = LintRule(
    "name-commas", Severity.ERROR, each_field(*NAME_FIELDS, check=_check), bibtex_only=True
)
