"""`mscref schema`: JSON Schemas of what `--json` writes, and of the settings file."""

from __future__ import annotations

from typing import Annotated

from mscref.cli import options, show
from mscref.cli.declared import Argument
from mscref.cli.json_schema import output_schema, settings_schema
from mscref.cli.outputs import SHAPES
from mscref.errors import UsageError

app = options.command_app()

_SETTINGS = "settings"


@app.command("schema")
def show_schema(
    command: Annotated[
        list[str] | None,
        Argument(
            metavar="[COMMAND]...",
            help="A command that has --json (`styles search`), or `settings`; all where none is"
            " named.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print the JSON Schema (2020-12) of what a command writes with --json.

    `settings` is that of mscref.toml. The schemas have a version, which goes up when a member is
    taken away or changes its kind; members may be added without.

    \b
    Examples:
      mscref schema verify
      mscref schema styles search
      mscref schema settings
    """
    words = " ".join(command or ())
    if not words:
        named = {name: output_schema(name) for name in SHAPES}
        show.json_result({**named, _SETTINGS: settings_schema()})
    elif words == _SETTINGS:
        show.json_result(settings_schema())
    elif words in SHAPES:
        show.json_result(output_schema(words))
    else:
        raise UsageError(f"`{words}` writes no JSON", hint=f"known: {', '.join(SHAPES)}, settings")
