"""Bundles: what goes in comes out, the same bytes each time, damage is one clear message."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from mscref.bundle import Bundle, write_bundle
from mscref.csl import installed
from mscref.csl.collecting import collect_styles, newest, write_collection
from mscref.csl.languages import languages, read_locale_file
from mscref.csl.style_index import renamed_styles, style_called, style_index
from mscref.csl.styles import load_style, locate_style
from mscref.errors import InputError, StyleError

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info>
<title>{title}</title><id>http://example.org/{title}</id><updated>{day}T00:00:00+00:00</updated>
</info><citation><layout><text variable="title"/></layout></citation></style>"""


def style(title: str, day: str = "2031-02-03") -> str:
    return STYLE.format(title=title, day=day)


def test_every_entry_comes_back(tmp_path: Path):
    chance = random.Random(14)
    entries = {f"k/{number}": chance.randbytes(number % 150) for number in range(300)}
    entries |= {"a": b"", "z/é": b"\n\n\t\n", "k": b"x" * 1000}
    write_bundle(tmp_path / "b", entries, like=b"x" * 40_000, block_size=100)
    bundle = Bundle(tmp_path / "b")
    assert {key: bundle.read(key) for key in entries} == entries
    assert dict(bundle.items("")) == entries
    assert dict(bundle.items("k/2")) == {k: v for k, v in entries.items() if k.startswith("k/2")}
    assert [bundle.read(key) for key in ("", "k/", "k/9999", "zz", "0")] == [None] * 5


def test_the_same_entries_make_the_same_bytes(tmp_path: Path):
    entries = {f"styles/{name}": style(name).encode() for name in ("b", "a", "c")}
    for place, order in (("1", sorted(entries)), ("2", sorted(entries, reverse=True))):
        write_collection(tmp_path / place, {key: entries[key] for key in order}, source="test")
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


@pytest.mark.parametrize("size", [0, 10, 39, 41, 60, 90])
def test_half_a_bundle_is_one_message(size: int, tmp_path: Path):
    write_bundle(tmp_path / "b", {"styles/a": style("a").encode()})
    (tmp_path / "b").write_bytes((tmp_path / "b").read_bytes()[:size])
    with pytest.raises(InputError, match="cannot be used"):
        Bundle(tmp_path / "b").read("styles/a") or pytest.fail("lost without a word")


def test_a_changed_byte_is_seen_wherever_it_is(tmp_path: Path):
    write_bundle(tmp_path / "b", {"styles/a": style("a").encode()}, like=b"<style>" * 9)
    good = (tmp_path / "b").read_bytes()
    for place in range(len(good)):
        (tmp_path / "b").write_bytes(good[:place] + bytes([good[place] ^ 0x55]) + good[place + 1 :])
        try:
            found = Bundle(tmp_path / "b").read("styles/a")
        except InputError:
            continue
        assert found == style("a").encode(), place  # the dictionary may hold more than is used


def test_no_bundle_says_what_to_do(tmp_path: Path):
    with pytest.raises(InputError) as caught:
        Bundle(tmp_path / "none")
    assert "make setup" in caught.value.hint


def test_the_shipped_bundle_has_what_it_says():
    said = installed.about(installed.shipped())
    heads = [head for head in style_index() if not head.path]
    assert said.styles == sum(not head.parent for head in heads) > 2_500
    assert said.dependents == sum(bool(head.parent) for head in heads) > 7_000
    assert len(languages()) > 60
    assert all(read_locale_file(language) for language in languages())
    assert b"by-sa" in (installed.shipped().read("LICENSE.txt") or b"")


def test_own_styles_go_before_the_shipped_ones(tmp_path: Path):
    (tmp_path / "apa.csl").write_text(style("Mine"), encoding="utf-8")
    (tmp_path / "thesis.csl").write_text(style("Thesis"), encoding="utf-8")
    assert locate_style("apa", tmp_path).head().title == "Mine"
    assert load_style("Thesis", tmp_path).info.title == "Thesis"
    assert locate_style("apa").head().title != "Mine"
    assert {head.name: head for head in style_index(tmp_path)}["apa"].title == "Mine"


def test_a_newer_bundle_goes_before_and_an_older_does_not(tmp_path: Path):
    shipped = installed.about(installed.shipped()).updated
    for day, is_used in (("2999-01-01", True), (shipped, False), ("2001-01-01", False)):
        entries = {
            "styles/apa": style("Next", day).encode(),
            installed.RENAMED: b'{"old-apa": "apa"}',
        }
        write_collection(tmp_path / installed.BUNDLE_NAME, entries, source="test")
        assert (locate_style("apa", tmp_path).head().title == "Next") is is_used
        assert ("old-apa" in renamed_styles(tmp_path)) is is_used
        assert style_called("nature", tmp_path), "what the newer lacks is still there"


def test_a_broken_bundle_of_the_user_is_one_message(tmp_path: Path):
    (tmp_path / installed.BUNDLE_NAME).write_bytes(b"mscref bundle 1\n" + bytes(28))
    with pytest.raises(InputError, match=r"styles\.bundle"):
        load_style("apa", tmp_path)


def test_a_folder_and_a_zip_file_are_the_same_collection(tmp_path: Path):
    folder = tmp_path / "styles-master"
    (folder / "dependent").mkdir(parents=True)
    (folder / "a.csl").write_text(style("a", "2030-01-01"), encoding="utf-8")
    (folder / "dependent" / "b.csl").write_text(style("b"), encoding="utf-8")
    (folder / "renamed-styles.json").write_text("{}", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "s.zip", "w") as archive:
        for path in folder.rglob("*.*"):
            archive.write(path, path.relative_to(tmp_path))
    found = collect_styles(folder)
    assert found == collect_styles(tmp_path / "s.zip")
    assert sorted(found) == ["dependent/b", "renamed.json", "styles/a"]
    assert newest(found) == "2031-02-03"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half", b"no zip"])
def test_what_is_no_collection_is_one_message(content: bytes, tmp_path: Path):
    (tmp_path / "s.zip").write_bytes(content)
    with pytest.raises(StyleError):
        collect_styles(tmp_path / "s.zip")
    with pytest.raises(StyleError):
        collect_styles(tmp_path / "none")
    (tmp_path / "empty").mkdir()
    with pytest.raises(StyleError, match="no styles"):
        collect_styles(tmp_path / "empty")
