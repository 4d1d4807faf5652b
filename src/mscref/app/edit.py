"""`edit`: change fields of one or more references, or their text in an editor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from mscref.app.advice import new_findings
from mscref.app.changing import Edit, EditingSession, Outcome, Workplace, editing
from mscref.diagnostics import Diagnostic
from mscref.errors import InputError, UsageError
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.bibtex.scan import scan
from mscref.library import bibfile, files
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice, apply_splices
from mscref.lint.rules.field_misspelt import likely_field
from mscref.records import replaced as replace

# Fields that name the entry itself.
_KEY, _TYPE = "key", "entrytype"
# Two names for one thing: the one that is there is edited.
_PAIRS = (("journal", "journaltitle"), ("address", "location"), ("annote", "annotation"))
_OTHER_NAMES = {
    "year": "date",
    **dict(_PAIRS),
    **{biblatex: bibtex for bibtex, biblatex in _PAIRS},
}
_YEAR = re.compile(r"\d{4}")
_AFTER_YEAR = re.compile(r"\d{4}((?:-\d\d){0,2})")


def split_assignment(word: str) -> tuple[str, str] | None:
    """`title=A title` → ("title", "A title"); None for a selector.

    Raises UsageError for what can only be meant as a field and is not named like one: no key holds
    a `=`, but addresses and queries may.
    """
    name, sign, value = word.partition("=")
    if not sign or ":" in name or "/" in name:
        return None
    if not bibfile.is_field_name(name.strip()):
        raise UsageError(
            f"`{name.strip()}` cannot be the name of a field",
            hint="letters, digits and hyphens, the first a letter: mscref edit KEY field=value",
        )
    return name.strip(), value.strip()


def edit_fields(
    place: Workplace,
    selectors: Sequence[str],
    assignments: Sequence[tuple[str, str]],
    *,
    takes_unknown: bool = False,
) -> Outcome:
    """Set fields (an empty value removes the field); `key` and `entrytype` are fields too.

    Raises UsageError for a field that is new to an entry and named by a slip, as it seems.
    """
    if not selectors:
        raise UsageError("say which reference to edit", hint="mscref edit KEY title='A title'")
    with editing(place) as session:
        chosen = session.choose(selectors)
        if len(chosen) > 1 and any(name.lower() == _KEY for name, _ in assignments):
            raise UsageError(
                f"{len(chosen)} references cannot have one key", hint="mscref rekey names them"
            )
        splices: list[TextSplice] = []
        names: dict[str, None] = {}
        findings: list[Diagnostic] = []
        if not takes_unknown:
            _refuse_slips(chosen, assignments)
        for entry in chosen:
            meant = [_meant(session.bib, entry, *one) for one in assignments]
            found = _field_splices(session.bib, entry, meant)
            splices += found
            names |= {
                name.lower(): None for name, value in meant if value or entry.find_field(name)
            }
            findings += new_findings(session.bib.raw(entry), _with_splices(session, entry, found))
        keys = _counted([entry.key for entry in chosen])
        outcome = session.commit(Edit(f"edited {', '.join(names)} of {keys}", tuple(splices)))
        return replace(outcome, findings=(*outcome.findings, *findings))


def _refuse_slips(chosen: Sequence[Entry], assignments: Sequence[tuple[str, str]]) -> None:
    """Raise UsageError for a new field that is one letter away from one that all programs know."""
    for name, value in assignments:
        meant = likely_field(name.lower()) if value else ""
        if meant and any(entry.find_field(name) is None for entry in chosen):
            raise UsageError(
                f"`{name}` is no field that a program knows; nothing was changed",
                hint=f"did you mean {meant}? `--force` writes it as it is",
            )


def edit_text(place: Workplace, selectors: Sequence[str], ask: Callable[[str], str]) -> Outcome:
    """Let `ask` (an editor) change the text of the chosen entries.

    The library is not locked meanwhile; a change underneath is found before writing.
    """
    with editing(place) as session:
        pass  # only to read: the person may take hours
    chosen = session.choose(selectors)
    old = "\n\n".join(session.bib.raw(entry) for entry in chosen)
    new = ask(old + "\n").strip()
    parts = _edited_entries(new, expected=len(chosen))
    splices = tuple(
        TextSplice(entry.start, entry.end, part) for entry, part in zip(chosen, parts, strict=True)
    )
    keys = ", ".join(entry.key for entry in chosen)
    findings = [
        finding
        for entry, part in zip(chosen, parts, strict=True)
        for finding in new_findings(session.bib.raw(entry), part)
    ]
    with files.locked(place.library):
        outcome = session.commit(Edit(f"edited the text of {keys}", splices))
    return replace(outcome, findings=(*outcome.findings, *findings))


def _counted(keys: Sequence[str]) -> str:
    """The keys, each once; one that several entries have with their number."""
    return ", ".join(
        f"{key} ({count} entries)" if count > 1 else key for key, count in Counter(keys).items()
    )


def _with_splices(session: EditingSession, entry: Entry, splices: Sequence[TextSplice]) -> str:
    """The text of an entry after the splices that are its own."""
    inside = [
        TextSplice(one.start - entry.start, one.end - entry.start, one.new)
        for one in splices
        if entry.start <= one.start and one.end <= entry.end
    ]
    return apply_splices(session.bib.raw(entry), inside)


def _meant(bib: BibText, entry: Entry, name: str, value: str) -> tuple[str, str]:
    """The field that has this meaning in the entry, where it is there under another name.

    A new `year` of an entry with a `date` is a new date; a second field would contradict it.
    """
    lowered = name.lower()
    other = _OTHER_NAMES.get(lowered, "")
    existing = entry.find_field(other) if other else None
    if existing is None or entry.find_field(name) is not None:
        return name, value
    if lowered != "year" or not value:
        return other, value
    rest = _AFTER_YEAR.fullmatch(bibfile.undelimited(bib.value(existing)))
    return other, value + (rest[1] if rest and _YEAR.fullmatch(value) else "")


def _field_splices(
    bib: BibText, entry: Entry, assignments: Sequence[tuple[str, str]]
) -> list[TextSplice]:
    splices: list[TextSplice] = []
    added: list[tuple[str, str]] = []
    for name, value in assignments:
        lowered = name.lower()
        if lowered == _KEY:
            splices += _renamed(bib, entry, value)
        elif lowered == _TYPE:
            splices.append(bibfile.set_type(entry, value))
        elif (existing := entry.find_field(name)) is None:
            if value:
                added.append((name, bibfile.new_value(bib, entry, name, value=value)))
        elif value:
            splices.append(bibfile.set_field(bib, entry, name, value=value))
        else:
            splices.append(bibfile.remove_field(bib, entry, existing))
    if added:
        splices.append(bibfile.add_fields(bib, entry, added))
    return splices


def _renamed(bib: BibText, entry: Entry, key: str) -> list[TextSplice]:
    if key == entry.key:
        return []
    if key in bib.entries:
        raise UsageError(f"there is a reference `{key}` already")
    splice = bibfile.rename_key(bib, entry, key)
    return [splice, *bibfile.key_references(bib, {entry.key: key})]


def _edited_entries(text: str, *, expected: int) -> list[str]:
    """The entries that came back from the editor, each as text."""
    bib = scan(text)
    if bib.problems:
        raise InputError(
            "the edited text cannot be read; nothing was changed",
            diagnostics=tuple(bib.diagnostics(path="<editor>")),
        )
    parts = [text[entry.start : entry.end] for entry in bib.entries()]
    if len(parts) != expected:
        raise InputError(
            f"{expected} {'entry was' if expected == 1 else 'entries were'} edited and"
            f" {len(parts)} came back; nothing was changed",
            hint="`mscref rm` removes, `mscref import -` adds",
        )
    return parts
