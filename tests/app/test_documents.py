"""`rekey --also`: the library and its documents are one change."""

import os
from pathlib import Path

import pytest

from mscref.cli.main import run

LIBRARY = "@article{Old_1, author={Noor, B.}, title={A}, year={2020}}\n"
TEXT = "See \\cite{Old_1}.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.bib").write_text(LIBRARY)
    (tmp_path / "m.tex").write_text(TEXT)
    (tmp_path / "n.tex").write_text(TEXT)
    return tmp_path


@pytest.mark.parametrize("second", ["m.tex", "./m.tex", "link.tex", "sub/../m.tex", "hard.tex"])
def test_a_document_named_twice_is_one(folder: Path, second: str):
    (folder / "sub").mkdir()
    (folder / "link.tex").symlink_to("m.tex")
    os.link(folder / "m.tex", folder / "hard.tex")
    assert run(["edit", "-l", "r.bib", "Old_1", "note=q"]) == 0
    assert run(["rekey", "-l", "r.bib", "--also", "m.tex", "--also", second]) == 0
    assert "noor2020" in (folder / "m.tex").read_text()
    assert (folder / "link.tex").is_symlink()
    assert run(["undo", "-l", "r.bib"]) == 0
    assert (folder / "m.tex").read_text() == TEXT
    assert "note" in (folder / "r.bib").read_text()
    assert run(["undo", "-l", "r.bib"]) == 0
    assert (folder / "r.bib").read_text() == LIBRARY


def test_the_library_is_none_of_its_documents(folder: Path):
    assert run(["rekey", "-l", "r.bib", "--also", "r.bib", "--also", "m.tex"]) == 0
    assert run(["undo", "-l", "r.bib"]) == 0
    assert (folder / "r.bib").read_text() == LIBRARY


@pytest.mark.parametrize("last", ["n.tex", "none.tex", "folder.tex"])
def test_every_file_is_checked_before_the_first_is_written(folder: Path, last: str, capsys):
    (folder / "folder.tex").mkdir()
    (folder / "n.tex").chmod(0o444)
    assert run(["rekey", "-l", "r.bib", "--also", "m.tex", "--also", last]) == 6
    assert last in capsys.readouterr().err
    assert (folder / "m.tex").read_text() == TEXT
    assert (folder / "r.bib").read_text() == LIBRARY
    assert run(["history", "-l", "r.bib"]) == 0
    assert not capsys.readouterr().out


def test_a_document_beside_is_not_made_worse(folder: Path):
    (folder / "m.tex").write_bytes(TEXT.encode() + b"\xe9\r\n")
    assert run(["rekey", "-l", "r.bib", "--also", "m.tex"]) == 0
    assert (folder / "m.tex").read_bytes() == TEXT.replace(
        "Old_1", "noor2020"
    ).encode() + b"\xe9\r\n"
