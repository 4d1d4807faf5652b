"""Documents as an attacker, or a careless author, makes them: one message, or what is right."""

from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from tests.manuscript.office import odt_files
from tests.manuscript.office.word_files import (
    PACKAGE,
    SETTINGS,
    WORD,
    csl,
    custom,
    field,
    mark,
    paragraph,
    parts_of,
    run,
    word,
    zotero,
    zotero_list,
)

from mscref.app.render_office import OfficeChoice, RenderedOffice, render_office
from mscref.app.restyle_office import RestyleOfficeChoice, restyle_office
from mscref.config import Config
from mscref.errors import FormatError
from mscref.manuscript.docx import docx_text
from mscref.manuscript.office.zotero_prefs import ODT, read_settings
from mscref.manuscript.office.zotero_prefs import WORD as WORD_PROPERTIES

BODY, CONTENT = "word/document.xml", "content.xml"
ODT_STYLES = (
    f"<office:document-styles {odt_files.NAMES}><office:styles>"
    '<style:style style:name="Source_20_Text" style:family="text"/>'
    '<style:style style:name="Mine" style:family="text"'
    ' style:parent-style-name="Source_20_Text"/></office:styles></office:document-styles>'
)
WORD_STYLES = (
    f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="Quelltext"><w:name w:val="Source Code"/>'
    "</w:style>"
    '<w:style w:styleId="Mein"><w:name w:val="Mein Stil"/><w:basedOn w:val="Quelltext"/></w:style>'
    '<w:style w:styleId="VC"><w:name w:val="Verbatim Char"/></w:style>'
    '<w:style w:styleId="HTMLCode"><w:name w:val="HTML Code"/></w:style>'
    '<w:style w:styleId="Body"><w:name w:val="Body"/></w:style></w:styles>'
)


@pytest.fixture
def library(tmp_path: Path) -> tuple[str, ...]:
    path = tmp_path / "refs.bib"
    path.write_text(
        "@book{kerr, author={Kerr, Ana}, title={Tides}, year=2011}\n"
        "@book{lee, author={Lee, Cy}, title={Waves}, year=2012}\n"
    )
    return (str(path),)


def render(content: bytes, style: str = "apa", library: tuple[str, ...] = ()) -> RenderedOffice:
    choice = OfficeChoice(style=style, library=library)
    return render_office(content, path="p", choice=choice, config=Config())


def codes(done: RenderedOffice) -> list[str]:
    return [one.code for one in done.diagnostics]


# ---------------------------------------------------------------- code


def in_word(style: str, *, block: bool = False) -> bytes:
    """A paragraph that cites Lee, with `[@kerr]` in a style."""
    code = run("[@kerr]") if block else run("[@kerr]", f'<w:rStyle w:val="{style}"/>')
    own = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if block else ""
    first = f"<w:p>{own}{code}</w:p>"
    return word(first, paragraph(run("So [@lee].")), parts={"word/styles.xml": WORD_STYLES})


def in_odt(style: str, *, block: bool = False) -> bytes:
    """The same as a text of LibreOffice."""
    code = f'<text:span text:style-name="{style}">[@kerr]</text:span>'
    first = odt_files.paragraph("[@kerr]", style=style) if block else odt_files.paragraph(code)
    own = (
        '<style:style style:name="P7" style:family="paragraph"'
        ' style:parent-style-name="Preformatted_20_Text"/><style:style style:name="T7"'
        ' style:family="text" style:parent-style-name="Mine"/>'
    )
    text = odt_files.content(first, odt_files.paragraph("So [@lee]."), styles=own)
    return odt_files.package(text, {"styles.xml": ODT_STYLES})


@pytest.mark.parametrize(
    "given",
    [
        in_word("VC"),
        in_word("HTMLCode"),
        in_word("Mein"),
        in_word("Quelltext", block=True),
        in_word("Mein", block=True),
        in_odt("Source_20_Text"),
        in_odt("Source_Text"),
        in_odt("T7"),
        in_odt("P7", block=True),
        in_odt("Preformatted_20_Text", block=True),
    ],
)
def test_what_is_typed_in_code_cites_nothing(given: bytes, library: tuple[str, ...]):
    done = render(given, library=library)
    text = b"".join(parts_of(done.content).values()).decode("utf-8", "replace")
    assert (done.citations, done.listed) == (1, 1)
    assert "[@kerr]" in text and "Tides" not in text


def test_other_styles_are_no_code(library: tuple[str, ...]):
    assert render(in_word("Body"), library=library).citations == 2
    assert render(in_odt("P1", block=True), library=library).citations == 2


