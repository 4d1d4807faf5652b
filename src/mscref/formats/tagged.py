"""Lines with tags → records: what RIS, PubMed's and EndNote's tagged format have in common.

What crosses the border: a text and the `Form` of its lines in; the records, each with the lines of
its values, and what is no line of the format out. What tags mean is the business of each format.

Grammar: a line is a tag with a value, or goes on with the value before it, or is empty. How a
record begins and ends, and which lines go on, is told by the `Form`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats.record import Record
from mscref.records import Record as Row

_LONGEST_SHOWN = 200  # characters of a line in a finding


class Form(Row, kw_only=True):
    """What the lines of one format look like.

    `line` matches a line without white space at its end: 1 the tag, 2 the value. `begins` says of a
    tag, and of the record that is open or None, whether a new record begins with this line.
    `last` is the tag that ends a record, as its value is empty; "": an empty line ends it.
    `goes_on` matches a line without a tag that goes on with the last value. `what` is said of a
    line that is none, `hint` what one looks like.
    """

    name: str
    line: re.Pattern[str]
    begins: Callable[[str, Record | None], bool]
    last: str = ""
    goes_on: re.Pattern[str]
    what: str
    hint: str


class _Findings:
    """What is the matter with lines, as diagnostics into a list."""

    def __init__(self, form: Form, path: str, diagnostics: list[Diagnostic]) -> None:
        self.form = form
        self.path = path
        self.diagnostics = diagnostics

    def stray(self, number: int, line: str) -> None:
        """A line that is none of the format."""
        self._add("line", self.form.what, number, line)

    def outside(self, tag: str, number: int, line: str) -> None:
        """A value before any record, or behind the end of one."""
        self._add("outside", f"`{tag}` stands outside of a record", number, line)

    def unended(self, what: str, number: int = 0, line: str = "") -> None:
        """A record without its last line, where the format has one."""
        if self.form.last:
            self._add("no-end", f"{what} has no {self.form.last} line", number, line)

    def _add(self, code: str, message: str, number: int, line: str) -> None:
        span = Span(self.path, number, 1 if number else 0)
        code, shown = f"{self.form.name}-{code}", line[:_LONGEST_SHOWN]
        self.diagnostics.append(
            Diagnostic(
                severity=Severity.WARNING,
                code=code,
                message=message,
                span=span,
                hint=self.form.hint,
                source_line=shown,
            )
        )


def records_in(
    text: str, form: Form, diagnostics: list[Diagnostic], *, path: str
) -> Iterator[Record]:
    """Every record of the text, as it is complete; a line that is none goes to `diagnostics`."""
    findings = _Findings(form, path, diagnostics)
    matched, begins, last, goes_on = form.line.match, form.begins, form.last, form.goes_on.match
    record: Record | None = None
    tag = ""
    more: list[str] = []  # the lines that go on with the last value, added at once
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        match = matched(line.rstrip())
        is_end = match[1] == last and not match[2] if match else not last and not line.strip()
        if more and (match or is_end):
            _join_lines(record, tag, more)
        if is_end:
            if record is not None:
                yield record
            record = None
        elif match:
            if begins(match[1], record):
                if record is not None:
                    findings.unended("a record", number, line)
                    yield record
                record = Record(number)
            if record is None:
                findings.outside(match[1], number, line)
            else:
                tag = match[1]
                record.add(tag, (match[2] or "").strip(), line=number)
        elif record is not None and goes_on(line):
            if line.strip():
                more.append(line.strip())
        elif line.strip():
            findings.stray(number, line)
    if record is not None:
        _join_lines(record, tag, more)
        findings.unended("the last record")
        yield record


def _join_lines(record: Record | None, tag: str, more: list[str]) -> None:
    """Add the lines that go on with the last value to it (one by one is quadratic)."""
    if more and record is not None:
        record.continue_last(tag, more)
    more.clear()
