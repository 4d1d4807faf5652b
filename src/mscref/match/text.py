"""Bringing text to a form in which two spellings of one thing are equal. Pure and cached nowhere.

Used by everybody who compares or looks for text: titles, journals and names are
compared as `tokens`; an abbreviation is recognised word by word (`J. Am. Chem. Soc.`) or by its
initials (`PNAS`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from types import MappingProxyType

from mscref.model.markup import strip_markup
from mscref.patterns import lazy

# Letters that no decomposition takes apart.
_LETTERS = MappingProxyType(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
        "ß": "ss", "ħ": "h", "ŋ": "ng", "ŧ": "t",
    }
)  # fmt: skip
# A letter of formulas and compounds is also written by its name: TNF-α, TNF-alpha.
_GREEK = MappingProxyType(
    {
        "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
        "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
        "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau",
        "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
    }
)  # fmt: skip
_BARE = str.maketrans(dict(_LETTERS))
_FOLDED = str.maketrans(
    {
        **_LETTERS, "&": " and ", "'": "", "’": "", "ʼ": "", "`": "", "´": "",
    }
)  # fmt: skip
# Only where no Greek word stands: a title in Greek is not spelled letter by letter.
_GREEK_LETTER = lazy(r"(?<![α-ω])[α-ω]{1,3}(?![α-ω])")
_COMBINING = lazy(r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u1dc0-\u1dff\u20d0-\u20f0]+")
_MACRO = lazy(r"\\(?:var)?([a-z]+)")  # \varepsilon is ε
_TOKEN = lazy(r"[^\W_]+")
# Scripts written without spaces, where every character may be looked for.
_IDEOGRAPH = "([぀-ヿ㐀-䶿一-鿿豈-﫿])"  # compiled (4 ms) when the first text is not ASCII
# Articles, conjunctions and prepositions, which abbreviations leave out.
LITTLE_WORDS = frozenset(
    """a an and the of for in on to with by from at as or its et de la le les des du der die das und
    fur fuer im in zu el los las y en del di il e della dei""".split()
)


def bare(text: str) -> str:
    """The text in small letters without accents and other marks; nothing else is changed."""
    text = text.casefold()
    if text.isascii():
        return text
    return _COMBINING.sub("", unicodedata.normalize("NFKD", text)).translate(_BARE)


def letter_by_letter(text: str) -> str:
    """The text in small letters without accents, of the same length: places in it stay places.

    One letter stands for one: İ is i, ß is s, ﬁ is f.
    """
    if text.isascii():
        return text.lower()
    return "".join(bare(one)[:1] or one for one in text)


def fold(text: str) -> str:
    """The text without case, accents, markup and HTML entities; Greek letters by their names.

    The one folding of the house: whoever compares two texts, compares what this makes of them.
    """
    text = text.casefold()
    if "&" in text:
        from html import unescape  # its table of 2,231 entities takes 1 ms

        text = unescape(text)
    if "<" in text:
        text = strip_markup(text)
    if "\\" in text:
        text = _MACRO.sub(r" \1 ", text)
    if text.isascii():
        return text.translate(_FOLDED) if "&" in text or "'" in text or "`" in text else text
    text = _COMBINING.sub("", unicodedata.normalize("NFKD", text))
    return _GREEK_LETTER.sub(_named, text).translate(_FOLDED)


def _named(letters: re.Match[str]) -> str:
    return f" {' '.join(_GREEK.get(letter, letter) for letter in letters[0])} "


def tokens(text: str) -> list[str]:
    """The folded words and numbers of the text, in order."""
    return _TOKEN.findall(fold(text))


def squeezed(text: str) -> str:
    """The folded words of the text without anything between them."""
    return "".join(tokens(text))


def search_words(text: str) -> list[str]:
    """The tokens as an index keeps them: each ideograph is a word, a run of them a phrase."""
    folded = fold(text)
    return _TOKEN.findall(folded if folded.isascii() else re.sub(_IDEOGRAPH, r" \1 ", folded))


def tokens_and_gaps(text: str) -> tuple[list[str], list[str]]:
    """The same words, and what stands in front of each of them."""
    folded = fold(text)
    words, gaps, end = [], [], 0
    for match in _TOKEN.finditer(folded):
        words.append(match.group())
        gaps.append(folded[end : match.start()])
        end = match.end()
    return words, gaps


def american(words: Iterable[str]) -> str:
    """The words without spaces, in one spelling: `randomised` is `randomized`, `tumour` `tumor`."""
    return "".join(_BRITISH.sub(_as_american, word) for word in words)


_BRITISH = lazy(
    r"(?<=.{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"
    r"|(?<=.{2})our(?=s?$|al|ed|ing|hood|able|ful|less|ite|ers?$|ists?$)"
    r"|(?<=.)ys(?=(?:e|ed|ing)$)|ae|oe|(?<=.{3})(?<!r)ll(?=(?:ed|ing|er)$)|tre(?=s?$)|ogue(?=s?$)"
    r"|^grey|^sulph|(?<=^alumin)i(?=um)|(?<=^program)me(?=s?$)|(?<=^m)ou(?=ld)"
    r"|(?<=^defen)c(?=e)|(?<=^offen)c(?=e)|(?<=^licen)c(?=e)|^scept|^arte(?=fact)|(?<=^ag)e(?=ing$)|(?<=^judg)e(?=ment)"
)
_AMERICAN = {
    "is": "iz", "our": "or", "ys": "yz", "ae": "e", "oe": "e", "ll": "l", "tre": "ter",
    "ogue": "og", "grey": "gray", "sulph": "sulf", "i": "", "me": "", "ou": "o", "e": "", "c": "s",
    "scept": "skept", "arte": "arti",
}  # fmt: skip


def _as_american(match: re.Match[str]) -> str:
    return _AMERICAN[match.group()]


def significant_words(text: str) -> list[str]:
    """The tokens that are no articles, conjunctions or prepositions."""
    return [token for token in tokens(text) if token not in LITTLE_WORDS]


def is_abbreviation_of(short: str, full: str) -> bool:
    """True where `short` can be read as an abbreviation of `full`, word by word or by initials.

    Words of the full title may be left out where they are stop words; each word of the short one
    must begin like its counterpart and hold its letters in order (`Natl` for `National`).
    """
    short_words, full_words = significant_words(short), significant_words(full)
    if not short_words or not full_words:
        return False
    if len(short_words) == 1 and len(full_words) > 1:
        return short_words[0] == "".join(word[0] for word in full_words)
    return _aligned(short_words, full_words)


def is_shortened(short: str, full: str) -> bool:
    """True where one word can stand for the other: same first letter, the others in order."""
    if full.startswith(short):
        return True
    if not short or short[0] != full[:1] or len(short) < 2:
        return False
    letters = iter(full)
    return all(letter in letters for letter in short)


def _aligned(short_words: list[str], full_words: list[str]) -> bool:
    """Every short word stands for the next full word; none is left over on either side."""
    return len(short_words) == len(full_words) and all(
        is_shortened(short, full) for short, full in zip(short_words, full_words, strict=True)
    )


_UMLAUT = re.compile(r"(?<=[aou])e|(?<=a)a")  # `Baer` is Bär, `Aangstroem` Ångström


def without_umlauts(folded: str) -> str:
    """A folded word whose umlauts may be written as two letters: `fuer` is `fur`."""
    return _UMLAUT.sub("", folded)


def is_one_slip(shorter: str, longer: str) -> bool:
    """True where one letter is another, or one more, or two neighbours are exchanged."""
    if len(longer) - len(shorter) > 1:
        return False
    start = next(
        (place for place, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b),
        len(shorter),
    )
    rest, other = shorter[start:], longer[start:]
    if len(shorter) == len(longer):
        return rest[1:] == other[1:] or (rest[:2] == other[:2][::-1] and rest[2:] == other[2:])
    return rest == other[1:]


# One syllable of Chinese in pinyin: a letter more or less makes another name of it.
_PINYIN = lazy(
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en"
    r"|in|un|ia|ie|iu|ua|ui|uo|ue|a|o|e|i|u)"
)


def is_pinyin_syllable(word: str) -> bool:
    """True where a folded word may be one syllable of Chinese, such as most of its surnames are."""
    return _PINYIN.fullmatch(word) is not None


_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_COUNTED = """zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh
    twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth""".split()
_COUNTED_TENS = """twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth
    ninetieth""".split()
_NUMBERS = MappingProxyType(
    {word: value for value, word in enumerate(_UNITS)}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
)
_ORDINALS = MappingProxyType(
    {word: value for value, word in enumerate(_COUNTED)}
    | {word: 10 * value for value, word in enumerate(_COUNTED_TENS, start=2)}
)
_ENDINGS = MappingProxyType({"1": "st", "2": "nd", "3": "rd"})
_SHORTEST_ROMAN = 2  # letters: `i`, `x` and `c` alone are words


def in_figures(words: Iterable[str]) -> list[str]:
    """Folded words, numbers in figures: `twenty first` is `21st`, `two` and `ii` are `2`."""
    written: list[str] = []
    tens = 0
    for word in words:
        value = _NUMBERS.get(word, _ORDINALS.get(word, -1))
        is_unit = tens and 0 < value < 10
        if is_unit:
            written.pop()
            value += tens
        tens = value if word in _TENS else 0
        if word in _ORDINALS:
            written.append(f"{value}{_ending(value)}")
        elif value >= 0:
            written.append(str(value))
        else:
            written.append(arabic(word) if len(word) >= _SHORTEST_ROMAN else word)
    return written


def _ending(value: int) -> str:
    return "th" if value // 10 == 1 else _ENDINGS.get(str(value)[-1], "th")


_ROMAN = lazy(r"(?=[ivxlc])(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def arabic(number: str) -> str:
    """A Roman number, in small letters, below 400 as digits; anything else as it is."""
    if not _ROMAN.fullmatch(number):
        return number
    values = [_ROMAN_VALUES[letter] for letter in number]
    following = [*values[1:], 0]
    return str(sum(-a if a < b else a for a, b in zip(values, following, strict=True)))
