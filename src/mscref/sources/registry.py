"""The one table of sources: name → where it lives. Nothing is imported until it is asked.

Sources of other packages (`SourceRow`) are asked for what ours do not know.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import MappingProxyType
from typing import TypeVar, cast

from mscref.errors import PluginError
from mscref.model.identifiers import Scheme
from mscref.plugins import guarded, warn_of
from mscref.sources.base import Source
from mscref.sources.settings import SourceRow, plugged_rows

_T = TypeVar("_T")

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
        "orcid": ("mscref.sources.orcid", "Orcid"),
        "openalex": ("mscref.sources.openalex", "OpenAlex"),
        "semanticscholar": ("mscref.sources.semanticscholar", "SemanticScholar"),
        "dblp": ("mscref.sources.dblp", "Dblp"),
        "wikidata": ("mscref.sources.wikidata", "Wikidata"),
        "wikidata-names": ("mscref.sources.wikidata", "WikidataNames"),
    }
)


def plugged_sources(scheme: Scheme) -> list[SourceRow]:
    """The sources of other packages that know identifiers of a kind."""
    return [row for _, row in plugged_rows().values() if scheme in row.schemes]


def find_source(name: str) -> Source:
    """The source called `name`, which must be in the table, or that of another package."""
    if name in SOURCES:
        module, attribute = SOURCES[name]
        return cast(Source, getattr(import_module(module), attribute)())
    plugin, row = plugged_rows()[name]
    return cast(Source, guarded(plugin, object, row.source)())


def carefully(name: str, ask: Callable[[], _T]) -> _T | None:
    """What asking a source of another package gives; where it fails that is a warning, and None."""
    plugin, _ = plugged_rows()[name]
    try:
        return cast(_T, guarded(plugin, object, ask)())
    except PluginError as error:
        warn_of(error)
        return None
