"""`edit`: change fields of one or more references, or their text in an editor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mscref.app.changing import Edit, Outcome, Workplace, editing
from mscref.errors import InputError, UsageError
from mscref.formats.bibtex.scan import Entry, scan
from mscref.library import bibfile, files
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice

# Fields that name the entry itself.
_KEY, _TYPE = "key", "entrytype"


def split_assignment(word: str) -> tuple[str, str] | None:
    """`title=A title` → ("title", "A title"); None for a selector."""
    name, sign, value = word.partition("=")
    return (name.strip(), value.strip()) if sign and bibfile.is_field_name(name.strip()) else None


def edit_fields(
    place: Workplace, selectors: Sequence[str], assignments: Sequence[tuple[str, str]]
) -> Outcome:
    """Set fields (an empty value removes the field); `key` and `entrytype` are fields too."""
    if not selectors:
        raise UsageError("say which reference to edit", hint="mscref edit KEY title='A title'")
    with editing(place) as session:
        chosen = session.choose(selectors)
        names = [name.lower() for name, _ in assignments]
        if _KEY in names and len(chosen) > 1:
            raise UsageError(
                f"{len(chosen)} references cannot have one key", hint="mscref rekey names them"
            )
        splices: list[TextSplice] = []
        for entry in chosen:
            splices += _field_splices(session.bib, entry, assignments)
        keys = ", ".join(dict.fromkeys(entry.key for entry in chosen))
        summary = f"edited {', '.join(dict.fromkeys(names))} of {keys}"
        return session.commit(Edit(summary, tuple(splices)))


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
    with files.locked(place.library):
        return session.commit(Edit(f"edited the text of {keys}", splices))


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
            f"{expected} entries were edited and {len(parts)} came back; nothing was changed",
            hint="`mscref rm` removes, `mscref import -` adds",
        )
    return parts
