"""Names, dates and numbers of registries as values of the model; nothing here knows a service.

Everything that comes in is hostile: each function takes any JSON value and answers with a clean
value, or with "nothing".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from mscref.errors import PayloadChangedError
from mscref.model.dates import Date, PartialDate
from mscref.model.identifiers import Identifier, parse_identifier
from mscref.model.names import Name
from mscref.model.reference import Json
from mscref.sources.text import plain

_T = TypeVar("_T", dict, list)  # type: ignore[type-arg]

# ── JSON ─────────────────────────────────────────────────────────────────────────────────────


def member(value: Json, *path: str) -> Json:
    """`value[path[0]][path[1]]…`, or None as soon as something is not an object."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def elements(value: Json) -> list[dict[str, Json]]:
    """The objects of what should be a list of objects and may be one object."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, dict)]


def documented(value: Json, kind: type[_T], service: str) -> _T:
    """The value, which the service documents to be of this kind; raises PayloadChangedError.

    Only for what holds the rest: an answer without it says nothing, least of all "not known".
    """
    if not isinstance(value, kind):
        raise PayloadChangedError(f"{service} sent an answer of another form than it documents")
    return value


def strings(value: Json) -> list[str]:
    """The texts of what should be a list of texts and may be one text."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str) and one]


# ── names ────────────────────────────────────────────────────────────────────────────────────

_SUFFIXES = r"(?:jr|sr|ii|iii|iv|v|2nd|3rd|4th|esq)\.?"
_SUFFIX_IN_FAMILY = rf"^(.+?)(?:,\s*|(?<!\s)\s+)({_SUFFIXES})$"
# Words that tell an institution from a person; the reason why a one-part name is not a mononym.
_INSTITUTION = (
    r"(?i)\b(?:consortium|group|committee|collaboration|team|staff|society|association|council"
    r"|organi[sz]ation|institute|institut|university|universität|universidad|ministry|department"
    r"|agency|foundation|network|initiative|investigators?|editors?|office|commission|bureau"
    r"|laborator(?:y|ies)|inc|ltd|gmbh|llc|publishing|press|college|academy|centre|center"
    r"|program(?:me)?|project|service|study|trial)\b"
)


def person(given: Json, family: Json, suffix: Json = None) -> Name | None:
    """A personal name from its parts; None where there is nothing in them."""
    first = _name_text(given)
    last = _name_text(family)
    end = _name_text(suffix)
    if not last and not first:
        return None
    if not last:
        return Name(literal=first)
    match = re.match(_SUFFIX_IN_FAMILY, last, re.IGNORECASE)
    # "Carlos V" is no Carlos the fifth when the given name is missing.
    if match and not end and first and (match.group(2).lower() != "v" or "," in last):
        last, end = match.group(1), match.group(2)
    if not first and re.search(_INSTITUTION, last):
        return Name(literal=last)
    if not first and "," in last:
        last, first = (part.strip() for part in last.split(",", 1))
    return Name(family=last, given=first, suffix=end)


def institution(name: Json) -> Name | None:
    """A name that is never split; None where there is no text."""
    literal = _name_text(name)
    return Name(literal=literal) if literal else None


def is_institution(text: str) -> bool:
    """Whether a name has a word that no person is called by: `Committee`, `University`."""
    return re.search(_INSTITUTION, text) is not None


def person_from_text(text: Json) -> Name | None:
    """`Family, Given` or `Given Family`, or an institution, or one name that stays whole."""
    written = _name_text(text)
    if not written:
        return None
    if re.search(_INSTITUTION, written):
        return Name(literal=written)
    if "," in written:
        last, first = written.split(",", 1)
        return person(first, last)
    words = written.split(" ")
    if len(words) == 1:
        return Name(literal=written)
    suffix = (
        words.pop() if re.fullmatch(_SUFFIXES, words[-1], re.IGNORECASE) and len(words) > 2 else ""
    )
    at = len(words) - 1
    while at > 1 and words[at - 1].islower():  # "Ludwig van Beethoven": particles are lower-case
        at -= 1
    return person(" ".join(words[:at]), " ".join(words[at:]), suffix)


def _name_text(value: Json) -> str:
    """Clean text; full-width letters and dots made ordinary, but no other script touched."""
    text = plain(value)
    if not text.isascii():
        text = "".join(
            unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char
            for char in text
        )
    return text.strip(" ,;")


def is_initials_in_family(name: Name) -> bool:
    """True for "G. S. Soreghan" put into the family name, or the "M. Horst" of Allison M. Horst."""
    return re.match(r"^(?:\w\.\s*)+\w{2,}", name.family) is not None


def is_all_caps_family(name: Name) -> bool:
    """True for "GUMLEY"; two letters may be a name as they are."""
    letters = [char for char in name.family if char.isalpha()]
    return len(letters) > 2 and name.family.isupper() and name.family.isascii()


