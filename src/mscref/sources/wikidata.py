"""Wikidata: an item → a record; what the items are called that it names is a second question.

`Special:EntityData/Q….json` has the whole item; `wbgetentities` has the labels of fifty at once.
Both are documented on wikidata.org (Wikidata:Data access). Statements that are deprecated count
for nothing, preferred ones before normal ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import cast

from mscref.errors import PayloadChangedError
from mscref.model.dates import Date, PartialDate
from mscref.model.identifiers import Identifier
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import Batched, Request, Response, SourceRecord
from mscref.sources.text import plain, rich
from mscref.sources.values import member

_LANGUAGES = ("en", "mul", "de", "fr", "es")
# What an item is an instance of (P31) → CSL type.
_TYPES = MappingProxyType(
    {
        "Q13442814": "article-journal",  # scholarly article
        "Q18918145": "article-journal",  # academic journal article
        "Q7318358": "article-journal",  # review article
        "Q1504425": "article-journal",  # systematic review
        "Q815382": "article-journal",  # meta-analysis
        "Q2782326": "article-journal",  # case report
        "Q871232": "article-journal",  # editorial
        "Q580922": "article",  # preprint
        "Q23927052": "paper-conference",  # conference paper
        "Q571": "book",
        "Q3331189": "book",  # version, edition or translation
        "Q47461344": "book",  # written work
        "Q7725634": "book",  # literary work
        "Q8261": "book",  # novel
        "Q1980247": "chapter",
        "Q21481766": "chapter",  # academic chapter
        "Q1266946": "thesis",
        "Q187685": "thesis",  # doctoral thesis
        "Q1907875": "thesis",  # master's thesis
        "Q10870555": "report",
        "Q3099732": "report",  # technical report
        "Q1172284": "dataset",
        "Q7397": "software",
        "Q341": "software",  # free software
        "Q166142": "software",  # application
        "Q5707594": "article-newspaper",
        "Q191067": "article",
        "Q253623": "patent",
        "Q35127": "webpage",
        "Q11424": "motion_picture",
    }
)
_HUMAN = "Q5"
# Property → CSL variable, for what is written out in the item itself.
_TEXTS = MappingProxyType(
    {
        "P478": "volume",
        "P433": "issue",
        "P304": "page",
        "P393": "edition",
        "P1104": "number-of-pages",
    }
)
_NAMED = MappingProxyType({"P1433": "container-title", "P123": "publisher"})
_PEOPLE = MappingProxyType(
    {"author": ("P50", "P2093"), "editor": ("P98", "P5769"), "translator": ("P655", "P9961")}
)
_IDENTIFIERS = (("P356", "doi"), ("P698", "pmid"), ("P932", "pmcid"), ("P818", "arxiv"),
                ("P212", "isbn"), ("P957", "isbn"))  # fmt: skip
_VARIABLES = MappingProxyType({"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN"})
_YEAR, _MONTH, _DAY = 9, 10, 11  # precisions of dates


class Wikidata(Batched):
    """www.wikidata.org, one item."""

    name = "wikidata"
    title = "Wikidata"

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """One item."""
        path = f"/wiki/Special:EntityData/{identifiers[0].value}.json"
        return Request("wikidata", path, may_be_absent=True)

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """The item; one that was merged into another comes under the other's name."""
        entities = values.documented(member(response.json(), "entities"), dict, self.title)
        entity = entities.get(identifiers[0].value) or next(iter(entities.values()), None)
        is_there = isinstance(entity, dict) and "missing" not in entity
        return {identifiers[0]: {"entity": entity}} if is_there else {}

    def parse(self, raw: Json) -> SourceRecord:
        """An item as a record; `names` of `raw` holds what the items are called that it names."""
        item = WikidataItem(member(raw, "entity"), member(raw, "names"))
        number, title = item.number, item.title
        if not number or not title:
            raise PayloadChangedError("Wikidata sent something that is no item with a title")
        names = tuple(item.identifiers())
        fields = values.without_empty(
            {
                "title": title,
                **{variable: item.people(*both) for variable, both in _PEOPLE.items()},
                **{variable: item.text(one) for one, variable in _TEXTS.items()},
                **{variable: item.named(one) for one, variable in _NAMED.items()},
                "page": values.pages(item.text("P304")),
                "issued": item.date("P577"),
                "URL": item.text("P953") or item.text("P856"),
                **{_VARIABLES[one.scheme]: one.value for one in names if one.scheme in _VARIABLES},
            }
        )
        reference = Reference(number, item.type, cast("dict[str, FieldValue]", fields))
        return SourceRecord(self.name, reference, (*names, Identifier("wikidata", number)))


class WikidataNames(Batched):
    """www.wikidata.org, what items are called."""

    name = "wikidata-names"
    title = "Wikidata"
    batch_size = 50

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """The labels of fifty items."""
        params = (
            ("action", "wbgetentities"),
            ("ids", "|".join(one.value for one in identifiers)),
            ("props", "labels"),
            ("languages", "|".join(_LANGUAGES)),
            ("format", "json"),
        )
        return Request("wikidata", "/w/api.php", params)

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """Each item with its labels."""
        entities = values.documented(member(response.json(), "entities"), dict, self.title)
        return {
            one: {"label": label_of(entities[one.value])}
            for one in identifiers
            if label_of(entities.get(one.value))
        }

    def parse(self, raw: Json) -> SourceRecord:
        """What an item is called, as a record of nothing else."""
        return SourceRecord(
            self.name, Reference("", "document", {"title": plain(member(raw, "label"))})
        )


