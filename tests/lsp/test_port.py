"""Clients at a port: each for itself, bounded, of this machine, and all gone at the end."""

import json
import os
import signal
import socket
import subprocess
import sys
from typing import Any

import pytest
from tests.lsp.client import WAIT, uri

from mscref.lsp.port import MOST_CLIENTS


class Caller:
    """A client at a port."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=WAIT)
        self.stream = self.socket.makefile("rb")
        self.number = 0

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.socket.sendall(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def read(self):
        length = 0
        while (line := self.stream.readline()) not in (b"\r\n", b""):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(self.stream.read(length)) if length else None

    def ask(self, method, params):
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.read()
            assert message is not None, "the server hung up"
            if message.get("id") == self.number and "method" not in message:
                return message["result"]

    def start(self, root):
        params: Any = {"processId": None, "rootUri": uri(root), "capabilities": {}}
        return self.ask("initialize", params)

    def hover(self, path, text):
        item = {"uri": uri(path), "languageId": "markdown", "version": 1, "text": text}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
        place = {"line": 3, "character": 3}
        params = {"textDocument": {"uri": uri(path)}, "position": place}
        return self.ask("textDocument/hover", params)

    def is_cut_off(self):
        """Whether the end comes, behind whatever was on its way."""
        try:
            while self.socket.recv(65536):
                continue
        except ConnectionResetError:
            return True
        return True  # a server that does not hang up lets `recv` run into its time-out

    def close(self):
        self.stream.close()
        self.socket.close()


@pytest.fixture
def port(folder):
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        number = one.getsockname()[1]
    command = [sys.executable, "-m", "mscref", "lsp", "--tcp", str(number)]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE) as process:
        try:
            errors: Any = process.stderr
            assert b"serving editors at 127.0.0.1" in errors.readline()
            yield number, process
        finally:
            if process.poll() is None:
                process.kill()


def started_when_free(port, folder):
    """A client that comes again until the last one has gone for good."""
    while True:
        caller = Caller(port)
        try:
            caller.start(folder)
        except (AssertionError, ConnectionError):
            caller.close()
        else:
            return caller


TEXT = "---\nbibliography: refs.bib\n---\n@leng2020\n"


def test_the_next_client_knows_nothing_of_the_last(folder, port):
    first = Caller(port[0])
    first.start(folder)
    assert "Leng" in first.hover(folder / "paper.md", TEXT)["contents"]["value"]
    assert first.ask("shutdown", None) is None
    first.send({"method": "exit"})
    assert first.is_cut_off()
    first.close()
    second = started_when_free(port[0], folder)
    other = TEXT.replace("leng2020", "knuth1984")
    assert "Knuth" in second.hover(folder / "paper.md", other)["contents"]["value"]
    second.close()


def test_one_client_too_many_is_sent_away(folder, port):
    callers = [Caller(port[0]) for _ in range(MOST_CLIENTS)]
    for one in callers:
        one.start(folder)
    extra = Caller(port[0])
    assert extra.is_cut_off()
    assert callers[0].ask("workspace/symbol", {"query": "zzzz"}) == []
    for one in (extra, *callers):
        one.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}",
        b"GET /\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n", b"z" * 20_000 + b"\r\n",
    ],
)  # fmt: skip
def test_what_is_not_the_protocol_is_cut_off(folder, port, sent):
    caller = Caller(port[0])
    caller.socket.sendall(sent)
    assert caller.is_cut_off()
    caller.close()
    started_when_free(port[0], folder).close()


def test_only_this_machine_is_listened_to(port):
    table = subprocess.run(
        ["cat", "/proc/net/tcp"], capture_output=True, text=True, check=False, timeout=WAIT
    ).stdout
    if not table:
        pytest.skip("no /proc/net/tcp here")
    listening = [line.split()[1] for line in table.splitlines()[1:] if line.split()[3] == "0A"]
    mine = [one for one in listening if int(one.split(":")[1], 16) == port[0]]
    assert [one.split(":")[0] for one in mine] == ["0100007F"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_end_closes_all(folder, port, number):
    caller = Caller(port[0])
    caller.start(folder)
    os.kill(port[1].pid, number)
    assert port[1].wait(WAIT) == 0
    assert caller.is_cut_off()
    assert b"Traceback" not in port[1].stderr.read()
    caller.close()


def test_a_port_that_is_taken_is_said(folder, port):
    command = [sys.executable, "-m", "mscref", "lsp", "--tcp", str(port[0])]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=WAIT, check=False
    )
    assert done.returncode == 2
    assert f"nothing can listen at port {port[0]}" in done.stderr
