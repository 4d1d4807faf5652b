"""What `import mscref` gives: the names, their signatures, and that they do what they say."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.replay.recordings import load as recordings
from tests.replay.server import ReplayServer

import mscref
from mscref import api
from mscref.records import fields_of

KEPT = tomllib.loads(Path(__file__).with_name("api.toml").read_text(encoding="utf-8"))
DATA = Path(__file__).parents[1] / "data" / "references.bib"
BIB = """\
@article{leng2020, author = {Leng, Zikuan and Zhu, Rongjia}, title = {Cells in patients},
  journal = {Aging and Disease}, year = 2020, volume = 11, pages = {216--228}}
@book{roth1999, author = {Roth, Anna}, title = {Whales}, publisher = {Sea Press}, year = 1999}
"""


@pytest.fixture
def refs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "refs.bib"
    path.write_text(BIB, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def services() -> Iterator[ReplayServer]:
    with ReplayServer(recordings()) as running:
        yield running


def test_the_names_are_those_of_the_list():
    assert sorted(mscref.__all__) == sorted([*api.__all__, "__version__"])
    assert sorted(api.__all__) == sorted([*KEPT["functions"], *KEPT["classes"]])
    assert dir(mscref) == sorted(mscref.__all__)


@pytest.mark.parametrize("name", KEPT["functions"])
def test_signatures_are_kept(name: str):
    """Parameters may be added with a default; the list is changed by hand, read like code."""
    assert str(inspect.signature(getattr(mscref, name))) == KEPT["functions"][name]


@pytest.mark.parametrize("name", ["Library", "Network", "Reference", "Name", "Span", "Diagnostic"])
def test_members_are_kept(name: str):
    members = fields_of(getattr(mscref, name))
    assert list(members)[: len(KEPT["classes"][name])] == KEPT["classes"][name]


@pytest.mark.parametrize("name", KEPT["returned"])
def test_members_of_what_functions_give_are_kept(name: str):
    module, _, kind = name.rpartition(".")
    given = getattr(importlib.import_module(module), kind)
    assert set(KEPT["returned"][name]) <= {one.name for one in dataclasses.fields(given)}


def test_whatever_a_function_gives_is_in_the_list():
    """So that nobody can build on what may change unseen."""
    kept = {*KEPT["classes"], *(one.rpartition(".")[2] for one in KEPT["returned"])}
    plain = {"str", "list", "Iterator", "None"}
    for name, signature in KEPT["functions"].items():
        given = set(re.findall(r"[A-Za-z]+", signature.rpartition("->")[2]))
        assert given <= kept | plain, name
    # A report is made of items.
    assert "ReportItem" in kept


@pytest.mark.parametrize("name", [*KEPT["functions"], *KEPT["classes"]])
def test_each_is_documented(name: str):
    assert (getattr(mscref, name).__doc__ or "").strip()


def test_import_imports_nothing_else():
    code = "import sys, mscref; print([m for m in sys.modules if m.startswith('mscref.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_library_by_place_and_key(refs: Path):
    library = mscref.load(refs)
    assert [one.id for one in library] == ["leng2020", "roth1999"]
    assert len(library) == 2 and "roth1999" in library and "nobody" not in library
    assert library["roth1999"] is library[1]
    assert dict(library.spans)["roth1999"].line == 3
    assert [one.id for one in library.select("author:leng")] == ["leng2020"]
    with pytest.raises(mscref.NotFoundError, match="roth1998"):
        library["roth1998"]
    with pytest.raises(IndexError):
        library[2]


def test_without_a_path_it_is_the_library_of_the_folder(refs: Path):
    refs.rename("references.bib")
    assert len(mscref.load()) == 2
    Path("references.bib").unlink()
    with pytest.raises(mscref.NoLibraryError, match="no library here"):
        mscref.load()


def test_format_and_cite(refs: Path):
    assert mscref.format(refs, "apa", to="markdown").splitlines()[-1] == (
        "Roth, A. (1999). *Whales*. Sea Press."
    )
    one = mscref.load(refs)["roth1999"]
    assert mscref.format(one, "apa") == "Roth, A. (1999). Whales. Sea Press.\n"
    assert mscref.format([one], "apa", locale="de-DE") == "Roth, A. (1999). Whales. Sea Press.\n"
    assert mscref.cite(refs, "roth1999", style="apa", locator="p. 3") == "(Roth, 1999, p. 3)"
    assert mscref.cite(refs, "roth1999", style="apa", narrative=True) == "Roth (1999)"
    assert mscref.cite(refs, "roth1999", style="apa", suppress_author=True) == "(1999)"
    assert mscref.cite(refs, "roth1999", style="ieee") == "[2]"
    assert mscref.cite(refs, "leng2020", "roth1999", style="vancouver") == "(1,2)"


@pytest.mark.parametrize("wrong", ["style", "locale", "to"])
def test_what_is_unknown_is_said(refs: Path, wrong: str):
    given = {"style": "appa", "locale": "xx-XX", "to": "markdwn"}
    with pytest.raises((mscref.NotFoundError, mscref.UsageError)) as caught:
        mscref.format(refs, **{wrong: given[wrong]})
    assert given[wrong] in str(caught.value) and caught.value.hint


@pytest.mark.parametrize("to", ["bibtex", "biblatex", "csljson", "ris", "cslyaml", "nbib"])
def test_write_and_read(refs: Path, to: str):
    library = mscref.load(refs)
    again = mscref.read(mscref.write(library, to))
    assert [one.text("title") for one in again] == ["Cells in patients", "Whales"]


def test_parse_a_list_and_a_string():
    string = "Roth A. Whales and their songs. Nature. 2001;12(3):44-55."
    for text, count in [(string, 1), (f"Text.\n\nReferences\n\n1. {string}\n2. {string}\n", 2)]:
        found = mscref.parse(text)
        assert len(found) == count
        assert found[0].text("container-title") == "Nature"
        assert string in found[0].string
    assert len(mscref.parse("  \n")) == 0


def test_resolve_lookup_verify(refs: Path, services: ReplayServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MSCREF_SOURCES_URL", services.url)
    known, unknown = mscref.resolve("10.14336/AD.2020.0228", "10.9999/nope")
    assert known.reference.text("container-title") == "Aging and Disease"  # type: ignore[union-attr]
    assert unknown.error.exit_code == 4  # type: ignore[union-attr]
    best = mscref.lookup("transplantation of ACE2- mesenchymal stem cells leng 2020", rows=1)
    assert best[0].reference.text("DOI").lower() == "10.14336/ad.2020.0228"
    report = mscref.verify(known.reference)  # type: ignore[union-attr]
    assert [one.code for one in report.items] == ["verified"]
    silent = mscref.verify(refs, network=mscref.Network(offline=True, refresh=True))
    assert {one.code for one in silent.items} == {"unknown"}


def test_verify_against_a_bibliography(refs: Path):
    library = mscref.load(refs)
    changed = library["roth1999"].with_fields({"publisher": None, "title": "Dolphins"})
    report = mscref.verify([library["leng2020"], changed], against=refs)
    assert [one.code for one in report.items] == ["verified", "not-found"]
    assert mscref.verify(refs, against=library).items[1].span.line == 3


def test_check_search_cited_render(refs: Path):
    refs.write_text(BIB.replace("year = 1999", "year = 1999, doi = {doi:10.1000/x}"))
    assert [one.code for one in mscref.check(refs).items] == ["doi-as-url"]
    assert mscref.check(refs, ignore=["doi"]).items == ()
    assert [one.id for one in mscref.search("whales", refs)] == ["roth1999"]
    Path("paper.md").write_text("So it is [@roth1999; @nobody].\n")
    assert mscref.cited("paper.md").missing(["roth1999"]) == ["nobody"]
    rendered = mscref.render("paper.md", style="apa", library=[refs])
    assert rendered.text.startswith("So it is (Roth, 1999;") and rendered.has_unknown
    assert Path("paper.md").read_text() == "So it is [@roth1999; @nobody].\n"


def test_identify():
    text = mscref.format(DATA, "ieee")
    best = mscref.identify(text, library=DATA)[0]
    assert "ieee" in (best.name, *best.also)
    assert best.likeness > 0.99 and best.difference == ""


def test_reports_and_libraries_can_be_pickled(refs: Path):
    import pickle

    library = mscref.load(refs)
    assert pickle.loads(pickle.dumps(library)) == library
