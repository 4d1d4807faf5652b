"""The title of a serial → its significant words, as the rules of ISO 4 count them.

    title   = main title; a qualifier in brackets, a title in another language (" = ") and what is
              behind " : " are no part of it; neither is a subtitle that only explains ("An
              International Journal of …") or repeats the body that issues it
    word    left out: articles, conjunctions and prepositions (not as the first word, nor in
              "in vitro", nor in names: Los Alamos); "part", "section" and "series" before a letter
              or number
    initial "I.M. Sechenova" → I. M.; but US, UK

The rules: ISO 4:1997 as the ISSN Manual gives them (section on abbreviated key titles). What is no
title of a serial at all (arXiv:2001.01234, an address) has no words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import MappingProxyType

from mscref.patterns import SPACE_BEFORE, lazy

_QUALIFIER = lazy(
    rf"(?<!\s)\s+[:=](?:\s.*|$)|{SPACE_BEFORE}(?:\([^)]{{0,300}}\)|\[[^\]]{{0,300}}\])"
)
_DASH = lazy(r"--+|[–—]")
_EXPLAINS = lazy(
    r"(?i)(?:an?|the|l[ae]|der|die|das|official|including|incorporating)\b"
    r"|.*\b(?:journal|magazine|newsletter|organ|organo|publication|zeitschrift|revista|rivista|revue)\b"
)
# The hyphen that the Web of Science puts in the place of a colon: "PRECISION ENGINEERING-JOURNAL OF
# THE …", and before and behind the letter of a section.
_HYPHEN_FOR_COLON = lazy(
    r"(?i)(?<=[^\W\d_])-(?="
    r"(?:an?|the)\s|(?:(?:international|european|american|official|revised)\s+)*"
    r"(?:journal|review|revue|revista|rivista|zeitschrift|archives|transactions|bulletin|annals|"
    r"proceedings)\s\S+\s\S)"
)
_HYPHEN_BEFORE_PART = lazy(r"(?i)-(?=part\s[a-z0-9]\b)")
_HYPHEN_BEHIND_SECTION = lazy(r"(?i)(\b(?:part|section|series)\s[a-z0-9])-")
_LAST_INITIALS = lazy(r"(?<=\w)\s*-\s*(?=[a-z]*[A-Z&][a-z&]*[A-Z])([A-Za-z&]{2,9})$")
_PARTS = lazy(r"(?<=[^\W\d_]{4})\.\s+")
# "Computers and Biomedical Research, an international journal": a comma only before an article.
_BEFORE_SUBTITLE = lazy(r"[:;]\s|,\s(?=an?\s)")
_ARTICLE = lazy(r"(?i)(?:an?|the)\b")
_BODY = lazy(
    r"(?i)\b(?:associa|societ|soci[eé]d|academ|colleg|institut|symposi|congres|conferen|universit"
    r"|federa|gesellschaft|verein)"
)
_WORD = lazy(r"[^\s,;:!?\"“”„«»()\[\]|…]+")
# An article before an apostrophe: l', d', dell', un', qu'.
_ELIDED = lazy(r"(?i)(?<!\w)(?:l|d|dell|dall|nell|sull|all|un|qu|s|n|gl)['’](?=\w)")
_INITIALS = lazy(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
# An identifier, an address, a number with a point: what search engines and preprint servers give
# in the place of a title.
_NO_TITLE = lazy(
    r"(?i)\s*arxiv\b|.*(?:\w:[\w/]|\w\w\.\w\w|\d\.\d|\w/\d|://|www\.|@|\bpreprint arxiv\b)"
)
_LATIN = lazy(r"[A-Za-zÀ-ɏ]")

# Articles, conjunctions and prepositions of the languages titles are in.
FUNCTION_WORDS = MappingProxyType(
    {
        "eng": "a an the and or of for in on at by to from with its into as within & + per via upon"
        " under over between among through",
        "fre": "le la les l un une des de du d et en pour sur dans au aux à par ou ses chez",
        "ger": "der die das des dem den ein eine für fuer und zur zum von im in aus auf mit bei"
        " über ueber an am zu vom ihre",
        "spa": "el la los las un una de del y e en para por con al sobre o",
        "ita": "il lo la i gli le un una di del della dei delle dello degli e ed per in su sul"
        " sulla nel nella dell al alla con",
        "por": "o a os as um uma de do da dos das e em para por no na com ao",
        "dut": "de het een en van voor der den te tot in op aan met uit",
        "swe": "och för foer av i en ett det den om till på med",
        "dan": "og for af i en et det den om til på med",
        "nor": "og for av i en et det den om til på med",
        "lat": "et in de ad ex",
        "pol": "i w z na do dla o",
        "cze": "a v na pro o",
        "gre": "kai gia tes tou ton",
    }
)  # fmt: skip
_LEFT_OUT = frozenset(word for words in FUNCTION_WORDS.values() for word in words.split()) - set(
    "a i o e".split()  # letters of series: Physica A, Series E
)
_ARTICLES = frozenset("a an the le la les der die das el los las il lo gli het de l".split())
SECTIONS = frozenset("part section series sect sec ser pt teil serie série serija".split())
_SECTION_NAME = lazy(r"[A-Za-z]|[0-9]{1,3}|[IVX]{1,5}|[A-Z]-?[0-9]")
_LOCUTIONS = frozenset({"vitro", "vivo", "situ", "silico", "utero"})
# Names of places that begin with an article.
_NAMES_WITH_ARTICLE = frozenset(
    "alamos angeles baños banos condes vegas palmas jolla plata paz paso havre rochelle habana"
    " salvador crosse trobe mans hague coruña coruna rioja laguna reunion réunion".split()
)
_TELLTALES = frozenset(["THE", "OF", "AND", "FOR", "IN", "ET", "DE", "UND", "DER"])
_COUNTRIES = frozenset(["US", "UK", "USA", "USSR", "DC"])
# Not to be taken for words where all is in capitals; so are words without a vowel (BMC, NMR).
_ACRONYMS = frozenset(
    "acm acs ai aids aiche aims aip ams anz apl asce asme bmj dna ecg eeg embo fasb febs fems hiv"
    " iee ieee ieice iet ima ips jama lgbt mri nasa nato pet plos rna sae siam uk unesco us usa"
    " ussr who".split()
)
_FRENCH_WORDS = frozenset("DE DES DU LA LE LES ET REVUE ANNALES CAHIERS ETUDES".split())
_LOST_APOSTROPHE = lazy(r"\b([DL])\s(?=[AEIOUHÉÈÊŒ])")  # REVUE D HISTOIRE
_HYPHEN_OR_APOSTROPHE = lazy(r"(?<=-)|(?<=^[DL]['’])")
_VOWEL = lazy(r"[aeiouyà-ÿ]")
_LETTERS_ONLY = lazy(r"[\W\d_]")
_SHORTEST_SHOUTED = 5  # letters
_FUR = "fur"  # für, as it is often written
_ENGLISH = frozenset("the of and for in journal".split())


def significant_words(title: str) -> list[str]:
    """The words that an abbreviation keeps; none where it is no title of a serial."""
    if _NO_TITLE.match(title) or not _LATIN.search(title):
        return []
    main = main_title(title)
    if is_shouted(main) or is_shouted(without_qualifier(title)):
        main = _unshouted(main)
    return _significant(list(_words(main)))


def without_qualifier(title: str) -> str:
    """The title without what stands in brackets and without a title in another language."""
    return _QUALIFIER.sub("", " ".join(_DASH.sub(" ", title).split())).strip()


def main_title(title: str) -> str:
    """The title without qualifiers, and without a subtitle that only explains it."""
    main = _without_last_initials(_HYPHEN_FOR_COLON.sub(": ", without_qualifier(title), count=1))
    main = _HYPHEN_BEHIND_SECTION.sub(r"\1 ", _HYPHEN_BEFORE_PART.sub(" ", main))
    found = _BEFORE_SUBTITLE.search(main)
    head, subtitle = (main[: found.start()], main[found.end() :]) if found else (main, "")
    is_spelt_out = head.isupper() and len(head) < 5 and not _ARTICLE.match(subtitle)
    if found and _EXPLAINS.match(subtitle) and not is_spelt_out:  # but "AJR: American Journal …"
        main = head
    return _without_repeated_body(main) or title.strip()


def _without_last_initials(title: str) -> str:
    """Without the initials of the title itself: "… Materials Research and Technology-JMR&T"."""
    found = _LAST_INITIALS.search(title)
    if found is None:
        return title
    head = title[: found.start()]
    rest = iter([word[0] for word in all_words(head.replace("-", " "))])
    letters = found[1].lower().replace("&", "")
    is_of_title = not is_shouted(title) and all(letter in rest for letter in letters)
    return head if is_of_title else title


def is_shouted(title: str) -> bool:
    """True for a title in capitals of which one word at least is no acronym: it is long."""
    words = title.split()
    long = [word for word in words if len(word) >= _SHORTEST_SHOUTED and not _is_acronym(word)]
    is_sentence = bool(long or _TELLTALES & set(words))
    return title.upper() == title and is_sentence and len(words) > 1


def _is_acronym(word: str) -> bool:
    letters = _LETTERS_ONLY.sub("", word.lower())
    return letters in _ACRONYMS or not _VOWEL.search(letters)


def _unshouted(title: str) -> str:
    """A title in capitals as titles are written; the letter of a series stays."""
    if _FRENCH_WORDS & set(title.split()):
        title = _LOST_APOSTROPHE.sub(r"\1'", title)
    *words, last = title.split()
    kept = [*map(_quiet, words), last if len(last) == 1 else _quiet(last)]
    return " ".join(kept)


def _quiet(word: str) -> str:
    if _is_acronym(word) and len(word) > 1:
        return word
    parts = _HYPHEN_OR_APOSTROPHE.split(word)
    return "".join(part if _is_acronym(part) else part.capitalize() for part in parts)


def all_words(title: str) -> list[str]:
    """The words of a title in small letters, function words included."""
    return [word.lower() for word in _WORD.findall(title)]


def _without_repeated_body(title: str) -> str:
    """Without a last part whose words all stand in the first: "… Association. … Association"."""
    parts = _PARTS.split(title)
    if len(parts) < 2:
        return title
    known = set(all_words(parts[0]))
    kept = [one for one in parts[1:] if not (_BODY.search(one) and set(all_words(one)) <= known)]
    return ". ".join([parts[0], *kept])


def _words(title: str) -> Iterable[str]:
    """The words one by one, initials apart."""
    for word in _WORD.findall(title):
        if len(word) > 2 and _INITIALS.fullmatch(word):
            letters = word.replace(".", "")
            yield from [letters] if letters in _COUNTRIES else [f"{one}." for one in letters]
        else:
            yield word


def _significant(parts: Sequence[str]) -> list[str]:
    kept: list[str] = []
    is_english = bool(_ENGLISH & {part.lower() for part in parts})
    for place, part in enumerate(parts):
        bare = _ELIDED.sub("", part).strip("-/'’")
        following = parts[place + 1] if place + 1 < len(parts) else ""
        before = parts[place - 1].lower().rstrip(".") if place else ""
        if not bare.strip("."):
            continue
        is_letter = len(bare) == 1 and bare.isupper() and bool(kept)
        if is_letter and (before in SECTIONS or not following.islower()):
            kept.append(bare)  # Section D, Physica A
        elif bare.lower() == _FUR and not is_english and kept:
            continue
        elif not _is_left_out(bare, following, is_first=not kept, is_last=not following):
            kept.append(bare)
    return kept


def _is_left_out(word: str, following: str, *, is_first: bool, is_last: bool) -> bool:
    low = word.lower()
    if len(word) == 1 and word.islower() and not is_first:
        return True  # i, e, y, v, a: function words wherever they are small
    if low in _ARTICLES and following.lower() in _NAMES_WITH_ARTICLE and word[0].isupper():
        return False
    is_acronym = word.isupper() and len(word) > 1
    is_letter = word == "A" and (is_last or not is_first)
    if low in _ARTICLES and not is_acronym and not is_letter:
        return True
    if low in _LEFT_OUT:
        is_locution = following.lower() in _LOCUTIONS
        return not (is_first or is_locution or is_acronym)
    return low.rstrip(".") in SECTIONS and bool(_SECTION_NAME.fullmatch(following.rstrip(".")))
