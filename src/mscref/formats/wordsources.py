"""The sources of Microsoft Word (`Sources.xml`, or the part of a document) → references.

What crosses the border: XML text in; a doctype or an entity of the file's own is refused before
anything is expanded. Elements are flattened to tags for the table engine (names of people become
`Last, First Middle`); what no rule takes travels in `Reference.extra["wordsources"]`.
"""

from __future__ import annotations

from mscref.formats.base import ReadResult
from mscref.formats.identify import fill_ids
from mscref.formats.mapping import DATE, Rule, Tags, format_inverted_name, reference_of
from mscref.model.identifiers import bare_doi
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.xmltree import feed

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
        ("JournalName", "BookTitle", "PeriodicalTitle", "InternetSiteTitle", "PublicationTitle"),
    ),
    Rule("event-title", ("ConferenceName",)),
    Rule("volume", ("Volume",)),
    Rule("issue", ("Issue",)),
    Rule("page", ("Pages",)),
    Rule("edition", ("Edition",)),
    Rule("number", ("PatentNumber", "CaseNumber")),
    Rule("genre", ("ThesisType",)),
    Rule("publisher", ("Publisher", "Institution", "ProductionCompany")),
    Rule("publisher-place", ("City",)),
    Rule("DOI", ("DOI",)),
    Rule("URL", ("URL",)),
    Rule("note", ("Comments",)),
    Rule("issued", ("issued",), DATE),
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
_OWN = frozenset(["Guid", "RefOrder", "LCID"])  # Word's bookkeeping


class _Sources:
    """Collects the flattened sources while expat reads; names come without their prefix."""

    def __init__(self) -> None:
        self.sources: list[Tags] = []
        self.names: list[dict[str, list[Name]]] = []  # of each source, by role
        self._path: list[str] = []
        self._text: list[str] = []
        self._person: dict[str, str] = {}

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """An element opens."""
        tag = name.rpartition(":")[2]
        self._path.append(tag)
        self._text.clear()
        if tag == "Source":
            self.sources.append({})
            self.names.append({})
        elif tag == "Person":
            self._person = {}

    def characters(self, data: str) -> None:
        """The text of a leaf."""
        self._text.append(data)

    def end(self, name: str) -> None:
        """An element closes: a person becomes one name, another leaf a tag."""
        tag = name.rpartition(":")[2]
        value = " ".join("".join(self._text).split())
        self._text.clear()
        self._path.pop()
        if not self.sources:
            return
        if tag in ("Last", "First", "Middle"):
            self._person[tag] = value
        elif tag == "Person":
            given = f"{self._person.get('First', '')} {self._person.get('Middle', '')}".strip()
            family = self._person.get("Last", "")
            self._add_name(Name(family, given) if family else Name(literal=given))
        elif tag == "Corporate":
            self._add_name(Name(literal=value))  # an institution, whatever commas it has
        elif value and tag not in _OWN:
            self._add(tag, value)

    def _role(self) -> str:
        """`Author/Author/NameList`: the inner element is the role."""
        return next((one for one in reversed(self._path) if one != "NameList"), "Author")

    def _add_name(self, name: Name) -> None:
        if name.family or name.literal:
            self.names[-1].setdefault(self._role(), []).append(name)

    def _add(self, tag: str, value: str) -> None:
        if value:
            self.sources[-1].setdefault(tag, []).append(value)


def read(text: str, *, path: str) -> ReadResult:
    """Read every source; a damaged file gives the sources before the damage."""
    sources = _Sources()
    diagnostics, is_read = feed(sources, text, path=path, code="wordsources", program="Word")
    found = sources.sources if is_read else []
    return ReadResult(fill_ids(list(map(_reference, found, sources.names))), diagnostics)


def _reference(tags: Tags, names: dict[str, list[Name]]) -> Reference:
    kind = tags.pop("SourceType", [""])[0]
    key = tags.pop("Tag", [""])[0].replace(" ", "_")
    for variable, suffix in (("issued", ""), ("accessed", "Accessed")):
        parts = [tags.pop(f"{part}{suffix}", [""])[0] for part in ("Year", "Month", "Day")]
        if parts[0]:
            tags[variable] = [" ".join(part for part in parts if part)]
    number = tags.pop("StandardNumber", [])
    csl_type = TYPES.get(kind, "document")
    reference = reference_of(_RULES, tags, key=key, csl_type=csl_type, format_name="wordsources")
    known = [role for role in _ROLES if role in names]
    for role in (*known, *(names.keys() - _ROLES.keys())):
        people = names[role]
        variable = _ROLES.get(role, "")
        if variable and variable not in reference.fields:
            reference.fields[variable] = tuple(people)
        else:
            kept = reference.extra.setdefault("wordsources", {})
            if isinstance(kept, dict):
                kept[role] = [format_inverted_name(name) for name in people]
    if number:
        reference.fields.setdefault(_variable_of(number[0]), bare_doi(number[0]))
    return reference


def _variable_of(number: str) -> str:
    """Word has one field for DOI, ISBN and ISSN."""
    if "10." in number:
        return "DOI"
    digits = sum(char.isdigit() for char in number)
    return "ISSN" if digits <= 8 else "ISBN"
