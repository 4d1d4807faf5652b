"""`mscref render`: what is put into Markdown keeps the blocks and marks around it as they were.

The oracle is pandoc: what it makes of the rendered text is what it makes of the tree that the
filter writes.
"""

import json
import re
import subprocess
from pathlib import Path

import pytest

from mscref.app.document import make_document
from mscref.app.pandoc_filter import FilterChoice, filter_document
from mscref.app.placing import DocumentSplice, quoted
from mscref.app.render import RenderChoice, render_document
from mscref.config import load_config

pypandoc = pytest.importorskip("pypandoc", reason="pypandoc_binary brings pandoc")

FRONT = """---
csl: {style}
suppress-bibliography: true
{more}references:
- id: a
  type: book
  title: "On *Mars* and its moons"
  author: [{{family: Kerr, given: Ana}}, {{family: Finch, given: Bo}}]
  issued: 2011
  publisher: Orbit
  DOI: 10.1000/a
- id: b
  type: article-journal
  title: Tides
  author: [{{family: Lee, given: Cy}}]
  container-title: Letters
  issued: 2012
  volume: 4
---

"""
NOTES, DATES, NUMBERS = "chicago-notes-bibliography", "apa", "ieee"
CONFIG = load_config(Path("/nonexistent"), {})


def pandoc(text: str, *arguments: str) -> str:
    command = [pypandoc.get_pandoc_path(), *arguments, "--wrap=none"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def html(text: str, reader: str) -> str:
    shown = pandoc(text, "-f", reader, "-t", "html")
    shown = re.sub(r'<span class="citation"[^>]*>(.*?)</span>', r"\1", shown, flags=re.DOTALL)
    # The class of an address is that of the reader.
    shown = shown.replace("\u00a0", " ")
    return re.sub(r' class="uri"|<!-- -->', "", shown)


def render(text: str) -> str:
    document = make_document(text.encode(), path="paper.md")
    return render_document(document, RenderChoice(), config=CONFIG).text


def filtered(text: str) -> str:
    tree = json.loads(pandoc(text, "-f", "markdown", "-t", "json"))
    folder = Path("/nonexistent")
    done = filter_document(tree, FilterChoice(target="html"), config=CONFIG, folder=folder)
    return json.dumps(done.document)


@pytest.mark.parametrize(
    ("style", "body"),
    [
        # A note does not go over the sign or the line of a block.
        (NOTES, "- one\n- [@a]\n- [@b] more\n"),
        (NOTES, "# [@a]\n\n> - x\n> - [@b]\n"),
        (NOTES, "1. x\n2. [@a]\n\n   (i) [@b]\n\nTerm\n:   [@a]\n"),
        (NOTES, "::: note\n[@a]\n:::\n\n::: {.x}\ntext\n[@b]\n:::\n"),
        (NOTES, "| x\n| [@a]\n| more [@b]\n"),
        (NOTES, "Text\\\n[@a]\\\nand @b\\\n[@b]\n"),
        # Dots that are no stop.
        (NOTES, "So @a... and [@b]... and [@a]. [@b]?\n"),
        # Neighbours make no link and no mark of it.
        (NOTES, "[sic][@a] and @a(so) and [@b]{x} end\n"),
        (DATES, "[sic][@a] and [x][@b], @a(so)\n"),
        (NUMBERS, "[sic][@a] [@b][x] and [@a]: not a link\n"),
        (DATES, "^@a^ and ~[@b]~ and ~~[@a]~~ and x^-@b^\n"),
        # A link in a link is none; emphasis in emphasis is.
        (NOTES, "x [@a]\n"),
        (DATES, '[@a, s.v. "moon"] [see "Mars," @b; @a, "x"]\n'),
        (NOTES, '[@a, s.v. "moon"] [@b, *p. 3*] [@b, p. *4*]\n'),
    ],
)
@pytest.mark.parametrize("more", ["", "link-citations: true\n"])
def test_pandoc_makes_the_same_of_it(style: str, body: str, more: str):
    text = FRONT.format(style=style, more=more) + body
    expected = html(filtered(text), "json").replace("<span>", "").replace("</span>", "")
    shown = html(render(text), "markdown").replace(' role="doc-biblioref"', "")
    assert shown == expected.replace(' role="doc-biblioref"', "")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('title: "Of @b: \\"x\\""', 'title: "Of Lee (2012): \\"x\\""'),
        ("subtitle: 'It''s [see \"that\" @b]'", "subtitle: 'It''s (see “that” Lee, 2012)'"),
        ("abstract: |\n  One [@b].\n\n  - @b", "abstract: |\n  One (Lee, 2012).\n\n  - Lee (2012)"),
        ("thanks: To [@b, so]", "thanks: To (Lee, 2012, so)"),
        ("author:\n- email: me@b", "author:\n- email: me@b"),
        ("keywords: ['@b']\nhandle: '@b'", "keywords: ['@b']\nhandle: '@b'"),
    ],
)
def test_citations_in_front_matter(value: str, expected: str):
    text = FRONT.format(style=DATES, more=f"{value}\n") + "Text @a.\n"
    rendered = render(text)
    assert expected in rendered
    title = pandoc(rendered, "-f", "markdown", "-t", "json")
    assert "Lee" in title or value == expected


@pytest.mark.parametrize(
    ("sign", "expected"),
    [("", "a&#58; b &#35;c"), ("'", "a: b #c"), ('"', "a: b #c"), ("|", "a: b #c")],
)
def test_what_has_a_meaning_in_yaml_is_escaped(sign: str, expected: str):
    assert quoted(DocumentSplice(5, 6, "a: b #c"), [(0, 3, '"'), (4, 9, sign)]).new == expected
    assert quoted(DocumentSplice(50, 60, "a: b"), [(4, 9, sign)]).new == "a: b"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_list_takes_the_place_of_an_empty_division(ending: str):
    text = FRONT.format(style=DATES, more="").replace("suppress-bibliography: true\n", "")
    text += 'See @a.\n\n<div id="refs" class="x"></div>\n\nEnd.\n'
    rendered = render(text.replace("\n", ending))
    assert rendered.count("#refs") == 1 and "<div" not in rendered
    assert html(rendered, "markdown").count('id="refs"') == 1


@pytest.mark.parametrize(
    ("value", "is_linked"),
    [("yes", True), ("On", True), ("true", True), ("no", False), ("OFF", False), ("false", False)],
)
def test_true_and_false_as_r_markdown_writes_them(value: str, is_linked: bool):
    text = FRONT.format(style=DATES, more=f"link-citations: {value}\n") + "Text [@a].\n"
    text = text.replace("suppress-bibliography: true\n", "")  # without a list there are no links
    assert ("(#ref-a)" in render(text)) is is_linked
    assert ('"#ref-a"' in html(filtered(text), "json")) is is_linked


@pytest.mark.parametrize(
    "field",
    [
        'params:\n  EVAL: !r identical(Sys.getenv("X"), "true")',
        "date: !expr Sys.Date()",
        "x: !mine [a, b]\ny: !theirs {a: b}",
    ],
)
def test_tags_of_other_programs_hide_no_front_matter(field: str):
    text = FRONT.format(style=DATES, more=f"{field}\n") + "Text [@b].\n"
    assert "Text (Lee, 2012)." in render(text)


def test_what_is_no_citation_stays():
    body = '<!--\n@a\n\n[@b]\n-->\n\n::: {.x title="@a"}\ny\n:::\n\n[z]{k="[@b]"}\n'
    text = FRONT.format(style=DATES, more="") + body
    assert render(text) == text
