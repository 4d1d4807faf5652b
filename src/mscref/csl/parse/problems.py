"""The collector of diagnostics while one CSL file is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mscref.csl.xml import Node
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.records import Record

# How many lines the attributes of one element may spread over.
_LONGEST_TAG = 40


class _Problem(Record):
    severity: Severity
    code: str
    message: str
    node: Node
    hint: str
    attribute: str


class Problems:
    """Collects (place, message) pairs cheaply; diagnostics are built only when asked for.

    It also notes which macros and which terms of its own the style uses where, because whether
    they exist is known only at the end of the file, and which variables that CSL does not know.
    """

    def __init__(self, path: str, data: bytes) -> None:
        self._path = path
        self._data = data
        self._found: list[_Problem] = []
        self.macro_calls: list[tuple[str, Node]] = []
        self.odd_terms: list[tuple[str, Node]] = []
        self.own_variables: set[str] = set()

    def error(
        self, code: str, message: str, node: Node, hint: str = "", *, attribute: str = ""
    ) -> None:
        """Note what makes the file unusable."""
        self._found.append(
            _Problem(
                severity=Severity.ERROR,
                code=code,
                message=message,
                node=node,
                hint=hint,
                attribute=attribute,
            )
        )

    def warning(
        self, code: str, message: str, node: Node, hint: str = "", *, attribute: str = ""
    ) -> None:
        """Note what is ignored or replaced by its default."""
        self._found.append(
            _Problem(
                severity=Severity.WARNING,
                code=code,
                message=message,
                node=node,
                hint=hint,
                attribute=attribute,
            )
        )

    def diagnostics(self) -> list[Diagnostic]:
        """All problems in the order of the file, each at its element or attribute."""
        if not self._found:
            return []
        lines = self._data.split(b"\n")
        placed = [(one, *_place(one, lines)) for one in self._found]
        placed.sort(key=lambda one: one[1:])
        return [
            Diagnostic(
                severity=problem.severity,
                code=problem.code,
                message=problem.message,
                span=Span(self._path, line, column),
                hint=problem.hint,
                source_line=_text_of(lines, line),
            )
            for problem, line, column in placed
        ]


def _place(problem: _Problem, lines: list[bytes]) -> tuple[int, int]:
    """Line and column in characters: of the attribute where one is named, else of the element."""
    node = problem.node
    if not 0 < node.line <= len(lines):
        return node.line, node.column
    start = node.column - 1  # expat counts bytes
    if problem.attribute:
        pattern = re.compile(rb"\s" + re.escape(problem.attribute.encode()) + rb"\s*=")
        for number in range(node.line - 1, min(len(lines), node.line + _LONGEST_TAG)):
            match = pattern.search(lines[number], start if number == node.line - 1 else 0)
            if match:
                return number + 1, _characters(lines[number], match.start() + 1) + 1
    return node.line, _characters(lines[node.line - 1], start) + 1


def _characters(line: bytes, count: int) -> int:
    return len(line[:count].decode("utf-8", "replace"))


def _text_of(lines: list[bytes], line: int) -> str:
    if not 0 < line <= len(lines):
        return ""
    return lines[line - 1].decode("utf-8", "replace").rstrip("\r")


def near_matches(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known words, or "" where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=3)
    return f"did you mean {' or '.join(near)}?" if near else ""
