"""EndNote XML ↔ references.

What crosses the border: XML text in; a doctype or an entity of the file's own is refused before
anything is expanded. Elements are flattened to `parent/child` tags for the table engine; what no
rule takes travels in `Reference.extra["endnotexml"]`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from mscref.formats.base import ReadResult
from mscref.formats.conferences import CONFERENCE_RULES, CONFERENCE_TYPE, ConferenceTags
from mscref.formats.datetexts import date_text, year_of
from mscref.formats.mapping import (
    DATE,
    ISSUED,
    LIST,
    NAMES,
    NUMBERED,
    Rule,
    Tags,
    inverse,
    is_extent,
    put_first,
    put_issued,
    read_fields,
    read_serials,
    result_of,
    settle_journal,
    write_fields,
)
from mscref.formats.record import Reading, Record
from mscref.model.dates import Date
from mscref.model.reference import Reference
from mscref.model.vocabulary import JOURNAL_CONTENTS
from mscref.xmltree import Places, feed

# Reference type by EndNote's number: (name, CSL type).
TYPES = {
    "17": ("Journal Article", "article-journal"),
    "6": ("Book", "book"),
    "5": ("Book Section", "chapter"),
    "47": ("Conference Paper", "paper-conference"),
    "10": ("Conference Proceedings", "paper-conference"),
    "32": ("Thesis", "thesis"),
    "27": ("Report", "report"),
    "12": ("Web Page", "webpage"),
    "16": ("Electronic Article", "article-journal"),
    "19": ("Magazine Article", "article-magazine"),
    "23": ("Newspaper Article", "article-newspaper"),
    "25": ("Patent", "patent"),
    "59": ("Dataset", "dataset"),
    "9": ("Computer Program", "software"),
    "21": ("Film or Broadcast", "motion_picture"),
    "28": ("Edited Book", "book"),
    "31": ("Statute", "legislation"),
    "7": ("Case", "legal_case"),
    "4": ("Bill", "bill"),
    "14": ("Hearing", "hearing"),
    "20": ("Map", "map"),
    "2": ("Artwork", "graphic"),
    "36": ("Manuscript", "manuscript"),
    "34": ("Unpublished Work", "manuscript"),
    "26": ("Personal Communication", "personal_communication"),
    "58": ("Standard", "standard"),
    "53": ("Encyclopedia", "entry-encyclopedia"),
    "52": ("Dictionary", "entry-dictionary"),
    "56": ("Blog", "post-weblog"),
    "13": ("Generic", "document"),
}
_NUMBERS = {
    **inverse({number: csl_type for number, (_, csl_type) in TYPES.items()}),
    "review": "17", "review-book": "17",
}  # fmt: skip
# The types of EndNote that are read only, by name: another one says what CSL can.
NAMED_TYPES = {
    "Aggregated Database": "dataset",
    "Ancient Text": "classic",
    "Audiovisual Material": "motion_picture",
    "Catalog": "book",
    "Chart or Table": "figure",
    "Classical Work": "classic",
    "Discussion Forum": "post",
    "Electronic Book": "book",
    "Electronic Book Section": "chapter",
    "Equation": "figure",
    "Figure": "figure",
    "Government Document": "report",
    "Grant": "report",
    "Interview": "interview",
    "Legal Rule or Regulation": "regulation",
    "Music": "musical_score",
    "Online Database": "dataset",
    "Online Multimedia": "motion_picture",
    "Pamphlet": "pamphlet",
    "Podcast": "broadcast",
    "Serial": "periodical",
    "Serial Publication": "periodical",
    "Social Media": "post",
    "Television Episode": "broadcast",
    **dict(TYPES.values()),
}

_RULES = (
    Rule("author", ("contributors/authors/author",), NAMES),
    Rule("translator", ("contributors/translated-authors/author",), NAMES),
    Rule("title", ("titles/title",)),
    Rule("title-short", ("titles/short-title",)),
    Rule("container-title-short", ("periodical/abbr-1", "alt-periodical/abbr-1")),
    Rule("page", ("pages",)),
    Rule("volume", ("volume",)),
    Rule("issue", ("number",)),
    Rule("number-of-volumes", ("num-vols",)),
    Rule("edition", ("edition",)),
    Rule("section", ("section",)),
    Rule("publisher", ("publisher",)),
    Rule("publisher-place", ("pub-location",)),
    Rule("genre", ("work-type",)),
    Rule("DOI", ("electronic-resource-num",)),
    Rule("PMCID", ("custom2",)),
    Rule("abstract", ("abstract",)),
    Rule("note", ("notes",)),
    Rule("annote", ("research-notes",)),
    Rule("keyword", ("keywords/keyword",), LIST),
    Rule("language", ("language",)),
    Rule("call-number", ("call-num",)),
    Rule("PMID", ("accession-num",)),
    Rule("URL", ("urls/related-urls/url", "urls/web-urls/url")),
    Rule("accessed", ("access-date",), DATE),
    Rule("source", ("remote-database-name",)),
)
_BOOK_RULES = (
    Rule("editor", ("contributors/secondary-authors/author",), NAMES),
    Rule("collection-title", ("titles/secondary-title", "titles/tertiary-title")),
)
_PART_RULES = (
    Rule("editor", ("contributors/secondary-authors/author",), NAMES),
    Rule("collection-editor", ("contributors/tertiary-authors/author",), NAMES),
    Rule("container-title", ("titles/secondary-title", "periodical/full-title")),
    Rule("collection-title", ("titles/tertiary-title",)),
)
# What an element means in one type only; these rows come before the others.
_OWN_RULES = {
    "chapter": (Rule("chapter-number", ("section",)),),
    **dict.fromkeys(["software", "dataset", "webpage"], (Rule("version", ("edition",)),)),
    CONFERENCE_TYPE: CONFERENCE_RULES,
    "patent": (Rule("jurisdiction", ("pub-location",)),),
    "legal_case": (Rule("authority", ("publisher",)),),
}
_BOOKS = frozenset(["book", "thesis", "report", "software", "dataset"])
# In these `pages` says how many there are, unless it is a range.
_COUNTED = frozenset(["book", "thesis", "manuscript"])
# Where the title of a journal stands, in full and in short.
_SHORT_TAG = "periodical/abbr-1"
_JOURNAL_TAGS = (
    "titles/secondary-title", "periodical/full-title", "alt-periodical/full-title", _SHORT_TAG,
    "alt-periodical/abbr-1", "titles/alt-title",
)  # fmt: skip
_CONFERENCE = ConferenceTags("titles/secondary-title", "custom3", "pub-location", "custom1")
_SERIAL_BREAK = re.compile(r"[;\r\n]+")
_TYPE_NAME = "ref-type name"  # an attribute
_REPEATED = frozenset(["authors", "secondary-authors", "tertiary-authors", "keywords"])


class _Records:
    """Collects the flattened records while expat reads."""

    def __init__(self) -> None:
        self.places = Places()
        self.records: list[Record] = []
        self.path: list[str] = []
        self.text: list[str] = []
        self.record: Record | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens; `style` only formats."""
        if name == "record":
            self.record = Record(self.places.line())
            self.path = []
        elif self.record is not None and name != "style":
            self._text_ends()
            self.path.append(name)
            if name == "ref-type" and attributes.get("name"):
                self.record.add(_TYPE_NAME, attributes["name"])

    def characters(self, data: str) -> None:
        """The text of a leaf, in pieces where `style` stands inside."""
        self.text.append(data)

    def end(self, name: str) -> None:
        """An element closes; leaves become tags."""
        if name == "record" and self.record is not None:
            self._text_ends()
            self.records.append(self.record)
            self.record = None
        elif self.record is not None and name != "style":
            self._text_ends()
            if self.path:
                self.path.pop()

    def _text_ends(self) -> None:
        """What was written since the last tag belongs to the innermost element."""
        value = "".join(self.text).strip()
        self.text.clear()
        if value and self.record is not None:
            self.record.add("/".join(self.path) or "record", value, line=self.places.line())


