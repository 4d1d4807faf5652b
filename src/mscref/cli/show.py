"""What the user sees: results on stdout, everything else on stderr.

Owns colour, verbosity, tables and the look of diagnostics. Text from outside may hold terminal
escapes: every message passes `visible_in_line`. Rich is imported only when stdout is a terminal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import UsageError
from mscref.model.characters import escaped_in_json, visible, visible_in_line
from mscref.records import Record, replaced

if TYPE_CHECKING:
    from rich.console import OverflowMethod
    from rich.text import Text


QUIET, NORMAL, VERBOSE = -1, 0, 1
COLOR_CHOICES = ("auto", "always", "never")


class ShowSettings(Record):
    """How much is said, and whether in colour, with progress, in a pager."""

    verbosity: int = NORMAL
    color: str = "auto"
    progress: bool = True
    pager: bool = True


# A context variable and not a module variable: each run (and each test) starts from its own.
_AT_START = ShowSettings()
_settings: ContextVar[ShowSettings] = ContextVar("settings", default=_AT_START)
_said: ContextVar[frozenset[str]] = ContextVar("said", default=frozenset())

_ANSI = {
    "bold": "\x1b[1m",
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.INFO: "\x1b[1;36m",
}
_ANSI_RESET = "\x1b[0m"
_WIDEST_EXCERPT = 96
# Of findings of one kind in one file; more of them hide those of other kinds.
_MOST_ALIKE = 20


def reset() -> None:
    """Start a run with the settings of the environment alone."""
    _settings.set(_AT_START)
    _said.set(frozenset())


def configure(
    *,
    verbosity: int | None = None,
    color: str | None = None,
    progress: bool | None = None,
    pager: bool | None = None,
) -> None:
    """Change the settings of this run; None leaves one as it is."""
    settings = _settings.get()
    if verbosity is not None:
        settings = replaced(settings, verbosity=verbosity)
    if color is not None:
        settings = replaced(settings, color=color)
    if progress is not None:
        settings = replaced(settings, progress=progress)
    if pager is not None:
        settings = replaced(settings, pager=pager)
    _settings.set(settings)


def prepare_streams() -> None:
    """Make stdout and stderr take every character.

    A pipe or a file gets UTF-8 whatever the locale says; a terminal keeps its encoding and
    shows what it cannot spell as `?`.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:  # a test's stream
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def clean(text: str) -> str:
    """Return `text` with control characters replaced by visible signs."""
    return visible(text)


def one_line(text: str) -> str:
    """Return `text` cleaned and on one line, for cells and messages."""
    return clean(" ".join(text.split()))


def time(text: str) -> str:
    """A time of the journal (ISO 8601): to the minute for a person, as it is for a pipe."""
    return text[:16].replace("T", " ") if is_terminal() else text


def is_terminal() -> bool:
    """True where results go to a person and not to a pipe or file."""
    return sys.stdout.isatty()


def is_chatty() -> bool:
    """True unless --quiet: notes and progress may be shown."""
    return _settings.get().verbosity >= NORMAL


def has_progress() -> bool:
    """True unless --quiet or --no-progress: how far long work is may be shown."""
    return is_chatty() and _settings.get().progress


def is_capable() -> bool:
    """Whether the terminal can draw a line anew."""
    return os.environ.get("TERM") != "dumb"


def is_verbose() -> bool:
    """True with --verbose: details and findings of severity INFO are shown."""
    return _settings.get().verbosity >= VERBOSE


def wants_color(stream: TextIO) -> bool:
    """Decide by --color, then NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, then the stream."""
    choice = _settings.get().color
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def result(text: str) -> None:
    """Write a result to stdout, ending in a newline.

    On a terminal control characters are made visible; a pipe gets the bytes as they are.
    """
    if is_terminal():
        text = clean(text)
    sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")


def result_now(text: str) -> None:
    """Write a result that somebody waits for while the command goes on."""
    result(text)
    sys.stdout.flush()


def bold(text: str) -> str:
    """The text in bold where stdout shows it."""
    return styled(text, "1")


def styled(text: str, codes: str) -> str:
    """The text with these SGR codes where stdout shows them."""
    return f"\x1b[{codes}m{text}{_ANSI_RESET}" if text and wants_color(sys.stdout) else text


