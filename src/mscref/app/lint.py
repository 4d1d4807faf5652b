"""`check`: the rules over bibliography files, and their safe repairs.

What crosses the border: paths and the names of rules in; a `Report`, or the outcome of the edit
that repairs a file, out. No network.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mscref import __version__
from mscref.app.changing import Edit, Outcome, Workplace, changed_entries, editing
from mscref.app.files import SourceText, read_text
from mscref.app.library import read_references
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import UsageError
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.registry import FORMATS, guess_format
from mscref.library.bibfile import BibText
from mscref.lint.base import LintRule
from mscref.lint.registry import explain, load_rules, select_codes
from mscref.lint.repairs import repair_of, repaired
from mscref.lint.runner import Finding, run_rules
from mscref.lint.view import library_of_bibtex, library_of_references
from mscref.model.reference import Json
from mscref.report import Report, ReportItem

LEVELS = {severity.value: severity for severity in Severity}
_OF_A_RULE = frozenset(
    f"{row.name}-duplicate-key" for row in FORMATS.values() if not row.is_mapping
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules run: codes or their first parts; `level` is the least severity."""

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    level: str = "warning"
    _rules: list[LintRule] = field(default_factory=list)

    def rules(self) -> list[LintRule]:
        """The rules, imported once; raises NotFoundError for an unknown code."""
        if not self._rules:
            self._rules.extend(load_rules(select_codes(self.select, self.ignore)))
        return self._rules

    def severity(self) -> Severity:
        """The least severity; raises UsageError."""
        # Who asks for a rule by name wants its findings whatever their severity.
        word = "info" if self.select else self.level
        if word not in LEVELS:
            raise UsageError(f"unknown level `{word}`", hint=f"known: {', '.join(LEVELS)}")
        return LEVELS[word]


def check_files(
    paths: Sequence[str], choice: Choice, *, with_repairs: bool = False, with_lines: bool = False
) -> Report:
    """Run the rules over every file; raises FormatError for one that is none we read.

    `with_repairs` adds to each finding what its repair would change, line by line, `with_lines` the
    line of the file that it is about.
    """
    year = time.localtime().tm_year
    return _report(
        map(read_text, paths), choice, year, with_repairs=with_repairs, with_lines=with_lines
    )


def check_text(text: str, *, path: str, choice: Choice, this_year: int = 0) -> Report:
    """Run the rules over a text of any format; pure, so it can run as a map step.

    `this_year` is for the rules about years that are yet to come (0: leave them out). Raises
    FormatError for a text that is none we read.
    """
    return _report([SourceText(text, path)], choice, this_year)


def _report(
    sources: Iterable[SourceText],
    choice: Choice,
    this_year: int,
    *,
    with_repairs: bool = False,
    with_lines: bool = False,
) -> Report:
    items: list[ReportItem] = []
    codes: set[str] = set()
    count = 0
    for source in sources:
        number, diagnostics, findings = check_source(source, choice, this_year)
        count += number
        said = [_item_of_diagnostic(one) for one in (*source.diagnostics, *diagnostics)]
        found = [_item_of_finding(one) for one in findings]
        found = said + (_with_repairs(source, findings, found) if with_repairs else found)
        items += _with_lines(source.text, found) if with_lines else found
        codes.update(one.code for one in findings)
    return Report(
        command="check",
        version=__version__,
        items=tuple(items),
        descriptions=_descriptions(codes),
        count=count,
    )


def only_keys(report: Report, keys: Collection[str], further: Iterable[Diagnostic]) -> Report:
    """The report on the references with these keys, and `further` findings before it.

    What is about no reference (a block that cannot be read) stays.
    """
    items = [one for one in report.items if not one.key or one.key in keys]
    return replace(report, items=(*map(_item_of_diagnostic, further), *items))


def repair(place: Workplace, choice: Choice) -> Outcome:
    """Apply every safe repair to a BibTeX file as one edit, which `undo` takes back."""
    with editing(place) as session:
        year = time.localtime().tm_year
        text, count = repaired(
            session.bib.text, choice.rules(), this_year=year, level=choice.severity()
        )
        splices = changed_entries(session.bib, text)
        return session.commit(Edit(f"repaired {count} finding{'' if count == 1 else 's'}", splices))


def exit_problems(report: Report) -> bool:
    """True where there is an error or a warning; infos alone are no problem."""
    return any(item.severity in (Severity.ERROR, Severity.WARNING) for item in report.items)


def check_source(
    source: SourceText, choice: Choice, year: int
) -> tuple[int, Sequence[Diagnostic], Sequence[Finding]]:
    """How many references there are, what reading found, and what the rules found."""
    row = guess_format(source.text, path=source.path)
    if row is not None and row.is_bibtex:
        from mscref.formats.bibtex.reader import BibReader

        reader = BibReader(source.text, path=source.path)
        # Reading takes longer than all rules that look at fields.
        made = reader.result() if any(rule.reads for rule in choice.rules()) else None
        library = library_of_bibtex(reader.bib, made, path=source.path, this_year=year)
        diagnostics = reader.bib.diagnostics(path=source.path)
    else:
        read = read_references(source)
        library = library_of_references(read, path=source.path, this_year=year)
        # `key-duplicate` speaks of ids that stand twice.
        diagnostics = [one for one in read.diagnostics if one.code not in _OF_A_RULE]
    findings = run_rules(library, choice.rules(), level=choice.severity())
    return len(library.entries), diagnostics, findings


def _with_repairs(
    source: SourceText, findings: Sequence[Finding], items: Sequence[ReportItem]
) -> list[ReportItem]:
    """The items with the lines that the repair of each would change."""
    bib: BibText | None = None
    entries: list[Entry] = []
    made: list[ReportItem] = []
    for finding, item in zip(findings, items, strict=True):
        if not finding.edits:
            made.append(item)
            continue
        if bib is None:
            bib = BibText(source.text)
            entries = list(bib.bib.entries())
        repair = repair_of(bib, entries[finding.edits[0].entry], finding.edits)
        lines: Json = {"gone": list(repair.gone), "new": list(repair.new)}
        made.append(replace(item, details={**item.details, "repair": lines}))
    return made


def _with_lines(text: str, items: Sequence[ReportItem]) -> list[ReportItem]:
    """The items with the lines that they are about; a file without items is not cut up."""
    if not items:
        return []
    lines = ["", *text.split("\n")]
    return [
        replace(one, source_line=lines[one.span.line] if one.span.line < len(lines) else "")
        for one in items
    ]


def _item_of_diagnostic(one: Diagnostic) -> ReportItem:
    return ReportItem(
        severity=one.severity,
        code=one.code,
        key="",
        message=one.message,
        span=one.span or Span(""),
        hint=one.hint,
        source_line=one.source_line,
    )


def _item_of_finding(one: Finding) -> ReportItem:
    details = {"fix": bool(one.edits)}
    return ReportItem(
        severity=one.severity,
        code=one.code,
        key=one.key,
        message=one.message,
        span=one.span,
        hint=one.hint,
        details=details,
    )


def _descriptions(codes: set[str]) -> Mapping[str, str]:
    return {code: explain(code).split("\n\n", 1)[0].replace("\n", " ") for code in codes}
