"""`mscref render`: only spans change, and the text is that of `mscref filter`."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from mscref.app.document import make_document
from mscref.app.pandoc_filter import FilterChoice, filter_document
from mscref.app.render import RenderChoice, Rendered, Renderer, render_document
from mscref.app.restyle import RestyleChoice, restyle
from mscref.config import load_config
from mscref.errors import FormatError
from mscref.manuscript.citations.found import Found, in_reading_order
from mscref.manuscript.citations.markdown import find

pypandoc = pytest.importorskip("pypandoc", reason="pypandoc_binary brings pandoc")

REFERENCES = """references:
- id: kerr
  type: article-journal
  title: "Tides of *Mars* and $x^2$"
  author: [{family: Kerr, given: Ana}, {family: Finch, given: Bo}]
  container-title: Planetary Letters
  issued: 2011
  volume: 4
  page: 3-9
  DOI: 10.1000/kerr
- id: finch
  type: book
  title: Moons
  author: [{family: Finch, given: Bo}]
  issued: 2015
  publisher: Orbit
- id: noname
  type: webpage
  title: Nobody wrote 'this' [once] * twice
  URL: https://example.org/nobody_(x)
"""
BODY = """
As @kerr [p. 5] says, [see *also* @finch, ch. 2 and *passim*; @noname].^[A note [see @kerr, p. 7].]

- "Quoted" [@finch]. And [-@kerr], @unknown; **bold [@kerr; @finch]**
- `[@kerr]` and \\@kerr[^n] @noname

[^n]: In the note, @finch [p. 3; @kerr] and [@finch].

> Quoted [@kerr;
> @finch] and again [@kerr, p. 5].

| a | [@finch] |
|---|----------|
| b | @kerr    |

