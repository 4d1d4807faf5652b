"""`add paper.pdf`: what a PDF turned out to be comes into the library with a link to the file.

What crosses the border: outcomes of `identify_pdfs` in; references with their files out, for
`add_references`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from mscref.app.identifying_pdf import identify_pdfs
from mscref.errors import LibraryError
from mscref.library.linking import link_to
from mscref.model.reference import Json, Reference
from mscref.records import replaced as replace
from mscref.sources.outcomes import Outcome, Resolved, Unresolved
from mscref.sources.settings import Settings


def identified(paths: Sequence[str], settings: Settings, *, library: Path) -> Iterator[Outcome]:
    """What each PDF is; one whose name no field can hold is not looked at."""
    refused: dict[str, LibraryError] = {}
    for path in paths:
        try:
            link_to(Path(path), library=library)
        except LibraryError as error:
            refused[path] = error
    yield from (Unresolved(path, None, error) for path, error in refused.items())
    yield from identify_pdfs([path for path in paths if path not in refused], settings)


def with_their_files(
    found: Iterable[Resolved], pdfs: Collection[str], *, library: Path
) -> list[Reference]:
    """The references, those of `pdfs` with links to their files; two files of one work are one
    reference."""
    references: list[Reference] = []
    places: dict[str, int] = {}
    links: dict[str, list[str]] = {}
    for one in found:
        name = str(one.identifier)
        if one.asked in pdfs:
            links.setdefault(name, []).append(link_to(Path(one.asked), library=library))
        if one.asked not in pdfs or name not in places:
            places.setdefault(name, len(references))
            references.append(one.reference)
    for name, its_links in links.items():
        references[places[name]] = _linked(references[places[name]], its_links)
    return references


def _linked(reference: Reference, links: list[str]) -> Reference:
    known = reference.extra.get("bibtex")
    fields: dict[str, Json] = dict(known) if isinstance(known, dict) else {}
    fields["file"] = ";".join(dict.fromkeys(links))
    return replace(reference, extra={**reference.extra, "bibtex": fields})
