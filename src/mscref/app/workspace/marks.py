"""What is said about a stretch of a text: a finding as an editor shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from mscref.app.workspace.texts import EditorText
from mscref.diagnostics import Diagnostic, Severity, Span


class MarkLevel(Enum):
    """How much a mark matters: the severities of findings, and what is only shown faintly."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class EditorMark:
    """A finding at `text[start:end]`; `key` is the entry that it is about, "" for none.

    `is_faint` is true for what nothing needs. `source` is the command that says the same.
    """

    start: int
    end: int
    level: MarkLevel
    code: str
    message: str
    hint: str = ""
    key: str = ""
    source: str = "check"
    is_faint: bool = False


def level_of(severity: Severity) -> MarkLevel:
    """The level of a severity."""
    return MarkLevel(severity.value)


def stretch(text: EditorText, span: Span) -> tuple[int, int]:
    """The offsets of a span; where it has no end, the rest of its line."""
    if not span.line:
        return 0, 0
    start = text.offset(span.line - 1, max(span.column - 1, 0))
    if span.end_line:
        return start, max(text.offset(span.end_line - 1, max(span.end_column - 1, 0)), start)
    line = text.offset(span.line - 1, 1_000_000_000)
    return start, max(start, line)


def mark_of(one: Diagnostic, text: EditorText, *, source: str = "check") -> EditorMark:
    """A finding of a reader as a mark."""
    start, end = stretch(text, one.span or Span(""))
    level = level_of(one.severity)
    return EditorMark(
        start=start,
        end=end,
        level=level,
        code=one.code,
        message=one.message,
        hint=one.hint,
        source=source,
    )
