"""What Hayagriva calls what: types, fields, roles, serial numbers; facts of its documentation."""

from __future__ import annotations

import re

# (type, type of the first parent) → CSL type; "" is any or none. The first match counts.
READ_TYPES = (
    ("article", "newspaper", "article-newspaper"),
    ("article", "blog", "post-weblog"),
    ("article", "reference", "entry-encyclopedia"),
    ("article", "proceedings", "paper-conference"),
    ("article", "conference", "paper-conference"),
    ("article", "", "article-journal"),
    ("chapter", "", "chapter"),
    ("anthos", "", "chapter"),
    ("entry", "", "entry-encyclopedia"),
    ("book", "", "book"),
    ("anthology", "", "book"),
    ("proceedings", "", "book"),
    ("reference", "", "book"),
    ("report", "", "report"),
    ("thesis", "", "thesis"),
    ("web", "", "webpage"),
    ("blog", "", "post-weblog"),
    ("post", "", "post"),
    ("thread", "", "post"),
    ("patent", "", "patent"),
    ("case", "", "legal_case"),
    ("legislation", "", "legislation"),
    ("newspaper", "", "article-newspaper"),
    ("periodical", "", "periodical"),
    ("manuscript", "", "manuscript"),
    ("video", "", "motion_picture"),
    ("audio", "", "song"),
    ("artwork", "", "graphic"),
    ("scene", "", "motion_picture"),
    ("performance", "", "performance"),
    ("exhibition", "", "event"),
    ("conference", "", "speech"),
    ("repository", "", "software"),
    ("original", "", "document"),
    ("misc", "", "document"),
)
# CSL type → (type, type of the parent).
WRITTEN_TYPES = {
    "article-journal": ("article", "periodical"),
    "article-magazine": ("article", "periodical"),
    "article-newspaper": ("article", "newspaper"),
    "review": ("article", "periodical"),
    "post-weblog": ("article", "blog"),
    "paper-conference": ("article", "proceedings"),
    "chapter": ("chapter", "book"),
    "entry-encyclopedia": ("entry", "reference"),
    "entry-dictionary": ("entry", "reference"),
    "book": ("book", "anthology"),
    "report": ("report", "periodical"),
    "thesis": ("thesis", "periodical"),
    "webpage": ("web", "web"),
    "patent": ("patent", "misc"),
    "legal_case": ("case", "misc"),
    "legislation": ("legislation", "misc"),
    "periodical": ("periodical", "misc"),
    "manuscript": ("manuscript", "misc"),
    "motion_picture": ("video", "misc"),
    "song": ("audio", "misc"),
    "graphic": ("artwork", "misc"),
    "performance": ("performance", "misc"),
    "speech": ("conference", "misc"),
    "software": ("repository", "misc"),
    "post": ("post", "thread"),
    "event": ("exhibition", "misc"),
    "broadcast": ("video", "misc"),
}

TEXTS = {
    "title": "title", "edition": "edition", "volume": "volume", "issue": "issue",
    "page-range": "page", "page-total": "number-of-pages", "volume-total": "number-of-volumes",
    "language": "language", "note": "note", "abstract": "abstract", "genre": "genre",
    "chapter": "chapter-number", "archive": "archive", "archive-location": "archive-place",
    "call-number": "call-number", "organization": "publisher", "location": "event-place",
}  # fmt: skip
COURT = {"organization": "authority"}  # of a legal case
# What a parent gives to its child where the child has none of its own.
FROM_PARENT = {
    "volume": "volume", "issue": "issue", "edition": "edition", "location": "event-place",
    "organization": "publisher",
}  # fmt: skip
NAMES = {"author": "author", "editor": "editor"}
ROLES = {
    "translator": "translator", "compiler": "compiler", "director": "director",
    "illustrator": "illustrator", "producer": "producer", "narrator": "narrator",
    "composer": "composer", "organizer": "organizer", "collaborator": "contributor",
    "executive-producer": "executive-producer", "writer": "script-writer",
    "holder": "holder", "founder": "founder",
}  # fmt: skip
# `serial-number` may be a mapping with names of one's own.
SERIALS = {
    "doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID",
    "serial": "number", "version": "version",
}  # fmt: skip

SHORT_FORMS = {"title": "title-short", "container-title": "container-title-short"}
OF_SERIES = {"title": "collection-title", "volume": "collection-number"}
OF_EVENT = {"title": "event-title", "location": "event-place"}
# Where a work was given or shown, and no part of what it stands in.
EVENTS = frozenset(["conference", "exhibition"])
KNOWN_PARENTS = 2  # the container, and the series
# Among the leftovers: how the entry was built, for the writer.
STRUCTURE = "structure"
SERIES_TYPE = "misc"
# What a mapping calls the text that may stand in its place.
MAIN_MEMBER = {"publisher": "name", "serial-number": "serial"}
DATE_NAMES = {"issued": "date", "accessed": "url", "event-date": "date"}

# What may hold `{braces}`, which keep the capitals of their text as nocase spans do.
FORMATTED = frozenset(
    """
    title title-short container-title container-title-short collection-title publisher
    event-title
    """.split()
)
CASED = re.compile(r"\$[^$]*\$|[{}]|[^${}]+|\$")
SPAN = '<span class="nocase">'
NOCASE = re.compile(r'<span class="nocase">((?:(?!<span class="nocase">).)*?)</span>')


def type_of(kind: str, parent_kind: str) -> str:
    """The CSL type, "" for a kind that Hayagriva does not have."""
    for name, parent, csl_type in READ_TYPES:
        if name == kind and parent in ("", parent_kind):
            return csl_type
    return ""
