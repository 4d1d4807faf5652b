"""`browse`: a library to look through: rows, search as you type, facets, entries, repairs.

What crosses the border: words, keys and styles in; plain data out. Knows nothing of HTTP or HTML.
The state is the library as last read; it is read again where the file has changed.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mscref.app.changing import Edit, Outcome, Workplace, editing
from mscref.app.cite import Formatter, StyleChoice, load_style
from mscref.app.history import Taken, undo
from mscref.app.overview import Row, field_rows, row_of
from mscref.app.search import all_references
from mscref.errors import NotFoundError
from mscref.library.bibfile import BibText
from mscref.library.search import document
from mscref.lint.registry import load_rules, select_codes
from mscref.lint.repairs import Repair, repair_of, repairable, splices_of
from mscref.lint.runner import Finding
from mscref.match.text import search_words
from mscref.model.reference import Reference
from mscref.records import Record

_MOST_PROPOSED = 200
_Stamp = tuple[int, int]


class Facet(Record):
    """What the matches may be narrowed to: "year" (by decade) or "type", and how many are there."""

    name: str
    values: tuple[tuple[str, int], ...]


class Question(Record):
    """What is asked for: words, each the beginning of a word, and a value of each facet or ""."""

    words: str = ""
    year: str = ""
    type: str = ""
    start: int = 0
    limit: int = 50


class Matches(Record):
    """The rows of one screen with their places in the library, how many match, and the facets."""

    rows: tuple[tuple[int, Row], ...]
    total: int
    facets: tuple[Facet, ...]


class RepairProposal(Record, kw_only=True):
    """One safe repair: what it is about, the lines before and after, and the fields that change
    with their new text ("" where the field goes)."""

    key: str
    code: str
    message: str
    repair: Repair
    edits: tuple[tuple[str, str], ...]


class Browser:
    """One library; not safe for two threads at once."""

    def __init__(self, library: Path, *, cache_folder: Path, state_folder: Path) -> None:
        self.library = library
        self._cache_folder = cache_folder
        self._state_folder = state_folder
        self._stamp: _Stamp | None = None
        self._references: list[Reference] = []
        self._rows: list[Row] = []
        self._texts: list[str] = []
        self._decades: list[str] = []
        self._types: list[str] = []
        self._last: tuple[tuple[str, ...], Sequence[int]] = (), ()
        self._proposed: list[RepairProposal] | None = None
        self._rejected: set[RepairProposal] = set()

    @property
    def is_read(self) -> bool:
        """False until the library was read for the first time."""
        return self._stamp is not None

    def require(self) -> None:
        """Raise LibraryError where there is no file, before anything is read."""
        if not self.library.is_file():
            _text_of(self.library)  # says what is the matter

    def refresh(self) -> None:
        """Read the library where it has changed since it was read last."""
        self.require()
        found = self.library.stat()
        stamp = (found.st_mtime_ns, found.st_size)
        if stamp == self._stamp:
            return
        self._references = all_references(str(self.library), cache_folder=self._cache_folder)
        self._rows = [row_of(one) for one in self._references]
        self._texts = [" ".join(document(one).values()) for one in self._references]
        self._decades = [_decade(row.year) for row in self._rows]
        self._types = [row.type for row in self._rows]
        self._last = (), range(len(self._texts))
        self._proposed = None
        self._stamp = stamp

    def find(self, question: Question) -> Matches:
        """The references that have all words, in the order of the library."""
        self.refresh()
        found = self._with_words(question.words)
        in_year = _having(found, self._decades, question.year)
        both = _having(in_year, self._types, question.type)
        of_type = _having(found, self._types, question.type) if question.year else both
        shown = both[question.start : question.start + question.limit]
        return Matches(
            tuple((place, self._rows[place]) for place in shown),
            len(both),
            (
                _facet("year", map(self._decades.__getitem__, of_type)),
                _facet("type", map(self._types.__getitem__, in_year)),
            ),
        )

    def _with_words(self, words: str) -> Sequence[int]:
        """The places of the texts with all words; who types on narrows what was found before."""
        wanted = tuple(f" {word}" for word in search_words(words))
        before, places = self._last
        if not _narrows(wanted, before):
            before, places = (), range(len(self._texts))
        texts = self._texts
        for word in sorted(set(wanted).difference(before), key=len, reverse=True):
            places = [place for place in places if word in texts[place]]
        self._last = wanted, places
        return places

    def reference(self, place: int) -> Reference:
        """The reference at a place; raises NotFoundError."""
        self.refresh()
        if not 0 <= place < len(self._references):
            raise NotFoundError(f"there is no reference number {place}")
        return self._references[place]

    def fields(self, place: int) -> list[tuple[str, str]]:
        """The fields of a reference, what matters most first."""
        return field_rows(self.reference(place))

    def formatted(self, place: int, style: str) -> str:
        """A reference in a style, as text; raises NotFoundError, StyleError."""
        formatter = Formatter(load_style(StyleChoice(style)))
        return formatter.one(self.reference(place), target="text").strip()

    def proposals(self) -> list[RepairProposal]:
        """The safe repairs of the library but those that were rejected; at most 200 at a time."""
        self.refresh()
        if self._proposed is None:
            text = _text_of(self.library)
            self._proposed = list(_proposals(BibText(text)))
        left = [one for one in self._proposed if one not in self._rejected]
        return left[:_MOST_PROPOSED]

    def reject(self, proposal: RepairProposal) -> None:
        """Propose it no more, as long as this lives."""
        self._rejected.add(proposal)

    def accept(self, proposal: RepairProposal) -> Outcome:
        """Make one repair, which `undo` takes back.

        Raises NotFoundError where the file no longer says what the proposal is about.
        """
        place = Workplace(self.library, self._state_folder, command="browse")
        with editing(place) as session:
            for finding, repair in _found(session.bib, [proposal.code]):
                if finding.key == proposal.key and repair == proposal.repair:
                    entry = list(session.bib.bib.entries())[finding.edits[0].entry]
                    splices = splices_of(session.bib, entry, finding.edits)
                    summary = f"{proposal.code} in {proposal.key}"
                    return session.commit(Edit(summary, tuple(splices)))
        raise NotFoundError(f"`{proposal.key}` has changed meanwhile", hint="look again")

    def undo(self) -> Taken:
        """Take the last change back; raises NotFoundError where there is none."""
        return undo(self.library, self._state_folder)


def _text_of(library: Path) -> str:
    from mscref.app.files import read_text

    return read_text(str(library)).text


def _proposals(bib: BibText) -> Iterator[RepairProposal]:
    for finding, repair in _found(bib, ()):
        yield RepairProposal(
            key=finding.key,
            code=finding.code,
            message=finding.message,
            repair=repair,
            edits=tuple((edit.field, edit.text or "") for edit in finding.edits),
        )


def _found(bib: BibText, codes: Sequence[str]) -> Iterator[tuple[Finding, Repair]]:
    """The findings with a safe repair, by the rules with these codes (none: all)."""
    rules = [rule for rule in load_rules(select_codes(codes, ())) if rule.fixes]
    entries = list(bib.bib.entries())
    for finding in repairable(bib, rules, this_year=time.localtime().tm_year):
        yield finding, repair_of(bib, entries[finding.edits[0].entry], finding.edits)


def _decade(year: str) -> str:
    digits = year.lstrip("-")
    return f"{year[:-1]}0s" if digits.isdecimal() and len(digits) == 4 else ""


def _narrows(wanted: Sequence[str], before: Sequence[str]) -> bool:
    """True where whatever has the words `wanted` has those asked for before, too."""
    return all(any(word.startswith(known) for word in wanted) for known in before)


def _having(places: Sequence[int], values: Sequence[str], wanted: str) -> Sequence[int]:
    """The places whose value is `wanted`; "" wants them all."""
    return [place for place in places if values[place] == wanted] if wanted else places


def _facet(name: str, values: Iterator[str]) -> Facet:
    counts: Mapping[str, int] = Counter(filter(None, values))
    return Facet(name, tuple(sorted(counts.items(), key=lambda row: (name != "year", row[0]))))
