"""Finished Word documents in another style."""

import re

import pytest
from tests.manuscript.office.word_files import WORD, paragraph, parts_of, run, word, zotero

from mscref.app.render_office import OfficeChoice, render_office
from mscref.app.restyle_office import (
    RestyledOffice,
    RestyleOfficeChoice,
    changed_text,
    restyle_office,
)
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


def restyle(content: bytes, style: str, live: str = "none") -> RestyledOffice:
    return restyle_office(content, path="p.docx", choice=RestyleOfficeChoice(style, live=live))


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


def noted(*notes: str) -> bytes:
    """A document whose sentences end in notes."""
    signs = (
        f'<w:r><w:rPr>{RAISED}</w:rPr><w:footnoteReference w:id="{n}"/></w:r>'
        for n in range(2, len(notes) + 2)
    )
    body = paragraph(*(run(f"Word {n}.") + sign + run(" ") for n, sign in enumerate(signs, 1)))
    listed = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r>{run(" ")}{note}</w:p>'
        "</w:footnote>"
        for n, note in enumerate(notes, 2)
    )
    works = [
        paragraph(run("Bibliography")),
        paragraph(run("Finch, Bo. "), run("Moons of the Outer Planets", "<w:i/>"),
                  run(". Oxford: Orbit, 2015.")),
        paragraph(run("Kerr, Ana, and Bo Finch. “Tides of Mars.” "),
                  run("Planetary Letters", "<w:i/>"), run(" 4 (2011): 3–9.")),
    ]  # fmt: skip
    separator = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    part = f'<w:footnotes xmlns:w="{WORD}">{separator}{listed}</w:footnotes>'
    return word(body, *works, parts={"word/footnotes.xml": part})


NOTED = noted(
    run("Bo Finch, ") + run("Moons of the Outer Planets", "<w:i/>") + run(" (Orbit, 2015), 156."),
    run("See Kerr and Finch, “Tides of Mars,” 5; Finch, ") + run("Moons", "<w:i/>") + run(", 3."),
    run("My own words."),
    run("Kerr and Finch, “Tides of Mars,” 7."),
    run("Ibid., 8."),
)


def test_notes_that_are_citations_go_into_the_text():
    done = restyle(NOTED, "apa")
    assert (done.is_whole, done.diagnostics) == (True, [])
    text = text_of(done.content)
    assert text.startswith(
        "Word 1 (Finch, 2015, p. 156). Word 2 (Finch, 2015, p. 3; see Kerr & Finch, 2011, p. 5)."
        " Word 3. Word 4 (Kerr & Finch, 2011, p. 7). Word 5 (Kerr & Finch, 2011, p. 8)."
    )
    assert text.endswith("My own words.\n")
    assert parts_of(done.content)["word/footnotes.xml"].count(b"<w:footnote ") == 2


def test_notes_stay_notes_in_a_style_of_notes():
    done = restyle(NOTED, "chicago-notes-bibliography")
    notes = parts_of(done.content)["word/footnotes.xml"]
    assert done.is_whole and notes.count(b"<w:footnote ") == 6
    assert "Word 1. Word 2. Word 3." in text_of(done.content)
    # The title is italic again, the name before it is not.
    assert re.search(
        rb"<w:t[^>]*>Bo Finch, </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>Moons", notes
    )
    assert "My own words." in text_of(done.content)


def test_into_the_text_and_back_to_notes():
    back = restyle(restyle(NOTED, "apa").content, "chicago-notes-bibliography").content
    text = text_of(back)
    assert text.startswith("Word 1. Word 2. Word 3. Word 4. Word 5.")
    assert "See Kerr and Finch" not in text  # the first note on it has the whole work
    assert "Kerr and Finch, “Tides of Mars,” 7." in text


def test_live_fields_of_notes():
    live = restyle(NOTED, "apa", live="zotero").content
    done = render_office(live, path="p.docx", choice=OfficeChoice(style="ieee"), config=Config())
    assert (done.citations, done.listed) == (4, 2)
    noted = restyle(NOTED, "chicago-notes", live="zotero").content
    assert parts_of(noted)["word/footnotes.xml"].count(b"ZOTERO_ITEM") == 4


def test_a_note_that_cannot_be_tied_is_left_and_said():
    stranger = "N. Body, Strange Things (Nowhere, 1999), 3."
    done = restyle(noted(run("Finch, Moons, 3."), run(stranger)), "apa")
    assert not done.is_whole
    assert [one.code for one in done.diagnostics].count("unresolved-marker") == 1
    assert text_of(done.content).startswith("Word 1 (Finch, 2015, p. 3). Word 2.")
    assert stranger in text_of(done.content)


def test_what_changes_is_shown():
    shown = changed_text(restyle(BRACKETS, "apa"), path="p.docx")
    assert "-All of it [1–3]." in shown
    assert "+All of it (Kerr & Finch, 2011; Lee, 2012; Moe, 2013)." in shown


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
