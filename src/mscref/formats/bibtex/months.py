"""Months: BibTeX's macros, and what stands in `month`.

That is a name in many languages, a season, a range, and the day beside it:

    month := point (dash point)* ,  point := [day] name [day] | name   (`jul # "~4"`, `4--7 Oct.`)
           | number "月" [number "日"]   (Chinese and Japanese; Korean has 월 and 일)

The words are what publishers and library catalogues write; a name that means two months in two
languages (Czech and Croatian `listopad`) is read as the more frequent one.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import combining, normalize

from mscref.patterns import lazy
from mscref.records import Record

_MONTHS = """
    jan january januar januari janvier janv enero ene gennaio gen janeiro styczen stycznia leden январь января ocak tammikuu ianuarie gener januari січень січня ιανουαριος ιανουαριου
    feb february februar februari fevrier fevr fev febrero febbraio fevereiro luty lutego unor февраль февраля subat helmikuu februarie febrer лютий лютого φεβρουαριος φεβρουαριου
    mar march marz maerz maart mars marzo marco marts marzec marca brezen март марта mart maaliskuu marcius martie marc березень березня μαρτιος μαρτιου
    apr april avril avr abril abr aprile kwiecien kwietnia duben апрель апреля nisan huhtikuu aprilis aprilie квітень квітня απριλιος απριλιου
    may mai mei mayo maggio mag maio maj majus kveten май мая mayis toukokuu maig травень травня μαιος μαιου
    jun june juni juin junio giugno giu junho czerwiec czerwca cerven июнь июня haziran kesakuu junius iunie juny червень червня ιουνιος ιουνιου
    jul july juli juillet juil julio luglio lug julho lipiec lipca cervenec июль июля temmuz heinakuu julius iulie juliol липень липня ιουλιος ιουλιου
    aug august augustus aout agosto ago augusti sierpien sierpnia srpen август августа agustos elokuu augusztus agost серпень серпня αυγουστος αυγουστου
    sep sept september septembre septiembre settembre set setembro wrzesien wrzesnia zari сентябрь сентября eylul syyskuu szeptember septembrie вересень вересня σεπτεμβριος σεπτεμβριου
    oct october okt oktober octobre octubre ottobre ott outubro out pazdziernik pazdziernika rijen октябрь октября ekim lokakuu octombrie жовтень жовтня οκτωβριος οκτωβριου
    nov november novembre noviembre novembro listopad listopada ноябрь ноября kasim marraskuu noiembrie листопад листопада νοεμβριος νοεμβριου
    dec december dez dezember decembre diciembre dic dicembre dezembro grudzien grudnia prosinec декабрь декабря aralik joulukuu decembrie desembre грудень грудня δεκεμβριος δεκεμβριου
"""  # noqa: E501  # a line is a month
_SEASONS = """
    spring fruhling fruhjahr printemps primavera
    summer sommer ete verano estate zomer
    autumn fall herbst automne otono autunno herfst
    winter hiver invierno inverno
"""


def _folded(word: str) -> str:
    """Small letters without accents."""
    return "".join(char for char in normalize("NFKD", word.lower()) if not combining(char))


@cache
def _words() -> dict[str, int]:
    """Word → month, or season; made when first asked for, which few files of CSL-JSON do."""
    return {
        _folded(word): number
        for first, table in ((1, _MONTHS), (21, _SEASONS))
        for number, line in enumerate(table.strip().splitlines(), start=first)
        for word in line.split()
    }


# What BibTeX calls them: `month = mar`.
MONTH_MACROS = tuple(line.split()[0] for line in _MONTHS.strip().splitlines())
_TOKEN = lazy(r"(?<!\d)(\d++)(?:st|nd|rd|th)?(?![^\W_])|([^\W\d_]+)|([-–—/])|([^\s.,~&\u00a0-])")
_EAST_ASIAN = lazy(r"(?<!\d)(0?[1-9]|1[0-2])\s?[月월]\s?(?:(\d{1,2})\s?[日일号])?")
SEASONS = range(21, 25)  # EDTF: spring to winter
_JOINING = frozenset(["and", "und", "et", "y", "to", "of", "de", "bis"])
_MOST_DAYS = 31


class Months(Record):
    """What a `month` says; 0 means nothing. `is_whole` is false where something is left over."""

    month: int = 0
    day: int = 0
    end_month: int = 0
    end_day: int = 0
    is_whole: bool = True


def parse_months(text: str, *, year: str = "") -> Months:
    """Read a `month`; the `year` may be repeated in it. `is_whole` is false for what is none."""
    if not text.isascii():
        text = _EAST_ASIAN.sub(_named, text)
    words, numbers, strangers = _tokens(text, year)
    if not words:
        return _numeric(numbers, text, strangers=strangers)
    if len(words) > 2 or len(numbers) > 2 or any(not 1 <= one <= _MOST_DAYS for one in numbers):
        return Months(words[0] if len(words) == 1 else 0, is_whole=False)
    first, last = words[0], words[-1]
    if len(words) == 2 and len(numbers) == 1:
        return Months(first, 0, last, 0, is_whole=False)
    start_day, end_day = (numbers[0], numbers[-1]) if numbers else (0, 0)
    if len(words) == 1 and len(numbers) < 2:
        return Months(first, start_day, is_whole=not strangers)
    return Months(first, start_day, last, end_day, is_whole=not strangers)


def has_name(text: str) -> bool:
    """Whether a month or a season stands in a text by its name."""
    return any(word and _folded(word) in _words() for _, word, _, _ in _TOKEN.findall(text))


def sole_macro(text: str) -> str:
    """BibTeX's macro where a text is one month and nothing else (`Okt.`, `{marzo}`, `03`)."""
    found = parse_months(text.strip(" {}"))
    is_alone = found.is_whole and not (found.day or found.end_month)
    return MONTH_MACROS[found.month - 1] if is_alone and 1 <= found.month <= 12 else ""


def _named(match: re.Match[str]) -> str:
    """`5月3日` with the name of the month: `may 3`."""
    return f"{MONTH_MACROS[int(match[1]) - 1]} {match[2] or ''} "


def _tokens(text: str, year: str) -> tuple[list[int], list[int], bool]:
    """The months and seasons, the other numbers, and whether anything else stands there."""
    words: list[int] = []
    numbers: list[int] = []
    strangers = False
    for number, word, _, other in _TOKEN.findall(text):
        known = _words().get(_folded(word), 0) if word else 0
        if number and number != year:
            numbers.append(int(number[:4]))
        elif known:
            words.append(known)
        elif other or (word and word.lower() not in _JOINING):
            strangers = True
    return words, numbers, strangers


def _numeric(numbers: list[int], text: str, *, strangers: bool) -> Months:
    """`3`, `23` (a season), `7-8`."""
    is_known = all(1 <= one <= 12 or one in SEASONS for one in numbers)
    if strangers or not 1 <= len(numbers) <= 2 or not is_known:
        return Months(is_whole=not text.strip(" .,~\u00a0"))
    if len(numbers) == 1:
        return Months(numbers[0])
    is_range = numbers[0] < numbers[1] <= 12
    return Months(numbers[0], 0, numbers[1], 0) if is_range else Months(is_whole=False)
