"""The documents beside a library: which there are, what they cite, what they lack.

A page names a document by the name that was given to it here; no other file is ever read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from mscref.app.cited import WORD_DOCUMENTS, Cited, read_cited
from mscref.errors import NotFoundError
from mscref.manuscript.citations.registry import NOTATIONS
from mscref.records import Record

_MOST = 200
_ENDINGS = (
    *(
        ending
        for row in NOTATIONS.values()
        for ending in row.extensions
        if ending not in row.plain  # most texts without markup cite nothing
    ),
    *WORD_DOCUMENTS,
)
_Stamps = tuple[tuple[str, int, int], ...]


class MissingKey(Record):
    """A key that is cited and not in the library, and where it is cited first."""

    key: str
    place: str


class Papers:
    """Documents by name, each read again where it has changed; not safe for two threads at once."""

    def __init__(self, given: Sequence[str], folder: Path) -> None:
        self._given = {name: Path(name) for name in given}
        self._folder = folder
        self._known: dict[str, Path] = {}
        self._read: dict[str, tuple[_Stamps, Cited]] = {}

    def names(self) -> list[str]:
        """Those that were given, and those in the folder of the library and one level below."""
        self._known = {**self._given, **_beside(self._folder)}
        return list(self._known)

    def cited(self, name: str) -> Cited:
        """What a document cites; raises NotFoundError, LibraryError, FormatError."""
        path = self._path(name)
        stamps, cited = self._read.get(name, ((), Cited()))
        if not stamps or stamps != _stamps(path for path, _, _ in stamps):
            cited = read_cited([str(path)])
            places = (span.path for spans in cited.places.values() for span in spans)
            self._read[name] = _stamps({str(path): None, **dict.fromkeys(places)}), cited
        return cited

    def among(self, name: str, which: str, known: Iterable[str]) -> Iterable[str]:
        """The `known` keys that the document cites, or (`which` is "unused") that it does not."""
        cited = self.cited(name)
        if which == "unused":
            return cited.unused(known)
        return known if cited.is_everything else cited.places

    def missing(self, name: str, known: Sequence[str]) -> list[MissingKey]:
        """The keys that the document cites and that are not `known`."""
        cited = self.cited(name)
        return [MissingKey(key, str(cited.places[key][0])) for key in cited.missing(known)]

    def path(self, name: str) -> str:
        """How a command names the document."""
        return str(self._path(name))

    def _path(self, name: str) -> Path:
        if name not in self._known and name not in self.names():
            raise NotFoundError(f"there is no document {name}")
        return self._known[name]


def _beside(folder: Path) -> dict[str, Path]:
    try:
        here = sorted((*folder.glob("[!.]*"), *folder.glob("[!.]*/[!.]*")))
    except OSError:  # a folder that may not be looked into
        return {}
    found = [path for path in here if path.name.lower().endswith(_ENDINGS) and path.is_file()]
    return {str(path.relative_to(folder)): path for path in found[:_MOST]}


def _stamps(paths: Iterable[str]) -> _Stamps:
    found = []
    for path in paths:
        try:
            status = Path(path).stat()
        except OSError:
            continue
        found.append((path, status.st_mtime_ns, status.st_size))
    return tuple(found)
