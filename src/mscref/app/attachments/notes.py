"""`files notes`: what was marked and written in PDFs, as Markdown or in a field of the entry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mscref.app.attachments.links import linked_files, roots_of, warning
from mscref.app.changing import Edit, EditingSession, Outcome, Workplace, editing
from mscref.diagnostics import Diagnostic
from mscref.errors import FormatError, UsageError
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.latex.writing import escape
from mscref.library import bibfile
from mscref.library.delta import TextSplice
from mscref.manuscript.pdf_notes import PdfNote, pdf_notes
from mscref.manuscript.pdf_pages import pdftotext
from mscref.records import Record

DEFAULT_FIELD = "annote"
_OTHER_FIELD = "annotation"  # biblatex's name for the same


class FileNotes(Record):
    """The notes of one file of a reference."""

    key: str
    file: str
    notes: tuple[PdfNote, ...]


class NotesFound(Record):
    """The notes of the files, what could not be read, and what came of saving."""

    files: tuple[FileNotes, ...]
    findings: tuple[Diagnostic, ...]
    outcome: Outcome | None


def notes_of_files(
    place: Workplace,
    selectors: Sequence[str],
    *,
    named: Sequence[Path] = (),
    saves: bool = False,
) -> NotesFound:
    """The notes in the PDFs of the chosen entries; with `saves` those that an entry has not yet
    are put into its field `annote` (or `annotation`, where it has that)."""
    if not selectors:
        raise UsageError("say whose notes", hint="mscref files notes KEY")
    findings: list[Diagnostic] = []
    found: list[FileNotes] = []
    splices: list[TextSplice] = []
    with editing(place) as session:
        findings += () if saves else session.unread  # else it is said with what was changed
        roots = roots_of(place.library, session.bib, named)
        for entry in session.choose(selectors):
            here = []
            for one in linked_files(session.bib, [entry], roots):
                if not one.is_found:
                    said = f"`{one.key}`: {one.place.state.value}, not read"
                    findings.append(warning("file-skipped", said, path=one.link.path))
                elif one.place.path.suffix.lower() == ".pdf":
                    notes = _read(one.place.path, one.link.path, findings)
                    here.append(FileNotes(entry.key, one.link.path, notes))
            found += here
            if saves:
                noted = [note for one in here for note in one.notes]
                splices += _saving(session, entry, noted, findings)
        outcome = None
        if saves:
            count = len(splices)
            what = f"put notes into {count} reference{'s' if count != 1 else ''}"
            outcome = session.commit(Edit(what, tuple(splices)))
    return NotesFound(tuple(found), tuple(findings), outcome)


def as_markdown(files: Sequence[FileNotes]) -> str:
    """The notes below the keys and the files that they are from."""
    blocks = [
        "\n".join([f"## {one.key}: {one.file}", "", *map(markdown_line, one.notes)])
        for one in files
        if one.notes
    ]
    return "\n\n".join(blocks)


def markdown_line(note: PdfNote) -> str:
    """One note as an item of a list: its page, the words under it, what the reader wrote."""
    marked = f"“{note.text}”" if note.text else "" if note.comment else f"({note.kind})"
    struck = f"~~{marked}~~" if note.kind == "strikeout" and note.text else marked
    return " ".join(one for one in (f"- p. {note.page}:", struck, note.comment) if one)


def _read(path: Path, shown: str, findings: list[Diagnostic]) -> tuple[PdfNote, ...]:
    try:
        notes = tuple(pdf_notes(path))
    except FormatError as error:
        said = error.message.removeprefix(f"{path}: ")
        findings.append(warning("file-unreadable", said, path=shown, hint=error.hint))
        return ()
    if not pdftotext() and any(one.kind != "note" for one in notes):
        hint = "install poppler-utils (Debian), poppler (Homebrew)"
        said = "the words under its highlights need pdftotext, which is not on PATH"
        findings.append(warning("no-pdftotext", said, path=shown, hint=hint))
    return notes


def _saving(
    session: EditingSession,
    entry: Entry,
    notes: Sequence[PdfNote],
    findings: list[Diagnostic],
) -> list[TextSplice]:
    """The splice that puts the notes that are not there yet behind those that are."""
    bib = session.bib
    name = _OTHER_FIELD if entry.find_field(_OTHER_FIELD) else DEFAULT_FIELD
    field = entry.find_field(name)
    if field and not bibfile.delimiters_of(bib.value(field)):
        said = f"`{entry.key}`: its field {name} is put together of pieces, and stays as it is"
        findings.append(warning("notes-left", said))
        return []
    kept = bibfile.undelimited(bib.value(field)) if field else ""
    known = {" ".join(line.split()) for line in kept.split("\n")}
    # A formula would stay as it is, and with it whatever command a stranger's PDF holds.
    texts = [r"\$".join(map(escape, markdown_line(note).split("$"))) for note in notes]
    lines = [bibfile.in_encoding(bib, text) for text in texts]
    new = [line for line in dict.fromkeys(lines) if " ".join(line.split()) not in known]
    if not new:
        return []
    value = "\n".join([*([kept.rstrip()] if kept.strip() else []), *new])
    return [bibfile.set_field(bib, entry, name, value=value)]