# ── dates ────────────────────────────────────────────────────────────────────────────────────

_MONTHS = MappingProxyType(
    {name: number for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
    | {"spring": 21, "summer": 22, "fall": 23, "autumn": 23, "winter": 24}
)  # fmt: skip
_DAYS_OF_MONTH = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_number(text: Json) -> int:
    """`Mar`, `March`, `03`, `3` or a season as a number; 0 for anything else."""
    written = plain(text).lower()
    if written.isdecimal():
        return int(written) if len(written) < 3 and 1 <= int(written) <= 12 else 0
    return _MONTHS.get(written, _MONTHS.get(written[:3], 0))


def point(year: Json, month: Json = 0, day: Json = 0) -> PartialDate | None:
    """A possible date as exact as its parts are possible; None without a year."""
    numbers = [_whole(part) for part in (year, month, day)]
    if not numbers[0] or not 1 <= numbers[0] <= 2200:
        return None
    if not 1 <= numbers[1] <= 12:
        return PartialDate(numbers[0])
    if not 1 <= numbers[2] <= _DAYS_OF_MONTH[numbers[1]]:
        return PartialDate(numbers[0], numbers[1])
    return PartialDate(*numbers)


def point_from_parts(value: Json) -> PartialDate | None:
    """The first of CSL's and Crossref's `{"date-parts": [[y, m, d]]}`."""
    parts = member(value, "date-parts")
    inner = parts[0] if isinstance(parts, list) and parts else parts
    if not isinstance(inner, list) or not inner:
        return None
    return point(*(inner[:3]))


def point_from_text(value: Json) -> PartialDate | None:
    """ISO 8601 (`2020`, `2020-02`, `2020-02-05T…`), or a year with English words around it."""
    text = plain(value)
    match = re.match(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)", text)
    if match and match.group(2):
        return point(*(int(part or 0) for part in match.groups()))
    year = re.search(r"\b(1[5-9]\d\d|20\d\d|21\d\d)\b", text)
    if not year:
        return None
    month = next((month_number(word) for word in re.findall(r"[A-Za-z]{3,}", text)), 0)
    day = re.search(r"\b(\d{1,2})\b(?!\d)", text.replace(year.group(), ""))
    return point(int(year.group()), month, int(day.group()) if day and month else 0)


def iso(value: PartialDate | None) -> str:
    """A date as `2020`, `2020-02` or `2020-02-05`; "" for none."""
    if value is None:
        return ""
    parts = [f"{value.year:04}"]
    parts += [f"{value.month:02}"] if value.month else []
    parts += [f"{value.day:02}"] if value.day else []
    return "-".join(parts)


def most_exact(points: Iterable[PartialDate | None], *, year: int) -> PartialDate | None:
    """Of the dates of one year the one that says most."""
    same = [one for one in points if one is not None and one.year == year]
    return max(same, key=lambda one: bool(one.month) + bool(one.day), default=None)


def date_range(start: PartialDate | None, end: PartialDate | None) -> Date | None:
    """A date variable from one or two points."""
    if start is None:
        return Date(end) if end else None
    return Date(start, end if end and end != start else None)


def _whole(part: Json) -> int:
    """A number that may be text, or wrapped as a database dump has it."""
    if isinstance(part, dict):
        part = next(iter(part.values()), None)
    if isinstance(part, bool) or part is None:
        return 0
    if isinstance(part, int | float):
        return int(part) if abs(part) < 10_000 else 0
    return int(part) if isinstance(part, str) and part.isdecimal() and len(part) < 5 else 0


# ── pages and identifiers ────────────────────────────────────────────────────────────────────


def pages(value: Json) -> str:
    """Pages as CSL has them: `12-15`; equal ends once; `no-no` and `n/a` are none."""
    text = plain(value).translate(_DASHES)
    text = re.sub(r"^(?:pp?\.?|pages?)\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?:(?<!\s)\s+)?-+\s*", "-", text).strip(" ,;.-")
    if text.lower() in ("no-no", "n-n", "n/a-n/a", "n/a", "na", "none", "null", "np", "n.pag"):
        return ""
    first_page, _, last_page = text.partition("-")
    return first_page if first_page == last_page else text


_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")


def identifier(scheme: str, value: Json) -> Identifier | None:
    """A checked identifier of that scheme; None where the value is none."""
    text = plain(value)
    found = parse_identifier(text if scheme == "doi" else f"{scheme}:{text}")
    return found if isinstance(found, Identifier) and found.scheme == scheme else None


def eprint(number: str, category: str = "") -> dict[str, Json]:
    """What BibTeX files say of a paper of arXiv, for which CSL has no variables."""
    fields: dict[str, Json] = {"eprint": number, "eprinttype": "arXiv"}
    return {**fields, "eprintclass": category} if category else fields


def without_empty(fields: Mapping[str, object]) -> dict[str, object]:
    """Only the members that say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", ())}
