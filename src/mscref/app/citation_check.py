"""What is wrong with the citations of a document: unknown keys, entries that nothing cites, works
that are known to be retracted.

What crosses the border: a document and the command line in, findings with their places out. The
network is not asked: of retractions only what earlier answers told is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.app.document import Document
from mscref.app.document_settings import settings_of
from mscref.app.document_works import (
    EVERYTHING,
    Works,
    cited_keys,
    key_places,
    read_works,
    unknown_keys,
    without_labels,
)
from mscref.commandlines import command_line
from mscref.config import Config
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.manuscript.citations.found import Scan
from mscref.manuscript.citations.registry import find_citations
from mscref.model.reference import Reference
from mscref.sources.settings import Settings


def check_citations(
    document: Document, library: Sequence[str], *, config: Config, settings: Settings
) -> list[Diagnostic]:
    """The findings about a document: what its own list or the files of `library` hold counts.

    Raises what reading a library raises.
    """
    said = settings_of(document)
    scan = find_citations(document.row, document.text)
    paths = library or said.citations.bibliography
    works = read_works(said, paths, [EVERYTHING], config=config, opaque=scan.opaque)
    scan = without_labels(scan, works.references)
    cited = cited_keys(scan)
    unknown = [key for key in cited if key not in works.references and key != EVERYTHING]
    listed = {*cited, *said.citations.nocite}
    retracted = _retracted(document, scan, cited, works, settings)
    return [
        *said.diagnostics,
        *works.diagnostics,
        *unknown_keys(document, scan, unknown, works.references),
        *retracted,
        *([] if EVERYTHING in listed else _uncited(works, listed)),
    ]


def _uncited(works: Works, listed: set[str]) -> list[Diagnostic]:
    return [
        Diagnostic(
            Severity.WARNING,
            "uncited-reference",
            f"`{key}` is in the bibliography, and nothing cites it",
            works.spans.get(key, Span("document")),
        )
        for key in works.references
        if key not in listed
    ]


def _retracted(
    document: Document, scan: Scan, cited: Sequence[str], works: Works, settings: Settings
) -> list[Diagnostic]:
    from mscref.sources.resolver import Resolver

    references = [works.references[key] for key in cited if key in works.references]
    asked = [one for one in references if one.text("DOI") or one.text("PMID")]
    if not asked:
        return []
    places = key_places(scan)
    with Resolver(settings) as resolver:
        reports = resolver.statuses(asked)
    return [
        _finding(one, report.standing, document.span(*places[one.id][0]))
        for one, report in zip(asked, reports, strict=True)
        if report.is_serious and places.get(one.id)
    ]


def _finding(reference: Reference, standing: str, place: Span) -> Diagnostic:
    return Diagnostic(
        Severity.ERROR,
        "retracted-work",
        f"`{reference.id}` is cited, and its record says: {standing.replace('-', ' ')}",
        place,
        hint=f"see `{command_line('verify', values=[reference.id])}` for the notice",
    )
