"""Statutes: acts, codes and regulations as the lists of twelve countries name them.

`42 U.S.C. § 1983 (2006)` · `Clean Air Act, Pub. L. No. 88-206, 77 Stat. 392 (1963)` · `Human Rights Act
1998, s 6` · `Regulation (EU) 2016/679 of … [2016] OJ L119/1` · `Loi n° 78-17 du 6 janvier 1978 …, JORF du …`
· `Ley 39/2015, de 1 de octubre, …` · `L. 7 agosto 1990, n. 241` · `BRASIL. Lei nº 9.394, de …` · `Ustawa z
dnia …, Dz. U. …` · `…gesetz vom 5. Mai 2001 (BGBl. I S. 1046)`. (Bluebook rules 12 and 14, OSCOLA 2.4 and
2.6, the rules of each country's official journal.)
"""

from __future__ import annotations

import re

from mscref.refstring.layouts.base import Laid, plain, read

_YEAR = r"(?:1[5-9]|20)\d\d"
_MONTH = r"[^\W\d_]{3,12}\.?"
_SECTION = r"(?:,?\s(?:ss?|§§?|sch|pt|regs?|arts?|sec|c|cap)\.?\s?(?P<section>[\dA-Z][\w()., -]*))?"
_END = r"\.?\s*+$"
STATUTES = tuple(
    re.compile(pattern)
    for pattern in (
        # 42 U.S.C. § 1983 (2006), 40 C.F.R. § 52.21 (2019), 75 Fed. Reg. 12, 340 (2010)
        r"(?:(?P<title>[A-Z][^,\d]{5,120}),\s)?(?P<volume>\d+)\s(?P<container>U\.\s?S\.\s?C\.(?:\s?A\.)?|C\.\s?F\.\s?R\.)"
        rf"\s(?:§§?\s?|pt\.\s)(?P<section>[\d.a-z()–-]+)(?:\s\((?:[A-Z][\w. ]*\s)?(?P<date>{_YEAR})\))?{_END}",
        rf"(?:(?P<title>[A-Z][^\d]{{5,200}}?),\s)?(?P<volume>\d+)\s(?P<container>Fed\.\sReg\.)\s(?P<pages>[\d,]+)"
        rf"[^()]*\((?:[^()]*\s)?(?P<date>{_YEAR})\){_END}",
        rf"(?P<title>[A-Z][^,]+(?:\sAct|\sCode|\sAmendments|\sLaw)[^,]{{0,40}}),\s(?P<number>Pub\.\s?L\.(?:\sNo\.)?\s\d+-\d+)"
        rf"(?:,\s§\s?[\w().]+)?(?:,\s(?P<volume>\d+)\s(?P<container>Stat\.)\s(?P<pages>\d+))?(?:,\s\d+)?\s\((?P<date>{_YEAR})\){_END}",
        # Human Rights Act 1998, s 6(1); Competition and Consumer Act 2010 (Cth) s 18
        rf"(?P<title>[A-Z][\w’',&() -]{{3,140}}?\s(?:Act|Regulations?|Rules|Order|Measure|Ordinance)\s(?P<date>{_YEAR}))"
        rf"(?:,?\s(?P<number>SI\s{_YEAR}/\d+))?(?:\s\((?P<jurisdiction>[A-Z][A-Za-z]{{1,5}})\))?{_SECTION}{_END}",
        rf"(?P<title>[A-Z][\w’' -]{{3,120}}),\s(?P<container>(?:RSC|SC|RSO|RSBC|SO|RSA|RSQ|CQLR))\s(?P<date>{_YEAR}),\s"
        rf"(?P<number>c\s[\w.-]+){_SECTION}{_END}",
        # Regulation (EU) 2016/679 of the European Parliament … [2016] OJ L119/1
        r"(?P<title>(?:(?:Council|Commission|Parliament\sand\sCouncil)\s)?(?:Implementing\s|Delegated\s)?"
        r"(?:Regulation|Directive|Decision)\s(?:\((?:EU|EC|EEC|Euratom)\)\s)?(?:No\s)?(?P<number>\d+/\d+(?:/(?:EU|EC|EEC|CE))?)[^\[\]]*?)"
        rf",?\s(?:\[(?P<date>{_YEAR})\]\s)?\(?(?P<container>OJ)\s(?P<volume>[LC]\s?\d+)[/,]\s?(?:\d[\d. ]*\d,\sp\.\s)?(?P<pages>\d+)[^\d]*{_END}",
        # Loi n° 78-17 du 6 janvier 1978 relative à …, JORF du 7 janvier 1978, p. 227
        rf"(?P<title>(?:Loi|Décret(?:-loi)?|Ordonnance|Arrêté|Circulaire)\s(?:organique\s|constitutionnelle\s)?(?:n[°oº]\s?(?P<number>[\w.-]+)\s)?"
        rf"du\s(?P<date>\d{{1,2}}(?:er)?\s{_MONTH}\s{_YEAR})(?:[^,]|,(?!\s(?:JORF|JO\b|J\.\s?O\.|Journal\sofficiel)))*)"
        rf"(?:,\s(?P<container>JORF|JO|J\.\s?O\.|Journal\sofficiel(?:\sde\sla\sRépublique\sfrançaise)?)"
        rf"(?:\sn[°o]\s?(?P<issue>\d+))?(?:,?\s(?:du\s)?\d{{1,2}}(?:er)?\s{_MONTH}\s{_YEAR})?(?:,\sp\.\s?(?P<pages>\d+))?)?{_END}",
        # Ley 39/2015, de 1 de octubre, del Procedimiento … . BOE núm. 236, …
        rf"(?P<title>(?:Ley(?:\sOrgánica)?|Real\sDecreto(?:[- ][Ll]ey|\sLegislativo)?|Decreto|Orden(?:\s[A-Z]+)?)\s(?P<number>\d+/(?P<date>{_YEAR}))"
        rf",\sde\s\d{{1,2}}\sde\s\w+(?:,\s[^.()]+)?)(?:[.,]?\s\(?(?P<container>BOE|Boletín\sOficial\sdel\sEstado)[^)]*\)?)?{_END}",
        # L. 7 agosto 1990, n. 241; D.lgs. 30 giugno 2003, n. 196, Codice …
        rf"(?P<title>(?:Legge|L\.|D\.\s?[Ll]gs\.|D\.\s?L\.|D\.\s?P\.\s?R\.|R\.\s?D\.|Decreto\slegislativo)\s(?P<date>\d{{1,2}}\s{_MONTH}\s{_YEAR}),"
        rf"\sn\.\s(?P<number>\d+)(?:,\s[^.]+)?){_END}",
        # BRASIL. Lei nº 9.394, de 20 de dezembro de 1996. Estabelece … . Diário Oficial da União, …
        rf"(?P<author>[A-ZÀ-Þ][A-ZÀ-Þ ]+(?:\([^()]*\))?)\.\s(?P<title>(?:Lei|Decreto(?:-[Ll]ei)?|Constituição|Emenda|Medida\sProvisória|Portaria|Resolução)"
        rf"[^,.]{{0,40}}?(?:n[.ºo°]{{1,2}}\s?(?P<number>\d[\d./-]*)),\sde\s\d{{1,2}}º?\sde\s\w+\sde\s(?P<date>{_YEAR})\.?.*?)"
        rf"(?:\.\s(?P<container>Diário\sOficial[^,.]*).*)?{_END}",
        # Ustawa z dnia 29 sierpnia 1997 r. o ochronie danych, Dz. U. 1997 nr 133 poz. 883
        rf"(?P<title>(?:Ustawa|Rozporządzenie[^,\d]*|Dekret)\sz\s(?:dnia\s)?(?P<date>\d{{1,2}}\s\w+\s{_YEAR})\s?(?:r\.)?[^(]*?)[,.]?\s\(?(?P<container>Dz\.\s?U\.|M\.\s?P\.)"
        rf"(?:\sz)?\s{_YEAR}(?:\sr\.)?,?\s(?:[Nn]r\s(?P<issue>\d+),?\s)?poz\.\s(?P<number>\d+).*$",
        # Infektionsschutzgesetz vom 20. Juli 2000 (BGBl. I S. 1045)
        rf"(?P<title>[A-ZÄÖÜ][^()]*?(?:[Gg]esetz|[Vv]erordnung|[Gg]esetzbuch)[^()]*?)(?:,?\s(?:vom|v\.)\s(?P<date>\d{{1,2}}\.\s?{_MONTH}\s{_YEAR}))"
        rf"[^()]*?,?\s\(?(?P<container>BGBl\.|RGBl\.|GVBl\.)\s(?:{_YEAR}\s)?(?P<volume>I{{1,3}})?,?\s?(?:{_YEAR},?\s)?S\.\s(?P<pages>\d+).*$",
        # Код РФ: федеральный закон … without a host is a statute too
        rf"(?P<title>[^/]*?(?:[Фф]едеральный\sзакон|федер\.\sзакон|Указ\sПрезидента|[Пп]остановление\sПравительства)[^/]*?\sот\s"
        rf"(?P<date>\d{{1,2}}(?:\.\d\d\.|\s\w+\s){_YEAR})[^/]*?№\s?(?P<number>[\w-]+)[^/]*?){_END}",
    )
)
_MAY_BE = re.compile(
    r"U\.\s?S\.\s?C|C\.\s?F\.\s?R|Fed\.|Pub\.\s?L|\b(?:Act|Regulations?|Rules|Order|Measure|Ordinance|Directive|Decision)\s[\d(N]"
    r"|\b(?:RSC|SC|RSO|RSBC|SO|RSA|RSQ|CQLR)\s\d|\A(?:Loi|Décret|Ordonnance|Arrêté|Circulaire|Ley|Real\sDecreto|Decreto|Orden|Legge|L\.|D\.|R\.)\s?"
    r"|\.\s(?:Lei|Decreto|Constituição|Emenda|Medida|Portaria|Resolução)\b|\A(?:Ustawa|Rozporz|Dekret)|BGBl|RGBl|GVBl|закон|Указ|остановление"
)


def read_statute(text: str) -> Laid | None:
    """Read the name of a statute with where it was published."""
    flat = plain(text)
    if not _MAY_BE.search(flat):
        return None
    for pattern in STATUTES:
        match = pattern.match(flat)
        if match:
            return Laid(read(match, text), "legislation")
    return None
