"""Texts of LibreOffice in a style: what changes, what stays, and what is refused."""

import re
import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from tests.manuscript.office.odt_files import (
    code,
    content,
    mark,
    meta,
    note,
    odt,
    package,
    paragraph,
    section,
)
from tests.manuscript.office.word_files import parts_of

from mscref.app.render_office import OfficeChoice, RenderedOffice, render_office
from mscref.config import Config
from mscref.errors import FormatError
from mscref.manuscript.office.odt import odt_text

CONTENT = "content.xml"


def render(given: bytes, style: str = "apa", **said: object) -> RenderedOffice:
    choice = OfficeChoice(style=style, **said)  # type: ignore[arg-type]
    return render_office(given, path="p.odt", choice=choice, config=Config())


def text_of(given: bytes) -> str:
    return odt_text(given, path="p.odt")


def xml_of(given: bytes) -> str:
    return parts_of(given)[CONTENT].decode()


PAPER = odt(
    paragraph("As ", mark([1], said={"locator": "3", "label": "page", "prefix": "see"}), " and ",
              mark([1, 2], '<text:span text:style-name="T1">(old)</text:span>'), "."),
    paragraph("Again ", mark([2], said={"suppress-author": True}), " &amp; end.", style="P1"),
    section(paragraph("old one", style="P1"), paragraph("old two", style="P1")),
    parts={"meta.xml": meta(), "Pictures/1.png": "\x00\x01"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("apa", ["As (see Kerr & Finch, 2011, p. 3) and (Kerr & Finch, 2011; Žižek, 2012).",
                 "Again (2012) & end.", "Kerr, A., & Finch, B. (2011)."]),
        ("ieee", ["As see [1, p. 3] and [1], [2].", "Again [2] & end.", "[1]\tA. Kerr"]),
        ("nature", ["Assee 1 and1,2.", "1.\tKerr, A. & Finch, B."]),
        ("", ["As (see 1) and (1,2)."]),
    ],
)  # fmt: skip
def test_citations_and_list_are_in_the_style(style: str, shown: list[str]):
    done = render(PAPER, style)
    for one in shown:
        assert one in text_of(done.content)
    assert (done.citations, done.listed, done.has_unknown) == (3, 2, False)


def test_formatting_is_that_of_the_style_in_the_place_of_the_old():
    xml = xml_of(render(PAPER, "nature").content)
    raised = [
        one for one in re.findall(r"<style:style .*?</style:style>", xml) if "super 58%" in one
    ]
    # The red of the second citation stays, the italic of its old text does not.
    assert sorted("ff0000" in one for one in raised) == [False, True]
    assert not any("italic" in one for one in raised)
    listed = re.findall(r"<style:style .*?</style:style>", xml)
    entry = next(one for one in listed if 'text-indent="-0.250in"' in one)
    assert 'parent-style-name="Text_20_body"' in entry and "justify" in entry


def test_only_what_is_printed_changes():
    before, after = parts_of(PAPER), parts_of(render(PAPER, "ieee").content)
    assert list(before) == list(after)
    changed = [name for name, data in before.items() if after[name] != data]
    assert changed == [CONTENT, "meta.xml"]
    inside = re.compile(
        r'(?<=text:name=")[^"]*|(?<=text:name=\')[^\']*|(?<=/>)(?:\(old\)|<text:span.*?</text:span>'
        r"|[^<>]*)(?=<text:reference-mark-end)|(?<=>)<text:p.*?</text:p>(?=</text:section>)"
        r'|<style:style style:name="mscref.*?</style:style>'
    )
    kept = [inside.sub("", one[CONTENT].decode().replace("'", '"')) for one in (before, after)]
    assert kept[0] == kept[1]


def test_a_second_run_changes_nothing():
    once = render(PAPER, "apa").content
    assert render(once, "apa").content is once


