"""The name of a person or an institution, in the name-parts of CSL."""

from __future__ import annotations

from mscref.records import Record


class Name(Record):
    """One name; hashable, because names are keys in disambiguation.

    An institution, or a name that could not be split, has only `literal`. `extra` holds
    unknown CSL-JSON members as JSON text, so that they survive being written back.
    """

    family: str = ""
    given: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    suffix: str = ""
    literal: str = ""
    comma_suffix: bool = False
    static_ordering: bool = False
    parse_names: bool | None = None
    extra: str = ""

    def __hash__(self) -> int:
        # Lists of works are full of names: half the cost of hashing all of one.
        return hash((self.family, self.given, self.literal))

    @property
    def is_others(self) -> bool:
        """True for the "and others" that ends a truncated list in BibTeX."""
        return self.literal == "others"

    @property
    def is_truncation(self) -> bool:
        """True where that was read from BibTeX, and styles print "et al." for it.

        A CSL-JSON file that holds the word as a literal name means it as it stands.
        """
        return self.is_others and self.parse_names is False

    def display(self) -> str:
        """The name in reading order, for messages and tables (styles do their own)."""
        if self.literal:
            return self.literal
        parts = (
            self.given,
            self.dropping_particle,
            self.non_dropping_particle,
            self.family,
            self.suffix,
        )
        return " ".join(part for part in parts if part)
