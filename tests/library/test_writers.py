"""Runs bench/writers.py: two processes and an editor lose nothing; and what is lost is seen."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench import writers

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the editor needs renameat2"
)


def test_nothing_is_lost():
    done = subprocess.run(
        [sys.executable, "-m", "bench.writers", "3"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.splitlines()[-1] == "lost 0 of 24", done.stdout + done.stderr


def test_what_is_lost_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    writers.prepare()
    library, document = Path(writers.LIBRARY), Path(writers.DOCUMENT)
    assert not list(writers.lost_in([(writers.LIBRARY, "{k7,")]))
    library.write_text(library.read_text().replace(writers.ENTRY.format(7), ""))
    document.write_text(document.read_text().replace("k8}", "k8, k9999}"))
    lost = " ".join(writers.lost_in([(writers.LIBRARY, "% saved 1.1"), ("", "a process failed")]))
    for what in ("the entry k7", "k7 is cited", "k9999 is cited", "% saved 1.1", "process failed"):
        assert what in lost


def test_the_editor_overwrites_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "x"
    path.write_bytes(b"one\n")
    exchange = writers.exchange
    saves = iter([b"one\ntwo\n"])

    def late(one: Path, other: Path) -> None:
        for other_save in saves:
            path.write_bytes(other_save)
        exchange(one, other)

    monkeypatch.setattr(writers, "exchange", late)
    writers.save_by_exchange(path, b"mine\n")
    assert path.read_bytes() == b"one\ntwo\nmine\n"
    assert [one.name for one in tmp_path.iterdir()] == ["x"]
