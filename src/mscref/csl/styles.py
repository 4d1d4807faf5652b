"""Find a style by what people call it: name, alias, former name, title, journal, ISSN, path.

Names come in, a `StyleHead` or a parsed style goes out; `folder` is where the user keeps styles
of their own, which go before the installed ones. A file name, an alias, a former name or a title
that spells the file name is found by itself; only other titles and ISSNs need the index.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from types import MappingProxyType

from mscref.csl.ast import Style
from mscref.csl.parse import read_style
from mscref.csl.style_head import StyleHead, name_of_id
from mscref.csl.style_index import (
    StyleFile,
    file_at,
    renamed_styles,
    style_called,
    style_index,
)
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


def find_style(name: str, folder: Path | None = None) -> StyleHead:
    """Find the style that `name` means and what it says about itself.

    Raises NotFoundError, with near matches in the hint, where no style answers to `name`, and
    StyleError where the file cannot be read.
    """
    return locate_style(name, folder).head()


def load_style(name: str, folder: Path | None = None) -> Style:
    """Read the style that `name` means; a dependent style is its parent in its own locale.

    Raises NotFoundError for an unknown name, and StyleError, with all diagnostics, for a file
    that cannot be used.
    """
    found = locate_style(name, folder)
    style = read_style(found.read(), path=found.place)
    if style.citation is not None or not style.info.parent:
        return style
    parent_name = name_of_id(style.info.parent)
    parent_file = _by_name(parent_name, folder)
    if parent_file is None:
        raise StyleError(
            f"the style {found.name} depends on {parent_name}, which is not installed",
            hint="get the parent style and add it: mscref styles add FILE",
        )
    parent = read_style(parent_file.read(), path=parent_file.place)
    parent.info = style.info
    parent.default_locale = style.default_locale or parent.default_locale
    return parent


def locate_style(name: str, folder: Path | None = None) -> StyleFile:
    """Find the file of the style that `name` means, as `find_style` does."""
    wanted = name.strip()
    if _is_path(wanted):
        return _own_file(wanted)
    known = _by_name(name_of_id(wanted).casefold(), folder)
    if known is None:
        known = _by_title_as_name(wanted, folder)
    if known is None and wanted.endswith(".csl"):
        return _own_file(wanted)  # which says that there is none
    return known or _by_title_or_issn(wanted, folder)


def _by_title_as_name(title: str, folder: Path | None) -> StyleFile | None:
    from mscref.csl.style_search import ISSN, normalise_title

    if ISSN.fullmatch(title):
        return None
    return _by_name(normalise_title(title).replace(" ", "-"), folder)


def _is_path(name: str) -> bool:
    if name.startswith(("http://", "https://")):
        return False
    # os.path.exists, unlike Path.exists, takes any string without an exception.
    return "/" in name or "\\" in name or (name.endswith(".csl") and os.path.exists(name))  # noqa: PTH110


def _own_file(name: str) -> StyleFile:
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
    return file_at(path)


def _by_name(name: str, folder: Path | None) -> StyleFile | None:
    """The style of a file name, an alias or a former name."""
    # Names become paths: what is not a plain name is never looked up on disk.
    if not _NAME.fullmatch(name):
        return None
    found = style_called(name, folder)
    if found is None:
        current = ALIASES.get(name) or renamed_styles(folder).get(name)
        found = style_called(current, folder) if current else None
    return found


def _by_title_or_issn(wanted: str, folder: Path | None) -> StyleFile:
    from mscref.csl.style_search import ISSN, normalise_issn, normalise_title

    index = style_index(folder)
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
    # A title that several styles share means the style that others depend on.
    best = min(found, key=lambda head: (bool(head.parent), len(head.name)), default=None)
    file = style_called(best.name, folder) if best else None
    if file is None:
        raise _not_found(wanted, index, folder)
    return file


def _not_found(wanted: str, index: tuple[StyleHead, ...], folder: Path | None) -> NotFoundError:
    from mscref.csl.style_search import near_styles

    near = near_styles(wanted, _candidates(index, folder))
    hint = f"did you mean {', '.join(near)}?" if near else "try: mscref styles search WORDS"
    return NotFoundError(f"no style called `{wanted}`", hint=hint)


def _candidates(index: tuple[StyleHead, ...], folder: Path | None) -> list[tuple[str, str]]:
    """What people may have meant to write, each with the name of its style."""
    names = [(head.name, head.name) for head in index]
    return names + [(alias, alias) for alias in (*ALIASES, *renamed_styles(folder))]