@pytest.mark.parametrize("other", ["ieee", "nature", "chicago-notes-bibliography"])
def test_there_and_back_is_the_same(other: str):
    apa = render(PAPER, "apa").content
    there = render(apa, other).content
    assert xml_of(there) != xml_of(apa)
    back = parts_of(render(there, "apa").content)
    assert back == parts_of(apa)


def test_three_hundred_citations_there_and_back():
    cited = [paragraph(f"T {n} ", mark([1 + n % 2]), ".") for n in range(300)]
    apa = render(odt(*cited, section()), "apa").content
    there = render(apa, "ieee")
    assert there.citations == 300
    assert parts_of(render(there.content, "apa").content) == parts_of(apa)


def test_zotero_finds_what_it_printed():
    done = render(PAPER, "ieee").content
    assert xml_of(done).count("&quot;plainCitation&quot;: &quot;[1], [2]&quot;") == 2
    starts = re.findall(r'mark-start text:name="([^"]*)"', xml_of(done))
    assert starts == re.findall(r'mark-end text:name="([^"]*)"', xml_of(done))
    assert "styles/ieee" in parts_of(done)["meta.xml"].decode()


# ---------------------------------------------------------------- typed citations


def library(folder: Path) -> tuple[str, ...]:
    path = folder / "refs.bib"
    path.write_text(
        "@book{kerr, author={Kerr, Ana}, title={Tides}, year=2011}\n"
        "@book{lee_2, author={Lee, Cy}, title={Waves}, year=2012}\n"
    )
    return (str(path),)


SPAN = '<text:span text:style-name="T1">{}</text:span>'


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (["A [see @kerr, p. 3; @lee_2] b."], "A (see Kerr, 2011, p. 3; Lee, 2012) b."),
        (["A [@ke", SPAN.format("rr]; [-@lee"), "_2]."], "A (Kerr, 2011); (2012)."),
        (["As @kerr [p. 4] says,", "<text:s/>", "@lee_2."],
         "As Kerr (2011, p. 4) says, Lee (2012)."),
        (["[@kerr][@lee_2]"], "(Kerr, 2011)(Lee, 2012)"),
        (["A [@k\u00aderr]<text:soft-page-break/>, me@kerr.org, @nobody"],
         "A (Kerr, 2011), me@kerr.org, @nobody"),
        (["A ", '<text:a xmlns:xlink="x" xlink:href="http://x.org">see [@kerr] it</text:a>'],
         "A see (Kerr, 2011) it"),
        ([mark([1]), " and [@kerr]"], "(Kerr & Finch, 2011) and (Kerr, 2011)"),
    ],
)  # fmt: skip
def test_typed_citations_become_marks(tmp_path: Path, inside: list[str], expected: str):
    done = render(odt(paragraph(*inside)), library=library(tmp_path))
    assert text_of(done.content).startswith(expected)
    assert "ZOTERO_BIBL" in xml_of(done.content)
    assert "ReferenceMark" not in xml_of(done.content)
    again = render(done.content, "ieee", library=library(tmp_path))
    assert again.citations == done.citations
    flat = render(odt(paragraph(*inside)), library=library(tmp_path), live="none").content
    assert text_of(flat) == text_of(done.content)
    assert "ZOTERO" not in xml_of(flat)


@pytest.mark.parametrize(
    "inside",
    [
        'A [@<text:a xmlns:xlink="x" xlink:href="x">kerr]</text:a>',
        'A [@ke<text:change-start text:change-id="c1"/>rr]<text:change-end text:change-id="c1"/>',
        "A [@ke<text:line-break/>rr]",
        "A [<office:annotation><text:p>[@kerr]</text:p></office:annotation>x]",
        "A <text:title>[@kerr]</text:title>",
    ],
)
def test_what_crosses_a_border_or_is_no_text_stays(tmp_path: Path, inside: str):
    given = odt(paragraph(inside))
    assert render(given, library=library(tmp_path)).content == given


