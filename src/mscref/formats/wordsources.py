"""The sources of Microsoft Word (`Sources.xml`, or the part of a document) → references.

What crosses the border: XML text in; a doctype or an entity of the file's own is refused before
anything is expanded. Elements are flattened to tags for the table engine (names of people become
`Last, First Middle`); what no rule takes travels in `Reference.extra["wordsources"]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats.base import ReadResult
from mscref.formats.identify import fill_ids
from mscref.formats.mapping import DATE, NAMES, Rule, Tags, reference_of
from mscref.model.reference import Reference

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

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
    Rule("author", ("Author", "Artist", "Inventor", "Composer", "Director", "Writer"), NAMES),
    Rule("editor", ("Editor",), NAMES),
    Rule("translator", ("Translator",), NAMES),
    Rule("container-author", ("BookAuthor",), NAMES),
    Rule("interviewer", ("Interviewer",), NAMES),
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
_OWN = frozenset(["Guid", "RefOrder", "LCID"])  # Word's bookkeeping
_LARGEST_DEPTH = 40


class _RefusedError(Exception):
    """The file declares a doctype or nests without end."""


class _Sources:
    """Collects the flattened sources while expat reads; names come without their prefix."""

    def __init__(self, parser: XMLParserType) -> None:
        self.sources: list[Tags] = []
        self._path: list[str] = []
        self._text: list[str] = []
        self._person: dict[str, str] = {}
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = self.refuse
        parser.EntityDeclHandler = self.refuse

    def refuse(self, *_declaration: object) -> None:
        """A declaration could make a small file a huge one, or read other files."""
        raise _RefusedError("the file declares a doctype or entities")

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """An element opens."""
        if len(self._path) > _LARGEST_DEPTH:
            raise _RefusedError("elements are nested too deeply")
        tag = name.rpartition(":")[2]
        self._path.append(tag)
        self._text.clear()
        if tag == "Source":
            self.sources.append({})
        elif tag == "Person":
            self._person = {}

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
            self._add(self._role(), f"{family}, {given}" if given else family)
        elif tag == "Corporate":
            self._add(self._role(), value)
        elif value and tag not in _OWN:
            self._add(tag, value)

    def _role(self) -> str:
        """`Author/Author/NameList`: the inner element is the role."""
        return next((one for one in reversed(self._path) if one != "NameList"), "Author")

    def _add(self, tag: str, value: str) -> None:
        if value:
            self.sources[-1].setdefault(tag, []).append(value)


def read(text: str, *, path: str) -> ReadResult:
    """Read every source; a damaged file gives the sources before the damage."""
    from xml.parsers.expat import ExpatError, ParserCreate

    parser = ParserCreate(encoding="utf-8")
    sources = _Sources(parser)
    diagnostics: list[Diagnostic] = []
    try:
        # Once decoded the declared encoding is no longer true; expat is told so above.
        parser.Parse(text.lstrip("\ufeff").encode("utf-8", "replace"), True)
    except ExpatError as error:
        message = str(error).partition(":")[0]
        span = Span(path, error.lineno, error.offset + 1)
        diagnostics.append(Diagnostic(Severity.ERROR, "wordsources-syntax", message, span))
    except _RefusedError as error:
        span = Span(path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        hint = "Word writes neither; remove the declaration"
        refusal = Diagnostic(Severity.ERROR, "wordsources-refused", str(error), span, hint)
        return ReadResult([], [refusal])
    return ReadResult(fill_ids([_reference(one) for one in sources.sources]), diagnostics)


def _reference(tags: Tags) -> Reference:
    kind = tags.pop("SourceType", [""])[0]
    key = tags.pop("Tag", [""])[0].replace(" ", "_")
    for variable, suffix in (("issued", ""), ("accessed", "Accessed")):
        parts = [tags.pop(f"{part}{suffix}", [""])[0] for part in ("Year", "Month", "Day")]
        if parts[0]:
            tags[variable] = [" ".join(part for part in parts if part)]
    number = tags.pop("StandardNumber", [])
    csl_type = TYPES.get(kind, "document")
    reference = reference_of(_RULES, tags, key=key, csl_type=csl_type, format_name="wordsources")
    if number:
        reference.fields.setdefault(_variable_of(number[0]), number[0])
    return reference


def _variable_of(number: str) -> str:
    """Word has one field for DOI, ISBN and ISSN."""
    if "10." in number:
        return "DOI"
    digits = sum(char.isdigit() for char in number)
    return "ISSN" if digits <= 8 else "ISBN"