[@finch] begins a line, [@kerr, pp. 3--5]!
"""
STYLES = ("apa", "ieee", "nature", "chicago-notes-bibliography", "modern-language-association",
          "american-medical-association", "oscola", "vancouver", "din-1505-2", "cell")  # fmt: skip


def render(text: str, path: str = "paper.md", **choice: object) -> Rendered:
    document = make_document(text.encode("utf-8", "surrogateescape"), path=path)
    config = load_config(Path("/nonexistent"), {})
    return render_document(document, RenderChoice(**choice), config=config)  # type: ignore[arg-type]


def pandoc(text: str, *arguments: str) -> str:
    command = [pypandoc.get_pandoc_path(), *arguments]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def plain(text: str, reader: str) -> str:
    shown = pandoc(text, "-f", reader, "-t", "plain", "--wrap=none")
    return shown.replace("\u00a0", " ")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("place", ["", "\n# References\n\n::: {#refs .small}\n:::\n\nThe end.\n"])
def test_the_text_is_that_of_the_filter(style: str, place: str):
    text = f"---\n{REFERENCES}csl: {style}\n...\n{BODY}{place}"
    tree = json.loads(pandoc(text, "-f", "markdown", "-t", "json"))
    folder = Path("/nonexistent")
    filtered = filter_document(
        tree, FilterChoice(target="plain"), config=load_config(folder, {}), folder=folder
    )
    rendered = render(text)
    assert plain(rendered.text, "markdown-citations") == plain(
        json.dumps(filtered.document), "json"
    )
    assert [one.message for one in rendered.diagnostics] == [
        one.message for one in filtered.diagnostics
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", "# T\r\n\r\nNo *citation* here.\r\n\ufeff`@x` \udcff\x0b me@host.org"),
        ("a.md", "---\ntitle: [broken\n---\ntext\n"),
        ("a.qmd", "```{r}\nx@y\n```"),
        ("a.tex", "\\documentclass{article}\n% \\cite{a}\n\\begin{document}\\end{document}"),
        ("a.typ", "= T\n// @a\n"),
        ("a.org", "* T\n=[cite:@a]=\n"),
        ("a.ipynb", '{"cells": [{"cell_type": "markdown", "source": ["\\u00e9"]}],\r\n"x": 1.0e5}'),
    ],
)
def test_without_citations_the_output_is_the_input(path: str, text: str):
    assert render(text, path).text == text


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.tex", "A~\\cite{kerr}, \\citet[p.~5]{finch}.\r\n", "A~[1], Finch [2, p. 5].\r\n"),
        ("a.typ", "A @kerr[p. 5] @finch.", "A \\[1, p. 5\\], \\[2\\]."),
        ("a.org", "A [cite:@kerr], [cite/t:@finch].", "A [1], Finch [2]."),
        ("a.myst", "A {cite:p}`kerr,finch` b.\n", "A \\[1\\], \\[2\\] b.\n"),
    ],
)
def test_other_notations(tmp_path: Path, path: str, text: str, expected: str):
    library = tmp_path / "r.yaml"
    library.write_text(f"---\n{REFERENCES}...\n")
    shown = render(text, path, style="ieee", library=(str(library),)).text
    assert shown.startswith(expected.rstrip("\r\n"))
    assert ("\r\n" in text) == ("\r\n" in shown)


def test_everything_but_the_spans_stays():
    text = f"\ufeff---\r\n{REFERENCES}---\r\n\r\nA\t [@kerr]  \r\n\udcffb @finch\x0b\r\n# C \r\n"
    shown = render(text.replace("\r\n", "\n").replace("\n", "\r\n"), style="ieee").text
    assert "A\t \\[1\\]  \r\n\udcffb \\[2\\]\x0b\r\n# C \r\n" in shown
    assert "\n" not in shown.replace("\r\n", "")


def test_what_the_command_line_says_wins():
    text = f"---\n{REFERENCES}csl: apa\nlang: de-DE\n---\n[@kerr]\n"
    assert "(Kerr & Finch, 2011)" in render(text).text
    assert "\\[1\\]" in render(text, style="ieee").text


def test_sections_have_lists_of_their_own():
    text = (
        f"---\n{REFERENCES}---\n# One\n\n[@kerr; @finch]\n\n# Two\n\n[@finch]\n\n# Three\n\nNone.\n"
    )
    shown = render(text, style="ieee", sections=1).text
    first, second = (
        shown[shown.index("# One") : shown.index("# Two")],
        shown[shown.index("# Two") :],
    )
    assert "Tides" in first
    assert "Moons" in first
    assert "\\[1\\]\n" in second
    assert "Tides" not in second
    assert shown.endswith("# Three\n\nNone.\n")


def test_cross_references_are_no_citations():
    text = f"---\n{REFERENCES}---\nSee @fig-map, @tbl:one and [@sec-two]; @kerr.\n"
    rendered = render(text, path="a.qmd", style="ieee")
    assert "See @fig-map, @tbl:one and [@sec-two]; \\[1\\].\n" in rendered.text
    assert not rendered.has_unknown


def test_an_unknown_key_is_said_with_its_place():
    rendered = render(f"---\n{REFERENCES}---\nOne [@kerr].\n\nTwo @ker.\n", style="apa")
    assert [str(one) for one in rendered.diagnostics] == [
        "paper.md:25:6: warning[unknown-key]: `ker` is cited and not in the bibliography"
    ]
    assert "(**ker?**)" in rendered.text


def test_utf_16_stays_utf_16():
    text = f"---\n{REFERENCES}---\n[@kerr] é\n"
    document = make_document(text.encode("utf-16"), path="a.md")
    config = load_config(Path("/nonexistent"), {})
    rendered = render_document(document, RenderChoice(style="ieee"), config=config)
    shown = document.encoded(rendered.text).decode("utf-16")
    assert "\\[1\\] é\n" in shown


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.md", b"PK\x03\x04zip"),
        ("a.md", b"text\0text"),
        ("a.ipynb", b"{"),
        ("a.ipynb", b"[]"),
        ("a.ipynb", b'{"worksheets": []}'),
        ("a.xyz", b"text"),
        ("a.md", b"\xff\xfea"),
    ],
)
def test_what_is_no_document_is_one_error(path: str, content: bytes):
    with pytest.raises(FormatError, match=path):
        make_document(content, path=path)


def test_a_renderer_that_goes_on_says_what_a_new_one_says():
    """`--watch` keeps what did not change; what it says is what a new rendering says."""
    head = f"---\n{REFERENCES}---\n"
    states = [
        "One [@kerr].\n\nTwo [see *a* @finch].\n",
        "Two [see *a* @finch].\n\nOne [@kerr].\n",
        "Two [see _b_ @finch].\n\nOne [@kerr; @noname, p. 3].\n",
        "Nothing at all.\n",
        "Two [@finch].\n\nOne [@kerr], [@unknown].\n",
        "Two [@finch].\n\nOne [@kerr].\n\n::: {#refs}\n:::\n\nEnd.\n",
    ]
    config = load_config(Path("/nonexistent"), {})
    for style in ("apa", "ieee", "chicago-notes-bibliography"):
        renderer = Renderer(RenderChoice(style=style), config)
        for state in states:
            document = make_document((head + state).encode(), path="a.md")
            assert renderer.render(document).text == render(head + state, style=style).text


def cite_nodes(text: str) -> list[list[tuple[str, bool]]]:
    """The citations of a document as pandoc reads it: keys, and whether the author is left out."""
    found: list[list[tuple[str, bool]]] = []

    def walk(value: object) -> None:
        if isinstance(value, list):
            for one in value:
                walk(one)
        elif isinstance(value, dict) and value.get("t") == "Cite":
            found.append(
                [
                    (one["citationId"], one["citationMode"]["t"] == "SuppressAuthor")
                    for one in value["c"][0]
                ]
            )
        elif isinstance(value, dict):
            walk(list(value.values()))

    walk(json.loads(pandoc(text, "-f", "markdown", "-t", "json"))["blocks"])
    return found


PAPERS = {
    "the body above": BODY,
    **{
        # Pandoc takes a fence with two words behind it for none, unlike all other readers.
        path.stem: re.sub(r"^(```\w+) file=\S+", r"\1", path.read_text("utf-8"), flags=re.MULTILINE)
        for path in sorted((Path(__file__).parents[2] / "docs").rglob("*.md"))
    },
    "emphasis": "*See @a*, **[@b]**, ~~@c~~, _[see @d]_ and [*@e*]; (@f) \"@g\" '@h'",
    "lists": "1. @a\n2. [@b]\n\n   more @c\n\n       @code\n\n- x\n    - [@d]\n\n* * *\n\n@e",
    "quotes": "> @a\n> [@b;\n> @c]\n\n> > @d\n",
    "tables": "| a | b |\n|---|---|\n| [@a] | @b |\n\n: Caption [@c]\n",
    "headings": "# One @a {#x}\n\nTwo [@b]\n==========\n\n## [@c] {.unnumbered}\n",
    "divs": "::: note\n@a\n:::\n\n::: {.x key=v}\n[@b]\n:::\n",
    "links": "[text @a](http://x.y) <http://z/@no> ![@b](c.png) [@c][ref]\n\n[ref]: http://x/@no\n",
    "definitions": "Term @a\n\n:   Text [@b]\n\n    More @c\n",
    "notes": "A^[@a] b[^1] c[^2]\n\n[^1]: [@b]\n[^2]: @c\n\n    @d\n\nE @e\n",
    "math": "$a @no$ and @a $5 @b $6 \\$@c $$@no$$\n",
    "raw": "\\foo{@no} \\textit{x} @a\n\n\\begin{x}\n@no\n\\end{x}\n\n<!-- @no -->\n",
    "environments": "a \\begin{x}@no\\end{x} @a \\begin{y} @b \\begin{z*}[@no]\\end{z*} \\end{x}\n",
    "joined": "@a@b and @a-@b and @a[@b]@c and x@no and @a/@b and *@a* no\n",
    "twice": "@@a, x@@b, \\\\@@a, [@@b], [see @@a, p. 3], (@@b) @@@a and a@no\n",
    "examples": "@x.\n\nAs @x says.\n\n@y) so\n\n(@z)\nSee @z and @a.\n\n@a says.\n",
    "lowered": "H~@a~O and ~@b~ and ~~@c~~ and @d~e and [@f~g]\n",
    "code": "`@no` ``x ` @no`` @a\n\n~~~ {.r}\n@no\n~~~\n\n```python\n@no\n```\n\n    @no\n",
}


@pytest.mark.parametrize("name", PAPERS)
def test_the_citations_are_those_that_pandoc_finds(name: str):
    ours = [
        [(cite.id, cite.suppress_author) for cite in found.cites]
        for found in in_reading_order_of(PAPERS[name])
    ]
    assert sorted(ours) == sorted(cite_nodes(PAPERS[name]))


def in_reading_order_of(text: str) -> list[Found]:
    return [one.found for one in in_reading_order(find(text), text, is_note_style=False)]


def test_the_page_of_the_seed_becomes_a_manuscript(shared: Path, tmp_path: Path):
    """From plain text to Markdown and LaTeX: five works, three places, in another style."""
    page = (shared / "data" / "seed" / "page.txt").read_bytes()
    document = make_document(page, path="page.txt")
    done = restyle(document, RestyleChoice("apa"))
    assert done.is_whole
    assert "lung tissue repair (Harrell et al., 2019)." in done.text
    assert "in humans (Matthay et al., 2019; Yip et al., 2020)." in done.text
    # A list without numbers and heading would not be found again; one with numbers is.
    raised = restyle(document, RestyleChoice("nature"))
    again = restyle(make_document(raised.text.encode(), path="page.txt"), RestyleChoice("ieee"))
    assert "lung tissue repair [1]." in again.text
    assert "in humans [2], [3]." in again.text


LIBRARY = "@book{kerr, author={Kerr, Ana}, title={Tides}, year=2011}"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.org", "Text [cite:@kerr].\n#+print_bibliography:\n"),
        ("a.org", "* Head\nText [cite:@kerr].\n\n#+print_bibliography:\n"),
        ("a.org", "* References\n[cite:@kerr]\n#+print_bibliography:\nMore\n"),
        ("a.md", "Text [@kerr]."),
        ("a.md", "Text [@kerr].\n\n::: {#refs}\n:::\n"),
    ],
)
def test_the_list_is_a_paragraph_of_its_own(tmp_path, monkeypatch, name, text):
    monkeypatch.chdir(tmp_path)
    Path("a.bib").write_text(LIBRARY)
    done = render(text, name, library=("a.bib",), style="apa").text
    assert re.search(r"\n\n(:::.*\n)*\s*Kerr, A\. \(2011\)", done), done


@pytest.mark.parametrize("source", [["Text [@kerr]\n"], ["Text\n", "[@kerr]"], "Text [@kerr]", []])
def test_the_list_of_a_notebook_is_a_paragraph_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: list[str] | str
):
    monkeypatch.chdir(tmp_path)
    Path("a.bib").write_text(LIBRARY)
    sources: list[list[str] | str] = [["[@kerr]"], source]
    cells: list[dict[str, object]] = [
        {"cell_type": "markdown", "metadata": {}, "source": one} for one in sources
    ]
    notebook = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    done = json.loads(render(notebook, "a.ipynb", library=("a.bib",), style="apa").text)
    texts = ["".join(one["source"]) for one in done["cells"]]
    assert any(re.search(r"\n\nKerr, A\. \(2011\)", one) for one in texts), texts


@pytest.mark.parametrize("style", ["apa", "nature", "chicago-notes-bibliography"])
@pytest.mark.parametrize(
    "body",
    [
        "A *[see @kerr* so] and _[@finch_ x].",
        "2 * 3 [cf. 4 * 5 @kerr, a_b] and [*so* @finch **and** x * y].",
        "Struck ~~[@kerr]~~ out, H~x~O [@finch], ~~so [@kerr] so~~.",
        "Tabs\t[see\t@kerr,\tp. 3]\tand [@finch\tchap. 2].",
        "A \\begin{x}@kerr\\end{x} b [@finch].",
        "As @kerr said, @finch@kerr and @kerr-@finch.",
        "Foo (bar [@kerr].) So “it [@finch]” is [@kerr].” (x [@finch]) y, [so [@kerr]](http://x.y).",
    ],
)
def test_markup_round_a_citation_says_what_the_filter_says(style: str, body: str):
    text = f"---\n{REFERENCES}---\n\n{body}\n"
    tree = json.loads(pandoc(text, "-f", "markdown", "-t", "json"))
    choice = FilterChoice(style=style)
    config = load_config(Path("/nonexistent"), {})
    done = filter_document(tree, choice, config=config, folder=Path())
    theirs = pandoc(json.dumps(done.document), "-f", "json", "-t", "html")
    ours = pandoc(render(text, style=style).text, "-f", "markdown-citations", "-t", "html")
    assert text_and_notes(ours) == text_and_notes(theirs)


def text_and_notes(html: str) -> list[str]:
    """A page without its list, and without what is not seen."""
    text, _, rest = html.partition('<div id="refs"')
    shown = re.sub(r"</?span[^>]*>|<!-- -->", "", text + rest.partition("<section")[2])
    return re.sub(r"<(/?\w+)[^>]*>", r"<\1>", shown).split()


def test_the_box_of_a_task_stays_one_before_a_note():
    text = f"---\n{REFERENCES}---\n\n- [ ] [@kerr]\n- [x] [@finch] done\n"
    done = render(text, style="chicago-notes-bibliography").text
    assert "- [ ] ^[" in done and "- [x] ^[" in done
