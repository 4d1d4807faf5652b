"""What biblatex and BibTeX call things, and what CSL calls them. Data only, no code.

Sources: the biblatex manual (entry types, fields, localisation keys; inheritance: `heirlooms.py`),
the CSL 1.0.2 specification (types and variables), babel's manual (language names).
"""

from __future__ import annotations

# --- Entry types ---------------------------------------------------------------------------

# biblatex type → CSL type. The first row of a CSL type is what `write.py` falls back to where
# `BIBLATEX_TYPES` and `BIBTEX_TYPES` below do not say otherwise.
CSL_TYPES = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "mvcollection": "book",
    "proceedings": "book",
    "mvproceedings": "book",
    "reference": "book",
    "mvreference": "book",
    "commentary": "book",
    "booklet": "pamphlet",
    "manual": "book",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "incollection": "chapter",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "inreference": "entry-encyclopedia",
    "misc": "document",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "webpage": "webpage",
    "patent": "patent",
    "periodical": "periodical",
    "suppperiodical": "article-journal",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "software": "software",
    "dataset": "dataset",
    "data": "dataset",
    "unpublished": "manuscript",
    "artwork": "graphic",
    "image": "graphic",
    "audio": "song",
    "music": "song",
    "movie": "motion_picture",
    "video": "motion_picture",
    "performance": "performance",
    "standard": "standard",
    "jurisdiction": "legal_case",
    "legislation": "legislation",
    "legal": "treaty",
    "letter": "personal_communication",
    "review": "review",
    "newsarticle": "article-newspaper",
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
}

# Entries that are no work: containers of fields and of entries (biblatex), and what steers a style
# (IEEEtran_bst_HOWTO, REVTeX 4.1, achemso).
NO_REFERENCES = frozenset(
    "xdata set control biblatex-control ieeetranbstctl bstctl abnt-options".split()
)

# BibTeX's names for biblatex types; nothing is lost by writing the other.
TYPE_ALIASES = frozenset(
    "techreport phdthesis mastersthesis conference electronic www webpage data".split()
)

# Types whose work is a part of a book: `booktitle` and `maintitle` name the container.
CHAPTER_LIKE = frozenset(
    """
    inbook incollection inproceedings conference inreference bookinbook suppbook suppcollection
    """.split()
)
BOOK_LIKE = frozenset(
    """
    book collection proceedings reference mvbook mvcollection mvproceedings mvreference
    bookinbook inbook incollection inproceedings conference inreference suppbook suppcollection
    """.split()
)
# `number` is the issue of a periodical in these.
ISSUE_TYPES = frozenset(["article", "periodical", "suppperiodical", "review", "newsarticle"])
DEFAULT_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}

# CSL type → entry type written, where it is not simply the first row above.
BIBLATEX_TYPES = {
    "article": "online",
    "article-magazine": "article",
    "article-newspaper": "article",
    "bill": "legislation",
    "broadcast": "audio",
    "classic": "book",
    "entry": "inreference",
    "entry-dictionary": "inreference",
    "event": "misc",
    "figure": "image",
    "hearing": "jurisdiction",
    "interview": "misc",
    "manuscript": "unpublished",
    "map": "image",
    "musical_score": "music",
    "post": "online",
    "post-weblog": "online",
    "regulation": "legislation",
    "review-book": "review",
    "speech": "unpublished",
}
BIBTEX_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "periodical": "misc",
    "review": "article",
    "review-book": "article",
    "book": "book",
    "classic": "book",
    "pamphlet": "booklet",
    "chapter": "incollection",
    "entry": "incollection",
    "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "standard": "techreport",
    "thesis": "phdthesis",
    "manuscript": "unpublished",
    "speech": "unpublished",
}
# What the CSL type says beyond the entry type.
ENTRY_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}

# BibTeX's own entry types: these are kept in the BibTeX dialect, others become what BIBTEX_TYPES
# says, or `misc`.
BIBTEX_OWN_TYPES = frozenset(
    """
    article book booklet conference inbook incollection inproceedings manual mastersthesis misc
    phdthesis proceedings techreport unpublished
    """.split()
)

# --- Fields --------------------------------------------------------------------------------

# Old and foreign spellings → the biblatex field.
ALIASES = {
    "address": "location",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "article-number": "eid",  # Web of Science
    "article_number": "eid",
    "articleno": "eid",  # ACM
    "articlenumber": "eid",
    "art_number": "eid",  # Scopus
    "artnum": "eid",
    "journal": "journaltitle",
    "key": "sortkey",
    "pdf": "file",
    "primaryclass": "eprintclass",
    "hyphenation": "langid",
    "language-tag": "langid",
    "keyword": "keywords",
    "lccn": "library",
}

