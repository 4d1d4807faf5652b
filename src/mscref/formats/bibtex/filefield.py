r"""The field `file` of an entry: links to files, as JabRef, Zotero and Mendeley write them.

    field := link ( ";" link )*
    link  := path | description ":" path [ ":" type ]      `\:` `\;` `\\` are the signs themselves

    :papers/leng2020.pdf:PDF                    JabRef (manual: file links)
    Full Text PDF:files/12/x.pdf:application/pdf     Zotero
    :home/ada/x.pdf:pdf                         Mendeley, which leaves the first slash out
    C\:\\Papers\\x.pdf, C:\Papers\x.pdf         a drive of Windows, escaped or not
    https\://example.org/x.pdf                  an address, which is no file

What crosses the border: the text of a field in, `FileLink`s with their places out, and back. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mscref.patterns import lazy
from mscref.records import Record

_TYPE = lazy(r"[\w.+-]{1,40}(?:/[\w.+-]{1,60})?")
_DRIVE = lazy(r"[A-Za-z]")
_SCHEME = lazy(r"(?:https?|ftp|file|mailto|zotero)", re.IGNORECASE)
_ADDRESS = lazy(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
_SUFFIX = lazy(r"\.[A-Za-z0-9]{1,8}\Z")
# Signs that a backslash escapes; before anything else it parts the folders of a path.
_ESCAPABLE = frozenset("\\:;_&%#${}~^ ")
_ESCAPE = lazy(r"\{\\([_&%#$~^])\}|\\([\\:;_&%#${}~^ ])")
# Mendeley before 1.19 writes the backslash of `\:` as a formula, and signs in braces.
_FORMULA = "$\\backslash$"
_TYPES = {
    "pdf": "PDF", "htm": "URL", "html": "URL", "epub": "ePUB", "djvu": "Djvu", "ps": "PostScript",
    "txt": "Text", "md": "Markdown", "doc": "Word", "docx": "Word", "odt": "OpenDocument text",
}  # fmt: skip


class FileLink(Record):
    """One link: what it is called, where the file is, of what type it is said to be.

    `start` and `end` are the place of the path in the field.
    """

    path: str
    description: str = ""
    kind: str = ""
    start: int = 0
    end: int = 0

    @property
    def is_address(self) -> bool:
        """Whether it leads to the web and not to a file."""
        return _ADDRESS.match(self.path) is not None


class _Part(Record):
    text: str
    start: int
    end: int


def file_links(field: str) -> list[FileLink]:
    """The links of a field, in their order; what says no path is none."""
    links: list[FileLink] = []
    for parts in _split(field):
        link = _link(_whole_paths(parts, field), field)
        if link.path:
            links.append(link)
    return links


def written_links(links: Sequence[FileLink]) -> str:
    """A field with these links, in the form of JabRef, which all of them read."""
    return ";".join(
        link_text(one.description, one.path, one.kind or kind_of(one.path)) for one in links
    )


def link_text(description: str, path: str, kind: str) -> str:
    """One link in the form of JabRef: `description:path:type`, signs of punctuation escaped."""
    parts = (description, path, kind)
    together = "".join(parts)
    if "\\" in together or ":" in together or ";" in together:
        parts = (_escaped(description), _escaped(path), _escaped(kind))
    return ":".join(parts)


def added_link(field: str, link: FileLink) -> str:
    """The field with one link more, all else as it stands."""
    more = written_links([link])
    kept = field.rstrip()
    return f"{kept}{'' if kept.endswith(';') else ';'}{more}" if kept else more


def moved_links(field: str, paths: Sequence[tuple[FileLink, str]]) -> str:
    """The field with other paths for links of it; nothing else of it changes."""
    pieces: list[str] = []
    end = 0
    for link, path in sorted(paths, key=lambda one: one[0].start):
        pieces += (field[end : link.start], _escaped(path))
        end = link.end
    return "".join([*pieces, field[end:]])


def kind_of(path: str) -> str:
    """What JabRef calls the type of such a file."""
    suffix = path.rpartition(".")[2].lower()
    return _TYPES.get(suffix, suffix.upper() if _TYPE.fullmatch(suffix) else "")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(":", "\\:").replace(";", "\\;")


def _split(field: str) -> Iterator[list[_Part]]:
    """The parts of each link, with their escapes still in them."""
    parts: list[_Part] = []
    start = place = 0
    while place <= len(field):
        sign = field[place : place + 1]
        if field.startswith(_FORMULA, place):
            place += len(_FORMULA) + 1
        elif sign == "\\":
            place += 2 if field[place + 1 : place + 2] in _ESCAPABLE else 1
        elif sign in (":", ";", ""):
            parts.append(_Part(field[start:place], start, place))
            if sign != ":":
                yield parts
                parts = []
            place += 1
            start = place
        else:
            place += 1
    if start < len(field):  # it ends with a backslash
        yield [*parts, _Part(field[start:], start, len(field))]


def _whole_paths(parts: list[_Part], field: str) -> list[_Part]:
    """The parts, with a drive and a scheme put back before what a colon cut off from them."""
    whole: list[_Part] = []
    for part in parts:
        before = whole[-1] if whole else None
        bare = before.text.strip() if before else ""
        is_path = part.text.startswith(("/", "\\"))
        if before and is_path and (_DRIVE.fullmatch(bare) or _SCHEME.fullmatch(bare)):
            whole[-1] = _Part(field[before.start : part.end], before.start, part.end)
        else:
            whole.append(part)
    return whole


def _link(parts: list[_Part], field: str) -> FileLink:
    texts = [_unescaped(_on_one_line(part.text)) for part in parts]
    place = min(1, len(parts) - 1)
    if len(parts) == 2 and _SUFFIX.search(texts[0]) and _TYPE.fullmatch(texts[1]):
        place = 0 if not _SUFFIX.search(texts[1]) else 1  # path:type
    part = parts[place]
    start = part.start + len(part.text) - len(part.text.lstrip())
    return FileLink(
        path=texts[place],
        description=texts[0] if place else "",
        kind=texts[place + 1] if place + 1 < len(texts) else "",
        start=start,
        end=start + len(part.text.strip()),
    )


def _on_one_line(text: str) -> str:
    """The text of a part; in a long field it may go on in the next line."""
    return " ".join(text.split()) if "\n" in text else text.strip()


def _unescaped(text: str) -> str:
    """The text that is meant; a backslash before a letter parts folders, as on Windows."""
    text = text.replace(_FORMULA, "\\")
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda match: match[1] or match[2], text)
