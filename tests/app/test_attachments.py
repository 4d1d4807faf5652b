"""Files of references: names, finds, words and notes, in libraries that anybody may have made."""

import os
from pathlib import Path

import pytest
from tests.pdfmaking import highlight, pdf_of

from mscref.app.attachments.checking import check_files, orphans
from mscref.app.attachments.finding import find_files
from mscref.app.attachments.notes import notes_of_files
from mscref.app.attachments.renaming import rename_files
from mscref.app.attachments.words import search_text
from mscref.app.changing import Workplace
from mscref.app.history import undo
from mscref.cli.main import run
from mscref.errors import UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def workplace(folder: Path, text: str, *, dry_run: bool = False) -> Workplace:
    (folder / "a.bib").write_text(text, encoding="utf-8")
    return Workplace(folder / "a.bib", folder.parent / "state", command="files", dry_run=dry_run)


def entry(key: str, file: str, more: str = "") -> str:
    return f"@article{{{key}, title={{T {key}}}, file={{{file}}}{more}}}\n"


def made(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"%PDF " + name.encode())


def held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()[5:].decode()
        for path in sorted(folder.rglob("*.pdf"))
    }


def test_two_files_of_one_entry_are_numbered_and_stay(folder: Path):
    made(folder, "x.pdf", "y.pdf")
    place = workplace(folder, entry("k", ":x.pdf:PDF;:y.pdf:PDF"))
    assert not rename_files(place, [], pattern="{key}").left
    assert held(folder) == {"k.pdf": "x.pdf", "k-2.pdf": "y.pdf"}
    assert not rename_files(place, [], pattern="{key}").outcome.is_change
    undo(place.library, place.state_folder)
    assert held(folder) == {"x.pdf": "x.pdf", "y.pdf": "y.pdf"}


def test_a_file_that_fits_keeps_its_name_in_a_clash(folder: Path):
    made(folder, "x.pdf", "2020.pdf")
    both = entry("k", "x.pdf", ", year=2020") + entry("l", "2020.pdf", ", year=2020")
    rename_files(workplace(folder, both), [], pattern="{year}")
    assert held(folder) == {"2020.pdf": "2020.pdf", "2020-2.pdf": "x.pdf"}


@pytest.mark.parametrize(
    "link",
    ["../secret.pdf", "{outside}/secret.pdf", "out.pdf", "up/secret.pdf", "p/../../secret.pdf"],
)
def test_no_link_makes_us_touch_what_is_outside(folder: Path, link: str):
    made(folder.parent, "secret.pdf")
    (folder / "out.pdf").symlink_to(folder.parent / "secret.pdf")
    (folder / "up").symlink_to(folder.parent)
    outside = f"@Comment{{jabref-meta: fileDirectory:{folder.parent};}}\n"
    text = entry("k", link.format(outside=folder.parent)) + outside
    done = rename_files(workplace(folder, text), [], pattern="{key}")
    assert (done.names, len(done.left)) == ((), 1)
    assert (folder.parent / "secret.pdf").is_file()
    place = workplace(folder, text)
    found = search_text([str(place.library)], "secret", cache_folder=folder.parent / "cache")
    assert found.files == 0
    assert check_files(place, []).problems[0].problem == "outside"


def test_what_is_linked_twice_or_occupied_is_left(folder: Path):
    made(folder, "x.pdf", "m.pdf", "z.pdf")
    text = entry("k", "x.pdf") + entry("l", "./x.pdf") + entry("m", "z.pdf")
    done = rename_files(workplace(folder, text), [], pattern="{key}")
    said = " ".join(one.message for one in done.left)
    assert "linked more than once" in said
    assert "not written over" in said
    assert held(folder) == {name: name for name in ("m.pdf", "x.pdf", "z.pdf")}


def test_groups_comments_and_all_else_of_jabref_stay(folder: Path):
    made(folder, "papers/x.pdf")
    meta = (
        "@Comment{jabref-meta: databaseType:bibtex;}\n"
        "@Comment{jabref-meta: fileDirectory:papers;}\n@Comment{jabref-meta: grouping:\n"
        "0 AllEntriesGroup:;\n1 StaticGroup:Thesis\\;0\\;1\\;;\n}\n"
    )
    before = entry("k", "A\\: b:x.pdf:PDF", ", groups={Thesis}") + meta
    place = workplace(folder, before)
    rename_files(place, [], pattern="{key}")
    assert place.library.read_text() == before.replace(":x.pdf:", ":k.pdf:")
    undo(place.library, place.state_folder)
    assert place.library.read_text() == before


