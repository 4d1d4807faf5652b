"""What the commands write with `--json`: the shapes, from which `mscref schema` makes its schemas.

One row for each command. A member may be added; to take one away, to rename it or to change its
kind breaks programs, and takes a new version in the row (`tests/cli/test_schema.py` sees it).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Literal, NotRequired, TypedDict

from mscref.records import Record


class CslItem(TypedDict):
    """A reference as a CSL-JSON item (csl-data.json 1.0.2); further members are its variables."""

    id: str
    type: str


class FormattedEntryJson(TypedDict):
    """One entry of a bibliography, as text and as HTML."""

    id: str
    text: str
    html: str


LayoutJson = TypedDict(
    "LayoutJson",
    {
        "hanging-indent": bool,
        "second-field-align": str,
        "entry-spacing": int,
        "line-spacing": int,
        "max-offset": int,
    },
)


class FormattedBibliographyJson(TypedDict):
    """The entries in the order of the style, and how the style wants them laid out."""

    layout: LayoutJson
    entries: list[FormattedEntryJson]


class RenderingJson(TypedDict):
    """The same as text and as HTML."""

    text: str
    html: str


class FormattedCitationJson(TypedDict):
    """A citation; `note` is what goes into a note beside it."""

    text: str
    html: str
    note: NotRequired[RenderingJson]


ListedReferenceJson = TypedDict(
    "ListedReferenceJson",
    {
        "key": str,
        "type": str,
        "authors": str,
        "year": str,
        "title": str,
        "all-authors": NotRequired[list[str]],
        "DOI": NotRequired[str],
    },
)
ListedReferenceJson.__doc__ = """A reference in a line; `year`, `DOI`: "" where there is none."""


class ShownReferenceJson(TypedDict):
    """A reference with the place where it stands."""

    key: str
    file: str
    line: int
    reference: CslItem


class HitJson(TypedDict):
    """What a search found; a higher score is better, and says nothing across queries.

    With `--text` it is a page of a file of the reference, and some of its words.
    """

    score: float
    library: str
    reference: CslItem
    file: NotRequired[str]
    page: NotRequired[int]
    snippet: NotRequired[str]


class EvidenceOfFieldJson(TypedDict):
    """How far a field agrees with the record, and what that is worth in bits."""

    field: str
    level: str
    bits: float


class LikelyWorkJson(TypedDict):
    """A work that may be meant; `score` is the share (0 to 1) of the words that it holds."""

    score: float
    bits: float
    source: str
    identifier: str
    doi: str
    evidence: list[EvidenceOfFieldJson]
    reference: CslItem


class NoticeJson(TypedDict):
    """A retraction, a correction, …: its own DOI, its date, and who says so."""

    kind: str
    doi: str
    date: str
    source: str


DisagreementJson = TypedDict(
    "DisagreementJson",
    {"variable": str, "value": str, "source": str, "other": str, "other-source": str},
)


class RelationJson(TypedDict):
    """Another work that this one is a version of, a part of, and so on."""

    kind: str
    id: str


class RemarkJson(TypedDict):
    """What should be known about an identifier."""

    code: str
    message: str


class FailureJson(TypedDict):
    """Why there is no reference; `code` is an exit code."""

    code: int
    message: str
    hint: str


ResolutionJson = TypedDict(
    "ResolutionJson",
    {
        "asked": str,
        "error": NotRequired[FailureJson],
        "identifier": NotRequired[str],
        "reference": NotRequired[CslItem],
        "sources": NotRequired[list[str]],
        "provenance": NotRequired[dict[str, str]],
        "conflicts": NotRequired[list[DisagreementJson]],
        "notices": NotRequired[list[NoticeJson]],
        "notice-about": NotRequired[list[NoticeJson]],
        "relations": NotRequired[list[RelationJson]],
        "remarks": NotRequired[list[RemarkJson]],
    },
)

ReportItemJson = TypedDict(
    "ReportItemJson",
    {
        "key": str,
        "code": str,
        "severity": Literal["error", "warning", "info", "ok"],
        "message": str,
        "hint": str,
        "path": str,
        "line": int,
        "column": int,
        "end-line": int,
        "end-column": int,
    },
)


class FindingJson(ReportItemJson):
    """What a rule found; `fix` says whether it has a safe repair."""

    fix: NotRequired[bool]


class CheckReportJson(TypedDict):
    """What the rules found; lines and columns count from 1, 0 is unknown."""

    command: str
    version: str
    references: int
    items: list[FindingJson]


class RecordOfWorkJson(TypedDict):
    """The record of a source in a line, and its fields as text."""

    doi: str
    reference: str
    fields: NotRequired[dict[str, str]]


class DifferenceOfFieldJson(TypedDict):
    """What the reference claims and what the record says."""

    field: str
    claimed: str
    found: str
    weight: str
    note: str


VerdictPartsJson = TypedDict(
    "VerdictPartsJson",
    {
        "verdict": str,
        "is-finding": bool,
        "text": str,
        "cited": NotRequired[dict[str, str]],
        "found": RecordOfWorkJson | None,
        "points-to": RecordOfWorkJson | None,
        "differences": list[DifferenceOfFieldJson],
        "reasons": list[str],
        "notices": list[NoticeJson],
        "answered": list[str],
        "failed": dict[str, str],
        "failed-sources": NotRequired[list[str]],
        "failed-identifiers": NotRequired[list[str]],
        "score": NotRequired[float],
        "evidence": NotRequired[list[EvidenceOfFieldJson]],
        "same-as": str,
    },
)


class VerdictJson(ReportItemJson, VerdictPartsJson):
    """The verdict on a reference, with its evidence."""


class VerifyReportJson(TypedDict):
    """The verdict on each reference; lines and columns count from 1, 0 is unknown."""

    command: str
    version: str
    references: int
    items: list[VerdictJson]


CheckedReferenceJson = TypedDict(
    "CheckedReferenceJson",
    {
        "number": int,
        "key": str,
        "text": str,
        "verdict": str,
        "message": str,
        "hint": str,
        "doi": str,
        "doi-from": Literal["given", "added", "doubted", "none"],
        "notices": list[NoticeJson],
    },
)


class ChecklistJson(TypedDict):
    """The references of a paper, checked: how many have each verdict, and where DOIs come from."""

    command: str
    version: str
    file: str
    verdicts: dict[str, int]
    dois: dict[str, int]
    references: list[CheckedReferenceJson]


class CountedNameJson(TypedDict):
    """A name and how often it is there."""

    name: str
    count: int


LibraryStatsJson = TypedDict(
    "LibraryStatsJson",
    {
        "references": int,
        "median-age": float | None,
        "years": list[CountedNameJson],
        "journals": list[CountedNameJson],
        "authors": list[CountedNameJson],
        "types": list[CountedNameJson],
        "missing": list[CountedNameJson],
        "retracted": list[CountedNameJson],
        "ages": list[CountedNameJson],
        "languages": list[CountedNameJson],
    },
)


class CitedKeyJson(TypedDict):
    """A key with its places (`file:line:column`)."""

    key: str
    places: list[str]
    status: Literal["cited", "missing", "unused"]


class ProposedChangeJson(TypedDict):
    """A variable: what stands there, what the source says, what is done."""

    variable: str
    action: Literal["add", "replace", "keep"]
    old: str
    new: str
    source: str


class ProposalJson(TypedDict):
    """What the sources say of one reference; `error` says why nothing is known."""

    key: str
    changes: list[ProposedChangeJson]
    notes: list[str]
    published: str
    error: str


class SyncConflictJson(TypedDict):
    """A field that both sides changed; "" is no field."""

    key: str
    field: str
    here: str
    there: str


class SyncedJson(TypedDict):
    """What one sync did, by citation keys; `gone` is no longer there and was kept, `left_out` was
    removed here before, `broken` could not be changed, `repeated` are names there."""

    address: str
    written: bool
    added: list[str]
    changed: list[str]
    removed: list[str]
    gone: list[str]
    left_out: list[str]
    broken: list[str]
    repeated: list[str]
    conflicts: list[SyncConflictJson]


class PushedReferenceJson(TypedDict):
    """What became of one reference; `item` is Zotero's key for it, "" for none."""

    key: str
    fate: Literal["sent", "there", "failed", "would send"]
    item: str
    reason: str


