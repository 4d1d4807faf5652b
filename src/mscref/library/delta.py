"""Splices: a change as the pieces it replaces, so that everything else stays byte for byte.

What crosses the border: text or bytes and splices in; text or bytes out. Pure.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from itertools import pairwise

from mscref.errors import CorruptError
from mscref.records import Record
from mscref.records import replaced as replace

ENCODING = "utf-8"
# Bytes that are no UTF-8 (a Latin-1 file) travel as lone surrogates and come back unchanged.
ENCODING_ERRORS = "surrogateescape"


_PIECE = 256 * 1024  # bytes
# The content of a file in stretches, one behind the other.
Pieces = Sequence[bytes | memoryview]


class TextSplice(Record):
    """Replace `text[start:end]` by `new`."""

    start: int
    end: int
    new: str


class ByteSplice(Record):
    """At byte `start` of the old file, `old` became `new`."""

    start: int
    old: bytes
    new: bytes


def decode(data: bytes) -> str:
    """Bytes of a file as text; every byte sequence comes back the same through `encode`."""
    return data.decode(ENCODING, ENCODING_ERRORS)


def decode_checked(data: bytes) -> tuple[str, bool]:
    """The text as `decode` gives it, and whether the bytes are UTF-8 throughout."""
    try:
        return data.decode(ENCODING), True
    except UnicodeDecodeError:
        return decode(data), False


def is_utf8(data: bytes) -> bool:
    """Whether the bytes of a file are UTF-8 throughout; decoded in pieces that are dropped."""
    decoder = codecs.getincrementaldecoder(ENCODING)()
    try:
        for place in range(0, len(data), _PIECE):
            decoder.decode(data[place : place + _PIECE], place + _PIECE >= len(data))
    except UnicodeDecodeError:
        return False
    return True


def in_legacy_encoding(text: str, codec: str) -> str | None:
    """`text` as `encode` writes it into a file in the encoding `codec`; None where that has no
    sign for it."""
    try:
        return decode(text.encode(codec))
    except UnicodeEncodeError:
        return None


def encode(text: str) -> bytes:
    """The bytes that `decode` made this text of."""
    return text.encode(ENCODING, ENCODING_ERRORS)


def in_order(splices: Sequence[TextSplice]) -> list[TextSplice]:
    """The splices by their place; those at the same place keep their order.

    Raises ValueError where two of them overlap: that is a fault of the caller.
    """
    ordered = sorted(splices, key=lambda splice: (splice.start, splice.end))
    for before, after in pairwise(ordered):
        if after.start < before.end:
            raise ValueError(f"splices overlap at {after.start}")
    return ordered


def apply_splices(text: str, splices: Sequence[TextSplice]) -> str:
    """`text` with the splices applied; their places are those of the old text."""
    pieces: list[str] = []
    place = 0
    for splice in in_order(splices):
        pieces += (text[place : splice.start], splice.new)
        place = splice.end
    pieces.append(text[place:])
    return "".join(pieces)


def to_byte_splices(
    text: str, splices: Sequence[TextSplice], *, size: int
) -> tuple[ByteSplice, ...]:
    """The same change at byte offsets, with the bytes it replaces; empty changes vanish.

    `size` is the length of the encoded text: it tells ASCII, and lets a change at the end of a
    large file be placed without encoding what stands before it.
    """
    ascii_only = len(text) == size
    result: list[ByteSplice] = []
    place = byte_place = 0
    for splice in in_order(splices):
        if ascii_only:
            byte_place = splice.start
        elif splice.start - place > len(text) - splice.start:
            byte_place = size - len(encode(text[splice.start :]))
        else:
            byte_place += len(encode(text[place : splice.start]))
        old, new = encode(text[splice.start : splice.end]), encode(splice.new)
        if old != new:
            result.append(ByteSplice(byte_place, old, new))
        byte_place += len(old)
        place = splice.end
    return tuple(result)


def pieces_after(data: bytes, splices: Sequence[ByteSplice]) -> Pieces:
    """`data` with the splices applied, as the stretches it is made of: nothing is copied.

    Raises CorruptError where the data is not what the splices replace.
    """
    view = memoryview(data)
    pieces: list[bytes | memoryview] = []
    place = 0
    for splice in splices:
        end = splice.start + len(splice.old)
        if splice.start < place or not data.startswith(splice.old, splice.start):
            raise CorruptError("the recorded change does not fit the file")
        pieces += (view[place : splice.start], splice.new)
        place = end
    pieces.append(view[place:])
    return pieces


def moved(splices: Sequence[ByteSplice], by: int) -> tuple[ByteSplice, ...]:
    """The same splices `by` bytes later in the file."""
    return tuple(replace(splice, start=splice.start + by) for splice in splices)


def apply_bytes(data: bytes, splices: Sequence[ByteSplice]) -> bytes:
    """`data` with the splices applied; raises CorruptError where it is not what they replace."""
    return b"".join(pieces_after(data, splices))


def rebased(
    splices: Sequence[ByteSplice], base: bytes, now: bytes
) -> tuple[ByteSplice, ...] | None:
    """The splices of `base` at their places in `now`, which somebody made of it meanwhile.

    None where one of them touches the stretch that was changed: what is meant cannot be known.
    """
    first = _common_start(base, now)
    behind = min(len(base), len(now)) - first
    last = len(base) - _common_start(base[::-1][:behind], now[::-1][:behind])
    result: list[ByteSplice] = []
    for splice in splices:
        if first < splice.start + len(splice.old) and splice.start < last:
            return None
        by = len(now) - len(base) if splice.start >= last else 0
        result.append(replace(splice, start=splice.start + by))
    return tuple(result)


def _common_start(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def reverse(splices: Sequence[ByteSplice]) -> tuple[ByteSplice, ...]:
    """The splices that take these back: their places are those of the new file."""
    result: list[ByteSplice] = []
    shift = 0
    for splice in splices:
        result.append(ByteSplice(splice.start + shift, splice.new, splice.old))
        shift += len(splice.new) - len(splice.old)
    return tuple(result)
