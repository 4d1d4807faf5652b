"""Which styles of a document are those of code: what is typed in code cites nothing.

The names are those of Word, of LibreOffice and of pandoc. A style that is made from one of them is
one, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mscref.manuscript.office.xml_bytes import tags

_NAMES = frozenset(
    [
        "source code", "verbatim char", "source text", "preformatted text", "teletype",
        "html code", "html preformatted", "html keyboard", "html sample", "html typewriter",
    ]
)  # fmt: skip
NO_STYLES: frozenset[str] = frozenset()


def is_code_name(name: str) -> bool:
    """True for the name of a style of code; LibreOffice writes spaces as `_20_`, pandoc as `_`."""
    return name.replace("_20_", " ").replace("_", " ").casefold() in _NAMES


def code_styles_of_word(styles: bytes) -> frozenset[str]:
    """The ids of the styles of code in Word's `styles.xml` (ECMA-376 part 1, 17.7.4)."""
    return _with_children(_of_word(styles))


def code_styles_of_odt(styles: bytes) -> frozenset[str]:
    """The names of the styles of code in LibreOffice's `styles.xml` (OpenDocument 1.3, 16.2)."""
    return _with_children(
        (said.get("name", ""), said.get("name", ""), said.get("parent-style-name", ""))
        for tag in tags(styles)
        if tag.name == "style" and tag.opens
        for said in [tag.attributes]
    )


def _of_word(styles: bytes) -> Iterator[tuple[str, str, str]]:
    identifier = name = parent = ""
    for tag in tags(styles):
        if tag.name == "style" and tag.opens:
            identifier, name, parent = tag.attributes.get("styleId", ""), "", ""
        elif tag.name == "name" and tag.opens:
            name = tag.attributes.get("val", "")
        elif tag.name == "basedOn" and tag.opens:
            parent = tag.attributes.get("val", "")
        elif tag.name == "style" and tag.closes:
            yield identifier, name, parent


def _with_children(styles: Iterable[tuple[str, str, str]]) -> frozenset[str]:
    """The ids of styles whose name is one of code, and of those made from them."""
    children: dict[str, list[str]] = {}
    wanted: list[str] = []
    for identifier, name, parent in styles:
        children.setdefault(parent, []).append(identifier)
        if is_code_name(name):
            wanted.append(identifier)
    found: set[str] = set()
    while wanted:
        one = wanted.pop()
        if one not in found:
            found.add(one)
            wanted += children.get(one, [])
    return frozenset(found)