def test_files_are_found_by_what_their_names_say(folder: Path):
    text = (
        "@article{leng2020, author={Leng, Z.}, year=2020, title={Transplantation of stem cells}}\n"
        "@article{b, author={Ek, C.}, year=1999, title={Rivers},"
        " doi={10.1016/j.cell.2020.01.001}}\n"
        "@article{c, author={Ng, A.}, year=2001, title={One}, eprint={2004.01234},"
        " eprinttype={arxiv}}\n"
        "@article{d, author={Møller, A.}, year=2003, title={The Names of Many Rivers in Winter}}\n"
        "@article{e, author={Roth, I.}, year=2004, title={Two}}\n"
        "@article{f, title={Has One}, file={gone.pdf}}\n"
    )
    names = {
        "leng2020.pdf": ("leng2020", "key"),
        "10.1016_j.cell.2020.01.001.pdf": ("b", "identifier"),
        "2004.01234v2.pdf": ("c", "identifier"),
        "The names of many rivers in winter.pdf": ("d", "title"),
        "Roth et al - 2004.pdf": ("e", "author, year"),
        "10.1016_j.cell.2020.01.0012.pdf": None,
        "Ek 2004.pdf": None,
        "f.pdf": None,
    }
    made(folder, *names)
    place = workplace(folder, text)
    found = find_files(place, None)
    assert {one.file: (one.key, one.why) for one in found.fits} == {
        name: fit for name, fit in names.items() if fit
    }
    assert not any(one.others for one in found.fits)
    assert len(orphans(place, None).files) == len(names)


def test_two_files_for_one_entry_are_said_and_not_linked(folder: Path):
    made(folder, "a/k.pdf", "b/k.pdf")
    place = workplace(folder, "@book{k, title={T}}\n")
    found = find_files(place, None, links=True)
    assert [one.others for one in found.fits] == [("b/k.pdf",), ("a/k.pdf",)]
    assert found.outcome
    assert not found.outcome.is_change


def searched(place: Workplace, query: str, folder: Path) -> list[tuple[str, int]]:
    found = search_text([str(place.library)], query, cache_folder=folder.parent / "cache")
    return [(one.reference.id, one.page) for one in found.hits]


def test_words_of_files_are_found_in_every_form(folder: Path):
    pages = [["Stem cells improve the trans-", "plantation"], ["A whale, and a stem cell"]]
    (folder / "a.pdf").write_bytes(pdf_of(pages))
    (folder / "b.html").write_text("<html><body><p>Whales sing.</p><script>hidden</script></html>")
    (folder / "c.txt").write_text("Of Gr\u00f6\u00dfe and \u732b.")
    place = workplace(folder, entry("a", "a.pdf") + entry("b", "b.html") + entry("c", "c.txt"))
    assert sorted(searched(place, "stem cell", folder)) == [("a", 1), ("a", 2)]
    assert searched(place, '"stem cells"', folder) == [("a", 1)]
    assert searched(place, "transplantation", folder) == [("a", 1)]
    assert sorted(searched(place, "WHALES", folder)) == [("a", 2), ("b", 1)]
    assert searched(place, "grosse", folder) == [("c", 1)]
    assert searched(place, "\u732b", folder) == [("c", 1)]
    assert searched(place, "hidden", folder) == []
    with pytest.raises(UsageError):
        searched(place, "!!", folder)


def test_a_changed_file_is_read_anew_and_a_renamed_one_is_not(folder: Path):
    (folder / "a.txt").write_text("whales")
    place = workplace(folder, entry("a", "a.txt"))
    assert searched(place, "whale", folder) == [("a", 1)]
    (folder / "a.txt").write_text("rivers and more")
    assert searched(place, "whale", folder) == []
    assert searched(place, "river", folder) == [("a", 1)]
    rename_files(place, [], pattern="new-{key}")
    assert searched(place, "river", folder) == [("a", 1)]


def test_a_damaged_file_is_said_once_read_and_the_rest_is_searched(folder: Path):
    (folder / "bad.pdf").write_bytes(b"%PDF-1.5 nothing")
    (folder / "a.txt").write_text("whales")
    place = workplace(folder, entry("a", "a.txt") + entry("b", "bad.pdf"))
    for _ in range(2):
        found = search_text([str(place.library)], "whale", cache_folder=folder.parent / "cache")
        assert [one.reference.id for one in found.hits] == ["a"]
        assert ["damaged" in one.message for one in found.findings] == [True]


