"""The one table of tags: vocabularies in the order in which they are trusted, and what each says.

Highwire's `citation_…` (Google Scholar's inclusion guidelines), EPrints, Dublin Core (DCMI),
PRISM (Idealliance), JSON-LD (schema.org, read by `schema.py`), Open Graph (ogp.me), and what
pages say by HTML itself. The first vocabulary that says a variable is believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_Tags = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`tags`: CSL variable → names of tags in lower case, the surest first. `title` is for
    messages. Beside CSL's variables: `site`, `first-page`, `last-page`, `kind`."""

    name: str
    title: str
    tags: _Tags


def _table(**rows: str) -> _Tags:
    return MappingProxyType(
        {name.replace("_", "-"): tuple(tags.split()) for name, tags in rows.items()}
    )


SCHEMA = "schema.org"
HIGHWIRE = "citation tags"
PAGE = "page"

VOCABULARIES: tuple[Vocabulary, ...] = (
    Vocabulary(
        HIGHWIRE,
        "citation_… tags",
        _table(
            title="citation_title",
            author="citation_author citation_authors",
            editor="citation_editor",
            translator="citation_translator",
            issued="citation_publication_date citation_date citation_cover_date"
            " citation_online_date citation_year",
            container_title="citation_journal_title citation_conference_title"
            " citation_conference citation_inbook_title citation_book_title",
            container_title_short="citation_journal_abbrev",
            collection_title="citation_series_title",
            volume="citation_volume",
            issue="citation_issue",
            first_page="citation_firstpage citation_article_number citation_elocation_id"
            " citation_id",
            last_page="citation_lastpage",
            number="citation_technical_report_number citation_patent_number",
            publisher="citation_publisher citation_dissertation_institution"
            " citation_technical_report_institution",
            genre="citation_dissertation_name",
            language="citation_language",
            ISSN="citation_issn citation_eissn",
            ISBN="citation_isbn",
            abstract="citation_abstract",
        ),
    ),
    Vocabulary(
        "eprints tags",
        "eprints.… tags",
        _table(
            title="eprints.title",
            author="eprints.creators_name",
            editor="eprints.editors_name",
            issued="eprints.date",
            container_title="eprints.publication eprints.event_title eprints.book_title",
            volume="eprints.volume",
            issue="eprints.number",
            page="eprints.pagerange",
            publisher="eprints.publisher eprints.institution",
            ISSN="eprints.issn",
            ISBN="eprints.isbn",
            abstract="eprints.abstract",
        ),
    ),
    Vocabulary(
        "dublin core",
        "Dublin Core",
        _table(
            title="dc.title dcterms.title",
            author="dc.creator dcterms.creator dc.creator.personalname dc.contributor.author"
            " dc.creator.corporatename",
            editor="dc.contributor.editor",
            issued="dcterms.issued dc.date.issued dc.date dcterms.date dc.issued"
            " dc.date.published dc.date.created dcterms.created",
            container_title="dc.source.journaltitle dcterms.bibliographiccitation.jtitle"
            " dc.relation.ispartof dcterms.ispartof dc.source",
            volume="dc.source.volume dcterms.bibliographiccitation.volume",
            issue="dc.source.issue dcterms.bibliographiccitation.issue",
            page="dc.identifier.pagenumber",
            ISSN="dc.source.issn",
            publisher="dc.publisher dcterms.publisher",
            language="dc.language dcterms.language",
            abstract="dcterms.abstract dc.description.abstract",
        ),
    ),
    Vocabulary(
        "prism",
        "PRISM",
        _table(
            issued="prism.publicationdate prism.coverdate prism.coverdisplaydate",
            container_title="prism.publicationname",
            volume="prism.volume",
            issue="prism.number prism.issueidentifier",
            page="prism.pagerange",
            first_page="prism.startingpage",
            last_page="prism.endingpage",
            ISSN="prism.issn prism.eissn",
            ISBN="prism.isbn",
            publisher="prism.publisher",
        ),
    ),
    Vocabulary(SCHEMA, "schema.org", _table()),
    Vocabulary(
        "open graph",
        "Open Graph",
        _table(
            title="og:title twitter:title",
            author="article:author og:article:author book:author video:director",
            issued="article:published_time og:article:published_time og:published_time"
            " book:release_date video:release_date music:release_date og:video:release_date",
            ISBN="book:isbn",
            site="og:site_name",
            language="og:locale",
        ),
    ),
    Vocabulary(
        PAGE,
        "title, author and date of the page",
        _table(
            title="itemprop:headline parsely-title sailthru.title title",
            author="itemprop:author author authors byl parsely-author sailthru.author"
            " dcsext.author twitter:creator:name",
            issued="itemprop:datepublished date pubdate publishdate publish-date publish_date"
            " publication_date publication-date publicationdate date.issued article.published"
            " parsely-pub-date sailthru.date cxenseparse:recs:publishtime created",
            publisher="copyright-holder publisher",
            site="application-name apple-mobile-web-app-title twitter:app:name:iphone",
            language="language content-language",
        ),
    ),
)

