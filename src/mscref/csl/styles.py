"""Find a style by what people call it: name, alias, former name, title, journal, ISSN, path.

The only place of `csl/` that reads style files from disk, with `style_index`. Names come in,
`StyleHead` or a parsed style goes out. A file name, an alias, a former name or a title that
spells the file name is found with a few path checks; only other titles and ISSNs need the
index, which is cached in the folder the caller names.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from types import MappingProxyType

from mscref.csl.ast import Style
from mscref.csl.parse import read_style
from mscref.csl.style_index import (
    StyleHead,
    head_of,
    name_of_id,
    normalise_title,
    path_of,
    renamed_styles,
    style_index,
)
from mscref.csl.style_search import ISSN, near_styles, normalise_issn
from mscref.csl.xml import MAXIMUM_SIZE
from mscref.errors import NotFoundError, StyleError

DEFAULT_STYLE = "short"

# Only what neither a file name nor renamed-styles.json knows; a file name always wins.
ALIASES = MappingProxyType(
    {
        "acm": "acm-sig-proceedings",
        "acs": "american-chemical-society",
        "agu": "american-geophysical-union",
        "apa-7": "apa",
        "apa7": "apa",
        "aps": "american-physics-society",
        "abnt": "associacao-brasileira-de-normas-tecnicas",
        "bluebook": "bluebook-law-review",
        "chicago": "chicago-author-date",
        "cse": "cse-name-year",
        "gb-t-7714": "china-national-standard-gb-t-7714-2015-numeric",
        "gost": "gost-r-7-0-5-2008",
        "harvard": "harvard-cite-them-right",
        "iso690": "iso690-author-date-en",
        "mdpi": "multidisciplinary-digital-publishing-institute",
        "nejm": "the-new-england-journal-of-medicine",
        "rsc": "royal-society-of-chemistry",
        "turabian": "turabian-author-date",
    }
)

_NAME = re.compile(r"[\w.+-]{1,200}")  # what every file system takes as a file name


def find_style(name: str, cache_folder: Path | None = None) -> StyleHead:
    """Find the style that `name` means and what it says about itself.

    Raises NotFoundError, with near matches in the hint, where no style answers to `name`, and
    StyleError where the file cannot be read.
    """
    path = locate_style(name, cache_folder)
    try:
        return head_of(path)
    except OSError as error:
        raise StyleError(f"cannot read the style {path}: {error.strerror}") from error


def load_style(name: str, cache_folder: Path | None = None) -> Style:
    """Read the style that `name` means; a dependent style is its parent in its own locale.

    Raises NotFoundError for an unknown name, and StyleError, with all diagnostics, for a file
    that cannot be used.
    """
    path = locate_style(name, cache_folder)
    style = read_style(read_style_file(path), path=str(path))
    if style.citation is not None or not style.info.parent:
        return style
    parent_name = name_of_id(style.info.parent)
    parent_path = _by_name(parent_name)
    if parent_path is None:
        raise StyleError(
            f"the style {path.stem} depends on {parent_name}, which is not installed",
            hint="get the parent style and give its path",
        )
    parent = read_style(read_style_file(parent_path), path=str(parent_path))
    parent.info = style.info
    parent.default_locale = style.default_locale or parent.default_locale
    return parent


def read_style_file(path: Path) -> bytes:
    """The bytes of a style file, no more than a style may have; raises StyleError."""
    try:
        with path.open("rb") as file:
            return file.read(MAXIMUM_SIZE + 1)
    except OSError as error:
        raise StyleError(f"cannot read the style {path}: {error.strerror}") from error


def locate_style(name: str, cache_folder: Path | None = None) -> Path:
    """Find the file of the style that `name` means, as `find_style` does."""
    wanted = name.strip()
    if _is_path(wanted):
        return _own_file(wanted)
    known = _by_name(name_of_id(wanted).casefold())
    if known is None and not ISSN.fullmatch(wanted):
        known = _by_name(normalise_title(wanted).replace(" ", "-"))
    if known is None and wanted.endswith(".csl"):
        return _own_file(wanted)  # which says that there is none
    return known or _by_title_or_issn(wanted, cache_folder)


def _is_path(name: str) -> bool:
    if name.startswith(("http://", "https://")):
        return False
    # os.path.exists, unlike Path.exists, takes any string without an exception.
    return "/" in name or "\\" in name or (name.endswith(".csl") and os.path.exists(name))  # noqa: PTH110


def _own_file(name: str) -> Path:
    path = Path(name)
    try:
        if path.is_dir():
            raise StyleError(f"{name} is a folder, not a style", hint="give a .csl file")
        exists = path.is_file()
    except OSError:  # a name too long for the file system, a loop of links
        exists = False
    if not exists:
        raise NotFoundError(
            f"no style file {name}",
            hint="an installed style goes by its name alone: `mscref styles search WORDS`",
        )
    return path


def _by_name(name: str) -> Path | None:
    """The file for a file name, an alias or a former name."""
    # Names become paths: what is not a plain name is never looked up on disk.
    if not _NAME.fullmatch(name):
        return None
    found = path_of(name)
    if found is None:
        current = ALIASES.get(name) or renamed_styles().get(name)
        found = path_of(current) if current else None
    return found


def _by_title_or_issn(wanted: str, cache_folder: Path | None) -> Path:
    index = style_index(cache_folder)
    if ISSN.fullmatch(wanted):
        issn = normalise_issn(wanted)
        found = [head for head in index if issn in head.issns]
    else:
        title = normalise_title(wanted)
        found = [
            head
            for head in index
            if title and title in (normalise_title(head.title), normalise_title(head.short_title))
        ]
    if not found:
        raise _not_found(wanted, index)
    # A title that several styles share means the style that others depend on.
    return Path(min(found, key=lambda head: (bool(head.parent), len(head.name))).path)


def _not_found(wanted: str, index: tuple[StyleHead, ...]) -> NotFoundError:
    near = near_styles(wanted, _candidates(index))
    hint = f"did you mean {', '.join(near)}?" if near else "try: mscref styles search WORDS"
    return NotFoundError(f"no style called `{wanted}`", hint=hint)


def _candidates(index: tuple[StyleHead, ...]) -> list[tuple[str, str]]:
    """What people may have meant to write, each with the name of its style."""
    names = [(head.name, head.name) for head in index]
    return names + [(alias, alias) for alias in (*ALIASES, *renamed_styles())]