def in_colour(text: str, severity: Severity) -> str:
    """The text in the colour of a severity where stdout shows it."""
    return f"{_ANSI[severity]}{text}{_ANSI_RESET}" if wants_color(sys.stdout) else text


def terminal_width() -> int:
    """The columns of the terminal, or what $COLUMNS says."""
    import shutil

    return shutil.get_terminal_size().columns


def screen(text: str) -> None:
    """Write what is for a terminal to it, through a pager where it is longer than the screen."""
    pager = _pager() if is_terminal() and sys.stdin.isatty() else ""
    if pager:
        import shutil

        if text.count("\n") >= shutil.get_terminal_size().lines:
            import pydoc

            os.environ.setdefault("LESS", "FRX")  # colours, and no pager for what fits
            sys.stdout.flush()
            pydoc.pipepager(text, pager)
            return
    sys.stdout.write(text)


def _pager() -> str:
    """The command of the pager: $MSCREF_PAGER, $PAGER, else less; "" for none."""
    if not _settings.get().pager or not is_capable():
        return ""
    for variable in ("MSCREF_PAGER", "PAGER"):
        if variable in os.environ:
            named = os.environ[variable].strip()
            return "" if named == "cat" else named
    import shutil

    return "less" if shutil.which("less") else ""


def diff(text: str) -> None:
    """Write a diff: control characters are made visible in a pipe too, where CI logs are read; line
    ends stay, so that `git apply` takes it."""
    result("\r\n".join(clean(part) for part in text.split("\r\n")))


