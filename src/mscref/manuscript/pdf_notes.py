"""What a reader marked and wrote in a PDF: highlights with the words under them, notes.

The annotations are read by pypdf (ISO 32000-1, 12.5.6.10: the corners of what is marked are its
QuadPoints), the words and their boxes by `pdftotext`, which knows the widths of the fonts; without
it a highlight has no words. What crosses the border: the path of a file in, `PdfNote`s out. Raises
FormatError for a damaged file, UsageError where pypdf is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mscref.errors import FormatError, UsageError
from mscref.manuscript.pdf_pages import PageWord, damaged, locked, page_words
from mscref.model.characters import storable
from mscref.records import Record

if TYPE_CHECKING:
    from pypdf import PageObject

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "/Highlight": "highlight", "/Underline": "underline", "/Squiggly": "underline",
        "/StrikeOut": "strikeout", "/Text": "note", "/FreeText": "note",
    }
)  # fmt: skip
_MARKING = frozenset(["highlight", "underline", "strikeout"])
_MOST = 10_000  # annotations of a file
_MOST_LETTERS = 20_000  # of one comment


class PdfNote(Record):
    """One annotation: its page from 1, its kind, the words under it, what the reader wrote."""

    page: int
    kind: str
    text: str
    comment: str


class _Box(Record):
    """A stretch of a page as it is seen: from its left and from its top."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, word: PageWord) -> bool:
        """Whether the middle of a word is inside."""
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def pdf_notes(path: Path) -> list[PdfNote]:
    """The notes of a file in the order of its pages; on a page from top to bottom."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise UsageError(
            f"{path}: reading the notes of a PDF needs pypdf, which is not installed",
            hint='pip install "mscref[pdf]"',
        ) from error
    damage = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
    notes: list[PdfNote] = []
    try:
        with path.open("rb") as file:
            reader = PdfReader(file)
            if reader.is_encrypted and not reader.decrypt(""):
                raise locked(path)
            for number, page in enumerate(reader.pages, start=1):
                notes += _notes_of(page, path, number)
                if len(notes) > _MOST:
                    raise FormatError(f"{path}: holds more than {_MOST:,} annotations")
    except (*damage, OSError) as error:
        raise damaged(path) from error
    return notes


def _notes_of(page: PageObject, path: Path, number: int) -> list[PdfNote]:
    found = list(_annotations(page))
    if not found:
        return []
    words = page_words(path, number) if any(kind in _MARKING for kind, _ in found) else []
    placed: list[tuple[float, float, PdfNote]] = []
    for kind, one in found:
        boxes = _boxes(page, one)
        text = _text_under(boxes, words) if kind in _MARKING else ""
        comment = _said(one.get("/Contents"))
        if comment == text:  # some programs write the marked words there
            comment = ""
        if text or comment or kind in _MARKING:
            first = boxes[0] if boxes else _Box(0.0, 0.0, 0.0, 0.0)
            placed.append((first.top, first.left, PdfNote(number, kind, text, comment)))
    return [note for _, _, note in sorted(placed, key=lambda one: one[:2])]


def _annotations(page: PageObject) -> Iterator[tuple[str, Any]]:
    """The annotations of a page that say something, each with its kind."""
    listed: Any = page.get("/Annots")
    if listed is None:
        return
    for pointer in listed.get_object()[:_MOST]:
        one = pointer.get_object()
        kind = _KINDS.get(str(one.get("/Subtype"))) if hasattr(one, "get") else None
        if kind is not None:
            yield kind, one


def _said(value: object) -> str:
    """A text as one line, without what no text can carry."""
    text = storable(str(value))[:_MOST_LETTERS] if isinstance(value, str) else ""
    return " ".join(text.split())


def _boxes(page: PageObject, annotation: Any) -> list[_Box]:  # noqa: ANN401 - of pypdf
    """Where an annotation is: its quadrilaterals, else its rectangle."""
    points = annotation.get("/QuadPoints") or annotation.get("/Rect")
    numbers = [float(one) for one in points.get_object()[: _MOST * 8]] if points else []
    step = 8 if len(numbers) >= 8 else 4
    return [
        _seen(page, numbers[start : start + step])
        for start in range(0, len(numbers) - step + 1, step)
    ]


def _seen(page: PageObject, numbers: Sequence[float]) -> _Box:
    """The box of some corners as the page is seen, which may be turned."""
    sheet = page.mediabox
    left, bottom = float(sheet.left), float(sheet.bottom)
    right, top = float(sheet.right), float(sheet.top)
    turns: dict[int, Callable[[float, float], tuple[float, float]]] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    turn = turns[page.rotation % 360]
    corners = [turn(*one) for one in zip(numbers[::2], numbers[1::2], strict=False)]
    across, down = zip(*corners, strict=True)
    return _Box(min(across), min(down), max(across), max(down))


def _text_under(boxes: Sequence[_Box], words: Sequence[PageWord]) -> str:
    """The words under any of the boxes, in the order of the text; a word that a line parts is
    whole."""
    text = ""
    for word in words:
        if not any(box.holds(word) for box in boxes):
            continue
        if text.endswith("-") and word.text[:1].islower() and len(text) > 1 and text[-2].isalpha():
            text = text[:-1] + word.text
        else:
            text = f"{text} {word.text}" if text else word.text
    return text
