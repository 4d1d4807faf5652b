"""arXiv's Atom interface: requests, and one entry → a record. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from mscref.errors import PayloadChangedError
from mscref.model.dates import Date
from mscref.model.identifiers import Identifier, normalize_doi, parse_identifier
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import Record, Relation, Request, Response
from mscref.sources.text import paragraphs, rich
from mscref.sources.xml import attribute, find, find_all, markup_of, parse_xml, text_of


class Arxiv:
    """export.arxiv.org."""

    name = "arxiv"
    title = "arXiv"
    batch_size = 40

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """All papers in one feed."""
        ids = ",".join(one.value for one in identifiers)
        # Without max_results the feed ends after ten entries.
        params = (("id_list", ids), ("max_results", str(len(identifiers))))
        return Request("arxiv", "/query", params, accept="application/atom+xml", pool="list")

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """Each paper with its entry: entries come in any order, unknown papers are left out."""
        root = parse_xml(response.body, self.title)
        if root["name"] != "feed":
            raise PayloadChangedError("arXiv sent something that is not a feed")
        entries = {name: entry for entry in find_all(root, "entry") if (name := _identifier(entry))}
        by_work = {name.work: entry for name, entry in entries.items()}
        found: dict[Identifier, Json] = {}
        for one in identifiers:
            entry = entries.get(one) or (by_work.get(one.value) if one.work == one.value else None)
            if entry is not None:
                found[one] = entry
        return found

    def parse(self, raw: Json) -> Record:
        """One entry as a record."""
        name = _identifier(raw)
        title = rich(markup_of(raw, "title"))
        if name is None or not title:
            raise PayloadChangedError("arXiv sent something that is not a paper")
        published = values.point_from_text(text_of(raw, "published"))
        updated = values.point_from_text(text_of(raw, "updated"))
        # A reader who names a version means the day of that version.
        issued = updated if name.value != name.work and not name.value.endswith("v1") else published
        authors = [values.person_from_text(text_of(one, "name")) for one in find_all(raw, "author")]
        fields = values.without_empty(
            {
                "title": title,
                "author": tuple(one for one in authors if one),
                "issued": Date(issued) if issued else None,
                "publisher": "arXiv",
                "number": f"arXiv:{name.value}",
                "genre": "Preprint",
                "DOI": f"10.48550/arXiv.{name.work}",
                "URL": f"https://arxiv.org/abs/{name.value}",
                "abstract": paragraphs(text_of(raw, "summary")),
                "archive": "arXiv",
                "archive_location": attribute(find(raw, "primary_category"), "term"),
            }
        )
        return Record(
            source=self.name,
            reference=Reference(name.work, "article", cast("dict[str, FieldValue]", fields)),
            names=(name, Identifier("doi", f"10.48550/arxiv.{name.work}".lower())),
            relations=tuple(_published_version(raw)),
        )


def _identifier(entry: Json) -> Identifier | None:
    found = parse_identifier(text_of(entry, "id"))
    return found if isinstance(found, Identifier) and found.scheme == "arxiv" else None


def _published_version(entry: Json) -> Iterator[Relation]:
    doi = normalize_doi(text_of(entry, "doi"))
    if doi:
        yield Relation("is-preprint-of", Identifier("doi", doi))
