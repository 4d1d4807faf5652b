"""Attacks on `mscref browse` that are more than a header: two at once, lost files, raw bytes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress

import pytest
from tests.browse.conftest import ask, serving, wish
from tests.browse.test_server import LIBRARY, PROPOSED


@pytest.fixture
def library(tmp_path):
    file = tmp_path / "refs.bib"
    file.write_text(LIBRARY, encoding="utf-8")
    return file


@pytest.fixture
def server(library, browser_of):
    with serving(browser_of(library)) as started:
        yield started


def raw(server, *parts: bytes, close_early: bool = False) -> bytes:
    """What comes back for bytes that are no proper request; the server may hang up meanwhile."""
    answer = b""
    with socket.create_connection(("127.0.0.1", server.guard.port), timeout=60) as made:
        with suppress(OSError):
            for part in parts:
                made.sendall(part)
            made.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            while not close_early and (piece := made.recv(65536)):
                answer += piece
    return answer


def head(server, method="POST", path="accept", **lines):
    text = (
        f"{method} /{server.guard.token}/{path} HTTP/1.1\r\nHost: 127.0.0.1:{server.guard.port}\r\n"
    )
    given = {"Content-Type": "application/json", "X-Mscref": "1", **lines}
    return (
        text + "".join(f"{k.replace('_', '-')}: {v}\r\n" for k, v in given.items()) + "\r\n"
    ).encode()


def test_the_address_goes_nowhere_with_a_link(server):
    _, page, headers = ask(server, "")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="referrer" content="no-referrer">' in page
    assert server.guard.token not in page


def test_a_body_that_ends_early_or_has_no_length(server, library):
    body = json.dumps(PROPOSED).encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    assert b" 400 " in raw(server, head(server, Content_Length=len(body)), body[:-5])
    assert b" 403 " in raw(server, head(server))
    for lines in (
        {"Content_Length": "-1"},
        {"Content_Length": f"+{len(body)}"},
        {"Content_Length": f"{len(body)}, {len(body)}"},
        {"Transfer_Encoding": "chunked"},
        {"Transfer_Encoding": "chunked", "Content_Length": len(chunked)},
    ):
        sent = chunked if "Transfer_Encoding" in lines else body
        assert b" 200 " not in raw(server, head(server, **lines), sent)
    assert library.read_text(encoding="utf-8") == LIBRARY


def test_what_is_no_http(server):
    for garbage in (b"\0" * 1000, b"GET\r\n\r\n", b"\x16\x03\x01\x02\0", b"GET / HTTP/9.9\r\n\r\n"):
        raw(server, garbage)
    raw(server, b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n")
    raw(server, b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 500 + b"\r\n")
    assert ask(server, "find")[0] == 200


def test_who_goes_away_before_the_answer_leaves_no_trace(server, capsys):
    for _ in range(5):
        raw(server, head(server, "GET", "find"), close_early=True)
    assert ask(server, "find")[0] == 200
    assert capsys.readouterr().err == ""


def test_two_browsers_accept_one_repair(library, browser_of):
    """Each server reads the library for itself; one repair is made once, and the other is told."""
    with serving(browser_of(library)) as one, serving(browser_of(library)) as other:
        assert [ask(it, "repairs")[1]["count"] for it in (one, other)] == [1, 1]
        outcomes = []
        threads = [
            threading.Thread(target=lambda it=it: outcomes.append(wish(it, "accept", PROPOSED)[0]))
            for it in (one, other)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == [200, 404]
        repaired = LIBRARY.replace("https://doi.org/10.1000/182", "10.1000/182")
        assert library.read_text(encoding="utf-8") == repaired
        assert wish(other, "undo", {})[0] == 200
        assert library.read_text(encoding="utf-8") == LIBRARY


def test_many_at_once_in_one_server(server, library):
    """Questions, repairs and their undoing at the same time: nothing is lost."""
    failed: list[object] = []

    def work(number):
        for _ in range(3):
            answers = [
                ask(server, f"find?words=w&start={number}")[0],
                ask(server, "entry?place=0&key=roth2020&style=apa")[0],
                wish(server, "accept", PROPOSED)[0] in (200, 404) and 200,
                wish(server, "undo", {})[0] in (200, 404) and 200,
            ]
            failed.extend(one for one in answers if one != 200)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    while wish(server, "undo", {})[0] == 200:
        pass
    assert library.read_text(encoding="utf-8") == LIBRARY


def test_a_library_that_comes_and_goes(server, library):
    assert ask(server, "find")[1]["total"] == 2
    library.unlink()
    for path in ("find", "repairs", "entry?place=0&key=roth2020"):
        assert ask(server, path)[0] == 409
    assert wish(server, "check", {})[0] == 409
    assert wish(server, "verify", {})[0] == 409
    assert ask(server, "")[0] == 200
    library.mkdir()
    assert ask(server, "find")[0] == 409
    library.rmdir()
    library.write_bytes(b"\0\xff\xfe no bibliography {{{")
    assert ask(server, "find")[0] in (200, 409)
    library.write_text(LIBRARY, encoding="utf-8")
    assert ask(server, "find")[1]["total"] == 2


def test_an_entry_that_moved_is_not_taken_for_another(server, library):
    ask(server, "find")
    one, other = LIBRARY.split("\n@book")
    library.write_text("@book" + other + "\n" + one, encoding="utf-8")
    assert ask(server, "entry?place=0&key=roth2020")[0] == 404
    assert ask(server, "entry?place=1&key=roth2020")[0] == 200


def test_a_bug_is_one_line(server, capsys, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("x")

    monkeypatch.setattr(server.site, "get", broken)
    assert raw(server, head(server, "GET", "find")) == b""
    assert capsys.readouterr().err == (
        "error: a page was not answered: a bug of ours (ZeroDivisionError('x'))\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process there")
def test_ctrl_c_ends_it_with_requests_open(library, tmp_path):
    """One request half sent, one connection kept alive: the command ends, and says nothing bad."""
    environ = {
        **os.environ, "XDG_CACHE_HOME": str(tmp_path / "c"), "XDG_STATE_HOME": str(tmp_path / "s"),
    }  # fmt: skip
    command = [sys.executable, "-m", "mscref", "browse", "-l", str(library)]
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        port, token = int(address.split(":")[2].split("/")[0]), address.split("/")[3]
        with socket.create_connection(("127.0.0.1", port)) as half:
            half.sendall(
                b"POST /%s/accept HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" % (token.encode(), port)
            )
            with socket.create_connection(("127.0.0.1", port)) as kept:
                kept.sendall(
                    b"GET /%s/find HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % (token.encode(), port)
                )
                assert kept.recv(12) == b"HTTP/1.1 200"
                process.send_signal(signal.SIGINT)
                _, said = process.communicate(timeout=120)
    assert process.returncode == 0
    assert said == "on this machine only; Ctrl-C ends it\n"
