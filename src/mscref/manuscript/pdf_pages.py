"""A PDF page by page, in bounded memory: by `pdftotext` where it is on PATH, else by pypdf.

What crosses the border: the path of a file in; the text of one page after the other out. Raises
FormatError for a file that is damaged, locked or without end, UsageError where no reader is there.
"""

from __future__ import annotations

import logging
import os
import subprocess
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from mscref.errors import FormatError, UsageError
from mscref.patterns import lazy
from mscref.records import Record

MOST_PAGES = 20_000
MOST_LETTERS = 400_000  # of one page; a page of a large table has a tenth of it
_PIECE = 65_536
_SECONDS = 300  # the longest that one file may take
_AT_ONCE = 40  # pages after which pypdf begins anew, for it forgets nothing that it has read
# A line of `pdftotext -bbox`, which knows the places of words from the top left.
_WORD = lazy(
    r'<word xMin="([\d.]{1,20})" yMin="([\d.]{1,20})" xMax="([\d.]{1,20})" yMax="([\d.]{1,20})">'
    r"([^<\n]*)</word>"
)
_PAGE_END = "\f"
_PROGRAM = "pdftotext"


class PageWord(Record):
    """A word of a page, and the box it fills, from the left and the top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def pdf_pages(path: Path) -> Iterator[str]:
    """The texts of the pages in their order; a page that is a picture has none."""
    program = pdftotext()
    return _by_program(program, path) if program else _by_pypdf(path)


def pdftotext() -> str:
    """Where `pdftotext` is, "" without it; a folder that PATH names from here may be anybody's."""
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        place = Path(folder, _PROGRAM + (".exe" if os.name == "nt" else ""))
        if place.is_absolute() and place.is_file() and os.access(place, os.X_OK):
            return str(place)
    return ""


def _by_program(program: str, path: Path) -> Iterator[str]:
    command = [program, "-q", "-enc", "UTF-8", str(Path.cwd() / path), "-"]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        alarm = threading.Timer(_SECONDS, process.kill)
        alarm.start()
        try:
            yield from _pages(process)
            if process.wait() < 0:
                raise FormatError(f"{path}: took longer than {_SECONDS} s to read")
        finally:
            alarm.cancel()
            process.kill()
    if process.returncode == 3:  # pdftotext(1): permissions
        raise locked(path)
    if process.returncode:
        raise damaged(path)


def _pages(process: subprocess.Popen[bytes]) -> Iterator[str]:
    """What the program writes, cut at its form feeds; a page without end is cut off."""
    if process.stdout is None:  # never: it is a pipe
        return
    rest, count = b"", 0
    while piece := process.stdout.read(_PIECE):
        *pages, rest = (rest + piece).split(_PAGE_END.encode())
        rest = rest[: MOST_LETTERS * 4]
        for page in pages:
            yield page.decode(errors="replace")[:MOST_LETTERS]
            count += 1
            if count >= MOST_PAGES:
                return
    if rest.strip():
        yield rest.decode(errors="replace")[:MOST_LETTERS]


def _by_pypdf(path: Path) -> Iterator[str]:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise UsageError(
            f"{path}: reading PDF needs pypdf, or pdftotext on PATH; neither is installed",
            hint='pip install "mscref[pdf]"',
        ) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # we say what is damaged, once
    damage = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
    try:
        with path.open("rb") as file:
            first, count = 0, 1
            while first < min(count, MOST_PAGES):
                reader = PdfReader(file)
                if reader.is_encrypted and not reader.decrypt(""):
                    raise locked(path)
                count = len(reader.pages)
                for number in range(first, min(first + _AT_ONCE, count)):
                    yield reader.pages[number].extract_text()[:MOST_LETTERS]
                first += _AT_ONCE
    except (*damage, OSError) as error:
        raise damaged(path) from error


def page_words(path: Path, number: int) -> list[PageWord]:
    """The words of a page with their boxes, in the order of the text; none without `pdftotext`."""
    program = pdftotext()
    if not program:
        return []
    pages = ["-f", str(number), "-l", str(number)]
    command = [program, "-q", "-enc", "UTF-8", "-bbox", *pages, str(Path.cwd() / path), "-"]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return []
    text = done.stdout[: MOST_LETTERS * 40].decode(errors="replace")
    return [
        PageWord(
            text=unescape(match[5]),
            left=float(match[1]),
            top=float(match[2]),
            right=float(match[3]),
            bottom=float(match[4]),
        )
        for match in _WORD.finditer(text)
    ]


def damaged(path: Path) -> FormatError:
    """What to raise of a file that no reader can read."""
    return FormatError(f"{path}: is a damaged PDF, or is locked by a password")


def locked(path: Path) -> FormatError:
    """What to raise of a file that asks for a password."""
    return FormatError(f"{path}: is protected by a password", hint="save a copy without a password")
