"""GOST 7.0.5 and 7.0.100: Russian lists, whose ` // ` stands before what holds the work.

`Family I. O. Title / I. O. Family // Journal. – 2003. – Т. 5, № 4. – С. 34–39.` ·
`Family I. O. Title. – М.: Publisher, 1970. – 384 с.` · `Title : дис. … канд. наук. М., 2002.`
Ukrainian, Belarusian and Bulgarian lists use the same marks.
"""

from __future__ import annotations

import re

from mscref.refstring.fields import ParsedField
from mscref.refstring.layouts.base import Laid, plain, read, taken

_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґЎў]")
_U = "А-ЯЁІЇЄҐЎA-Z"
_FAMILY = rf"[{_U}][\w’'ʼ]+(?:-[\w’'ʼ]+)*"
_INITIALS = rf"[{_U}]\.(?:\s?-?[{_U}]\.)?"
_NAME = rf"{_FAMILY},?\s+{_INITIALS}"
_AUTHORS = re.compile(
    rf"(?P<author>{_NAME}(?:\s*+[,;]\s*+{_NAME}){{0,40}}(?:,?\s*+(?:и|та)\s+(?:др|ін)\.)?)"
    r"(?:\s*+[.,:])?\s++(?=\S)"
)
_ITEM_NUMBER = re.compile(r"\s*+\[?\d{1,3}[.)\]]\s+")
_RESPONSIBLE = re.compile(
    rf"(?P<author>{_INITIALS}\s?{_FAMILY}(?:\s*+,\s*+{_INITIALS}\s?{_FAMILY}){{0,40}}"
    rf"(?:,?\s*+\[?(?:и|та)\s+(?:др|ін)\.\]?)?)"
)
_EDITED = re.compile(
    rf"(?:под\s+(?:общ\.\s*+)?ред(?:акцией|\.)?|отв\.\s*+ред\.|за\s+ред\.)\s*+"
    rf"(?P<editor>{_INITIALS}\s?{_FAMILY}(?:\s*+,\s*+{_INITIALS}\s?{_FAMILY})*)"
)
_DATE = r"(?<!\d)(?P<date>(?:1[5-9]|20)\d\d)(?!\d)"
_YEAR = re.compile(_DATE)
_VOLUME = re.compile(r"\b(?:Т|т|Том|том|Vol|vol|V)\.?\s?(?P<volume>\d+|[IVXLC]+)(?![\w-])")
_ISSUE = re.compile(r"(?:№|\b(?:вып|Вып|Выпуск|No|Iss))\.?\s?(?P<issue>\d+(?:\s?[-/(]\s?\d+\)?)?)")
_PAGES = re.compile(
    r"\b(?:С|с|C|c|Стр|стр|P|p|pp|Pp)\.?\s?(?P<pages>\d+(?:\s?-\s?\d+)?)(?!\s?[сc]\.)"
)
_IMPRINT = re.compile(
    rf"(?:^|[.;\])]|\.\s?-)\s*+-?\s*+(?P<location>(?:[{_U}][\w-]{{0,3}}\.|[{_U}][\w-]*)(?:\s[{_U}][\w-]+)?"
    rf"(?:\s?;\s?[{_U}][\w.-]*)?)\s?:\s?(?P<publisher>[^:/]+?),\s{_DATE}"
)
_PLACE_ONLY = re.compile(rf"(?:\.\s?-?|-)\s*+(?P<location>[{_U}][\w-]{{0,20}}\.?),\s{_DATE}")
_THESIS = re.compile(
    r"\s:?\s*+(?P<genre>(?:автореф\.\s*+)?(?:дис|дисс)\b\.{0,3}.*?наук)\b", re.IGNORECASE
)
_EDITION = re.compile(
    r"\.\s?(?:-\s*+)?\[?(?P<edition>(?:\d+-(?:е|ге|те)\s+(?:изд|вид)|(?:Изд|Вид)\.?\s\d+-е)\b\.?"
    r"(?:,\s[^.-]{3,20}\.?(?:\sи\s[^.-]{3,20}\.)?){0,2})"
)
_HOST_END = re.compile(
    r"\s/\s|\s?[.,:]\s?-?\s*+(?=(?:1[5-9]|20)\d\d(?!\d)|(?:Т|Том|Вып|№|С|Vol|No)\b|№)|\s-\s(?=\d{4})"
)


