"""What the shell offers while a word is typed: keys, styles, formats, rules, fields, locales.

Never fails and never says anything: a completion that cannot be made is an empty list.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from pathlib import Path

from mscref.errors import MscrefError
from mscref.patterns import lazy

# What a shell puts onto the command line as it is: a key may hold `$(…)` or a space.
_NEEDS_NO_QUOTES = lazy(r"[\w.:+/@%,=-]+")


def _quietly(complete: Callable[[str], list[str]]) -> Callable[[str], list[str]]:
    def wrapped(incomplete: str) -> list[str]:
        try:
            with warnings.catch_warnings(action="ignore"):
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


def _settings(incomplete: str) -> list[str]:
    from mscref.config import SETTINGS

    return [name for name in SETTINGS if name.startswith(incomplete)]


def _outputs(incomplete: str) -> list[str]:
    from mscref.csl.render.registry import every_choice

    return [name for name in every_choice() if name.startswith(incomplete)]


def _formats(incomplete: str) -> list[str]:
    from mscref.formats.registry import every_format

    known = every_format().items()
    return [name for name, row in known if row.writes and name.startswith(incomplete)]


def _outputs_and_formats(incomplete: str) -> list[str]:
    return sorted({*_outputs(incomplete), *_formats(incomplete)})


def _locales(incomplete: str) -> list[str]:
    from mscref.csl.languages import languages

    return [name for name in languages() if name.startswith(incomplete)]


def _rules(incomplete: str) -> list[str]:
    from mscref.lint.registry import codes

    return [code for code in codes() if code.startswith(incomplete)]


def _fields(incomplete: str) -> list[str]:
    """`tit` → `title=`, for `edit`; after the sign nothing can be offered."""
    from mscref.lint.vocabulary import COMMON_FIELDS

    return [f"{name}=" for name in COMMON_FIELDS if incomplete and name.startswith(incomplete)]


def _keys_and_fields(incomplete: str) -> list[str]:
    return [*keys(incomplete), *_fields(incomplete)]


def _orders(incomplete: str) -> list[str]:
    """Names of `list --sort`, also behind a comma."""
    from mscref.app.sorting import NAMES

    done, comma, last = incomplete.rpartition(",")
    return [f"{done}{comma}{name}" for name in NAMES if name.startswith(last)]


def _listed_fields(incomplete: str) -> list[str]:
    """Names of `--fields`, also behind a comma."""
    from mscref.app.fields import NAMES

    done, comma, last = incomplete.rpartition(",")
    found = [name for name in NAMES if name.lower().startswith(last.lower())]
    return [f"{done}{comma}{name}" for name in found]


def _picked_forms(incomplete: str) -> list[str]:
    return [name for name in ("keys", *_outputs("")) if name.startswith(incomplete)]


def _also_asked(incomplete: str) -> list[str]:
    """Sources that are asked only with `--also`; also behind a comma."""
    from mscref.sources.settings import ALSO

    done, comma, last = incomplete.rpartition(",")
    return [f"{done}{comma}{name}" for name in ALSO if name.startswith(last)]


also_asked = _quietly(_also_asked)
picked_forms = _quietly(_picked_forms)
orders = _quietly(_orders)
listed_fields = _quietly(_listed_fields)
outputs = _quietly(_outputs)
formats = _quietly(_formats)
outputs_and_formats = _quietly(_outputs_and_formats)
locales = _quietly(_locales)
rules = _quietly(_rules)
keys_and_fields = _quietly(_keys_and_fields)
keys = _quietly(_keys)
settings = _quietly(_settings)
styles = _quietly(_styles)
