"""Long work is seen: counts, rate and time left; a log gets plain lines."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mscref.app.complete import Completed
from mscref.app.update import Proposal, UpdatedField
from mscref.cli import progress, show
from mscref.cli.main import run
from mscref.cli.progress import state, with_progress


@pytest.mark.parametrize(
    ("done", "total", "seconds", "line"),
    [
        (0, 5, 0.0, "verified 0 of 5"),
        (5, 5, 2.0, "verified 5 of 5, 2.5/s"),
        (120, 1000, 10.0, "verified 120 of 1000, 12.0/s, 1 min 13 s left"),
        (1, 241, 60.0, "verified 1 of 241, 1.0/min, 4 h 0 min left"),
        (7, 0, 7.0, "verified 7, 1.0/s"),
    ],
)
def test_the_line(done: int, total: int, seconds: float, line: str):
    assert state("verified", done, total, seconds) == line


def test_the_bar_is_as_full_as_the_work_is_done():
    assert state("x", 0, 4, 0, bar=8).startswith("[........] ")
    assert state("x", 1, 4, 1, bar=8).startswith("[##......] ")
    assert state("x", 4, 4, 1, bar=8).startswith("[########] ")


class Clock:
    """Every look at it takes three seconds."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        self.now += 3.0
        return self.now


def test_a_log_gets_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr(progress, "time", Clock())
    assert list(with_progress(range(9), total=9, what="done")) == list(range(9))
    lines = capsys.readouterr().err.splitlines()
    # One look at the clock for each item: the fourth is ten seconds after the last line.
    assert lines == ["done 4 of 9, 20.0/min, 15 s left", "done 8 of 9, 20.0/min, 3 s left"]


@pytest.mark.parametrize("setting", [{"verbosity": show.QUIET}, {"progress": False}])
def test_who_asks_for_none_gets_none(monkeypatch: pytest.MonkeyPatch, capsys, setting):
    monkeypatch.setattr(progress, "time", Clock())
    show.configure(**setting)
    try:
        list(with_progress(range(50), total=50, what="done"))
    finally:
        show.reset()
    assert capsys.readouterr().err == ""


def test_nothing_is_asked_twice_and_the_rest_is_not_fetched(capsys):
    fetched = []

    def items() -> Iterator[int]:
        for one in range(5):
            fetched.append(one)
            yield one

    coming = with_progress(items(), total=5, what="done")
    assert next(coming) == 0
    coming.close()  # type: ignore[attr-defined]
    assert fetched == [0]


