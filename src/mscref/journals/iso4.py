"""The title of a serial → its abbreviation by the rules of ISO 4.

The significant words of the title (`titles`) one by one:

    abbreviated: as the list of title word abbreviations has it (`words`), or has the word that it
                 is inflected from, or the last part of a compound
    as it is: acronyms, names, what is abbreviated already, what the list does not have
    A title of one word stays whole; so does what is no title, or not in Latin letters.

The rules: ISO 4:1997 as the ISSN Manual gives them (section on abbreviated key titles).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from types import MappingProxyType

from mscref.journals.titles import FUNCTION_WORDS, all_words, main_title, significant_words
from mscref.journals.words import WordRow, Words, fold
from mscref.patterns import lazy

_POSSESSIVE = lazy(r"['’]s$")  # Women's
SENTENCE = lazy(r"(?<=[^\W\d_]{3})\.\s+")
MOST_PARTS = 6  # sentences of a title; what has more is none, and each costs as much as all of it
# What a title in another language begins with; another part of a serial begins with its subject.
_SERIAL = lazy(
    r"(?i)(?:(?:the|an?|[^\W\d_]+(?:ese|al|an|ic))\s){0,2}"
    r"(?:journal|revue|revista|rivista|zeitschrift|archi(?:v|ves?|ef|vos|vio)|annals|bulletin"
    r"|tijdschrift)\b|\["
)
_POINT_OF_WORD = lazy(r"\.(?=\s|-|$)")
_LATIN = lazy(r"[A-Za-zÀ-ɏ’'.-]+")

# One letter before these names, in the ISSN Manual and the records of the NLM.
_DIRECTIONS = MappingProxyType({"new": "N.", "south": "S."})
_AFTER_DIRECTIONS = frozenset(
    "engla zeala york jerse mexic hamps south wales afric ameri austr carol dakot india".split()
)
_SECOND_LETTERS = MappingProxyType(
    {
        "york": "Y.",
        "zealand": "Z.",
        "jersey": "J.",
        "hampshire": "H.",
        "mexico": "M.",
        "carolina": "C.",
        "dakota": "D.",
    }
)
# Names of several words, without the words that are left out of them.
_PHRASES = MappingProxyType(
    {
        ("united", "states", "america"): "U. S. A.",
        ("united", "states"): "U. S.",
        ("north", "america"): "North Am.",  # as the NLM has it; the list says N. Am.
        ("new", "south", "wales"): "N. S. W.",
        ("papua", "new", "guinea"): "P. N. G.",
        ("comptes", "rendus"): "C. R.",
        # Named when "investigation" was "Invest."; newer ones are "Investig.", as the list says.
        ("clinical", "investigation"): "Clin. Invest.",
        ("laboratory", "investigation"): "Lab. Invest.",
        ("cancer", "investigation"): "Cancer Invest.",
        ("investigative", "dermatology"): "Invest. Dermatol.",
        ("investigative", "ophthalmology"): "Invest. Ophthalmol.",
        ("investigative", "radiology"): "Invest. Radiol.",
        ("investigative", "urology"): "Invest. Urol.",
    }
)
# What the NLM keeps as it always was where the list has become shorter or longer since.
_OTHERWISE = MappingProxyType(
    {
        "genomics": "Genomics", "proteomics": "Proteomics", "sports": "Sports",
        "abuse": "Abuse", "reports": "Rep.", "skeletal": "Skeletal",
        "london": "Lond.", "vaccines": "Vaccines", "medica": "Med.",
        "medicae": "Med.", "veterinaria": "Vet.",
        # Not in the list, and shortened wherever they stand.
        "polska": "Pol.", "zentralblatt": "Zentralbl.",
        "monatsschrift": "Monatsschr.", "internazionale": "Int.", "beitraege": "Beitr.",
        "przeglad": "Przegl.",
    }
)  # fmt: skip
# Words that tell the language of a title.
_TELLING = MappingProxyType(
    {
        language: frozenset(words.split()) - frozenset(FUNCTION_WORDS["eng"].split())
        for language, words in FUNCTION_WORDS.items()
        if language != "eng"
    }
)
# Beginnings of words that the NLM shortens and the list does not.
_STEMS_OTHERWISE = MappingProxyType({"politi": "Polit.", "ceskos": "Cesk.", "polski": "Pol."})
_INFLECTION = frozenset("aeinorsumy")  # letters of the endings of nouns and adjectives
# In front of another word of the list: Neuroinformatics is Neuroinform.
_COMBINING = tuple(
    "neuro bio immuno micro nano cardio psycho geo photo electro hydro radio thermo patho pharmaco"
    " cyto histo onco agro astro chemo haemato hemato gastro oto dermato endo macro socio ethno"
    " eco zoo phyto entomo pneumo nephro osteo cryo magneto aero multi inter cranio non".split()
)
_LOCUTIONS = frozenset({"vitro", "vivo", "situ", "silico", "utero"})
# Languages that write compounds as one word.
_COMPOUNDING = frozenset(["ger", "dut", "swe", "dan", "nor", "afr"])
_SHORTEST_COGNATE, _SHORTEST_ACCENTED = 3, 6  # letters
_SHORTEST_PART = 6  # letters of the last part of a compound
# Letters of Russian as libraries write them, and as the list does (ISO 9).
_ROMANISED = (
    ("zh", "z"), ("kh", "h"), ("sh", "s"), ("ch", "c"), ("ts", "c"), ("ii", "ij"), ("iu", "ju"),
    ("ia", "ja"), ("yu", "ju"), ("ya", "ja"),
)  # fmt: skip
_ENGLISH_ONLY = frozenset("the of and for".split())
_LEFT_OUT_INSIDE = frozenset(["", "the", "of", "and", "und", "et"])  # State-of-the-Science
_ENGLISH = "eng"
_ANY, _UNKNOWN = "mul", ""


def abbreviate_title(title: str, words: Words) -> str:
    """The abbreviation of `title`, with points: "Aging Dis." for "Aging and Disease"."""
    title = without_translation(title, words)
    parts = significant_words(title)
    if len(parts) < 2 and "-" not in "".join(parts):
        return parts[0] if parts else title
    language = language_of(parts, title, words)
    return " ".join(short_words(parts, words, language))


def without_translation(title: str, words: Words) -> str:
    """The title without the same title in another language behind it: "Nihon Rinsho. Japanese
    journal of …" is "Nihon Rinsho", as in the catalogue of the NLM."""
    for found in islice(SENTENCE.finditer(title), MOST_PARTS):
        first, second = title[: found.start()], title[found.end() :]
        if first.isupper():
            continue  # "AJR. American journal of roentgenology"
        if _SERIAL.match(second) and is_translated(first, second, words):
            return first
    return title


