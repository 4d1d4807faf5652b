"""cs:citation and cs:bibliography → compiled areas: a layout and its sort keys."""

from __future__ import annotations

from collections.abc import Sequence

from mscref.csl import ast
from mscref.csl.compile.elements import compile_element
from mscref.csl.compile.scope import Evaluator, Scope
from mscref.csl.compile.sequences import compile_sequence
from mscref.csl.compile.sort import CompiledKey, compile_key
from mscref.csl.compile.styling import format_marks
from mscref.csl.items import Item
from mscref.csl.languages import find_language, full_code, means
from mscref.csl.locale import Locale, load_locale
from mscref.csl.output import Mark, Token
from mscref.csl.richtext import parse_rich_text
from mscref.records import Record, replaced

_SENTENCE_ENDS = (".", "!", "?", ":", ";")


class CompiledArea(Record, frozen=False, eq=False):
    """A layout ready to be evaluated; affixes of a layout stand inside its formatting."""

    layout: Evaluator
    keys: tuple[CompiledKey, ...]
    delimiter: str
    prefix: tuple[Token, ...]
    suffix: tuple[Token, ...]
    opening: tuple[Mark, ...]
    closing: tuple[Mark, ...]
    scope: Scope
    # The displays of the blocks that its suffix may end.
    last_blocks: frozenset[str]
    localized: LocalizedLayouts | None = None

    def of(self, item: Item) -> CompiledArea:
        """The area as it is for one work: with the layout of its language."""
        if self.localized is None:
            return self
        return self.localized.find(item.language) or self


class LocalizedLayouts:
    """The layouts of one area for works in certain languages, compiled when first needed.

    CSL-M, `cs:layout locale`: the first layout that lists the language of a work is used, with the
    terms, dates and quotation marks of the first language that it lists. Works in the language of
    the style itself always take the layout without languages (reference processor).
    """

    def __init__(self, area: ast.Area, style: ast.Style, locale: Locale) -> None:
        self._area = area
        self._style = style
        self._locale = locale
        self._by_language: dict[str, CompiledArea | None] = {}
        self._by_layout: dict[int, CompiledArea] = {}

    def find(self, language: str) -> CompiledArea | None:
        """The area with the layout for `language`; None where that is the one for all others."""
        if language not in self._by_language:
            self._by_language[language] = self._find(full_code(language))
        return self._by_language[language]

    def _find(self, language: str) -> CompiledArea | None:
        if not language or language == full_code(self._locale.language):
            return None
        for number, layout in enumerate(self._area.localized):
            if any(means(one, language) for one in layout.languages):
                if number not in self._by_layout:
                    self._by_layout[number] = self._compile(layout)
                return self._by_layout[number]
        return None

    def _compile(self, layout: ast.Layout) -> CompiledArea:
        known = next((one for one in layout.languages if find_language(one)), None)
        locale = load_locale(known, self._style.locales) if known else self._locale
        return _compile_layout(layout, self._area, self._style, locale, common=self._locale)


def compile_area(area: ast.Area, style: ast.Style, locale: Locale) -> CompiledArea:
    """Compile one area for one locale.

    CSL 1.0.2, Citation, Bibliography; CSL-M, cs:layout locale.
    """
    compiled = _compile_layout(area.layout, area, style, locale)
    compiled.keys = tuple([compile_key(key, area, style, locale) for key in area.sort])
    if area.localized:
        compiled.localized = LocalizedLayouts(area, style, locale)
    return compiled


def _compile_layout(
    layout: ast.Layout,
    area: ast.Area,
    style: ast.Style,
    locale: Locale,
    *,
    common: Locale | None = None,
) -> CompiledArea:
    scope = Scope(style, locale, compile_element, area=area, layout=layout, common=common)
    styling = layout.styling
    opening, closing = format_marks(styling.formats)
    children = layout.children
    aligns = scope.is_bibliography and style.bibliography_options.second_field_align
    if aligns and len(children) > 1:
        children = _aligned(children)
    return CompiledArea(
        compile_sequence(children, scope),
        (),
        layout.delimiter,
        parse_rich_text(styling.prefix, scope.quotes),
        parse_rich_text(_layout_suffix(styling.suffix, area, style), scope.quotes),
        opening,
        closing,
        scope,
        _last_blocks(children),
    )


def _layout_suffix(suffix: str, area: ast.Area, style: ast.Style) -> str:
    """Without the space at its end, where nothing follows it.

    Nothing follows an entry, nor what ends a sentence (frontiers-medical-journals); other citations
    may bring their space along (journal-of-cellular-and-molecular-medicine).
    """
    bare = suffix.rstrip(" \u00a0")
    return bare if area is style.bibliography or bare.endswith(_SENTENCE_ENDS) else suffix


def _last_blocks(elements: Sequence[ast.Element]) -> frozenset[str]:
    """The displays of the blocks that may end an entry: the last element, what is beside a margin.

    Conditions are looked into.
    """
    found: set[str] = set()
    for element in elements:
        is_last = element is elements[-1]
        if isinstance(element, ast.Choose):
            within = [one for branch in element.branches for one in _last_blocks(branch.children)]
        else:
            within = [element.styling.display]
        found |= {one for one in within if one == "right-inline" or (one and is_last)}
    return frozenset(found)


def _aligned(children: tuple[ast.Element, ...]) -> tuple[ast.Element, ...]:
    """With second-field-align the first field is the margin, all others stand beside it."""
    first, *rest = children
    if isinstance(first, ast.Text | ast.Number):
        margin: ast.Element = replaced(
            first, styling=replaced(first.styling, display="left-margin")
        )
    else:
        margin = ast.Group((first,), "", ast.Styling(display="left-margin"))
    return (
        margin,
        ast.Group(tuple(rest), "", ast.Styling(display="right-inline")),
    )