# Fields that are one CSL variable, decoded from LaTeX and otherwise untouched.
TEXT_FIELDS = {
    "abstract": "abstract",
    "annotation": "annote",
    "keywords": "keyword",
    "origlocation": "original-publisher-place",
    "origpublisher": "original-publisher",
    "origtitle": "original-title",
    "venue": "event-place",
}
# The same for numbers and codes, in which a font says nothing; `edition` is read apart.
NUMBER_FIELDS = {
    "chapter": "chapter-number",
    "library": "call-number",
    "pagetotal": "number-of-pages",
    "version": "version",
    "volumes": "number-of-volumes",
}
# The same for titles: braces protect, nothing is sentence-cased.
PROTECTED_FIELDS = {"shortjournal": "container-title-short"}
# Never LaTeX: kept letter by letter.
VERBATIM_FIELDS = {
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "pmc": "PMCID",
}
NAME_FIELDS = {
    "author": "author",
    "bookauthor": "container-author",
    "director": "director",
    "editor": "editor",
    "translator": "translator",
    "collector": "collection-editor",
    "serieseditor": "collection-editor",
    "compiler": "compiler",
    "illustrator": "illustrator",
    "origauthor": "original-author",
    "interviewer": "interviewer",
    "recipient": "recipient",
    "composer": "composer",
    "narrator": "narrator",
    "performer": "performer",
    "producer": "producer",
}
# Roles and dates that no BibTeX dialect knows, under their own name.
NAME_FIELDS |= {
    role: role
    for role in """
        chair curator editor-translator editorial-director guest host reviewed-author
        series-creator
    """.split()
}
# Roles that biblatex has only as an `editortype`.
EDITOR_TYPES = {
    "contributor": "collaborator",
    "executive-producer": "executiveproducer",
    "organizer": "organizer",
    "script-writer": "writer",
}
# Variables that no BibTeX dialect knows: written under their own name, and read back from it.
OWN_NAMES = {
    variable.replace("_", "-").lower(): variable
    for variable in """
        archive archive_collection archive_location archive-place authority collection-number
        dimensions division jurisdiction license medium part-title printing-number references
        reviewed-genre reviewed-title scale section source supplement-number original-language
    """.split()
}
# `editortype` and its sisters → the CSL role of `editor`, `editora`, `editorb`, `editorc`.
EDITOR_ROLES = {
    "editor": "editor",
    "director": "director",
    "compiler": "compiler",
    "organizer": "organizer",
    "producer": "producer",
    "executiveproducer": "executive-producer",
    "narrator": "narrator",
    "performer": "performer",
    "translator": "translator",
    "illustrator": "illustrator",
    "collaborator": "contributor",
    "contributor": "contributor",
    "writer": "script-writer",
    "composer": "composer",
}
DATE_FIELDS = {
    "date": "issued",
    "eventdate": "event-date",
    "origdate": "original-date",
    "urldate": "accessed",
    "available-date": "available-date",
    "submitted": "submitted",
}
# Prefixes of the split form (year, month, day, endyear …) of each date.
DATE_PREFIXES = {"": "issued", "event": "event-date", "orig": "original-date", "url": "accessed"}
# Where the publisher of a type is written; `publisher` in all others.
BIBLATEX_PUBLISHERS = {
    "thesis": "institution", "report": "institution", "webpage": "organization",
    "document": "organization",
}  # fmt: skip
BIBTEX_PUBLISHERS = {"thesis": "school", "report": "institution", "document": "howpublished"}
PUBLISHER_FIELDS = ("school", "institution", "organization", "howpublished", "publisher")

# `eprinttype` → what goes before the identifier.
EPRINT_URLS = {
    "arxiv": "https://arxiv.org/abs/",
    "jstor": "https://www.jstor.org/stable/",
    "pubmed": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "googlebooks": "https://books.google.com?id=",
}

# What inheritance has used up.
STEERING_FIELDS = frozenset(["xdata", "crossref"])

# --- Localisation keys ---------------------------------------------------------------------

BIBSTRINGS = {
    "audiocd": "audio CD",
    "bathesis": "Bachelor's thesis",
    "by": "by",
    "candthesis": "Candidate thesis",
    "countryde": "Germany",
    "countryep": "European Union",
    "countryeu": "European Union",
    "countryfr": "France",
    "countryuk": "United Kingdom",
    "countryus": "United States of America",
    "datacd": "CD-ROM",
    "file": "file",
    "forthcoming": "forthcoming",
    "in": "in",
    "inpreparation": "in preparation",
    "inpress": "in press",
    "jourser": "series",
    "letter": "letter",
    "library": "library",
    "mathesis": "Master's thesis",
    "newseries": "new series",
    "oldseries": "old series",
    "patent": "patent",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patentus": "U.S. patent",
    "patreq": "patent request",
    "patreqde": "German patent request",
    "patreqeu": "European patent request",
    "patreqfr": "French patent request",
    "patrequk": "British patent request",
    "patrequs": "U.S. patent request",
    "phdthesis": "PhD thesis",
    "prepublished": "pre-published",
    "resreport": "research report",
    "review": "review",
    "reviewof": "review of",
    "software": "computer software",
    "submitted": "submitted",
    "techreport": "technical report",
    "thesis": "thesis",
}

# Title-like fields: what BibTeX and biblatex print of them is what the author wrote.
TITLE_FIELDS = (
    "title", "subtitle", "titleaddon", "maintitle", "mainsubtitle", "maintitleaddon", "booktitle",
    "booksubtitle", "booktitleaddon", "journaltitle", "journalsubtitle", "issuetitle",
    "issuesubtitle", "shorttitle", "shortjournal", "eventtitle", "series",
)  # fmt: skip
# Among the leftovers: the LaTeX of those fields, where it is read along. No field has such a name.
WRITTEN_TITLES = "title fields"
# Fields that are used, and written as they stood: names with DBLP's numbers, `language`.
WRITTEN_FIELDS = "written fields"
WRITTEN = frozenset([WRITTEN_TITLES, WRITTEN_FIELDS])
# Parts that BibTeX does not know: there they are written into the title they belong to.
TITLE_PARTS = {
    "title": ("subtitle", "titleaddon"),
    "maintitle": ("mainsubtitle", "maintitleaddon"),
    "booktitle": ("booksubtitle", "booktitleaddon"),
    "journaltitle": ("journalsubtitle", ""),
    "issuetitle": ("issuesubtitle", ""),
}
