"""The lists in a package that say what its parts are, with a part added to them.

A part is known by its type and found by a relation (ECMA-376 part 2, 7.3 and 6.5).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mscref.manuscript.office.xml_bytes import escape, tags

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HEAD_LENGTH = 8192
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


class Names(NamedTuple):
    """The namespace of Word's own names, and the beginning of the names of relations."""

    word: str
    relations: str


_TRANSITIONAL = Names(
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
_STRICT = Names(
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)


def names_of(body: bytes) -> Names:
    """The names that a document uses: those of ISO 29500's strict form, or those of Word."""
    return _STRICT if f'"{_STRICT.word}"'.encode() in body[:_HEAD_LENGTH] else _TRANSITIONAL


def with_type(types: bytes | None, part: str, content_type: str) -> bytes:
    """The types with that of one more part."""
    listed = types or f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"/>'.encode()
    if f'"{part}"'.encode() in listed:
        return listed
    new = f'<Override PartName="{escape(part)}" ContentType="{content_type}"/>'
    return _inserted(listed, "Types", new)


def with_relation(relations: bytes | None, *, identifier: str, kind: str, target: str) -> bytes:
    """The relations with one more; `identifier` gets a number that is free."""
    listed = relations or f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
    taken = {tag.attributes.get("Id", "") for tag in tags(listed) if tag.opens}
    number = 1
    while f"{identifier}{number}" in taken:
        number += 1
    new = f'<Relationship Id="{identifier}{number}" Type="{kind}" Target="{escape(target)}"/>'
    return _inserted(listed, "Relationships", new)


def _inserted(data: bytes, name: str, new: str) -> bytes:
    """`new` before the end of the element `name`, which may be empty."""
    empty = re.search(rf"<{name}\b([^>]*)/>\s*\Z".encode(), data)
    if empty is not None:
        opened = f"<{name}".encode() + empty[1] + b">"
        return data[: empty.start()] + opened + f"{new}</{name}>".encode()
    end = data.rfind(f"</{name}>".encode())
    return data[:end] + new.encode() + data[end:]
