"""A .bib file and a library of Zotero, both edited at random, synced again and again: what moves.

`python -m bench.sync [ROUNDS] [SEED]`; the last line says in how many rounds nothing moved that
should not have. In each round 50 edits are made on either side (fields changed, set, taken away;
entries added and removed; comments, own fields, key changes and order here). Held against it:

- every byte outside the entries that sync says it changed, added or removed is where it was; only
  where an entry was removed may the white space around it be less;
- what was added stands at the end, in the order in which it came into the library there;
- of an entry that changed, fields that did not change there are as they were, byte for byte;
- a second sync writes nothing, and undo brings the file back as it was, byte for byte;
- what both sides changed differently is said, and stands here as it did; taken over by hand, it is
  said no more, and the sync that finds it so leaves the file as it is.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.changing import Workplace
from mscref.app.history import undo
from mscref.app.sync import Synced, sync
from mscref.library.bibfile import BibText
from mscref.library.follow import Following, SyncConflict

if TYPE_CHECKING:
    from tests.zoterodata.database import Made

EDITS = 50
WORKS = 120
NAMES = ("title", "place", "publisher", "edition", "volume", "series", "shortTitle", "abstractNote")
# What the fields of a book are called in a .bib file.
HERE = ("title", "address", "publisher", "edition", "volume", "series", "shorttitle", "abstract")


class Sides:
    """Both sides, and the edits of a round."""

    def __init__(self, folder: Path, seed: int) -> None:
        from tests.zoterodata.database import Made

        self.random = random.Random(seed)
        self.made: Made = Made(folder / "zotero/zotero.sqlite")
        self.bib = folder / "refs.bib"
        self.works = [self.new_work(number) for number in range(WORKS)]
        self.made.save()
        self.number = WORKS
        self.said = 0

    def new_work(self, number: int) -> int:
        """A work there."""
        fields = {
            "title": f"Title {number}",
            "publisher": f"House {number}",
            "citationKey": f"k{number}",
        }
        return self.made.work("book", fields, [("author", f"Family{number}", "Given")])

    def edit_there(self) -> None:
        """One edit in Zotero."""
        draw = self.random.random()
        self.number += 1
        if draw < 0.12:
            self.works.append(self.new_work(self.number))
        elif draw < 0.2 and len(self.works) > 20:
            self.made.trash(self.works.pop(self.random.randrange(len(self.works))))
        elif draw < 0.3:
            self.made.unset(self.random.choice(self.works), self.random.choice(NAMES[1:]))
        else:
            word = self.random.choice(["plain", "{B}raced \\& odd", "Ünï", "a, b", '50\\% #1 "q"'])
            name = self.random.choice(NAMES)
            self.made.set(self.random.choice(self.works), name, f"{word} {self.number}")

    def edit_here(self, text: str) -> str:
        """The text after one edit of a person's."""
        self.number += 1
        bib = BibText(text)
        entries = list(bib.bib.entries())
        draw = self.random.random()
        if draw < 0.1 or not entries:
            return f"% a comment {self.number}\n{text}"
        entry = self.random.choice(entries)
        raw = bib.raw(entry)
        if draw < 0.2:
            return (
                text[: entry.start] + raw + f"\n@comment{{kept {self.number}}}" + text[entry.end :]
            )
        if draw < 0.3:
            new = f"{raw[:-1].rstrip().rstrip(',')},\n   own{self.number} = {{mine}}\n}}"
        elif draw < 0.38:
            return text[: entry.start] + text[entry.end :].lstrip("\n")
        elif draw < 0.5:
            return text[: entry.start] + text[entry.end :].lstrip("\n") + f"\n{raw}\n"
        elif draw < 0.6:
            place = entry.key_start - entry.start
            new = raw[:place] + f"mine{self.number}" + raw[entry.key_end - entry.start :]
        else:
            fields = [one for one in entry.fields if bib.name(one) in HERE]
            if not fields:
                return text
            one = self.random.choice(fields)
            start, end = one.value_start - entry.start, one.value_end - entry.start
            new = f"{raw[:start]}{{here {self.number}}}{raw[end:]}"
        return text[: entry.start] + new + text[entry.end :]


def faults_of(before: str, after: str, done: Synced) -> list[str]:
    """What moved that should not have."""
    old, new = BibText(before), BibText(after)
    named = done.following
    touched = {*named.changed, *named.added, *named.removed}
    found = []
    for key, entries in old.entries.items():
        here = new.entries.get(key)
        if key in touched:
            continue
        if here is None or [old.raw(one) for one in entries] != [new.raw(one) for one in here]:
            found.append(f"{key}: an entry that is not said to change changed")
    found += _moved(old, new, named)
    for key in named.changed:
        known = set(_raw_fields(new, key))
        changed = [one for one in _raw_fields(old, key) if one not in known]
        if any(name.startswith("own") for name, _ in changed):
            found.append(f"{key}: a field of one's own changed")
    for one in named.conflicts:
        there = old.entries.get(one.key)
        if there and one.here and one.name in old.fields(there[0]):
            now = new.fields(new.entry(one.key))
            if old.fields(there[0])[one.name] != now.get(one.name):
                found.append(f"{one.key}: a conflict was decided in silence")
    return found


