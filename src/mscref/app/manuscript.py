"""A manuscript with its markers written anew: `[1]` and (Leng et al., 2020) become citations.

What crosses the border: a text in; the new text, its references and the findings (markers that
name nothing, references that nothing names) out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mscref.app.files import SourceText, without_list
from mscref.app.plaintext import TextPlaces, running_text
from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import UsageError
from mscref.model.reference import Reference

if TYPE_CHECKING:
    from mscref.manuscript.marker import ListedWork, Marker
    from mscref.manuscript.notations import Notation
    from mscref.refstring import ParsedReference

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d[a-z]?\b")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text, the references of its list, and the markers that cite them."""

    text: str
    path: str
    references: tuple[Reference, ...]
    works: tuple[ListedWork, ...]
    markers: tuple[Marker, ...]
    list_start: int
    list_end: int
    places: TextPlaces
    strings: Mapping[str, tuple[int, int]]  # where each reference of the list stands, by its key


def read_manuscript(source: SourceText, *, keys: Sequence[str] = ()) -> Manuscript:
    """Find the list and the markers of a text; raises FormatError where there is no list.

    `keys` are those of the library, one for each reference in order; without them they are made.
    """
    from mscref.manuscript.markers import find_markers
    from mscref.refstring import find_references, parse_list

    text = running_text(source)
    found = find_references(text)
    parses = parse_list(found)
    if not parses:
        raise without_list(source)
    names = list(keys) or [one.reference.id for one in parses]
    works = tuple(
        _listed(one, key, place)
        for place, (one, key) in enumerate(zip(parses, names, strict=True), 1)
    )
    first = found.strings[0].start
    outside = text[:first] + "\0" * (found.end - first) + text[found.end :]
    return Manuscript(
        text=text,
        path=source.path,
        references=tuple(
            one.reference.with_id(key) for one, key in zip(parses, names, strict=True)
        ),
        works=works,
        markers=tuple(find_markers(outside, works)),
        list_start=first,
        list_end=found.end,
        places=TextPlaces(text, source.path),
        strings={key: (one.start, one.end) for one, key in zip(parses, names, strict=True)},
    )


def rewrite(manuscript: Manuscript, *, target: str, bibliography: str) -> str:
    """The text with citations in a notation; `bibliography` is the file that it will cite from.

    Raises UsageError for an unknown `target`.
    """
    from mscref.manuscript.rewrite import rewrite_markers

    return rewrite_markers(
        manuscript.text,
        manuscript.markers,
        find_notation(target),
        list_start=manuscript.list_start,
        list_end=manuscript.list_end,
        bibliography=bibliography,
    )


def find_notation(target: str) -> Notation:
    """The notation of this name; raises UsageError where there is none."""
    from mscref.manuscript.notations import NOTATIONS

    if target not in NOTATIONS:
        raise UsageError(f"--rewrite is {', '.join(NOTATIONS)}, not `{target}`")
    return NOTATIONS[target]


def findings(manuscript: Manuscript) -> list[Diagnostic]:
    """Markers that name nothing in the list, and references that no marker names."""
    from mscref.manuscript.markers import uncited

    unresolved = [
        Diagnostic(
            Severity.WARNING,
            "unresolved-marker",
            _unresolved(marker),
            manuscript.places.span(marker.start, marker.end),
            hint="it was left as it stands",
        )
        for marker in manuscript.markers
        if marker.unresolved
    ]
    spare = [
        Diagnostic(
            Severity.WARNING,
            "uncited-reference",
            f"`{work.key}` is in the list, and nothing in the text cites it",
            manuscript.places.span(
                *manuscript.strings.get(work.key, (manuscript.list_start, manuscript.list_end))
            ),
        )
        for work in uncited(manuscript.works, manuscript.markers)
    ]
    return [*_all_is_list(manuscript), *unresolved, *spare]


def _unresolved(marker: Marker) -> str:
    if marker.way == "other":
        return f"`{marker.text}` looks like a citation, in another notation than the others"
    named = ", ".join(marker.unresolved)
    if named == marker.text:
        return f"`{named}` is nothing that the list holds"
    return f"`{marker.text}` names {named}, which the list does not hold"


def _all_is_list(manuscript: Manuscript) -> list[Diagnostic]:
    """Where nothing stands around the list, a paper may have been taken for one."""
    around = manuscript.text[: manuscript.list_start] + manuscript.text[manuscript.list_end :]
    if around.strip():
        return []
    return [
        Diagnostic(
            Severity.WARNING,
            "nothing-but-a-list",
            "the whole text was read as the reference list, and nothing of it is left",
            manuscript.places.span(manuscript.list_start, manuscript.list_end),
            hint="if it is more than a list, put a heading such as `References` before the list",
        )
    ]


def _listed(parsed: ParsedReference, key: str, place: int) -> ListedWork:
    from mscref.manuscript.marker import ListedWork
    from mscref.refstring.split import number_of

    reference = parsed.reference
    people = reference.names("author") or reference.names("editor")
    names = tuple(
        " ".join(filter(None, (name.non_dropping_particle, name.family))) or name.literal
        for name in people
    )
    date = parsed.field("date")
    year = date.value.strip(" ()[].,") if date else ""
    number = number_of(parsed.marker) if parsed.marker else 0
    return ListedWork(key, number or (place if not parsed.marker else 0), names, _year(year))


def _year(text: str) -> str:
    """ "2020a" of "(2020a, May 3)"."""
    match = _YEAR.search(text)
    return match.group() if match else ""
