"""Google Books: requests by ISBN, and one volume → a record. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from mscref.errors import PayloadChangedError
from mscref.model.dates import Date
from mscref.model.identifiers import Identifier, normalize_isbn
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import Batched, Request, Response, SourceRecord
from mscref.sources.text import plain, rich
from mscref.sources.values import member


class GoogleBooks(Batched):
    """www.googleapis.com/books/v1."""

    name = "googlebooks"
    title = "Google Books"
    batch_size = 1

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """One ISBN: the service takes no more."""
        params = (("q", f"isbn:{identifiers[0].value}"), ("maxResults", "5"))
        return Request("googlebooks", "/volumes", params)

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """The first volume that has this very ISBN: it is a search and finds others, too."""
        payload = values.documented(response.json(), dict, self.title)
        if "totalItems" not in payload:
            raise PayloadChangedError("Google Books sent something that is not a list")
        for volume in values.elements(payload.get("items")):
            info = member(volume, "volumeInfo")
            if identifiers[0].value in _isbns(info):
                return {identifiers[0]: {"isbn": identifiers[0].value, "info": info}}
        return {}

    def title_request(self, words: Sequence[str], family: str, rows: int) -> Request:
        """Volumes whose titles have all these words."""
        parts = [*(f"intitle:{word}" for word in words)]
        parts += [f'inauthor:"{family}"'] if family else []
        params = (("q", " ".join(parts)), ("maxResults", str(rows)))
        return Request("googlebooks", "/volumes", params)

    def titled(self, response: Response) -> list[Json]:
        """The volumes, each with its ISBN."""
        payload = values.documented(response.json(), dict, self.title)
        if "totalItems" not in payload:
            raise PayloadChangedError("Google Books sent something that is not a list")
        infos = [member(one, "volumeInfo") for one in values.elements(payload.get("items"))]
        return [{"isbn": next(iter(_isbns(info)), ""), "info": info} for info in infos]

    def parse(self, raw: Json) -> SourceRecord:
        """One volume as a record."""
        isbn, info = plain(member(raw, "isbn")), member(raw, "info")
        title = rich(member(info, "title"))
        if not title:
            raise PayloadChangedError("Google Books sent something that is not a volume")
        subtitle = rich(member(info, "subtitle"))
        issued = values.point_from_text(member(info, "publishedDate"))
        authors = [values.person_from_text(one) for one in values.strings(member(info, "authors"))]
        pages = plain(member(info, "pageCount"))
        fields = values.without_empty(
            {
                "title": f"{title}: {subtitle}" if subtitle else title,
                "author": tuple(one for one in authors if one),
                "publisher": plain(member(info, "publisher")),
                "issued": Date(issued) if issued else None,
                "number-of-pages": pages if pages != "0" else "",
                "language": plain(member(info, "language")),
                "ISBN": isbn,
            }
        )
        reference = Reference(isbn, "book", cast("dict[str, FieldValue]", fields))
        return SourceRecord(self.name, reference, (Identifier("isbn", isbn),) if isbn else ())


def _isbns(info: Json) -> list[str]:
    rows = values.elements(member(info, "industryIdentifiers"))
    checked = [normalize_isbn(plain(row.get("identifier"))) for row in rows]
    return [isbn for isbn in checked if isbn]