_PATENT = re.compile(
    r"(?:Пат|Патент|А\.\s?с|Заявка)\.?\s(?:№\s?)?(?P<number>\d[\d\s]{3,12}\d)\s(?P<jurisdiction>[^,.\d]{2,40})[,.][^.]*\.\s(?P<title>[^/]+?)"
    r"\s/\s(?P<author>[^;\d]{3,200}?)\s?;.*?(?:опубл\.?|Опубл\.?)\s(?P<date>[\d.]{8,10}).*$"
)
_STATUTE = re.compile(r"(?:закон|[Уу]каз|[Пп]остановлени|[Пп]риказ|[Кк]одекс)\w*\b.*?(?:от\s\d|№)")


def read_gost(text: str) -> Laid | None:
    """Read a string of a Cyrillic list."""
    if not _CYRILLIC.search(text):
        return None
    flat = plain(text)
    patent = _PATENT.match(flat)
    if patent:
        return Laid(read(patent, text), "patent")
    host = re.search(r"\s*+(?<!:)//\s*+", flat)
    end = host.start() if host else len(flat)
    number = _ITEM_NUMBER.match(flat)
    begin = number.end() if number else 0
    heading = _AUTHORS.match(flat, begin, end)
    if not host and not (heading and (_IMPRINT.search(flat) or _PLACE_ONLY.search(flat))):
        return None
    start = heading.end() if heading else begin
    fields = _title(text, flat, start, end, has_host=bool(host))
    if heading and not any(one.name == "author" for one in fields):
        fields = read(heading, text) + fields
    if host:
        fields += _host(text, flat, host.end())
        if _STATUTE.search(flat, begin, end):
            return Laid(fields, "legislation")
        return Laid(
            fields, "" if any(one.name == "publisher" for one in fields) else "article-journal"
        )
    is_thesis = any(one.name == "genre" for one in fields)
    return Laid(fields, "thesis" if is_thesis else "book")


def _title(text: str, flat: str, start: int, end: int, *, has_host: bool) -> list[ParsedField]:
    """Title, what is said of its authors behind ` / `, kind of thesis, place and publisher."""
    imprint = None
    if not has_host:
        imprint = _IMPRINT.search(flat, start, end) or _PLACE_ONLY.search(flat, start, end)
    area = flat[start : imprint.start("location") if imprint else end]
    slash = re.search(r"\s/\s", area)
    thesis = _THESIS.search(area)
    stop = re.search(r"\.?\s-\s*+$|\.\s?-?\s*+$", area)
    edition = _EDITION.search(area)
    cut = min(one.start() for one in (slash, thesis, stop, edition, re.search(r"$", area)) if one)
    found = [taken(text, "title", start, start + cut)]
    fields = [one for one in found if one]
    if slash:
        for pattern in (_RESPONSIBLE, _EDITED):
            match = pattern.match(flat, start + slash.end()) or (
                pattern.search(flat, start + slash.end(), end) if pattern is _EDITED else None
            )
            fields += read(match, text) if match else []
    fields += read(thesis, text, at=start) if thesis else []
    fields += read(edition, text, at=start) if edition else []
    return fields + (read(imprint, text) if imprint else [])


def _host(text: str, flat: str, start: int) -> list[ParsedField]:
    """Container, year, volume, issue, pages behind ` // `."""
    imprint = _IMPRINT.search(flat, start) or _PLACE_ONLY.search(flat, start)
    ends = [one for one in (_HOST_END.search(flat, start), imprint) if one]
    end = min((one.start() for one in ends), default=len(flat))
    container = taken(text, "container", start, end)
    fields = [container] if container else []
    edited = _EDITED.search(flat, start)
    fields += read(edited, text) if edited else []
    fields += read(imprint, text) if imprint else []
    for pattern in (_YEAR, _VOLUME, _ISSUE, _PAGES):
        match = pattern.search(flat, end)
        if match and not (imprint and pattern is _YEAR):
            fields += read(match, text)
    return fields
