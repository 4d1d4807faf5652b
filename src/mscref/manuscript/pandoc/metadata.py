"""What the metadata of a document says about its citations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mscref.manuscript.pandoc.citations import cited_keys
from mscref.manuscript.pandoc.richtext import Opaque
from mscref.manuscript.pandoc.tree import Inlines, content_of, is_node, kind_of, plain
from mscref.model.reference import Json

_OLD_RANGE = re.compile(r"(\d{4}(?:-\d\d){0,2})_(\d{4}(?:-\d\d){0,2})?")
_FALSE = frozenset(["false", "no", "off", "0", ""])


@dataclass(frozen=True, slots=True)
class CitationSettings:
    """The fields of pandoc's manual, section Citations; None where the document says nothing."""

    bibliography: tuple[str, ...]
    style: str
    language: str
    nocite: tuple[str, ...]
    section_title: Inlines
    abbreviations: str
    suppress_bibliography: bool
    link_citations: bool
    link_bibliography: bool
    notes_after_punctuation: bool | None

    @property
    def links_to_list(self) -> bool:
        """True where citations are links; without a list there is nothing that they lead to."""
        return self.link_citations and not self.suppress_bibliography


def read_settings(meta: Mapping[str, Json]) -> CitationSettings:
    """The settings of a document's metadata."""
    after = meta.get("notes-after-punctuation")
    title = content_of(meta.get("reference-section-title"))
    return CitationSettings(
        bibliography=tuple(_texts(meta.get("bibliography"))),
        style=_text(meta.get("csl")) or _text(meta.get("citation-style")),
        language=_text(meta.get("lang")),
        nocite=tuple(cited_keys(meta.get("nocite"))),
        section_title=_inlines(title),
        abbreviations=_text(meta.get("citation-abbreviations")),
        suppress_bibliography=_is_true(meta.get("suppress-bibliography")),
        link_citations=_is_true(meta.get("link-citations")),
        link_bibliography="link-bibliography" not in meta or _is_true(meta["link-bibliography"]),
        notes_after_punctuation=None if after is None else _is_true(after),
    )


def read_items(meta: Mapping[str, Json], opaque: Opaque) -> list[Json]:
    """The items of `references` as CSL-JSON with marked-up text."""
    value = content_of(meta.get("references"))
    items = [_json(one, opaque) for one in value] if isinstance(value, list) else []
    return [with_ranges(one) for one in items]


def with_ranges(item: Json) -> Json:
    """The item with dates of the form that pandoc wrote once: "1996_2004" is a range."""
    if not isinstance(item, dict):
        return item
    return {name: _range(value) or value for name, value in item.items()}


def _range(value: Json) -> Json:
    literal = value.get("literal") if isinstance(value, dict) and len(value) == 1 else None
    match = _OLD_RANGE.fullmatch(literal) if isinstance(literal, str) else None
    return f"{match[1]}/{match[2] or '..'}" if match else None


def _json(value: Json, opaque: Opaque) -> Json:
    """A metadata value as plain JSON."""
    content = content_of(value)
    kind = kind_of(value)
    if kind == "MetaMap" and isinstance(content, dict):
        return {name: _json(one, opaque) for name, one in content.items()}
    if kind == "MetaList" and isinstance(content, list):
        return [_json(one, opaque) for one in content]
    if kind == "MetaInlines":
        return opaque.rich_text(content)
    if kind == "MetaBlocks":
        return _text(value)
    return content if isinstance(content, str | bool) else None


def _inlines(content: Json) -> Inlines:
    if isinstance(content, str):
        return [{"t": "Str", "c": content}]
    return content if isinstance(content, list) else []


def _text(value: Json) -> str:
    content = content_of(value)
    if isinstance(content, str):
        return content
    if kind_of(value) == "MetaBlocks" and isinstance(content, list):
        return " ".join([plain(content_of(block)) for block in content if is_node(block)])
    return plain(content)


def _texts(value: Json) -> list[str]:
    content = content_of(value)
    if kind_of(value) == "MetaList" and isinstance(content, list):
        return [text for one in content if (text := _text(one))]
    text = _text(value)
    return [text] if text else []


def _is_true(value: Json) -> bool:
    content = content_of(value)
    return content if isinstance(content, bool) else _text(value).strip().lower() not in _FALSE
