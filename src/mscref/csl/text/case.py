"""Text case: the six values of `text-case`, with the rules for English titles.

Text comes in as runs, because one title may be cut into several runs by markup; a run is text
and whether it is protected from changes. The same number of runs goes out.

CSL 1.0.2 leaves much open; the rules are those of the reference processor, found by the suite
(textcase_*) and by asking it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeAlias

from mscref.patterns import lazy

# The words that title case leaves alone inside a title.
STOP_WORDS = frozenset(
    """
    a about above across afore after against al along alongside amid amidst among amongst an and
    anenst apropos apud around as aside astride at athwart atop barring before behind below
    beneath beside besides between beyond but by c ca circa d de despite down during et except
    for forenenst from given in inside into lest like modulo near next nor notwithstanding of off
    on onto or out over per plus pro qua sans since so than the through throughout till to toward
    towards under underneath until unto up upon v van versus via von vs with within without yet
    """.split()
)

# Text, and whether a nocase span, sub- or superscript or small capitals protect it.
Run: TypeAlias = tuple[str, bool]

_WORD = re.compile(r"[^\s\u00a0\u202f]+")
# Parts of a word that are capitalised each for itself.
_PART = re.compile(r"[^-‐‑–—/.,:]+")
# After these a title starts anew; quotation marks and brackets may follow.
_NEW_START = re.compile(r"(?:[:?!]|\.\.)[\"'”’»)\]]*$")
_OPENING = "([{\"'“‘«"
_CLOSING = ")]}\"'”’».,;:!?"
_LETTER_COMPOUND = re.compile(r"[^\W\d_]-[^\W\d_]")
_LETTER = lazy(r"[^\W\d_]")
_LEADING_LETTERS = lazy(r"[^\W\d_]+")
# With the digits before its letters, which leave them as they are: "10th".
_FIRST_WORD = lazy(r"[^\W_]+")
# A Greek letter by itself is a symbol: β-carotene.
_SYMBOL = lazy("[\u0370-\u03ff]")
# In decomposed text.
_PARTED_VOWEL = lazy("(?<=[αεοωηΑΕΟΩΗ]\u0301)([ιυ])(?![\u0308\u0301])")
_GREEK_ACCENT = lazy("(?<![\\w\u0301\u0308])[ηΗ]\u0301(?!\\w)|\u0301")


def upper(text: str, language: str) -> str:
    """Upper case by the rules of `language` (dotted i in Turkish and Azeri)."""
    if language[:2] in ("tr", "az"):
        text = text.replace("i", "İ").replace("ı", "I")
    return text.upper()


def capitals(text: str, language: str) -> str:
    """A whole text in upper case: in Greek without accents, but that of ή, "or".

    An accent that told two vowels apart leaves a diaeresis: Μάιος is ΜΑΪΟΣ.
    """
    if language[:2] != "el":
        return upper(text, language)
    parted = _PARTED_VOWEL.sub("\\1\u0308", unicodedata.normalize("NFD", text))
    plain = _GREEK_ACCENT.sub(lambda match: match[0][:2] if len(match[0]) > 1 else "", parted)
    return unicodedata.normalize("NFC", plain.upper())


def lower(text: str, language: str) -> str:
    """Lower case by the rules of `language`."""
    if language[:2] in ("tr", "az"):
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower()


def capitalize_first(text: str, language: str) -> str:
    """`text` with the first letter of its first word in upper case."""
    match = _WORD.search(text)
    if match is None:
        return text
    return text[: match.start()] + _capitalize_word(match[0], language) + text[match.end() :]


def upper_initial(text: str, language: str) -> str:
    """`text` with its first letter in upper case, whatever follows ("o.V." → "O.V.")."""
    match = _LETTER.search(text)
    if match is None:
        return text
    return text[: match.start()] + upper(match[0], language) + text[match.end() :]


def change_case(runs: Sequence[Run], case: str, language: str) -> list[str]:
    """Apply a `text-case` value to the runs of one text; `language` is that of the text."""
    if case == "lowercase":
        return [text if kept else lower(text, language) for text, kept in runs]
    if case == "uppercase":
        return [text if kept else capitals(text, language) for text, kept in runs]
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
    def word(match: re.Match[str]) -> str:
        return _PART.sub(lambda part: _capitalize_word(part[0], language), match[0])

    return _WORD.sub(word, text)


def _capitalize_word(word: str, language: str) -> str:
    """The word with its first letter in upper case, unless it has capitals inside (iPhone).

    It ends where its letters end: "o.O." is "O.O." (reference processor).
    """
    bare = word.lstrip(_OPENING)
    first = bare[:1]
    letters = _LEADING_LETTERS.match(bare)
    if letters is None or not first.islower() or letters[0].lower() != letters[0]:
        return word
    if _SYMBOL.fullmatch(letters[0]):
        return word
    capital = upper(first, language)
    if len(capital) != 1:  # "ß" has no capital of its own, and runs keep their lengths
        return word
    start = len(word) - len(bare)
    return word[:start] + capital + bare[1:]


def _sentence(runs: Sequence[Run], language: str) -> list[str]:
    """Everything in lower case, except the first word, which begins with a capital."""
    changed: list[str] = []
    is_first = True
    for text, kept in runs:
        if kept:
            changed.append(text)
            is_first = is_first and not text.strip()
            continue
        match = _FIRST_WORD.search(text) if is_first else None
        if match is None:
            changed.append(lower(text, language))
            continue
        is_first = False
        word = match[0]
        if not _SYMBOL.fullmatch(word):
            word = upper(word[0], language) + word[1:]
        changed.append(text[: match.start()] + word + lower(text[match.end() :], language))
    return changed


def _title(runs: Sequence[Run], language: str) -> list[str]:
    """Title case over all runs as one text: stop words, first and last word, after colons."""
    everything = "".join([text for text, _ in runs])
    words = list(_WORD.finditer(everything))
    if not words:
        return [text for text, _ in runs]
    protected = _protected_spans(runs)
    pieces: list[str] = []
    end = 0
    last = len(words) - 1
    new_start = True
    after_small_start = False  # the word before is a stop word after a colon
    had_letter = False  # a compound with a single letter (x-ray) came before
    for index, match in enumerate(words):
        pieces.append(everything[end : match.start()])
        word = match[0]
        if not protected or not _is_protected(match.start(), match.end(), protected):
            word = _title_word(
                word,
                language,
                is_first=new_start,
                is_last=index == last,
                keeps_head=after_small_start,
                keeps_letter=had_letter,
            )
        had_letter = had_letter or _LETTER_COMPOUND.match(match[0]) is not None
        after_small_start = new_start and index > 0 and match[0].lower() in STOP_WORDS
        pieces.append(word)
        new_start = _NEW_START.search(match[0]) is not None
        end = match.end()
    pieces.append(everything[end:])
    return _split_like("".join(pieces), runs)


def _title_word(
    word: str,
    language: str,
    *,
    is_first: bool,
    is_last: bool,
    keeps_head: bool,
    keeps_letter: bool,
) -> str:
    """One word and its parts ("self-made", "and/or", "foo.bar").

    Of compounds with a single letter only the first of a title gets a capital: X-Ray and b-Cell
    (reference processor).
    """
    if word.lower() in ("w/", "w/o", "et", "al.") and not is_first:
        return word
    parts = list(_PART.finditer(word))
    pieces: list[str] = []
    end = 0
    for index, match in enumerate(parts):
        pieces.append(word[end : match.start()])
        end = match.end()
        part = match[0]
        bare = part.strip(_OPENING + _CLOSING)
        starts = is_first and index == 0
        # A stop word at the head of a compound is not one (suite: textcase_StopWordBeforeHyphen).
        heads = index == 0 and len(parts) > 1 and word[end : end + 1] == "-" and not keeps_head
        ends = is_last and index == len(parts) - 1
        small = bare.lower() in STOP_WORDS and not (starts or heads or ends)
        # A single letter, alone or elided, stays unless the title begins with it: β-Carotene,
        # l’Égypte.
        is_letter = len(bare) == 1 or bare[1:2] in ("'", "’")
        leads = index == 0 and not keeps_letter and _LETTER_COMPOUND.match(word) is not None
        symbol = is_letter and not ((starts or leads) and bare < "\u0250")
        pieces.append(part if small or symbol else _capitalize_word(part, language))
    pieces.append(word[end:])
    return "".join(pieces)


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