class WikidataItem:
    """The statements of one item, the preferred ones first."""

    def __init__(self, entity: Json, names: Json = None) -> None:
        self._entity = entity if isinstance(entity, dict) else {}
        self._names = names if isinstance(names, dict) else {}

    @property
    def number(self) -> str:
        """`Q` and digits."""
        return plain(self._entity.get("id"))

    @property
    def is_work(self) -> bool:
        """Whether it can be cited: it is of a kind that is, or has a title, an author or a DOI."""
        kinds = set(self._numbers("P31"))
        if _HUMAN in kinds:
            return False
        told = ("P1476", "P50", "P2093", "P356", "P577")
        return bool(kinds & _TYPES.keys()) or any(self._values(one) for one in told)

    @property
    def title(self) -> str:
        """Its title (P1476), else what it is called."""
        written = next((member(one, "text") for one in self._values("P1476")), None)
        return rich(written) or rich(label_of(self._entity))

    @property
    def type(self) -> str:
        """The CSL type of what it is an instance of."""
        return next((_TYPES[one] for one in self._numbers("P31") if one in _TYPES), "document")

    def text(self, name: str) -> str:
        """The first text of a property."""
        return next(filter(None, (plain(one) for one in self._values(name))), "")

    def named(self, name: str) -> str:
        """What the item is called that a property points to."""
        return next(filter(None, (plain(self._names.get(n)) for n in self._numbers(name))), "")

    def pointed_to(self) -> list[str]:
        """The items whose names are needed: people who are not written out, journal, publisher."""
        people = [one for item, _ in _PEOPLE.values() for one in self._statements(item)]
        found = [_number(_value(one)) for one in people if not _stated_as(one)]
        found += [number for name in _NAMED for number in self._numbers(name)]
        return [one for one in dict.fromkeys(found) if one]

    def people(self, item: str, text: str) -> tuple[Name, ...]:
        """Authors that have items and authors that are only written, by their numbers."""
        rows: list[tuple[int, Name | None]] = []
        for statement in self._statements(item):
            called = _stated_as(statement) or plain(self._names.get(_number(_value(statement))))
            rows.append((_place(statement), values.person_from_text(called)))
        rows += [
            (_place(one), values.person_from_text(_value(one))) for one in self._statements(text)
        ]
        rows.sort(key=lambda row: row[0])
        return tuple(name for _, name in rows if name is not None)

    def date(self, name: str) -> Date | None:
        """The first date of a property, as exact as it is said to be."""
        for one in self._values(name):
            written, precision = plain(member(one, "time")), member(one, "precision")
            year, month, day = (*written.removeprefix("+")[:10].split("-"), "", "")[:3]
            parts = [year] + [month] * (precision in (_MONTH, _DAY)) + [day] * (precision == _DAY)
            is_exact = isinstance(precision, int) and precision >= _YEAR
            point = values.point(*parts) if is_exact and not written.startswith("-") else None
            if isinstance(point, PartialDate):
                return Date(point)
        return None

    def identifiers(self) -> Iterator[Identifier]:
        """The identifiers of other registries, each once."""
        found = (values.identifier(s, one) for p, s in _IDENTIFIERS for one in self._values(p))
        yield from dict.fromkeys(one for one in found if one is not None)

    def _values(self, name: str) -> list[Json]:
        return [value for one in self._statements(name) if (value := _value(one)) is not None]

    def _numbers(self, name: str) -> list[str]:
        return [number for one in self._values(name) if (number := _number(one))]

    def _statements(self, name: str) -> list[dict[str, Json]]:
        rows = values.elements(member(self._entity, "claims", name))
        rows = [one for one in rows if one.get("rank") != "deprecated"]
        return sorted(rows, key=lambda one: one.get("rank") != "preferred")


def label_of(entity: Json) -> str:
    """What an item is called, in English where it is."""
    labels = member(entity, "labels")
    rows = labels if isinstance(labels, dict) else {}
    names = [*_LANGUAGES, *rows]
    return next(filter(None, (plain(member(rows.get(one), "value")) for one in names)), "")


def _value(statement: dict[str, Json]) -> Json:
    return member(statement, "mainsnak", "datavalue", "value")


def _number(value: Json) -> str:
    return plain(member(value, "id"))


def _qualifier(statement: dict[str, Json], name: str) -> str:
    rows = values.elements(member(statement, "qualifiers", name))
    return next(filter(None, (plain(member(one, "datavalue", "value")) for one in rows)), "")


def _stated_as(statement: dict[str, Json]) -> str:
    return _qualifier(statement, "P1932")


def _place(statement: dict[str, Json]) -> int:
    """The number of an author in the list (P1545); what has none stands behind."""
    written = _qualifier(statement, "P1545")
    return int(written) if written.isdecimal() and len(written) < 6 else 100_000
