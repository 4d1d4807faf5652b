"""References and a style in, citations and a bibliography out: the passes in order.

    register → number → sort → disambiguate → evaluate → group and collapse → finish

Stable: `Processor(style, locale=…)`, `register`, `bibliography`, `cite`. Outputs go to a writer of
`mscref.csl.render.registry`. For a document whose citations depend on each other, use
`mscref.csl.session`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from mscref.csl.ast import Style
from mscref.csl.compile import CompiledArea, compile_area
from mscref.csl.compile.scope import make_quotes
from mscref.csl.context import Context, Disambiguation, Item
from mscref.csl.locale import FALLBACK_LANGUAGE, Locale, find_language, load_locale
from mscref.csl.output import Bibliography, Entry, Output
from mscref.csl.passes.citation import assemble_citation
from mscref.csl.passes.cites import CiteRenderer, Placed
from mscref.csl.passes.entries import make_bibliography
from mscref.csl.passes.finish import finish
from mscref.csl.passes.sort import sort_by_keys
from mscref.errors import NotFoundError, StyleError
from mscref.model.citation import Citation, Cite
from mscref.model.reference import Reference

__all__ = ["Bibliography", "Entry", "Output", "Processor"]


class Processor:
    """Formats registered references in one style and locale.

    `locale` overrides the style's default locale. Raises NotFoundError for a locale that does
    not exist, StyleError for a style without a citation layout (a dependent one).
    """

    def __init__(self, style: Style, *, locale: str | None = None) -> None:
        if style.citation is None:
            raise StyleError(
                f'the style "{style.info.title}" has no layout of its own',
                hint="load its parent style",
            )
        self.style = style
        self.locale: Locale = load_locale(_language(style, locale), style.locales)
        self._quotes = make_quotes(self.locale)
        self._citation: CompiledArea = compile_area(style.citation, style, self.locale)
        self._items: dict[str, Item] = {}
        self._sorted: list[Item] | None = None
        self._states: dict[str, Disambiguation] = {}

    def register(self, references: Iterable[Reference]) -> None:
        """Make `references` the citable works, in this order; the first of an id counts."""
        items: dict[str, Item] = {}
        for reference in references:
            if reference.id not in items:
                items[reference.id] = Item(reference, self._quotes)
        self._items = items
        self._sorted = None
        self._states = {}

    def bibliography(self) -> Bibliography:
        """All registered works as entries, in the order of the style.

        Empty for a style without a bibliography.
        """
        area = self._bibliography
        if area is None or self.style.bibliography is None:
            return Bibliography(())
        return make_bibliography(
            self._in_order(), area, self._states, self.style.bibliography.options
        )

    def cite(self, citation: Citation) -> Output:
        """One citation by itself, every cite a first one unless it says otherwise.

        Raises NotFoundError for a cite of a work that is not registered.
        """
        self._in_order()
        return finish(
            assemble_citation(
                [Placed(self._item(cite), cite) for cite in citation.cites],
                self._renderer,
                self._citation_options,
            )
        )

    @cached_property
    def _bibliography(self) -> CompiledArea | None:
        area = self.style.bibliography
        return compile_area(area, self.style, self.locale) if area else None

    @property
    def _citation_options(self) -> Mapping[str, str]:
        return self.style.citation.options if self.style.citation else {}

    @property
    def _renderer(self) -> CiteRenderer:
        return CiteRenderer(self._citation, self._states, None, is_note=self.style.is_note)

    def _item(self, cite: Cite) -> Item:
        item = self._items.get(cite.id)
        if item is None:
            from difflib import get_close_matches

            near = get_close_matches(cite.id, self._items, n=3)
            raise NotFoundError(
                f'no reference "{cite.id}"',
                hint=f"did you mean {' or '.join(near)}?" if near else "",
            )
        return item

    def _in_order(self) -> list[Item]:
        """The items in bibliography order, numbered."""
        if self._sorted is None:
            items = list(self._items.values())
            for number, item in enumerate(items, start=1):
                item.number = number
            area = self._bibliography
            if area is not None and area.keys:
                items = sort_by_keys(
                    items, area.keys, context_of=Context, language=self.locale.language
                )
                for number, item in enumerate(items, start=1):
                    item.number = number
            self._sorted = items
        return self._sorted


def _language(style: Style, locale: str | None) -> str:
    """The language to use: an explicit one must exist, a style's own may be unknown."""
    if locale:
        return locale
    own = style.default_locale
    return own if own and find_language(own) else FALLBACK_LANGUAGE
