"""An item of a list that holds several references."""

from __future__ import annotations

import pytest

from mscref.manuscript.marker import ListedWork
from mscref.manuscript.markers import find_markers
from mscref.refstring import parse_references
from mscref.refstring.lettered import lettered
from mscref.refstring.split import ReferenceString


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("(a) Roth, A. J. Am. Chem. Soc. 2001, 123, 456. (b) Jones, K. Org. Lett. 2003, 5, 12.", 2),
        ("a) K. Meier, Angew. Chem. 2004, 116, 20; b) L. Klein, Chem. Eur. J. 2005, 11, 99; c) M."
         " Gross, Synlett 2006, 77.", 3),
        ("(a) Roth, A. Tetrahedron 1999, 55, 1; (b) Roth, A. Tetrahedron 2000, 56, 9", 2),
        ("Roth, A. On (a) Heat and (b) Cold. Chem. Rev. 2001, 101, 1.", 1),
        ("(a) Roth, A. Heat. 2001. (c) Jones, K. Cold. 2002.", 1),
        ("(a) Roth, A. Heat and (b) Cold. Chem. Rev. 2001, 101, 1.", 1),
        ("Roth, A. Heat. 2001.", 1),
    ],
)  # fmt: skip
def test_letters_that_count_up_part_references(text: str, count: int):
    parts = lettered(ReferenceString(text, 1, 4 + len(text), "1. "))
    assert len(parts) == count
    for part in parts:
        assert count == 1 or text[part.start - 4 : part.end - 4] == part.text


def test_the_number_of_the_item_cites_them_all():
    found = parse_references(
        "References\n\n"
        "[1] (a) Roth, A. Tetrahedron 1999, 55, 1. (b) Klein, L. Synlett 2005, 11, 9.\n"
        "[2] Brown, A. Tetrahedron 2001, 57, 1-10.\n"
    )
    assert [one.reference.id for one in found] == ["roth1999", "klein2005", "brown2001"]
    works = [ListedWork("roth1999", 1, (), ""), ListedWork("klein2005", 1, (), "")]
    works.append(ListedWork("brown2001", 2, (), ""))
    markers = find_markers("As was shown [1], and again [2].", tuple(works))
    assert [[cite.key for cite in one.cites] for one in markers] == [
        ["roth1999", "klein2005"],
        ["brown2001"],
    ]
