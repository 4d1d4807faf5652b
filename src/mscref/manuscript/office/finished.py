"""A finished document of a word processor, its citations written out, as its markers are read.

`FinishedDocument` is what a document must be able to do to be put into another style: the app asks
it for its text and its notes, ties markers and list, says what each reads like, and takes the new
package. What a citation reads like is nothing that it knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from mscref.manuscript.citations.found import Found
from mscref.manuscript.office.word_codes import CodedCite
from mscref.manuscript.office.word_markup import Layout
from mscref.model.reference import Json

_CARET = "^"


class ShownParagraph(NamedTuple):
    """The text of a paragraph with carets round what is raised, as markers are read.

    `places` are for each of its signs, and its end, the offset in the text of the paragraph itself.
    """

    text: str
    places: Sequence[int]

    def numbered(self, number: int) -> ShownParagraph:
        """The same behind the number that the program puts there."""
        shown = f"{number}. "
        return ShownParagraph(f"{shown}{self.text}", [*[0] * len(shown), *self.places])


class Stretch(NamedTuple):
    """Text of a paragraph: where it begins, and whether it is raised."""

    at: int
    text: str
    is_raised: bool


@dataclass(frozen=True, slots=True)
class FinishedNote:
    """A note of one paragraph: the paragraph and the offset of its sign, and its words.

    `source` is known to the document alone.
    """

    paragraph: int
    at: int
    words: str
    source: object


@dataclass(frozen=True, slots=True)
class WrittenCitation:
    """A citation as it is to be written: what it cites, and what it reads like.

    Of a narrative one `author` stays text; `stop` is what stood before it and goes behind it;
    `number` is that of its note.
    """

    found: Found
    inlines: Sequence[Json]
    cites: Sequence[CodedCite]
    author: Sequence[Json] = ()
    number: int = 0
    stop: str = ""


class FinishedDocument(Protocol):
    """A document whose citations are text."""

    path: str

    @property
    def refusal(self) -> tuple[str, str]:
        """Why its citations are no text, and what to do; two empty strings where they are."""

    def paragraphs(self) -> Iterable[ShownParagraph]:
        """Its running text."""

    def notes(self) -> Sequence[FinishedNote]:
        """Its notes in the order of their signs."""

    def before(self, paragraph: int, place: int) -> str:
        """The sign of a paragraph before a place; "" where none is."""

    def stretch(self, paragraph: int, start: int, end: int) -> object | None:
        """A stretch of a paragraph that can be written anew; None where it cannot."""

    def words(self, note: FinishedNote) -> object | None:
        """The words of a note, to be written anew; None where they cannot."""

    def write(self, stretch: object, one: WrittenCitation) -> None:
        """Put a citation in the place of a stretch."""

    def write_note(self, note: FinishedNote, words: object, one: WrittenCitation) -> None:
        """Put a citation in the place of a note; in a style of notes it stays that note."""

    def list(
        self, first: int, last: int, entries: Sequence[Sequence[Json]], layout: Layout
    ) -> bool:
        """Put entries in the place of paragraphs; False where more than these stands there."""

    def content(self, *, style: str, locale: str, note_type: int) -> bytes:
        """The document with all changes."""

    def plain_text(self, content: bytes) -> str:
        """The text of such a document."""


def shown_paragraph(text: str, stretches: Iterable[Stretch]) -> ShownParagraph:
    """A paragraph with carets around what is raised."""
    signs: list[str] = []
    places: list[int] = []
    end, is_raised = 0, False

    def caret() -> None:
        signs.append(_CARET)
        places.append(end)

    for at, piece, raised in stretches:
        if is_raised and (at > end or not raised):
            caret()
        signs += text[end:at]
        places += range(end, at)
        joins = is_raised and raised and at == end
        end = at
        if raised and not joins:
            caret()
        signs += piece
        end = at + len(piece)
        places += range(at, end)
        is_raised = raised
    if is_raised:
        caret()
    signs += text[end:]
    places += range(end, len(text) + 1)
    return ShownParagraph("".join(signs), places)