def is_translated(title: str, other: str, words: Words) -> bool:
    """Whether two parts of a title are in two languages; a word alone (Supplementum) is not."""
    parts = significant_words(other)
    first = language_of(significant_words(title), title, words)
    return len(parts) > 1 and first != language_of(parts, other, words)


def language_of(parts: Sequence[str], title: str, words: Words) -> str:
    """The language of a title: the one whose function words and whose rows it has most of; _UNKNOWN
    where it has none."""
    present = set(all_words(main_title(title)))
    if present & _ENGLISH_ONLY:
        return _ENGLISH
    counts = {language: len(present & telling) for language, telling in _TELLING.items()}
    counts["ger"] += "fur" in present  # für
    counts[_ENGLISH] = 0
    for part in parts:
        for language in {one for row in words.beginning(fold(part)) for one in row.languages}:
            counts[language] = counts.get(language, 0) + 1
    counts.pop(_ANY, None)
    best = max(counts, key=lambda one: (counts[one], one == _ENGLISH))
    return best if counts[best] else _UNKNOWN


def short_words(parts: Sequence[str], words: Words, language: str) -> Iterator[str]:
    """The words one by one, several together where the list has them so (New England)."""
    place = 0
    while place < len(parts):
        length, short = _phrase(parts[place:], words, language) or (1, "")
        yield short or _short_word(parts[place], words, language)
        place += length


