"""Punctuation round the notes of a document."""

import pytest

from mscref.manuscript.office.stops import before_stop, behind_stop, wants_space

SIGN = "\ufffc"


def noted(text: str, *, inside_quotes: bool = True) -> str:
    """The text with its citation `*` made a note, whose sign is shown as `1`."""
    at = text.index("*")
    moves = behind_stop(text, at, at + 1, inside_quotes=inside_quotes)
    pieces = []
    for place, char in enumerate(text):
        shown = "1" if place == at else "" if place in moves.gone else char
        before = moves.new if place == moves.at and moves.new else ""
        pieces.append(before + shown)
    return "".join(pieces)


def cited(text: str) -> str:
    """The text with its sign `1` made a citation, shown as `*`."""
    at = text.index("1")
    moves = before_stop(text, at, at + 1)
    kept = [char for place, char in enumerate(text[:at]) if place not in moves.gone]
    space = " " if wants_space(text[:at], moves) else ""
    return f"{''.join(kept)}{space}*{moves.new}{text[at + 1 :]}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a word *.", "a word.1"),
        ("a word *, and", "a word,1 and"),
        ("a word * and", "a word1 and"),
        ("a word *", "a word1"),
        ("really *?!", "really?!1"),
        ("“a word” *.", "“a word.”1"),
        ("“a word” *;", "“a word”;1"),
        ("“a ‘word’” *, b", "“a ‘word,’”1 b"),
        ("etc. *.", "etc.1"),
        ("* a", "1 a"),
        ("*. a", ".1 a"),
        (f"a {SIGN} *.", f"a {SIGN}.1"),
    ],
)
def test_a_note_stands_behind_the_stop(text: str, expected: str):
    assert noted(text) == expected


def test_other_languages_keep_the_stop_outside_of_quotes():
    assert noted("»ein Wort« *.", inside_quotes=False) == "»ein Wort«.1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a word.1", "a word *."),
        ("a word.1 Next", "a word *. Next"),
        ("a word,1 and", "a word *, and"),
        ("a word1 and", "a word * and"),
        ("et al.1 say", "et al. * say"),
        ("“a word.”1 Next", "“a word” *. Next"),
        ("really?1 Next", "really? * Next"),
        ("1 a", "* a"),
        ("(1)", "(*)"),
        ("a1, b", "a *, b"),
        ("a.1 2 more", "a *. 2 more"),
    ],
)
def test_a_citation_stands_before_the_stop(text: str, expected: str):
    assert cited(text) == expected
