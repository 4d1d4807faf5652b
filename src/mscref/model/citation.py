"""What a document asks for: works cited at a place."""

from __future__ import annotations

from mscref.records import Record


class Cite(Record):
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


# How a citation stands in its sentence.
PLAIN, AUTHOR_ONLY, SUPPRESS_AUTHOR, COMPOSITE = (
    "plain",
    "author-only",
    "suppress-author",
    "composite",
)
MODES = (PLAIN, AUTHOR_ONLY, SUPPRESS_AUTHOR, COMPOSITE)


class Citation(Record):
    """One or more cites at one place; `note_number` is 0 for a citation in the running text.

    `mode` is one of MODES: "(Kerr, 2019)", "Kerr", "(2019)", or with the author in the text
    "Kerr (2019)"; `infix` stands between author and rest of a composite one ("’s analysis").
    Positions ("ibid.") begin anew in every `chapter`.
    """

    id: str
    cites: tuple[Cite, ...]
    note_number: int = 0
    mode: str = PLAIN
    infix: str = ""
    chapter: int = 0
