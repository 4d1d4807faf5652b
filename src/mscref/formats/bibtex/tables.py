"""What biblatex and BibTeX call things, and what CSL calls them. Data only, no code.

Sources: the biblatex manual (entry types, fields, appendix B on inheritance, localisation keys),
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
    "chapter": "chapter-number",
    "edition": "edition",
    "keywords": "keyword",
    "library": "call-number",
    "origlocation": "original-publisher-place",
    "origpublisher": "original-publisher",
    "origtitle": "original-title",
    "pagetotal": "number-of-pages",
    "venue": "event-place",
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

# --- Languages -----------------------------------------------------------------------------

# babel and polyglossia names → BCP 47.
LANGUAGES = {
    "acadian": "fr-CA",
    "afrikaans": "af-ZA",
    "american": "en-US",
    "arabic": "ar",
    "armenian": "hy-AM",
    "australian": "en-GB",
    "austrian": "de-AT",
    "basque": "eu",
    "brazil": "pt-BR",
    "brazilian": "pt-BR",
    "breton": "br",
    "british": "en-GB",
    "bulgarian": "bg-BG",
    "canadian": "en-US",
    "canadien": "fr-CA",
    "catalan": "ca-AD",
    "chinese": "zh-CN",
    "croatian": "hr-HR",
    "czech": "cs-CZ",
    "danish": "da-DK",
    "dutch": "nl-NL",
    "english": "en-US",
    "esperanto": "eo",
    "estonian": "et-EE",
    "farsi": "fa-IR",
    "finnish": "fi-FI",
    "francais": "fr-FR",
    "french": "fr-FR",
    "galician": "gl-ES",
    "german": "de-DE",
    "greek": "el-GR",
    "hebrew": "he-IL",
    "hindi": "hi-IN",
    "hungarian": "hu-HU",
    "icelandic": "is-IS",
    "indonesian": "id-ID",
    "irish": "ga-IE",
    "italian": "it-IT",
    "japanese": "ja-JP",
    "korean": "ko-KR",
    "latin": "la",
    "latvian": "lv-LV",
    "lithuanian": "lt-LT",
    "macedonian": "mk-MK",
    "magyar": "hu-HU",
    "mexican": "es-MX",
    "mongolian": "mn-MN",
    "naustrian": "de-AT",
    "newzealand": "en-GB",
    "ngerman": "de-DE",
    "norsk": "nb-NO",
    "norwegian": "nb-NO",
    "nswissgerman": "de-CH",
    "nynorsk": "nn-NO",
    "persian": "fa-IR",
    "piedmontese": "pms",
    "polish": "pl-PL",
    "polutonikogreek": "el-GR",
    "portuges": "pt-PT",
    "portuguese": "pt-PT",
    "romanian": "ro-RO",
    "russian": "ru-RU",
    "scottish": "gd-GB",
    "serbian": "sr-RS",
    "slovak": "sk-SK",
    "slovene": "sl-SL",
    "slovenian": "sl-SL",
    "spanish": "es-ES",
    "swedish": "sv-SE",
    "swissgerman": "de-CH",
    "thai": "th-TH",
    "turkish": "tr-TR",
    "ukenglish": "en-GB",
    "ukrainian": "uk-UA",
    "usenglish": "en-US",
    "vietnamese": "vi-VN",
    "welsh": "cy-GB",
}

# Languages by ISO 639-1 code: ISO 639-2's (both, where there are two) and the language's own name,
# as library catalogues and reference managers write them into `language`.
LANGUAGE_CODES = {
    word: code
    for code, words in (
        ("ar", "ara"), ("bg", "bul български"), ("ca", "cat català"), ("cs", "cze ces čeština"),
        ("cy", "wel cym"), ("da", "dan dansk"), ("de", "ger deu deutsch"),
        ("el", "gre ell ελληνικά"),
        ("en", "eng englisch anglais inglés inglese inglês"), ("es", "spa español castellano"),
        ("et", "est eesti"), ("eu", "baq eus euskara"), ("fa", "per fas"), ("fi", "fin suomi"),
        ("fr", "fre fra français"), ("ga", "gle gaeilge"), ("gl", "glg galego"), ("he", "heb"),
        ("hi", "hin"), ("hr", "hrv hrvatski"), ("hu", "hun"), ("hy", "arm hye"), ("id", "ind"),
        ("is", "ice isl íslenska"), ("it", "ita italiano"), ("ja", "jpn 日本語"),
        ("ko", "kor 한국어"),
        ("la", "lat"), ("lt", "lit lietuvių"), ("lv", "lav latviešu"), ("mk", "mac mkd"),
        ("nb", "nob bokmål"), ("nl", "dut nld nederlands"), ("nn", "nno"), ("no", "nor norsk"),
        ("pl", "pol polski"), ("pt", "por português"), ("ro", "rum ron română"),
        ("ru", "rus русский"), ("sk", "slo slk slovenčina"), ("sl", "slv slovenščina"),
        ("sr", "srp српски"), ("sv", "swe svenska"), ("th", "tha"), ("tr", "tur türkçe"),
        ("uk", "ukr українська"), ("vi", "vie"), ("zh", "chi zho 中文"),
    )
    for word in (code, *words.split())
}  # fmt: skip

# Where several names mean one tag, the one that is written.
_WRITTEN_LANGUAGES = (
    "american british german austrian swissgerman french canadien portuguese brazilian greek "
    "norsk hungarian persian slovene"
).split()
BABEL_NAMES = {
    **{tag: name for name, tag in reversed(LANGUAGES.items())},
    **{LANGUAGES[name]: name for name in _WRITTEN_LANGUAGES},
}

# --- Inheritance (biblatex manual, appendix B) ---------------------------------------------

NEVER_INHERITED = frozenset(
    """
    ids crossref xref xdata entryset entrysubtype execute label options presort related
    relatedoptions relatedstring relatedtype shorthand shorthandintro sortkey
    """.split()
)
_BOOK_PARTS = frozenset(["inbook", "bookinbook", "suppbook"])
_COLLECTION_PARTS = frozenset(["incollection", "inreference", "suppcollection"])
_TITLES = ("title", "subtitle", "titleaddon")
_SORT_TITLES = frozenset(["shorttitle", "sorttitle", "indextitle", "indexsorttitle"])


def _titles(prefix: str, fields: tuple[str, ...] = _TITLES) -> dict[str, str]:
    return {name: prefix + name for name in fields}


# (parent types, child types, parent field → child field). Shorttitles stay behind in all.
INHERITED_TITLES = (
    (
        frozenset(["mvbook"]),
        _BOOK_PARTS | {"book"},
        _titles("main"),
    ),
    (
        frozenset(["mvcollection", "mvreference"]),
        _COLLECTION_PARTS | {"collection", "reference"},
        _titles("main"),
    ),
    (
        frozenset(["mvproceedings"]),
        frozenset(["proceedings", "inproceedings", "conference"]),
        _titles("main"),
    ),
    (frozenset(["book"]), _BOOK_PARTS, _titles("book")),
    (frozenset(["collection", "reference"]), _COLLECTION_PARTS, _titles("book")),
    (
        frozenset(["proceedings"]),
        frozenset(["inproceedings", "conference"]),
        _titles("book"),
    ),
    (
        frozenset(["periodical"]),
        frozenset(["article", "suppperiodical"]),
        _titles("journal", ("title", "subtitle")),
    ),
)
NOT_WITH_TITLES = _SORT_TITLES
# The author of a book is the author of its parts as well as of the book around them.
BOOK_AUTHOR_HEIRS = {"book": _BOOK_PARTS, "mvbook": _BOOK_PARTS | {"book"}}

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
