"""What evaluating a style yields: a flat list of text runs and marks, and what passes make of it.

A token is a `str` or a `Mark`. Marks open and close like tags and nest properly, so that the list
is a tree written down in order; leaves need no object of their own, and appending an element is
one list operation. Kinds of marks:

    format      formatting the style asks for; value "font-style:italic" and the like
    markup      formatting inside a field ("i", "b", "sup", "sub", "sc", "nocase", "normal")
    quote       a pair of quotation marks; value the `QuoteMarks` of the locale
    tag         what the text is ("names", "name", "year-suffix", "citation-number", …)
    display     a block of the bibliography ("block", "left-margin", "right-inline", "indent")
    link        value the address

    seam        the place behind a suffix where spaces are not joined, of value "all": nothing is
    edge        the place before text that does not move into quotation marks

Before rendering, `passes.finish` replaces quotes by text and markup by formats; writers see
str, format, display, link and tag marks only.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import TypeAlias

from mscref.diagnostics import Diagnostic
from mscref.records import Record


class QuoteMarks:
    """The quotation marks of one locale, and whether a full stop or comma goes inside them."""

    __slots__ = ("inner_close", "inner_open", "outer_close", "outer_open", "punctuation_inside")

    def __init__(self, marks: tuple[str, str, str, str], *, punctuation_inside: bool) -> None:
        self.outer_open, self.outer_close, self.inner_open, self.inner_close = marks
        self.punctuation_inside = punctuation_inside


_INERT = frozenset(["format", "markup", "tag", "link", "cite"])


class Mark:
    """An opening or closing mark; `partner` is the other one of the pair.

    A quotation mark `holds` as many formats just inside of it as belong to the same element. What
    `is_inert` has no say in how the texts on either side of it meet.
    """

    __slots__ = ("holds", "is_inert", "is_sealed", "kind", "opens", "partner", "quotes", "value")
    partner: Mark

    def __init__(self, kind: str, value: str, *, opens: bool, quotes: QuoteMarks | None) -> None:
        self.kind = kind
        self.value = value
        self.opens = opens
        self.quotes = quotes
        self.is_inert = kind in _INERT
        self.is_sealed = False
        self.holds = 0

    def sealed(self) -> Mark:
        """A copy of this closing quotation mark that takes no punctuation inside."""
        copy = Mark(self.kind, self.value, opens=False, quotes=self.quotes)
        copy.partner = self.partner
        copy.is_sealed = True
        copy.holds = self.holds
        return copy

    def __repr__(self) -> str:
        return f"<{'' if self.opens else '/'}{self.kind} {self.value}>"


# Formats that take others back.
NORMAL_FORMATS = MappingProxyType(
    {
        "font-style:normal": ("font-style:italic", "font-style:oblique"),
        "font-weight:normal": ("font-weight:bold", "font-weight:light"),
        "font-variant:normal": ("font-variant:small-caps",),
        "text-decoration:none": ("text-decoration:underline",),
        "vertical-align:baseline": ("vertical-align:sup", "vertical-align:sub"),
    }
)

Token: TypeAlias = "str | Mark"
Tokens: TypeAlias = list[Token]
MarkPair: TypeAlias = tuple[Mark, Mark]

_pairs: dict[tuple[str, str], MarkPair] = {}


def _new_pair(kind: str, value: str, quotes: QuoteMarks | None) -> MarkPair:
    opening = Mark(kind, value, opens=True, quotes=quotes)
    closing = Mark(kind, value, opens=False, quotes=quotes)
    opening.partner, closing.partner = closing, opening
    return opening, closing


def mark_pair(kind: str, value: str) -> MarkPair:
    """The opening and closing mark; the same objects for the same kind and value."""
    pair = _pairs.get((kind, value))
    if pair is None:
        pair = _new_pair(kind, value, None)
        if kind != "link":
            _pairs[kind, value] = pair
    return pair


# Stands behind the suffix of a formatted element: a space there stays even where another one
# follows (the reference processor joins them only where there is no formatting).
SEAM = mark_pair("seam", "")[0]
# Stands behind a closing quotation mark of the style: a sign inside of it swallows none outside.
APART = mark_pair("seam", "quote")[0]
# The same behind the colon or semicolon of a number, also at the end of a group.
NUMBER_APART = mark_pair("seam", "number")[0]
# Stands behind a group that ends in the full stop of its last element and its own: they are one,
# and swallow the punctuation that follows.
SWALLOW = mark_pair("seam", "swallow")[0]
# Stands behind a comma before which the full stop of a group or layout was put: another one goes.
STOPPED = mark_pair("seam", "stop")[0]
# The same as SEAM behind a space at the end of the style's own words, also before a delimiter.
VALUE_SEAM = mark_pair("seam", "value")[0]
# Stands before a value that is nothing but punctuation: it is not joined with what stands before.
BARRIER = mark_pair("seam", "all")[0]
# Stands before the prefix of a formatted element and before a value: its punctuation stays outside
# of a closing quotation mark (comptes-rendus-author-date: ”, <i>…).
EDGE = mark_pair("edge", "")[0]
NO_EDGE = mark_pair("edge", "none")[0]
# The same before a value, also where a group begins with it (maison-de-l-orient-*: ”, in).
VALUE_EDGE = mark_pair("edge", "value")[0]


def quote_pair(quotes: QuoteMarks, value: str = "", *, holds: int = 0) -> MarkPair:
    """Opening and closing quotation marks around `holds` formats.

    The value "outer" stands for outer ones at any depth, "inner" for inner ones where no others
    surround them, "" for those that contrast with the ones around them.
    """
    pair = _new_pair("quote", value, quotes)
    pair[0].holds = pair[1].holds = holds
    return pair


def quote_variant(pair: MarkPair, value: str) -> MarkPair:
    """A pair like `pair` with another value."""
    quotes = pair[0].quotes
    if value == pair[0].value or quotes is None:
        return pair
    return quote_pair(quotes, value, holds=pair[0].holds)


def takes_punctuation(token: Token) -> bool:
    """True for a closing quotation mark of a language where punctuation stands inside."""
    if isinstance(token, str) or token.kind != "quote" or token.opens:
        return False
    return token.quotes is not None and token.quotes.punctuation_inside


def put_stop_before_comma(tokens: Tokens) -> bool:
    """Put a full stop before the comma that stands behind a quoted text at the end of `tokens`.

    There the reference processor has that of the group or layout around it: `Fog.,”`. Returns
    whether there was such a comma.
    """
    place = len(tokens) - 1
    if place > 0 and isinstance(last := tokens[place], Mark) and last.kind == "cite":
        place -= 1
    if place < 1 or tokens[place] != "," or not takes_punctuation(tokens[place - 1]):
        return False
    tokens[place : place + 1] = (".", ",", STOPPED)
    return True


def plain_text(tokens: Iterable[Token]) -> str:
    """The text of `tokens` without any mark."""
    return "".join([token for token in tokens if token.__class__ is str])


def text_tokens(text: str) -> tuple[Token, ...]:
    """`text` as tokens: one, or none for ""."""
    return (text,) if text else ()


def is_styling(token: Token) -> bool:
    """True for formatting and quotation marks of the style; those of a field stay."""
    if isinstance(token, str):
        return False
    return token.kind == "format" or (token.kind == "quote" and token.value == "outer")


def has_text(tokens: Iterable[Token]) -> bool:
    """True where some token is text."""
    for token in tokens:  # noqa: SIM110  `any` would need a generator per call
        if token.__class__ is str:
            return True
    return False


class Output(Record):
    """Finished tokens, ready for a writer.

    `note` is what goes into a note where the author of a citation stands in the text;
    `diagnostics` is what could not be printed as it was asked for.
    """

    tokens: tuple[Token, ...]
    note: Output | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def text(self) -> str:
        """The text without formatting."""
        return plain_text(self.tokens)


class Entry(Record):
    """One entry of a bibliography."""

    id: str
    output: Output


class Bibliography(Record):
    """The entries in order, and how they are to be laid out.

    Spacing is in lines as CSL defines it; `max_offset` is the width in characters of the widest
    first field where `second_field_align` ("flush", "margin" or "") is set.
    """

    entries: tuple[Entry, ...]
    hanging_indent: bool = False
    second_field_align: str = ""
    entry_spacing: int = 1
    line_spacing: int = 1
    max_offset: int = 0
