"""Texts of LibreOffice: what is read, and what is refused."""

import io
import json
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from tests.manuscript.office.word_files import ITEMS

from mscref.errors import FormatError
from mscref.manuscript.documents import document_text, is_document
from mscref.manuscript.office.odt import odt_text, odt_works

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text")
)


def odt(*paragraphs: str, xml: str = "") -> bytes:
    body = "".join(paragraphs)
    content = xml or (
        f"<office:document-content {NAMES}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.text"
        archive.writestr(zipfile.ZipInfo("mimetype"), kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
    return target.getvalue()


def mark(identifier: int) -> str:
    value = {"citationItems": [{"id": identifier, "itemData": ITEMS[identifier]}]}
    name = quoteattr(f"ZOTERO_ITEM CSL_CITATION {json.dumps(value)} RNDx4Fyab")
    return (
        f"<text:reference-mark-start text:name={name}/>(old)"
        f"<text:reference-mark-end text:name={name}/>"
    )


def test_reference_marks_of_zotero_carry_their_works():
    content = odt(f"<text:p>As {mark(1)} and {mark(2)}, {mark(1)}.</text:p>")
    assert is_document(content)
    found = json.loads(document_text(content, path="p.odt"))
    assert [one["title"] for one in found] == ["Tides & <i>Waves</i>", "Ærø"]


def test_entries_of_libreoffice_are_works():
    said = (
        'text:identifier="Ker11" text:bibliography-type="book" text:author="Kerr, Ana; Finch, Bo"'
    )
    more = 'text:title="Tides" text:year="2011" text:publisher="Sea"'
    text = (
        f"<text:p>A <text:bibliography-mark {said} {more}>[Ker11]</text:bibliography-mark></text:p>"
    )
    (found,) = json.loads(odt_works(odt(text, text), path="p.odt"))
    assert (found["id"], found["type"], found["issued"]) == (
        "Ker11",
        "book",
        {"date-parts": [[2011]]},
    )
    assert [one["family"] for one in found["author"]] == ["Kerr", "Finch"]


def test_without_citations_the_text_is_read():
    content = odt(
        f"<text:p>A<text:s text:c='2'/>{escape('<b>')}<text:tab/>c<text:note><text:note-body>"
        "<text:p>Note</text:p></text:note-body></text:note></text:p>",
        "<text:h>References</text:h>",
    )
    assert document_text(content, path="p.odt") == "A  <b>\tc\n\nReferences\n\nNote\n"


def test_what_pandoc_writes(tmp_path: Path):
    pypandoc = pytest.importorskip("pypandoc")
    path = tmp_path / "p.odt"
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-o", str(path)]
    subprocess.run(command, input="# A\n\nB [@kerr] *c*.\n", text=True, check=True)
    assert odt_text(path.read_bytes(), path="p.odt") == "A\n\nB [@kerr] c.\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (odt("<text:p>")[:-30], "damaged document"),
        (odt(xml="<a><b></a>"), "its text is damaged at line 1"),
        (odt(xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "doctype"),
        (odt(xml="<a>" * 2000), "nested too deeply"),
    ],
)
def test_what_is_refused(content: bytes, message: str):
    with pytest.raises(FormatError, match=message):
        odt_text(content, path="p.odt")


def test_damaged_codes_are_left_out():
    name = quoteattr('ZOTERO_ITEM CSL_CITATION {"citationItems": [ RND1')
    text = f"<text:p><text:reference-mark-start text:name={name}/>x</text:p>"
    assert odt_works(odt(text), path="p.odt") == ""
    zeros = odt("<text:p><text:s text:c='999999999999'/>x</text:p>")
    assert len(odt_text(zeros, path="p.odt")) < 200
