"""One BibTeX or biblatex entry → one Reference.

What crosses the border: an `Entry` of the scanner in, a `Reference` out, problems into a list.
An error costs the field it stands in: the text stays, and is reported. Fields that CSL has no
variable for travel in `extra["bibtex"]` as LaTeX, for the writer to put back.

This runs for every entry of a library, so the common case is short: one look-up per field says
what to do with it; what depends on other fields is put aside and done at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from mscref.diagnostics import Severity
from mscref.formats.bibtex import casing
from mscref.formats.bibtex.dates import parse_date, parse_split
from mscref.formats.bibtex.inherit import inherited
from mscref.formats.bibtex.names import DEFAULT_OPTIONS, NameOptions, parse_names, split_names
from mscref.formats.bibtex.scan import BibFile, Entry, Problem
from mscref.formats.bibtex.tables import (
    ALIASES,
    BIBLATEX_TYPES,
    BIBSTRINGS,
    BOOK_LIKE,
    CHAPTER_LIKE,
    CSL_TYPES,
    DATE_FIELDS,
    DATE_PREFIXES,
    DEFAULT_GENRES,
    EDITOR_ROLES,
    EPRINT_URLS,
    ISSUE_TYPES,
    LANGUAGES,
    NAME_FIELDS,
    OWN_NAMES,
    PROTECTED_FIELDS,
    PUBLISHER_FIELDS,
    STEERING_FIELDS,
    TEXT_FIELDS,
    TYPE_ALIASES,
    VERBATIM_FIELDS,
)
from mscref.formats.bibtex.values import collect_macros, evaluate, undefined_macro, unknown_macros
from mscref.formats.latex.reading import PROTECT, UNPROTECT, decode, decode_protected
from mscref.model.dates import Date
from mscref.model.reference import FieldValue, Json, Reference
from mscref.model.vocabulary import ITEM_TYPES

# What the loop over the fields does with each: (what, CSL variable). Fields absent here are
# leftovers; LATER ones are read again by the functions below.
_TEXT, _NAMES, _DATE, _VERBATIM, _PROTECTED, _LATER = range(6)
_SPLIT_DATES = [
    prefix + part
    for prefix in DATE_PREFIXES
    for part in ("year", "month", "day", "endyear", "endmonth", "endday")
]
_YEARS = [(prefix + "year", prefix, variable) for prefix, variable in DATE_PREFIXES.items()]
# What stands together is done together, and only where one of its fields is there.
_NUMBERS, _PUBLICATION, _LINKS, _EDITORS, _OTHER = "numbers", "publication", "links", "editors", ""
_LATER_FIELDS = {
    _NUMBERS: "pages eid volume part number issue",
    _PUBLICATION: "location note addendum pubstate " + " ".join(PUBLISHER_FIELDS),
    _LINKS: "url",
    _EDITORS: "editortype editora editorb editorc editoratype editorbtype editorctype",
    _OTHER: """
        title subtitle titleaddon maintitle mainsubtitle maintitleaddon booktitle booksubtitle
        booktitleaddon issuetitle issuesubtitle journaltitle journalsubtitle eventtitle shorttitle
        series type langid langidopts options entrysubtype
    """,
}
_PLAN: dict[str, tuple[int, str]] = {
    **dict.fromkeys(_SPLIT_DATES, (_LATER, _OTHER)),
    **{name: (_LATER, group) for group, names in _LATER_FIELDS.items() for name in names.split()},
    **{name: (_TEXT, variable) for name, variable in TEXT_FIELDS.items()},
    **{name: (_TEXT, variable) for name, variable in OWN_NAMES.items()},
    **{name: (_PROTECTED, variable) for name, variable in PROTECTED_FIELDS.items()},
    **{name: (_VERBATIM, variable) for name, variable in VERBATIM_FIELDS.items()},
    **{name: (_NAMES, variable) for name, variable in NAME_FIELDS.items()},
    **{name: (_DATE, variable) for name, variable in DATE_FIELDS.items()},
}
_LEFTOVER = (-1, "")
_TITLE_END = re.compile(rf"[!?.,:;][{UNPROTECT}\s]*(?:</\w+>|{UNPROTECT})*\Z")
_INTEGER = re.compile(r"\d+")
_URL = re.compile(r"(?:https?|ftp)://\S+", re.IGNORECASE)
_URL_COMMAND = re.compile(r"\s*\\(?:url|path|nolinkurl)\s*\{(.*)\}\s*", re.DOTALL)
_ESCAPED = re.compile(r"\\([_%#&~{}$])(?:\{\})?")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_VARIANT = re.compile(r"variant\s*=\s*([A-Za-z]+)")
_DOI_RESOLVER = re.compile(r"\s*(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
# CSL type → the entry type the writer chooses by itself.
_CANONICAL = {**{csl: kind for kind, csl in reversed(CSL_TYPES.items())}, **BIBLATEX_TYPES}


class Converter:
    """Converts the entries of one scanned file; keeps what they share."""

    def __init__(self, bib: BibFile) -> None:
        self.bib = bib
        self.macros: Mapping[str, str] = collect_macros(bib)
        self.problems: list[Problem] = []
        self._by_key: dict[str, Entry] | None = None  # for parents, when one is asked for
        self._names: dict[str, str] = {}  # field names as written → biblatex's

    def convert(self, entry: Entry, *, default_id: str = "") -> Reference:
        """The reference of an entry; `default_id` stands in for a missing key."""
        kind = entry.type.lower()
        fields = self.fields(entry)
        own = fields
        if "crossref" in fields or "xdata" in fields:
            fields = inherited(kind, fields, self._find_parent)
        conversion = _Conversion(self, entry, kind, fields)
        conversion.run()
        leftovers = conversion.leftovers
        if own is not fields and len(fields) > len(own):
            for name in STEERING_FIELDS:
                leftovers.pop(name, None)
        extra: dict[str, Json] = {"bibtex": leftovers} if leftovers else {}
        return Reference(entry.key or default_id, conversion.type, conversion.csl, extra)

    def fields(self, entry: Entry) -> dict[str, str]:
        """The fields by lower-case biblatex name, as LaTeX; the first of a repeated one."""
        fields: dict[str, str] = {}
        macros, names = self.macros, self._names
        for written, value in entry.raw_fields():
            name = names.get(written)
            if name is None:
                lowered = written.lower()
                name = names[written] = ALIASES.get(lowered, lowered)
            if name in fields and not _replaces_alias(entry, written, name):
                continue
            if value[:1] in ("{", '"') and "#" not in value:
                fields[name] = value[1:-1]
            elif value.isdigit():
                fields[name] = value
            else:
                fields[name] = evaluate(value, macros)
                for macro in unknown_macros(value, macros):
                    self.report_macro(entry, written, macro)
        return fields

    def report_macro(self, entry: Entry, field_name: str, macro: str) -> None:
        """Note a macro that is not defined."""
        field = entry.find_field(field_name)
        offset = field.value_start if field else entry.start
        self.problems.append(undefined_macro(macro, offset))

    def report(self, entry: Entry, code: str, message: str, *, name: str, hint: str = "") -> None:
        """Note a problem with the value of a field (or its entry, where it is inherited)."""
        fields = {entry.source[one.name_start : one.name_end].lower(): one for one in entry.fields}
        field = fields.get(name)
        offset = field.value_start if field else entry.start
        self.problems.append(Problem(Severity.WARNING, code, message, offset, hint))

    def _find_parent(self, key: str) -> tuple[str, dict[str, str]] | None:
        if self._by_key is None:
            self._by_key = {}
            for entry in self.bib.entries():
                self._by_key.setdefault(entry.key.lower(), entry)
        parent = self._by_key.get(key.lower())
        return (parent.type.lower(), self.fields(parent)) if parent else None


class _Conversion:
    """The state of converting one entry."""

    __slots__ = ("converter", "csl", "entry", "fields", "kind", "leftovers", "names", "type")

    def __init__(
        self, converter: Converter, entry: Entry, kind: str, fields: dict[str, str], /
    ) -> None:
        self.converter = converter
        self.entry = entry
        self.kind = kind
        self.fields = fields
        self.csl: dict[str, FieldValue] = {}
        self.leftovers: dict[str, Json] = {}
        self.type = CSL_TYPES.get(kind, "document")
        self.names = DEFAULT_OPTIONS

    def run(self) -> None:
        """Fill `type`, `csl` and `leftovers`."""
        fields, csl = self.fields, self.csl
        if "options" in fields:
            self.read_options(fields["options"])
        groups = set()
        for name, value in fields.items():
            what, variable = _PLAN.get(name, _LEFTOVER)
            if what == _LATER:
                groups.add(variable)
            elif not value and what >= 0:
                continue
            elif what == _TEXT:
                csl[variable] = decode(value)
            elif what == _NAMES:
                names = parse_names(value, self.names)
                if names and (name != "editor" or "editortype" not in fields):
                    csl[variable] = names
            elif what == _DATE:
                self.date(name, value, variable)
            elif what == _VERBATIM:
                csl[variable] = _verbatim(value)
            elif what == _PROTECTED:
                csl[variable] = casing.resolve(decode_protected(value))
            else:
                self.leftovers[name] = value
        self.rest(groups)

    def rest(self, groups: set[str]) -> None:
        """What depends on the type or on several fields."""
        fields = self.fields
        if _EDITORS in groups:
            self.editors()
        for year, prefix, variable in _YEARS:
            if year in fields and variable not in self.csl:
                self.split_date(prefix, variable)
        english = self.language() if "langid" in fields or "language" in fields else True
        self.titles(english)
        if _NUMBERS in groups:
            self.numbers()
        if _PUBLICATION in groups:
            self.publication()
        if _LINKS in groups or "eprint" in fields:
            self.links()
        self.type_and_genre()
        if "doi" in fields:
            self.csl["DOI"] = _DOI_RESOLVER.sub("", str(self.csl.get("DOI", "")), count=1)
            if not self.csl["DOI"] or _has_option(fields, "doi", "false"):
                del self.csl["DOI"]

    # --- Names, dates, language ----------------------------------------------------------

    def read_options(self, options: str) -> None:
        """`options = {useprefix=true, juniorcomma=true}`; kept as a leftover."""
        self.leftovers["options"] = options
        self.names = NameOptions(
            _has_option(self.fields, "useprefix", "true"),
            _has_option(self.fields, "juniorcomma", "true"),
        )

    def editors(self) -> None:
        """`editor` with an `editortype`, and `editora` to `editorc`."""
        for letter in ("", "a", "b", "c"):
            names = parse_names(self.fields.get("editor" + letter, ""), self.names)
            if not names:
                continue
            kind = self.fields.get(f"editor{letter}type", "editor" if not letter else "")
            role = EDITOR_ROLES.get(kind.strip().lower())
            if role is None and not letter:
                role = "editor"
                self.leftovers["editortype"] = kind
            if role is None or role in self.csl:
                self.leftovers["editor" + letter] = self.fields["editor" + letter]
                if kind:
                    self.leftovers[f"editor{letter}type"] = kind
            else:
                self.csl[role] = names

    def date(self, name: str, value: str, variable: str) -> None:
        """A biblatex date; one that cannot be read leaves the place to `year`, else is text."""
        date = parse_date(value)
        if date is None:
            date = parse_date(decode(value))
        if date is not None:
            self.csl[variable] = date
        elif value.strip("0 ") == "":
            self.leftovers[name] = value  # "0000": a place kept free
        elif name != "date" or "year" not in self.fields:
            self.unreadable_date(name, value, variable)

    def split_date(self, prefix: str, variable: str) -> None:
        """`year`, `month`, `day` and their end."""
        fields = self.fields
        year = decode(fields[prefix + "year"])
        month = fields.get(prefix + "month", "")
        date = parse_split(year, decode(month) if month else "", fields.get(prefix + "day", ""))
        if date is None:
            if year.lower() in BIBSTRINGS:
                self.csl.setdefault("status", BIBSTRINGS[year.lower()])
            elif year:
                self.unreadable_date(prefix + "year", year, variable)
            return
        if prefix + "endyear" in fields:
            end = parse_split(
                fields[prefix + "endyear"],
                fields.get(prefix + "endmonth", ""),
                fields.get(prefix + "endday", ""),
            )
            if end is not None:
                date = Date(date.start, end.start, circa=date.circa)
        self.csl[variable] = date

    def unreadable_date(self, name: str, value: str, variable: str) -> None:
        """Keep the text of a date, and say so."""
        self.csl[variable] = Date(literal=decode(value))
        self.converter.report(
            self.entry,
            "bibtex-date",
            f"`{value[:40]}` is not a date; it is kept as text",
            name=name,
            hint="write the date as 2020, 2020-04 or 2020-04-01",
        )

    def language(self) -> bool:
        """Set `language`; True where titles are to be read as English."""
        fields = self.fields
        name = fields.get("langid", "").strip()
        if not name:
            # `language` is the language of the work; it says less, but better than nothing.
            written = fields.get("language", "").strip()
            tag = LANGUAGES.get(written.lower(), "")
            if tag:
                self.csl["language"] = tag
            return not tag or tag.startswith("en")
        tag = LANGUAGES.get(name.lower(), "")
        if not tag:
            tag = _language_tag(name)
        elif "langidopts" in fields:
            variant = _VARIANT.search(fields["langidopts"])
            tag = LANGUAGES.get(variant[1].lower(), tag) if variant else tag
        self.csl["language"] = tag
        return tag.startswith("en")

    # --- Titles ----------------------------------------------------------------------------

    def titles(self, english: bool) -> None:
        """All title variables."""
        fields, csl, kind = self.fields, self.csl, self.kind
        cased: Callable[[str], str] = casing.sentence_case if english else casing.resolve
        chapter_like = kind in CHAPTER_LIKE
        periodical = kind == "periodical"
        main = (
            self.joined("maintitle", "mainsubtitle", "maintitleaddon")
            if "maintitle" in fields
            else ""
        )
        own = self.joined("title", "subtitle", "titleaddon")
        if periodical:
            if own:
                csl["container-title"] = casing.resolve(own)
            issue = self.joined("issuetitle", "issuesubtitle", "")
            title = issue or own
        elif main and not chapter_like:
            title = main
            if own:
                csl["volume-title"] = cased(own)
        else:
            title = own
        if title:
            csl["title"] = cased(title)
        if not periodical:
            self.container(main, cased)
        self.short_title(title, cased)
        if "series" in fields:
            self.series(cased)
        event = fields.get("eventtitle", "")
        if event:
            csl["event-title"] = casing.resolve(decode_protected(event))

    def container(self, main: str, cased: Callable[[str], str]) -> None:
        """`container-title` of a work that is not itself a periodical."""
        fields, csl, kind = self.fields, self.csl, self.kind
        if kind in CHAPTER_LIKE:
            book = self.joined("booktitle", "booksubtitle", "booktitleaddon")
            container = main or book
            if container:
                csl["container-title"] = cased(container)
            if main and book:
                csl["volume-title"] = cased(book)
            return
        if "journaltitle" in fields:
            journal = self.joined("journaltitle", "journalsubtitle", "")
            if journal:
                csl["container-title"] = casing.resolve(journal)
        elif "booktitle" in fields and kind not in BOOK_LIKE:
            book = self.joined("booktitle", "booksubtitle", "booktitleaddon")
            if book:
                csl["container-title"] = cased(book)
        for name in ("issuetitle", "issuesubtitle"):
            if name in fields:
                self.leftovers[name] = fields[name]

    def short_title(self, title: str, cased: Callable[[str], str]) -> None:
        """`title-short`: given, or what stands before the colon. An empty `shorttitle` is none."""
        fields, csl = self.fields, self.csl
        periodical = self.kind == "periodical"
        if "shorttitle" in fields and ("maintitle" not in fields or self.kind in CHAPTER_LIKE):
            head = decode_protected(fields["shorttitle"])
            if head and periodical:
                csl["container-title-short"] = casing.resolve(head)
        elif "maintitle" in fields:
            head = _before_colon(decode_protected(fields.get("title", "")))
        elif "subtitle" in fields or "titleaddon" in fields:
            first = decode_protected(fields.get("title", ""))
            head = _before_colon(first) or first
        else:
            head = _before_colon(title)
        if head and not periodical:
            csl["title-short"] = cased(head)

    def series(self, cased: Callable[[str], str]) -> None:
        """`collection-title`; a bare number counts the series of a journal."""
        series = self.fields["series"].strip()
        if not series:
            return
        if _INTEGER.fullmatch(series):
            self.csl["collection-title"] = f"{_ordinal(int(series))} series"
        else:
            known = BIBSTRINGS.get(series)
            self.csl["collection-title"] = cased(known or decode_protected(series))

    def joined(self, title: str, subtitle: str, addon: str) -> str:
        """`title: subtitle. addon`, marked for casing."""
        fields = self.fields
        text = decode_protected(fields[title]) if title in fields else ""
        if subtitle in fields:
            text = _join(text, ": ", decode_protected(fields[subtitle]))
        if addon in fields:
            text = _join(text, ". ", decode_protected(fields[addon]))
        return text

    # --- Everything else -------------------------------------------------------------------

    def numbers(self) -> None:
        """Pages, volume, number and issue."""
        fields, csl, kind = self.fields, self.csl, self.kind
        pages = fields.get("pages", "")
        if pages:
            csl["page"] = _pages(pages)
            if "eid" in fields:
                self.leftovers["eid"] = fields["eid"]
        elif fields.get("eid"):
            csl["page"] = decode(fields["eid"])  # article numbers stand where pages stand
            self.leftovers["eid"] = fields["eid"]
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

    def publication(self) -> None:
        """Publisher and place, note, status."""
        fields, csl = self.fields, self.csl
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
            if self.kind == "patent":
                csl["jurisdiction"] = _list(location, BIBSTRINGS)
            else:
                csl["publisher-place"] = _list(location)
        note = decode(fields.get("note", ""))
        if fields.get("addendum"):
            note = _join(note, ". ", decode(fields["addendum"]))
        if note:
            csl["note"] = note
        status = fields.get("pubstate", "")
        if status:
            csl["status"] = BIBSTRINGS.get(status.strip()) or decode(status)

    def links(self) -> None:
        """URL, from `url` or made of an eprint."""
        fields, csl = self.fields, self.csl
        if fields.get("url"):
            shown = self.type == "webpage" or not _has_option(fields, "url", "false")
            if shown:
                csl["URL"] = _verbatim(fields["url"])
        elif fields.get("eprint"):
            base = EPRINT_URLS.get(fields.get("eprinttype", "").strip().lower())
            if base:
                csl.setdefault("URL", base + _verbatim(fields["eprint"]))
        if csl.get("URL") == "":
            del csl["URL"]

    def type_and_genre(self) -> None:
        """The CSL type where more than the entry type decides it, and `genre`."""
        fields, csl, kind = self.fields, self.csl, self.kind
        subtype = fields.get("entrysubtype", "").strip().lower()
        if subtype:
            if kind in ("article", "suppperiodical") and subtype in ("magazine", "newspaper"):
                self.type = f"article-{subtype}"
            elif subtype in ITEM_TYPES:
                self.type = subtype
            else:
                self.leftovers["entrysubtype"] = fields["entrysubtype"]
        if kind == "unpublished" and not csl.keys().isdisjoint(
            ("event-date", "event-title", "event-place")
        ):
            self.type = "speech"
        genre = fields.get("type", "")
        if genre:
            csl["genre"] = BIBSTRINGS.get(genre.strip()) or decode(genre)
        elif kind in DEFAULT_GENRES:
            csl["genre"] = DEFAULT_GENRES[kind]
        is_subtype = CSL_TYPES.get(kind, "document") != self.type  # the writer finds it by itself
        if _CANONICAL.get(self.type) != kind and kind not in TYPE_ALIASES and not is_subtype:
            self.leftovers["entrytype"] = kind


def _replaces_alias(entry: Entry, written: str, name: str) -> bool:
    """True where `written` is biblatex's own name and only aliases stood before it.

    `journaltitle` wins over `journal`; of two fields of one name the first wins, as in BibTeX.
    """
    if written.lower() != name:
        return False
    lowered = [other.lower() for other, _ in entry.raw_fields()]
    return lowered.index(name) == max(place for place, other in enumerate(lowered) if other == name)


# --- Leaves --------------------------------------------------------------------------------


def _has_option(fields: Mapping[str, str], option: str, value: str) -> bool:
    """True where the `options` field says `option=value`; `option` alone is `true`."""
    for one in fields.get("options", "").split(","):
        name, _, given = one.partition("=")
        if name.strip().lower() == option:
            return (given.strip().lower() or "true") == value
    return False


def _verbatim(value: str) -> str:
    """A URL or identifier letter by letter, without the escapes that BibTeX users add."""
    value = value.strip()
    if "\\" in value:
        command = _URL_COMMAND.fullmatch(value)
        value = _ESCAPED.sub(r"\1", command[1] if command else value)
    if value[:1] == "{" and value[-1:] == "}" and value.count("{") == 1:
        value = value[1:-1].strip()
    return value


def _join(first: str, separator: str, second: str) -> str:
    """Two parts of a title; one that ends in punctuation needs no separator."""
    if not first or not second:
        return first or second
    return first + (" " if _TITLE_END.search(first) else separator) + second


def _before_colon(text: str) -> str:
    """What stands before the first colon outside of braces and tags, "" where there is none."""
    place = text.find(": ")
    if place <= 0:
        return ""
    head = text[:place]
    if head.count(PROTECT) != head.count(UNPROTECT):
        return ""
    if head.count("<") != head.count(">") or head.count("</") * 2 != head.count("<"):
        return ""
    return head


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


def _ordinal(number: int) -> str:
    """1 → 1st"""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _language_tag(name: str) -> str:
    """A BCP 47 tag in its usual case; any other text as it is."""
    if not _LANGUAGE_TAG.fullmatch(name):
        return name
    first, *others = re.split(r"[-_]", name)
    return "-".join([first.lower(), *(one.upper() if len(one) == 2 else one for one in others)])


def is_reference(entry: Entry) -> bool:
    """True unless the entry only lends its fields to others."""
    return entry.type.lower() != "xdata"
