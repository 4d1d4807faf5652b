"""What a rule is and what it sees: a library of entries in one view, whatever the format.

What crosses the border: a `LintedLibrary` goes in, `RuleHit`s come out; `runner.py` turns them into
findings. Fields carry their BibTeX names, because rules and users talk in them: entries of other
formats are shown through the same names by `view.py`, with the name in the user's file as `label`.
Rules never change anything: a safe repair is an `Edit`, applied by whoever owns the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mscref.diagnostics import Severity, Span
from mscref.model.reference import Reference

if TYPE_CHECKING:
    from mscref.formats.base import ReadResult
    from mscref.formats.bibtex.blocks import BibFile


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field as the file has it: `text` is what stands between the delimiters.

    `delimiter` is `{` or `"` for text, and empty for a bare number, a macro or a concatenation.
    """

    name: str
    text: str
    span: Span
    delimiter: str = "{"
    label: str = ""

    @property
    def shown(self) -> str:
        """What the user's file calls the field."""
        return self.label or self.name

    @property
    def is_text(self) -> bool:
        """False for a macro, a bare number or a concatenation."""
        return bool(self.delimiter)


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """A safe change of one field of entry number `entry`: new text, or None to remove it.

    `place` tells which of its fields is meant where several have that name.
    """

    entry: int
    field: str
    text: str | None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class LintEntry:
    """One entry of the library; `number` is its place, `type` the lower-case BibTeX type."""

    number: int
    key: str
    type: str
    fields: tuple[FieldView, ...]
    reference: Reference
    span: Span
    is_bibtex: bool = True

    def get(self, *names: str) -> FieldView | None:
        """The first field that has one of `names` (in the order of `names`) and is not blank."""
        for name in names:
            for one in self.fields:
                if one.name == name and one.text.strip():
                    return one
        return None

    def value(self, *names: str) -> str:
        """The text of that field, or ""."""
        found = self.get(*names)
        return found.text.strip() if found else ""

    def hit(
        self,
        message: str,
        place: FieldView | None = None,
        *,
        hint: str = "",
        edits: Iterable[FieldEdit] = (),
    ) -> RuleHit:
        """A hit at `place`, else at the entry."""
        return RuleHit(
            key=self.key,
            message=message,
            span=place.span if place else self.span,
            hint=hint,
            edits=tuple(edits),
        )

    def edit(self, name: str, text: str | None) -> FieldEdit:
        """The edit that gives field `name` a new text, or removes it (None)."""
        return FieldEdit(self.number, name, text)

    def without(self, one: FieldView) -> FieldEdit:
        """The edit that removes this very field."""
        place = next(number for number, found in enumerate(self.fields) if found is one)
        return FieldEdit(self.number, one.name, None, place)


@dataclass(frozen=True, slots=True)
class RuleHit:
    """What a rule found, where, and how it could be repaired."""

    key: str
    message: str
    span: Span
    hint: str = ""
    edits: tuple[FieldEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class LintedLibrary:
    """All that rules may know; `this_year` comes from outside, 0 where it is unknown.

    `source` is the file as scanned, for rules that look beyond its entries; None for other formats.
    `read` is what its reader made of it, where a rule asks for that (`LintRule.reads`).
    """

    entries: Sequence[LintEntry]
    strings: frozenset[str] = frozenset()
    this_year: int = 0
    by_key: dict[str, LintEntry] = field(default_factory=dict)
    source: BibFile | None = None
    read: ReadResult | None = None

    @property
    def is_bibtex(self) -> bool:
        """True where the entries stand in a BibTeX file."""
        return bool(self.entries) and self.entries[0].is_bibtex


Check = Callable[[LintedLibrary], Iterable[RuleHit]]


@dataclass(frozen=True, slots=True)
class LintRule:
    """One rule; `fixes` tells that its hits carry safe edits.

    One that `reads` looks at what the reader of the format makes of the file.
    """

    code: str
    severity: Severity
    check: Check
    fixes: bool = False
    bibtex_only: bool = False
    reads: bool = False

    @property
    def is_of_one_entry(self) -> bool:
        """True where an entry is judged by what it says alone, whatever else the file holds."""
        return isinstance(self.check, OfEntries) and not self.reads


class OfEntries:
    """A check of one entry as a check of the library: it looks at each by itself."""

    __slots__ = ("check",)

    def __init__(self, check: Callable[[LintEntry], Iterable[RuleHit]]) -> None:
        self.check = check

    def __call__(self, library: LintedLibrary) -> Iterator[RuleHit]:
        """What is found, entry by entry."""
        for entry in library.entries:
            yield from self.check(entry)


def each_entry(check: Callable[[LintEntry], Iterable[RuleHit]]) -> Check:
    """A check of one entry as a check of the library."""
    return OfEntries(check)


def each_field(*names: str, check: Callable[[LintEntry, FieldView], Iterable[RuleHit]]) -> Check:
    """A check of the text fields called `names` (of every field where none is given)."""
    wanted = frozenset(names)

    def look(entry: LintEntry) -> Iterator[RuleHit]:
        for one in entry.fields:
            if one.is_text and (not wanted or one.name in wanted):
                yield from check(entry, one)

    return OfEntries(look)
