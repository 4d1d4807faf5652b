"""NBIB, the tagged format of PubMed and MEDLINE ↔ references.

Grammar: `TAG - value` with the tag padded to four characters, lines that go on begin with six
spaces, records are separated by an empty line. FAU (full name) wins over AU (initials).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mscref.diagnostics import Diagnostic
from mscref.formats.base import ReadResult
from mscref.formats.bibtex.dates import month_macro
from mscref.formats.invertednames import (
    family_with_particles,
    format_inverted_name,
    parse_inverted_name,
    tagged_name,
)
from mscref.formats.mapping import (
    DATE,
    LIST,
    NAMES,
    Rule,
    Tags,
    inverse,
    put_first,
    read_fields,
    result_of,
    single_line,
    write_fields,
)
from mscref.formats.record import Reading, Record
from mscref.formats.tagged import Form, records_in
from mscref.model.dates import PartialDate
from mscref.model.identifiers import bare_doi
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from mscref.records import replaced as replace

_RULES = (
    Rule("PMID", ("PMID",)),
    Rule("author", ("FAU",), NAMES),
    Rule("editor", ("FED", "ED"), NAMES),
    Rule("title", ("TI", "BTI")),
    Rule("container-title", ("JT",)),
    Rule("container-title-short", ("TA",)),
    Rule("collection-title", ("CTI",)),
    Rule("issued", ("DP",), DATE),
    Rule("volume", ("VI",)),
    Rule("issue", ("IP",)),
    Rule("page", ("PG",)),
    Rule("publisher", ("PB",)),
    Rule("publisher-place", ("PL",)),
    Rule("ISBN", ("ISBN",)),
    Rule("PMCID", ("PMC",)),
    Rule("abstract", ("AB",)),
    Rule("keyword", ("OT",), LIST),
    Rule("edition", ("EN",)),
)
# Publication types (MeSH, category V) that say what a record is when no journal article is meant.
_TYPES = {
    "Academic Dissertation": "thesis", "Book Review": "review-book", "Dataset": "dataset",
    "Dictionary": "entry-dictionary", "Encyclopedia": "entry-encyclopedia",
    "Interview": "interview", "Lecture": "speech", "Legal Case": "legal_case",
    "Legislation": "legislation", "Map": "map", "Newspaper Article": "article-newspaper",
    "Pamphlet": "pamphlet", "Patent": "patent", "Technical Report": "report",
    "Unpublished Work": "manuscript", "Video-Audio Media": "motion_picture",
}  # fmt: skip
_ARTICLE = "Journal Article"
_WRITTEN_TYPES = {"article-journal": _ARTICLE, **inverse(_TYPES)}
# ISO 639-2 as PubMed has it → ISO 639-1.
_LANGUAGES = {
    "eng": "en", "ger": "de", "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "rus": "ru",
    "chi": "zh", "jpn": "ja", "kor": "ko", "dut": "nl", "pol": "pl", "swe": "sv", "dan": "da",
    "nor": "no", "fin": "fi", "hun": "hu", "cze": "cs", "tur": "tr", "ukr": "uk", "gre": "el",
}  # fmt: skip
_LONG_LANGUAGES = {short: long for long, short in _LANGUAGES.items()}

_ROLES = frozenset(["author", "editor"])
_SUFFIXES = frozenset("Jr Sr 2nd 3rd 4th 5th 6th II III IV".split())
_FORM = Form(
    name="nbib",
    line=re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)\Z"),
    begins=lambda tag, record: record is None or (tag == "PMID" and "PMID" in record),
    goes_on=re.compile(r"\s"),
    what="this is not a line of PubMed's format",
    hint="a line reads `TI  - title`; one that goes on begins with spaces",
)
_SEASONS = {21: "Spring", 22: "Summer", 23: "Fall", 24: "Winter"}
_DOI_MARK = "[doi]"
_DOI_TAGS = ("LID", "AID")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")


def read(text: str, *, path: str) -> ReadResult:
    """Read every record; lines that are none are reported, the rest goes on."""
    findings: list[Diagnostic] = []
    readings = [_reading(record) for record in records_in(text, _FORM, findings, path=path)]
    return result_of(readings, path=path, format_name="nbib", diagnostics=findings)


def write(references: Sequence[Reference]) -> str:
    """One record per reference, records separated by an empty line."""
    return "\n".join([_record(reference) for reference in references])


def _reading(record: Record) -> Reading:
    record.settle()
    csl_type = _csl_type(record)
    if csl_type == "chapter":
        record.put("JT", record.take_all("BTI"))
    authors = _authors(record)
    fields = read_fields(_RULES, record)
    for role in _ROLES & fields.keys():
        names = fields[role]
        if isinstance(names, tuple):
            fields[role] = tuple(map(_with_suffix, names))
    if authors:
        fields["author"] = authors
    title = fields.get("title")
    if isinstance(title, str) and title.endswith(".") and not title.endswith("..."):
        fields["title"] = title[:-1]
    _read_identifiers(record, fields)
    language = record.take("LA")
    if language:
        fields["language"] = _LANGUAGES.get(language, language)
    return record.reading(Reference("", csl_type, fields), format_name="nbib")


def _authors(record: Record) -> tuple[Name, ...]:
    """Full names before initials, then institutions; initials that say more stay."""
    full = record.take_all("FAU")
    initials = record.all("AU")
    people = [_with_suffix(parse_inverted_name(name)) for name in full]
    short = [_name_with_initials(name) for name in initials]
    if not people:
        people = short
    if len(short) == len(people) and all(map(_is_short_for, short, people)):
        record.take_all("AU")
    return (*people, *[Name(literal=name) for name in record.take_all("CN")])


def _is_short_for(short: Name, full: Name) -> bool:
    """Whether a name with initials is another form of the full one, so that it says no more."""
    if short == full or short.literal == full.literal != "":
        return True
    return _letters(short.family) == _letters(full.family) and all(
        initial in full.given.upper() for initial in _letters(short.given)
    )


def _letters(text: str) -> str:
    """The letters and digits, for comparing."""
    return "".join(char for char in text.upper() if char.isalnum())


def _read_identifiers(record: Record, fields: dict[str, FieldValue]) -> None:
    """The DOI out of LID and AID, the first ISSN of IS; all that is left of them stays."""
    for tag in _DOI_TAGS:
        values = record.take_all(tag)
        for value in values:
            bare = bare_doi(value.removesuffix(_DOI_MARK).strip())
            is_doi = value.endswith(_DOI_MARK)
            if not is_doi or fields.setdefault("DOI", bare) != bare:
                record.set_aside(tag, [value])
    for value in record.take_all("IS"):
        match = _ISSN.match(value)
        number = match[0] if match else ""
        if number and "ISSN" not in fields:
            fields["ISSN"] = number
        if value != fields.get("ISSN"):  # `1234-5678 (Electronic)`, or another one
            record.set_aside("IS", [value])


def _csl_type(record: Record) -> str:
    if "BTI" in record:
        return "chapter" if "TI" in record else "book"
    kinds = record.take_all("PT")
    found = "article-journal"
    if kinds == [_ARTICLE]:  # which the type says
        return found
    if _ARTICLE not in kinds:
        named = next((kind for kind in kinds if kind in _TYPES), "")
        if named:
            kinds.remove(named)
            found = _TYPES[named]
    record.set_aside("PT", kinds)
    return found


def _with_suffix(name: Name) -> Name:
    """`Smith, John A Jr`: MEDLINE puts the suffix behind the forenames."""
    given, _, last = name.given.rpartition(" ")
    if name.suffix or not given or last.rstrip(".") not in _SUFFIXES:
        return name
    return replace(name, given=given, suffix=last)


def _name_with_initials(text: str) -> Name:
    """`Leng Z` or `van der Berg AB Jr`."""
    words = text.split()
    for place, word in enumerate(words[1:], start=1):
        if word.isupper() and len(word) <= 3:
            given = " ".join(f"{letter}." for letter in word)
            return Name(" ".join(words[:place]), given, suffix=" ".join(words[place + 1 :]))
    return Name(text) if len(words) == 1 else Name(literal=text)


def _record(reference: Reference) -> str:
    tags = write_fields(_RULES, reference, format_name="nbib")
    _write_authors(reference, tags)
    date = reference.date("issued")
    if date is not None and date.start is not None:
        tags["DP"] = [_pubmed_range(date.start, date.end), *tags.get("DP", [])[1:]]
    doi = reference.text("DOI")
    if doi:
        put_first(tags, "LID", [f"{doi} [doi]"])
    issn = reference.text("ISSN")
    if issn and not any(value.startswith(issn) for value in tags.get("IS", ())):
        put_first(tags, "IS", [issn])
    language = reference.text("language")
    if language:
        put_first(tags, "LA", [_LONG_LANGUAGES.get(language[:2], language)])
    _write_type(reference.type, tags)
    if "TI" in tags:
        tags["TI"] = [_with_period(title) for title in tags["TI"]]
    ordered = sorted(tags, key=lambda tag: tag != "PMID")
    lines = [f"{tag:<4}- {single_line(value)}" for tag in ordered for value in tags[tag]]
    return "\n".join([*lines, ""])


def _write_authors(reference: Reference, tags: Tags) -> None:
    """People in FAU, institutions in CN."""
    institutions = _literals(reference.names("author"))
    known = frozenset(institutions)
    tags.pop("FAU", None)
    people = [text for text in map(_full_name, reference.names("author")) if text not in known]
    if reference.names("editor"):
        editors = reference.names("editor")
        tags["FED"] = [tagged_name(one) if one.literal else _full_name(one) for one in editors]
    if people:
        tags["FAU"] = people
    if institutions:
        tags["CN"] = institutions


def _full_name(name: Name) -> str:
    """`Smith, John A Jr`: MEDLINE puts the suffix behind the forenames."""
    if not (name.suffix and name.given) or name.literal:
        return format_inverted_name(name)
    return f"{family_with_particles(name)}, {name.given} {name.suffix}"


def _write_type(csl_type: str, tags: Tags) -> None:
    """The publication type; a book and the book of a chapter have a tag of their own."""
    kind = _WRITTEN_TYPES.get(csl_type)
    if kind and (kind != _ARTICLE or "PT" not in tags):
        tags["PT"] = [kind, *[other for other in tags.get("PT", []) if other != kind]]
    if csl_type == "book" and "TI" in tags:
        tags["BTI"] = tags.pop("TI")
    if csl_type == "chapter" and "JT" in tags:
        tags["BTI"] = tags.pop("JT")


def _pubmed_range(start: PartialDate, end: PartialDate | None) -> str:
    """`2020 Mar-Apr`, `2019 Dec-2020 Jan`, `2020-2021`, `2020 Apr 1-3`."""
    first = _pubmed_date(start)
    if end is None:
        return first
    last = _pubmed_date(end)
    if end.year == start.year:
        last = last.removeprefix(f"{end.year} ")
        if end.month == start.month:
            last = last.rpartition(" ")[2]
    return f"{first}-{last}"


def _pubmed_date(point: PartialDate) -> str:
    """`2020 Apr 1`, `2020 Spring`"""
    month = _SEASONS.get(point.month) or month_macro(point.month).capitalize()
    parts = [str(point.year), month, str(point.day) if month and point.day else ""]
    return " ".join(part for part in parts if part)


def _with_period(title: str) -> str:
    """PubMed ends every title with a mark, and readers take the period off."""
    return title if title.endswith(("?", "!", "...")) else f"{title}."


def _literals(names: Sequence[Name]) -> list[str]:
    return [name.literal for name in names if name.literal and not name.is_others]
