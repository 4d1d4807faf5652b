"""Citations that are the words of notes."""

import pytest

from mscref.manuscript.latex.words import words_of
from mscref.manuscript.note_markers import tie_notes
from mscref.manuscript.notes_in_text import latex_notes, markdown_notes
from mscref.model.names import Name
from mscref.model.raw_dates import parse_raw_date
from mscref.model.reference import Reference

WORKS = [
    Reference(
        "finch",
        "book",
        {
            "title": "Moons of the Outer Planets: A History",
            "author": (Name(family="Finch", given="B."),),
            "publisher": "Orbit",
            "publisher-place": "Oxford",
            "issued": parse_raw_date("2015"),
        },
        {},
    ),
    Reference(
        "kerr",
        "article-journal",
        {
            "title": "Tides of Mars",
            "author": (Name(family="Kerr", given="Ana"), Name(family="Finch", given="Bo")),
            "container-title": "Planetary Letters",
            "volume": "4",
            "page": "3-9",
            "issued": parse_raw_date("2011"),
        },
        {},
    ),
    Reference(
        "muller",
        "book",
        {
            "title": "Über die Gezeiten",
            "author": (Name(family="Müller", given="K."),),
            "issued": parse_raw_date("1921"),
        },
        {},
    ),
    Reference("report", "report", {"title": "State of the Outer Planets"}, {}),
]


def tied(*notes: str) -> list[list[tuple[str, str, str]] | None]:
    """Key, prefix and locator of each cite."""
    return [
        None if cites is None else [(one.key, one.prefix, one.locator) for one in cites]
        for cites in tie_notes(notes, WORKS)
    ]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Bo Finch, Moons of the Outer Planets: A History (Oxford: Orbit, 2015), 156.",
            [("finch", "", "156")],
        ),
        ("Finch, Moons of the Outer Planets, 12–15.", [("finch", "", "12–15")]),
        ("Finch, Moons, 12, 15.", [("finch", "", "12, 15")]),
        ("A. Kerr and B. Finch, “Tides of Mars,” Planetary Letters 4 (2011): 3–9.",
         [("kerr", "", "")]),
        ("Kerr and Finch, “Tides of Mars,” 5.", [("kerr", "", "5")]),
        ("See also Kerr and Finch, “Tides of Mars,” 5; Finch, Moons, 3.",
         [("kerr", "see also", "5"), ("finch", "", "3")]),
        ("For a survey, see Ana Kerr, Tides of Mars.", [("kerr", "for a survey, see", "")]),
        ("K. Muller, Über die Gezeiten, S. 7.", [("muller", "", "S. 7")]),
        ("Vgl. Müller, Gezeiten, Über die, ch. iv.", [("muller", "vgl.", "ch. iv")]),
        ("State of the Outer Planets, 3.", [("report", "", "3")]),
        ("Ana Kerr, “Tides of Mars,” Planetary Letters 4 (2011): 5, https://doi.org/10.1/x.",
         [("kerr", "", "5")]),
        # What is no citation, or is more than one.
        ("A note of mine.", None),
        ("Finch taught in Oxford until 2015, and went to sea then.", None),
        ("N. Body, Strange Things (Nowhere, 1999), 3.", [("", "", "")]),
        ("Kerr, Tides of Mars, 5; N. Body, Strange Things (Nowhere, 1999), 3.",
         [("kerr", "", "5"), ("", "", "")]),
        ("Kerr, Tides of Mars, 5, who shows that it was Lowell after all who saw it first.",
         [("", "", "")]),
        ("", None),
    ],
)  # fmt: skip
def test_one_note(note: str, expected: list[tuple[str, str, str]] | None):
    (found,) = tied(note)
    if expected == [("", "", "")]:
        assert found is None or [key for key, _, _ in found] == [""]
    else:
        assert found == expected


def test_ibid_is_the_work_of_the_note_before():
    found = tied("Finch, Moons, 3.", "Ibid.", "Ibid., 7.", "Ebd., S. 9.", "My own.", "Ibid., 2")
    assert found == [
        [("finch", "", "3")],
        [("finch", "", "")],
        [("finch", "", "7")],
        [("finch", "", "S. 9")],
        None,
        [("finch", "", "2")],
    ]
    first, then = tied("Finch, Moons, 3; Kerr, Tides of Mars.", "Ibid.")
    assert first is not None and then == [("", "", "")]
    assert tied("Ibid.") == [[("", "", "")]]


def test_notes_of_markdown():
    text = "A.^[One *two* [x].] B[^a] c[^b] d[^b] e[^none].\n\n[^a]: Three\nfour\n\n[^b]: Five\n"
    found = markdown_notes(text)
    assert [one.text for one in found] == ["One two [x].", "Three\nfour"]
    assert text[slice(*found[1].apart or (0, 0))] == "[^a]: Three\nfour\n\n"
    assert [text[one.start : one.end] for one in found] == ["^[One *two* [x].]", "[^a]"]


def test_footnotes_of_latex():
    text = r"A.\footnote{Kerr, \emph{Tides} {of} ``Mars'', 3--4.} b\footnote{never"
    (one,) = latex_notes(text)
    assert one.text == "Kerr, Tides of “Mars”, 3–4."


@pytest.mark.parametrize("text", ["^[" * 20_000, "\\footnote{" * 20_000, "[^a]" * 20_000])
def test_what_never_closes_takes_no_time(text: str):
    assert not markdown_notes(text)
    assert not latex_notes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\section*{Works} a", "          Works  a"),
        (r"\emph{Tides} \& b", "      Tides   & b"),
        ("``a'' b~c", " “a”  b c"),
        ("a % b\nc", "a    \nc"),
        (r"\begin{document}x\end{document}", "                x              "),
    ],
)
def test_words_of_latex_stay_in_their_places(text: str, expected: str):
    assert words_of(text) == expected
    assert len(expected) == len(text)
