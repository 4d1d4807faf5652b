"""The ways in which one container is named: journal, proceedings, book. Pure.

What crosses the border: a name as written in, its words and its other forms out. `containers.py`
asks whether two names have a form in common.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from mscref.match.text import LITTLE_WORDS, fold, is_shortened, significant_words, tokens
from mscref.patterns import SPACE_BEFORE
from mscref.records import Record

# Kinds of meetings: a workshop is not the conference at which it is held.
KINDS = frozenset(
    """conference conf symposium symp workshop workshops wksp congress colloquium seminar forum
    companion findings demonstrations tutorial tutorials extendedabstracts""".split()
)
_ALIKE_KINDS = {"conf": "conference", "symp": "symposium", "workshops": "workshop",
                "wksp": "workshop", "tutorials": "tutorial"}  # fmt: skip
SAYS_MEETING = frozenset("proceedings proc meeting".split()) | KINDS
_COUNTRY = re.compile(r"\b(?:u s(?: a)?|unit(?:ed)? stat(?:es)?(?: of amer(?:ica)?)?)\b")
_INSIDE = re.compile(rf"{SPACE_BEFORE}[(\[]([^()\[\]]*)[)\]]\s*")
_PIECES = re.compile(rf"{SPACE_BEFORE}(?:[:;]|\s-{{1,3}}\s|\s[–—]\s|\s[–—]|/)\s*")


# ---------------------------------------------------------------- words

# One kind of two words: *Chemical Abstracts* is no meeting.
_EXTENDED_ABSTRACTS = re.compile(r"\bext(?:ended|\.)\s+abstr(?:acts?|\.)", re.IGNORECASE)
_RAW_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ARTICLE = re.compile(r"(?:^|[:–—-]\s)A(?=\s)")  # `CA: A Cancer Journal`, not `Phys. Rev. A`


def words_of(name: str) -> tuple[str, ...]:
    """The words that tell it apart, folded; kinds of meetings by one word each."""
    words = _words_and_letters(_EXTENDED_ABSTRACTS.sub("extendedabstracts", name))
    return tuple(_ALIKE_KINDS.get(word, word) for word in words)


def _words_and_letters(name: str) -> list[str]:
    """The significant words, with capitals that stand alone: `Phys. Rev. A`, `N. Y. Acad. Sci.`

    Small letters that do are little words (`Zs. f. Soziologie`); in a name of one case only the
    last letter is known to be more.
    """
    raw = _RAW_WORD.findall(_ARTICLE.sub(" ", name))
    if not any(len(word) == 1 for word in raw) or "<" in name or "\\" in name:
        return significant_words(name)
    if all(len(word) == 1 for word in raw):  # A&A
        return [fold(word).strip() for word in raw]
    is_mixed = name not in (name.upper(), name.casefold())
    found: list[str] = []
    for place, word in enumerate(raw):
        if len(word) > 1 or word.isdigit():
            found += significant_words(word)
            continue
        is_letter = word.isupper() if is_mixed else word.casefold() not in LITTLE_WORDS
        if is_letter or 0 < place == len(raw) - 1:
            found.append(fold(word).strip())
    return found


def names_meeting(words: Sequence[str]) -> bool:
    """True where the words of a name say that it is of a meeting, or a year stands among them."""
    return any(word in SAYS_MEETING or _is_year(word) for word in words)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


# ---------------------------------------------------------------- acronyms

_SILENT = LITTLE_WORDS | {"chapter"}  # NAACL
_MOST_LETTERS = 4  # that an acronym takes of one word: `neur` in NeurIPS


def spells_all(letters: str, words: Sequence[str]) -> bool:
    """True where each word gives one or more of the letters, and none is left over.

    A little word (`of`) may give none: it is part of STOC and not of PNAS.
    """
    if not words:
        return not letters
    if words[0] in _SILENT and spells_all(letters, words[1:]):
        return True
    most = min(_MOST_LETTERS, len(letters))
    return any(
        is_shortened(letters[:taken], words[0]) and spells_all(letters[taken:], words[1:])
        for taken in range(1, most + 1)
    )


# ---------------------------------------------------------------- forms

# A volume and pages that a list has run into the name: `Journal of X 79 (6): 12–15`.
_ARCHIVE = re.compile(r"\.\s+Portico\.?$")  # the archive, which Wiley's records at Crossref add
_VOLUME = re.compile(
    r"(?<![\s,])[\s,]+(?:\d+\s*\(\d+\)[\s\S]*|vol(?:ume)?\.?\s*\d*)$", re.IGNORECASE
)
# `l'Académie`, `dell'Istituto`: the article is a word of its own.
_ELISION = re.compile(r"\b(?:l|d|qu|dell|nell|sull|dall|all|un)['’](?=\w)", re.IGNORECASE)


def plain(name: str) -> str:
    """The name without volume and archive, articles apart; PubMed: "Proc Natl Acad Sci U S A"."""
    name = unicodedata.normalize("NFKC", name)
    name = _ARCHIVE.sub("", name)
    name = _ELISION.sub(" ", _VOLUME.sub("", name) or name)
    folded = " ".join(tokens(name))
    if _COUNTRY.search(folded):
        return _COUNTRY.sub("usa", folded)
    return _KNOWN_AS.get(folded, name)


# Names under which no rule finds the one of the record: of whom they say what kind, or what MEDLINE
# and DBLP call them.
_KNOWN_AS = MappingProxyType(
    {
        "pvldb": "Proceedings of the VLDB Endowment",
        "neural information processing systems":
            "Advances in Neural Information Processing Systems",
        "eurosys": "European Conference on Computer Systems",
        "pami": "IEEE Transactions on Pattern Analysis and Machine Intelligence",
        "oakland": "IEEE Symposium on Security and Privacy",
        "s and p": "IEEE Symposium on Security and Privacy",
        "crelles journal": "Journal für die reine und angewandte Mathematik",
        "proceedings biological sciences": "Proceedings of the Royal Society B",
        "proceedings mathematical physical and engineering sciences":
            "Proceedings of the Royal Society A",
        "philosophical transactions series a mathematical physical and engineering sciences":
            "Philosophical Transactions of the Royal Society A",
    }
)  # fmt: skip


def wholes(name: str) -> Iterator[str]:
    """The name, and the name without what stands in brackets."""
    yield name
    bare = _INSIDE.sub(" ", name).strip()
    if bare and bare != name:
        yield bare


def forms(name: str) -> Iterator[str]:
    """The ways to say a name: whole, without parentheses, its short name, without a subtitle,
    a series, a number, or the place and date of a meeting."""
    yield from wholes(name)
    yield from short_names(name)
    yield from _cut(name)
    pieces = pieces_of(name)
    if len(pieces) > 1 and not names_part(name):
        yield pieces[0]
        yield from _cut(pieces[0])
        if is_acronym(pieces[0]):  # JUCS - Journal of Universal Computer Science
            yield pieces[-1]


def pieces_of(name: str) -> list[str]:
    """The name without parentheses, cut where a subtitle or a section begins."""
    return _PIECES.split(_INSIDE.sub(" ", name).strip())


def names_part(name: str) -> bool:
    """True where what follows a colon tells apart (`NeuroImage: Clinical`) and describes nothing.

    A subtitle describes where it begins with an article, says what kind of thing it is (`an
    international journal`), or follows the letter of a section (`Physica D: Nonlinear Phenomena`).
    """
    head, *rest = pieces_of(name)
    words = significant_words(" ".join(rest))
    if not words or names_meeting(words_of(name)) or any(map(is_acronym, rest)):
        return False
    is_section = bool(re.search(r"\s(?:[A-Z]|\d{1,2})\W*$", head))
    begins = tokens(rest[0])[:1]
    describes = bool({*begins, *words} & _DESCRIBES) or spells_all(head.casefold(), words)
    return not (is_section or describes)


# What subtitles say of a journal, and what they begin with.
_DESCRIBES = frozenset(
    """a an the journal revue review zeitschrift magazine newsletter bulletin archives quarterly
    international interdisciplinary official publication practice experience with for""".split()
)
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,2}\b",
    re.IGNORECASE,
)
_NAME_IN_FRONT = re.compile(
    r"^[A-Z](?:(?![A-Z])[\w-])*+[A-Z][\w-]*+(?:\s|\s?['’])\d{2,4}\s*[,:–-]\s*(?=\w)"
)
_AT_THE_END = (
    re.compile(r"(?<!series)(?<!ser\.)(?<!серия)\s\d{1,4}$", re.IGNORECASE),  # its volume
    re.compile(r"\s[IVXL]{2,}$"),  # that of a meeting: `Robotics: Science and Systems XI`
    re.compile(
        r"[.,]?\s(?:(?:first|second|third|fourth|fifth|new|nuova|neue|nouvelle|n\.)\s(?:ser|sér)\w*\.?"
        r"|\(?\d\))$",
        re.IGNORECASE,
    ),
)
# What a section is about, behind its letter or number: `Series B, Biological Sciences`.
_SECTION = re.compile(
    r"^(.{4,}?\s(?:(?:series|ser\.?|section|sect\.?|part|серия|сер\.)\s(?:[A-H]|\d{1,2})|(?<=[\w.]\s)[A-H]))"
    r"(?:[.,:;]\s|\s[-–—]\s).*",
    re.IGNORECASE,
)
# The same without a mark between: `Section D Biological Crystallography`.
_SECTION_SAID = re.compile(
    r"^(.{4,}?\s(?:[Ss]eries|[Ss]ection|[Ss]er\.?|[Ss]ect\.?)\s[A-H])\s(?=[A-Z]\w).*"
)


def _cut(name: str) -> Iterator[str]:
    """The name without what stands in front of it or behind: `…, ICML 2020, 13 July 2020`."""
    front = _NAME_IN_FRONT.match(name)
    if front:
        name = name[front.end() :]
        yield name
    first, _, rest = name.partition(" ")
    spelled = tokens(rest)
    if is_acronym(first) and len(spelled) > 2 and spells_all(first.casefold(), spelled):
        yield rest  # KZfSS Kölner Zeitschrift für Soziologie und …
    if names_meeting(words_of(name)):
        places = [match.start() for match in re.finditer(r",\s", name)]
        yield from (name[:place] for place in places if _DATED.search(name, place))
    for pattern in _AT_THE_END:
        shorter = pattern.sub("", name)
        if shorter != name:
            yield shorter
    section = _SECTION.match(name) or _SECTION_SAID.match(name)
    if section:
        yield section[1]


class JournalSection(Record):
    """The parts of a section's name: its journal, its letter or number, and what it is about."""

    journal: str
    letter: str
    about: str


