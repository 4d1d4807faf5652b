"""Documents that are damaged, hostile or odd: one message, or all that is not a citation stays."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.manuscript.office import odt_files
from tests.manuscript.office.word_files import (
    WORD,
    csl,
    document,
    field,
    mark,
    package,
    paragraph,
    parts_of,
    run,
    word,
    zotero,
)

from mscref.app.render_office import OfficeChoice, RenderedOffice, render_office
from mscref.app.restyle_office import RestyleOfficeChoice, restyle_office
from mscref.config import Config
from mscref.errors import FormatError
from mscref.manuscript.docx import docx_text

BODY = "word/document.xml"
PLAIN = word(paragraph(run("A "), zotero([1]), run(".")))
ODT = odt_files.odt(odt_files.paragraph("A ", odt_files.mark([1]), "."))


@pytest.fixture
def library(tmp_path: Path) -> tuple[str, ...]:
    path = tmp_path / "refs.bib"
    path.write_text(
        "@book{kerr, author={Kerr, Ana}, title={Tides}, year=2011}\n"
        "@book{lee, author={Lee, Cy}, title={Waves}, year=2012}\n"
    )
    return (str(path),)


def render(
    content: bytes, style: str = "apa", library: tuple[str, ...] = (), path: str = "p.docx"
) -> RenderedOffice:
    choice = OfficeChoice(style=style, library=library)
    return render_office(content, path=path, choice=choice, config=Config())


def text_of(content: bytes) -> str:
    return docx_text(content, path="p.docx")


def with_parts(content: bytes, *more: tuple[str, str | bytes]) -> bytes:
    """The zip with further parts, of whatever name."""
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        for name, data in more:
            archive.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


def changed(content: bytes, name: str, change: Callable[[str], str | bytes]) -> bytes:
    """The zip with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for one, data in parts_of(content).items():
            archive.writestr(one, change(data.decode()) if one == name else data)
    return target.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("content", [PLAIN, ODT], ids=["docx", "odt"])
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("word/document.xml", "twice"),
        ("CONTENT.XML", "twice"),
        ("/etc/passwd", "leads out of the document"),
        ("../../evil", "leads out of the document"),
        ("word/../../evil", "leads out of the document"),
        ("c:/evil", "leads out of the document"),
        ("..\\evil", "leads out of the document"),
    ],
)
def test_names_of_parts(content: bytes, name: str, message: str):
    given = with_parts(content, (name, "x"), ("Word/Document.xml", "x"), ("content.xml", "x"))
    with pytest.raises(FormatError, match=message):
        render(given)


def test_more_parts_than_any_document_has():
    given = with_parts(PLAIN, *((f"x/{n}", "") for n in range(20_001)))
    with pytest.raises(FormatError, match="more than 20000 parts"):
        render(given)


def macros(types: str) -> str:
    return types.replace(
        "openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "ms-word.document.macroEnabled.main+xml",
    )


def unprefixed(body: str) -> str:
    return body.replace("<w:", "<").replace("</w:", "</").replace("xmlns:w", "xmlns")


HALF = zotero([1]).replace(
    mark("separate"), f'{mark("separate")}<w:hyperlink w:anchor="x">'
) + "</w:hyperlink>"  # fmt: skip
ITEMS_OF = ' ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":%s} '


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (changed(PLAIN, "[Content_Types].xml", macros), "holds macros"),
        (with_parts(PLAIN, ("_xmlsignatures/origin.sigs", "")), "is signed"),
        (changed(PLAIN, BODY, unprefixed), "have no prefix"),
        (changed(PLAIN, BODY, lambda body: body.encode("utf-16")), "not in UTF-8"),
        (package(f'<w:document xmlns:w="{WORD}"/>'), "holds no Word document"),
        (package("<x:workbook xmlns:x='y'/>"), "holds no Word document"),
        (changed(PLAIN, "_rels/.rels", lambda text: text.replace("word/doc", "../../etc/doc")),
         "holds no Word document"),
        (word(paragraph(HALF)), "`old` (paragraph 1) crosses the border of a link"),
        (word(paragraph(field(ITEMS_OF % "[1, 2]", "(x)"))), "`(x)` (paragraph 1): its code is"),
        (word(paragraph(field(csl([1])[:200], "(x)"))), "its code is broken"),
        (word(paragraph(field("ADDIN EN.CITE <EndNote><Cite><Author>K", "(x)"))), "holds no works"),
        (b"{\\rtf1 [@kerr]}", "is no document of a word processor"),
        (b"<html>", "is no document of a word processor"),
        (b"PK\x05\x06" + b"\0" * 18, "is no document of a word processor"),
        (b"junk" + PLAIN, "is no document of a word processor"),
    ],
)  # fmt: skip
def test_one_message(content: bytes, message: str):
    for tried in (render, _restyled):
        with pytest.raises(FormatError) as told:
            tried(content)
        assert message in told.value.message and told.value.message.startswith("p.docx: ")


