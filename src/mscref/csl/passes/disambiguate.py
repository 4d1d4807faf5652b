"""Telling cites apart: given names, more names, extra text, year-suffixes (docs/disambiguation.md).

A *pool* is a set of works whose cites read the same. Every work is rendered once; from then on
only pools of two or more are touched, so that the cost stays linear in the number of works.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeAlias

from mscref.csl.ast import CitationOptions
from mscref.csl.context import (
    AS_STYLED,
    WITH_GIVEN,
    WITH_INITIALS,
    Disambiguation,
    NamesBlock,
)
from mscref.csl.items import Item, Person
from mscref.csl.output import plain_text
from mscref.csl.passes.cites import CiteRenderer, Placed, RenderedCite
from mscref.csl.text.initials import initials as initials_of
from mscref.model.citation import Cite
from mscref.records import Record, made

# A renderer that sees the states and the levels of given names found so far.
MakeRenderer: TypeAlias = Callable[
    [Mapping[str, Disambiguation], Mapping[object, int] | None], CiteRenderer
]
# The cites of one style to which nothing is added, from one time to the next, with the first note.
KeptCites: TypeAlias = dict[Item, tuple[int, RenderedCite]]


class DisambiguationResult(Record, frozen=False):
    """What was found out: additions by item id, and given names that hold everywhere.

    `cited_names` are how many names the lists of each cite show, where entries have to know it.
    """

    states: dict[str, Disambiguation] = made(factory=dict)
    given_levels: dict[object, int] = made(factory=dict)
    cited_names: dict[str, tuple[int, ...]] = made(factory=dict)


def disambiguate(
    items: Sequence[Item],
    options: CitationOptions,
    make_renderer: MakeRenderer,
    *,
    first_notes: Mapping[str, int],
    position: int,
    kept: KeptCites | None = None,
) -> DisambiguationResult:
    """Tell the cites of `items` (in bibliography order) apart as far as the style allows.

    `first_notes` are the notes in which works are first cited, where the style prints them: cites
    that refer to different notes are not ambiguous. `position` is that in which cites are compared.
    What `kept` holds of the last time is taken from there, and what was made is put there; a style
    whose cites print the number of a work can keep none.

    CSL 1.0.2, Disambiguation.
    """
    result = DisambiguationResult()
    renderer = make_renderer(result.states, result.given_levels)
    work = _Work(items, options, result, renderer, first_notes=first_notes, position=position)
    work.run(kept)
    return result


class _Work:
    """The state of one disambiguation."""

    def __init__(
        self,
        items: Sequence[Item],
        options: CitationOptions,
        result: DisambiguationResult,
        renderer: CiteRenderer,
        *,
        first_notes: Mapping[str, int],
        position: int,
    ) -> None:
        self._first_notes: Mapping[str, int] = first_notes
        self._position = position
        self._items = items
        self._options = options
        self._result = result
        self._renderer = renderer
        self._by_cite = options.adds_givenname and options.givenname_rule == "by-cite"

    def run(self, kept: KeptCites | None) -> None:
        """The steps of the page, one after the other."""
        self._first_notes = self._telling_notes()
        rendered = self._plain(kept)
        if self._options.adds_names and self._options.adds_givenname:
            self._result.cited_names.update(_cited_names(rendered))
        rendered = self._add_given_names_everywhere(rendered)
        pools = _pools((one.placed.item, _key(one)) for one in rendered)
        pools = [part for pool in pools for part in self._add_names(pool)]
        if self._options.adds_year_suffix:
            pools = [part for pool in self._merged(pools) for part in self._add_year_suffixes(pool)]
        for pool in pools:
            self._set_conditions(pool)

    def _plain(self, kept: KeptCites | None) -> list[RenderedCite]:
        """The cites to which nothing is added yet."""
        if kept is None:
            return [self._render(one) for one in self._items]
        return [self._kept(one, kept) for one in self._items]

    def _kept(self, item: Item, kept: KeptCites) -> RenderedCite:
        note = self._first_notes.get(item.id, 0)
        known = kept.get(item)
        if known is None or known[0] != note:
            known = kept[item] = (note, self._render(item))
        return known[1]

    def _telling_notes(self) -> dict[str, int]:
        """The first notes that tell two works apart whose cites are otherwise the same.

        Between three and more by the same people the number of a note is not enough (reference
        processor); cites without names have nothing else.
        """
        notes = self._first_notes
        if not notes:
            return {}
        self._first_notes = {}
        pools = _pools((item, _key(self._render(item))) for item in self._items)
        told = [pool for pool in pools if len(pool) == 2 or not self._render(pool[0]).trace.blocks]
        return {item.id: notes.get(item.id, 0) for pool in told for item in pool}

    def _add_given_names_everywhere(self, rendered: list[RenderedCite]) -> list[RenderedCite]:
        """Find the levels of given names that hold for all; returns the cites as they are then."""
        levels = self._result.given_levels
        if self._options.adds_givenname and not self._by_cite:
            levels.update(_global_levels(rendered, self._options.givenname_rule))
        if not levels:
            return rendered
        return [self._render(one.placed.item) if _shows(one, levels) else one for one in rendered]

    def _merged(self, pools: list[list[Item]]) -> list[list[Item]]:
        """Pools that read the same after all are one (their names may have been taken back)."""
        if len(pools) < 2:
            return pools
        keys: dict[str, list[Item]] = {}
        for pool in pools:
            for item in pool:
                keys.setdefault(_key(self._render(item)), []).append(item)
        return [pool for pool in keys.values() if len(pool) > 1]

    def _render(self, item: Item) -> RenderedCite:
        first_note = self._first_notes.get(item.id, 0)
        return self._renderer.render(
            Placed(item, Cite(item.id), self._position, near_note=True, first_note=first_note),
            comparing=True,
        )

    def _state(self, item: Item) -> Disambiguation:
        state = self._result.states.get(item.id)
        if state is None:
            state = self._result.states[item.id] = Disambiguation()
        return state

    def _split(self, pool: list[Item]) -> list[list[Item]]:
        keys: dict[str, list[Item]] = {}
        for item in pool:
            keys.setdefault(_key(self._render(item)), []).append(item)
        return list(keys.values())

    def _add_names(self, pool: list[Item]) -> list[list[Item]]:
        """Add given names and hidden names until the pool falls apart; what stays together."""
        parts = self._try_given_names(pool) if self._by_cite else None
        if parts is None and self._options.adds_names:
            parts = self._try_more_names(pool)
        if parts is None:
            return [pool]
        remaining = []
        for part in parts:
            if len(part) > 1:
                remaining.extend(self._add_names(part))
        return remaining

    def _try_more_names(self, pool: list[Item]) -> list[list[Item]] | None:
        """Show hidden names one by one; None, and all as before, where that splits nothing."""
        before = [dict(self._state(item).names) for item in pool]
        while True:
            grown = False
            for item in pool:
                grown |= self._show_one_more(item)
            if not grown:
                break
            parts = self._split(pool)
            if len(parts) > 1:
                return parts
            if self._by_cite:
                parts_by_given = self._try_given_names(pool)
                if parts_by_given is not None:
                    return parts_by_given
        for item, names in zip(pool, before, strict=True):
            self._state(item).names = names
        return None

    def _show_one_more(self, item: Item) -> bool:
        """Show one more name in the first block that hides some."""
        state = self._state(item)
        for index, block in enumerate(self._render(item).trace.blocks):
            if block.hidden:
                state.names[index] = block.shown + 1
                return True
        return False

    def _try_given_names(self, pool: list[Item]) -> list[list[Item]] | None:
        """Expand the given names of one name after the other until something splits."""
        blocks = self._render(pool[0]).trace.blocks
        for block_index, block in enumerate(blocks):
            for name_index in range(block.shown):
                place = (block_index, name_index)
                for level in (WITH_INITIALS, WITH_GIVEN) if block.has_initials else (WITH_GIVEN,):
                    before = [self._state(item).givens.get(place, AS_STYLED) for item in pool]
                    if max(before) >= level:
                        continue
                    for item in pool:
                        self._state(item).givens[place] = level
                    parts = self._split(pool)
                    if len(parts) > 1:
                        return parts
                    for item, old in zip(pool, before, strict=True):
                        _reset(self._state(item).givens, place, old)
        return None

    def _set_conditions(self, pool: list[Item]) -> None:
        """Let one more test of `disambiguate` be true after the other, until something splits."""
        while self._render(pool[0]).trace.tried_conditions > self._state(pool[0]).conditions:
            for item in pool:
                self._state(item).conditions += 1
            parts = self._split(pool)
            if len(parts) > 1:
                for part in parts:
                    if len(part) > 1:
                        self._set_conditions(part)
                return

    def _add_year_suffixes(self, pool: list[Item]) -> list[list[Item]]:
        """Give the works letters; the pool itself, without them, where its cites print none."""
        for number, item in enumerate(sorted(pool, key=self._place)):
            self._state(item).year_suffix = year_suffix(number)
        traces = [self._render(item).trace for item in pool]
        if any(one.used_suffix for one in traces) or not traces[0].tried_conditions:
            return []
        for item in pool:
            self._state(item).year_suffix = ""
        return [pool]

    def _place(self, item: Item) -> int:
        return item.number


def signature_of(
    item: Item, states: Mapping[str, Disambiguation], levels: Mapping[object, int]
) -> Hashable:
    """What was added to the cites of a work, as a value that can be compared. No rule of CSL."""
    state = states.get(item.id)
    given = [
        (person, levels[person]) for person in (item.people() if levels else ()) if person in levels
    ]
    return (state.signature() if state else None, tuple(given))


def year_suffix(number: int) -> str:
    """The suffix of the work `number` (from 0) of a pool: a … z, aa, ab …

    CSL 1.0.2, Disambiguation.
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _reset(givens: dict[tuple[int, int], int], place: tuple[int, int], level: int) -> None:
    if level:
        givens[place] = level
    else:
        givens.pop(place, None)


