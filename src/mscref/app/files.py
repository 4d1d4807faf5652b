"""Text files at the edge: bytes in any encoding in, text out; text in, a whole file out.

What crosses the border: `SourceText` (text, the name diagnostics use, findings about the
bytes). Reading raises LibraryError where there is no readable file and FormatError where the
file holds no text.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import MappingProxyType

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import FormatError, LibraryError
from mscref.library.limits import LARGEST
from mscref.model.characters import storable
from mscref.model.homes import address_without_colon, is_address
from mscref.patterns import lazy
from mscref.records import Record

_OF_BIBER = lazy(r"\$ biblatex (?:auxiliary file|bbl format version)|\\datalist\[")

STDIN = "-"
STDIN_NAME = "<stdin>"  # what diagnostics call it
# A byte that no text file holds; UTF-16 is recognised by its byte order mark before this test.
_NUL = b"\0"
_ESCAPE = b"\x1b"
_DECLARATION = "% Encoding: NAME"
# Word documents are zip files. The reader of documents is imported only for these.
_DOCUMENT_HEADS = (b"%PDF", b"PK\x03\x04")
_PIECE = 1_000_000
_SHOWS_UTF16 = 64  # bytes
# Other formats have no comments, and could not be read with one.
_BEGINS_ENTRY = lazy(r"(?m)^[ \t]*+@")
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),  # before UTF-16, whose mark it begins with
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

_NAMED_DESCRIPTORS = MappingProxyType({"/dev/stdout": 1, "/dev/stderr": 2})
_DESCRIPTORS = ("/dev/fd", "/proc/self/fd")


class SourceText(Record):
    """The text of a file, and what was the matter with its bytes."""

    text: str
    path: str
    diagnostics: tuple[Diagnostic, ...] = ()


def without_list(
    source: SourceText,
    *,
    said: str = "holds no reference list",
    hint: str = "put a heading such as `References` before the list",
) -> FormatError:
    """What is said of a text without a reference list; of what biber writes, what it is."""
    if _OF_BIBER.search(source.text[:2000]):
        return FormatError(
            f"{source.path}: was written by biber for biblatex, and holds data, not a list",
            hint="read the .bib file that the document names",
        )
    return FormatError(f"{source.path}: {said}", hint=hint)


def file_state(path: str) -> tuple[int, int, int] | None:
    """What tells whether a file was changed; None for one that is not there."""
    if is_address(path):
        from mscref.app.addresses import address_state

        return address_state(path)
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def read_text(path: str) -> SourceText:
    """Read a file, or stdin for `-`, as text with universal newlines; what is at the address of a
    library, as CSL-JSON."""
    if is_address(path):
        from mscref.app.addresses import address_text

        return address_text(path)
    content, name = read_content(path)
    return decode(content, path=name)


def read_content(path: str) -> tuple[bytes, str]:
    """The bytes of a file, or of stdin for `-`, and what diagnostics call it; LibraryError."""
    if path == STDIN:
        return read_stdin(), STDIN_NAME
    if is_address(path):
        return read_text(path).text.encode(), path
    try:
        return _read_bounded(Path(path)), path
    except FileNotFoundError as error:
        near = address_without_colon(path) or _near_files(path)
        raise LibraryError(f"{path}: no such file", hint=near) from error
    except IsADirectoryError as error:
        raise LibraryError(
            f"{path}: is a folder, not a bibliography file", hint=_files_in(path)
        ) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LibraryError(f"{path}: cannot be read: {reason}") from error
    except ValueError as error:  # a name out of a document, with a NUL or half a character
        raise LibraryError(f"{path}: no file can have such a name") from error


def read_stdin() -> bytes:
    """All of stdin; raises LibraryError where it is closed."""
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LibraryError(f"{STDIN_NAME}: cannot be read: {reason}") from error


def _read_bounded(path: Path) -> bytes:
    """The bytes of a file, a pipe or a device; what never ends is not read to its end."""
    pieces: list[bytes] = []
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        while size <= LARGEST and (piece := file.read(max(size, _PIECE))):
            pieces.append(piece)
            size = sum(map(len, pieces))
    if size > LARGEST:
        raise LibraryError(f"{path}: is larger than {LARGEST // 1_000_000} MB")
    return b"".join(pieces)


def decode(content: bytes, *, path: str) -> SourceText:
    """Decode bytes as UTF-8, else as what the file declares or Windows-1252, with a warning."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return SourceText(_newlines(content.decode(encoding, errors="replace")), path)
    if content[:4] in _DOCUMENT_HEADS:
        from mscref.manuscript.documents import document_text, is_document

        if is_document(content):
            return SourceText(document_text(content, path=path), path)
    if _NUL in content[:65536]:
        said = f"{path}: is a binary file, not a bibliography"
        raise FormatError(said, hint=_of_utf16(content, path))
    if _ESCAPE in content[:65536]:
        from mscref.formats.encoding_guess import escaped_encoding

        codec = escaped_encoding(content)
        if codec:
            return SourceText(_newlines(content.decode(codec)), path)
    try:
        return SourceText(_newlines(content.decode()), path)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _decode_legacy(content, path=path, line=line)


