"""A PDF → its text, by pypdf, an optional dependency (`pip install "mscref[pdf]"`).

Lines that stand on most pages (running heads, page numbers) are left out.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from mscref.errors import FormatError, UsageError

if TYPE_CHECKING:
    from pypdf import PdfReader

_DIGITS = re.compile(r"\d+")
_DAMAGE = (
    ValueError,
    KeyError,
    TypeError,
    RecursionError,
    OSError,
    AttributeError,
    IndexError,
    AssertionError,
    ArithmeticError,
    MemoryError,
)
_AES_HINT = (
    "pip install cryptography, which opens what needs no password; or save a copy without it"
)
_PASSWORD_HINT = "save a copy without a password"


def pdf_text(content: bytes, *, path: str) -> str:
    """The text of all pages."""
    with opened_pdf(io.BytesIO(content), path=path) as reader:
        pages = [page.extract_text() for page in reader.pages]
    text = "\n".join(_without_running_heads(pages)).strip()
    if not text:
        raise without_text(path)
    return text + "\n"


@contextmanager
def opened_pdf(stream: IO[bytes], *, path: str) -> Iterator[PdfReader]:
    """A reader of a PDF. What goes wrong while it is used is said of `path`.

    Raises UsageError without the extra; FormatError for a password, and for damage, which may be
    found anywhere in the block.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, PyPdfError
    except ImportError as error:
        raise UsageError(
            f"{path}: reading PDF needs pypdf, which is not installed",
            hint='pip install "mscref[pdf]"',
        ) from error
    # It logs what it mends; a file that was read in spite of it is no news.
    logger = logging.getLogger("pypdf")
    was_told, logger.propagate = logger.propagate, False
    silence = logging.NullHandler()
    logger.addHandler(silence)
    try:
        reader = PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise FormatError(f"{path}: is protected by a password", hint=_PASSWORD_HINT)
        yield reader
    except DependencyError as error:  # AES needs a package that is not among ours
        raise FormatError(f"{path}: is encrypted", hint=_AES_HINT) from error
    except (PyPdfError, *_DAMAGE) as error:
        # pypdf raises these on damaged files.
        raise FormatError(f"{path}: is a damaged PDF") from error
    finally:
        logger.removeHandler(silence)
        logger.propagate = was_told


def without_text(path: str) -> FormatError:
    """What is said of a scan."""
    return FormatError(
        f"{path}: holds no text, only pictures of pages", hint="run text recognition on it"
    )


def _without_running_heads(pages: list[str]) -> list[str]:
    lines_of = [page.split("\n") for page in pages]
    if len(pages) < 4:
        return ["\n".join(lines) for lines in lines_of]
    seen: Counter[str] = Counter()
    for lines in lines_of:
        seen.update({_DIGITS.sub("#", line.strip()) for line in (*lines[:2], *lines[-2:])})
    running = {line for line, count in seen.items() if count * 2 > len(pages)}
    return [
        "\n".join(line for line in lines if _DIGITS.sub("#", line.strip()) not in running)
        for lines in lines_of
    ]
