"""Works and people as the engine sees them: a `Reference` and its names, worked out once and kept.

An `Item` wraps a `Reference` for one processor and keeps what was worked out of its fields:
parsed names, tokens of text fields. Everything is made when first asked for and kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from mscref.csl.output import MarkPair, Token, Tokens, mark_pair
from mscref.csl.richtext import parse_rich_text
from mscref.csl.text.scripts import is_unspaced
from mscref.model.dates import Date
from mscref.model.names import Name
from mscref.model.note_fields import with_note_fields
from mscref.model.particles import parse_particles
from mscref.model.reference import FieldValue, Reference


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
        "macros",
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
        # What macros printed that depend on the work alone, by evaluator.
        self.macros: dict[object, tuple[tuple[Token, ...], int, tuple[str, ...]]] = {}
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
            from mscref.model.raw_dates import parse_raw_date

            date = parse_raw_date(date.raw)
        if date is not None and date.start is None and not date.literal and not date.season:
            date = None
        self._dates[variable] = date
        return date


class UnknownItem(Item):
    """A work that a document cites and nobody registered: its key stands where the cite would."""

    __slots__ = ()

    def __init__(self, key: str) -> None:
        super().__init__(Reference(key, ""))

    def key_tokens(self) -> Tokens:
        """The key with a question mark, in bold."""
        opening, closing = mark_pair("format", "font-weight:bold")
        return [opening, f"{self.id}?", closing]
