"""What finders take for a citation, and what they leave alone, notation by notation."""

import json

import pytest

from mscref.manuscript.citations import latex, markdown, myst, notebook, org, typst
from mscref.manuscript.citations.found import Scan, in_reading_order


def told(scan: Scan) -> list[str]:
    """Each citation in short: form, then key, what is before it and behind it.

    What stands round the whole is in braces before it.
    """
    return [
        f"{found.form}: "
        + (f"{{{'…'.join(found.whole)}}} " if any(found.whole) else "")
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
        ("---\ntitle: '@a'\n---\n@b\n\n---\nabstract: '[@c]'\n...\n",
         ["narrative: a", "narrative: b", "plain: c"]),
        # Front matter: values that are text, however they are written.
        ("---\nabstract: |\n  One @a\n\n  two [@b;\n  @c].\nemail: me@host\nhandle: '@d'\n---\n",
         ["narrative: a", "plain: b | c"]),
        ("---\nsubtitle: On @a\nthanks: >-\n    [@b, p. 3]\ndescription: \"@c\"\n---\n",
         ["narrative: a", "plain: b page=3", "narrative: c"]),
        ("---\r\nsummary: Of [@a]\r\nkeys: ['@b']\r\n---\r\n[@c]\r\n", ["plain: a", "plain: c"]),
        # Attributes hold no text.
        ("::: {.x title=\"@a\"}\n@b\n:::\n", ["narrative: b"]),
        ("[x]{#i .c k='@a' l=@b} and [@c]{.mark data-x=\"[@d]\"}", ["narrative: c"]),
        ("# Head {#h short=\"@a\"}\n\n`x`{r=\"@b\"} ![c @c](x.png){alt=\"@d\"}", ["narrative: c"]),
        # Comments with blank lines, at the start of a line and in one.
        ("<!--\n[@a]\n\n@b\n-->\n\n[@c]", ["plain: c"]),
        ("@a <!-- hidden\n\n[@b]\n\n--> \n\n@c", ["narrative: a", "narrative: c"]),
        ("- item @a\n\n  <!--\n\n  @b\n  -->\n- @c", ["narrative: a", "narrative: c"]),
        # A superscript that ends before a bracket begins no note.
        ("the 1^st^[@a] of 10^6^[@b] and x^-2^[@c]", ["plain: a", "plain: b", "plain: c"]),
        # Examples: in all of pandoc's ways to number them, where a block begins.
        ("@ex1. One.\n@ex2. Two.\n\nAs @ex1 and @ex2 show, @a.", ["narrative: a"]),
        ("@ex) One.\n\nSo @ex; [@a].", ["plain: a"]),
        ("Text\n(@a) goes on. @b. So.", ["narrative: a", "narrative: b"]),
        # A locator in emphasis is one; quotation marks are round ones.
        ("[@a, *p. 3*] [@b, **ch. 2**] [@c, pp. *3--5*]",
         ["plain: a page=3", "plain: b chapter=2", "plain: c page=3–5"]),
        ('[@a, s.v. "one"] [see "two" @b]', ["plain: a <, s.v. “one”>", "plain: <see “two”> b"]),
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
        (r"\citep[see][p.~3]{a, b}", ["plain: {see…} a | b page=3"]),
        (r"\citep[see][and more]{a,b} \citep[e.g.][]{c,d,e}",
         ["plain: {see…and more} a | b", "plain: {e.g.…} c | d | e"]),
        (r"\citet*[§ 4]{a}, \Citet{b}", ["narrative: a section=4", "narrative: b"]),
        (r"\parencite*{a} \textcite[3--5]{b}", ["plain: -a", "narrative: b page=3–5"]),
        (r"\autocites(see)()[1]{a}[2]{b}", ["plain: {see…} a page=1 | b page=2"]),
        (r"\parencites(cf.)(and so on){a}[3]{b} \textcites()(end){a}{b}",
         ["plain: {cf.…and so on} a | b page=3", "narrative: {…end} a | b"]),
        # biblatex: the volume before the keys; apacite: the prefix in angle brackets
        (r"\volcite{2}{a} \pvolcite[see]{3}[12--14]{b} \fvolcite{1}[p.~5]{c}",
         ["plain: a volume=2", "plain: <see> b volume=3 <, p. 12–14>",
          "note: c volume=1 <, p. 5>"]),
        (r"\cite<see>[p.~3]{a} \citeA<e.g.>{b} \citeNP<>[ch. 2]{c}",
         ["plain: <see> a page=3", "narrative: <e.g.> b", "bare: c chapter=2"]),
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
        # Strings of code are no text; two references side by side are two.
        ('#let x = "@a"\n#let y = [@b]\n"said @c"', ["plain: b", "plain: c"]),
        ('#link("mailto:me@a")[to @b] #image("x@c.png", alt: "@d")', ["plain: b"]),
        ('#show heading: it => [@a]\n#set text(lang: "@b")\n#f(caption: [as "@c" says], x: "@d")',
         ["plain: a", "plain: c"]),
        ("@a@b, @c@d[p. 3]@e", ["plain: a | b", "plain: c | d page=3 | e"]),
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
         ["plain: {see…and so on} a page=3 | <also> b"]),
        # The style may be empty before a variant; formulas and hidden subtrees are left alone.
        ("[cite//b:@a] [cite/t/c:@b] [cite/:@c]", ["bare: a", "narrative: b", "plain: c"]),
        ("$[cite:@a]$ costs $5 [cite:@b] or $6", ["plain: b"]),
        ("* COMMENT Old\n[cite:@a]\n** Sub\n[cite:@b]\n* New\n[cite:@c]", ["plain: c"]),
        ("* Kept\n** Notes :x:noexport:\n[cite:@a]\n** TODO COMMENT\n[cite:@b]\n* N\n[cite:@c]",
         ["plain: c"]),
        ("[[citep:see &a p. 3;&b]] [[citet:&c]] [[cite:e.g.;&d ch. 2;and more]]",
         ["plain: <see> a page=3 | b", "narrative: c", "plain: {e.g.…and more} d chapter=2"]),
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
        # Directives hold text, those of code do not; comments and code show roles only.
        ("```{figure} x.png\n:name: f\nAs {cite}`a` has it\n```\n@b", ["plain: a", "narrative: b"]),
        ("````{note}\n{cite}`a`\n```r\n{cite}`b`\n```\n[@c]\n````\n", ["plain: a", "plain: c"]),
        ("```{code-block} md\n@a\n```\n~~~{admonition} On @b\n@c\n~~~\n```{math}\n@d\n```\n",
         ["narrative: b", "narrative: c"]),
        ("% {cite}`a`\n{cite}`b`\n  % @c\n50 % @d", ["plain: b", "narrative: d"]),
        ("`` {cite}`a` `` and ``` @b {cite}`c` ``` {cite}`d`", ["plain: d"]),
    ],
)  # fmt: skip
def test_myst(text: str, expected: list[str]):
    assert told(myst.find(text)) == expected


@pytest.mark.parametrize(
    ("finder", "text", "keys", "left"),
    [
        (typst, "A #cite(<a>, form: none) b #cite(<c>, form: none);.", ["a", "c"], "A  b ."),
        (org, "A [cite/n:@a] b[cite/nocite:@b; @c].", ["a", "b", "c"], "A  b."),
        (org, "[cite/n/b:see @a]x", ["a"], "x"),
        (latex, r"\defcitealias{a}{One} \citetalias{a} \citepalias*{b,c} \nocite{d}",
         ["a", "b", "c", "d"], None),
    ],
)  # fmt: skip
def test_what_is_listed_alone_prints_nothing(finder, text: str, keys: list[str], left: str | None):
    scan = finder.find(text)
    assert [one.key for one in scan.listed] == keys
    assert not scan.citations
    for start, end in reversed(scan.gone):
        text = text[:start] + text[end:]
    assert left is None or text == left


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
