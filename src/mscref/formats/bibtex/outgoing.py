"""One reference on its way to an entry: the state that the rooms of the writer fill together.

`writer.py` makes one for every reference; `writtentitles.py`, `writtendates.py` and
`writtenplaces.py` take the variables of the reference and set fields in LaTeX.
"""

from __future__ import annotations

import re

from mscref.formats.bibtex.casing import protect
from mscref.formats.bibtex.tables import (
    BIBLATEX_TYPES,
    BIBTEX_OWN_TYPES,
    BIBTEX_TYPES,
    CSL_TYPES,
    WRITTEN_FIELDS,
    WRITTEN_TITLES,
)
from mscref.formats.latex.writing import ascii_commands, encode
from mscref.model.reference import Json, Reference

_CANONICAL = {**{csl: kind for kind, csl in reversed(CSL_TYPES.items())}, **BIBLATEX_TYPES}
# biblatex's names → BibTeX's.
BIBTEX_NAMES = {
    "journaltitle": "journal",
    "location": "address",
}
# A line that begins so ends an unclosed value; TeX reads a line end as a space anyway.
# Looked for where white space begins only: at every line end of a long run it would be quadratic.
_SPACE_BEFORE_AT = re.compile(r"(?<!\s)\s++(?=@)")
_LANGUAGES = frozenset(["langid", "language"])
_BALANCED = re.compile(r"[{}]")


class Outgoing:
    """The state of writing one reference."""

    def __init__(self, reference: Reference, *, dialect: str, ascii_only: bool) -> None:
        self.reference = reference
        self.is_bibtex = dialect == "bibtex"
        self.ascii_only = ascii_only
        leftovers = reference.extra.get("bibtex")
        self.leftovers = (
            {name: value for name, value in leftovers.items() if isinstance(value, str)}
            if isinstance(leftovers, dict)
            else {}
        )
        self.written = _texts_under(leftovers, WRITTEN_TITLES)
        self.written_fields = _texts_under(leftovers, WRITTEN_FIELDS)
        self.kind = self.entry_type(self.leftovers.pop("entrytype", ""))
        self.fields: dict[str, str] = {}
        self.macros: set[str] = set()
        language = reference.text("language")
        # As the reader takes it: a language that nobody knows is not English.
        self.is_english = (
            language.startswith("en") if language else _LANGUAGES.isdisjoint(self.leftovers)
        )

    def put(self, name: str, value: str) -> None:
        """Set a field under the name of the dialect; an empty value is none."""
        if value:
            if "@" in value:
                value = _SPACE_BEFORE_AT.sub(" ", value)
            self.fields[BIBTEX_NAMES.get(name, name) if self.is_bibtex else name] = value

    def encode(self, text: str) -> str:
        """Markup → LaTeX."""
        return encode(text, ascii_only=self.ascii_only)

    def title(self, text: str, *, is_cased: bool = True) -> str:
        """A title, which is sentence-cased when it is read where `is_cased`."""
        if not self.is_english:
            return self.encode(text)
        return protect(text, self.encode, is_cased=is_cased)

    def entry_type(self, known: str) -> str:
        """The entry type: the one it was read from where that still fits, else the usual."""
        csl_type = self.reference.type
        if known and CSL_TYPES.get(known, "document") != csl_type:
            known = ""
        if not self.is_bibtex:
            return known or _CANONICAL.get(csl_type, "misc")
        if known in BIBTEX_OWN_TYPES:
            return known
        genre = self.reference.text("genre").lower()
        if csl_type == "thesis" and genre.startswith("master"):
            return "mastersthesis"
        return BIBTEX_TYPES.get(csl_type, "misc")

    def ascii(self, latex: str) -> str:
        """LaTeX with commands for what is beyond ASCII, where that is asked for."""
        return ascii_commands(latex) if self.ascii_only else latex


def _texts_under(leftovers: Json, name: str) -> dict[str, str]:
    """The texts that stand together under one name among the leftovers."""
    kept = leftovers.get(name) if isinstance(leftovers, dict) else None
    if not isinstance(kept, dict):
        return {}
    return {field: value for field, value in kept.items() if isinstance(value, str)}


def is_balanced(text: str) -> bool:
    """True where `text` can stand in braces."""
    depth = 0
    for match in _BALANCED.finditer(text):
        depth += 1 if match[0] == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def verbatim_text(text: str) -> str:
    """An identifier letter by letter; a brace without its partner is percent-encoded."""
    if is_balanced(text):
        return text
    return text.replace("{", "%7B").replace("}", "%7D")