class RecordedChangeJson(TypedDict):
    """A change that can be taken back."""

    number: int
    time: str
    state: Literal["done", "undone"]
    command: str
    summary: str


class PluginJson(TypedDict):
    """A row that another package adds; `problem` is "" where it can be loaded."""

    kind: Literal["formats", "outputs", "rules", "sources"]
    name: str
    package: str
    problem: str


class FoundStyleJson(TypedDict):
    """An installed style; `parent` is the style that a journal's own stands for."""

    name: str
    title: str
    parent: str
    format: str
    fields: list[str]
    issn: list[str]


class FindingInStyleJson(TypedDict):
    """What is wrong with a style file."""

    severity: Literal["error", "warning", "info"]
    code: str
    message: str
    line: int
    column: int
    hint: str


class ShownStyleJson(TypedDict):
    """What a style is, by the names of the table, and what is wrong with it."""

    style: dict[str, str]
    findings: list[FindingInStyleJson]


class PreviewJson(TypedDict):
    """A reference in one of several styles."""

    key: str
    style: str
    entry: str
    citation: str


class LikelyStyleJson(TypedDict):
    """A style that a list may be in; `also` are styles that print it alike."""

    style: str
    likeness: float
    journals: int
    difference: str
    also: list[str]


class CollectionJson(TypedDict):
    """A collection of styles in use."""

    kind: str
    source: str
    updated: str
    styles: int
    journals: int
    path: str


class CollectionsJson(TypedDict):
    """The collections, and the names of the user's own styles."""

    collections: list[CollectionJson]
    own: list[str]


