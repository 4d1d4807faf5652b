"""`mscref config`: the settings, where they come from, and how to change them."""

from __future__ import annotations

import os
from typing import Annotated

from mscref.app.folders import working_folder
from mscref.app.settings_file import set_setting, unset_setting
from mscref.cli import complete, options, show
from mscref.cli.declared import Argument, Option
from mscref.cli.reading import settings
from mscref.config import SETTINGS, own_project_file, project_file, user_file_path

app = options.command_app(help="Show and change the settings, and where they come from.")


@app.command("show")
def show_settings(*, json: options.Json = False) -> None:
    """Print every setting, its value and its origin.

    \b
    Examples:
      mscref config show
      MSCREF_STYLE=apa mscref config show --json
    """
    config = settings()
    values = {key: getattr(config, row.attribute) for key, row in SETTINGS.items()}
    values |= {f"sources.{name}": url for name, url in config.base_urls.items()}
    origins = {key: config.origins.get(key, "default") for key in values}
    if json:
        plain = {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}
        show.json_result({k: {"value": plain[k], "origin": origins[k]} for k in values})
        return
    rows = [(key, _as_text(value), origins[key]) for key, value in values.items()]
    show.table(("setting", "value", "from"), rows)


@app.command("path")
def show_path() -> None:
    """Print the settings file in force here, or where one would be looked for.

    \b
    Examples:
      $EDITOR "$(mscref config path)"
    """
    found = project_file(working_folder()) or user_file_path(os.environ)
    show.result(str(found))


_Here = Annotated[bool, Option("--here", help="In the settings of this folder, not in your own.")]
_Key = Annotated[
    str,
    Argument(
        metavar="SETTING",
        help="A setting of `mscref config show`.",
        autocompletion=complete.settings,
    ),
]


@app.command("set")
def set_value(
    key: _Key,
    values: Annotated[list[str], Argument(metavar="VALUE...", help="What it is to be.")],
    *,
    here: _Here = False,
) -> None:
    """Write a setting into your settings file, or into the one of this folder.

    All other lines of the file stay as they are. Files are meant as seen from here.

    \b
    Examples:
      mscref config set style apa
      mscref config set mailto you@example.org
      mscref config set --here library thesis.bib
    """
    done = set_setting(key, values, folder=working_folder(), environ=os.environ, here=here)
    was = f" (was: {done.before})" if done.before and done.before != done.after else ""
    show.note(f"{done.path}: {done.after}{was}")
    _say_stronger(key, here=here)


@app.command("unset")
def unset_value(key: _Key, *, here: _Here = False) -> None:
    """Take a setting out of your settings file, or out of the one of this folder.

    \b
    Examples:
      mscref config unset style
    """
    done = unset_setting(key, folder=working_folder(), environ=os.environ, here=here)
    show.note(f"{done.path}: {f'without {done.before}' if done.before else f'has no `{key}`'}")


def _say_stronger(key: str, *, here: bool) -> None:
    """Warn where something else decides here all the same."""
    origin = settings().origins.get(key, "")
    mine = own_project_file(working_folder()) if here else user_file_path(os.environ)
    if origin and origin != str(mine):
        show.warning(f"here {origin} sets `{key}` as well, and is stronger")


def _as_text(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(str(one) for one in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
