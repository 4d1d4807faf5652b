r"""Where everything stands in a BibTeX file: every character belongs to exactly one block.

What crosses the border: a text in, a `BibFile` of spans out. Nothing is decoded, evaluated or
judged; the text of any span is `bib.text[start:end]` as written. Editing is splicing: replace
`text[field.value_start:field.value_end]` and no other character moves.

How it scans. One regular expression recognises a well-formed entry at once; its fields are
looked up only when asked for, so that a file of 60,000 entries costs a fraction of a second.
What that expression refuses (an entry in parentheses, `%` comments between fields, a missing
comma, an unclosed brace) goes to the scanner of `tolerant.py`, which works field by field, reports
what is wrong, and never looks past the next block that begins on a line of its own. Both are
linear: all repetitions are possessive, and a stretch of text is scanned a bounded number of times.

Grammar (BibTeX's, with what biber and real files add):

    file    := (junk | block)*
    block   := "@" type ("{" body "}" | "(" body ")")
    entry   := key ("," field)* ","?
    field   := name "=" value          value := piece ("#" piece)*
    piece   := "{" balanced "}" | '"' balanced '"' | word

As in BibTeX a backslash does not protect a brace; only where an entry cannot be closed that way
is it tried again with `\{` and `\}` as plain characters. A `%` outside of blocks hides the rest
of its line, so that an entry which was commented out stays out.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from mscref.diagnostics import Severity
from mscref.formats.bibtex.blocks import (
    BLOCK_AHEAD,
    COMMENT,
    ENTRY,
    JUNK,
    NAME,
    PREAMBLE,
    SPACED_FIELD,
    STRING,
    BibFile,
    Block,
    Entry,
    Problem,
)
from mscref.patterns import lazy

if TYPE_CHECKING:
    from mscref.formats.bibtex.compact import BlockTable

_KINDS = {"string": STRING, "preamble": PREAMBLE}
UNCLOSED_COMMENT = "bibtex-unclosed-comment"

_KEY = r"[^\s,{}=]++"

# A whole well-formed entry in braces. Groups: type, key.
_WHOLE_ENTRY = re.compile(
    # Case is ignored in the three words only: ignoring it in all costs 1 ms of every start.
    rf"@\s*+(?!(?i:string|preamble|comment)\s*+\{{)([A-Za-z][^\s{{}}(),=@\"]*+)\s*+\{{"
    rf"\s*+({_KEY})\s*+(?>(?:,(?>(?:{SPACED_FIELD}(?:,|(?=\}})))*)\s*+)?)\}}"
)


@cache
def _whole_string() -> re.Pattern[str]:
    """A whole well-formed @string; many files hold none, so it is compiled when it is needed."""
    pattern = rf"@\s*+(string)\s*+\{{({SPACED_FIELD}),?+\s*+\}}"
    return re.compile(pattern, re.IGNORECASE)


_HEAD = lazy(r"@\s*+([A-Za-z][^\s{}(),=@\"]*+)\s*+([{(])")
_BARE_COMMENT = lazy(r"@\s*+comment\b[^\n]*+", re.IGNORECASE)
# Everything up to the next "@" that can begin a block; a "%" hides the rest of its line.
_UNTIL_BLOCK = re.compile(
    r"(?>(?:[^@%]++|%[^\n]*+|@(?!\s*+[A-Za-z][^\s{}(),=@\"]*+\s*+[{(]|\s*+[cC][oO][mM][mM][eE][nN][tT]\b))*)"
)
_NEXT_BLOCK = lazy(rf"(?:\n|\r|\}}(?=[ \t]*+@)){BLOCK_AHEAD}")
_FIELD_AHEAD = re.compile(rf"\s*+,?+\s*+{NAME}\s*+=\s*+[{{\"\d]")


def scan(text: str) -> BibFile:
    """Partition `text`; never raises, and takes time linear in its length."""
    blocks: list[Block] = []
    scanner = BlockScanner(text, blocks)
    scanner.run()
    return BibFile(text, blocks, scanner.problems)


def whole_block(text: str, start: int, kind: str) -> Entry:
    """The entry or @string in good order that was found at `start` before."""
    if kind == STRING:
        whole = _whole_string().match(text, start)
        assert whole is not None
        return _string_of(whole, text)
    entry = _WHOLE_ENTRY.match(text, start)
    assert entry is not None
    type_end = entry.end(1)
    return Entry(
        ENTRY, start, entry.end(), text, entry.start(1), type_end, *entry.span(2),
        text.index("{", type_end) + 1, entry.end() - 1,
    )  # fmt: skip


def _string_of(whole: re.Match[str], text: str) -> Entry:
    inner = whole.start(2)
    return Entry(
        STRING, whole.start(), whole.end(), text, *whole.span(1), inner, inner, inner,
        whole.end() - 1,
    )  # fmt: skip


def block_ahead(text: str, position: int) -> int | None:
    """Where the head of the next block on a line of its own ends; None where there is none."""
    found = _NEXT_BLOCK.search(text, position)
    return found.end() if found else None


class BlockScanner:
    """The state of one scan; `blocks` takes what is found."""

    def __init__(self, text: str, blocks: list[Block] | BlockTable) -> None:
        self.text = text
        self.blocks = blocks
        self.problems: list[Problem] = []
        self.next_block = -1  # memo of `limit_after`: no recovery point lies before it
        self.unclosed_comment = False

    def run(self, position: int = 0, stop: int = -1) -> int:
        """Fill `blocks` and `problems` from a place on, which is behind a block, until `stop` is
        reached or passed; where it came to."""
        text, blocks, length = self.text, self.blocks, len(self.text)
        until_block, whole_entry = _UNTIL_BLOCK.match, _WHOLE_ENTRY.match
        until = length if stop < 0 else stop
        while position < until:
            start = until_block(text, position).end()  # type: ignore[union-attr]  # may be empty
            if start > position:
                self.junk(position, start)
                if start == length:
                    return length
            entry = whole_entry(text, start)
            if entry is not None:
                position = entry.end()
                type_start, type_end = entry.span(1)
                key_start, key_end = entry.span(2)
                blocks.append(
                    Entry(
                        ENTRY, start, position, text, type_start, type_end, key_start, key_end,
                        text.index("{", type_end) + 1, position - 1,
                    )
                )  # fmt: skip
            else:
                position = self.other_block(start)
        return position

    def junk(self, start: int, end: int) -> None:
        """Text between blocks; reports fields that an extra brace has left outside."""
        self.blocks.append(Block(JUNK, start, end))
        if not _FIELD_AHEAD.match(self.text, start, end):
            return
        if len(self.blocks) > 1 and self.blocks[-2].kind == ENTRY:
            self.report(
                Severity.ERROR,
                "bibtex-extra-brace",
                "the entry ends here, but fields follow",
                offset=start - 1,
                hint="remove the extra closing brace in the entry",
            )

    def other_block(self, start: int) -> int:
        """Scan a block that is not an entry in good order; return where it ends."""
        text = self.text
        head = _HEAD.match(text, start)
        if head is None:
            comment = _BARE_COMMENT.match(text, start)
            end = comment.end() if comment else start + 1
            self.blocks.append(Block(COMMENT if comment else JUNK, start, end))
            return end
        kind = head[1].lower()
        if kind == COMMENT:
            return self.comment(head)
        if kind == STRING and (whole := _whole_string().match(text, start)):
            self.blocks.append(_string_of(whole, text))
            return whole.end()
        return self.tolerant(head, _KINDS.get(kind, ENTRY))

    def comment(self, head: re.Match[str]) -> int:
        """A @comment: to its closing delimiter, else to the next block."""
        from mscref.formats.bibtex.tolerant import closing_brace

        start, opening = head.start(), head.end() - 1
        # One scan to the end of the file may fail; after that comments end at the next block.
        limit = self.limit_after(opening) if self.unclosed_comment else len(self.text)
        closing = (
            closing_brace(self.text, opening, limit)
            if head[2] == "{"
            else self.text.find(")", opening, limit)
        )
        if closing < 0:
            self.unclosed_comment = True
            self.report(
                Severity.WARNING,
                UNCLOSED_COMMENT,
                "this comment is never closed",
                offset=start,
                hint="add the missing closing brace",
            )
            closing = self.limit_after(opening) - 1
        self.blocks.append(Block(COMMENT, start, closing + 1))
        return closing + 1

    def tolerant(self, head: re.Match[str], kind: str) -> int:
        """An entry, string or preamble field by field; junk up to the next block if unclosed."""
        from mscref.formats.bibtex.tolerant import scan_tolerantly

        limit = self.limit_after(head.end())
        entry, problems = scan_tolerantly(self.text, head, limit, kind)
        self.problems += problems
        block = entry or Block(JUNK, head.start(), limit)
        self.blocks.append(block)
        return block.end

    def limit_after(self, position: int) -> int:
        """Where the next block begins on a line of its own (or after a brace), else the end."""
        if self.next_block < position:
            match = _NEXT_BLOCK.search(self.text, position)
            self.next_block = match.start() + 1 if match else len(self.text)
        return self.next_block

    def report(
        self, severity: Severity, code: str, message: str, *, offset: int, hint: str = ""
    ) -> None:
        """Note a problem."""
        self.problems.append(Problem(severity, code, message, offset, hint))