# Tags that name the work itself, the surest first. Those of its references (`citation_reference`)
# are not among them.
IDENTIFYING: tuple[tuple[str, str], ...] = (
    ("citation_doi", "doi"),
    ("eprints.id_number", "doi"),
    ("eprints.doi", "doi"),
    ("prism.doi", "doi"),
    ("dc.identifier.doi", "doi"),
    ("dc.identifier", ""),
    ("dcterms.identifier", ""),
    ("doi", "doi"),
    ("citation_pmid", "pmid"),
    ("citation_arxiv_id", "arxiv"),
    ("citation_isbn", "isbn"),
    ("book:isbn", "isbn"),
    ("og:url", ""),
)
# Names of tags that are other spellings of those above.
PREFIXES = MappingProxyType(
    {"bepress_citation_": "citation_", "dcterms:": "dcterms.", "dc:": "dc.", "prism:": "prism.",
     "dct.": "dcterms.", "dct:": "dcterms.", "wkhealth_": "citation_"}
)  # fmt: skip

# A tag that is there → what the work is; the first row that fits decides.
TYPES_BY_TAG: tuple[tuple[str, str], ...] = (
    ("citation_dissertation_institution", "thesis"),
    ("citation_dissertation_name", "thesis"),
    ("citation_technical_report_institution", "report"),
    ("citation_technical_report_number", "report"),
    ("citation_patent_number", "patent"),
    ("citation_conference_title", "paper-conference"),
    ("citation_conference", "paper-conference"),
    ("citation_inbook_title", "chapter"),
    ("citation_book_title", "chapter"),
    ("citation_journal_title", "article-journal"),
    ("citation_arxiv_id", "article"),
    ("citation_isbn", "book"),
    ("prism.publicationname", "article-journal"),
    ("dc.source.issn", "article-journal"),
    ("dc.source.journaltitle", "article-journal"),
)
# Tags that name a kind in words, and words → what the work is; the first word found decides.
KIND_TAGS = ("eprints.type", "dc.type", "dcterms.type", "prism.genre", "dc.type.articletype")
TYPES_BY_WORD: tuple[tuple[str, str], ...] = (
    ("thesis", "thesis"),
    ("dissertation", "thesis"),
    ("conference", "paper-conference"),
    ("proceedings", "paper-conference"),
    ("book section", "chapter"),
    ("book_section", "chapter"),
    ("book part", "chapter"),
    ("chapter", "chapter"),
    ("report", "report"),
    ("working paper", "report"),
    ("monograph", "report"),
    ("dataset", "dataset"),
    ("software", "software"),
    ("preprint", "article"),
    ("serial.journal", "article-journal"),
    ("journal article", "article-journal"),
    ("research article", "article-journal"),
    ("book", "book"),
    ("article", "article-journal"),
    ("video", "motion_picture"),
    ("image", "graphic"),
    ("sound", "song"),
)
# The kind of a thing that shares itself (og:type), by its beginning.
TYPES_BY_SHARING: tuple[tuple[str, str], ...] = (
    ("video", "motion_picture"),
    ("book", "book"),
    ("music", "song"),
)
# Programs that make weblogs (`generator`).
WEBLOGS = (
    "wordpress",
    "ghost",
    "blogger",
    "jekyll",
    "hugo",
    "hexo",
    "medium",
    "substack",
    "pelican",
)
