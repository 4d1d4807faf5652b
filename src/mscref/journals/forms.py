"""Which form of a journal's title a reference gets: short, full, or what it has.

The order of truth for the short form: the reference's own (what a source gave is that, too), the
user's list, what the NLM has fixed otherwise, the rules of ISO 4. References in, references out.
"""

from __future__ import annotations

from mscref.journals.catalogued import short_title
from mscref.journals.fixed import fixed_title
from mscref.journals.iso4 import without_points
from mscref.journals.lists import NO_LIST, JournalList
from mscref.journals.modes import AS_IS, FULL, SHORT
from mscref.journals.words import Words
from mscref.model.reference import Reference
from mscref.model.vocabulary import JOURNAL_CONTENTS
from mscref.patterns import lazy
from mscref.records import Record, made

_INITIALS = lazy(r"(?:[^\W\d_]\.){2,}")  # A.A.G. bijdragen is no short form
_CONTAINER, _SHORT_CONTAINER = "container-title", "container-title-short"


class Journals(Record, frozen=False):
    """How titles of journals are to be written in this run; remembers what it has worked out."""

    words: Words
    listed: JournalList = NO_LIST
    _found: dict[str, str] = made(factory=dict)

    def short(self, title: str) -> str:
        """The short form of a title, by the user's list or by rule."""
        found = self._found.get(title)
        if found is None:
            found = self.listed.short(title) or self._by_rule(title)
            self._found[title] = found
        return found

    def full(self, title: str) -> str:
        """The full title of a short one that the user's list has; else the title."""
        return self.listed.full(title) or title

    def with_short(self, reference: Reference) -> Reference:
        """The reference with a short form beside its full title, if it is in a journal."""
        title = reference.text(_CONTAINER)
        if not title or reference.type not in JOURNAL_CONTENTS:
            return reference
        own = reference.text(_SHORT_CONTAINER)
        short = self._pointed(title, own) if own else self.short(title)
        return _with(reference, _SHORT_CONTAINER, short) if short != own else reference

    def in_form(self, reference: Reference, mode: str) -> Reference:
        """The reference with the title of its journal in the form of `mode`."""
        if mode == AS_IS or reference.type not in JOURNAL_CONTENTS:
            return reference
        if mode == FULL:
            title = reference.text(_CONTAINER)
            fields = {key: one for key, one in reference.fields.items() if key != _SHORT_CONTAINER}
            fields[_CONTAINER] = self.full(title) if title else title
            return Reference(reference.id, reference.type, fields, reference.extra)
        found = self.with_short(reference)
        short = found.text(_SHORT_CONTAINER)
        return _with(found, _CONTAINER, short) if mode == SHORT and short else found

    def _by_rule(self, title: str) -> str:
        if _is_abbreviated(title, self.words):
            return title
        return fixed_title(title) or short_title(title, self.words)

    def _pointed(self, title: str, own: str) -> str:
        """The reference's own short form; with points where they are all it lacks."""
        if "." in own:
            return own
        by_rule = self.short(title)
        return by_rule if without_points(by_rule).casefold() == own.casefold() else own


def _with(reference: Reference, variable: str, value: str) -> Reference:
    fields = {**reference.fields, variable: value}
    return Reference(reference.id, reference.type, fields, reference.extra)


def _is_abbreviated(title: str, words: Words) -> bool:
    """True for what is a short form already: J. Biol. Chem., not "Experientia. Supplementum"."""
    parts = [part for part in title.split() if not _INITIALS.fullmatch(part)]
    short = [part for part in parts if part.endswith(".") and words.has_short(part)]
    return len(parts) > 1 and len(short) > len(parts) / 2 - 0.5
