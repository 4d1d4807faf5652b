"""cs:text: a variable, macro, term or value."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mscref.csl import ast
from mscref.csl.compile.grouping import as_beginning, with_closing_mark
from mscref.csl.compile.macros import compile_macro
from mscref.csl.compile.number import (
    locator_formatter,
    number_formatter,
    number_seam,
    page_formatter,
    with_frame,
)
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.compile.styling import style_evaluator
from mscref.csl.compile.variables import (
    SHORT_FORMS,
    Value,
    citation_label_text,
    number_text,
    variable_evaluator,
)
from mscref.csl.context import MISSING, PLAIN, PRESENT, Circumstances, Trace
from mscref.csl.output import (
    BARRIER,
    SEAM,
    VALUE_EDGE,
    VALUE_SEAM,
    Token,
    Tokens,
    mark_pair,
    text_tokens,
)
from mscref.csl.richtext import parse_rich_text
from mscref.csl.text.case import upper_initial
from mscref.csl.text.numbers import is_numeric
from mscref.csl.text.punctuation import INSIDE_QUOTES, MARKS
from mscref.csl.text.scripts import is_east_asian
from mscref.model.vocabulary import NUMBER_VARIABLES
from mscref.patterns import lazy
from mscref.records import replaced as replace

# Variables whose text is an identifier: address = prefix + text, unless it is one already.
LINK_PREFIXES = {
    "DOI": "https://doi.org/",
    "URL": "",
    "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}
# Around the title of an entry whose title may become a link.
TITLE_OPEN, TITLE_CLOSE = mark_pair("tag", "title")
_TITLES = frozenset(["title", "title-short"])
# Numbers that stay numbers when cs:text prints them (reference processor).
_NUMBERS = NUMBER_VARIABLES - {
    "first-reference-note-number", "locator", "part-number", "printing-number", "section",
    "supplement-number", "version",
}  # fmt: skip
# Numbers that are printed as text count as the beginning of an entry even where they are missing.
_BEGINNINGS = frozenset(["edition", "issue", "number", "volume"])
# What goes before the host of an address.
_SCHEME = lazy(r"(?:[A-Za-z][\w+.-]*:)?//")
_SLANTED = frozenset(["font-style:italic", "font-style:oblique"])


def compile_text(element: ast.Text, scope: Scope) -> Evaluator:
    """The evaluator of cs:text (CSL 1.0.2, Text)."""
    if element.source == "macro":
        return _macro(element, scope)
    if element.source == "term":
        return _term(element, scope)
    if element.source == "value":
        return _value(element, scope)
    if element.name in LINK_PREFIXES and not scope.in_sort:
        return _linked(element, scope)
    evaluate = _variable(element, scope)
    if element.name in _TITLES and not scope.in_sort:
        evaluate = _title(evaluate) if scope.is_bibliography else _cited_title(evaluate)
    if element.name in NUMBER_VARIABLES:
        styling = replace(scope.alternated(element.styling), strip_periods=False)
        styled = style_evaluator(evaluate, styling, scope)
        return number_seam(styled, element.name, styling) if element.name in _NUMBERS else styled
    styling = scope.stripped(element.styling)
    styled = style_evaluator(evaluate, styling, scope)
    upright = tuple([one for one in styling.formats if one not in _SLANTED])
    if len(upright) == len(styling.formats):
        return styled
    plain = style_evaluator(evaluate, replace(styling, formats=upright), scope)
    return _slanted(element.name, styled, plain)


def _title(evaluate: Evaluator) -> Evaluator:
    """The title with marks around it, where it may become a link (passes/links.py)."""

    def title(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        if not asked.marks_title:
            return evaluate(asked, trace, out)
        start = len(out)
        kind = evaluate(asked, trace, out)
        if len(out) > start:
            out.insert(start, TITLE_OPEN)
            out.append(TITLE_CLOSE)
        return kind

    return title


def _cited_title(evaluate: Evaluator) -> Evaluator:
    """The title in a cite, which is not printed again where it stands in the text instead."""

    def title(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        if not asked.silent_title or trace.first_variable or trace.blocks:
            return evaluate(asked, trace, out)
        start = len(out)
        kind = evaluate(asked, trace, out)
        del out[start:]
        return kind

    return title


def _slanted(variable: str, styled: Evaluator, upright: Evaluator) -> Evaluator:
    """Scripts of East Asia have no italics: a text in nothing else stays upright."""

    def slanted(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        text = asked.item.text(variable)
        if text.isascii() or not is_east_asian(text):
            return styled(asked, trace, out)
        return upright(asked, trace, out)

    return slanted


def _macro(element: ast.Text, scope: Scope) -> Evaluator:
    with scope.inside(element.styling):
        content = compile_macro(element.name, scope)
    # The reference processor leaves the case of a macro's output alone; styles count on it
    # (bakhtiniana-journal-of-discourse-studies).
    styling = scope.alternated(replace(element.styling, text_case="", strip_periods=False))
    # In quotation marks of its own the full stop has no place where it stands outside of them.
    stays_outside = styling.quotes and not scope.locale.quote_marks.punctuation_inside
    closes = styling.suffix == "." and not styling.formats and not stays_outside
    if closes and not scope.in_sort:
        content = with_closing_mark(content, styling.suffix, repeats=False)
        styling = replace(styling, suffix="")
    return style_evaluator(content, styling, scope, holds_affixes=True)


def _value(element: ast.Text, scope: Scope) -> Evaluator:
    tokens = parse_rich_text(element.name, scope.quotes)
    if not scope.in_sort:
        # Only affixes and delimiters are joined with what stands before (reference processor).
        if element.name.rstrip(" ") in MARKS:
            tokens = (BARRIER, *tokens)
        elif element.name.startswith(" "):
            tokens = (SEAM, *tokens)
        elif element.name.startswith(INSIDE_QUOTES):
            tokens = (VALUE_EDGE, *tokens)
        if element.name.endswith(" "):
            tokens = (*tokens, VALUE_SEAM)

    def value(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        trace.capitalize_term = False
        out.extend(tokens)
        return PLAIN

    styling = replace(element.styling, strip_periods=False)
    return style_evaluator(value, styling, scope, is_term=True)


def _term(element: ast.Text, scope: Scope) -> Evaluator:
    found = scope.locale.term(element.name, element.form, plural=element.plural)
    text = found or ""
    if not text:
        # An empty term is a decision, and ends a substitution (suite: *OnlyOnceTermEmpty).
        ends_substitution = found is not None and scope.substituting is not None
        kind = PRESENT if ends_substitution else PLAIN
        return lambda _asked, _trace, _out: kind
    styling = scope.stripped(element.styling)
    if styling.strip_periods:
        text = text.replace(".", "")
    tokens = parse_rich_text(text, scope.quotes)
    language = scope.locale.language

    def term(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        # A note that begins with a term begins with a capital (CSL 1.0.2, Citation).
        if trace.capitalize_term and isinstance(tokens[0], str):
            trace.capitalize_term = False
            out.append(upper_initial(tokens[0], language))
            out.extend(tokens[1:])
        else:
            out.extend(tokens)
        return PLAIN

    return style_evaluator(term, styling, scope, is_term=True)


def _variable(element: ast.Text, scope: Scope) -> Evaluator:
    variable = element.name
    special = _SPECIAL.get(variable)
    if special is not None:
        return special(scope)
    if variable in NUMBER_VARIABLES:
        number = variable_evaluator(variable, _number(variable, scope))
        if variable in _BEGINNINGS and not scope.in_sort:
            number = as_beginning(number)
        return with_frame(number, variable, scope)
    quotes = scope.quotes
    short = SHORT_FORMS.get(variable) if element.form == "short" else None
    if short is None:
        return variable_evaluator(variable, lambda asked: asked.item.tokens(variable, quotes))
    # The short form where there is one, else the long one.
    return variable_evaluator(
        variable,
        lambda asked: asked.item.tokens(short, quotes) or asked.item.tokens(variable, quotes),
    )


def _number(variable: str, scope: Scope) -> Value:
    """A number variable printed as text: its ranges get a dash all the same."""
    format_text = number_formatter(scope)
    quotes = scope.quotes

    def number(asked: Circumstances) -> Sequence[Token]:
        text = asked.item.text(variable)
        if text.isalnum():
            return (text,)
        if is_numeric(text):
            return (format_text(text),)
        return asked.item.tokens(variable, quotes)

    return number


def _page(scope: Scope) -> Evaluator:
    format_page = page_formatter(scope)
    quotes = scope.quotes
    return variable_evaluator(
        "page", lambda asked: parse_rich_text(format_page(asked.item.text("page")), quotes)
    )


def _computed(variable: str, *, in_sort: bool = False) -> Evaluator:
    opening, closing = mark_pair("tag", variable)

    def computed(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        text = number_text(asked, variable)
        if not text:
            # A missing year-suffix does not make its group vanish (suite: date_YearSuffix*NoDate).
            return PLAIN if variable == "year-suffix" else MISSING
        if in_sort:
            text = text.rjust(8, "0")
        # What stands behind its number still begins an entry (reference processor).
        trace.capitalize_term = trace.capitalize_term and variable == "citation-number"
        out += (opening, text, closing)
        if variable == "year-suffix":
            trace.used_suffix = True
        return PRESENT

    return computed


def _locator(scope: Scope) -> Evaluator:
    opening, closing = mark_pair("tag", "locator")
    format_locator = locator_formatter(scope)

    def locator(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        if asked.cite is None or not asked.cite.locator or "locator" in trace.suppressed:
            return MISSING
        # A cite says its locator once (romanian-humanities).
        trace.suppressed.add("locator")
        trace.capitalize_term = False
        out.append(opening)
        text = format_locator(asked.cite.locator, asked.cite.label)
        out.extend(parse_rich_text(text, scope.quotes))
        out.append(closing)
        return PRESENT

    return locator


def _citation_label(scope: Scope) -> Evaluator:
    def label(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        trace.capitalize_term = False
        out.append(citation_label_text(asked.item))
        suffix = asked.disambiguation.year_suffix if asked.disambiguation else ""
        if suffix and not scope.explicit_year_suffix:
            out.append(suffix)
            trace.used_suffix = True
        return PRESENT

    return label


def _linked(element: ast.Text, scope: Scope) -> Evaluator:
    """An identifier that is also an address; a prefix that is an address belongs to the link."""
    base = LINK_PREFIXES[element.name]
    variable = element.name
    # A full stop is part of an identifier, whatever the style does to those of its other texts.
    styling = replace(element.styling, strip_periods=False)
    has_address_prefix = styling.prefix.startswith("http")
    is_site = variable == "URL" and element.form == "short"

    def content(asked: Circumstances) -> Sequence[Token]:
        text = asked.item.text(variable).strip()
        if has_address_prefix or not text:
            return text_tokens(text)
        opening, closing = mark_pair("link", link_address(text, base))
        return (opening, _site(text) if is_site else text, closing)

    styled = style_evaluator(variable_evaluator(variable, content), styling, scope)
    if not has_address_prefix:
        return styled

    def linked(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        start = len(out)
        kind = styled(asked, trace, out)
        if len(out) > start:
            address = link_address(asked.item.text(variable).strip(), base)
            opening, closing = mark_pair("link", address)
            out.insert(start, opening)
            out.append(closing)
        return kind

    return linked


def _site(address: str) -> str:
    """The short form of an address: its site, which is one without http:// if it begins with www.

    (Reference processor; leidraad-voor-juridische-auteurs, annual-reviews.)
    """
    scheme = _SCHEME.match(address)
    start = scheme.end() if scheme else 0
    host = address[start:].partition("/")[0]
    return host if host.startswith("www.") else address[:start] + host


def link_address(text: str, base: str) -> str:
    """The address an identifier stands for (CSL 1.0.2, Links)."""
    return text if text.startswith(("http://", "https://")) else base + text


_SPECIAL: dict[str, Callable[[Scope], Evaluator]] = {
    "page": _page,
    "locator": _locator,
    "citation-label": _citation_label,
    "citation-number": lambda scope: _computed("citation-number", in_sort=scope.in_sort),
    "year-suffix": lambda _scope: _computed("year-suffix"),
    "first-reference-note-number": lambda _scope: _computed("first-reference-note-number"),
    "page-first": lambda _scope: _computed("page-first"),
}
