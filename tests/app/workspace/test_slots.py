"""Where a key is being typed: decided by the finders of citations."""

import pytest

from mscref.app.workspace.manuscript import OpenDocument, notation_for
from mscref.app.workspace.texts import EditorText

# "|" is the cursor; what stands before it in the key, or None outside of citations.
CASES = [
    ("a.md", "See @len| for", "len"),
    ("a.md", "See [@len|; @b]", "len"),
    ("a.md", "See [see @a, p. 3; -@|]", ""),
    ("a.md", "See @| for", ""),
    ("a.md", "See [@|", ""),
    ("a.md", "See @{odd/ke|}", "odd/ke"),
    ("a.md", "mail me@exam|ple.org", None),
    ("a.md", "`code @len|`", None),
    ("a.md", "```\n@len|\n```\n", None),
    ("a.md", "plain wor|ds", None),
    ("a.qmd", "Äh 😀 [@mü|]", "mü"),
    ("a.Rmd", "x [-@len|]", "len"),
    ("a.tex", r"\cite{len|}", "len"),
    ("a.tex", r"\citep[see][p. 3]{a, le|}", "le"),
    ("a.tex", r"\cite{|}", ""),
    ("a.tex", r"\parencite{a,|}", ""),
    ("a.tex", r"\cite{le|" + "\n\nNext.", "le"),
    ("a.tex", r"\emph{le|}", None),
    ("a.tex", r"% \cite{le|}", None),
    ("a.typ", "See @len| for", "len"),
    ("a.typ", "#cite(<len|>)", "len"),
    ("a.typ", "#cite(<|>)", ""),
    ("a.typ", "// @len|", None),
    ("a.org", "[cite:@len|]", "len"),
    ("a.org", "[cite/t:@a; @|]", ""),
    ("a.myst", "{cite:p}`len|`", "len"),
    ("a.myst", "{cite:p}`a, |`", ""),
]


@pytest.mark.parametrize(("path", "marked", "prefix"), CASES)
def test_a_key_is_being_typed(path, marked, prefix):
    offset = marked.index("|")
    text = marked.replace("|", "", 1)
    row = notation_for(path, "", text)
    assert row is not None
    slot = OpenDocument(path, EditorText(text), row).slot_at(offset)
    assert (slot.prefix if slot else None) == prefix
    if slot is not None:
        assert text[slot.start : offset] == prefix
        assert slot.start <= offset <= slot.end
