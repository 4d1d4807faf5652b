"""`search --text`, `files index`: the words of the files that a library links, by an index of them.

What was read once is not read again until the file changes; a file that cannot be read is said and
skipped, an index that is damaged is made anew. Only files that are ours to touch are read.
"""

from __future__ import annotations

import contextlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from mscref.app.attachments.links import LinkedFile, linked_files, roots_of, warning
from mscref.app.changing import unread_entries
from mscref.app.files import decode
from mscref.diagnostics import Diagnostic
from mscref.errors import FormatError, LibraryError, UsageError
from mscref.formats.bibtex.convert import Converter, is_reference
from mscref.formats.registry import LIBRARY
from mscref.library.attached import Whereabouts
from mscref.library.bibfile import BibText, read_bib
from mscref.library.files import read_bytes, reason
from mscref.library.fulltext import NAME, FileKnown, FullText, damage_of_index, forget, is_barred
from mscref.library.moves import hash_of
from mscref.model.reference import Reference
from mscref.records import Record, replaced

_MOST_BYTES = 20_000_000  # of a text or a web page; a PDF is read page by page
_PAGE_LETTERS = 400_000
_TEXTS = frozenset([".txt", ".md"])
_PAGES = frozenset([".html", ".htm", ".xhtml"])
READABLE = frozenset([".pdf", *_TEXTS, *_PAGES])

Progress = Callable[[Iterable[LinkedFile], int], Iterable[LinkedFile]]


class TextHit(Record, kw_only=True):
    """A page of a file of a reference that holds the words."""

    reference: Reference
    page: int
    snippet: str
    score: float
    file: str
    library: str


class TextFound(Record):
    """The pages found, the best first, and what could not be read."""

    hits: tuple[TextHit, ...]
    findings: tuple[Diagnostic, ...]
    files: int
    pages: int


class _Asked(Record):
    """A link of a library, and what makes a reference of its entry."""

    library: str
    linked: LinkedFile
    converter: Converter


def search_text(
    paths: Sequence[str],
    query: str,
    *,
    cache_folder: Path,
    named: Sequence[Path] = (),
    limit: int = 0,
    progress: Progress | None = None,
) -> TextFound:
    """The pages of linked files that hold the words of `query`; "" only brings the index up to
    date. Raises UsageError for what is no query, or where no library is a .bib file."""
    libraries = {path: _library(path) for path in paths}
    unread = [one for path, bib in libraries.items() for one in unread_entries(bib, Path(path))]
    asked = [one for path, bib in libraries.items() for one in _links(path, bib, named)]
    found = _found(cache_folder / NAME, asked, query, limit=limit, progress=progress)
    return replaced(found, findings=(*unread, *found.findings))


def _found(
    place: Path,
    asked: Sequence[_Asked],
    query: str,
    *,
    limit: int,
    progress: Progress | None,
) -> TextFound:
    """What the index says; one that is damaged is made anew, and one that is barred passed over."""
    try:
        return _searched(place, asked, query, limit=limit, progress=progress)
    except damage_of_index() as error:
        if not is_barred(error):
            forget(place)
            with contextlib.suppress(*damage_of_index()):
                return _searched(place, asked, query, limit=limit, progress=progress)
    found = _searched(None, asked, query, limit=limit, progress=progress)
    said = "the index of words cannot be written; all files were read for this search alone"
    return replaced(found, findings=(*found.findings, warning("index-barred", said, path=place)))


def _library(path: str) -> BibText:
    if not path.lower().endswith(LIBRARY.extensions) or not Path(path).is_file():
        raise UsageError(
            f"{path}: the files of a .bib file can be searched, and this is none",
            hint="`mscref sync` makes one of what is elsewhere",
        )
    return read_bib(read_bytes(Path(path)))


def _links(path: str, bib: BibText, named: Sequence[Path]) -> Iterator[_Asked]:
    entries = [one for one in bib.bib.entries() if is_reference(one)]
    converter = Converter(bib.bib)
    for one in linked_files(bib, entries, roots_of(Path(path), bib, named)):
        yield _Asked(path, one, converter)


