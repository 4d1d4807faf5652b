"""Sort text as readers of a language expect, without ICU.

A string and a language go in, a string that compares in the wanted order comes out. The order is
that of the Unicode Collation Algorithm as CLDR uses it, made small: white space, punctuation,
symbols, numbers by their size, letters (Latin, Greek, Cyrillic, … by code point); then marks; then
case, lower first. On top of it stand the letters and digraphs that a language sorts as letters of
their own.
Chinese characters are sorted by pronunciation where the language is Chinese, by strokes where it is
Chinese in its traditional characters (tables made by bench/han_tables.py), elsewhere by code point,
which is about by radical and strokes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from mscref.records import Record

# In CLDR's order. Their weights are the code points from U+0001, all below that of "0".
_PUNCTUATION = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"

# Typographic punctuation sorts with its plain form.
_PLAIN_FORMS = MappingProxyType(
    {
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‹": "'",
        "›": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "…": ".",
    }
)

# Latin letters that do not decompose: as two letters, as a letter with a mark, or as a letter of
# their own behind another.
_EXPANSIONS = MappingProxyType(
    {"æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t"}
)
_ROOT_TAILORING = """
    i<ı n<ŋ z<þ г<ґ<ѓ д<ђ е<є з<ѕ и<і<ї<й<ј к<ќ л<љ н<њ т<ћ у<ў ч<џ
