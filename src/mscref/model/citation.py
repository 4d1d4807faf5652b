"""What a document asks for: works cited at a place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cite:
    """One work cited once.

    `locator` is the bare value ("12", "iv-ix"), `label` its CSL locator label ("page").
    `position` forces a CSL position ("ibid", "subsequent", …) where a host program has
    decided it already; `near_note` forces that test.
    """

    id: str
    locator: str = ""
    label: str = ""
    prefix: str = ""
    suffix: str = ""
    author_only: bool = False
    suppress_author: bool = False
    position: str = ""
    near_note: bool | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One or more cites at one place; `note_number` is 0 for a citation in the running text."""

    id: str
    cites: tuple[Cite, ...]
    note_number: int = 0
