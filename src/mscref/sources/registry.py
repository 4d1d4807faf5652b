"""The one table of sources: name → where it lives. Nothing is imported until it is asked."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import cast

from mscref.sources.base import Source

SOURCES = MappingProxyType(
    {
        "crossref": ("mscref.sources.crossref", "Crossref"),
        "crossref-notices": ("mscref.sources.crossref", "CrossrefNotices"),
        "datacite": ("mscref.sources.datacite", "DataCite"),
        "doi": ("mscref.sources.doi_agency", "ContentNegotiation"),
        "doi-agency": ("mscref.sources.doi_agency", "Agencies"),
        "short-doi": ("mscref.sources.doi_agency", "ShortDois"),
        "pubmed": ("mscref.sources.pubmed", "PubMed"),
        "idconv": ("mscref.sources.idconv", "IdConverter"),
        "arxiv": ("mscref.sources.arxiv", "Arxiv"),
        "openlibrary": ("mscref.sources.openlibrary", "OpenLibrary"),
        "googlebooks": ("mscref.sources.googlebooks", "GoogleBooks"),
        "clinicaltrials": ("mscref.sources.clinicaltrials", "ClinicalTrials"),
        "europepmc": ("mscref.sources.europepmc", "EuropePmc"),
    }
)


def find_source(name: str) -> Source:
    """The source called `name`, which must be in the table."""
    module, attribute = SOURCES[name]
    return cast(Source, getattr(import_module(module), attribute)())
