"""BibTeX text → references, all of them or one.

`BibReader` is for those who want a few entries of a large file: scanning is fast, and only what
is asked for is converted. `read` is the reader of the format table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats.base import ReadResult, without_collection
from mscref.formats.bibtex.blocks import BibFile, Entry, Problem
from mscref.formats.bibtex.convert import Converter, is_reference
from mscref.formats.bibtex.scan import scan
from mscref.formats.bibtex.titles import Titles
from mscref.model.reference import Reference


class BibReader:
    """The references of one file, each converted when asked for; `bib` is the text, if scanned."""

    def __init__(
        self,
        text: str,
        *,
        path: str,
        titles: Titles = Titles.SENTENCE,
        bib: BibFile | None = None,
    ) -> None:
        self.path = path
        self.titles = titles
        self.bib = scan(text) if bib is None else bib
        self._converter: Converter | None = None

    @property
    def converter(self) -> Converter:
        """What the entries share (macros, parents), made when the first one is converted."""
        if self._converter is None:
            self._converter = Converter(self.bib, titles=self.titles)
        return self._converter

    def keys(self) -> list[str]:
        """The citation keys in file order."""
        return [entry.key for entry in self.bib.entries() if is_reference(entry)]

    def find(self, key: str) -> Reference | None:
        """The reference with that key (exactly, else without regard to case), or None."""
        entry = self.bib.find(key)
        return self.converter.convert(entry) if entry else None

    def convert(self, entry: Entry) -> Reference:
        """The reference of one entry of `bib`."""
        return self.converter.convert(entry)

    def references(self) -> list[Reference]:
        """All references in file order."""
        convert = self.converter.convert
        with without_collection():
            return [
                convert(entry, default_id=f"entry{number}")
                for number, entry in enumerate(self.bib.entries(), start=1)
                if is_reference(entry)
            ]

    def diagnostics(self) -> list[Diagnostic]:
        """What was the matter with the file and with what has been converted so far."""
        found = [*self.bib.problems, *self.duplicate_keys()]
        if self._converter is not None:
            found += self._converter.problems
        found.sort(key=lambda problem: problem.offset)
        return [self.bib.diagnose(problem, path=self.path) for problem in found]

    def result(self) -> ReadResult:
        """Everything that the file holds, as every reader returns it."""
        references = self.references()
        spans, places = _Spans(self.bib, self.path), _Places(self.bib, self.path)
        return ReadResult(references, self.diagnostics(), spans, places)

    def duplicate_keys(self) -> Iterator[Problem]:
        """A warning for every entry whose key an earlier one has."""
        seen: dict[str, int] = {}
        for entry in self.bib.entries():
            key = entry.key
            if key and key in seen:
                line, _ = self.bib.position(seen[key])
                yield Problem(
                    Severity.ERROR,
                    "bibtex-duplicate-key",
                    f"the key `{key}` is already used in line {line}",
                    entry.key_start,
                    "rename one of the two; LaTeX would refuse the file",
                )
            elif key:
                seen[key] = entry.start


class _Spans(Mapping[str, Span]):
    """Where each reference stands, computed when asked for (a library has tens of thousands)."""

    def __init__(self, bib: BibFile, path: str) -> None:
        self._bib = bib
        self._path = path
        self._starts: dict[str, int] = {}

    def _offsets(self) -> dict[str, int]:
        if not self._starts:
            for number, entry in enumerate(self._bib.entries(), start=1):
                if is_reference(entry):
                    self._starts.setdefault(entry.key or f"entry{number}", entry.start)
        return self._starts

    def __getitem__(self, key: str) -> Span:
        return self._bib.span(self._offsets()[key], path=self._path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._offsets())

    def __len__(self) -> int:
        return len(self._offsets())


class _Places(Mapping[tuple[str, str], Span]):
    """Where the fields of each reference stand, computed when asked for."""

    def __init__(self, bib: BibFile, path: str) -> None:
        self._bib = bib
        self._path = path
        self._last: tuple[str, dict[str, int]] = ("", {})  # of the entry asked for last

    def __getitem__(self, place: tuple[str, str]) -> Span:
        key, name = place
        if key != self._last[0]:
            self._last = (key, self._starts(key))
        return self._bib.span(self._last[1][name], path=self._path)

    def _starts(self, key: str) -> dict[str, int]:
        entry = self._bib.find(key)
        starts: dict[str, int] = {}
        for one in entry.fields if entry else ():
            name = self._bib.text[one.name_start : one.name_end].lower()
            starts.setdefault(name, one.value_start)
        return starts

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for entry in self._bib.entries():
            yield from ((entry.key, name.lower()) for name, _ in entry.raw_fields())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def read(text: str, *, path: str, titles: Titles = Titles.SENTENCE) -> ReadResult:
    """Read every entry; broken ones are skipped and reported, the rest goes on."""
    return BibReader(text, path=path, titles=titles).result()
