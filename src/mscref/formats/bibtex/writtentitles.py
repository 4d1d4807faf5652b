"""The titles of an entry that is written, by what its type makes of them when it is read."""

from __future__ import annotations

import re

from mscref.formats.bibtex import casing
from mscref.formats.bibtex.outgoing import BIBTEX_NAMES, Outgoing, is_balanced
from mscref.formats.bibtex.tables import (
    CHAPTER_LIKE,
    TITLE_FIELDS,
    TITLE_PARTS,
)
from mscref.formats.latex.reading import decode_protected
from mscref.model.vocabulary import JOURNAL_CONTENTS

_JOURNAL_VARIABLES = {
    "journaltitle": "container-title",
    "shortjournal": "container-title-short",
}
_TITLE_END = re.compile(r"[!?.,:;]\}*\Z")


def write_titles(entry: Outgoing) -> None:
    """All titles, by what the type makes of them when it is read."""
    text = entry.reference.text
    kind = entry.kind
    title, volume_title = text("title"), text("volume-title")
    container = text("container-title")
    if kind == "periodical":
        entry.put("title", entry.encode(container or title))
        if container and title and title != container:
            entry.put("issuetitle", entry.title(title))
        entry.put("shorttitle", entry.encode(text("container-title-short")))
    else:
        if volume_title and kind not in CHAPTER_LIKE:
            entry.put("maintitle", entry.title(title))
            title = volume_title
        entry.put("title", entry.title(title))
        _container(entry, container, volume_title)
        entry.put("shortjournal", entry.encode(text("container-title-short")))
    _short_title(entry)
    entry.put("series", entry.title(text("collection-title"), is_cased=False))
    entry.put("eventtitle", entry.encode(text("event-title") or text("event")))


def _container(entry: Outgoing, container: str, volume_title: str) -> None:
    """Journal or book."""
    if entry.kind not in CHAPTER_LIKE:
        entry.put("journaltitle", entry.encode(container))
    elif volume_title:
        entry.put("maintitle", entry.title(container, is_cased=False))
        entry.put("booktitle", entry.title(volume_title, is_cased=False))
    else:
        entry.put("booktitle", entry.title(container, is_cased=False))


def _short_title(entry: Outgoing) -> None:
    """`shorttitle`, unless it is what stands before the colon anyway."""
    short = entry.reference.text("title-short")
    written = entry.title(short) if short else ""
    if short and not entry.fields.get("title", "").startswith(f"{written}: "):
        entry.put("shorttitle", written)


def deny_short_title(entry: Outgoing) -> None:
    """An empty `shorttitle` where a reader would take one from before the colon.

    pandoc reads it so as well. BibTeX and biber take an empty field for none.
    """
    title = entry.fields.get("title", "")
    if ": " in title and "title-short" not in entry.reference.fields:
        entry.fields.setdefault("shorttitle", "")


def write_again(entry: Outgoing) -> None:
    """Titles whose LaTeX was read along (`Titles.LATEX`), letter by letter.

    BibTeX knows no subtitles: there they follow the title they belong to.
    """
    written = {name: entry.ascii(value) for name, value in entry.written.items()}
    if not written or not all(is_balanced(value) for value in written.values()):
        return
    renamed = [name for name in _JOURNAL_VARIABLES if _is_renamed(entry, name, written)]
    for name in renamed:
        written.pop(name, None)
        if name == "journaltitle":
            written.pop("journalsubtitle", None)
    for name in TITLE_FIELDS:
        if name not in renamed:
            entry.fields.pop(BIBTEX_NAMES.get(name, name) if entry.is_bibtex else name, None)
    if entry.is_bibtex:
        for name, (subtitle, addon) in TITLE_PARTS.items():
            title = written.get(name, "")
            title = _joined(title, ": ", written.pop(subtitle, ""))
            written[name] = _joined(title, ". ", written.pop(addon, ""))
    for name, value in written.items():
        entry.put(name, value)


def _is_renamed(entry: Outgoing, name: str, written: dict[str, str]) -> bool:
    """Whether the journal has another title than was read: `--journals` puts one there."""
    if entry.reference.type not in JOURNAL_CONTENTS:
        return False  # its container is no journal: what was written is another matter
    subtitle = written.get("journalsubtitle", "") if name == "journaltitle" else ""
    source = _joined(written.get(name, ""), ": ", subtitle)
    title = casing.resolve(decode_protected(source))
    return entry.reference.text(_JOURNAL_VARIABLES[name]) != title


def _joined(first: str, separator: str, second: str) -> str:
    """Two parts of a title in LaTeX; one that ends in punctuation needs no separator."""
    if not first or not second:
        return first or second
    return first + (" " if _TITLE_END.search(first) else separator) + second
