"""The layout of a .bib file, each part of it asked for by name: the table `RULES`.

What is wrong with a value is a rule's of `lint/`, with its repair; here is what is form.

A rule answers with splices for one entry; two rules may want the same stretch of text, so the
caller applies one rule after the other. Only what a rule names is changed.

What crosses the border: a scanned file and an entry in, splices out. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mscref.formats.bibtex.blocks import Entry, Field
from mscref.formats.bibtex.layout import DEFAULT_LAYOUT, with_newline
from mscref.library import bibfile
from mscref.library.bibfile import BibText, delimiters_of, undelimited
from mscref.library.delta import TextSplice

Splices = Iterable[TextSplice]


@dataclass(frozen=True, slots=True)
class TidyRule:
    """One normalisation. One that `moves` text, or is a matter of taste, is never part of `all`."""

    title: str
    splices: Callable[[BibText, Entry], Splices]
    moves: bool = False


# Fields that hold no LaTeX text.
_VERBATIM = frozenset(
    "url doi file eprint pdf urls bdsk-url-1 bdsk-url-2 verba verbb verbc".split()
)
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


RULES: Mapping[str, TidyRule] = MappingProxyType(
    {
        "spaces": TidyRule("no line breaks and double spaces in values", _spaces),
        "lower-case": TidyRule("names of fields and types in lower case", _lower_case),
        "braces": TidyRule("values in braces, not in quotes", _braces),
        "fields": TidyRule("fields in a fixed order", _field_order, moves=True),
        "layout": TidyRule("every entry laid out as mscref does it", _layout, moves=True),
    }
)
SORT = "sort"  # of entries: not a rule for one entry, see `sorted_entries`


_JOURNAL_FIELDS = frozenset(["journal", "journaltitle"])
_PLAIN = re.compile(r"[^\\{}$~%]*")  # beside `\&`: text whose words are what they look like


def journal_rule(title: str, form: Callable[[str], str]) -> TidyRule:
    """A rule that gives the titles of journals another form; those with LaTeX in them stay."""

    def splices(bib: BibText, entry: Entry) -> Splices:
        for one, text in _fields(bib, entry, _JOURNAL_FIELDS):
            plain = text.replace(r"\&", "&")
            new = form(plain) if _PLAIN.fullmatch(plain) and plain.strip() else plain
            if new != plain:
                yield _with_text(bib, one, new.replace("&", r"\&"))

    return TidyRule(title, splices, moves=True)


def tidy_splices(bib: BibText, rule: TidyRule, entries: Iterable[Entry]) -> list[TextSplice]:
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
