"""Strings, headings, identifiers and documents of the faults found on unseen input."""

from __future__ import annotations

import re
import runpy
import sys
import unicodedata

import pytest

from mscref.app.files import read_text
from mscref.app.plaintext import read_list
from mscref.errors import FormatError
from mscref.model.identifiers import Identifier, parse_identifier
from mscref.refstring import parse_reference, parse_references

FIELDS = ("title", "container-title", "volume", "issue", "page")
_NUMBER = re.compile(r"^(?:\[\d+\]\s*|\(\d+\)\s*|\d+\.\s+)")
_HAN = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")


@pytest.fixture(scope="module")
def found(shared):
    folder = shared / "data" / "found" / "verify"
    if not folder.is_dir():
        pytest.skip("no found/verify beside this checkout")
    return folder


@pytest.fixture(scope="module")
def strings(found):
    return runpy.run_path(str(found / "refstrings" / "refs.py"))["R"]


def _plain(text):
    text = unicodedata.normalize("NFKC", str(text or "")).casefold()
    text = re.sub(r"[‐-―−–—-]+", "-", re.sub(r"<[^>]+>", "", text))
    return re.sub(r"[“”„\"«»‘’'`\s]+", "", text).strip(".,;:-()[]")


def _family(name):
    whole = name.literal or name.family
    if _HAN.search(whole):
        return name.literal or name.family + re.sub(r"[.\s]", "", name.given)
    return f"{name.non_dropping_particle} {whole}".strip()


def _is_wholly_right(row):
    reference = parse_reference(_NUMBER.sub("", row["s"])).reference
    issued = reference.date("issued")
    year = str(issued.start.year) if issued and issued.start else ""
    names = [_plain(_family(one)) for one in reference.names("author") if not one.is_others]
    said = [reference.text(one) for one in FIELDS]
    if not said[-1]:
        said[-1] = reference.text("locator")
    wanted = [row[one] for one in "tcvip"]
    return (
        names == [_plain(one) for one in row["a"]]
        and year == row["y"]
        and [_plain(one) for one in said] == [_plain(one) for one in wanted]
    )


def test_seventy_of_the_73_strings_are_wholly_right(strings):
    wrong = [row["s"][:60] for row in strings if not _is_wholly_right(row)]
    assert len(wrong) <= 3, wrong


def test_every_heading_in_three_layouts_is_found_and_its_list_cut(found, capsys, monkeypatch):
    script = (found / "refstrings" / "heads.py").read_text(encoding="utf-8")
    script = re.sub(r"mscref\.\w+\.refstring", "mscref.refstring", script)  # where it was once
    monkeypatch.setattr(sys, "path", [str(found / "refstrings"), *sys.path])
    place = str(found / "refstrings" / "heads.py")
    exec(compile(script, place, "exec"), {"__file__": place})
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 84
    assert sum(line.startswith("pass") for line in lines) >= 82


def test_identifiers_are_read_in_every_spelling(found):
    cases = runpy.run_path(str(found / "resolve" / "ids.py"))["cases"]
    wanted = [
        (text, value) for text, value in cases if re.match(r"(?:doi|arxiv|pmid|isbn):\S+$", value)
    ]
    assert len(wanted) > 50
    for text, value in wanted:
        said = parse_identifier(text)
        assert isinstance(said, Identifier), text
        if not value.endswith(("gt/0309136", "-o")):
            assert str(said).lower() == value.lower(), text


def test_a_list_in_latex_comes_with_its_keys(found):
    for name in ("nat.tex", "nat.bbl"):
        read = read_list(read_text(str(found / "documents" / name)))
        assert read is not None
        assert [one.id for one in read.references] == [
            *("lecun", "he2016", "charlson", "luck", "kahneman", "wakefield", "ramirez", "kuhn")
        ]


def test_a_source_that_cites_keys_is_refused(found):
    with pytest.raises(FormatError):
        read_list(read_text(str(found / "documents" / "pandoc.md")))


def test_links_of_a_page_are_no_notes(found):
    text = (found / "import" / "gs.txt").read_text(encoding="utf-8")
    for one in parse_references(text):
        assert "note" not in one.reference.fields
