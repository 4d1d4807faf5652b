"""Formatting, affixes, quotes, text case and display around any evaluator."""

from __future__ import annotations

from mscref.csl import ast
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.context import Circumstances, Trace
from mscref.csl.output import (
    APART,
    BARRIER,
    EDGE,
    NO_EDGE,
    SEAM,
    VALUE_SEAM,
    Mark,
    MarkPair,
    Token,
    Tokens,
    mark_pair,
    quote_variant,
    text_tokens,
)
from mscref.csl.text.case import Run, change_case
from mscref.csl.text.punctuation import INSIDE_QUOTES
from mscref.patterns import lazy

# One that no number has inside of it.
_FULL_STOP = lazy(r"(?<!\d)\.|\.(?!\d)")
# Markup that protects its text from changes of case (CSL-JSON rich text; suite: textcase_*).
_CASE_PROTECTED = frozenset(["nocase", "nodecor", "sc", "sup", "sub"])


def style_evaluator(
    content: Evaluator,
    styling: ast.Styling,
    scope: Scope,
    *,
    is_term: bool = False,
    holds_affixes: bool = False,
) -> Evaluator:
    """`content` with the affixes, formatting, quotes and case of `styling`.

    Terms are in the language of the style, whatever the language of the work. An element that
    `holds_affixes` of others inside its formatting keeps their spaces apart from those around it.

    CSL 1.0.2, Affixes, Display, Formatting, Quotes, Strip Periods, Text Case.
    """
    if scope.in_sort:
        return _with_affixes(content, styling)
    prefix = text_tokens(styling.prefix)
    suffix = text_tokens(styling.suffix)
    opening, closing = _wrapping(styling, scope)
    display_open, display_close = _display_marks(styling.display if scope.makes_blocks else "")
    edge = (EDGE,) if styling.formats and styling.prefix.startswith(INSIDE_QUOTES) else ()
    # The affix of an element inside does not take it away (reference processor).
    inner = (BARRIER,) if holds_affixes and styling.prefix.endswith((":", ";")) else ()
    before = (*display_open, *edge, *prefix, *inner, *opening)
    apart = (VALUE_SEAM,) if holds_affixes and styling.formats else ()
    if apart and not prefix:
        before = (*display_open, *apart, *opening)
    seam = (SEAM,) if opening and styling.suffix.endswith(" ") else () if suffix else apart
    stays_outside = styling.quotes and not scope.locale.quote_marks.punctuation_inside
    quoted = (APART,) if stays_outside and not holds_affixes else ()
    # Before the comma of a macro or group no full stop is put (reference processor).
    kept = (NO_EDGE,) if holds_affixes and styling.suffix == "," else ()
    after = (*closing, *quoted, *suffix, *kept, *seam, *display_close)
    if styling.quotes is False:
        content = _with_outer_quotes(content)
    if not (before or after or styling.text_case or styling.strip_periods):
        return content
    case = styling.text_case
    strip_periods = styling.strip_periods
    default_language = scope.locale.language
    if not case and not strip_periods and len(before) <= 1 and len(after) <= 1:
        return _with_single_marks(content, before, after)

    def styled(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        start = len(out)
        out.extend(before)
        body = len(out)
        kind = content(asked, trace, out)
        if len(out) == body:
            del out[start:]
            return kind
        if strip_periods:
            strip(out, body)
        if case:
            if is_term:
                apply_case(out, body, case, default_language)
            else:
                language = asked.item.language or default_language
                # Title case is for English only (CSL 1.0.2, Title Case Conversion).
                if case != "title" or language.startswith("en"):
                    apply_case(out, body, case, language)
        out.extend(after)
        return kind

    return styled


def _with_outer_quotes(content: Evaluator) -> Evaluator:
    """`content` whose quotation marks begin with outer ones, whichever the field has.

    That is what an explicit quotes="false" does (reference processor; suite and styles of en-GB).
    """

    def outer(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        start = len(out)
        kind = content(asked, trace, out)
        changed: dict[int, MarkPair] = {}
        for index in range(start, len(out)):
            token = out[index]
            if isinstance(token, Mark) and token.kind == "quote" and token.value == "inner":
                opening = token if token.opens else token.partner
                pair = changed.get(id(opening))
                if pair is None:
                    pair = changed[id(opening)] = quote_variant((opening, opening.partner), "")
                out[index] = pair[0 if token.opens else 1]
        return kind

    return outer


def _with_single_marks(
    content: Evaluator, before: tuple[Token, ...], after: tuple[Token, ...]
) -> Evaluator:
    """The common case of at most one token on either side."""
    if not before:
        [suffix] = after

        def suffixed(asked: Circumstances, trace: Trace, out: Tokens) -> int:
            start = len(out)
            kind = content(asked, trace, out)
            if len(out) > start:
                out.append(suffix)
            return kind

        return suffixed

    [prefix] = before

    def prefixed(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        out.append(prefix)
        body = len(out)
        kind = content(asked, trace, out)
        if len(out) == body:
            out.pop()
        else:
            out.extend(after)
        return kind

    return prefixed


def _with_affixes(content: Evaluator, styling: ast.Styling) -> Evaluator:
    """In a sort key formatting does not matter, affixes do."""
    prefix, suffix = styling.prefix, styling.suffix
    if not prefix and not suffix:
        return content

    def affixed(asked: Circumstances, trace: Trace, out: Tokens) -> int:
        return append_between(prefix, content, suffix, asked, trace, out)

    return affixed


def append_between(
    before: str, content: Evaluator, after: str, asked: Circumstances, trace: Trace, out: Tokens
) -> int:
    """Append what `content` prints between two texts; nothing where it prints nothing.

    CSL 1.0.2, Affixes.
    """
    start = len(out)
    out.append(before)
    kind = content(asked, trace, out)
    if len(out) == start + 1:
        out.pop()
    else:
        out.append(after)
    return kind


def _display_marks(display: str) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The marks of a display attribute, which go around everything."""
    if not display:
        return (), ()
    opening, closing = mark_pair("display", display)
    return (opening,), (closing,)


def format_marks(formats: tuple[str, ...]) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Opening and closing marks of formats given innermost first (CSL 1.0.2, Formatting)."""
    pairs = [mark_pair("format", one) for one in formats]
    return (
        tuple([opening for opening, _ in reversed(pairs)]),
        tuple([closing for _, closing in pairs]),
    )


def _wrapping(styling: ast.Styling, scope: Scope) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    opening, closing = format_marks(styling.formats)
    if styling.quotes:
        quotes = scope.style_quotes_around(len(closing))
        opening = (quotes[0], *opening)
        closing = (*closing, quotes[1])
    return opening, closing


def strip(out: Tokens, start: int) -> None:
    """Remove the full stops of the text from `start` on, but those inside of numbers.

    They are there for abbreviations; `2.0` and `arXiv:2001.01234` would become something else (the
    reference processor drops them, too; CSL 1.0.2: "any periods in the rendered text").
    """
    for index in range(start, len(out)):
        token = out[index]
        if isinstance(token, str) and "." in token:
            out[index] = _FULL_STOP.sub("", token)


def apply_case(out: Tokens, start: int, case: str, language: str) -> None:
    """Change the case of the text from `start` on; protected markup stays as it is.

    CSL 1.0.2, Text Case.
    """
    if len(out) == start + 1:
        token = out[start]
        if isinstance(token, str):
            out[start] = change_case([(token, False)], case, language)[0]
        return
    runs: list[Run] = []
    places: list[int] = []
    protected = 0
    for index in range(start, len(out)):
        token = out[index]
        if isinstance(token, str):
            runs.append((token, protected > 0))
            places.append(index)
        elif token.kind == "markup" and token.value in _CASE_PROTECTED:
            protected += 1 if token.opens else -1
    for place, text in zip(places, change_case(runs, case, language), strict=True):
        out[place] = text
