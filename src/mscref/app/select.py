"""SELECTOR words → references of a loaded library.

    selector = key | DOI (any spelling, also a URL) | glob over keys | query
    query    = what holds a space or a `field:` and is no key; see mscref.library.querytext

`sayings` answers `finding:` and `verdict:` (app/sayings.py); without it they are a UsageError.

Raises NotFoundError with near matches where a selector finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from mscref.app.files import path_hint
from mscref.errors import NotFoundError
from mscref.model.identifiers import normalize_doi
from mscref.model.reference import Reference
from mscref.patterns import lazy

if TYPE_CHECKING:
    from mscref.library.search import Sayings

_GLOB = lazy(r"[*?\[]")
# A field name, a colon, and something after it: `author:leng`. `doi:10.1/x` is tried before.
_FIELD = lazy(r"(?<![\w-])(?:(?<![^\s(])[\w-]++|\w*+-[\w-]++):\S")


def select(
    references: Sequence[Reference], selectors: Iterable[str], sayings: Sayings | None = None
) -> list[Reference]:
    """Return what the selectors name, each once, in the order of the library; none means all."""
    words = list(selectors)
    if not words:
        return list(references)
    wanted = {reference.id for reference in select_in_order(references, words, sayings)}
    return [reference for reference in references if reference.id in wanted]


def select_in_order(
    references: Sequence[Reference], selectors: Iterable[str], sayings: Sayings | None = None
) -> list[Reference]:
    """Return what the selectors name, each once, in the order of the selectors."""
    by_key = {reference.id: reference for reference in references}
    found: dict[str, Reference] = {}
    missing: list[str] = []
    for word in selectors:
        matches = [by_key[word]] if word in by_key else _matching(references, word, sayings)
        if not matches:
            missing.append(word)
        found.update((reference.id, reference) for reference in matches)
    if missing:
        raise _not_found(missing, by_key)
    return list(found.values())


def _matching(
    references: Sequence[Reference], word: str, sayings: Sayings | None
) -> list[Reference]:
    doi = normalize_doi(word)
    if doi:
        return [one for one in references if one.text("DOI").lower() == doi]
    if " " not in word and not _FIELD.search(word):
        if not _GLOB.search(word):
            return []
        return [one for one in references if fnmatchcase(one.id, word)]
    from mscref.library.querytext import parse_query
    from mscref.library.search import answered, matches

    query = answered(parse_query(word), sayings)
    return [one for one in references if matches(query, one)]


def _not_found(missing: Sequence[str], keys: Iterable[str]) -> NotFoundError:
    """One message for everything that was not found; a file that was meant, else near keys."""
    from difflib import get_close_matches

    known = list(keys)
    lowered = {key.lower(): key for key in known}
    near = [
        lowered[match]
        for word in missing
        for match in get_close_matches(word.lower(), lowered, n=3, cutoff=0.6)
    ]
    shown = ", ".join(f"`{word}`" for word in missing)
    paths = [hint for hint in map(path_hint, missing) if hint]
    if paths:
        hint = "; ".join(paths)
    elif near:
        hint = f"did you mean {', '.join(dict.fromkeys(near))}?"
    else:
        hint = "`mscref list` shows the keys; a phrase in quotes searches (`author:leng 2020`)"
    return NotFoundError(f"nothing in the library is {shown}", hint=hint)
