"""`mscref sync --watch` in a process of its own: it looks, waits, and ends by Ctrl-C (#18)."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.zoterodata.database import Made

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent by a signal")


def until(holds: Callable[[], bool], seconds: float = 40.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_it_follows_until_ctrl_c(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made = Made(tmp_path / "data/zotero.sqlite")
    work = made.work("book", {"title": "On trees", "citationKey": "leng", "publisher": "Wood"})
    made.save()
    monkeypatch.setenv("MSCREF_ZOTERO", str(tmp_path / "data"))
    bib = tmp_path / "refs.bib"
    process = subprocess.Popen(
        [sys.executable, "-m", "mscref", "sync", "zotero:", "-l", "refs.bib", "--watch"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert until(bib.exists)
        text = bib.read_text() + "\n% mine, meanwhile\n@misc{own, title = {Mine}}\n"
        bib.write_text(text)
        time.sleep(1.5)
        made.set(work, "publisher", "Forest")
        made.save()
        assert until(lambda: "Forest" in bib.read_text())
        assert bib.read_text() == text.replace("{Wood}", "{Forest}")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    finally:
        process.kill()
        made.close()
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "changed leng" in err
