"""Ctrl-C keeps what is done, and nobody waits for a server that hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from tests.replay.server import FAULTS


def heed_interrupts() -> None:
    """As in a terminal: what a shell runs in the background would ignore SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_what_was_resolved_is_printed_and_the_rest_is_dropped(server, tmp_path):
    server.faults["clinicaltrials"] = FAULTS["hang"]
    environ = {**os.environ, "MSCREF_SOURCES_URL": server.url, "XDG_CACHE_HOME": str(tmp_path)}
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "mscref",
            "resolve",
            "10.5555/published",
            "NCT04269525",
            "-t",
            "csljson",
        ],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
    )
    deadline = time.monotonic() + 20
    while not any(service == "crossref" for service, _, _ in server.log):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.7)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=50)  # the server hangs for 60 s
    assert '"DOI": "10.5555/published"' in out
    assert process.returncode == 130, err
    assert "Traceback" not in err
