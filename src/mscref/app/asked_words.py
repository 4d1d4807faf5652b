"""What the words given to `add` are: identifiers, PDFs. One function for each kind.

What crosses the border: words in; the same words sorted out, those of a kind in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType

from mscref.app.resolve import read_identifiers
from mscref.errors import LibraryError
from mscref.records import Record

_PDF = b"%PDF-"
_HEAD = 1024  # bytes among which the signature of a PDF may stand (ISO 32000-1, annex H.3.4.1)


class AskedWords(Record):
    """Words of each kind."""

    identifiers: tuple[str, ...]
    pdfs: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.identifiers) + len(self.pdfs)


def sorted_words(words: Sequence[str]) -> AskedWords:
    """The words, and the lines of files and of stdin, by kind.

    Raises FormatError for a file that is neither, LibraryError for a folder without PDFs.
    """
    found: dict[str, list[str]] = {kind: [] for kind in (*_KINDS, "identifiers")}
    for word in _lines(words):
        kind = next((name for name, is_one in _KINDS.items() if is_one(word)), "identifiers")
        found[kind].append(word)
    pdfs = [path for word in found["pdfs"] for path in _pdfs_of(word)]
    return AskedWords(tuple(found["identifiers"]), pdfs=tuple(dict.fromkeys(pdfs)))


def _lines(words: Sequence[str]) -> Iterator[str]:
    """The words; in the place of a file of words its lines."""
    for word in words:
        if is_pdf_word(word):
            yield word
        else:
            yield from read_identifiers([word])


def is_pdf_word(word: str) -> bool:
    """Whether a word is a PDF, a folder, or a pattern of names of PDFs."""
    path = Path(word)
    try:
        if path.is_dir():
            return True
        if word.lower().endswith(".pdf") and "://" not in word:
            return True
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return _PDF in file.read(_HEAD)
    except (OSError, ValueError):  # no name of a file
        return False


# Kind → whether a word is of it; what is of none is an identifier.
_KINDS: MappingProxyType[str, Callable[[str], bool]] = MappingProxyType({"pdfs": is_pdf_word})


def _pdfs_of(word: str) -> list[str]:
    """A PDF itself; those in a folder, and not below it; those of a pattern that no shell read."""
    path = Path(word)
    if path.is_dir():
        inside = sorted(str(one) for one in path.iterdir() if one.suffix.lower() == ".pdf")
        if not inside:
            raise LibraryError(f"{word}: no PDF in this folder")
        return inside
    if not path.exists() and any(sign in path.name for sign in "*?["):
        return sorted(map(str, path.parent.glob(path.name))) or [word]
    return [word]
