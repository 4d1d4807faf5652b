"""`make records DATA=DIR`: does every recorded answer become a correct reference?

Per source and type: how many records there are, how many became a reference whose CSL-JSON fits
the schema, and how many variables one has. Then, for DOIs with a recorded answer of content
negotiation (CSL-JSON or BibTeX made by the agency), agreement variable by variable; `--list`
shows each difference. They are explained in docs/sources.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.replay.recordings import payloads

from mscref.errors import MscrefError
from mscref.formats.cslitem import reference_to_json
from mscref.formats.registry import find_format
from mscref.model.reference import Reference
from mscref.model.vocabulary import (
    DATE_VARIABLES,
    ITEM_TYPES,
    NAME_VARIABLES,
    NUMBER_VARIABLES,
    VARIABLES,
)
from mscref.sources import csl_payload
from mscref.sources.merge import agree, shown
from mscref.sources.registry import find_source
from mscref.sources.wikidata import WikidataItem
from mscref.sources.xml import find_all, parse_xml

COMPARED = (
    "title", "author", "issued", "container-title", "volume", "issue", "page", "DOI",
    "publisher", "ISSN",
)  # fmt: skip
NAME_MEMBERS = frozenset(
    "family given dropping-particle non-dropping-particle suffix comma-suffix static-ordering "
    "literal parse-names".split()
)
DATE_MEMBERS = frozenset("date-parts season circa literal raw".split())


@dataclass
class Tally:
    """What became of the records of one type."""

    records: int = 0
    valid: int = 0
    fields: int = 0
    with_title: int = 0
    with_names: int = 0
    with_date: int = 0
    problems: list[str] = field(default_factory=list)


def main() -> int:
    """Print the tables; the exit code is 1 where a record is not valid."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--list", action="store_true", help="show each difference")
    options = parser.parse_args()
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    references: dict[str, Reference] = {}
    negotiated: list[tuple[str, str, Reference]] = []
    for path in sorted(options.data.rglob("*")):
        if not path.is_file() or len(path.relative_to(options.data).parts) < 2:
            continue
        service = path.relative_to(options.data).parts[0]
        for payload in payloads(path):
            for kind, source, raw in records_of(service, payload):
                reference = count(tallies[service, kind], path.name, source, raw)
                if reference is not None and source != "doi":
                    references.setdefault(reference.text("DOI").lower(), reference)
            negotiated += negotiated_of(payload)
    print_tallies(tallies)
    compare(references, negotiated, show_all=options.list)
    total = sum(tally.records for tally in tallies.values())
    valid = sum(tally.valid for tally in tallies.values())
    print(f"valid {valid} of {total}")
    return 0 if total and valid == total else 1


def count(tally: Tally, name: str, source: str, raw: Any) -> Reference | None:
    """Read one record and count what it is worth."""
    tally.records += 1
    try:
        reference = find_source(source).parse(raw).reference
    except MscrefError as error:
        tally.problems.append(f"{name}: {error}")
        return None
    except Exception as error:  # the point of the measurement
        tally.problems.append(f"{name}: {type(error).__name__}: {error}")
        return None
    item = reference_to_json(reference)
    errors = schema_errors(item)
    tally.problems += [f"{name}: {error}" for error in errors]
    tally.valid += not errors
    tally.fields += len(reference.fields)
    tally.with_title += bool(reference.text("title"))
    tally.with_names += any(reference.names(role) for role in ("author", "editor"))
    tally.with_date += reference.date("issued") is not None
    return reference


# ── what the recordings hold ─────────────────────────────────────────────────────────────────


def records_of(service: str, payload: Any) -> Iterator[tuple[str, str, Any]]:
    """The records inside a payload: (type, source that reads it, raw)."""
    body = payload
    if isinstance(payload, dict) and isinstance(payload.get("response"), dict):
        if payload["response"].get("status") != 200:
            return
        if "/transform" in payload.get("request", {}).get("url", ""):
            return  # what the agency made of it: compared below
        body = payload["response"].get("json", payload["response"].get("text"))
    elif isinstance(payload, dict) and isinstance(payload.get("body"), str):
        body = payload["body"]
    reader = READERS.get(service)
    if reader is not None and body is not None:
        yield from reader(body)


def crossref(body: Any) -> Iterator[tuple[str, str, Any]]:
    """Works, alone or in lists."""
    message = body.get("message", body) if isinstance(body, dict) else None
    works = message.get("items") if isinstance(message, dict) else None
    for work in works if isinstance(works, list) else [message]:
        if isinstance(work, dict) and isinstance(work.get("DOI"), str) and "type" in work:
            yield str(work["type"]), "crossref", work


