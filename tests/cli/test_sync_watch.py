"""`mscref sync --watch` in a process of its own: it looks, waits, and ends by Ctrl-C (#18)."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.zoterodata.database import Made

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent by a signal")


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
        assert process.stderr is not None
        assert "added leng" in process.stderr.readline()
        text = bib.read_text() + "\n% mine, meanwhile\n@misc{own, title = {Mine}}\n"
        bib.write_text(text)
        made.set(work, "publisher", "Forest")
        made.save()
        assert "changed leng" in process.stderr.readline()
        assert bib.read_text() == text.replace("{Wood}", "{Forest}")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
    finally:
        process.kill()
        made.close()
    assert process.returncode == 130
    assert "Traceback" not in err
