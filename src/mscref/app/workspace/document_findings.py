"""What is wrong with the citations of a document: what `render --check` says, at every place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mscref.app.workspace.manuscript import KeyPlace, OpenDocument
from mscref.app.workspace.marks import EditorMark, MarkLevel, level_of, mark_of
from mscref.app.workspace.workspace import Shelf
from mscref.model.reference import Reference
from mscref.report import ReportItem

_MOST_UNKNOWN = 200  # keys whose near matches are looked for


def document_marks(document: OpenDocument, shelf: Shelf) -> list[EditorMark]:
    """Keys that no library has, libraries that cannot be read, and front matter that cannot be."""
    known = shelf.keys()
    own = document.own_keys
    marks = [mark_of(one, document.text, source="render") for one in document.said.diagnostics]
    marks += [unreadable(document, one.message, one.hint) for one in shelf.unreadable]
    if not shelf.indexes and not own:
        return marks
    hints: dict[str, str] = {}
    for place in document.cites(known):
        if place.key in known or place.key in own:
            continue
        if place.key not in hints:
            near = near_keys(place.key, known) if len(hints) < _MOST_UNKNOWN else []
            hints[place.key] = f"did you mean {', '.join(near)}?" if near else ""
        marks.append(_unknown(place, hints[place.key]))
    return sorted(marks, key=lambda one: (one.start, one.end))


def verdict_marks(document: OpenDocument, items: dict[str, ReportItem]) -> Iterator[EditorMark]:
    """What kept answers say against works that the document cites, at each citation."""
    for place in document.cites(items):
        item = items.get(place.key)
        if item is not None and item.severity is not None:
            message = f"{item.code.replace('-', ' ')}: {item.message}"
            level = level_of(item.severity)
            yield EditorMark(
                start=place.start,
                end=place.end,
                level=level,
                code=item.code,
                message=message,
                hint=item.hint,
                key=place.key,
                source="verify",
            )


def cited_references(document: OpenDocument, shelf: Shelf) -> list[Reference]:
    """What the library has of the works that are cited, each once."""
    found: dict[str, Reference] = {}
    for place in document.cites({}):
        index = shelf.holding(place.key)
        reference = index.reference(place.key) if index else None
        if reference is not None:
            found.setdefault(place.key, reference)
    return list(found.values())


def near_keys(key: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The keys that come near an unknown one, the nearest first."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    found = process.extract(
        key, list(known), scorer=Indel.normalized_similarity, limit=most, score_cutoff=0.6
    )
    return [one for one, _, _ in found]


def _unknown(place: KeyPlace, hint: str) -> EditorMark:
    message = f"`{place.key}` is cited and not in the bibliography"
    return EditorMark(
        start=place.start,
        end=place.end,
        level=MarkLevel.WARNING,
        code="unknown-key",
        message=message,
        hint=hint,
        key=place.key,
        source="render",
    )


def unreadable(document: OpenDocument, message: str, hint: str) -> EditorMark:
    """A library that cannot be read, or of which it is not known which is meant.

    At the top of the document: where its library is named is not known of every notation.
    """
    first = document.text.text.find("\n")
    end = first if first >= 0 else len(document.text.text)
    return EditorMark(
        start=0,
        end=end,
        level=MarkLevel.ERROR,
        code="library-unreadable",
        message=message,
        hint=hint,
        source="render",
    )
