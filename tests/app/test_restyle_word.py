"""Finished Word documents in another style."""

import pytest
from tests.manuscript.office.word_files import paragraph, parts_of, run, word, zotero

from mscref.app.render_office import OfficeChoice, render_office
from mscref.app.restyle_word import RestyledWord, RestyleWordChoice, restyle_word
from mscref.config import Config
from mscref.errors import FormatError
from mscref.manuscript.docx import docx_text

RAISED = '<w:vertAlign w:val="superscript"/>'
LIST = (
    "Kerr A, Finch B. Tides of the north. Sea Letters. 2011;3:1-9.",
    "Lee C. Waves of the south. Sea Letters. 2012;4:10-19.",
    "Moe D. Winds of the east. Sea Letters. 2013;5:20-29.",
)


def listed(numbers: str = "{}. ") -> list[str]:
    entries = (numbers.format(n) + text for n, text in enumerate(LIST, 1))
    return [paragraph(run("References")), *(paragraph(run(text)) for text in entries)]


def restyle(content: bytes, style: str, live: str = "none") -> RestyledWord:
    return restyle_word(content, path="p.docx", choice=RestyleWordChoice(style, live=live))


def text_of(content: bytes) -> str:
    return docx_text(content, path="p.docx")


BRACKETS = word(
    paragraph(run("Tides rise [1,"), run(" 2] and fall "), run("[3, p. 21]", "<w:b/>"), run(".")),
    paragraph(run("All of it [1–3].")),
    *listed("[{}] "),
)
SUPERSCRIPTS = word(
    paragraph(run("Tides rise"), run("1,2", RAISED), run(" and fall."), run("3", RAISED)),
    paragraph(run("More"), run("1", RAISED), run("–", RAISED), run("3", RAISED), run(".")),
    *listed(),
)
NAMES = word(
    paragraph(run("Tides rise (Kerr & Finch, 2011; Lee, 2012); Moe (2013) fell.")),
    paragraph(run("References")),
    paragraph(run("Kerr, A., & Finch, B. (2011). Tides of the north. "),
              run("Sea Letters", "<w:i/>"), run(", 3, 1–9.")),
    paragraph(run("Lee, C. (2012). Waves of the south. Sea Letters, 4, 10–19.")),
    paragraph(run("Moe, D. (2013). Winds of the east. Sea Letters, 5, 20–29.")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("content", "style", "first"),
    [
        (
            BRACKETS,
            "apa",
            "Tides rise (Kerr & Finch, 2011; Lee, 2012) and fall (Moe, 2013, p. 21).",
        ),
        (BRACKETS, "nature", "Tides rise^1,2^ and fall^3^."),
        (SUPERSCRIPTS, "apa", "Tides rise (Kerr & Finch, 2011; Lee, 2012) and fall (Moe, 2013)."),
        (SUPERSCRIPTS, "ieee", "Tides rise [1], [2] and fall [3]."),
        (NAMES, "ieee", "Tides rise [1], [2]; Moe [3] fell."),
        (NAMES, "nature", "Tides rise^1,2^; Moe^3^ fell."),
    ],
)
def test_markers_and_list(content: bytes, style: str, first: str):
    done = restyle(content, style)
    assert text_of(done.content).split("\n\n")[0] == first
    assert (done.is_whole, done.diagnostics) == (True, [])
    assert text_of(done.content).count("Tides of the north") == 1
    assert "fldChar" not in parts_of(done.content)["word/document.xml"].decode()


def test_there_and_back():
    apa = restyle(BRACKETS, "apa").content
    back = text_of(restyle(restyle(apa, "vancouver").content, "apa").content)
    # Vancouver prints no locators, and titles of journals short.
    assert back.replace("Sea Lett,", "Sea Letters,") == text_of(apa).replace(", p. 21", "")


def test_a_style_of_notes():
    done = restyle(NAMES, "chicago-notes-bibliography")
    text = text_of(done.content)
    assert text.startswith("Tides rise; Moe fell.") or text.startswith("Tides rise; D. Moe fell.")
    assert "“Tides of the North,”" in text


def test_live_fields_for_zotero():
    live = restyle(BRACKETS, "apa", live="zotero").content
    choice = OfficeChoice(style="ieee")
    done = render_office(live, path="p.docx", choice=choice, config=Config())
    assert (done.citations, done.listed) == (3, 3)
    assert text_of(done.content).startswith("Tides rise [1], [2] and fall [3, p. 21].")


def test_what_cannot_be_tied_is_left_and_said():
    content = word(paragraph(run("Tides [1] and [5].")), *listed("[{}] "))
    done = restyle(content, "apa")
    assert not done.is_whole
    assert text_of(done.content).startswith("Tides (Kerr & Finch, 2011) and [5].")
    assert "unresolved-marker" in [one.code for one in done.diagnostics]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (word(paragraph(zotero([1]))), "its citations are fields"),
        (word(paragraph(run("Nothing here."))), "holds no reference list"),
        (b"PK", "is no document"),
    ],
)
def test_what_is_refused(content: bytes, message: str):
    with pytest.raises(FormatError, match=message):
        restyle(content, "apa")


def test_a_list_in_a_table_is_left():
    table = f"<w:tbl><w:tr><w:tc>{''.join(listed('[{}] ')[1:])}</w:tc></w:tr></w:tbl>"
    content = word(paragraph(run("Tides [1], [2], [3].")), paragraph(run("References")), table)
    done = restyle(content, "apa")
    assert text_of(done.content).startswith("Tides (Kerr")
    assert parts_of(done.content)["word/document.xml"].count(b"<w:tc>") == 1
