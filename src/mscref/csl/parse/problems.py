"""The collector of diagnostics while one CSL file is parsed."""

from __future__ import annotations

from collections.abc import Iterable

from mscref.csl.xml import Node
from mscref.diagnostics import Diagnostic, Severity, Span


class Problems:
    """Collects (place, message) pairs cheaply; diagnostics are built only when asked for."""

    def __init__(self, path: str, data: bytes) -> None:
        self._path = path
        self._data = data
        self._found: list[tuple[Severity, str, str, Node, str]] = []

    def error(self, code: str, message: str, node: Node, hint: str = "") -> None:
        """Note what makes the file unusable."""
        self._found.append((Severity.ERROR, code, message, node, hint))

    def warning(self, code: str, message: str, node: Node, hint: str = "") -> None:
        """Note what is ignored or replaced by its default."""
        self._found.append((Severity.WARNING, code, message, node, hint))

    def diagnostics(self) -> list[Diagnostic]:
        """All problems in the order of the file."""
        if not self._found:
            return []
        lines = self._data.decode("utf-8", "replace").splitlines()
        found = sorted(self._found, key=lambda one: (one[3].line, one[3].column))
        return [
            Diagnostic(
                severity,
                code,
                message,
                Span(self._path, node.line, node.column),
                hint,
                lines[node.line - 1] if 0 < node.line <= len(lines) else "",
            )
            for severity, code, message, node, hint in found
        ]


def near_matches(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known words, or "" where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=3)
    return f"did you mean {' or '.join(near)}?" if near else ""
