"""Word documents in a style: what changes, what stays, and what is refused."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from tests.manuscript.office.word_files import (
    ITEMS,
    WORD,
    csl,
    custom,
    document,
    field,
    mark,
    package,
    paragraph,
    parts_of,
    run,
    word,
    zotero,
    zotero_list,
)

from mscref.app.render_office import OfficeChoice, RenderedOffice, render_office
from mscref.config import Config
from mscref.errors import FormatError
from mscref.manuscript.docx import docx_text

BODY = "word/document.xml"


def render(content: bytes, style: str = "apa", **said: object) -> RenderedOffice:
    choice = OfficeChoice(style=style, **said)  # type: ignore[arg-type]
    return render_office(content, path="p.docx", choice=choice, config=Config())


def text_of(content: bytes) -> str:
    return docx_text(content, path="p.docx")


def body_of(content: bytes) -> str:
    return parts_of(content)[BODY].decode()


PAPER = word(
    paragraph(
        run("As "), zotero([1], locator="3", label="page", prefix="see"), run(" and "),
        zotero([1, 2]), run("."),
    ),
    paragraph(run("Again "), zotero([2], **{"suppress-author": True}), run(" & end.")),
    zotero_list(),
    parts={"docProps/custom.xml": custom(), "word/media/image.bin": "\x00\x01"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("apa", ["As (see Kerr & Finch, 2011, p. 3) and (Kerr & Finch, 2011; Žižek, 2012).",
                 "Again (2012) & end.", "Kerr, A., & Finch, B. (2011)."]),
        ("ieee", ["As see [1, p. 3] and [1], [2].", "Again [2] & end.", "[1]\tA. Kerr"]),
        ("nature", ["As^see 1^ and^1,2^.", "1.\tKerr, A. & Finch, B."]),
    ],
)  # fmt: skip
def test_citations_and_list_are_in_the_style(style: str, shown: list[str]):
    done = render(PAPER, style)
    for one in shown:
        assert one in text_of(done.content)
    assert (done.citations, done.listed, done.has_unknown) == (3, 2, False)


def test_without_a_style_the_document_says_it():
    assert "As (see 1) and (1,2)." in text_of(render(PAPER, "").content)


def test_only_what_is_printed_changes():
    before, after = parts_of(PAPER), parts_of(render(PAPER, "ieee").content)
    assert list(before) == list(after)
    changed = [name for name, data in before.items() if after[name] != data]
    assert changed == [BODY, "docProps/custom.xml"]
    # Everything outside of codes and results is as it was.
    fields = re.compile(
        rb"<w:instrText.*?</w:instrText>|(?<=separate\"></w:fldChar></w:r>).*?(?=<w:r><w:fldChar"
        rb"[^>]*end)|<w:pPr>.*?</w:pPr>", re.DOTALL,
    )  # fmt: skip
    assert fields.sub(b"", before[BODY]) == fields.sub(b"", after[BODY])


def test_other_parts_are_copied_as_they_are_packed():
    def packed(content: bytes, name: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            one = archive.getinfo(name)
        return content[one.header_offset : one.header_offset + 30 + one.compress_size]

    for name in ("[Content_Types].xml", "word/media/image.bin"):
        assert packed(PAPER, name) == packed(render(PAPER, "ieee").content, name)


def test_a_second_run_changes_nothing():
    once = render(PAPER, "apa").content
    assert render(once, "apa").content is once


@pytest.mark.parametrize("other", ["ieee", "nature", "chicago-notes-bibliography"])
def test_there_and_back_is_the_same(other: str):
    apa = render(PAPER, "apa").content
    there = render(apa, other).content
    assert parts_of(there)[BODY] != parts_of(apa)[BODY]
    back = parts_of(render(there, "apa").content)
    for name, data in parts_of(apa).items():
        if name.endswith(("document.xml", "custom.xml")):
            assert back[name] == data


def test_three_hundred_citations_there_and_back():
    cited = [paragraph(run(f"T {n} "), zotero([1 + n % 2]), run(".")) for n in range(300)]
    apa = render(word(*cited, zotero_list()), "apa").content
    there = render(apa, "ieee")
    assert there.citations == 300
    assert parts_of(render(there.content, "apa").content) == parts_of(apa)


def test_zotero_finds_what_it_printed():
    body = body_of(render(PAPER, "ieee").content)
    code = re.sub(r"</w:instrText>.*?<w:instrText[^>]*>", "", body)
    assert '"plainCitation": "[1], [2]"' in code
    assert '"formattedCitation": "[1], [2]"' in code
    italic = render(word(paragraph(zotero([1]))), "chicago-notes-bibliography").content
    assert r"{\\i{}Tides" in parts_of(italic)["word/footnotes.xml"].decode()


def test_the_settings_of_zotero_name_the_style():
    said = parts_of(render(PAPER, "chicago-notes-bibliography").content)["docProps/custom.xml"]
    text = "".join(re.findall(r"<vt:lpwstr>([^<]*)", said.decode()))
    assert "styles/chicago-notes-bibliography" in text
    assert "noteType&quot; value=&quot;1&quot;" in text


# ---------------------------------------------------------------- other programs


ENDNOTE = (
    "<EndNote><Cite><Author>Kerr</Author><Year>2011</Year><RecNum>4</RecNum><Prefix>see </Prefix>"
    "<Pages>12</Pages><record><rec-number>4</rec-number><ref-type name='Book'>6</ref-type>"
    "<contributors><authors><author>Kerr, Ana</author></authors></contributors><titles>"
    "<title>Tides</title></titles><dates><year>2011</year></dates></record></Cite></EndNote>"
)
SOURCES = (
    '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">'
    "<b:Source><b:Tag>Ker11</b:Tag><b:SourceType>Book</b:SourceType><b:Title>Tides</b:Title>"
    "<b:Year>2011</b:Year><b:Author><b:Author><b:NameList><b:Person><b:Last>Kerr</b:Last>"
    "<b:First>Ana</b:First></b:Person></b:NameList></b:Author></b:Author></b:Source></b:Sources>"
)


def mendeley_control() -> str:
    import base64

    value = {
        "citationID": "MENDELEY_CITATION_1",
        "manualOverride": {"isManuallyOverridden": False, "citeprocText": "old"},
        "citationItems": [{"id": "x", "itemData": ITEMS[1], "locator": "5"}],
    }
    tag = "MENDELEY_CITATION_v3_" + base64.b64encode(json.dumps(value).encode()).decode()
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{run("old")}'
        "</w:sdtContent></w:sdt>"
    )


def in_attribute(code: str) -> str:
    """The field as one element."""
    quoted = escape(code, {'"': "&quot;"})
    return f'<w:fldSimple w:instr="{quoted}"><w:r><w:t>old</w:t></w:r></w:fldSimple>'


def in_one_run(code: str) -> str:
    """All marks of a field within one run."""
    begin, separate, end = (
        f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")
    )
    return (
        f"<w:r>{begin}<w:instrText>{escape(code)}</w:instrText>{separate}<w:t>old</w:t>{end}</w:r>"
    )


NESTED = field(" ADDIN EN.CITE.DATA ", "", data=ENDNOTE)
PROGRAMS = {
    "mendeley": (field(csl([1], mendeley=True), "old"), "(Kerr & Finch, 2011)"),
    "endnote": (field(f"ADDIN EN.CITE {ENDNOTE}", "old"), "(see Kerr, 2011, p. 12)"),
    "endnote-data": (
        field(" ADDIN EN.CITE ", "old", data=ENDNOTE, nested=NESTED),
        "(see Kerr, 2011, p. 12)",
    ),
    "word": (field(r' CITATION Ker11 \p "7" \l 1033 ', "old"), "(Kerr, 2011, p. 7)"),
    "word-year": (field(r" CITATION Ker11 \n ", "old"), "(2011)"),
    "control": (mendeley_control(), "(Kerr & Finch, 2011, p. 5)"),
    "simple": (in_attribute(csl([1])), "(Kerr & Finch, 2011)"),
    "one-run": (in_one_run(csl([1])), "(Kerr & Finch, 2011)"),
}


@pytest.mark.parametrize(("shown", "expected"), PROGRAMS.values(), ids=PROGRAMS)
def test_every_program_is_read_and_stays(shown: str, expected: str):
    content = word(paragraph(run("See "), shown, run(".")), parts={"customXml/item1.xml": SOURCES})
    done = render(content)
    assert f"See {expected}." in text_of(done.content)
    assert done.citations == 1
    again = render(done.content, "ieee")
    assert again.citations == 1
    live = render(content, live="zotero").content
    assert "ADDIN ZOTERO_ITEM CSL_CITATION" in body_of(live)
    assert "docProps/custom.xml" in parts_of(live)
    assert f"See {expected}." in text_of(live)
    assert render(live, "ieee").citations == 1
    flat = render(content, live="none").content
    assert "fldChar" not in body_of(flat) and "sdt>" not in body_of(flat)
    assert f"See {expected}." in text_of(flat)


# ---------------------------------------------------------------- typed citations


def library(folder: Path) -> tuple[str, ...]:
    path = folder / "refs.bib"
    path.write_text(
        "@book{kerr, author={Kerr, Ana}, title={Tides}, year=2011}\n"
        "@book{lee_2, author={Lee, Cy}, title={Waves}, year=2012}\n"
    )
    return (str(path),)


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([run("A [see @kerr, p. 3; @lee_2] b.")], "A (see Kerr, 2011, p. 3; Lee, 2012) b."),
        ([run("A [@ke"), run("rr", "<w:b/>"), run("]; [-@lee_2].")], "A (Kerr, 2011); (2012)."),
        ([run("As @kerr [p. 4] says, @lee_2.")], "As Kerr (2011, p. 4) says, Lee (2012)."),
        ([run("[@kerr][@lee_2]")], "(Kerr, 2011)(Lee, 2012)"),
        ([run("me@kerr.org, @nobody, [1] [a], $5 [@kerr] *x*")],
         "me@kerr.org, @nobody, [1] [a], $5 (Kerr, 2011) *x*"),
    ],
)  # fmt: skip
def test_typed_citations_become_fields(tmp_path: Path, runs: list[str], expected: str):
    done = render(word(paragraph(*runs)), library=library(tmp_path))
    assert text_of(done.content).startswith(expected)
    assert "ZOTERO_BIBL" in body_of(done.content)
    assert render(done.content, "ieee", library=library(tmp_path)).citations == done.citations


def test_what_is_not_known_stays_as_it_is_typed(tmp_path: Path):
    done = render(word(paragraph(run("A [@kerr; @nope] b"))), library=library(tmp_path))
    assert done.has_unknown
    assert text_of(done.content).startswith("A [@kerr; @nope] b")
    assert [one.code for one in done.diagnostics] == ["unknown-key"]


def test_a_citation_across_a_link_stays(tmp_path: Path):
    link = f'<w:hyperlink w:anchor="x">{run("kerr]")}</w:hyperlink>'
    done = render(word(paragraph(run("A [@"), link)), library=library(tmp_path))
    assert [one.code for one in done.diagnostics] == ["citation-in-pieces"]
    assert done.content == word(paragraph(run("A [@"), link))


def test_the_list_goes_where_it_is_wanted(tmp_path: Path):
    content = word(paragraph(run("[@kerr]")), paragraph(run("{#refs}")), paragraph(run("End")))
    text = text_of(render(content, library=library(tmp_path)).content)
    assert text.split("\n\n") == ["(Kerr, 2011)", "Kerr, A. (2011). Tides.", "End\n"]


# ---------------------------------------------------------------- notes


def test_a_style_of_notes_makes_notes_and_takes_them_back(tmp_path: Path):
    content = word(paragraph(run("Word "), zotero([1]), run(", then "), zotero([1]), run(".")))
    noted = render(content, "chicago-notes").content
    assert text_of(noted).startswith("Word, then.")
    assert "Ana Kerr and Bo Finch, Tides & Waves (Sea, 2011)." in text_of(noted)
    assert "Kerr and Finch, Tides & Waves." in text_of(noted)
    assert {"word/footnotes.xml", "word/_rels/document.xml.rels"} <= set(parts_of(noted))
    back = render(noted, "apa").content
    assert text_of(back).startswith("Word (Kerr & Finch, 2011), then (Kerr & Finch, 2011).")


def test_notes_of_the_author_stay_notes():
    notes = (
        f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="2"><w:p>{run("See ")}{zotero([1])}'
        f"{run('.')}</w:p></w:footnote></w:footnotes>"
    )
    sign = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    content = word(
        paragraph(run("A "), zotero([2]), run(" b"), sign, run(".")),
        parts={"word/footnotes.xml": notes},
    )
    assert "See (Kerr & Finch, 2011)." in text_of(render(content, "apa").content)
    done = render(content, "chicago-notes")
    assert done.citations == 2
    assert "See (Ana Kerr and Bo Finch, Tides & Waves (Sea, 2011))." in text_of(done.content)


def test_endnotes():
    done = render(word(paragraph(run("A "), zotero([1]))), "chicago-notes", endnotes=True)
    assert "word/endnotes.xml" in parts_of(done.content)


# ---------------------------------------------------------------- what is refused


TRACKED = zotero([1]).replace(mark("separate"), f"{mark('separate')}<w:ins>{run('a')}</w:ins>")
PROTECTED = (
    f'<w:settings xmlns:w="{WORD}"><w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    "</w:settings>"
)
PARTED = f"<w:p>{zotero([1]).replace(mark('end'), '</w:p><w:p>' + mark('end'))}</w:p>"


def broken_code() -> str:
    return field(' ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[{"id":', "(Kerr)")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no document"),
        (b"Hello [@kerr]", "is no document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "locked with a password"),
        (PAPER[:400], "damaged"),
        (PAPER[:-30], "damaged"),
        (package("<a/>")[:20] + b"\xff" * 10 + package("<a/>")[30:], "damaged"),
        (word(paragraph(broken_code())), "`(Kerr)` (paragraph 1): its code is broken"),
        (word(paragraph(field("ADDIN ZOTERO_ITEM CSL_CITATION {}", "x"))), "holds no works"),
        (word(paragraph(mark("begin"), run("x"))), "a field is never closed"),
        (word(paragraph(mark("end"))), "a field ends that never began"),
        (word(paragraph(TRACKED)), "tracked changes"),
        (word(PARTED), "broken by the end of a paragraph"),
        (word(parts={"word/vbaProject.bin": "x"}), "holds macros"),
        (word(parts={"_xmlsignatures/sig1.xml": "<a/>"}), "is signed"),
        (word(parts={"word/settings.xml": PROTECTED}), "protected"),
        (package('<!DOCTYPE a [<!ENTITY b "cc">]><w:document/>'), "declares"),
        (package("<w:document>" + "<w:a>" * 2000), "nested too deeply"),
        (package("<w:document>"), "damaged at line 1"),
        (package(document().encode().decode().replace("UTF-8", "UTF-8") + "\x00"), "damaged"),
        (package("", {"word/document.xml": ""}), "damaged"),
    ],
)  # fmt: skip
def test_what_must_not_be_changed(content: bytes, message: str):
    with pytest.raises(FormatError) as told:
        render(content)
    assert message in told.value.message
    assert told.value.message.startswith("p.docx: ")


def test_a_locked_part_and_bombs():
    locked = bytearray(word(paragraph(zotero([1]))))
    at = locked.rfind(b"PK\x01\x02")
    locked[at + 8] |= 1
    with pytest.raises(FormatError, match="locked with a password"):
        render(bytes(locked))
    bomb = package(f"<w:document>{' ' * 65 * 1024 * 1024}</w:document>")
    with pytest.raises(FormatError, match="64 MB"):
        render(bomb)
    liar = bytearray(package(document(paragraph(run("x" * 10_000)))))
    at = liar.rfind(b"PK\x01\x02")
    liar[at + 24 : at + 28] = (5).to_bytes(4, "little")
    with pytest.raises(FormatError, match="damaged"):
        render(bytes(liar))


def test_a_deleted_field_and_a_copy_for_old_programs_are_left():
    deleted = f"<w:del>{zotero([1])}</w:del>"
    copy = f"<mc:Fallback xmlns:mc='x'>{zotero([1])}</mc:Fallback>"
    done = render(word(paragraph(deleted, copy, run("x"))))
    assert done.citations == 0


# ---------------------------------------------------------------- other programs read it


def test_pandoc_reads_the_citations_back(tmp_path: Path):
    pypandoc = pytest.importorskip("pypandoc")
    content = word(paragraph(run("A [see @kerr, p. 3; @lee_2] b.")), paragraph(zotero([1])))
    path = tmp_path / "live.docx"
    path.write_bytes(render(content, library=library(tmp_path)).content)
    command = [pypandoc.get_pandoc_path(), "-f", "docx+citations", "-t", "markdown", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "[see @kerr, page 3 ; @lee_2]" in " ".join(done.stdout.split())


def test_libreoffice_opens_it(tmp_path: Path):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not here")
    path = tmp_path / "paper.docx"
    path.write_bytes(render(PAPER, "chicago-notes-bibliography").content)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(path)],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    text = (tmp_path / "paper.txt").read_text(encoding="utf-8-sig")
    assert "Kerr, Ana, and Bo Finch. Tides & Waves. Sea, 2011." in text
