"""One reference → one cite template in a `<ref>`; no value can end or begin a template."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from mscref.formats.bibtex.dates import format_date
from mscref.formats.mapping import Tags, family_with_particles, write_fields
from mscref.formats.wikitext.tables import (
    FORMAT,
    MONTHS,
    NUMBERED,
    PARTS,
    PEOPLE,
    RULES,
    TYPES,
    UNPLACED,
    WRITTEN_CONTAINER,
    WRITTEN_TYPES,
)
from mscref.model.dates import Date
from mscref.model.markup import Tag, split_markup, strip_case_markup
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.patterns import lazy
from mscref.records import replaced as replace

_BLANKS = lazy(r"\s+")
_SIGNS = str.maketrans(
    {"|": "{{!}}", "{": "&#123;", "}": "&#125;", "[": "&#91;", "]": "&#93;", "'": "&#39;"}
)
# What ends an address, the template or `<ref>`; two apostrophes begin italics even there.
_IN_URL = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "|{}[]<>\"' \n\t"})
_PARAMETER = lazy(r"[^|={}\[\]<>\n]+")
_LONE_QUOTE = lazy(r"(?<!')'(?!')")
_URLS = frozenset(["url", "chapter-url", "archive-url"])
_TAGS = {"i": "''", "b": "'''"}
_KEPT = frozenset(["sup", "sub"])
_NOT_IN_NAME = lazy(r"[\"<>\n]")


def ref_of(reference: Reference) -> str:
    """`<ref name="key">{{cite … }}</ref>`."""
    parameters = "".join(f" |{name}={text}" for name, text in _parameters(reference))
    name = WRITTEN_TYPES.get(reference.type, UNPLACED)
    kept = reference.extra.get(FORMAT)
    said = kept.get("template") if isinstance(kept, dict) else None
    if isinstance(said, list) and said and isinstance(said[0], str) and said[0] in TYPES:
        name = said[0]
    key = _NOT_IN_NAME.sub("", reference.id)
    return f'<ref name="{key}">{{{{{name}{parameters}}}}}</ref>'


def _parameters(reference: Reference) -> Iterator[tuple[str, str]]:
    """The parameters in the order in which people read them."""
    tags = write_fields(RULES, reference, format_name=FORMAT)
    tags.pop("template", None)
    for variable in PEOPLE:
        yield from _people(reference, variable)
    issued = reference.date("issued")
    if issued is not None:
        yield "date", _escaped(_date_text(issued))
    yield from _titles(reference)
    if reference.type not in NUMBERED and "number" in tags:
        tags.setdefault("id", []).extend(tags.pop("number"))
    if "pmc" in tags:
        tags["pmc"] = [one.removeprefix("PMC") for one in tags["pmc"]]
    if "pages" in tags:
        tags["pages"] = [one.replace("-", "–") for one in tags["pages"]]
    yield from _rest(tags)
    for variable, name in (("accessed", "access-date"), ("original-date", "orig-date")):
        date = reference.date(variable)
        if date is not None:
            yield name, _escaped(_date_text(date))


def _rest(tags: Tags) -> Iterator[tuple[str, str]]:
    for name, texts in tags.items():
        text = texts[0] if texts else ""
        if text and _PARAMETER.fullmatch(name):
            yield name, text.translate(_IN_URL) if name in _URLS else _marked(text)


def _titles(reference: Reference) -> Iterator[tuple[str, str]]:
    title, container = reference.text("title"), reference.text("container-title")
    if reference.type in PARTS:
        yield from (("chapter", _marked(title)), ("title", _marked(container)))
        return
    if title:
        yield "title", _marked(title)
    if container:
        yield WRITTEN_CONTAINER.get(reference.type, "work"), _marked(container)


def _people(reference: Reference, variable: str) -> Iterator[tuple[str, str]]:
    last, first, other = PEOPLE[variable]
    names = [one for one in reference.names(variable) if not one.is_truncation]
    for number, name in enumerate(names, start=1):
        if name.literal or not name.family:
            yield f"{other}{number}", _escaped(name.literal or name.given)
            continue
        yield (
            f"{last}{number}",
            _escaped(family_with_particles(replace(name, dropping_particle=""))),
        )
        given = _given(name)
        if given:
            yield f"{first}{number}", _escaped(given)
    if len(names) < len(reference.names(variable)):
        yield f"display-{other}s", "etal"


def _given(name: Name) -> str:
    return " ".join(part for part in (name.given, name.dropping_particle, name.suffix) if part)


def _date_text(date: Date) -> str:
    """A date as the templates take it: a day as ISO 8601, a month by its name, ranges by a dash."""
    point = date.start
    if point is None or date.season:
        return date.literal or date.raw or f"{date.season} {date.year or ''}".strip()
    if date.end is not None and not (point.month or date.end.month):
        return f"{point.year}–{date.end.year}"
    is_month = 1 <= point.month <= len(MONTHS) and not point.day and not date.is_range
    text = f"{MONTHS[point.month - 1]} {point.year}" if is_month else format_date(date) or ""
    return f"c. {point.year}" if date.circa and not date.is_range and not point.month else text


def _marked(text: str) -> str:
    """Text of CSL with the markup of wikitext."""
    pieces = []
    for part in split_markup(strip_case_markup(text)):
        if isinstance(part, Tag):
            pieces.append(_tag(part))
        else:
            pieces.append(_escaped(part))
    return "".join(pieces)


def _tag(tag: Tag) -> str:
    if tag.name in _TAGS:
        return _TAGS[tag.name]
    return tag.source if tag.name in _KEPT else ""


def _escaped(text: str) -> str:
    """Text that is no wikitext; an apostrophe alone is one."""
    parts = _LONE_QUOTE.split(_BLANKS.sub(" ", text))
    return "'".join(escape(part, quote=False).translate(_SIGNS) for part in parts)
