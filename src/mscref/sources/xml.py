"""XML of registries as plain JSON values, so that payloads of every kind can be kept alike.

An element is `{"name": …, "attributes": {…}, "children": [text or element, …]}` with local
names. Entities of the document's own and deep nesting are refused; a DOCTYPE as such is not,
because PubMed sends one.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import cast

from mscref.errors import PayloadChangedError
from mscref.model.reference import Json
from mscref.sources.base import MAX_DEPTH
from mscref.sources.values import member
from mscref.xmltree import EventReader, XmlError


class _Elements:
    """Collects the elements as Json."""

    def __init__(self) -> None:
        self.root: dict[str, Json] = {"children": []}
        self._stack = [self.root]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element: dict[str, Json] = {
            "name": name.rpartition(" ")[2],
            "attributes": cast("dict[str, Json]", local),
            "children": [],
        }
        _children(self._stack[-1]).append(element)
        self._stack.append(element)

    def end(self, _name: str) -> None:
        self._stack.pop()

    def characters(self, data: str) -> None:
        _children(self._stack[-1]).append(data)


def parse_xml(body: bytes, service: str) -> dict[str, Json]:
    """The root element; raises PayloadChangedError."""
    elements = _Elements()
    try:
        EventReader(elements, depth=MAX_DEPTH, namespaces=True, doctype=True).read(body)
    except XmlError as error:
        raise PayloadChangedError(f"{service} sent XML that cannot be read: {error}") from error
    return next(_elements(elements.root))


def find(element: Json, *path: str) -> Json:
    """The first element at `path` below, or None."""
    for name in path:
        element = next((one for one in _elements(element) if one["name"] == name), None)
        if element is None:
            return None
    return element


def find_all(element: Json, *path: str) -> Iterator[dict[str, Json]]:
    """Every element at the end of `path`, the last step taken for all, the others for the first."""
    parent = find(element, *path[:-1])
    yield from (one for one in _elements(parent) if one["name"] == path[-1])


def attribute(element: Json, name: str) -> str:
    """An attribute, or ""."""
    value = member(element, "attributes", name)
    return value if isinstance(value, str) else ""


def text_of(element: Json, *path: str) -> str:
    """All text inside the element at `path`, markup escaped away; "" where there is none."""
    return html.unescape(_markup(find(element, *path), with_tags=False))


def markup_of(element: Json, *path: str) -> str:
    """The inside of the element at `path` as escaped text with its tags, for `text.rich`."""
    return _markup(find(element, *path), with_tags=True)


def _markup(element: Json, *, with_tags: bool) -> str:
    children = member(element, "children")
    parts: list[str] = []
    for child in children if isinstance(children, list) else []:
        if isinstance(child, str):
            parts.append(html.escape(child, quote=False))
        elif isinstance(child, dict):
            inside = _markup(child, with_tags=with_tags)
            name = child["name"]
            parts.append(f"<{name}>{inside}</{name}>" if with_tags else inside)
    return "".join(parts)


def _elements(element: Json) -> Iterator[dict[str, Json]]:
    children = member(element, "children")
    for child in children if isinstance(children, list) else []:
        if isinstance(child, dict):
            yield child


def _children(element: dict[str, Json]) -> list[Json]:
    return cast("list[Json]", element["children"])
