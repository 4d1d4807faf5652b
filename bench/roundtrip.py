"""`make roundtrip DATA=DIR`: does a .bib file survive being read, written and edited?

For every .bib below DIR: read it and write it without a change (the bytes must be identical);
then change one field, add one, remove one, rename a key, append and remove an entry, each on a
fresh copy, and compare all other bytes; undo each change and compare the whole file.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mscref.errors import UsageError
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.bibtex.scan import scan
from mscref.library import bibfile, delta
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice

MARK = "mscref roundtrip"
Edit = Callable[[BibText, Entry], TextSplice]


def set_first_field(bib: BibText, entry: Entry) -> TextSplice:
    """Change the value of the first field."""
    return bibfile.set_field(bib, entry, bib.name(entry.fields[0]), value=MARK)


def add_field(bib: BibText, entry: Entry) -> TextSplice:
    """Add a field that is not there."""
    return bibfile.set_field(bib, entry, "mscrefmark", value=MARK)


def remove_last_field(bib: BibText, entry: Entry) -> TextSplice:
    """Remove the last field."""
    return bibfile.remove_field(bib, entry, entry.fields[-1])


def rename(bib: BibText, entry: Entry) -> TextSplice:
    """Give the entry another key."""
    return bibfile.rename_key(bib, entry, "mscref-new-key")


def append(bib: BibText, entry: Entry) -> TextSplice:
    """Append an entry laid out like the others."""
    text = bib.layout.entry("misc", "mscref-new-key", [("title", bib.layout.delimited(MARK))])
    return bibfile.append_entries(bib, [text])


def remove(bib: BibText, entry: Entry) -> TextSplice:
    """Remove the entry."""
    return bibfile.remove_entries(bib, [entry])[0]


EDITS: dict[str, Edit] = {
    "set": set_first_field,
    "add": add_field,
    "remove field": remove_last_field,
    "rename": rename,
    "append": append,
    "remove": remove,
}


@dataclass
class Trial:
    """What one file went through."""

    edits: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


def try_file(data: bytes) -> Trial:
    """Read and write one file, then edit its first, middle and last entry."""
    trial = Trial()
    if delta.encode(delta.decode(data)) != data:
        trial.wrong.append("not identical")
        return trial
    bib = bibfile.read_bib(data)
    if "".join(bib.text[block.start : block.end] for block in bib.bib.blocks) != bib.text:
        trial.wrong.append("blocks do not cover the file")
    before = _entries(bib.text)
    places = [place for place, one in enumerate(before) if one[0] and one[2]]
    chosen = sorted({places[0], places[len(places) // 2], places[-1]}) if places else []
    entries = list(bib.bib.entries())
    for place in chosen:
        for name, edit in EDITS.items():
            trial.edits += 1
            try:
                splice = edit(bib, entries[place])
            except UsageError as error:
                trial.refused += 1
                trial.wrong.append(f"edit of entry {place}: {name}: refused: {error}")
                continue
            after = _spliced(data, bib, splice)
            if after is None or not EXPECTED[name](before, _entries(after), place):
                trial.wrong.append(f"edit of entry {place}: {name}")
    return trial


def _spliced(data: bytes, bib: BibText, splice: TextSplice) -> str | None:
    """The text after the edit; None where another byte changed or undo is not exact."""
    in_bytes = delta.to_byte_splices(bib.text, [splice], size=len(data))
    after = delta.apply_bytes(data, in_bytes)
    if delta.apply_bytes(after, delta.reverse(in_bytes)) != data:
        return None
    start = len(delta.encode(bib.text[: splice.start]))
    rest = delta.encode(bib.text[splice.end :])
    same = after[:start] == data[:start] and after.endswith(rest)
    return delta.decode(after) if same and len(after) >= start + len(rest) else None


Entries = list[tuple[str, str, list[tuple[str, str]]]]


def _entries(text: str) -> Entries:
    return [(one.key, one.type, one.raw_fields()) for one in scan(text).entries()]


def _same_but(before: Entries, now: Entries, place: int) -> bool:
    same_size = len(before) == len(now)
    return same_size and before[:place] == now[:place] and before[place + 1 :] == now[place + 1 :]


def _was_set(before: Entries, now: Entries, place: int) -> bool:
    (key, kind, old), (new_key, new_kind, new) = before[place], now[place]
    return (
        _same_but(before, now, place)
        and (key, kind, old[1:]) == (new_key, new_kind, new[1:])
        and new[0][0] == old[0][0]
        and new[0][1].strip('{}"') == MARK
    )


def _was_added(before: Entries, now: Entries, place: int) -> bool:
    old, new = before[place][2], now[place][2]
    name, value = new[-1]
    is_ours = name.lower() == "mscrefmark" and value.strip('{}"') == MARK
    return _same_but(before, now, place) and old == new[:-1] and is_ours


def _was_removed(before: Entries, now: Entries, place: int) -> bool:
    return _same_but(before, now, place) and now[place][2] == before[place][2][:-1]


def _was_renamed(before: Entries, now: Entries, place: int) -> bool:
    renamed = ("mscref-new-key", *before[place][1:])
    return _same_but(before, now, place) and now[place] == renamed


def _was_appended(before: Entries, now: Entries, _place: int) -> bool:
    return now[:-1] == before and now[-1][0] == "mscref-new-key"


def _entry_removed(before: Entries, now: Entries, place: int) -> bool:
    return before[:place] + before[place + 1 :] == now


EXPECTED: dict[str, Callable[[Entries, Entries, int], bool]] = {
    "set": _was_set,
    "add": _was_added,
    "remove field": _was_removed,
    "rename": _was_renamed,
    "append": _was_appended,
    "remove": _entry_removed,
}


def main(folder: Path) -> int:
    """Try every file; print what is wrong, a table, and the line that counts."""
    paths = sorted(folder.rglob("*.bib"))
    started = time.process_time()
    identical = right = edits = edited = refused = 0
    for path in paths:
        trial = try_file(path.read_bytes())
        for one in trial.wrong:
            print(f"{path.relative_to(folder)}: {one}")
        identical += not any(one.startswith(("not", "blocks")) for one in trial.wrong)
        edits += trial.edits
        refused += trial.refused
        right += trial.edits - sum(one.startswith("edit") for one in trial.wrong)
        edited += bool(trial.edits)
    print(f"\n{len(paths)} files, {time.process_time() - started:.1f} s CPU")
    print(f"{len(paths) - edited} files hold no entry that could be edited")
    print(f"edits refused because the entry is broken there: {refused}")
    print(f"edits with every other byte kept, read back right, undone exactly: {right} of {edits}")
    print(f"identical {identical} of {len(paths)} files")
    return 0 if (identical, right) == (len(paths), edits) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
