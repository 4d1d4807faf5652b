"""A citation of a document of a word processor, whatever program made it, and where it is read.

`OfficeDocument` is what a document must be able to do to be put into a style: the app asks it for
its citations, says what each reads like, and takes the new package. What a citation reads like is
nothing that it knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from mscref.manuscript.office.word_codes import CodedCite
from mscref.manuscript.office.word_markup import Layout
from mscref.model.reference import Json

KEEP, LIVE_ZOTERO, FLAT = "keep", "zotero", "none"


@dataclass(frozen=True, slots=True)
class Place:
    """A citation with its circumstances.

    `order` sorts by reading, `note` is where the sign of its note stands in that order (None in the
    running text); `takes_back` says that the style has no use for that note, `fills_note` that
    nothing else stands in it. In a box (`in_box`) there can be no notes. `source` is known to the
    document alone. Of what is typed and cannot be replaced `parted` is the text, `by_hand` that
    of a citation of which its author has written what it reads like.
    """

    order: tuple[int, int]
    cites: tuple[CodedCite, ...]
    form: str
    source: object
    note: int | None = None
    begins_note: bool = False
    takes_back: bool = False
    fills_note: bool = False
    in_box: bool = False
    is_typed: bool = False
    parted: str = ""
    by_hand: str = ""
    opaque: Mapping[str, str] = field(default_factory=dict)


class DocumentRemark(NamedTuple):
    """Something about the document that its author should know."""

    code: str
    message: str
    hint: str


class OfficeDocument(Protocol):
    """A document whose citations can be written anew."""

    @property
    def signs(self) -> Sequence[int]:
        """Where its notes stand, in the order of `Place.order`."""

    @property
    def has_list(self) -> bool:
        """True where it holds a reference list that is kept by a program."""

    def texts(self) -> Iterable[str]:
        """The texts of its paragraphs."""

    def sources(self) -> list[str]:
        """The sources of Word that it carries, as XML."""

    def coded(self) -> list[Place]:
        """The citations that a program keeps."""

    def typed(self, known: Collection[str], labels: Mapping[str, str]) -> Iterable[Place]:
        """The citations that are typed; `known` are the keys of the library."""

    def remarks(self, *, is_cited: bool) -> Iterable[DocumentRemark]:
        """What cannot be read in it; `is_cited` where citations were found."""

    def write(
        self,
        place: Place,
        inlines: Sequence[Json],
        cites: Sequence[CodedCite],
        *,
        author: Sequence[Json],
        number: int,
    ) -> None:
        """Put `inlines` in the place of a citation; those of a Note go into one.

        Of a typed narrative one the `author` stays text. `number` is that of the note which it
        stands in then, 0 in the running text.
        """

    def list_codes(self) -> Iterable[str]:
        """The codes of its lists."""

    def list(self, entries: Sequence[Sequence[Json]], layout: Layout, *, wanted: bool) -> bool:
        """Put the entries in the place of every list; add one that is `wanted` and missing.

        False where there is no list and none was added.
        """

    def content(self, *, style: str, locale: str, note_type: int) -> bytes:
        """The document with all changes."""


class HowWritten(NamedTuple):
    """How citations are written into a document.

    `live` says what becomes of its fields (KEEP, LIVE_ZOTERO, FLAT), `note_kind` which notes are
    made, `has_notes` whether the style is one of notes, `inside_quotes` whether its language puts
    stops inside quotation marks.
    """

    live: str
    note_kind: str
    has_notes: bool
    inside_quotes: bool = False
