"""`mscref mcp` as a process: over stdin and stdout, and over HTTP on this machine."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from mcp import Client, StdioServerParameters
from mscref.cli.main import run

MSCREF = str(Path(sys.executable).with_name("mscref"))
LIBRARY = "@book{roth1999, author={Roth, Anna}, title={Whales}, year=1999}\n"
WAIT = 60  # seconds; a guard against waiting for ever


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("refs.bib").write_text(LIBRARY)
    return tmp_path


async def _first_tool(client: Client) -> tuple[int, Any]:
    tools = await client.list_tools()
    answer = await client.call_tool("cite", {"keys": ["roth1999"], "style": "apa"})
    return len(tools.tools), answer.structured_content


def test_over_stdin_and_stdout():
    async def talk() -> tuple[int, Any]:
        command = StdioServerParameters(command=MSCREF, args=["mcp", "-l", "refs.bib"])
        async with Client(command, read_timeout_seconds=WAIT) as client:
            return await _first_tool(client)

    assert asyncio.run(asyncio.wait_for(talk(), WAIT)) == (
        11,
        {"text": "(Roth, 1999)", "left_out": 0},
    )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


# What a page of the web can have a browser send: the name of a host that points to this machine, or
# the right host with the page's own origin.
HEADERS = [
    ("evil.example", "", True), ("evil.example:{port}", "", True),
    ("127.0.0.1:{port}", "https://evil.example", True), ("127.0.0.1:{port}", "null", True),
    ("127.0.0.1:{port}", "http://127.0.0.1.evil.example:{port}", True),
    ("localhost.evil.example:{port}", "", True), ("127.0.0.1:{port}", "", False),
]  # fmt: skip


def _status(port: int, host: str, origin: str) -> bytes:
    """The status with which a request of these headers is answered."""
    said = f"Origin: {origin}\r\n" if origin else ""
    with socket.create_connection(("127.0.0.1", port), timeout=WAIT) as other:
        other.sendall(
            f"POST /mcp HTTP/1.1\r\nHost: {host}\r\n{said}Content-Type: application/json\r\n"
            "Accept: application/json, text/event-stream\r\nContent-Length: 2\r\n\r\n{}".encode()
        )
        return other.recv(100).split()[1]


def test_over_http_on_this_machine():
    port = _free_port()
    command = [MSCREF, "mcp", "-l", "refs.bib", "--http", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        try:
            deadline = time.monotonic() + WAIT
            while not _answers(port) and time.monotonic() < deadline:
                assert server.poll() is None
                time.sleep(0.05)

            async def talk() -> tuple[int, Any]:
                address = f"http://127.0.0.1:{port}/mcp"
                async with Client(address, read_timeout_seconds=WAIT) as client:
                    return await _first_tool(client)

            assert asyncio.run(asyncio.wait_for(talk(), WAIT))[0] == 11
            for host, origin, is_refused in HEADERS:
                status = _status(port, host.format(port=port), origin.format(port=port))
                assert (status in (b"421", b"403")) is is_refused, (host, origin, status)
        finally:
            server.terminate()


@pytest.mark.parametrize(
    "sent", [b"nonsense\n", b"\xff\xfe\n", b'{"jsonrpc": "2.0"\n', b"[]\n", b""]
)
def test_nonsense_of_a_client_ends_without_a_traceback(sent: bytes):
    done = subprocess.run(
        [MSCREF, "mcp", "-l", "refs.bib"],
        input=sent,
        capture_output=True,
        timeout=WAIT,
        check=False,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_writing_is_for_stdio(capsys: pytest.CaptureFixture[str]):
    assert run(["mcp", "-l", "refs.bib", "--write", "--http", "8765"]) == 2
    assert "any program of this machine" in capsys.readouterr().err


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    for name in [name for name in sys.modules if name.split(".")[0] in ("mcp", "mcp_types")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "mscref.mcp.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp", None)
    assert run(["mcp", "-l", "refs.bib"]) == 2
    assert "pip install 'mscref[mcp]'" in capsys.readouterr().err
