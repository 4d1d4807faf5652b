"""Citations in tables of Markdown whose columns are lines of characters."""

import json
import subprocess

import pytest

from mscref.app.document import make_document
from mscref.app.render import RenderChoice, Rendered, render_document
from mscref.config import Config

FRONT = """---
references:
- {id: kerr, type: book, title: Tides, author: [{family: Kerr}], issued: {date-parts: [[2011]]}}
- {id: lee, type: book, title: Waves, author: [{family: Lee}], issued: {date-parts: [[2012]]}}
---

"""
GRID = """Before [@kerr].

+--------------------+-------+
| a [@kerr; @lee]    | b     |
+====================+=======+
| c [@lee] d [@kerr] | [@lee]|
+--------------------+-------+

After [@lee].
"""
WIDE = """+------------------------------------+---------------+
| a [@kerr; @lee]                    | b             |
+====================================+===============+
| c [@lee] d [@kerr]                 | [@lee]        |
+------------------------------------+---------------+
"""
SIMPLE = """  Right        Left
------------   --------------
   [@lee]      12
   1           [@kerr; @lee]

After.
"""


def render(body: str, style: str) -> Rendered:
    document = make_document((FRONT + body).encode(), path="p.md", notation="markdown")
    return render_document(document, RenderChoice(style=style), config=Config())


def rows(body: str) -> list[str]:
    return [line for line in body.splitlines() if line.startswith("|")]


def tables_of(text: str) -> list[str]:
    """The cells of all tables, as pandoc reads them."""
    pypandoc = pytest.importorskip("pypandoc")
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", "json"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    found = [block for block in json.loads(done.stdout)["blocks"] if block["t"] == "Table"]
    return [json.dumps(one) for one in found]


def test_what_is_shorter_leaves_the_columns_where_they_are():
    text = render(GRID, "ieee").text
    assert rows(text) == [
        r"| a \[1\], \[2\]     | b     |",
        r"| c \[2\] d \[1\]    | \[2\] |",
    ]
    (table,) = tables_of(text)
    assert table.count('"RowSpan"') == 0 and "[2]" in table


def test_what_is_longer_takes_the_spaces_of_its_cell():
    done = render(WIDE, "apa")
    assert done.diagnostics == []
    assert len(tables_of(done.text)) == 1
    assert rows(done.text) == [
        "| a (Kerr, 2011; Lee, 2012)          | b             |",
        "| c (Lee, 2012) d (Kerr, 2011)       | (Lee, 2012)   |",
    ]


def test_a_cell_that_is_too_narrow_is_said():
    done = render(GRID, "apa")
    assert [one.code for one in done.diagnostics] == ["table-broken"] * 4
    assert [one.span.line for one in done.diagnostics if one.span] == [10, 12, 12, 12]


def test_simple_tables_keep_their_columns():
    text = render(SIMPLE, "ieee").text
    assert "\n   \\[1\\]       12\n" in text
    assert len(tables_of(text)) == 1
    done = render(SIMPLE.replace("[@lee]   ", "[@lee, p. 3]"), "apa")
    assert "table-broken" in [one.code for one in done.diagnostics]


@pytest.mark.parametrize(
    "body",
    [
        "| a | b |\n|---|---|\n| [@kerr] | c |\n",
        "A rule\n\n---\n\nand [@kerr].\n",
        "Text -- --- -- [@kerr]\n",
        "+ a list\n+ [@kerr]\n",
    ],
)
def test_what_is_no_such_table_is_as_it_was(body: str):
    assert render(body, "apa").diagnostics == []
    assert "(Kerr, 2011)" in render(body, "apa").text
