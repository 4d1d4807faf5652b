"""Findings about the user's data: collected, shown with their place, never raised.

What crosses the border: plain frozen values. How they look on a terminal is `cli/show.py`'s
business.
"""

from __future__ import annotations

from enum import Enum

from mscref.records import Record


class Severity(Enum):
    """How much a finding matters; the value is the word shown to the user."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(Record):
    """A place in a file. Lines and columns count from 1, columns in characters; 0 is unknown."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return (
            f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"
        )


class Diagnostic(Record):
    """One finding: a stable `code`, what is the matter, where, and what to do next."""

    severity: Severity
    code: str
    message: str
    span: Span | None = None
    hint: str = ""
    source_line: str = ""  # the text of the line at `span`, for the caret

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span else ""
        return f"{place}{self.severity.value}[{self.code}]: {self.message}"
