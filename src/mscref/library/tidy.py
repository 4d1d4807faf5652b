"""Normalisations of a .bib file, each of them asked for by name: the table `RULES`.

A rule answers with splices for one entry; two rules may want the same stretch of text, so the
caller applies one rule after the other. Only what a rule names is changed.

What crosses the border: a scanned file and an entry in, splices out. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mscref.formats.bibtex.layout import DEFAULT_LAYOUT, with_newline
from mscref.formats.bibtex.months import MONTH_MACROS, sole_macro
from mscref.formats.bibtex.scan import Entry, Field
from mscref.formats.bibtex.verbatim import unescaped
from mscref.library import bibfile
from mscref.library.bibfile import BibText, delimiters_of, undelimited
from mscref.library.delta import TextSplice
from mscref.model.identifiers import normalize_doi

Splices = Iterable[TextSplice]


@dataclass(frozen=True, slots=True)
class Rule:
    """One normalisation. One that `moves` text, or is a matter of taste, is never part of `all`."""

    title: str
    splices: Callable[[BibText, Entry], Splices]
    moves: bool = False


# Fields that hold no LaTeX text.
_VERBATIM = frozenset(
    "url doi file eprint pdf urls bdsk-url-1 bdsk-url-2 verba verbb verbc".split()
)
_ADDRESSES = frozenset(["doi", "url"])
_DASH = r"\s*(?:-{1,3}|–|—|\\textendash(?:\{\})?)\s*"
_PAGE = r"[A-Za-z]{0,2}\d+[A-Za-z]?"
_RANGE = re.compile(rf"(?<=\w){_DASH}(?=\w)")
_SIMPLE_PAGES = re.compile(rf"{_PAGE}{_DASH}{_PAGE}\Z")
_BARE_SPECIAL = re.compile(r"(?<!\\)([&%#])")
_SPACES = re.compile(r"[ \t]*\r?\n[ \t]*|[ \t]{2,}|\t")
_ORDER = """
    author editor translator title subtitle booktitle maintitle journal journaltitle series
    edition volume number issue chapter pages eid publisher institution school organization
    address location year date month type howpublished doi eprint eprinttype archiveprefix
    primaryclass isbn issn pmid pmcid url urldate note addendum keywords abstract
