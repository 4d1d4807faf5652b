"""Keys get new names in whatever notation cites them, the same for the command line and editors."""

import pytest

from mscref.app.renaming import renaming_splices
from mscref.library.delta import apply_splices

RENAMED = {"a": "roth1999", "b:2": "leng2020"}


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        ("n.md", "{cite:p}`a,c`, {cite:t}`{see}a{p. 3}` {cite}`b:2`",
         "{cite:p}`roth1999,c`, {cite:t}`{see}roth1999{p. 3}` {cite}`leng2020`"),
        ("n.myst", "{cite:alp}`a`\n\n```{code}\n{cite:p}`a`\n```\n",
         "{cite:alp}`roth1999`\n\n```{code}\n{cite:p}`a`\n```\n"),
        ("n.md", "[@a; @{b:2}] and `@a`", "[@roth1999; @{leng2020}] and `@a`"),
        ("n.tex", "\\cite{a, b:2} \\nocite{a} % \\cite{z}",
         "\\cite{roth1999, leng2020} \\nocite{roth1999} % \\cite{z}"),
        ("n.org", "[cite:see @a p. 3;@b:2]", "[cite:see @roth1999 p. 3;@leng2020]"),
        ("n.typ", "@a #cite(<a>, form: \"prose\")", "@roth1999 #cite(<roth1999>, form: \"prose\")"),
        ("n.unknown", "[@a]", "[@roth1999]"),
        ("n.ipynb", '{"cells": [{"source": ["[@a]"]}]}',
         '{"cells": [{"source": ["[@roth1999]"]}]}'),
        ("n.md", "nothing", "nothing"),
    ],
)  # fmt: skip
def test_every_notation(name, text, after):
    assert apply_splices(text, renaming_splices(text, RENAMED, name=name)) == after