def test_what_is_not_known_stays_as_it_is_typed(tmp_path: Path):
    done = render(odt(paragraph("A [@kerr; @nope] b")), library=library(tmp_path))
    assert done.has_unknown
    assert text_of(done.content).startswith("A [@kerr; @nope] b")


def test_the_list_goes_where_it_is_wanted(tmp_path: Path):
    given = odt(paragraph("[@kerr]"), paragraph("{#refs}", style="P1"), paragraph("End"))
    done = render(given, library=library(tmp_path)).content
    assert text_of(done).split("\n\n") == ["(Kerr, 2011)", "Kerr, A. (2011). Tides.", "End\n"]


def test_typed_again_a_mark_has_a_name_of_its_own(tmp_path: Path):
    once = render(odt(paragraph("[@kerr]")), library=library(tmp_path)).content
    more = xml_of(once).replace("</office:text>", f"{paragraph('[@kerr]')}</office:text>")
    names = re.findall(
        r'mark-start text:name="([^"]*)"',
        xml_of(render(package(more), library=library(tmp_path)).content),
    )
    assert len(set(names)) == 2


def test_tables_and_frames_and_lists_and_headings(tmp_path: Path):
    inside = [
        '<text:h text:outline-level="1">H [@kerr]</text:h>',
        f"<text:list><text:list-item>{paragraph('L [@kerr]')}</text:list-item></text:list>",
        f"<table:table><table:table-row><table:table-cell>{paragraph('C [@kerr]')}"
        "</table:table-cell></table:table-row></table:table>",
        paragraph("F <draw:frame><draw:text-box>", paragraph("B [@kerr]"),
                  "</draw:text-box></draw:frame> after [@kerr]"),
        f"<text:table-of-content><text:index-body>{paragraph('H [@kerr]')}</text:index-body>"
        "</text:table-of-content>",
    ]  # fmt: skip
    done = render(odt(*inside), library=library(tmp_path))
    assert done.citations == 5
    assert text_of(done.content).count("[@kerr]") == 1  # the index is made anew by LibreOffice


# ---------------------------------------------------------------- notes


def notes_in(given: bytes) -> list[str]:
    bodies = re.findall(r"<text:note-body>(.*?)</text:note-body>", xml_of(given))
    return [re.sub(r"<[^>]*>", "", one) for one in bodies]


def without_notes(given: bytes) -> str:
    bare = re.sub(r"<text:note .*?</text:note>", "*", xml_of(given))
    return re.sub(r"<[^>]*>", "", bare.partition("<office:text>")[2])


def test_a_style_of_notes_makes_notes_and_takes_them_back(tmp_path: Path):
    given = odt(paragraph("Word ", mark([1]), ", “then” ", mark([1]), "; x [@kerr]. Y @lee_2."))
    done = render(given, "chicago-notes", library=library(tmp_path)).content
    assert without_notes(done).startswith("Word,* “then”;* x.* Y Cy Lee.*")
    assert notes_in(done) == [
        "Ana Kerr and Bo Finch, Tides &amp; Waves (Sea, 2011).",
        "Kerr and Finch, Tides &amp; Waves.",
        "Ana Kerr, Tides (2011).",
        "Waves (2012).",
    ]
    assert render(done, "chicago-notes").content == done
    back = render(done, "apa").content
    assert text_of(back).startswith(
        "Word (Kerr & Finch, 2011), “then” (Kerr & Finch, 2011); x (Kerr, 2011). Y Cy Lee (2012)."
    )


def test_notes_of_the_author_stay_notes():
    given = odt(paragraph("A ", mark([2]), " b", note("See ", mark([1]), "."), "."))
    assert notes_in(render(given, "apa").content) == ["See (Kerr &amp; Finch, 2011)."]
    done = render(given, "chicago-notes")
    assert done.citations == 2
    assert notes_in(done.content)[1] == (
        "See (Ana Kerr and Bo Finch, Tides &amp; Waves (Sea, 2011))."
    )
    assert "&quot;noteIndex&quot;: 1" in xml_of(done.content)


