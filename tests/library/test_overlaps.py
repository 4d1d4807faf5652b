"""Several removals in one entry: neighbours never overlap, and what stays reads as before."""

from pathlib import Path

import pytest

from mscref.cli.main import run
from mscref.library.bibfile import BibText, remove_fields
from mscref.library.delta import apply_splices

CASES = [
    "@a{k,\n  t = {B},\n  t = {B},\n  t = {B},\n  u = {C}\n}\n",
    "@a{k, t={B}, % one\n t={B}, % two\n t={B}, u={C}}\n",
    "@a{k, t={B} t={B}, junk t={B}, t={B}}\n",
    "@INPGS{Bur,\n\tT = {M},\n\tP = {4}, = { B},\n\tT = {M},\n\tP = {4},1}\n}\n",
    "@a{k, t = , t = , u = {}, u = {},,, v={}}\n",
    "@a{k, t={B}, %x\n%y\n t={B}%z\n, t={B}\n}\n",
]


@pytest.mark.parametrize("text", CASES)
@pytest.mark.parametrize("rule", ["repeated", "empty", "all"])
def test_tidy_of_broken_entries_is_no_bug(tmp_path: Path, text: str, rule: str):
    path = tmp_path / "r.bib"
    path.write_text(text)
    assert run(["tidy", "-l", str(path), rule]) in (0, 1, 2, 6)
    if path.read_text() != text:
        assert run(["undo", "-l", str(path)]) == 0
    assert path.read_text() == text


def test_what_is_repeated_goes_and_comments_stay(tmp_path: Path):
    path = tmp_path / "r.bib"
    path.write_text(CASES[1])
    assert run(["tidy", "-l", str(path), "repeated"]) == 0
    after = path.read_text()
    assert after.count("t={B}") == 1
    assert "u={C}" in after


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("@a{k, t={B}, u={C}, v={D}, w={E}}", "t u", "v w"),
        ("@a{k, t={B}, u={C}, v={D}}", "u v", "t"),
        ("@a{k, t={B}, % one\n u={C}, % two\n v={D}, w={E}}", "t u v", "w"),
        ("@a{k,\n t={B}\n ,u={C}\n ,v={D}\n}", "t u v", ""),
        ("@a{k, % x\n t={B}%y\n, u={C}%z\n, v={D}}", "t u", "v"),
        ("@a{k, % x\n t={B}, u={C}, v={D}}", "t u", "v"),  # both would take the comma
        ("@a{k, % x\n t={B}, u={C}, % y\n v={D}, w={E}, z={F}}", "t u v w", "z"),
    ],
)
def test_neighbours_are_removed_in_one_piece(text: str, gone: str, left: str):
    bib = BibText(text)
    (entry,) = bib.bib.entries()
    fields = [one for one in entry.fields if bib.name(one) in gone.split()]
    after = apply_splices(text, remove_fields(bib, entry, fields))
    (read,) = BibText(after).bib.entries()
    assert [name for name, _ in read.raw_fields()] == left.split()
