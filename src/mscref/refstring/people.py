"""Translators and editors that a sentence of the reference names: `Translated by Emily Wilson.`

    translators = ( "Translated by" | "Trad. de" | "Übers. von" | "Пер. с англ." … ) names
    editors     = ( "Hrsg. von" | "Éd. par" | "Pod red." | "Edición de" … ) names

(Chicago 17, sections 14.103 and 14.104; MLA 9, section 5.48; DIN 1505-2.) In: a reference string.
Out: remarks, each with the people as a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.refstring.remark import Remark, remark_of

# A publisher, a place or a volume behind a name is no name.
_NO_NAME = (
    r"(?!Press\b|Institut|Univers|Verlag|Ed[ií][tzcç]|Édit|Publish|Books?\b|Vol|Band\b|Wydaw|Изд|Éd\.|Ed\."
    r"|New\b|San\b|Los\b|St\.|Buenos|São\b|Rio\b|[Cc]oll|Bd\b|Version|Second|Third)"
)
_WORD = _NO_NAME + r"(?:[^\W\d_a-zа-я]\.(?:-[^\W\d_]\.)?|[^\W\d_a-zа-я][\w’'-]*)"
_SMALL = r"(?:von|van|der|den|de|da|di|del|dos|du|la|le|zu|af|al)"
_NAME = rf"{_WORD}(?:\s(?:{_SMALL}\s){{0,2}}{_WORD}){{1,4}}"
_NAMES = rf"{_NAME}(?:(?:,\s|,?\s(?:and|und|et|y|e|og|och|i|и|&)\s){_NAME}){{0,3}}"
_TRANSLATED = (
    r"[Tt]ranslated(?:\sfrom\s(?:the\s)?[\w\s]{3,30}?)?\sby|[Tt]rans(?:l)?\.\sby|trans(?:l)?\.|[Tt]r\.\sby"
    r"|(?:[Aa]us\sdem\s[\w\s]{3,30}?)?[Üü]bers(?:\.|etzt|etzung)?\s(?:von|v\.|durch)|[Aa]us\sdem\s\w+\svon"
    r"|[Tt]raducci[oó]n\s(?:de|por)|[Tt]raducido\spor|[Tt]rad\.(?:\s(?:it|fr|esp|port)\.)?(?:\s(?:de|di|par|por))?"
    r"|[Tt]raduit\s(?:d[eu]\s?(?:l[’'])?\w+(?:\s\([^)]*\))?\s)?par|[Tt]radu[cç][aã]o\s(?:de|por)"
    r"|[Пп]ер\.\sс\s\w+\.?|[Пп]еревод\s(?:с\s\w+\s)?|[Пп]ереклад"
    r"|[Pp]rzeł\.|[Tt]łum\.|[Pp]řel\.|[Öö]vers\.(?:\sav)?|[Oo]versatt\sav|[Oo]vers\.|[Vv]ert\.(?:\sdoor)?|[Çç]ev\."
)
_EDITED = (
    r"[Hh]rsgg?\.\s(?:von|v\.)|[Hh]gg?\.\s(?:von|v\.)|[Hh]erausgegeben\svon|[Éé]d(?:\.|itée?)\spar"
    r"|[Ee]di(?:ción|ção)\sde|[Pp]od\sred(?:akcją|\.)|[Пп]од\s(?:общ\.\s)?ред(?:акцией|\.)|[Зз]а\sред\.|[Uu]tg\.\sav|[Rr]edigerad\sav"
)
_BEFORE = r"(?<=[.,;?!»”\"’:)\]]\s)"
_BEHIND = r"(?=\s*(?:[.,;:()\[\]]|\Z|\s[–—-]\s))"
_TRANSLATORS = re.compile(rf"{_BEFORE}(?:{_TRANSLATED})\s(?P<translator>{_NAMES}){_BEHIND}")
_EDITORS = re.compile(rf"{_BEFORE}(?:{_EDITED})\s(?P<editor>{_NAMES}){_BEHIND}")


def translators(text: str) -> Iterator[Remark]:
    """Those a sentence names as the translators."""
    return (remark_of(match, text) for match in _TRANSLATORS.finditer(text))


def editors(text: str) -> Iterator[Remark]:
    """Those a sentence names as the editors of a book that has authors."""
    return (remark_of(match, text) for match in _EDITORS.finditer(text))


# What a string must hold for a finder to be asked at all.
PEOPLE = (
    (
        re.compile(
            r"[Tt]r(?:ans|ad|\.)|[Üü]bers|[Aa]us\sdem|[Пп]ер(?:\.|е)|[Pp]rzeł|[Tt]łum|[Pp]řel|[Vv]ers|[Vv]ert\.|[Çç]ev"
        ),
        translators,
    ),
    (
        re.compile(
            r"[Hh]rsg|[Hh]gg?\.|[Hh]eraus|[Éé]d(?:\.|itée?)\spar|[Ee]di[cç]|[Rr]ed|[Рр]ед|[Uu]tg"
        ),
        editors,
    ),
)