SLOW = """
import sys, time
from mscref.cli import main
import mscref.app.verify as app, mscref.cli.commands.verify as command
real = app.verify_against
def slow(claims, known):
    for place, one in enumerate(real(claims, known)):
        if place == 2:
            print("WAITING", file=sys.stderr, flush=True)
            time.sleep(60)
        yield one
command.verify_against = slow
sys.exit(main.run(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_ctrl_c_says_what_was_done_and_keeps_it(tmp_path: Path):
    entries = [
        f"@book{{k{n}, title={{Book {n}}}, author={{A, B}}, year={{2000}}}}" for n in range(4)
    ]
    (tmp_path / "refs.bib").write_text("\n".join(entries))
    (tmp_path / "known.bib").write_text(entries[0])
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, "verify", "refs.bib", "--against", "known.bib",
         "-o", "out.json", "--format", "json"],
        stdin=follower, stdout=follower, stderr=follower, cwd=tmp_path, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    )  # fmt: skip
    os.close(follower)
    said = b""
    while b"WAITING" not in said:
        said += os.read(leader, 4096)
    process.send_signal(signal.SIGINT)
    while True:
        try:
            chunk = os.read(leader, 4096)
        except OSError:
            break
        if not chunk:
            break
        said += chunk
    os.close(leader)
    assert process.wait() == 130
    text = said.decode()
    assert "[....................] verified 0 of 4" in text
    assert "[##########..........] verified 2 of 4" in text
    assert "interrupted: 2 of 4 are verified" in text
    assert '"references": 2' in (tmp_path / "out.json").read_text()


def test_a_bar_keeps_to_the_width_and_quick_work_leaves_none(
    monkeypatch: pytest.MonkeyPatch, capsys
):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with progress.telling("citations written") as tell:
        assert capsys.readouterr().err == "\r\x1b[Kcitations written 0"
        tell(0, 5000)
        assert capsys.readouterr().err == "\r\x1b[K[....................] citati"
    assert capsys.readouterr().err == "\r\x1b[K"
    show.configure(progress=False)
    with progress.telling("citations written") as tell:
        tell(1, 1)
    show.reset()
    assert capsys.readouterr().err == ""


BOOKS = "".join(f"@book{{k{n}, title={{Book {n}}}, doi={{10.5555/{n}}}}}\n" for n in range(3))


@pytest.mark.parametrize("dry_run", [[], ["--dry-run"]])
def test_ctrl_c_in_update_keeps_what_was_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, dry_run: list[str]
):
    library = tmp_path / "refs.bib"
    library.write_text(BOOKS)

    def interrupted(references, _settings, _choice) -> Iterator[Proposal]:
        first = references[0]
        change = UpdatedField(variable="volume", action="add", old="", new="7", source="Crossref")
        yield Proposal(first.id, (change,), wanted=first.with_fields({"volume": "7"}))
        raise KeyboardInterrupt

    monkeypatch.setattr("mscref.cli.commands.update.proposals_for", interrupted)
    assert run(["update", "-l", str(library), *dry_run]) == 130
    said = capsys.readouterr()
    kept = "nothing is written" if dry_run else "what they change is kept"
    assert f"interrupted: 1 of 3 are looked up, and {kept}" in said.err
    assert ("volume={7}" in library.read_text()) is (not dry_run)
    assert "k0\tadded\tvolume\t7\t\tCrossref" in (said.err if dry_run else said.out)


PAGE = "References\n\n" + "\n".join(
    f"{n}. Roth A. Whales and their songs {n}. Nature. 200{n};12(3):44-55." for n in range(1, 6)
)


def test_import_complete_is_watched_and_ctrl_c_says_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(PAGE)
    (tmp_path / "refs.bib").write_text("")
    words = ["import", "page.txt", "--complete", "--force", "-l", "refs.bib"]
    monkeypatch.setattr(progress, "time", Clock())

    def completed(parses, _lookup) -> Iterator[Completed]:
        return (Completed(one.reference) for one in parses)

    monkeypatch.setattr("mscref.app.pages.complete_each", completed)
    run([*words, "--dry-run"])
    assert "completed 4 of 5, 20.0/min, 3 s left" in capsys.readouterr().err

    def interrupted(parses, _lookup) -> Iterator[Completed]:
        yield Completed(parses[0].reference)
        raise KeyboardInterrupt

    monkeypatch.setattr("mscref.app.pages.complete_each", interrupted)
    assert run(words) == 130
    assert "nothing is brought in; answers are kept" in capsys.readouterr().err
    assert (tmp_path / "refs.bib").read_text() == ""


def test_render_says_what_it_does_as_long_as_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    (tmp_path / "refs.bib").write_text(BOOKS)
    (tmp_path / "paper.md").write_text(
        "---\nbibliography: refs.bib\n---\n\n# A\n\nAs in @k1 and @k2.\n\n# B\n\nIn @k2.\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "time", Clock())
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert run(["render", "paper.md", "-s", "apa", "-o", "out.md", "--color", "never"]) == 0
    said = capsys.readouterr().err
    assert "\x1b[Kcitations written 0\r\x1b[K" in said  # before the document is read
    assert "citations written 1 of 3, 10.0/min, 12 s left" in said  # two looks at the clock
    assert "citations written 3 of 3 in" in said
    # Each chapter has a list of its own, and is counted when its turn comes.
    assert run(["render", "paper.md", "--sections", "1", "-o", "out.md", "--color", "never"]) == 0
    assert "citations written 3 of 3 in" in capsys.readouterr().err
    assert run(["render", "paper.md", "-s", "apa", "-o", "out.md", "--no-progress"]) == 0
    assert "citations written" not in capsys.readouterr().err
