"""Finished texts as people write them, in other styles: what is joined, tied, left and said."""

import pytest

from mscref.app.document import make_document
from mscref.app.restyle import RestyleChoice, Restyled, restyle
from mscref.errors import FormatError

NUMBERED = """

References

1. Smith J, Jones K. Tides of the north. Sea Lett. 2019;3:1-9.
2. Lee C. Waves of the south. Sea Lett. 2012;4:10-19.
3. Moe D, Roe E, Poe F. Winds of the east. Sea Lett. 2013;5:20-29.
4. Ng A. Ice in the west. Polar J. 2015;6(2):30-39.
"""
NAMED = """

References

Jones, A., Lee, B., & Poe, C. (2019a). Tides of the north. Sea Letters, 3, 1–9.
Jones, A., Lee, B., & Poe, C. (2019b). Tides of the south. Sea Letters, 4, 1–9.
Moe, J. (n.d.). Waves of the south. Sea Letters, 4, 10–19.
Smith, K., & Moe, D. (2013). Winds of the east. Sea Letters, 5(2), 20–29.
van der Berg, A. (in press). Ice. Polar Press.
"""


def restyled(text: str, style: str) -> Restyled:
    return restyle(make_document(text.encode(), path="a.txt"), RestyleChoice(style))


def first(text: str, style: str) -> str:
    return restyled(text, style).text.partition("\n\n")[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So [1], [2].", "So (Lee, 2012; Smith & Jones, 2019)."),
        ("So [1][2] it is.", "So (Lee, 2012; Smith & Jones, 2019) it is."),
        ("So [1],[2] and [3].", "So (Lee, 2012; Smith & Jones, 2019) and (Moe et al., 2013)."),
        ("So [1], [2]–[3].", "So (Lee, 2012; Moe et al., 2013; Smith & Jones, 2019)."),
        ("So [1]; [4].", "So (Ng, 2015; Smith & Jones, 2019)."),
        ("So^1^,^2^ it is.", "So (Lee, 2012; Smith & Jones, 2019) it is."),
        ("So [1] [2].", "So (Lee, 2012; Smith & Jones, 2019)."),
        # A word, a line or one that the list lacks stands between.
        ("So [1] or [2].", "So (Smith & Jones, 2019) or (Lee, 2012)."),
        ("So [1], [6].", "So (Smith & Jones, 2019), [6]."),
    ],
)
def test_numbers_that_stand_together_are_one_citation(text: str, expected: str):
    assert first(text + NUMBERED, "apa") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smith et al. [1] saw it.", "Smith & Jones (2019) saw it."),
        ("Smith and Jones [1, p. 3] saw it.", "Smith & Jones (2019, p. 3) saw it."),
        ("Lee’s [2] view.", "Lee’s (2012) view."),
        ("Moe and colleagues^3^ saw it.", "Moe et al. (2013) saw it."),
        ("As Ng [4] says.", "As Ng (2015) says."),
        # Another name, another work, or several.
        ("Blee [2] saw it.", "Blee (Lee, 2012) saw it."),
        ("Smith [2] saw it.", "Smith (Lee, 2012) saw it."),
        ("Lee [2,3] saw it.", "Lee (Lee, 2012; Moe et al., 2013) saw it."),
    ],
)
def test_a_number_behind_its_author_needs_no_name(text: str, expected: str):
    assert first(text + NUMBERED, "apa") == expected


@pytest.mark.parametrize("words", ["Smith et al. [1]", "Lee’s [2]", "Moe and colleagues [3]"])
def test_in_a_style_of_numbers_the_words_of_the_author_stay(words: str):
    assert first(f"{words} saw it.{NUMBERED}", "ieee") == f"{words[:-3]}[1] saw it."


def test_a_note_says_all_of_a_work_behind_its_author():
    done = restyled(f"Lee [2] saw it.{NUMBERED}", "chicago-notes-bibliography").text
    assert "1. C. Lee, “Waves of the South,”" in done


