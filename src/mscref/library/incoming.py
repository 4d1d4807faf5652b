"""References on their way into a library, as entries with values as written, and which entries of
its text may be the same work (`works.py` decides that).

What crosses the border: references or BibTeX text in; `Incoming` entries out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mscref.formats.bibtex.blocks import Entry
from mscref.formats.bibtex.values import collect_macros, default_macros, evaluate, unknown_macros
from mscref.library.bibfile import BibText, delimiters_of, dialect_of, is_key
from mscref.match.text import search_words
from mscref.model.reference import Reference
from mscref.records import replaced as replace

# So few newcomers are compared with what the text of the library suggests; for more of them
# all entries are converted once.
FEW = 10
_PLAIN_WORD = re.compile(r"[a-z]{4,}")
_TELLING = 3  # words; a title of fewer short ones is that of many works
_LOWER_CASE = bytes(range(256)).lower()
_ENTRY_AHEAD = b"\n@"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One entry to come: its fields as they will be written, and what it says as a reference."""

    kind: str
    key: str
    fields: tuple[tuple[str, str], ...]
    reference: Reference


def from_bibtex(
    source: BibText,
    entries: Iterable[tuple[Entry, Reference]],
    *,
    target_macros: Callable[[], Mapping[str, str]],
) -> Iterator[Incoming]:
    """Entries of another .bib file as they stand; macros that the target lacks are written out.

    `target_macros` is asked only where an entry uses one: it costs a scan of the library.
    """
    ours = collect_macros(source.bib)
    for entry, reference in entries:
        fields = tuple(
            (name, _self_contained(value, ours, target_macros))
            for name, value in entry.raw_fields()
        )
        yield Incoming(entry.type, entry.key, fields, reference)


def _self_contained(
    value: str, ours: Mapping[str, str], target_macros: Callable[[], Mapping[str, str]]
) -> str:
    """A value that says the same in the other file."""
    if delimiters_of(value) or value.isdigit() or unknown_macros(value, ours):
        return value
    meant, defaults = evaluate(value, ours), default_macros()
    theirs = defaults if not unknown_macros(value, defaults) else target_macros()
    same = not unknown_macros(value, theirs) and evaluate(value, theirs) == meant
    return value if same else f"{{{meant}}}"


def suggested_entries(bib: BibText, reference: Reference) -> list[Entry]:
    """The entries that may be the same work by their text: they hold its DOI, or the longest
    words of its title. Far cheaper than converting all."""
    needles = _needles(reference)
    found: list[Entry] = []
    for entry in bib.bib.entries():
        text = bib.raw(entry).lower().replace("{", "").replace("}", "")
        if any(all(word in text for word in some) for some in needles):
            found.append(entry)
    return found


def _needles(reference: Reference) -> list[list[str]]:
    """Words that an entry of the same work has: all those of one list, braces apart."""
    needles: list[list[str]] = []
    doi = reference.text("DOI").lower()
    if doi:
        needles.append([doi])
    title = reference.text("title").lower()
    # A folded word ("korper" of "Körper") stands in no entry, and neither does a whole one where
    # the file writes it in LaTeX. A title that has only such words may be anywhere.
    folded = search_words(title)
    plain = [word for word in folded if _PLAIN_WORD.fullmatch(word) and word in title]
    if plain or len(folded) >= _TELLING or not title.isascii():
        needles.append(sorted(dict.fromkeys(plain), key=len, reverse=True)[:3])
    return needles


class Glance:
    """A look at the bytes of a library: what is certainly not in it.

    It costs a tenth of scanning the entries (0.08 s of CPU for 26 MB), and nearly always an entry
    that is added is new. What a glance does not exclude has to be looked up.
    """

    def __init__(self, data: bytes) -> None:
        self._letters = data.translate(_LOWER_CASE, b"{}")

    def excludes_key(self, key: str) -> bool:
        """Whether no entry has this key, in whatever case."""
        return key.isascii() and key.lower().encode() not in self._letters

    def excludes_work(self, reference: Reference) -> bool:
        """Whether `suggested_entries` would find nothing (where no title has a line that begins
        with an @ sign)."""
        return all(
            all(word.isascii() for word in some) and not self._are_together(some)
            for some in _needles(reference)
        )

    def _are_together(self, some: Sequence[str]) -> bool:
        """Whether all these words stand between two lines that begin an entry."""
        if not some:
            return bool(self._letters)
        first, *others = (word.encode() for word in some)
        letters = self._letters
        place = letters.find(first)
        while place >= 0:
            start = letters.rfind(_ENTRY_AHEAD, 0, place)
            end = letters.find(_ENTRY_AHEAD, place)
            end = len(letters) if end < 0 else end
            if all(letters.find(word, max(start, 0), end) >= 0 for word in others):
                return True
            place = letters.find(first, end)
        return False


def from_references(references: Iterable[Reference], tail: BibText) -> Iterator[Incoming]:
    """References as BibTeX entries, in the dialect and (nearly) the encoding of the library."""
    from mscref.formats.bibtex.writer import entry_fields

    dialect = dialect_of(tail)
    for reference in references:
        kind, fields = entry_fields(reference, dialect=dialect, ascii_only=not tail.is_utf8)
        raw = tuple(
            (name, value if is_macro else f"{{{value}}}") for name, value, is_macro in fields
        )
        yield Incoming(kind, reference.id, raw, reference)


def with_possible_key(one: Incoming) -> Incoming:
    """The newcomer with its key, if a .bib file can have that."""
    return one if is_key(one.key) else replace(one, key="")


def is_chosen(key: str) -> bool:
    """Whether an identifier looks like a citation key that a person chose."""
    return is_key(key) and not key.isdigit() and "/" not in key and ":" not in key[:8]
