"""What a BibTeX file consists of: blocks, entries and fields, each with its place in the text.

What crosses the border: spans. Nothing is decoded, evaluated or judged; the text of any span is
`bib.text[start:end]` as written. `scan.py` finds the blocks; the fields of an entry in good order
are looked up here, when they are asked for.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.patterns import lazy
from mscref.records import Record, made

ENTRY, STRING, PREAMBLE, COMMENT, JUNK = "entry", "string", "preamble", "comment", "junk"

_NEWLINE = re.compile(r"\r\n|\n|\r")
_LINE = lazy(r"[^\r\n]*")

# A group is never repeated possessively, `(?:…)*+`: Python before 3.11.5, the one of Debian 12,
# ends such a loop in the wrong place (CPython issue 106052). `(?>(?:…)*)` means the same.

# Where a block may begin that ends an unclosed value before it: on a line of its own.
BLOCK_AHEAD = r"[ \t]*+@[ \t]*+[A-Za-z]++[ \t]*+[{(]"
NAME = r"[^\s\"#%'(),={}@\\]++"
_WORD = r"[^\s\"#%'(),={}\\]++"
_BRACE_DEPTH = 6  # deeper nesting goes to the tolerant scanner, which counts


def _braced(depth: int) -> str:
    inner = rf"[^{{}}\n]++|\n(?!{BLOCK_AHEAD})"
    if depth:
        inner += "|" + _braced(depth - 1)
    return rf"\{{(?>(?:{inner})*)\}}"


def _quoted() -> str:
    inner = rf"[^\"{{}}\n]++|\n(?!{BLOCK_AHEAD})|{_braced(_BRACE_DEPTH - 1)}"
    return rf"\"(?>(?:{inner})*)\""


_PIECE = rf"(?:{_braced(_BRACE_DEPTH)}|{_WORD}|{_quoted()})"
# A value is PIECE { "#" PIECE }. Written with one PIECE and a look at what follows, and so are the
# fields of an entry below: each PIECE in a pattern costs 0.3 ms of every start to compile.
_VALUE = rf"(?>(?:{_PIECE}(?:\s*+\#\s*+(?![,}}]|\Z)|(?=\s*+(?:[,}}]|\Z))))+)"
SPACED_FIELD = rf"\s*+{NAME}\s*+=\s*+{_VALUE}\s*+"
# A name begins where no sign of a name stands before it: linear where none is followed by `=`.
_FIELD = re.compile(rf"(?<!{NAME.removesuffix('++')})({NAME})\s*+=\s*+({_VALUE})")


class Field(NamedTuple):
    """The spans of one field: its name, and its value as written with all delimiters."""

    name_start: int
    name_end: int
    value_start: int
    value_end: int


class Block(Record, frozen=False):
    """A stretch `text[start:end]` of one `kind` (ENTRY, STRING, PREAMBLE, COMMENT, JUNK).

    A broken entry is JUNK; `BibFile.problems` says what is wrong with it.
    """

    kind: str
    start: int
    end: int


class Entry(Block, frozen=False):
    """An entry, a @string (whose one field is the macro) or a @preamble, with its inner spans.

    `body_start` is behind the opening delimiter, `body_end` is the offset of the closing one.
    Where there is no key (always in @string and @preamble) the key span is empty.
    """

    source: str  # the text of the whole file
    type_start: int
    type_end: int
    key_start: int
    key_end: int
    body_start: int
    body_end: int
    known_fields: tuple[Field, ...] | None = None  # set where the tolerant scanner found them

    @property
    def type(self) -> str:
        """The entry type as written."""
        return self.source[self.type_start : self.type_end]

    @property
    def key(self) -> str:
        """The citation key as written, "" where there is none."""
        return self.source[self.key_start : self.key_end]

    @property
    def fields(self) -> list[Field]:
        """The fields in file order, repeated names included; computed at every call."""
        if self.known_fields is not None:
            return list(self.known_fields)
        found = _FIELD.finditer(self.source, self.key_end, self.body_end)
        return [Field(*match.span(1), *match.span(2)) for match in found]

    def raw_fields(self) -> list[tuple[str, str]]:
        """Names and values as written, without making spans (the hot path of the reader)."""
        if self.known_fields is not None:
            source = self.source
            return [(source[a:b], source[c:d]) for a, b, c, d in self.known_fields]
        return _FIELD.findall(self.source, self.key_end, self.body_end)

    def find_field(self, name: str) -> Field | None:
        """The first field called `name` (case does not matter), or None."""
        wanted = name.lower()
        source = self.source
        for one in self.fields:
            if source[one.name_start : one.name_end].lower() == wanted:
                return one
        return None


class Problem(Record):
    """Something wrong at an offset; `BibFile.diagnose` makes a Diagnostic of it.

    `{line}` in the hint stands for the line of the offset `hint_place`.
    """

    severity: Severity
    code: str
    message: str
    offset: int
    hint: str = ""
    hint_place: int = -1


class BibFile(Record, frozen=False):
    """A scanned file: its text, its blocks without gaps or overlap, and what was the matter."""

    text: str
    blocks: Sequence[Block]
    problems: list[Problem]
    line_starts: array[int] = made(factory=lambda: array("Q"))  # filled when first needed
    last_line: tuple[int, str] = (0, "")  # one long line may have thousands of problems

    def entries(self) -> Iterator[Entry]:
        """The entries in file order."""
        for block in self.blocks:
            if block.kind == ENTRY:
                yield block  # type: ignore[misc]  # an ENTRY block is an Entry

    def strings(self) -> Iterator[Entry]:
        """The @string blocks in file order."""
        for block in self.blocks:
            if block.kind == STRING:
                yield block  # type: ignore[misc]  # a STRING block is an Entry

    def by_lowered_key(self) -> Mapping[str, Entry]:
        """The first entry of each key in small letters."""
        found: dict[str, Entry] = {}
        for entry in self.entries():
            found.setdefault(entry.key.lower(), entry)
        return found

    def find(self, key: str) -> Entry | None:
        """The first entry with that key: exactly, else without regard to case, else None."""
        near = None
        lowered = key.lower()
        for entry in self.entries():
            found = entry.key
            if found == key:
                return entry
            if near is None and found.lower() == lowered:
                near = entry
        return near

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        if not self.line_starts:
            breaks = _NEWLINE.finditer(self.text)
            self.line_starts = array("Q", (0, *(match.end() for match in breaks)))
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its line end."""
        if self.last_line[0] != number:
            start = self.line_starts[number - 1] if self.line_starts else 0
            match = _LINE.match(self.text, start)
            self.last_line = (number, match[0] if match else "")
        return self.last_line[1]

    def span(self, start: int, *, end: int = -1, path: str) -> Span:
        """The place `text[start:end]` has in the file at `path`."""
        line, column = self.position(start)
        if end < 0:
            return Span(path, line, column)
        return Span(path, line, column, *self.position(end))

    def diagnose(self, problem: Problem, *, path: str) -> Diagnostic:
        """`problem` with its line, column and the text of the line."""
        place = self.span(problem.offset, path=path)
        line, hint = self.line(place.line), problem.hint
        if problem.hint_place >= 0:
            hint = hint.replace("{line}", str(self.position(problem.hint_place)[0]))
        return Diagnostic(problem.severity, problem.code, problem.message, place, hint, line)

    def diagnostics(self, *, path: str) -> list[Diagnostic]:
        """Everything that was the matter, in file order."""
        return [self.diagnose(problem, path=path) for problem in self.problems]