def test_a_style_that_a_tracked_change_took_away_is_none(library: tuple[str, ...]):
    before = '<w:rPrChange w:id="1"><w:rPr><w:rStyle w:val="VC"/></w:rPr></w:rPrChange>'
    given = word(paragraph(run("[@kerr]", before)), parts={"word/styles.xml": WORD_STYLES})
    assert render(given, library=library).citations == 1


def test_a_field_in_code_stays_alive():
    shown = zotero([1]).replace("<w:noProof/>", '<w:rStyle w:val="VC"/>')
    done = render(word(paragraph(run("A "), shown), parts={"word/styles.xml": WORD_STYLES}))
    assert docx_text(done.content, path="p") == "A (Kerr & Finch, 2011)\n"


# ---------------------------------------------------------------- citations within citations


def marks(*events: tuple[str, int]) -> bytes:
    """A text of LibreOffice in which marks of works start and end in this order."""
    names = {one: quoteattr(f"{odt_files.code([one])} RNDx{one}") for one in (1, 2)}
    inside = "".join(
        f"<text:reference-mark-{kind} text:name={names[one]}/>x" for kind, one in events
    )
    return odt_files.odt(odt_files.paragraph("A ", inside))


def within_word(result: str) -> bytes:
    code = f"<w:r><w:instrText>{escape(csl([1]))}</w:instrText></w:r>"
    return word(
        paragraph(mark("begin"), code, mark("separate"), run("(old "), result, mark("end")),
        zotero_list(),
    )


@pytest.mark.parametrize(
    "given",
    [
        within_word(zotero([2])),
        within_word(field(csl([2], mendeley=True), "old")),
        within_word(field(" CITATION Ker11 \\l 1033 ", "old")),
        marks(("start", 1), ("start", 2), ("end", 2), ("end", 1)),
        marks(("start", 1), ("start", 2), ("end", 1), ("end", 2)),
        marks(("start", 2), ("start", 1), ("end", 2), ("end", 1)),
    ],
)
def test_a_citation_within_another_is_one_message(given: bytes):
    with pytest.raises(FormatError, match=r"the citation `.+` \(paragraph 1\) holds another one"):
        render(given)


def test_the_same_citation_within_itself_is_its_copy():
    done = render(within_word(field(csl([1]), "old")))
    assert docx_text(done.content, path="p").startswith("(Kerr & Finch, 2011)\n")


# ---------------------------------------------------------------- typed over what is no text

NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
BREAK = "<w:r><w:br/></w:r>"


@pytest.mark.parametrize(
    "given",
    [
        word(
            paragraph(run("A [see @kerr, p. 3;"), BREAK, run("@lee].")),
        ),
        word(
            paragraph(run("A [see "), zotero([1]), run(" and @kerr, p. 3].")),
        ),
        word(
            paragraph(run("A [@kerr"), NOTE, run(", p. 3].")),
        ),
        odt_files.odt(odt_files.paragraph("A [see @kerr, p. 3;<text:line-break/>@lee].")),
        odt_files.odt(odt_files.paragraph("A [see @kerr<text:tab/>; @lee].")),
        odt_files.odt(odt_files.paragraph("A [@kerr, ", odt_files.note("So."), "p. 3].")),
    ],
)
def test_brackets_over_what_is_no_text_stay_whole(given: bytes, library: tuple[str, ...]):
    done = render(given, library=library)
    name = BODY if BODY in parts_of(given) else CONTENT
    text = parts_of(done.content)[name].decode()
    assert "@kerr" in text and "@lee" not in text.replace("@lee]", "")
    assert "citation-in-pieces" in codes(done) and done.has_unknown
    assert "\ufffc" not in "".join(one.message for one in done.diagnostics)


@pytest.mark.parametrize("build", [odt_files.paragraph, lambda text: paragraph(run(text))])
def test_a_second_place_for_the_list_is_said(build: Callable[[str], str], library: tuple[str, ...]):
    made = odt_files.odt if build is odt_files.paragraph else word
    given = made(*[build(text) for text in ("[@kerr]", "{#refs}", "So", "{#refs}")])
    done = render(given, library=library)
    assert codes(done) == ["list-mark-left"] and done.listed == 1
    once = made(*[build(text) for text in ("[@kerr]", "{#refs}", "So")])
    assert codes(render(once, library=library)) == []
    again = made(*[build("{#refs}")])
    assert codes(render(again, library=library)) == ["list-mark-left"]


# ---------------------------------------------------------------- properties


LONG = SETTINGS.replace("<prefs>", "<prefs>" + '<pref name="ö&quot;" value="x"/>' * 60)


