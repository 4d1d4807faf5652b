"""Values of the workspace ↔ those of the protocol."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls import uris

from mscref.app.workspace.marks import EditorMark, MarkLevel
from mscref.app.workspace.texts import EditorText
from mscref.library.delta import TextSplice

_SEVERITIES: Mapping[MarkLevel, types.DiagnosticSeverity] = MappingProxyType(
    {
        MarkLevel.ERROR: types.DiagnosticSeverity.Error,
        MarkLevel.WARNING: types.DiagnosticSeverity.Warning,
        MarkLevel.INFO: types.DiagnosticSeverity.Information,
        MarkLevel.HINT: types.DiagnosticSeverity.Hint,
    }
)
_ENCODINGS = ("utf-8", "utf-16", "utf-32")


def path_of(uri: str) -> str:
    """The path of a file; an address of another kind (`untitled:…`) stays as it is."""
    if urlsplit(uri).scheme != "file":
        return uri
    return uris.to_fs_path(uri) or unquote(uri)


def uri_of(path: str) -> str:
    """The address of a path."""
    return uris.from_fs_path(path) or path


def units_of(encoding: object) -> str:
    """The units that were agreed on with the client; UTF-16 where nothing was."""
    name = getattr(encoding, "value", encoding)
    return name if isinstance(name, str) and name in _ENCODINGS else "utf-16"


def range_of(text: EditorText, start: int, end: int, units: str) -> types.Range:
    """The range of a stretch of a text."""
    return types.Range(
        types.Position(*text.position(start, units)), types.Position(*text.position(end, units))
    )


def diagnostic_of(mark: EditorMark, text: EditorText, units: str) -> types.Diagnostic:
    """A mark as the client takes it."""
    message = f"{mark.message}\n{mark.hint}" if mark.hint else mark.message
    return types.Diagnostic(
        range=range_of(text, mark.start, mark.end, units),
        message=message,
        severity=_SEVERITIES[mark.level],
        code=mark.code,
        source=f"mscref {mark.source}",
        tags=[types.DiagnosticTag.Unnecessary] if mark.is_faint else None,
        data={"key": mark.key},
    )


def edits_of(text: EditorText, splices: Iterable[TextSplice], units: str) -> list[types.TextEdit]:
    """Splices of a text as edits."""
    return [
        types.TextEdit(range_of(text, one.start, one.end, units), one.new)
        for one in sorted(splices, key=lambda one: (one.start, one.end))
    ]


def changed(
    text: EditorText, changes: Sequence[types.TextDocumentContentChangeEvent], units: str
) -> EditorText:
    """The text after the changes of a client, one after the other."""
    for one in changes:
        if isinstance(one, types.TextDocumentContentChangePartial):
            start = text.offset(one.range.start.line, one.range.start.character, units)
            end = text.offset(one.range.end.line, one.range.end.character, units)
            text = text.replaced(min(start, end), max(start, end), one.text)
        else:
            text = EditorText(one.text)
    return text
