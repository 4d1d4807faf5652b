"""Items → the entries of a bibliography."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from mscref.csl.ast import BibliographyOptions
from mscref.csl.compile import CompiledArea
from mscref.csl.context import Circumstances, Disambiguation, Trace
from mscref.csl.items import Item
from mscref.csl.output import (
    Bibliography,
    Entry,
    Mark,
    Token,
    Tokens,
    has_text,
    put_stop_before_comma,
)
from mscref.csl.passes.cites import NO_PRINTED_FORM
from mscref.csl.passes.disambiguate import signature_of
from mscref.csl.passes.finish import finish
from mscref.csl.passes.substitute import AuthorSubstitute
from mscref.records import replaced


def make_bibliography(
    items: Sequence[Item],
    area: CompiledArea,
    states: Mapping[str, Disambiguation],
    given_levels: Mapping[object, int],
    options: BibliographyOptions,
    *,
    cited_names: Mapping[str, tuple[int, ...]],
    is_numeric: bool,
    link_titles: bool = False,
    kept: KeptEntries | None = None,
) -> Bibliography:
    """Evaluate all entries in the order given; `link_titles` as in `links`.

    `cited_names` are the fewest names of entries (`Circumstances`), by id. Where a style
    `is_numeric`, its cites print the numbers of the entries.

    What `kept` holds of the last time is taken from there where nothing that an entry depends on
    has changed, and what was made this time is put there.

    CSL 1.0.2, Bibliography.
    """
    substitution = (
        AuthorSubstitute(options.author_substitute, options.author_substitute_rule)
        if options.author_substitute is not None
        else None
    )
    maker = _EntryMaker(
        area,
        states,
        given_levels,
        substitution,
        cited_names=cited_names,
        is_numeric=is_numeric or area.scope.prints_number,
        link_titles=link_titles,
    )
    if kept is None:
        entries = [maker.make(item) for item in items]
    else:
        made = {item: maker.made(item, kept) for item in items}
        kept.clear()
        kept.update(made)
        entries = [one.entry for one in made.values()]
    finished = tuple([entry for entry in entries if entry is not None])
    align = options.second_field_align
    return Bibliography(
        entries=finished,
        hanging_indent=options.hanging_indent,
        second_field_align=align,
        entry_spacing=options.entry_spacing,
        line_spacing=options.line_spacing,
        max_offset=max([_offset(entry) for entry in finished], default=0) if align else 0,
    )


class MadeEntry(NamedTuple):
    """An entry, what it depends on, and the names that the next one is compared with.

    The entry is None for a work of which nothing is printed.
    """

    signature: object
    entry: Entry | None
    names: tuple[object, ...]


# The entries of one style from one time to the next.
KeptEntries: TypeAlias = dict[Item, MadeEntry]


class _EntryMaker:
    """Makes one entry after the other."""

    def __init__(
        self,
        area: CompiledArea,
        states: Mapping[str, Disambiguation],
        given_levels: Mapping[object, int],
        substitution: AuthorSubstitute | None,
        *,
        cited_names: Mapping[str, tuple[int, ...]],
        is_numeric: bool,
        link_titles: bool,
    ) -> None:
        self._area = area
        self._states = states
        self._given_levels = given_levels
        self._substitution = substitution
        self._link_titles = link_titles
        self._cited_names = cited_names
        self._is_numeric = is_numeric

    def made(self, item: Item, kept: KeptEntries) -> MadeEntry:
        """The entry of the last time, where it would be the same."""
        signature = (
            item.number if self._is_numeric else 0,
            signature_of(item, self._states, self._given_levels),
            self._substitution.previous if self._substitution else (),
            self._link_titles,
        )
        known = kept.get(item)
        if known is None or known.signature != signature:
            entry = self.make(item)
            names = self._substitution.previous if self._substitution else ()
            return MadeEntry(signature, entry, names)
        if self._substitution:
            self._substitution.previous = known.names
        return known

    def make(self, item: Item) -> Entry | None:
        """Evaluate the entry of a work; None where nothing of it is printed."""
        tokens = self._tokens(item)
        if not has_text(tokens):
            if not self._is_numeric:
                return None
            tokens = _failure(item)
        elif self._link_titles:
            from mscref.csl.passes.links import link_title

            link_title(tokens, item)
        return Entry(item.id, finish(_enclose(tokens, self._area.of(item))))

    def _tokens(self, item: Item) -> Tokens:
        asked = Circumstances(
            item,
            disambiguation=self._states.get(item.id),
            given_levels=self._given_levels or None,
            marks_title=self._link_titles,
            cited_names=self._cited_names.get(item.id, ()),
        )
        trace, tokens = _evaluated(asked, self._area)
        if self._substitution is not None and self._substitution.apply(trace, tokens):
            _, tokens = _evaluated(replaced(asked, silent_names=True), self._area)
        return tokens


def _evaluated(asked: Circumstances, area: CompiledArea) -> tuple[Trace, Tokens]:
    """What is noticed and printed where an entry is asked for."""
    trace = Trace(capitalize_term=True)
    tokens: Tokens = []
    area.of(asked.item).layout(asked, trace, tokens)
    return trace, tokens


def _failure(item: Item) -> Tokens:
    """What stands for a numbered work of which the style prints nothing.

    Without numbers such a work is left out (suite: sort_OmittedBibRef*).
    """
    return [f"{item.number}. {NO_PRINTED_FORM}"]


def _enclose(tokens: Tokens, area: CompiledArea) -> Tokens:
    """Layout affixes and formatting; affixes stand inside the blocks of display."""
    first, last = 0, len(tokens)
    if area.prefix and _is_display(tokens[0]):
        first = 1
    suffix = area.suffix
    end = tokens[-1]
    if suffix and isinstance(end, Mark) and end.kind == "display":
        last -= 1
        if area.last_blocks and end.value not in area.last_blocks:
            # The block that it ends is not there (an entry that is only a number).
            suffix = ()
    made = [*area.opening, *tokens[:first], *area.prefix, *tokens[first:last]]
    if suffix != (".",) or not put_stop_before_comma(made):
        made += suffix
    made += tokens[last:]
    made += area.closing
    return made


def _is_display(token: Token) -> bool:
    return isinstance(token, Mark) and token.kind == "display"


def _offset(entry: Entry) -> int:
    """The width of the first field of an entry, in characters."""
    tokens = iter(entry.output.tokens)
    first = next(tokens, "")
    if not _is_display(first):
        return 0
    width = 1
    for token in tokens:
        if type(token) is str:
            width += len(token)
        elif _is_display(token):
            return width
    return 1