def _raw_fields(bib: BibText, key: str) -> list[tuple[str, str]]:
    return list(bib.fields(bib.entry(key)).items())


def _moved(old: BibText, new: BibText, named: Following) -> list[str]:
    """What of the bytes between entries, and of the order of entries, is not as it was."""
    before = _pieces(old, without=set(named.removed))
    after = _pieces(new, without=set(named.added))
    found = []
    if [key for _, key, _ in before] != [key for _, key, _ in after]:
        return ["entries stand in another order"]
    for (gap, key, is_joined), (now, _, _) in zip(before, after, strict=True):
        is_end = not key and bool(named.added)
        if gap != now and not ((is_joined or is_end) and _lines(gap) == _lines(now)):
            found.append(f"before {key or 'the end'} moved {gap!r} → {now!r}")
    there = {*named.added}
    added = [one.key for one in new.bib.entries() if one.key in there]
    last = list(new.entries)[len(new.entries) - len(added) :]
    if added != named.added or last != added:
        found.append("what was added does not stand at the end in its order")
    numbers = [int("".join(filter(str.isdecimal, key)) or 0) for key in added]
    if numbers != sorted(numbers):
        found.append("what was added stands in another order than there")
    return found


def _pieces(bib: BibText, *, without: set[str]) -> list[tuple[str, str, bool]]:
    """The text before each entry, its key, whether an entry was left out there; then the end."""
    pieces: list[tuple[str, str, bool]] = []
    place, gap, is_joined = 0, "", False
    for entry in bib.bib.entries():
        gap += bib.text[place : entry.start]
        place = entry.end
        if entry.key in without:
            is_joined = True
            continue
        pieces.append((gap, entry.key, is_joined))
        gap, is_joined = "", False
    return [*pieces, (gap + bib.text[place:], "", is_joined)]


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def resolved(text: str, conflicts: Sequence[SyncConflict]) -> tuple[str, set[tuple[str, str]]]:
    """The text with every second conflict decided for the other side, and which those are."""
    done: set[tuple[str, str]] = set()
    for one in conflicts[::2]:
        bib = BibText(text)
        entry = bib.entries[one.key][0] if one.key in bib.entries else None
        field = entry.find_field(one.name) if entry else None
        if field is None or not one.there or not one.here:
            continue
        text = f"{text[: field.value_start]}{one.there}{text[field.value_end :]}"
        done.add((one.key, one.name))
    return text, done


def rounds(count: int, seed: int) -> int:
    """Run them; returns in how many nothing was wrong, and says what was."""
    good = conflicts = changed = settled = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"MSCREF_ZOTERO": str(folder / "zotero"), "HOME": name}
        os.chdir(folder)
        sides = Sides(folder, seed)
        place = Workplace(sides.bib, folder / "state", command="sync zotero:")
        sync("zotero:", place)
        for number in range(count):
            for _ in range(EDITS):
                sides.edit_there()
            sides.made.save()
            text = sides.bib.read_text(encoding="utf-8")
            for _ in range(EDITS):
                text = sides.edit_here(text)
            sides.bib.write_text(text, encoding="utf-8")
            done = sync("zotero:", place, prune=bool(number % 2))
            after = sides.bib.read_text(encoding="utf-8")
            found = faults_of(text, after, done)
            again = sync("zotero:", place, prune=bool(number % 2))
            if again.outcome.is_change or sides.bib.read_text(encoding="utf-8") != after:
                found.append(f"a second sync wrote: {again.outcome.summary}")
            if done.outcome.is_written:
                undo(sides.bib, place.state_folder)
                if sides.bib.read_text(encoding="utf-8") != text:
                    found.append("undo did not bring back what there was")
                sync("zotero:", place, prune=bool(number % 2))
                if sides.bib.read_text(encoding="utf-8") != after:
                    found.append("after undo it was done differently")
            text, decided = resolved(after, done.following.conflicts)
            sides.bib.write_text(text, encoding="utf-8")
            last = sync("zotero:", place, prune=bool(number % 2))
            still = {(one.key, one.name) for one in last.following.conflicts}
            if decided & still:
                found.append(f"said again, though decided: {sorted(decided & still)[:3]}")
            if sides.bib.read_text(encoding="utf-8") != text:  # what is remembered changes
                found.append("what was decided made a sync write")
            if sync("zotero:", place, prune=bool(number % 2)).outcome.is_change:
                found.append("a second sync after that wrote")
            settled += len(decided)
            conflicts += len(done.following.conflicts)
            changed += len(done.following.changed)
            good += not found
            for one in found[:5]:
                print(f"round {number}: {one}")
    print(f"{changed} entries changed, {conflicts} conflicts said, {settled} decided by hand")
    return good


def main() -> None:
    """Run and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2026
    print(f"clean {rounds(count, seed)} of {count} rounds of {2 * EDITS} edits")


if __name__ == "__main__":
    main()
