"""What of pygls we do ourselves: the texts of open files, and reading from clients without bounds.

pygls keeps a copy of every text whose lines it parts anew at each change; ours are in the
workspace, once.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.protocol import LanguageServerProtocol, lsp_method

_LONGEST_LINE = 8192  # bytes of a line of a header
_LARGEST = 256 * 1024 * 1024  # bytes of one message
_PIECE = 1 << 20
_LENGTH = re.compile(rb"(?i)^content-length:[ \t]*(\d{1,20})[ \t]*\r?\n$")


_HEADER = re.compile(rb"(?i)^content-(?:length|type):")


class Protocol(LanguageServerProtocol):
    """The protocol of pygls, without its own texts of open files."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(
        self, params: types.DidOpenTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Pass on that a file was opened."""
        yield from self._pass_on(types.TEXT_DOCUMENT_DID_OPEN, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(
        self, params: types.DidChangeTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Pass on that a text changed."""
        yield from self._pass_on(types.TEXT_DOCUMENT_DID_CHANGE, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(
        self, params: types.DidCloseTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Pass on that a file was closed."""
        yield from self._pass_on(types.TEXT_DOCUMENT_DID_CLOSE, params)

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    def lsp_workspace__execute_command(
        self, params: types.ExecuteCommandParams
    ) -> Generator[Any, Any, Any]:
        """Have the command done with its parameters as they came."""
        handler = self.fm.commands.get(params.command)
        if handler is None:
            raise JsonRpcInvalidParams(f"there is no command `{params.command}`")
        return (yield handler, (params,), None)

    def structure_message(self, data: dict[str, Any]) -> Any:  # noqa: ANN401 — as pygls has it
        """The message that JSON means; a request that is none is answered before it is dropped."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def _pass_on(self, method: str, params: object) -> Generator[Any, Any, None]:
        handler = self.fm.features.get(method)
        if handler is not None:
            yield handler, (params,), None


class BoundedInput:
    """The bytes of a client: headers in the one spelling that pygls reads, no message too large.

    A header that says nothing is passed over, or, where there is to be `only_protocol`, ends the
    reading; a message that is too large is read and dropped.
    """

    def __init__(self, stream: BinaryIO, *, only_protocol: bool = False) -> None:
        self._stream = stream
        self._only_protocol = only_protocol

    def readline(self) -> bytes:
        """A line of a header; b"" at the end."""
        while True:
            line = self._stream.readline(_LONGEST_LINE)
            if not line or line in (b"\r\n", b"\n"):
                return line and b"\r\n"
            found = _LENGTH.match(line)
            if found is None:
                if self._only_protocol and not _HEADER.match(line):
                    return b""
                continue
            length = int(found[1])
            if 0 < length <= _LARGEST:
                return b"Content-Length: %d\r\n" % length
            self._drop(length)

    def read(self, count: int) -> bytes:
        """The bytes of a message; b"" where the client left in the middle of it."""
        parts: list[bytes] = []
        left = count
        while left:
            part = self._stream.read(min(left, _PIECE))
            if not part:
                return b""
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    def _drop(self, count: int) -> None:
        """Read a message that nobody will see; of one that never comes the client hears nothing."""
        if count > 1 << 40:  # no such message is sent: the header is nonsense
            return
        while count > 0 and (part := self._stream.read(min(count, _PIECE))):
            count -= len(part)
