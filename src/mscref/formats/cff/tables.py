"""What CFF calls what: facts of the schema of version 1.2.0 and its guide."""

from __future__ import annotations

from types import MappingProxyType

from mscref.model.reference import Json
from mscref.patterns import lazy

FORMAT = "cff"
VERSION = "1.2.0"
# Type of a reference → CSL type; the first of a CSL type is written.
TYPES = MappingProxyType(
    {
        "article": "article-journal",
        "art": "graphic",
        "audiovisual": "motion_picture",
        "bill": "bill",
        "blog": "post-weblog",
        "book": "book",
        "catalogue": "book",
        "conference-paper": "paper-conference",
        "conference": "event",
        "data": "dataset",
        "database": "dataset",
        "dictionary": "entry-dictionary",
        "edited-work": "book",
        "encyclopedia": "entry-encyclopedia",
        "film-broadcast": "broadcast",
        "generic": "document",
        "government-document": "report",
        "grant": "document",
        "hearing": "hearing",
        "historical-work": "classic",
        "legal-case": "legal_case",
        "legal-rule": "legislation",
        "magazine-article": "article-magazine",
        "manual": "book",
        "map": "map",
        "multimedia": "motion_picture",
        "music": "musical_score",
        "newspaper-article": "article-newspaper",
        "pamphlet": "pamphlet",
        "patent": "patent",
        "personal-communication": "personal_communication",
        "proceedings": "book",
        "report": "report",
        "serial": "periodical",
        "slides": "speech",
        "software": "software",
        "software-code": "software",
        "software-container": "software",
        "software-executable": "software",
        "software-virtual-machine": "software",
        "sound-recording": "song",
        "standard": "standard",
        "statute": "legislation",
        "thesis": "thesis",
        "unpublished": "manuscript",
        "video": "motion_picture",
        "website": "webpage",
    }
)
ROOT_TYPES = MappingProxyType({"software": "software", "dataset": "dataset"})
UNPLACED_TYPE = "generic"
_WRITTEN = {csl: name for name, csl in reversed(list(TYPES.items()))}
WRITTEN_TYPES = MappingProxyType({**_WRITTEN, "report": "report", "document": "generic"})

# CSL variable → member, of plain texts. A root has fewer.
TEXTS = MappingProxyType(
    {
        "title": "title",
        "abstract": "abstract",
        "version": "version",
        "DOI": "doi",
        "URL": "url",
        "license": "license",
        "volume": "volume",
        "issue": "issue",
        "edition": "edition",
        "section": "section",
        "number": "number",
        "number-of-volumes": "number-volumes",
        "number-of-pages": "pages",
        "volume-title": "volume-title",
        "ISBN": "isbn",
        "ISSN": "issn",
        "PMCID": "pmcid",
        "medium": "medium",
        "status": "status",
    }
)
OF_ROOT = frozenset(["title", "abstract", "version", "DOI", "URL", "license"])
# Texts that the schema takes in one form only: anything else stands in the notes.
FORMS = MappingProxyType(
    {
        "status": lazy(r"abstract|advance-online|in-preparation|in-press|preprint|submitted"),
        "DOI": lazy(r"10\.\d{4,9}(?:\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+"),
        "URL": lazy(r"(?:https?|s?ftp)://.+"),
        "ISSN": lazy(r"\d{4}-\d{3}[\dxX]"),
        "ISBN": lazy(r"[0-9\- ]{10,17}X?"),
        "PMCID": lazy(r"PMC\d{7}"),
    }
)
PEOPLE = MappingProxyType(
    {
        "author": "authors",
        "editor": "editors",
        "collection-editor": "editors-series",
        "translator": "translators",
        "recipient": "recipients",
    }
)
JOURNALS = frozenset(
    "article-journal article-magazine article-newspaper review review-book".split()
)
# The schema asks for an author; and a title; what nobody knows is called so.
UNTITLED = "[untitled]"
NOBODY: dict[str, Json] = {"name": "unknown"}
KEY = "citation key"  # the description of the identifier that holds ours
SCHEMES = MappingProxyType({"PMID": "PMID"})  # by the description of an identifier
# What a person has beside a name; kept with it.
PERSON_PARTS = MappingProxyType(
    {
        "family-names": "family",
        "given-names": "given",
        "name-particle": "non_dropping_particle",
        "name-suffix": "suffix",
    }
)
# Members of a root that say how the file is, not what the work is.
ABOUT_THE_FILE = frozenset(["cff-version", "message"])