def _phrase(parts: Sequence[str], words: Words, language: str) -> tuple[int, str] | None:
    """How many words at the beginning are one name, and its short form."""
    lowered = [part.lower() for part in parts[:3]]
    for length in (3, 2):
        short = _PHRASES.get(tuple(lowered[:length]))
        if short and len(lowered) >= length:
            return length, short
    if len(parts) > 1 and lowered[0] in _DIRECTIONS and lowered[1][:5] in _AFTER_DIRECTIONS:
        second = _SECOND_LETTERS.get(lowered[1]) or _short_word(parts[1], words, language)
        return 2, f"{_DIRECTIONS[lowered[0]]} {second}"
    pair = fold(" ".join(parts[:2]))
    row = next((row for row in words.beginning(pair) if " " in row.letters and row.short), None)
    return (2, " ".join(map(_capital, row.short.split()))) if row else None


def _short_word(word: str, words: Words, language: str) -> str:
    if word.endswith("."):
        if len(word) == 2 or words.has_short(word):
            return _capital(word)  # an initial, what is abbreviated already
        word = word.rstrip(".")
    if (word.isupper() and len(word) > 1) or word.lower() in _LOCUTIONS:
        return word  # an acronym, the number of a series, "in vitro"
    known = _OTHERWISE.get(fold(word)) or _STEMS_OTHERWISE.get(fold(word)[:6])
    whole = _cut(word, known) if known else _from_list(word, words, language)
    mark = next((mark for mark in "/-" if mark in word.strip("/-")), "")
    if whole is None and mark:
        pieces = [piece for piece in word.split(mark) if piece.lower() not in _LEFT_OUT_INSIDE]
        return mark.join(_short_word(piece, words, language) for piece in pieces)
    return _capital(whole if whole is not None else word)


def _capital(word: str) -> str:
    """With a capital at the beginning, unless the word has capitals of its own (mBio)."""
    is_plain = word == word.lower() and _LATIN.fullmatch(word)
    return word[:1].upper() + word[1:] if is_plain else word


def _from_list(word: str, words: Words, language: str) -> str | None:
    """What the list has for the word, or None; the word itself where it is to stay."""
    bare = _POSSESSIVE.sub("", word)
    if bare != word:
        short = _from_list(bare, words, language)
        return short if short and short != bare else None
    letters = fold(word)
    for form in _forms(letters, language):
        # The beginning of a compound is not the beginning of a word.
        rows = [row for row in words.beginning(form) if "-" not in form or row.letters == form]
        best = _best(rows, form, language)
        is_open = best is not None and best.is_open and language not in _COMPOUNDING
        if best is not None and is_open and words.begins_with_whole(form, len(best.letters)):
            return word
        if best is not None:
            last = _covered_in_part(word, letters, best, words, language)
            return last or _cut(word, best.short)
    if "-" in word or "/" in word:
        return None
    return _compound(word, letters, words, language) or _romanised(word, letters, words, language)


def _covered_in_part(
    word: str, letters: str, best: WordRow, words: Words, language: str
) -> str | None:
    """A compound of which a row shortens the first part alone: Tropenmedizin is no "Trop."."""
    is_compound = language in _COMPOUNDING and best.is_open
    if not is_compound or len(letters) - len(best.letters) < _SHORTEST_PART:
        return None
    return _compound(word, letters, words, language)


def _forms(letters: str, language: str) -> Iterator[str]:
    """The word, and what it may be inflected from: entries are valid for inflected forms."""
    yield letters
    if len(letters) < 5:
        return
    if language in (_ENGLISH, _UNKNOWN):
        if letters.endswith("ies"):
            yield letters[:-3] + "y"
        if letters.endswith("s") and not letters.endswith("ss"):
            yield letters[:-1]
    if language == _ENGLISH:
        return
    for count in (1, 2):
        if set(letters[-count:]) <= _INFLECTION:
            yield letters[:-count]


def _best(rows: Sequence[WordRow], letters: str, language: str) -> WordRow | None:
    """The row to follow: of the title's language first, the longest, the whole word."""
    rows = [row for row in rows if not _is_other_word(row, letters)]
    fitting = [row for row in rows if language in row.languages or _ANY in row.languages]
    others = [row for row in rows if row not in fitting and _is_for_cognates(row)]
    ranked = [(len(row.letters), 1, not row.is_open, row) for row in fitting]
    ranked += [(len(row.letters) - 2, 0, not row.is_open, row) for row in others]
    return max(ranked, key=lambda one: one[:3])[3] if ranked else None


