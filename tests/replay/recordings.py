"""Recorded answers by what they are about; how their files are called does not matter.

A folder has one sub-folder per service (`crossref`, `datacite`, …). A file holds a payload as the
service sent it, or an exchange `{"request": …, "response": …}`, or one work a line (`.jsonl.gz`).
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

HANDWRITTEN = Path(__file__).parents[1] / "sources" / "recordings"


@dataclass
class Recordings:
    """Payloads by service and the identifiers they are about, all in lower case."""

    works: dict[str, dict[str, Any]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    transforms: dict[tuple[str, str], str] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    datacite: dict[str, dict[str, Any]] = field(default_factory=dict)
    citeproc: dict[str, Any] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=dict)
    pubmed: dict[str, str] = field(default_factory=dict)
    idconv: list[dict[str, Any]] = field(default_factory=list)
    arxiv: dict[str, str] = field(default_factory=dict)
    editions: dict[str, Any] = field(default_factory=dict)
    volumes: dict[str, Any] = field(default_factory=dict)
    books: list[dict[str, Any]] = field(default_factory=list)
    studies: dict[str, Any] = field(default_factory=dict)
    europepmc: list[dict[str, Any]] = field(default_factory=list)
    people: dict[str, Any] = field(default_factory=dict)
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    openalex: list[dict[str, Any]] = field(default_factory=list)
    papers: list[dict[str, Any]] = field(default_factory=list)
    hits: list[dict[str, Any]] = field(default_factory=list)

    def add_folder(self, folder: Path) -> None:
        """Take in every file below `folder`."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                service = path.relative_to(folder).parts[0]
                for payload in payloads(path):
                    self._add(service, path, payload)

    def add_work(self, work: dict[str, Any]) -> None:
        """Take in one work of Crossref; the first record of a DOI stays."""
        doi = work.get("DOI")
        if isinstance(doi, str):
            self.works.setdefault(doi.lower(), work)
            for alias in work.get("aliases") or ():
                if isinstance(alias, str):
                    self.aliases.setdefault(alias.lower(), doi.lower())

    def _add(self, service: str, path: Path, payload: Any) -> None:
        url, body = "", payload
        if isinstance(payload, dict) and isinstance(payload.get("response"), dict):
            answer = payload["response"]
            url = payload.get("request", {}).get("url", "")
            body = answer.get("json", answer.get("text"))
            self._add_redirect(url, answer)
            if answer.get("status") != 200:
                return
        elif isinstance(payload, dict) and isinstance(payload.get("body"), str):
            body = payload["body"]
        adder = getattr(self, f"_add_{service.replace('.', '_')}", None)
        if adder is not None and body is not None:
            adder(url, body)

    def _add_redirect(self, url: str, answer: dict[str, Any]) -> None:
        target = str((answer.get("headers") or {}).get("location", ""))
        if "/works/" in url and target.startswith("/works/"):
            source = unquote(urlsplit(url).path).removeprefix("/works/").lower()
            self.aliases[source] = unquote(target).removeprefix("/works/").lower()

    def _add_crossref(self, url: str, body: Any) -> None:
        transform = re.search(r"/works/(.+)/transform(?:/(.+))?$", unquote(urlsplit(url).path))
        if transform and isinstance(body, str | dict):
            kind = transform.group(2) or "application/vnd.citationstyles.csl+json"
            text = body if isinstance(body, str) else json.dumps(body)
            self.transforms[transform.group(1).lower(), kind] = text
            return
        if not isinstance(body, dict):
            return
        message = body.get("message", body)
        if isinstance(message, dict) and isinstance(message.get("items"), list):
            for item in message["items"]:
                if isinstance(item, dict) and "type" in item:
                    self.add_work(item)
        elif isinstance(message, dict) and "agency" in message:
            self.agencies[str(message.get("DOI", "")).lower()] = str(message["agency"].get("id"))
        elif isinstance(message, dict) and "type" in message:
            self.add_work(message)

    def _add_doi_org(self, url: str, body: Any) -> None:
        if "/ra/" in url and isinstance(body, list):
            for row in body:
                self.agencies[str(row.get("DOI", "")).lower()] = str(row.get("RA", ""))
        if "/api/handles/" in url and isinstance(body, dict):
            for value in body.get("values", ()):
                if value.get("type") == "HS_ALIAS":
                    self.handles[str(body["handle"]).lower()] = value["data"]["value"]

    def _add_crosscite(self, _url: str, body: Any) -> None:
        item = json.loads(body) if isinstance(body, str) and body.startswith("{") else body
        if isinstance(item, dict) and "DOI" in item:
            self.citeproc[str(item["DOI"]).lower()] = item

    def _add_datacite(self, _url: str, body: Any) -> None:
        rows = body.get("data", body) if isinstance(body, dict) else body
        for row in rows if isinstance(rows, list) else [rows]:
            if not isinstance(row, dict):
                continue
            attributes = row.get("attributes", row)
            if isinstance(attributes, dict) and isinstance(attributes.get("doi"), str):
                kept = row if "attributes" in row else {"id": row["doi"], "attributes": row}
                self.datacite.setdefault(attributes["doi"].lower(), kept)

    def _add_pubmed(self, _url: str, body: Any) -> None:
        if not isinstance(body, str):
            return
        for match in re.finditer(r"<PubmedArticle>.*?</PubmedArticle>", body, re.DOTALL):
            pmid = re.search(r"<PMID[^>]*>(\d+)</PMID>", match.group())
            if pmid:
                self.pubmed.setdefault(pmid.group(1), match.group())

    def _add_idconv(self, _url: str, body: Any) -> None:
        if isinstance(body, dict):
            self.idconv += [row for row in body.get("records", ()) if isinstance(row, dict)]

    def _add_arxiv(self, _url: str, body: Any) -> None:
        for match in re.finditer(
            r"<entry>.*?</entry>", body if isinstance(body, str) else "", re.DOTALL
        ):
            name = re.search(r"<id>[^<]*/abs/([^<]+)</id>", match.group())
            if name:
                self.arxiv.setdefault(name.group(1).lower(), match.group())

    def _add_isbn(self, _url: str, body: Any) -> None:
        if not isinstance(body, dict):
            return
        for key, edition in body.items():
            if key.startswith("ISBN:"):
                self.editions[key.removeprefix("ISBN:")] = edition
        self.books += body.get("docs") or ()
        for volume in body.get("items") or ():
            for row in volume.get("volumeInfo", {}).get("industryIdentifiers", ()):
                self.volumes[str(row.get("identifier"))] = volume

    def _add_clinicaltrials(self, _url: str, body: Any) -> None:
        if isinstance(body, dict) and "protocolSection" in body:
            identification = body["protocolSection"].get("identificationModule", {})
            self.studies[str(identification.get("nctId"))] = body

    def _add_openalex(self, _url: str, body: Any) -> None:
        if isinstance(body, dict):
            self.openalex += body.get("results") or []

    def _add_semanticscholar(self, _url: str, body: Any) -> None:
        if isinstance(body, dict):
            self.papers += body.get("data") or []

    def _add_dblp(self, _url: str, body: Any) -> None:
        if isinstance(body, dict):
            self.hits += body["result"]["hits"].get("hit") or []

    def _add_orcid(self, _url: str, body: Any) -> None:
        if isinstance(body, dict):
            self.people[str(body.get("path")).strip("/").split("/")[0]] = body

    def _add_wikidata(self, _url: str, body: Any) -> None:
        if isinstance(body, dict):
            self.items |= body.get("entities") or {}

    def _add_europepmc(self, _url: str, body: Any) -> None:
        if isinstance(body, dict):
            results = (body.get("resultList") or {}).get("result") or ()
            self.europepmc += [one for one in results if isinstance(one, dict)]


def load(*folders: Path) -> Recordings:
    """What stands in the folders; the hand-written recordings of the repository come last."""
    recordings = Recordings()
    for folder in (*folders, HANDWRITTEN):
        recordings.add_folder(folder)
    return recordings


def payloads(path: Path) -> Iterator[Any]:
    """What a file of recordings holds: JSON values, or texts."""
    if path.name.endswith(("_index.jsonl", ".md")):
        return
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = data.decode("utf-8", errors="replace")
    if ".jsonl" in path.name:
        yield from (json.loads(line) for line in text.splitlines() if line.strip())
    elif path.name.removesuffix(".gz").endswith(".json"):
        try:
            yield json.loads(text)
        except ValueError:
            return
    else:
        yield text
