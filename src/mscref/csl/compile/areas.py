"""cs:citation and cs:bibliography → compiled areas: a layout and its sort keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mscref.csl import ast
from mscref.csl.compile.elements import compile_sequence
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.compile.sort import CompiledKey, compile_key
from mscref.csl.compile.styling import format_marks
from mscref.csl.locale import Locale
from mscref.csl.output import Mark, Token
from mscref.csl.richtext import parse_rich_text


@dataclass(slots=True, eq=False)
class CompiledArea:
    """A layout ready to be evaluated; affixes of a layout stand inside its formatting."""

    layout: Evaluator
    keys: tuple[CompiledKey, ...]
    delimiter: str
    prefix: tuple[Token, ...]
    suffix: tuple[Token, ...]
    opening: tuple[Mark, ...]
    closing: tuple[Mark, ...]
    scope: Scope
    # Whether text stands beside a margin ("right-inline"), which ends the entry.
    has_inline_block: bool


def compile_area(area: ast.Area, style: ast.Style, locale: Locale) -> CompiledArea:
    """Compile one area for one locale."""
    scope = Scope(style, locale, area=area)
    styling = area.layout.styling
    opening, closing = format_marks(styling.formats)
    children = area.layout.children
    if area.options.get("second-field-align") and len(children) > 1:
        children = _aligned(children)
    return CompiledArea(
        compile_sequence(children, scope),
        tuple([compile_key(key, area, style, locale) for key in area.sort]),
        area.layout.delimiter,
        parse_rich_text(styling.prefix, scope.quotes),
        parse_rich_text(_layout_suffix(styling.suffix, area, style), scope.quotes),
        opening,
        closing,
        scope,
        _has_inline_block(children),
    )


def _layout_suffix(suffix: str, area: ast.Area, style: ast.Style) -> str:
    """Without the space at its end, where nothing follows it.

    Nothing follows a note or an entry (frontiers-medical-journals), but a citation in the text
    may bring its space along (journal-of-cellular-and-molecular-medicine).
    """
    return suffix.rstrip(" ") if style.is_note or area is style.bibliography else suffix


def _has_inline_block(elements: Sequence[ast.Element]) -> bool:
    """True where one of the elements, also in a condition, stands beside a margin."""
    return any(
        any(_has_inline_block(branch.children) for branch in element.branches)
        if isinstance(element, ast.Choose)
        else element.styling.display == "right-inline"
        for element in elements
    )


def _aligned(children: tuple[ast.Element, ...]) -> tuple[ast.Element, ...]:
    """With second-field-align the first field is the margin, all others stand beside it."""
    first, *rest = children
    return (
        ast.Group((first,), "", ast.Styling(display="left-margin")),
        ast.Group(tuple(rest), "", ast.Styling(display="right-inline")),
    )
