"""The safe repairs of a library, one by one: proposed, and made when somebody accepts one."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from mscref.app.changing import Edit, Outcome, Workplace, editing
from mscref.app.files import read_text
from mscref.errors import NotFoundError
from mscref.library.bibfile import BibText
from mscref.lint.registry import load_rules, select_codes
from mscref.lint.repairs import Repair, repair_of, repairable, splices_of
from mscref.lint.runner import Finding
from mscref.records import Record


class RepairProposal(Record, kw_only=True):
    """One safe repair: what it is about, the lines before and after, and the fields that change
    with their new text ("" where the field goes)."""

    key: str
    code: str
    message: str
    repair: Repair
    edits: tuple[tuple[str, str], ...]


def proposals_in(library: Path) -> list[RepairProposal]:
    """Every safe repair of the file as it is now; raises what reading it raises."""
    bib = BibText(read_text(str(library)).text)
    return [
        RepairProposal(
            key=finding.key,
            code=finding.code,
            message=finding.message,
            repair=repair,
            edits=tuple((edit.field, edit.text or "") for edit in finding.edits),
        )
        for finding, repair in _found(bib, ())
    ]


def make_repair(proposal: RepairProposal, library: Path, *, state_folder: Path) -> Outcome:
    """Make one repair, which `undo` takes back.

    Raises NotFoundError where the file no longer says what the proposal is about.
    """
    with editing(Workplace(library, state_folder, command="browse")) as session:
        for finding, repair in _found(session.bib, [proposal.code]):
            if finding.key == proposal.key and repair == proposal.repair:
                entry = list(session.bib.bib.entries())[finding.edits[0].entry]
                splices = splices_of(session.bib, entry, finding.edits)
                summary = f"{proposal.code} in {proposal.key}"
                return session.commit(Edit(summary, tuple(splices)))
    raise NotFoundError(f"`{proposal.key}` has changed meanwhile", hint="look again")


def _found(bib: BibText, codes: Sequence[str]) -> Iterator[tuple[Finding, Repair]]:
    """The findings with a safe repair, by the rules with these codes (none: all)."""
    rules = [rule for rule in load_rules(select_codes(codes, ())) if rule.fixes]
    entries = list(bib.bib.entries())
    for finding in repairable(bib, rules, this_year=time.localtime().tm_year):
        yield finding, repair_of(bib, entries[finding.edits[0].entry], finding.edits)
