"""XML of strangers → events: the one place where it is read, and what it may not do.

Bytes and a collector of events in; an `XmlError` with the place out. What could make a small file
a huge one, or read other files, is refused before anything is expanded: entities of the file's
own, nesting without end, and, unless the caller expects one, a doctype. Styles, registries, Word
documents and libraries of other programs are read through here, each with its own collector.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from mscref.diagnostics import Diagnostic, Severity, Span

# The libraries of EndNote and Word nest 8 levels.
_LIBRARY_DEPTH = 40


class XmlError(Exception):
    """The XML is damaged, or does what is refused.

    `line` and `column` count from 1; `refused` is true where nothing of the file may be used, and
    false where the events before the damage are good.
    """

    def __init__(self, message: str, *, line: int, column: int, refused: bool) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.refused = refused


class Collector(Protocol):
    """Takes the events of a file."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        ...

    def end(self, name: str) -> None:
        """An element closes."""
        ...

    def characters(self, data: str) -> None:
        """Text between two tags, in one piece."""
        ...


class Places:
    """In which line the event that is being told stands."""

    line: Callable[[], int] = staticmethod(lambda: 0)


class _Refused(Exception):  # noqa: N818 - a signal out of expat's handlers, not an error of ours
    """Raised inside a handler, where the place is not at hand."""


class EventReader:
    """Reads one file into `collector`; elements may nest `depth` deep.

    With `namespaces` names come as "address name". `doctype` allows a doctype without entities.
    """

    def __init__(
        self,
        collector: Collector,
        *,
        depth: int,
        namespaces: bool = False,
        doctype: bool = False,
        encoding: str | None = None,
    ) -> None:
        from xml.parsers.expat import ParserCreate

        self._start = collector.start
        self._end = collector.end
        self._left = depth
        self._parser = ParserCreate(encoding, namespace_separator=" " if namespaces else None)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.CharacterDataHandler = collector.characters
        self._characters = collector.characters
        self._parser.EntityDeclHandler = _refuse_entities
        self._parser.SkippedEntityHandler = self._named
        if not doctype:
            self._parser.StartDoctypeDeclHandler = _refuse_doctype

    @property
    def line(self) -> int:
        """Of the event being told, from 1."""
        return self._parser.CurrentLineNumber

    @property
    def column(self) -> int:
        """Of the event being told in bytes, from 1."""
        return self._parser.CurrentColumnNumber + 1

    def read(self, data: bytes) -> None:
        """Tell all events; raises XmlError, and what the collector raises."""
        from xml.parsers.expat import ExpatError, errors

        try:
            self._parser.Parse(data, True)
        except ExpatError as error:
            message = errors.messages.get(error.code, str(error))
            raise XmlError(
                message, line=error.lineno, column=error.offset + 1, refused=False
            ) from error
        except _Refused as error:
            raise self._error(str(error)) from error
        # expat asks Python's codecs for a declared encoding; each of them fails in its own way.
        except (LookupError, ValueError) as error:
            raise self._error("the encoding that it declares cannot be read") from error

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0:
            raise _Refused("elements are nested too deeply")
        self._start(name, attributes)

    def _close(self, name: str) -> None:
        self._left += 1
        self._end(name)

    def _named(self, name: str, is_parameter: bool) -> None:
        """An entity that the doctype's own file declares, which nobody fetches: one that HTML has a
        character for (those of ISO, which JATS declares) is it, another stays as it stands."""
        from html.entities import html5

        if not is_parameter:
            self._characters(html5.get(f"{name};", f"&{name};"))

    def _error(self, message: str) -> XmlError:
        return XmlError(message, line=self.line, column=self.column, refused=True)


def feed(
    collector: Collector,
    text: str,
    *,
    path: str,
    code: str,
    program: str,
    places: Places | None = None,
    depth: int = _LIBRARY_DEPTH,
    doctype: bool = False,
) -> tuple[list[Diagnostic], bool]:
    """Give the events of `text` to the collector; the flag is false where the file is refused.

    A damaged file gives the events before the damage. Diagnostics are `CODE-syntax` and
    `CODE-refused`; `program` is who writes such files; `places` can be asked in which line it is.
    `depth` and `doctype` are what such files may have.
    """
    # Once decoded the declared encoding is no longer true; expat is told so.
    reader = EventReader(collector, depth=depth, doctype=doctype, encoding="utf-8")
    if places is not None:
        places.line = lambda: reader.line
    try:
        reader.read(text.lstrip("\ufeff").encode("utf-8", "replace"))
    except XmlError as error:
        span = Span(path, error.line, error.column)
        if not error.refused:
            return [Diagnostic(Severity.ERROR, f"{code}-syntax", str(error), span)], True
        hint = f"{program} writes no such file; remove what is refused"
        return [
            Diagnostic(
                severity=Severity.ERROR,
                code=f"{code}-refused",
                message=str(error),
                span=span,
                hint=hint,
            )
        ], False
    return [], True


def _refuse_entities(*_declaration: object) -> None:
    raise _Refused("the file declares entities")


def _refuse_doctype(*_declaration: object) -> None:
    raise _Refused("the file declares a doctype, which could define entities")
