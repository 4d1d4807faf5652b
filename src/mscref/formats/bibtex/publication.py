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
    PUBLISHER_FIELDS,
    TYPE_ALIASES,
)
from mscref.formats.bibtex.verbatim import verbatim
from mscref.formats.latex.reading import decode
from mscref.model.vocabulary import ITEM_TYPES
from mscref.patterns import lazy

_URL = lazy(r"(?:https?|ftp)://\S+", re.IGNORECASE)
_VARIANT = lazy(r"variant\s*=\s*([A-Za-z]+)")
# CSL type → the entry type the writer chooses by itself.
_CANONICAL = {**{csl: kind for kind, csl in reversed(CSL_TYPES.items())}, **BIBLATEX_TYPES}


def read_numbers(work: Conversion) -> None:
    """Pages, volume, number, issue and edition."""
    fields, csl, kind = work.fields, work.csl, work.kind
    if "edition" in fields:
        _read_edition(work)
    pages = _pages(work)
    if pages:
        csl["page"] = pages
        work.taken.add("pages")
    else:
        # Article numbers stand where pages stand; the writer puts them back into their field.
        number = work.number("eid")
        if number:
            csl["page"] = number
            if number != fields["eid"].strip():
                work.taken.add("eid")
                work.write_again("eid")
    volume, part = _number(work, "volume"), _number(work, "part")
    if volume:
        csl["volume"] = f"{volume}.{part}" if part else volume
    elif part:
        csl["part-number"] = part
    number, issue = _number(work, "number"), _number(work, "issue")
    if kind in ISSUE_TYPES:
        both = [text for text in (number, issue) if text]
        if both:
            csl["issue"] = ", ".join(both)
        return
    _set(work, "number", "collection-number" if kind in BOOK_LIKE else "number", number)
    if issue:
        csl["issue"] = issue


def _read_edition(work: Conversion) -> None:
    """`{Second}`, as BibTeX's manual has it, is the number 2, and written as it stood."""
    written = _number(work, "edition")
    if written.isdigit():  # most are
        _set(work, "edition", "edition", written)
        return
    from mscref.model.editions import edition_number

    number = edition_number(written)
    if number != written:
        work.write_again("edition")
    _set(work, "edition", "edition", number)


def _text(work: Conversion, name: str) -> str:
    """A field decoded and taken; one of which nothing is left is a leftover."""
    value = work.fields.get(name, "")
    text = decode(value) if value else ""
    if text:
        work.taken.add(name)
    return text


def _number(work: Conversion, name: str) -> str:
    """The same for a number."""
    text = work.number(name) if work.fields.get(name) else ""
    if text:
        work.taken.add(name)
    return text


def _set(work: Conversion, name: str, variable: str, text: str) -> None:
    """Set a variable; where it has another value already, the field is a leftover."""
    if text and work.csl.setdefault(variable, text) != text:
        work.taken.discard(name)


def read_publication(work: Conversion) -> None:
    """Publisher and place, note, status."""
    fields, csl = work.fields, work.csl
    publishers = []
    for name in PUBLISHER_FIELDS:
        value = fields.get(name, "")
        if value:
            text = _list(value)
            if name == "howpublished" and _URL.fullmatch(text):
                address = verbatim(fields.get("url", "")) or text  # BibTeX has no field for it
                if csl.setdefault("URL", address) == text:
                    work.taken.add(name)
            elif text:
                publishers.append(text)
                work.taken.add(name)
    if publishers:
        csl["publisher"] = "; ".join(publishers)
    is_patent = work.kind == "patent"
    place = _list(fields.get("location", ""), BIBSTRINGS if is_patent else None)
    if place:
        work.taken.add("location")
        _set(work, "location", "jurisdiction" if is_patent else "publisher-place", place)
    note = join_parts(_text(work, "note"), ". ", _text(work, "addendum"))
    if note:
        csl["note"] = note
    status = BIBSTRINGS.get(fields.get("pubstate", "").strip()) or _text(work, "pubstate")
    if status:
        csl["status"] = status
        work.taken.add("pubstate")


def read_links(work: Conversion) -> None:
    """URL, from `url` or made of an eprint."""
    fields, csl = work.fields, work.csl
    if fields.get("url"):
        shown = work.type == "webpage" or not has_option(fields, "url", "false")
        address = verbatim(fields["url"])
        if shown and address:
            csl["URL"] = address
            work.taken.add("url")
            if "\\href" in fields["url"]:
                work.write_again("url")
    elif fields.get("eprint"):
        scheme, identifier = _eprint(fields)
        if scheme in EPRINT_URLS and identifier:
            csl.setdefault("URL", EPRINT_URLS[scheme] + identifier)


