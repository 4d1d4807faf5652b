"""What an entry inherits: `xdata` and `crossref`, as biber does it (biblatex manual, app. B).

Fields are those of `convert.py`: lower-case biblatex names, LaTeX text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mscref.formats.bibtex.heirlooms import (
    BOOK_AUTHOR_HEIRS,
    INHERITED_TITLES,
    NEVER_INHERITED,
    NOT_WITH_TITLES,
)
from mscref.formats.bibtex.names import split_names
from mscref.formats.bibtex.tables import ALIASES
from mscref.patterns import lazy

# Finds a parent: its type and its own fields, nothing inherited yet; None if there is none.
FindParent = Callable[[str], tuple[str, dict[str, str]] | None]

# Real entries have one or two ancestors; a hostile file can make all of them ancestors of all.
_MAX_ANCESTORS = 32
_GRANULAR = lazy(r"\s*xdata\s*=\s*(\S+)-([A-Za-z]+)(?:-(\d+))?\s*")


def inherited(kind: str, fields: dict[str, str], find_parent: FindParent) -> dict[str, str]:
    """`fields` of an entry of type `kind`, with what it inherits; own values always win.

    Returns `fields` itself where nothing is inherited. A cycle ends where it closes.
    """
    if "xdata" not in fields and "crossref" not in fields:
        return fields
    return _inherit(kind, fields, find_parent, set())


def with_granular(fields: dict[str, str], find_parent: FindParent) -> dict[str, str]:
    """`fields` with what `xdata=key-field` and `xdata=key-list-2` stand for (manual, 3.13.6).

    A value, or one item of a list, that names what is not there stays as it is.
    """
    return {
        name: _granular(value, find_parent, 0) if "xdata" in value else value
        for name, value in fields.items()
    }


def dangling(value: str) -> list[str]:
    """The items of a value that name data which is not there, or which names itself."""
    return [one for one in split_names(value) if _GRANULAR.fullmatch(one)]


def _granular(value: str, find_parent: FindParent, depth: int) -> str:
    """The value with every item of it looked up; data may refer to data, but not for ever."""
    items = split_names(value)
    if depth > _MAX_ANCESTORS or not any(_GRANULAR.fullmatch(one) for one in items):
        return value
    return " and ".join([_item(one, find_parent, depth) for one in items])


def _item(text: str, find_parent: FindParent, depth: int) -> str:
    match = _GRANULAR.fullmatch(text)
    parent = find_parent(match[1]) if match else None
    if match is None or parent is None:
        return text
    name = match[2].lower()
    found = parent[1].get(ALIASES.get(name, name))
    if found is None:
        return text
    whole = _granular(found, find_parent, depth + 1)
    if not match[3]:
        return whole
    items, number = split_names(whole), int(match[3][:4])
    return items[number - 1] if 1 <= number <= len(items) else text


def _inherit(
    kind: str, fields: dict[str, str], find_parent: FindParent, visited: set[str], /
) -> dict[str, str]:
    merged = dict(fields)
    for key in _keys(fields.get("xdata", "")):
        parent = _visit(key, find_parent, visited)
        if parent is not None:
            for name, value in _inherit(*parent, find_parent, visited).items():
                if name != "ids":
                    merged.setdefault(name, value)
    parent = _visit(fields.get("crossref", "").strip(), find_parent, visited)
    if parent is not None:
        found = _inherit(*parent, find_parent, visited)
        _inherit_from_crossref(merged, kind, parent[0], found)
    return merged


def _visit(
    key: str, find_parent: FindParent, visited: set[str], /
) -> tuple[str, dict[str, str]] | None:
    """The parent, unless this entry has already inherited from it."""
    if not key or key in visited or len(visited) >= _MAX_ANCESTORS:
        return None
    visited.add(key)
    return find_parent(key)


def _inherit_from_crossref(
    merged: dict[str, str], kind: str, parent_kind: str, parent: Mapping[str, str]
) -> None:
    """Add the fields of a crossref parent that the child does not have."""
    renamed: Mapping[str, str] = {}
    for parents, children, titles in INHERITED_TITLES:
        if parent_kind in parents and kind in children:
            renamed = titles
            break
    own = set(merged)
    # What is renamed wins over the parent's own field of that name, wherever either stands.
    taken = {renamed[name] for name in parent if name in renamed}
    for name, value in parent.items():
        if name in NEVER_INHERITED or (renamed and name in NOT_WITH_TITLES):
            continue
        target = renamed.get(name, name)
        if target not in own and (name in renamed or target not in taken):
            merged[target] = value
    if "author" in parent and kind in BOOK_AUTHOR_HEIRS.get(parent_kind, ()):
        merged.setdefault("bookauthor", parent["author"])


def _keys(text: str) -> list[str]:
    return [key for key in (part.strip() for part in text.split(",")) if key]
