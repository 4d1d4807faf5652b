"""The sources of Microsoft Word (`Sources.xml`, or the part of a document) → references.

What crosses the border: XML text in; a doctype or an entity of the file's own is refused before
anything is expanded. Elements are flattened to tags for the table engine (names of people become
`Last, First Middle`); what no rule takes travels in `Reference.extra["wordsources"]`.
"""

from __future__ import annotations

from mscref.formats.base import ReadResult
from mscref.formats.invertednames import format_inverted_name
from mscref.formats.mapping import DATE, ISSUED, Rule, put_issued, read_fields, result_of
from mscref.formats.record import Reading, Record
from mscref.model.identifiers import bare_doi
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.xmltree import Places, feed

# SourceType → CSL type (ECMA-376 part 1, 22.6.2.70).
TYPES = {
    "JournalArticle": "article-journal",
    "ArticleInAPeriodical": "article-magazine",
    "Book": "book",
    "BookSection": "chapter",
    "ConferenceProceedings": "paper-conference",
    "Report": "report",
    "InternetSite": "webpage",
    "DocumentFromInternetSite": "webpage",
    "ElectronicSource": "webpage",
    "Patent": "patent",
    "Case": "legal_case",
    "Film": "motion_picture",
    "SoundRecording": "song",
    "Interview": "interview",
    "Performance": "performance",
    "Art": "graphic",
    "Misc": "document",
}
_RULES = (
    Rule("title", ("Title",)),
    Rule("title-short", ("ShortTitle",)),
    Rule(
        "container-title",
        (
            "JournalName",
            "BookTitle",
            "PeriodicalTitle",
            "InternetSiteTitle",
            "PublicationTitle",
            "AlbumTitle",
            "BroadcastTitle",
            "Reporter",
        ),
    ),
    Rule("event-title", ("ConferenceName",)),
    Rule("volume", ("Volume",)),
    Rule("issue", ("Issue",)),
    Rule("page", ("Pages",)),
    Rule("edition", ("Edition",)),
    Rule("number", ("PatentNumber", "CaseNumber", "RecordingNumber")),
    Rule("number-of-volumes", ("NumberVolumes",)),
    Rule("genre", ("ThesisType", "PatentType")),
    Rule("version", ("Version",)),
    Rule("authority", ("Court",)),
    Rule("publisher", ("Publisher", "Institution", "ProductionCompany", "Broadcaster")),
    Rule("publisher-place", ("City",)),
    Rule("DOI", ("DOI",)),
    Rule("URL", ("URL",)),
    Rule("note", ("Comments",)),
    Rule("issued", (ISSUED,), DATE),
    Rule("accessed", ("accessed",), DATE),
)
# Role of a person → CSL variable; the first of several that a source has.
_ROLES = {
    "Author": "author",
    "Artist": "author",
    "Inventor": "author",
    "Composer": "author",
    "Director": "author",
    "Writer": "author",
    "Editor": "editor",
    "Translator": "translator",
    "BookAuthor": "container-author",
    "Interviewer": "interviewer",
}
_NO_ROLES = frozenset(["NameList", "Person", "Corporate"])
_PERSON = frozenset(["Last", "First", "Middle"])


class _Sources:
    """Collects the flattened sources while expat reads; names come without their prefix."""

    def __init__(self) -> None:
        self.places = Places()
        self.sources: list[Record] = []
        self.names: list[dict[str, list[Name]]] = []  # of each source, by role
        self._path: list[str] = []
        self._text: list[str] = []
        self._person: dict[str, str] = {}

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """An element opens."""
        self._text_ends()
        tag = name.rpartition(":")[2]
        self._path.append(tag)
        if tag == "Source":
            self.sources.append(Record(self.places.line()))
            self.names.append({})
        elif tag == "Person":
            self._person = {}

    def characters(self, data: str) -> None:
        """The text of a leaf."""
        self._text.append(data)

    def end(self, name: str) -> None:
        """An element closes: a person becomes one name, another leaf a tag."""
        tag = name.rpartition(":")[2]
        self._text_ends()
        self._path.pop()
        if tag == "Person" and self.sources:
            given = f"{self._person.get('First', '')} {self._person.get('Middle', '')}".strip()
            family = self._person.get("Last", "")
            self._add_name(Name(family, given) if family else Name(literal=given))

    def _text_ends(self) -> None:
        """What was written since the last tag belongs to the innermost element."""
        value = " ".join("".join(self._text).split())
        self._text.clear()
        if not value or not self.sources or not self._path:
            return
        tag = self._path[-1]
        if tag in _PERSON and tag not in self._person:
            self._person[tag] = value
        elif tag == "Corporate":  # an institution, whatever commas it has
            self._add_name(Name(literal=value))
        else:
            self.sources[-1].add(tag, value, line=self.places.line())

    def _role(self) -> str:
        """`Author/Author/NameList/Person`: the innermost element that is a role."""
        return next((one for one in reversed(self._path) if one not in _NO_ROLES), "Author")

    def _add_name(self, name: Name) -> None:
        if name.family or name.literal:
            self.names[-1].setdefault(self._role(), []).append(name)


def read(text: str, *, path: str) -> ReadResult:
    """Read every source; a damaged file gives the sources before the damage."""
    sources = _Sources()
    diagnostics, is_read = feed(
        sources, text, path=path, code="wordsources", program="Word", places=sources.places
    )
    readings = list(map(_reading, sources.sources, sources.names)) if is_read else []
    return result_of(readings, path=path, format_name="wordsources", diagnostics=diagnostics)


def _reading(record: Record, names: dict[str, list[Name]]) -> Reading:
    kind = record.take("SourceType")
    if kind not in TYPES:
        record.set_aside("SourceType", [kind])
    key = record.take("Tag").replace(" ", "_")
    for variable, suffix in ((ISSUED, ""), ("accessed", "Accessed")):
        tags = [f"{part}{suffix}" for part in ("Year", "Month", "Day")]
        if tags[0] in record:
            parts = [record.take(tag) for tag in tags]
            date = " ".join(part for part in parts if part)
            if variable == ISSUED:
                put_issued(record, date, year_tag="Year")
            else:
                record.put(variable, [date])
    fields = read_fields(_RULES, record)
    known = [role for role in _ROLES if role in names]
    for role in (*known, *(names.keys() - _ROLES.keys())):
        people = names[role]
        variable = _ROLES.get(role, "")
        if variable and variable not in fields:
            fields[variable] = tuple(people)
        else:
            record.set_aside(role, [format_inverted_name(name) for name in people])
    number = record.take("StandardNumber")
    if number:
        text, variable = bare_doi(number), _variable_of(number)
        if fields.setdefault(variable, text) != text:
            record.set_aside("StandardNumber", [number])
    csl_type = TYPES.get(kind, "document")
    return record.reading(Reference(key, csl_type, fields), format_name="wordsources")


def _variable_of(number: str) -> str:
    """Word has one field for DOI, ISBN and ISSN."""
    if "10." in number:
        return "DOI"
    digits = sum(char.isdigit() for char in number)
    return "ISSN" if digits <= 8 else "ISBN"
