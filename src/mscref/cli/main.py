"""How a run starts and ends: the one error boundary.

A command module is imported only when its command runs, and everything that goes wrong leaves here
as one message, a hint and an exit code.
"""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NoReturn, TextIO

from mscref.cli import show, streams
from mscref.cli.declared import Exit
from mscref.cli.plain import plain_call
from mscref.config import NO_CONFIG
from mscref.errors import ExitCode, MscrefError, PluginWarning


def main() -> NoReturn:
    """Run the command line of this process and exit with its code.

    Ends without the teardown of the interpreter, which costs 11 ms of CPU: by now everything is
    written and closed.
    """
    streams.prepare()
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # said already, and there is nobody left to tell
            stream.flush()
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; nothing is raised without --debug."""
    if "--no-config" in arguments:
        with _without_settings():
            return _run(arguments)
    return _run(arguments)


@contextmanager
def _without_settings() -> Iterator[None]:
    """Let no settings file be read, by what we start neither."""
    before = os.environ.get(NO_CONFIG)
    os.environ[NO_CONFIG] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[NO_CONFIG]
        else:
            os.environ[NO_CONFIG] = before


def _run(arguments: Sequence[str]) -> int:
    show.reset()
    show.prepare_streams()
    warnings.simplefilter("always", PluginWarning)
    warnings.showwarning = _show_warning
    debug = "--debug" in arguments
    try:
        code = _invoke(arguments)
        sys.stdout.flush()
    except MscrefError as error:
        if debug:
            _print_traceback()
        _report(error)
        return error.exit_code
    except KeyboardInterrupt:
        show.note("interrupted")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # `mscref list | head` is not an error
        _silence(sys.stdout, sys.stderr)
        return ExitCode.DONE
    except OSError as error:
        if debug:
            _print_traceback()
        return _report_os_error(error)
    except Exception as error:  # noqa: BLE001 - the boundary: a bug becomes a short text
        return _report_bug(error, arguments, debug=debug)
    return code


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """A plug-in that is left out is a warning of ours; others are for who develops."""
    if isinstance(message, PluginWarning):
        text, _, hint = str(message).rpartition("; ")
        show.warning(text, hint=hint, once=True)
    else:
        text = warnings.formatwarning(message, category, filename, lineno, line)
        (file or sys.stderr).write(text)


def _invoke(arguments: Sequence[str]) -> int:
    """Run the command: as it stands where it is plain, else as Typer understands it."""
    try:
        if "--json" in arguments and not {"--help", "-h"}.isdisjoint(arguments):
            from mscref.cli.help_json import print_help

            print_help([word for word in arguments if not word.startswith("-")])
            return ExitCode.DONE
        call = None if "_MSCREF_COMPLETE" in os.environ else plain_call(arguments)
        if call is None:
            from mscref.cli.tree import run_typer

            return run_typer(arguments)
        call.run()
    except Exit as end:
        return end.code
    return ExitCode.DONE


# ---------------------------------------------------------------- how a run ends badly


def _report(error: MscrefError) -> None:
    """Show the findings of an error, and its message where no finding says the same."""
    show.diagnostics(error.diagnostics)
    told = {form for one in error.diagnostics for form in (str(one), f"{one.span}: {one.message}")}
    if error.message not in told:
        show.error(error.message, hint=error.hint)


def _report_os_error(error: OSError) -> int:
    """Name the file or stream that failed; unwritten output is dropped, the code says so."""
    place = str(error.filename) if error.filename else "cannot write the output"
    show.error(f"{place}: {(error.strerror or str(error)).lower()}")
    _silence(sys.stdout)
    return ExitCode.LIBRARY


def _report_bug(error: Exception, arguments: Sequence[str], *, debug: bool) -> int:
    if debug:
        _print_traceback()
        return ExitCode.BUG
    log = _write_log(arguments)
    where = f"the details are in {log}; " if log else ""
    summary = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    show.error(
        f"internal error, not your fault: {summary}",
        hint=f"{where}please report it; `--debug` shows the traceback",
    )
    return ExitCode.BUG


def _write_log(arguments: Sequence[str]) -> str:
    """Keep the traceback in the state folder; "" where that is not writable."""
    import traceback

    from mscref import __version__
    from mscref.config import user_folder

    log = user_folder("state", os.environ) / "last-error.log"
    said = _without_addresses(arguments)
    text = f"mscref {__version__}\n{sys.version}\n{said}\n{traceback.format_exc()}"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(text, encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return str(log)


def _without_addresses(arguments: Sequence[str]) -> list[str]:
    """The arguments without mail addresses: people attach the log to reports."""
    return [re.sub(r"(?<![^\s=@])[^\s=@]++@[^\s@]+", "…@…", argument) for argument in arguments]


def _print_traceback() -> None:
    import traceback

    for line in traceback.format_exc().splitlines():
        show.note(line)


def _silence(*streams: TextIO) -> None:
    """Keep the interpreter from writing the unwritable rest once more when it exits."""
    for stream in streams:
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except (OSError, ValueError):  # a test's stream has no descriptor
            continue
