"""Cites of one year that are collapsed: what is said beside a letter is never lost.

What is expected was compared with the reference processor.
"""

import pytest
from tests.csl.small import SHORT, YEAR, document, item, people, style

from mscref.model.citation import Cite

LAYOUT = f'<group delimiter=", ">{SHORT}{YEAR}</group><text variable="locator" prefix=", p. "/>'
WORKS = [
    item(key, author=people("Kerr, Ann"), title=key, issued={"date-parts": [[2008]]})
    for key in "abcde"
]


def shown(cites: tuple[str | Cite, ...], citation: str) -> str:
    made = style(
        LAYOUT,
        kind="in-text",
        citation=f'disambiguate-add-year-suffix="true" {citation}',
        affixes='delimiter="; "',
    )
    [text] = document(made, WORKS, (0, cites))
    return text.removeprefix("Kerr, ")


def located(key: str) -> Cite:
    return Cite(key, locator="9")


SO_B, CF_B, CF_D = Cite("b", suffix=", so"), Cite("b", prefix="cf."), Cite("d", prefix="cf.")


@pytest.mark.parametrize(
    ("cites", "expected"),
    [
        (("a", located("b")), "2008a, b, p. 9"),
        ((located("a"), located("b")), "2008a, p. 9, b, p. 9"),
        ((located("a"), "b", "c"), "2008a, p. 9; b; c"),
        (("a", located("b"), "c"), "2008a, b, p. 9, c"),
        (("a", "b", located("c")), "2008a; b, c, p. 9"),
        ((Cite("a", locator="3", suffix=", so"), "b"), "2008a, p. 3, so, b"),
    ],
)
def test_letters_collapse_beside_locators(cites, expected: str):
    assert shown(cites, 'collapse="year-suffix"') == expected


@pytest.mark.parametrize(
    ("cites", "expected"),
    [
        (("a", "b", "c", "d", "e"), "2008a–e"),
        (("a", "b", "c", located("d"), "e"), "2008a–c, d, p. 9, e"),
        ((located("a"), "b", "c", "d"), "2008a, p. 9 + b–d"),
        (("a", "b", located("c"), "d", "e"), "2008a + b, c, p. 9, d + e"),
        (("a", "b", Cite("c", suffix=", so"), "d", "e"), "2008a + b, c, so, d + e"),
        ((Cite("a", suffix=", so"), "b", "c", "d"), "2008a, so, b–d"),
        (("a", SO_B, "c"), "2008a, b, so, c"),
        (("a", CF_B, "c"), "2008a, cf. b + c"),
        (("a", "b", "c", CF_D), "2008a–c, cf. d"),
    ],
)
def test_no_range_swallows_what_is_said_inside_of_it(cites, expected: str):
    ranged = 'collapse="year-suffix-ranged" year-suffix-delimiter=" + "'
    assert shown(cites, ranged) == expected


@pytest.mark.parametrize(
    ("kind", "layout", "expected"),
    [
        ("note", LAYOUT, "Kerr, 2008; 2001"),
        ("in-text", LAYOUT, "Kerr, 2008, 2001"),
        (
            "note",
            f'{SHORT}<group prefix=" (n. " suffix=")">{YEAR}</group>',
            "Kerr (n. 2008); (n. 2001)",
        ),
    ],
)
def test_in_notes_a_cite_without_names_stands_alone(kind: str, layout: str, expected: str):
    nobody = item("z", title="z", issued={"date-parts": [[2001]]})
    made = style(
        layout,
        kind=kind,
        citation='collapse="year" cite-group-delimiter=", "',
        affixes='delimiter="; "',
    )
    [text] = document(made, [WORKS[0], nobody], (1 if kind == "note" else 0, ("a", "z")))
    assert text.replace(" (n.", " (n.").replace("  ", " ") == expected
