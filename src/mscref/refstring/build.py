"""Parsed fields → a `Reference`: names, dates, pages and the CSL item type.

In: the fields of one reference string. Out: CSL variables. Nothing is invented: what the string
does not give stays absent, a list of names that says it is cut ends in "others".
"""

from __future__ import annotations

import re

from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from mscref.patterns import SPACE_BEFORE
from mscref.refstring.cues import FURTHER_MONTHS, MONTHS
from mscref.refstring.fields import ParsedField, clean
from mscref.refstring.identifiers import doi_in_url
from mscref.refstring.names import ParsedNames, parse_names
from mscref.refstring.remarks import NO_DATE

_VARIABLE_OF = {
    "title": "title",
    "container": "container-title",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "publisher": "publisher",
    "location": "publisher-place",
    "edition": "edition",
    "collection": "collection-title",
    "genre": "genre",
    "note": "note",
    "number": "number",
    "status": "status",
    "archive": "archive",
    "jurisdiction": "jurisdiction",
    "version": "version",
    "section": "section",
    "authority": "authority",
}
_FURTHER_DATES = frozenset(["accessed", "original-date"])
_NAMES_OF = {"author": "author", "editor": "editor", "translator": "translator"}
_IDENTIFIERS = frozenset(["DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID"])

_MONTH_STEMS = {
    1: "jan gen ene янв", 2: "feb fév fev", 3: "mar mär mrz", 4: "apr avr abr", 5: "may mai mag",
    6: "jun jui giu", 7: "jul lug", 8: "aug aoû aou ago", 9: "sep set", 10: "oct okt ott out",
    11: "nov", 12: "dec dez déc dic",
}  # fmt: skip
_MONTH_OF_STEM = {stem: number for number, stems in _MONTH_STEMS.items() for stem in stems.split()}
_FURTHER_MONTH = {word: month for month, words in FURTHER_MONTHS.items() for word in words.split()}
_MONTH_OF_STEM |= {"juil": 7, "juin": 6, "janv": 1}
_MONTH_WORDS = frozenset(MONTHS.split())
_YEAR = re.compile(r"(?<!\d)((?:1[4-9]|20)\d\d)(?!\d)")
_NUMERIC_DATE = re.compile(
    r"(?P<day>\d{1,2})\s?[./]\s?(?P<month>\d{1,2})\s?[./]\s?(?P<year>(?:1[89]|20)\d\d)"
)
_ISO_DATE = re.compile(r"(?P<year>(?:1[89]|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-./年]\s?(\d\d?)(?:\s?[-./月]\s?(\d\d?))?\s?[月日]?\Z")
_NO_DATE = re.compile(rf"[(\[]?{NO_DATE}[)\]]?", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\b")
_DASHES = re.compile(rf"{SPACE_BEFORE}[\u2010-\u2015\u2212-]+\s*")
_QUOTED = re.compile(r"^[“„«‚‘\"'](?P<inside>.*)[”“»’‘\"']$")

_THESIS = re.compile(
    r"\b(?:thesis|dissertation|diss\b|thèse|tesis|tesi\b|diplomarbeit|magisterarbeit|habilitation\w*)",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:reports?|rapport|bericht|forschungsbericht|working papers?|discussion papers?"
    r"|tech(?:nical|\.)?\s+rep|arbeitspapiere?|diskussionspapiere?|document de travail"
    r"|documento de trabajo)\b",
    re.IGNORECASE,
)
_CONFERENCE = re.compile(
    r"\b(?:proceedings|proc\.?|conference|conf\.|symposium|workshop|congress|kongress|tagung\w*"
    r"|convegno|congress?o|congrès|simp[oó]sio|encontro|semin[aá]rio|jornadas?|colloque|colloquium|coloquio"
    r"|konferenc\w+|sympozjum|конференци\w+|симпозиум\w*)\b|会议|研讨会|学术年会|学会大会|학술대회",
    re.IGNORECASE,
)
_NEWSPAPER = re.compile(
    r"\b(?:zeitung|times|post|guardian|le monde|spiegel|die zeit|corriere|repubblica|el país|faz"
    r"|tribune|herald)\b",
    re.IGNORECASE,
)
_WIKI_OR_HANDBOOK = re.compile(
    r"\b(?:encyclop\w+|enzyklopädie|lexikon|dictionary|wörterbuch)\b", re.IGNORECASE
)
_ISSUE_CUE = re.compile(r"(?:no|nº|n°|№|nos|nr|n|núm|num|heft|h|iss|issue|fasc)\W*", re.IGNORECASE)
_KANA = re.compile(r"[\u3041-\u30fa]")
# "and the following": en, de, la, fr, es, it, pt, pl, cs, ru.
_FOLLOWING = re.compile(
    r"(\d)\s?(?:f{1,2}|sqq?|et\s?seqq?|et\s(?:s|suiv)|y\ss{1,2}|e\s?segg?|e\sss|ss|i\s?(?:n|nast)"
    r"|nn|an?\.?\snásl|и\s?(?:сл|след|далее))\.?$"
)
_TRIAL = re.compile(r"NCT\d{8}")


def build_reference(fields: list[ParsedField], *, key: str = "", item_type: str = "") -> Reference:
    """Make a `Reference` of the fields of one string; the type is what they are, or `item_type`."""
    values: dict[str, FieldValue] = {}
    is_japanese = any(_KANA.search(found.value) for found in fields)
    for found in fields:
        _add(values, found, is_japanese=is_japanese)
    _settle_lone_number(values, fields)
    _settle_issue_in_volume(values)
    _settle_doi(values)
    item_type = item_type or _item_type(values)
    _settle_container(values, item_type)
    return Reference(key, item_type, values)


def _add(values: dict[str, FieldValue], found: ParsedField, *, is_japanese: bool) -> None:
    if found.name in _IDENTIFIERS:
        values.setdefault(found.name, found.value)
    elif found.name == "arXiv":
        values.setdefault("number", f"arXiv:{found.value}")
        values.setdefault("publisher", "arXiv")
    elif found.name == "NCT":
        values.setdefault("number", found.value)
        values.setdefault("genre", "Clinical trial registration")
    elif found.name in _NAMES_OF:
        variable, value = _by_role(found)
        names = names_with_gap(parse_names(value, is_japanese=is_japanese))
        earlier = values.get(variable, ())
        if names and isinstance(earlier, tuple):
            values[variable] = (*earlier, *names)
    elif found.name == "date":
        date = parse_date(found.value)
        if date and (date.start or "issued" not in values):
            values.setdefault("issued", date)
    elif found.name in _FURTHER_DATES:
        date = _day_in_figures(found.value) or parse_date(found.value)
        if date:
            values.setdefault(found.name, date)
    elif found.name in _VARIABLE_OF:
        variable = "number-of-pages" if _is_extent(found) else _VARIABLE_OF[found.name]
        if variable not in values:
            text = _VALUE_OF.get(found.name, _text)(found.value)
            if text:
                values[variable] = text


# Tagged sets have these people among the authors.
_ROLE_SAID = re.compile(
    r"(?:(?P<editor>(?:a\s)?c(?:ura|\.)\sdi|edited\sby|hrsg\.\svon|éd\.\spar)"
    r"|(?P<translator>trad(?:uzione|otto|\.)(?:\s(?:it|ital|fr)\.)?\s(?:di|da)|translated\sby|trad\.\s(?:par|de|por)"
    r"|übers(?:etzt|\.)\svon))\s+",
    re.IGNORECASE,
)


def _by_role(found: ParsedField) -> tuple[str, str]:
    """The variable of people and their names: `a cura di L. Livan` are editors."""
    said = _ROLE_SAID.match(found.value)
    if said is None or not said.lastgroup:
        return _NAMES_OF[found.name], found.value
    return said.lastgroup, found.value[said.end() :]


def names_with_gap(parsed: ParsedNames) -> tuple[Name, ...]:
    """The names, with "others" where the string says that some are missing at the end.

    A list cut in its middle ("N., … & Volarevic, V.") keeps what it gives, in order; which
    names it lacks only a source can tell, and `ParsedReference.is_truncated` says so.
    """
    return (*parsed.names, Name(literal="others")) if parsed.et_al else parsed.names


def parse_date(text: str) -> Date | None:
    """A date as reference lists print it: year, month and day as far as they are given."""
    for pattern in (_NUMERIC_DATE, _ISO_DATE):
        match = pattern.search(text)
        if match:
            month, day = int(match["month"]), int(match["day"] or 0)
            if month > 12 >= day:
                month, day = day, month
            if month <= 12 and day <= 31:
                return Date(PartialDate(int(match["year"]), month, day))
    years = _YEAR.findall(text)
    if _NO_DATE.fullmatch(text.strip(" ,;:")):
        return None
    if not years:
        bare = clean(text)
        return Date(literal=bare) if bare else None
    month = _month(text)
    found = _DAY.search(_YEAR.sub(" ", text)) if month else None
    day_number = int(found.group(1)) if found else 0
    return Date(PartialDate(int(years[0]), month, day_number if day_number <= 31 else 0))


def _day_in_figures(text: str) -> Date | None:
    """ "2020-3-3", "2020/3/3", "2020年3月3日": the year first."""
    match = _YEAR_FIRST.match(text.strip())
    if not match:
        return None
    year, month, day = (int(number or 0) for number in match.groups())
    return Date(PartialDate(year, month, day)) if month <= 12 and day <= 31 else None


def _month(text: str) -> int:
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        if word in _FURTHER_MONTH:
            return _FURTHER_MONTH[word]
        if word in _MONTH_WORDS:
            number = _MONTH_OF_STEM.get(word[:4]) or _MONTH_OF_STEM.get(word[:3])
            if number:
                return number
    return 0


def _text(value: str) -> str:
    bare = " ".join(value.split())
    quoted = _QUOTED.match(bare)
    if quoted and not re.search(r"[“„«\"]", quoted["inside"]):
        bare = quoted["inside"]
    return bare.strip(" ,;:")


def _is_extent(found: ParsedField) -> bool:
    """ "396 p." is how long a book is; "p. 396" is a page of it."""
    is_bare = found.followed and not found.announced and found.value.strip().isdigit()
    return found.name == "pages" and bool(is_bare)


_CYRILLIC_CUE = re.compile(r"^(?:с|стор)\.\s?(?=\d)", re.IGNORECASE)


_ORDINAL_RANGE = re.compile(r"(?<=\d)\.(?=[-–—])")  # `45.–60. lpp.`


def _pages(value: str) -> str:
    bare = _FOLLOWING.sub(r"\1", _CYRILLIC_CUE.sub("", clean(value)))
    return _DASHES.sub("-", _ORDINAL_RANGE.sub("", bare.replace(" ", "")))


# `제46권`, `第3号`: the words that count volumes and issues in East Asia.
_COUNTED = re.compile(r"[第제]?\s?(\d+(?:\s?[-–~/·]\s?\d+)?)\s?[권호집卷巻号號期輯辑册冊]")


def _number(value: str) -> str:
    bare = clean(value)
    counted = _COUNTED.fullmatch(bare)
    return _DASHES.sub("-", counted.group(1) if counted else bare)


def _edition(value: str) -> str:
    number = re.search(r"\d+", value)
    return number.group() if number else clean(value)


_VALUE_OF = {"pages": _pages, "volume": _number, "issue": _number, "edition": _edition}


def _settle_lone_number(values: dict[str, FieldValue], fields: list[ParsedField]) -> None:
    """ "Heft 4", "no. 132" without a volume is the issue, though it is the only number."""
    volume = next((found for found in fields if found.name == "volume"), None)
    if volume and "issue" not in values and _ISSUE_CUE.fullmatch(volume.announced):
        values["issue"] = values.pop("volume")


_VOLUME_WITH_ISSUE = re.compile(r"(\d+)\s?,\s?(?:n[°º]|№|núm\.|num\.)\s?(\d[\d/-]*)")


def _settle_issue_in_volume(values: dict[str, FieldValue]) -> None:
    """ "154, n° 11" is a volume and an issue; the field stays one, as tagged sets have it."""
    match = _VOLUME_WITH_ISSUE.fullmatch(str(values.get("volume", "")))
    if match and "issue" not in values:
        values["volume"], values["issue"] = match.groups()


_PUBLISHED_ALONE = frozenset(["software", "dataset", "patent", "standard", "map", "thesis"])


def _settle_container(values: dict[str, FieldValue], item_type: str) -> None:
    """Software and data stand in no journal: what holds them publishes them."""
    container = values.get("container-title")
    if container and item_type in _PUBLISHED_ALONE:
        del values["container-title"]
        values.setdefault("publisher", container)


# Servers of preprints.
_SERVERS = frozenset(
    """biorxiv;medrxiv;chemrxiv;psyarxiv;socarxiv;eartharxiv;edarxiv;techrxiv;engrxiv;arxiv;ssrn;authorea
    ;preprints.org;essoar;research square;osf preprints""".replace("\n    ", "").split(";")
)


def _is_preprint(values: dict[str, FieldValue]) -> bool:
    container = str(values.get("container-title", "")).casefold().removesuffix(" preprint")
    return container in _SERVERS and "volume" not in values and "issue" not in values


def _settle_doi(values: dict[str, FieldValue]) -> None:
    """A DOI inside the address of a web page is the DOI."""
    url = values.get("URL")
    if isinstance(url, str) and "DOI" not in values:
        doi = doi_in_url(url)
        if doi:
            values["DOI"] = doi
            if "doi.org/" in url:
                del values["URL"]


def _item_type(values: dict[str, FieldValue]) -> str:
    """The CSL type, from which variables there are and what they say."""
    genre, container = str(values.get("genre", "")), str(values.get("container-title", ""))
    everything = f"{genre} {values.get('note', '')}"
    if _THESIS.search(everything):
        return "thesis"
    if _TRIAL.search(str(values.get("number", ""))):
        return "report"
    if container:
        return _contained_type(values, container)
    if "ISBN" in values or "edition" in values:
        return "book"
    if str(values.get("number", "")).startswith("arXiv:"):
        return "article"
    if _REPORT.search(everything):
        return "report"
    if "publisher" in values or "publisher-place" in values or "editor" in values:
        return "webpage" if "URL" in values and "publisher" not in values else "book"
    return "webpage" if "URL" in values else "document"


def _contained_type(values: dict[str, FieldValue], container: str) -> str:
    if _is_preprint(values):
        return "article"
    if _CONFERENCE.search(container):
        return "paper-conference"
    if _REPORT.search(container) and "issue" not in values:
        return "report"
    in_book = "publisher" in values and ("page" in values or "publisher-place" in values)
    if "editor" in values or (in_book and "issue" not in values):
        is_entry = _WIKI_OR_HANDBOOK.search(container)
        return "entry-encyclopedia" if is_entry else "chapter"
    issued = values.get("issued")
    has_day = isinstance(issued, Date) and issued.start is not None and issued.start.day
    if _NEWSPAPER.search(container) and (has_day or "volume" not in values):
        return "article-newspaper"
    return "article-journal"
