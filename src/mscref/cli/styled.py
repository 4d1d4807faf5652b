"""What `format` and `cite` share: the style that is meant and the kind of output."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.cite import (
    TARGETS,
    StyleChoice,
    find_target,
    is_own_style,
    load_style,
    target_of_file,
)
from mscref.cli import show
from mscref.config import Config

if TYPE_CHECKING:
    from mscref.csl.ast import Style


def load_chosen_style(
    config: Config, *, style: str | None, locale: str | None
) -> tuple[Style, str]:
    """The style and locale of the command line, else of the settings; "" is the style's locale.

    What is odd about a style is said where it is the user's own file.
    """
    origin = "given on the command line" if style else config.origins.get("style", "the default")
    choice = StyleChoice(style or config.style, locale or config.locale)
    loaded = load_style(choice)
    show.detail(f"style: {choice.style}, {loaded.info.title} ({origin})")
    if is_own_style(choice):
        show.diagnostics(loaded.diagnostics)
    return loaded, choice.locale


def choose_target(to: str | None, *, json: bool, output: Path | None) -> str:
    """The kind of output: asked for, else what the output file's name says, else by the stream."""
    if json:
        return "json"
    if to:
        return find_target(to)
    if output is not None and str(output) != "-":
        return target_of_file(output) or "text"
    return "terminal" if show.is_terminal() else "text"


def print_targets() -> None:
    """Answer `--to list`."""
    show.table(("name", "what"), [(name, title) for name, (title, _) in TARGETS.items()])
