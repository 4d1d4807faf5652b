"""The root command, the table of commands, and the one error boundary.

Owns how the process starts and how it ends: a command module is imported only when its command
runs, and everything that goes wrong leaves here as one message, a hint and an exit code.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TextIO

import typer
from typer._click import exceptions as click_errors
from typer.core import TyperGroup, TyperOption

from mscref.cli import show, streams
from mscref.errors import ExitCode, MscrefError

if TYPE_CHECKING:
    from typer._click.core import Command, Context, Parameter
    from typer._click.formatting import HelpFormatter


class CommandRow(NamedTuple):
    """One command: `module` of mscref.cli.commands holds its Typer `app`.

    `asks_network` gives it the options of cli/network.py.
    """

    module: str
    help: str
    section: str
    asks_network: bool = False


READING, CHANGING, AROUND = "Read", "Change", "Around"

# The one table of commands, in the order of the help; see CONTRIBUTING.md, "Add a command".
COMMANDS = MappingProxyType(
    {
        "format": CommandRow("format", "Format references in a citation style.", READING),
        "cite": CommandRow("cite", "Write the in-text citation of references.", READING),
        "list": CommandRow("list", "List the library: key, authors, year, title.", READING),
        "show": CommandRow("show", "Show everything known about a reference.", READING),
        "search": CommandRow("search", "Find references by words, fields and years.", READING),
        "resolve": CommandRow(
            "resolve", "Look up DOIs, PMIDs, ISBNs and other ids.", READING, asks_network=True
        ),
        "lookup": CommandRow(
            "lookup", "Find a work by its words, or a pasted reference.", READING, asks_network=True
        ),
        "check": CommandRow("check", "Report what is wrong with entries, by rules.", READING),
        "verify": CommandRow(
            "verify", "Do the references exist, agree and stand?", READING, asks_network=True
        ),
        "export": CommandRow("export", "Write references in another format.", READING),
        "render": CommandRow("render", "Write the citations of a document out.", READING),
        "filter": CommandRow("filter", "Cite in a document that pandoc converts.", READING),
        "bbl": CommandRow("bbl", "Write the bibliography of a LaTeX document.", READING),
        "styles": CommandRow("styles", "Find citation styles, check one, compare them.", READING),
        "open": CommandRow("open", "Open a reference in the browser.", READING),
        "edit": CommandRow("edit", "Change fields of references, or their text.", CHANGING),
        "rm": CommandRow("rm", "Remove references.", CHANGING),
        "add": CommandRow(
            "add", "Look ids up and append the references.", CHANGING, asks_network=True
        ),
        "update": CommandRow(
            "update", "Fill in and correct from the sources.", CHANGING, asks_network=True
        ),
        "import": CommandRow(
            "import_", "Bring references of other files in.", CHANGING, asks_network=True
        ),
        "rekey": CommandRow("rekey", "Give references new citation keys.", CHANGING),
        "dedupe": CommandRow("dedupe", "Merge entries of one work.", CHANGING),
        "tidy": CommandRow("tidy", "Normalise the library, rule by rule.", CHANGING),
        "undo": CommandRow("undo", "Take the last change back.", CHANGING),
        "history": CommandRow("history", "List the changes made to the library.", CHANGING),
        "cache": CommandRow("cache", "Show or clear the answers that are kept.", AROUND),
        "config": CommandRow("config", "Show the settings and where they come from.", AROUND),
        "completion": CommandRow("completion", "Print a completion script for the shell.", AROUND),
    }
)

# A first word that is a DOI and no command.
_DOI_STARTS = ("10.", "doi:10.", "https://doi.org/10.", "http://doi.org/10.")

_HELP = """
Format, resolve, verify and keep the references of a paper.

\b
Examples:
  mscref format                      the library, one line per reference
  mscref format -s apa paper.bib     another file, in APA style
  mscref cite leng2020 --locator 12  an in-text citation
  mscref 10.14336/AD.2020.0228       look a DOI up