def section_of(name: str) -> JournalSection | None:
    """The parts of `Physical Review D`, of `Zeitschrift für Physik C Particles and Fields`, of
    `Acta Crystallographica Section B Structural Science`; None where no section is named."""
    for match in _LETTER_OF_SECTION.finditer(name):
        journal = _SAYS_SECTION.sub("", name[: match.start()].rstrip(" ,"))
        if len(journal) >= _SHORTEST_JOURNAL:
            return JournalSection(journal, match[0], name[match.end() :].strip(" .,:;"))
    return None


_LETTER_OF_SECTION = re.compile(r"(?<=[\w.,]\s)(?:[A-H]|I{1,3}|IV)(?![^\s.,:;])")
_SAYS_SECTION = re.compile(r"\s(?:series|section|ser\.?|sect?\.?|part)$", re.IGNORECASE)
_SHORTEST_JOURNAL = 4  # characters


def short_names(name: str) -> frozenset[str]:
    """`CVPR` of `… (CVPR)`, `CRYPTO` of `Advances in Cryptology – CRYPTO 2012`, undated."""
    outer = _PIECES.split(_INSIDE.sub(" ", name).strip())
    shorts = [*_INSIDE.findall(name), *(outer[-1:] if len(outer) > 1 else ())]
    return frozenset(DATE.sub("", one) for one in shorts if is_acronym(one) or DATE.search(one))


DATE = re.compile(rf"{SPACE_BEFORE}['’]?\b(?:(?:19|20)\d\d|(?<=['’])\d\d)$|['’]\d\d$")


def is_acronym(name: str) -> bool:
    """True for one word with capitals inside, dated or not: `CVPR`, `NeurIPS 2019`."""
    words = DATE.sub("", name).split()
    return len(words) == 1 and sum(letter.isupper() for letter in words[0]) > 1