def _of_utf16(content: bytes, path: str) -> str:
    """What converts a text in UTF-16 without a byte order mark: every other byte is NUL."""
    from mscref.commandlines import converting

    head = content[:_SHOWS_UTF16]
    for name, zeros in (("UTF-16LE", head[1::2]), ("UTF-16BE", head[::2])):
        if not zeros.strip(_NUL) and head.count(_NUL) == len(zeros):
            return f"if it is a text in {name}: {converting(name, path)} > new.bib"
    return ""


def _decode_legacy(content: bytes, *, path: str, line: int) -> SourceText:
    """Bytes in the encoding that the file declares, else Windows-1252, with a warning."""
    from mscref.commandlines import converting
    from mscref.formats.encoding_guess import is_western
    from mscref.formats.encodings import (
        DEFAULT,
        declared_encoding,
        decodes,
        iconv_name,
        legacy_encoding,
    )

    declared, codec = declared_encoding(content), legacy_encoding(content)
    name = iconv_name(codec)
    hint = f"convert it once: {converting(name, path)}"
    named = converting("NAME", path)
    if _BEGINS_ENTRY.search(content[:65536].decode("ascii", "replace")):
        named = f"put `{_DECLARATION}` on top"
    if declared and decodes(content, declared):
        text, said = content.decode(codec), f"{name}, as it says"
    else:
        is_default = codec == DEFAULT
        text = _decode_windows(content) if is_default else content.decode(codec)
        said = "Latin-1 (Windows-1252)" if is_default else f"{name}, by its letters"
        if declared:
            said += f", for it is not in {iconv_name(declared)} as it says"
        if is_default and not is_western(content):
            said += ", which it is not"
            hint = f"name its encoding: {named}"
        else:
            hint = f"if the letters are right, {hint}; else {named}"
    finding = Diagnostic(
        Severity.WARNING,
        "encoding",
        f"is not UTF-8 and was read as {said}",
        Span(path, line),
        hint=hint,
    )
    return SourceText(_newlines(text), path, (finding,))


def write_text(path: Path, text: str) -> None:
    """Write a file of this text in UTF-8 as a whole (`write_bytes`)."""
    write_bytes(path, storable(text).encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file as a whole: readers see the old bytes or the new, never a part.

    Devices and pipes are written directly, and so is what is open already (`/dev/stdout`): behind
    its name may stand a file that others write to. Raises LibraryError.
    """
    descriptor = _open_descriptor(path)
    if descriptor is not None or (path.exists() and not path.is_file()):
        target = path if descriptor is None else descriptor
        with open(target, "wb", closefd=descriptor is None) as device:
            device.write(content)
        return
    from mscref.library.files import WHATEVER, replace_file

    replace_file(path, content, expected=WHATEVER)


def _open_descriptor(path: Path) -> int | None:
    """The descriptor that a path such as `/dev/stdout` or `/dev/fd/3` names, else None."""
    if path.is_absolute() and path.name.isdecimal() and str(path.parent) in _DESCRIPTORS:
        return int(path.name)
    return _NAMED_DESCRIPTORS.get(str(path))


def _decode_windows(content: bytes) -> str:
    """Windows-1252, with Latin-1 for the five bytes that it leaves open; never fails."""
    high = range(0x80, 0xA0)
    table = {code: bytes([code]).decode("cp1252", errors="replace") for code in high}
    return content.decode("latin-1").translate(table)


def _newlines(text: str) -> str:
    """The text with universal newlines and without what no text file can carry."""
    text = storable(text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def path_hint(word: str) -> str:
    """What to do where `word` names a file or folder and was taken for something else, else ""."""
    path = Path(word)
    if not word:
        return "the word is empty: is a variable of the shell not set?"
    if path.is_dir():
        return f"{word} is a folder; {_files_in(word)}"
    if path.is_file():
        return f"{word} is a file; `--library {word}` reads one of any name"
    if path.exists():
        return f"{word} is a pipe or a device; `--library {word}` reads it"
    if Path(word).suffix.lower() in readable_extensions():
        near = _near_files(word)
        return f"there is no file {word}" + (f"; {near}" if near else "")
    return ""


def readable_extensions() -> tuple[str, ...]:
    """The extensions of our formats that are read."""
    from mscref.formats.registry import FORMATS

    return tuple(one for row in FORMATS.values() if row.reads for one in row.extensions)


def _near_files(path: str) -> str:
    from difflib import get_close_matches

    folder = Path(path).parent
    if not folder.is_dir():
        return f"there is no folder {folder}"
    near = get_close_matches(Path(path).name, [one.name for one in folder.iterdir()], 1, 0.7)
    return f"did you mean {folder / near[0]}?" if near else ""


def _files_in(path: str) -> str:
    extensions = readable_extensions()
    names = sorted(one.name for one in Path(path).iterdir() if one.name.endswith(extensions))
    shown = ", ".join(str(Path(path) / name) for name in names[:3])
    return f"it holds {shown}" if shown else "it holds no bibliography file"
