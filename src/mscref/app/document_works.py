"""The works that a document cites: its keys, and what the library has of them.

What crosses the border: a document, its settings and the command line in; references with their
places, and findings about keys out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mscref.app.document import Document
from mscref.app.document_settings import DocumentSettings
from mscref.app.document_words import near_keys
from mscref.app.folders import working_folder
from mscref.app.library import Loaded, ScannedFile, choose_library, load_library
from mscref.config import Config
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import ManyLibrariesError, NoLibraryError
from mscref.formats.bibtex.titles import Titles
from mscref.manuscript.citations.found import Scan
from mscref.manuscript.citations.opaque import Opaque
from mscref.manuscript.pandoc.metadata import with_ranges
from mscref.model.reference import Json, Reference

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Works:
    """The references that a document can cite; `spans` says where each stands."""

    references: dict[str, Reference]
    spans: Mapping[str, Span]
    diagnostics: list[Diagnostic]


def cited_keys(scan: Scan) -> list[str]:
    """The keys that a document cites or lists, each once, in the order of the text."""
    cited = [cite.id for found in scan.citations for cite in found.cites]
    return list(dict.fromkeys([*cited, *(one.key for one in scan.listed)]))


def without_labels(scan: Scan, known: Mapping[str, Reference]) -> Scan:
    """The scan without references to figures, tables and sections of the document itself."""
    from mscref.manuscript.citations.crossrefs import is_cross_reference

    return scan.without(
        [
            found
            for found in scan.citations
            if all(
                cite.id not in known and is_cross_reference(cite.id, scan.labels)
                for cite in found.cites
            )
        ]
    )


def unknown_keys(
    document: Document, scan: Scan, unknown: Sequence[str], known: Mapping[str, Reference]
) -> list[Diagnostic]:
    """A warning for each key that the bibliography does not hold, at its first place."""
    places = {key: spans for key, spans in key_places(scan).items() if key in set(unknown)}
    return [
        Diagnostic(
            Severity.WARNING,
            "unknown-key",
            f"`{key}` is cited{_times(len(spans))} and not in the bibliography",
            document.span(*spans[0]),
            hint=near_keys(key, known),
        )
        for key, spans in places.items()
    ]


def key_places(scan: Scan) -> dict[str, list[tuple[int, int]]]:
    """Where each key is cited or listed, in the order of the text."""
    places: dict[str, list[tuple[int, int]]] = {}
    for found in scan.citations:
        for cite, span in zip(found.cites, found.keys, strict=True):
            places.setdefault(cite.id, []).append(span)
    for one in scan.listed:
        places.setdefault(one.key, []).append((one.start, one.end))
    return places


def _times(count: int) -> str:
    return f" {count} times" if count > 1 else ""


# ---------------------------------------------------------------- the library


def read_works(
    said: DocumentSettings,
    paths: Sequence[str],
    cited: Sequence[str],
    *,
    config: Config,
    opaque: Opaque,
    scanned: ScannedFile | None = None,
    language: str = "",
) -> Works:
    """The works that the document holds itself, and those of its bibliography that it cites.

    `scanned` as in `load_library`, `language` as in `titles_in`.
    """
    from mscref.formats.cslyaml import references_of

    settings = said.citations
    own = references_of([with_ranges(_marked_up(one, opaque)) for one in said.items])
    references: dict[str, Reference] = {}
    spans: Mapping[str, Span] = {}
    diagnostics: list[Diagnostic] = []
    if paths or not own:
        everything = EVERYTHING in [*settings.nocite, *cited]
        keys = () if everything else tuple(dict.fromkeys([*cited, *settings.nocite]))
        library = library_of_document(
            paths,
            keys,
            config=config,
            folder=working_folder(),
            scanned=scanned,
            language=language,
        )
        references = {one.id: one for one in library.references}
        spans, diagnostics = library.spans, library.diagnostics
    references.update({one.id: one for one in own})
    if settings.abbreviations:
        from mscref.app.abbreviations import abbreviate

        references = abbreviate(references, Path(settings.abbreviations))
    return Works(references, spans, diagnostics)


def with_earlier(works: Works, earlier: Works) -> Works:
    """Works together with others that were read of the same files earlier."""
    known = earlier.diagnostics
    return Works(
        {**earlier.references, **works.references},
        {**earlier.spans, **works.spans},
        [*known, *(one for one in works.diagnostics if one not in known)],
    )


def library_of_document(
    paths: Sequence[str],
    keys: Sequence[str] = (),
    *,
    config: Config,
    folder: Path,
    scanned: ScannedFile | None = None,
    language: str = "",
) -> Loaded:
    """The library that a document cites from; without `paths` the one of the folder.

    An empty one where there is none, and where several could be meant, which is said: a document
    need not have a library. `keys` and `scanned` as in `load_library`, `language` as in
    `titles_in`.
    """
    try:
        choice = choose_library(paths, config=config, folder=folder)
    except ManyLibrariesError as error:
        return Loaded([], [_not_chosen(error)], {}, ())
    except NoLibraryError:
        return Loaded([], [], {}, ())
    return load_library(
        choice, keys=keys, scanned=scanned, titles=titles_in(language), last_counts=True
    )


def _not_chosen(error: ManyLibrariesError) -> Diagnostic:
    return Diagnostic(
        Severity.WARNING,
        "library-not-chosen",
        f"{error.message}, and the document names none; it cites from none of them",
        hint=error.hint,
    )


def titles_in(language: str) -> Titles:
    """How titles of BibTeX are read for a document in a language: no other than English has titles
    whose capitals are those of a title, as pandoc has it."""
    is_english = not language or language.lower().startswith("en")
    return Titles.SENTENCE if is_english else Titles.WRITTEN


def _marked_up(value: Json, opaque: Opaque) -> Json:
    """A value of `references` with the Markdown in its text as the tags of CSL."""
    from mscref.manuscript.citations.fields import marked_up

    if isinstance(value, dict):
        return {name: _marked_up(one, opaque) for name, one in value.items()}
    if isinstance(value, list):
        return [_marked_up(one, opaque) for one in value]
    return marked_up(value, opaque.hide) if isinstance(value, str) else value
