"""Law: the Bluebook and OSCOLA, whose reporters stand between two numbers.

`Author, Title, 113 Harv. L. Rev. 501, 505 (2000).` · `Miranda v. Arizona, 384 U.S. 436 (1966).` ·
`Author, ‘Title’ [2005] PL 440` · `Author, ‘Title’ (2005) 121 LQR 440` · `Party v Party [1932] AC 562`
(Bluebook rules 10 and 16, OSCOLA 2.1 and 3.3.1).
"""

from __future__ import annotations

import re

from mscref.refstring.layouts.base import Laid, plain, read

# An abbreviated name: words that end in a stop, capitals, "of", "and".
_REPORTER = r"(?:[A-Z][\w.'’]*+|&|of|and|the|for|on|in)(?:\s?(?:[A-Z][\w.'’]*+|&|of|and|the|for|on|in|\d[a-z]{1,2}))*"
_ABBREVIATED = re.compile(r"\.|^[A-Z]{2,}|\b(?:Law|Review|Journal|Rev|LR|LJ)\b")
_PIN = r"(?:,\s\d+(?:\s[A-Z][\w.]*+(?:\s[A-Z\d][\w.]*+){0,3}?\s\d+)?(?:\s?-\s?\d+)?|\sn\.?\s?\d+)*"
_ENDING = rf"{_PIN}\s*+\((?P<court>[^()]*?)(?P<date>(?:1[5-9]\d\d|20\d\d)(?:\s?-\s?(?:\d\d){{1,2}})?)\)\.?\s*+$"
# `5 U.S. (1 Cranch) 137`: the reporter by the name of who made it
_VOLUME_PAGE = (
    rf"(?P<volume>\d+)\s(?P<container>{_REPORTER})\s(?:\(\d+\s[A-Z][\w.]+\)\s)?(?P<pages>\d+)"
)
_BLUEBOOK_CASE = re.compile(
    rf"(?P<title>(?:[^,]+?\sv\.?\s|In\sre\s|Ex\sparte\s|Matter\sof\s).+?),\s{_VOLUME_PAGE}{_ENDING}"
)
_BLUEBOOK_ARTICLE = re.compile(
    r"(?P<author>[^,]+?(?:,\sJr\.)?),\s"
    r"(?:(?:Student\s)?(?P<genre>Note|Comment|Book Review|Essay|Recent Case|Case Note|Commentary),\s)?"
    rf"(?P<title>.+?),\s{_VOLUME_PAGE}{_ENDING}"
)
_OSCOLA_YEAR = (
    r"(?:\[(?P<date>(?:1[5-9]|20)\d\d)\]\s(?:(?P<volume>\d+)\s)?"
    r"|\((?P<date_2>(?:1[5-9]|20)\d\d)\)\s(?P<volume_2>\d+)(?:\((?P<issue>[\d-]+)\))?\s)"
    rf"(?P<container>{_REPORTER})\s(?P<pages>[A-Z]{{0,3}}-?\d+){_PIN}(?:\s\([A-Z][\w ]*\))?\.?\s*+$"
)
_OSCOLA_ARTICLE = re.compile(
    rf"(?P<author>[^,‘“\"]+(?:,[^,‘“\"]+){{0,4}}),\s[‘“'\"](?P<title>.+)[’”'\"],?\s{_OSCOLA_YEAR}"
)
_OSCOLA_CASE = re.compile(
    rf"(?:(?:Case|Joined Cases|Opinion)\s[CTF]?-?[\d/\s,and]+(?:P\s)?)?"
    rf"(?P<title>[^\[\],‘“]*?\sv\.?\s[^\[\],‘“]*?),?\s{_OSCOLA_YEAR}"
)


_GERMAN_DECISION = re.compile(
    r"(?P<author>(?:BGH|BVerfG|BVerwG|BAG|BSG|BFH|BPatG|RG|EuGH|EGMR|OGH|BGer|EuG|[OK]?LG|OVG|VGH|LAG|AG|VG|FG)"
    r"(?:\s[A-ZÄÖÜ][\w.]+)?(?:\s\([\w. ]+\))?),\s"
    r"(?:(?P<genre>Urteil|Urt\.|Beschluss|Beschl\.|U\.|B\.)\s(?:vom|v\.)\s[\d.\s]+\d(?:,\s|\s-\s)?"
    r"(?P<number>[^,]{3,40}?)?(?:,\s|\s-\s))?"
    r"(?P<container>[A-Z][\w-]*[A-Z][\w-]*)\s(?P<date>(?:1[89]|20)\d\d),\s(?P<pages>\d+)"
    r"(?:\s?\(\d+\)|,\s\d+)?(?:\s(?:Rn|Rdnr|Rz|Tz)\.?\s\d+)?\.?\s*+$"
)


def read_law(text: str) -> Laid | None:
    """Read a string in which a reporter stands between volume and page, or year and page."""
    flat = plain(text)
    for pattern, item_type in (
        (_BLUEBOOK_CASE, "legal_case"),
        (_OSCOLA_CASE, "legal_case"),
        (_GERMAN_DECISION, "legal_case"),
        (_OSCOLA_ARTICLE, "article-journal"),
        (_BLUEBOOK_ARTICLE, "article-journal"),
    ):
        match = pattern.match(flat)
        is_reporter = pattern is _GERMAN_DECISION or (
            match and _ABBREVIATED.search(match["container"])
        )
        if match and is_reporter:
            fields = [one for one in read(match, text) if one.name != "court"]
            return Laid(fields, item_type)
    return None
