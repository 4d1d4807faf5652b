"""RIS ↔ references.

Grammar: lines `XX  - value`; a record begins with TY and ends with ER; a line without a tag goes
on with the value before it. Tags differ between programs (T2, JO and JF all hold a journal);
the tables below list what is read, the first tag of a row is what is written.
Own code and not a library: rispy refuses a whole file for one bad line, and drops what it does
not know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mscref.diagnostics import Diagnostic
from mscref.formats.base import ReadResult
from mscref.formats.bibtex.months import Months, parse_months
from mscref.formats.conferences import CONFERENCE_RULES, CONFERENCE_TYPE, ConferenceTags
from mscref.formats.datetexts import date_text, year_of
from mscref.formats.mapping import (
    DATE,
    LIST,
    NAMES,
    Rule,
    Tags,
    inverse,
    is_extent,
    parse_loose_date,
    put_first,
    read_fields,
    read_serials,
    result_of,
    settle_journal,
    single_line,
    write_fields,
)
from mscref.formats.record import Reading, Record
from mscref.formats.tagged import Form, records_in
from mscref.model.reference import FieldValue, Reference
from mscref.model.vocabulary import JOURNAL_CONTENTS

TYPES = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "ABST": "article-journal",
    "INPR": "article-journal", "JFULL": "periodical", "MGZN": "article-magazine",
    "NEWS": "article-newspaper", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "SER": "book", "CTLG": "book", "CLSWK": "classic", "ANCIENT": "classic",
    "CHAP": "chapter", "ECHAP": "chapter", "CPAPER": "paper-conference",
    "CONF": "paper-conference", "THES": "thesis", "RPRT": "report", "GOVDOC": "report",
    "GRANT": "report", "ELEC": "webpage", "BLOG": "post-weblog", "PCOMM": "personal_communication",
    "ICOMM": "post", "UNPB": "manuscript", "MANSCPT": "manuscript", "DATA": "dataset",
    "AGGR": "dataset", "DBASE": "dataset", "COMP": "software", "VIDEO": "motion_picture",
    "MPCT": "motion_picture", "MULTI": "motion_picture", "SOUND": "song",
    "MUSIC": "musical_score", "MAP": "map", "ART": "graphic", "FIGURE": "figure",
    "CHART": "figure", "EQUA": "figure", "PAT": "patent", "STAND": "standard",
    "STAT": "legislation", "LEGAL": "legislation", "BILL": "bill", "UNBILL": "bill",
    "CASE": "legal_case", "HEAR": "hearing", "ENCYC": "entry-encyclopedia",
    "DICT": "entry-dictionary", "PAMP": "pamphlet", "SLIDE": "speech", "GEN": "document",
}  # fmt: skip
_WRITTEN_TYPES = {
    **inverse(TYPES),
    "article": "GEN", "entry": "ENCYC", "review": "JOUR", "review-book": "JOUR",
    "treaty": "LEGAL", "regulation": "LEGAL", "broadcast": "VIDEO", "performance": "GEN",
}  # fmt: skip

# In these T2 is the series, and BT (or TI) the book itself.
_BOOKS = frozenset(["book", "classic", "pamphlet", "report", "thesis", "software", "dataset"])
# In these SP without EP says how many pages there are.
_COUNTED = frozenset(["book", "classic", "pamphlet", "thesis", "manuscript"])

_COMMON = (
    Rule("author", ("AU", "A1"), NAMES),
    Rule("title", ("TI", "T1", "CT")),
    Rule("title-short", ("ST",)),
    Rule("issued", ("DA", "PY", "Y1"), DATE),
    Rule("accessed", ("Y2",), DATE),
    Rule("editor", ("A2", "ED"), NAMES),
    Rule("collection-editor", ("A3",), NAMES),
    Rule("translator", ("A4",), NAMES),
    Rule("volume", ("VL",)),
    Rule("number-of-volumes", ("NV",)),
    Rule("issue", ("IS", "CP")),
    Rule("number", ("M1",)),
    Rule("edition", ("ET",)),
    Rule("genre", ("M3",)),
    Rule("publisher", ("PB",)),
    Rule("publisher-place", ("CY", "PP")),
    Rule("DOI", ("DO",)),
    Rule("URL", ("UR", "L2")),
    Rule("PMID", ("AN",)),
    Rule("PMCID", ("C2",)),
    Rule("abstract", ("AB", "N2")),
    Rule("keyword", ("KW",), LIST),
    Rule("note", ("N1",)),
    Rule("language", ("LA",)),
    Rule("call-number", ("CN",)),
    Rule("source", ("DB", "DP")),
    Rule("section", ("SE",)),
    Rule("original-title", ("OP",)),
)
_BOOK_RULES = (
    Rule("title", ("TI", "T1", "BT", "CT")),
    Rule("collection-title", ("T3", "T2")),
    Rule("container-title-short", ("J2", "JA")),
)
_PART_RULES = (
    Rule("container-title", ("T2", "JO", "JF", "BT", "J1")),
    Rule("container-title-short", ("J2", "JA", "J1")),
    Rule("collection-title", ("T3",)),
)
# What a tag means in one type only; these rows come before the others.
_OWN_RULES = {
    "chapter": (Rule("chapter-number", ("SE",)),),
    **dict.fromkeys(["software", "dataset", "webpage"], (Rule("version", ("ET",)),)),
    CONFERENCE_TYPE: CONFERENCE_RULES,
    "speech": (Rule("event-place", ("CY",)),),
    "patent": (Rule("jurisdiction", ("CY",)),),
    "legal_case": (Rule("authority", ("PB",)),),
}
_CONFERENCE = ConferenceTags("T2", "C3", "CY", "C1")
_FIRST_TAGS = ("TY", "ID", "AU", "TI", "T2", "J2", "DA", "PY", "VL", "IS", "SP", "EP")

_FORM = Form(
    name="ris",
    line=re.compile(r"([A-Z][A-Z0-9]) {0,2}-(?: (.*)|)\Z"),
    begins=lambda tag, _: tag == "TY",
    last="ER",
    goes_on=re.compile(""),
    what="this is not RIS",
    hint="a line of RIS reads `TI  - title`, a record goes from TY to ER",
)
_PMCID = re.compile(r"PMC\d+", re.IGNORECASE)
_PMID = re.compile(r"[1-9]\d{0,7}")
_SAME_PEOPLE = (("AU", "A1"), ("A2", "ED"))
# Where exporters put the title of a journal, in full and in short.
_JOURNAL_TAGS = ("T2", "JF", "JO", "JA", "J2", "J1")
_DATE_TAGS = ("DA", "PY", "Y1", "Y2")
# Year, month and day, each of which may be empty but the year, and what else the date says.
_SLASHED = re.compile(r"(\d{4})/(\d{0,2})/(\d{0,2})(?:/\s*+([^/]*+))?/*+")
_PUBMED = re.compile(r"pubmed|medline|\bnlm\b", re.IGNORECASE)


def read(text: str, *, path: str) -> ReadResult:
    """Read every record; lines that are none are reported, the rest goes on."""
    findings: list[Diagnostic] = []
    readings = [_reading(record) for record in records_in(text, _FORM, findings, path=path)]
    return result_of(readings, path=path, format_name="ris", diagnostics=findings)


def write(references: Sequence[Reference]) -> str:
    """One record per reference, records separated by an empty line."""
    return "\n".join([_record(reference) for reference in references])


def _rules(csl_type: str) -> tuple[Rule, ...]:
    general = _BOOK_RULES if csl_type in _BOOKS else _PART_RULES
    return (*_OWN_RULES.get(csl_type, ()), *general, *_COMMON)


def _reading(record: Record) -> Reading:
    record.settle()
    kind = (record.take("TY") or "GEN").upper()
    key = record.take("ID").replace(" ", "_")
    csl_type = TYPES.get(kind, "document")
    if kind not in TYPES:
        record.set_aside("TY", [kind])
    if not _PMCID.fullmatch(record.first("C2")):
        record.set_aside("C2", record.take_all("C2"))  # some other custom text
    if not _is_pmid(record):
        record.set_aside("AN", record.take_all("AN"))
    if csl_type == CONFERENCE_TYPE:
        _CONFERENCE.settle(record)
    _read_dates(record)
    _join_people(record)
    if csl_type in JOURNAL_CONTENTS:
        settle_journal(record, _JOURNAL_TAGS, full="T2", short="J2")
    fields = read_fields(_rules(csl_type), record)
    _read_pages(record, csl_type, fields)
    for name, text in read_serials(record.take_all("SN"), csl_type).items():
        if fields.setdefault(name, text) != text:
            record.set_aside("SN", [text])
    return record.reading(Reference(key, csl_type, fields), format_name="ris")


def _join_people(record: Record) -> None:
    """Who stands under the second tag of a role stands in the list of the first one."""
    for first, second in _SAME_PEOPLE:
        if first in record and second in record:
            listed = record.take_all(first), record.take_all(second)
            if record.lines[second] < record.lines[first]:
                listed = listed[::-1]
            record.put(first, dict.fromkeys([*listed[0], *listed[1]]))


def _read_pages(record: Record, csl_type: str, fields: dict[str, FieldValue]) -> None:
    """First and last page, or how many a book has; what does not go together is a leftover."""
    first, last = record.take("SP"), record.take("EP")
    if not first:
        record.set_aside("EP", [last])
    elif is_extent(first) and not last and csl_type in _COUNTED:
        fields["number-of-pages"] = first
    elif not last or last in (first, first.rpartition("-")[2]):
        fields["page"] = first
    elif "-" in first:
        fields["page"] = first
        record.set_aside("EP", [last])
    else:
        fields["page"] = f"{first}-{last}"


def _read_dates(record: Record) -> None:
    """Leave one date for the table: DA where it is one of the year of PY, or of no year of its own.

    `2010/05/03/epub` is a date and "other info" (RIS specification). What is not read of either
    is a leftover, and the writer puts it back.
    """
    for tag in _DATE_TAGS:
        match = _SLASHED.fullmatch(record.first(tag).strip())
        if match is None:
            continue
        year, month, day, other = match.groups("")
        season = parse_months(other, year=year) if other and not month else Months()
        if season.month and season.is_whole:
            record.take(tag)
            record.put(tag, [f"{year} {other.replace(year, '').strip()}"])
        elif other or (day and not month):
            record.set_aside(tag, [record.take(tag)])
            record.put(tag, ["/".join(filter(None, (year, month, day))) if month else year])
    if "DA" not in record or "PY" not in record:
        return
    year, written = record.first("PY")[:4], record.take("DA")
    for text in (written, f"{written} {year}"):
        date = parse_loose_date(text)
        if date is not None and date.year is not None and str(date.year) == year:
            record.put("DA", [text])
            return
    record.set_aside("DA", [written, *record.take_all("DA")])


def _is_pmid(record: Record) -> bool:
    """Whether the accession number is PubMed's: of another database it may be digits too."""
    databases = record.all("DB") + record.all("DP")
    from_pubmed = not databases or any(_PUBMED.search(name) for name in databases)
    return from_pubmed and _PMID.fullmatch(record.first("AN")) is not None


