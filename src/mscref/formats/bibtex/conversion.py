"""The state of converting one entry, which the rooms of the reader fill together.

`convert.py` makes one for every entry; `entrytitles.py`, `entrydates.py` and `publication.py` take
its fields and set its CSL variables. Who takes a field answers for it: it is used by its meaning,
or kept as well. What none of them takes is a leftover.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mscref.formats.bibtex.names import DEFAULT_OPTIONS
from mscref.formats.bibtex.tables import CSL_TYPES, WRITTEN_FIELDS
from mscref.formats.bibtex.titles import Titles
from mscref.formats.latex.reading import decode
from mscref.model.markup import strip_fonts
from mscref.model.reference import FieldValue, Json


class Conversion:
    """One entry on its way: its `fields` (LaTeX, by biblatex name) and what came of them."""

    __slots__ = ("csl", "fields", "kind", "leftovers", "names", "report", "taken", "titles", "type")

    def __init__(
        self, kind: str, fields: dict[str, str], report: Callable[..., None], titles: Titles, /
    ) -> None:
        self.titles = titles
        self.kind = kind
        self.fields = fields
        self.report = report
        self.csl: dict[str, FieldValue] = {}
        self.leftovers: dict[str, Json] = {}
        self.taken: set[str] = set()
        self.type = CSL_TYPES.get(kind, "document")
        self.names = DEFAULT_OPTIONS

    def take(self, name: str) -> str:
        """A field whose meaning is used now; "" where there is none."""
        self.taken.add(name)
        return self.fields.get(name, "")

    def number(self, name: str) -> str:
        """A field that is a number or a code, without the fonts that it is printed in."""
        text = decode(self.fields.get(name, ""))
        if "<" in text and (plain := strip_fonts(text)) != text:
            self.write_again(name)
            return plain
        return text

    def keep(self, name: str) -> None:
        """What is used of a field is not all that it says: it stays as it is, too."""
        self.leftovers[name] = self.fields[name]

    def write_again(self, name: str) -> None:
        """A field that is used, and is to be written as it stands where it still says the same."""
        kept = self.leftovers.setdefault(WRITTEN_FIELDS, {})
        if isinstance(kept, dict):
            kept[name] = self.fields[name]


def has_option(fields: Mapping[str, str], option: str, value: str) -> bool:
    """True where the `options` field says `option=value`; `option` alone is `true`."""
    for one in fields.get("options", "").split(","):
        name, _, given = one.partition("=")
        if name.strip().lower() == option:
            return (given.strip().lower() or "true") == value
    return False
