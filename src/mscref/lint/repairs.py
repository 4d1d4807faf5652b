"""The one engine of repairs: what the findings of rules change in the text of a .bib file.

`check --fix` runs the rules that were chosen, `tidy NAME` those of a row of `NAMED`; either way a
repair is that of its rule. What crosses the border: a text and rules in, the repaired text and how
many findings it answers out. Pure; nothing but the fields of the findings is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from mscref.diagnostics import Severity
from mscref.formats.bibtex.blocks import Entry, Field
from mscref.formats.bibtex.months import MONTH_MACROS
from mscref.library import bibfile
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice, apply_splices
from mscref.lint.base import FieldEdit, LintRule
from mscref.lint.runner import Finding, run_rules
from mscref.lint.view import library_of_bibtex
from mscref.records import Record

_ROUNDS = 40  # one repair of each field a round; a repair may uncover another


class Named(Record):
    """What `tidy NAME` repairs: in the words of the list, and the codes of the rules."""

    title: str
    codes: tuple[str, ...]


NAMED: Mapping[str, Named] = MappingProxyType(
    {
        "doi": Named("DOIs without `https://doi.org/` before them", ("doi-as-url",)),
        "url": Named("no `url` that only repeats the DOI", ("url-is-doi",)),
        "addresses": Named(
            "URLs and DOIs letter by letter, without LaTeX", ("doi-escaped", "url-escaped")
        ),
        "pages": Named("page ranges with `--`", ("pages-dash",)),
        "month": Named("months as BibTeX's macros (`mar`)", ("month-malformed",)),
        "empty": Named("no empty fields", ("field-empty",)),
        "repeated": Named("no field twice with the same value", ("field-duplicate",)),
        "escapes": Named("`&`, `%` and `#` in texts escaped for LaTeX", ("unescaped-special",)),
    }
)


def repaired(
    text: str, rules: Sequence[LintRule], *, this_year: int = 0, level: Severity = Severity.INFO
) -> tuple[str, int]:
    """The text with every safe repair of these rules, and how many findings that answers."""
    fixing = [rule for rule in rules if rule.fixes]
    count = 0
    for _ in range(_ROUNDS if fixing else 0):
        bib = BibText(text)
        chosen = _of_one_round(repairable(bib, fixing, this_year=this_year, level=level))
        if not chosen:
            break
        entries = list(bib.bib.entries())
        splices = [
            splice
            for one in chosen
            for splice in splices_of(bib, entries[one.edits[0].entry], one.edits)
        ]
        text = apply_splices(text, splices)
        count += len(chosen)
    return text, count


def repairable(
    bib: BibText, rules: Iterable[LintRule], *, this_year: int = 0, level: Severity = Severity.INFO
) -> list[Finding]:
    """The findings of the rules that carry a repair."""
    library = library_of_bibtex(bib.bib, None, path="", this_year=this_year)
    return [one for one in run_rules(library, rules, level=level) if one.edits]


class Repair(Record):
    """What a finding would change in its entry: the lines that go and those that come."""

    gone: tuple[str, ...]
    new: tuple[str, ...]


def repair_of(bib: BibText, entry: Entry, edits: Sequence[FieldEdit]) -> Repair:
    """The lines of one entry before and after the edits of one finding."""
    before = bib.text[entry.start : entry.end]
    inside = [
        TextSplice(one.start - entry.start, one.end - entry.start, one.new)
        for one in splices_of(bib, entry, edits)
    ]
    old, new = before.splitlines(), apply_splices(before, inside).splitlines()
    return Repair(*_without_common_ends(old, new))


def _without_common_ends(old: list[str], new: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of both but for those with which both begin and end."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return tuple(old[start : len(old) - end]), tuple(new[start : len(new) - end])


def _of_one_round(findings: Iterable[Finding]) -> list[Finding]:
    """The first finding of each entry: another may speak of what that one changes."""
    first: dict[int, Finding] = {}
    for finding in findings:
        first.setdefault(finding.edits[0].entry, finding)
    return list(first.values())


def splices_of(bib: BibText, entry: Entry, edits: Sequence[FieldEdit]) -> list[TextSplice]:
    """The splices of one finding; a removal beside an addition becomes a renaming in place."""
    gone = [found for edit in edits if edit.text is None and (found := _field_of(entry, edit))]
    new = [edit for edit in edits if edit.text is not None and not entry.find_field(edit.field)]
    if len(gone) == len(new) == 1 == len(edits) - 1:
        value = bibfile.new_value(bib, entry, new[0].field, value=new[0].text or "")
        name = TextSplice(gone[0].name_start, gone[0].name_end, new[0].field)
        return [name, bibfile.replace_value(gone[0], value)]
    set_to = [
        _with_text(bib, entry, edit.field, edit.text) for edit in edits if edit.text is not None
    ]
    return [*set_to, *bibfile.remove_fields(bib, entry, gone)]


def _field_of(entry: Entry, edit: FieldEdit) -> Field | None:
    return entry.fields[edit.place] if edit.place is not None else entry.find_field(edit.field)


def _with_text(bib: BibText, entry: Entry, name: str, text: str) -> TextSplice:
    found = entry.find_field(name)
    if found is not None and text in MONTH_MACROS:
        return bibfile.replace_value(found, text)  # a macro stands without braces
    return bibfile.set_field(bib, entry, name, value=text)
