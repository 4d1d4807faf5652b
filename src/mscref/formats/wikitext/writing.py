"""One reference → one cite template in a `<ref>`; no value can end or begin a template."""

from __future__ import annotations

from collections.abc import Iterator

from mscref.formats.mapping import Tags, write_fields
from mscref.formats.wikitext import dates
from mscref.formats.wikitext.markup import address, addresses, comment, marked, plain
from mscref.formats.wikitext.people import contributes, written_people
from mscref.formats.wikitext.tables import (
    CHAPTER_NUMBER,
    FORMAT,
    NUMBERED,
    PARTS,
    RULES,
    SERIES_NUMBER,
    TYPES,
    UNPLACED,
    WRITTEN_CONTAINER,
    WRITTEN_KINDS,
    WRITTEN_TYPES,
)
from mscref.model.reference import Reference
from mscref.patterns import lazy

_PARAMETER = lazy(r"[^|={}\[\]<>\n]+")
_URLS = frozenset(["url", "chapter-url", "archive-url"])
_RANGE = lazy(r"(?<=\w)-(?=\w)")
# What would end the name of a `<ref>`, or be expanded in it.
_NOT_IN_NAME = lazy(r"[\"<>\n|{}\[\]~]")
_NUMBER = lazy(r"\s*\d+\s*")


def name_of(key: str) -> str:
    """A key as the name of a `<ref>`, which is no number (Help:Footnotes)."""
    name = _NOT_IN_NAME.sub("", key)
    return f"ref-{name.strip()}" if _NUMBER.fullmatch(name) else name


def ref_of(reference: Reference, name: str) -> str:
    """`<ref name="key">{{cite … }} note</ref>`."""
    parameters: dict[str, str] = {}
    for parameter, text in _parameters(reference):
        if text:
            parameters.setdefault(parameter, text)
    listed = "".join(f" |{parameter}={text}" for parameter, text in parameters.items())
    template = _template(reference)
    note, annotation = reference.text("note"), reference.text("annote")
    _, others = addresses(reference.text("URL"))
    behind = "".join(f" {one}" for one in (others, marked(note)) if one)
    behind += f"<!-- {comment(annotation)} -->" if annotation else ""
    start = f'<ref name="{name.replace("&", "&amp;")}">' if name else "<ref>"
    return f"{start}{{{{{template}{listed}}}}}{behind}</ref>"


def _template(reference: Reference) -> str:
    kept = reference.extra.get(FORMAT)
    said = kept.get("template") if isinstance(kept, dict) else None
    if isinstance(said, list) and said and isinstance(said[0], str) and said[0] in TYPES:
        return said[0]
    return WRITTEN_TYPES.get(reference.type, UNPLACED)


def _parameters(reference: Reference) -> Iterator[tuple[str, str]]:
    """The parameters in the order in which people read them."""
    tags = write_fields(RULES, reference, format_name=FORMAT)
    tags.pop("template", None)
    for parameter, text in written_people(reference):
        yield parameter, plain(text)
    dated = [(name, plain(text)) for name, text in dates.parameters_of(reference)]
    yield from dated[:1]
    yield from _titles(reference)
    _put_kind(reference, tags)
    if reference.type not in NUMBERED and "number" in tags:
        tags.setdefault("id", []).extend(tags.pop("number"))
    number = reference.text("collection-number")
    if number:
        series = reference.text("collection-title")
        tags["series"] = [", ".join(filter(None, [series, f"{SERIES_NUMBER}{number}"]))]
    if "pmc" in tags:
        tags["pmc"] = [one.removeprefix("PMC") for one in tags["pmc"]]
    if "pages" in tags:
        tags["pages"] = [_RANGE.sub("–", one) for one in tags["pages"]]
    if reference.text("chapter-number"):
        pages = [f"pp. {one}" for one in tags.pop("pages", [])[:1]]
        tags["at"] = [", ".join([f"{CHAPTER_NUMBER}{reference.text('chapter-number')}", *pages])]
    yield from _rest(tags)
    yield from dated[1:]


def _put_kind(reference: Reference, tags: Tags) -> None:
    """`type=Data set`, before what else is said of the kind of the work."""
    kind = WRITTEN_KINDS.get(reference.type, "")
    if kind:
        tags["type"] = [", ".join([kind, *tags.get("type", [])[:1]])]


def _rest(tags: Tags) -> Iterator[tuple[str, str]]:
    for name, texts in tags.items():
        text = texts[0] if texts else ""
        if text and _PARAMETER.fullmatch(name):
            first = addresses(text)[0] if name == "url" else address(text)
            yield name, first if name in _URLS else marked(text)


def _titles(reference: Reference) -> Iterator[tuple[str, str]]:
    title, container = reference.text("title"), reference.text("container-title")
    if reference.type in PARTS:
        part = "contribution" if contributes(reference) else "chapter"
        yield from ((part, marked(title)), ("title", marked(container)))
        return
    yield "title", marked(title)
    yield WRITTEN_CONTAINER.get(reference.type, "work"), marked(container)