def datacite(body: Any) -> Iterator[tuple[str, str, Any]]:
    """DOIs, alone, in lists, or as bare attributes."""
    rows = body.get("data", body) if isinstance(body, dict) else body
    for row in rows if isinstance(rows, list) else [rows]:
        attributes = row.get("attributes", row) if isinstance(row, dict) else None
        if isinstance(attributes, dict) and "doi" in attributes and "titles" in attributes:
            types = attributes.get("types") or {}
            yield str(types.get("resourceTypeGeneral") or "-"), "datacite", row


def pubmed(body: Any) -> Iterator[tuple[str, str, Any]]:
    """Citations of a set."""
    if isinstance(body, str) and "<PubmedArticleSet" in body:
        root = parse_xml(body.encode(), "PubMed")
        for name in ("PubmedArticle", "PubmedBookArticle"):
            yield from ((name, "pubmed", article) for article in find_all(root, name))


def arxiv(body: Any) -> Iterator[tuple[str, str, Any]]:
    """Entries of a feed."""
    if isinstance(body, str) and "<feed" in body[:400]:
        for entry in find_all(parse_xml(body.encode(), "arXiv"), "entry"):
            if "/abs/" in json.dumps(entry):
                yield "entry", "arxiv", entry


def isbn(body: Any) -> Iterator[tuple[str, str, Any]]:
    """Editions of Open Library by their ISBN."""
    for key, edition in body.items() if isinstance(body, dict) else ():
        if key.startswith("ISBN:"):
            yield "edition", "openlibrary", {"isbn": key.removeprefix("ISBN:"), "edition": edition}


def clinicaltrials(body: Any) -> Iterator[tuple[str, str, Any]]:
    """Studies of version 2."""
    if isinstance(body, dict) and "protocolSection" in body:
        yield "study", "clinicaltrials", body


def europepmc(body: Any) -> Iterator[tuple[str, str, Any]]:
    """Results of a search."""
    results = (body.get("resultList") or {}).get("result") if isinstance(body, dict) else None
    for result in results or ():
        yield str(result.get("source")), "europepmc", result


def crosscite(body: Any) -> Iterator[tuple[str, str, Any]]:
    """Items of DataCite's content negotiation."""
    item = json.loads(body) if isinstance(body, str) and body.startswith("{") else body
    if isinstance(item, dict) and "DOI" in item:
        yield str(item.get("type")), "doi", item


def openalex(body: Any) -> Iterator[tuple[str, str, Any]]:
    """Works, alone or of a list."""
    works = body.get("results", [body]) if isinstance(body, dict) else []
    yield from ((str(work.get("type")), "openalex", work) for work in works)


def semanticscholar(body: Any) -> Iterator[tuple[str, str, Any]]:
    """Papers, alone or of a search."""
    papers = body.get("data", [body]) if isinstance(body, dict) else []
    yield from (("paper", "semanticscholar", paper) for paper in papers)


def dblp(body: Any) -> Iterator[tuple[str, str, Any]]:
    """Hits of a search."""
    hits = body["result"]["hits"].get("hit", []) if isinstance(body, dict) else []
    yield from ((str(hit["info"].get("type")), "dblp", hit["info"]) for hit in hits)


def wikidata(body: Any) -> Iterator[tuple[str, str, Any]]:
    """Items that are works."""
    for item in (body.get("entities") or {}).values() if isinstance(body, dict) else ():
        read = WikidataItem(item)
        if read.is_work and read.title:
            yield read.type, "wikidata", {"entity": item}


READERS = {
    "openalex": openalex,
    "semanticscholar": semanticscholar,
    "dblp": dblp,
    "wikidata": wikidata,
    "crossref": crossref,
    "datacite": datacite,
    "pubmed": pubmed,
    "arxiv": arxiv,
    "isbn": isbn,
    "clinicaltrials": clinicaltrials,
    "europepmc": europepmc,
    "crosscite": crosscite,
}


# ── the schema of CSL-JSON 1.0.2 ─────────────────────────────────────────────────────────────


def schema_errors(item: dict[str, Any]) -> list[str]:
    """Where an item does not fit csl-data.json."""
    errors = [] if item["type"] in ITEM_TYPES else [f"type {item['type']!r}"]
    errors += [] if item["id"] else ["no id"]
    for name, value in item.items():
        if name in ("id", "type", "custom"):
            continue
        if name not in VARIABLES:
            errors.append(f"{name} is no variable")
        elif name in NAME_VARIABLES:
            errors += [f"{name}: {one}" for one in value if not is_name(one)]
        elif name in DATE_VARIABLES:
            errors += [] if is_date(value) else [f"{name}: {value}"]
        elif name in NUMBER_VARIABLES:
            errors += [] if isinstance(value, str | int) else [f"{name}: {value!r}"]
        elif not isinstance(value, str):
            errors.append(f"{name}: {value!r}")
    return errors


