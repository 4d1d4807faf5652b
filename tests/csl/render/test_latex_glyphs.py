"""Every character as LaTeX that a document without packages can set."""

import pytest

from mscref.csl.render.latex import escape_text
from mscref.csl.render.latex_glyphs import settable


def latex(text: str) -> str:
    return settable(escape_text(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain & 5 %", r"plain \& 5 \%"),
        ("Łódź", r"{\L}{\'o}d{\'z}"),
        ("naïve – ‘x’ “y”", "na{\\\"\\i}ve -- `x' ``y''"),
        ("α ≤ β", r"$\alpha$ $\leq$ $\beta$"),
    ],
)
def test_commands_of_every_font(text: str, expected: str):
    assert latex(text) == expected


@pytest.mark.parametrize(
    ("char", "command", "stand_in"),
    [
        ("đ", "dj", "d"),
        ("Þ", "TH", "Th"),
        ("ą", "k", "a"),
        ("«", "guillemotleft", r"{\footnotesize$\ll$}"),
        ('"', "textquotedbl", "''"),
        ("Ж", "CYRZH", "Zh"),
        ("王", "", "?"),
        ("ﬁ", "", "fi"),
    ],
)
def test_what_a_font_may_lack_is_decided_at_run_time(char: str, command: str, stand_in: str):
    assert latex(char).startswith(f"\\mscrefglyph{{{char}}}{{{command}}}{{")
    assert latex(char).endswith(f"{{{stand_in}}}")


@pytest.mark.parametrize("text", [r"{\dj}", r"\mscrefglyph{", "{\\k a}", "\\input{x}"])
def test_no_text_is_a_command(text: str):
    assert latex(text).startswith(r"\{\textbackslash{}" if text[0] == "{" else r"\textbackslash{}")
