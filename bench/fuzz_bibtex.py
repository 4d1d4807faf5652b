"""The reader and the writer of BibTeX under fuzzing: nothing crashes, hangs or loses a character.

Texts are made by cutting, repeating and joining pieces of real files and of the grammar; now and
then one piece is repeated a thousand times, so that superlinear time shows.
"""

from __future__ import annotations

import random
import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from mscref.formats.bibtex.reader import read
from mscref.formats.bibtex.scan import scan
from mscref.formats.bibtex.writer import write_all
from mscref.formats.cslitem import reference_from_json, reference_to_json
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference

TOKENS = """
    @article{ @book{k, @string{ @comment{ @preamble{ @book( title= author= {{ }} {\\"o} \\' \\url{
    \\emph \\char" $x_2$ # " ) % %} -- `` '' and others, von family= crossref={k} xdata= date= /
    year month=jan 199X ~ \\\\ \\( \\) \\} { , = @ é \ufeff \udcff \ufdd0 <i> </i> \\enquote{
""".split()
WAYS = tuple(product(("bibtex", "biblatex"), (False, True)))
_ODD_IN_KEYS = frozenset('{}(),="#%@\\ \t\n\r')


def check_reader(text: str) -> str:
    """What is wrong with reading this text; "" where nothing is."""
    bib = scan(text)
    if "".join(text[block.start : block.end] for block in bib.blocks) != text:
        return "a character is lost, or in two blocks"
    for entry in bib.entries():
        place = entry.body_start
        for one in entry.fields:
            if not place <= one.name_start <= one.name_end <= one.value_start <= one.value_end:
                return "the fields are not in order"
            place = one.value_end
        if place > entry.body_end:
            return "a field reaches out of its entry"
    result = read(text, path="fuzz.bib")
    for reference in result.references:
        payload = reference_to_json(reference)
        if reference_to_json(reference_from_json(payload)) != payload:
            return f"not the same as CSL-JSON: {payload}"
    return ""


def check_writer(text: str) -> str:
    """What is wrong with writing what this text says, and with writing the text as a value.

    One of the ways to write is tried, chosen by the text itself.
    """
    references = [*read(text, path="fuzz.bib").references, _made_of(text)]
    dialect, ascii_only = WAYS[zlib.crc32(text.encode("utf-8", "surrogatepass")) % len(WAYS)]
    again = scan(write_all(references, dialect=dialect, ascii_only=ascii_only))
    # Keys are never changed: some cannot stand in an entry.
    if all(one.id and _ODD_IN_KEYS.isdisjoint(one.id) for one in references):
        if again.problems:
            return f"written with a problem: {again.problems[0]}"
        if sum(1 for _ in again.entries()) != len(references):
            return "an entry is lost"
    return _difference(references[-1], dialect, ascii_only=ascii_only)


def _made_of(text: str) -> Reference:
    """A reference whose values are the text; what no file in UTF-8 can hold is left out."""
    plain = text.encode("utf-8", "ignore").decode()
    # Marks of our own; markup; and dollars, between which a text is mathematics.
    plain = re.sub(r"[\ufdd0-\ufdd2<>$]", "", plain)[:300]
    half = plain[: len(plain) // 2]
    fields: dict[str, FieldValue] = {
        "title": plain,
        "note": " ".join(plain.split()),
        "publisher": half,
        "URL": half,
        "author": (Name(half, plain), Name(literal=half)),
    }
    return Reference("made", "book", fields)


def _difference(reference: Reference, dialect: str, *, ascii_only: bool) -> str:
    """What a note is not, when it is read back. White space is what TeX makes of it; in ASCII marks
    are joined with their letters, and the apostrophe is straight."""
    text = write_all([reference], dialect=dialect, ascii_only=ascii_only)
    note, back = str(reference.fields["note"]), read(text, path="x").references[0].text("note")
    if ascii_only:
        note, back = (unicodedata.normalize("NFC", one).replace("’", "'") for one in (note, back))
    if back.replace("\u00a0", " ").split() != note.replace("\u00a0", " ").split():
        return f"a note is another when it is read back: {back!r}, not {note!r}"
    return ""


def texts(chance: random.Random, corpus: Path | None) -> Iterator[str]:
    """Texts to try, without end."""
    pieces = _pieces(corpus)
    while True:
        if chance.random() < 0.002:
            yield _pumped(chance)
        else:
            yield _mutated(pieces, chance)


def _mutated(pieces: Sequence[str], chance: random.Random) -> str:
    text = chance.choice(pieces)[: chance.choice((50, 200, 600))]
    for _ in range(chance.randint(1, 8)):
        place = chance.randint(0, len(text))
        action = chance.randrange(4)
        if action == 0:
            text = text[:place] + chance.choice(TOKENS) + text[place:]
        elif action == 1:
            text = text[:place] + text[place + chance.randint(1, 20) :]
        elif action == 2:
            start = chance.randint(0, len(text))
            text = text[:place] + text[start : start + 60] + text[place:]
        else:
            other = chance.choice(pieces)
            text = text[:place] + other[chance.randint(0, len(other)) :][:100]
    return text


def _pumped(chance: random.Random) -> str:
    """A few tokens, then a few others a thousand times: where time is not linear, it shows."""
    start = "".join(chance.choices(TOKENS, k=chance.randint(0, 4)))
    unit = chance.choice(("", " ", "\n")).join(chance.choices(TOKENS, k=chance.randint(1, 3)))
    return start + unit * 1000


def _pieces(folder: Path | None) -> list[str]:
    """Stretches of real files, and the grammar's pieces."""
    pieces = ["".join(TOKENS), "@book{k, title = {A {B} C}, year = 1999, author = {Doe, Jane}}\n"]
    for path in sorted(folder.rglob("*.bib"))[:600] if folder else ():
        text = path.read_bytes()[:40_000].decode("utf-8", "surrogateescape")
        pieces += [text[start : start + 2000] for start in range(0, len(text), 2000)]
    return pieces