""".split()


def _fields(bib: BibText, entry: Entry, names: frozenset[str]) -> Iterator[tuple[Field, str]]:
    """The fields of these names that are one delimited piece, with their text."""
    for one in entry.fields:
        if bib.name(one) in names and delimiters_of(bib.value(one)):
            yield one, undelimited(bib.value(one))


def _with_text(bib: BibText, one: Field, text: str) -> TextSplice:
    """The field with another text in its delimiters."""
    value = bib.value(one)
    return bibfile.replace_value(one, f"{value[0]}{text}{value[-1]}")


def _doi(bib: BibText, entry: Entry) -> Splices:
    for one, text in _fields(bib, entry, frozenset(["doi"])):
        found = normalize_doi(text)
        # Only the address around a DOI is taken off: its own letters are the owner's.
        bare = text[-len(found) :] if found and text.lower().endswith(found) else None
        if bare and bare != text:
            yield _with_text(bib, one, bare)


def _url(bib: BibText, entry: Entry) -> Splices:
    doi = entry.find_field("doi")
    known = normalize_doi(undelimited(bib.value(doi))) if doi else None
    for one, text in _fields(bib, entry, frozenset(["url"])):
        is_resolver = re.match(r"https?://(?:dx\.)?doi\.org/", text.strip(), re.IGNORECASE)
        if known and is_resolver and normalize_doi(text) == known:
            yield bibfile.remove_field(bib, entry, one)


def _addresses(bib: BibText, entry: Entry) -> Splices:
    for one, text in _fields(bib, entry, _ADDRESSES):
        meant = unescaped(text)
        if meant:
            yield _with_text(bib, one, meant)


def _pages(bib: BibText, entry: Entry) -> Splices:
    for one, text in _fields(bib, entry, frozenset(["pages"])):
        parts = re.split(r"(\s*,\s*)", text.strip())
        if all(_SIMPLE_PAGES.match(part) for part in parts[::2]):
            new = "".join(_RANGE.sub("--", part) for part in parts)
            if new != text:
                yield _with_text(bib, one, new)


def _month(bib: BibText, entry: Entry) -> Splices:
    for one in entry.fields:
        value = bib.value(one)
        if bib.name(one) != "month" or value in MONTH_MACROS or "#" in value:
            continue
        macro = sole_macro(undelimited(value))
        if macro:
            yield bibfile.replace_value(one, macro)


def _empty(bib: BibText, entry: Entry) -> Splices:
    if entry.find_field("crossref") or entry.find_field("xdata"):
        return []  # there an empty field says "do not inherit this"
    empty = [
        one
        for one in entry.fields
        if delimiters_of(bib.value(one)) and not undelimited(bib.value(one)).strip()
    ]
    return bibfile.remove_fields(bib, entry, empty)


def _repeated(bib: BibText, entry: Entry) -> Splices:
    seen: dict[str, str] = {}
    again = []
    for one in entry.fields:
        name, value = bib.name(one), bib.value(one)
        if seen.setdefault(name, value) == value and any(
            bib.name(earlier) == name and earlier.name_start < one.name_start
            for earlier in entry.fields
        ):
            again.append(one)
    return bibfile.remove_fields(bib, entry, again)


def _lower_case(bib: BibText, entry: Entry) -> Splices:
    spans = [(entry.type_start, entry.type_end)]
    spans += [(one.name_start, one.name_end) for one in entry.fields]
    for start, end in spans:
        word = bib.text[start:end]
        if word != word.lower():
            yield TextSplice(start, end, word.lower())


def _braces(bib: BibText, entry: Entry) -> Splices:
    for one in entry.fields:
        value = bib.value(one)
        if delimiters_of(value) == '"':
            yield bibfile.replace_value(one, f"{{{value[1:-1]}}}")


def _spaces(bib: BibText, entry: Entry) -> Splices:
    for one in entry.fields:
        value = bib.value(one)
        if not delimiters_of(value) or bib.name(one) in _VERBATIM | {"abstract"}:
            continue
        text = undelimited(value)
        if "\n\n" in text.replace("\r", ""):
            continue  # paragraphs
        tidied = _SPACES.sub(" ", text).strip()
        if tidied != text:
            yield _with_text(bib, one, tidied)


def _escapes(bib: BibText, entry: Entry) -> Splices:
    for one in entry.fields:
        value = bib.value(one)
        if delimiters_of(value) and bib.name(one) not in _VERBATIM and "$" not in value:
            text = undelimited(value)
            if r"\url" not in text and r"\href" not in text:
                escaped = _BARE_SPECIAL.sub(r"\\\1", text)
                if escaped != text:
                    yield _with_text(bib, one, escaped)


def _field_order(bib: BibText, entry: Entry) -> Splices:
    fields = entry.fields
    rank = {name: place for place, name in enumerate(_ORDER)}
    ordered = sorted(fields, key=lambda one: rank.get(bib.name(one), len(rank)))
    for there, comes in zip(fields, ordered, strict=True):
        if there is not comes:
            text = bib.text[comes.name_start : comes.value_end]
            yield TextSplice(there.name_start, there.value_end, text)


def _layout(bib: BibText, entry: Entry) -> Splices:
    """The layout mscref writes itself; an entry with comments between its fields stays."""
    layout = DEFAULT_LAYOUT
    if bib.layout.newline != "\n":
        layout = with_newline(layout, bib.layout.newline)
    fields = entry.fields
    gaps = [entry.key_end, *(one.value_end for one in fields)]
    starts = [*(one.name_start for one in fields), entry.body_end]
    if any(bib.text[gap:start].strip(" \t\r\n,") for gap, start in zip(gaps, starts, strict=True)):
        return
    named = [(bib.text[one.name_start : one.name_end], bib.value(one)) for one in fields]
    text = layout.entry(entry.type, entry.key, named)
    if text != bib.raw(entry):
        yield TextSplice(entry.start, entry.end, text)


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "doi": Rule("DOIs without `https://doi.org/` before them", _doi),
        "url": Rule("no `url` that only repeats the DOI", _url),
        "addresses": Rule("URLs and DOIs letter by letter, without LaTeX", _addresses),
        "pages": Rule("page ranges with `--`", _pages),
        "month": Rule("months as BibTeX's macros (`mar`)", _month),
        "empty": Rule("no empty fields", _empty),
        "repeated": Rule("no field twice with the same value", _repeated),
        "escapes": Rule("`&`, `%` and `#` in texts escaped for LaTeX", _escapes),
        "spaces": Rule("no line breaks and double spaces in values", _spaces),
        "lower-case": Rule("names of fields and types in lower case", _lower_case),
        "braces": Rule("values in braces, not in quotes", _braces),
        "fields": Rule("fields in a fixed order", _field_order, moves=True),
        "layout": Rule("every entry laid out as mscref does it", _layout, moves=True),
    }
)
SORT = "sort"  # of entries: not a rule for one entry, see `sorted_entries`


_JOURNAL_FIELDS = frozenset(["journal", "journaltitle"])
_PLAIN = re.compile(r"[^\\{}$~%]*")  # beside `\&`: text whose words are what they look like


def journal_rule(title: str, form: Callable[[str], str]) -> Rule:
    """A rule that gives the titles of journals another form; those with LaTeX in them stay."""

    def splices(bib: BibText, entry: Entry) -> Splices:
        for one, text in _fields(bib, entry, _JOURNAL_FIELDS):
            plain = text.replace(r"\&", "&")
            new = form(plain) if _PLAIN.fullmatch(plain) and plain.strip() else plain
            if new != plain:
                yield _with_text(bib, one, new.replace("&", r"\&"))

    return Rule(title, splices, moves=True)


def tidy_splices(bib: BibText, rule: Rule, entries: Iterable[Entry]) -> list[TextSplice]:
    """What one rule changes in these entries."""
    return [splice for entry in entries for splice in rule.splices(bib, entry)]


def sorted_entries(bib: BibText, entries: list[Entry]) -> list[TextSplice]:
    """The entries ordered by key; what stands between them stays where it is.

    BibTeX reads a crossref parent only behind its children: parents come last.
    """
    parents = {
        key
        for entry in entries
        for one in entry.fields
        if bib.name(one) == "crossref"
        for key in [undelimited(bib.value(one)).strip().lower()]
    }
    ordered = sorted(
        entries, key=lambda entry: (entry.key.lower() in parents, entry.key.lower(), entry.start)
    )
    return [
        TextSplice(there.start, there.end, bib.raw(comes))
        for there, comes in zip(entries, ordered, strict=True)
        if there is not comes
    ]
