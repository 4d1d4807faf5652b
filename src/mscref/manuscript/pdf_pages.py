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
from pathlib import Path

from mscref.errors import FormatError, UsageError

MOST_PAGES = 20_000
MOST_LETTERS = 400_000  # of one page; a page of a large table has a tenth of it
_PIECE = 65_536
_SECONDS = 300  # the longest that one file may take
_AT_ONCE = 40  # pages after which pypdf begins anew, for it forgets nothing that it has read
_PAGE_END = "\f"
_PROGRAM = "pdftotext"


def pdf_pages(path: Path) -> Iterator[str]:
    """The texts of the pages in their order; a page that is a picture has none."""
    program = _program()
    return _by_program(program, path) if program else _by_pypdf(path)


def _program() -> str:
    """Where `pdftotext` is; a folder that PATH names from where we stand may be anybody's."""
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
        raise _locked(path)
    if process.returncode:
        raise _damaged(path)


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
                    raise _locked(path)
                count = len(reader.pages)
                for number in range(first, min(first + _AT_ONCE, count)):
                    yield reader.pages[number].extract_text()[:MOST_LETTERS]
                first += _AT_ONCE
    except (*damage, OSError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> FormatError:
    return FormatError(f"{path}: is a damaged PDF, or is locked by a password")


def _locked(path: Path) -> FormatError:
    return FormatError(f"{path}: is protected by a password", hint="save a copy without a password")
