"""One cite of one item → tokens, and what later passes need to know about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from mscref.csl.compile import CompiledArea
from mscref.csl.context import FIRST, Context, Disambiguation, Item, UnknownItem
from mscref.csl.output import Tokens, plain_text
from mscref.model.citation import Cite

NO_PRINTED_FORM = "[CSL STYLE ERROR: reference with no printed form.]"


@dataclass(slots=True, eq=False)
class Placed:
    """A cite with its item and where it stands in the document."""

    item: Item
    cite: Cite
    position: int = FIRST
    near_note: bool = False
    first_note: int = 0


class Head(Enum):
    """What a cite begins with, where names may stand."""

    NAMES = "names"
    TERM = "term"
    OTHER = "other"
    NOTHING = "nothing"


@dataclass(slots=True, eq=False)
class RenderedCite:
    """The tokens of a cite without its own prefix and suffix, and the context that made them.

    `spoken` is the same cite with its names, where they are silent: cites are grouped by them.
    """

    placed: Placed
    tokens: Tokens
    context: Context
    spoken: RenderedCite | None = None

    @property
    def head(self) -> Head:
        """Whether the cite has names, something in their place, or neither."""
        if self.spoken is not None:
            return self.spoken.head
        if not self.context.blocks:
            return Head.NOTHING
        block = self.context.blocks[0]
        if block.people:
            return Head.NAMES
        return Head.OTHER if block.variable else Head.TERM

    @property
    def names_text(self) -> str:
        """The text of the first names, or of what stands in for them; "" without either."""
        if self.spoken is not None:
            return self.spoken.names_text
        blocks = self.context.blocks
        if not blocks:
            return ""
        return plain_text(self.tokens[blocks[0].start : blocks[0].end])

    @property
    def stand_in(self) -> Tokens:
        """The first names of the cite, or what is printed in their place; [] without either."""
        start, end = self.context.stand_in or (0, 0)
        return self.tokens[start:end]


class CiteRenderer:
    """Renders cites with a compiled citation layout and the disambiguation found so far."""

    def __init__(
        self,
        area: CompiledArea,
        states: Mapping[str, Disambiguation],
        given_levels: Mapping[object, int] | None,
        *,
        is_note: bool,
    ) -> None:
        self.area = area
        self._states = states
        self._given_levels = given_levels
        self._is_note = is_note

    def context(self, placed: Placed) -> Context:
        """A fresh context for one cite."""
        context = Context(placed.item, placed.cite)
        context.position = placed.position
        context.near_note = placed.near_note
        context.first_note = placed.first_note
        context.disambiguation = self._states.get(placed.item.id)
        context.given_levels = self._given_levels or None
        return context

    def sort_context(self, placed: Placed) -> Context:
        """A context for sort keys, which do not depend on what tells cites apart."""
        context = Context(placed.item, placed.cite)
        context.position = placed.position
        return context

    def render(
        self,
        placed: Placed,
        *,
        silent_names: bool = False,
        silent_year: bool = False,
        without_suffix: bool = False,
        capitalize: bool = False,
        comparing: bool = False,
    ) -> RenderedCite:
        """Evaluate the layout for one cite; what is silent is evaluated but not printed."""
        context = self.context(placed)
        context.silent_names = silent_names
        context.silent_stand_in = silent_names and placed.cite.suppress_author
        context.silent_year = silent_year
        context.is_comparing = comparing
        context.capitalize_term = capitalize and self._is_note
        if without_suffix and context.disambiguation is not None:
            context.disambiguation = context.disambiguation.without_suffix()
        item = placed.item
        if isinstance(item, UnknownItem):
            return RenderedCite(placed, item.key_tokens(), context)
        tokens: Tokens = []
        self.area.of(placed.item).layout(context, tokens)
        return RenderedCite(placed, tokens, context)
