"""Pandoc's document tree: locators, text with markup, notes and the place of the list."""

import pytest

from mscref.manuscript.pandoc.locators import split_locator
from mscref.manuscript.pandoc.placing import move_notes, place_list, without_citations
from mscref.manuscript.pandoc.richtext import Opaque, drop_start
from mscref.manuscript.pandoc.tree import Inlines, plain
from mscref.model.locators import WORDS
from mscref.model.reference import Json


def inlines(text: str) -> Inlines:
    """Words and spaces; `*word*` is emphasised."""
    found: Inlines = []
    for index, word in enumerate(text.split(" ")):
        if index:
            found.append({"t": "Space"})
        if len(word) > 2 and word[0] == word[-1] == "*":
            found.append({"t": "Emph", "c": [{"t": "Str", "c": word[1:-1]}]})
        elif word:
            found.append({"t": "Str", "c": word})
    return found


def cite(*shown: Json) -> Json:
    return {"t": "Cite", "c": [[], list(shown)]}


NOTE: Json = {"t": "Note", "c": [{"t": "Para", "c": [{"t": "Str", "c": "n"}]}]}


@pytest.mark.parametrize(
    ("suffix", "label", "locator", "rest"),
    [
        (", p. 3", "page", "3", ""),
        (" p. 3", "page", "3", ""),
        (", pp. 33, 35-37, and nowhere else", "page", "33, 35-37", ", and nowhere else"),
        (", pp.\u00a033–35 and *passim*", "page", "33–35", " and passim"),
        (", chap. iv", "chapter", "iv", ""),
        (", §§ 2–3", "section", "2–3", ""),
        (" p.12", "page", "12", ""),
        (", fig. 2a", "figure", "2a", ""),
        (" 50: a word", "page", "50", ": a word"),
        (", 17", "page", "17", ""),
        (", p. *32*", "page", "32", ""),
        (", pp. (xv)-(xvii)", "page", "(xv)–(xvii)", ""),
        (", {pp. A, D-Z}, with a suffix", "page", "A, D–Z", ", with a suffix"),
        ("{}, 99 years later", "", "", ", 99 years later"),
        (", and nowhere else", "", "", ", and nowhere else"),
        (", page after page", "", "", ", page after page"),
        (", mix of things", "", "", ", mix of things"),
        (" [sic]", "", "", " [sic]"),
        ("", "", "", ""),
        (", {unclosed", "", "", ", {unclosed"),
    ],
)
def test_locator_is_what_the_manual_says(suffix: str, label: str, locator: str, rest: str) -> None:
    found = split_locator(inlines(suffix), WORDS)
    assert (found.label, found.locator, plain(found.suffix)) == (label, locator, rest)


def test_locator_words_of_another_language_count() -> None:
    found = split_locator(inlines(", S. 12"), {"s": "page"})
    assert (found.label, found.locator) == ("page", "12")


def test_dropping_a_start_goes_into_nested_inlines() -> None:
    tree: Inlines = [{"t": "Strong", "c": [{"t": "Str", "c": "abc"}]}, {"t": "Str", "c": "def"}]
    assert plain(drop_start(tree, 2)) == "cdef"
    assert plain(drop_start(tree, 5)) == "f"


def test_markup_of_fields_and_opaque_inlines() -> None:
    math: Json = {"t": "Math", "c": [{"t": "InlineMath"}, "x^2"]}
    opaque = Opaque()
    quoted: Json = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, inlines("so *it* is")]}
    text = opaque.rich_text([*inlines("On"), {"t": "Space"}, math, {"t": "Space"}, quoted])
    hidden = text[3]
    assert text == f'On {hidden} "so <i>it</i> is"'
    assert opaque.inlines[hidden] == math


def test_private_characters_of_a_document_cannot_pose_as_hidden_inlines() -> None:
    opaque = Opaque()
    text = opaque.rich_text([{"t": "Str", "c": "a\U00100000b"}])
    assert text == "ab"


def test_note_stands_behind_the_stop_and_without_a_space() -> None:
    moved = move_notes(
        [*inlines("A claim"), {"t": "Space"}, cite(NOTE), *inlines(". More")],
        after_punctuation=True,
        inside_quotes=False,
    )
    assert plain(moved[:3]) == "A claim."
    assert moved[3] == cite(NOTE)
    assert plain(moved[4:]) == " More"


def test_stop_goes_into_the_quotation_where_the_language_wants_it() -> None:
    quotation: Json = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, inlines("so")]}
    moved = move_notes(
        [quotation, {"t": "Space"}, cite(NOTE), *inlines(".")],
        after_punctuation=True,
        inside_quotes=True,
    )
    assert plain(moved) == "“so.”"


def test_stop_that_is_there_already_is_not_doubled() -> None:
    moved = move_notes(
        [*inlines("etc."), {"t": "Space"}, cite(NOTE), *inlines(".")],
        after_punctuation=True,
        inside_quotes=False,
    )
    assert plain(moved) == "etc."


def test_note_of_a_narrative_citation_stands_behind_the_names() -> None:
    names: Json = {"t": "Str", "c": "Doe"}
    moved = move_notes(
        [*inlines("See"), {"t": "Space"}, cite(names, NOTE), *inlines(", as well")],
        after_punctuation=True,
        inside_quotes=False,
    )
    assert plain(without_citations(moved)) == "See Doe, as well"
    assert without_citations(moved)[3] == NOTE


def test_no_space_stands_before_a_raised_number() -> None:
    raised: Json = {"t": "Superscript", "c": [{"t": "Str", "c": "1"}]}
    moved = move_notes(
        [*inlines("word"), {"t": "Space"}, cite(raised), *inlines(".")],
        after_punctuation=False,
        inside_quotes=False,
    )
    assert plain(without_citations(moved)) == "word1."


LIST: dict[str, Json] = {"t": "Div", "c": [["refs", ["references"], []], [{"t": "Para", "c": []}]]}


def test_list_goes_into_its_block_wherever_that_stands() -> None:
    own: Json = {"t": "Div", "c": [["refs", ["mine"], []], []]}
    quoting: Json = {"t": "BlockQuote", "c": [own]}
    placed = place_list([quoting, {"t": "HorizontalRule"}], LIST, title=[])
    assert placed == [
        {
            "t": "BlockQuote",
            "c": [
                {
                    "t": "Div",
                    "c": [["refs", ["mine", "references"], []], [{"t": "Para", "c": []}]],
                }
            ],
        },
        {"t": "HorizontalRule"},
    ]


def test_list_ends_a_document_and_its_heading_has_no_number() -> None:
    heading: Json = {"t": "Header", "c": [1, ["references", [], []], inlines("References")]}
    placed = place_list([heading], LIST, title=[])
    assert placed == [
        {"t": "Header", "c": [1, ["references", ["unnumbered"], []], inlines("References")]},
        LIST,
    ]


def test_title_of_the_list_is_added() -> None:
    placed = place_list([], LIST, title=inlines("Works"))
    assert placed[0] == {
        "t": "Header",
        "c": [1, ["bibliography", ["unnumbered"], []], inlines("Works")],
    }
