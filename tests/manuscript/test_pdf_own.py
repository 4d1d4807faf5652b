"""Whose a record is: a title in its place, with its people (#18)."""

import pytest

from mscref.manuscript.headline import title_pages
from mscref.manuscript.pdf_front import FrontLine, FrontPage
from mscref.manuscript.pdf_own import why_foreign
from mscref.match.record import prepare
from mscref.model.names import Name
from mscref.model.reference import Reference

OWN = Reference(
    "", "article-journal", {"title": "On weirs in spring", "author": (Name("Hollis", "Marta"),)}
)


def page(*lines: tuple[str, float]) -> FrontPage:
    text = [("Words of the text that fill the page, line for line.", 10.0)] * 20
    return FrontPage(tuple(FrontLine(one, one, size=size) for one, size in (*lines, *text)))


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([("On weirs in", 18), ("spring", 18), ("Marta Hollis", 12)], ""),
        ([("On weirs in spring", 10), ("Marta Hollis", 10)], ""),
        ([("On weirs in spring", 18), ("Jo Other", 12)], "none of its people"),
        ([("On weirs in spring", 18), ("and in autumn", 14), ("Marta Hollis", 12)], "goes on"),
        ([("Comment on", 10), ("On weirs in spring", 18), ("Marta Hollis", 12)], "about it"),
        ([("The mills of a brook", 18), ("M. Hollis", 12), ("On weirs in spring", 10)], "larger"),
        ([("On weir in spring", 18), ("Marta Hollis", 12)], "only near"),
    ],
)  # fmt: skip
def test_whose_a_record_is(lines: list[tuple[str, float]], reason: str):
    found = why_foreign(title_pages([page(*lines)]), prepare(OWN))
    assert (reason in found, bool(found)) == (True, bool(reason)), found
