"""Plain text: no markup at all; superscripts and the like are just text."""

from __future__ import annotations

from mscref.csl.output import Bibliography, Mark, Output
from mscref.csl.render.base import clean_text


class PlainWriter:
    """Writes plain text, one entry per line."""

    def citation(self, output: Output, *, links: bool = True) -> str:
        """The text; blocks beside each other are parted by a space, others by a line break."""
        del links  # an address is text here
        pieces: list[str] = []
        for token in output.tokens:
            if type(token) is str:
                pieces.append(token)
            elif isinstance(token, Mark) and token.kind == "display":
                _part_blocks(pieces, token)
        return clean_text("".join(pieces).strip())

    def bibliography(self, bibliography: Bibliography, *, links: bool = True) -> str:
        """One entry per line."""
        return "".join(
            [f"{self.citation(entry.output, links=links)}\n" for entry in bibliography.entries]
        )


def _part_blocks(pieces: list[str], token: Mark) -> None:
    """Put what is needed between a display block and the text before it."""
    if not pieces:
        return
    before = pieces[-1]
    if token.opens and token.value == "right-inline":
        if not before.endswith(" "):
            pieces.append(" ")
    elif (token.value in ("block", "indent") or token.opens) and not before.endswith("\n"):
        pieces.append("\n")
