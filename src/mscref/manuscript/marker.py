"""What a citation marker is, and a work of the list as markers name it. Types only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListedWork:
    """A work of the reference list as markers name it.

    `number` is its place in a numbered list (0: not numbered), `names` the family names of its
    authors in order (a literal name for an institution), `year` with its letter ("2020a").
    """

    key: str
    number: int
    names: tuple[str, ...]
    year: str


@dataclass(frozen=True, slots=True)
class MarkerCite:
    """One work named in a marker; `key` is "" where the list does not hold it."""

    key: str
    named: str
    prefix: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker: its place, its way, its cites.

    `author_in_text`: "Leng et al. (2020)"; `year_only`: "(2020)" of "Leng's (2020) view", of which
    the name stays as it stands.
    """

    start: int
    end: int
    text: str
    way: str
    cites: tuple[MarkerCite, ...]
    author_in_text: bool = False
    year_only: bool = False

    @property
    def unresolved(self) -> tuple[str, ...]:
        """What the marker names and the list does not hold."""
        return tuple(cite.named for cite in self.cites if not cite.key)