def _record(reference: Reference) -> str:
    kind = _WRITTEN_TYPES.get(reference.type, "GEN")
    tags = write_fields(_rules(reference.type), reference, format_name="ris")
    kind = tags.pop("TY", [kind])[0]
    if reference.type == CONFERENCE_TYPE:
        _CONFERENCE.write(tags)
    _write_dates(reference, tags)
    page = reference.text("page")
    first, dash, last = page.partition("-")
    if dash and "-" not in last and "," not in page:
        put_first(tags, "SP", [first.strip()])
        put_first(tags, "EP", [last.strip()])
    elif page:
        put_first(tags, "SP", [page])
    elif reference.type in _COUNTED and reference.text("number-of-pages"):
        put_first(tags, "SP", [reference.text("number-of-pages")])
    put_first(tags, "SN", [text for text in map(reference.text, ("ISBN", "ISSN")) if text])
    lines = [f"TY  - {kind}", f"ID  - {single_line(reference.id)}"]
    ordered = sorted(tags, key=lambda tag: _FIRST_TAGS.index(tag) if tag in _FIRST_TAGS else 99)
    for tag in ordered:
        lines.extend(f"{tag}  - {single_line(value)}" for value in tags[tag])
    return "\n".join([*lines, "ER  - ", ""])


def _write_dates(reference: Reference, tags: Tags) -> None:
    """The year in PY, and the whole date in DA where it says more; leftovers behind them."""
    issued = reference.date("issued")
    written = date_text(issued) if issued is not None else ""
    if issued is None or not written:
        return
    rest = tags.pop("DA")[1:]
    year = year_of(issued)
    is_more = year not in ("", written)
    put_first(tags, "DA", [written, *rest] if is_more else rest)
    put_first(tags, "PY", [year if is_more else written])