@pytest.mark.parametrize("gone", [2, 3, 5])
def test_properties_with_a_hole_are_whole_afterwards(gone: int):
    start = f'name="ZOTERO_PREF_{gone}"'
    listed = custom(LONG).split("<property ")
    kept = "<property ".join([one for one in listed if start not in one])
    given = word(paragraph(zotero([1])), parts={"docProps/custom.xml": kept})
    done = render(given, "ieee")
    written = parts_of(done.content)["docProps/custom.xml"]
    numbers = [int(one.split(b'"')[0]) for one in written.split(b'name="ZOTERO_PREF_')[1:]]
    assert sorted(numbers) == list(range(1, max(numbers) + 1))
    assert read_settings(written, WORD_PROPERTIES).style == "http://www.zotero.org/styles/ieee"
    there = render(render(done.content, "apa").content, "ieee")
    assert there.content == done.content


def test_long_properties_of_libreoffice_are_whole_afterwards():
    given = odt_files.odt(
        odt_files.paragraph(odt_files.mark([1])),
        parts={"meta.xml": odt_files.meta(LONG.replace("&quot;", ""))},
    )
    written = parts_of(render(given, "ieee").content)["meta.xml"]
    assert read_settings(written, ODT).style == "http://www.zotero.org/styles/ieee"


# ---------------------------------------------------------------- tracked changes and notes


def tracked(kind: str, inside: str) -> str:
    return f'<w:{kind} w:id="9" w:author="x">{inside}</w:{kind}>'


@pytest.mark.parametrize(
    "around",
    [
        tracked("ins", zotero([1])),
        tracked("moveTo", zotero([1])),
        tracked("del", "<w:r><w:delText>gone</w:delText></w:r>") + zotero([1]),
        f'<w:hyperlink w:anchor="b">{zotero([1])}</w:hyperlink>',
        f"<w:sdt><w:sdtPr/><w:sdtContent>{zotero([1])}</w:sdtContent></w:sdt>",
    ],
)
def test_what_stands_round_a_field_stays_there_and_back(around: str):
    given = word(paragraph(run("A "), around, run(".")), zotero_list())
    first = render(given)
    assert first.citations == first.listed == 1
    assert "(Kerr & Finch, 2011)" in docx_text(first.content, path="p")
    assert render(render(first.content, "ieee").content).content == first.content


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_of_both_kinds_hold_fields_and_typed_citations(kind: str, library: tuple[str, ...]):
    inside = paragraph(run("Note "), zotero([2]), run(" and [@kerr]."))
    parts = {
        f"word/{kind}s.xml": f'<w:{kind}s xmlns:w="{WORD}"><w:{kind} w:id="2">{inside}</w:{kind}>'
        f"</w:{kind}s>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"/>',
    }
    sign = f'<w:r><w:{kind}Reference w:id="2"/></w:r>'
    given = word(paragraph(run("A"), sign, run(" and "), zotero([1])), zotero_list(), parts=parts)
    done = render(given, library=library)
    assert (done.citations, done.listed) == (3, 3)
    written = parts_of(done.content)[f"word/{kind}s.xml"].decode()
    assert "(Žižek, 2012)" in written and "(Kerr, 2011)" in written


# ---------------------------------------------------------------- restyled

LIST = (
    "[1] A. Kerr and B. Finch, Tides and waves. Oxford: Sea Press, 2011.",
    "[2] C. Lee, Foam on waves. Oxford: Sea Press, 2012.",
)
TEXTS = {
    "one": [run("So [1] and [2], "), run("or [1, 2].")],
    "alone": [run("So "), run("[1]"), run(" and "), run("[2]", "<w:b/>"), run(".")],
    "begins": [run("[1] is so and [2]")],
    "parts": [run("So "), run("["), run("1"), run("]"), run(", "), run("[2"), run("]"), run(".")],
    "raised": [run("So"), run("1", '<w:vertAlign w:val="superscript"/>'), run(". And"),
               run("2,1", '<w:vertAlign w:val="superscript"/>')],
}  # fmt: skip


def restyled(content: bytes, style: str) -> bytes:
    choice = RestyleOfficeChoice(style=style)
    return restyle_office(content, path="p.docx", choice=choice).content


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("other", ["ieee", "nature"])
def test_restyled_there_and_back_nothing_heaps_up(text: list[str], other: str):
    heading = paragraph(run("References"))
    given = word(paragraph(*text), heading, *[paragraph(run(one)) for one in LIST])
    first = restyled(given, "apa")
    assert "(Kerr & Finch, 2011" in docx_text(first, path="p")
    again = restyled(restyled(first, other), "apa")
    second = restyled(restyled(again, other), "apa")
    # Nature writes titles of books with capitals, which no other style takes back.
    assert docx_text(again, path="p").casefold() == docx_text(first, path="p").casefold()
    assert parts_of(second)[BODY] == parts_of(again)[BODY]
    assert b'preserve"></w:t>' not in parts_of(again)[BODY]
