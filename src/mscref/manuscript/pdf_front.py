"""The first pages of a PDF: lines with the size of their letters, links, what stands rotated.

What crosses the border: a path in, `FrontMatter` out. However long the document is, its first
pages alone are read, and of them no more than a page can hold. Raises as `pdf.opened_pdf` does,
and FormatError for a scan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mscref.manuscript.pdf import opened_pdf, without_text
from mscref.manuscript.pdf_metadata import dois_of_info, dois_of_xmp
from mscref.records import Record

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_PROGRAMS = ("/Creator", "/Producer")
_PAGES = 3  # of which the first may be a cover sheet
# Bytes of drawing that are read of a page; a page of text has 50,000.
_LARGEST_PAGE = 1_000_000
_LONGEST = 40_000  # characters of a page
_MOST_LINKS = 200
_MOST_STEPS = 200_000  # of drawing; a page of text takes 5,000, a figure of vectors 100,000
_RAISED = 0.85  # of the letters beside it: a smaller mark that stands higher is a superscript
_TINY = 0.55  # the same: smaller than any letter below or above the line
_SAME_LINE = 0.6  # of the height of the letters
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class FrontLine(Record):
    """A line of a page: its text, the same without raised marks, the size of its letters in
    points."""

    text: str
    plain: str
    size: float


class FrontPage(Record):
    """A page: its lines as they are drawn, the texts that stand upright at its margin, where its
    links lead, and how large it is in points as one sees it, 0 where it does not say."""

    lines: tuple[FrontLine, ...]
    rotated: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    width: float = 0.0
    height: float = 0.0


class FrontMatter(Record):
    """The first pages, the DOIs that XMP and Info name, and the programs that made the file."""

    pages: tuple[FrontPage, ...]
    of_xmp: tuple[str, ...] = ()
    of_info: tuple[str, ...] = ()
    program: str = ""


def read_front_matter(path: Path, *, name: str) -> FrontMatter:
    """The first pages of the file; `name` is what messages call it."""
    with path.open("rb") as stream, opened_pdf(stream, path=name) as reader:
        info = _info(reader)
        of_xmp, of_info = _xmp(reader), dois_of_info(info)
        program = " ".join(info.get(name, "") for name in _PROGRAMS)
        pages = tuple(_page(one) for one in islice(reader.pages, _PAGES))
    if not any(page.lines or page.rotated for page in pages):
        raise without_text(name)
    return FrontMatter(pages, of_xmp=tuple(of_xmp), of_info=tuple(of_info), program=program)


def _xmp(reader: PdfReader) -> list[str]:
    metadata = reader.root_object.get("/Metadata")
    stream = metadata.get_object() if metadata is not None else None
    get_data = getattr(stream, "get_data", None)
    content = get_data() if get_data else b""
    return dois_of_xmp(content if isinstance(content, bytes) else str(content).encode())


def _info(reader: PdfReader) -> dict[str, str]:
    info: Mapping[str, Any] = reader.metadata or {}
    return {key: str(value)[:2000] for key, value in info.items()}


# ---------------------------------------------------------------- one page


class _Enough(Exception):  # noqa: N818 - a signal out of pypdf's reading, not an error
    """Raised where a page holds more than any page needs."""


class _Run(Record):
    """Letters of one size on one line; `y` is how high they stand as one reads them."""

    text: str
    size: float
    y: float
    is_upright: bool


class _Runs:
    """What pypdf tells of a page, as far as one page of text goes."""

    def __init__(self) -> None:
        self.found: list[_Run] = []
        self._left = _LONGEST
        self._steps = _MOST_STEPS

    def text(
        self, text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float | None
    ) -> None:
        """Take a piece of text."""
        if text:
            self._left -= len(text)
            self.found.append(_run(text, cm, tm, float(size or 0)))
        if self._left < 0:
            raise _Enough

    def step(self, *_operator: object) -> None:
        """Count a step of drawing."""
        self._steps -= 1
        if self._steps < 0:
            raise _Enough


def _page(page: PageObject) -> FrontPage:
    _cut_short(page)
    width, height = _size(page)
    runs = _Runs()
    with suppress(_Enough):
        page.extract_text(visitor_text=runs.text, visitor_operand_before=runs.step)
    # A page that is turned is one whose lines all stand upright.
    upright = [run for run in runs.found if run.is_upright]
    level = [run for run in runs.found if not run.is_upright]
    if _letters(upright) > _letters(level):
        upright, level = level, upright
        width, height = height, width
    return FrontPage(
        tuple(_lines(level)),
        rotated=tuple(_texts_of(upright)),
        links=tuple(islice(_links(page), _MOST_LINKS)),
        width=width,
        height=height,
    )


def _size(page: PageObject) -> tuple[float, float]:
    """Width and height as a reader program shows the page; nothing where they make no sense."""
    try:
        box, unit = page.cropbox, float(page.get("/UserUnit", 1))
        width, height = abs(float(box.width)) * unit, abs(float(box.height)) * unit
        is_turned = int(page.get("/Rotate", 0)) % 180 == 90
    except (TypeError, ValueError, ArithmeticError, LookupError):
        return 0.0, 0.0
    return (height, width) if is_turned else (width, height)


def _cut_short(page: PageObject) -> None:
    """Leave of the drawing of a page what one page needs: it begins with its title."""
    from pypdf.generic import DecodedStreamObject, NameObject

    contents = page.get_contents()
    data = contents.get_data() if contents is not None else b""
    if len(data) > _LARGEST_PAGE:
        begun = DecodedStreamObject()
        begun.set_data(data[:_LARGEST_PAGE].rpartition(b"\n")[0] or data[:_LARGEST_PAGE])
        page[NameObject("/Contents")] = begun


def _letters(runs: Sequence[_Run]) -> int:
    return sum(len(run.text) for run in runs)


def _run(text: str, cm: Sequence[float], tm: Sequence[float], size: float) -> _Run:
    """A piece of text as pypdf tells it, with its place and size on the page."""
    across = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
    up = tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3]
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    is_upright = abs(across[1]) > abs(across[0])
    if is_upright:  # up is left or right, as it is turned
        y = x if across[1] < 0 else -x
    return _Run(text=_CONTROL.sub(" ", text), size=size * hypot(*up), y=y, is_upright=is_upright)


def _texts_of(upright: Sequence[_Run]) -> Iterator[str]:
    text = "".join(run.text for run in upright)
    return (line.strip() for line in text.split("\n") if line.strip())


class _Line:
    """A line that is being put together."""

    def __init__(self, run: _Run) -> None:
        self.runs = [run]
        self.y = run.y

    def takes(self, run: _Run) -> bool:
        """Whether the run stands on this line, raised and lowered letters too."""
        height = max(run.size, *(one.size for one in self.runs))
        return abs(run.y - self.y) < _SAME_LINE * height

    def whole(self) -> FrontLine:
        sizes: dict[float, int] = {}
        for run in self.runs:
            sizes[run.size] = sizes.get(run.size, 0) + len(run.text.strip())
        size = max(sizes, key=lambda one: (sizes[one], one))
        plain = [run.text for run in self.runs if not _is_mark(run, size, self.y)]
        return FrontLine(
            " ".join("".join(run.text for run in self.runs).split()),
            plain=" ".join("".join(plain).split()),
            size=round(size, 1),
        )


def _is_mark(run: _Run, size: float, y: float) -> bool:
    is_line_number = run.size < _TINY * size
    return is_line_number or (run.size < _RAISED * size and run.y > y)


def _lines(runs: Sequence[_Run]) -> Iterator[FrontLine]:
    line: _Line | None = None
    for run in runs:
        for number, piece in enumerate(run.text.split("\n")):
            if number and line is not None:
                yield from _told(line)
                line = None
            if not piece.strip() and line is None:
                continue
            part = _Run(piece, size=run.size, y=run.y, is_upright=False)
            if line is None:
                line = _Line(part)
            elif line.takes(part):
                line.runs.append(part)
            else:
                yield from _told(line)
                line = _Line(part) if piece.strip() else None
    if line is not None:
        yield from _told(line)


def _told(line: _Line) -> Iterator[FrontLine]:
    whole = line.whole()
    if whole.text:
        yield whole


def _links(page: PageObject) -> Iterator[str]:
    annotations = page.get("/Annots")
    found = annotations.get_object() if annotations is not None else None
    for one in islice(found if isinstance(found, list) else [], 10 * _MOST_LINKS):
        annotation = one.get_object()
        action = annotation.get("/A") if isinstance(annotation, dict) else None
        action = action.get_object() if action is not None else None
        address = action.get("/URI") if isinstance(action, dict) else None
        if address is not None:
            yield str(address.get_object())[:2000]
