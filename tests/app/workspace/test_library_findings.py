"""Findings about a library: the same, entry by entry, as a whole, and in a process of its own."""

from pathlib import Path

import pytest

from mscref.app.lint import Choice, check_text
from mscref.app.workspace import library_findings
from mscref.app.workspace.elsewhere import checked_elsewhere
from mscref.app.workspace.index import BibIndex
from mscref.app.workspace.library_findings import EntryFindings, kept_marks, quick_marks
from mscref.app.workspace.marks import MORE, MOST_MARKS, EditorMark, MarkLevel, bounded
from mscref.app.workspace.texts import EditorText
from mscref.config import Config

LIBRARY = """\
@article{a1, title = {One two three}, doi = {https://doi.org/10.1186/xyz}, year = {20x}}

@article{b2, title = {Four five six}, pages = {1-9}, crossref = {none}, year = {2001}}

@book{b2, title = {Sevén eight}, isbn = {123}, year = {1999}}
"""


def places_of(marks):
    return sorted((one.start, one.code, one.message) for one in marks)


def expected(text):
    report = check_text(text, path="x.bib", choice=Choice(), this_year=2026)
    lines = EditorText(text)
    return sorted(
        (lines.offset(one.span.line - 1, one.span.column - 1), one.code, one.message)
        for one in report.items
    )


def test_an_editor_says_what_check_says():
    index = BibIndex("x.bib", EditorText(LIBRARY))
    whole = library_findings.checked_here(index, Config())
    assert whole is not None
    assert places_of(whole) == expected(LIBRARY)
    quick = quick_marks(index, EntryFindings(Choice()), 60)
    assert set(places_of(quick)) <= set(places_of(whole))
    assert {"doi-as-url", "isbn-malformed", "key-duplicate"} <= {one.code for one in quick}


def test_a_large_library_is_checked_in_a_process_that_runs_nothing_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("json", "typing", "mscref"):
        (tmp_path / f"{name}.py").write_text(f"open('run-{name}', 'w')\nraise SystemExit\n")
    path = str(tmp_path / "x.bib")
    whole = checked_elsewhere(LIBRARY, path, lambda: False)
    assert whole is not None
    assert places_of(whole) == expected(LIBRARY)
    assert not list(tmp_path.glob("run-*"))
    assert checked_elsewhere(LIBRARY, path, lambda: True) is None


def test_an_editor_is_sent_as_many_marks_as_it_can_show():
    levels = list(MarkLevel)
    marks = [
        EditorMark(start=one, end=one, level=levels[one % 4], code=str(one), message="m")
        for one in range(2 * MOST_MARKS)
    ]
    shown = bounded(marks)
    assert [one.code for one in shown[:3]] == [MORE, "0", "1"]
    assert {one.level for one in shown[1:]} == {MarkLevel.ERROR, MarkLevel.WARNING}
    assert len(shown) == MOST_MARKS + 1
    assert bounded(shown) == shown
    assert bounded(marks[:9]) == marks[:9]


def test_only_changed_entries_are_read_and_checked_again():
    findings = EntryFindings(Choice())
    before = BibIndex("x.bib", EditorText(LIBRARY))
    assert before.find("four", 5) == ["b2"]
    whole = library_findings.checked_here(before, Config())
    assert whole is not None
    quick_marks(before, findings, 60)
    checked = findings.checked
    assert (before.words_read, checked) == (3, 3)
    text = "% a comment\n" + LIBRARY.replace("One two", "Eins two")
    now = BibIndex("x.bib", EditorText(text), before)
    assert now.find("eins", 5) == ["a1"]
    assert now.find("seven", 5) == ["b2"]
    assert now.words_read == 1
    quick_marks(now, findings, 60)
    assert findings.checked == checked + 1
    kept = list(kept_marks(whole, before, now))
    assert "crossref-missing" in {one.code for one in kept}
    assert all(text[one.start :].startswith(("@", "none", "{")) for one in kept)
    assert "a1" not in {one.key for one in kept}
