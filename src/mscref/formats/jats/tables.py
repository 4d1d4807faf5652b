"""What JATS calls what: types, leaves, roles. Facts of its tag library (1.1 to 1.4) and of JATS4R.

What JATS has no element for stands in an `annotation`, which is no part of the printed reference.
"""

from __future__ import annotations

from types import MappingProxyType

from mscref.formats.articlexml.inline import Inline
from mscref.formats.articlexml.nodes import Element
from mscref.formats.articlexml.tags import rest_rules
from mscref.formats.articlexml.works import PARTS
from mscref.formats.mapping import Rule
from mscref.model.vocabulary import DATE_VARIABLES, ITEM_TYPES, NAME_VARIABLES, VARIABLES

FORMAT = "jats"
# CSL type → publication-type; the other types stand under their own names.
WRITTEN_TYPES = MappingProxyType(
    {
        "article-journal": "journal",
        "article-magazine": "magazine",
        "article-newspaper": "newspaper",
        "article": "preprint",
        "chapter": "book",
        "paper-conference": "confproc",
        "dataset": "data",
        "webpage": "web",
        "personal_communication": "commun",
        "document": "other",
    }
)
# publication-type as publishers have it, without hyphens and the like → CSL type.
READ_TYPES = MappingProxyType(
    {
        **{name.replace("-", "").replace("_", ""): name for name in ITEM_TYPES},
        **{written: csl for csl, written in WRITTEN_TYPES.items()},
        "book": "book",
        "journalarticle": "article-journal",
        "article": "article-journal",
        "journals": "article-journal",
        "bookchapter": "chapter",
        "bookpart": "chapter",
        "inbook": "chapter",
        "editedbook": "book",
        "monograph": "book",
        "bookseries": "book",
        "conference": "paper-conference",
        "confpaper": "paper-conference",
        "conferencepaper": "paper-conference",
        "conferenceproceedings": "paper-conference",
        "proceedings": "paper-conference",
        "proceeding": "paper-conference",
        "dissertation": "thesis",
        "database": "dataset",
        "website": "webpage",
        "weblink": "webpage",
        "online": "webpage",
        "eresource": "webpage",
        "wiki": "webpage",
        "blog": "post-weblog",
        "computerprogram": "software",
        "code": "software",
        "workingpaper": "report",
        "technicalreport": "report",
        "government": "report",
        "gov": "report",
        "guideline": "report",
        "letter": "personal_communication",
        "communication": "personal_communication",
        "legislation": "legislation",
        "legal": "legal_case",
        "case": "legal_case",
        "mailinglist": "post",
        "discussion": "post",
        "undeclared": "",
        "unknown": "",
        "": "",
    }
)
TITLES = ("article-title", "chapter-title", "data-title")
_TITLE_ELEMENTS = MappingProxyType({"chapter": "chapter-title", "dataset": "data-title"})

# The attribute that tells elements of one name apart.
KINDS = MappingProxyType(
    {
        "pub-id": "pub-id-type",
        "object-id": "pub-id-type",
        "ext-link": "ext-link-type",
        "comment": "content-type",
        "annotation": "content-type",
        "named-content": "content-type",
        "size": "units",
        "date": "date-type",
    }
)
# Those of the DTD's list; a role without a name there stands under that of CSL.
ROLES = MappingProxyType(
    {
        "author": "author",
        "editor": "editor",
        "translator": "translator",
        "compiler": "compiler",
        "curator": "curator",
        "director": "director",
    }
)
READ_ROLES = MappingProxyType(
    {
        **{name: name for name in NAME_VARIABLES},
        "allauthors": "author",
        "authors": "author",
        "inventor": "author",
        "assignee": "author",
        "editors": "editor",
        "transed": "translator",
        "guest-editor": "editor",
        "series-editor": "collection-editor",
    }
)

_RULES = (
    Rule("container-title-short", ("annotation@container-title-short", "abbrev-journal-title")),
    Rule("volume", ("volume",)),
    Rule("issue", ("issue",)),
    Rule("supplement-number", ("supplement",)),
    Rule("edition", ("edition",)),
    Rule("version", ("version",)),
    Rule("collection-title", ("series",)),
    Rule("collection-number", ("volume-series",)),
    Rule("part-title", ("part-title",)),
    Rule("publisher", ("publisher-name", "institution")),
    Rule("publisher-place", ("publisher-loc",)),
    Rule("event-title", ("conf-name",)),
    Rule("event-place", ("conf-loc",)),
    Rule("number-of-pages", ("size@page", "size@pages")),
    Rule("number-of-volumes", ("size@volume",)),
    Rule("ISBN", ("isbn", "pub-id@isbn")),
    Rule("ISSN", ("issn", "pub-id@issn")),
    Rule("DOI", ("pub-id@doi", "object-id@doi", "ext-link@doi")),
    Rule("PMID", ("pub-id@pmid", "object-id@pmid", "ext-link@pmid")),
    Rule("PMCID", ("pub-id@pmcid", "pub-id@pmc", "object-id@pmcid", "ext-link@pmcid")),
    Rule("URL", ("ext-link@uri", "ext-link", "uri")),
    Rule("language", ("xml:lang", "annotation@language")),
    Rule("genre", ("comment@genre",)),
    Rule("status", ("comment@status",)),
    Rule("note", ("comment@note", "comment")),
    Rule("page", ("annotation@page",)),
)
NUMBERS = MappingProxyType({"patent": "patent", "standard": "pub-id@std-designation"})
_NO_ROWS = frozenset(["title", "container-title", "number"])
_REST = rest_rules(VARIABLES - NAME_VARIABLES - DATE_VARIABLES - _NO_ROWS, "annotation", _RULES)


def title_element(csl_type: str) -> str:
    """The element of the title of a part."""
    return _TITLE_ELEMENTS.get(csl_type, "article-title")


def number_tag(csl_type: str) -> str:
    """Where the number of a patent, a standard, a report stands."""
    if csl_type in PARTS:
        return "annotation@number"
    return NUMBERS.get(csl_type, "pub-id@publisher-id")


def rules_of(csl_type: str) -> tuple[Rule, ...]:
    """All rows of a type, without those of titles, people, dates and pages."""
    number = Rule("number", tuple(dict.fromkeys([number_tag(csl_type), "annotation@number"])))
    container = Rule("container-title", ("annotation@container-title",))
    return (*_RULES, number, container, *_REST)


_KIND_OF = MappingProxyType(
    {
        "italic": "i",
        "bold": "b",
        "sup": "sup",
        "sub": "sub",
        "sc": "sc",
        "fixed-case": "nocase",
        "roman": "normal",
    }
)
# Words beside the text: a formula in two notations, footnotes, what an inserted object is.
_NO_TEXT = frozenset(["tex-math", "fn", "alt-text", "long-desc", "object-id", "contrib-group"])


def _kind_of(element: Element) -> str | None:
    if element.name in _NO_TEXT:
        return None
    if element.name == "styled-content" and element.get("style-type") == "nodecor":
        return "nodecor"
    return _KIND_OF.get(element.name, "")


INLINE = Inline(
    tags=MappingProxyType(
        {
            **{kind: (f"<{name}>", f"</{name}>") for name, kind in _KIND_OF.items()},
            "nodecor": ('<styled-content style-type="nodecor">', "</styled-content>"),
        }
    ),
    kind_of=_kind_of,
)
