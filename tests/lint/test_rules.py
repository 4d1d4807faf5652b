"""Every rule: what it must find, what it must let pass, and what `--fix` makes of it.

`cases.txt` holds the entries; an escape such as `\\u00ad` in it stands for its character.
"""

import re
from pathlib import Path

import pytest

from mscref.formats.bibtex.scan import scan
from mscref.formats.registry import find_format
from mscref.lint.base import LintedLibrary
from mscref.lint.registry import codes, find_rule
from mscref.lint.repairs import repaired
from mscref.lint.runner import run_rules
from mscref.lint.view import library_of_bibtex


def read_cases() -> list[tuple[str, str, str]]:
    """Rows of code, sign and entry."""
    rows, code = [], ""
    for line in (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            code = line[2:]
        elif line.startswith(("+ ", "- ")):
            text = re.sub(r"\\u([0-9a-f]{4})", lambda one: chr(int(one[1], 16)), line[2:])
            rows.append((code, line[0], text))
    return rows


CASES = read_cases()
HITS = [(code, text) for code, sign, text in CASES if sign == "+"]
MISSES = [(code, text) for code, sign, text in CASES if sign == "-"]

# code, the entry, and what `--fix` makes of its fields (None: removed)
FIXES = [
    ("field-empty", "@misc{k, note={}}", {"note": None}),
    ("doi-as-url", "@misc{k, doi={https://doi.org/10.1000/1}}", {"doi": "10.1000/1"}),
    ("doi-escaped", r"@misc{k, doi={10.1/a\_b}}", {"doi": "10.1/a_b"}),
    ("doi-escaped", r"@misc{k, doi={10.1/a{\_}b{\textless}c}}", {"doi": "10.1/a_b<c"}),
    ("doi-escaped", r"@misc{k, doi={10.1/a$<$b&gt;c}}", {"doi": "10.1/a<b>c"}),
    (
        "url-escaped",
        r"@misc{k, url={https://a.org/{\%}20{\_}$\sim$x}}",
        {"url": "https://a.org/%20_~x"},
    ),
    ("doi-trailing", "@misc{k, doi={10.1000/182.}}", {"doi": "10.1000/182"}),
    ("doi-misplaced", "@misc{k, note={doi:10.1000/1}}", {"note": None, "doi": "10.1000/1"}),
    ("url-is-doi", "@misc{k, url={https://doi.org/10.1000/1}}", {"url": None, "doi": "10.1000/1"}),
    ("url-tracking", "@misc{k, url={https://a.org/x?utm_source=m}}", {"url": "https://a.org/x"}),
    (
        "url-tracking",
        "@misc{k, url={https://a.org/x?fbclid=1&a=2}}",
        {"url": "https://a.org/x?a=2"},
    ),
    ("url-misplaced", "@misc{k, note={https://a.org}}", {"note": None, "url": "https://a.org"}),
    ("pages-dash", "@misc{k, pages={12-34}}", {"pages": "12--34"}),
    ("pages-dash", "@misc{k, pages={216-228, 230, S1 – S4}}", {"pages": "216--228, 230, S1--S4"}),
    ("month-malformed", "@misc{k, month={March}}", {"month": "mar"}),
    ("field-duplicate", "@misc{k, note={a  b}, note={a b}}", {"note": None}),
    ("unescaped-special", "@misc{k, note={a_b & c}}", {"note": r"a_b \& c"}),
    ("number-prefix", "@article{k, volume={Vol. 12}}", {"volume": "12"}),
    ("edition-form", "@book{k, edition={2nd ed.}}", {"edition": "2nd"}),
    ("title-trailing-period", "@misc{k, title={Of heating.}}", {"title": "Of heating"}),
    ("name-et-al", "@misc{k, author={Roth, A. et al.}}", {"author": "Roth, A. and others"}),
    ("name-empty", "@misc{k, author={Roth, A. and and Li, B.}}", {"author": "Roth, A. and Li, B."}),
    (
        "name-institution",
        "@misc{k, author={Roth, A. and World Health Organization}}",
        {"author": "Roth, A. and {World Health Organization}"},
    ),
    ("container-prefix", "@inproceedings{k, booktitle={In: Tests}}", {"booktitle": "Tests"}),
    ("mojibake", "@misc{k, author={MÃ¼ller, A.}}", {"author": "Müller, A."}),
    ("invisible-character", "@misc{k, title={ef\u00adfect}}", {"title": "effect"}),
    ("ligature", "@misc{k, title={ﬁnite}}", {"title": "finite"}),
    ("html-entity", "@article{k, journal={A &amp;amp; B &lt; C}}", {"journal": r"A \& B < C"}),
    ("unescaped-special", "@article{k, journal={A & B}}", {"journal": r"A \& B"}),
]


def library(text: str) -> LintedLibrary:
    read = find_format("bibtex").reader()(text, path="refs.bib")
    return library_of_bibtex(scan(text), read, path="refs.bib", this_year=2026)


@pytest.mark.parametrize(("code", "text"), HITS)
def test_finds(code: str, text: str):
    assert run_rules(library(text), [find_rule(code)])


@pytest.mark.parametrize(("code", "text"), MISSES)
def test_lets_pass(code: str, text: str):
    assert run_rules(library(text), [find_rule(code)]) == []


@pytest.mark.parametrize(("code", "text", "fields"), FIXES)
def test_repairs(code: str, text: str, fields: dict[str, str | None]):
    (finding,) = run_rules(library(text), [find_rule(code)])
    edits = {edit.field: edit.text for edit in finding.edits}
    assert edits == fields


def test_every_rule_has_a_hit_and_a_near_miss():
    assert {code for code, _ in HITS} == set(codes())
    assert {code for code, _ in MISSES} == set(codes())


def test_every_fixing_rule_has_a_repair():
    fixing = {code for code in codes() if find_rule(code).fixes}
    assert {code for code, _, _ in FIXES} == fixing


@pytest.mark.parametrize(("code", "text"), HITS)
def test_repaired_text_is_not_found_again(code: str, text: str):
    rule = find_rule(code)
    again, _ = repaired(text, [rule], this_year=2026)
    assert not [one for one in run_rules(library(again), [rule]) if one.edits]


def test_a_repair_never_leaves_a_brace_open():
    (finding,) = run_rules(
        library("@misc{k, author={Roth, {A. et al.}}}"), [find_rule("name-et-al")]
    )
    assert finding.edits == ()
