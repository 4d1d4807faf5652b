"""What an editor changes on request: keys, repairs, new and completed and merged entries.

Nothing is written here: every change is splices of texts as they are open. What the commands do to
a file (`add`, `update`, `dedupe`) is done to a copy, and the difference handed out.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import TypeVar

from mscref.app.changing import Workplace
from mscref.app.lint import Choice
from mscref.app.renaming import splices_for
from mscref.app.workspace.index import BibIndex
from mscref.app.workspace.manuscript import OpenDocument
from mscref.app.workspace.texts import EditorText
from mscref.errors import NotFoundError, UsageError
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.bibtex.scan import scan
from mscref.library import bibfile, delta
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice
from mscref.lint.base import LintRule
from mscref.lint.repairs import repairable, repaired, splices_of
from mscref.sources.settings import Settings

_T = TypeVar("_T")


@dataclass(slots=True)
class Changes:
    """Splices by path, and the text that those of a path count from."""

    texts: dict[str, EditorText] = field(default_factory=dict)
    splices: dict[str, list[TextSplice]] = field(default_factory=dict)

    def add(self, path: str, text: EditorText, splices: Iterable[TextSplice]) -> None:
        """Splices of one file; none is none."""
        found = list(splices)
        if found:
            self.texts[path] = text
            self.splices.setdefault(path, []).extend(found)


@dataclass(frozen=True, slots=True)
class EntryRepair:
    """A safe repair of one finding about an entry."""

    code: str
    message: str
    splices: tuple[TextSplice, ...]


# ---------------------------------------------------------------- keys


def rename(index: BibIndex, documents: Iterable[OpenDocument], old: str, new: str) -> Changes:
    """Give an entry another key, in its library and in the documents that cite it.

    Raises UsageError for what can be no key or is one already, NotFoundError for an unknown one.
    """
    entry = index.entry(old)
    if entry is None:
        raise NotFoundError(f"no reference `{old}` in the library")
    if new == old:
        return Changes()
    taken = {key.casefold() for key in index.by_key if key != old}
    if new.casefold() in taken:
        raise UsageError(f"there is a reference `{new}` already")
    changes = Changes()
    bib = index.bib_text
    renamed = bibfile.rename_key(bib, entry, new)
    changes.add(index.path, index.text, [renamed, *bibfile.key_references(bib, {old: new})])
    for one in documents:
        changes.add(one.path, one.text, citation_splices(one, {old: new}))
    return changes


def citation_splices(document: OpenDocument, renamed: Mapping[str, str]) -> list[TextSplice]:
    """What gives cited keys their new names: just what `rekey` does to the file."""
    name = Path(document.path).name
    return splices_for(document.text.text, renamed, document.places, name=name)


# ---------------------------------------------------------------- repairs


def repairs(index: BibIndex, entry: Entry, choice: Choice) -> list[EntryRepair]:
    """The safe repairs of an entry, one for each finding that has any."""
    raw = index.raw(entry)
    bib = BibText(raw)
    rules: list[LintRule] = [one for one in choice.rules() if one.fixes and one.is_of_one_entry]
    found = []
    own = next(scan(raw).entries(), None)
    if own is None:
        return []
    for one in repairable(bib, rules, level=choice.severity()):
        moved = tuple(
            TextSplice(each.start + entry.start, each.end + entry.start, each.new)
            for each in splices_of(bib, own, one.edits)
        )
        found.append(EntryRepair(one.code, one.message, moved))
    return found


def all_repairs(index: BibIndex, choice: Choice, this_year: int) -> list[TextSplice]:
    """Every safe repair of a library, as `check --fix` makes them."""
    text, _ = repaired(
        index.text.text, choice.rules(), this_year=this_year, level=choice.severity()
    )
    return difference(index.text.text, text)


# ---------------------------------------------------------------- by the commands, on a copy


def completed(index: BibIndex, key: str, settings: Settings) -> list[TextSplice]:
    """What `update` fills in; raises what the source says where it has no answer."""
    from mscref.app.update import UpdateChoice, apply, propose

    def work(place: Workplace) -> None:
        proposals = list(propose(place, [key], settings, UpdateChoice()))
        for one in proposals:
            if one.error is not None:
                raise one.error
            if not one.is_change and one.notes:
                raise UsageError(f"`{key}`: {one.notes[0]}")
        apply(place, proposals)

    return _in_copy(index.text.text, "update", work)[1]


def merged(index: BibIndex, keys: Sequence[str]) -> tuple[Mapping[str, str], list[TextSplice]]:
    """What `dedupe` makes of some entries: keys that went to those that stay, and the splices."""
    from mscref.app.dedupe import dedupe

    def work(place: Workplace) -> Mapping[str, str]:
        return dedupe(place, list(keys)).renamed

    return _in_copy(index.text.text, "dedupe", work)


def added(index: BibIndex, identifier: str, settings: Settings) -> tuple[str, list[TextSplice]]:
    """What `add` appends for an identifier: the key it has then, and the splices."""
    from mscref.app.importing import add_references
    from mscref.app.resolve import read_identifiers, resolve, to_be_kept
    from mscref.sources.outcomes import Resolved

    outcome = next(iter(resolve(read_identifiers([identifier]), settings)))
    if not isinstance(outcome, Resolved):
        raise outcome.error
    reference = to_be_kept(outcome.reference, with_abstract=False)

    def work(place: Workplace) -> str:
        fates = add_references(place, [reference]).fates
        return fates[0].key if fates else ""

    return _in_copy(index.text.text, "add", work)


def _in_copy(
    text: str, command: str, work: Callable[[Workplace], _T]
) -> tuple[_T, list[TextSplice]]:
    """Do to a copy of a library what a command does to its file; what came of it, as splices."""
    with tempfile.TemporaryDirectory(prefix="mscref-") as name:
        folder = Path(name)
        library = folder / "library.bib"
        library.write_bytes(delta.encode(text))
        result = work(Workplace(library, folder / "state", command=command))
        return result, difference(text, delta.decode(library.read_bytes()))


def difference(old: str, new: str) -> list[TextSplice]:
    """What makes one text of a library of another, by whole blocks; those that stay do not move."""
    if old == new:
        return []
    before, after = scan(old).blocks, scan(new).blocks
    matcher = SequenceMatcher(
        None,
        [old[one.start : one.end] for one in before],
        [new[one.start : one.end] for one in after],
        autojunk=False,
    )
    splices = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        start = before[a].start if a < len(before) else len(old)
        end = before[b - 1].end if b > a else start
        text = new[after[c].start : after[d - 1].end] if d > c else ""
        splices.append(TextSplice(start, end, text))
    return splices
