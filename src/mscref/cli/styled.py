"""What `format` and `cite` share: the style that is meant and the kind of output."""

from __future__ import annotations

from pathlib import Path

from mscref.app.cite import TARGETS, StyleChoice, find_target, target_of_file
from mscref.cli import show
from mscref.config import Config


def style_choice(config: Config, *, style: str | None, locale: str | None) -> StyleChoice:
    """The style and locale of the command line, else of the settings."""
    origin = "given on the command line" if style else config.origins.get("style", "the default")
    choice = StyleChoice(style or config.style, locale or config.locale)
    show.detail(f"style: {choice.style} ({origin})")
    return choice


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
