"""A PDF → its text, by pypdf, an optional dependency (`pip install "mscref[pdf]"`).

Lines that stand on most pages (running heads, page numbers) are left out.
"""

from __future__ import annotations

import io
import re
from collections import Counter

from mscref.errors import FormatError, UsageError

_DIGITS = re.compile(r"\d+")
_PASSWORD_HINT = "save a copy without a password"


def pdf_text(content: bytes, *, path: str) -> str:
    """The text of all pages."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise UsageError(
            f"{path}: reading PDF needs pypdf, which is not installed",
            hint='pip install "mscref[pdf]"',
        ) from error
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FormatError(f"{path}: is protected by a password", hint=_PASSWORD_HINT)
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        # pypdf raises these on damaged files.
        raise FormatError(f"{path}: is a damaged PDF") from error
    text = "\n".join(_without_running_heads(pages)).strip()
    if not text:
        raise FormatError(
            f"{path}: holds no text, only pictures of pages", hint="run text recognition on it"
        )
    return text + "\n"


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
