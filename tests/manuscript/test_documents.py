import base64
import io
import json
import zipfile

import pytest

from mscref.app.files import decode
from mscref.app.library import read_references
from mscref.errors import FormatError
from mscref.manuscript.documents import document_text, html_text, is_document, is_html

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body, *, prolog="", name="word/document.xml"):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(name, f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>")
    return content.getvalue()


def paragraph(*runs, number=""):
    listed = f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>' if number else ""
    return f"<w:p>{listed}{''.join(runs)}</w:p>"


def run(text, *, superscript=False):
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>' if superscript else ""
    return f'<w:r>{raised}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_word_document_is_its_paragraphs():
    content = word(
        paragraph(run("Safe in mice"), run("1,2", superscript=True), run("."))
        + paragraph(run("References"))
        + paragraph(run("Smith, J. (2019)."), number="3")
        + paragraph(run("Jones, K. (2020)."), number="3")
    )
    assert is_document(content)
    assert document_text(content, path="a.docx") == (
        "Safe in mice^1,2^.\n\nReferences\n\n1. Smith, J. (2019).\n\n2. Jones, K. (2020).\n"
    )


def field(code):
    escaped = code.replace('"', "&quot;")
    return paragraph(f"<w:r><w:instrText>{escaped}</w:instrText></w:r>", run("(A, 2001)"))


def test_works_cited_by_fields_of_reference_managers_come_as_csl_json():
    one = '{"citationItems":[{"itemData":{"id":"a","type":"book","title":"A"}}]}'
    content = word(
        field(f"ADDIN ZOTERO_ITEM CSL_CITATION {one} ")
        + field(f"ADDIN CSL_CITATION {one}")
        + field('ADDIN CSL_CITATION {"citationItems":[{"itemData":{"id":1,"type":"book"}}]}')
    )
    source = decode(content, path="a.docx")
    assert [one["id"] for one in json.loads(source.text)] == ["a", 1]
    assert [one.id for one in read_references(source).references] == ["a", "1"]


@pytest.mark.parametrize("code", ["ADDIN CSL_CITATION {oops", "ADDIN CSL_CITATION {}", "PAGE"])
def test_damaged_fields_leave_the_text(code):
    assert document_text(word(field(code)), path="a.docx") == "(A, 2001)\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04 word/ and nothing more", "damaged"),
        (word("<w:p>"), "damaged"),
        (word("", name="word/other.xml"), "no Word document"),
        (
            word(
                paragraph(run("&x;")),
                prolog='<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;&x;">]>',
            ),
            "entities",
        ),
        (b"%PDF-1.4 and nothing more", "PDF"),
    ],
)
def test_damaged_and_hostile_documents_are_refused(content, message):
    assert is_document(content)
    with pytest.raises(FormatError, match=message):
        document_text(content, path="a.docx")


def test_a_part_that_unpacks_to_too_much():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (65 * 1024 * 1024))
    with pytest.raises(FormatError, match="more than 64 MB"):
        document_text(content.getvalue(), path="bomb.docx")


def test_a_document_comes_through_the_reading_of_files():
    assert decode(word(paragraph(run("Text"))), path="a.docx").text == "Text\n"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three\n"),
        ("<ol><li>A</li><li>B</li></ol>", "1. A\n\n2. B\n"),
        ('<ol start="4"><li>A</li></ol><ul><li>B</li></ul>', "4. A\n\nB\n"),
        ("<p>cells<sup>1,2</sup>.</p>", "cells^1,2^.\n"),
        ("<head><title>No</title></head><body><script>no</script>Yes</body>", "Yes\n"),
        ("<div>open <b>and never closed", "open and never closed\n"),
        ("<p>5 < 6 & 7 > 6</p>", "5 < 6 & 7 > 6\n"),
    ],
)
def test_web_pages(page, text):
    assert html_text(page) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><html></html>", True),
        ("\n<div><p>x</p></div>", True),
        ("Plain text with <b>tags</b>", False),
        ("@article{a}", False),
    ],
)
def test_what_is_a_web_page(text, expected):
    assert is_html(text) is expected


def _pdf(*lines):
    """A PDF of one page, written by hand after the specification (objects, xref, trailer)."""
    shown = b" ".join(b"(%s) Tj T*" % line.encode("latin-1") for line in lines)
    stream = b"BT /F1 12 Tf 14 TL 72 720 Td " + shown + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return content + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (table, len(content))
    )


def test_a_pdf_is_its_lines():
    text = document_text(_pdf("References", "Smith, J. 2019. Things."), path="a.pdf")
    assert text.split("\n")[:2] == ["References", "Smith, J. 2019. Things."]


