import pytest

from mscref.library.delta import apply_splices
from mscref.library.documents import rename_citations

RENAMED = {"a": "A1", "b": "B2", "x.y": "XY"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\cite{a}", r"\cite{A1}"),
        (r"\citep[see][p.~3]{a, b,c}", r"\citep[see][p.~3]{A1, B2,c}"),
        (r"\Textcite*{a}", r"\Textcite*{A1}"),
        (r"\autocites(pre)[1]{a}[2][3]{b} and {a}", r"\autocites(pre)[1]{A1}[2][3]{B2} and {a}"),
        (r"\cite{a}{b}", r"\cite{A1}{b}"),
        (r"\cite[see {[}1{]}]{a}", r"\cite[see {[}1{]}]{A1}"),
        (r"\nocite{a}\bibentry{b}", r"\nocite{A1}\bibentry{B2}"),
        ("\\cite{%\n  a,%\n  b}", "\\cite{%\n  A1,%\n  B2}"),
        (r"\citeauthor{a} \label{a} a@b", r"\citeauthor{A1} \label{a} a@b"),
        (r"\cite{ab} \excite{a}", r"\cite{ab} \excite{A1}"),
    ],
)
def test_latex(text: str, expected: str):
    assert apply_splices(text, rename_citations(text, RENAMED, name="main.tex")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See @a, and [-@b, p. 3; @a].", "See @A1, and [-@B2, p. 3; @A1]."),
        ("As @a: it is @b.", "As @A1: it is @B2."),
        ("[@x.y] [@{x.y}]", "[@XY] [@{XY}]"),
        ("mail me@a.org, \\@a", "mail me@a.org, \\@a"),
        ("`@a` and\n```\n@a\n```\n@a", "`@a` and\n```\n@a\n```\n@A1"),
        ("@ab @a-b @a_b", "@ab @a-b @a_b"),
        (r"\cite{a}", r"\cite{A1}"),
    ],
)
def test_markdown(text: str, expected: str):
    assert apply_splices(text, rename_citations(text, RENAMED, name="notes.md")) == expected


def test_typst():
    text = '@a #cite(<b>, form: "prose") #cite(label("x.y"))'
    expected = '@A1 #cite(<B2>, form: "prose") #cite(label("XY"))'
    assert apply_splices(text, rename_citations(text, RENAMED, name="main.typ")) == expected


@pytest.mark.parametrize("text", ["\\cite" + "[" * 3000, "\\cite" + "[]" * 3000, "@" * 5000])
def test_odd_documents_take_no_time(text: str):
    assert rename_citations(text, RENAMED, name="main.md") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\cite{a,b}", r"\cite{x}"),
        (r"\citep[see][p. 3]{c, a, b}", r"\citep[see][p. 3]{c, x}"),
        (r"\cite{b,c,a}", r"\cite{x,c}"),
        (r"\cite{c,c}", r"\cite{c,c}"),  # not ours to mend
        (r"\autocites[1]{a}[2]{b}", r"\autocites[1]{x}[2]{x}"),
        (r"\verb|\cite{a}| and \cite{a}", r"\verb|\cite{a}| and \cite{x}"),
        ("\\begin{lstlisting}\n\\cite{a}\n\\end{lstlisting}", None),
        (r"\lstinline{\cite}\cite{b}", r"\lstinline{\cite}\cite{x}"),
    ],
)
def test_works_that_became_one_are_cited_once(text, expected):
    splices = rename_citations(text, {"a": "x", "b": "x"}, name="main.tex")
    assert apply_splices(text, splices) == (text if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@a; @b]", "[@x]"),
        ("[see @c; -@b; @a]", "[see @c; -@x]"),
        ("[@a, p. 3; @b]", "[@x, p. 3; @x]"),
        ("[@a; @b, p. 3]", "[@x; @x, p. 3]"),
        ("[@{a}; @{b}]", "[@{x}; @{x}]"),
    ],
)
def test_works_that_became_one_in_markdown(text, expected):
    splices = rename_citations(text, {"a": "x", "b": "x"}, name="main.md")
    assert apply_splices(text, splices) == expected
