"""Numbers, publisher, place, genre, language and links of an entry that is written."""

from __future__ import annotations

import re

from mscref.formats.bibtex.outgoing import Outgoing, verbatim_text
from mscref.formats.bibtex.tables import (
    BIBLATEX_PUBLISHERS,
    BIBSTRINGS,
    BIBTEX_PUBLISHERS,
    BOOK_LIKE,
    CSL_TYPES,
    DEFAULT_GENRES,
    ENTRY_SUBTYPES,
    EPRINT_URLS,
    ISSUE_TYPES,
)
from mscref.formats.latex.reading import decode_plain
from mscref.model.vocabulary import ITEM_TYPES

_PAGE_RANGE = re.compile(r"(?<=\w)-(?=\w)")
_LOOKS_SPLIT = re.compile(r" and ", re.IGNORECASE)
_LIST_SEPARATOR = re.compile(r"(?<! ); (?! )")
_EVENT = frozenset(["event-date", "event-title", "event-place"])


def write_numbers(entry: Outgoing) -> None:
    """Volume, number, issue, pages."""
    text = entry.reference.text
    entry.put("volume", entry.encode(text("volume")))
    entry.put("part", entry.encode(text("part-number")))
    pages = text("page")
    if pages and _article_number(entry) != pages:
        entry.put("pages", _PAGE_RANGE.sub("--", entry.encode(pages)))
    number, issue = text("number"), text("issue")
    if entry.kind in ISSUE_TYPES:
        entry.put("number", entry.encode(issue))
        if number and not pages:
            entry.put("eid", entry.encode(number))
        return
    if entry.kind in BOOK_LIKE:  # there `number` is that of the series
        entry.put("number", entry.fields.pop("collection-number", ""))
    else:
        entry.put("number", entry.encode(number))
    entry.put("issue", entry.encode(issue))


def _article_number(entry: Outgoing) -> str:
    """The number of an article that was read as its page, and is written into its own field."""
    written = entry.leftovers.get("eid") or entry.written_fields.get("eid", "")
    return decode_plain(written)


def write_publication(entry: Outgoing) -> None:
    """Publisher, place, note, status, genre."""
    text, csl_type = entry.reference.text, entry.reference.type
    publishers = BIBTEX_PUBLISHERS if entry.is_bibtex else BIBLATEX_PUBLISHERS
    publisher = text("publisher")
    if publisher:
        entry.put(publishers.get(csl_type, "publisher"), _list(entry, publisher))
    is_patent = entry.kind == "patent"  # there `location` is where it is valid
    if is_patent:
        entry.fields.pop("jurisdiction", None)
    entry.put("location", _list(entry, text("jurisdiction" if is_patent else "publisher-place")))
    entry.put("note", entry.encode(text("note")))
    entry.put("pubstate", _term(entry, text("status")))
    entry.put("entrysubtype", _subtype(entry))
    genre = text("genre")
    if DEFAULT_GENRES.get(entry.kind) != genre:
        entry.put("type", _term(entry, genre))


def _term(entry: Outgoing, text: str) -> str:
    """A text that biblatex would take for a localisation key, if it is one by chance."""
    encoded = entry.encode(text)
    return f"{{{encoded}}}" if BIBSTRINGS.get(text, text) != text else encoded


def _subtype(entry: Outgoing) -> str:
    """What the entry type does not say: that it is a magazine, or a CSL type of its own."""
    csl_type = entry.reference.type
    if csl_type in ENTRY_SUBTYPES:
        return ENTRY_SUBTYPES[csl_type]
    has_event = not _EVENT.isdisjoint(entry.reference.fields)
    read = CSL_TYPES.get(entry.kind, "document")
    if entry.kind == "unpublished" and has_event:
        read = "speech"
    if read == csl_type or csl_type not in ITEM_TYPES:
        return ""
    return csl_type


def _list(entry: Outgoing, text: str) -> str:
    """`A; B` as biblatex's `A and B`."""
    parts = [entry.encode(part) for part in _LIST_SEPARATOR.split(text)]
    return " and ".join([f"{{{part}}}" if _LOOKS_SPLIT.search(part) else part for part in parts])


def write_links(entry: Outgoing) -> None:
    """Language and URL."""
    language = entry.reference.text("language")
    if language:
        from mscref.formats.languages import BABEL_NAMES, language_of, language_tag

        name = BABEL_NAMES.get(language) or BABEL_NAMES.get(language_of(language))
        tag = name or language_tag(language)
        if tag:
            entry.put("langid", tag)
        else:  # in words, which langid has no place for
            entry.put("language", entry.encode(language))
    url = entry.reference.text("URL")
    eprint = entry.leftovers.get("eprint", "")
    base = EPRINT_URLS.get(entry.leftovers.get("eprinttype", "").lower())
    if url and not (base and url == base + eprint):
        entry.put("url", verbatim_text(url))
