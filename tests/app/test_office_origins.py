"""Documents as other programs and other hands leave them: text boxes twice, parts with other names,
large zips, citations written by hand, lists changed by hand, programs that nothing is known of."""

import base64
import io
import json
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.manuscript.office import odt_files
from tests.manuscript.office.word_files import (
    ITEMS,
    csl,
    field,
    mark,
    paragraph,
    parts_of,
    run,
    word,
    zotero,
)

from mscref.app.document import make_document
from mscref.app.render_office import OfficeChoice, RenderedOffice, render_office
from mscref.config import Config
from mscref.errors import FormatError
from mscref.manuscript.documents import document_text, works_and_text
from mscref.manuscript.docx import docx_text
from mscref.manuscript.office.odt import odt_text

BODY = "word/document.xml"
PLAIN = word(paragraph(run("A "), zotero([1]), run(" [@kerr].")))
ODT = odt_files.odt(odt_files.paragraph("A ", odt_files.mark([1]), " [@kerr]."))


@pytest.fixture
def library(tmp_path: Path) -> tuple[str, ...]:
    path = tmp_path / "refs.bib"
    path.write_text("@book{kerr, author={Kerr, Ana}, title={Tides}, year=2011}\n")
    return (str(path),)


def render(
    content: bytes, style: str = "apa", library: tuple[str, ...] = (), live: str = "keep"
) -> RenderedOffice:
    choice = OfficeChoice(style=style, library=library, live=live)
    return render_office(content, path="p.docx", choice=choice, config=Config())


def text_of(content: bytes) -> str:
    return docx_text(content, path="p.docx")


def codes_of(done: RenderedOffice) -> list[str]:
    return [one.code for one in done.diagnostics]


# ---------------------------------------------------------------- text boxes for old programs


