"""The style file that a document loads for citations like those of biblatex."""

from __future__ import annotations

from pathlib import Path

NAME = "mscref.sty"


def style_file() -> str:
    """The text of mscref.sty."""
    return (Path(__file__).parent / "data" / NAME).read_text(encoding="utf-8")
