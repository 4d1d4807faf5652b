"""XML of strangers → events: what every XML format refuses, and how it says so.

What crosses the border: the text of a file and a collector of events in; diagnostics out. A
doctype or an entity of the file's own is refused before anything is expanded, and so is nesting
without end.
"""

from __future__ import annotations

from typing import Protocol

from mscref.diagnostics import Diagnostic, Severity, Span

_LARGEST_DEPTH = 40


class RefusedError(Exception):
    """The file declares a doctype or entities, or nests without end."""


class Collector(Protocol):
    """Takes the events of a file; `text` gathers what stands between two of them."""

    text: list[str]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        ...

    def end(self, name: str) -> None:
        """An element closes."""
        ...


def feed(
    collector: Collector, text: str, *, path: str, code: str, program: str
) -> tuple[list[Diagnostic], bool]:
    """Give the events of `text` to the collector; the flag is false where the file is refused.

    A damaged file gives the events before the damage. Diagnostics are `CODE-syntax` and
    `CODE-refused`; `program` is who writes such files.
    """
    from xml.parsers.expat import ExpatError, ParserCreate

    parser = ParserCreate(encoding="utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.text.append
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        # Once decoded the declared encoding is no longer true; expat is told so above.
        parser.Parse(text.lstrip("\ufeff").encode("utf-8", "replace"), True)
    except ExpatError as error:
        message = str(error).partition(":")[0]
        span = Span(path, error.lineno, error.offset + 1)
        return [Diagnostic(Severity.ERROR, f"{code}-syntax", message, span)], True
    except RefusedError as error:
        span = Span(path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        hint = f"{program} writes neither; remove the declaration"
        return [Diagnostic(Severity.ERROR, f"{code}-refused", str(error), span, hint)], False
    return [], True


def check_depth(path: list[str]) -> None:
    """Raise RefusedError where the elements of `path` are nested too deeply."""
    if len(path) > _LARGEST_DEPTH:
        raise RefusedError("elements are nested too deeply")


def _refuse(*_declaration: object) -> None:
    """A declaration could make a small file a huge one, or read other files."""
    raise RefusedError("the file declares a doctype or entities")
