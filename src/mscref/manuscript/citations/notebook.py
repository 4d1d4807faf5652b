"""A Jupyter notebook as one Markdown text, and changes of that text as changes of the file.

The strings of Markdown cells are found in the JSON with their places; nothing else is read, and
what is changed is written as JSON into the same strings.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined] # there since Python 3.0

from mscref.errors import FormatError

_TOKEN = re.compile(r'[{}\[\]:,]|"')
_BETWEEN_CELLS = "\n\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """One JSON string of a cell: where it stands in the file (without quotes) and in the text."""

    start: int
    end: int
    text_start: int
    text: str


@dataclass(frozen=True, slots=True)
class Notebook:
    """The Markdown of all cells, one behind the other, and the strings that it is made of."""

    raw: str
    text: str
    pieces: tuple[Piece, ...]

    def replaced(self, splices: Sequence[tuple[int, int, str]]) -> str:
        """The file with stretches of the text replaced; they do not overlap."""
        parts: list[str] = []
        place = 0
        for start, end, new in self._in_file(sorted(splices)):
            parts += [self.raw[place:start], new]
            place = end
        return "".join([*parts, self.raw[place:]])

    def _in_file(self, splices: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
        """The splices of the file: what crosses strings goes into the first of them."""
        starts = [piece.text_start for piece in self.pieces]
        for start, end, new in splices:
            index = max(0, bisect_right(starts, start) - 1)
            while index < len(self.pieces):
                piece = self.pieces[index]
                if piece.text_start > start and piece.text_start >= end:
                    break
                first = min(max(start - piece.text_start, 0), len(piece.text))
                last = min(max(end - piece.text_start, 0), len(piece.text))
                yield (
                    piece.start + _raw_length(self.raw, piece, first),
                    piece.start + _raw_length(self.raw, piece, last),
                    _escaped(new),
                )
                new = ""
                index += 1
                if end <= piece.text_start + len(piece.text):
                    break

    def line_of(self, place: int) -> int:
        """The line of the file where an offset of the text stands."""
        starts = [piece.text_start for piece in self.pieces]
        index = bisect_right(starts, place) - 1
        return self.raw.count("\n", 0, self.pieces[index].start if index >= 0 else 0) + 1


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _raw_length(raw: str, piece: Piece, count: int) -> int:
    """How many characters of the file hold the first `count` of a string."""
    if len(piece.text) == piece.end - piece.start:
        return count
    place = piece.start
    for char in piece.text[:count]:
        if raw[place] != "\\":
            place += 1
        elif raw[place + 1] != "u":
            place += 2
        else:
            place += 12 if ord(char) > 0xFFFF else 6
    return place - piece.start


def read_notebook(raw: str, *, path: str) -> Notebook:
    """The Markdown of a notebook; raises FormatError for what is none."""
    try:
        content = json.loads(raw.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{path}: is not a Jupyter notebook: its JSON is damaged") from error
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list):
        raise FormatError(
            f"{path}: is not a Jupyter notebook, or one older than version 4",
            hint="convert it with `jupyter nbconvert --to notebook`",
        )
    pieces: list[Piece] = []
    texts: list[str] = []
    length = 0
    for cell in _cells(raw):
        for start, end, text in cell:
            pieces.append(Piece(start, end, length, text))
            texts.append(text)
            length += len(text)
        texts.append(_BETWEEN_CELLS)
        length += len(_BETWEEN_CELLS)
    # What is put behind the text goes into the last cell: it has to end where that ends.
    end = pieces[-1].text_start + len(pieces[-1].text) if pieces else 0
    return Notebook(raw, "".join(texts)[:end], tuple(pieces))


def _cells(raw: str) -> Iterator[list[tuple[int, int, str]]]:
    """The strings of the source of each Markdown cell."""
    path: list[str] = []  # the names of the open objects and arrays
    key = ""
    kind, source = "", []
    for start, end, text in _tokens(raw):
        if text is not None:
            is_name = _follows_colon(raw, end + 1)
            if is_name:
                key = text
            elif path == ["", "cells", ""] and key == "cell_type":
                kind = text
            elif path[:3] == ["", "cells", ""] and (
                (len(path) == 3 and key == "source") or (len(path) == 4 and path[3] == "source")
            ):
                source.append((start, end, text))
        elif raw[start] in "{[":
            path.append(key if raw[start] == "[" or not path or path[-1] != "cells" else "")
            if raw[start] == "{":
                key = ""
        elif raw[start] in "}]" and path:
            path.pop()
            if path == ["", "cells"] and raw[start] == "}":
                if kind == "markdown":
                    yield source
                kind, source = "", []


def _follows_colon(raw: str, place: int) -> bool:
    while place < len(raw) and raw[place] in " \t\r\n":
        place += 1
    return raw.startswith(":", place)


def _tokens(raw: str) -> Iterator[tuple[int, int, str | None]]:
    """Brackets and strings: start, end, and the text of a string (its span without quotes)."""
    place = 0
    while match := _TOKEN.search(raw, place):
        if match[0] != '"':
            place = match.end()
            yield match.start(), place, None
            continue
        text, after = scanstring(raw, match.end(), False)
        yield match.end(), after - 1, text
        place = after
