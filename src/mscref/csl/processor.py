"""References and a style in, citations and a bibliography out: the passes in order.

    register → number → sort → disambiguate → evaluate → group and collapse → finish

Stable: `Processor(style, locale=…)`, `register`, `bibliography`, `cite`. Outputs go to a writer of
`mscref.csl.render.registry`. For a document whose citations depend on each other, use
`mscref.csl.session`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from mscref.csl.ast import Style
from mscref.csl.compile import CompiledArea, compile_area
from mscref.csl.context import SUBSEQUENT, Circumstances, Disambiguation
from mscref.csl.intext import common_intext
from mscref.csl.items import Item, People, UnknownItem, set_outlines
from mscref.csl.locale import Locale, default_locale, load_locale
from mscref.csl.output import Bibliography, Entry, Output
from mscref.csl.passes.cites import CiteRenderer, Head, Placed
from mscref.csl.passes.disambiguate import KeptCites, disambiguate, signature_of
from mscref.csl.passes.entries import KeptEntries, make_bibliography
from mscref.csl.passes.finish import finish
from mscref.csl.passes.position import place_citations, place_cite
from mscref.csl.passes.sort import Sorter
from mscref.csl.usage import UsedCircumstances, tests_disambiguate, used_circumstances
from mscref.errors import NotFoundError, StyleError
from mscref.model.citation import PLAIN, Citation
from mscref.model.reference import Reference

__all__ = ["Bibliography", "Entry", "Output", "Processor"]


if TYPE_CHECKING:
    from mscref.csl.passes.narrative import AuthorAreas, CitationMaker


class Processor:
    """Formats registered references in one style and locale.

    `locale` overrides the style's default locale, `sort_language` the language that lists are
    sorted in; it may have options (`fr-u-kb`, see `csl.text.collation`). Raises NotFoundError for
    a locale that does not exist, StyleError for a style without a citation layout (a dependent
    one). With `keeps_cites` those of one registry are kept for the next, for a document that
    changes.
    """

    def __init__(
        self,
        style: Style,
        *,
        locale: str | None = None,
        sort_language: str = "",
        keeps_cites: bool = False,
    ) -> None:
        if style.citation is None:
            raise StyleError(
                f"the style `{style.info.title}` has no layout of its own",
                hint="load its parent style",
            )
        self.style = style
        # An explicit language must exist, a style's own may be unknown.
        self.locale: Locale = (
            load_locale(locale, style.locales)
            if locale
            else default_locale(style.default_locale, style.locales)
        )
        # CSL-M, default-locale-sort: in which language lists are sorted.
        self._sort_language = sort_language or style.options.sort_language or self.locale.language
        self._citation: CompiledArea = compile_area(style.citation, style, self.locale)
        self._people = People()
        self._items: dict[str, Item] = {}
        self._registry: list[Item] = []
        self._first_notes: dict[str, int] = {}
        self._sorted: list[Item] | None = None
        self._sorter: Sorter[Item] | None = None
        self._states: dict[str, Disambiguation] = {}
        self._cites: KeptCites | None = {} if keeps_cites else None
        self._forget()

    def register(self, references: Iterable[Reference], *, unknown: Iterable[str] = ()) -> None:
        """Make `references` the citable works, in this order; the first of an id counts.

        A cite of an `unknown` id prints that id, and the bibliography does not list it. Of works
        that were registered before what was worked out is kept.
        """
        items: dict[str, Item] = {}
        for reference in references:
            if reference.id not in items:
                items[reference.id] = self._item_of(reference)
        set_outlines(items.values())
        self._registry = list(items.values())
        known = set(self._registry)
        self._items = {**{key: UnknownItem(key) for key in unknown}, **items}
        if self._cites:
            self._cites = {one: kept for one, kept in self._cites.items() if one in known}
        self._forget()

    def _item_of(self, reference: Reference) -> Item:
        known = self._items.get(reference.id)
        if known is not None and known.source == reference:
            return known
        return Item(reference, self.style.own_variables, self._people)

    def use_only(self, ids: Iterable[str]) -> None:
        """Let only these registered works count, in this order (a document's cited works).

        Raises NotFoundError for an id that is not registered.
        """
        registry = [self._item(identifier) for identifier in ids]
        if registry != self._registry:
            self._registry = registry
            self._forget()

    def registered_ids(self) -> list[str]:
        """The ids of the works that count, in bibliography order."""
        return [item.id for item in self._in_order()]

    def bibliography(
        self, *, link_titles: bool = False, kept: KeptEntries | None = None
    ) -> Bibliography:
        """All works as entries, in the order of the style.

        `link_titles` makes the title of a work a link where the style prints none of its
        addresses; `kept` holds entries from one time to the next (see `make_bibliography`). Empty
        for a style without a bibliography.
        """
        area = self._bibliography
        if area is None:
            return Bibliography(())
        self._disambiguate()
        items = self._in_order()
        return make_bibliography(
            items,
            area,
            self._states,
            self._given_levels,
            self.style.bibliography_options,
            cited_names=self._cited_names,
            is_numeric=self.used_circumstances.number,
            link_titles=link_titles,
            kept=kept,
        )

    def cite(self, citation: Citation) -> Output:
        """One citation by itself, every cite a first one unless it says otherwise.

        Raises NotFoundError for a cite of a work that is not registered.
        """
        self._disambiguate()
        return self.cite_placed(
            [place_cite(self._item(cite.id), cite) for cite in citation.cites],
            mode=citation.mode,
            infix=citation.infix,
        )

    def place(self, citations: Sequence[Citation]) -> list[list[Placed]]:
        """The positions of all cites of a document, its citations in order."""
        rows = place_citations(
            citations,
            lambda cite: self._item(cite.id),
            near_note_distance=self.style.citation_options.near_note_distance,
        )
        if self.used_circumstances.first_note:
            self._note_first_notes(citations)
        self._disambiguate()
        return rows

    def _note_first_notes(self, citations: Sequence[Citation]) -> None:
        """Remember where works are first cited; cites that say so are told apart by it."""
        notes: dict[str, int] = {}
        for citation in citations:
            for cite in citation.cites if citation.note_number else ():
                notes.setdefault(cite.id, citation.note_number)
        if notes != self._first_notes:
            self._first_notes = notes
            self._forget()

    def cite_placed(
        self,
        cites: Sequence[Placed],
        *,
        mode: str = PLAIN,
        infix: str = "",
        bare: bool = False,
        keeps_prefixed: bool = False,
    ) -> Output:
        """One citation whose cites have been placed in a document.

        `mode` and `infix` as in `Citation`. `bare` leaves the affixes of the layout out, for a
        citation inside a sentence of a note; `keeps_prefixed` sorts no cite across one with a
        prefix.
        """
        from mscref.csl.passes.narrative import Wanted

        return self._maker.make(cites, Wanted(mode, infix, bare, keeps_prefixed))

    def in_order(self, cites: Sequence[Placed]) -> Sequence[Placed]:
        """The cites of one citation as the style sorts them."""
        from mscref.csl.passes.narrative import Wanted

        return self._maker.in_order(cites, Wanted(keeps_prefixed=True))

    def author_of(self, placed: Placed) -> Output | None:
        """The names of a cite alone, or what stands in for them; None where it prints none."""
        rendered = self._renderer.render(placed)
        if isinstance(placed.item, UnknownItem) or not rendered.names_text:
            return None
        block = rendered.trace.blocks[0]
        return finish(rendered.tokens[block.start : block.end])

    def begins_with_title(self, placed: Placed) -> bool:
        """Whether a cite begins with a title that no names element prints (APA: a decision)."""
        return self._renderer.render(placed).head is Head.TITLE

    def title_of(self, placed: Placed) -> Output | None:
        """What stands in the text for a work of which a cite prints no names; None for nothing."""
        output = finish(self._maker.common_author(placed))
        return output if output.tokens and not isinstance(placed.item, UnknownItem) else None

    @property
    def _maker(self) -> CitationMaker:
        from mscref.csl.passes.narrative import CitationMaker

        return CitationMaker(
            self._renderer,
            self.style.citation_options,
            lambda: self._author_areas,
            language=self._sort_language,
        )

    @cached_property
    def _author_areas(self) -> AuthorAreas:
        from mscref.csl.passes.narrative import AuthorAreas

        own = self.style.intext
        return AuthorAreas(
            compile_area(own, self.style, self.locale) if own else None,
            compile_area(common_intext(self.style), self.style, self.locale),
        )

    def disambiguation_of(self, identifier: str) -> Hashable:
        """What was added to the cites of a work, as a value that can be compared."""
        return signature_of(self._item(identifier), self._states, self._given_levels)

    @cached_property
    def _bibliography(self) -> CompiledArea | None:
        area = self.style.bibliography
        return compile_area(area, self.style, self.locale) if area else None

    @property
    def _renderer(self) -> CiteRenderer:
        return self._make_renderer(self._states, self._given_levels)

    def _make_renderer(
        self, states: Mapping[str, Disambiguation], given_levels: Mapping[object, int] | None
    ) -> CiteRenderer:
        return CiteRenderer(
            self._citation,
            states,
            given_levels,
            is_note=self.style.is_note,
            names_differ=self.used_circumstances.names,
        )

    def _forget(self) -> None:
        self._sorted = None
        self._states = {}
        self._given_levels: dict[object, int] = {}
        self._cited_names: dict[str, tuple[int, ...]] = {}
        self._is_disambiguated = False

    def _disambiguate(self) -> None:
        """Tell cites apart, once for a registry, where the style has any means to."""
        if self._is_disambiguated:
            return
        self._is_disambiguated = True
        items = self._in_order()
        if self._disambiguates:
            result = disambiguate(
                items,
                self.style.citation_options,
                self._make_renderer,
                first_notes=self._first_notes,
                position=SUBSEQUENT,
                kept=None if self.used_circumstances.number else self._cites,
            )
            self._states, self._given_levels = result.states, result.given_levels
            self._cited_names = result.cited_names
            # Given names that were added everywhere count in the order of the bibliography, too
            # (apa-6th-edition); those added for one cite do not (conservation-physiology).
            if result.given_levels and self._sorter:
                self._sorted = self._sort_told_apart(self._sorter)

    @cached_property
    def used_circumstances(self) -> UsedCircumstances:
        """What the citation layout prints or tests of the document around a cite."""
        return used_circumstances(self.style)

    @cached_property
    def _disambiguates(self) -> bool:
        options = self.style.citation_options
        return (
            options.adds_names
            or options.adds_givenname
            or options.adds_year_suffix
            or tests_disambiguate(self.style)
        )

    def _item(self, identifier: str) -> Item:
        item = self._items.get(identifier)
        if item is None:
            from difflib import get_close_matches

            near = get_close_matches(identifier, self._items, n=3)
            raise NotFoundError(
                f"no reference `{identifier}`",
                hint=f"did you mean {' or '.join(near)}?" if near else "",
            )
        return item

    def _in_order(self) -> list[Item]:
        """The items in bibliography order, numbered."""
        if self._sorted is None:
            area = self._bibliography
            self._sorter = Sorter(
                area.keys if area else (),
                circumstances_of=Circumstances,
                language=self._sort_language,
            )
            self._sorted = self._number(self._sorter)
        return self._sorted

    def _sort_told_apart(self, sorter: Sorter[Item]) -> list[Item]:
        """The items in the order in which given names that were added everywhere count."""
        levels = self._given_levels
        changed = [
            item for item in self._registry if any(person in levels for person in item.people())
        ]
        sorter.weigh_anew(changed, self._told_apart)
        return self._number(sorter)

    def _number(self, sorter: Sorter[Item]) -> list[Item]:
        """The items in their order, and numbered in it."""
        _set_numbers(self._registry)
        items = sorter.sorted(self._registry)
        _set_numbers(items)
        return items

    def _told_apart(self, item: Item) -> Circumstances:
        """Those in which the given names that disambiguation added everywhere are shown."""
        return Circumstances(item, given_levels=self._given_levels)


def _set_numbers(items: Sequence[Item]) -> None:
    for number, item in enumerate(items, start=1):
        item.number = number
