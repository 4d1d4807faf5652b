"""Running rules over a library: rules and entries in, findings in the order of the file out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mscref.diagnostics import Severity, Span
from mscref.lint.base import FieldEdit, LintedLibrary, LintRule

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One hit of one rule: where, what, how bad, and the safe edits that repair it."""

    code: str
    severity: Severity
    key: str
    message: str
    span: Span
    hint: str = ""
    edits: tuple[FieldEdit, ...] = ()


def run_rules(
    library: LintedLibrary, rules: Iterable[LintRule], *, level: Severity = Severity.INFO
) -> list[Finding]:
    """The findings of `rules` at `level` or above, in the order of the file."""
    found = [
        Finding(
            code=rule.code,
            severity=rule.severity,
            key=hit.key,
            message=hit.message,
            span=hit.span,
            hint=hit.hint,
            edits=_whole(hit.edits),
        )
        for rule in rules
        if _RANK[rule.severity] <= _RANK[level] and (library.is_bibtex or not rule.bibtex_only)
        for hit in rule.check(library)
    ]
    return sorted(found, key=lambda one: (one.span.line, one.span.column, one.code))


def _whole(edits: tuple[FieldEdit, ...]) -> tuple[FieldEdit, ...]:
    """The edits, or none where one would leave a brace open: such a value is nobody's to guess."""
    texts = [edit.text.replace("\\{", "").replace("\\}", "") for edit in edits if edit.text]
    return edits if all(text.count("{") == text.count("}") for text in texts) else ()
