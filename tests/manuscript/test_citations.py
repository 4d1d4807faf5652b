"""What finders take for a citation, and what they leave alone, notation by notation."""

import json

import pytest

from mscref.manuscript.citations import latex, markdown, myst, notebook, org, typst
from mscref.manuscript.citations.found import Scan, in_reading_order


def told(scan: Scan) -> list[str]:
    """Each citation in short: form, then key, what is before it and behind it."""
    return [
        f"{found.form}: "
        + " | ".join(
            " ".join(
                filter(
                    None,
                    [
                        f"<{cite.prefix}>" if cite.prefix else "",
                        ("-" if cite.suppress_author else "") + cite.id,
                        f"{cite.label}={cite.locator}" if cite.locator else "",
                        f"<{cite.suffix}>" if cite.suffix else "",
                    ],
                )
            )
            for cite in found.cites
        )
        for found in scan.citations
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@a]", ["plain: a"]),
        ("[see @a, pp. 3-5 and passim; also @b]",
         ["plain: <see> a page=3-5 < and passim> | <also> b"]),
        ("@a says, -@b says", ["narrative: a", "plain: -b"]),
        ("@a [p. 3; see @b] and @a\n[ch. 2]",
         ["narrative: a page=3 | <see> b", "narrative: a chapter=2"]),
        ("@a [@b]", ["narrative: a | b"]),
        ("[-@a; @{b/c d}] [@{b/c}]", ["plain: -a", "plain: b/c"]),
        ("@{https://example.org/a?b=1}", ["narrative: https://example.org/a?b=1"]),
        ("@Ünal2010, @名前. @a_b-c: @d//e",
         ["narrative: Ünal2010", "narrative: 名前", "narrative: a_b-c", "narrative: d//e"]),
        ("[@a](x.html) [@a]{.mark} [@a][b]", ["narrative: a"] * 3),
        ("[see @a; and more]", ["narrative: a"]),
        ("[x [y] @a]", ["plain: <x \U00100000y\U00100001> a"]),
        ("mail me@host.org, and.@so, \\@no, 5@b", []),
        ("`@a` ``@b ` @c`` <!-- @d\n@e --> <a href='@f'>", []),
        ("```\n@a\n```\n\n~~~~ {.r}\n@b\n~~~\n@c\n~~~~\n", []),
        ("- item\n\n      @code\n\n  @text\n\n    @list\n", ["narrative: text", "narrative: list"]),
        ("    @code\n\n\t@tab\n\ntext\n    @lazy", ["narrative: lazy"]),
        ("> [@a;\n> @b]\n\n> ```\n> @c\n> ```\n", ["plain: a | b"]),
        ("$x@a$ costs $5, @b costs $6; $$\n@c\n$$", ["narrative: b"]),
        ("\\begin{align}\n@a\n\\end{align}\n\\cite{x} \\foo{@b}", []),
        ("[x](http://host/@a) <https://host/@b> ![@c](d@e.png)", ["narrative: c"]),
        ("(@good) One.\n\nAs @good shows, @bad does not.", ["narrative: bad"]),
        ("---\ntitle: '@a'\n---\n@b\n\n---\nabstract: '[@c]'\n...\n", ["narrative: b"]),
        ("[**@a**] and *@b*", ["narrative: a", "narrative: b"]),
        ("\ufeff---\r\nt: x\r\n---\r\n\r\n[@a;\r\n@b]\r\n", ["plain: a | b"]),
        ("<pre>\n@a\n</pre>\n<script>@b</script>\n\n@c", ["narrative: c"]),
        ("```\n@never closed", ["narrative: never"]),
    ],
)  # fmt: skip
def test_markdown(text: str, expected: list[str]):
    assert told(markdown.find(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\cite{a,b}", ["plain: a | b"]),
        (r"\citep[see][p.~3]{a, b}", ["plain: <see> a | b page=3"]),
        (r"\citet*[§ 4]{a}, \Citet{b}", ["narrative: a section=4", "narrative: b"]),
        (r"\parencite*{a} \textcite[3--5]{b}", ["plain: -a", "narrative: b page=3–5"]),
        (r"\autocites(see)()[1]{a}[2]{b}", ["plain: <see> a page=1 | b page=2"]),
        (r"\cite{a}{text}", ["plain: a"]),
        (r"\citeauthor{a} \citeyear{a} \citeyearpar{a}", ["author: a", "year: -a", "plain: -a"]),
        (r"\citealp{a} \footcite{b} \supercite{c} \fullcite{d} \citetitle{e}",
         ["bare: a", "note: b", "raised: c", "entry: d", "title: e"]),
        ("\\cite{a, % why\n b}\n\\cite%\n  [p. 3]\n  {c}", ["plain: a | b", "plain: c page=3"]),
        (r"\cite[{p. [3]}]{a}", ["plain: a page=[3]"]),
        ("% \\cite{a}\n50\\% of \\cite{b}", ["plain: b"]),
        ("\\begin{verbatim}\\cite{a}\\end{verbatim}\\verb|\\cite{b}|\\lstinline{\\cite{c}}", []),
        ("\\newcommand{\\see}[1]{(see \\cite{#1})}\\def\\x#1{\\cite{#1}}", []),
        ("\\end{document}\\cite{a}", []),
        ("\\iffalse\\cite{a}\\fi\\cite{b}", ["plain: b"]),
        (r"\citation{a} \citestyle{b} \nocite{c}", []),
    ],
)  # fmt: skip
def test_latex(text: str, expected: list[str]):
    assert told(latex.find(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@a and @b[p. 3].", ["plain: a", "plain: b page=3"]),
        ("@a @b[p.~3] @c.", ["plain: a | b page=3 | c"]),
        ('#cite(<a>, form: "prose"), #cite(<b>, supplement: [p. 7])',
         ["narrative: a", "plain: b page=7"]),
        ('#cite(label("odd/key"), form: "year")', ["year: -odd/key"]),
        ("#cite(<a>, form: none)", []),
        ("`@a` ```\n@b\n``` // @c\n/* @d */ $ x @e $ \\@f me@host.org", []),
        ("#figure(caption: [As @a.])", ["plain: a"]),
    ],
)  # fmt: skip
def test_typst(text: str, expected: list[str]):
    assert told(typst.find(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[cite:@a]", ["plain: a"]),
        ("[cite/t:@a p. 3] [cite/na:@b]", ["narrative: a page=3", "plain: -b"]),
        ("[cite:see; @a p. 3; also @b; and so on]",
         ["plain: <see> a page=3 | <also> b < and so on>"]),
        ("cite:a,b and [[citet:&c;&d]]", ["plain: a | b", "narrative: c | d"]),
        ("=[cite:@a]= ~[cite:@b]~\n: [cite:@c]\n# [cite:@d]\n", []),
        ("#+begin_src org\n[cite:@a]\n#+end_src\n[cite:@b]", ["plain: b"]),
        ("[cite/n:@a]", []),
    ],
)  # fmt: skip
def test_org(text: str, expected: list[str]):
    assert told(org.find(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{cite}`a` {cite:p}`a,b` {cite:t}`{see}c{p. 3}`",
         ["plain: a", "plain: a | b", "narrative: <see> c page=3"]),
        ("[@a; @b] and {cite:year}`c`", ["plain: a | b", "year: -c"]),
        ("`{cite}` ``{cite}`a` ``", []),
        ("```{code-cell}\n{cite}`a`\n```\n{footcite}`b`", ["note: b"]),
    ],
)  # fmt: skip
def test_myst(text: str, expected: list[str]):
    assert told(myst.find(text)) == expected


