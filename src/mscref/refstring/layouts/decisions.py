"""Decisions of courts, of which lists name the court and the day; and books of lawyers.

`Cass. civ. 1re, 20 mars 2014, n° 12-28.612, Bull. civ. I, n° 48` · `Cass., sez. un., 11 novembre 2008, n.
26972, in Foro it., 2009, I, 120` · `Wyrok SN z dnia 12 maja 2011 r., III CSK 217/10, OSNC 2012, nr 2, poz.
20` · `BGH, Urteil vom 12. Mai 2011 – I ZR 20/10` · `STS 234/2012, de 3 de mayo` · `BGHZ 12, 34` · `Case C-131/12 Google
Spain SL v AEPD, EU:C:2014:317` · `Osman v United Kingdom App no 23452/94 (ECtHR, 28 October 1998)` · `Timothy Endicott, Administrative Law (3rd edn, OUP 2015)
45` · `John Finnis, ‘Natural Law’ in Leslie Green (ed), Oxford Studies (OUP 2011) 101` · `Richard A. Posner,
Economic Analysis of Law 33 (7th ed. 2007)`. (OSCOLA 3.2, Bluebook rule 15, the usage of each country.)
"""

from __future__ import annotations

import re

from mscref.refstring.layouts.base import Laid, plain, read

_YEAR = r"(?:1[5-9]|20)\d\d"
_MONTH = r"[^\W\d_]{3,12}\.?"
_DAY = rf"(?P<date>\d{{1,2}}(?:er)?[.]?\s{_MONTH}\s{_YEAR}|\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_YEAR})"
_END = r"\.?\s*+$"
_PAGES = r"(?P<pages>\d+(?:\s?-\s?\d+)?)"
_GERMAN_COURT = (
    r"(?:BGH|BVerfG|BVerwG|BSG|BAG|BFH|BPatG|BayObLG|EuGH|EuG|OGH|VwGH|VfGH|RG|OLG|LG|AG|KG|OVG|VGH|VG|LAG|ArbG|LSG|SG|FG)"
    r"(?:\s[A-ZÄÖÜ][\w/.-]+(?:\s[a-z.]{1,4}\s[A-ZÄÖÜ]\w+)?)?"
)
_DOCKET = r"(?:Az\.:?\s)?(?P<number>[\w.-]+(?:\s[\w./-]+){0,3}?/\d\d)(?:\s\([^()]+\))?"
_CASES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<authority>(?:Cass\.|C\.\scass\.|Crim\.|Soc\.|Com\.|Civ\.|CE|Cons\.\s(?:const|d’État|d'État)\.?|Conseil\sd[’']État|CAA?|TGI|TA|TJ|CJUE|CJCE|CEDH|T\.\s?confl\.)"
        rf"(?:[\s,](?!\d{{1,2}}(?:er)?\s)[^,]{{1,30}}){{0,2}}?),?\s{_DAY}(?:,\s(?P<title>[A-Z][^,\d]+))?(?:,\s(?:n[°oº]s?|aff\.)\s?(?P<number>[\w./ -]+?))?"
        rf"(?:,\s(?:(?P<container>[A-Z][^,\d]{{1,40}}?)(?:,?\s(?:{_YEAR}|[IVX]+))?(?:,\sp\.\s?(?P<pages>\d+)).*|[^,]+.*))?{_END}",
        rf"(?P<authority>(?:Cass\.|Corte\s(?:cost|cass|conti)\w*\.?|C\.\s?cost\.|Cons\.\s?Stato|Trib\.|App\.|T\.?A\.?R\.?)(?:[\s,]+(?!\d)[^,\d]{{1,30}}){{0,3}}?),?\s{_DAY},"
        rf"\sn\.\s(?P<number>\d+)(?:,\s(?:in\s)?(?P<container>[A-Z][^,\d]+),\s{_YEAR},(?:\s(?P<volume>[IVX]+),)?\s(?:p\.\s|c\.\s)?(?P<pages>\d+).*)?{_END}",
        rf"(?:Wyrok|Postanowienie|Uchwała|Orzeczenie)\s(?P<authority>(?:SN|NSA|TK|WSA|SA|SO|TSUE|ETPC|Sądu|Trybunału)[^,\d]*?)\sz\s(?:dnia\s)?(?P<date>\d{{1,2}}\s\w+\s{_YEAR})\s?(?:r\.)?,"
        rf"\s(?:sygn\.\s(?:akt\s)?)?(?P<number>[^,]{{3,30}}?)(?:,\s(?P<container>[A-Z][\w-]{{2,}})\s{_YEAR},?(?:\s(?:nr|z\.)\s(?P<issue>\d+))?(?:,?\spoz\.\s(?P<pages>\d+))?)?{_END}",
        rf"(?P<authority>STS|STC|SAP|STSJ|STJUE|ATS|SAN)(?:\s[^,\d(]+)?\s(?P<number>\d+/(?P<date>{_YEAR})),?\s(?:de\s)?\d{{1,2}}\sde\s\w+.*$",
        rf"(?P<authority>{_GERMAN_COURT}),?\s(?:Urteil|Urt\.|Beschluss|Beschl\.|Entscheidung|Erkenntnis)\s(?:vom|v\.)\s{_DAY}\s?[,-]\s?{_DOCKET}{_END}",
        rf"(?:Urteil|Beschluss)\sdes\s(?P<authority>{_GERMAN_COURT})\svom\s{_DAY}(?:\s-|,)\s{_DOCKET}{_END}",
        rf"(?:Joined\s)?Cases?\s(?P<number>[CTF]-\d+/\d\d(?:\sP)?(?:(?:,\s|\sand\s|,\sand\s)[CTF]-\d+/\d\d(?:\sP)?)*),?\s(?P<title>[^\[\]]{{3,200}}?),?"
        rf"\s(?:\[{_YEAR}\]\s)?(?:ECLI:)?EU:[CTF]:(?P<date>{_YEAR}):\d+(?:,\s(?:para|point)s?\.?\s[\d\s,and-]+)?{_END}",
        rf"(?P<title>[^()]{{3,80}}?\sv\.?\s[^()]{{3,80}}?),?\s\(?(?:App|Appl|Application)\.?\s[Nn]os?\.?\s(?P<number>\d+/\d\d)\)?,?"
        rf"\s\((?P<authority>ECtHR|ECHR|Commission)(?:\s\[?GC\]?)?,\s{_DAY}\){_END}",
        rf"(?P<container>BGHZ|BGHSt|BVerfGE|BVerwGE|BAGE|BSGE|BFHE|RGZ|RGSt|BGE|VfSlg|SZ)\s(?P<volume>\d+),\s(?P<pages>\d+)(?:\s\(\d+\)|,\s\d+)?(?:\s-\s(?P<title>[^-]+))?{_END}",
    )
)
_AUTHOR = r"(?P<author>[^\W\d_a-z][^,(){}‘’“”\"\d:]{2,80}(?:,\s[^\W\d_a-z][^,(){}‘’“”\"\d:]{2,40}\sand\s[^,(){}‘’“”\"\d:]{3,40})?)"
_EDITION = r"(?:(?P<edition>\d{1,2}(?:st|nd|rd|th|d)?)\s(?:edn|ed\.?),?\s)?"
# A title with a container, or with initials, is that of an article.
_TITLE = (
    r"(?P<title>[^\W\d_a-z](?:(?!\bIn\s|,\sin\s|\s[A-Z]\.\s|\sEditors?\b|``)[^‘“”\"()]){3,200}?)"
)
_PUBLISHED = rf"\((?:[^():]*?supp,\s)?{_EDITION}(?P<publisher>[^\W\d_a-z][^():,\d]{{1,60}}?)\s(?P<date>{_YEAR})\)"
_BOOK = re.compile(rf"{_AUTHOR},\s{_TITLE}\s{_PUBLISHED}(?:\s{_PAGES})?{_END}")
_CHAPTER = re.compile(
    rf"{_AUTHOR},\s[‘“](?P<title>[^“”]+?)[’”],?\sin\s(?P<editor>[^()]{{4,80}}?)\s\(eds?\.?\),\s(?P<container>[^()]+?)\s{_PUBLISHED}(?:\s{_PAGES})?{_END}"
)
_BLUEBOOK_BOOK = re.compile(
    rf"{_AUTHOR},\s{_TITLE}(?:\s{_PAGES}|\s§\s?[\d.]+)?"
    rf"\s\((?:(?P<editor>[^()\d]{{4,60}}?)\seds?\.,\s)?(?:(?P<publisher>[^()\d,]{{3,50}}?),?\s)?(?P<edition>\d{{1,2}}(?:st|nd|rd|th|d)|rev\.)\sed\.\s(?P<date>{_YEAR})\){_END}"
)
_MAY_BE_CASE = re.compile(
    r"\A(?:Urteil\sdes|Beschluss\sdes|(?:Joined\s)?Cases?\s[CTF]-|[^()]{8,170}\sApp(?:l|lication)?\.?\s[Nn]os?\b|Eu?G|OGH|V[wf]GH|OLG|LG|AG|KG|OVG|VGH?|LAG|ArbG|LSG|FG|BayObLG|Cass|C\.|Crim|Soc|Com|Civ|CE|Cons|CAA?|TGI|TA|TJ|CJ|CEDH|T\.|Corte|Trib|App|Wyrok|Postan|Uchw|Orzecz|ST|SAP|AT|SAN|B[GVASF]|RG|VfSlg|SZ)"
)
_MAY_BE_BOOK = re.compile(
    r"\([^()]*[^\W\d_.]\.?,?\s(?:1[5-9]|20)\d\d\)(?:\s\d+(?:\s?-\s?\d+)?)?\.?\s*+\Z"
)


