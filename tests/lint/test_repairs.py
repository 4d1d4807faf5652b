"""`check --fix` and `tidy NAME` mend the same things in the same way, whatever the layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscref.cli.main import run
from mscref.lint.registry import find_rule
from mscref.lint.repairs import NAMED, repaired

ENTRIES = r"""
% a comment that stays
@Article{one,
  Author = {Roth, A. & Sons},
  title = {Heat & cold at 10 % of_all},
  doi = {https://doi.org/10.1000/ABC_1},
  url = {http://dx.doi.org/10.1000/abc_1},
  pages = {12 – 34, 40},
  month = "March",
  note = {},
  volume = {3},
  volume = {3},
}
@misc(two, url = {https://doi.org/10.1000/2}, month = 5, pages = {A-12}, note = {} )
@misc{three, doi = {10.1000/a\_b}, url = {https://a.org/{\%}20x}, month = {May},
  note = {x}, note = {y}}
@inproceedings{four, crossref = {five}, note = {}, pages = 7}
@proceedings{five, title = {R&D}, year = 2020}
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "refs.bib"
    path.write_text(ENTRIES, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", NAMED)
def test_both_commands_make_the_same_text(name: str, library: Path):
    named = [word for code in NAMED[name].codes for word in ("--select", code)]
    run(["check", str(library), "--fix", *named])
    checked = library.read_text(encoding="utf-8")
    library.write_text(ENTRIES, encoding="utf-8")
    run(["tidy", "-l", str(library), name])
    assert library.read_text(encoding="utf-8") == checked != ENTRIES


@pytest.mark.parametrize("name", NAMED)
def test_what_is_repaired_stays_so(name: str):
    rules = [find_rule(code) for code in NAMED[name].codes]
    once, count = repaired(ENTRIES, rules)
    assert count > 0
    assert repaired(once, rules) == (once, 0)


def test_a_macro_stands_without_braces():
    text, _ = repaired("@misc{k, month = {January}}", [find_rule("month-malformed")])
    assert text == "@misc{k, month = jan}"


def test_of_a_field_that_stands_twice_the_second_goes():
    text, _ = repaired("@misc{k, note={a}, year=2020, note={a}}", [find_rule("field-duplicate")])
    assert text == "@misc{k, note={a}, year=2020}"


def test_where_an_entry_inherits_an_empty_field_says_something():
    text = "@misc{k, crossref={p}, note={}}"
    assert repaired(text, [find_rule("field-empty")]) == (text, 0)