def read(text: str, *, path: str) -> ReadResult:
    """Read every record; a damaged file gives the records before the damage."""
    records = _Records()
    diagnostics, is_read = feed(
        records, text, path=path, code="endnotexml", program="EndNote", places=records.places
    )
    found = records.records if is_read else []
    readings = [_reading(record) for record in found]
    return result_of(readings, path=path, format_name="endnotexml", diagnostics=diagnostics)


def write(references: Sequence[Reference]) -> str:
    """An EndNote library of all references."""
    records = "".join([_record(reference) for reference in references])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n{records}</records></xml>\n'


def _rules(csl_type: str) -> tuple[Rule, ...]:
    general = _BOOK_RULES if csl_type in _BOOKS else _PART_RULES
    return (*_OWN_RULES.get(csl_type, ()), *general, *_RULES)


def _reading(record: Record) -> Reading:
    number, name = record.take("ref-type"), record.take(_TYPE_NAME)
    csl_type = NAMED_TYPES.get(name) or TYPES.get(number, ("", ""))[1]
    if csl_type not in _NUMBERS:
        record.set_aside("ref-type", [number])
        record.set_aside(_TYPE_NAME, [name])
    csl_type = csl_type or "document"
    key = record.take("label").replace(" ", "_")
    serials = _SERIAL_BREAK.split("\n".join(record.take_all("isbn")))
    issued = _date_text(record.take("dates/year"), record.take("dates/pub-dates/date"))
    put_issued(record, issued, year_tag="dates/year")
    if not record.first("accession-num").isdigit():
        record.set_aside("accession-num", record.take_all("accession-num"))
    if not record.first("custom2").upper().startswith("PMC"):
        record.set_aside("custom2", record.take_all("custom2"))
    if csl_type == CONFERENCE_TYPE:
        _CONFERENCE.settle(record)
    if csl_type in JOURNAL_CONTENTS:
        settle_journal(record, _JOURNAL_TAGS, full=_JOURNAL_TAGS[0], short=_SHORT_TAG)
    fields = read_fields((*_rules(csl_type), Rule("issued", (ISSUED,), DATE)), record)
    texts = [text.strip() for text in serials if text.strip()]
    for variable, text in read_serials(texts, csl_type).items():
        if fields.setdefault(variable, text) != text:
            record.set_aside("isbn", [text])
    if csl_type in _COUNTED and is_extent(str(fields.get("page", ""))):
        fields["number-of-pages"] = fields.pop("page")
    return record.reading(Reference(key, csl_type, fields), format_name="endnotexml")