def counted(count: int, noun: str) -> str:
    """A number with its noun: "1 citation", "3 citations"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def deliver(text: str, *, output: Path | None, read: Iterable[str | Path]) -> None:
    """Write a result to the file `output`, or to stdout where it is None or `-`.

    `read` are the files that the result was made of. Raises UsageError where `output` is one of
    them: what is written holds less than what was read.
    """
    if output is None or str(output) == "-":
        result(text)
        return
    from mscref.app.files import write_text

    _refuse_to_replace(output, read)
    write_text(output, text if text.endswith("\n") or not text else text + "\n")
    detail(f"wrote {output}")


def deliver_bytes(content: bytes, *, output: Path | None, read: Iterable[str | Path]) -> None:
    """Write a document to the file `output`, or to stdout where it is None or `-`, as it is.

    `read` as for `deliver`.
    """
    if output is not None and str(output) != "-":
        from mscref.app.files import write_bytes

        _refuse_to_replace(output, read)
        write_bytes(output, content)
        detail(f"wrote {output}")
    elif is_terminal():
        sys.stdout.write(clean(content.decode("utf-8", "replace")))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)


def _refuse_to_replace(output: Path, read: Iterable[str | Path]) -> None:
    if output.is_file() and any(Path(one).is_file() and output.samefile(one) for one in read):
        raise UsageError(
            f"{output}: is what is read, and would be lost",
            hint="write to another file: -o OTHER",
        )


def json_result(payload: object) -> None:
    """Write a result as JSON, readable by people too; control characters stay escaped."""
    result(json_text(payload))


def json_text(payload: object) -> str:
    """A result as JSON."""
    import json

    return escaped_in_json(json.dumps(payload, ensure_ascii=False, indent=2))


def tabbed(row: Sequence[str]) -> str:
    """A row for a program: its cells on one line, separated by tabs."""
    return "\t".join(map(one_line, row))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, wrap: bool = True) -> None:
    """Write rows as a table on a terminal; else one line each, cells separated by tabs.

    Where a terminal is too narrow long cells go on in the next line; without `wrap` they end in
    "…" and each row is one line.
    """
    if not is_terminal():
        for row in rows:
            sys.stdout.write(tabbed(row) + "\n")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Without a colour system rich writes no escape sequence at all; no_color keeps bold.
    styled = wants_color(sys.stdout)
    console = Console(color_system="auto" if styled else None, highlight=False)
    lines = [[Text(one_line(cell)) for cell in row] for row in rows]
    grid = Table(box=None, pad_edge=False, header_style="bold")
    overflow: OverflowMethod = "fold" if wrap else "ellipsis"
    for number, column in enumerate(columns):
        grid.add_column(column, no_wrap=number == 0 or not wrap, overflow=overflow)
    if not wrap:
        _shorten(lines, columns, width=console.width)
    for line in lines:
        grid.add_row(*line)
    with console.capture() as captured:
        console.print(grid)
    screen(captured.get())


def _shorten(lines: list[list[Text]], columns: Sequence[str], *, width: int) -> None:
    """Cut cells so that each row is one line."""
    from mscref.cli.columns import fit

    natural = [
        max([len(name), *(line[number].cell_len for line in lines)])
        for number, name in enumerate(columns)
    ]
    for number, cells in enumerate(fit(natural, width=width)):
        for line in lines:
            line[number].truncate(cells, overflow="ellipsis")


def note(text: str) -> None:
    """Say something on stderr, unless --quiet."""
    if _settings.get().verbosity >= NORMAL:
        sys.stderr.write(visible_in_line(text) + "\n")


def detail(text: str) -> None:
    """Say something on stderr with --verbose."""
    if _settings.get().verbosity >= VERBOSE:
        sys.stderr.write(visible_in_line(text) + "\n")


def error(message: str, *, hint: str = "") -> None:
    """Say why we cannot go on, and what to do next; --quiet does not silence it."""
    _finding(Severity.ERROR, message, hint)


def warning(message: str, *, hint: str = "", once: bool = False) -> None:
    """Say what the user should know although the result came out; `once` in a run."""
    if once and message in _said.get():
        return
    if once:
        _said.set(_said.get() | {message})
    if _settings.get().verbosity >= NORMAL:
        _finding(Severity.WARNING, message, hint)


def diagnostics(findings: Iterable[Diagnostic]) -> None:
    """Say what is the matter with the user's data, each with its line and a caret.

    --quiet leaves the errors; findings of severity INFO need --verbose. Of many of one kind in one
    file the first are said and the others are counted; --verbose says them all.
    """
    verbosity = _settings.get().verbosity
    threshold = {Severity.ERROR: QUIET, Severity.WARNING: NORMAL, Severity.INFO: VERBOSE}
    counts: dict[tuple[str, str, Severity], int] = {}
    for finding in findings:
        if verbosity < threshold[finding.severity]:
            continue
        path = finding.span.path if finding.span else ""
        kind = path, finding.code, finding.severity
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] > _MOST_ALIKE and verbosity < VERBOSE:
            continue
        # An address has its own colon: `zotero:`.
        place = f"{str(finding.span).removesuffix(':')}: " if finding.span else ""
        label = f"{finding.severity.value}[{finding.code}]"
        excerpt = ""
        if finding.source_line and finding.span:
            excerpt = _excerpt(finding.source_line, finding.span.column)
        _finding(finding.severity, finding.message, finding.hint, place, label, excerpt)
    if verbosity < VERBOSE:
        _count_others(counts)


def _count_others(counts: Mapping[tuple[str, str, Severity], int]) -> None:
    """Say how many findings of each kind were not said."""
    for (path, code, severity), count in counts.items():
        if count > _MOST_ALIKE:
            message = f"{count - _MOST_ALIKE:,} more like the {_MOST_ALIKE} above"
            place = f"{path}: " if path else ""
            label = f"{severity.value}[{code}]"
            _finding(severity, message, "`--verbose` shows them all", place, label)


def _finding(
    severity: Severity,
    message: str,
    hint: str,
    place: str = "",
    label: str = "",
    excerpt: str = "",
) -> None:
    """Write what, where, the line it is about, and what next."""
    label = visible_in_line(label or severity.value)
    place = visible_in_line(place)
    if wants_color(sys.stderr):
        label = f"{_ANSI[severity]}{label}{_ANSI_RESET}"
        place = f"{_ANSI['bold']}{place}{_ANSI_RESET}" if place else ""
    shown = f"{place}{label}: {visible_in_line(message)}\n{excerpt}"
    sys.stderr.write(shown + (f"  hint: {visible_in_line(hint)}\n" if hint else ""))


def _excerpt(source_line: str, column: int) -> str:
    """The line of the file with a caret under `column` (from 1; 0 is unknown)."""
    line = visible_in_line(source_line.rstrip("\r\n")).replace("\t", " ")
    start = max(0, column - _WIDEST_EXCERPT // 2) if len(line) > _WIDEST_EXCERPT else 0
    line = line[start : start + _WIDEST_EXCERPT]
    shown = f"    {line}\n"
    if not column:
        return shown
    return shown + "    " + " " * cells(line[: column - 1 - start]) + "^\n"


def cells(text: str) -> int:
    """The number of terminal cells of `text`."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )
