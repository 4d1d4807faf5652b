"""The closed lists of CSL 1.0.2: item types, variables by kind, locator labels.

Source: the schema of citation-style-language (csl-types, csl-variables, csl-terms).
"""

from __future__ import annotations

from types import MappingProxyType

ITEM_TYPES = frozenset(
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter
    classic collection dataset document entry entry-dictionary entry-encyclopedia event figure
    graphic hearing interview legal_case legislation manuscript map motion_picture musical_score
    pamphlet paper-conference patent performance periodical personal_communication post
    post-weblog regulation report review review-book software song speech standard thesis treaty
    webpage
    """.split()
)

DATE_VARIABLES = frozenset(
    ["accessed", "available-date", "event-date", "issued", "original-date", "submitted"]
)

# What is in a journal, so that its container is one.
JOURNAL_CONTENTS = frozenset(("article-journal", "article-magazine", "review", "review-book"))
NAME_VARIABLES = frozenset(
    """
    author chair collection-editor compiler composer container-author contributor curator
    director editor editor-translator editorial-director executive-producer guest host
    illustrator interviewer narrator organizer original-author performer producer recipient
    reviewed-author script-writer series-creator translator
    """.split()
)

NUMBER_VARIABLES = frozenset(
    """
    chapter-number citation-number collection-number edition first-reference-note-number issue
    locator number number-of-pages number-of-volumes page page-first part-number printing-number
    section supplement-number version volume
    """.split()
)

# `event` is the deprecated alias of `event-title`; `journalAbbreviation` and `shortTitle` are
# the citeproc-js spellings that CSL-JSON files still hold.
STANDARD_VARIABLES = frozenset(
    """
    abstract annote archive archive_collection archive_location archive-place authority
    call-number citation-key citation-label collection-title container-title
    container-title-short dimensions division DOI event event-title event-place genre ISBN ISSN
    jurisdiction keyword language license medium note original-publisher
    original-publisher-place original-title part-title PMCID PMID publisher publisher-place
    references reviewed-genre reviewed-title scale source status title title-short URL
    volume-title year-suffix
    """.split()
)

VARIABLES = DATE_VARIABLES | NAME_VARIABLES | NUMBER_VARIABLES | STANDARD_VARIABLES

LOCATOR_LABELS = frozenset(
    """
    act appendix article-locator book canon chapter column elocation equation figure folio
    issue line note opus page paragraph part rule scene section sub-verbo supplement table
    timestamp title-locator verse version volume
    """.split()
)

# Labels and terms by the names of earlier versions → by those of CSL 1.0.2.
RENAMED_LABELS = MappingProxyType({"sub verbo": "sub-verbo"})