def test_endnotes():
    done = render(odt(paragraph("A ", mark([1]))), "chicago-notes", endnotes=True)
    assert 'note-class="endnote"' in xml_of(done.content)


# ---------------------------------------------------------------- marks of many kinds


def test_comments_and_bookmarks_within_a_citation_stay():
    comment = "<office:annotation><text:p>Look!</text:p></office:annotation>"
    half = '<text:bookmark-start text:name="b"/>'
    inside = f'(o{comment}<text:span text:style-name="T1">l{half}d</text:span>)'
    given = odt(paragraph(mark([1], inside), 'x<text:bookmark-end text:name="b"/>'))
    done = render(given).content
    assert text_of(done).replace("Look!\n\n", "") == "(Kerr & Finch, 2011)x\n"
    assert comment in xml_of(done) and half in xml_of(done)
    assert render(done).content is done


def test_a_mark_over_half_a_span_keeps_the_tags_in_balance():
    name = quoteattr(f"{code([1])} RND1")
    start, end = (f"<text:reference-mark-{one} text:name={name}/>" for one in ("start", "end"))
    given = odt(paragraph(f'a <text:span text:style-name="T1">b {start}o</text:span>ld{end} c'))
    assert text_of(render(given).content) == "a b (Kerr & Finch, 2011) c\n"


def test_a_mark_whose_text_was_deleted_is_printed_again():
    name = quoteattr(f"{code([1])} RND1")
    given = odt(paragraph(f"a <text:reference-mark text:name={name}/> b"))
    done = render(given).content
    assert text_of(done) == "a (Kerr & Finch, 2011) b\n"
    assert render(done, "ieee").citations == 1


def test_what_was_deleted_is_not_cited():
    deleted = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{paragraph(mark([1]))}"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    given = odt(deleted, paragraph("a ", mark([2]), "."))
    assert render(given).citations == 1


ENTRY = (
    '<text:bibliography-mark text:identifier="Ker11" text:bibliography-type="book"'
    ' text:author="Kerr, Ana" text:title="Tides" text:year="2011">[Ker11]</text:bibliography-mark>'
)


def test_entries_of_libreoffice_become_citations_where_asked():
    given = odt(paragraph("a ", ENTRY, "."))
    kept = render(given)
    assert kept.content == given
    assert [one.code for one in kept.diagnostics] == ["own-entries"]
    live = render(given, live="zotero").content
    assert text_of(live) == "a (Kerr, 2011).\n"
    assert render(live, "ieee").citations == 1
    assert text_of(render(given, live="none").content) == "a (Kerr, 2011).\n"


def test_bookmarks_and_fields_of_word_are_said():
    given = odt(paragraph('<text:bookmark-start text:name="ZOTERO_BREF_x"/>(old)'))
    assert [one.code for one in render(given).diagnostics] == ["bookmarks"]


# ---------------------------------------------------------------- what is refused


def broken_code() -> str:
    name = quoteattr('ZOTERO_ITEM CSL_CITATION {"citationItems":[ RND1')
    return (
        f"<text:reference-mark-start text:name={name}/>(Kerr)"
        f"<text:reference-mark-end text:name={name}/>"
    )


