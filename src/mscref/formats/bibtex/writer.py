"""References → BibTeX or biblatex: new text, valid and minimal.

What crosses the border: references in, text out; or one entry in the layout of a file that
exists (`entry_text`, for `library/`). Nothing of an existing file is rewritten here.

What is written reads back as the same reference: braces stand where `casing.sentence_case` would
change a capital, leftovers of an earlier reading (`extra["bibtex"]`) go back as they were. Text
is UTF-8; with `ascii_only` everything beyond ASCII becomes a LaTeX command. URLs, DOIs and other
identifiers are written letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mscref.formats.bibtex import casing
from mscref.formats.bibtex.casing import protect
from mscref.formats.bibtex.dates import format_date, month_macro
from mscref.formats.bibtex.entrydates import date_of_text, date_of_year
from mscref.formats.bibtex.foreign import foreign_fields
from mscref.formats.bibtex.layout import DEFAULT_LAYOUT, Layout
from mscref.formats.bibtex.names import format_names, parse_names
from mscref.formats.bibtex.tables import (
    BABEL_NAMES,
    BIBLATEX_PUBLISHERS,
    BIBLATEX_TYPES,
    BIBSTRINGS,
    BIBTEX_OWN_TYPES,
    BIBTEX_PUBLISHERS,
    BIBTEX_TYPES,
    BOOK_LIKE,
    CHAPTER_LIKE,
    CSL_TYPES,
    DATE_FIELDS,
    DEFAULT_GENRES,
    EDITOR_TYPES,
    ENTRY_SUBTYPES,
    EPRINT_URLS,
    ISSUE_TYPES,
    NAME_FIELDS,
    OWN_NAMES,
    TEXT_FIELDS,
    TITLE_FIELDS,
    TITLE_PARTS,
    VERBATIM_FIELDS,
    WRITTEN_FIELDS,
    WRITTEN_TITLES,
)
from mscref.formats.latex.reading import decode, decode_protected
from mscref.formats.latex.writing import ascii_commands, encode
from mscref.model.dates import Date
from mscref.model.reference import Json, Reference
from mscref.model.vocabulary import ITEM_TYPES, JOURNAL_CONTENTS

# Variable → field, the first field of each; then the order in which fields are written.
_NAMES = {variable: name for name, variable in reversed(NAME_FIELDS.items())}
_TEXTS = {variable: name for name, variable in reversed(TEXT_FIELDS.items())}
_TEXTS["annote"] = "annote"  # an alias in biblatex, the only name in BibTeX
_TEXTS.update({variable: name for name, variable in OWN_NAMES.items()})
_VERBATIMS = {variable: name for name, variable in reversed(VERBATIM_FIELDS.items())}
_DATES = {variable: name for name, variable in DATE_FIELDS.items()}
_ORDER = {
    name: place
    for place, name in enumerate(
        """
        author editor bookauthor translator title maintitle booktitle shorttitle journaltitle
        journal shortjournal date year month day series edition volume part number issue chapter
        pages pagetotal volumes type institution school organization howpublished publisher
        location address version eventtitle eventdate venue langid origdate note doi url urldate
        eprint eprinttype eprintclass isbn issn pmid pmcid
        """.split()
    )
}
_LAST = len(_ORDER)
_JOURNAL_VARIABLES = {
    "journaltitle": "container-title",
    "shortjournal": "container-title-short",
}
_CANONICAL = {**{csl: kind for kind, csl in reversed(CSL_TYPES.items())}, **BIBLATEX_TYPES}
# biblatex's names → BibTeX's.
_BIBTEX_NAMES = {
    "journaltitle": "journal",
    "location": "address",
}
# A line that begins so ends an unclosed value; TeX reads a line end as a space anyway.
# Looked for where white space begins only: at every line end of a long run it would be quadratic.
_SPACE_BEFORE_AT = re.compile(r"(?<!\s)\s++(?=@)")
_PAGE_RANGE = re.compile(r"(?<=\w)-(?=\w)")
_SPLIT_YEARS = (1, 9999)
_LOOKS_SPLIT = re.compile(r" and ", re.IGNORECASE)
_LIST_SEPARATOR = re.compile(r"(?<! ); (?! )")
_EVENT = frozenset(["event-date", "event-title", "event-place"])
_TITLE_END = re.compile(r"[!?.,:;]\}*\Z")
_BALANCED = re.compile(r"[{}]")


def write(references: Sequence[Reference]) -> str:
    """BibTeX in the default layout, UTF-8."""
    return write_all(references, dialect="bibtex")


def write_all(
    references: Iterable[Reference],
    *,
    dialect: str,
    ascii_only: bool = False,
    is_exact: bool = True,
) -> str:
    """All references; `dialect` is "bibtex" or "biblatex".

    `is_exact` also writes what keeps readers from inventing a short title: `shorttitle = {}`.
    """
    entries = [
        entry_text(reference, dialect=dialect, ascii_only=ascii_only, is_exact=is_exact)
        for reference in references
    ]
    return "\n\n".join(entries) + "\n" if entries else "\n"


def entry_text(
    reference: Reference,
    layout: Layout = DEFAULT_LAYOUT,
    *,
    dialect: str = "biblatex",
    ascii_only: bool = False,
    is_exact: bool = False,
) -> str:
    """One entry in `layout`, without a line end behind it."""
    kind, fields = entry_fields(
        reference, dialect=dialect, ascii_only=ascii_only, is_exact=is_exact
    )
    delimited = [
        (name, value if is_macro else layout.delimited(value)) for name, value, is_macro in fields
    ]
    return layout.entry(kind, reference.id, delimited)


def entry_fields(
    reference: Reference, *, dialect: str, ascii_only: bool = False, is_exact: bool = False
) -> tuple[str, list[tuple[str, str, bool]]]:
    """The entry type, and for each field its name, LaTeX value, and whether that is a macro."""
    entry = _Entry(reference, dialect=dialect, ascii_only=ascii_only)
    entry.run()
    if is_exact:
        entry.deny_short_title()
    fields = sorted(entry.fields.items(), key=lambda field: _ORDER.get(field[0], _LAST))
    return entry.kind, [(name, value, name in entry.macros) for name, value in fields]


class _Entry:
    """The state of writing one reference."""

    def __init__(self, reference: Reference, *, dialect: str, ascii_only: bool) -> None:
        self.reference = reference
        self.is_bibtex = dialect == "bibtex"
        self.ascii_only = ascii_only
        leftovers = reference.extra.get("bibtex")
        self.leftovers = (
            {name: value for name, value in leftovers.items() if isinstance(value, str)}
            if isinstance(leftovers, dict)
            else {}
        )
        self.written = _texts_under(leftovers, WRITTEN_TITLES)
        self.written_fields = _texts_under(leftovers, WRITTEN_FIELDS)
        self.kind = self.entry_type(self.leftovers.pop("entrytype", ""))
        self.fields: dict[str, str] = {}
        self.macros: set[str] = set()
        language = reference.text("language")
        # As the reader takes it: a language that nobody knows is not English.
        self.is_english = (
            language.startswith("en") if language else "language" not in self.leftovers
        )

    def run(self) -> None:
        """Fill `fields` and `macros`."""
        reference = self.reference
        for variable, value in reference.fields.items():
            if isinstance(value, tuple):
                self.names(variable)
            elif isinstance(value, Date):
                self.date(variable, value)
            elif variable in _TEXTS:
                self.put(_TEXTS[variable], self.encode(str(value)))
                if variable == "edition":
                    self.written_edition(str(value))
            elif variable in _VERBATIMS:
                self.put(_VERBATIMS[variable], _verbatim(str(value)))
        self.titles()
        self.numbers()
        self.publication()
        self.others()
        self.written_titles()
        again = {n: text for n, text in self.written_fields.items() if n not in NAME_FIELDS}
        for name, value in {**again, **self.leftovers}.items():
            if name not in self.fields and _is_balanced(value):
                self.put(name, value)
        for name, text in foreign_fields(reference):
            if name not in self.fields:
                self.put(name, self.encode(text))

    def put(self, name: str, value: str) -> None:
        """Set a field under the name of the dialect; an empty value is none."""
        if value:
            if "@" in value:
                value = _SPACE_BEFORE_AT.sub(" ", value)
            self.fields[_BIBTEX_NAMES.get(name, name) if self.is_bibtex else name] = value

    def encode(self, text: str) -> str:
        """Markup → LaTeX."""
        return encode(text, ascii_only=self.ascii_only)

    def title(self, text: str, *, is_cased: bool = True) -> str:
        """A title, which is sentence-cased when it is read where `is_cased`."""
        if not self.is_english:
            return self.encode(text)
        return protect(text, self.encode, is_cased=is_cased)

    def entry_type(self, known: str) -> str:
        """The entry type: the one it was read from where that still fits, else the usual."""
        csl_type = self.reference.type
        if known and CSL_TYPES.get(known, "document") != csl_type:
            known = ""
        if not self.is_bibtex:
            return known or _CANONICAL.get(csl_type, "misc")
        if known in BIBTEX_OWN_TYPES:
            return known
        genre = self.reference.text("genre").lower()
        if csl_type == "thesis" and genre.startswith("master"):
            return "mastersthesis"
        return BIBTEX_TYPES.get(csl_type, "misc")

    def names(self, variable: str) -> None:
        """A list of names."""
        names = self.reference.names(variable)
        text = format_names(names, self.encode)
        field = _NAMES.get(variable)
        written = self.written_fields.get(field or "") or self.leftovers.get(field or "")
        if field and written and _is_balanced(written) and parse_names(written) == names:
            self.put(field, self.ascii(written))
        elif field:
            self.put(field, text)
        elif variable in EDITOR_TYPES:
            letter = next((one for one in "abc" if f"editor{one}" not in self.fields), "")
            if letter:
                self.put(f"editor{letter}", text)
                self.put(f"editor{letter}type", EDITOR_TYPES[variable])

    def date(self, variable: str, date: Date) -> None:
        """A date; in BibTeX `issued` is split as far as that loses nothing."""
        field = _DATES.get(variable)
        if field is None:
            return
        for name, read in (
            (field, date_of_text),
            (field.removesuffix("date") + "year", date_of_year),
        ):
            written = self.written_fields.get(name)
            if written and _is_balanced(written) and read(written) == date:
                self.put(name, self.ascii(written))
                return
        text = format_date(date)
        if text is None:
            text = self.encode(date.literal or date.raw or _season_text(date))
            field = "year" if field == "date" else field
        elif self.is_bibtex and field == "date" and self.split_date(date):
            return
        self.put(field, text)

    def written_edition(self, number: str) -> None:
        """The words that the number was read from."""
        written = self.written_fields.get("edition", "")
        if not _is_balanced(written) or not written:
            return
        from mscref.model.editions import edition_number

        if edition_number(decode(written)) == number:
            self.put("edition", self.ascii(written))

    def split_date(self, date: Date) -> bool:
        """`year`, `month`, `day`; False for what they cannot say."""
        start = date.start
        first, last = _SPLIT_YEARS
        if start is None or date.circa or date.open_ended or not first <= start.year <= last:
            return False
        if date.end is not None:
            plain = not (start.month or date.end.month) and first <= date.end.year <= last
            if plain and start.year >= 1000 and date.end.year >= 1000:
                self.put("year", f"{start.year}--{date.end.year}")
            return plain and start.year >= 1000 and date.end.year >= 1000
        self.put("year", str(start.year))
        macro = month_macro(start.month)
        if start.month:
            self.put("month", macro or str(start.month))
        if macro:
            self.macros.add("month")
        if start.day:
            self.put("day", str(start.day))
        return True

    def titles(self) -> None:
        """All titles, by what the type makes of them when it is read."""
        text = self.reference.text
        kind = self.kind
        title, volume_title = text("title"), text("volume-title")
        container = text("container-title")
        if kind == "periodical":
            self.put("title", self.encode(container or title))
            if container and title and title != container:
                self.put("issuetitle", self.title(title))
            self.put("shorttitle", self.encode(text("container-title-short")))
        else:
            if volume_title and kind not in CHAPTER_LIKE:
                self.put("maintitle", self.title(title))
                title = volume_title
            self.put("title", self.title(title))
            self.container(container, volume_title)
            self.put("shortjournal", self.encode(text("container-title-short")))
        self.short_title()
        self.put("series", self.title(text("collection-title"), is_cased=False))
        self.put("eventtitle", self.encode(text("event-title") or text("event")))

    def container(self, container: str, volume_title: str) -> None:
        """Journal or book."""
        if self.kind not in CHAPTER_LIKE:
            self.put("journaltitle", self.encode(container))
        elif volume_title:
            self.put("maintitle", self.title(container, is_cased=False))
            self.put("booktitle", self.title(volume_title, is_cased=False))
        else:
            self.put("booktitle", self.title(container, is_cased=False))

    def written_titles(self) -> None:
        """Titles whose LaTeX was read along (`Titles.LATEX`), letter by letter.

        BibTeX knows no subtitles: there they follow the title they belong to.
        """
        written = {name: self.ascii(value) for name, value in self.written.items()}
        if not written or not all(_is_balanced(value) for value in written.values()):
            return
        renamed = [name for name in _JOURNAL_VARIABLES if self._is_renamed(name, written)]
        for name in renamed:
            written.pop(name, None)
            if name == "journaltitle":
                written.pop("journalsubtitle", None)
        for name in TITLE_FIELDS:
            if name not in renamed:
                self.fields.pop(_BIBTEX_NAMES.get(name, name) if self.is_bibtex else name, None)
        if self.is_bibtex:
            for name, (subtitle, addon) in TITLE_PARTS.items():
                title = written.get(name, "")
                title = _joined(title, ": ", written.pop(subtitle, ""))
                written[name] = _joined(title, ". ", written.pop(addon, ""))
        for name, value in written.items():
            self.put(name, value)

    def _is_renamed(self, name: str, written: dict[str, str]) -> bool:
        """Whether the journal has another title than was read: `--journals` puts one there."""
        if self.reference.type not in JOURNAL_CONTENTS:
            return False  # its container is no journal: what was written is another matter
        subtitle = written.get("journalsubtitle", "") if name == "journaltitle" else ""
        source = _joined(written.get(name, ""), ": ", subtitle)
        title = casing.resolve(decode_protected(source))
        return self.reference.text(_JOURNAL_VARIABLES[name]) != title

    def ascii(self, latex: str) -> str:
        """LaTeX with commands for what is beyond ASCII, where that is asked for."""
        return ascii_commands(latex) if self.ascii_only else latex

    def short_title(self) -> None:
        """`shorttitle`, unless it is what stands before the colon anyway."""
        short = self.reference.text("title-short")
        written = self.title(short) if short else ""
        if short and not self.fields.get("title", "").startswith(f"{written}: "):
            self.put("shorttitle", written)

    def deny_short_title(self) -> None:
        """An empty `shorttitle` where a reader would take one from before the colon.

        pandoc reads it so as well. BibTeX and biber take an empty field for none.
        """
        title = self.fields.get("title", "")
        if ": " in title and "title-short" not in self.reference.fields:
            self.fields.setdefault("shorttitle", "")

    def numbers(self) -> None:
        """Volume, number, issue, pages."""
        text = self.reference.text
        self.put("volume", self.encode(text("volume")))
        self.put("part", self.encode(text("part-number")))
        pages = text("page")
        if pages and self.leftovers.get("eid", "") != pages:
            self.put("pages", _PAGE_RANGE.sub("--", self.encode(pages)))
        number, issue = text("number"), text("issue")
        if self.kind in ISSUE_TYPES:
            self.put("number", self.encode(issue))
            if number and not pages:
                self.put("eid", self.encode(number))
            return
        if self.kind in BOOK_LIKE:  # there `number` is that of the series
            self.put("number", self.fields.pop("collection-number", ""))
        else:
            self.put("number", self.encode(number))
        self.put("issue", self.encode(issue))

    def publication(self) -> None:
        """Publisher, place, note, status, genre."""
        text, csl_type = self.reference.text, self.reference.type
        publishers = BIBTEX_PUBLISHERS if self.is_bibtex else BIBLATEX_PUBLISHERS
        publisher = text("publisher")
        if publisher:
            self.put(publishers.get(csl_type, "publisher"), self.list(publisher))
        is_patent = self.kind == "patent"  # there `location` is where it is valid
        if is_patent:
            self.fields.pop("jurisdiction", None)
        self.put("location", self.list(text("jurisdiction" if is_patent else "publisher-place")))
        self.put("note", self.encode(text("note")))
        self.put("pubstate", self.term(text("status")))
        self.put("entrysubtype", self.subtype())
        genre = text("genre")
        if DEFAULT_GENRES.get(self.kind) != genre:
            self.put("type", self.term(genre))

    def term(self, text: str) -> str:
        """A text that biblatex would take for a localisation key, if it is one by chance."""
        encoded = self.encode(text)
        return f"{{{encoded}}}" if BIBSTRINGS.get(text, text) != text else encoded

    def subtype(self) -> str:
        """What the entry type does not say: that it is a magazine, or a CSL type of its own."""
        csl_type = self.reference.type
        if csl_type in ENTRY_SUBTYPES:
            return ENTRY_SUBTYPES[csl_type]
        has_event = not _EVENT.isdisjoint(self.reference.fields)
        read = CSL_TYPES.get(self.kind, "document")
        if self.kind == "unpublished" and has_event:
            read = "speech"
        if read == csl_type or csl_type not in ITEM_TYPES:
            return ""
        return csl_type

    def list(self, text: str) -> str:
        """`A; B` as biblatex's `A and B`."""
        parts = [self.encode(part) for part in _LIST_SEPARATOR.split(text)]
        return " and ".join(
            [f"{{{part}}}" if _LOOKS_SPLIT.search(part) else part for part in parts]
        )

    def others(self) -> None:
        """Language and URL."""
        language = self.reference.text("language")
        self.put("langid", BABEL_NAMES.get(language, self.encode(language)))
        url = self.reference.text("URL")
        eprint = self.leftovers.get("eprint", "")
        base = EPRINT_URLS.get(self.leftovers.get("eprinttype", "").lower())
        if url and not (base and url == base + eprint):
            self.put("url", _verbatim(url))


def _joined(first: str, separator: str, second: str) -> str:
    """Two parts of a title in LaTeX; one that ends in punctuation needs no separator."""
    if not first or not second:
        return first or second
    return first + (" " if _TITLE_END.search(first) else separator) + second


def _texts_under(leftovers: Json, name: str) -> dict[str, str]:
    """The texts that stand together under one name among the leftovers."""
    kept = leftovers.get(name) if isinstance(leftovers, dict) else None
    if not isinstance(kept, dict):
        return {}
    return {field: value for field, value in kept.items() if isinstance(value, str)}


def _verbatim(text: str) -> str:
    """An identifier letter by letter; a brace without its partner is percent-encoded."""
    if _is_balanced(text):
        return text
    return text.replace("{", "%7B").replace("}", "%7D")


def _is_balanced(text: str) -> bool:
    """True where `text` can stand in braces."""
    depth = 0
    for match in _BALANCED.finditer(text):
        depth += 1 if match[0] == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _season_text(date: Date) -> str:
    """A season without a month number, as text."""
    return f"{date.season} {date.year or ''}".strip()
