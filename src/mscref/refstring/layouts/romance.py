"""Layouts of lists in Portuguese, Spanish, Italian and Polish that mark what a value is.

ABNT NBR 6023: `FAMILY, Given; FAMILY, G. Title. Journal, Place, v. 26, n. 5, p. 505-510, out. 2013.
Disponível em: ….` and `FAMILY, G. Title. In: FAMILY, G. (org.). Book. Place: Publisher, 2019. p. 1-9.`
· Portuguese humanities: `FAMILY, Given – Title. Place, Publisher, 1996.` · Italian: `I. Family, Title,
Publisher, Place 1983.` · Polish: `Family, I., Title, „Journal” 2015, t. 159, nr 4, s. 287-296.`
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType

from mscref.refstring.cues import CLASSES_BY_WORD
from mscref.refstring.fields import ParsedField
from mscref.refstring.layouts.base import Laid, plain, read

_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’' -]+[A-ZÀ-ÖØ-Þ]"
_GIVEN = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:\s(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*|d[aeo]s?|e|y))*"
_ABNT_AUTHORS = (
    rf"(?P<author>{_CAPITALS},\s{_GIVEN}(?:;\s{_CAPITALS},\s{_GIVEN})*?(?:;?\set\sal)?)\.\s"
)
_DATE = r"(?:[^\W\d_]{3,9}\.?(?:/[^\W\d_]{3,9}\.?)?\s)?(?:\d{1,2}\s[^\W\d_]{3,9}\.?\s)?"
_YEAR = r"(?P<date>(?:1[5-9]|20)\d\d)"
_ONLINE = r"\.?\s*+(?:(?<=\s)(?:DOI|Disponível|Acesso|ISSN|Disponible)\b.*)?$"
_ABNT_ARTICLE = re.compile(
    rf"{_ABNT_AUTHORS}(?P<title>(?:(?!\sIn:\s).)+?[.?!])\s(?P<container>(?!In:)[^.,]+(?:[.:,][^.,]+){{0,2}}?),"
    rf"(?:\s(?P<location>[^,.\d]+),)?(?:\s(?:v\.|ano)\s?(?P<volume>[\w-]+),)?"
    rf"(?:\sn\.\s?(?P<issue>[\w/.-]+?),)?(?:\s(?:p\.\s?(?P<pages>[\w]+(?:\s?-\s?\w+)?)|e\d+),)?\s"
    rf"{_DATE}{_YEAR}{_ONLINE}"
)
_ABNT_CHAPTER = re.compile(
    rf"{_ABNT_AUTHORS}(?P<title>.+?[.?!])\sIn:\s"
    rf"(?P<editor>{_CAPITALS}(?:,\s{_GIVEN}(?:;\s{_CAPITALS},\s{_GIVEN})*)?(?:;?\set\sal\.?)?"
    rf"(?:\s\((?:[Oo]rgs?|[Ee]ds?|[Cc]oords?)\.?\))?)\.\s"
    rf"(?P<container>.+?)\.\s(?:(?P<edition>\d+\.?\sed)\.\s)?"
    rf"(?:(?P<location>[^.:\d]+):\s(?P<publisher>[^,.]+),\s)?{_YEAR}"
    rf"(?:[.,]\s(?:v\.\s?(?P<volume>\w+),\s)?p\.\s?(?P<pages>\d+(?:\s?-\s?\d+)?))?{_ONLINE}"
)
_DASHED_BOOK = re.compile(
    rf"(?P<author>{_CAPITALS},\s{_GIVEN})\s-\s(?P<title>[^«“\"].+)\.\s"
    rf"(?P<location>[A-ZÀ-Þ][^.,:\d]+)[,:]\s(?P<publisher>[^.,\d]+),\s{_YEAR}"
    rf"(?:,\s(?:vol\.\s(?P<volume>\w+),\s)?pp?\.\s(?P<pages>\d+(?:\s?-\s?\d+)?))?\.?\s*+$"
)
_INITIALS = r"(?>(?:[A-ZÀ-Þ][a-z]?\.\s?-?){1,3})"  # atomic: a space belongs to one of two names
_FAMILY = r"(?:d[aei]l?l?[aeo']?\s)?[A-ZÀ-ÖØ-ÞĄ-Ż][\w’'-]+(?:\s[A-ZÀ-ÖØ-ÞĄ-Ż][\w’'-]+)?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Gen|Mag|Giu|Lug|Ago|Set|Ott|Dic|Spring|Summer|Fall)"
_ITALIAN_BOOK = re.compile(
    rf"(?P<author>(?>{_INITIALS}{_FAMILY}(?:(?:,|\se|\s-)\s{_INITIALS}{_FAMILY}){{0,8}})),\s"
    rf"(?!and\b|et\b|und\b)(?P<title>(?:(?!,\sin\s|\bIn:?\s|\bPh\.|[“«\"‘`„]).)+?),"
    rf"\s(?P<publisher>[A-ZÀ-Þ][^,.\d]{{2,35}}),\s(?!{_MONTH})"
    rf"(?P<location>[A-ZÀ-Þ][^\W\d]+(?:[ -][A-ZÀ-Þ]?[^\W\d]+){{0,2}})\s{_YEAR}"
    rf"(?:,\spp?\.\s(?P<pages>\d+(?:\s?-\s?\d+)?))?\.?\s*+$"
)
# Without Italian words `…, Part of a title, Leiden 1987` may have no publisher at all.
_ITALIAN = re.compile(
    r"\b(?:il|lo|gli|di|del|della|delle|dello|dei|degli|nel|nella|nelle|un|una|e|per|con|dal|dalla|tra|fra"
    r"|città|storia|La|Le|Il|I|Gli)\b|\b(?:d|l|dell|nell|all)[’']"
)
_POLISH_NAME = rf"(?:{_FAMILY},?\s{_INITIALS}|{_INITIALS}{_FAMILY})"
_POLISH_ARTICLE = re.compile(
    rf"(?P<author>(?>{_POLISH_NAME}(?:(?:,|\si)\s{_POLISH_NAME}){{0,12}})),\s(?P<title>.+?),\s"
    rf"[„\"](?P<container>[^„”\"]+)[”\"],?\s(?:R\.\s?\w+,\s)?{_YEAR}(?:\sr\.)?"
    rf"(?:,\s(?:t|vol|R)\.\s?(?P<volume>\w+))?(?:,\s(?:nr|z|no)\.?\s?(?P<issue>[\w/-]+))?"
    rf"(?:\s?\(\d+\))?(?:,\ss\.\s?(?P<pages>\d+(?:\s?-\s?\d+)?))?\.?\s*+$"
)
_ITALIAN_NAMES = rf"(?>{_INITIALS}{_FAMILY}(?:(?:,|\se|\s-)\s{_INITIALS}{_FAMILY}){{0,8}})"
_ITALIAN_CHAPTER = re.compile(
    rf"(?P<author>{_ITALIAN_NAMES}),\s(?P<title>[^«»“”]+?),\sin\s(?:(?P<editor>{_ITALIAN_NAMES})\s"
    rf"\((?:a\scura\sdi|a\sc\.\sdi|ed|eds|cur)\.?\),\s(?P<container>[^«»]+?)"
    rf"|(?P<container_2>[^«»,]+?),\sa\scura\sdi\s(?P<editor_2>{_ITALIAN_NAMES})),"
    rf"\s(?P<publisher>[A-ZÀ-Þ][^,.\d]{{2,35}}),\s(?P<location>[A-ZÀ-Þ][^\W\d]+(?:[ -][A-ZÀ-Þ]?[^\W\d]+){{0,2}})"
    rf",?\s{_YEAR}(?:,\spp?\.\s?(?P<pages>\d+(?:\s?-\s?\d+)?))?\.?\s*+$"
)
_ITALIAN_ARTICLE = re.compile(
    rf"(?P<author>{_ITALIAN_NAMES}),\s(?P<title>[^«»“”]+?),\s(?:in\s)?[«“](?P<container>[^»”]+)[»”],"
    rf"(?:\ss\.\s?\w+,)?\s(?:(?:vol\.\s)?(?P<volume>\w+)\s\(?{_YEAR}\)?"
    rf"|(?P<volume_2>[IVXLC\d]+),\s{_YEAR.replace('date', 'date_2')}|{_YEAR.replace('date', 'date_3')})"
    rf"(?:,\s(?:n\.|fasc\.|no\.)?\s?(?P<issue>[\d/-]+))?"
    rf"(?:,\spp?\.\s?(?P<pages>\d+(?:\s?-\s?\d+)?))?\.?\s*+$"
)
_POLISH_BOOK = re.compile(
    rf"(?P<author>(?>{_POLISH_NAME}(?:(?:,|\si)\s{_POLISH_NAME}){{0,12}})),\s(?P<title>[^„”\"]+?),"
    rf"(?:\s(?P<edition>wyd\.\s\w+),)?"
    rf"\s(?P<publisher>(?:Wydawnictw[oa]|Wyd\.|Oficyna|Państwow[ey]|PWN|Ossolineum|Zakład|Universitas|Czytelnik)[^,\d]*),"
    rf"\s(?P<location>[A-ZŁŚŻŹĆ][^,\d]+?),?\s{_YEAR}"
    rf"(?:,\ss\.\s?(?P<pages>\d+(?:\s?-\s?\d+)?))?\.?\s*+$"
)
_POLISH_CHAPTER = re.compile(
    rf"(?P<author>(?>{_POLISH_NAME}(?:(?:,|\si)\s{_POLISH_NAME}){{0,12}})),\s(?P<title>.+?),?\s[\[(]?[Ww]:[\])]?\s"
    rf"(?P<container>[^„”\"]+?),\s(?:pod\s)?red\.\s(?:nauk\.\s)?(?P<editor>(?>{_POLISH_NAME}(?:(?:,|\si)\s{_POLISH_NAME}){{0,6}})),"
    rf"\s(?:(?P<publisher>[^,\d]+),\s)?(?P<location>[A-ZŁŚŻŹĆ][^\W\d]+(?:[ -][A-ZŁŚŻŹĆ][^\W\d]+)?),?\s{_YEAR}(?:,\ss\.\s?(?P<pages>\d+(?:\s?-\s?\d+)?))?\.?\s*+$"
)
# A day instead of a volume: `Folha de S.Paulo, São Paulo, 15 jun. 2013. Caderno Poder, p. A4`
_ABNT_NEWSPAPER = re.compile(
    rf"{_ABNT_AUTHORS}(?P<title>[^.]+?[.?!])\s(?P<container>[^.,]+(?:\.[^\s.,][^.,]*)?),\s(?:(?P<location>[^,.\d]+),\s)?"
    rf"(?P<date>\d{{1,2}}º?\s(?:de\s)?[^\W\d_]{{3,9}}\.?\s(?:de\s)?(?:1[89]|20)\d\d)(?:[.,]\s[^.]+?(?:,\sp\.\s(?P<pages>\w+))?)?{_ONLINE}"
)
_ABNT_THESIS = re.compile(
    rf"{_ABNT_AUTHORS}(?P<title>.+?[.?!])\s{_YEAR}\.\s(?:\d+\s?(?:f|p)\.\s)?"
    r"(?P<genre>(?:Tese|Disserta[çc][ãa]o|Trabalho\sde\sConclus[ãa]o|Monografia|TCC)[^-]*?)\s?(?:-|,)\s"
    rf"(?P<publisher>[^.]+?),\s(?P<location>[A-ZÀ-Þ][^,.\d]+),\s(?:1[5-9]|20)\d\d{_ONLINE}"
)
_TYPES = MappingProxyType(
    {
        _ABNT_THESIS: "thesis", _ITALIAN_CHAPTER: "chapter", _ITALIAN_ARTICLE: "article-journal",
        _POLISH_BOOK: "book", _POLISH_CHAPTER: "chapter", _ABNT_NEWSPAPER: "article-newspaper",
        _ABNT_CHAPTER: "chapter", _ABNT_ARTICLE: "article-journal", _DASHED_BOOK: "book",
        _POLISH_ARTICLE: "article-journal", _ITALIAN_BOOK: "book",
    }
)  # fmt: skip


_IN_ITALIAN = (_ITALIAN_BOOK, _ITALIAN_ARTICLE, _ITALIAN_CHAPTER)


def read_romance(text: str) -> Laid | None:
    """Read a string in one of these layouts."""
    flat = plain(text)
    for pattern, item_type in _TYPES.items():
        match = pattern.match(flat)
        if match and (pattern not in _IN_ITALIAN or _ITALIAN.search(match["title"])):
            fields = read(match, text)
            return Laid(_placed(fields) if pattern is _ITALIAN_BOOK else fields, item_type)
    return None


_VOLUME_ALONE = re.compile(r"(?:vol\.\s|t\.\s)?[IVX]{1,5}")


def _placed(fields: list[ParsedField]) -> list[ParsedField]:
    """`Milano, Hoepli 1929` stands as often as `Hoepli, Milano 1929`; `III, Roma 1941` is a volume."""
    by_name = {one.name: one for one in fields}
    first, second = by_name.get("publisher"), by_name.get("location")
    if first is None or second is None:
        return fields
    if _VOLUME_ALONE.fullmatch(first.value):
        names = {"publisher": "volume"}
    elif _is_place(first.value) and not _is_place(second.value):
        names = {"publisher": "location", "location": "publisher"}
    else:
        return fields
    return [replace(one, name=names.get(one.name, one.name)) for one in fields]


def _is_place(value: str) -> bool:
    return all("place" in CLASSES_BY_WORD.get(word.lower(), ()) for word in value.split())
