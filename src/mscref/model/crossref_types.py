"""The table of Crossref's types, which other agencies use in their CSL-JSON, too."""

from __future__ import annotations

from types import MappingProxyType

# Crossref type → CSL type.
TYPES = MappingProxyType(
    {
        "journal-article": "article-journal",
        "posted-content": "article",
        "book-chapter": "chapter",
        "book-part": "chapter",
        "book-section": "chapter",
        "book-track": "chapter",
        "reference-entry": "entry-encyclopedia",
        "proceedings-article": "paper-conference",
        "book": "book",
        "monograph": "book",
        "edited-book": "book",
        "reference-book": "book",
        "book-set": "book",
        "book-series": "book",
        "proceedings": "book",
        "proceedings-series": "book",
        "journal": "periodical",
        "journal-volume": "periodical",
        "journal-issue": "periodical",
        "dissertation": "thesis",
        "dataset": "dataset",
        "database": "dataset",
        "report": "report",
        "report-component": "report",
        "report-series": "report",
        "standard": "standard",
        "standard-series": "standard",
        "peer-review": "review",
        "component": "document",
        "software": "software",
        "grant": "document",
    }
)
