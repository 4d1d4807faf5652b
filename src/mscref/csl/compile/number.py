"""cs:number and cs:label, and how numbers inside text variables are printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol

from mscref.csl import ast
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.compile.styling import append_between, style_evaluator
from mscref.csl.compile.variables import Value, number_text, variable_evaluator
from mscref.csl.context import MISSING, PLAIN, PRESENT, Circumstances, Trace
from mscref.csl.locale import Locale
from mscref.csl.output import (
    NUMBER_APART,
    SEAM,
    Mark,
    MarkPair,
    Token,
    Tokens,
    mark_pair,
    text_tokens,
)
from mscref.csl.richtext import parse_rich_text, term_tokens
from mscref.csl.text.numbers import (
    format_number,
    is_numeric,
    is_plural,
    split_labels,
    to_roman,
)
from mscref.csl.text.pages import format_pages
from mscref.model.figures import whole_number
from mscref.model.vocabulary import RENAMED_LABELS
from mscref.patterns import lazy
from mscref.records import replaced as replace


class NumberFormatter(Protocol):
    """Writes a number variable; `transform` (ordinal, roman) changes its bare numbers."""

    def __call__(self, text: str, transform: Callable[[int], str] | None = None) -> str:
        """The number as it is printed."""
        ...


# Variables that count something: their label is plural by their value.
_COUNTS = frozenset(["number-of-pages", "number-of-volumes"])
_ONE_NUMBER = lazy(r"\s*[^\W\d_]*\d+\s*")
_NEXT_LABEL = re.compile(r"[,;]\s+[^\W\d_]+\.\s")
# Where the number stands in the term of a label.
_PLACE = "%s"
# The noun whose gender an ordinal of the variable takes.
_NOUNS = {"number-of-volumes": "volume", "number-of-pages": "page"}


def compile_number(element: ast.Number, scope: Scope) -> Evaluator:
    """The evaluator of cs:number (CSL 1.0.2, Number)."""
    variable = element.variable
    transform = _transform(element.form, variable, scope.locale)
    page_format = locator_formatter(scope) if variable in ("page", "locator") else None
    write = _number_writer(scope, transform)
    opening, closing = mark_pair("tag", variable)
    if scope.in_sort:
        return style_evaluator(
            variable_evaluator(variable, _sortable(variable)), element.styling, scope
        )

    def number(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        if variable in trace.suppressed:
            return MISSING
        text = number_text(asked, variable)
        if not text:
            return MISSING
        trace.printed(variable)
        if page_format is not None and transform is None:
            label = "page"
            if variable == "locator" and asked.cite:
                label = asked.cite.label
                # A cite says its locator once, as cs:number or as cs:text.
                trace.suppressed.add(variable)
            out.extend(_number_tokens(text, page_format(text, label), scope.quotes))
        elif variable == "citation-number" and transform is None:
            out += (opening, text, closing)
        else:
            out.extend(_number_tokens(text, write(text), scope.quotes))
        return PRESENT

    styling = replace(scope.alternated(element.styling), strip_periods=False)
    framed = with_frame(number, variable, scope)
    return number_seam(style_evaluator(framed, styling, scope), variable, styling)


def _number_tokens(text: str, written: str, quotes: MarkPair) -> Sequence[Token]:
    """A number as it is `written`; in one that begins with a digit markup is no markup.

    (Reference processor; suite: flipflop_NumericField.) That of ordinals is that of the style.
    """
    if not text[0].isdigit():
        return parse_rich_text(written, quotes)
    return (written,) if "<" in text or "'" in text else term_tokens(written)


def _number_writer(scope: Scope, transform: Callable[[int], str] | None) -> Callable[[str], str]:
    """A function of the value of a number: what is printed of it.

    A number keeps its form also where people wrote a label and another number behind it.
    """
    format_text = number_formatter(scope)
    with_labels = _label_writer(
        scope, lambda value, label: format_text(value, None if label else transform)
    )

    def write(text: str) -> str:
        if "." in text and not is_numeric(text):
            return with_labels(text, "")
        return format_text(text, transform)

    return write


def _label_writer(scope: Scope, format_one: Callable[[str, str], str]) -> Callable[[str, str], str]:
    """A function of numbers with labels among them ("12, fig. 3"), which become short terms.

    Its second argument is the label of a first number without one. `format_one` writes one number;
    it is given its label, too.
    """
    terms = LabelTerms(scope, ast.Label("", "short", "contextual", ast.Styling()))

    def write(text: str, label: str) -> str:
        pieces: list[str] = []
        for part in split_labels(text):
            pieces.append(part.separator)
            if part.label:
                pieces.append(terms.of(part.label, part.value) + " ")
            pieces.append(format_one(part.value, part.label or label))
        return "".join(pieces)

    return write


def number_seam(styled: Evaluator, variable: str, styling: ast.Styling) -> Evaluator:
    """A `styled` number: the space of its suffix stays beside that of the next prefix.

    So it does behind what is formatted; a variable that holds more than one number is text
    (reference processor). A colon or semicolon behind a number swallows no full stop: "445:."
    where the pages are missing.
    """
    takes: Callable[[str], bool]
    if styling.suffix.endswith((":", ";")):
        seam, takes = NUMBER_APART, is_numeric
    elif styling.suffix.endswith(" ") and not styling.formats:
        seam, takes = SEAM, _is_one_number
    else:
        return styled

    def with_seam(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        start = len(out)
        kind = styled(asked, trace, out)
        if len(out) > start and takes(number_text(asked, variable)):
            last = out[-1]
            is_block = isinstance(last, Mark) and last.kind == "display"
            out.insert(len(out) - is_block, seam)
        return kind

    return with_seam


def _is_one_number(text: str) -> bool:
    return _ONE_NUMBER.fullmatch(text) is not None


def _sortable(variable: str) -> Value:
    """A number as a sort key: padded, so that 9 goes before 10 (CSL 1.0.2, Sorting)."""

    def sortable(asked: Circumstances) -> tuple[Token, ...]:
        text = number_text(asked, variable)
        return text_tokens(text.rjust(8, "0") if text.isdigit() else text)

    return sortable


def with_frame(number: Evaluator, variable: str, scope: Scope) -> Evaluator:
    """A number inside the term of its label, where that has a place for it ("第%s卷", CSL-M).

    Such a label prints nothing itself; it frames every number of its variable behind it. A long
    term of this kind is around the number also without a label (reference processor).
    """
    if not LabelTerms.may_frame(variable, scope):
        return number
    long_term = scope.locale.term(variable) or ""
    unlabelled = long_term if _PLACE in long_term else ""

    def framed(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        before, _, after = trace.frames.get(variable, unlabelled).partition(_PLACE)
        return append_between(before, number, after, asked, trace, out)

    return framed


def _transform(form: str, variable: str, locale: Locale) -> Callable[[int], str] | None:
    gender = locale.gender(_NOUNS.get(variable, variable))
    if form == "ordinal":
        return lambda number: f"{number}{locale.ordinal_suffix(number, gender)}"
    if form == "long-ordinal":
        return lambda number: (
            locale.long_ordinal(number, gender)
            or f"{number}{locale.ordinal_suffix(number, gender)}"
        )
    return to_roman if form == "roman" else None


def number_formatter(scope: Scope) -> NumberFormatter:
    """A function of text and transform: numbers with the dash and the sign of the language.

    CSL 1.0.2, Number.
    """
    delimiter = scope.range_delimiter
    ampersand = scope.locale.ampersand

    def format_text(text: str, transform: Callable[[int], str] | None = None) -> str:
        return format_number(text, transform, delimiter=delimiter, ampersand=ampersand)

    return format_text


def page_formatter(scope: Scope) -> Callable[[str], str]:
    """A function of text: pages in the page range format of the style (CSL 1.0.2, Page Ranges).

    The dash of the style is the same in all languages of a list; where it is a hyphen, each
    language has its own (reference processor).
    """
    page_range_format = scope.style.options.page_range_format
    common = scope.page_range_delimiter
    delimiter = scope.range_delimiter if common == "-" else common
    ampersand = scope.locale.ampersand
    return lambda text: format_pages(text, page_range_format, delimiter, ampersand)


def locator_formatter(scope: Scope) -> Callable[[str, str], str]:
    """A function of locator and label: pages get the style's page range format.

    A label inside the locator ("12, fig. 3") becomes the short term of the style's language.

    CSL 1.0.2, Page Ranges.
    """
    format_text = number_formatter(scope)
    format_page = page_formatter(scope)

    def format_one(text: str, label: str) -> str:
        if label in ("", "page"):
            return format_page(text)
        return format_text(text)

    with_labels = _label_writer(scope, format_one)

    def format_locator(text: str, label: str) -> str:
        if "." not in text:
            return format_one(text, label)
        return with_labels(text, label)

    return format_locator


def compile_label(element: ast.Label, scope: Scope) -> Evaluator:
    """The evaluator of cs:label: a term that fits a number variable, singular or plural.

    CSL 1.0.2, Label.
    """
    variable = element.variable
    terms = LabelTerms(scope, element)
    styling = scope.stripped(element.styling)
    if variable == "locator":

        def locator_label(asked: Circumstances, trace: Trace, out: Tokens) -> int:
            cite = asked.cite
            trace.capitalize_term = False
            # Like other labels it is printed where its number is missing, too; styles use it as
            # that of the pages of the work (harvard-european-archaeology).
            label = cite.label if cite and cite.label else "page"
            if cite is None or not cite.locator:
                return terms.append(label, "", out)
            return terms.append(label, split_labels(cite.locator)[0].value, out)

        return style_evaluator(locator_label, styling, scope, is_term=True)

    def label(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        text = number_text(asked, variable)
        trace.capitalize_term = False
        term = terms.of(variable, text)
        if _PLACE in term:
            trace.frames[variable] = term
            return PLAIN
        out.extend(term_tokens(term))
        return PLAIN

    return style_evaluator(label, styling, scope, is_term=True)


class LabelTerms:
    """Looks up label terms in the form and number a cs:label asks for."""

    def __init__(self, scope: Scope, element: ast.Label) -> None:
        self._locale = scope.locale
        self._form = element.form
        self._plural = element.plural
        self._conjunctions = conjunctions_of(scope)
        self._found: dict[tuple[str, bool], str] = {}

    @classmethod
    def may_frame(cls, name: str, scope: Scope) -> bool:
        """True where a label called `name` has a place for the number itself."""
        return any(
            _PLACE in (scope.locale.term(name, form, plural=plural) or "")
            for form in ("long", "short", "symbol")
            for plural in (False, True)
        )

    def append(self, name: str, text: str, out: Tokens) -> int:
        """Append the label called `name` for the number `text`."""
        term = self.of(name, text)
        if term:
            out.extend(term_tokens(term))
        return PLAIN

    def of(self, name: str, text: str) -> str:
        """The label called `name` in the number that `text` asks for."""
        plural = self._plural == "always" or (
            self._plural == "contextual" and _is_plural(name, text, self._conjunctions)
        )
        return self.term(name, plural=plural)

    def term(self, name: str, *, plural: bool) -> str:
        """The term in this label's form, "" where there is none."""
        found = self._found.get((name, plural))
        if found is None:
            term = RENAMED_LABELS.get(name, name)
            found = self._locale.term(term, self._form, plural=plural) or ""
            self._found[name, plural] = found
        return found


def _is_plural(name: str, text: str, conjunctions: tuple[str, ...]) -> bool:
    if not text:
        return False
    if name in _COUNTS and text.isdecimal():
        return whole_number(text) > 1
    # The label is that of what stands before the next label ("1, fol. 186").
    return is_plural(_NEXT_LABEL.split(text, maxsplit=1)[0], conjunctions)


def conjunctions_of(scope: Scope) -> tuple[str, ...]:
    """The words for "and" of the style's language, which join numbers in a field.

    CSL 1.0.2, Choose.
    """
    words = (scope.locale.term("and"), scope.locale.ampersand, "and", "&")
    return tuple(dict.fromkeys([word for word in words if word]))