"""

# letter<follower<…: the followers are letters of their own behind the letter; "=" makes two of
# them the same; letter<<follower makes the follower a variant of the letter. After CLDR 46
# (standard collations).
_NORDIC = "y<<ü y<<ű th<<þ"
_TAILORINGS = MappingProxyType(
    {
        "az": "c<ç e<ə g<ğ h<x<ı i<i̇ k<q o<ö s<ş u<ü",
        "bs": "c<č<ć d<dž<đ l<lj n<nj s<š z<ž",
        "ca": "l<l·l",
        "cs": "c<č h<ch r<ř s<š z<ž",
        "cy": "c<ch d<dd f<ff g<ng l<ll p<ph r<rh t<th",
        "da": f"z<æ=ä<ø=ö=ő<å=aa {_NORDIC}",
        "es-trad": "c<ch l<ll n<ñ",
        "eo": "c<ĉ g<ĝ h<ĥ j<ĵ s<ŝ u<ŭ",
        "es": "n<ñ",
        "et": "s<š<z<ž w<õ<ä<ö<ü",
        "eu": "n<ñ",
        "fi": f"z<å<ä=æ<ö=ø {_NORDIC}",
        "fo": "z<æ=ä<ø=ö<å=aa",
        "fil": "n<ñ<ng",
        "gl": "n<ñ",
        "hr": "c<č<ć d<dž<đ l<lj n<nj s<š z<ž",
        "hu": "c<cs d<dz<dzs g<gy l<ly n<ny o<ö=ő s<sz t<ty u<ü=ű z<zs",
        "is": "a<á d<ð e<é i<í o<ó u<ú y<ý z<þ<æ=ä<ö=ø<å",
        "lt": "c<č i<<y s<š z<ž",
        "lv": "c<č g<ģ i<<y k<ķ l<ļ n<ņ r<ŗ s<š z<ž",
        "mt": "c<ċ g<ġ<għ h<ħ z<ż",
        "nb": f"z<æ=ä<ø=ö=ő=œ<å=aa {_NORDIC}",
        "pl": "a<ą c<ć e<ę l<ł n<ń o<ó s<ś z<ź<ż",
        "ro": "a<ă<â i<î s<ș=ş t<ț=ţ",
        "sk": "a<ä c<č h<ch o<ô s<š z<ž",
        "sl": "c<č<ć d<đ s<š z<ž",
        "sq": "c<ç d<dh e<ë g<gj l<ll n<nj r<rr s<sh t<th x<xh z<zh",
        "sv": f"z<å<ä=æ=ę<ö=ø=ő=œ=ô {_NORDIC}",
        "tr": "c<ç g<ğ h<ı o<ö s<ş u<ü",
        "vi": "a<ă<â d<đ e<ê o<ô<ơ u<ư",
    }
)
_SAME_AS = MappingProxyType({"nn": "nb", "no": "nb", "sr": "hr", "sh": "hr", "kl": "da"})

# Where the language is written in another script, that script goes before the Latin one.
# Patterns, compiled (2 ms) for the languages that need them.
_EAST_ASIAN = "[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_OWN_SCRIPT = MappingProxyType(
    dict.fromkeys("be bg kk ky mk mn ru tg uk".split(), "[\u0400-\u052f]")
    | {"el": "[\u0370-\u03ff]"}
    | dict.fromkeys(["ja", "ko"], _EAST_ASIAN)
    | {"zh": "[\u3400-\u9fff\uf900-\ufaff]"}
)
# Where Chinese is sorted by strokes.
_TRADITIONAL = re.compile("-(?:TW|HK|MO|Hant)", re.IGNORECASE)
_FIRST_HAN = 0x4E00
# A number without the zeros before it.
_NUMBER = re.compile("0*([0-9]+)")
_BEFORE_LATIN = ":"  # between "9" and "a"; punctuation has weights below "0"

# German telephone books: ä as ae.
_PHONE_BOOK = {0x308: "e"}
# The weight of a letter and of the marks on it.
_MARKED = re.compile(" [^ ]*")
# Higher than every character: a follower sorts behind everything that begins with its letter.
_BEHIND = "\uffff"
# Between the letters of a key, their marks and their case.
LEVEL = "\x00"
_DOTLESS = frozenset(["tr", "az"])

_ASCII_WEIGHTS = {ord(char): index for index, char in enumerate(_PUNCTUATION, 1)} | dict.fromkeys(
    (*range(32), 127)
)


class _Weight(Record):
    primary: str
    secondary: str


class _Tailoring(Record):
    """The letters that a language sorts in its own way: what finds them, what they weigh."""

    pattern: re.Pattern[str]
    weights: dict[str, _Weight]
    plain_ascii: bool  # no ASCII letter or digraph among them


@lru_cache(maxsize=16)
def _tailoring(language: str) -> _Tailoring:
    weights: dict[str, _Weight] = {}
    rules = f"{_ROOT_TAILORING} {_TAILORINGS.get(_SAME_AS.get(language, language), '')}"
    for rule in rules.split():
        letter, variant, letter_variant = rule.partition("<<")
        if variant:
            weights[_decompose(letter_variant)] = _Weight(letter, f" {letter_variant}")
            continue
        letter, *followers = rule.split("<")
        for rank, follower in enumerate(followers, 1):
            for same in follower.split("="):
                weights[_decompose(same)] = _Weight(f"{letter}{_BEHIND}{rank}", " ")
    longest_first = sorted(weights, key=len, reverse=True)
    return _Tailoring(
        re.compile("|".join(map(re.escape, longest_first))),
        weights,
        not any(letter.isascii() for letter in weights),
    )


def _decompose(text: str) -> str:
    return unicodedata.normalize("NFD", text)


class _Options(Record):
    """What `-u-` says behind a language (UTS 35, Collation Settings): kb, kf and co."""

    is_backward: bool = False  # marks count from the end of the word: cote, côte, coté
    upper_first: bool = False
    collation: str = ""  # trad, phonebk, pinyin, stroke


@lru_cache(maxsize=16)
def _options(extension: str) -> _Options:
    keys: dict[str, str] = {}
    key = ""
    for word in extension.lower().split("-"):
        if len(word) == 2:
            key = word
            keys[key] = "true"
        elif key:
            keys[key] = word
    return _Options(
        is_backward=keys.get("kb") == "true",
        upper_first=keys.get("kf") == "upper",
        collation=keys.get("co", ""),
    )


def sort_key(text: str, language: str = "") -> str:
    """The key under which `text` sorts in `language` (a code such as "sv", "sv-SE", "fr-u-kb").

    Keys of one language compare like the texts; "" is the order common to all languages.
    """
    language, _, extension = language.partition("-u-")
    if extension:
        return _key_with_options(text, language, _options(extension))
    return _plain_key(text, language)


def _key_with_options(text: str, language: str, options: _Options) -> str:
    short = language.partition("-")[0].lower()
    own = f"{short}-{options.collation}"
    if own == "de-phonebk":
        key = _full_key(_decompose(text).translate(_PHONE_BOOK), short)
    elif own in _TAILORINGS or options.is_backward:
        key = _full_key(text, own if own in _TAILORINGS else short)
    else:
        key = _plain_key(text, {"stroke": "zh-TW", "pinyin": "zh"}.get(options.collation, language))
    primary, secondary, case = key.split(LEVEL, 2)
    if options.is_backward:
        padded = secondary + " " * (len(primary) - secondary.count(" "))
        secondary = "".join(reversed(_MARKED.findall(padded)))
    return LEVEL.join((primary, secondary, text if options.upper_first else case))


def _with_sizes(text: str) -> str:
    """Numbers with the count of their digits before them: "9" goes before "12"."""
    return _NUMBER.sub(lambda number: f"{len(number[1]):02}{number[1]}", text)


def _plain_key(text: str, language: str) -> str:
    text = _with_sizes(text)
    is_traditional = _TRADITIONAL.search(language) is not None
    language = language.partition("-")[0].lower()
    if text.isascii() and _tailoring(language).plain_ascii and language not in _DOTLESS:
        # Lower case first among equals: swapped, "A" (0x61) is behind "a" (0x41).
        return f"{text.lower().translate(_ASCII_WEIGHTS)}{LEVEL}{LEVEL}{text.swapcase()}"
    if language == "zh":
        text = text.translate(_stroke_ranks() if is_traditional else _pinyin_ranks())
    return _full_key(text, language)


@lru_cache(maxsize=1)
def _pinyin_ranks() -> dict[int, int]:
    """Chinese character → the character that stands at its rank by pronunciation."""
    return {ord(char): _FIRST_HAN + rank for rank, char in enumerate(_table("pinyin.txt"))}


@lru_cache(maxsize=1)
def _stroke_ranks() -> dict[int, int]:
    """Chinese character → the character that stands at its rank by strokes."""
    strokes = _table("strokes.txt")
    in_order = sorted(range(len(strokes)), key=strokes.__getitem__)
    return {_FIRST_HAN + place: _FIRST_HAN + rank for rank, place in enumerate(in_order)}


def _table(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8").rstrip("\n")


def _full_key(text: str, language: str) -> str:
    lowered = text
    if language in _DOTLESS:
        lowered = text.replace("İ", "i").replace("I", "ı")
    decomposed = _decompose(lowered.lower())
    tailoring = _tailoring(language)
    own_script = _OWN_SCRIPT.get(language)
    primary: list[str] = []
    secondary: list[str] = []
    position = 0
    for match in tailoring.pattern.finditer(decomposed):
        _weigh(decomposed[position : match.start()], primary, secondary)
        weight = tailoring.weights[match[0]]
        primary.append(weight.primary)
        secondary.append(weight.secondary)
        position = match.end()
    _weigh(decomposed[position:], primary, secondary)
    if own_script:
        is_own = re.compile(own_script).match
        primary = [_BEFORE_LATIN + weight if is_own(weight) else weight for weight in primary]
    return f"{''.join(primary)}{LEVEL}{''.join(secondary).rstrip()}{LEVEL}{text.swapcase()}"


def _weigh(decomposed: str, primary: list[str], secondary: list[str]) -> None:
    """Append the weights of `decomposed`: its letters, and the marks on each of them."""
    for char in decomposed:
        if unicodedata.combining(char):
            secondary.append(char)
            continue
        plain = _PLAIN_FORMS.get(char, char)
        expanded = _EXPANSIONS.get(char)
        if expanded:
            primary.append(expanded)
            # Where "ø" and "o" are otherwise the same, the plain letter goes first.
            secondary.append(f" {char}")
        elif plain.isascii():
            primary.append(plain.translate(_ASCII_WEIGHTS))
            secondary.append(" ")
        elif "ァ" <= char <= "ヶ":  # katakana sorts with hiragana
            primary.append(chr(ord(char) - 0x60))
            secondary.append(" ")
        else:
            primary.append("σ" if char == "ς" else char)
            secondary.append(" ")
