"""Remarks beside the description of a work: day of a visit, kind of thesis, translators, "no date".

    visit     = [ "Retrieved" | "Accessed" | "Zugriff am" … ] date          (any bracket around it)
    thesis    = "[" kind [ "," institution ] "]" | "(" kind "," institution ")"
    people    = "(" names "," "Trans." { ";" edition } ")"
    original  = "(" "Original work published" year ")"
    no date   = "(" "n.d." | "s.f." | "o. J." … ")"      status = "(" "in press" | "im Druck" … ")"

(APA 7, sections 9.14, 9.39, 10.6; NLM, Citing Medicine, chapters 5 and 26; IEEE; GB/T 7714; ABNT
NBR 6023.) In: a reference string. Out: what they say as fields, and the string without them, letter
for letter at the same places, for layouts and labellers; for a date that is none stands a year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from mscref.refstring.cues import FURTHER_MONTHS, MONTHS
from mscref.refstring.fields import ParsedField
from mscref.refstring.kinds import KINDS
from mscref.refstring.people import PEOPLE
from mscref.refstring.remark import Remark, fields_of_match, remark_of

_STAND_IN = "(1999)"  # any year: labellers and layouts know what a year in brackets is


# ---------------------------------------------------------------- the day of a visit

_MONTHS = {*MONTHS.split(), *" ".join(FURTHER_MONTHS.values()).split()}
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|[.ºo])?\s(?:de\s|di\s|d[’'])?{_MONTH}(?:\s(?:de|del))?,?\s{_YEAR}"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}|{_YEAR},?\s{_MONTH}(?:\s\d{{1,2}})?"
    rf"|{_MONTH},?\s{_YEAR}|{_YEAR}-\d\d?(?:-\d\d?)?|{_YEAR}[./]\d\d?[./]\d\d?"
    rf"|\d{{1,2}}[./]\s?\d{{1,2}}[./]\s?{_YEAR}|{_YEAR}\s?年\s?\d\d?\s?月(?:\s?\d\d?\s?日)?|{_YEAR}(?=\s*[)\]]))"
)
_VISITED = (
    r"(?:last\s|date\s)?(?:accessed|retrieved|visited|viewed|cited)|date\sof\saccess|access(?:ed)?\sdate"
    r"|(?:letzter?\s)?(?:zugriff|abruf)|(?:zuletzt\s)?(?:abgerufen|aufgerufen|besucht|eingesehen|geprüft)"
    r"|consult[ée]e?|page\sconsultée|consultad[oa]|consulta|recuperado|acesso(?:\sem)?|acessado|acedido"
    r"|(?:ultimo\s)?accesso|consultato|visitato|geraadpleegd|hämta[dt]|besökt|hentet|lokaliseret|viitattu"
    r"|dostęp|data\sdostępu|cit\.|dátum\sprístupu|letöltve|letöltés|erişim(?:\starihi)?|дата\sобращения"
    r"|дата\sзвернення|(?:最后)?访问(?:时间|日期)?|检索日期|查阅日期|閲覧日?|参照日?|最終アクセス|アクセス日?|검색일|접속일"
)
_BEFORE_DATE = r"(?:\s?(?:on|am|vom|den|le|el|em|il|op|the|in|dnia|zo\sdňa|:|：))*\s?"
_VISIT = re.compile(
    rf"[(\[（]?\s?\b(?:{_VISITED}){_BEFORE_DATE}(?P<accessed>{_DATE})"
    r"(?:\s?に?(?:アクセス|閲覧|参照|访问))?\.?\s?[)\]）]?(?:,?\s(?:from|de|von|van|från|fra|unter|at|z)\b:?)?",
    re.IGNORECASE,
)
# 2020年3月3日閲覧, 2020-03-03访问: the word follows.
_VISIT_AFTER = re.compile(
    rf"[(\[（]?\s?(?P<accessed>{_DATE})\s?(?:に)?(?:最終)?(?:閲覧|参照|アクセス|访问|检索|检索|접속|검색)\s?[)\]）]?"
)
# GB/T 7714: `[2002-04-15]` alone in its brackets.
_VISIT_IN_BRACKETS = re.compile(r"[\[［](?P<accessed>(?:19|20)\d\d-\d\d?-\d\d?)[\]］]")

_ANY_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# What stands in each word of `_VISITED`, case-folded. The pattern tries its words at every letter,
# which is a tenth of a parse; most strings hold none of them.
_STEMS_OF_VISITS = tuple(
    """access retrieved visited viewed cited zugriff abruf gerufen besucht eingesehen geprüft
    consult recuperado acesso acessado acedido visitato geraadpleegd hämta besökt hentet
    lokaliseret viitattu dostęp cit. prístupu letölt erişim дата 访问 检索 查阅 閲覧 参照
    アクセス 검색 접속""".split()
)
_STEMS_BEHIND = tuple("閲覧 参照 アクセス 访问 检索 접속 검색".split())
_ODD_I = ("İ", "ı")  # the letters i that `re` takes for i, and case-folding does not


def _may_say_a_visit(text: str) -> bool:
    folded = text.casefold()
    return any(stem in folded for stem in _STEMS_OF_VISITS) or any(one in text for one in _ODD_I)


def _visits(text: str) -> Iterator[Remark]:
    patterns = [_VISIT] if _may_say_a_visit(text) else []
    if not text.isascii() and any(stem in text for stem in _STEMS_BEHIND):
        patterns.append(_VISIT_AFTER)
    for pattern in (*patterns, _VISIT_IN_BRACKETS):
        for match in pattern.finditer(text):
            around = text[: match.start()] + text[match.end() :]
            if pattern is not _VISIT_IN_BRACKETS or "/OL]" in text or _ANY_YEAR.search(around):
                yield remark_of(match, text)


# ---------------------------------------------------------------- theses

_KIND = (
    r"(?:(?:unpublished|unveröffentlichte|inédite|inédita|non\spubblicata)\s)?"
    r"(?:(?:doctoral|ph\.?\s?d\.?|d\.?phil\.?|ed\.?d\.?|m\.?d\.?|master[’']?s?|bachelor[’']?s?|m\.?[as]c?\.?"
    r"|undergraduate|honou?rs|graduate|habilitation|inaugural-?|licentiate|maîtrise)[\s-]?){0,2}"
    r"(?:dissertation|thesis|diss\.|doktorarbeit|masterarbeit|bachelorarbeit|diplomarbeit|magisterarbeit"
    r"|habilitationsschrift|thèse(?:\s(?:de|en)\s\w+)?|mémoire\sde\s\w+|tesis(?:\s(?:doctoral|de\s\w+))?"
    r"|tesina|tese(?:\sde\s\w+)?|dissertação(?:\sde\s\w+)?|tesi\sdi\s\w+|proefschrift|avhandling|afhandling"
    r"|rozprawa\sdoktorska|praca\s\w+|doktora\stezi)"
)
_THESIS = re.compile(
    rf"(?:\((?P<what>[\w.\s]{{0,30}}?\b(?:No|Nr|nº|n°)\.?)\s(?P<number>[\w.-]{{2,30}})\)\s?)?"
    rf"(?:\[(?P<genre>{_KIND})(?:[,;]\s(?P<publisher>[^\[\]\d]{{3,150}}?)(?:,?\s(?P<date>{_YEAR}))?)?\]"
    rf"|\((?P<genre_2>{_KIND}),\s(?P<publisher_2>[^()\d]{{3,150}}?)(?:,?\s(?P<date_2>{_YEAR}))?\))",
    re.IGNORECASE,
)


# A thesis that words between commas or stops say: `…, thèse, Paris I, 1992`.
_THESIS_SAID = re.compile(
    r"(?<=[.,،。，]\s)(?P<genre>th[èe]se(?:\s(?:de\s|d[’'])?(?:doctorat|droit|État|médecine|dactyl\.))?|mémoire\sde\s(?:master|DEA|maîtrise)"
    r"|(?:박사|석사)\s?학위\s?논문|(?:博士|硕士|碩士|修士)(?:学位|學位)?(?:论文|論文)"
    r"|(?:رسالة|أطروحة|أطروحة\sلنيل)\s(?:ماجستير|دكتوراه|دكتوراة)(?:\sغير\sمنشورة)?)(?=\s*[.,،。，(])"
)


def _theses(text: str) -> Iterator[Remark]:
    for match in _THESIS_SAID.finditer(text):
        yield remark_of(match, text, item_type="thesis")
    for match in _THESIS.finditer(text):
        remark = remark_of(match, text, item_type="thesis")
        yield replace(remark, fields=tuple([one for one in remark.fields if one.name != "what"]))


# ---------------------------------------------------------------- people and originals

_BRACKET = re.compile(r"\(([^()]{5,160})\)")
_ROLES = r"trans(?:l(?:ators?)?)?|translators?|übers|trad(?:s|\.|uct(?:eur|ora?|rice))?|перев"
_TRANSLATED = re.compile(
    rf"\s*(?P<translator>[^\W\d_][^;:\d]{{1,120}}?),\s"
    rf"(?P<editor>(?:eds?|hrsg)\.?\s(?:&|and|und|y|et)\s)?(?:{_ROLES})\.?\s*",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"\s*(?P<editor>[^\W\d_][^;:\d]{1,120}?),\s(?:eds?|hrsg|éds?|coords?|orgs?)\.?\s*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?<=;)|(?<=,)(?=\s\d{1,2}(?:st|nd|rd|th|\.)\s?(?:ed|Aufl))")
_EDITION = re.compile(
    r"\s*(?P<edition>(?:\d+(?:st|nd|rd|th|\.|\.?[ªae]r?)?|rev\.|revised)\s(?:ed|edn|aufl|édn?|ediz)\.?)\s*",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    r"\s*(?:vols?|bde?|tomes?)\.?\s(?P<volume>\d{1,3}|[IVXLC]{1,6})\s*", re.IGNORECASE
)
_CAPITAL = re.compile(r"[^\W\d_a-z]")
_ORIGINAL = re.compile(
    r"\(?\b(?:original\s(?:work|article|book)?\s?published(?:\sin)?|originally\spublished(?:\sin)?"
    r"|(?:original(?:werk|ausgabe|arbeit)?\s)?(?:zu)?erst\s?(?:erschienen|veröffentlicht)"
    r"|original(?:werk|ausgabe|arbeit)\s(?:erschienen|veröffentlicht)"
    r"|(?:obra|trabajo)\soriginal\spublicad[ao](?:\sen)?|(?:ouvrage|œuvre|oeuvre)\soriginale?\spubliée?(?:\sen)?"
    r"|(?:trabalho|obra)\soriginal\spublicad[ao](?:\sem)?|opera\soriginale\spubblicata(?:\snel)?)"
    r"\s(?P<originaldate>(?:ca?\.\s)?\d{3,4}(?:\s?[-–]\s?\d{2,4})?)\)?\.?",
    re.IGNORECASE,
)


def _people(text: str) -> Iterator[Remark]:
    """Brackets of which every part is known, one of them the translators."""
    for match in _BRACKET.finditer(text):
        fields: list[ParsedField] = []
        at = match.start(1)
        for part in _PARTS.split(match[1]):
            found = _part_of_bracket(part.rstrip(";,"), text, at)
            at += len(part)
            fields += found
            if not found:
                break
        else:
            if any(one.name == "translator" for one in fields):
                yield Remark(*match.span(), tuple(fields))


def _part_of_bracket(part: str, text: str, at: int) -> list[ParsedField]:
    translated = _TRANSLATED.fullmatch(part)
    if translated and _CAPITAL.search(translated["translator"]):
        first, *editor = fields_of_match(translated, text, at)
        return [replace(first, name="editor"), first] if editor else [first]
    for pattern in (_EDITED, _EDITION, _VOLUME):
        match = pattern.fullmatch(part)
        if match:
            return list(fields_of_match(match, text, at))
    return []


def _originals(text: str) -> Iterator[Remark]:
    return (remark_of(match, text) for match in _ORIGINAL.finditer(text))


# ---------------------------------------------------------------- no date, not yet

# en, es, de, fr, pt, it, la, nl, sv, da, pl, cs, ru, bg, zh, ja
NO_DATE = (
    r"(?:n\.\s?d\.?|no\sdate|s\.\s?f\.?|sin\sfecha|o\.\s?J\.?|o\.\s?D\.?|ohne\sJahr|s\.\s?d\.?|sans\sdate|s\.\s?a\.?"
    r"|sem\sdata|senza\sdata|z\.\s?[jd]\.?|zonder\sjaar|u\.\s?å\.?|utan\sår|u\.\s?d\.?|b\.\s?d\.?|b\.\s?r\.?"
    r"|bez\sdaty|б\.\s?г\.?|б\.\s?д\.?|н\.\s?д\.?|без\sгода|t\.\s?y\.?|出版年不明|无日期|日期不详)"
)
_STATUS = (
    r"in\spress|im\s(?:druck|erscheinen)|in\sdruck|sous\spresse|à\sparaître|en\s(?:prensa|imprenta)|no\sprelo"
    r"|in\s(?:corso\sdi\s)?stampa|w\sdruku|в\sпечати|i\stryck(?:en)?|i\strykken|in\sdruk|baskıda|forthcoming"
    r"|to\sappear|submitted(?:\sfor\spublication)?|accepted|in\spreparation|in\svorbereitung|advance\sonline\spublication"
)
_UNDATED = re.compile(
    rf"[(\[](?:{NO_DATE}(?:-?[a-z])?|(?P<status>{_STATUS})(?:-?[a-z])?)[)\]]", re.IGNORECASE
)
# The last word on a work: "Journal of Things, in press."
_STATUS_AT_THE_END = re.compile(rf"[.,;]\s(?P<status>{_STATUS})\.?\s*\Z", re.IGNORECASE)


def _undated(text: str) -> Iterator[Remark]:
    for match in _UNDATED.finditer(text):
        if match.end() - match.start() >= len(_STAND_IN):
            yield replace(remark_of(match, text), is_date=True)
    last = _STATUS_AT_THE_END.search(text)
    if last:
        yield Remark(*last.span("status"), tuple(fields_of_match(last, text)))


# ---------------------------------------------------------------- what only the list needs

_NUMBER = re.compile(r"\A\s*\[\^?\d{1,4}\][.:]?\s*")  # "[5] ", where one reference is given alone


def _numbers(text: str) -> Iterator[Remark]:
    match = _NUMBER.match(text)
    if match:
        yield Remark(*match.span(), ())


# ---------------------------------------------------------------- places

# The stop of `St. Louis: Mosby` ends no title; labellers are shown a space for it.
_SAINT = re.compile(
    r"(?<=[.,;:)]\s)(?:Ste?|Mt|Ft)\.(?=\s[A-Z][\w-]+(?:,\s[A-Z]{2}|\s\([A-Z]{2,}\))?\s?[,:])"
)

# ---------------------------------------------------------------- all of them

_FINDERS: tuple[tuple[re.Pattern[str], Callable[[str], Iterator[Remark]]], ...] = (
    (_NUMBER, _numbers),
    (re.compile(r"(?:19|20)\d\d"), _visits),
    (
        re.compile(r"(?i:thes|thès|tes[ei]|diss|arbeit|schrift|handling|praca|mém|학위|[论論]文|رسالة|أطروحة)"),
        _theses,
    ),
    (re.compile(r"\([^()]*(?:[Tt]ra[nd]|[Üü]bers|перев)"), _people),
    (re.compile(r"[Pp]ubli|rschien|röffent|pubbl"), _originals),
    (re.compile(r"[(\[][^)\]\d]{3,30}[)\]]|[a-zи]\.?\s*\Z"), _undated),
    *KINDS,
    *PEOPLE,
)  # fmt: skip
_LONGEST = 2000  # characters; no reference string is so long


def find_remarks(text: str) -> list[Remark]:
    """The remarks of a reference string, in its order, none within another."""
    if len(text) > _LONGEST:
        return []
    found = [remark for sign, finder in _FINDERS if sign.search(text) for remark in finder(text)]
    kept: list[Remark] = []
    for one in sorted(found, key=lambda remark: (remark.start, -remark.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def without_remarks(text: str, remarks: Sequence[Remark]) -> str:
    """The text with spaces, or a year, where remarks stand; what stops behind one moves forward."""
    for one in remarks:
        if one.is_date:
            text = text[: one.start] + _STAND_IN.ljust(one.end - one.start) + text[one.end :]
            continue
        stop = text[one.end : one.end + 1] if text[one.end : one.end + 1] in (".", ",", ";") else ""
        before = text[: one.start].rstrip()
        end = one.end + len(stop)
        stop = "" if before.endswith((".", ",", ";", ":", "?", "!")) else stop
        text = (before + stop).ljust(end) + text[end:]
    return _SAINT.sub(lambda match: match.group()[:-1] + " ", text)


def with_remarks(
    text: str, fields: Sequence[ParsedField], remarks: Sequence[Remark]
) -> list[ParsedField]:
    """The fields with those of the remarks among them, none of a year that only stood in.

    A publisher behind an institution that awarded the degree only keeps a copy.
    """
    said = [field for one in remarks for field in one.fields]
    awarded = next((one.end for one in said if one.name == "publisher"), len(text))
    changed = [(one.start, one.end) for one in remarks if one.is_date]
    kept: list[ParsedField] = []
    for one in fields:
        inside = any(one.start < end and start < one.end for start, end in changed)
        if inside and one.name == "date":
            continue
        if inside or _SAINT.search(text, max(0, one.start - 2), one.end + 9):
            one = replace(one, value=text[one.start : one.end])
        one = _up_to_remark(one, text, remarks)
        is_copy = one.start > awarded and one.name in _KEEPERS
        kept.append(replace(one, name="archive") if is_copy else one)
    return sorted([*kept, *said], key=lambda one: one.start)


def _up_to_remark(field: ParsedField, text: str, remarks: Sequence[Remark]) -> ParsedField:
    """What stands on both sides of a remark is no one field."""
    for one in remarks:
        if field.start < one.start < field.end and not one.is_date:
            value = text[field.start : one.start].rstrip(" ,;:([").removesuffix(".")
            return replace(field, value=value, end=field.start + len(value))
    return field


def type_said_by(remarks: Sequence[Remark]) -> str:
    """The CSL type that the remarks say the work is of, or ""; a version is said of data, too."""
    said = [one.item_type for one in remarks if one.item_type]
    return next((one for one in said if one != "software"), said[0] if said else "")


_KEEPERS = frozenset(["publisher", "container", "collection", "note"])
