"""A document that names no bibliography, in a folder with several: it is said, by every way."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from mscref.app.document import read_document
from mscref.app.document_works import library_of_document
from mscref.app.pandoc_filter import FilterChoice, filter_document
from mscref.app.render import RenderChoice, render_document
from mscref.cli.main import run
from mscref.config import Config
from mscref.model.reference import Json

ENTRY = "@book{roth1999, author={Roth, Anna}, title={Whales}, year=1999}\n"
CODE = "library-not-chosen"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a.bib", "b.bib"):
        Path(name).write_text(ENTRY)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("paper.md", "See [@roth1999].\n"),
        ("paper.tex", "See \\citep{roth1999}.\n"),
        ("paper.typ", "See @roth1999.\n"),
        ("paper.org", "See [cite:@roth1999].\n"),
    ],
)
def test_render_says_it(name: str, text: str):
    Path(name).write_text(text)
    codes = [
        one.code
        for one in render_document(read_document(name), RenderChoice(), config=Config()).diagnostics
    ]
    assert codes.count(CODE) == 1 and "unknown-key" in codes


def test_without_a_citation_nothing_is_asked():
    Path("paper.md").write_text("No citation; a@b.example is an address.\n")
    rendered = render_document(read_document("paper.md"), RenderChoice(), config=Config())
    assert rendered.diagnostics == []
    assert filtered([{"t": "Para", "c": [{"t": "Str", "c": "x"}]}]) == []


def test_the_filter_says_it():
    cite: dict[str, Json] = {
        "citationId": "roth1999",
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 1,
        "citationHash": 0,
    }
    node: dict[str, Json] = {"t": "Cite", "c": [[cite], [{"t": "Str", "c": "[@roth1999]"}]]}
    assert filtered([{"t": "Para", "c": [node]}]).count(CODE) == 1


def filtered(blocks: list[Json]) -> list[str]:
    document: dict[str, Json] = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {},
        "blocks": blocks,
    }
    choice = FilterChoice(target="html")
    found = filter_document(document, choice, config=Config(), folder=Path.cwd())
    return [one.code for one in found.diagnostics]


def test_one_library_and_none_are_no_matter():
    Path("b.bib").unlink()
    one = library_of_document((), config=Config(), folder=Path.cwd())
    assert [each.id for each in one.references] == ["roth1999"] and one.diagnostics == []
    Path("a.bib").unlink()
    none = library_of_document((), config=Config(), folder=Path.cwd())
    assert none.references == [] and none.diagnostics == []


def test_a_word_document_says_it(capsys: pytest.CaptureFixture[str]):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>See [@roth1999].</w:t></w:r></w:p>'
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    with zipfile.ZipFile("paper.docx", "w") as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("word/document.xml", f"{body}</w:body></w:document>")
    assert run(["render", "paper.docx", "-s", "apa", "-o", "out.docx"]) == 1
    assert f"warning[{CODE}]" in capsys.readouterr().err
