"""The zip of a document: its parts out, and the same zip with some parts changed.

The records of a zip (PKWARE APPNOTE 4.3): for each part a local header with its packed bytes, then
a directory with one entry for each, then the end record. A part that stays is copied packed, header
and all. The large form (zip64, 4.3.14-15 and 4.5.3), which some programs write for small documents,
is read, and written as the small one. Raises FormatError for what is no zip, is damaged, locked or
too large.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from mscref.errors import FormatError

_LOCAL, _ENTRY, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_HEAD = struct.Struct("<4s5H3I2H")
_ENTRY_HEAD = struct.Struct("<4s6H3I5H2I")
_END_HEAD = struct.Struct("<4s4H2IH")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Word writes when a password is set, and old .doc
_LONGEST_COMMENT = 65535
_LARGEST_PART = 64 * 1024 * 1024
_LARGEST_WHOLE = 512 * 1024 * 1024
_MOST_PARTS = 20_000
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 1
_HAS_DESCRIPTOR = 8
_UTF_8 = 1 << 11
_BIG = 0xFFFFFFFF
_MANY = 0xFFFF
_LARGE_END, _LARGE_PLACE = b"PK\x06\x06", b"PK\x06\x07"
_LARGE_END_HEAD = struct.Struct("<4sQ2H2I4Q")
_LARGE_PLACE_HEAD = struct.Struct("<4sIQI")
_EXTRA_HEAD = struct.Struct("<2H")
_LARGE_EXTRA = 1


@dataclass(frozen=True, slots=True)
class _Part:
    """One entry of the directory; `head` is its fixed fields, `rest` name, extra and comment."""

    name: str
    head: tuple[int, ...]
    rest: bytes
    offset: int
    end: int

    @property
    def method(self) -> int:
        return self.head[3]

    @property
    def packed(self) -> int:
        return self.head[7]

    @property
    def size(self) -> int:
        return self.head[8]


class Package:
    """The parts of a document by name, in the order of the zip."""

    def __init__(self, content: bytes, *, path: str) -> None:
        self._content = content
        self.path = path
        self._parts = {part.name: part for part in self._read_directory()}

    @property
    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._parts)

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is none of that name."""
        part = self._parts.get(name)
        if part is None:
            return None
        if part.size > _LARGEST_PART:
            raise self._too_large()
        start = self._data_start(part)
        packed = self._content[start : start + part.packed]
        data = self._unpacked(packed, part.method)
        if len(data) != part.size or zlib.crc32(data) != part.head[6]:
            raise self._damaged()
        return data

    def replaced(self, changed: Mapping[str, bytes]) -> bytes:
        """The zip with these parts changed, or added where they are new."""
        if all(self.read(name) == data for name, data in changed.items()):
            return self._content
        pieces: list[bytes] = []
        entries: list[bytes] = []
        place = 0
        for part in sorted(self._parts.values(), key=lambda one: one.offset):
            if part.name in changed:
                piece, part = _packed_anew(part, changed[part.name])
            else:
                piece = self._content[part.offset : part.end]
            entries.append(_entry(replace(part, offset=place)))
            pieces.append(piece)
            place += len(piece)
        for name in sorted(set(changed) - set(self._parts)):
            piece, part = _packed_anew(_new_part(name), changed[name])
            entries.append(_entry(replace(part, offset=place)))
            pieces.append(piece)
            place += len(piece)
        directory = b"".join(entries)
        end = _END_HEAD.pack(_END, 0, 0, len(entries), len(entries), len(directory), place, 0)
        return b"".join([*pieces, directory, end])

    # ------------------------------------------------------------ reading

    def _read_directory(self) -> list[_Part]:
        content = self._content
        if content.startswith(_OLE):
            raise FormatError(
                f"{self.path}: is locked with a password, or a document of Word 97",
                hint="take the password away, or save it as .docx",
            )
        if not content.startswith(_LOCAL):
            raise FormatError(f"{self.path}: is no document of a word processor")
        count, size, start = self._end_record()
        if count > _MOST_PARTS:
            raise FormatError(f"{self.path}: holds more than {_MOST_PARTS} parts, and was not read")
        parts: list[_Part] = []
        place = start
        for _ in range(count):
            part, place = self._entry_at(place, limit=start + size)
            parts.append(part)
        return self._with_ends(parts, start)

    def _end_record(self) -> tuple[int, int, int]:
        """The number of entries, and size and place of the directory."""
        place = self._content.rfind(_END, max(0, len(self._content) - _LONGEST_COMMENT - 22))
        if place < 0 or place + _END_HEAD.size > len(self._content):
            raise self._damaged()
        fields = _END_HEAD.unpack_from(self._content, place)
        count, size, start = fields[4:7]
        if _BIG in (size, start) or count == _MANY:
            count, size, start = self._large_end_record(place)
        if start + size > place:
            raise self._damaged()
        return count, size, start

    def _large_end_record(self, place: int) -> tuple[int, int, int]:
        """The same, of the record to which the one before the end record leads."""
        content = self._content
        at = place - _LARGE_PLACE_HEAD.size
        if at < 0 or not content.startswith(_LARGE_PLACE, at):
            raise self._damaged()
        record = _LARGE_PLACE_HEAD.unpack_from(content, at)[2]
        if record + _LARGE_END_HEAD.size > at or not content.startswith(_LARGE_END, record):
            raise self._damaged()
        count, size, start = _LARGE_END_HEAD.unpack_from(content, record)[7:]
        return int(count), int(size), int(start)

    def _entry_at(self, place: int, *, limit: int) -> tuple[_Part, int]:
        if place + _ENTRY_HEAD.size > limit:
            raise self._damaged()
        mark, *head = _ENTRY_HEAD.unpack_from(self._content, place)
        named, extra, comment = head[9:12]
        end = place + _ENTRY_HEAD.size + named + extra + comment
        if mark != _ENTRY or end > limit:
            raise self._damaged()
        rest = self._content[place + _ENTRY_HEAD.size : end]
        name = rest[:named].decode("utf-8" if head[2] & _UTF_8 else "cp437")
        if head[2] & _ENCRYPTED:
            raise FormatError(f"{self.path}: is locked with a password", hint="take it away first")
        if _BIG in (head[7], head[8], head[15]):
            rest = self._small(head, rest)
        return _Part(name, tuple(head), rest, offset=head[15], end=0), end

    def _small(self, head: list[int], rest: bytes) -> bytes:
        """Put the sizes and the place that stand in an extra field where they belong.

        Returns name, extra and comment of the entry without that field.
        """
        named, length = head[9], head[10]
        extra = rest[named : named + length]
        place = 0
        while place + _EXTRA_HEAD.size <= len(extra):
            kind, size = _EXTRA_HEAD.unpack_from(extra, place)
            end = place + _EXTRA_HEAD.size + size
            if kind == _LARGE_EXTRA and end <= len(extra):
                values = iter(struct.unpack(f"<{size // 8}Q", extra[place + 4 :][: size // 8 * 8]))
                for field in (8, 7, 15):
                    if head[field] == _BIG:
                        head[field] = next(values, _BIG)
                kept = extra[:place] + extra[end:]
                head[10] = len(kept)
                return rest[:named] + kept + rest[named + length :]
            place = end
        raise self._damaged()

    def _with_ends(self, parts: list[_Part], directory: int) -> list[_Part]:
        """The parts with where each ends; two that overlap are an attack."""
        ordered = sorted(parts, key=lambda part: part.offset)
        self._refuse_names([part.name for part in parts])
        if sum(part.size for part in parts) > _LARGEST_WHOLE:
            raise self._too_large()
        ends = [part.offset for part in ordered[1:]] + [directory]
        found = []
        for part, end in zip(ordered, ends, strict=True):
            if self._data_start(part) + part.packed > end:
                raise self._damaged()
            found.append(replace(part, end=end))
        return found

    def _refuse_names(self, names: list[str]) -> None:
        """Names are without case (ECMA-376 part 2, 6.2.2.3), and stay within the document."""
        seen: set[str] = set()
        for name in names:
            folded = name.casefold()
            if folded in seen:
                raise FormatError(
                    f"{self.path}: holds its part `{name[:60]}` twice, and only one can be meant",
                    hint="open it in its program and save it anew",
                )
            seen.add(folded)
            if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name[:3]:
                raise FormatError(
                    f"{self.path}: holds a part whose name leads out of the document: `{name[:60]}`"
                )

    def _data_start(self, part: _Part) -> int:
        if part.offset + _LOCAL_HEAD.size > len(self._content):
            raise self._damaged()
        head = _LOCAL_HEAD.unpack_from(self._content, part.offset)
        if head[0] != _LOCAL:
            raise self._damaged()
        return part.offset + _LOCAL_HEAD.size + int(head[9]) + int(head[10])

    def _unpacked(self, packed: bytes, method: int) -> bytes:
        if method == _STORED:
            return packed
        if method != _DEFLATED:
            raise FormatError(
                f"{self.path}: is packed in a way that no word processor reads",
                hint="open it and save it anew",
            )
        try:
            # The size in the directory may lie; one byte more than allowed tells.
            data = zlib.decompressobj(-15).decompress(packed, _LARGEST_PART + 1)
        except zlib.error as error:
            raise self._damaged() from error
        if len(data) > _LARGEST_PART:
            raise self._too_large()
        return data

    def _damaged(self) -> FormatError:
        return FormatError(f"{self.path}: is a damaged document", hint="open it and save it anew")

    def _too_large(self) -> FormatError:
        return FormatError(
            f"{self.path}: unpacks to more than {_LARGEST_PART // 1024 // 1024} MB a part, and was"
            " not read"
        )


def _new_part(name: str) -> _Part:
    encoded = name.encode()
    head = (20, 20, _UTF_8, _DEFLATED, 0, 0x21, 0, 0, 0, len(encoded), 0, 0, 0, 0, 0, 0)
    return _Part(name=name, head=head, rest=encoded, offset=0, end=0)


def _packed_anew(part: _Part, data: bytes) -> tuple[bytes, _Part]:
    """Local header and packed bytes of a part with other content, and its entry."""
    method = part.method
    packed = _deflated(data) if method == _DEFLATED else data
    named = part.rest[: part.head[9]]
    flags = part.head[2] & ~_HAS_DESCRIPTOR
    head = list(part.head)
    head[2], head[6], head[7], head[8] = flags, zlib.crc32(data), len(packed), len(data)
    local = _LOCAL_HEAD.pack(
        _LOCAL, part.head[1], flags, method, *part.head[4:6], head[6], head[7], head[8],
        len(named), 0,
    )  # fmt: skip
    return b"".join([local, named, packed]), replace(part, head=tuple(head))


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _entry(part: _Part) -> bytes:
    head = list(part.head)
    head[15] = part.offset
    return _ENTRY_HEAD.pack(_ENTRY, *head) + part.rest