def read_decision(text: str) -> Laid | None:
    """Read a decision by its court and day."""
    flat = plain(text)
    if not _MAY_BE_CASE.match(flat):
        return None
    for pattern in _CASES:
        match = pattern.match(flat)
        if match:
            return Laid(read(match, text), "legal_case")
    return None


def read_legal_book(text: str) -> Laid | None:
    """Read a book or a chapter whose publisher and year stand in brackets at the end."""
    flat = plain(text)
    if not _MAY_BE_BOOK.search(flat):
        return None
    for pattern, item_type in ((_CHAPTER, "chapter"), (_BLUEBOOK_BOOK, "book"), (_BOOK, "book")):
        match = pattern.match(flat)
        if match and (match["edition"] or _publishes(match["publisher"])):
            return Laid(read(match, text), item_type)
    return None


_ACRONYM = re.compile(r"[A-Z]{2,6}")
_PUBLISHING = re.compile(
    r"press|hart|maxwell|butterworth|lexisnexis|routledge|springer|elgar|wolters|kluwer|law|sage|publish|legal|books",
    re.IGNORECASE,
)


def _publishes(name: str) -> bool:
    """True for what publishes: a place, a month or a conference may stand in brackets as well."""
    return bool(_ACRONYM.fullmatch(name) or _PUBLISHING.search(name))
