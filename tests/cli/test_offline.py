"""What is said where the user works offline: nobody failed, and nothing helps but asking (#16)."""

from pathlib import Path

import pytest

from mscref.cli.main import run

LIBRARY = """@book{roth, title = {A book of whales}, author = {Roth, Anna}, year = {2001}}
@article{pre, title = {Preprint}, author = {Roth, Anna},
  eprint = {2101.00001}, eprinttype = {arxiv}}
"""
LIST = "References\n\n1. Roth A. Whales and their songs. Nature. 2001;12(3):44-55.\n"
LINES = (
    "resolve 10.1000/182 2101.00001 PMID:30455077 9780262033848 NCT04269525 Q12345",
    "resolve orcid:0000-0002-1825-0097 https://example.org/a",
    "lookup whales",
    "verify refs.bib",
    "verify list.txt --json",
    "verify refs.bib --format html -o page.html",
    "deposit check list.txt",
    "deposit check refs.bib --format html -o page.html",
    "add 10.1000/182",
    "update",
    "update --published --dry-run",
    "restyle list.txt -s apa --complete",
    "import list.txt --complete",
)


@pytest.mark.parametrize("line", LINES)
def test_nothing_is_said_to_have_failed(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    Path("refs.bib").write_text(LIBRARY)
    Path("list.txt").write_text(LIST)
    monkeypatch.setenv("MSCREF_OFFLINE", "1")  # `import` has no option for it
    run(line.split())
    said = "".join(capsys.readouterr())
    if Path("page.html").exists():
        said += Path("page.html").read_text().partition("<script")[0].partition("What the words")[0]
    assert "offline" in said
    for wrong in (
        "again later",
        "did not answer",
        "could not answer",
        "failed:",
        " s left",
        "none ans",
    ):
        assert wrong not in said
    for name in ("Crossref", "arXiv", "ORCID"):
        assert f"{name}: {name}" not in said


def test_verify_says_who_is_asked_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    Path("refs.bib").write_text(LIBRARY)
    run(["verify", "refs.bib", "--offline"])
    out = "".join(capsys.readouterr())
    assert "`pre`: not settled, working offline; nobody was asked" in out
    assert "leave out --offline (or the setting) to ask arXiv, Crossref" in out
