"""What the shell offers while a word is typed: citation keys and style names.

Never fails and never says anything: a completion that cannot be made is an empty list.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from mscref.errors import MscrefError
from mscref.patterns import lazy

# What a shell puts onto the command line as it is: a key may hold `$(…)` or a space.
_NEEDS_NO_QUOTES = lazy(r"[\w.:+/@%,-]+")


def _quietly(complete: Callable[[str], list[str]]) -> Callable[[str], list[str]]:
    def wrapped(incomplete: str) -> list[str]:
        try:
            return [one for one in complete(incomplete) if _NEEDS_NO_QUOTES.fullmatch(one)]
        except (MscrefError, OSError):
            return []

    return wrapped


def _keys(incomplete: str) -> list[str]:
    """Citation keys of the library that the working folder means."""
    from mscref.app.library import choose_library, load_library
    from mscref.config import load_config

    folder = Path.cwd()
    choice = choose_library((), config=load_config(folder, os.environ), folder=folder)
    keys = [reference.id for reference in load_library(choice).references]
    return [key for key in keys if key.startswith(incomplete)]


def _styles(incomplete: str) -> list[str]:
    """File names of the installed styles, the journals' dependent ones included."""
    from mscref.app.folders import styles_folder
    from mscref.csl.style_index import style_index

    names = (head.name for head in style_index(styles_folder(os.environ)))
    return sorted(name for name in names if name.startswith(incomplete))


keys = _quietly(_keys)
styles = _quietly(_styles)
