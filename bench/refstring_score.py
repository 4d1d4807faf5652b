"""How right a parsed reference string is: token F1, field F1, whole references exact.

Values are compared as the words they hold: Unicode compatibility forms and case folded, dashes
made equal, and the words that announce a value rather than belong to it ("pp.", "Vol.", "In",
"eds", "et al.") left out. Fields that a set does not tag are not scored on it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mscref.refstring.parse import ParsedReference

CORE = ("author", "title", "container", "year", "volume", "issue", "pages")
FIELDS = (*CORE, "publisher", "location", "editor", "doi", "url")
_UNTAGGED = {
    "linkedbooks": frozenset(["container", "editor", "issue", "doi", "url"]),
    "excite": frozenset(["location", "doi"]),
    "parscit": frozenset(["doi", "url"]),
}
_NAME_WORDS = frozenset(
    "et al and und others y e eds ed editor editors hrsg hg in by u a hrsgg herausgeber".split()
)
_ANNOUNCING = {
    "container": frozenset(["in"]),
    "volume": frozenset("vol volume v bd band vols jg t tome jahrgang".split()),
    "issue": frozenset("no nr n num number issue iss heft h nos issues".split()),
}
_PAGE_WORDS = frozenset("pp p pages page s seiten pg".split())
_YEAR = re.compile(r"(?<!\d)((?:1[4-9]|20)\d\d)")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_URL = re.compile(r"(?:https?://|www\.|ftp://)\S+")
_DASHES = re.compile("[\u2010-\u2015\u2212\u00ad~]")
_WORDS = re.compile(r"\w+")
_CLOSING = ".,;)]>"


def fields_of_set(source: str) -> tuple[str, ...]:
    """The fields that references of this origin are scored on."""
    for prefix, untagged in _UNTAGGED.items():
        if source.startswith(prefix):
            return tuple(name for name in FIELDS if name not in untagged)
    return FIELDS


def values_of_spans(text: str, spans: Iterable[tuple[int, int, str]]) -> dict[str, str]:
    """The fields that labelled spans make: several spans of one field are joined.

    Of year, volume, issue, DOI and URL the first counts (for the year: the first that holds one).
    """
    found: dict[str, list[str]] = {}
    for start, end, label in spans:
        value = text[start:end]
        name = "year" if label == "date" else label
        if name == "url" and "doi.org" in value.replace(" ", "").lower():
            name = "doi"
        if name in FIELDS:
            found.setdefault(name, []).append(value)
    return {name: _joined(name, values) for name, values in found.items()}


_NAME_OF_FIELD = {"date": "year", "DOI": "doi", "URL": "url"}


def values_of_parse(parsed: ParsedReference) -> dict[str, str]:
    """The fields of a parse, under the names of the metric."""
    found: dict[str, list[str]] = {}
    for part in parsed.fields:
        found.setdefault(_NAME_OF_FIELD.get(part.name, part.name), []).append(part.value)
    return {name: _joined(name, values) for name, values in found.items() if name in FIELDS}


def _joined(name: str, values: list[str]) -> str:
    if name == "year":
        return next((value for value in values if _YEAR.search(value)), values[0])
    return values[0] if name in ("doi", "url", "volume", "issue") else " ".join(values)


def words_of(name: str, value: str) -> list[str]:
    """The words of a field's value that count."""
    folded = _DASHES.sub("-", unicodedata.normalize("NFKC", value)).casefold()
    if name == "year":
        year = _YEAR.search(folded)
        return [year.group(1)] if year else _WORDS.findall(folded)
    if name == "doi":
        doi = _DOI.search("".join(folded.split()))
        return [doi.group().rstrip(_CLOSING)] if doi else []
    if name == "url":
        return _url_words("".join(folded.split()))
    words = _WORDS.findall(folded)
    if name == "pages":
        return [word for word in words if word not in _PAGE_WORDS]
    if name in ("author", "editor"):
        return [word for word in words if word not in _NAME_WORDS]
    announcing = _ANNOUNCING.get(name, frozenset())
    first = next((at for at, word in enumerate(words) if word not in announcing), len(words))
    return words[first:]


def _url_words(value: str) -> list[str]:
    url = _URL.search(value)
    bare = (url.group() if url else value).rstrip(_CLOSING + "/")
    return [re.sub(r"^(?:https?://)?(?:www\.)?", "", bare)] if bare else []


@dataclass(slots=True)
class Score:
    """Counts over the references of one set."""

    references: int = 0
    core_exact: int = 0
    all_exact: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    gold_words: Counter[str] = field(default_factory=Counter)
    parsed_words: Counter[str] = field(default_factory=Counter)
    equal: Counter[str] = field(default_factory=Counter)
    gold_fields: Counter[str] = field(default_factory=Counter)
    parsed_fields: Counter[str] = field(default_factory=Counter)

    def add(
        self, gold: Mapping[str, str], parsed: Mapping[str, str], *, fields: Iterable[str]
    ) -> list[str]:
        """Count one reference; returns the fields that are wrong."""
        wrong = []
        for name in fields:
            expected = words_of(name, gold.get(name, ""))
            given = words_of(name, parsed.get(name, ""))
            self.hits[name] += sum((Counter(expected) & Counter(given)).values())
            self.gold_words[name] += len(expected)
            self.parsed_words[name] += len(given)
            self.gold_fields[name] += bool(expected)
            self.parsed_fields[name] += bool(given)
            if expected == given:
                self.equal[name] += bool(expected)
            else:
                wrong.append(name)
        self.references += 1
        self.all_exact += not wrong
        self.core_exact += not set(wrong) & set(CORE)
        return wrong

    @property
    def token_f1(self) -> float:
        """Micro-averaged over all fields, in per cent."""
        return _f1(self.hits.total(), self.gold_words.total(), self.parsed_words.total())

    @property
    def field_f1(self) -> float:
        """Micro F1 of exactly equal fields, in per cent."""
        return _f1(self.equal.total(), self.gold_fields.total(), self.parsed_fields.total())

    def field_f1_of(self, name: str) -> float:
        """F1 of one field, exactly equal, in per cent."""
        return _f1(self.equal[name], self.gold_fields[name], self.parsed_fields[name])

    @property
    def core(self) -> float:
        """References exact in all seven core fields, in per cent."""
        return 100 * self.core_exact / max(1, self.references)


def _f1(hits: int, gold: int, parsed: int) -> float:
    return 200 * hits / (gold + parsed) if gold + parsed else 100.0