def _searched(
    place: Path | None,
    asked: Sequence[_Asked],
    query: str,
    *,
    limit: int,
    progress: Progress | None,
) -> TextFound:
    findings = [one for one in map(_unreadable, asked) if one is not None]
    readable = [one for one in asked if _is_readable(one)]
    by_path = {os.path.realpath(one.linked.place.path): one for one in readable}
    index = _open(place)
    with contextlib.closing(index):
        documents: dict[int, list[_Asked]] = defaultdict(list)
        known: dict[str, FileKnown] = {}
        links = [one.linked for one in by_path.values()]
        for one in progress(links, len(links)) if progress else links:
            path = os.path.realpath(one.place.path)
            known[path] = _indexed(index, Path(path))
            if known[path].said:
                findings.append(warning("file-unreadable", known[path].said, path=one.link.path))
        for link in readable:
            documents[known[os.path.realpath(link.linked.place.path)].document].append(link)
        hits = index.search(query, list(documents), limit=limit) if query else []
        found = [
            TextHit(
                reference=link.converter.convert(link.linked.entry),
                page=hit.page,
                snippet=hit.snippet,
                score=hit.score,
                file=link.linked.link.path,
                library=link.library,
            )
            for hit in hits
            for link in documents[hit.document]
        ]
        pages = sum(one.pages for one in known.values())
        return TextFound(
            tuple(found[:limit] if limit else found), tuple(findings), len(known), pages
        )


def _open(place: Path | None) -> FullText:
    try:
        return FullText(place)
    except OSError:
        return FullText(None)


def _is_readable(one: _Asked) -> bool:
    return one.linked.is_found and one.linked.place.path.suffix.lower() in READABLE


def _unreadable(one: _Asked) -> Diagnostic | None:
    """What to say of a link that is not searched; nothing of a picture or a table."""
    said = {
        Whereabouts.MISSING: "there is no such file",
        Whereabouts.OUTSIDE: "is not below the folder of the library; --folder names others",
        Whereabouts.BARRED: "lies in a folder that cannot be read",
        Whereabouts.ODD: "is a folder, a device, or a name that no file can have",
    }.get(one.linked.place.state, "")
    key, path = one.linked.key, one.linked.link.path
    return warning("file-skipped", f"`{key}`: {said}", path=path) if said else None


def _indexed(index: FullText, path: Path) -> FileKnown:
    """What the index knows of a file, which is read where it is new or changed."""
    try:
        status = path.stat()
        size, mtime_ns = status.st_size, status.st_mtime_ns
        found = index.known(str(path), size=size, mtime_ns=mtime_ns)
        if found is not None:
            return found
        content = hash_of(path)
    except (OSError, LibraryError) as error:
        return FileKnown(0, 0, f"cannot be read: {error}")
    found = index.known_by_content(content) or _read(index, path, content)
    if found.document:
        index.note(str(path), size=size, mtime_ns=mtime_ns, document=found.document)
    return found


def _read(index: FullText, path: Path, content: str) -> FileKnown:
    try:
        return index.add(content, _pages(path))
    except FormatError as error:
        return index.add_damaged(content, error.message.removeprefix(f"{path}: "))
    except OSError as error:  # of the file: errors of the index are those of SQLite
        return FileKnown(0, 0, f"cannot be read: {reason(error)}")


def _pages(path: Path) -> Iterator[str]:
    """The text of a file, page by page; a text and a web page are cut into long ones."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        from mscref.manuscript.pdf_pages import pdf_pages

        yield from pdf_pages(path)
        return
    if path.stat().st_size > _MOST_BYTES:
        raise FormatError(f"{path}: is larger than {_MOST_BYTES // 1_000_000} MB")
    text = decode(path.read_bytes(), path=str(path)).text
    if suffix in _PAGES:
        from mscref.manuscript.documents import html_text

        text = html_text(text)
    for start in range(0, len(text), _PAGE_LETTERS):
        yield text[start : start + _PAGE_LETTERS]
