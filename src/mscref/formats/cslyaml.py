"""CSL-YAML ↔ references: CSL-JSON in YAML, as pandoc's metadata has it, its texts in Markdown.

Read are a list of items, or a mapping with `references`. Dates may be CSL-JSON objects, EDTF text,
or mappings with year, month and day, as older pandoc versions wrote them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats import yamltext
from mscref.formats.base import ReadResult
from mscref.formats.cslitem import TEXT_VARIABLES, reference_to_json
from mscref.formats.csljson import read_items, reference_of_file
from mscref.formats.itemplaces import ItemPlaces
from mscref.formats.mapping import not_read
from mscref.formats.markdowntext import escaped, from_markdown, to_markdown, unescaped
from mscref.formats.record import Unread
from mscref.model.reference import Json, Reference
from mscref.model.vocabulary import DATE_VARIABLES, NAME_VARIABLES

_CAPITALS = {name.lower(): name for name in ("DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID")}
# Letter by letter, or numbers.
_VERBATIM = frozenset(
    """
    DOI URL ISBN ISSN PMID PMCID citation-key citation-label year-suffix call-number version page
    page-first volume issue number number-of-pages number-of-volumes chapter-number edition
    collection-number part-number supplement-number printing-number first-reference-note-number
    citation-number locator section
    """.split()
)
_MARKDOWN = TEXT_VARIABLES - _VERBATIM
_DATE_PARTS = ("year", "month", "day")
# The month that stands for the season before the first one (EDTF: spring is 21).
_BEFORE_SPRING = 20


def read(text: str, *, path: str) -> ReadResult:
    """Read the references of a YAML file or of a Markdown file's metadata."""
    payload, diagnostics = yamltext.load(text, path=path, code="cslyaml-syntax")
    if payload is None and diagnostics:
        return ReadResult([], diagnostics)
    items = payload.get("references") if isinstance(payload, dict) else payload
    if not isinstance(items, list):
        message = "there is no list of references in it"
        return ReadResult([], [Diagnostic(Severity.ERROR, "cslyaml-shape", message, Span(path))])
    shaped = [_as_json(one) if isinstance(one, dict) else one for one in items]
    places = ItemPlaces(path, lambda: yamltext.items_of(text, "references"))
    result = read_items(
        shaped, path=path, diagnostics=diagnostics, places=places, format_name="cslyaml"
    )
    result.diagnostics.extend(_literal_dates(items, result.references, places))
    return result


def _literal_dates(
    items: Sequence[Json], references: Sequence[Reference], places: ItemPlaces
) -> Iterator[Diagnostic]:
    """The dates that were written as text and are no EDTF: they stay as text."""
    mappings = [(n, one) for n, one in enumerate(items, start=1) if isinstance(one, dict)]
    for (number, item), reference in zip(mappings, references, strict=True):
        for name, value in item.items():
            date = reference.date(name)
            if isinstance(value, str) and date is not None and date.literal:
                unread = Unread(name, date.literal, "date")
                yield not_read(unread, reference.id, places.item(number), "cslyaml")


def references_of(items: Sequence[Json]) -> list[Reference]:
    """The references of a list of items as YAML has them; what is no mapping is left out."""
    return [
        reference_of_file(_as_json(item), number)
        for number, item in enumerate(items, start=1)
        if isinstance(item, dict)
    ]


def write(references: Sequence[Reference]) -> str:
    """A mapping with the one member `references`, as pandoc reads it."""
    items = [_as_yaml(reference_to_json(reference)) for reference in references]
    return f"---\n{yamltext.dump({'references': items})}...\n"


def _as_json(item: dict[str, Json]) -> dict[str, Json]:
    """The item with the spellings and shapes of CSL-JSON."""
    shaped: dict[str, Json] = {}
    for name, value in item.items():
        variable = _CAPITALS.get(name, name)
        if variable in DATE_VARIABLES:
            shaped[variable] = _date(value)
        elif variable in NAME_VARIABLES:
            shaped[variable] = _names(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            shaped[variable] = str(value)
        elif isinstance(value, str) and variable in _MARKDOWN:
            shaped[variable] = from_markdown(value)
        elif isinstance(value, str) and variable == "page":
            shaped[variable] = value.replace("--", "-")
        else:
            shaped[variable] = value
    return shaped


def _as_yaml(item: dict[str, Json]) -> Json:
    """The item of CSL-JSON with its texts in Markdown."""
    written = dict(item)
    for name, value in item.items():
        if name in NAME_VARIABLES and isinstance(value, list):
            written[name] = [_in_markdown(one) for one in value]
        elif name in _MARKDOWN and isinstance(value, str):
            written[name] = to_markdown(value)
    return written


def _in_markdown(name: Json) -> Json:
    if not isinstance(name, dict):
        return name
    return {part: escaped(text) if isinstance(text, str) else text for part, text in name.items()}


def _names(value: Json) -> Json:
    """Names as a list of objects; a name that is a text is a literal one, as pandoc reads it."""
    listed = value if isinstance(value, list) else [value]
    return [{"literal": unescaped(one)} if isinstance(one, str) else _name(one) for one in listed]


def _name(value: Json) -> Json:
    """A name whose parts are texts: older pandoc versions wrote lists of given names."""
    if not isinstance(value, dict):
        return value
    return {
        part: _stripped(" ".join(map(str, text)) if isinstance(text, list) else text)
        for part, text in value.items()
    }


def _stripped(text: Json) -> Json:
    if isinstance(text, str):
        return unescaped(text.strip())
    return str(text) if isinstance(text, int) and not isinstance(text, bool) else text


def _date(value: Json) -> Json:
    """A date as CSL-JSON has it: a mapping or a list of mappings of year, month and day, as older
    versions of pandoc wrote it, or EDTF text; anything else stays as it is."""
    points = [value] if isinstance(value, dict) else value
    if isinstance(points, list) and points:
        dated = [one for one in points if isinstance(one, dict) and "year" in one]
        if len(dated) == len(points):
            return _shaped(dated)
    if isinstance(value, int | str) and not isinstance(value, bool):
        return _from_text(str(value))
    return value


def _shaped(points: Sequence[dict[str, Json]]) -> Json:
    """Points of year, month and day as `date-parts`; a season is the month that EDTF has for it.

    What else a point says stays beside them.
    """
    date_parts: list[Json] = []
    more: dict[str, Json] = {}
    for point in points:
        rest = dict(point)
        parts: list[Json] = [rest.pop(name) for name in _DATE_PARTS if name in rest]
        season = str(rest.get("season", ""))
        if len(parts) == 1 and season.isdecimal() and len(season) < 3:
            parts.append(_BEFORE_SPRING + int(season))
            del rest["season"]
        date_parts.append(parts)
        more |= rest
    return {"date-parts": date_parts, **more}


def _from_text(text: str) -> Json:
    """EDTF text as a CSL-JSON date."""
    from mscref.formats.bibtex.dates import parse_date
    from mscref.formats.cslitem import date_to_json
    from mscref.formats.datewords import date_in_words, has_sign

    date = parse_date(text) or (None if has_sign(text) else date_in_words(text))
    return date_to_json(date) if date else {"literal": text}
