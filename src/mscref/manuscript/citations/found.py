"""What a finder returns: citations with their spans, notes, headings and the place of the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from mscref.manuscript.citations.opaque import Opaque
from mscref.model.citation import Cite

# How a citation stands in its sentence. Those of `model.citation` and what only LaTeX, Org and
# Typst can ask for.
PLAIN = "plain"
NARRATIVE = "narrative"  # the author in the text: Leng et al. (2020)
BARE = "bare"  # without the brackets of the style: Leng et al., 2020
AUTHOR = "author"
YEAR = "year"  # the citation without its author, and bare
TITLE = "title"
ENTRY = "entry"  # the entry of the bibliography
NOTE = "note"  # in a note, whatever the style
RAISED = "raised"  # bare, and raised


@dataclass(frozen=True, slots=True)
class Found:
    """A citation: the span that gives way, its cites, and the span of each of their keys.

    `whole` is what stands before and behind all of its cites, however the style sorts them.
    """

    start: int
    end: int
    cites: tuple[Cite, ...]
    keys: tuple[tuple[int, int], ...]
    form: str = PLAIN
    whole: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class NoteSpan:
    """A note of the author's own: where its sign stands in the text, and the span of its words.

    `anchor` is -1 for a note that nothing in the text refers to.
    """

    anchor: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The span that gives way to the bibliography.

    `classes_at` is where the block around it takes the classes of a list, -1 where it has no block.
    """

    start: int
    end: int
    classes_at: int = -1


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `restarts` where the positions of citations begin anew behind it."""

    start: int
    level: int
    restarts: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A key that is listed without being cited ("*": all), and where it stands."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scan:
    """Everything of a document that citing has to know; all in the order of the text.

    `labels` are names of the document's own that are no keys (`<fig>` of Typst). `opaque` holds the
    source behind each private character that stands in an affix. `gone` are spans that print
    nothing (a key only listed), `values` those of values of front matter with their quotation mark.
    """

    citations: tuple[Found, ...] = ()
    notes: tuple[NoteSpan, ...] = ()
    headings: tuple[Heading, ...] = ()
    list_places: tuple[ListPlace, ...] = ()
    listed: tuple[Listed, ...] = ()
    labels: frozenset[str] = frozenset()
    gone: tuple[tuple[int, int], ...] = ()
    values: tuple[tuple[int, int, str], ...] = ()
    opaque: Opaque = field(default_factory=Opaque)

    def without(self, is_none: Iterable[Found]) -> Scan:
        """The scan without some citations that turned out to be none."""
        gone = {id(one) for one in is_none}
        return replace(self, citations=tuple([o for o in self.citations if id(o) not in gone]))


@dataclass(frozen=True, slots=True)
class Numbered:
    """A citation of a document with its circumstances, in the order of reading.

    `note_number` counts notes as a note style numbers them, `in_note` is true inside a note of the
    author's own, `begins_note` where nothing stands before it there, `chapter` grows at each
    heading that starts the positions anew.
    """

    found: Found
    in_note: bool
    begins_note: bool
    note_number: int
    chapter: int


def in_reading_order(scan: Scan, text: str, *, is_note_style: bool) -> list[Numbered]:
    """The citations as they are read: those of a note where its sign stands.

    In a note style each citation of the running text becomes a note of its own.
    """
    counter = _Counter(scan, is_note_style)
    return [counter.number(one, note, text) for _, note, one in sorted(_events(scan), key=_place)]


def _events(scan: Scan) -> Iterator[tuple[tuple[int, int], NoteSpan | None, Found]]:
    notes = sorted(scan.notes, key=lambda note: note.start)
    index = 0
    for one in scan.citations:
        while index < len(notes) and notes[index].end <= one.start:
            index += 1
        note = notes[index] if index < len(notes) and notes[index].start <= one.start else None
        anchor = one.start if note is None or note.anchor < 0 else note.anchor
        yield (anchor, one.start), note, one


def _place(event: tuple[tuple[int, int], NoteSpan | None, Found]) -> tuple[int, int]:
    return event[0]


class _Counter:
    """Numbers notes and chapters on one walk in reading order."""

    def __init__(self, scan: Scan, is_note_style: bool) -> None:
        self._is_note_style = is_note_style
        self._restarts = [one.start for one in scan.headings if one.restarts]
        self._chapter = 0
        self._notes = 0
        self._anchors = sorted((one.anchor, one.start) for one in scan.notes if one.anchor >= 0)
        self._passed = 0
        self._number_of: dict[int, int] = {}

    def number(self, found: Found, note: NoteSpan | None, text: str) -> Numbered:
        at = found.start if note is None or note.anchor < 0 else note.anchor
        self._pass_notes(at if note is None else at + 1)
        while self._chapter < len(self._restarts) and self._restarts[self._chapter] < at:
            self._chapter += 1
        if note is not None:
            number = self._number_of.get(note.start) or self._notes
            begins = not text[note.start : found.start].strip()
            return Numbered(
                found=found,
                in_note=True,
                begins_note=begins,
                note_number=number,
                chapter=self._chapter,
            )
        if self._is_note_style or found.form == NOTE:
            self._notes += 1
            return Numbered(
                found=found,
                in_note=False,
                begins_note=False,
                note_number=self._notes,
                chapter=self._chapter,
            )
        return Numbered(
            found=found, in_note=False, begins_note=False, note_number=0, chapter=self._chapter
        )

    def _pass_notes(self, place: int) -> None:
        """Count the notes whose signs stand before `place`."""
        while self._passed < len(self._anchors) and self._anchors[self._passed][0] < place:
            self._notes += 1
            self._number_of[self._anchors[self._passed][1]] = self._notes
            self._passed += 1
