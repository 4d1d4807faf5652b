import pytest

from mscref.library import bibfile
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice
from mscref.library.guard import is_harmless

GOOD = "% c\n@a{k,\n  x = {1},\n}\n\n@a{l, y = {2}}\n@a{m, z = {3}}\n"


def test_edits_of_a_file_in_good_order_are_harmless():
    bib = BibText(GOOD)
    entry = bib.entry("l")
    assert is_harmless(bib, [bibfile.set_field(bib, entry, "y", value="4")])
    assert is_harmless(bib, [bibfile.rename_key(bib, entry, "n")])
    assert is_harmless(bib, [bibfile.append_entries(bib, ["@a{n, x={1}}"])], added=1)
    assert is_harmless(bib, bibfile.remove_entries(bib, [entry]), removed=1)
    assert is_harmless(bib, [])


@pytest.mark.parametrize(
    ("new", "counts"),
    [
        ("@a{l, y = {2}", {}),
        ("@a{l, y = {2}}}", {"removed": 1}),
        ("", {}),
        ("@a{l, y = {2}}@a{n, x={1}}", {}),
        ("@a{n, y = {2}} @b{o}", {"removed": 1}),
    ],
)
def test_an_edit_that_is_more_than_meant_is_not(new: str, counts: dict[str, int]):
    bib = BibText(GOOD)
    entry = bib.entry("l")
    assert not is_harmless(bib, [TextSplice(entry.start, entry.end, new)], **counts)


def test_an_entry_that_would_be_part_of_a_comment_is_not_added():
    bib = BibText("@a{k, x={1}}\n% a note without an end of line")
    place = len(bib.text)
    assert not is_harmless(bib, [TextSplice(place, place, " @a{n, x={1}}")], added=1)
    assert is_harmless(bib, [bibfile.append_entries(bib, ["@a{n, x={1}}"])], added=1)


def test_a_removal_that_makes_a_comment_of_what_follows_is_not():
    # Found by fuzzing: `@comment` hides its line, but with a brace after it all up to a block
    # that begins a line.
    after = "{ % 1\n" + "x @string{m = {M}} " * 6 + "x @a{l, y = {2}}\n"
    bib = BibText("@comment\n@a{k, x = {1}}\n" + after)
    assert [entry.key for entry in bib.bib.entries()] == ["k", "l"]
    splices = bibfile.remove_entries(bib, [bib.entry("k")])
    assert not is_harmless(bib, splices, removed=1)


def test_a_large_file_is_judged_by_the_neighbourhood():
    bib = BibText(GOOD + "@a{open, x = {1\n" + "@a{z, q={1}}\n" * 200)
    entry = bib.entries["z"][100]
    assert is_harmless(bib, [bibfile.set_field(bib, entry, "q", value="4")])