def test_a_pdf_without_text():
    with pytest.raises(FormatError, match="no text"):
        document_text(_pdf(), path="scan.pdf")


# ---------------------------------------------------------------- other fields that hold works


def package(body, **parts):
    """A document with further parts by their names (`__` for `/`)."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, text in parts.items():
            archive.writestr(f"{name.replace('__', '/')}.xml", text)
    return content.getvalue()


RECORD = (
    "<record><rec-number>{number}</rec-number><ref-type name='Journal Article'>17</ref-type>"
    "<contributors><authors><author>Lovelace, Ada</author></authors></contributors>"
    "<titles><title>{title}</title></titles><dates><year>2020</year></dates></record>"
)


def endnote(*titles):
    cites = "".join(
        f"<Cite><Author>Lovelace</Author>{RECORD.format(number=number, title=title)}</Cite>"
        for number, title in enumerate(titles)
    )
    return f"<EndNote>{cites}</EndNote>"


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def works(content):
    return json.loads(document_text(content, path="a.docx"))


def test_endnote_records_in_the_code_of_a_field():
    body = field(f"ADDIN EN.CITE {escaped(endnote('One'))}") + field(
        f"ADDIN EN.CITE {escaped(endnote('One', 'Two'))}"
    )
    found = works(package(body))
    assert [(one["id"], one["title"]) for one in found] == [
        ("lovelace2020", "One"),
        ("lovelace2020a", "Two"),
    ]
    assert found[0]["author"] == [{"family": "Lovelace", "given": "Ada"}]


def test_endnote_records_that_share_title_and_year_are_two_works():
    records = endnote("Editorial", "Editorial").split("</Cite>")
    code = "</Cite>".join([records[0].replace("Lovelace", "Babbage"), *records[1:]])
    found = works(package(field(f"ADDIN EN.CITE {escaped(code)}")))
    assert [one["id"] for one in found] == ["babbage2020", "lovelace2020"]


def test_endnote_records_in_base64_beside_the_field():
    packed = base64.b64encode(endnote("Packed").encode()).decode()
    lines = "\n".join(packed[place : place + 60] for place in range(0, len(packed), 60))
    data = f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{lines}</w:fldData></w:fldChar></w:r>'
    content = package(paragraph(data) + field("ADDIN EN.CITE.DATA"))
    assert [one["title"] for one in works(content)] == ["Packed"]


def test_sources_of_word_that_the_text_cites_in_its_order():
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
    inside = "".join(
        f"<b:Source><b:Tag>{tag}</b:Tag><b:SourceType>Book</b:SourceType>"
        f"<b:Title>{title}</b:Title></b:Source>"
        for tag, title in (("Lov20", "One"), ("Bab21", "Two"), ("Som22", "Never cited"))
    )
    sources = f'<b:Sources xmlns:b="{namespace}">{inside}</b:Sources>'
    body = field("CITATION Bab21 \\p 12 \\m Lov20 \\l 1033") + field("CITATION Bab21 \\l 1033")
    content = package(body, customXml__item1=sources, customXml__item2="<other/>")
    assert [(one["id"], one["title"]) for one in works(content)] == [
        ("Bab21", "Two"),
        ("Lov20", "One"),
    ]


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (field("ADDIN EN.CITE &lt;EndNote>&lt;record>&lt;broken"), {}),
        (field("ADDIN EN.CITE &lt;EndNote>&lt;record>&lt;!ENTITY a 'b'>&lt;/record>"), {}),
        (
            paragraph("<w:r><w:fldChar><w:fldData>!!!</w:fldData></w:fldChar></w:r>")
            + field("PAGE"),
            {},
        ),
        (field("CITATION Nobody \\l 1033"), {}),
        (
            field("CITATION Lov20"),
            {
                "customXml__item1": "<!DOCTYPE a [<!ENTITY x 'y'>]><b:Sources xmlns:b="
                "'http://schemas.openxmlformats.org/officeDocument/2006/bibliography'>&x;"
            },
        ),
    ],
)
def test_fields_that_hold_no_work_leave_the_text(body, parts):
    assert document_text(package(body, **parts), path="a.docx").endswith("(A, 2001)\n")


def test_sources_that_unpack_to_too_much():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        body = field("CITATION Lov20")
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr("customXml/item1.xml", b" " * (65 * 1024 * 1024))
    with pytest.raises(FormatError, match="more than 64 MB"):
        document_text(content.getvalue(), path="bomb.docx")