def test_keys_have_their_places():
    text = "As @leng [see @yip, p. 3] has it, [-@{x/y}]."
    found = markdown.find(text).citations
    assert [[text[slice(*span)] for span in one.keys] for one in found] == [
        ["leng", "yip"],
        ["x/y"],
    ]


def test_citations_of_a_note_are_read_where_its_sign_stands():
    text = "One [@a].[^n] Two [@b].\n\n[^n]: Note [@c].\n\n    More @d.\n\nLast [@e].\n"
    numbered = in_reading_order(markdown.find(text), text, is_note_style=True)
    assert [(one.found.cites[0].id, one.note_number, one.in_note) for one in numbered] == [
        ("a", 1, False), ("c", 2, True), ("d", 2, True), ("b", 3, False), ("e", 4, False),
    ]  # fmt: skip


NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "metadata": {"source": "[@m]"},
         "source": ['# "T"\n', "é\u2028 [@a;\n", " @b] x\n"]},
        {"cell_type": "code", "source": ["[@c]"],
         "outputs": [{"cells": [{"cell_type": "markdown", "source": ["[@z]"]}]}]},
        {"cell_type": "markdown", "source": "[@d] \\x"},
    ],
    "nbformat": 4,
}  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps(NOTEBOOK),
        json.dumps(NOTEBOOK, indent=1, ensure_ascii=False),
        "\ufeff" + json.dumps(NOTEBOOK, indent=2).replace("\n", "\r\n"),
    ],
    ids=["one line", "indented", "CRLF"],
)
def test_a_notebook_changes_in_the_strings_that_hold_citations(raw: str):
    book = notebook.read_notebook(raw, path="n.ipynb")
    found = myst.find(book.text).citations
    assert [[cite.id for cite in one.cites] for one in found] == [["a", "b"], ["d"]]
    changed = book.replaced([(one.start, one.end, '("é"\n)') for one in found])
    cells = json.loads(changed.lstrip("\ufeff"))["cells"]
    assert cells[0]["source"] == ['# "T"\n', 'é\u2028 ("é"\n)', " x\n"]
    assert cells[1] == NOTEBOOK["cells"][1]  # type: ignore[index]
    assert cells[2]["source"] == '("é"\n) \\x'
    assert book.replaced([]) == raw


@pytest.mark.parametrize(
    "text",
    [
        "[@a" * 3000, "[" * 20000 + "@a", "`" * 9999 + "@a", "$@a " * 5000, "```\n" * 5000,
        "](" * 5000 + "@a", "<" * 9999 + "@a", "^[" * 5000 + "@a", "@{" * 5000,
        "---\na: b\n" * 3000,
        "\\begin{x}\n" * 3000, "<!-- @a " * 3000, "- " * 5000 + "@a", ";@a" * 5000,
        "[cite:@a;" * 5000,
        "[@a;" * 3000 + "]" * 3000,
    ],
    ids=range(16),
)  # fmt: skip
@pytest.mark.parametrize("find", [markdown.find, myst.find, latex.find, typst.find, org.find])
def test_hostile_texts_take_linear_time(find, text: str):
    find(text)
