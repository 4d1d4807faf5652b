"""One record of a source ↔ one row of the index. Pure.

What crosses the border: a `KeptWork` in, a tuple in the order of `COLUMNS` out; and back. The
columns that most works have stand alone, for they pack well and say at a glance what the work is;
all else is JSON in `more`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast

from mscref.bulk.reading import KeptWork
from mscref.diagnostics import Diagnostic, Severity
from mscref.formats.cslitem import reference_from_json, reference_to_json
from mscref.model.characters import storable
from mscref.model.dates import Date, PartialDate
from mscref.model.identifiers import Identifier
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources.base import NOTHING_ASIDE, Aside, Notice, Relation, SourceRecord

# Column → CSL variable.
_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "doi": "DOI", "title": "title", "container": "container-title", "volume": "volume",
        "issue": "issue", "page": "page", "publisher": "publisher", "issn": "ISSN",
    }
)  # fmt: skip
COLUMNS = ("source", "type", *_TEXTS, "author", "issued", "updated", "more")
_BETWEEN_NAMES, _BETWEEN_PARTS = "\n", "|"
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def row_of(kept: KeptWork) -> tuple[str, ...]:
    """The record as texts, "" where there is nothing."""
    record = kept.record
    fields = dict(record.reference.fields)
    row = {"source": record.source, "type": record.reference.type, "updated": kept.updated}
    for column, variable in _TEXTS.items():
        if isinstance(value := fields.get(variable), str) and "\0" not in value:
            row[column] = value
            del fields[variable]
    row["author"] = _plain_names(fields.get("author"))
    row["issued"] = _plain_date(fields.get("issued"))
    for name in ("author", "issued"):
        if row[name]:
            del fields[name]
    more = _more_of(record, fields)
    row["more"] = json.dumps(more, ensure_ascii=False, separators=(",", ":")) if more else ""
    return tuple(storable(row.get(name, "")) for name in COLUMNS)


def kept_of_row(row: Mapping[str, str]) -> KeptWork:
    """The record that a row holds."""
    more: dict[str, Any] = json.loads(row["more"]) if row["more"] else {}
    item = reference_from_json({"id": "", "type": row["type"], **more.get("csl", {})})
    fields: dict[str, FieldValue] = {
        variable: row[column] for column, variable in _TEXTS.items() if row[column]
    }
    if row["author"]:
        fields["author"] = tuple(_name(one) for one in row["author"].split(_BETWEEN_NAMES))
    if row["issued"]:
        fields["issued"] = _date(row["issued"])
    reference = Reference(
        more.get("id", row["doi"]), row["type"], {**fields, **item.fields}, item.extra
    )
    record = SourceRecord(
        source=row["source"],
        reference=reference,
        names=tuple(_identifiers(more.get("names", _own(row["doi"])))),
        notices=tuple(Notice(*one) for one in more.get("notices", ())),
        is_about=tuple(Notice(*one) for one in more.get("about", ())),
        relations=tuple(
            Relation(kind, Identifier(scheme, value))
            for kind, scheme, value in more.get("relations", ())
        ),
        remarks=tuple(
            Diagnostic(Severity.WARNING, code, message, hint=hint)
            for code, message, hint in more.get("remarks", ())
        ),
        aside=_aside(more.get("aside")),
    )
    return KeptWork(record, row["updated"])


def _more_of(record: SourceRecord, fields: Mapping[str, FieldValue]) -> dict[str, Json]:
    """What no column holds, by name; what is empty or follows from the columns is left out."""
    item = reference_to_json(Reference("", "", dict(fields), record.reference.extra))
    names = _pairs(record.names)
    doi = record.reference.text("DOI")
    more: dict[str, Json] = {
        "id": record.reference.id if record.reference.id != doi else None,
        "csl": {name: value for name, value in item.items() if name not in ("id", "type")},
        "notices": _notices(record.notices),
        "about": _notices(record.is_about),
        "relations": [
            [one.kind, one.identifier.scheme, one.identifier.value] for one in record.relations
        ],
        "remarks": [[one.code, one.message, one.hint] for one in record.remarks],
        "aside": _of_aside(record.aside),
    }
    kept: dict[str, Json] = {name: value for name, value in more.items() if value}
    if names != _own(doi):
        kept["names"] = names
    return kept


def _own(doi: str) -> list[Json]:
    return [["doi", doi.lower()]] if doi else []


def _pairs(names: Iterable[Identifier]) -> list[Json]:
    return [[one.scheme, one.value] for one in names]


def _identifiers(pairs: Sequence[Sequence[str]]) -> list[Identifier]:
    return [Identifier(cast("Any", scheme), value) for scheme, value in pairs]


def _notices(notices: Iterable[Notice]) -> list[Json]:
    return [[one.kind, one.doi, one.date, one.source] for one in notices]


def _of_aside(aside: Aside) -> Json:
    if aside == NOTHING_ASIDE:
        return None
    return [list(aside.other_titles), aside.latest, aside.published_in]


def _aside(kept: Any) -> Aside:  # noqa: ANN401 - one of our own lists
    return Aside(tuple(kept[0]), kept[1], kept[2]) if kept else NOTHING_ASIDE


def _plain_names(value: FieldValue | None) -> str:
    """`Family|Given` for each, a line each; "" where a name has more than these parts."""
    if not isinstance(value, tuple) or not value:
        return ""
    written = []
    for name in value:
        text = f"{name.family}{_BETWEEN_PARTS}{name.given}"
        if name != Name(name.family, name.given) or _is_cut(name.family + name.given):
            return ""
        written.append(text)
    return _BETWEEN_NAMES.join(written)


def _is_cut(text: str) -> bool:
    return _BETWEEN_PARTS in text or _BETWEEN_NAMES in text or "\0" in text


def _name(text: str) -> Name:
    family, _, given = text.partition(_BETWEEN_PARTS)
    return Name(family, given)


def _plain_date(value: FieldValue | None) -> str:
    """A date of one point as ISO 8601; "" for any other."""
    if not isinstance(value, Date) or value.start is None or value != Date(value.start):
        return ""
    year, month, day = value.start.year, value.start.month, value.start.day
    is_plain = 1000 <= year <= 9999 and month <= 12 and (month or not day)
    parts = [f"{year:04}", *(f"{part:02}" for part in (month, day) if part)]
    return "-".join(parts) if is_plain else ""


def _date(text: str) -> Date:
    match = _ISO.fullmatch(text)
    numbers = [int(part or 0) for part in match.groups()] if match else [0, 0, 0]
    return Date(PartialDate(*numbers))
