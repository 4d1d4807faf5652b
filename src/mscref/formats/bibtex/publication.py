"""Where a work appeared: pages and numbers, publisher, status, links, type and language.

In: a `Conversion`. Out: its CSL variables; what CSL has no variable for is a leftover.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mscref.formats.bibtex.conversion import Conversion, has_option
from mscref.formats.bibtex.entrytitles import join_parts
from mscref.formats.bibtex.names import split_names
from mscref.formats.bibtex.tables import (
    BIBLATEX_TYPES,
    BIBSTRINGS,
    BOOK_LIKE,
    CSL_TYPES,
    DEFAULT_GENRES,
    EPRINT_URLS,
    ISSUE_TYPES,
    LANGUAGE_CODES,
    LANGUAGES,
    PUBLISHER_FIELDS,
    TYPE_ALIASES,
)
from mscref.formats.bibtex.verbatim import verbatim
from mscref.formats.latex.reading import decode
from mscref.model.vocabulary import ITEM_TYPES

_URL = re.compile(r"(?:https?|ftp)://\S+", re.IGNORECASE)
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_VARIANT = re.compile(r"variant\s*=\s*([A-Za-z]+)")
# CSL type → the entry type the writer chooses by itself.
_CANONICAL = {**{csl: kind for kind, csl in reversed(CSL_TYPES.items())}, **BIBLATEX_TYPES}


def read_numbers(work: Conversion) -> None:
    """Pages, volume, number and issue."""
    fields, csl, kind = work.fields, work.csl, work.kind
    pages = _pages(fields.get("pages", ""))
    if pages:
        csl["page"] = pages
        if "eid" in fields:
            work.leftovers["eid"] = fields["eid"]
    elif decode(fields.get("eid", "")):
        csl["page"] = decode(fields["eid"])  # article numbers stand where pages stand
        work.leftovers["eid"] = fields["eid"]
    volume = fields.get("volume", "")
    part = fields.get("part", "")
    if volume:
        volume = decode(volume)
        csl["volume"] = f"{volume}.{decode(part)}" if part else volume
    elif part:
        csl["part-number"] = decode(part)
    number = fields.get("number", "")
    issue = fields.get("issue", "")
    if kind in ISSUE_TYPES:
        both = [decode(text) for text in (number, issue) if text]
        if both:
            csl["issue"] = ", ".join(both)
        return
    if number:
        csl["collection-number" if kind in BOOK_LIKE else "number"] = decode(number)
    if issue:
        csl["issue"] = decode(issue)


def read_publication(work: Conversion) -> None:
    """Publisher and place, note, status."""
    fields, csl = work.fields, work.csl
    publishers = []
    for name in PUBLISHER_FIELDS:
        value = fields.get(name, "")
        if value:
            text = _list(value)
            if name == "howpublished" and _URL.fullmatch(text):
                csl.setdefault("URL", text)  # BibTeX has no field for it
            elif text:
                publishers.append(text)
    if publishers:
        csl["publisher"] = "; ".join(publishers)
    location = fields.get("location", "")
    if location:
        if work.kind == "patent":
            csl["jurisdiction"] = _list(location, BIBSTRINGS)
        else:
            csl["publisher-place"] = _list(location)
    note = decode(fields.get("note", ""))
    if fields.get("addendum"):
        note = join_parts(note, ". ", decode(fields["addendum"]))
    if note:
        csl["note"] = note
    status = fields.get("pubstate", "")
    if status:
        csl["status"] = BIBSTRINGS.get(status.strip()) or decode(status)


def read_links(work: Conversion) -> None:
    """URL, from `url` or made of an eprint."""
    fields, csl = work.fields, work.csl
    if fields.get("url"):
        shown = work.type == "webpage" or not has_option(fields, "url", "false")
        if shown:
            csl["URL"] = verbatim(fields["url"])
    elif fields.get("eprint"):
        scheme, identifier = _eprint(fields)
        if scheme in EPRINT_URLS and identifier:
            csl.setdefault("URL", EPRINT_URLS[scheme] + identifier)
    if csl.get("URL") == "":
        del csl["URL"]


def _eprint(fields: Mapping[str, str]) -> tuple[str, str]:
    """The archive and the identifier in it, which may name its archive: `arXiv:2001.01234`."""
    identifier = verbatim(fields["eprint"])
    scheme = fields.get("eprinttype", "").strip().lower()
    named, colon, rest = identifier.partition(":")
    if colon and named.strip().lower() in EPRINT_URLS and scheme in ("", named.strip().lower()):
        return named.strip().lower(), rest.strip()
    return scheme, identifier


def read_type_and_genre(work: Conversion) -> None:
    """The CSL type where more than the entry type decides it, and `genre`."""
    fields, csl, kind = work.fields, work.csl, work.kind
    subtype = fields.get("entrysubtype", "").strip().lower()
    if subtype:
        if kind in ("article", "suppperiodical") and subtype in ("magazine", "newspaper"):
            work.type = f"article-{subtype}"
        elif subtype in ITEM_TYPES:
            work.type = subtype
        else:
            work.leftovers["entrysubtype"] = fields["entrysubtype"]
    if kind == "unpublished" and not csl.keys().isdisjoint(
        ("event-date", "event-title", "event-place")
    ):
        work.type = "speech"
    genre = fields.get("type", "")
    if genre:
        csl["genre"] = BIBSTRINGS.get(genre.strip()) or decode(genre)
    elif kind in DEFAULT_GENRES:
        csl["genre"] = DEFAULT_GENRES[kind]
    is_subtype = CSL_TYPES.get(kind, "document") != work.type  # the writer finds it by itself
    if _CANONICAL.get(work.type) != kind and kind not in TYPE_ALIASES and not is_subtype:
        work.leftovers["entrytype"] = kind


def read_language(work: Conversion) -> bool:
    """Set `language`; True where titles are to be read as English."""
    fields = work.fields
    name = fields.get("langid", "").strip()
    if not name:
        # `language` is the language of the work; it says less, but better than nothing.
        written = decode(fields.get("language", "")).strip()
        tag = _language_of(written)
        if tag:
            work.csl["language"] = tag
        elif written:
            work.leftovers["language"] = fields["language"]
        # What is not known to be English keeps its letters.
        return not written or tag.startswith("en")
    tag = LANGUAGES.get(name.lower(), "")
    if not tag:
        tag = _language_tag(name)
    elif "langidopts" in fields:
        variant = _VARIANT.search(fields["langidopts"])
        tag = LANGUAGES.get(variant[1].lower(), tag) if variant else tag
    work.csl["language"] = tag
    return tag.startswith("en")


def _pages(text: str) -> str:
    """A page range with plain hyphens, as CSL wants it."""
    if "\\" not in text and "{" not in text:
        text = text.replace("---", "—").replace("--", "-")
    return decode(text).replace("–", "-")


def _list(text: str, terms: Mapping[str, str] | None = None) -> str:
    """A biblatex list (`A and B`) as `A; B`; `terms` translates localisation keys."""
    parts = split_names(text) if " and " in text or "\n" in text else [text]
    if terms:
        parts = [terms.get(part.strip().lower(), part) for part in parts]
    return "; ".join([decode(part) for part in parts])


def _language_of(written: str) -> str:
    """The tag of a name, a code (`ger`) or a tag (`de_DE`); "" where it is none of these."""
    lowered = written.lower()
    known = LANGUAGES.get(lowered) or LANGUAGE_CODES.get(lowered)
    if known:
        return known
    first, _, region = lowered.replace("_", "-").partition("-")
    if region and first in LANGUAGE_CODES and _LANGUAGE_TAG.fullmatch(written):
        return _language_tag(f"{LANGUAGE_CODES[first]}-{region}")
    return ""


def _language_tag(name: str) -> str:
    """A BCP 47 tag in its usual case; any other text as it is."""
    if not _LANGUAGE_TAG.fullmatch(name):
        return name
    first, *others = re.split(r"[-_]", name)
    return "-".join([first.lower(), *(one.upper() if len(one) == 2 else one for one in others)])