OPEN = re.sub(r"<text:reference-mark-end[^>]*>", "", mark([1]))
CHANGED = mark([1], '(o<text:change-start text:change-id="c"/>ld)')
PARTED = mark([1], '(o</text:p><text:p text:style-name="P1">ld)')
LOCKED = "<m xmlns='x'><encryption-data/></m>"
READ_ONLY = (
    "<s xmlns:config='x'><config:config-item config:name=\"LoadReadonly\">true"
    "</config:config-item></s>"
)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (PAPER[:400], "damaged"),
        (PAPER[:-30], "damaged"),
        (odt(paragraph("x", broken_code())), "`(Kerr)` (paragraph 1): its code is broken"),
        (odt(paragraph(OPEN)), "never ends"),
        (odt(paragraph(CHANGED)), "has tracked changes in it"),
        (odt(paragraph(PARTED)), "is broken by the end of a paragraph"),
        (odt(parts={"META-INF/manifest.xml": LOCKED}), "locked with a password"),
        (odt(parts={"META-INF/documentsignatures.xml": "<a/>"}), "is signed"),
        (odt(parts={"Basic/Standard/Module1.xml": "<a/>"}), "holds macros"),
        (odt(parts={"Scripts/python/a.py": "x"}), "holds macros"),
        (odt(parts={"settings.xml": READ_ONLY}), "for reading alone"),
        (odt(parts={"meta.xml": "<a>"}), "part meta.xml is damaged"),
        (package('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "declares"),
        (package("<a>" * 2000), "nested too deeply"),
        (package("<a/>"), "holds no text of LibreOffice"),
        (package(content(paragraph("\x01"))), "damaged at line 2"),
        (package("x", {"content.xml": " " * 65 * 1024 * 1024}), "64 MB"),
        (package("x", {"mimetype": "application/vnd.oasis.opendocument.text-x"}), "no text"),
    ],
)  # fmt: skip
def test_what_must_not_be_changed(given: bytes, message: str):
    with pytest.raises(FormatError) as told:
        render(given)
    assert message in told.value.message
    assert told.value.message.startswith("p.odt: ")


# ---------------------------------------------------------------- other programs read it


def converted(path: Path, kind: str, folder: Path) -> Path:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not here")
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    done = folder / "done"
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", str(done), str(path)],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    return done / f"{path.stem}.{kind.partition(':')[0]}"


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document that pandoc made, with a table, a note and typed citations."""
    pypandoc = pytest.importorskip("pypandoc")
    path = tmp_path_factory.mktemp("odt") / "typed.odt"
    given = (
        "# Tides\n\nA *b* “as said” [@kerr, p. 3], c.^[See [@lee_2].] And @lee_2 said **[@kerr;"
        " @lee_2].**\n\n| a |\n|---|\n| x [@kerr] |\n\n{#refs}\n"
    )
    command = [pypandoc.get_pandoc_path(), "-f", "markdown-citations", "-o", str(path)]
    subprocess.run(command, input=given, text=True, check=True)
    return path


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        (
            "apa",
            "A b “as said” (Kerr, 2011, p. 3), c.1 And Lee (2012) said (Kerr, ",
        ),
        ("ieee", "A b “as said” [1, p. 3], c.1 And Lee [2] said [1], [2]."),
        ("chicago-notes-bibliography", "A b “as said,”1 c.2 And Lee3 said.4"),
    ],
)
def test_libreoffice_opens_it(typed: Path, tmp_path: Path, style: str, shown: str):
    path = tmp_path / "paper.odt"
    path.write_bytes(render(typed.read_bytes(), style, library=library(tmp_path)).content)
    text = converted(path, "txt:Text", tmp_path).read_text(encoding="utf-8-sig")
    assert shown in text and "{#refs}" not in text


def test_libreoffice_keeps_the_marks(typed: Path, tmp_path: Path):
    path = tmp_path / "paper.odt"
    path.write_bytes(render(typed.read_bytes(), library=library(tmp_path)).content)
    saved = converted(path, "odt:writer8", tmp_path).read_bytes()
    done = render(saved, "ieee")
    assert (done.citations, done.listed) == (5, 2)
    assert "[1], [2]" in text_of(done.content)
    pdf = tmp_path / "last.odt"
    pdf.write_bytes(done.content)
    shown = converted(pdf, "pdf", tmp_path)
    assert shown.read_bytes().startswith(b"%PDF")
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-layout", str(shown), "-"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert re.search(r"\[1\]\s+A. Kerr, Tides. 2011.", text)