"""


class LazyGroup(TyperGroup):
    """The root group: lists commands from the table, imports a module when its command runs."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the names of all commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Import the module of `cmd_name` and build its command; None where it is unknown."""
        row = COMMANDS.get(cmd_name)
        if row is None:
            return None
        app = import_module(f"mscref.cli.commands.{row.module}").app
        command = typer.main.get_command(app)
        command.name = cmd_name
        for one in _with_subcommands(command):
            if row.asks_network:
                from mscref.cli.network import network_options

                one.params.extend(network_options())
            one.params.extend(_common_options())
        return command

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the table of commands by section, without importing any of them."""
        for section in dict.fromkeys(row.section for row in COMMANDS.values()):
            rows = [(name, row.help) for name, row in COMMANDS.items() if row.section == section]
            with formatter.section(section):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """Find the command that `args` start with; an unknown name gets near matches.

        A DOI alone is resolved: `mscref 10.1000/182` is `mscref resolve 10.1000/182`.
        """
        if args[0].lower().startswith(_DOI_STARTS):
            return super().resolve_command(ctx, ["resolve", *args])
        if args[0] not in COMMANDS:
            near = _did_you_mean(args[0], COMMANDS) or "`mscref --help` lists the commands"
            raise _UnknownCommandError(f"unknown command `{args[0]}`", near)
        return super().resolve_command(ctx, args)


class _UnknownCommandError(MscrefError):
    exit_code = ExitCode.USAGE

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint=hint)


def root_command() -> LazyGroup:
    """Build the root command; no command module is imported."""
    return LazyGroup(
        name="mscref",
        help=_HELP,
        rich_markup_mode=None,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        params=[_version_option(), *_common_options()],
    )


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
    show.reset()
    show.prepare_streams()
    debug = "--debug" in arguments
    try:
        code = _invoke(arguments)
        sys.stdout.flush()
    except click_errors.NoArgsIsHelpError as error:
        for line in error.format_message().splitlines():
            show.note(line)
        return ExitCode.USAGE
    except click_errors.ClickException as error:
        return _report_usage(error)
    except MscrefError as error:
        if debug:
            _print_traceback()
        _report(error)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
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


def _invoke(arguments: Sequence[str]) -> int:
    """Run the command; not `TyperGroup.main`, which swallows a closed pipe."""
    command = root_command()
    if "_MSCREF_COMPLETE" in os.environ:
        from typer._completion_classes import completion_init

        completion_init()
        command._main_shell_completion({}, "mscref")
    try:
        with command.make_context("mscref", list(arguments)) as context:
            command.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    return ExitCode.DONE


def _with_subcommands(command: Command) -> Iterator[Command]:
    yield command
    for one in getattr(command, "commands", {}).values():
        yield from _with_subcommands(one)


# ---------------------------------------------------------------- options of every command


def _common_options() -> list[TyperOption]:
    """The options that every command takes, before or after its name."""

    def set_color(_context: Context, _option: Parameter, value: str | None) -> None:
        if value not in (None, *show.COLOR_CHOICES):
            choices = ", ".join(show.COLOR_CHOICES)
            raise click_errors.BadParameter(f"`{value}` is not one of {choices}")
        show.configure(color=value)

    def set_quiet(_context: Context, _option: Parameter, value: bool) -> None:
        show.configure(verbosity=show.QUIET if value else None)

    def set_verbose(_context: Context, _option: Parameter, value: bool) -> None:
        show.configure(verbosity=show.VERBOSE if value else None)

    return [
        TyperOption(
            param_decls=["--quiet", "-q"],
            help="Say nothing but errors.",
            is_flag=True,
            expose_value=False,
            callback=set_quiet,
        ),
        TyperOption(
            param_decls=["--verbose", "-v"],
            help="Say what is read and done, and why.",
            is_flag=True,
            expose_value=False,
            callback=set_verbose,
        ),
        TyperOption(
            param_decls=["--color"],
            help="When to use colour: auto, always, never.  [env: NO_COLOR, FORCE_COLOR]",
            metavar="WHEN",
            expose_value=False,
            callback=set_color,
        ),
        TyperOption(
            param_decls=["--debug"],
            help="Show the traceback of an error.",
            is_flag=True,
            expose_value=False,
        ),
    ]


def _version_option() -> TyperOption:
    def show_version(_context: Context, _option: Parameter, value: bool) -> None:
        if value:
            from mscref import __version__

            show.result(f"mscref {__version__}")
            raise typer.Exit

    return TyperOption(
        param_decls=["--version", "-V"],
        help="Show the version and exit.",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show_version,
    )


# ---------------------------------------------------------------- how a run ends badly


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=3)
    return f"did you mean {', '.join(f'`{one}`' for one in near)}?" if near else ""


def _report(error: MscrefError) -> None:
    """Show the findings of an error, and its message where no finding says the same."""
    show.diagnostics(error.diagnostics)
    told = {form for one in error.diagnostics for form in (str(one), f"{one.span}: {one.message}")}
    if error.message not in told:
        show.error(error.message, hint=error.hint)


def _report_usage(error: click_errors.ClickException) -> int:
    """One line for what Typer found wrong with the command line, and where the help is."""
    context = getattr(error, "ctx", None)
    hint = f"see `{context.command_path} --help`" if context else ""
    message = error.format_message().rstrip(".")
    if isinstance(error, click_errors.NoSuchOption):
        message = f"unknown option `{error.option_name}`"
        hint = _did_you_mean(error.option_name, _option_names(context)) or hint
        if context is not None and context.parent is None:
            hint = f"options of a command go after it: `mscref format {error.option_name} …`"
    show.error(message[:1].lower() + message[1:], hint=hint)
    return ExitCode.USAGE


def _option_names(context: Context | None) -> list[str]:
    """The options of a command as they are typed; arguments have a name as well, and are none."""
    parameters = context.command.params if context else []
    return [name for one in parameters for name in one.opts if name.startswith("-")]


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
    return [re.sub(r"[^\s=@]+@[^\s@]+", "…@…", argument) for argument in arguments]


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
