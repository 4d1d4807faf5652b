"""Rendered cites → one citation: affixes of cites, delimiters, grouping and collapsing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mscref.csl.compile import CompiledArea
from mscref.csl.output import Tokens
from mscref.csl.passes.cites import CiteRenderer, Placed, RenderedCite
from mscref.csl.richtext import parse_rich_text


def assemble_citation(
    cites: Sequence[Placed],
    renderer: CiteRenderer,
    options: Mapping[str, str],
) -> Tokens:
    """The tokens of a whole citation."""
    area = renderer.area
    rendered = [
        renderer.render(placed, capitalize=index == 0 and not placed.cite.prefix)
        for index, placed in enumerate(cites)
    ]
    tokens: Tokens = [*area.opening, *area.prefix]
    for index, one in enumerate(rendered):
        if index:
            tokens.append(area.delimiter)
        tokens.extend(_with_affixes(one, area))
    tokens += [*area.suffix, *area.closing]
    return tokens


def _with_affixes(one: RenderedCite, area: CompiledArea) -> Tokens:
    cite = one.placed.cite
    quotes = area.scope.quotes
    tokens: Tokens = []
    if cite.prefix:
        tokens.extend(parse_rich_text(cite.prefix, quotes))
    tokens.extend(one.tokens)
    if cite.suffix:
        tokens.extend(parse_rich_text(cite.suffix, quotes))
    return tokens
