"""What the templates call what: facts of the documentation of Citation Style 1 and 2."""

from __future__ import annotations

from types import MappingProxyType

from mscref.formats.mapping import Rule
from mscref.model.vocabulary import ITEM_TYPES

FORMAT = "wikitext"
# Name of a template → CSL type; the first of a CSL type is written.
TYPES = MappingProxyType(
    {
        "cite journal": "article-journal",
        "cite magazine": "article-magazine",
        "cite news": "article-newspaper",
        "cite newspaper": "article-newspaper",
        "cite book": "book",
        "cite web": "webpage",
        "cite website": "webpage",
        "cite conference": "paper-conference",
        "cite thesis": "thesis",
        "cite dissertation": "thesis",
        "cite report": "report",
        "cite tech report": "report",
        "cite techreport": "report",
        "cite press release": "report",
        "cite encyclopedia": "entry-encyclopedia",
        "cite dictionary": "entry-dictionary",
        "cite arxiv": "article",
        "cite biorxiv": "article",
        "cite medrxiv": "article",
        "cite ssrn": "article",
        "cite citeseerx": "article",
        "cite map": "map",
        "cite av media": "motion_picture",
        "cite av media notes": "song",
        "cite episode": "broadcast",
        "cite podcast": "broadcast",
        "cite speech": "speech",
        "cite interview": "interview",
        "cite mailing list": "post",
        "cite newsgroup": "post",
        "cite patent": "patent",
        "cite document": "document",
        "citation": "",
    }
)
_WRITTEN = {csl: name for name, csl in reversed(list(TYPES.items())) if csl}
# A preprint's template takes its number alone; `cite document` has the fewest demands.
WRITTEN_TYPES = MappingProxyType(
    {**_WRITTEN, "chapter": "cite book", "article": "cite document", "post-weblog": "cite web"}
)
UNPLACED = "citation"
_WORDS = MappingProxyType(
    {
        "dataset": "Data set",
        "software": "Computer software",
        "graphic": "Image",
        "review-book": "Book review",
    }
)
# What `|type=` of a {{citation}} says of a work that has no template of its own, and the reverse.
WRITTEN_KINDS = MappingProxyType(
    {
        name: _WORDS.get(name, name.replace("_", " ").replace("-", " ").capitalize())
        for name in sorted(ITEM_TYPES - WRITTEN_TYPES.keys())
    }
)
READ_KINDS = MappingProxyType(
    {
        **{word.casefold(): name for name, word in WRITTEN_KINDS.items()},
        "dataset": "dataset",
        "software": "software",
        "source code": "software",
        "computer program": "software",
        "thesis": "thesis",
        "phd thesis": "thesis",
        "report": "report",
        "technical report": "report",
    }
)
# Templates that say little about the type of a work.
VAGUE = frozenset(["citation", "cite web", "cite website", "cite document"])
PARTS = frozenset(["chapter", "entry-encyclopedia", "entry-dictionary"])
CHAPTERS = ("chapter", "contribution", "entry", "article", "section")
CONTAINERS = ("journal", "magazine", "newspaper", "work", "periodical", "website", "encyclopedia",
              "encyclopaedia", "dictionary", "book-title", "mailinglist")  # fmt: skip
WRITTEN_CONTAINER = MappingProxyType(
    {
        "article-journal": "journal",
        "article-magazine": "magazine",
        "article-newspaper": "newspaper",
        "webpage": "website",
        "post-weblog": "website",
        "paper-conference": "book-title",
    }
)
RULES = (
    Rule("volume", ("volume",)),
    Rule("issue", ("issue",)),
    Rule("page", ("pages", "page", "at", "pp", "p")),
    Rule("publisher", ("publisher", "institution")),
    Rule("publisher-place", ("location", "place", "publication-place")),
    Rule("edition", ("edition",)),
    Rule("collection-title", ("series",)),
    Rule("event-title", ("conference", "event")),
    Rule("genre", ("type", "degree", "medium")),
    Rule("DOI", ("doi", "DOI")),
    Rule("PMID", ("pmid", "PMID")),
    Rule("PMCID", ("pmc", "PMC")),
    Rule("ISBN", ("isbn", "ISBN")),
    Rule("ISSN", ("issn", "ISSN", "eissn")),
    Rule("URL", ("url", "chapter-url", "URL")),
    Rule("language", ("language", "lang")),
    Rule("title-short", ("short-title",)),
    Rule("number-of-volumes", ("volumes",)),
    Rule("version", ("version",)),
    Rule("number", ("number", "id")),
)
NUMBERED = frozenset(["report", "patent", "standard", "document"])
DATES = ("date", "year", "publication-date")
ACCESSED = ("access-date", "accessdate")
# `|series=Lecture Notes, no. 7`: CS1 has one parameter for both.
SERIES_NUMBER = "no. "
# `|at=ch. 3, pp. 7–9`, where a page alone says too little.
CHAPTER_NUMBER = "ch. "
SMALL_CAPS_TEMPLATES = frozenset(["sc", "small caps", "smallcaps", "sc1"])
# Templates that are one character.
CHARACTERS = MappingProxyType(
    {
        "!": "|", "=": "=", "'": "'", "ndash": "–", "mdash": "—", "snd": " – ", "spnd": " – ",
        "nbsp": "\xa0", "spaces": "\xa0", "&": "&", "amp": "&", "dash": "–", "en dash": "–",
    }
)  # fmt: skip
