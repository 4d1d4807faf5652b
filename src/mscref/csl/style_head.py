"""What a style says about itself: the `info` element, read without parsing the rest.

The bytes of a style file come in, a `StyleHead` goes out. Standard library only: the index of
the shipped styles is made while mscref is built.
"""

from __future__ import annotations

import re
from typing import Any

from mscref.patterns import lazy
from mscref.records import Record, fields_of

# The info element of every installed style ends within 8 kB; reading more costs time only.
_HEAD_BYTES = 8192


class StyleHead(Record):
    """What a style says about itself; "" or () where it says nothing.

    `name` is the file name without `.csl`, `path` the file of a style that is no entry of a bundle,
    `parent` the name of the independent style that a
    dependent one points to. `kind` is in-text or note, known for independent styles only.
    """

    name: str
    path: str = ""
    title: str = ""
    short_title: str = ""
    id: str = ""
    parent: str = ""
    default_locale: str = ""
    kind: str = ""
    citation_format: str = ""
    fields: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()


# One pass over the head: an opening tag with its attributes, and the text after it.
_TAG = lazy(r"<(title-short|title|id|issn|eissn|issnl|link|category|style)\b([^<>]*)>([^<]*)")
_ATTRIBUTE = lazy(r"""(?<![\w:-])([\w:-]++)\s*+=\s*(?:"([^"]*)"|'([^']*)')""")
_COMMENT = lazy(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def parse_head(content: bytes, *, name: str, path: str = "") -> StyleHead:
    """What the head of the style file with this `content` says; never raises."""
    text = content[:_HEAD_BYTES].decode("utf-8", "replace")
    end = text.find("</info>")
    head = text[:end] if end >= 0 else text
    if "<!--" in head:
        head = _COMMENT.sub("", head)
    values: dict[str, str] = {}
    fields: list[str] = []
    issns: list[str] = []
    for tag, attributes, inside in _TAG.findall(head):
        if tag == "link":
            if "independent-parent" in attributes:
                values["parent"] = name_of_id(_attributes(attributes).get("href", ""))
        elif tag == "category":
            category = _attributes(attributes)
            if "field" in category:
                fields.append(category["field"])
            values.setdefault("format", category.get("citation-format", ""))
        elif tag == "style":
            values |= _attributes(attributes)
        elif "issn" in tag:
            issns.append(inside.strip())
        else:
            values.setdefault(tag, _unescape(inside))
    return StyleHead(
        name=name,
        path=path,
        title=values.get("title", ""),
        short_title=values.get("title-short", ""),
        id=values.get("id", ""),
        parent=values.get("parent", ""),
        default_locale=values.get("default-locale", ""),
        kind=values.get("class", ""),
        citation_format=values.get("format", ""),
        fields=tuple(fields),
        issns=tuple(dict.fromkeys(issn for issn in issns if issn)),
    )


def _attributes(text: str) -> dict[str, str]:
    return {name: _unescape(double or single) for name, double, single in _ATTRIBUTE.findall(text)}


def _unescape(text: str) -> str:
    if "&" not in text:
        return text.strip()
    from html import unescape  # 2,231 entities, needed for 300 styles

    return unescape(text).strip()


def name_of_id(style_id: str) -> str:
    """The name of a style from its id, a URL such as `http://www.zotero.org/styles/apa`."""
    return style_id.rstrip("/").rpartition("/")[2].removesuffix(".csl")


def row_of_head(head: StyleHead) -> list[object]:
    """The members of a head as JSON has them."""
    return [getattr(head, member) for member in fields_of(StyleHead)]


def head_of_row(row: list[str | list[str]]) -> StyleHead:
    """The head of one row; JSON has no tuples."""
    members: list[Any] = [tuple(cell) if isinstance(cell, list) else cell for cell in row]
    return StyleHead(*members)
