r"""What JabRef keeps in a .bib file beside its entries: the tree of groups, folders of files.

    @Comment{jabref-meta: grouping:
    0 AllEntriesGroup:;
    1 StaticGroup:Thesis\;0\;1\;…;                      level, kind, name, context, …
    2 KeywordGroup:Oaks\;0\;keywords\;oak\;0\;0\;…;   field, word, capitals, is a pattern
    }

    @Comment{jabref-meta: fileDirectory:papers;}        where linked files are looked for, too
    @Comment{jabref-meta: fileDirectory-ada-desk:/home/ada/papers;}     for one person and machine

Documented in JabRef's manual (groups; linked files); text in, `JabrefGroup`s and names of folders
out. The file is never changed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mscref.patterns import lazy
from mscref.records import Record

_FOLDER = lazy(r"jabref-meta: fileDirectory(-[^:;{}\n]{1,200})?:((?:[^;}\\\n]|\\.){1,4000})")
_GROUPING = "jabref-meta: grouping:"
_LINE = re.compile(r"(\d{1,3}) (\w{1,40}):(.*)")
_PART = re.compile(r"\\;")
_MOST = 10_000
STATIC, BY_WORD = frozenset(["StaticGroup", "ExplicitGroup"]), "KeywordGroup"


class JabrefGroup(Record):
    """One group: how deep it is in the tree, and the word in a field that makes its members, ""
    where they are listed; `is_computed` where something else decides, which only JabRef knows."""

    level: int
    name: str
    field: str = ""
    word: str = ""
    has_capitals: bool = False
    is_computed: bool = False


def groups_of(text: str) -> list[JabrefGroup]:
    """The groups of the text of a .bib file in the order of their tree."""
    start = text.find(_GROUPING)
    if start < 0:
        return []
    lines = text[start + len(_GROUPING) :].split("\n", _MOST)
    return list(_groups(lines[1:]))


def _groups(lines: list[str]) -> Iterator[JabrefGroup]:
    for line in lines:
        match = _LINE.match(line.strip())
        if match is None:  # the comment ends
            return
        kind = match[2]
        name, *parts = _PART.split(match[3].rstrip(";"))
        if not name:  # all entries
            continue
        level = int(match[1])
        if kind in STATIC:
            yield JabrefGroup(level, name)
        elif kind == BY_WORD and len(parts) >= 5 and parts[4] == "0":
            has_capitals = parts[3] == "1"
            yield JabrefGroup(
                level=level, name=name, field=parts[1], word=parts[2], has_capitals=has_capitals
            )
        else:
            yield JabrefGroup(level, name, is_computed=True)


def with_subgroups(groups: list[JabrefGroup], name: str) -> list[JabrefGroup]:
    """The groups of that name and all that are below them."""
    found: list[JabrefGroup] = []
    above: int | None = None
    for one in groups:
        if above is not None and one.level <= above:
            above = None
        if above is None and one.name == name:
            above = one.level
        if above is not None:
            found.append(one)
    return found


def file_folders(text: str, owner: str) -> list[str]:
    """Where JabRef looks for the files of a library, the first first; `owner` is `user-host`."""
    found = {match[1] or "": match[2] for match in _FOLDER.finditer(text)}
    named = [found.get(f"-{owner}", ""), found.get("", "")]
    return [re.sub(r"\\(.)", r"\1", one).strip() for one in named if one.strip()]
