"""What is wrong with a library: what `check` says, first of each entry by itself, then of all.

Findings about one entry are remembered by its text, so that an edit costs the rules of one entry.
What looks across entries, and reads them all, waits until nobody types.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mscref.app.files import SourceText
from mscref.app.lint import Choice, check_source
from mscref.app.workspace.index import BibIndex
from mscref.app.workspace.marks import EditorMark, MarkLevel, level_of, mark_of, stretch
from mscref.app.workspace.texts import EditorText
from mscref.config import Config
from mscref.diagnostics import Severity
from mscref.errors import MscrefError
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.bibtex.scan import scan
from mscref.lint.base import LintedLibrary, LintEntry, LintRule
from mscref.lint.runner import Finding, run_rules
from mscref.lint.view import library_of_bibtex
from mscref.model.reference import Reference
from mscref.report import ReportItem

# From this size on the whole library is checked in a process of its own: it takes seconds of the
# processor and memory for every reference, and an editor waits for neither.
LARGE = 400_000


@dataclass(frozen=True, slots=True)
class _Local:
    """A finding about one entry, its place counted from where the entry begins."""

    start: int
    end: int
    code: str
    severity: Severity
    message: str
    hint: str


class EntryFindings:
    """Findings of the rules that judge an entry by itself, remembered by its text."""

    def __init__(self, choice: Choice) -> None:
        self.rules: list[LintRule] = [one for one in choice.rules() if one.is_of_one_entry]
        self._level = choice.severity()
        self._known: dict[int, tuple[_Local, ...]] = {}
        self.checked = 0  # entries that rules were run over

    def marks(self, index: BibIndex, until: float) -> Iterator[EditorMark]:
        """The marks of all entries; after the clock shows `until`, only of those known."""
        for at, key in enumerate(index.keys):
            raw = index.raw_at(at)
            found = self._known.get(hash(raw))
            if found is None:
                if time.monotonic() > until:
                    continue
                found = self._known[hash(raw)] = self._check(raw, key)
            start = index.start_of(at) if found else 0
            for one in found:
                yield EditorMark(
                    start=start + one.start,
                    end=start + one.end,
                    level=level_of(one.severity),
                    code=one.code,
                    message=one.message,
                    hint=one.hint,
                    key=key,
                )

    def _check(self, raw: str, key: str) -> tuple[_Local, ...]:
        self.checked += 1
        text = EditorText(raw)
        library = library_of_bibtex(scan(raw), None, path="")
        return tuple(
            _Local(
                *stretch(text, one.span),
                code=one.code,
                severity=one.severity,
                message=one.message,
                hint=one.hint,
            )
            for one in run_rules(library, self.rules, level=self._level)
            if one.key == key
        )


def choice_of(config: Config) -> Choice:
    """The rules that `check` would run with these settings."""
    return Choice(config.check_select, config.check_ignore)


def quick_marks(index: BibIndex, findings: EntryFindings, seconds: float) -> list[EditorMark]:
    """What is soon said: the reader's problems, repeated keys, and entries by themselves."""
    until = time.monotonic() + seconds
    problems = [mark_of(one, index.text) for one in index.bib.diagnostics(path=index.path)]
    repeated = list(_repeated_keys(index))
    return _in_order([*problems, *repeated, *findings.marks(index, until)])


def checked_here(index: BibIndex, config: Config) -> list[EditorMark] | None:
    """All that `check` says of the library; None where it could not be done."""
    source = SourceText(index.text.text, index.path)
    try:
        _, problems, findings = check_source(source, choice_of(config), time.localtime().tm_year)
    except MscrefError:
        return None
    marks = [mark_of(one, index.text) for one in problems]
    return _in_order([*marks, *(_mark_of_finding(one, index.text) for one in findings)])


def _mark_of_finding(one: Finding, text: EditorText) -> EditorMark:
    start, end = stretch(text, one.span)
    return EditorMark(
        start=start,
        end=end,
        level=level_of(one.severity),
        code=one.code,
        message=one.message,
        hint=one.hint,
        key=one.key,
    )


def _repeated_keys(index: BibIndex) -> Iterator[EditorMark]:
    """What the rule `key-duplicate` says; it sees only the entries whose keys stand twice."""
    from mscref.lint.registry import find_rule

    counts = Counter(keys := index.keys)
    if len(counts) == len(keys):
        return
    repeated = [index.entries[at] for at, key in enumerate(keys) if counts[key] > 1]
    seen = [_bare_entry(index, one, number) for number, one in enumerate(repeated)]
    for one in run_rules(LintedLibrary(seen), [find_rule("key-duplicate")]) if seen else ():
        yield _mark_of_finding(one, index.text)


def _bare_entry(index: BibIndex, entry: Entry, number: int) -> LintEntry:
    place = index.bib.span(entry.start, end=entry.end, path=index.path)
    return LintEntry(
        number=number,
        key=entry.key,
        type=entry.type,
        fields=(),
        reference=Reference(entry.key, ""),
        span=place,
    )


def kept_marks(
    whole: Sequence[EditorMark], before: BibIndex, now: BibIndex
) -> Iterator[EditorMark]:
    """Of the marks of an earlier state those about entries whose text is still the same, moved to
    where they stand now."""
    for mark in whole:
        entry = before.entry_at(mark.start)
        now_there = now.entry(mark.key) if mark.key else None
        if entry is None or now_there is None:
            continue
        if before.raw(entry) == now.raw(now_there):
            by = now_there.start - entry.start
            yield replace(mark, start=mark.start + by, end=mark.end + by)


def merged(quick: Sequence[EditorMark], kept: Sequence[EditorMark]) -> list[EditorMark]:
    """Both, each once."""
    return _in_order([*dict.fromkeys([*quick, *kept])])


def uncited_marks(index: BibIndex, cited: Collection[str]) -> Iterator[EditorMark]:
    """A hint at each key that no document cites."""
    for at, key in enumerate(index.keys):
        if key not in cited:
            entry = index.entries[at]
            message = f"`{entry.key}` is in the bibliography, and nothing cites it"
            yield EditorMark(
                start=entry.key_start,
                end=entry.key_end,
                level=MarkLevel.HINT,
                code="uncited-reference",
                message=message,
                key=entry.key,
                source="render",
                is_faint=True,
            )


def verdict_marks_of(index: BibIndex, items: Mapping[str, ReportItem]) -> Iterator[EditorMark]:
    """What kept answers say against entries, each at its key."""
    for key, item in items.items():
        entry = index.entry(key)
        if entry is not None and item.severity is not None:
            message = f"{item.code.replace('-', ' ')}: {item.message}"
            yield EditorMark(
                start=entry.key_start,
                end=entry.key_end,
                level=level_of(item.severity),
                code=item.code,
                message=message,
                hint=item.hint,
                key=key,
                source="verify",
            )


def _in_order(marks: Sequence[EditorMark]) -> list[EditorMark]:
    return sorted(marks, key=lambda one: (one.start, one.end, one.code))
