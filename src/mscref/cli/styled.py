"""What `format` and `cite` share: the style that is meant and the kind of output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from mscref.app.cite import (
    StyleChoice,
    is_own_style,
    load_style,
)
from mscref.cli import show
from mscref.config import Config
from mscref.csl.render.registry import every_choice, find_output, output_of_extension
from mscref.errors import UsageError

if TYPE_CHECKING:
    from mscref.csl.ast import Style
    from mscref.csl.render.terminal import TerminalSpan

TERMINAL = "terminal"


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
        return find_output(to)
    if output is not None and str(output) != "-":
        return output_of_extension(output.suffix) or _text_for(output)
    return TERMINAL if show.is_terminal() else "text"


# Names that promise what plain text is not.
_DOCUMENTS = frozenset([".docx", ".doc", ".odt", ".pdf", ".epub"])
_TEXT_FILES = frozenset(["", ".txt", ".text"])


def _text_for(output: Path) -> str:
    """Plain text, which is said where the file's name does not; raises UsageError for documents."""
    suffix = output.suffix.lower()
    if suffix in _DOCUMENTS:
        raise UsageError(
            f"{output}: this command writes no {suffix} file",
            hint="`--to list` names what it writes; word processors open .rtf and .html",
        )
    is_device = output.exists() and not output.is_file()
    if suffix not in _TEXT_FILES and not is_device:
        show.note(f"{output} holds plain text; --to chooses another output")
    return "text"


# What a span of the terminal writer is styled with: SGR codes, on and off.
_SGR = MappingProxyType({"bold": ("1", "22"), "italic": ("3", "23"), "underline": ("4", "24")})


def show_spans(entries: Sequence[Sequence[TerminalSpan]]) -> None:
    """Write entries to a terminal, styled and with live links where that is wanted.

    Each hangs below its first line; where one takes several lines an empty one parts them.
    """
    from mscref.cli.wrapping import INDENT, wrapped

    styled = show.wants_color(sys.stdout)
    width = show.terminal_width()
    shown = [
        f"\n{' ' * INDENT}".join(
            "".join(_styled(span, text) if styled else text for span, text in line)
            for line in wrapped(spans, width=width, measure=show.cells)
        )
        for spans in entries
    ]
    parting = "\n\n" if any("\n" in one for one in shown) else "\n"
    show.screen(parting.join(shown) + "\n")


def _styled(span: TerminalSpan, text: str) -> str:
    codes = [_SGR[style] for style in sorted(span.styles) if style in _SGR]
    if codes:
        on, off = ";".join(on for on, _ in codes), ";".join(off for _, off in reversed(codes))
        text = f"\x1b[{on}m{text}\x1b[{off}m"
    if span.link:  # OSC 8: a terminal that does not know it shows the text alone
        text = f"\x1b]8;;{span.link}\x1b\\{text}\x1b]8;;\x1b\\"
    return text


def print_targets() -> None:
    """Answer `--to list`."""
    show.table(("name", "what"), [(name, row.title) for name, row in every_choice().items()])
