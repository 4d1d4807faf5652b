"""What an evaluator sees: one work (`Item`), its names (`Person`), and one evaluation (`Context`).

An `Item` wraps a `Reference` for one processor and keeps what was worked out of its fields:
parsed names, tokens of text fields. Everything is made when first asked for and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from mscref.csl.output import MarkPair, Token, Tokens, mark_pair, plain_text
from mscref.csl.richtext import parse_rich_text
from mscref.csl.text.scripts import is_unspaced
from mscref.model.citation import Cite
from mscref.model.dates import Date
from mscref.model.names import Name
from mscref.model.note_fields import with_note_fields
from mscref.model.particles import parse_particles
from mscref.model.raw_dates import parse_raw_date
from mscref.model.reference import FieldValue, Reference

# What an element has to say to the group around it (CSL 1.0.2, Group): nothing about variables,
# a variable that is empty, or a variable that was printed.
PLAIN, MISSING, PRESENT = 0, 1, 2

# Positions of a cite, ordered so that each implies the ones before it, except FIRST.
FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = 0, 1, 2, 3


class Person:
    """One name ready for rendering; `variants` keeps its rendered forms by style element."""

    __slots__ = (
        "comma_suffix",
        "dropping",
        "family",
        "given",
        "is_family_first",
        "is_given_whole",
        "is_unspaced",
        "literal",
        "name",
        "non_dropping",
        "static_ordering",
        "suffix",
        "variants",
    )

    def __init__(self, name: Name, *, family_first: bool = False) -> None:
        parsed = parse_particles(name)
        self.name = parsed
        self.family = parsed.family
        self.given = parsed.given
        self.dropping = parsed.dropping_particle
        self.non_dropping = parsed.non_dropping_particle
        self.suffix = parsed.suffix
        self.comma_suffix = parsed.comma_suffix
        self.static_ordering = parsed.static_ordering or family_first
        self.literal = parsed.literal
        if not self.literal and not self.family:
            self.literal, self.given = self.given, ""
        # In scripts without spaces (Chinese, Japanese, Korean) the family name goes first, joined
        # directly to a given name of such a script, which has no initials.
        self.is_family_first = is_unspaced(self.family)
        self.is_given_whole = is_unspaced(self.given)
        self.is_unspaced = self.is_family_first and (self.is_given_whole or not self.given)
        self.variants: dict[object, Tokens] = {}


# Languages in which names are written family first and without a comma, also in Latin letters:
# in works in them names are, too (reference processor).
_FAMILY_FIRST = frozenset(["hu", "ja", "vi", "zh"])


class Item:
    """One registered work. `number` is its citation number, counted from 1 (0: none yet)."""

    __slots__ = (
        "_dates",
        "_names",
        "_tokens",
        "fields",
        "id",
        "language",
        "number",
        "puts_family_first",
        "reference",
        "type",
    )

    def __init__(self, reference: Reference, own_variables: frozenset[str] = frozenset()) -> None:
        reference = with_note_fields(reference, own_variables)
        self.reference = reference
        self.id = reference.id
        self.type = reference.type
        self.fields: Mapping[str, FieldValue] = reference.fields
        self.language = reference.text("language")
        self.puts_family_first = self.language.partition("-")[0].lower() in _FAMILY_FIRST
        self.number = 0
        self._tokens: dict[tuple[str, MarkPair], tuple[Token, ...]] = {}
        self._names: dict[str, tuple[Person, ...]] = {}
        self._dates: dict[str, Date | None] = {}

    def text(self, variable: str) -> str:
        """A text or number variable as it stands, "" where it is absent."""
        value = self.fields.get(variable)
        if value.__class__ is str:
            return value
        return str(value) if isinstance(value, int) else ""

    def tokens(self, variable: str, quotes: MarkPair) -> tuple[Token, ...]:
        """A text variable with its markup parsed, its quotation marks made `quotes`."""
        found = self._tokens.get((variable, quotes))
        if found is None:
            found = parse_rich_text(self.text(variable).strip(), quotes)
            self._tokens[variable, quotes] = found
        return found

    def names(self, variable: str) -> tuple[Person, ...]:
        """A name variable, particles parsed."""
        found = self._names.get(variable)
        if found is None:
            value = self.fields.get(variable)
            names = value if isinstance(value, tuple) else ()
            found = self._names[variable] = tuple(
                [Person(name, family_first=self.puts_family_first) for name in names]
            )
        return found

    def people(self) -> list[Person]:
        """Everybody in any name variable."""
        return [
            person
            for variable, value in self.fields.items()
            if isinstance(value, tuple)
            for person in self.names(variable)
        ]

    def date(self, variable: str) -> Date | None:
        """A date variable, raw dates parsed; None where it is absent or empty."""
        if variable in self._dates:
            return self._dates[variable]
        value = self.fields.get(variable)
        date = value if isinstance(value, Date) else None
        if date is not None and date.raw and date.start is None:
            date = parse_raw_date(date.raw)
        if date is not None and date.start is None and not date.literal and not date.season:
            date = None
        self._dates[variable] = date
        return date


# How much of a given name a cite shows: as the style says, at least initials, all of it.
AS_STYLED, WITH_INITIALS, WITH_GIVEN = 0, 1, 2


class UnknownItem(Item):
    """A work that a document cites and nobody registered: its key stands where the cite would."""

    __slots__ = ()

    def __init__(self, key: str) -> None:
        super().__init__(Reference(key, ""))

    def key_tokens(self) -> Tokens:
        """The key with a question mark, in bold."""
        opening, closing = mark_pair("format", "font-weight:bold")
        return [opening, f"{self.id}?", closing]


class Disambiguation:
    """What was added to the cites of one item so that they can be told apart.

    `names` is how many names to show beyond the et-al limit, per names block in the order of
    the cite; `givens` the level of each name (0 as the style says, 1 initials, 2 full) per block;
    `conditions` how many tests of `disambiguate` are true, in the order of their evaluation.
    """

    __slots__ = ("conditions", "givens", "names", "year_suffix")

    def __init__(self) -> None:
        self.names: dict[int, int] = {}
        self.givens: dict[tuple[int, int], int] = {}
        self.conditions = 0
        self.year_suffix = ""

    def without_suffix(self) -> Disambiguation:
        """A copy without the year-suffix."""
        copy = Disambiguation()
        copy.names, copy.givens = self.names, self.givens
        copy.conditions = self.conditions
        return copy

    def signature(self) -> object:
        """Everything of it as a value that can be compared."""
        return (
            tuple(self.names.items()),
            tuple(self.givens.items()),
            self.conditions,
            self.year_suffix,
        )


class PersonForms(Protocol):
    """Renders one person in one style; `level` is how much of the given name to show."""

    # True where the style has a way to write initials; else a given name shows in full or not.
    has_initials: bool

    def tokens(self, person: Person, level: int, *, inverted: bool) -> Tokens:
        """The tokens of one name."""
        ...


class NamesBlock:
    """What one cs:names printed: its people as shown, for disambiguation and substitution."""

    __slots__ = ("_forms", "end", "hidden", "people", "shown", "start", "variable")

    def __init__(self, variable: str, people: tuple[Person, ...], forms: PersonForms) -> None:
        self.variable = variable
        self.people = people
        self._forms = forms
        self.shown = 0
        self.hidden = 0
        self.start = 0
        self.end = 0

    @property
    def has_initials(self) -> bool:
        """True where the style writes initials of these people."""
        return self._forms.has_initials

    def person_text(self, person: Person, level: int) -> str:
        """One name as plain text."""
        return plain_text(self._forms.tokens(person, level, inverted=False))


class Context:
    """One evaluation: the work, the cite, and what has happened so far in it."""

    __slots__ = (
        "blocks",
        "capitalize_term",
        "cite",
        "disambiguation",
        "first_note",
        "frames",
        "given_levels",
        "in_sort",
        "is_comparing",
        "item",
        "marks_title",
        "near_note",
        "position",
        "silent_names",
        "silent_stand_in",
        "silent_year",
        "stand_in",
        "substituted",
        "suppressed",
        "tried_conditions",
        "used_suffix",
    )

    def __init__(self, item: Item, cite: Cite | None = None) -> None:
        self.item = item
        self.cite = cite
        self.position = FIRST
        self.near_note = False
        self.first_note = 0
        self.disambiguation: Disambiguation | None = None
        # Levels of given names that hold everywhere (rules all-names and primary-name).
        self.given_levels: Mapping[object, int] | None = None
        # Variables printed through cs:substitute, which must not be printed again.
        self.suppressed: set[str] = set()
        # Where a list: variables printed while a substitute is tried.
        self.substituted: list[str] | None = None
        # The first names block is evaluated but not printed (collapsing, suppress-author).
        self.silent_names = False
        # So is what stands in the place of names (suppress-author).
        self.silent_stand_in = False
        # Where in the tokens the first names stand, or what stands in for them.
        self.stand_in: tuple[int, int] | None = None
        # Dates print nothing but their year-suffix (collapsing by year-suffix).
        self.silent_year = False
        self.blocks: list[NamesBlock] = []
        # Terms of labels that hold the number of a variable ("第%s卷"), by variable.
        self.frames: dict[str, str] = {}
        # How many tests of `disambiguate` were evaluated.
        self.tried_conditions = 0
        # The cite is only compared with others (disambiguation).
        self.is_comparing = False
        self.used_suffix = False
        self.in_sort = False
        # The title is marked, because it may become a link.
        self.marks_title = False
        self.capitalize_term = False
