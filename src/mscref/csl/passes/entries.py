"""Items → the entries of a bibliography."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    mark_pair,
    plain_text,
)
from mscref.csl.passes.cites import NO_PRINTED_FORM
from mscref.csl.passes.finish import finish
from mscref.csl.passes.substitute import AuthorSubstitute
from mscref.records import replaced

_, _MARGIN_CLOSE = mark_pair("display", "left-margin")


def make_bibliography(
    items: Sequence[Item],
    area: CompiledArea,
    states: Mapping[str, Disambiguation],
    given_levels: Mapping[object, int],
    options: BibliographyOptions,
    *,
    link_titles: bool = False,
) -> Bibliography:
    """Evaluate all entries in the order given; `link_titles` as in `links`."""
    entries = []
    substitution = (
        AuthorSubstitute(options.author_substitute, options.author_substitute_rule)
        if options.author_substitute is not None
        else None
    )
    for item in items:
        asked = Circumstances(
            item,
            disambiguation=states.get(item.id),
            given_levels=given_levels or None,
            marks_title=link_titles,
        )
        trace, tokens = _evaluated(asked, area)
        if substitution is not None and substitution.apply(trace, tokens):
            _, tokens = _evaluated(replaced(asked, silent_names=True), area)
        if link_titles and has_text(tokens):
            from mscref.csl.passes.links import link_title

            link_title(tokens, item)
        entries.append((item, tokens if has_text(tokens) else []))
    is_numeric = area.scope.prints_number
    finished = tuple(
        [
            Entry(item.id, finish(_enclose(tokens or _failure(item), area.of(item))))
            for item, tokens in entries
            if is_numeric or has_text(tokens)
        ]
    )
    align = options.second_field_align
    return Bibliography(
        finished,
        options.hanging_indent,
        align,
        options.entry_spacing,
        options.line_spacing,
        max([_offset(entry) for entry in finished], default=0) if align else 0,
    )


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
    if suffix and _is_display(tokens[-1]):
        last -= 1
        if tokens[-1] is _MARGIN_CLOSE and area.has_inline_block:
            # There is nothing beside the margin to end (an entry that is only a number).
            suffix = ()
    return [
        *area.opening,
        *tokens[:first],
        *area.prefix,
        *tokens[first:last],
        *suffix,
        *tokens[last:],
        *area.closing,
    ]


def _is_display(token: Token) -> bool:
    return isinstance(token, Mark) and token.kind == "display"


def _offset(entry: Entry) -> int:
    """The width of the first field of an entry, in characters."""
    tokens = entry.output.tokens
    if not tokens or not _is_display(tokens[0]):
        return 0
    end = next((place for place, token in enumerate(tokens) if place and _is_display(token)), 0)
    return len(plain_text(tokens[:end])) + 1
