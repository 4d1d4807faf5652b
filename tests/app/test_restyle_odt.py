"""Finished texts of LibreOffice in another style."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.manuscript.office.odt_files import STYLES, content, mark, note, package, paragraph
from tests.manuscript.office.word_files import parts_of

from mscref.app.render_office import OfficeChoice, render_office
from mscref.app.restyle_office import (
    RestyledOffice,
    RestyleOfficeChoice,
    changed_text,
    restyle_office,
)
from mscref.config import Config
from mscref.errors import FormatError

LIST = (
    "Kerr A, Finch B. Tides of the north. Sea Letters. 2011;3:1-9.",
    "Lee C. Waves of the south. Sea Letters. 2012;4:10-19.",
    "Moe D. Winds of the east. Sea Letters. 2013;5:20-29.",
)
OWN = (
    '<style:style style:name="T5" style:family="text"><style:text-properties'
    ' style:text-position="super 58%"/></style:style>'
    '<style:style style:name="T6" style:family="text"><style:text-properties'
    ' fo:color="#00ff00"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"'
    ' style:num-format="1"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/>'
    "</text:list-style>"
)


def span(text: str, style: str = "T1") -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def raised(text: str) -> str:
    return span(text, "T5")


def listed(numbers: str = "{}. ") -> list[str]:
    entries = (numbers.format(n) + text for n, text in enumerate(LIST, 1))
    return [paragraph("References"), *map(paragraph, entries)]


def document(*inside: str) -> bytes:
    return package(content(*inside, styles=STYLES + OWN))


def restyle(given: bytes, style: str, live: str = "none") -> RestyledOffice:
    return restyle_office(given, path="p.odt", choice=RestyleOfficeChoice(style, live=live))


def body_of(given: bytes) -> str:
    return parts_of(given)["content.xml"].decode().partition("<office:text>")[2]


BRACKETS = document(
    paragraph("Tides rise [1,", span(" 2] and", "T6"), " fall ", span("[3, p. 21]"), "."),
    paragraph("All of it [1–3]."),
    *listed("[{}] "),
)
SUPERSCRIPTS = document(
    paragraph("Tides rise", raised("1,2"), " and fall.", raised("3")),
    paragraph("More", raised("1"), raised("–"), raised("3"), "."),
    *listed(),
)
NAMES = document(
    paragraph("Tides rise (Kerr &amp; Finch, 2011; Lee, 2012); Moe (2013) fell."),
    paragraph("References"),
    paragraph(
        "Kerr, A., &amp; Finch, B. (2011). Tides of the north. ", span("Sea Letters"), ", 3, 1–9."
    ),
    paragraph("Lee, C. (2012). Waves of the south. Sea Letters, 4, 10–19."),
    paragraph("Moe, D. (2013). Winds of the east. Sea Letters, 5, 20–29."),
)


@pytest.mark.parametrize(
    ("given", "style", "first"),
    [
        (BRACKETS, "apa",
         "Tides rise (Kerr & Finch, 2011; Lee, 2012) and fall (Moe, 2013, p. 21)."),
        (BRACKETS, "nature", "Tides rise1,2 and fall3."),
        (SUPERSCRIPTS, "apa", "Tides rise (Kerr & Finch, 2011; Lee, 2012) and fall (Moe, 2013)."),
        (SUPERSCRIPTS, "ieee", "Tides rise [1], [2] and fall [3]."),
        (NAMES, "ieee", "Tides rise [1], [2]; Moe [3] fell."),
        (NAMES, "nature", "Tides rise1,2; Moe3 fell."),
    ],
)  # fmt: skip
def test_markers_and_list(given: bytes, style: str, first: str):
    done = restyle(given, style)
    assert done.after.split("\n\n")[0] == first
    assert (done.is_whole, done.diagnostics) == (True, [])
    assert done.after.count("Tides of the north") == 1


def test_a_citation_leaves_the_span_of_a_raised_number():
    body = body_of(restyle(SUPERSCRIPTS, "apa").content)
    assert "T5" not in body
    first = body.partition("</text:p>")[0]
    assert "<text:span" not in first


def test_what_stands_beside_a_marker_in_a_span_stays_in_it():
    given = document(
        paragraph("Tides ", span("see [1] there", "T5"), " end ", span("[2]", "T6"), "."),
        *listed("[{}] "),
    )
    body = body_of(restyle(given, "apa").content)
    assert f"Tides {raised('see ')}(Kerr &amp; Finch, 2011){raised(' there')} end " in body
    # What is only coloured stays what it is.
    assert span("(Lee, 2012)", "T6") in body


@pytest.mark.parametrize("other", ["ieee", "nature", "vancouver"])
def test_there_and_back_is_the_same(other: str):
    apa = restyle(NAMES, "apa").content
    back = parts_of(restyle(restyle(apa, other).content, "apa").content)
    assert (
        back["content.xml"].replace(b"Sea Lett<", b"Sea Letters<") == parts_of(apa)["content.xml"]
    )


PEOPLE = [f"{head}{middle}{end}" for head in ("Bar", "Dol", "Kem", "Nor", "Tav") for middle in
          ("and", "eck", "ist") for end in ("er", "ley", "man", "sen")]  # fmt: skip


def many(count: int = 300) -> bytes:
    works = [
        f"{who}, A. ({1990 + n % 30}). Tides of {who}. Sea Letters, {n}, {n}–{n + 8}."
        for n, who in enumerate(PEOPLE, 1)
    ]
    chosen = [(n, n % len(PEOPLE)) for n in range(count)]
    cited = [
        paragraph(f"Claim {n} ({PEOPLE[at]}, {1990 + (at + 1) % 30}) holds.") for n, at in chosen
    ]
    return document(*cited, paragraph("References"), *map(paragraph, works))


def test_three_hundred_citations_there_and_back():
    apa = restyle(many(), "apa")
    there = restyle(apa.content, "ieee")
    back = restyle(there.content, "apa")
    assert apa.is_whole and there.is_whole and back.is_whole
    assert there.after.count("holds.") == 300 and "Claim 0 [1] holds." in there.after
    assert "(19" not in there.after
    assert back.after.replace("Sea Lett,", "Sea Letters,") == apa.after
    parts = parts_of(apa.content), parts_of(back.content)
    assert {**parts[0], "content.xml": b""} == {**parts[1], "content.xml": b""}


def test_only_markers_and_list_change():
    before, after = parts_of(BRACKETS), parts_of(restyle(BRACKETS, "ieee").content)
    assert list(before) == list(after)
    assert [name for name, data in before.items() if after[name] != data] == ["content.xml"]


def test_notes_that_are_citations_go_into_the_text_and_others_stay():
    given = document(
        paragraph("One.", note("Bo Finch, ", span("Moons of Mars"), " (Orbit, 2015), 156."), " ",
                  "Two.", note("My own words.", number=2), " ",
                  "Three.", note("See Finch, ", span("Moons"), ", 3.", number=3)),
        paragraph("Bibliography"),
        paragraph("Finch, Bo. ", span("Moons of Mars"), ". Oxford: Orbit, 2015."),
    )  # fmt: skip
    done = restyle(given, "apa")
    assert done.after.startswith("One (Finch, 2015, p. 156). Two. Three (see Finch, 2015, p. 3).")
    assert body_of(done.content).count("<text:note ") == 1 and "My own words." in done.after
    noted = restyle(given, "chicago-notes-bibliography")
    body = body_of(noted.content)
    assert body.count("<text:note ") == 3
    assert re.search(
        r"Bo Finch, <text:span [^>]*>Moons of Mars</text:span> \(Orbit, 2015\), 156", body
    )
    assert "See Finch" in noted.after


def test_a_style_of_notes_makes_notes_behind_the_stop():
    done = restyle(NAMES, "chicago-notes-bibliography")
    body = body_of(done.content)
    assert body.count('text:note-class="footnote"') == 2
    assert re.match(r"<text:p [^>]*>Tides rise;<text:note ", body)


def test_live_marks_for_zotero():
    live = restyle(BRACKETS, "apa", live="zotero").content
    choice = OfficeChoice(style="ieee")
    done = render_office(live, path="p.odt", choice=choice, config=Config())
    assert (done.citations, done.listed) == (3, 3)


def items(*texts: str, style: str = "L1") -> str:
    inside = "".join([f"<text:list-item>{paragraph(one)}</text:list-item>" for one in texts])
    return f'<text:list text:style-name="{style}">{inside}</text:list>'


def test_a_list_that_libreoffice_numbers():
    given = document(paragraph("Tides [1], waves [3]."), paragraph("References"), items(*LIST))
    done = restyle(given, "apa")
    assert done.after.startswith("Tides (Kerr & Finch, 2011), waves (Moe, 2013).")
    assert "text:list-item" not in body_of(done.content)
    assert done.after.count("Tides of the north") == 1


def test_a_bulleted_list_elsewhere_stays():
    given = document(
        items("A point [1].", "Another [2].", style="L2"), *listed("[{}] "),
        items("After the list.", style="L2"),
    )  # fmt: skip
    body = body_of(restyle(given, "apa").content)
    assert body.count("<text:list-item>") == 3 and "A point (Kerr &amp; Finch, 2011)." in body


def test_bookmarks_in_the_list_stay():
    marked = paragraph('<text:bookmark-start text:name="b"/>', "[1] ", LIST[0])
    end = paragraph('<text:bookmark-end text:name="b"/>', "[2] ", LIST[1])
    given = document(paragraph("Tides [1], [2]."), paragraph("References"), marked, end)
    body = body_of(restyle(given, "apa").content)
    assert '<text:bookmark-start text:name="b"/><text:bookmark-end text:name="b"/>Kerr' in body


def cell(*inside: str) -> str:
    return f"<table:table><table:table-row><table:table-cell>{''.join(inside)}" + (
        "</table:table-cell></table:table-row></table:table>"
    )


def test_a_list_in_a_table_is_written_in_its_cell_and_one_across_cells_is_left():
    text = paragraph("Tides [1], [2], [3].")
    one = restyle(document(text, paragraph("References"), cell(*listed("[{}] ")[1:])), "apa")
    assert body_of(one.content).count("<table:table-cell>") == 1
    across = document(text, paragraph("References"), *[cell(each) for each in listed("[{}] ")[1:]])
    left = restyle(across, "apa")
    assert "list-left" in [each.code for each in left.diagnostics] and not left.is_whole
    assert body_of(left.content).count("<table:table-cell>") == 3


def test_what_cannot_be_tied_is_left_and_said():
    given = document(
        paragraph("Tides [1] and [5], ", "<text:a>see [2</text:a>]."), *listed("[{}] ")
    )
    done = restyle(given, "apa")
    assert not done.is_whole
    assert done.after.startswith("Tides (Kerr & Finch, 2011) and [5], see [2].")
    codes = [one.code for one in done.diagnostics]
    assert "unresolved-marker" in codes


def test_what_changes_is_shown():
    shown = changed_text(restyle(BRACKETS, "apa"), path="p.odt")
    assert "-All of it [1–3]." in shown
    assert "+All of it (Kerr & Finch, 2011; Lee, 2012; Moe, 2013)." in shown


OWN_ENTRY = (
    '<text:bibliography-mark text:identifier="k" text:title="T">[k]</text:bibliography-mark>'
)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (document(paragraph(mark([1]))), "its citations are marks of Zotero"),
        (document(paragraph(OWN_ENTRY)), "entries of LibreOffice's own bibliography"),
        (document(paragraph("Nothing here.")), "holds no reference list"),
    ],
)
def test_what_is_refused(given: bytes, message: str):
    with pytest.raises(FormatError, match=message):
        restyle(given, "apa")


def test_libreoffice_opens_what_was_written(tmp_path: Path):
    """A document that pandoc made, with emphasis, a raised number and a table, in three styles."""
    pypandoc = pytest.importorskip("pypandoc")
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    given = tmp_path / "given.odt"
    entries = "\n\n".join([f"[{n}] {one}" for n, one in enumerate(LIST, 1)])
    text = (
        "# Tides\n\nTides *rise* [1, 2] and **fall [3, p. 21].**\n\n| a |\n|---|\n| x [1] |\n\n"
        f"# References\n\n{entries}\n"
    )
    command = [pypandoc.get_pandoc_path(), "-f", "markdown-citations", "-o", str(given)]
    subprocess.run(command, input=text, text=True, check=True)
    files = []
    for style in ("apa", "nature", "chicago-notes-bibliography"):
        path = tmp_path / f"{style}.odt"
        path.write_bytes(restyle(given.read_bytes(), style).content)
        files.append(path)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
    texts = [path.with_suffix(".txt").read_text("utf-8") for path in files]
    assert "Tides rise (Kerr & Finch, 2011; Lee, 2012) and fall (Moe, 2013, p. 21)." in texts[0]
    assert "Tides rise1,2 and fall3." in texts[1]
    assert "Tides rise1 and fall.2" in texts[2]
    assert "Kerr, A., and B. Finch. “Tides of the North.” Sea Letters 3 (2011): 1–9." in texts[2]
