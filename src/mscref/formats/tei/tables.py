"""What TEI calls what: facts of its guidelines (P5, 3.12), of GROBID's and of Zotero's output.

An entry has three levels: `analytic` (a part), `monogr` (what it stands in, or the whole work) with
its `imprint`, and `series`. What TEI has no element for stands in a `note` with a type.
"""

from __future__ import annotations

from types import MappingProxyType

from mscref.formats.articlexml.inline import Inline
from mscref.formats.articlexml.nodes import Element
from mscref.formats.articlexml.tags import rest_rules
from mscref.formats.mapping import Rule
from mscref.model.vocabulary import DATE_VARIABLES, ITEM_TYPES, NAME_VARIABLES, VARIABLES

FORMAT = "tei"
# `type` of an entry: CSL's own names, and those of Zotero's export.
READ_TYPES = MappingProxyType(
    {
        **{name: name for name in ITEM_TYPES},
        "journalArticle": "article-journal",
        "magazineArticle": "article-magazine",
        "newspaperArticle": "article-newspaper",
        "bookSection": "chapter",
        "conferencePaper": "paper-conference",
        "encyclopediaArticle": "entry-encyclopedia",
        "dictionaryEntry": "entry-dictionary",
        "blogPost": "post-weblog",
        "forumPost": "post",
        "computerProgram": "software",
        "preprint": "article",
        "presentation": "speech",
        "statute": "legislation",
        "case": "legal_case",
        "film": "motion_picture",
        "videoRecording": "motion_picture",
        "audioRecording": "song",
        "artwork": "graphic",
        "letter": "personal_communication",
        "email": "personal_communication",
        "tvBroadcast": "broadcast",
        "radioBroadcast": "broadcast",
        "podcast": "broadcast",
    }
)
JOURNALS = frozenset(
    "article-journal article-magazine article-newspaper review review-book".split()
)
# What GROBID says of a report in a note: the type that it means.
REPORT_TYPES = (("thesis", "thesis"), ("dissertation", "thesis"), ("report", "report"))
READ_ROLES = MappingProxyType(
    {**{name: name for name in NAME_VARIABLES}, "": "editor", "seriesEditor": "collection-editor"}
)
# What a `resp` says somebody did: the beginning of a word in it, the variable.
DEEDS = (
    ("translat", "translator"),
    ("illustrat", "illustrator"),
    ("compil", "compiler"),
    ("interview", "interviewer"),
    ("edit", "editor"),
)
# Units of a `biblScope` by the words of TEI P4 and of projects.
UNITS = MappingProxyType(
    {
        "vol": "volume",
        "vol.": "volume",
        "pp": "page",
        "pp.": "page",
        "p": "page",
        "pages": "page",
        "no": "issue",
        "iss": "issue",
        "chap": "chapter",
    }
)
# Levels of a title: of a journal, of another whole work, of a series, of something unpublished.
WHOLE = ("title@m", "title@j", "title@u", "title")

_RULES = (
    Rule("container-title-short", ("title@j-abbrev", "title@j-short")),
    Rule("title-short", ("title@a-short", "title@m-short")),
    Rule("collection-title", ("title@s",)),
    Rule("collection-number", ("biblScope@series",)),
    Rule("edition", ("edition",)),
    Rule("number-of-pages", ("extent",)),
    Rule("volume", ("biblScope@volume",)),
    Rule("issue", ("biblScope@issue",)),
    Rule("chapter-number", ("biblScope@chapter",)),
    Rule("page", ("biblScope@page",)),
    Rule("publisher", ("publisher", "note@institution")),
    Rule("publisher-place", ("pubPlace",)),
    Rule("event-title", ("meeting",)),
    Rule("event-place", ("address",)),
    Rule("DOI", ("idno@DOI", "idno@doi")),
    Rule("PMID", ("idno@PMID", "idno@pmid")),
    Rule("PMCID", ("idno@PMCID", "idno@pmcid", "idno@PMC")),
    Rule("ISBN", ("idno@ISBN", "idno@isbn", "idno@ISBN-13", "idno@ISBN-10")),
    Rule("ISSN", ("idno@ISSN", "idno@eISSN", "idno@issn", "idno@ISSNe", "idno@pISSN")),
    Rule("call-number", ("idno@callNumber",)),
    Rule("number", ("idno@number", "biblScope@number")),
    Rule("URL", ("ptr", "ref", "idno@url", "idno@URL", "idno@URI", "idno@uri")),
    Rule("language", ("xml:lang", "note@language")),
    Rule("genre", ("note@genre", "note@thesisType", "note@report_type")),
    Rule("abstract", ("note@abstract",)),
    Rule("keyword", ("note@keyword", "note@tags")),
    Rule("note", ("note@note", "note")),
)
_NO_ROWS = frozenset(["title", "container-title"])
_REST = rest_rules(VARIABLES - NAME_VARIABLES - DATE_VARIABLES - _NO_ROWS, "note", _RULES)
RULES = (*_RULES, Rule("container-title", ("note@container-title",)), *_REST)
# Where a tag stands; what is not named stands at the end of the entry.
IMPRINT = frozenset(["publisher", "pubPlace", "biblScope"])
MONOGRAPH = frozenset(["title", "edition", "meeting", "extent"])
OF_SERIES = frozenset(["title@s", "biblScope@series"])
_RENDERED = MappingProxyType(
    {
        "italic": "i",
        "bold": "b",
        "superscript": "sup",
        "subscript": "sub",
        "smallcaps": "sc",
        "normal": "normal",
        "italics": "i",
        "sup": "sup",
        "sub": "sub",
    }
)
_SEGMENTS = frozenset(["nocase", "nodecor"])


def _kind_of(element: Element) -> str | None:
    if element.name == "hi":
        return _RENDERED.get(element.get("rend") or element.get("rendition").lstrip("#"), "")
    if element.name == "seg" and element.get("type") in _SEGMENTS:
        return element.get("type")
    return ""


INLINE = Inline(
    tags=MappingProxyType(
        {
            **{
                kind: (f'<hi rend="{name}">', "</hi>")
                for name, kind in reversed(list(_RENDERED.items()))
            },
            **{name: (f'<seg type="{name}">', "</seg>") for name in _SEGMENTS},
        }
    ),
    kind_of=_kind_of,
)
