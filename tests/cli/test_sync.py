"""`mscref sync`: only what changed in Zotero is spliced; the rest stays; conflicts (#18)."""

import json
import os
from pathlib import Path

import pytest
from tests.json_outputs import assert_documented
from tests.zoterodata.database import Made

from mscref.cli.main import run

LENG = {"title": "On trees", "publisher": "Wood", "citationKey": "leng", "date": "2020-00-00 2020"}
DOE = {"title": "On bushes", "publisher": "Twig", "citationKey": "doe", "DOI": "10.1/doe"}


class Zotero:
    """The database of a test, and the .bib file that follows it."""

    def __init__(self, folder: Path) -> None:
        self.made = Made(folder / "data/zotero.sqlite")
        self.bib = folder / "work/refs.bib"
        self.leng = self.made.work("book", LENG, [("author", "Leng", "Jo")])
        self.doe = self.made.work("preprint", DOE, [("author", "Doe", "Jane")])
        self.made.save()

    def set(self, item: int, name: str, value: str) -> None:
        self.made.set(item, name, value)
        self.made.save()

    @property
    def text(self) -> str:
        return self.bib.read_text()

    def replace(self, old: str, new: str) -> None:
        assert old in self.text
        self.bib.write_text(self.text.replace(old, new))


@pytest.fixture
def zotero(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Zotero:
    monkeypatch.setenv("MSCREF_ZOTERO", str(tmp_path / "data"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return Zotero(tmp_path)


def sync(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    code = run(["sync", "zotero:", "-l", "refs.bib", *options])
    out, err = capsys.readouterr()
    return code, out, err


def test_it_is_made_and_then_there_is_nothing_to_do(zotero, capsys):
    code, _, err = sync(capsys)
    assert (code, "added leng, doe" in err) == (0, True)
    before = zotero.text
    code, _, err = sync(capsys)
    assert (code, "nothing to change" in err, zotero.text) == (0, True, before)


def test_a_dry_run_shows_the_diff_and_writes_nothing(zotero, capsys, tmp_path):
    code, out, _ = sync(capsys, "--dry-run")
    assert (code, "+@book{leng," in out, zotero.bib.exists()) == (0, True, False)
    assert not list(tmp_path.rglob("sync/*.json"))


def test_only_what_changed_there_is_touched(zotero, capsys):
    sync(capsys)
    zotero.replace("@book{leng,", '% mine\n@Book{mykey,\n\tshelf = "A",')
    zotero.replace("publisher = {Wood}", "publisher =   {My Wood}")
    zotero.bib.write_text(zotero.text + "\n@misc{own, title={Mine}}\n@comment{kept}\n")
    zotero.set(zotero.leng, "edition", "3")
    zotero.set(zotero.leng, "title", "On old trees")
    before = zotero.text
    code, _, err = sync(capsys)
    assert (code, "changed mykey" in err) == (0, True)
    new = next(line for line in zotero.text.splitlines(keepends=True) if "edition" in line)
    assert zotero.text.replace(new, "") == before.replace("{On trees}", "{On old trees}")


def test_an_entry_of_another_key_is_found_by_its_title(zotero, capsys):
    sync(capsys)
    zotero.replace("{leng,", "{mykey,")
    zotero.set(zotero.leng, "publisher", "Forest")
    code, _, err = sync(capsys)
    assert (code, "changed mykey" in err) == (0, True)
    assert "{Forest}" in zotero.text
    assert zotero.text.count("On trees") == 1


def test_what_both_sides_changed_is_said_until_they_agree(zotero, capsys):
    sync(capsys)
    zotero.replace("{Wood}", "{My Wood}")
    zotero.set(zotero.leng, "publisher", "Their Wood")
    for _ in range(2):
        code, _, err = sync(capsys)
        assert code == 1
        assert "`leng`: publisher was changed on both sides: here {My Wood}, there {Their" in err
        assert "{My Wood}" in zotero.text
    zotero.replace("{My Wood}", "{Their Wood}")
    assert sync(capsys)[0] == 0
    zotero.set(zotero.leng, "publisher", "Newer")
    assert sync(capsys)[0] == 0
    assert "{Newer}" in zotero.text


def test_the_same_change_on_both_sides_is_no_conflict(zotero, capsys):
    sync(capsys)
    zotero.replace("{Wood}", '"Same   Wood"')
    zotero.set(zotero.leng, "publisher", "Same Wood")
    before = zotero.text
    assert sync(capsys)[0] == 0
    assert zotero.text == before


def test_a_field_that_is_gone_there_goes_here_and_one_removed_here_stays_so(zotero, capsys):
    sync(capsys)
    zotero.made.unset(zotero.leng, "publisher")
    zotero.made.save()
    zotero.replace("  doi = {10.1/doe},\n", "")
    assert sync(capsys)[0] == 0
    assert "Wood" not in zotero.text
    assert "doi" not in zotero.text


def test_what_was_removed_here_does_not_come_again(zotero, capsys):
    sync(capsys)
    run(["rm", "-l", "refs.bib", "doe"])
    capsys.readouterr()
    code, _, err = sync(capsys, "--verbose")
    assert (code, "doe" in zotero.text, "not brought again: doe" in err) == (0, False, True)
    zotero.set(zotero.doe, "title", "On hedges")
    code, _, err = sync(capsys)
    assert (code, "doe" in zotero.text) == (1, False)
    assert "`doe`: title was changed there and removed here" in err


def test_what_is_gone_there_goes_with_prune_unless_it_was_changed_here(zotero, capsys):
    sync(capsys)
    zotero.replace("{On bushes}", "{My bushes}")
    zotero.made.trash(zotero.leng)
    zotero.made.trash(zotero.doe)
    third = zotero.made.work("book", {"title": "Third", "citationKey": "third"})
    zotero.made.save()
    code, _, err = sync(capsys, "--verbose")
    assert (code, "kept here: leng, doe" in err, "On trees" in zotero.text) == (0, True, True)
    code, _, err = sync(capsys, "--prune")
    assert (code, "removed leng" in err) == (1, True)
    assert "On trees" not in zotero.text
    assert "My bushes" in zotero.text
    zotero.made.trash(third)
    zotero.made.save()
    code, _, err = sync(capsys, "--prune")
    assert (code, "nothing was removed" in err, "Third" in zotero.text) == (6, True, True)


def test_undo_takes_it_back_and_the_next_one_does_it_again(zotero, capsys):
    sync(capsys)
    before = zotero.text
    zotero.set(zotero.leng, "title", "On old trees")
    sync(capsys)
    after = zotero.text
    assert run(["undo", "-l", "refs.bib"]) == 0
    assert zotero.text == before
    capsys.readouterr()
    assert sync(capsys)[0] == 0
    assert zotero.text == after


def test_entries_that_are_here_already_are_taken_for_the_same_works(zotero, capsys):
    zotero.bib.write_text(
        "@book{leng, title={On trees}, publisher={Other}}\n@misc{mine, doi={10.1/doe}}\n"
    )
    code, _, err = sync(capsys)
    assert code == 1
    assert "`leng`: publisher was changed on both sides" in err
    assert zotero.text.count("@") == 2
    assert "{Jane}" not in zotero.text.partition("\n")[0]
    assert "Doe, Jane" in zotero.text


def test_keys_that_are_taken_by_other_works_are_left_to_them(zotero, capsys):
    sync(capsys)
    zotero.made.work("book", {"title": "Fourth", "citationKey": "leng"})
    zotero.made.save()
    code, _, _ = sync(capsys)
    assert code in (0, 1)
    assert "@book{leng," in zotero.text


@pytest.mark.parametrize("damage", ["nonsense", "[]", '{"items": 3}', '{"items": {"a": {}}}'])
def test_a_damaged_memory_is_one_message(zotero, capsys, damage):
    sync(capsys)
    before = zotero.text
    (state,) = Path(os.environ["XDG_STATE_HOME"]).rglob("sync/*.json")
    state.write_text(damage)
    code, _, err = sync(capsys)
    assert (code, "is damaged" in err, zotero.text) == (6, True, before)


@pytest.mark.parametrize("word", ["refs.bib", "zotro:", "https://example.org"])
def test_what_is_no_address(zotero, capsys, word):
    code = run(["sync", word, "-l", "refs.bib"])
    assert (code, "is no address" in capsys.readouterr()[1]) == (2, True)


def test_an_entry_that_is_broken_is_left_alone(zotero, capsys):
    sync(capsys)
    zotero.replace("publisher = {Wood},", "publisher = {Wood} # ,")
    zotero.set(zotero.leng, "publisher", "Forest")
    before = zotero.text
    code, _, err = sync(capsys)
    assert code in (1, 6)
    assert zotero.text == before, err


@pytest.mark.parametrize("mine", ["title = {My own, quite another}", "doi = {10.9/mine}"])
def test_another_work_of_the_same_key_is_left_alone(zotero, capsys, mine):
    zotero.set(zotero.leng, "DOI", "10.9/theirs")
    entry = f"@article{{leng,\n  {mine},\n}}\n"
    zotero.bib.write_text(entry)
    code, _, err = sync(capsys)
    assert (code, zotero.text.startswith(entry)) == (0, True)
    assert "{On trees}" in zotero.text
    assert "conflict" not in err


@pytest.mark.parametrize(
    "mine",
    [
        "title = {{On  Trees}}",
        "title = {On trees and their leaves}",
        "title = {On tres}",
        "doi = {https://doi.org/10.9/Theirs}",
        "note = {to be filled}",
    ],
)
def test_the_same_work_of_the_same_key_is_followed(zotero, capsys, mine):
    zotero.set(zotero.leng, "DOI", "10.9/theirs")
    zotero.bib.write_text(f"@book{{leng,\n  {mine},\n}}\n")
    sync(capsys)
    assert zotero.text.count("@book{") == 1
    assert "Wood" in zotero.text


def test_two_works_of_one_citation_key_there_are_two_here_and_hold_no_prune_up(zotero, capsys):
    twin = zotero.made.work("book", {"title": "Another", "citationKey": "leng"})
    zotero.made.save()
    code, _, err = sync(capsys)
    assert (code, "only the first" in err) == (0, False), err
    assert zotero.text.count("@book{leng") == 2
    zotero.made.trash(zotero.doe)
    zotero.made.save()
    assert sync(capsys, "--prune")[0] == 0
    assert "On bushes" not in zotero.text
    zotero.set(twin, "title", "Another one")
    assert sync(capsys)[0] == 0
    assert "{Another one}" in zotero.text


def test_json_says_what_was_done_and_which_conflicts_there_are(zotero, capsys):
    code, out, _ = sync(capsys, "--json")
    assert_documented(["sync", "--json"], out)
    found = json.loads(out)
    assert (code, found["added"], found["written"]) == (0, ["leng", "doe"], True)
    zotero.replace("{Wood}", "{My Wood}")
    zotero.set(zotero.leng, "publisher", "Their Wood")
    code, out, _ = sync(capsys, "--json", "--dry-run")
    assert_documented(["sync", "--json"], out)
    found = json.loads(out)
    assert (code, found["written"], found["address"]) == (1, False, "zotero:")
    assert found["conflicts"] == [
        {"key": "leng", "field": "publisher", "here": "{My Wood}", "there": "{Their Wood}"}
    ]
