"""Text case: the six values of `text-case`, with the rules for English titles.

Text comes in as runs, because one title may be cut into several runs by markup; a run is text
and whether it is protected from changes. The same number of runs goes out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

# The words that title case leaves in lower case inside a title: the list of CSL 1.0.2
# (schemas/styles/stop-words.json of citation-style-language/schema).
STOP_WORDS = frozenset(
    """
    a according across afore after against ahead along alongside amid amidst among amongst an and
    anenst apart apropos apud around as aside astride at athwart atop back barring because before
    behind below beneath beside besides between beyond but by c ca circa close d'un d'une de
    despite down due during et except far for forenenst from given in inside instead into la les
    lest like modulo near next nor notwithstanding of off on onto or out over past per plus pro
    qua regarding sans since so than that the thorough through throughout thru thruout till to
    toward towards under underneath until unto up upon van versus via vis-à-vis von vs. vs v v.
    w/ w/o with within without yet
    """.split()
)

# Text, and whether a nocase span, sub- or superscript or small capitals protect it.
Run: TypeAlias = tuple[str, bool]

_WORD = re.compile(r"[^\s\u00a0\u202f]+")
_SENTENCE_BREAK = re.compile(r"[:?!.—–][\"'”’»)\]]*$")
_LETTERS = re.compile(r"[^\W\d_]")
_HYPHEN = re.compile(r"([-–—/‐])")


def upper(text: str, language: str) -> str:
    """Upper case by the rules of `language` (dotted i in Turkish and Azeri)."""
    if language[:2] in ("tr", "az"):
        text = text.replace("i", "İ").replace("ı", "I")
    if "ß" in text:
        # Names and titles keep their length: ß has no capital in common use.
        return text.upper()
    return text.upper()


def lower(text: str, language: str) -> str:
    """Lower case by the rules of `language`."""
    if language[:2] in ("tr", "az"):
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower()


def capitalize_first(text: str, language: str) -> str:
    """`text` with its first letter in upper case, wherever that stands in its first word."""
    match = _WORD.search(text)
    if match is None:
        return text
    return text[: match.start()] + _capitalize_word(match[0], language) + text[match.end() :]


def change_case(runs: Sequence[Run], case: str, language: str) -> list[str]:
    """Apply a `text-case` value to the runs of one text; `language` is that of the text."""
    if case == "lowercase":
        return [text if kept else lower(text, language) for text, kept in runs]
    if case == "uppercase":
        return [text if kept else upper(text, language) for text, kept in runs]
    if case == "capitalize-first":
        return _first(runs, language)
    if case == "capitalize-all":
        return [text if kept else _capitalize_all(text, language) for text, kept in runs]
    if case == "sentence":
        return _sentence(runs, language)
    if case == "title":
        return _title(runs, language)
    return [text for text, _ in runs]


def _first(runs: Sequence[Run], language: str) -> list[str]:
    changed = [text for text, _ in runs]
    for index, (text, kept) in enumerate(runs):
        if _WORD.search(text):
            if not kept:
                changed[index] = capitalize_first(text, language)
            break
    return changed


def _capitalize_all(text: str, language: str) -> str:
    return _WORD.sub(lambda match: _capitalize_word(match[0], language), text)


def _capitalize_word(word: str, language: str) -> str:
    """The word with its first letter in upper case; leading quotes and brackets are passed over."""
    for index, char in enumerate(word):
        if char.isalpha():
            return word[:index] + upper(char, language) + word[index + 1 :]
        if char.isdigit():
            break
    return word


def _sentence(runs: Sequence[Run], language: str) -> list[str]:
    """Lower case only what is all upper case; then the first word with a capital."""
    everything = "".join([text for text, kept in runs if not kept])
    if _LETTERS.search(everything) and everything == everything.upper():
        runs = [(text if kept else lower(text, language), kept) for text, kept in runs]
    return _first(runs, language)


def _title(runs: Sequence[Run], language: str) -> list[str]:
    """Title case over all runs as one text: stop words, first and last word, after colons."""
    everything = "".join([text for text, _ in runs])
    words = list(_WORD.finditer(everything))
    if not words:
        return [text for text, _ in runs]
    protected = _protected_spans(runs)
    letters = "".join([text for text, kept in runs if not kept])
    all_upper = bool(_LETTERS.search(letters)) and letters == letters.upper()
    pieces: list[str] = []
    end = 0
    last = len(words) - 1
    new_start = True
    for index, match in enumerate(words):
        pieces.append(everything[end : match.start()])
        word = match[0]
        if not _is_protected(match.start(), match.end(), protected):
            if (all_upper and len(words) > 1) or (all_upper and word.isupper() and len(words) > 1):
                word = lower(word, language)
            word = _title_word(word, language, keep_small=not new_start and index != last)
        pieces.append(word)
        new_start = bool(_SENTENCE_BREAK.search(match[0])) and not _is_abbreviation(match[0])
        end = match.end()
    pieces.append(everything[end:])
    changed = "".join(pieces)
    if len(changed) != len(everything):  # a letter like ß became two: give up the split
        return [changed] + [""] * (len(runs) - 1)
    return _split_like(changed, runs)


def _is_abbreviation(word: str) -> bool:
    return word.endswith(".")


def _title_word(word: str, language: str, *, keep_small: bool) -> str:
    parts = _HYPHEN.split(word)
    for index in range(0, len(parts), 2):
        part = parts[index]
        bare = part.strip("\"'“”‘’«»()[]{}.,;:!?").lower()
        stop = (bare in STOP_WORDS or part.lower() in STOP_WORDS) and part != part.upper()
        if part.lower() in STOP_WORDS and len(part) == 1 and part == part.upper():
            stop = False
        if stop and (keep_small or index):
            if part[:1].isupper() and part[1:] == part[1:].lower():
                parts[index] = part.lower()
            continue
        if part[1:] == part[1:].lower() and not _has_inner_capital(part):
            parts[index] = _capitalize_word(part, language)
    return "".join(parts)


def _has_inner_capital(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return any(char.isupper() for char in letters[1:])


def _protected_spans(runs: Sequence[Run]) -> list[tuple[int, int]]:
    spans = []
    place = 0
    for text, kept in runs:
        if kept:
            spans.append((place, place + len(text)))
        place += len(text)
    return spans


def _is_protected(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in spans)


def _split_like(text: str, runs: Sequence[Run]) -> list[str]:
    pieces = []
    place = 0
    for old, _ in runs:
        pieces.append(text[place : place + len(old)])
        place += len(old)
    return pieces