def _eprint(fields: Mapping[str, str]) -> tuple[str, str]:
    """The archive and the identifier in it, which may name its archive: `arXiv:2001.01234`."""
    identifier = verbatim(fields["eprint"])
    scheme = _bare(fields.get("eprinttype", "")).lower()
    named, colon, rest = identifier.partition(":")
    if colon and named.strip().lower() in EPRINT_URLS and scheme in ("", named.strip().lower()):
        return named.strip().lower(), rest.strip()
    return scheme, identifier


def read_type_and_genre(work: Conversion) -> None:
    """The CSL type where more than the entry type decides it, and `genre`."""
    fields, csl, kind = work.fields, work.csl, work.kind
    subtype = _bare(fields.get("entrysubtype", "")).lower()
    if subtype:
        work.taken.add("entrysubtype")
        if kind in ("article", "suppperiodical") and subtype in ("magazine", "newspaper"):
            work.type = f"article-{subtype}"
        elif subtype in ITEM_TYPES:
            work.type = subtype
        else:
            work.taken.discard("entrysubtype")
    if kind == "unpublished" and not csl.keys().isdisjoint(
        ("event-date", "event-title", "event-place")
    ):
        work.type = "speech"
    genre = BIBSTRINGS.get(fields.get("type", "").strip()) or _text(work, "type")
    if genre:
        csl["genre"] = genre
        work.taken.add("type")
    elif kind in DEFAULT_GENRES:
        csl["genre"] = DEFAULT_GENRES[kind]
    is_subtype = CSL_TYPES.get(kind, "document") != work.type  # the writer finds it by itself
    if _CANONICAL.get(work.type) != kind and kind not in TYPE_ALIASES and not is_subtype:
        work.leftovers["entrytype"] = kind


def read_language(work: Conversion) -> bool:
    """Set `language`; True where titles are to be read as English.

    What is not known to be English keeps its letters.
    """
    from mscref.formats.languages import LANGUAGES, language_of, language_tag

    fields = work.fields
    name = _bare(fields.get("langid", ""))
    if not name:
        # `language` is the language of the work; it says less, but better than nothing.
        written = decode(fields.get("language", "")).strip()
        tag = language_of(written)
        if tag:
            work.csl["language"] = tag
            work.taken.add("language")
            work.write_again("language")
        return not written or tag.startswith("en")
    tag = LANGUAGES.get(name.lower(), "")
    if not tag:
        tag = language_of(name) or language_tag(name)
    elif "langidopts" in fields:
        variant = _VARIANT.fullmatch(_bare(fields["langidopts"]))
        if variant and variant[1].lower() in LANGUAGES:
            tag = LANGUAGES[variant[1].lower()]
            work.taken.add("langidopts")
    if not tag:
        _unknown_language(work)
        return False
    work.taken.add("langid")
    work.csl["language"] = tag
    written = language_of(decode(fields.get("language", "")).strip())
    if written and _same_language(written, tag):
        work.taken.add("language")
        work.write_again("language")
    return tag.startswith("en")


def _unknown_language(work: Conversion) -> None:
    """Say that a language has no tag; it stays in its field."""
    shown = work.fields["langid"].strip()
    work.report(
        "bibtex-language",
        f"`{shown[:40]}` is not a language that mscref knows; the field stays as text",
        name="langid",
        hint="write babel's name of the language, or a tag: de-AT",
    )


def _bare(text: str) -> str:
    """An identifier without the braces and commands that programs put round every value."""
    return decode(text).strip() if "{" in text or "\\" in text else text.strip()


def _same_language(first: str, second: str) -> bool:
    return first.partition("-")[0] == second.partition("-")[0]


# Dashes of a range but the em dash: hyphen, no-break hyphen, figure dash, en dash, minus sign.
_HYPHENS = str.maketrans("\u2010\u2011\u2012\u2013\u2212", "-----")


def _pages(work: Conversion) -> str:
    """A page range with plain hyphens, as CSL wants it."""
    text = work.fields.get("pages", "")
    if "\\" in text or "{" in text:
        text = work.number("pages")
    else:
        text = decode(text.replace("---", "—").replace("--", "-"))
    return text.replace("––", "-").translate(_HYPHENS)


def _list(text: str, terms: Mapping[str, str] | None = None) -> str:
    """A biblatex list (`A and B`) as `A; B`; `terms` translates localisation keys."""
    parts = split_names(text) if " and " in text or "\n" in text else [text]
    if terms:
        parts = [terms.get(part.strip().lower(), part) for part in parts]
    return "; ".join([decode(part) for part in parts])
