"""The links of a library to files: what its entries say, and where that leads.

What crosses the border: the text of a library in, `LinkedFile`s out. Nothing outside the folders
that are ours to touch is looked at (`library/attached.py`).
"""

from __future__ import annotations

import getpass
import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.bibtex.filefield import FileLink, file_links
from mscref.formats.bibtex.jabref import file_folders
from mscref.library import bibfile
from mscref.library.attached import FilePlace, Roots, Whereabouts
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice
from mscref.records import Record

FIELD = "file"
# What people keep beside their references; orphans and finds are among them.
SUFFIXES = frozenset([".pdf", ".epub", ".djvu", ".ps"])


class LinkedFile(Record):
    """One link of an entry, and where it leads."""

    entry: Entry
    link: FileLink
    place: FilePlace

    @property
    def key(self) -> str:
        """The key of the entry."""
        return self.entry.key

    @property
    def is_found(self) -> bool:
        """Whether the file is there and ours to touch."""
        return self.place.state is Whereabouts.FOUND


def roots_of(library: Path, bib: BibText, named: Sequence[Path] = ()) -> Roots:
    """The folders whose files are ours to touch: the library's, and those that were named."""
    return Roots(library, named=named, further=file_folders(bib.text, _owner()))


def linked_files(bib: BibText, entries: Iterable[Entry], roots: Roots) -> list[LinkedFile]:
    """The links of entries to files in their order; addresses of the web are none."""
    return [
        LinkedFile(entry, link, roots.locate(link.path))
        for entry in entries
        for link in file_links(field_text(bib, entry))
        if not link.is_address
    ]


def field_text(bib: BibText, entry: Entry) -> str:
    """The field `file` of an entry without its delimiters; "" where there is none, or where it is
    put together of pieces."""
    field = entry.find_field(FIELD)
    value = bib.value(field) if field else ""
    return bibfile.undelimited(value) if bibfile.delimiters_of(value) else ""


def has_links(bib: BibText, entry: Entry) -> bool:
    """Whether an entry has something in its field `file`, whatever it is."""
    field = entry.find_field(FIELD)
    return field is not None and bool(bibfile.undelimited(bib.value(field)).strip())


def set_links(bib: BibText, entry: Entry, value: str) -> TextSplice | None:
    """The splice that gives an entry this field `file`; None where the encoding of the library
    cannot write it letter by letter, as a link must be."""
    if bibfile.in_encoding(bib, value) != value or not bibfile.braces_balance(value):
        return None
    return bibfile.set_field(bib, entry, FIELD, value=value)


def warning(code: str, message: str, *, path: Path | str = "", hint: str = "") -> Diagnostic:
    """A finding about a file, which does not stop the others."""
    span = Span(str(path)) if str(path) else None
    return Diagnostic(Severity.WARNING, code, message, span, hint=hint)


def shown_path(path: Path, roots: Roots) -> str:
    """A file as we call it: from the folder of the library, where it is below it."""
    homes = (roots.home, Path(os.path.realpath(roots.home)))
    return next(
        (str(path.relative_to(one)) for one in homes if path.is_relative_to(one)), str(path)
    )


def _owner() -> str:
    """Whom JabRef takes this person and machine for."""
    try:
        return f"{getpass.getuser()}-{platform.node()}"
    except (OSError, KeyError, ImportError):  # a process without a user
        return ""
