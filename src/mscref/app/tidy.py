"""`tidy`: normalise the library by rules that are asked for by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from mscref.app.changing import Edit, Outcome, Workplace, changed_entries, editing
from mscref.errors import UsageError
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice, apply_splices
from mscref.library.tidy import RULES, SORT, sorted_entries, tidy_splices

ALL = "all"


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule, what it does, and how many places it would change."""

    name: str
    title: str
    count: int


def tidy(place: Workplace, names: Sequence[str]) -> Outcome:
    """Apply the rules one after the other, in the order of the table."""
    chosen = _chosen(names)
    with editing(place) as session:
        text = session.bib.text
        for name in chosen:
            text = apply_splices(text, _splices(BibText(text), name))
        splices = changed_entries(session.bib, text)
        return session.commit(Edit(f"tidied {', '.join(chosen)}", splices))


def rule_counts(place: Workplace) -> list[RuleCount]:
    """What each rule would change, by itself."""
    with editing(place) as session:
        titles = {name: rule.title for name, rule in RULES.items()}
        titles[SORT] = "entries in the order of their keys"
        return [
            RuleCount(name, title, len(_splices(session.bib, name)))
            for name, title in titles.items()
        ]


def _splices(bib: BibText, name: str) -> list[TextSplice]:
    entries = list(bib.bib.entries())
    return sorted_entries(bib, entries) if name == SORT else tidy_splices(bib, RULES[name], entries)


def _chosen(names: Sequence[str]) -> list[str]:
    """The rules by name, `all` as those that move nothing."""
    known = [*RULES, SORT]
    wanted = set(names)
    if ALL in wanted:
        wanted |= {name for name, rule in RULES.items() if not rule.moves}
    for name in names:
        if name not in known and name != ALL:
            near = get_close_matches(name, [*known, ALL], n=2)
            hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(known)}"
            raise UsageError(f"unknown rule `{name}`", hint=hint)
    return [name for name in known if name in wanted]
