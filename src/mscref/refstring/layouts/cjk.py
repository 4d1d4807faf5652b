"""Chinese, Japanese and Korean lists whose brackets say what is a title.

`Authors「Article」『Journal』52巻2号, 2011年` · `Authors（1992）『Book』Publisher` · `Authors，《Book》。
Place：Publisher，2007年` · `Authors，〈Article〉，《Journal》第3期（2007年），頁5-10` · the same in
Korean with 「」 and 『』. (SIST 02; the Chicago rules of Chinese and Taiwanese journals.)
"""

from __future__ import annotations

import re

from mscref.refstring.fields import ParsedField
from mscref.refstring.layouts.base import Laid, plain, read

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_AUTHORS = (
    r"\s*+(?P<author>[^「『《〈“\"(\[{}\d]{2,120}?)\s*+(?:\[?\(?(?P<date>(?:1[5-9]|20)\d\d)[a-z]?年?\)?\]?)?"
    r"\s*+[.,:。、]?\s*+"
)
_ARTICLE = re.compile(
    _AUTHORS + r"[「〈“\"](?P<title>.+?)[」〉”\"]\s*+[.,。、]?\s*+(?:載|载|見|见|in|In)?:?\s*+"
    r"[『《](?P<container>[^』》]+)[』》]"
)
# `「Chapter」Editor編『Book』Publisher, 1980年, 55-78頁`
_CHAPTER = re.compile(
    _AUTHORS
    + r"[「〈“](?P<title>.+?)[」〉”]\s*+[.,。、]?\s*+(?P<editor>[^「『《」』》.\d]{2,60}?)\s?(?:ほか)?(?:責任)?(?:編著?|編集|主编|主編|编)"
    r"\s*+[:,、]?\s*+[『《](?P<container>[^』》]+)[』》]"
)
_MAINLAND_ARTICLE = re.compile(
    _AUTHORS + r"《(?P<title>.+?)》\s*+[.,。、]?\s*+(?:載|载|見|见)?:?\s*+《(?P<container>[^》]+)》"
)
_BOOK = re.compile(_AUTHORS + r"[『《](?P<title>.+?)[』》](?!\s*+[,.、]?\s*+[『《])")
_STOPPED = re.compile(  # SIST 02 with stops instead of brackets
    r"\s*+(?P<author>[^.\d]{2,120}?)\.\s*+(?P<title>[^.]+?)\.\s*+(?P<container>[^.\d]+?)\.\s*+"
    r"(?P<date>(?:1[5-9]|20)\d\d),\s*+(?=vol|no|第|\d)"
)
_UNMARKED = re.compile(  # GB/T 7714 without its marks
    r"\s*+(?P<author>[\u3400-\u9fff\s,、]{2,60}?)\.\s*+(?P<title>[^.]{4,}?)\.\s*+(?P<container>[^.,\d]{2,40}),"
    r"\s*+(?P<date>(?:1[5-9]|20)\d\d)(?:,\s*+(?P<volume>\d+))?\s*+(?:\((?P<issue>[\w/-]+)\))?"
    r"(?:\s*+:\s*+(?P<pages>\d+(?:\s?[-~]\s?\d+)?))?\s*+\.?\s*+$"
)
_AFTER_BOOK = re.compile(
    r"\s*+[.,。、]?\s*+(?:\(?(?P<edition>第\S{1,3}版|\S{1,3}판)\)?[.,、]?\s*+)?"
    r"(?:(?P<location>[^:,.。、()『「\d]{1,12}):\s*+)?(?P<publisher>[^,.。、()\d:『「《]{2,40})?"
)
_YEAR = re.compile(r"(?<![\d-])(?P<date>(?:1[5-9]|20)\d\d)(?!\d)\s*+年?\s*+(?:\d{1,2}月)?")
_VOLUME = re.compile(
    r"(?:第|제)?\s*+(?P<volume>\d+)\s*+[巻卷권집輯辑]|\b[Vv]ol\.?\s*+(?P<volume_2>\d+)"
    r"|(?<=[』》])\s*+(?P<volume_4>\d{1,3})(?=\s*+[,.(])"
    r"|(?<![\d年第])(?P<volume_3>\d{1,4})\s*+(?=\(\d{1,3}\)\s*+[,.:])"
)
_ISSUE = re.compile(
    r"(?:第|제)?\s*+(?P<issue>\d+(?:\s?[-/]\s?\d+)?)\s*+(?:号|號|期|호)|\b[Nn]o\.?\s*+(?P<issue_2>\d+)"
    r"|(?<=\d)\s*+\((?P<issue_3>\d{1,3})\)\s*+(?=[,.:])"
)
_PAGES = re.compile(
    r"(?:pp?\.?|頁|页|第|:|,)\s*+(?P<pages>\d+\s?[-~]\s?\d+)(?:\s*+[頁页쪽面])?"
    r"|(?<!\d)(?P<pages_2>\d+(?:\s?[-~]\s?\d+)?)\s*+[頁页쪽](?!数)|[頁页]\s*+(?P<pages_3>\d+)"
)


def read_brackets(text: str) -> Laid | None:
    """Read a string whose title stands in corner or book brackets."""
    if not _HAN.search(text):
        return None
    flat = plain(text).replace("。", ".")
    if not re.search(r"[』」》〉]", text):
        unmarked = _UNMARKED.match(flat)
        if unmarked:
            return Laid(read(unmarked, text), "article-journal")
        article = _STOPPED.match(flat)
        return Laid(read(article, text) + _numbers(text, flat, article)) if article else None
    chapter = _CHAPTER.match(flat)
    if chapter:
        after = _AFTER_BOOK.match(flat, chapter.end())
        numbers = [one for one in _numbers(text, flat, chapter) if one.name in ("date", "pages")]
        fields = [*read(chapter, text), *(read(after, text) if after else []), *numbers]
        return Laid(_once(fields), "chapter")
    article = _ARTICLE.match(flat) or _MAINLAND_ARTICLE.match(flat)
    if article:
        fields = read(article, text) + _numbers(text, flat, article)
        return Laid(_once(fields), "article-journal" if _is_journal(fields) else "")
    book = _BOOK.match(flat)
    if not book:
        return None
    after = _AFTER_BOOK.match(flat, book.end())
    numbers = [one for one in _numbers(text, flat, book) if one.name in ("date", "pages")]
    fields = [*read(book, text), *(read(after, text) if after else []), *numbers]
    return Laid(_once([one for one in fields if one.name != "volume"]), "book")


def _numbers(text: str, flat: str, before: re.Match[str]) -> list[ParsedField]:
    """Year, volume, issue and pages behind the last bracket."""
    found: list[ParsedField] = []
    for pattern in (_YEAR, _VOLUME, _ISSUE, _PAGES):
        match = pattern.search(flat, before.end())
        if match:
            found += read(match, text)
    return found


def _is_journal(fields: list[ParsedField]) -> bool:
    return any(one.name in ("volume", "issue") for one in fields)


def _once(fields: list[ParsedField]) -> list[ParsedField]:
    seen: dict[str, ParsedField] = {}
    for one in fields:
        seen.setdefault(one.name, one)
    return list(seen.values())
