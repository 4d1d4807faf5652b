"""Open Library: requests by ISBN, and one edition → a record. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

from mscref.errors import PayloadChangedError
from mscref.model.dates import Date
from mscref.model.identifiers import Identifier, normalize_isbn
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import Batched, Request, Response, SourceRecord
from mscref.sources.text import first, plain, rich
from mscref.sources.values import member

_MOST_EDITIONS = 60  # years; a classic has hundreds of editions


class OpenLibrary(Batched):
    """openlibrary.org/api/books."""

    name = "openlibrary"
    title = "Open Library"
    batch_size = 40

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """All editions in one answer."""
        keys = ",".join(f"ISBN:{one.value}" for one in identifiers)
        params = (("bibkeys", keys), ("format", "json"), ("jscmd", "data"))
        return Request("openlibrary", "/api/books", params)

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """Each ISBN with its edition; the key is the one that was asked."""
        payload = values.documented(response.json(), dict, self.title)
        by_isbn = {
            normalize_isbn(key.removeprefix("ISBN:")): edition for key, edition in payload.items()
        }
        if None in by_isbn:
            raise PayloadChangedError("Open Library sent something that was not asked")
        return {
            one: {"isbn": one.value, "edition": by_isbn[one.value]}
            for one in identifiers
            if isinstance(by_isbn.get(one.value), dict)
        }

    def title_request(self, words: Sequence[str], family: str, rows: int) -> Request:
        """Books whose titles have all these words, with the years of their editions."""
        params = [("title", " ".join(words))]
        params += [("author", family)] if family else []
        fields = "title,subtitle,author_name,publish_year,publisher"
        return Request(
            "openlibrary", "/search.json", (*params, ("limit", str(rows)), ("fields", fields))
        )

    def titled(self, response: Response) -> list[Json]:
        """Each book once for every year in which an edition appeared."""
        docs = values.documented(member(response.json(), "docs"), list, self.title)
        editions: list[Json] = []
        for doc in values.elements(docs):
            years = sorted(_years(member(doc, "publish_year")))[:_MOST_EDITIONS]
            editions += [{"edition": _of_search(doc, year)} for year in years or [0]]
        return editions

    def parse(self, raw: Json) -> SourceRecord:
        """One edition as a record."""
        isbn, edition = plain(member(raw, "isbn")), member(raw, "edition")
        title = rich(member(edition, "title"))
        if not title:
            raise PayloadChangedError("Open Library sent something that is not an edition")
        subtitle = rich(member(edition, "subtitle"))
        issued = values.point_from_text(member(edition, "publish_date"))
        authors = [
            values.person_from_text(one.get("name"))
            for one in values.elements(member(edition, "authors"))
        ]
        pages = plain(member(edition, "number_of_pages"))
        fields = values.without_empty(
            {
                "title": f"{title}: {subtitle}" if subtitle else title,
                "author": tuple(one for one in authors if one),
                "publisher": plain(member(first(member(edition, "publishers")), "name")),
                "publisher-place": plain(member(first(member(edition, "publish_places")), "name")),
                "issued": Date(issued) if issued else None,
                "edition": _edition(plain(member(edition, "edition_name"))),
                "number-of-pages": pages if pages != "0" else "",
                "ISBN": isbn,
            }
        )
        reference = Reference(isbn, "book", cast("dict[str, FieldValue]", fields))
        return SourceRecord(self.name, reference, (Identifier("isbn", isbn),) if isbn else ())


def _years(written: Json) -> set[int]:
    return {one for one in written if isinstance(one, int)} if isinstance(written, list) else set()


def _of_search(doc: Json, year: int) -> dict[str, Json]:
    """A book of the search in the form of one of its editions."""
    publisher = plain(first(member(doc, "publisher")))
    return {
        "title": member(doc, "title"),
        "subtitle": member(doc, "subtitle"),
        "authors": [{"name": name} for name in values.strings(member(doc, "author_name"))],
        "publishers": [{"name": publisher}] if publisher else [],
        "publish_date": str(year) if year else "",
    }


def _edition(written: str) -> str:
    """`3rd ed.` → `3`; what has no number stays as it is."""
    match = re.match(r"(\d{1,3})(?:st|nd|rd|th)?\b", written)
    return match.group(1) if match else written