def _key(rendered: RenderedCite) -> str:
    """What a cite reads like; spacing tells nobody apart (suite: *DifferentSpacingInInitials)."""
    return plain_text(rendered.tokens).replace(" ", "")


def _cited_names(rendered: Iterable[RenderedCite]) -> Iterable[tuple[str, tuple[int, ...]]]:
    """How many names each cite shows: no entry shows fewer, where given names and more names are
    added (reference processor)."""
    for one in rendered:
        shown = tuple([block.shown for block in one.trace.blocks])
        if any(shown):
            yield one.placed.item.id, shown


def _pools(keyed: Iterable[tuple[Item, str]]) -> list[list[Item]]:
    """The sets of two and more items with the same key."""
    pools: dict[str, list[Item]] = {}
    for item, key in keyed:
        pools.setdefault(key, []).append(item)
    return [pool for pool in pools.values() if len(pool) > 1]


def _shows(rendered: RenderedCite, levels: Mapping[object, int]) -> bool:
    return any(person in levels for block in rendered.trace.blocks for person in block.people)


def _global_levels(rendered: Sequence[RenderedCite], rule: str) -> dict[object, int]:
    """How much of each given name it takes to tell all names of the document apart.

    The rules for primary names compare the first names of cites with each other (CSL 1.0.2,
    Disambiguation, givenname-disambiguation-rule).
    """
    primary_only = rule.startswith("primary-name")
    largest = WITH_INITIALS if rule.endswith("with-initials") else WITH_GIVEN
    alike: dict[str, list[tuple[Person, NamesBlock]]] = {}
    for one in rendered:
        for block in one.trace.blocks:
            for person in block.people[:1] if primary_only else block.people:
                alike.setdefault(block.person_text(person, AS_STYLED), []).append((person, block))
    levels: dict[object, int] = {}
    for people_alike in alike.values():
        if len(people_alike) > 1:
            levels.update(_levels_of(people_alike, largest))
    return levels