def boxes(choice: str, copy: str) -> str:
    return (
        "<w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice Requires='wps'><w:drawing>"
        f"<w:txbxContent>{choice}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<w:txbxContent>{copy}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


BOX = paragraph(run("Box [@kerr] "), zotero([2]))
NESTED = paragraph(run("Outer "), boxes(BOX, BOX), zotero([1]))


@pytest.mark.parametrize(
    "box",
    [BOX, paragraph(zotero([1])) + paragraph(run("[@kerr]")), NESTED],
    ids=["typed-and-field", "two-paragraphs", "nested"],
)
def test_a_copy_for_old_programs_says_the_same(box: str, library: tuple[str, ...]):
    done = render(word(paragraph(run("A "), boxes(box, box), run(" b"))), library=library)
    body = parts_of(done.content)[BODY].decode()
    # Each text stands there as often as it was typed.
    assert body.count(">(Kerr, 2011)<") == 2 * box.count("[@kerr]")
    assert "[@kerr]" not in body and ">old<" not in body
    assert render(done.content, "apa", library).content is done.content


def test_another_text_for_old_programs_is_left_and_said(library: tuple[str, ...]):
    other = paragraph(run("Another [@kerr]"))
    done = render(word(paragraph(boxes(BOX, other))), library=library)
    assert other in parts_of(done.content)[BODY].decode()
    assert codes_of(done) == ["text-box-copy"]
    picture = paragraph(run("a picture"))
    assert not codes_of(render(word(paragraph(boxes(BOX, picture))), library=library))


# ---------------------------------------------------------------- names of other languages


@pytest.mark.parametrize(
    "inside",
    [
        "<m:oMath xmlns:m='m'><m:r><w:rPr><w:i/></w:rPr><m:t>x [@kerr]</m:t></m:r></m:oMath>",
        "<w:r><w:drawing><a:p xmlns:a='a'><a:r><a:t>[@kerr]</a:t></a:r></a:p></w:drawing></w:r>",
        "<w:r><w:pict><v:p xmlns:v='v'><v:r><v:t>[@kerr]</v:t></v:r></v:p></w:pict></w:r>",
    ],
    ids=["mathematics", "drawing", "picture"],
)
def test_what_stands_in_another_language_is_no_text(inside: str, library: tuple[str, ...]):
    given = word(paragraph(run("A "), inside, run(" [@kerr]")))
    done = render(given, library=library)
    body = parts_of(done.content)[BODY].decode()
    assert done.citations == 1 and inside in body and " (Kerr, 2011)" in text_of(done.content)


# ---------------------------------------------------------------- parts by their relations


def renamed(content: bytes, *names: tuple[str, str]) -> bytes:
    """The package with parts called otherwise, and the relations that lead there."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts_of(content).items():
            for old, new in names:
                name = name.replace(old, new)
                data = data.replace(old.encode(), new.encode())
            archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    "names",
    [
        [("document.xml", "document2.xml")],
        [("document.xml", "document2.xml"), ("footnotes.xml", "footnotes2.xml")],
        [("word/", "w7/"), ("footnotes.xml", "notes/n.xml")],
        [('"footnotes.xml"', '"/word/footnotes.xml"')],
    ],
)
def test_parts_are_found_by_their_relations(names: list[tuple[str, str]], library: tuple[str, ...]):
    noted = renamed(render(PLAIN, "chicago-notes", library).content, *names)
    assert "Ana Kerr, Tides (2011)." in text_of(noted)
    done = render(noted, "apa", library)
    assert text_of(done.content).startswith("A (Kerr & Finch, 2011) (Kerr, 2011).")
    assert '"Tides & <i>Waves</i>"' in works_and_text(done.content, path="p.docx")[0]


# ---------------------------------------------------------------- zips


def large_end(content: bytes) -> bytes:
    """The end of the directory in the large form (zip64)."""
    at = content.rfind(b"PK\x05\x06")
    _, _, _, _, count, size, start, _ = struct.unpack("<4s4H2IH", content[at : at + 22])
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, start)
    place = b"PK\x06\x07" + struct.pack("<IQI", 0, at, 1)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return content[:at] + record + place + end


def large_entries(content: bytes) -> bytes:
    """Sizes and places of the parts in extra fields, beside another one."""
    at = content.rfind(b"PK\x05\x06")
    _, _, _, _, count, _, start, _ = struct.unpack("<4s4H2IH", content[at : at + 22])
    directory = b""
    place = start
    for _ in range(count):
        head = list(struct.unpack_from("<4s6H3I5H2I", content, place))
        named, extra, comment = head[10:13]
        name = content[place + 46 : place + 46 + named]
        large = struct.pack("<2H3Q", 1, 24, head[9], head[8], head[16])
        own = struct.pack("<2HI", 0x9999, 4, 7) + large
        head[8] = head[9] = head[16] = 0xFFFFFFFF
        head[11] = len(own)
        directory += struct.pack("<4s6H3I5H2I", *head) + name + own
        place += 46 + named + extra + comment
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    return content[:start] + directory + end


class _Pipe(io.RawIOBase):
    """Where a zip is written that cannot go back: sizes stand behind what is packed."""

    def __init__(self) -> None:
        super().__init__()
        self.content = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.content += bytes(data)  # type: ignore[call-overload]
        return len(bytes(data))  # type: ignore[call-overload]


def piped(content: bytes) -> bytes:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts_of(content).items():
            archive.writestr(name, data)
    return pipe.content


def stored(content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts_of(content).items():
            archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize("content", [PLAIN, ODT], ids=["docx", "odt"])
@pytest.mark.parametrize(
    "form",
    [large_end, large_entries, lambda one: large_end(large_entries(one)), piped, stored],
    ids=["large-end", "large-entries", "large", "descriptors", "stored"],
)
def test_every_form_of_zip(
    content: bytes, form: Callable[[bytes], bytes], library: tuple[str, ...]
):
    done = render(form(content), library=library)
    assert parts_of(done.content) == parts_of(render(content, library=library).content)


@pytest.mark.parametrize(
    ("cut", "what"), [(large_end(PLAIN).replace(b"PK\x06\x06", b"PK\x06\x09"), "damaged"),
                      (large_end(PLAIN).replace(b"PK\x06\x07", b"PK\x06\x09"), "damaged"),
                      (large_entries(PLAIN).replace(b"\x01\x00\x18\x00", b"\x02\x00\x18\x00"),
                       "damaged")],
)  # fmt: skip
def test_a_damaged_large_zip_is_one_message(cut: bytes, what: str):
    with pytest.raises(FormatError, match=what):
        render(cut)


def test_parts_that_are_packed_otherwise():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_BZIP2) as archive:
        for name, data in parts_of(PLAIN).items():
            archive.writestr(name, data)
    with pytest.raises(FormatError, match="packed in a way that no word processor reads"):
        render(target.getvalue())


# ---------------------------------------------------------------- by hand


def said_by(program: str, **said: object) -> str:
    """The code of a citation with one more thing said in it."""
    code = csl([1], mendeley=program == "mendeley")
    start = code.index("{")
    value, _ = json.JSONDecoder().raw_decode(code[start:])
    for name, more in said.items():
        value[name] = {**value.get(name, {}), **more} if isinstance(more, Mapping) else more
    return f"{code[:start]}{json.dumps(value)}"


def control(override: bool) -> str:
    value = {
        "citationID": "M",
        "citationItems": [{"id": "a", "itemData": ITEMS[1]}],
        "manualOverride": {"isManuallyOverridden": override, "citeprocText": "(x)"},
    }
    tag = base64.b64encode(json.dumps(value).encode()).decode()
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{tag}"/></w:sdtPr><w:sdtContent>'
        f"{run('old')}</w:sdtContent></w:sdt>"
    )


BY_HAND = {
    "zotero": field(said_by("zotero", properties={"dontUpdate": True}), "old"),
    "mendeley": field(said_by("mendeley", mendeley={"manualFormatting": "old"}), "old"),
    "control": control(override=True),
}


@pytest.mark.parametrize("shown", BY_HAND.values(), ids=BY_HAND)
@pytest.mark.parametrize("style", ["apa", "ieee", "chicago-notes"])
def test_what_was_written_by_hand_stays(shown: str, style: str):
    given = word(paragraph(run("A "), shown, run(" and "), zotero([2])))
    done = render(given, style)
    assert done.citations == 2 and "A old and" in text_of(done.content)
    assert "by-hand" in codes_of(done)
    if style == "ieee":
        assert "[2]" in text_of(done.content)  # it counts, although it is not printed
    assert "A old and" in text_of(render(given, style, live="none").content)


def test_what_was_not_written_by_hand_does_not():
    code = said_by("zotero", properties={"dontUpdate": False})
    for shown in (field(code, "old"), control(override=False)):
        assert "(Kerr & Finch, 2011)" in text_of(render(word(paragraph(shown))).content)


def test_what_was_written_by_hand_stays_in_a_text_of_libreoffice():
    code = re.sub(r'"noteIndex": 0', '"noteIndex": 0, "dontUpdate": true', odt_files.code([1]))
    name = code.replace('"', "&quot;").replace("<", "&lt;").replace("& ", "&amp; ")
    marked = f'<text:reference-mark-start text:name="{name} RNDx"/>(mine)' + (
        f'<text:reference-mark-end text:name="{name} RNDx"/>'
    )
    given = odt_files.odt(odt_files.paragraph("A ", marked))
    done = render(given, "ieee")
    assert done.content == given and codes_of(done) == ["by-hand"]


# ---------------------------------------------------------------- the list, by hand


def list_of(said: str) -> str:
    code = f" ADDIN ZOTERO_BIBL {said} CSL_BIBLIOGRAPHY "
    return paragraph(mark("begin"), f"<w:r><w:instrText>{code}</w:instrText></w:r>",
                     mark("separate"), run("old"), mark("end"))  # fmt: skip


@pytest.mark.parametrize(
    "omitted",
    ['["http://zotero.org/users/1/items/K1"]', '[["http://zotero.org/users/1/items/K1"]]'],
)
def test_a_work_that_was_left_out_of_the_list_stays_out(omitted: str):
    said = f'{{"uncited":[],"omitted":{omitted},"custom":[]}}'
    done = render(word(paragraph(zotero([1]), zotero([2])), list_of(said)))
    assert done.listed == 1 and codes_of(done) == []
    assert "Waves" not in text_of(done.content) and "Žižek, S." in text_of(done.content)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ('{"uncited":[["http://z/1"],["http://z/2"]],"omitted":[],"custom":[]}', "2 works that"),
        ('{"uncited":[],"omitted":[],"custom":[[["http://z/1"],"My own"]]}', "1 entries were"),
    ],
)
def test_what_only_zotero_knows_of_a_list_is_said(said: str, message: str):
    done = render(word(paragraph(zotero([1])), list_of(said)))
    assert codes_of(done) == ["list-edited"] and message in done.diagnostics[0].message
    name = said.replace('"', "&quot;")
    section = (
        f'<text:section text:name="ZOTERO_BIBL {name} CSL_BIBLIOGRAPHY RNDa">'
        f"{odt_files.paragraph('old')}</text:section>"
    )
    given = odt_files.odt(odt_files.paragraph(odt_files.mark([1])), section)
    assert codes_of(render(given)) == ["list-edited"]


@pytest.mark.parametrize("said", ["", "{}", "{broken", "[1]", '{"omitted":5,"custom":"x"}'])
def test_a_list_that_says_nothing_is_a_list(said: str):
    done = render(word(paragraph(zotero([1])), list_of(said)))
    assert (done.listed, codes_of(done)) == (1, [])


# ---------------------------------------------------------------- programs, and forms, not read


@pytest.mark.parametrize(
    ("code", "program"),
    [
        (" ADDIN PAPERS2_CITATIONS <citation/> ", "Papers"),
        (" ADDIN CitaviPlaceholder{eyJ9} ", "Citavi"),
        (" ADDIN RW.CITE{{1 Kerr 2011}} ", "RefWorks"),
        (" ADDIN REFMGR.CITE <Refman></Refman> ", "Reference Manager"),
    ],
)
def test_fields_of_programs_that_are_not_read_are_said(code: str, program: str):
    given = word(paragraph(field(code.replace("<", "&lt;"), "(Kerr)")))
    done = render(given)
    assert done.content == given and codes_of(done) == ["unread-program"]
    assert program in done.diagnostics[0].message


@pytest.mark.parametrize(
    ("name", "hint"),
    [("a.fodt", "save it as .odt"), ("a.doc", "save it as .docx"), ("a.rtf", "save it as .docx")],
)
def test_other_forms_of_documents_say_what_to_do(name: str, hint: str):
    for content in (b"<office:document/>", b"\xd0\xcf\0\0", b"{\\rtf1"):
        with pytest.raises(FormatError) as told:
            make_document(content, path=name)
        assert told.value.hint == hint


# ---------------------------------------------------------------- LibreOffice


def repacked(content: bytes, *, drop: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in reversed(parts_of(content).items()):
            if name != drop:
                archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize("given", [repacked(ODT), repacked(ODT, drop="mimetype")])
def test_a_text_of_libreoffice_that_was_packed_anew(given: bytes, library: tuple[str, ...]):
    done = render(given, library=library)
    assert (
        parts_of(done.content)["content.xml"]
        == (parts_of(render(ODT, library=library).content)["content.xml"])
    )


@pytest.mark.parametrize("shape", ["custom-shape", "rect", "text-box", "caption"])
def test_shapes_have_no_notes(shape: str, library: tuple[str, ...]):
    inside = odt_files.paragraph("S [@kerr] ", odt_files.mark([2]))
    given = odt_files.odt(odt_files.paragraph(f"A <draw:{shape}>{inside}</draw:{shape}> b"))
    xml = parts_of(render(given, "chicago-notes", library).content)["content.xml"]
    assert b"<text:note " not in xml and b"(Ana Kerr, " in xml


def test_the_text_is_what_a_reader_sees():
    deleted = (
        '<text:tracked-changes><text:changed-region xml:id="c"><text:deletion>'
        f"{odt_files.paragraph('gone')}</text:deletion></text:changed-region>"
        "</text:tracked-changes>"
    )
    comment = "<office:annotation><text:p>aside</text:p></office:annotation>"
    given = odt_files.odt(deleted, odt_files.paragraph("A", comment, odt_files.note("N."), " b"))
    assert odt_text(given, path="p.odt") == "A b\n\nN.\n"
    moved = f"<w:moveFrom>{run('gone')}</w:moveFrom>"
    old = boxes(paragraph(run("box")), paragraph(run("old box")))
    content = word(paragraph(run("A "), moved, old, run("b")))
    assert document_text(content, path="p.docx") == "box\n\nA b\n"
