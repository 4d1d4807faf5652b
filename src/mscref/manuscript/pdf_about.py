"""What says of a page that it is about the work whose title stands there, and is not it. Pure.

An erratum, a peer review, the supplement and the review of a book bear the title, the people and
the DOI of the work; what tells them from it is a line of its own: `ERRATUM`, `Supplementary
information for`, `Book review`.

A talk about a work, a note on it or what a press office makes of it says so too, or names
somebody else who speaks: `Journal club`, `Presented by Jane Smith`.

What crosses the border: the lines around a title and the record in; the line that says so, "" where
none does, out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mscref.manuscript.headline import before_text
from mscref.manuscript.pdf_front import FrontLine
from mscref.match.printed import names_somebody
from mscref.match.record import ComparableRecord, creators_of
from mscref.match.text import tokens

_NEAR = 3  # lines below a title that would be of its row
_BOOKS = frozenset(["book", "collection"])

# Whole lines, without what joins them to the title; `Comment` and `Letter` alone are rubrics under
# which an article stands itself, and so are not among them.
_NOTICE = (
    r"(?:(?:author|publisher|editorial)(?:[’'`]?s[’'`]?)?\s)?"
    r"(?:correct(?:ion|ions|ed\sversion\snotice)|corrigend(?:um|a)|errat(?:um|a)|addend(?:um|a)"
    r"|retraction|withdrawal|removal|amendment)(?:\s(?:note|notice))?"
    r"|(?:notice\sof\s|note\sof\s)(?:retraction|correction|withdrawal)"
    r"|(?:editorial\s)?expressions?\sof\sconcern|rectificatif|berichtigung|korrektur|fe\sde\serrat(?:as|a)"
    r"|correcci[óo]n|corre[çc][ãa]o|errata\scorrige|rettifica|исправления?|опечатки|勘误|更正|訂正|撤稿"
)
_ANSWER = (
    r"reply|rejoinder|response|replik|erwiderung|r[ée]ponse|(?:the\s)?authors?[’'`]?s?[’'`]?\s(?:reply|response|rebuttal)|(?:reply|response)\s(?:of|from|by)\sthe\sauthors?"
    r"|responses?\sto\s(?:the\s)?(?:reviewers?|referees?)(?:[’'`]?s?[’'`]?\scomments)?"
)
_REPORT = (
    r"(?:open\s)?peer[\s-]review(?:\s(?:file|report|history|information))?s?"
    r"|(?:referee|reviewer|review)(?:[’'`]?s[’'`]?)?\s(?:report|comment)s?|decision\sletter|cover(?:ing)?\sletter"
    r"|reporting\ssummary|(?:[\w’']{1,20}\s){0,3}(?:report|opinion|assessment)\son\s(?:the|an?)\s(?:(?:doctoral|phd|master[’']?s?)\s)?"
    r"(?:thesis|dissertation|paper|article|manuscript|book)|(?:\w{0,20}gutachten|stellungnahme)"
)
_BESIDE = (
    r"(?:(?:electronic|online)\s)?(?:supplement(?:ary|al)?|supporting)\s(?:online\s)?"
    r"(?:information|materials?|data|files?|appendix|notes?|text|figures?|methods|tables?)(?:\s\d{1,2})?"
    r"|(?:online|web)\sappendix|supplements?|appendix|annexe?|anhang"
)
_BOOK_REVIEW = (
    r"(?:short\s|new\s)?(?:book\s?)?reviews?(?:\sof\sbooks)?|books?\sreviewed|reviewed\s(?:works?|books?)"
    r"|rezension(?:en)?|buchbesprechung(?:en)?|comptes?[\s-]rendus?|rese[ñn]as?|recension[ei]|recens[õã](?:o|es)"
    r"|рецензи[ия]|recenzj[ae]|书评|書評"
)
# Whole lines, or the beginning of one: a day or a place may follow.
_TALK = (
    r"journal\sclub|reading\s(?:group|notes?)|(?:paper|article)\sof\sthe\s(?:day|week|month)|study\s(?:guide|notes)"
    r"|(?:poster|oral)\s(?:presentation|session|abstract)|poster|slides|press\srelease|pressemitteilung"
    r"|(?:lay|plain[\s-]language|research|paper|article|executive)\ssummary|(?:paper|article|preprint)\sreview"
    r"|(?:related|linked|accompanying|discussed|reviewed|cited)\s(?:article|paper|work|preprint)s?"
    r"|(?:article|paper|work|preprint)s?\s(?:reviewed|discussed|presented|summari[sz]ed|under\sreview)"
    r"|(?:discussion|teaching|lecture|speaker[’']?s?)\s(?:notes?|questions)|leseprotokoll|读书报告|文献汇报|论文解读|論文紹介"
)
# Whole lines alone: `Contents lists available at …` stands above articles themselves.
_LIST = (
    r"(?:table\sof\s)?contents|in\sthis\s(?:issue|volume)|inhalt(?:sverzeichnis)?|table\sdes\smati[èe]res|目录|目次"
    r"|(?:(?:list\sof|selected|recent|my|our)\s)?publications|(?:annotated\s)?bibliography|reading\slist"
    r"|book\sof\sabstracts|read\s?me(?:\.(?:txt|md))?|curriculum\svitae|veröffentlichungen|schriftenverzeichnis"
)
_JOINED = r"(?:\s(?:to|of|for|on|from|zu[mr]?|von|à|de|del|di))?(?:\s(?:the|this))?\s?[:.\-–—]?"
_LABEL = re.compile(
    rf"(?:an?\s)?(?:{_NOTICE}|{_ANSWER}|{_REPORT}|{_BESIDE}){_JOINED}", re.IGNORECASE
)
_NOTICE_LABEL = re.compile(rf"(?:an?\s)?(?:{_NOTICE}){_JOINED}", re.IGNORECASE)
_REVIEW_LABEL = re.compile(rf"(?:an?\s)?(?:{_BOOK_REVIEW}){_JOINED}", re.IGNORECASE)
_LIST_LABEL = re.compile(_LIST, re.IGNORECASE)
_TALK_LABEL = re.compile(rf"(?:{_TALK})(?:\b\W.{{0,40}})?", re.IGNORECASE)
# Who speaks of a work; `Reviewed by` and `Edited by` stand on articles themselves.
_SPEAKER = re.compile(
    r"(?:(?:presented|summari[sz]ed|discussed|annotated|introduced)\sby|(?:talk|lecture|slides|poster|notes?|summary"
    r"|commentary|report|review|journal\sclub)\s(?:given\s)?by|vorgetragen\svon|referent(?:in)?\s?:|présenté\spar"
    r"|presentado\spor|(?:presenter|speaker|discussant|reviewer|lecturer|rapporteur)\s?[:：]|(?:汇报|报告|主讲|发表)[人者]\s?[:：])",
    re.IGNORECASE,
)
# What a line ends in that goes on in the title: `Plain language summary of`.
_LEADS_ON = frozenset("about concerning for from of on regarding to über zu zum zur".split())
_BELOW_IT = re.compile(
    r"(?:reply|response|rejoinder|comments?|discussion)\s(?:by|from)\s|"
    r"(?:correction|corrigendum|erratum|addendum|retraction)(?:\snote)?\s(?:to|of|for)\b(?!\sthis)",
    re.IGNORECASE,
)
# A row of a table of contents: `A. Roth . . . . 17`.
_OF_CONTENTS = re.compile(r".{0,200}?(?:(?:[.·]\s?){4,}|…{2,}\s?)\d{1,4}")
# The head of a review of a book, where no line calls it so: `300 pp., $30`, `Reviewed by`.
_OF_A_BOOK = re.compile(
    r"\b(?:pp|pages|s|p)\b\.?,?\s{0,2}[$£€]|^\W{0,3}reviewed\sby\b|^\W{0,3}rezensiert\svon\b",
    re.IGNORECASE,
)


def says_about(
    above: Sequence[FrontLine], below: Sequence[FrontLine], record: ComparableRecord
) -> str:
    """The line that says that the page is about the record's work; `above` has the nearest first.

    A record whose own title begins with the words of the line is that of the notice itself.
    """
    for line in _suspects(above, below, record):
        words = [one for one in tokens(line) if one not in _LEADS_ON]
        if words[:1] != list(record.title[:1]):
            return line
    return ""


def _suspects(
    above: Sequence[FrontLine], below: Sequence[FrontLine], record: ComparableRecord
) -> Sequence[str]:
    up = [plain_line(one) for one in above]
    down = [plain_line(one) for one in before_text(below)]
    found = [one for one in up[:1] if _leads_on(one)]
    found += [one for one in up if _LABEL.fullmatch(one)]
    found += [one for one in up if _LIST_LABEL.fullmatch(one)]
    found += [one for one in (*up, *down) if _TALK_LABEL.fullmatch(one)]
    found += [one for one in down[:_NEAR] if _OF_CONTENTS.fullmatch(one)]
    found += [one for one in down if _BELOW_IT.match(one) or _NOTICE_LABEL.fullmatch(one)]
    people = creators_of(record.reference)
    spoken = [one for one in (*up, *down) if _SPEAKER.match(one)]
    found += [one for one in spoken if not names_somebody(people, one)]
    if record.reference.type in _BOOKS:
        found += [one for one in up if _REVIEW_LABEL.fullmatch(one)]
        found += [one for one in map(plain_line, below) if _OF_A_BOOK.search(one)]
    return found


def _leads_on(line: str) -> bool:
    words = line.lower().split()
    return len(words) > 1 and words[-1] in _LEADS_ON


def plain_line(line: FrontLine) -> str:
    """The words of a line, without what stands around them."""
    return " ".join(line.text.split()).strip("-–—•*|[]()■ ")
