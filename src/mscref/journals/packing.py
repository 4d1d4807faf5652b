"""Pack the list of title word abbreviations; run by `hatch_build.py` while mscref is built.

The text of the list comes in (lines of word, abbreviation, languages, parted by tabs), the file
that `words` reads goes out. Standard library only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from mscref.bundle import write_bundle
from mscref.journals.words import SUFFIXES, WORDS_FILE, fold, key_of

_STAYS = frozenset(["n.a.", "–", "-"])
_BLOCK_SIZE = 8_000  # a title reads about five of them


def write_words(text: str) -> None:
    """Write the packed list where the package looks for it."""
    lines = text.split("\n")[1:]
    rows = [tuple(line.split("\t")) for line in lines if line.count("\t") == 2]
    write_bundle(WORDS_FILE, word_entries(rows), block_size=_BLOCK_SIZE)


def word_entries(rows: Iterable[tuple[str, ...]]) -> Mapping[str, bytes]:
    """The entries of the packed list for rows of word, abbreviation, languages.

    Left out: phrases of several words that stay as they are, and parts within words.
    """
    found: dict[str, set[str]] = {}
    for word, short, languages in rows:
        letters = fold(word.partition("(")[0].strip())
        kept = unicodedata.normalize("NFC", short.strip())
        kept = "" if kept in _STAYS else kept
        if not letters.strip("-") or (letters.startswith("-") and letters.endswith("-")):
            continue
        key = SUFFIXES if letters.startswith("-") else key_of(letters.rstrip("-"))
        if key == SUFFIXES and not kept:
            continue
        line = (
            f"{letters.removeprefix('-')}\t{kept.removeprefix('-')}\t{languages.replace(' ', '')}"
        )
        found.setdefault(key, set()).add(line)
    return {key: "\n".join(sorted(lines)).encode() for key, lines in found.items()}
