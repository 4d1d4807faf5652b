"""What every command that uses the network shares: its options, and what came of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from typer._click.globals import get_current_context
from typer.core import TyperOption

from mscref.cli import complete, show
from mscref.errors import UsageError

# The sources are imported (20 ms) where they are asked: most imports of files ask none.
if TYPE_CHECKING:
    from pathlib import Path

    from typer._click.core import Context, Parameter

    from mscref.config import Config
    from mscref.sources.outcomes import Outcome
    from mscref.sources.settings import Settings

_META = "mscref.network"  # where the values of the options wait in the context of the run


def network_options() -> list[TyperOption]:
    """The options of every command that asks the services; see CommandRow.asks_network."""

    def keep(context: Context, option: Parameter, value: object) -> None:
        context.meta.setdefault(_META, {})[option.name] = value

    def option(name: str, metavar: str, help: str, **more: Any) -> TyperOption:  # noqa: ANN401
        flag: dict[str, Any] = {"metavar": metavar} if metavar else {"is_flag": True}
        return TyperOption(
            param_decls=[name], help=help, expose_value=False, callback=keep, **flag, **more
        )

    return [
        option(
            "--mailto",
            "ADDRESS",
            "Your mail address, for the faster pool of Crossref.  [env: MSCREF_MAILTO]",
        ),
        option("--offline", "", "Use no network, only the cache.  [env: MSCREF_OFFLINE]"),
        option("--refresh", "", "Ask again, also for what is kept from earlier."),
        option(
            "--also",
            "SOURCE",
            "Ask this source, too: openalex, semanticscholar or dblp (repeatable; or with commas)."
            "  [env: MSCREF_ALSO]",
            multiple=True,
            autocompletion=lambda context, arguments, word: complete.also_asked(word),
        ),
        option(
            "--timeout",
            "SECONDS",
            "How long one question may take, retries included.  [env: MSCREF_TIMEOUT]",
            type=float,
        ),
        option(
            "--crossref-url",
            "URL",
            "Where Crossref stands, instead of api.crossref.org.  [env: MSCREF_CROSSREF_URL]",
        ),
        option(
            "--source-url",
            "NAME=URL",
            "Where another source stands (repeatable); `sources=URL` is a server that has all of"
            " them below its address.  [env: MSCREF_<NAME>_URL]",
            multiple=True,
        ),
    ]


def network_settings(config: Config) -> Settings:
    """The settings of the sources for this run; raises UsageError and ConfigError."""
    from mscref.app.sources import NetworkChoice, source_settings

    given: dict[str, Any] = get_current_context().meta.get(_META, {})
    urls: dict[str, str] = {}
    for word in given.get("source_url") or ():
        name, sign, url = word.partition("=")
        if not sign:
            raise UsageError(f"`{word}` is not NAME=URL", hint="--source-url datacite=http://…")
        urls[name] = url
    if given.get("crossref_url"):
        urls["crossref"] = given["crossref_url"]
    choice = NetworkChoice(
        mailto=given.get("mailto"),
        timeout=given.get("timeout"),
        offline=bool(given.get("offline")),
        refresh=bool(given.get("refresh")),
        urls=urls,
        also=[one.strip() for word in given.get("also") or () for one in word.split(",")],
    )
    return source_settings(config, choice, os.environ)


def say_index(index: Path | None) -> None:
    """Say on stderr which index answers, and up to which day it tells."""
    if index is not None:
        from mscref.app.works_index import name_of_index

        show.note(f"asked: {name_of_index(index)}, and nothing else")


def say_outcome(outcome: Outcome) -> None:
    """Say on stderr what should be known about one outcome: its failure, or its warnings."""
    from mscref.app.resolve import warnings_of
    from mscref.sources.outcomes import Resolved

    if isinstance(outcome, Resolved):
        for line in warnings_of(outcome):
            show.warning(line)
    else:
        show.error(outcome.error.message, hint=outcome.error.hint)
