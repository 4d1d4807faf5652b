"""`tidy`: normalise the library by rules that are asked for by name.

What `check` finds is repaired by the rule that finds it (`lint/repairs.py`), what is a matter of
form by `library/tidy.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Protocol

from mscref.app.changing import Edit, Outcome, Workplace, changed_entries, editing
from mscref.diagnostics import Diagnostic
from mscref.errors import UsageError
from mscref.library.bibfile import BibText
from mscref.library.delta import apply_splices
from mscref.library.tidy import RULES, SORT, TidyRule, journal_rule, sorted_entries, tidy_splices
from mscref.lint.registry import load_rules
from mscref.lint.repairs import NAMED, repaired

if TYPE_CHECKING:
    from mscref.journals.forms import Journals

ALL = "all"


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule, what it does, and how many places it would change."""

    name: str
    title: str
    count: int


class NamedRule(Protocol):
    """One rule of `tidy`: what it is called in the list, and what it makes of a text."""

    @property
    def title(self) -> str:
        """What it does."""
        ...

    @property
    def moves(self) -> bool:
        """Whether it moves text, or is a matter of taste."""
        ...

    def applied(self, text: str) -> tuple[str, int]:
        """The text after it, and in how many places that differs."""
        ...


@dataclass(frozen=True, slots=True)
class _Repairs:
    """The repairs of rules of `lint/`."""

    title: str
    codes: tuple[str, ...]
    moves: bool = False

    def applied(self, text: str) -> tuple[str, int]:
        return repaired(text, list(load_rules(self.codes)))


@dataclass(frozen=True, slots=True)
class _Form:
    """A rule about form, which changes entries one by one."""

    rule: TidyRule

    @property
    def title(self) -> str:
        return self.rule.title

    @property
    def moves(self) -> bool:
        return self.rule.moves

    def applied(self, text: str) -> tuple[str, int]:
        bib = BibText(text)
        splices = tidy_splices(bib, self.rule, bib.bib.entries())
        return apply_splices(text, splices), len(splices)


@dataclass(frozen=True, slots=True)
class _Sorting:
    """The order of the entries."""

    title: str = "entries in the order of their keys"
    moves: bool = True

    def applied(self, text: str) -> tuple[str, int]:
        bib = BibText(text)
        splices = sorted_entries(bib, list(bib.bib.entries()))
        return apply_splices(text, splices), len(splices)


def tidy(place: Workplace, names: Sequence[str], *, lists: Sequence[str] = ()) -> Outcome:
    """Apply the rules one after the other, in the order of the table.

    `lists` are the user's files of titles of journals.
    """
    rules = _rules(lists)
    chosen = _chosen(names, rules)
    with editing(place) as session:
        text = session.bib.text
        for name in chosen:
            text, _ = rules[name].applied(text)
        splices = changed_entries(session.bib, text)
        return session.commit(Edit(f"tidied {', '.join(chosen)}", splices))


def rule_counts(
    place: Workplace, *, lists: Sequence[str] = ()
) -> tuple[list[RuleCount], tuple[Diagnostic, ...]]:
    """What each rule would change, by itself, and the entries that cannot be read."""
    with editing(place) as session:
        counts = [
            RuleCount(name, rule.title, rule.applied(session.bib.text)[1])
            for name, rule in _rules(lists).items()
        ]
        return counts, session.unread


def _rules(lists: Sequence[str]) -> dict[str, NamedRule]:
    """The rules of the table, and those that need the user's lists, read when a title is met."""

    @cache
    def journals() -> Journals:
        from mscref.app.journals import JournalChoice, journals_of

        return journals_of(JournalChoice(files=tuple(lists)))

    def short(title: str) -> str:
        return journals().short(title)

    def full(title: str) -> str:
        return journals().full(title)

    repairs = {name: _Repairs(row.title, row.codes) for name, row in NAMED.items()}
    forms = {
        **RULES,
        "journal-abbreviate": journal_rule("short titles of journals (ISO 4)", short),
        "journal-expand": journal_rule("full titles of journals, by your list", full),
    }
    return {
        **repairs,
        **{name: _Form(rule) for name, rule in forms.items()},
        SORT: _Sorting(),
    }


def _chosen(names: Sequence[str], rules: Mapping[str, NamedRule]) -> list[str]:
    """The rules by name, `all` as those that move nothing."""
    known = list(rules)
    wanted = set(names)
    if ALL in wanted:
        wanted |= {name for name, rule in rules.items() if not rule.moves}
    for name in names:
        if name not in known and name != ALL:
            near = get_close_matches(name, [*known, ALL], n=2)
            hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(known)}"
            raise UsageError(f"unknown rule `{name}`", hint=hint)
    return [name for name in known if name in wanted]
