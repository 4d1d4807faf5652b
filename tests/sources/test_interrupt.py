"""Ctrl-C keeps what is done, and nobody waits for a server that hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from tests.replay.server import FAULTS

pty = pytest.importorskip("pty", reason="pseudo-terminals are POSIX")


def heed_interrupts() -> None:
    """As in a terminal: what a shell runs in the background would ignore SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def read_until(terminal: int, words: bytes) -> bytes:
    """What is said up to some words, or to the end."""
    said = b""
    while words not in said:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:  # Linux says so where the other end is closed
            break
        if not chunk:
            break
        said += chunk
    return said


def test_what_was_resolved_is_printed_and_the_rest_is_dropped(server, tmp_path):
    server.faults["clinicaltrials"] = FAULTS["hang"]
    environ = {
        **os.environ,
        "MSCREF_SOURCES_URL": server.url,
        "XDG_CACHE_HOME": str(tmp_path),
        "TERM": "xterm",
    }
    leader, follower = pty.openpty()
    words = ["resolve", "10.5555/published", "NCT04269525", "-t", "csljson"]
    process = subprocess.Popen(
        [sys.executable, "-m", "mscref", *words],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=follower,
        preexec_fn=heed_interrupts,
    )
    os.close(follower)
    err = read_until(leader, b"1 of 2")
    process.send_signal(signal.SIGINT)
    err += read_until(leader, b"nothing says so")
    out, _ = process.communicate(timeout=50)  # the server hangs for 60 s
    os.close(leader)
    assert b'"DOI": "10.5555/published"' in out
    assert process.returncode == 130, err
    assert b"Traceback" not in err
