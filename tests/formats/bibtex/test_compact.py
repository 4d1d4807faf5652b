"""A large file in little memory: the same blocks as those of a scan, after any edit, too."""

import random

import pytest

from mscref.formats.bibtex.blocks import Entry
from mscref.formats.bibtex.compact import changed_stretch, scan_again, scan_compactly
from mscref.formats.bibtex.scan import scan

GOOD = "".join(
    f"@article{{k{number},\n  title = {{Word {{N}} {number}}},\n  year = {{19{number:02}}},\n}}\n\n"
    for number in range(12)
)
PIECES = [
    "@article{", "@string{m = {M}}\n", "@string{m = ", "@preamble{", "@comment{", "@comment x\n",
    "@", "k1", ",", "}", "{", "=", "title = {T},\n", "year = 2020,\n", '"', "%", "\\{", "\n",
    "\r\n", "\r", " ", "@book(k9, title = {U})\n", "@misc{m1, note = {x} # m}\n", "é", "😀",
    "@misc{open, title = {never", "}\n\n", "@xdata{x1, year = 1999}\n", "title = {left out},\n",
    "@book{deep, title = {{{{{{{{{{a}}}}}}}}}}}\n",
]  # fmt: skip


def shape(bib):
    """All that is said about a file."""
    return (
        [(one.kind, one.start, one.end) for one in bib.blocks],
        [
            (one.type, one.key, one.raw_fields(), one.body_start, one.body_end, one.fields)
            for one in bib.blocks
            if isinstance(one, Entry)
        ],
        sorted((one.offset, one.code, one.message, one.hint_place) for one in bib.problems),
        sorted(str(one) for one in bib.diagnostics(path="x.bib")),
    )


def edited(text, chance):
    start = chance.randint(0, len(text))
    end = min(len(text), start + chance.choice([0, 0, 0, 1, 2, 5, 40, 200]))
    return text[:start] + "".join(chance.choices(PIECES, k=chance.randint(0, 4))) + text[end:]


@pytest.mark.parametrize("seed", range(40))
def test_what_is_scanned_around_an_edit_is_what_a_scan_finds(seed):
    chance = random.Random(seed)
    text = "".join(chance.choices([GOOD[:300], *PIECES], k=25)) if seed % 2 else GOOD
    bib = scan_compactly(text)
    assert shape(bib) == shape(scan(text))
    for _ in range(12):
        text = edited(text, chance)
        bib, _ = scan_again(bib, text)
        assert shape(bib) == shape(scan(text))


def test_an_edit_of_one_entry_has_it_scanned_and_what_is_before_it():
    before = scan_compactly(GOOD)
    bib, changed = scan_again(before, GOOD.replace("Word {N} 5", "Words {N} 5"))
    assert (changed.new_stop - changed.first, changed.old_stop - changed.first) == (2, 2)
    assert bib.table.entry(changed.first + 1).key == "k5"
    again, changed = scan_again(bib, GOOD + "@string{m = {M}}\n@misc{new, note = m}\n")
    assert changed.new_stop == len(again.table)
    assert [one.key for one in again.table.of_kind("entry")][-1] == "new"
    assert [one.raw_fields() for one in again.strings()] == [[("m", "{M}")]]


def test_a_comment_that_is_opened_and_closed_far_away():
    opened = GOOD.replace("@article{k3", "@comment{ @article{k3")
    before, _ = scan_again(scan_compactly(GOOD), opened)
    assert shape(before) == shape(scan(opened))
    closed = opened.replace("Word {N} 9},", "Word {N} 9}, }")
    assert shape(scan_again(before, closed)[0]) == shape(scan(closed))
    assert shape(scan_again(before, GOOD)[0]) == shape(scan(GOOD))


def test_entries_are_found_by_their_key():
    by_key = scan_compactly(GOOD + "@xdata{X1, year = 1}\n").by_lowered_key()
    assert len(by_key) == len(list(by_key)) == 13
    assert by_key["x1"].type == "xdata"
    assert "k99" not in by_key


@pytest.mark.parametrize(
    ("old", "new", "stretch"),
    [
        ("abc", "abc", (3, 3, 3)), ("", "abc", (0, 0, 3)), ("abc", "", (0, 3, 0)),
        ("aaa", "aaaa", (3, 3, 4)), ("abcd", "abXcd", (2, 2, 3)), ("abcd", "xyz", (0, 4, 3)),
        ("a\ud83d\ude00b", "a\ud83dxb", (2, 3, 3)),
    ],
)  # fmt: skip
def test_where_two_texts_differ(old, new, stretch):
    assert changed_stretch(old, new) == stretch
