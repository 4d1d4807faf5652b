"""What the files of a LaTeX run ask for, whichever of them said it."""

from __future__ import annotations

from dataclasses import dataclass, field

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class PrintedCite:
    """Keys cited together with the texts around them, as LaTeX."""

    keys: tuple[str, ...]
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class PrintedCitation:
    """A citation whose text mscref.sty asks for.

    `mode` is one of that file ("paren", "text", …); `note` the number that a footnote at its
    place has, `in_note` whether it stands in one of the author's own.
    """

    number: str
    mode: str
    note: int
    in_note: bool
    cites: tuple[PrintedCite, ...]


@dataclass(slots=True)
class Job:
    """The keys cited, in order, the names of the bibliography files, the style and language.

    `inputs` names further `.aux` files where they stand; `printed` is empty unless mscref.sty is
    loaded. `is_biblatex` where biblatex is.
    """

    keys: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    style: str = ""
    language: str = ""
    printed: list[PrintedCitation] = field(default_factory=list)
    is_biblatex: bool = False

    def add_keys(self, text: str) -> None:
        """Note the keys of a list parted by commas."""
        self.keys += [key for one in text.split(",") if (key := one.strip())]

    def add_data(self, text: str) -> None:
        """Note the names of bibliography files; one named twice counts once."""
        for one in text.split(","):
            if (name := one.strip()) and name not in self.data:
                self.data.append(name)
