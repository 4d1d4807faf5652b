"""arXiv's Atom interface: requests, and one entry → a record. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from mscref.errors import PayloadChangedError
from mscref.match.text import bare
from mscref.model.dates import Date
from mscref.model.identifiers import Identifier, normalize_doi, parse_identifier
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import Aside, Batched, Notice, Relation, Request, Response, SourceRecord
from mscref.sources.text import paragraphs, plain, rich
from mscref.sources.values import eprint
from mscref.sources.xml import attribute, find, find_all, markup_of, parse_xml, text_of


class Arxiv(Batched):
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
            is_version = one.value != one.work
            entry = entries.get(one) if is_version else by_work.get(one.value)
            if entry is not None:
                found[one] = {"entry": entry, "is-version": is_version}
        return found

    def title_request(self, words: Sequence[str], family: str, rows: int) -> Request:
        """Papers whose titles have all these words."""
        parts = [*(f"ti:{word}" for word in words), *([f"au:{_plain(family)}"] if family else [])]
        params = (("search_query", " AND ".join(parts)), ("max_results", str(rows)))
        return Request("arxiv", "/query", params, accept="application/atom+xml", pool="list")

    def titled(self, response: Response) -> list[Json]:
        """The entries of the feed."""
        root = parse_xml(response.body, self.title)
        if root["name"] != "feed":
            raise PayloadChangedError("arXiv sent something that is not a feed")
        return [{"entry": entry, "is-version": False} for entry in find_all(root, "entry")]

    def parse(self, raw: Json) -> SourceRecord:
        """One entry as a record; `is-version` says that one version of the paper is meant."""
        entry = values.member(raw, "entry") or raw
        name = _identifier(entry)
        title = rich(markup_of(entry, "title"))
        if name is None or not title:
            raise PayloadChangedError("arXiv sent something that is not a paper")
        is_version = values.member(raw, "is-version") is True
        number = name.value if is_version else name.work
        day = text_of(entry, "updated" if is_version else "published")
        issued = values.point_from_text(day)
        people = find_all(entry, "author")
        authors = [values.person_from_text(text_of(one, "name")) for one in people]
        fields = values.without_empty(
            {
                "title": title,
                "author": tuple(one for one in authors if one),
                "issued": Date(issued) if issued else None,
                "publisher": "arXiv",
                "number": f"arXiv:{number}",
                "genre": "Preprint",
                "DOI": f"10.48550/arXiv.{name.work}",
                "URL": f"https://arxiv.org/abs/{number}",
                "abstract": paragraphs(text_of(entry, "summary")),
            }
        )
        reference = Reference(name.work, "article", cast("dict[str, FieldValue]", fields))
        reference.extra["bibtex"] = eprint(
            number, plain(attribute(find(entry, "primary_category"), "term"))
        )
        return SourceRecord(
            source=self.name,
            reference=reference,
            names=(name, Identifier("doi", f"10.48550/arxiv.{name.work}".lower())),
            relations=tuple(_published_version(entry)),
            notices=_withdrawal(entry),
            aside=Aside(
                latest=_year(text_of(entry, "updated")),
                published_in=plain(text_of(entry, "journal_ref")),
            ),
        )


def _plain(family: str) -> str:
    """A name as arXiv's index has it: one word, ASCII."""
    return re.sub(r"[^a-z]+", "_", bare(family)).strip("_")


def _identifier(entry: Json) -> Identifier | None:
    found = parse_identifier(text_of(entry, "id"))
    return found if isinstance(found, Identifier) and found.scheme == "arxiv" else None


def _year(day: str) -> int:
    point = values.point_from_text(day)
    return point.year or 0 if point else 0


# What arXiv asks authors to write, as the comment of the last version or in its abstract.
# In a comment it may be any of the sentences.
_WITHDRAWN = re.compile(
    r"\W*(?:(?:the|this)\s+(?:\w+\s+){0,2})?(?:(?:paper|article|manuscript|submission|work|preprint"
    r"|version)\s+)?(?:(?:has|have)\s+been\s+|is\s+|was\s+)?(?:temporarily\s+)?(withdrawn|retracted)\b"
    r"(?!\s+(?:from|papers|articles|results))",
    re.IGNORECASE,
)


_SENTENCES = re.compile(r"[.;:!]\s+")


def _withdrawal(entry: Json) -> tuple[Notice, ...]:
    """The notice of a paper that its authors, or arXiv, have withdrawn."""
    comment, summary = (" ".join(text_of(entry, one).split()) for one in ("comment", "summary"))
    if not any(map(_WITHDRAWN.match, (*_SENTENCES.split(comment), summary))):
        return ()
    return (Notice("withdrawal", date=text_of(entry, "updated")[:10], source="arXiv"),)


def _published_version(entry: Json) -> Iterator[Relation]:
    doi = normalize_doi(text_of(entry, "doi"))
    if doi:
        yield Relation("is-preprint-of", Identifier("doi", doi))
