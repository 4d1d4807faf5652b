"""`mscref config`: the settings and where they come from."""

from __future__ import annotations

import os

from mscref.app.folders import working_folder
from mscref.cli import options, show
from mscref.cli.reading import settings
from mscref.config import SETTINGS, project_file, user_file_path

app = options.command_app(help="Show the settings and where they come from.")


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


def _as_text(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(str(one) for one in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
