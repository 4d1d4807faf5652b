"""A field name that no tool knows, and that is one letter away from one that all know.

`tilte` or `autor` is silently ignored by BibTeX and biber, so the value never appears.
"""

from __future__ import annotations

from collections.abc import Iterator

from mscref.diagnostics import Severity
from mscref.lint.base import LintEntry, LintRule, RuleHit, each_entry
from mscref.lint.vocabulary import COMMON_FIELDS, KNOWN_FIELDS


def _check(entry: LintEntry) -> Iterator[RuleHit]:
    present = {field.name for field in entry.fields}
    for field in entry.fields:
        meant = likely_field(field.name)
        if meant and meant not in present:
            yield entry.hit(f"`{field.name}` is unknown; `{meant}` may be meant", field)


def likely_field(name: str) -> str:
    """The field that an unknown name in lower case is one slip away from; "" for any other."""
    if name in KNOWN_FIELDS or len(name) < 4:
        return ""
    return next((known for known in COMMON_FIELDS if _one_slip(name, known)), "")


def _one_slip(typed: str, meant: str) -> bool:
    """One letter more, less, other, or two neighbours exchanged."""
    if abs(len(typed) - len(meant)) > 1 or typed == meant:
        return False
    start = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, other = typed[start:], meant[start:]
    exchanged = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return exchanged or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


RULE = LintRule("field-misspelt", Severity.WARNING, each_entry(_check), bibtex_only=True)
