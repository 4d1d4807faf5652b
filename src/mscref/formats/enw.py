"""Tagged EndNote (`.enw`, *refer* and BibIX before it) ↔ references: what databases export.

Grammar: lines `%X value`, a record begins with `%0` (its type) or behind an empty line; a line
without a tag goes on with the value before it. Tags are those of EndNote's import filter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mscref.diagnostics import Diagnostic
from mscref.formats.base import ReadResult
from mscref.formats.bibtex.names import parse_names
from mscref.formats.conferences import CONFERENCE_RULES, CONFERENCE_TYPE, ConferenceTags
from mscref.formats.datetexts import date_text, year_of
from mscref.formats.endnotexml import NAMED_TYPES, TYPES
from mscref.formats.invertednames import tagged_name
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
    parse_loose_date,
    put_first,
    put_issued,
    read_fields,
    read_serials,
    result_of,
    single_line,
    write_fields,
)
from mscref.formats.record import Reading, Record
from mscref.formats.tagged import Form, records_in
from mscref.model.reference import Reference

_WRITTEN_TYPES = {
    **inverse(dict(TYPES.values())),
    "review": "Journal Article", "review-book": "Journal Article",
}  # fmt: skip
_RULES = (
    Rule("author", ("%A",), NAMES),
    Rule("title", ("%T",)),
    Rule("title-short", ("%!",)),
    Rule("issued", (ISSUED,), DATE),
    Rule("translator", ("%?",), NAMES),
    Rule("volume", ("%V",)),
    Rule("issue", ("%N",)),
    Rule("page", ("%P",)),
    Rule("number-of-volumes", ("%6",)),
    Rule("edition", ("%7",)),
    Rule("genre", ("%9",)),
    Rule("publisher", ("%I",)),
    Rule("publisher-place", ("%C",)),
    Rule("DOI", ("%R",)),
    Rule("URL", ("%U",)),
    Rule("abstract", ("%X",)),
    Rule("keyword", ("%K",), LIST),
    Rule("note", ("%Z", "%O")),
    Rule("annote", ("%<",)),
    Rule("language", ("%G",)),
    Rule("call-number", ("%L",)),
    Rule("source", ("%~", "%W")),
    Rule("section", ("%&",)),
    Rule("accessed", ("%[",), DATE),
)
# In a book %B is the series, in its parts the book.
_BOOK_RULES = (
    Rule("editor", ("%E",), NAMES),
    Rule("collection-editor", ("%Y",), NAMES),
    Rule("collection-title", ("%S", "%B")),
)
_PART_RULES = (
    Rule("editor", ("%E",), NAMES),
    Rule("collection-editor", ("%Y",), NAMES),
    Rule("container-title", ("%B",)),
    Rule("collection-title", ("%S",)),
)
_JOURNAL_RULES = (
    Rule("container-title", ("%J", "%B")),
    Rule("editor", ("%E",), NAMES),
    Rule("collection-title", ("%S",)),
)
_OWN_RULES = {
    "chapter": (Rule("chapter-number", ("%&",)),),
    CONFERENCE_TYPE: CONFERENCE_RULES,
    "patent": (Rule("jurisdiction", ("%C",)),),
    **dict.fromkeys(["software", "dataset", "webpage"], (Rule("version", ("%7",)),)),
}
_BOOKS = frozenset(["book", "thesis", "report", "software", "dataset"])
_JOURNALS = frozenset(["article-journal", "article-magazine", "article-newspaper"])
_COUNTED = frozenset(["book", "thesis", "manuscript"])
_CONFERENCE = ConferenceTags("%B", "%3", "%C", "%1")
_FIRST_TAGS = ("%0", "%F", "%A", "%T", "%J", "%B", "%D", "%8", "%V", "%N", "%P")
_PEOPLE = ("%A", "%E", "%Y", "%?")
_FORM = Form(
    name="enw",
    line=re.compile(r"\s*(%[0-9A-Za-z?@!#$\]&()*+^><\[=~])(?: (.*)|)\Z"),
    begins=lambda tag, record: record is None or tag == "%0",
    goes_on=re.compile(""),
    what="this is not a line of EndNote's tagged format",
    hint="a line reads `%T title`",
)


def read(text: str, *, path: str) -> ReadResult:
    """Read every record; lines that are none are reported, the rest goes on."""
    findings: list[Diagnostic] = []
    readings = [_reading(record) for record in records_in(text, _FORM, findings, path=path)]
    return result_of(readings, path=path, format_name="enw", diagnostics=findings)


def write(references: Sequence[Reference]) -> str:
    """One record per reference, records separated by an empty line."""
    return "\n".join([_record(reference) for reference in references])


def _rules(csl_type: str) -> tuple[Rule, ...]:
    own = _OWN_RULES.get(csl_type, ())
    if csl_type in _BOOKS:
        return (*own, *_BOOK_RULES, *_RULES)
    return (*own, *(_JOURNAL_RULES if csl_type in _JOURNALS else _PART_RULES), *_RULES)


def _reading(record: Record) -> Reading:
    record.settle()
    kind = record.take("%0")
    if not kind:  # refer, which has no types, and names in the order of speech
        kind = "Journal Article" if "%J" in record else ""
        for tag in _PEOPLE:
            record.put(tag, [_inverted(name) for name in record.take_all(tag)])
    csl_type = NAMED_TYPES.get(kind, "")
    if csl_type not in _WRITTEN_TYPES:
        record.set_aside("%0", [kind])
    csl_type = csl_type or "document"
    key = record.take("%F").replace(" ", "_")
    _settle_date(record)
    if csl_type == CONFERENCE_TYPE:
        _CONFERENCE.settle(record)
    serials = record.take_all("%@")
    fields = read_fields(_rules(csl_type), record)
    for variable, text in read_serials(serials, csl_type).items():
        if fields.setdefault(variable, text) != text:
            record.set_aside("%@", [text])
    if csl_type in _COUNTED and is_extent(str(fields.get("page", ""))):
        fields["number-of-pages"] = fields.pop("page")
    return record.reading(Reference(key, csl_type, fields), format_name="enw")


def _inverted(name: str) -> str:
    """`Brian W. Kernighan` with the family name first."""
    names = parse_names(name.replace("{", "").replace("}", "")) if "," not in name else ()
    return tagged_name(names[0]) if len(names) == 1 else name


def _settle_date(record: Record) -> None:
    """`%D 2020` and `%8 April 1` as one date; a day that is not understood stays."""
    year, day = record.take("%D"), record.take("%8")
    for text in (day if year[:4] in day else f"{year} {day}", f"{day} {year}", year):
        date = parse_loose_date(text) if text.strip() else None
        if date is not None and not date.literal:
            put_issued(record, text, year_tag="%D")
            record.set_aside("%8", [day] if text == year else [])
            return
    record.put(ISSUED, [year or day])
    record.set_aside("%8", [day] if year else [])


def _record(reference: Reference) -> str:
    tags = write_fields(_rules(reference.type), reference, format_name="enw")
    kept = tags.pop("%0", [""])[0]
    kind = _WRITTEN_TYPES.get(reference.type, "Generic")
    _write_date(reference, tags)
    if reference.type == CONFERENCE_TYPE:
        _CONFERENCE.write(tags)
    names = ("number", "ISBN", "ISSN") if reference.type in NUMBERED else ("ISBN", "ISSN")
    put_first(tags, "%@", [text for text in map(reference.text, names) if text])
    if reference.type in _COUNTED and reference.text("number-of-pages"):
        tags.setdefault("%P", [reference.text("number-of-pages")])
    is_kept = kept and NAMED_TYPES.get(kept, "document") == reference.type
    lines = [f"%0 {kept if is_kept else kind}", f"%F {single_line(reference.id)}"]
    for tag in sorted(tags, key=lambda tag: _FIRST_TAGS.index(tag) if tag in _FIRST_TAGS else 99):
        lines.extend(f"{tag} {single_line(value)}" for value in tags[tag])
    return "\n".join([*lines, ""])


def _write_date(reference: Reference, tags: Tags) -> None:
    """The year in %D, the whole date in %8 where it says more."""
    tags.pop(ISSUED, None)
    date = reference.date("issued")
    written = date_text(date) if date is not None else ""
    if date is None or not written:
        return
    year = year_of(date)
    is_more = year not in ("", written)
    put_first(tags, "%8", [written] if is_more else [])
    put_first(tags, "%D", [year if is_more else written])
