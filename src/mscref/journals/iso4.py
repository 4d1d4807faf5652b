"""The title of a serial → its abbreviation by the rules of ISO 4.

    title   = main title; from the first " : ", " = " or "(" on nothing is taken (a qualifier, a
              subtitle, the title in another language)
    word    left out: articles, conjunctions and prepositions (not as the first word, nor in
              "in vitro"); "part", "section" and "series" before a letter or number
            abbreviated: as the list of title word abbreviations has it (`words`)
            as it is: acronyms, names, what the list does not have
    A title of one word stays whole.

The rules: ISO 4:1997 as the ISSN Manual gives them (section on abbreviated key titles).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from types import MappingProxyType

from mscref.journals.words import WordRow, Words, fold

_QUALIFIER = re.compile(r"\s+[:=]\s.*|\s*\([^)]*\)|\s*\[[^\]]*\]", re.DOTALL)
_WORD = re.compile(r"[^\s,;:.!?\"“”„«»()\[\]/|]+")
# An article before an apostrophe: l', d', dell', un', qu'.
_ELIDED = re.compile(
    r"(?<!\w)(?:l|d|dell|dall|nell|sull|all|un|qu|s|n|gl)['’](?=\w)", re.IGNORECASE
)
_POINTED = re.compile(r"(?<!\w)(?:\w\.){2,}")  # U.S., A.A.N.A.

_POSSESSIVE = re.compile(r"['’]s$")  # Women's

# Articles, conjunctions and prepositions of the languages titles are in.
_FUNCTION_WORDS = MappingProxyType(
    {
        "eng": "a an the and or of for in on at by to from with its into as within & + per via upon"
        " under over between among through",
        "fre": "le la les l un une des de du d et en pour sur dans au aux à par ou ses chez",
        "ger": "der die das des dem den ein eine für und zur zum von im in aus auf mit bei über"
        " an am zu vom ihre",
        "spa": "el la los las un una de del y e en para por con al sobre o",
        "ita": "il lo la i gli le un una di del della dei delle dello degli e ed per in su sul"
        " sulla nel nella dell al alla con",
        "por": "o a os as um uma de do da dos das e em para por no na com ao",
        "dut": "de het een en van voor der den te tot in op aan met",
        "swe": "och för av i en ett det den om till på med",
        "dan": "og for af i en et det den om til på med",
        "nor": "og for av i en et det den om til på med",
        "lat": "et in de ad ex",
        "pol": "i w z na do dla o",
        "cze": "a v na pro o",
    }
)  # fmt: skip
_LEFT_OUT = frozenset(word for words in _FUNCTION_WORDS.values() for word in words.split()) - set(
    "a i o e".split()  # letters of series: Physica A, Series E
)
_ARTICLES = frozenset("a an the le la les der die das el los las il lo gli het de l".split())
# One letter before these names, in the ISSN Manual and the records of the NLM.
_DIRECTIONS = MappingProxyType(
    {"New": "N.", "North": "N.", "South": "S.", "East": "E.", "West": "W."}
)
_AFTER_DIRECTIONS = frozenset(
    "engla zeala york jerse mexic hamps south wales afric ameri austr carol dakot india".split()
)
_SECOND_LETTERS = MappingProxyType({"York": "Y.", "Zealand": "Z.", "Jersey": "J."})
# What the NLM keeps as it always was where the list has become shorter or longer since.
_OTHERWISE = MappingProxyType(
    {
        "genomics": "Genomics", "proteomics": "Proteomics", "sports": "Sports",
        "investigation": "Invest.", "investigations": "Invest.", "investigative": "Invest.",
        "abuse": "Abuse", "reports": "Rep.", "skeletal": "Skeletal",
        "transfer": "Transfer",
        "london": "Lond.", "vaccines": "Vaccines", "medica": "Med.",
    }
)  # fmt: skip
# Words that tell the language of a title.
_TELLING = MappingProxyType(
    {
        language: frozenset(words.split()) - frozenset(_FUNCTION_WORDS["eng"].split())
        for language, words in _FUNCTION_WORDS.items()
        if language != "eng"
    }
)
_SECTIONS = frozenset("part section series sect sec ser pt teil serie série serija".split())
_SECTION_NAME = re.compile(r"[A-Za-z]|[0-9]{1,3}|[IVX]{1,5}|[A-Z]-?[0-9]")
_INFLECTION = frozenset("aeinorsumy")  # letters of the endings of nouns and adjectives
# In front of another word of the list: Neuroinformatics is Neuroinform.
_COMBINING = tuple(
    "neuro bio immuno micro nano cardio psycho geo photo electro hydro radio thermo patho pharmaco"
    " cyto histo onco agro astro chemo haemato hemato gastro oto dermato endo macro socio ethno"
    " eco zoo phyto entomo pneumo nephro osteo cryo magneto aero multi inter".split()
)
_LOCUTIONS = frozenset({"vitro", "vivo", "situ", "silico", "utero"})
_ONLY_THERE = frozenset(["fur"])  # für, as it is often written
_ENGLISH_ONLY = frozenset("the of and for".split())
_ENGLISH = "eng"
_ANY = "mul"


def abbreviate_title(title: str, words: Words) -> str:
    """The abbreviation of `title`, with points: "Aging Dis." for "Aging and Disease"."""
    plain = _main_title(title)
    parts = _significant(_WORD.findall(_unpointed(plain)))
    if len(parts) < 2:
        return parts[0] if parts else title
    shouted = plain.upper() == plain and len(plain) > 12
    language = _language(parts, plain, words)
    kept = [part for part in parts if not _is_foreign_function_word(part, language)]
    spelt = [part.lower() for part in kept] if shouted else _names_of_places(kept)
    return " ".join(_short_words(spelt, words, language))


def _main_title(title: str) -> str:
    main = _QUALIFIER.sub("", title.strip()).strip()
    head, colon, subtitle = main.partition(": ")
    if colon and not _names_a_part(subtitle):
        main = head
    return main or title.strip()


def _names_a_part(subtitle: str) -> bool:
    """True for what belongs to the name (Journal of Physics: Condensed Matter), not explains it."""
    found = _WORD.findall(subtitle)
    return bool(found) and found[0].lower() not in _ARTICLES and len(_significant(found)) < 3


def _unpointed(title: str) -> str:
    return _POINTED.sub(lambda found: found[0].replace(".", ""), title)


def _language(parts: Sequence[str], title: str, words: Words) -> str:
    """The language of a title: the one whose function words and whose rows it has most of."""
    present = {word.lower() for word in _WORD.findall(title)}
    if present & _ENGLISH_ONLY:
        return _ENGLISH
    counts = dict.fromkeys(_TELLING, 0)
    counts[_ENGLISH] = 0
    for language, telling in _TELLING.items():
        counts[language] += len(present & telling)
    for part in parts:
        for language in {one for row in words.beginning(fold(part)) for one in row.languages}:
            counts[language] = counts.get(language, 0) + 1
    counts.pop(_ANY, None)
    return max(counts, key=lambda one: (counts[one], one == _ENGLISH))


def _significant(parts: Sequence[str]) -> list[str]:
    """The words that an abbreviation keeps, articles before an apostrophe cut off."""
    kept: list[str] = []
    for place, part in enumerate(parts):
        bare = _ELIDED.sub("", part).strip("-–—'’")
        following = parts[place + 1] if place + 1 < len(parts) else ""
        if bare and not _is_left_out(bare, following, is_first=not kept, is_last=not following):
            kept.append(bare)
    return kept


def _is_left_out(word: str, following: str, *, is_first: bool, is_last: bool) -> bool:
    low = word.lower()
    if low in _ARTICLES and (low != "a" or is_first) and not (is_last and word.isupper()):
        return True
    if low in _LEFT_OUT:
        is_locution = following.lower() in _LOCUTIONS
        is_acronym = word.isupper() and len(word) > 1
        return not (is_first or is_locution or is_acronym)
    return low in _SECTIONS and bool(_SECTION_NAME.fullmatch(following))


def _is_foreign_function_word(word: str, language: str) -> bool:
    """True for what is a function word in the language of the title alone: i, e, y, v."""
    is_letter = len(word) == 1 and word.islower()
    return language != _ENGLISH and (is_letter or word in _ONLY_THERE)


def _names_of_places(parts: Sequence[str]) -> list[str]:
    """The words with New, North, South … before a name as one letter: N. Engl., S. Afr."""
    spelt = list(parts)
    for place, (part, following) in enumerate(pairwise(parts)):
        if part in _DIRECTIONS and following[:5].lower() in _AFTER_DIRECTIONS:
            spelt[place] = _DIRECTIONS[part]
            spelt[place + 1] = _SECOND_LETTERS.get(following, following)
    return spelt


def _short_words(parts: Sequence[str], words: Words, language: str) -> Iterator[str]:
    """The words one by one, two of them together where the list has them so (New England)."""
    place = 0
    while place < len(parts):
        pair = fold(" ".join(parts[place : place + 2]))
        row = next((row for row in words.beginning(pair) if " " in row.letters), None)
        if row is not None and row.short:
            yield row.short
            place += 2
        else:
            yield _short_word(parts[place], words, language)
            place += 1


def _short_word(word: str, words: Words, language: str) -> str:
    if (word.isupper() and len(word) > 1) or word.lower() in _LOCUTIONS:
        return word  # an acronym, the number of a series, "in vitro"
    whole = _OTHERWISE.get(fold(word)) or _from_list(word, words, language)
    if whole is None and "-" in word:
        pieces = word.split("-")
        if all(pieces):
            return "-".join(_short_word(piece, words, language) for piece in pieces)
    return _capital(whole if whole is not None else word)


def _capital(word: str) -> str:
    """With a capital at the beginning, unless the word has capitals of its own (mBio)."""
    return word[:1].upper() + word[1:] if word == word.lower() else word


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
        if best is not None:
            return _cut(word, best.short)
    return _compound(word, letters, words, language)


def _forms(letters: str, language: str) -> Iterator[str]:
    """The word, and what it may be inflected from: entries are valid for inflected forms."""
    yield letters
    if len(letters) < 5:
        return
    if language == _ENGLISH:
        if letters.endswith("ies"):
            yield letters[:-3] + "y"
        if letters.endswith("s") and not letters.endswith("ss"):
            yield letters[:-1]
        return
    for count in (1, 2):
        if set(letters[-count:]) <= _INFLECTION:
            yield letters[:-count]


def _best(rows: Sequence[WordRow], letters: str, language: str) -> WordRow | None:
    """The row to follow: of the title's language first, the longest, the whole word."""
    fitting = [row for row in rows if language in row.languages or _ANY in row.languages]
    # Entries are valid for cognates in other languages, too.
    others = [row for row in rows if row.short and row not in fitting]
    for candidates in (fitting, others):
        if candidates:
            return max(candidates, key=lambda row: (len(row.letters), not row.is_open))
    return None