@pytest.mark.parametrize("harm", [b"junk", b"", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_index_is_made_again(folder: Path, harm: bytes):
    (folder / "a.txt").write_text("whales")
    place = workplace(folder, entry("a", "a.txt"))
    searched(place, "whale", folder)
    index = folder.parent / "cache" / "fulltext-1.sqlite"
    index.write_bytes(harm)
    assert searched(place, "whale", folder) == [("a", 1)]
    whole = index.read_bytes()
    for place_of_harm in range(0, len(whole), len(whole) // 9):
        index.write_bytes(whole[:place_of_harm] + b"\xa5" * 300 + whole[place_of_harm + 300 :])
        assert searched(place, "whale", folder) in ([("a", 1)], [])


def test_notes_are_saved_once_and_harmless(folder: Path):
    note = highlight(72, 700, 200, "$\\\\input{x}$ & 50%")
    (folder / "a.pdf").write_bytes(pdf_of([["whales"]], [[note]]))
    before = entry("k", "a.pdf", ", annote={mine}")
    place = workplace(folder, before)
    done = notes_of_files(place, ["k"], saves=True)
    assert done.outcome
    assert done.outcome.is_written
    text = place.library.read_text()
    assert "annote={mine\n- p. 1:" in text
    assert r"\$\textbackslash{}input" in text
    assert r"\& 50\%" in text
    again = notes_of_files(place, ["k"], saves=True)
    assert again.outcome
    assert not again.outcome.is_change
    undo(place.library, place.state_folder)
    assert place.library.read_text() == before


@pytest.mark.parametrize("name", ["back\\slash.pdf", "d\\e\\f.pdf", "\\x.pdf", "sub/a\\b.pdf"])
def test_a_backslash_in_a_name_parts_no_folders(folder: Path, name: str):
    made(folder, name)
    place = workplace(folder, entry("k", f":{name}:PDF".replace("\\", "\\\\")))
    before = place.library.read_bytes()
    rename_files(place, [], pattern="{key}")
    assert list(held(folder)) == [(Path(name).parent / "k.pdf").as_posix()]
    assert "missing" not in [one.problem for one in check_files(place, []).problems]
    undo(place.library, place.state_folder)
    assert (place.library.read_bytes(), list(held(folder))) == (before, [name])


UNCLOSED = "@article{open, title={T}, file={o.pdf}\n"


def test_an_entry_that_cannot_be_read_is_said_by_all(folder: Path):
    made(folder, "o.pdf", "k.pdf")
    place = workplace(folder, entry("k", "k.pdf") + UNCLOSED)
    cache = folder.parent / "cache"
    linked = find_files(place, None, links=True).outcome
    assert linked is not None
    found = [
        check_files(place, []).unread,
        orphans(place, None).unread,
        find_files(place, None).left,
        linked.unread,
        rename_files(place, [], pattern="{key}").outcome.unread,
        notes_of_files(place, ["k"]).findings,
        search_text([str(place.library)], "", cache_folder=cache).findings,
    ]
    for one in found:
        assert "bibtex-unclosed-brace" in [finding.code for finding in one]


# ---------------------------------------------------------------- damage, folders that are closed


def test_a_word_that_has_fallen_over_in_the_index_is_found_all_the_same(folder: Path):
    """A bit of a word in the index is changed where SQLite sees nothing wrong."""
    import re
    import sqlite3

    for name in ("one", "two"):
        (folder / f"{name}.txt").write_text(f"The nightingale of {name} sings.")
    workplace(folder, entry("a", "one.txt") + entry("b", "two.txt"))
    cache = folder.parent / "cache"

    def found() -> list[str]:
        hits = search_text([str(folder / "a.bib")], "nightingale", cache_folder=cache).hits
        return sorted(one.reference.id for one in hits)

    assert found() == ["a", "b"]
    (index,) = cache.glob("fulltext-*.sqlite")
    whole = index.read_bytes()
    for place in [one.start() for one in re.finditer(b"nightingal", whole)]:
        broken = bytearray(whole)
        broken[place] ^= 1
        index.write_bytes(broken)
        assert found() == ["a", "b"]
    # A writer that was stopped leaves no sum: nothing is thrown away for that.
    with sqlite3.connect(index) as connection:
        connection.execute("UPDATE meta SET value = '' WHERE name = 'sum'")
    connection.close()
    before = index.stat().st_ino
    assert (found(), index.stat().st_ino) == (["a", "b"], before)
    index.chmod(0o400)
    assert found() == ["a", "b"]


@pytest.fixture
def closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that nobody may read or enter, for root, too."""
    import os

    made(folder, "open/x.pdf", "open/shut/y.pdf")
    shut = folder / "open" / "shut"
    scandir, stat = os.scandir, Path.stat

    def refuse(path: object) -> None:
        if str(path).startswith(str(shut)):
            raise PermissionError(13, "Permission denied", str(path))

    def scanned(path=".", /):
        refuse(path)
        return scandir(path)

    def looked_at(self: Path, **more: bool):
        refuse(self)
        return stat(self, **more)

    monkeypatch.setattr(os, "scandir", scanned)
    monkeypatch.setattr(Path, "stat", looked_at)
    return shut


def test_a_folder_that_cannot_be_read_is_said(folder: Path, closed: Path):
    place = workplace(folder, entry("k", "open/shut/y.pdf") + "@book{x, title={T}}\n")
    found = orphans(place, None)
    assert found.files == ("open/x.pdf",)
    assert [str(one) for one in found.unread] == [
        "open/shut: error[folder-unreadable]: cannot be read: permission denied;"
        " the files below it were not looked at"
    ]
    assert "folder-unreadable" in {one.code for one in find_files(place, folder / "open").left}
    linked = find_files(place, None, links=True)
    assert ([one.key for one in linked.fits], len(linked.left)) == (["x"], 1)
    assert [one.problem for one in check_files(place, ["k"]).problems] == ["barred"]
    (left,) = rename_files(place, ["k"], pattern="{key}").left
    assert "lies in a folder that cannot be read" in left.message
    (said,) = search_text([str(folder / "a.bib")], "y", cache_folder=folder).findings[:1]
    assert "lies in a folder that cannot be read" in said.message


# ---------------------------------------------------------------- many links


def test_files_beyond_the_last_number_are_said(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("mscref.app.attachments.renaming._MOST_NUMBERS", 4)
    made(folder, *(f"x{n}.pdf" for n in range(5)))
    done = rename_files(
        workplace(folder, entry("k", ";".join(f":x{n}.pdf:PDF" for n in range(5)))),
        [],
        pattern="{key}",
    )
    assert (len(done.names), [one.message for one in done.left]) == (
        3, ["`k`: 3 files would have this name already"] * 2
    )  # fmt: skip


def test_thousands_of_links_take_linear_time(folder: Path):
    from time import process_time

    took = []
    for count in (300, 3000):
        (folder / str(count)).mkdir()
        made(folder, *(f"{count}/x{n}.pdf" for n in range(count)))
        text = "".join(entry(f"k{n}", f"{count}/x{n}.pdf", ", year=2020") for n in range(count))
        begun = process_time()
        rename_files(workplace(folder, text, dry_run=True), [], pattern="{year}")
        took.append(process_time() - begun)
    assert took[1] < 30 * max(took[0], 0.02)


@pytest.mark.parametrize("link", ["papers", "pipe.pdf", "nul\0.pdf"])
def test_the_index_says_what_is_no_file(folder: Path, link: str):
    (folder / "papers").mkdir()
    os.mkfifo(folder / "pipe.pdf")
    place = workplace(folder, entry("k", f":{link}:PDF"))
    found = search_text([str(place.library)], "", cache_folder=folder)
    assert [one.code for one in found.findings] == ["file-skipped"]
    assert "is a folder, a device" in found.findings[0].message


FOLDERED = (
    "check", "rename --dry-run", "orphans", "find", "index", "notes k", "search --text word"
)  # fmt: skip


@pytest.mark.parametrize("words", FOLDERED)
def test_a_mistyped_folder_is_said(
    folder: Path, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(folder)
    workplace(folder, entry("k", ""))
    (folder / "file").write_text("")
    command = [*([] if words.startswith("search") else ["files"]), *words.split()]
    for wrong in ("papres", "file"):
        assert run([*command, "-l", "a.bib", "--folder", wrong]) == 4
        assert f"error: {wrong}: there is no such folder" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[""], ["  "], ["", " "]])
def test_no_word_finds_no_page(
    folder: Path,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.chdir(folder)
    workplace(folder, entry("k", ""))
    assert run(["search", "--text", *words, "-l", "a.bib"]) == 2
    assert "the query is empty" in capsys.readouterr().err
