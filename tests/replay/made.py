"""Answers of the registries made from a few words, for tests that need works of their own.

A row of a work is `field=value; field=value`; people stand between `&` as `Family, Given`,
groups in braces. What crosses the border: rows in, recordings as the replay server takes them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from tests.replay.recordings import Recordings

from mscref.model.dates import Date
from mscref.model.identities import identifiers_of
from mscref.model.reference import Reference

Fields = Mapping[str, str]


def fields_of(row: str) -> dict[str, str]:
    """The fields of a row."""
    parts = (one.partition("=") for one in row.split(";") if "=" in one)
    return {name.strip(): value.strip() for name, _, value in parts}


def people_of(text: str) -> list[dict[str, str]]:
    """`Roth, Anna & {WHO}` as Crossref has people."""
    found: list[dict[str, str]] = []
    for one in filter(None, (part.strip() for part in text.split("&"))):
        family, _, given = (part.strip() for part in one.partition(","))
        found.append(
            {"name": one.strip("{}")} if one.startswith("{") else {"family": family, "given": given}
        )
    return found


# Fields whose name in a row is that of Crossref, as text and as lists.
_TEXTS = ("volume", "issue", "page", "article-number", "publisher")
_LISTS = (
    "title",
    "subtitle",
    "original-title",
    "short-title",
    "container-title",
    "short-container-title",
)


def crossref_work(row: str) -> dict[str, Any]:
    """One work as Crossref sends it."""
    fields = fields_of(row)
    work: dict[str, Any] = {
        "DOI": fields["DOI"],
        "type": fields.get("type", "journal-article"),
        "issued": {"date-parts": [[int(one) for one in fields.get("year", "2020").split("-")]]},
        "author": people_of(fields.get("author", "Roth, Anna & Miller, Bert")),
        "editor": people_of(fields.get("editor", "")),
    }
    work |= {name: fields[name] for name in _TEXTS if name in fields}
    work |= {name: fields[name].split("//") for name in _LISTS if name in fields}
    if "event" in fields:
        work["event"] = {"name": fields["event"]}
    if "updated" in fields:  # kind, DOI of the notice
        kind, notice = fields["updated"].split()
        day = {"date-parts": [[2021, 3, 4]]}
        work["updated-by"] = [{"DOI": notice, "type": kind, "label": kind, "source": "publisher",
                               "updated": day}]  # fmt: skip
    if "updates" in fields:
        kind, doi = fields["updates"].split()
        work["update-to"] = [{"DOI": doi, "type": kind, "updated": {"date-parts": [[2021, 3, 4]]}}]
    if "isbn" in fields:
        work["ISBN"] = fields["isbn"].split()
    return {name: value for name, value in work.items() if value}


def arxiv_entry(row: str) -> tuple[str, str]:
    """One paper of arXiv: its number with a version, and its entry in the feed."""
    fields = fields_of(row)
    names = [f"{one['given']} {one['family']}" for one in people_of(fields["author"])]
    parts = [
        f"<id>http://arxiv.org/abs/{fields['id']}</id>",
        f"<title>{escape(fields['title'])}</title>",
        f"<published>{fields['year']}-02-03T10:00:00Z</published>",
        f"<updated>{fields.get('latest', fields['year'])}-05-06T10:00:00Z</updated>",
        f"<summary>{escape(fields.get('summary', 'We show.'))}</summary>",
        *(f"<author><name>{escape(one)}</name></author>" for one in names),
        *(
            f"<arxiv:{name}>{escape(fields[name])}</arxiv:{name}>"
            for name in ("comment", "journal_ref", "doi")
            if name in fields
        ),
        '<arxiv:primary_category term="cs.LG"/>',
    ]
    return fields["id"].lower(), f"<entry>{''.join(parts)}</entry>"


def europepmc_result(row: str) -> dict[str, Any]:
    """One result of Europe PMC."""
    fields = fields_of(row)
    names = [
        {"lastName": one["family"], "firstName": one["given"]}
        for one in people_of(fields["author"])
    ]
    kinds = fields.get("kinds", "Journal Article").split(",")
    found: dict[str, Any] = {
        "source": fields.get("source", "MED"),
        "title": fields["title"],
        "authorList": {"author": names},
        "pubYear": fields["year"],
        "pubTypeList": {"pubType": kinds},
    }
    found |= {name: fields[name] for name in ("doi", "pmid", "pmcid") if name in fields}
    if "notice" in fields:  # how Europe PMC says it, and the DOI of the notice
        kind, _, notice = fields["notice"].partition(",")
        correction = {"type": kind, "id": notice.strip(), "source": "MED", "reference": "X. 2021"}
        found["commentCorrectionList"] = {"commentCorrection": [correction]}
    if "journal" in fields:
        found["journalInfo"] = {
            "journal": {"title": fields["journal"]},
            "yearOfPublication": int(fields["year"]),
        }
    return found


def recordings(
    *,
    crossref: Iterable[str] = (),
    arxiv: Iterable[str] = (),
    europepmc: Iterable[str] = (),
    agencies: Mapping[str, str] | None = None,
) -> Recordings:
    """The rows as the answers of their services."""
    made = Recordings()
    for row in crossref:
        made.add_work(crossref_work(row))
    made.arxiv |= dict(map(arxiv_entry, arxiv))
    made.europepmc += map(europepmc_result, europepmc)
    made.agencies |= agencies or {}
    return made


_TYPES = {"paper-conference": "proceedings-article", "book": "book", "chapter": "book-chapter"}


def recordings_of(references: Iterable[Reference]) -> Recordings:
    """References as the records of their registries: arXiv's where they have such a number."""
    made = Recordings()
    for number, one in enumerate(references, start=1):
        row = "; ".join(f"{name}={value}" for name, value in _fields_of(one).items())
        arxiv = [found.value for found in identifiers_of(one) if found.scheme == "arxiv"]
        if arxiv:
            made.arxiv |= dict([arxiv_entry(f"id={arxiv[0]}; {row}")])
        else:
            made.add_work(crossref_work(f"DOI=10.5555/made.{number}; {row}"))
    return made


def _fields_of(reference: Reference) -> dict[str, str]:
    issued = reference.fields["issued"]
    assert isinstance(issued, Date)
    names = (
        f"{{{name.literal}}}" if name.literal else f"{name.family}, {name.given}"
        for name in reference.names("author")
        if not name.is_others
    )
    fields = {"year": str(issued.year), "author": " & ".join(names)}
    fields["type"] = _TYPES.get(reference.type, "journal-article")
    for name in ("title", "container-title", "volume", "issue", "page", "publisher"):
        fields |= {name: reference.text(name)} if reference.text(name) else {}
    return fields
