"""The splicer under fuzzing: an edit of any text changes its own bytes only.

Texts are made of the pieces that .bib files are made of, in any order, so that most of them are
broken somewhere. On each a few edits are made, chosen by the text itself, so that a found case
stays one; each must leave every other entry as it reads, read back as meant, and be undone
exactly.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterator

from mscref.errors import MscrefError
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.bibtex.scan import scan
from mscref.library import bibfile, delta
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice
from mscref.library.guard import is_harmless

PIECES = [
    *"@article{ @book( @STRING{ @preamble{ @comment{ @comment @ k1 k2".split(),
    *', , } } ) { { # = = "'.split(),
    *'title year author crossref 2020 aug text % \\ \\{ \\} \\"{u} é {x} "c" " "'.split(),
    *(" ", "\n", "\r\n", "\t", ",\n", "}\n\n", "@misc {", "% note\n", " # ", "\udce9", "\ufeff"),
    *("title = {T},\n", "year = 2020,\n", 'note = "x"\n', "@book{k4, author={X}}\n"),
    "\n@article{k3,\n  title = {A {B} c},\n  year = 2020\n}\n",
    "@string{m = {M}}\n",
]
VALUES = ["", "x", "a {b} c", "2021", "aug", 'say "y"', "é", "a\nb", "%", "#", "\\"]
EDITS = 2  # tried on each text


def texts(chance: random.Random) -> Iterator[str]:
    """Texts to try, without end."""
    while True:
        yield "".join(chance.choices(PIECES, k=chance.randint(1, 40)))


def check(text: str) -> str:
    """What is wrong with some edit of this text; "" where nothing is."""
    chance = random.Random(zlib.crc32(text.encode("utf-8", "surrogatepass")))
    return next((wrong for _ in range(EDITS) if (wrong := _fault(text, chance))), "")


def _fault(text: str, chance: random.Random) -> str:
    """What is wrong with an edit of this text; "" where nothing is."""
    if delta.decode(delta.encode(text)) != text:
        return ""  # lone surrogates that spell UTF-8 when put together: no bytes decode to it
    bib = BibText(text)
    if "".join(text[block.start : block.end] for block in bib.bib.blocks) != text:
        return "the blocks do not cover the text"
    entries = list(bib.bib.entries())
    place = chance.randrange(len(entries)) if entries else -1
    name = chance.choice(["set", "set", "add", "remove field", "rename", "remove", "append"])
    before = [(one.type, one.key, one.raw_fields()) for one in entries]
    try:
        splices, expected = _edit(name, bib, entries, place, before, chance)
    except MscrefError:
        return ""  # refused with a reason
    if splices is None:
        return ""
    counts = {"remove": {"removed": 1}, "append": {"added": 1}}.get(name, {})
    if not is_harmless(bib, splices, **counts):
        return ""  # refused, because the text is broken there
    data = delta.encode(text)
    in_bytes = delta.to_byte_splices(text, splices, size=len(data))
    after = delta.apply_bytes(data, in_bytes)
    if after != delta.encode(delta.apply_splices(text, splices)):
        return f"{name}: the bytes are not those of the text"
    if delta.apply_bytes(after, delta.reverse(in_bytes)) != data:
        return f"{name}: undo is not exact"
    now = [(one.type, one.key, one.raw_fields()) for one in scan(delta.decode(after)).entries()]
    return "" if now == expected else f"{name}: reads back as {now}, not {expected}"


Read = tuple[str, str, list[tuple[str, str]]]


def _edit(
    name: str,
    bib: BibText,
    entries: list[Entry],
    place: int,
    before: list[Read],
    chance: random.Random,
) -> tuple[list[TextSplice] | None, list[Read]]:
    """The splices of an edit, and how the entries must read then."""
    if name == "append":
        entry = bib.layout.entry("misc", "new", [("title", bib.layout.delimited("T"))])
        (read,) = scan(entry).entries()
        return [bibfile.append_entries(bib, [entry])], [
            *before,
            (read.type, "new", read.raw_fields()),
        ]
    if place < 0:
        return None, before
    entry_, rest = entries[place], list(before)
    kind, key, fields = before[place]
    if name == "rename":
        rest[place] = (kind, "new-key", fields)
        return ([bibfile.rename_key(bib, entry_, "new-key")] if key else None), rest
    if name == "remove":
        del rest[place]
        return bibfile.remove_entries(bib, [entry_]), rest
    if name == "remove field":
        if not fields:
            return None, before
        at = chance.randrange(len(fields))
        rest[place] = (kind, key, fields[:at] + fields[at + 1 :])
        return [bibfile.remove_field(bib, entry_, entry_.fields[at])], rest
    value = chance.choice(VALUES)
    field = "new" if name == "add" or not fields else chance.choice(fields)[0]
    splice = bibfile.set_field(bib, entry_, field, value=value)
    written = [one for one in (f"{{{value}}}", f'"{value}"', value) if one in splice.new]
    if not written:
        return [splice], []
    changed = list(fields)
    at = next((n for n, one in enumerate(fields) if one[0].lower() == field.lower()), len(fields))
    new_name = fields[at][0] if at < len(fields) else re.sub(r"[\s,]", "", splice.new.split("=")[0])
    changed[at : at + 1] = [(new_name, written[0])]
    rest[place] = (kind, key, changed)
    return [splice], rest
