"""Arabic lists, and standards, which have a number instead of authors.

Arabic: `Family، Given، Title، Publisher، Place، Edition، 2003م، ج1، ص 566` · `Family، Given: "Title"،
…، 1422هـ/2001م`; the words that announce a value are `ج` (part), `مج` (volume), `ع` (number), `ص`
(page), `ط` (edition), `م` (of our era), `هـ` (of the Hijra). Standards: `ISO 690:2021, Title.
Publisher, Place, 2021.`
"""

from __future__ import annotations

import re

from mscref.refstring.fields import ParsedField
from mscref.refstring.kinds import NUMBER
from mscref.refstring.layouts.base import Laid, plain, read

_ARABIC = re.compile(r"[\u0621-\u064a]")
_QUOTED = re.compile(
    r"(?P<author>[^\"“«:]{3,90}?)\s*+[,:.]?\s*+(?:\(?(?P<date>(?:1[89]|20)\d\d)م?\)?[,.:]?\s*+)?"
    r"[\"“«](?P<title>[^\"”»]+)[\"”»]"
)
_LISTED = re.compile(
    r"(?P<author>[^,:.\d\"«]{2,60},\s*+[^,:.\d\"«]{2,60}?)\s*+[,.]\s*+"
    r"(?:\(?(?P<date>(?:1[89]|20)\d\d)م?\)?\s*+[,.:]\s*+)?(?P<title>[^,.\"«]{4,}?)\s*+[,.]"
)
# Two parts in front of the publisher are author and title, whatever commas a name has elsewhere.
_NAMED = re.compile(
    r"(?P<author>[^,:.\d\"«]{3,60}?)\s*+[,.]\s*+(?P<title>[^,.\"«]{4,}?)\s*+[,.]\s*+"
    r"(?=(?:دار|مكتبة|مطبعة|مؤسسة|منشورات|مركز|جامعة|مجلة|المجلة)\s)"
)
_YEAR = re.compile(r"(?<!\d)(?P<date>(?:1[89]|20)\d\d)\s*+م?(?!\d)")
_HIJRI = re.compile(r"(?<!\d)(?P<date>1[34]\d\d)\s*+هـ?")
_VOLUME = re.compile(r"(?<![\u0621-\u064a])(?:ج|مج|المجلد|الجزء|مجلد)\.?\s*+(?P<volume>\d+)")
_ISSUE = re.compile(r"(?<![\u0621-\u064a])(?:ع|العدد|عدد)\.?\s*+(?P<issue>\d+)")
_PAGES = re.compile(
    r"(?<![\u0621-\u064a])(?:ص\s?ص|ص|الصفحات)\.?\s*+:?\s*+(?P<pages>\d+(?:\s?-\s?\d+)?)"
)
# `12(3)، 45-60`, `مج 12، 45-60`: behind the journal figures alone
_FIGURES = re.compile(
    r"\s*+[,.]?\s*+(?P<volume>\d{1,4})\s?(?:\(\s?(?P<issue>\d{1,4}(?:\s?[-/]\s?\d{1,4})?)\s?\))?"
    r"\s?[,:.]\s?(?:ص\s?){0,2}(?P<pages>\d+\s?-\s?\d+|\d+(?=\s*+\.?\s*+$))"
)
_PUBLISHER = re.compile(
    r"[,.:]\s*+(?P<publisher>(?:دار|مكتبة|مطبعة|مؤسسة|منشورات|مركز|جامعة|المكتبة)\s[^,.:]+)"
    r"(?:[,:]\s*+(?P<location>[^,.:\d]+))?"
)
_LOCATED = re.compile(
    r"[,.]\s*+(?P<location>[^,.:\d]+):\s*+(?P<publisher>(?:دار|مكتبة|مطبعة|مؤسسة|منشورات|مركز)\s[^,.:]+)"
)
_JOURNAL = re.compile(r"\s*+[,.]\s*+(?P<container>(?:مجلة|المجلة|حولية|جريدة|صحيفة)\s[^,.\d]+)")

_STANDARD = re.compile(
    rf"(?P<number>{NUMBER})[,.:]?\s+(?:-\s)?(?P<title>[^\d\W].+?)[.,]\s+"
    r"(?:(?P<publisher>[A-Z][^,.:]+),\s(?P<location>[A-Z][^,.\d]+(?:,\s[A-Z]{2})?)"
    r"|(?P<location_2>[^\W\d_a-z][^,:.\d]{0,20}\.?)\s?:\s(?P<publisher_2>[^,:]+?)|(?P<publisher_3>[A-Z][^,.:]+))[,;.]"
    r"\s(?P<date>(?:1[89]|20)\d\d)\.?(?:\s(?:-\s)?\d+\s?[сpS]\.)?\s*+$"
)
# The year stands in its number: `DIN EN 1992-1-1:2011-01, Title. Beuth, Berlin.`
_DATED_STANDARD = re.compile(
    rf"(?P<number>(?={NUMBER}[,.\s])(?:[^\W\d_][\w/]*\s)+[\d.-]+:(?P<date>(?:19|20)\d\d)(?:-\d\d)?)[,.]?\s+(?:[-–—]\s)?"
    r"(?P<title>[^\d\W].+?)(?:[.,]\s+(?P<publisher>[A-Z][^,.:]+),\s(?P<location>[A-Z][^,.\d]+))?\.?\s*+$"
)
# What numbers it stands apart: `IEEE Standard for …, IEEE Std 754-2019, 2019.`
_NAMED_STANDARD = re.compile(
    r"(?P<title>[A-Z][^,.]*\b(?:Standard|Specification|Norm|Guide|Practice|Test\sMethods?)\b[^,]{4,}?),"
    r"\s+(?P<date>(?:1[89]|20)\d\d)\.?\s*+$"
)


def read_standard(text: str) -> Laid | None:
    """Read a string that begins with the number of a standard."""
    flat = plain(text)
    match = _STANDARD.match(flat) or _DATED_STANDARD.match(flat) or _NAMED_STANDARD.match(flat)
    return Laid(read(match, text), "standard") if match else None


def read_arabic(text: str) -> Laid | None:
    """Read a string in Arabic letters."""
    if not _ARABIC.match(text.lstrip(' "“«')):
        return None
    flat = plain(text)
    head = _QUOTED.match(flat) or _NAMED.match(flat) or _LISTED.match(flat)
    if not head:
        return None
    fields = _once([*read(head, text), *_tail(text, flat, head.end("title"))])
    names = {one.name for one in fields}
    return Laid(fields, "article-journal" if "container" in names else "book")


def _tail(text: str, flat: str, start: int) -> list[ParsedField]:
    found: list[ParsedField] = []
    rest = start + (1 if flat[start : start + 1] in '"”»' else 0)
    journal = _JOURNAL.match(flat, rest)
    found += read(journal, text) if journal else []
    figures = _FIGURES.match(flat, journal.end()) if journal else None
    found += read(figures, text) if figures else []
    for pattern in (_YEAR, _HIJRI, _VOLUME, _ISSUE, _PAGES):
        match = pattern.search(flat, start)
        found += read(match, text) if match else []
    published = _LOCATED.search(flat, start) or _PUBLISHER.search(flat, start)
    return found + (read(published, text) if published else [])


def _once(fields: list[ParsedField]) -> list[ParsedField]:
    seen: dict[str, ParsedField] = {}
    for one in fields:
        seen.setdefault(one.name, one)
    return list(seen.values())
