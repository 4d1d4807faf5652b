"""What a reference says about the kind of its work: patents, standards, software, data, speeches.

    medium   = "[" ( "Computer software" | "Data set" | "Электронный ресурс" … ) "]"
    version  = "(" "Version" number ")" | "R package version" number
    patent   = [ office ] "Patent" [ "No." ] number | country-code number kind-code
    standard = "(" body number ")" | "RFC" number

(APA 7, sections 10.7 to 10.12; NLM, Citing Medicine, chapters 10 and 13; IEEE; WIPO ST.3 for the
codes of countries.) In: a reference string. Out: remarks, each with the CSL type that it says the
work is of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType

from mscref.refstring.remark import Remark, remark_of

Finder = Callable[[str], Iterator[Remark]]

# ---------------------------------------------------------------- media in square brackets

_MEDIA = MappingProxyType(
    {
        "software": r"computer\s(?:software|program)|(?:mobile\s)?app|software|source\scode|logiciel"
        r"|(?:programa|software)\sinformático|computersoftware|компьютерная\sпрограмма",
        "dataset": r"data\s?sets?|database|datensatz|jeu\sde\sdonnées|conjunto\sde\sda[dt]os|набор\sданных",
        "article": r"preprint|vorabdruck|prépublication|preimpresión|препринт",
        "speech": r"(?:conference|paper|oral|poster)\spresentation|conference\ssession|vortrag|keynote\saddress",
        "motion_picture": r"film|motion\spicture|video(?:\sfile)?|(?:youtube|online)\svideo",
        "post-weblog": r"(?:we)?blog\s(?:post|entry)",
        "broadcast": r"(?:audio\s)?podcast(?:\sepisode)?|(?:tv|television|radio)\s(?:series|episode|broadcast)(?:\sepisode)?",
        "manuscript": r"unpublished\smanuscript|unveröffentlichtes\smanuskript|manuscript\s(?:in\spreparation|submitted[^\]]{0,30})",
        "map": r"map|karte|carte|mapa|mappa|карта",
        "": r"электронный\sресурс|текст|електронний\sресурс|elektronick[ýé]\szdroj|dokument\selektroniczny",
    }
)  # fmt: skip
_NAMED = "|".join(
    f"(?P<{name.replace('-', '_') or 'medium'}>{words})" for name, words in _MEDIA.items()
)
_MEDIUM = re.compile(rf"[\[［]\s?(?:{_NAMED})\s?[\]］]", re.IGNORECASE)


def _media(text: str) -> Iterator[Remark]:
    for match in _MEDIUM.finditer(text):
        kind = (match.lastgroup or "").replace("post_weblog", "post-weblog")
        yield Remark(*match.span(), (), item_type="" if kind == "medium" else kind)


# ---------------------------------------------------------------- versions

_VERSION = re.compile(
    r"\((?:version|release|v\.?)\s?(?P<version>\d[\w.-]{0,20})\)"
    r"|(?<=[.,;:]\s)(?P<package>(?:R|Python|Stata|Julia)\spackage,?\s)(?:version|ver\.|v\.?)\s?(?P<version_2>\d[\w.-]*\w)",
    re.IGNORECASE,
)


# `seqtools: fast tools, version 2.3. GitHub, 2020`
_VERSION_SAID = re.compile(r",\sversion\s(?P<version>\d[\w.]*\w|\d)(?=[.,;]\s)", re.IGNORECASE)


def _versions(text: str) -> Iterator[Remark]:
    for match in (*_VERSION.finditer(text), *_VERSION_SAID.finditer(text)):
        remark = remark_of(match, text, item_type="software")
        yield replace(remark, fields=tuple([one for one in remark.fields if one.name == "version"]))


# ---------------------------------------------------------------- patents

_OFFICE = (
    r"(?:(?:U\.\s?S\.|US|United\sStates|European|Europ\.|Eur\.|Deutsches|German|Ger\.|Japan(?:ese)?|Jpn\.|Chinese"
    r"|China|Chin\.|Korean?|Russian|Canadian|British|Brit\.|UK|French|Spanish|Brazilian|Indian|Australian|Int\."
    r"|International|World|WO|EP|PCT)\s){0,2}"
)
_PATENTED = r"(?:[Pp]atent(?:e|schrift)?|PATENT|Pat\.|Offenlegungsschrift|Gebrauchsmuster|Brevet(?:to)?)(?:\s(?:[Aa]pplication|Appl\.|[Pp]ublication|Publ?\.|[Ss]pecification|[Nn]umber|[Nn][or]\.?|[Nn][º°]|№)){0,3}"
_FIGURES = r"\d(?:[\d,./-]|\s(?=\d{3}(?!\d))){2,18}\d"
_PATENT = re.compile(
    rf"\(?(?P<number>\b{_OFFICE}{_PATENTED}\s?[:#]?\s?(?:[A-Z]{{2,3}}[\s-]?)?{_FIGURES}(?:\s?[A-CSTUY]\d?\b)?)\)?"
    rf"|(?<=[.,;:(]\s)(?P<number_2>(?:US|EP|WO|JP|CN|DE|FR|GB|KR|RU|CA|AU|ES|IT|BR|IN|TW|SU|CH|AT|PL)[\s-]?{_FIGURES}"
    r"\s?[A-CSTUY]\d?)(?=\s*(?:[.,;)]|\Z))"
)
_INVENTED = re.compile(
    r",\s(?:inventors?|inv\.)\b(?:[;.,]\s(?P<holder>[^;.,]{2,60}(?:,\s(?:Inc|Ltd|LLC|Corp)\.?)?),?\s\(?assignees?\)?)?",
    re.IGNORECASE,
)


def _patents(text: str) -> Iterator[Remark]:
    """The number of a patent, and the roles of those beside it."""
    number = _PATENT.search(text)
    if not number:
        return
    yield remark_of(number, text, item_type="patent")
    for role in _INVENTED.finditer(text):
        yield remark_of(role, text)


# ---------------------------------------------------------------- standards and RFCs

BODIES = (
    r"ISO(?:/[A-Z]+){0,3}|IEC(?:/[A-Z]+)?|IEEE|DIN(?:\sEN)?(?:\sISO)?(?:/IEC)?|(?:BS\s)?EN(?:\sISO)?|BS|ANSI(?:/[A-Z]+){0,3}|ASTM"
    r"|NF(?:\sEN)?(?:\sISO)?|UNE(?:-EN)?(?:-ISO)?|UNI(?:\sEN)?(?:\sISO)?|ÖNORM|SIA|SN|GB(?:/T|/Z)?|JIS|KS|PN(?:-EN)?(?:-ISO)?|ČSN"
    r"|ABNT\sNBR|NBR|ГОСТ(?:\sР|\sISO|\sИСО)?|ДСТУ|СП|СНиП|ITU-[TR]|AS/NZS|CSA|NIST(?:\sSP)?|VDI|SAE|API|ASME|CAN/CSA"
)
NUMBER = rf"(?:{BODIES})\s?(?:Std\.?\s)?[A-Z]{{0,3}}\.?\s?\d[\d.:/–-]*[\w:-]*"
_STANDARD = re.compile(
    rf"\((?P<number>{NUMBER})\)(?=\s*(?:[.,]|\Z))"
    rf"|(?<=[.,;]\s)(?P<number_2>(?:IEEE\sStd|ISO|DIN|ASTM|ГОСТ|ANSI|NIST)(?=[\s/])[^,;.()\d]{{0,12}}\d[\d.:–-]*\w?)(?=[,.;]\s)"
)
_RFC = re.compile(r"(?<=[.,;:(]\s)(?P<number>RFC\s?\d{3,5})\b|\((?P<number_2>RFC\s?\d{3,5})\)")
# The numbers of a journal: what stands in brackets before these is part of a title.
_ARTICLE = re.compile(r"\d\s?\(\d+\)|\d\s?:\s?\d|\bpp?\.\s?\d|\d\s?[-–]\s?\d{2,}\W*\Z")


# `medRxiv 2020.05.11.20098574`
_PREPRINT = re.compile(r"(?<=Rxiv)[\s:.,]*(?P<number>\d{4}\.\d\d\.\d\d\.\d{6,10})(?:v\d)?")


def _preprints(text: str) -> Iterator[Remark]:
    return (remark_of(match, text, item_type="article") for match in _PREPRINT.finditer(text))


# `(26.ª ed.)`: no labeller knows an edition behind the stop of an ordinal.
_EDITION = re.compile(r"\((?P<edition>\d{1,3}\.?\s?[ªº]\s?(?:ed|edic|edición|edição)\b\.?)\)")


# `In Proceedings of …, Online, 2020`: where nobody travelled to is no part of the name.
_NOWHERE = re.compile(
    r",\s(?:Online|Virtual(?:\s(?:Event|Conference|Meeting|Only))?|Held\s[Vv]irtually)(?=[,.]\s|\.?\s*\Z)"
)
_MEETING = re.compile(
    r"\b(?:Proc(?:eedings|\.)|Conf(?:erence|\.)|Meeting|Symp(?:osium|\.)|Workshop)"
)


def _places_of_nobody(text: str) -> Iterator[Remark]:
    if _MEETING.search(text):
        yield from (remark_of(match, text) for match in _NOWHERE.finditer(text))


def _editions(text: str) -> Iterator[Remark]:
    return (remark_of(match, text) for match in _EDITION.finditer(text))


def _standards(text: str) -> Iterator[Remark]:
    for pattern, item_type in ((_RFC, "report"), (_STANDARD, "standard")):
        match = pattern.search(text)
        if match and not _ARTICLE.search(text, match.end()):
            yield remark_of(match, text, item_type=item_type)
            return


# What a string must hold for a finder to be asked at all.
KINDS: tuple[tuple[re.Pattern[str], Finder], ...] = (
    (re.compile(r"Rxiv"), _preprints),
    (re.compile(r"[ªº]"), _editions),
    (re.compile(r",\s(?:Online|Virtual|Held)\b"), _places_of_nobody),
    (re.compile(r"[\[［]\s?\w[^\]］\d]{2,40}[\]］]"), _media),
    (re.compile(r"\([Vv]|[Vv]ersion|\(Release|package"), _versions),
    (
        re.compile(
            r"[Pp]at(?:ent|\.)|PATENT|Patent|Brevet|schrift|muster|Пат|с\.|[A-Z]{2}[\s-]?\d[\d/,. -]{4,}[A-Y]"
        ),
        _patents,
    ),
    (
        re.compile(r"RFC\s?\d|(?:[A-ZГ][A-ZОСТ]|NIST SP|Std)[A-Z/]{0,8}[\s-]?\w{0,3}\s?\d"),
        _standards,
    ),
)
