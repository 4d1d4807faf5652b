"""A client of the language server over stdio, with a time-out on every read."""

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

WAIT = 120.0  # seconds: the machine may be busy; a test fails, it never hangs


class Client:
    """One server process; messages that nobody asked for are kept in `notifications`."""

    def __init__(self, root: Path, *, encodings=("utf-16",), environ=None) -> None:
        self.root = root
        self.process: Any = subprocess.Popen(
            [sys.executable, "-m", "mscref", "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=root,
            env={**os.environ, **(environ or {})},
        )
        self._number = 0
        self._messages: queue.Queue[Any] = queue.Queue()
        self.notifications: list[Any] = []
        threading.Thread(target=self._read, daemon=True).start()
        self.encodings = list(encodings)

    def __enter__(self) -> "Client":
        general = {"positionEncodings": self.encodings} if self.encodings else {}
        self.server = self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": uri(self.root),
                "workspaceFolders": [{"uri": uri(self.root), "name": "root"}],
                "capabilities": {"general": general, "workspace": {"applyEdit": True}},
            },
        )
        self.tell("initialized", {})
        return self

    def __exit__(self, *_) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(WAIT)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except OSError:
                continue

    # ------------------------------------------------------------ messages

    def send_raw(self, data: bytes) -> None:
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send_raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def tell(self, method: str, params) -> None:
        self.send({"method": method, "params": params})

    def start(self, method: str, params) -> int:
        self._number += 1
        self.send({"id": self._number, "method": method, "params": params})
        return self._number

    def answer(self, number: int) -> Any:
        """The whole answer to a request."""
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                return message

    def ask(self, method: str, params):
        """The result of a request; an error fails the test."""
        message = self.answer(self.start(method, params))
        assert "error" not in message, message["error"]
        return message["result"]

    def error(self, method: str, params) -> Any:
        return self.answer(self.start(method, params))["error"]

    def errors(self) -> str:
        """What the server, which has ended, said on stderr."""
        return str(self.process.stderr.read().decode())

    def _next(self) -> Any:
        message = self._messages.get(timeout=WAIT)
        if "method" in message:
            self.notifications.append(message)
            if "id" in message:  # the server asks; we agree
                result = {"applied": True} if message["method"] == "workspace/applyEdit" else None
                self.send({"id": message["id"], "result": result})
        return message

    def _read(self) -> None:
        stream = self.process.stdout
        while True:
            length = 0
            while (line := stream.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                return
            self._messages.put(json.loads(stream.read(length)))

    # ------------------------------------------------------------ files

    def open(self, path: Path, text: str | None = None, language: str = "markdown") -> str:
        """Open a file, by default as it is on the disk; its address."""
        address = uri(path)
        text = path.read_text(encoding="utf-8") if text is None else text
        item = {"uri": address, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        return address

    def change(self, address: str, text: str, version: int = 2) -> None:
        self.tell(
            "textDocument/didChange",
            {
                "textDocument": {"uri": address, "version": version},
                "contentChanges": [{"text": text}],
            },
        )

    def diagnostics(self, address: str, wanted, seen: int = 0) -> Any:
        """The findings about a file, once `wanted` holds of them; those sent before `seen` are
        passed over."""
        place = seen
        while True:
            while place < len(self.notifications):
                one = self.notifications[place]
                place += 1
                if one["method"] == "textDocument/publishDiagnostics":
                    params = one["params"]
                    if params["uri"] == address and wanted(params["diagnostics"]):
                        return params["diagnostics"]
            self._next()


def uri(path: Path) -> str:
    return "file://" + quote(str(path))


def at(address: str, line: int, character: int) -> Any:
    return {
        "textDocument": {"uri": address},
        "position": {"line": line, "character": character},
    }


def codes(diagnostics: Any) -> list[str]:
    return [one["code"] for one in diagnostics]