def _cut(word: str, short: str) -> str:
    """The short form in the letters of the word itself, so that accents and capitals stay."""
    if not short:
        return word
    stem = short.removesuffix(".")
    if fold(word).startswith(fold(stem)) and len(fold(word)) == len(word):
        return word[: len(stem)] + short[len(stem) :]
    return short[:1].upper() + short[1:] if word[:1].isupper() else short


def _compound(word: str, letters: str, words: Words, language: str) -> str | None:
    """A word that only ends in one of the list: Wochenblatt, Ortopedkirurgi."""
    if language == _ENGLISH:
        return _combined(word, letters, words)
    rows = [row for row in words.endings(letters) if language in row.languages]
    if not rows:
        return None
    best = max(rows, key=lambda row: len(row.letters))
    return word[: len(word) - len(best.letters)] + best.short


def _combined(word: str, letters: str, words: Words) -> str | None:
    for first in _COMBINING:
        rest = letters.removeprefix(first)
        if rest == letters or len(rest) < 5:
            continue
        for form in _forms(rest, _ENGLISH):
            row = _best(list(words.beginning(form)), form, _ENGLISH)
            if row is not None and row.short and _ENGLISH in row.languages:
                return word[: len(first)] + _cut(word[len(first) :], row.short)
    return None


def without_points(short: str) -> str:
    """An abbreviation as the NLM writes it."""
    return re.sub(r"\.(?=\s|-|$)", "", short)
