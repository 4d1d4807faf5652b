"""Libraries of every line end and encoding: no byte moves but those of the change (#18)."""

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.zoterodata.database import Made

from mscref.cli.main import run

LIBRARY = """@book{good,
  title = {Good \u00f6ne},
  author = {Roe, Jane},
  date = {2020},
}

@article{dup_1,
  title = {The same thing of all},
  author = {Doe, Kim},
  date = {2019},
  doi = {10.1000/same.1},
}

@article{dup2,
  title = {The same thing of all},
  author = {Doe, Kim},
  date = {2019},
  doi = {10.1000/same.1},
  volume = {3},
}
"""
FILES: dict[str, tuple[Callable[[str], bytes], bytes]] = {
    "LF": (lambda text: text.encode(), b"\n"),
    "CRLF": (lambda text: text.replace("\n", "\r\n").encode(), b"\r\n"),
    "CR": (lambda text: text.replace("\n", "\r").encode(), b"\r"),
    "BOM": (lambda text: codecs.BOM_UTF8 + text.encode(), b"\n"),
    "BOM and CRLF": (lambda text: codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode(), b"\r\n"),
    "no end": (lambda text: text.rstrip().encode(), b"\n"),
    "no end, CRLF": (lambda text: text.rstrip().replace("\n", "\r\n").encode(), b"\r\n"),
    "Latin-1": (lambda text: text.encode("latin-1"), b"\n"),
    "Latin-1 and CRLF": (lambda text: text.replace("\n", "\r\n").encode("latin-1"), b"\r\n"),
    "mixed, more LF": (lambda text: text.replace("\n", "\r\n", 5).encode(), b"\n"),
    "mixed, more CRLF": (
        lambda text: text.replace("\n", "\r\n").encode().replace(b"\r\n", b"\n", 3), b"\r\n"
    ),
}  # fmt: skip
# A command, and the words of the library that it takes away and brings.
COMMANDS = {
    "import new.ris": ("", "@book{new2022,|  author = {New, N.},|  title = {New one},|"),
    "import new.bib": ("", "@book{n,|  title = {New one},|}|"),
    "sync zotero:": ("", "@book{there,|  author = {Zet, Z.},|  title = {There},|}|"),
    "edit good note=x": ("", "  note = {x},|"),
    "edit good title=New": ("Good \u00f6ne", "New"),
    "rekey dup_1": ("up_1", "oe2019"),
    "rm dup2": ("@article{dup2,|", ""),
    "rm good": ("@book{good,|", ""),
    "dedupe": ("@article{dup2,|", ""),
    "tidy pages": ("", ""),
}


def changed_part(before: bytes, after: bytes) -> tuple[bytes, bytes]:
    """What differs, between what both begin and end with."""
    shorter = min(len(before), len(after))
    start = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    end = next(
        (n for n in range(shorter - start) if before[-1 - n] != after[-1 - n]), shorter - start
    )
    return before[start : len(before) - end], after[start : len(after) - end]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MSCREF_ZOTERO", str(tmp_path / "data"))
    Path("new.ris").write_text("TY  - BOOK\nTI  - New one\nAU  - New, N.\nPY  - 2022\nER  - \n")
    Path("new.bib").write_text("@book{n,\n title={New one},\n}\n")
    return tmp_path


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_other_byte_moves_and_undo_gives_them_back(command: str, kind: str, folder: Path):
    if command.startswith("sync"):
        made = Made(folder / "data/zotero.sqlite")
        made.work("book", {"title": "There", "citationKey": "there"}, [("author", "Zet", "Z.")])
        made.save()
    encode, line_end = FILES[kind]
    before = encode(LIBRARY)
    Path("refs.bib").write_bytes(before)
    assert run([*command.split(), "-l", "refs.bib"]) == 0
    after = Path("refs.bib").read_bytes()
    old, new = changed_part(before, after)
    gone, brought = COMMANDS[command]
    assert len(new) < len(LIBRARY) // 2
    encoding = "latin-1" if kind.startswith("Latin") else "utf-8"
    assert brought.encode(encoding).replace(b"|", line_end) in (new or after) or (
        "mixed" in kind and command.startswith("edit")  # as the fields beside it
    )
    if gone and "mixed" not in kind:
        assert gone.encode(encoding).replace(b"|", line_end)[1:] in old
    assert after.startswith(codecs.BOM_UTF8) == before.startswith(codecs.BOM_UTF8)
    if after != before:
        assert run(["undo", "-l", "refs.bib"]) == 0
        assert Path("refs.bib").read_bytes() == before


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf_16_is_read_and_not_changed(
    mark: bytes, folder: Path, capsys: pytest.CaptureFixture[str]
):
    codec = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    data = mark + LIBRARY.encode(codec)
    Path("refs.bib").write_bytes(data)
    assert run(["list", "-l", "refs.bib"]) == 0
    assert "dup_1" in capsys.readouterr().out
    for command in COMMANDS:
        if not command.startswith("sync"):
            assert run([*command.split(), "-l", "refs.bib"]) == 3
            assert "iconv -f UTF-16" in capsys.readouterr().err
    assert Path("refs.bib").read_bytes() == data