def _is_other_word(row: WordRow, letters: str) -> bool:
    """A word of three letters that is valid for its compounds (ski-) is none of other words."""
    stem = fold(row.short.removesuffix("."))
    return len(row.letters) < 4 < len(letters) and row.is_open and stem == row.letters


def _is_for_cognates(row: WordRow) -> bool:
    """Whether a row of another language may shorten the word, as the list says of its entries.

    Short beginnings are chance, more so with accents: daň- (Czech, tax) is no dance.
    """
    shortest = _SHORTEST_COGNATE if row.short.isascii() else _SHORTEST_ACCENTED
    return bool(row.short) and len(row.letters) >= shortest


def _cut(word: str, short: str) -> str:
    """The short form in the letters of the word itself, so that accents and capitals stay."""
    stem = short.removesuffix(".")
    if not short or (stem != short and len(word) - len(stem) < 2 and len(stem) > 2):
        return word  # a point in the place of one letter or none is no abbreviation: skin, nauk
    letters = fold(stem)
    if fold(word).startswith(letters) and len(fold(word)) == len(word):
        return word[: len(letters)] + short[len(stem) :]
    return short[:1].upper() + short[1:] if word[:1].isupper() else short


def _compound(word: str, letters: str, words: Words, language: str) -> str | None:
    """A word that only ends in one of the list: Wochenblatt, Ortopedkirurgi."""
    if language in (_ENGLISH, _UNKNOWN):
        return _combined(word, letters, words)
    rows = [row for row in words.endings(letters) if language in row.languages]
    if rows:
        best = max(rows, key=lambda row: len(row.letters))
        return word[: len(word) - len(best.letters)] + best.short
    return _last_part(word, letters, words, language) if language in _COMPOUNDING else None


def _last_part(word: str, letters: str, words: Words, language: str) -> str | None:
    """A compound whose last part is a word of the list: Nuklearmedizin, Verfahrenstechnik."""
    for start in range(3, len(letters) - _SHORTEST_PART + 1):
        for form in _forms(letters[start:], language):
            for row in words.beginning(form):
                is_part = len(row.letters) >= _SHORTEST_PART and language in row.languages
                if is_part and row.short and len(letters) == len(word):
                    return word[:start] + _cut(word[start:], row.short)
    return None


def _combined(word: str, letters: str, words: Words) -> str | None:
    for first in _COMBINING:
        rest = letters.removeprefix(first)
        if rest == letters or len(rest) < 5:
            continue
        if rest in _OTHERWISE:
            return word[: len(first)] + _cut(word[len(first) :], _OTHERWISE[rest])
        for form in _forms(rest, _ENGLISH):
            row = _best(list(words.beginning(form)), form, _ENGLISH)
            if row is not None and row.short and _ENGLISH in row.languages:
                return word[: len(first)] + _cut(word[len(first) :], row.short)
    return None


def _romanised(word: str, letters: str, words: Words, language: str) -> str | None:
    """A Russian word in the letters of the Library of Congress: Khimii is Khim."""
    if language == _ENGLISH:
        return None
    rewritten, ends = _rewritten(letters)
    if rewritten == letters or len(letters) != len(word):
        return None
    for form in _forms(rewritten, language):
        row = _best(list(words.beginning(form)), form, language)
        stem = fold(row.short.removesuffix(".")) if row is not None else ""
        if stem and rewritten.startswith(stem):
            return f"{word[: ends[len(stem) - 1]]}."
    return None


def _rewritten(letters: str) -> tuple[str, list[int]]:
    """The letters as the list writes them, and where in the word each of them ends."""
    found, ends, place = "", [], 0
    while place < len(letters):
        pair = next((pair for pair in _ROMANISED if letters.startswith(pair[0], place)), None)
        old, new = pair or (letters[place], letters[place])
        place += len(old)
        found += new
        ends += [place] * len(new)
    return found, ends


def without_points(short: str) -> str:
    """An abbreviation as the NLM writes it."""
    return _POINT_OF_WORD.sub("", short)