def _date_text(year: str, day: str) -> str:
    """`2020` and `Apr 1` as one date; a date that has the year already is enough."""
    if not day or year in day:
        return day or year
    return f"{year} {day}"


def _record(reference: Reference) -> str:
    number = _NUMBERS.get(reference.type, "13")
    rules = _rules(reference.type)
    tags = write_fields(rules, reference, format_name="endnotexml")
    if reference.type == CONFERENCE_TYPE:
        _CONFERENCE.write(tags)
    kept, name = tags.pop("ref-type", [""])[0], tags.pop(_TYPE_NAME, [""])[0]
    if name and NAMED_TYPES.get(name, "document") == reference.type:
        number = kept
    else:
        name = TYPES[number][0]
    date = reference.date("issued")
    if date is not None:
        _write_date(date, tags)
    # EndNote has one field for all, a line for each.
    serials = [*_serials(reference), *tags.pop("isbn", ())]
    put_first(tags, "isbn", ["\n".join(serials)] if serials else [])
    if reference.type in _COUNTED and reference.text("number-of-pages"):
        tags.setdefault("pages", [reference.text("number-of-pages")])
    put_first(tags, "label", [reference.id])
    body = "".join(_elements(_tree(tags), depth=2))
    kind = f"  <ref-type name={quoteattr(name)}>{escape(number)}</ref-type>\n"
    return f"<record>\n{kind}{body}</record>\n"


def _write_date(date: Date, tags: Tags) -> None:
    """The year, and the whole date beside it where that says more."""
    written, year = date_text(date), year_of(date)
    is_more = bool(year) and written != f"{int(year):04d}"
    put_first(tags, "dates/year", [str(int(year)) if is_more else written])
    put_first(tags, "dates/pub-dates/date", [written] if is_more else [])


def _serials(reference: Reference) -> list[str]:
    names = ("number", "ISBN", "ISSN") if reference.type in NUMBERED else ("ISBN", "ISSN")
    return [reference.text(name) for name in names if reference.text(name)]


_Tree = dict[str, "_Tree | list[str]"]


def _tree(tags: Tags) -> _Tree:
    """`a/b` tags as nested elements."""
    tree: _Tree = {}
    for path, values in tags.items():
        *parents, leaf = [part for part in path.strip("/").split("/") if part]
        place: _Tree = tree
        for parent in parents:
            inner = place.setdefault(parent, {})
            if not isinstance(inner, dict):
                break
            place = inner
        else:
            place.setdefault(leaf, list(values))
    return tree


def _elements(tree: _Tree, *, depth: int) -> list[str]:
    indent = "  " * (depth // 2)
    lines: list[str] = []
    for name, inside in tree.items():
        if isinstance(inside, dict):
            lines.append(f"{indent}<{name}>\n")
            lines.extend(_elements(inside, depth=depth + 2))
            lines.append(f"{indent}</{name}>\n")
        else:
            lines.extend(
                f"{indent}<{name}><style>{escape(_printable(value))}</style></{name}>\n"
                for value in inside
            )
    return lines


def _printable(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return "".join(
        char
        for char in text
        if char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd"
        or char > "\uffff"
    )  # fmt: skip
