"""How a run ends: every exception becomes a message and an exit code, and nothing escapes."""

import os
import signal
import subprocess
import sys
import types
from pathlib import Path

import pytest

from mscref.cli import options
from mscref.cli.main import run
from mscref.cli.table import COMMANDS
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import FormatError, NotFoundError, UnreachableError


def command_that_raises(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Put a command that fails in the place of `list`."""
    module = types.ModuleType("mscref.cli.commands.list")
    app = options.command_app()

    @app.command()
    def fails() -> None:
        """Fail."""
        raise error

    module.__dict__["app"] = app
    monkeypatch.setitem(sys.modules, module.__name__, module)


def test_a_bug_is_a_short_text_and_a_log(monkeypatch: pytest.MonkeyPatch, capsys, tmp_path: Path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    command_that_raises(monkeypatch, RuntimeError("the impossible\x1b[31m"))
    assert run(["list"]) == 70
    error = capsys.readouterr().err
    log = tmp_path / "mscref" / "last-error.log"
    assert error.splitlines() == [
        "error: internal error, not your fault: RuntimeError: the impossible␛[31m",
        f"  hint: the details are in {log}; please report it; `--debug` shows the traceback",
    ]
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_the_log_holds_no_mail_address():
    from mscref.cli.main import _without_addresses

    given = ["resolve", "--mailto=ada@example.org", "--mailto", "ada@example.org", "10.5555/a"]
    assert _without_addresses(given) == [
        *("resolve", "--mailto=…@…", "--mailto", "…@…", "10.5555/a")
    ]


def test_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch, capsys):
    command_that_raises(monkeypatch, RuntimeError("the impossible"))
    assert run(["list", "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_no_log_where_the_state_folder_is_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys, tmp_path: Path
):
    (tmp_path / "state").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    command_that_raises(monkeypatch, ZeroDivisionError("x"))
    assert run(["list"]) == 70
    assert "the details" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (NotFoundError("no `x`", hint="try y"), 4, "error: no `x`\n  hint: try y\n"),
        (UnreachableError("no answer"), 5, "error: no answer\n"),
        (PermissionError(13, "Permission denied", "a.bib"), 6, "error: a.bib: permission denied\n"),
        (
            FormatError(
                "nothing readable",
                diagnostics=(Diagnostic(Severity.ERROR, "x-y", "odd", Span("a.bib", 3, 2)),),
            ),
            3,
            "a.bib:3:2: error[x-y]: odd\nerror: nothing readable\n",
        ),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_every_exception_has_its_code(
    monkeypatch: pytest.MonkeyPatch, capsys, error: BaseException, code: int, message: str
):
    command_that_raises(monkeypatch, error)
    assert run(["list"]) == code
    assert capsys.readouterr().err == message


def test_ctrl_c_ends_with_130():
    waiting = subprocess.Popen(
        [sys.executable, "-m", "mscref", "list", "-v", "-l", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell has its background jobs ignore Ctrl-C, and what they start, too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert waiting.stderr is not None
    assert waiting.stderr.readline().startswith(b"library: <stdin>")  # it reads now
    os.kill(waiting.pid, signal.SIGINT)
    _, error = waiting.communicate()
    assert (waiting.returncode, error) == (130, b"interrupted\n")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_with_examples(name: str, capsys):
    assert run([name, "--help"]) == 0
    help_text = capsys.readouterr().out
    assert help_text.startswith(f"Usage: mscref {name}")
    if "Commands:" not in help_text:
        assert "Examples:" in help_text


def test_help_needs_neither_library_nor_valid_settings(
    monkeypatch: pytest.MonkeyPatch, capsys, tmp_path: Path
):
    (tmp_path / "mscref.toml").write_text("this is not TOML")
    monkeypatch.chdir(tmp_path)
    assert run(["format", "--help"]) == 0
    assert run(["--version"]) == 0
    assert capsys.readouterr().err == ""
