"""Which library a document has, and what is said where settings or libraries are not in order."""

import pytest
from tests.lsp.client import at, codes, uri

ENTRY = "@book{own1999, author = {Roth, Anna}, title = {Whales}, year = {1999}}\n"
CITES = {
    "tex": "Text \\cite{own1999}.\n", "typ": "Text @own1999.\n", "qmd": "Text @own1999.\n",
    "md": "Text {cite:p}`own1999`.\n", "org": "Text [cite:@own1999].\n",
}  # fmt: skip
WHOLES = {
    "latex-input": ("main.tex", "\\bibliography{refs,mine}\n\\input{parts/one}\n", "parts/one.tex"),
    "latex-import": (
        "main.tex", "\\addbibresource{mine.bib}\n\\import{parts/}{one.tex}\n", "parts/one.tex",
    ),
    "typst": ("book.typ", '#include "parts/one.typ"\n#bibliography("mine.bib")\n', "parts/one.typ"),
    "quarto": (
        "book.qmd", "---\nbibliography: mine.bib\n---\n{{< include parts/one.qmd >}}\n",
        "parts/one.qmd",
    ),
    "quarto-project": ("_quarto.yml", "project: {type: book}\nbibliography: mine.bib\n",
                       "parts/one.qmd"),
    "myst": (
        "book.md", "---\nbibliography: mine.bib\n---\n```{include} parts/one.md\n```\n",
        "parts/one.md",
    ),
    "org": ("book.org", '#+bibliography: mine.bib\n#+INCLUDE: "parts/one.org"\n', "parts/one.org"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WHOLES)
def test_a_chapter_has_the_library_of_the_whole(client, folder, kind):
    name, text, chapter = WHOLES[kind]
    (folder / "mine.bib").write_text(ENTRY)
    (folder / name).write_text(text)
    path = folder / chapter
    path.parent.mkdir()
    path.write_text(CITES[path.suffix[1:]])
    one = client.open(path, language="")
    column = path.read_text().index("own1999") + 2
    found = client.ask("textDocument/definition", at(one, 0, column))
    assert found["uri"] == uri(folder / "mine.bib")
    assert found["range"]["start"] == {"line": 0, "character": 6}
    hover = client.ask("textDocument/hover", at(one, 0, column))
    assert "Whales" in hover["contents"]["value"]
    asked = {**at(one, 0, column), "context": {"includeDeclaration": False}}
    assert [one["uri"] for one in client.ask("textDocument/references", asked)] == [uri(path)]


def test_a_chapter_of_a_chapter_and_one_that_names_its_root(client, folder):
    (folder / "mine.bib").write_text(ENTRY)
    (folder / "main.tex").write_text("\\bibliography{mine}\n\\include{part}\n")
    (folder / "part.tex").write_text("\\input{deep}\n")
    (folder / "deep.tex").write_text(CITES["tex"])
    (folder / "alone.tex").write_text("% !TEX root = main.tex\n" + CITES["tex"])
    for name, line in [("deep.tex", 0), ("alone.tex", 1)]:
        one = client.open(folder / name, language="latex")
        found = client.ask("textDocument/definition", at(one, line, 13))
        assert found["uri"] == uri(folder / "mine.bib")


def test_chapters_that_take_in_each_other_end(client, folder):
    (folder / "a.tex").write_text("\\input{b} \\cite{own1999}\n")
    (folder / "b.tex").write_text("\\input{a} \\input{b}\n")
    (folder / "mine.bib").write_text(ENTRY)
    one = client.open(folder / "a.tex", language="latex")
    (found,) = client.diagnostics(one, lambda some: some)
    assert found["code"] == "library-unreadable"
    assert "2 .bib files are in this folder: mine.bib, refs.bib" in found["message"]
    error = client.error("textDocument/definition", at(one, 0, 18))
    assert "2 .bib files" in error["message"]


def said(client):
    return [
        one["params"]["message"]
        for one in client.notifications
        if one["method"] == "window/showMessage"
    ]


@pytest.mark.parametrize(
    "text", ["style = [", "stile = 'apa'\nstyle = 3\n", "library = 7\n", "\x00", "check-select = 1"]
)
def test_settings_that_are_none_are_said_once(client, folder, text):
    (folder / "mscref.toml").write_text(text)
    paper = client.open(folder / "paper.md")
    client.diagnostics(paper, lambda some: "unknown-key" in codes(some))
    assert client.ask("textDocument/hover", at(paper, 5, 12)) is not None
    client.change(paper, "---\nbibliography: refs.bib\n---\n\n@nobody and more\n")
    client.diagnostics(paper, lambda some: any("nobody" in one["message"] for one in some))
    client.open(folder / "refs.bib", language="bibtex")
    client.ask("workspace/symbol", {"query": "leng"})
    told = said(client)
    assert len(told) == 1
    assert "mscref.toml" in told[0]
    assert "Traceback" not in told[0]


def test_settings_that_are_broken_again_are_said_again(client, folder):
    settings = folder / "mscref.toml"
    for number, text in enumerate(["style = [", "style = 'apa'\n", "style = ["]):
        settings.write_text(text)
        paper = client.open(folder / "paper.md")
        wanted = f"nobody{number}"
        client.change(paper, f"---\nbibliography: refs.bib\n---\n\n@{wanted} and more\n", number)
        client.diagnostics(
            paper, lambda some, wanted=wanted: any(wanted in one["message"] for one in some)
        )
        client.ask("workspace/symbol", {"query": "leng"})
    assert len(said(client)) == 2
