"""cs:text: a variable, macro, term or value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mscref.csl import ast
from mscref.csl.compile.number import (
    locator_formatter,
    number_formatter,
    page_formatter,
    with_frame,
)
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.compile.styling import style_evaluator
from mscref.csl.compile.variables import SHORT_FORMS, citation_label_text, number_text
from mscref.csl.context import MISSING, PLAIN, PRESENT, Context
from mscref.csl.output import BARRIER, EDGE, SEAM, Tokens, has_text, mark_pair
from mscref.csl.richtext import parse_rich_text
from mscref.csl.text.case import upper_initial
from mscref.csl.text.numbers import is_numeric
from mscref.csl.text.punctuation import INSIDE_QUOTES, MARKS
from mscref.csl.text.scripts import is_east_asian
from mscref.model.vocabulary import NUMBER_VARIABLES

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
_SLANTED = frozenset(["font-style:italic", "font-style:oblique"])


def compile_text(element: ast.Text, scope: Scope) -> Evaluator:
    """The evaluator of cs:text."""
    if element.source == "macro":
        return _macro(element, scope)
    if element.source == "term":
        return _term(element, scope)
    if element.source == "value":
        return _value(element, scope)
    if element.name in LINK_PREFIXES and not scope.in_sort:
        return _linked(element, scope)
    evaluate = _variable(element, scope)
    if element.name in _TITLES and scope.is_bibliography and not scope.in_sort:
        evaluate = _title(evaluate)
    if element.name in NUMBER_VARIABLES:
        return style_evaluator(evaluate, scope.alternated(element.styling), scope)
    styled = style_evaluator(evaluate, element.styling, scope)
    upright = tuple([one for one in element.styling.formats if one not in _SLANTED])
    if len(upright) == len(element.styling.formats):
        return styled
    plain = style_evaluator(evaluate, replace(element.styling, formats=upright), scope)
    return _slanted(element.name, styled, plain)


def _title(evaluate: Evaluator) -> Evaluator:
    """The title with marks around it, where it may become a link (passes/links.py)."""

    def title(context: Context, out: Tokens) -> int:
        if not context.marks_title:
            return evaluate(context, out)
        start = len(out)
        kind = evaluate(context, out)
        if len(out) > start:
            out.insert(start, TITLE_OPEN)
            out.append(TITLE_CLOSE)
        return kind

    return title


def _slanted(variable: str, styled: Evaluator, upright: Evaluator) -> Evaluator:
    """Scripts of East Asia have no italics: a text in nothing else stays upright."""

    def slanted(context: Context, out: Tokens) -> int:
        text = context.item.text(variable)
        if text.isascii() or not is_east_asian(text):
            return styled(context, out)
        return upright(context, out)

    return slanted


def _macro(element: ast.Text, scope: Scope) -> Evaluator:
    styling = element.styling
    if styling.text_case:
        # The reference processor leaves the case of a macro's output alone; styles count on it
        # (bakhtiniana-journal-of-discourse-studies).
        styling = replace(styling, text_case="")
    with scope.inside(styling):
        content = scope.macro(element.name)
    return style_evaluator(content, scope.alternated(styling), scope)


def _value(element: ast.Text, scope: Scope) -> Evaluator:
    tokens = parse_rich_text(element.name, scope.quotes)
    if not scope.in_sort:
        # Only affixes and delimiters are joined with what stands before (reference processor).
        if element.name.rstrip(" ") in MARKS:
            tokens = (BARRIER, *tokens)
        elif element.name.startswith(" "):
            tokens = (SEAM, *tokens)
        elif element.name.startswith(INSIDE_QUOTES):
            tokens = (EDGE, *tokens)

    def value(context: Context, out: Tokens) -> int:
        context.capitalize_term = False
        out.extend(tokens)
        return PLAIN

    return style_evaluator(value, element.styling, scope, is_term=True)


def _term(element: ast.Text, scope: Scope) -> Evaluator:
    found = scope.locale.term(element.name, element.form, plural=element.plural)
    text = found or ""
    if not text:
        # An empty term is a decision, and ends a substitution (suite: *OnlyOnceTermEmpty).
        ends_substitution = found is not None and scope.substituting is not None
        kind = PRESENT if ends_substitution else PLAIN
        return lambda _context, _out: kind
    if element.styling.strip_periods:
        text = text.replace(".", "")
    tokens = parse_rich_text(text, scope.quotes)
    language = scope.locale.language

    def term(context: Context, out: Tokens) -> int:
        # A note that begins with a term begins with a capital (CSL 1.0.2, Citation).
        if context.capitalize_term and isinstance(tokens[0], str):
            context.capitalize_term = False
            out.append(tokens[0] if _is_bracketed(out) else upper_initial(tokens[0], language))
            out.extend(tokens[1:])
        else:
            out.extend(tokens)
        return PLAIN

    return style_evaluator(term, element.styling, scope, is_term=True)


def _is_bracketed(out: Tokens) -> bool:
    """True where a bracket stands between the number of an entry and what comes next."""
    last = out[-1] if out else ""
    return isinstance(last, str) and last.endswith(("(", "[")) and has_text(out[:-1])


def _variable(element: ast.Text, scope: Scope) -> Evaluator:
    variable = element.name
    special = _SPECIAL.get(variable)
    if special is not None:
        return special(scope)
    if variable in NUMBER_VARIABLES:
        return with_frame(_number(variable, scope), variable, scope)
    short = SHORT_FORMS.get(variable) if element.form == "short" else None
    if short is not None:
        return _short_form(variable, short, scope)
    quotes = scope.quotes

    def text_variable(context: Context, out: Tokens) -> int:
        if variable in context.suppressed:
            return MISSING
        tokens = context.item.tokens(variable, quotes)
        if not tokens:
            return MISSING
        if context.substituted is not None:
            context.substituted.append(variable)
        context.capitalize_term = False
        out.extend(tokens)
        return PRESENT

    return text_variable


def _number(variable: str, scope: Scope) -> Evaluator:
    """A number variable printed as text: its ranges get a dash all the same."""
    format_text = number_formatter(scope)
    quotes = scope.quotes

    def number(context: Context, out: Tokens) -> int:
        if variable in context.suppressed:
            return MISSING
        text = context.item.text(variable)
        if not text:
            return MISSING
        if context.substituted is not None:
            context.substituted.append(variable)
        context.capitalize_term = False
        if text.isalnum():
            out.append(text)
        elif is_numeric(text):
            out.append(format_text(text))
        else:
            out.extend(context.item.tokens(variable, quotes))
        return PRESENT

    return number


def _short_form(variable: str, short: str, scope: Scope) -> Evaluator:
    """The short form where there is one, else the long one."""
    quotes = scope.quotes

    def short_form(context: Context, out: Tokens) -> int:
        if variable in context.suppressed:
            return MISSING
        item = context.item
        tokens = item.tokens(short, quotes) or item.tokens(variable, quotes)
        if not tokens:
            return MISSING
        if context.substituted is not None:
            context.substituted.append(variable)
        context.capitalize_term = False
        out.extend(tokens)
        return PRESENT

    return short_form


def _page(scope: Scope) -> Evaluator:
    format_page = page_formatter(scope)

    def page(context: Context, out: Tokens) -> int:
        text = context.item.text("page")
        if not text or "page" in context.suppressed:
            return MISSING
        context.capitalize_term = False
        formatted = format_page(text)
        out.extend(parse_rich_text(formatted, scope.quotes))
        return PRESENT

    return page


def _computed(variable: str) -> Evaluator:
    opening, closing = mark_pair("tag", variable)

    def computed(context: Context, out: Tokens) -> int:
        text = number_text(context, variable)
        if not text:
            # A missing year-suffix does not make its group vanish (suite: date_YearSuffix*NoDate).
            return PLAIN if variable == "year-suffix" else MISSING
        if context.in_sort and variable == "citation-number":
            text = text.rjust(8, "0")
        # What stands behind its number still begins an entry (reference processor).
        context.capitalize_term = context.capitalize_term and variable == "citation-number"
        out += (opening, text, closing)
        if variable == "year-suffix":
            context.used_suffix = True
        return PRESENT

    return computed


def _locator(scope: Scope) -> Evaluator:
    opening, closing = mark_pair("tag", "locator")
    format_locator = locator_formatter(scope)

    def locator(context: Context, out: Tokens) -> int:
        if context.cite is None or not context.cite.locator or "locator" in context.suppressed:
            return MISSING
        # A cite says its locator once (romanian-humanities).
        context.suppressed.add("locator")
        context.capitalize_term = False
        out.append(opening)
        text = format_locator(context.cite.locator, context.cite.label)
        out.extend(parse_rich_text(text, scope.quotes))
        out.append(closing)
        return PRESENT

    return locator


def _citation_label(scope: Scope) -> Evaluator:
    def label(context: Context, out: Tokens) -> int:
        context.capitalize_term = False
        out.append(citation_label_text(context.item))
        suffix = context.disambiguation.year_suffix if context.disambiguation else ""
        if suffix and not scope.explicit_year_suffix:
            out.append(suffix)
            context.used_suffix = True
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

    def content(context: Context, out: Tokens) -> int:
        if variable in context.suppressed:
            return MISSING
        text = context.item.text(variable).strip()
        if not text:
            return MISSING
        if context.substituted is not None:
            context.substituted.append(variable)
        context.capitalize_term = False
        if has_address_prefix:
            out.append(text)
            return PRESENT
        opening, closing = mark_pair("link", link_address(text, base))
        out += (opening, _site(text) if is_site else text, closing)
        return PRESENT

    styled = style_evaluator(content, styling, scope)
    if not has_address_prefix:
        return styled

    def linked(context: Context, out: Tokens) -> int:
        start = len(out)
        kind = styled(context, out)
        if len(out) > start:
            address = link_address(context.item.text(variable).strip(), base)
            opening, closing = mark_pair("link", address)
            out.insert(start, opening)
            out.append(closing)
        return kind

    return linked


def _site(address: str) -> str:
    """The short form of an address: its site (leidraad-voor-juridische-auteurs)."""
    scheme, separator, rest = address.removeprefix("http://").partition("://")
    return scheme + separator + rest.partition("/")[0] if separator else scheme.partition("/")[0]


def link_address(text: str, base: str) -> str:
    """The address an identifier stands for."""
    return text if text.startswith(("http://", "https://")) else base + text


_SPECIAL: dict[str, Callable[[Scope], Evaluator]] = {
    "page": _page,
    "locator": _locator,
    "citation-label": _citation_label,
    "citation-number": lambda _scope: _computed("citation-number"),
    "year-suffix": lambda _scope: _computed("year-suffix"),
    "first-reference-note-number": lambda _scope: _computed("first-reference-note-number"),
    "page-first": lambda _scope: _computed("page-first"),
}
