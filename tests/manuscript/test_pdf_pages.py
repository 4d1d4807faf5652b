"""PDFs page by page and what was marked in them, by both readers."""

import os
import shutil
from pathlib import Path

import pytest
from tests.pdfmaking import highlight, pdf_of

from mscref.errors import FormatError
from mscref.manuscript.pdf_notes import pdf_notes
from mscref.manuscript.pdf_pages import pdf_pages, pdftotext

HAS_PROGRAM = shutil.which("pdftotext") is not None
needs_program = pytest.mark.skipif(not HAS_PROGRAM, reason="needs pdftotext (poppler-utils)")
READERS = [pytest.param(True, marks=needs_program), False]


@pytest.fixture
def readers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setenv("PATH", "")


@pytest.mark.parametrize("readers", READERS, indirect=True)
@pytest.mark.usefixtures("readers")
class TestReaders:
    def test_pages_come_one_by_one(self, tmp_path: Path):
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf_of([[f"Page {n} of whales"] for n in range(90)] + [[]]))
        pages = [" ".join(one.split()) for one in pdf_pages(path)]
        assert pages[:2] == ["Page 0 of whales", "Page 1 of whales"]
        assert pages[88:] == ["Page 88 of whales", "Page 89 of whales", ""]

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.5\nnothing", b"\0" * 999])
    def test_what_is_damaged_is_said(self, tmp_path: Path, content: bytes):
        path = tmp_path / "a.pdf"
        path.write_bytes(content)
        with pytest.raises(FormatError, match="damaged"):
            list(pdf_pages(path))
        with pytest.raises(FormatError, match="damaged"):
            pdf_notes(path)


def test_a_program_from_where_we_stand_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    program = tmp_path / "pdftotext"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for path in (".", "", os.pathsep, "./"):
        monkeypatch.setenv("PATH", path)
        assert pdftotext() == ""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pdftotext() == str(program)


NOTED = pdf_of(
    [["Stem cells improve the out-", "come of patients"], ["Whales"]],
    [
        [
            highlight(72, 680, 30, "later"),
            "<< /Type /Annot /Subtype /Highlight /Rect [0 0 9 9] /QuadPoints"
            " [169 710 250 710 169 697 250 697 72 690 100 690 72 677 100 677] >>",
        ],
        [
            "<< /Type /Annot /Subtype /Text /Rect [9 9 20 20] /Contents (read\nthis) >>",
            "<< /Type /Annot /Subtype /Link /Rect [9 9 20 20] >>",
            highlight(72, 700, 60, "Whales", kind="Underline"),
        ],
    ],
)


@needs_program
def test_notes_have_the_words_under_them(tmp_path: Path):
    path = tmp_path / "a.pdf"
    path.write_bytes(NOTED)
    found = [(one.page, one.kind, one.text, one.comment) for one in pdf_notes(path)]
    assert found == [
        (1, "highlight", "the outcome", ""),
        (1, "highlight", "come", "later"),
        (2, "underline", "Whales", ""),
        (2, "note", "", "read this"),
    ]


def test_without_the_program_notes_have_their_comments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", "")
    path = tmp_path / "a.pdf"
    path.write_bytes(NOTED)
    assert {one.text for one in pdf_notes(path)} == {""}
    assert [one.comment for one in pdf_notes(path)] == ["", "later", "Whales", "read this"]


@pytest.mark.parametrize("annots", ["5", "<< /Subtype /Highlight /QuadPoints (x) >>", "99 0 R"])
def test_odd_annotations_are_left_out_or_said(tmp_path: Path, annots: str):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of([["x"]], [[annots]]))
    try:
        assert pdf_notes(path) == []
    except FormatError as error:
        assert "damaged" in error.message
