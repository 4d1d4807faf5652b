"""One cite of one item → tokens, and what later passes need to know about it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from mscref.csl.compile import CompiledArea
from mscref.csl.context import FIRST, SUBSEQUENT, Circumstances, Disambiguation, Trace
from mscref.csl.items import Item, UnknownItem
from mscref.csl.output import Tokens, plain_text
from mscref.model.citation import Cite
from mscref.records import Record
from mscref.records import replaced as replace

_TITLES = frozenset(["title", "title-short", "container-title"])
NO_PRINTED_FORM = "[CSL STYLE ERROR: reference with no printed form.]"


class Placed(Record, frozen=False, eq=False):
    """A cite with its item and where it stands in the document.

    `author_in_text` where its author, or a word for an author unknown, stands before the citation;
    `title_in_text` where the title that it would begin with does so in the same sentence.
    """

    item: Item
    cite: Cite
    position: int = FIRST
    near_note: bool = False
    first_note: int = 0
    author_in_text: bool = False
    title_in_text: bool = False


class Head(Enum):
    """What a cite begins with, where names may stand."""

    NAMES = "names"
    OTHER = "other"  # a variable in the place of names
    TITLE = "title"  # which no cs:names prints: a decision in APA
    NOTHING = "nothing"  # but words, maybe: "Anon."


class RenderedCite(Record, frozen=False, eq=False):
    """The tokens of a cite without its own prefix and suffix, what was asked for and noticed.

    `spoken` is the same cite with its names, where they are silent: cites are grouped by them.
    """

    placed: Placed
    tokens: Tokens
    asked: Circumstances
    trace: Trace
    spoken: RenderedCite | None = None

    @property
    def head(self) -> Head:
        """Whether the cite has names, something in their place, or neither."""
        if self.spoken is not None:
            return self.spoken.head
        if isinstance(self.placed.item, UnknownItem):
            return Head.TITLE  # a key that nobody registered belongs to no names before it
        trace = self.trace
        if trace.blocks:
            return Head.NAMES if trace.blocks[0].people else Head.OTHER
        is_title = trace.first_variable in _TITLES and trace.stand_in is None
        return Head.TITLE if is_title else Head.NOTHING

    @property
    def names_text(self) -> str:
        """The text of the first names, or of what stands in for them; "" without either."""
        if self.spoken is not None:
            return self.spoken.names_text
        blocks = self.trace.blocks
        if not blocks:
            return ""
        return plain_text(self.tokens[blocks[0].start : blocks[0].end])

    @property
    def stand_in(self) -> Tokens:
        """The first names of the cite, or what is printed in their place; [] without either."""
        start, end = self.trace.stand_in or (0, 0)
        return self.tokens[start:end]


class CiteRenderer:
    """Renders cites with a compiled citation layout and the disambiguation found so far.

    Where `names_differ`, later cites may show other names than first ones.
    """

    def __init__(
        self,
        area: CompiledArea,
        states: Mapping[str, Disambiguation],
        given_levels: Mapping[object, int] | None,
        *,
        is_note: bool,
        names_differ: bool,
    ) -> None:
        self.area = area
        self._states = states
        self._given_levels = given_levels
        self._is_note = is_note
        self._names_differ = names_differ

    def circumstances(
        self,
        placed: Placed,
        *,
        silent_names: bool = False,
        silent_year: bool = False,
        without_suffix: bool = False,
        comparing: bool = False,
    ) -> Circumstances:
        """What a cite is asked for; what is silent is evaluated but not printed."""
        state = self._states.get(placed.item.id)
        if without_suffix and state is not None:
            state = state.without_suffix()
        return Circumstances(
            placed.item,
            placed.cite,
            position=placed.position,
            near_note=placed.near_note,
            first_note=placed.first_note,
            disambiguation=state,
            given_levels=self._given_levels or None,
            silent_names=silent_names,
            silent_stand_in=placed.author_in_text,
            silent_title=placed.title_in_text,
            silent_year=silent_year,
            is_comparing=comparing,
        )

    def for_sorting(self, placed: Placed) -> Circumstances:
        """Those of a sort key, which do not depend on what tells cites apart."""
        return Circumstances(placed.item, placed.cite, position=placed.position)

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
        """Evaluate the layout for one cite; `capitalize` where it begins a sentence of a note."""
        asked = self.circumstances(
            placed,
            silent_names=silent_names,
            silent_year=silent_year,
            without_suffix=without_suffix,
            comparing=comparing,
        )
        rendered = self._evaluated(placed, asked, capitalize=capitalize)
        if self._names_differ and placed.position == FIRST and _hides_names(rendered):
            kept = self._names_kept_later(placed, asked)
            if any(map(int.__gt__, kept, [one.shown for one in rendered.trace.blocks])):
                asked = replace(asked, cited_names=kept)
                rendered = self._evaluated(placed, asked, capitalize=capitalize)
        return rendered

    def _evaluated(
        self, placed: Placed, asked: Circumstances, *, capitalize: bool = False
    ) -> RenderedCite:
        trace = Trace(capitalize_term=capitalize and self._is_note)
        item = placed.item
        if isinstance(item, UnknownItem):
            return RenderedCite(placed, item.key_tokens(), asked, trace)
        tokens: Tokens = []
        self.area.of(item).layout(asked, trace, tokens)
        return RenderedCite(placed, tokens, asked, trace)

    def _names_kept_later(self, placed: Placed, asked: Circumstances) -> tuple[int, ...]:
        """How many names the lists of a later cite keep, which no first cite falls below.

        (Reference processor: who is named when a work is met again was named before.)
        """
        later = self._evaluated(placed, replace(asked, position=SUBSEQUENT, near_note=True))
        return tuple([block.kept for block in later.trace.blocks])


def _hides_names(rendered: RenderedCite) -> bool:
    return any(block.hidden for block in rendered.trace.blocks)
