"""The command line as Typer understands it: help, errors, completion, and what is not plain.

Owns the root group, whose commands come from the table and are imported when they run, and how
declarations become parameters of Typer's.
"""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

import typer
from typer._click import exceptions as click_errors
from typer.core import TyperGroup, TyperOption

from mscref.cli import show
from mscref.cli.declared import CommandApp, Option
from mscref.cli.table import COMMANDS
from mscref.commandlines import command_line
from mscref.errors import ExitCode, MscrefError, UsageError

if TYPE_CHECKING:
    from typer._click.core import Command, Context, Parameter
    from typer._click.formatting import HelpFormatter


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
  mscref paper.bib, mscref leng2020  a file or a key: the same as format
  mscref help cite                   what a command can do
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
        command = typer.main.get_command(_typer_app(app))
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

        A DOI alone is resolved: `mscref 10.1000/182` is `mscref resolve 10.1000/182`. A file of
        references, or a key of the library, is formatted.
        """
        if args[0].lower().startswith(_DOI_STARTS):
            return super().resolve_command(ctx, ["resolve", *args])
        if args[0] not in COMMANDS:
            from mscref.cli.reading import is_reference

            if is_reference(args[0]):
                return super().resolve_command(ctx, ["format", *args])
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


def run_typer(arguments: Sequence[str]) -> int:
    """Run a command line with Typer and return its exit code; raises UsageError.

    Not `TyperGroup.main`, which swallows a closed pipe.
    """
    arguments = _as_help(arguments)
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
    except click_errors.NoArgsIsHelpError as error:
        for line in error.format_message().splitlines():
            show.note(line)
        return ExitCode.USAGE
    except click_errors.ClickException as error:
        raise _usage_error(error, arguments) from error
    return ExitCode.DONE


def _as_help(arguments: Sequence[str]) -> Sequence[str]:
    """`help cite` is `cite --help`, as with git; every other line stays."""
    return [*arguments[1:], "--help"] if arguments[:1] == ["help"] else arguments


# ---------------------------------------------------------------- declarations, in Typer's words


def _typer_app(declared: CommandApp) -> typer.Typer:
    app = typer.Typer(
        help=declared.help,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=declared.help is not None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name, function in declared.functions.items():
        app.command(name)(_spelt_for_typer(function))
    if declared.help is not None and len(declared.functions) == 1:
        app.callback()(_is_group)  # else Typer takes the one subcommand for the command itself
    return app


def _is_group() -> None:
    return None


def _spelt_for_typer(function: Callable[..., None]) -> Callable[..., None]:
    """The function with the parameters that Typer reads in the place of ours."""
    hints = get_type_hints(function, include_extras=True)
    translated = {name: _typer_hint(hint) for name, hint in hints.items()}
    signature = inspect.signature(function)

    @functools.wraps(function)
    def call(**values: object) -> None:
        function(**values)

    parameters = [
        one.replace(annotation=translated[name]) for name, one in signature.parameters.items()
    ]
    call.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    call.__annotations__ = translated
    return call


def _typer_hint(hint: Any) -> Any:  # noqa: ANN401 - a type, or Annotated
    if get_origin(hint) is not Annotated:
        return hint
    kind, parameter = get_args(hint)
    common = {
        "help": parameter.help or None,
        "metavar": parameter.metavar,
        "show_default": parameter.show_default,
        "autocompletion": parameter.autocompletion,
        "min": parameter.min,
        "max": parameter.max,
        "hidden": parameter.hidden,
    }
    make = typer.Option if isinstance(parameter, Option) else typer.Argument
    return Annotated[kind, make(*parameter.names, **common)]


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

    def set_no_progress(_context: Context, _option: Parameter, value: bool) -> None:
        show.configure(progress=False if value else None)

    def set_no_pager(_context: Context, _option: Parameter, value: bool) -> None:
        show.configure(pager=False if value else None)

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
            autocompletion=_complete_color,
        ),
        TyperOption(
            param_decls=["--no-progress"],
            help="Show no bar while something takes long.",
            is_flag=True,
            expose_value=False,
            callback=set_no_progress,
        ),
        TyperOption(
            param_decls=["--no-pager"],
            help="Print also what is longer than the screen.  [env: MSCREF_PAGER, PAGER]",
            is_flag=True,
            expose_value=False,
            callback=set_no_pager,
        ),
        TyperOption(
            param_decls=["--no-config"],
            help="Read no settings file.  [env: MSCREF_NO_CONFIG]",
            is_flag=True,
            expose_value=False,
        ),
        TyperOption(
            param_decls=["--debug"],
            help="Show the traceback of an error.",
            is_flag=True,
            expose_value=False,
        ),
    ]


def _complete_color(_context: Context, _words: Sequence[str], word: str) -> list[str]:
    return [one for one in show.COLOR_CHOICES if one.startswith(word)]


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


# ---------------------------------------------------------------- what Typer found wrong


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=3)
    return f"did you mean {', '.join(f'`{one}`' for one in near)}?" if near else ""


def _usage_error(error: click_errors.ClickException, arguments: Sequence[str]) -> UsageError:
    """One line for what Typer found wrong with the command line, and where the help is."""
    context = getattr(error, "ctx", None)
    hint = f"see `{context.command_path} --help`" if context else ""
    message = error.format_message().rstrip(".")
    if isinstance(error, click_errors.NoSuchOption):
        message = f"unknown option `{error.option_name}`"
        hint = (
            _did_you_mean(error.option_name, _option_names(context))
            or _word_behind_dashes(error.option_name, arguments, context)
            or hint
        )
        if context is not None and context.parent is None:
            hint = f"options of a command go after it: `mscref format {error.option_name} …`"
    return UsageError(message[:1].lower() + message[1:], hint=hint)


def _word_behind_dashes(option: str, arguments: Sequence[str], context: Context | None) -> str:
    """How a word that begins with a dash is given, where a letter of one was taken for an option.

    `-1999` and `-review` are queries; a command without arguments takes no words.
    """
    takes_words = any(one.param_type_name == "argument" for one in _parameters(context))
    letter = option.removeprefix("-")
    meant = [
        one
        for one in arguments
        if one.startswith("-") and not one.startswith("--") and len(one) > 2 and letter in one
    ]
    if not (takes_words and meant and len(letter) == 1 and context is not None):
        return ""
    said = command_line(*context.command_path.split()[1:], values=meant[:1])
    return f"no option but a word? it goes behind `--`: `{said}`"


def _parameters(context: Context | None) -> Sequence[Parameter]:
    return context.command.params if context else ()


def _option_names(context: Context | None) -> list[str]:
    """The options of a command as they are typed; arguments have a name as well, and are none."""
    return [name for one in _parameters(context) for name in one.opts if name.startswith("-")]
