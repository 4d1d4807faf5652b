"""What is said about a stretch of a text: a finding as an editor shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from mscref.app.workspace.texts import EditorText
from mscref.diagnostics import Diagnostic, Severity, Span

# An editor that is sent sixty thousand marks, as of a library that nothing cites, stands still.
MOST_MARKS = 2000
MORE = "more-findings"


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


_LEVELS = tuple(MarkLevel)


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


def bounded(marks: Sequence[EditorMark]) -> list[EditorMark]:
    """As many marks as an editor can show, the gravest; one says so where there are more."""
    known = [one for one in marks if one.code != MORE]
    if len(known) == len(marks) <= MOST_MARKS:
        return known
    by_level = sorted(known, key=lambda one: _LEVELS.index(one.level))[:MOST_MARKS]
    more = EditorMark(
        start=0,
        end=0,
        level=MarkLevel.INFO,
        code=MORE,
        message="there are more findings than are shown here",
        hint="`mscref check` lists them all",
    )
    return [more, *sorted(by_level, key=lambda one: (one.start, one.end))]
