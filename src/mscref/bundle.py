"""One data file that holds many small ones, each read without reading the rest.

The styles and locales of the citation style project are 10,906 files of 63 MB; a bundle holds
them in 6.7 MB, and one style is read in less than 1 ms. Keys ("styles/apa") and bytes come in
and go out; what they mean is the business of `installed` and `collecting`. The same entries make
the same bytes.

    bundle = magic, places of dictionary and index, their crc32; block…; dictionary; index
    block  = raw deflate (with the dictionary) of: one line "key<TAB>size" per entry, an empty
             line, the entries; keys ascend within a block and from block to block
    index  = one line "first key<TAB>offset<TAB>size<TAB>crc32" per block
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from mscref.errors import InputError

_MAGIC = b"mscref bundle 1\n"
# Where the dictionary and the index begin, where the index ends; the checksum of both.
_PLACES = struct.Struct(">QQQL")
BLOCK_SIZE = 64_000  # larger blocks save 4 % and cost each read more than they save
_LARGEST_BLOCK = 32_000_000  # a bundle may come from anywhere: no bomb
_LARGEST_INDEX = 4_000_000
_WINDOW = 32_768  # what deflate can look back


class Bundle:
    """Read the entries of the bundle at `path`; every method raises InputError on damage."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                head = file.read(len(_MAGIC) + _PLACES.size)
                if not head.startswith(_MAGIC) or len(head) < len(_MAGIC) + _PLACES.size:
                    self._fail("it is none, or of another version")
                start, middle, end, crc = _PLACES.unpack_from(head, len(_MAGIC))
                if not start <= middle <= end <= start + _LARGEST_INDEX:
                    self._fail("its index cannot be found")
                file.seek(start)
                tail = file.read(end - start)
                if zlib.crc32(tail) != crc:
                    self._fail("it is damaged")
        except OSError as error:
            self._fail(error.strerror or str(error))
        self._dictionary = tail[: middle - start]
        # Kept as lines: to take all of them apart costs more than to read a block.
        self._index = tail[middle - start :].split(b"\n")[:-1]
        # The block read last: a style is first looked for, then read.
        self._last: tuple[int, dict[str, bytes]] = (-1, {})

    def read(self, key: str) -> bytes | None:
        """The entry called `key`, or None."""
        place = self._place(key)
        return self._entries(place).get(key) if place >= 0 else None

    def items(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        """All entries whose keys begin with `prefix`, in the order of their keys."""
        for place in range(max(0, self._place(prefix)), len(self._index)):
            first = self._index[place].partition(b"\t")[0].decode()
            if first > prefix and not first.startswith(prefix):
                return
            for key, content in self._entries(place).items():
                if key.startswith(prefix):
                    yield key, content

    def _place(self, key: str) -> int:
        """The last block whose first key is not behind `key`; -1 where there is none."""
        return bisect_right(self._index, key.encode("utf-8", "surrogatepass") + b"\t\xff") - 1

    def _entries(self, place: int) -> dict[str, bytes]:
        if self._last[0] != place:
            self._last = (place, self._read_block(place))
        return self._last[1]

    def _read_block(self, place: int) -> dict[str, bytes]:
        try:
            offset, size, crc = map(int, self._index[place].split(b"\t")[1:])
            with self.path.open("rb") as file:
                file.seek(offset)
                packed = file.read(size)
            if zlib.crc32(packed) != crc:
                self._fail("a block has changed")
            inflate = zlib.decompressobj(-zlib.MAX_WBITS, zdict=self._dictionary)
            content = inflate.decompress(packed, _LARGEST_BLOCK)
            return _cut(content)
        except (OSError, ValueError, zlib.error) as error:
            self._fail(str(error))

    def _fail(self, why: str) -> NoReturn:
        raise InputError(
            f"the data file {self.path} cannot be used: {why}",
            hint="install mscref again (in a checkout: make setup), "
            "or remove the file if it is your own",
        )


def _cut(block: bytes) -> dict[str, bytes]:
    head, _, content = block.partition(b"\n\n")
    entries: dict[str, bytes] = {}
    position = 0
    for line in head.split(b"\n"):
        key, size = line.split(b"\t")
        entries[key.decode()] = content[position : position + int(size)]
        position += int(size)
    return entries


def write_bundle(
    path: Path, entries: Mapping[str, bytes], *, like: bytes = b"", block_size: int = BLOCK_SIZE
) -> None:
    """Write `entries` as a bundle, whole or not at all; `like` is text that many of them resemble.

    Raises OSError.
    """
    dictionary = like[-_WINDOW:]
    content = bytearray(_MAGIC + bytes(_PLACES.size))
    index = bytearray()
    for block in _blocks(entries, block_size):
        deflate = zlib.compressobj(
            9, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zdict=dictionary
        )
        rows = "\n".join(f"{key}\t{len(entries[key])}" for key in block)
        packed = deflate.compress(rows.encode() + b"\n\n" + b"".join(entries[key] for key in block))
        packed += deflate.flush()
        index += f"{block[0]}\t{len(content)}\t{len(packed)}\t{zlib.crc32(packed)}\n".encode()
        content += packed
    start = len(content)
    middle = start + len(dictionary)
    tail = dictionary + index
    _PLACES.pack_into(content, len(_MAGIC), start, middle, start + len(tail), zlib.crc32(tail))
    part = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(content + tail)
    part.replace(path)


def _blocks(entries: Mapping[str, bytes], block_size: int) -> Iterator[list[str]]:
    block: list[str] = []
    size = 0
    for key in sorted(entries):
        if block and size + len(entries[key]) > block_size:
            yield block
            block, size = [], 0
        block.append(key)
        size += len(entries[key])
    if block:
        yield block
