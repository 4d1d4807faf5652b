"""Numbers as they stand in references: "12", "iv–ix", "S213-S235", "2, 4 & 5", "vol. 1, fol. 186".

Pure `str` → `str` (or small tuples): what is numeric, what is plural, ranges, ordinals, roman
numerals, labels that users write inside a locator. Terms come in as plain callables, so that
nothing here knows a locale.

A *number word* is a run of letters and digits with at least one digit ("12", "2nd", "S213") or a
roman numeral. Words are joined by a *range* (hyphen or en dash) or a *separator* (comma,
semicolon, ampersand, "and"). A hyphen escaped as `\\-` is only a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from types import MappingProxyType

from mscref.model.figures import is_figure
from mscref.patterns import SPACE_BEFORE, lazy
from mscref.records import Record

EN_DASH = "–"

_DASH = r"(?:--?|–)"
# "第3卷" says what it counts, and is no number. Compiled (11 ms) where a text reaches there only.
_FIRST_EAST_ASIAN = "\u3040"
_BESIDE_EAST_ASIAN = r"_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
# Letters, the first digit, and letters and digits: a word is taken in one way only.
_DIGITS = r"[^\W\d_]*+\d[^\W_]*+"
_WORD = rf"{_DIGITS}(?:/{_DIGITS})*"
# Capitals are no roman numerals here: "C", "CD", "MIX" are names far more often than numbers.
_ROMAN_WORD = r"[ivxlcdm]{2,}|[ivxl]"
_NUMBER = rf"(?:{_WORD}|{_ROMAN_WORD})"
_COMMA = r",(?!\d{3}(?!\d))"  # "10,000" is one number
_JOINER = rf"(?:\s*{_DASH}\s*|\s*(?:[;&]|{_COMMA})\s*(?:(?:AND)\s+)?|\s+(?:AND)\s+)"
_NUMERIC_PATTERN = rf"\s*{_NUMBER}(?:{_JOINER}{_NUMBER})*-?\s*"

_WORD_PARTS = re.compile(r"((?:[^\W_]*[^\W\d_])?)(\d+)([^\W\d_]*)")
_ROMAN = lazy(r"m*(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)

# Two words and a dash, neither part of anything longer (an identifier such as C-55/20-3).
RANGE = re.compile(
    rf"""(?<![\w.:/\\–-]) (?P<first>[^\W_]+)
         \s* {_DASH} \s*
         (?P<last>[^\W_]+) (?! [\w:/\\–-] | \.\w )""",
    re.VERBOSE,
)


class NumberParts(Record):
    """A number word in its parts: "S213b" is ("S", "213", "b")."""

    prefix: str
    digits: str
    suffix: str


def split_word(word: str) -> NumberParts | None:
    """Split a number word; None where it has no digits."""
    match = _WORD_PARTS.fullmatch(word)
    return NumberParts(match[1], match[2], match[3]) if match else None


def is_roman(word: str) -> bool:
    """True for a well-formed roman numeral in one case."""
    return (word.islower() or word.isupper()) and _ROMAN.fullmatch(word) is not None


def is_range(first: str, last: str) -> bool:
    """True if two words joined by a hyphen are the ends of a range.

    The ends of a range are of one kind: "12-15", "S213-S235", "12a-12b", "iv-ix", "ix-15"; but
    "e391-9", "B-12" and "12a-b" may be anything, so that their hyphen stays a hyphen.
    """
    if first.isdigit() and last.isdigit():
        return True
    start, end = split_word(first), split_word(last)
    if start and end:
        return start.prefix == end.prefix and bool(start.suffix) == bool(end.suffix)
    if not is_roman(first):
        return False
    if last.isdigit():  # a preface, and on into the text
        return first.islower()
    return is_roman(last) and first.islower() == last.islower()


@lru_cache(maxsize=8)
def _numeric_pattern(conjunctions: tuple[str, ...], *, is_east_asian: bool) -> re.Pattern[str]:
    pattern = _NUMERIC_PATTERN
    if is_east_asian:
        digits = _DIGITS.replace("_]", f"{_BESIDE_EAST_ASIAN}]")
        pattern = pattern.replace(_DIGITS, digits)
    return re.compile(_with_conjunctions(pattern, conjunctions))


def is_numeric(text: str, conjunctions: tuple[str, ...] = ("and",)) -> bool:
    """True if `text` consists of numbers only (condition is-numeric).

    Numbers may have affixes ("D2", "2nd") and be joined by hyphen, comma, semicolon, ampersand
    or one of the `conjunctions`: "2, 3", "2-4", "1 and 2"; but not "second" or "2nd edition".
    """
    if text.isdigit():
        return True
    if "\\" in text:
        text = text.replace("\\-", "")
    is_east_asian = max(text, default="") >= _FIRST_EAST_ASIAN
    return _numeric_pattern(conjunctions, is_east_asian=is_east_asian).fullmatch(text) is not None


# Two numbers with something between them, or with a range.
_SEVERAL = re.compile(r"\d[^\W\d_]*\s*[^\w\s/.:\\]|\d\s+[^\W\d_]")
_DASHED = re.compile(
    rf"(?<![\w.:/\\–-])(?=[^\W_]*\d)[^\W_]++\s*+{_DASH}\s*+[^\W_]*\d"  # linear in a long word
)


def is_plural(text: str, conjunctions: tuple[str, ...] = ("and",)) -> bool:
    """True if `text` names more than one number: a range or a list ("10-12", "5 and 7").

    A range counts wherever it stands ("10-12 passim"), a list only by itself: "186, 8 April 1544"
    is one number.
    """
    if text.isdigit():
        return False
    if _DASHED.search(text):
        return True
    if _SEVERAL.search(text) and is_numeric(text, conjunctions):
        return True
    match = RANGE.search(text)
    return match is not None and is_range(match["first"], match["last"])


def _with_conjunctions(pattern: str, conjunctions: tuple[str, ...]) -> str:
    words = "|".join(re.escape(word) for word in conjunctions if word)
    return pattern.replace("AND", words or "(?!)")


def format_number(
    text: str,
    transform: Callable[[int], str] | None = None,
    *,
    delimiter: str = EN_DASH,
    ampersand: str = "&",
) -> str:
    """Render a number variable: ranges with `delimiter`, separators with their white space.

    An ampersand becomes the word or sign for "and" in the style's language.

    `transform` (ordinal, roman) is applied to numbers without affixes, and only where the whole
    of `text` is numeric: "2E" and "2nd edition" stay as they are (spec, "Number").
    """
    if transform is None and text.isdigit():
        return text
    if not is_numeric(text):
        return text.replace("\\-", "-")
    spaced = _SEPARATOR.sub(_space_separator, text)
    if ampersand != "&":
        spaced = spaced.replace(" & ", f" {ampersand} ")
    joined = RANGE.sub(lambda match: _join_range(match, delimiter), spaced)
    if transform:
        convert = transform
        joined = _BARE_NUMBER.sub(
            lambda match: convert(int(match[0])) if is_figure(match[0]) else match[0], joined
        )
    return joined.replace("\\-", "-")


_SEPARATOR = lazy(rf"{SPACE_BEFORE}([,;&])\s*")
# Not within "1/2" or "327\-30", and not "007", whose zeros mean something.
_BARE_NUMBER = lazy(r"(?<![\w/])(?<!\\-)[1-9]\d*(?![\w/\\])")


def _space_separator(match: re.Match[str]) -> str:
    return " & " if match[1] == "&" else match[1] + " "


def _join_range(match: re.Match[str], delimiter: str) -> str:
    first, last = match["first"], match["last"]
    if EN_DASH in match[0]:  # written with care: it stays in languages that use another mark
        delimiter = EN_DASH
    return f"{first}{delimiter if is_range(first, last) else '-'}{last}"


_ROMAN_DIGITS = (
    ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"),
    ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"),
    ("", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm"),
)
_LARGEST_ROMAN = 4999


def to_roman(number: int) -> str:
    """The number in lower-case roman numerals; as digits where it has none."""
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    ones, tens, hundreds = _ROMAN_DIGITS
    thousands, rest = divmod(number, 1000)
    return "m" * thousands + hundreds[rest // 100] + tens[rest % 100 // 10] + ones[rest % 10]


class OrdinalTerm(Record):
    """An ordinal suffix and which numbers it is for: the `match` attribute, "" for the default."""

    text: str
    match: str


FindOrdinal = Callable[[str], OrdinalTerm | None]


def ordinal_suffix(number: int, find: FindOrdinal) -> str:
    """The ordinal suffix of `number`; `find` looks up a term by name in the wanted gender.

    Terms `ordinal-10` to `-99` go before `-00` to `-09`, these before `ordinal` (spec,
    "Ordinal Suffixes").
    """
    last_two = number % 100
    if last_two >= 10:
        term = find(f"ordinal-{last_two}")
        if term and (term.match != "whole-number" or number == last_two):
            return term.text
    digit = number % 10
    term = find(f"ordinal-0{digit}")
    if term and _ONE_DIGIT_TESTS[term.match or "last-digit"](number, digit):
        return term.text
    term = find("ordinal")
    return term.text if term else ""


_ONE_DIGIT_TESTS: MappingProxyType[str, Callable[[int, int], bool]] = MappingProxyType(
    {
        "last-digit": lambda _number, _digit: True,
        "last-two-digits": lambda number, digit: number % 100 == digit,
        "whole-number": lambda number, digit: number == digit,
    }
)


def ordinal(number: int, find: FindOrdinal) -> str:
    """The number with its ordinal suffix ("2nd")."""
    return f"{number}{ordinal_suffix(number, find)}"


def long_ordinal(number: int, find: FindOrdinal) -> str:
    """The ordinal in words ("second") from one to ten; the short ordinal otherwise."""
    term = find(f"long-ordinal-{number:02}") if 0 < number <= 10 else None
    return term.text if term else ordinal(number, find)


class LabelledPart(Record):
    """A part of a locator: what stands before it, its label ("" for the first, implied one)."""

    separator: str
    label: str
    value: str


# What people write in front of a number, and the locator label or variable it means.
EMBEDDED_LABELS = MappingProxyType(
    {
        "app.": "appendix",
        "bk.": "book",
        "bks.": "book",
        "ch.": "chapter",
        "chap.": "chapter",
        "chaps.": "chapter",
        "chs.": "chapter",
        "col.": "column",
        "cols.": "column",
        "fig.": "figure",
        "figs.": "figure",
        "fol.": "folio",
        "fols.": "folio",
        "l.": "line",
        "ll.": "line",
        "n.": "note",
        "nn.": "note",
        "no.": "issue",
        "nos.": "issue",
        "op.": "opus",
        "p.": "page",
        "para.": "paragraph",
        "paras.": "paragraph",
        "pp.": "page",
        "pt.": "part",
        "pts.": "part",
        "r.": "rule",
        "sec.": "section",
        "secs.": "section",
        "tbl.": "table",
        "vol.": "volume",
        "vols.": "volume",
        "vrs.": "verse",
    }
)
_EMBEDDED_LABEL = lazy(
    rf"(?P<separator>^\s*|{SPACE_BEFORE}[,;]\s+|(?<!\s)\s+)(?P<label>"
    + "|".join(re.escape(label) for label in sorted(EMBEDDED_LABELS, key=len, reverse=True))
    + r")\s+(?=\S)"
)


@lru_cache(maxsize=256)
def split_labels(text: str) -> tuple[LabelledPart, ...]:
    """Split a locator at the labels written inside it: "12, fig. 3" is page 12 and figure 3."""
    if "." not in text:
        return (LabelledPart("", "", text.strip()),)
    parts: list[LabelledPart] = []
    separator, label, start = "", "", 0
    for match in _EMBEDDED_LABEL.finditer(text):
        value = text[start : match.start()].strip()
        if value or label:
            parts.append(LabelledPart(separator, label, value))
        separator = match["separator"] if parts else ""
        label, start = EMBEDDED_LABELS[match["label"]], match.end()
    parts.append(LabelledPart(separator, label, text[start:].strip()))
    return tuple(parts)
