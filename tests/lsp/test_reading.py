"""What an editor asks, by a client over stdio."""

import pytest
from tests.lsp.client import Client, at, codes, uri

LINE = 5  # of the citations in the document


def test_an_unknown_key_is_found_with_the_nearest(client, folder):
    paper = client.open(folder / "paper.md")
    (found,) = client.diagnostics(paper, lambda some: "unknown-key" in codes(some))
    assert "did you mean leng2020?" in found["message"]
    assert found["range"] == {
        "start": {"line": LINE, "character": 47},
        "end": {"line": LINE, "character": 55},
    }


@pytest.mark.parametrize(
    ("encodings", "chosen", "start"),
    [
        (("utf-16",), "utf-16", 47),
        (("utf-8", "utf-16"), "utf-8", 50),
        (("utf-32",), "utf-32", 46),
        ((), "utf-16", 47),
    ],
)
def test_characters_are_counted_as_the_client_does(folder, encodings, chosen, start):
    with Client(folder, encodings=encodings) as client:
        assert client.server["capabilities"]["positionEncoding"] == chosen
        paper = client.open(folder / "paper.md")
        (found,) = client.diagnostics(paper, lambda some: "unknown-key" in codes(some))
        assert found["range"]["start"]["character"] == start


def test_completion_offers_entries_inside_of_citations_only(client, folder):
    paper = client.open(folder / "paper.md")
    found = client.ask("textDocument/completion", at(paper, LINE, 11))
    assert [one["label"] for one in found["items"]] == ["leng2020", "knuth1984"]
    first = found["items"][0]
    assert first["detail"].startswith("Leng & Müller 2020, A network analysis")
    assert "propagation" in first["filterText"]
    assert "muller" in first["filterText"]
    assert first["textEdit"]["range"]["start"]["character"] == 9
    assert "documentation" not in first
    resolved = client.ask("completionItem/resolve", first)
    assert "*Research Integrity and Peer Review*" in resolved["documentation"]["value"]
    assert client.ask("textDocument/completion", at(paper, LINE, 5)) is None
    assert client.ask("textDocument/completion", at(paper, 1, 4)) is None


def test_completion_follows_what_is_typed(client, folder):
    paper = client.open(folder / "paper.md")
    client.change(paper, "---\nbibliography: refs.bib\n---\n\nSee [@kn")
    found = client.ask("textDocument/completion", at(paper, 4, 8))
    assert "knuth1984" in [one["label"] for one in found["items"]]


def test_a_hover_shows_the_entry_in_the_style_of_the_document(client, folder):
    paper = client.open(folder / "paper.md")
    found = client.ask("textDocument/hover", at(paper, LINE, 12))
    assert found["contents"]["value"].startswith("Leng, R. I., & Müller, A. (2020).")
    assert "https://doi.org/10.1186/s41073-020-00101-4" in found["contents"]["value"]
    client.change(paper, paper_in("nature"))
    found = client.ask("textDocument/hover", at(paper, LINE, 12))
    assert found["contents"]["value"].startswith("Leng, R. I. & Müller, A. A network")
    unknown = client.ask("textDocument/hover", at(paper, LINE, 50))
    assert "did you mean leng2020" in unknown["contents"]["value"]
    assert client.ask("textDocument/hover", at(paper, LINE, 0)) is None


def paper_in(style):
    from tests.lsp.conftest import DOCUMENT

    return DOCUMENT.replace("csl: apa", f"csl: {style}")


def test_an_entry_is_found_and_who_cites_it(client, folder):
    paper = client.open(folder / "paper.md")
    library = uri(folder / "refs.bib")
    found = client.ask("textDocument/definition", at(paper, LINE, 12))
    assert found["uri"] == library
    assert found["range"]["start"] == {"line": 0, "character": 9}
    (folder / "other.tex").write_text(
        "\\addbibresource{refs.bib}\n\\cite{knuth1984, leng2020}\n", encoding="utf-8"
    )
    asked = {**at(paper, LINE, 12), "context": {"includeDeclaration": True}}
    places = client.ask("textDocument/references", asked)
    assert [one["uri"].rpartition("/")[2] for one in places] == [
        "refs.bib", "paper.md", "other.tex",
    ]  # fmt: skip
    client.open(folder / "refs.bib", language="bibtex")
    asked = {**at(library, 0, 12), "context": {"includeDeclaration": False}}
    assert client.ask("textDocument/references", asked) == places[1:]


def test_entries_are_listed_searched_and_counted(client, folder):
    client.open(folder / "paper.md")
    library = client.open(folder / "refs.bib", language="bibtex")
    symbols = client.ask("textDocument/documentSymbol", {"textDocument": {"uri": library}})
    assert [one["name"] for one in symbols] == ["leng2020", "knuth1984"]
    found = client.ask("workspace/symbol", {"query": "propagation network"})
    assert [one["name"].split()[0] for one in found] == ["leng2020"]
    lenses = client.ask("textDocument/codeLens", {"textDocument": {"uri": library}})
    assert [one["command"]["title"] for one in lenses] == ["cited once", "cited once"]


def test_a_library_is_checked_and_what_nothing_cites_is_faint(client, folder):
    path = folder / "refs.bib"
    text = path.read_text(encoding="utf-8")
    text += "\n@article{spare, title = {A}, doi = {https://doi.org/10.1186/xyz}, year = {20x}}\n"
    path.write_text(text, encoding="utf-8")
    library = client.open(path, language="bibtex")
    found = client.diagnostics(library, lambda some: "required-field" in codes(some))
    assert {"doi-as-url", "year-malformed", "uncited-reference"} <= set(codes(found))
    (faint,) = [one for one in found if one["code"] == "uncited-reference"]
    assert faint["severity"] == 4
    assert faint["tags"] == [1]
    assert faint["range"]["start"] == {"line": 15, "character": 9}
