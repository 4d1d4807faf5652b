"""Works and people as the engine sees them: a `Reference` and its names, worked out once and kept.

An `Item` wraps a `Reference` for one processor and keeps what was worked out of its fields:
parsed names, tokens of text fields. Everything is made when first asked for and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NoReturn

from mscref.csl.output import MarkPair, Token, Tokens, mark_pair
from mscref.csl.richtext import parse_rich_text
from mscref.csl.text.scripts import is_unspaced
from mscref.model.dates import Date
from mscref.model.names import Name
from mscref.model.note_fields import with_note_fields
from mscref.model.particles import parse_particles
from mscref.model.reference import FieldValue, Reference
from mscref.model.vocabulary import DATE_VARIABLES


class Person:
    """One name ready for rendering; `variants` keeps its rendered forms by style element.

    `capitals` is the language of the work, "en" for all that have no capitals of their own.
    """

    __slots__ = (
        "capitals",
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

    def __init__(self, name: Name, *, family_first: bool = False, capitals: str = "") -> None:
        parsed = parse_particles(name)
        self.capitals = capitals
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

    def namesake(self) -> Person:
        """Another person of this name, whose name is rendered in the same forms."""
        other = object.__new__(Person)
        other.name = self.name
        other.family = self.family
        other.given = self.given
        other.dropping = self.dropping
        other.non_dropping = self.non_dropping
        other.suffix = self.suffix
        other.comma_suffix = self.comma_suffix
        other.static_ordering = self.static_ordering
        other.literal = self.literal
        other.is_family_first = self.is_family_first
        other.is_given_whole = self.is_given_whole
        other.is_unspaced = self.is_unspaced
        other.capitals = self.capitals
        other.variants = self.variants
        return other


class People:
    """The people of one processor: who has the same name shares what was rendered of it.

    They stay different objects: disambiguation adds given names to one and not to another.
    """

    __slots__ = ("_first",)

    def __init__(self) -> None:
        self._first: dict[tuple[Name, bool, str], Person] = {}

    def of(
        self, names: Iterable[Name], *, family_first: bool, capitals: str = ""
    ) -> tuple[Person, ...]:
        """Somebody for each of `names`; the other two as in `Person`."""
        people: list[Person] = []
        for name in names:
            key = (name, family_first, capitals)
            person = self._first.get(key)
            if person is not None:
                person = person.namesake()
            else:
                person = Person(name, family_first=family_first, capitals=capitals)
                self._first[key] = person
            people.append(person)
        return tuple(people)


# Languages in which names are written family first and without a comma, also in Latin letters:
# in works in them names are, too (reference processor).
_FAMILY_FIRST = frozenset(["hu", "ja", "vi", "zh"])
# Languages with capitals of their own (csl.text.case).
_OWN_CAPITALS = frozenset(["az", "el", "tr"])


def capitals_of(language: str) -> str:
    """The language by whose rules names have capitals: itself, or "en" for most; "" for none.

    The reference processor's; CSL 1.0.2, Text Case, speaks of titles only.
    """
    primary = language[:2].lower()
    return primary if primary in _OWN_CAPITALS else "en" if primary else ""


class UnknownOfOutlineError(Exception):
    """Something was asked of an outline that works of one outline do not have in common."""


class Probed:
    """Stands where the works of an outline have it: what is asked for it is asked by a probe."""

    __slots__ = ("outline",)

    def __init__(self, outline: Outline) -> None:
        self.outline = outline


class Outline:
    """A work of which only is known what many have in common: its type, and which variables it has.

    It answers as each of those works would: what tests see, and that it has no value where it has
    no variable. Whatever else it is asked raises UnknownOfOutlineError. `filled` are those of its
    `variables` that count as there.
    """

    __slots__ = ("filled", "outline", "type", "variables")

    def __init__(self, kind: str, variables: frozenset[str], filled: frozenset[str]) -> None:
        self.type = kind
        self.variables = variables
        self.filled = filled
        self.outline = Probed(self)

    def text(self, variable: str) -> str:
        """Nothing, for a variable that the works do not have; so the others."""
        self._lacks(variable)
        return ""

    def tokens(self, variable: str, _quotes: MarkPair) -> tuple[Token, ...]:
        """The same for a text with its markup."""
        self._lacks(variable)
        return ()

    def names(self, variable: str) -> tuple[Person, ...]:
        """The same for names."""
        self._lacks(variable)
        return ()

    def date(self, variable: str) -> Date | None:
        """The same for a date."""
        self._lacks(variable)
        return None

    def _lacks(self, variable: str) -> None:
        if variable in self.variables:
            raise UnknownOfOutlineError(variable)

    def __getattr__(self, name: str) -> NoReturn:
        raise UnknownOfOutlineError(name)


# From how many works on it pays to find out what the works of an outline have in common.
_MANY = 4


def set_outlines(items: Iterable[Item]) -> None:
    """Give those items one outline that have it in common with several others."""
    alike: dict[tuple[object, ...], list[Item]] = {}
    for item in items:
        alike.setdefault((item.type, frozenset(item.fields), item.filled), []).append(item)
    for first, *others in alike.values():
        if len(others) + 1 < _MANY:
            continue
        outline = Outline(first.type, frozenset(first.fields), first.filled)
        for item in (first, *others):
            item.outline = outline


class Item:
    """One registered work. `number` is its citation number, counted from 1 (0: none yet)."""

    __slots__ = (
        "_dates",
        "_names",
        "_people",
        "_tokens",
        "capitals",
        "fields",
        "filled",
        "id",
        "language",
        "macros",
        "number",
        "outline",
        "puts_family_first",
        "reference",
        "source",
        "type",
    )

    def __init__(
        self,
        reference: Reference,
        own_variables: frozenset[str] = frozenset(),
        people: People | None = None,
    ) -> None:
        self.source = reference
        self._people = people or People()
        reference = with_note_fields(reference, own_variables)
        self.reference = reference
        self.id = reference.id
        self.type = reference.type
        self.fields: Mapping[str, FieldValue] = reference.fields
        self.language = reference.text("language")
        self.puts_family_first = self.language.partition("-")[0].lower() in _FAMILY_FIRST
        self.capitals = capitals_of(self.language)
        self.number = 0
        self._tokens: dict[tuple[str, MarkPair], tuple[Token, ...]] = {}
        # What macros printed that depend on the work alone, by evaluator.
        self.macros: dict[object, tuple[tuple[Token, ...], int, tuple[str, ...]]] = {}
        self._names: dict[str, tuple[Person, ...]] = {}
        self._dates: dict[str, Date | None] = {}
        self.filled = frozenset(
            [one for one, value in self.fields.items() if self._fills(one, value)]
        )
        self.outline: Outline | None = None

    def _fills(self, variable: str, value: FieldValue) -> bool:
        """True where a variable counts as there (CSL 1.0.2, Choose)."""
        if variable in DATE_VARIABLES:
            return self.date(variable) is not None
        return bool(value) or value.__class__ is int

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
            found = self._people.of(
                names, family_first=self.puts_family_first, capitals=self.capitals
            )
            self._names[variable] = found
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
