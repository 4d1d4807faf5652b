"""Findings about a library: the same, entry by entry, as a whole, and in a process of its own."""

import random
from pathlib import Path

import pytest
from tests.counting import calls_of

from mscref.app.lint import Choice, check_text
from mscref.app.workspace import library_findings
from mscref.app.workspace.elsewhere import checked_elsewhere
from mscref.app.workspace.index import BibIndex, FoldedWords
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


def many(count):
    return "".join(
        f"@article{{k{number},\n  title = {{Words of {number}}},\n  year = {{2001}}\n}}\n\n"
        for number in range(count)
    )


def test_an_edit_of_a_large_library_is_as_little_work_as_of_a_small_one():
    work = {}
    for count in (1500, 6000):
        before = BibIndex("x.bib", EditorText(many(count)))
        assert before.find("words", 3) == ["k0", "k1", "k2"]
        before.text.position(9)
        place = before.text.text.index("Words of 250")
        edited = before.text.replaced(place, place, "Further ")

        def state(edited=edited, before=before, place=place):
            now = BibIndex("x.bib", edited, before)
            assert now.find("further", 5) == ["k250"]
            edited.position(place)

        work[count] = calls_of(state)
    assert work[6000] < 1.1 * work[1500]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("@book{p, title = {One}}", "@book{p, title = {Two}}"),
        ("@string{j = {First}}", "@string{j = {Second}}"),
        ("@misc{child, ", "@misc{other, x = 1}\n@misc{child, "),
        ("@misc{same, title = {B}}", ""),
        ("@misc{same, title = {A}}", ""),
    ],
)
def test_what_is_known_after_an_edit_is_what_the_file_says(old, new):
    text = (
        "@string{j = {First}}\n@book{p, title = {One}}\n@inbook{child, crossref = {p}}\n"
        "@misc{child, title = {x}}\n@article{a, journal = j, title = {T}}\n"
        "@misc{same, title = {A}}\n@misc{same, title = {B}}\n"
    )
    before = BibIndex("x.bib", EditorText(text))
    for key in before.by_key:
        before.reference(key)
    before.find("t", 9)
    now = BibIndex("x.bib", EditorText(text.replace(old, new)), before)
    fresh = BibIndex("x.bib", EditorText(text.replace(old, new)))
    assert list(now.by_key) == list(fresh.by_key)
    assert [now.reference(key) for key in now.by_key] == [
        fresh.reference(key) for key in fresh.by_key
    ]
    assert [now.words.line(at) for at in range(len(now.keys))] == [
        fresh.words.line(at) for at in range(len(fresh.keys))
    ]
    assert [now.place(key) for key in now.by_key] == [fresh.place(key) for key in fresh.by_key]


@pytest.mark.parametrize("seed", range(8))
def test_words_in_pieces_are_those_of_one(seed, monkeypatch):
    monkeypatch.setattr("mscref.app.workspace.index._PIECE", 4)
    chance = random.Random(seed)
    lines = [f"w{chance.randint(1, 30)} x{number}" for number in range(30)]
    words = FoldedWords(lines)
    for _ in range(30):
        first = chance.randint(0, len(lines))
        stop = min(len(lines), first + chance.choice([0, 1, 2, 9]))
        new = [f"w{chance.randint(1, 30)} y" for _ in range(chance.choice([0, 1, 2, 12]))]
        words, lines = words.spliced(first, stop, new), [*lines[:first], *new, *lines[stop:]]
        assert [words.line(at) for at in range(len(lines))] == lines
        assert words.find("w1", 9) == FoldedWords(lines).find("w1", 9)