@pytest.mark.parametrize("style", ["ieee", "nature"])
@pytest.mark.parametrize(
    "sentence",
    [
        "Smith and Moe (2013) and Moe (n.d.) agree (Jones et al., 2019a).",
        "So (Jones et al., 2019a, 2019b), as Moe (n.d.) says; (Smith & Moe, 2013).",
    ],
)
def test_there_and_back_a_sentence_is_the_same(sentence: str, style: str):
    there = restyled(sentence + NAMED, style).text
    back, expected = first(there, "apa"), first(sentence + NAMED, "apa")
    # What has no year in a style of numbers has none afterwards.
    assert back.replace("n.d.", "in press") == expected.replace("n.d.", "in press")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So.[1] And so,[2] it is.", "So (Smith & Jones, 2019). And so (Lee, 2012), it is."),
        ("“So.”[1] Then.", "“So” (Smith & Jones, 2019). Then."),
        ("So;[4] it is.", "So (Ng, 2015); it is."),
        ("By e.g.[1] it is.", "By e.g. (Smith & Jones, 2019) it is."),
    ],
)
def test_brackets_behind_a_stop_go_before_it(text: str, expected: str):
    assert first(text + NUMBERED, "apa") == expected


@pytest.mark.parametrize(
    "words", ["ref. 1", "refs. 2 and 3", "references 1–3", "Ref. 4", "reference 2"]
)
def test_numbers_in_words_are_said(words: str):
    done = restyled(f"So [1]. As in {words} it is.{NUMBERED}", "apa")
    assert not done.is_whole and f"As in {words} it is." in done.text
    (said,) = [one for one in done.diagnostics if one.code == "number-in-words"]
    assert f"`{words}`" in said.message and said.span and said.span.line == 1


@pytest.mark.parametrize("words", ["ref. 2.1 of the manual", "a reference 5x stronger", "Fig. 1"])
def test_other_numbers_are_not(words: str):
    codes = [one.code for one in restyled(f"So [1]. As in {words}.{NUMBERED}", "apa").diagnostics]
    assert "number-in-words" not in codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So (Moe, n.d.).", "So [1]."),
        ("So (see Moe, n. d., p. 4; Jones et al., 2019b).", "So see [1, p. 4], [2]."),
        ("So van der Berg (in press) says.", "So van der Berg [1] says."),
        ("So (Jones et al., in press).", "So (Jones et al., in press)."),
    ],
)
def test_works_without_a_year(text: str, expected: str):
    assert first(text + NAMED, "ieee") == expected


CHAPTERS = (
    "# A\n\nOne [1].\n\n## References\n\n1. Smith J. Tides of the north. Sea Lett. 2019;3:1-9.\n\n"
    "# B\n\nTwo [1], [5].\n\n## References\n\n1. Lee C. Waves of the south. Sea Lett. 2012;4:10.\n"
)


def test_every_chapter_has_its_list():
    document = make_document(CHAPTERS.encode(), path="a.md")
    done = restyle(document, RestyleChoice("apa"))
    assert "One (Smith, 2019)." in done.text and "Two (Lee, 2012), [5]." in done.text
    assert done.text.count("## References") == 2
    assert [one.span.line for one in done.diagnostics if one.span] == [11]
    crlf = make_document(CHAPTERS.replace("\n", "\r\n").encode(), path="a.md")
    assert restyle(crlf, RestyleChoice("apa")).text == done.text.replace("\n", "\r\n")


@pytest.mark.parametrize("name", ["lib.bib", "LIB.BIB", "refs.ris", "refs.yaml", "a.json", "x.enw"])
def test_a_file_of_references_is_no_text(name: str):
    document = make_document(f"So [1].{NUMBERED}".encode(), path=name, notation="markdown")
    with pytest.raises(FormatError, match=r"holds references .*, no text that cites them"):
        restyle(document, RestyleChoice("apa"))
