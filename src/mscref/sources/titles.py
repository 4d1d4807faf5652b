"""Searching by title where Crossref knows nothing: books, preprints, theses, biomedicine.

What crosses the border: a title (with the first author's name) and the name of a source in; the
works it has out, in its own order, which is no measure of confidence. Answers are kept for a day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol, cast

from mscref.errors import PayloadChangedError
from mscref.model.reference import Json
from mscref.sources.base import Request, Response, SourceRecord
from mscref.sources.cache import SEARCH_AGE, Cache
from mscref.sources.gateway import Gateway
from mscref.sources.registry import find_source

_MOST_WORDS = 12  # more of them only make a slip in one of them likelier
_WORD = re.compile(r"[^\W_]{2,}")
_COMMON = frozenset("a an and the of for in on to with by from at as or not its".split())


class TitleSource(Protocol):
    """A source that can be searched by the words of a title."""

    def title_request(self, words: Sequence[str], family: str, rows: int) -> Request:
        """The question for works whose title has all these lower-case words."""
        ...

    def titled(self, response: Response) -> list[Json]:
        """The works of the answer, each as `parse` takes it."""
        ...

    def parse(self, raw: Json) -> SourceRecord:
        """One of them as a record."""
        ...


def search_title(
    gateway: Gateway, cache: Cache, name: str, title: str, *, family: str = "", rows: int = 5
) -> list[SourceRecord]:
    """What source `name` has under such a title; [] where there is none. Raises SourceError."""
    words = title_words(title)
    family = " ".join(title_words(family))
    if not words:
        return []
    source = cast("TitleSource", find_source(name))
    question = f"{rows} {family} {' '.join(words)}"
    age = float("inf") if gateway.is_offline else SEARCH_AGE
    hit = cache.get(f"{name}-search", question, age=age)
    if hit is not None and isinstance(hit.raw, list):
        works = hit.raw
    else:
        works = source.titled(gateway.fetch(source.title_request(words, family, rows)))[:rows]
        cache.put(f"{name}-search", question, works)
    records = []
    for work in works:
        with suppress(PayloadChangedError):  # one odd work does not spoil the others
            records.append(source.parse(work))
    return records


def title_words(title: str) -> list[str]:
    """The words to search for, in lower case: the services read capitals and signs as operators."""
    words = [word for word in _WORD.findall(title.casefold()) if word not in _COMMON]
    return words[:_MOST_WORDS]