def _restyled(content: bytes) -> object:
    return restyle_office(content, path="p.docx", choice=RestyleOfficeChoice("apa"))


# ---------------------------------------------------------------- what is odd and allowed


@pytest.mark.parametrize("target", ["/word/document.xml", "word/document.xml"])
def test_relations_may_begin_with_a_slash(target: str):
    given = changed(
        PLAIN, "_rels/.rels", lambda text: text.replace('"word/document.xml"', f'"{target}"')
    )
    assert render(given).citations == 1


def test_the_strict_form_keeps_its_names():
    strict = document(paragraph(run("A "), zotero([1]), run(".")))
    strict = strict.replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    parts = parts_of(render(package(strict), "chicago-notes").content)
    assert b"purl.oclc.org/ooxml/wordprocessingml/main" in parts["word/footnotes.xml"]
    relations = parts["word/_rels/document.xml.rels"]
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/footnotes" in relations


def control(*inside: str) -> str:
    return f"<w:sdt><w:sdtContent>{''.join(inside)}</w:sdtContent></w:sdt>"


def link(*inside: str) -> str:
    return f'<w:hyperlink w:anchor="x">{"".join(inside)}</w:hyperlink>'


def cell(*inside: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{''.join(inside)}</w:tc></w:tr></w:tbl>"


def typed_runs(*inside: str) -> str:
    return paragraph(run("A "), *inside, run(" b"))


BOOKMARK = '<w:bookmarkStart w:id="1" w:name="b"/>'
COMMENT = '<w:commentRangeStart w:id="1"/>'
PLACES: Mapping[str, str] = {
    "control-round": control(typed_runs(run("[@kerr]"))),
    "control-in": typed_runs(control(run("[@kerr]"))),
    "link": typed_runs(link(run("[@kerr]"))),
    "table": cell(typed_runs(run("[@kerr]"))),
    "soft-hyphen": typed_runs("<w:r><w:t>[@ke</w:t><w:softHyphen/><w:t>rr]</w:t></w:r>"),
    "soft-hyphen-sign": typed_runs(run("[@ke\u00adrr]")),
    "formats": typed_runs(run("[@k", "<w:b/>"), run("er", "<w:i/>"), run("r]", "<w:u/>")),
    "spelling": typed_runs(run("[@ke"), '<w:proofErr w:type="spellStart"/>', run("rr]")),
    "bookmark": typed_runs(run("[@ke"), BOOKMARK, run("rr]"), '<w:bookmarkEnd w:id="1"/>'),
    "comment": typed_runs(run("[@ke"), COMMENT, run("rr]"), '<w:commentRangeEnd w:id="1"/>'),
    "inserted": typed_runs(f'<w:ins w:id="1">{run("[@kerr]")}</w:ins>'),
    "deleted-in": typed_runs(run("[@ke"), '<w:del w:id="1"><w:r><w:delText>x</w:delText></w:r>'
                             "</w:del>", run("rr]")),
}  # fmt: skip


@pytest.mark.parametrize("body", PLACES.values(), ids=PLACES)
def test_typed_citations_wherever_they_stand(body: str, library: tuple[str, ...]):
    done = render(word(body), library=library)
    assert (done.citations, done.diagnostics) == (1, [])
    assert text_of(done.content).startswith("A (Kerr, 2011) b")


def test_a_hyphen_that_never_breaks_is_one(library: tuple[str, ...]):
    pages = "<w:r><w:t>[@kerr, pp. 3</w:t><w:noBreakHyphen/><w:t>5]</w:t></w:r>"
    done = render(word(typed_runs(pages)), library=library)
    assert text_of(done.content).startswith("A (Kerr, 2011, pp. 3–5) b")


@pytest.mark.parametrize(
    "body",
    [
        typed_runs(run("[@ke"), control(run("rr]"))),
        typed_runs(run("[@ke"), link(run("rr]"))),
        typed_runs(run("[@ke"), f'<w:ins w:id="1">{run("rr]")}</w:ins>'),
        typed_runs("<w:r><w:t>[@ke</w:t><w:br/><w:t>rr]</w:t></w:r>"),
    ],
)
def test_typed_citations_over_a_border_are_left(body: str, library: tuple[str, ...]):
    given = word(body)
    done = render(given, library=library)
    assert done.content == given


def test_anchors_in_a_field_stay():
    end = '<w:bookmarkEnd w:id="1"/>'
    sign = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    shown = field(csl([1]), "x").replace(
        "<w:t>x</w:t></w:r>", f"<w:t>x</w:t></w:r>{BOOKMARK}{run('y')}{sign}"
    )
    note = f'<w:footnote w:id="2">{paragraph(run("Mine."))}</w:footnote>'
    notes = f'<w:footnotes xmlns:w="{WORD}">{note}</w:footnotes>'
    given = word(paragraph(shown, end), parts={"word/footnotes.xml": notes})
    done = render(given).content
    body = parts_of(done)[BODY].decode()
    assert BOOKMARK in body and sign in body
    assert text_of(done) == "(Kerr & Finch, 2011)\n\nMine.\n"
    assert render(done).content is done


@pytest.mark.parametrize(
    "shown",
    [
        field(ITEMS_OF % '[{"id":1,"uris":["http://z/1"]}]', "(Kerr)"),
        field(r" CITATION Ker11 \l 1033 ", "(Kerr)"),
    ],
)
def test_a_field_without_its_work_keeps_its_text(shown: str):
    given = word(paragraph(shown))
    done = render(given)
    assert done.content == given and done.has_unknown
    assert [one.code for one in done.diagnostics] == ["unknown-key"]


BOX = (
    "<w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice Requires='wps'><w:drawing><w:txbxContent>"
    f"{paragraph(run('Box [@kerr] '), zotero([2]))}</w:txbxContent></w:drawing></mc:Choice>"
    "</mc:AlternateContent></w:r>"
)


def test_text_boxes_have_no_notes(library: tuple[str, ...]):
    content = word(paragraph(run("A "), BOX, run(" end [@lee].")))
    assert "Box (Kerr, 2011) (Žižek, 2012)" in text_of(render(content, library=library).content)
    parts = parts_of(render(content, "chicago-notes", library=library).content)
    assert parts["word/footnotes.xml"].count(b"<w:footnote ") == 3  # two are separators
    assert b"footnoteReference" not in parts[BODY].partition(b"</w:txbxContent>")[0]
    frame = "F <draw:frame><draw:text-box><text:p>[@kerr]</text:p></draw:text-box></draw:frame>"
    given = odt_files.odt(odt_files.paragraph(frame, "x [@lee]."))
    xml = parts_of(render(given, "chicago-notes", library=library).content)["content.xml"]
    assert xml.count(b"<text:note ") == 1
    assert b"<text:note " not in xml.partition(b"</draw:text-box>")[0]


def test_headers_stay_as_they_are():
    header = f'<w:hdr xmlns:w="{WORD}">{paragraph(run("[@kerr]"), zotero([2]))}</w:hdr>'
    given = word(paragraph(zotero([1])), parts={"word/header1.xml": header})
    assert parts_of(render(given).content)["word/header1.xml"] == header.encode()


def test_fields_within_fields():
    page = field(" PAGEREF _Toc ", "7")
    within = field(csl([1]), "x").replace("<w:t>x</w:t></w:r>", f"<w:t>x</w:t></w:r>{page}")
    assert text_of(render(word(paragraph(within))).content) == "(Kerr & Finch, 2011)\n"
    contents = (
        mark("begin"), "<w:r><w:instrText> TOC </w:instrText></w:r>", mark("separate"),
        run("Head "), zotero([1]), mark("end"),
    )  # fmt: skip
    assert text_of(render(word(paragraph(*contents))).content) == "Head (Kerr & Finch, 2011)\n"