def _unspaced(text: str) -> str:
    """Initials that differ only in spacing are the same (suite: *DifferentSpacingInInitials)."""
    return text.replace(" ", "")


def _initials(person: Person) -> str:
    if person.is_given_whole:
        return person.given
    return initials_of(person.given, mark="", hyphen=True)


def _levels_of(alike: list[tuple[Person, NamesBlock]], largest: int) -> dict[object, int]:
    """The levels of names that read the same as the style writes them.

    Given names do not tell those apart that differ in "Jr." alone.
    """
    if len({(one.given, one.dropping, one.non_dropping) for one, _ in alike}) == 1:
        return {}
    full = [_unspaced(block.person_text(person, WITH_GIVEN)) for person, block in alike]
    if len(set(full)) == 1:
        return {}
    levels: dict[object, int] = {}
    by_initials: dict[str, set[str]] = {}
    if largest == WITH_INITIALS:
        # Whatever the style prints of a given name, no more than initials tell apart.
        initials = [_initials(person) for person, _ in alike]
    else:
        initials = [_unspaced(block.person_text(person, WITH_INITIALS)) for person, block in alike]
    for short, long in zip(initials, full, strict=True):
        by_initials.setdefault(short, set()).add(long)
    for (person, block), short in zip(alike, initials, strict=True):
        # Initials do where nobody else has them; else it takes the full name.
        alone = block.has_initials and len(by_initials[short]) == 1 and len(by_initials) > 1
        if alone or largest == WITH_INITIALS:
            if len(by_initials) > 1:
                levels[person] = WITH_INITIALS
        else:
            levels[person] = WITH_GIVEN
    return levels
