"""`mscref render`: links to headings in which citations stand go on; pandoc is the oracle."""

import json
import subprocess
from pathlib import Path

import pytest

from mscref.app.document import make_document
from mscref.app.render import RenderChoice, render_document
from mscref.config import load_config

pypandoc = pytest.importorskip("pypandoc", reason="pypandoc_binary brings pandoc")

FRONT = """---
suppress-bibliography: true
references:
- id: a
  type: book
  title: Tides
  author: [{family: Kerr, given: Ana}]
  issued: 2011
- id: b_2
  type: book
  title: Waves
  author: [{family: Lee, given: Cy}]
  issued: 2012
---

"""
HEADINGS = [
    "# So says @a",
    "## What [see @a, p. 3; @b_2] found",
    "# [@a]\n\n# [@a]\n\n# A\n\n# @a",
    "# Kerr\n\n# @a\n\n# a",
    "# Of @a {.unnumbered}\n\n# Of @b_2 {-}\n\n# Of @a {#mine .x}",
    "# Closed @a ##\n\n# Spaces   in @a   ",
    "Underlined @a\n=============\n\nAgain @a\n-----",
    "# *Emph @a*, **strong**, `a_b` and [a link @a](http://x.org/y_z)",
    '# A -- b --- c... @a isn\'t "quoted" & so &amp; on',
    "# 2011 @a\n\n# 3. @b_2 in 4 parts\n\n# [-@a]",
    "# Note^[see @a] here\n\n# \u00dcn\u00efc\u00f6de \u00df @a x\u00b2",
    "# Math $x^2$ @a \\* and \\@no",
    "Text\n# no heading @a",
    "# Span [@a]{.x} stays\n\n# Tag <b>@a</b> stays",
    "# No citation",
]


def pandoc(text: str, reader: str) -> list[object]:
    command = [pypandoc.get_pandoc_path(), "-f", reader, "-t", "json"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    blocks = json.loads(done.stdout)["blocks"]
    return [one["c"][1] for one in blocks if one["t"] == "Header"]


def rendered(text: str, style: str, markup: str = "") -> str:
    document = make_document(text.encode(), path="paper.md")
    choice = RenderChoice(style=style, markup=markup)
    return render_document(document, choice, config=load_config(Path("/nonexistent"), {})).text


@pytest.mark.parametrize("style", ["apa", "ieee", "chicago-notes-bibliography"])
@pytest.mark.parametrize("headings", HEADINGS)
def test_headings_keep_their_identifiers(headings: str, style: str):
    given = f"{FRONT}{headings}\n\nText.\n"
    shown = rendered(given, style)
    if "stays" not in headings:
        assert pandoc(shown, "markdown-citations") == pandoc(given, "markdown")
    if "no heading" in headings or "stays" in headings:
        assert "{#" not in shown


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_heading_with_a_citation_gets_one(newline: str):
    given = f"{FRONT}# One\n\n# Two @a\n\n# Three {{.x}}\n".replace("\n", newline)
    shown = rendered(given, "apa")
    headings = newline.join(["# One", "", "# Two Kerr (2011) {#two-a}", "", "# Three {.x}", ""])
    assert shown.endswith(headings)


@pytest.mark.parametrize("style", ["apa", "chicago-notes-bibliography"])
def test_the_last_line_may_be_a_heading(style: str):
    given = f"{FRONT}# Two @a".replace("suppress-bibliography: true\n", "")
    shown = rendered(given, style)
    assert pandoc(shown, "markdown-citations") == [["two-a", [], []]]
    assert " {#two-a}\n\n::: {#refs" in shown


def test_other_markdown_has_no_attributes():
    assert "{#" not in rendered(f"{FRONT}# Two @a\n", "apa", "commonmark")
