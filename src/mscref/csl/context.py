"""One evaluation: what is asked for (`Circumstances`) and what was noticed on the way (`Trace`).

Evaluators read the first and never change it; what later elements and passes have to know of
what was printed they note in the second.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Protocol

from mscref.csl.items import Item, Person
from mscref.csl.output import Tokens, plain_text
from mscref.errors import StyleError
from mscref.model.citation import Cite
from mscref.records import Record

# What an element has to say to the group around it (CSL 1.0.2, Group): nothing about variables,
# a variable that is empty, or a variable that was printed.
PLAIN, MISSING, PRESENT = 0, 1, 2

# How many elements may be evaluated for one cite or entry. The largest styles need 600.
MOST_STEPS = 100_000

# Positions of a cite, ordered so that each implies the ones before it, except FIRST.
FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = 0, 1, 2, 3

# How much of a given name a cite shows: as the style says, at least initials, all of it.
AS_STYLED, WITH_INITIALS, WITH_GIVEN = 0, 1, 2


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

    def signature(self) -> Hashable:
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
    """What one cs:names printed: its people as shown, for disambiguation and substitution.

    `kept` are the names that no other list in its place falls below: those shown, but never more
    than its et-al-min.
    """

    __slots__ = ("_forms", "end", "hidden", "kept", "people", "shown", "start", "variable")

    def __init__(self, variable: str, people: tuple[Person, ...], forms: PersonForms) -> None:
        self.variable = variable
        self.people = people
        self._forms = forms
        self.shown = 0
        self.hidden = 0
        self.kept = 0
        self.start = 0
        self.end = 0

    @property
    def has_initials(self) -> bool:
        """True where the style writes initials of these people."""
        return self._forms.has_initials

    def person_text(self, person: Person, level: int) -> str:
        """One name as plain text."""
        return plain_text(self._forms.tokens(person, level, inverted=False))


class Circumstances(Record):
    """What one evaluation is asked for: the work, the cite, where it stands, what is to show.

    `given_levels` are levels of given names that hold everywhere (rules all-names and
    primary-name). Silent names, the first of a cite, are evaluated but not printed (collapsing,
    suppress-author), and so is what stands in their place; with a silent year dates print nothing
    but their year-suffix. A title that a cite begins with is silent where it stands before it. A
    cite that is only compared with others prints no date of access. A title is marked where it may
    become a link. `cited_names` are how many names the lists of a later cite show, in their order,
    below which no list in the same place of a first cite or of the entry falls.
    """

    item: Item
    cite: Cite | None = None
    position: int = FIRST
    near_note: bool = False
    first_note: int = 0
    disambiguation: Disambiguation | None = None
    given_levels: Mapping[object, int] | None = None
    silent_names: bool = False
    silent_stand_in: bool = False
    silent_title: bool = False
    silent_year: bool = False
    is_comparing: bool = False
    marks_title: bool = False
    cited_names: tuple[int, ...] = ()


class Trace:
    """What was noticed in one evaluation so far."""

    __slots__ = (
        "blocks",
        "capitalize_term",
        "first_variable",
        "frames",
        "in_substitute",
        "stand_in",
        "steps",
        "substituted",
        "suppressed",
        "tried_conditions",
        "used_suffix",
    )

    def __init__(self, *, capitalize_term: bool = False) -> None:
        # Whether a term that comes next begins a sentence.
        self.capitalize_term = capitalize_term
        # The variable of the work that was printed first, other than names; "" before one was.
        self.first_variable = ""
        # Variables printed through cs:substitute, which must not be printed again.
        self.suppressed: set[str] = set()
        # Where a list: variables printed while a substitute is tried, or a macro that is kept.
        self.substituted: list[str] | None = None
        self.in_substitute = False
        # Every names block that was evaluated.
        self.blocks: list[NamesBlock] = []
        # Where in the tokens the first names stand, or what stands in for them.
        self.stand_in: tuple[int, int] | None = None
        # Terms of labels that hold the number of a variable ("第%s卷"), by variable.
        self.frames: dict[str, str] = {}
        # How many tests of `disambiguate` were evaluated.
        self.tried_conditions = 0
        self.used_suffix = False
        # What evaluating macros that are called more than once has cost so far.
        self.steps = 0

    @property
    def has_notes(self) -> bool:
        """True where something was noticed, or a term that comes next begins no sentence."""
        return bool(
            not self.capitalize_term
            or self.suppressed
            or self.blocks
            or self.stand_in
            or self.frames
            or self.tried_conditions
            or self.used_suffix
        )

    def check_steps(self) -> None:
        """Raise StyleError where evaluation goes on without end: macros that call others twice."""
        if self.steps > MOST_STEPS:
            raise StyleError(
                f"the macros of the style call one another more than {MOST_STEPS:,} times for a "
                "single work",
                hint="call a macro once and put what it prints where it is needed",
            )

    def printed(self, variable: str) -> None:
        """Note that `variable` is printed: a substitute uses it up, and no sentence begins here."""
        if not self.first_variable:
            self.first_variable = variable
        if self.substituted is not None:
            self.substituted.append(variable)
        if self.in_substitute:
            # At once: what is printed in the place of names is printed once (reference processor).
            self.suppressed.add(variable)
        self.capitalize_term = False
