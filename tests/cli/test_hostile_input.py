"""Strangers' records through the commands: no write makes a file worse, none is a bug (70)."""

import json
from pathlib import Path

import pytest

from mscref.cli.main import run

LIBRARY = "@article{known2020,\n  title = {Ein schöner Titel},\n  year = {2020},\n}\n"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "r.bib"
    path.write_text(LIBRARY, encoding="utf-8")
    return path


HALVES = {
    "high": r"\ud800",
    "low": r"\udc80",
    "last": r"\udfff",
    "wrong way round": r"\udc00\ud800",
    "nul": r"\u0000",
}


@pytest.mark.parametrize("spelt", HALVES.values(), ids=list(HALVES))
@pytest.mark.parametrize("member", ["title", "id", "note", "name"])
def test_no_import_makes_a_library_worse(library: Path, spelt: str, member: str):
    changed = {"author": [{"family": "X@"}]} if member == "name" else {member: "X@"}
    item = {"id": "new", "type": "book", "title": "New", **changed}
    text = json.dumps([item]).replace("@", spelt)
    Path("x.json").write_text(text, encoding="utf-8")
    assert run(["import", "-l", "r.bib", "x.json"]) == 0
    data = library.read_bytes()
    assert data.startswith(LIBRARY.encode())
    assert "\0" not in data.decode("utf-8")
    assert run(["format", "-l", "r.bib"]) == 0
    assert "\ufffd" in data.decode() or member == "id"


@pytest.mark.parametrize("escape", ["\\0", "\\x00", "\\u0000"])
def test_yaml_spells_nul_too(library: Path, escape: str):
    Path("x.yaml").write_text(
        f'- id: new\n  type: book\n  title: "A {escape} title"\n', encoding="utf-8"
    )
    assert run(["import", "-l", "r.bib", "x.yaml"]) == 0
    assert "A \ufffd title" in library.read_bytes().decode("utf-8")


@pytest.mark.parametrize("value", ["a\udcffb", "a\ud800", "a\0b"], ids=["byte", "half", "nul"])
def test_what_a_file_cannot_carry_is_refused(library: Path, value: str, capsys):
    assert run(["edit", "-l", "r.bib", "known2020", f"note={value}"]) == 6
    assert library.read_text(encoding="utf-8") == LIBRARY
    assert "nothing was written" in capsys.readouterr().err


def test_a_file_in_another_encoding_keeps_its_bytes(library: Path):
    library.write_bytes(LIBRARY.encode("cp1252"))
    assert run(["edit", "-l", "r.bib", "known2020", "note=größer"]) == 0
    assert "größer".encode("cp1252") in library.read_bytes()
    before = library.read_bytes()
    assert run(["edit", "-l", "r.bib", "known2020", "note=x\0"]) == 6
    assert library.read_bytes() == before


def test_a_nul_far_into_a_file_does_not_travel(library: Path):
    far = "@comment{" + "x" * 70_000 + "}\n@book{far, title={A\0B}, note={Far away}}\n"
    Path("far.bib").write_bytes(far.encode())
    assert run(["import", "-l", "r.bib", "far.bib"]) == 0
    assert b"\0" not in library.read_bytes()


NUMBERS = ["9" * 4301, "-" + "9" * 5000, "1e400", "9" * 19, "NaN"]


@pytest.mark.parametrize("number", NUMBERS, ids=["4301", "-5000", "1e400", "19", "nan"])
@pytest.mark.parametrize(
    "place",
    [
        '"volume": %s',
        '"id": %s',
        '"issued": {"date-parts": [[%s]]}',
        '"issued": {"date-parts": [["%s", 1]]}',
        '"issued": {"date-parts": [[2020]], "season": "%s"}',
        '"issued": {"date-parts": [[2020]], "season": "²%s"}',
        '"custom": {"x": %s}',
    ],
)
@pytest.mark.parametrize("command", ["format", "list", "export -t ris", "search x", "check"])
def test_numbers_of_any_length(library: Path, number: str, place: str, command: str, capsys):
    item = '[{"title": "A", "id": "a", "type": "book", ' + place % number + "}]"
    Path("x.json").write_text(item, encoding="utf-8")
    assert run([*command.split(), "-l", "x.json"]) in (0, 1, 3, 4)


YAML = [
    "title: !!binary aGVsbG8=",
    "title: !!binary '***'",
    "title: !!int ''",
    "title: !!bool perhaps",
    "title: !!float x",
    "title: !!timestamp never",
    "issued: !!timestamp 2001-12-14",
    "title: !!set {a, b}",
    "title: !!omap [a: 1]",
    "title: !!pairs [a: 1]",
    "title: !!python/object:os.system x",
    "1: x\n  ? [a, b]\n  : c",
    "!!binary aGk=: x",
    "volume: " + "9" * 5000,
    "volume: 0x" + "f" * 5000,
    "issued: {year: " + "9" * 30 + "}",
    "author: &a [*a]",
    "author: &a {family: *a}",
    "author: {family: [1, {a: b}], given: true}",
    "title: .nan",
    "null: ~",
]


@pytest.mark.parametrize("line", YAML)
@pytest.mark.parametrize("command", ["format", "export -t biblatex", "export -t yaml", "list"])
def test_odd_yaml_is_a_diagnostic(library: Path, line: str, command: str, capsys):
    Path("x.yaml").write_text(f"- id: a\n  type: book\n  {line}\n", encoding="utf-8")
    assert run([*command.split(), "-l", "x.yaml"]) in (0, 1, 3)
    Path("h.yaml").write_text(f"a:\n  type: book\n  {line}\n", encoding="utf-8")
    assert run([*command.split(), "-l", "h.yaml"]) in (0, 1, 3)


@pytest.mark.parametrize("macro", [r"\char" + "9" * 5000, r"\symbol{0}", r"\char55296 "])
def test_latex_characters_that_are_none(library: Path, macro: str, capsys):
    library.write_text(f"@book{{a, title={{A {macro} B}}}}\n", encoding="utf-8")
    assert run(["format", "-l", "r.bib"]) == 0
    capsys.readouterr().out.encode()
