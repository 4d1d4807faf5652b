"""No first cite names fewer people than the later cites of its work (reference processor).

A style may write the names of later cites by another element, with limits of its own; lists are
compared by their place in the cite.
"""

import pytest
from tests.csl.small import document, item, people, style

from mscref.csl.ast import Style

THREE = people("Ames, Jo", "Bell, Jo", "Cole, Jo")
FOUR = people("Dorn, Jo", "Eck, Jo", "Falk, Jo", "Gray, Jo")
FIVE = people("Hart, Jo", "Iles, Jo", "Jung, Jo", "Kerr, Jo", "Lowe, Jo")
CUT = 'et-al-min="3" et-al-use-first="1"'


def written_twice(first: str, later: str, citation: str = CUT) -> Style:
    """A style that has one form for first cites and another one for later ones."""
    return style(
        f'<choose><if position="subsequent">{later}</if><else>{first}</else></choose>',
        citation=citation,
    )


def names(own: str = "", variable: str = "author") -> str:
    return f'<names variable="{variable}" suffix="."><name form="short" {own}/></names>'


def first_cite(made: Style, **fields: object) -> str:
    return document(made, [item("a", **fields), item("b")], (1, "a"))[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "later", "authors", "expected"),
    [
        ("", 'et-al-min="4" et-al-use-first="1"', THREE, "Ames, Bell, Cole."),
        ("", 'et-al-min="4" et-al-use-first="1"', FOUR, "Dorn et al."),
        ("", 'et-al-min="9" et-al-use-first="1"', FIVE, "Hart, Iles, Jung, Kerr, Lowe."),
        ("", 'et-al-min="5" et-al-use-first="2"', FIVE, "Hart, Iles, et al."),
        ("", 'et-al-min="4" et-al-use-first="3"', FOUR, "Dorn, Eck, Falk, et al."),
        ("", 'et-al-min="2" et-al-use-first="1"', THREE, "Ames et al."),
        ('et-al-use-last="true"', 'et-al-min="9" et-al-use-first="1"', FIVE, "Hart … Lowe."),
    ],
)
def test_first_cites_name_whom_later_ones_name(
    first: str, later: str, authors: object, expected: str
):
    assert first_cite(written_twice(names(first), names(later)), author=authors) == expected


def test_later_cites_themselves_are_as_the_style_says():
    made = written_twice(names(), names('et-al-min="2" et-al-use-first="1"'))
    works = [item("a", author=THREE), item("b", author=FOUR)]
    assert document(made, works, (1, "a"), (2, "b"), (3, "a"))[2] == "Ames et al."


def test_lists_are_compared_by_their_place():
    later = names() + names('et-al-min="9" et-al-use-first="1"', "editor")
    made = written_twice(names() + names("", "editor"), later)
    shown = first_cite(made, author=THREE, editor=FOUR)
    assert shown == "Ames et al.Dorn, Eck, Falk, Gray."


def test_no_name_is_added_where_later_cites_have_none():
    made = written_twice(names(), '<text variable="title"/>')
    assert first_cite(made, author=THREE, title="Fog") == "Ames et al."


def test_names_of_subsequent_attributes_reach_no_further_than_et_al_min():
    citation = f'{CUT} et-al-subsequent-min="9" et-al-subsequent-use-first="1"'
    assert first_cite(style(names(), citation=citation), author=FIVE) == "Hart, Iles, Jung, et al."
