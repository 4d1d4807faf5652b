"""What the rules of `check` say about an entry that a person has just changed.

What crosses the border: the text of the entry before and after in; what is newly wrong with it
out. The change is made all the same: the file is the user's, and `undo` takes it back.
"""

from __future__ import annotations

from mscref.diagnostics import Diagnostic, Severity
from mscref.formats.bibtex.scan import scan
from mscref.lint.registry import load_rules
from mscref.lint.runner import Finding, run_rules
from mscref.lint.view import library_of_bibtex

# Slips of the hand in one field. Rules that look at other entries have no say here.
_RULES = tuple(
    """
    field-misspelt unescaped-special unbalanced-math doi-malformed doi-as-url isbn-malformed
    issn-malformed url-malformed year-malformed year-implausible date-malformed
    date-year-conflict month-malformed pages-malformed pages-reversed name-commas name-separator
    name-et-al name-institution
    """.split()
)


def new_findings(before: str, after: str) -> tuple[Diagnostic, ...]:
    """What is wrong with the entry `after` and was not with `before`."""
    if before == after:
        return ()
    known = {(one.code, one.message) for one in _findings(before)}
    return tuple(
        Diagnostic(one.severity, one.code, f"`{one.key}`: {one.message}", hint=one.hint)
        for one in _findings(after)
        if (one.code, one.message) not in known
    )


def _findings(text: str) -> list[Finding]:
    library = library_of_bibtex(scan(text), None, path="")
    return run_rules(library, load_rules(_RULES), level=Severity.WARNING)
