"""`tidy`: normalise the library by rules that are asked for by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from mscref.app.changing import Edit, Outcome, Workplace, changed_entries, editing
from mscref.errors import UsageError
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice, apply_splices
from mscref.library.tidy import RULES, SORT, Rule, journal_rule, sorted_entries, tidy_splices

if TYPE_CHECKING:
    from mscref.journals.forms import Journals

ALL = "all"


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule, what it does, and how many places it would change."""

    name: str
    title: str
    count: int


def tidy(place: Workplace, names: Sequence[str], *, lists: Sequence[str] = ()) -> Outcome:
    """Apply the rules one after the other, in the order of the table.

    `lists` are the user's files of titles of journals.
    """
    rules = _rules(lists)
    chosen = _chosen(names, rules)
    with editing(place) as session:
        text = session.bib.text
        for name in chosen:
            text = apply_splices(text, _splices(BibText(text), rules.get(name)))
        splices = changed_entries(session.bib, text)
        return session.commit(Edit(f"tidied {', '.join(chosen)}", splices))


def rule_counts(place: Workplace, *, lists: Sequence[str] = ()) -> list[RuleCount]:
    """What each rule would change, by itself."""
    rules = _rules(lists)
    with editing(place) as session:
        titles = {name: rule.title for name, rule in rules.items()}
        titles[SORT] = "entries in the order of their keys"
        return [
            RuleCount(name, title, len(_splices(session.bib, rules.get(name))))
            for name, title in titles.items()
        ]


def _rules(lists: Sequence[str]) -> dict[str, Rule]:
    """The rules of the table, and those that need the user's lists, read when a title is met."""

    @cache
    def journals() -> Journals:
        from mscref.app.journals import JournalChoice, journals_of

        return journals_of(JournalChoice(files=tuple(lists)))

    def short(title: str) -> str:
        return journals().short(title)

    def full(title: str) -> str:
        return journals().full(title)

    return {
        **RULES,
        "journal-abbreviate": journal_rule("short titles of journals (ISO 4)", short),
        "journal-expand": journal_rule("full titles of journals, by your list", full),
    }


def _splices(bib: BibText, rule: Rule | None) -> list[TextSplice]:
    """What a rule changes; without one, what sorting does."""
    entries = list(bib.bib.entries())
    return tidy_splices(bib, rule, entries) if rule else sorted_entries(bib, entries)


def _chosen(names: Sequence[str], rules: Mapping[str, Rule]) -> list[str]:
    """The rules by name, `all` as those that move nothing."""
    known = [*rules, SORT]
    wanted = set(names)
    if ALL in wanted:
        wanted |= {name for name, rule in rules.items() if not rule.moves}
    for name in names:
        if name not in known and name != ALL:
            near = get_close_matches(name, [*known, ALL], n=2)
            hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(known)}"
            raise UsageError(f"unknown rule `{name}`", hint=hint)
    return [name for name in known if name in wanted]
