"""How sure it is that a string is a reference at all, and no sentence of a text.

A labeller finds a title in any sentence, and is sure of it. So what speaks for a reference is its
structure: an identifier, a journal with its volume or pages, people with a date, a publisher with
its place. Where there is none, words that only sentences hold speak against it, and a title that
stands alone is believed only as a headline. In: a string and its fields. Out: whether it may be no
reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mscref.refstring.fields import ParsedField

# What a work is found by; a title may stand alone, as those of trials do.
_NAMING = frozenset(
    """title container DOI URL ISBN PMID PMCID arXiv NCT authority number""".split()
)
_IDENTIFIERS = frozenset("DOI ISBN PMID PMCID arXiv NCT ISSN".split())
_PLACES = frozenset("volume issue pages".split())
_BESIDE_PEOPLE = frozenset("date container publisher location URL genre volume issue pages".split())
_STANDING = frozenset("author editor container publisher location URL genre".split())
# Of 250 references of each set of `make refbench` at most 2 in 100 are believed less, and most of
# these are damaged.
_HARDLY_BELIEVED = 0.55
_BELIEVED_BESIDE = 0.75  # a title with nothing beside it but a day or a note
_HEADLINE = 0.6  # the share of its longer words that begin with a capital

# Letters, captions, statements: none of these is in a list of references.
_NEVER = re.compile(
    r"\A\s*(?:(?:dear|hello|sincerely|warning|copyright|we\sthank|i\sthank)\b|©|the\sauthors?\s(?:declare|thank|would|have)\b"
    r"|(?:fig(?:ure|\.)|table|abb(?:ildung|\.)|tab(?:elle|\.|leau)|figura|tabla|tabela|chart|scheme|box|рис\.|табл\.|rys\.|obr\.)\s?\d"
    r"|[图圖図表]\s?\d|correspondence\b|received\b|keywords\b|abstract\s?[:.]|chapter\s\d+\.)"
    r"|\b(?:please|sincerely|all\srights\sreserved|conflicts?\sof\sinterest|e-?mail:|look\sforward)\b",
    re.IGNORECASE,
)
# Words that a sentence has and a list of references outside of its titles has not, by language.
_OF_SENTENCES = re.compile(
    r"\b(?:was|were|is|are|has|have|had|been|be|does|did|can|could|will|would|should|shall|must|might|we|We|our|Our|my|you|your"
    r"|he|He|she|She|they|They|there|who|argue[sd]?|show(?:s|ed|n)?|found|propose[sd]?|suggest(?:s|ed)?|appeared|see\salso"
    r"|wurden?|waren|ist|sind|hat|haben|hatte|wird|werden|kann|können|dass|wir|Wir|ich|Ich|unsere?r?|zeigen|zeigt"
    r"|est|sont|était|étaient|fut|avons|nous|proposons|je|notre|montre(?:nt)?"
    r"|fue|fueron|han|hemos|nuestr[oa]|analiza|presenta|è|sono|erano|fu|furono|hanno|abbiamo|esamina"
    r"|são|foi|foram|tem|têm|zijn|werd|heeft|är|jest|są|był[aoy]?|został[aoy]?|się"
    r"|мы|Мы|он|она|они|был[аои]?|является|что|где|котор\w+|\w+(?:ется|ются|ился|алась|ались))\b"
    r"|本文|我们|我們|提出了|表明|进行了|進行了|認為|认为|(?:する|した|です|ます|である|いた|れた|ない)(?:。|\Z)|(?:이다|하였다|했다|된다|한다)\."
)
_QUOTED = re.compile(r"[“«„\"][^”»“«„\"]*[”»“\"]")
_WORD = re.compile(r"[^\W\d_]+")
_LONG = 4  # letters
_CASELESS = re.compile(r"[\u0590-\u06ff\u0900-\u0eff\u3040-\u9fff\uac00-\ud7af]")
_LONGEST_NAME = 6  # letters of a name in Han

_NO_PEOPLE = frozenset(
    """as the in a an of her his its this these those that when while after before methods results
    discussion conclusion conclusions introduction background aims objective hypothesis chapter section
    figure table copyright winner second third warning according however""".split()
)
_JOINING = frozenset(
    """and und et y e ed u en og och i и та al others de la le van von der den di da del du dos das ten ter
    zu zur af bin ibn el of for on to the a c cura eds ed hrsg hg jr sr""".split()
)


def may_be_no_reference(text: str, fields: Sequence[ParsedField]) -> bool:
    """True where the string names no work, is hardly believed, or reads like a sentence."""
    names = {found.name for found in fields}
    if not names & _NAMING or _mean(fields) < _HARDLY_BELIEVED:
        return True
    if _is_structured(names, fields):
        return _NEVER.search(text) is not None and not names & _IDENTIFIERS
    if _NEVER.search(text) or _OF_SENTENCES.search(_QUOTED.sub(" ", text)):
        return True
    if names & _STANDING:
        return False
    is_alone = names == {"title"}
    return not _is_headline(text) or not (is_alone or _mean(fields) >= _BELIEVED_BESIDE)


def _mean(fields: Sequence[ParsedField]) -> float:
    return sum(found.confidence for found in fields) / len(fields)


def _is_structured(names: set[str], fields: Iterable[ParsedField]) -> bool:
    """True where fields stand together that only a reference has together."""
    if names & _IDENTIFIERS or "authority" in names or "number" in names:
        return True
    if {"URL", "accessed"} <= names:  # no sentence says when its author looked
        return True
    if ("container" in names and names & _PLACES) or {"publisher", "location"} <= names:
        return True
    named = any(
        _names_people(found.value) for found in fields if found.name in ("author", "editor")
    )
    return named and not names.isdisjoint(_BESIDE_PEOPLE)


_WORD_OF_NAME = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")  # `Entr’ages`


def _names_people(value: str) -> bool:
    """True where every word may be of a name: `Smith, J.`, `World Health Organization`."""
    words = _WORD_OF_NAME.findall(value)
    if not words or words[0].lower() in _NO_PEOPLE or re.search(r":\s|\d", value):
        return False
    if _CASELESS.search(value):
        return all(len(word) <= _LONGEST_NAME for word in words)
    return all(not word.islower() or word.lower() in _JOINING for word in words)


def _is_headline(text: str) -> bool:
    """True where most of the longer words are capitalised; scripts without capitals have none."""
    words = [word for word in _WORD.findall(text) if len(word) >= _LONG]
    capitalised = sum(not word[0].islower() for word in words)
    return not _CASELESS.search(text) and capitalised >= _HEADLINE * max(1, len(words))