WIDE = {
    "UTF-32, marked": (codecs.BOM_UTF32_LE, "utf-32-le", "iconv -f UTF-32 "),
    "UTF-32, the other end first": (codecs.BOM_UTF32_BE, "utf-32-be", "iconv -f UTF-32 "),
}


@pytest.mark.parametrize("kind", WIDE)
def test_utf_32_is_no_utf_16_of_nothing(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
):
    mark, codec, hint = WIDE[kind]
    Path("refs.bib").write_bytes(mark + LIBRARY.encode(codec))
    assert run(["list", "-l", "refs.bib"]) == 0
    assert "dup_1" in capsys.readouterr().out
    assert run(["rm", "good", "-l", "refs.bib"]) == 3
    assert hint in capsys.readouterr().err


@pytest.mark.parametrize("name", ["UTF-16LE", "UTF-16BE"])
def test_utf_16_without_a_mark_is_refused_with_what_converts_it(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
):
    Path("refs.bib").write_bytes(LIBRARY.encode(name))
    assert run(["list", "-l", "refs.bib"]) == 3
    assert f"iconv -f {name} -t UTF-8 refs.bib > new.bib" in capsys.readouterr().err
    Path("refs.bib").write_bytes(bytes(range(200)))
    assert run(["list", "-l", "refs.bib"]) == 3
    assert "iconv" not in capsys.readouterr().err


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.json", '[{"id": "x", "title": "A"}]', "CSL-JSON"),
        ("a.ris", "TY  - BOOK\nER  - \n", "RIS"),
    ],
)
def test_what_is_no_bib_file_is_called_so_in_every_encoding(
    codec: str, name: str, text: str, title: str, folder: Path, capsys: pytest.CaptureFixture[str]
):
    Path(name).write_bytes(text.encode(codec))
    assert run(["import", "new.ris", "-l", name]) == 6
    err = capsys.readouterr().err
    assert f"is {title}; only .bib files can be changed" in err


OF_NO_COMMENTS = {
    "a.json": '[{"id": "x", "type": "book", "title": "Größe"}]',
    "a.ris": "TY  - BOOK\nTI  - Größe\nER  - \n",
    "a.nbib": "PMID- 1\nTI  - Größe\n",
}


@pytest.mark.parametrize("name", [*OF_NO_COMMENTS, "a.bib"])
def test_only_a_bib_file_is_told_to_name_its_encoding_in_a_comment(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
):
    Path(name).write_bytes(OF_NO_COMMENTS.get(name, LIBRARY).encode("latin-1"))
    assert run(["list", "-l", name]) == 0
    assert ("% Encoding" in capsys.readouterr().err) == (name == "a.bib")


@pytest.mark.parametrize("kind", ["LF", "CRLF", "CR"])
@pytest.mark.parametrize("command", ["import new.ris", "import new.bib"])
def test_what_is_added_and_removed_leaves_the_file_as_it_was(command: str, kind: str, folder: Path):
    encode, line_end = FILES[kind]
    before = encode(LIBRARY)
    Path("refs.bib").write_bytes(before)
    assert run([*command.split(), "-l", "refs.bib"]) == 0
    assert line_end * 2 + b"@book{n" in Path("refs.bib").read_bytes()  # a blank line, as elsewhere
    key = "new2022" if command.endswith("ris") else "n"
    assert run(["rm", key, "-l", "refs.bib"]) == 0
    assert Path("refs.bib").read_bytes() == before