def is_name(value: Any) -> bool:
    """A name object with known members, all of them text or flags."""
    return isinstance(value, dict) and bool(value) and not set(value) - NAME_MEMBERS


def is_date(value: Any) -> bool:
    """A date object: one or two points of one to three numbers."""
    if not isinstance(value, dict) or set(value) - DATE_MEMBERS:
        return False
    points = value.get("date-parts", [[1]])
    return 1 <= len(points) <= 2 and all(
        1 <= len(point) <= 3 and all(isinstance(part, int) for part in point) for point in points
    )


# ── content negotiation ──────────────────────────────────────────────────────────────────────


def negotiated_of(payload: Any) -> Iterator[tuple[str, str, Reference]]:
    """(DOI, format, reference) where the payload is an agency's CSL-JSON or BibTeX."""
    if not isinstance(payload, dict) or not isinstance(payload.get("response"), dict):
        return
    url = payload.get("request", {}).get("url", "")
    if "data.crosscite.org" in url:
        for _, _, item in crosscite(payload["response"].get("json")):
            yield (
                str(item["DOI"]).lower(),
                "CSL-JSON",
                csl_payload.record(item, source="doi").reference,
            )
        return
    match = re.search(r"/works/(.+)/transform(?:/(.+))?$", unquote(urlsplit(url).path))
    if not match or payload["response"].get("status") != 200:
        return
    body = payload["response"].get("json", payload["response"].get("text"))
    doi, kind = match.group(1).lower(), match.group(2) or ""
    if "bibtex" in kind and isinstance(body, str):
        read = find_format("bibtex").reader()(body, path="transform")
        for reference in read.references:
            yield doi, "BibTeX", reference
    elif isinstance(body, dict):
        yield doi, "CSL-JSON", csl_payload.record(body, source="doi").reference


def compare(
    references: dict[str, Reference],
    negotiated: list[tuple[str, str, Reference]],
    *,
    show_all: bool,
) -> None:
    """Print how often our value and the agency's agree."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    lines: list[str] = []
    pairs = 0
    for doi, kind, theirs in negotiated:
        ours = references.get(doi)
        if ours is None:
            continue
        pairs += 1
        for variable in COMPARED:
            verdict = verdict_on(variable, ours, theirs)
            counts[variable][verdict] += 1
            if verdict not in ("agree", "neither"):
                mine, other = (shown(one.fields.get(variable, "")) for one in (ours, theirs))
                lines.append(f"  {doi} {kind} {variable}: {verdict}: {mine!r} / {other!r}"[:300])
    print(f"\ncontent negotiation: {pairs} of {len(negotiated)} recorded answers have a work")
    columns = ("agree", "differ", "only ours", "only theirs", "neither")
    print(f"{'':16}" + "".join(f"{column:>13}" for column in columns))
    for variable in COMPARED:
        print(f"{variable:16}" + "".join(f"{counts[variable][column]:>13}" for column in columns))
    if show_all:
        print("\n".join(lines))


def verdict_on(variable: str, ours: Reference, theirs: Reference) -> str:
    """Whether the two say the same of one variable."""
    mine, other = ours.fields.get(variable), theirs.fields.get(variable)
    if mine is None or other is None:
        return "neither" if mine is other else "only theirs" if mine is None else "only ours"
    return "agree" if agree(mine, other) else "differ"


def print_tallies(tallies: dict[tuple[str, str], Tally]) -> None:
    """Print one line for each source and type."""
    head = ("source", "type", "records", "valid", "fields", "title", "names", "date")
    print(f"{head[0]:15}{head[1]:22}" + "".join(f"{one:>9}" for one in head[2:]))
    for (service, kind), tally in sorted(tallies.items()):
        share = max(tally.valid, 1)
        cells = [
            f"{tally.records:>9}",
            f"{tally.valid:>9}",
            f"{tally.fields / share:>9.1f}",
            f"{tally.with_title / share:>9.0%}",
            f"{tally.with_names / share:>9.0%}",
            f"{tally.with_date / share:>9.0%}",
        ]
        print(f"{service:15}{kind[:21]:22}" + "".join(cells))
    problems = [problem for tally in tallies.values() for problem in tally.problems]
    for problem in problems[:40]:
        print(f"BAD {problem[:200]}")


if __name__ == "__main__":
    sys.exit(main())
