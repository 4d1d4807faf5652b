"""What the templates call what: facts of the documentation of Citation Style 1 and 2."""

from __future__ import annotations

from types import MappingProxyType

from mscref.formats.mapping import Rule

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
    Rule("note", ("note",)),
)
NUMBERED = frozenset(["report", "patent", "standard", "document"])
DATES = ("date", "year", "publication-date")
ACCESSED = ("access-date", "accessdate")
# What writes a template's list of people: variable → (of a last name, of a first name, of another).
PEOPLE = MappingProxyType(
    {
        "author": ("last", "first", "author"),
        "editor": ("editor-last", "editor-first", "editor"),
        "translator": ("translator-last", "translator-first", "translator"),
        "interviewer": ("interviewer-last", "interviewer-first", "interviewer"),
        "contributor": ("contributor-last", "contributor-first", "contributor"),
    }
)
LASTS = MappingProxyType({"last": "last", "author-last": "last", "surname": "last"})
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
# Templates that are one character.
CHARACTERS = MappingProxyType(
    {
        "!": "|", "=": "=", "'": "'", "ndash": "–", "mdash": "—", "snd": " – ", "spnd": " – ",
        "nbsp": "\xa0", "spaces": "\xa0", "&": "&", "amp": "&", "dash": "–", "en dash": "–",
    }
)  # fmt: skip