class IndexGenerationJson(TypedDict):
    """What one build added: works, those not changed `since`, damaged records, notices."""

    name: str
    date: str
    since: str
    works: int
    unchanged: int
    damaged: int
    notices: int
    sources: dict[str, int]
    dumps: list[str]
    examples: list[str]


class IndexInfoJson(TypedDict):
    """What stands in an index of works; `date` is the day that it tells up to, or ""."""

    path: str
    format: int
    works: int
    bytes: int
    date: str
    generations: list[IndexGenerationJson]


CacheInfoJson = TypedDict(
    "CacheInfoJson",
    {
        "path": str,
        "bytes": int,
        "records": dict[str, int],
        "absent": dict[str, int],
        "oldest-days": float,
    },
)


class SettingInForceJson(TypedDict):
    """The value of a setting and where it came from."""

    value: str | bool | float | list[str]
    origin: str


class ParameterHelpJson(TypedDict):
    """An option by its names, or without names an argument; a flag has no `metavar`."""

    names: list[str]
    metavar: str
    help: str
    required: bool
    repeatable: bool


class FileProblemJson(TypedDict):
    """What is wrong with the link of an entry to a file, as the entry writes it."""

    key: str
    problem: Literal["missing", "outside", "barred", "no-file", "twice", "type"]
    link: str
    message: str


class FileFitJson(TypedDict):
    """A file that fits an entry, and by what; what fits as well makes it ambiguous."""

    key: str
    file: str
    why: Literal["key", "identifier", "author, year, title", "title", "author, year"]
    others: list[str]


class FileNoteJson(TypedDict):
    """What was marked or written in a PDF: the words under a mark, and the comment."""

    key: str
    file: str
    page: int
    kind: Literal["highlight", "underline", "strikeout", "note"]
    text: str
    comment: str


class ParsedStringJson(TypedDict):
    """What a string says: `fields` is CSL-JSON as text. "" is nothing, `problem` why it could not
    be read."""

    rid: str
    fields: str
    confidence: float | None
    problem: str


class MatchedStringJson(TypedDict):
    """The work that a string means; `fields`, `evidence` and `rivals` are JSON as text, "" is
    nothing."""

    rid: str
    doi: str
    decision: Literal["match", "ambiguous", "none", "unread"]
    score: float | None
    found_by: Literal["", "identifier", "words"]
    candidates: int | None
    evidence: str
    rivals: str
    fields: str
    problem: str


class VerifiedStringJson(MatchedStringJson):
    """The same with the verdict; `differences`, `reasons` and `notices` are JSON as text."""

    verdict: str
    differences: str
    reasons: str
    notices: str


class CommandHelpJson(TypedDict):
    """A command, its own words and those of its group in front."""

    name: str
    summary: str
    help: str
    parameters: list[ParameterHelpJson]


HelpPageJson = TypedDict(
    "HelpPageJson",
    {"version": str, "commands": list[CommandHelpJson], "exit-codes": dict[str, str]},
)


class Shape(Record):
    """One output: its type, and the version of its schema; with `is_line` it is a line of the JSON
    Lines that the command writes to a file."""

    type: Any
    version: int = 1
    is_line: bool = False


# Words of a command → what it writes with `--json`, or as JSON Lines.
SHAPES = MappingProxyType(
    {
        "format": Shape(FormattedBibliographyJson),
        "cite": Shape(FormattedCitationJson),
        "list": Shape(list[ListedReferenceJson]),
        "show": Shape(list[ShownReferenceJson]),
        "search": Shape(list[HitJson]),
        "resolve": Shape(list[ResolutionJson]),
        "lookup": Shape(list[LikelyWorkJson]),
        "check": Shape(CheckReportJson),
        "verify": Shape(VerifyReportJson),
        "bulk match": Shape(MatchedStringJson, is_line=True),
        "bulk verify": Shape(VerifiedStringJson, is_line=True),
        "bulk parse": Shape(ParsedStringJson, is_line=True),
        "deposit check": Shape(ChecklistJson),
        "stats": Shape(LibraryStatsJson),
        "files check": Shape(list[FileProblemJson]),
        "files orphans": Shape(list[str]),
        "files find": Shape(list[FileFitJson]),
        "files notes": Shape(list[FileNoteJson]),
        "cited": Shape(list[CitedKeyJson]),
        "update": Shape(list[ProposalJson]),
        "sync": Shape(SyncedJson),
        "push": Shape(list[PushedReferenceJson]),
        "history": Shape(list[RecordedChangeJson]),
        "styles search": Shape(list[FoundStyleJson]),
        "styles show": Shape(ShownStyleJson),
        "styles preview": Shape(list[PreviewJson]),
        "styles identify": Shape(list[LikelyStyleJson]),
        "styles update": Shape(CollectionsJson),
        "plugins": Shape(list[PluginJson]),
        "index info": Shape(IndexInfoJson),
        "cache info": Shape(CacheInfoJson),
        "config show": Shape(dict[str, SettingInForceJson]),
        "--help": Shape(HelpPageJson),
    }
)
