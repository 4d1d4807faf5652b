"""How each service answers what mscref asks, from recordings. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from tests.replay.recordings import Recordings

JSON = "application/json"


@dataclass(frozen=True)
class Answer:
    """One answer: status, body, and the headers that matter."""

    body: bytes
    status: int = 200
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)


def _json(payload: Any, status: int = 200) -> Answer:
    return Answer(json.dumps(payload).encode(), status)


# What Crossref says for an unknown DOI: plain text, not JSON.
RESOURCE_NOT_FOUND = Answer(b"Resource not found.", 404, "text/plain")
NOT_FOUND = Answer(b"<html><body>not found</body></html>", 404, "text/html")


def crossref(data: Recordings, path: str, query: Mapping[str, str]) -> Answer:
    if path == "/works":
        return _crossref_list(data, query)
    parts = re.fullmatch(r"/works/(.+?)(/agency|/transform(?:/(.+))?)?", path)
    if not parts:
        return RESOURCE_NOT_FOUND
    name, sub, kind = unquote(parts.group(1)).lower(), parts.group(2) or "", parts.group(3)
    if name in data.aliases and name not in data.works:
        target = quote(data.aliases[name], safe="/")
        return Answer(b"", 301, headers={"location": f"/works/{target}"})
    if name not in data.works:
        return RESOURCE_NOT_FOUND
    if sub == "/agency":
        message = {"DOI": name, "agency": {"id": "crossref", "label": "Crossref"}}
        return _json({"status": "ok", "message-type": "work-agency", "message": message})
    if sub:
        wanted = kind or "application/vnd.citationstyles.csl+json"
        text = data.transforms.get((name, wanted)) or json.dumps(data.works[name])
        return Answer(text.encode(), content_type=wanted)
    return _json({"status": "ok", "message-type": "work", "message": data.works[name]})


def _crossref_list(data: Recordings, query: Mapping[str, str]) -> Answer:
    rows = int(query.get("rows", "20"))
    if rows > 1000:
        return _invalid("integer-not-valid", str(rows))
    filters = [one.partition(":")[::2] for one in query.get("filter", "").split(",") if one]
    if any(name not in ("doi", "updates") for name, _ in filters):
        return _invalid("filter-not-available", filters[0][0])
    found: list[dict[str, Any]] = []
    if filters:
        wanted = {value.lower() for name, value in filters if name == "doi"}
        found += [data.works[one] for one in sorted(wanted) if one in data.works]
        updated = {value.lower() for name, value in filters if name == "updates"}
        found += (
            [work for work in data.works.values() if updated & _updated(work)] if updated else []
        )
    else:
        found = _ranked(data, query.get("query.bibliographic") or query.get("query", ""))
    message = {"total-results": len(found), "items": found[:rows], "items-per-page": rows}
    return _json({"status": "ok", "message-type": "work-list", "message": message})


def _invalid(kind: str, value: str) -> Answer:
    message = [{"type": kind, "value": value, "message": f"{value} is not accepted here"}]
    failure = {"status": "failed", "message-type": "validation-failure", "message": message}
    return _json(failure, 400)


def _updated(work: Mapping[str, Any]) -> set[str]:
    return {str(one.get("DOI", "")).lower() for one in work.get("update-to") or ()}


def _ranked(data: Recordings, text: str) -> list[dict[str, Any]]:
    """Works by the words they share with the question, weighted a little like Crossref's."""
    words = set(re.findall(r"\w{3,}", text.lower()))
    scored = []
    for work in data.works.values():
        title = work.get("title")
        titles = " ".join(str(one) for one in title) if isinstance(title, list) else str(title)
        people = " ".join(str(one.get("family")) for one in work.get("author") or () if one)
        own = set(re.findall(r"\w{3,}", f"{titles} {people}".lower()))
        shared = words & own
        if shared:
            scored.append((len(shared) * 10 / (1 + len(own)) ** 0.5, work))
    scored.sort(key=lambda pair: -pair[0])
    return [{**work, "score": round(score, 4)} for score, work in scored]


def doi(data: Recordings, path: str, _query: Mapping[str, str]) -> Answer:
    if path.startswith("/ra/"):
        names = [unquote(one) for one in path.removeprefix("/ra/").split(",")]
        rows = [{"DOI": name, **_agency(data, name.lower())} for name in names]
        return _json(rows)
    if path.startswith("/api/handles/"):
        handle = unquote(path.removeprefix("/api/handles/")).lower()
        if handle not in data.handles:
            return _json({"responseCode": 100, "handle": handle}, 404)
        value = {
            "index": 1,
            "type": "HS_ALIAS",
            "data": {"format": "string", "value": data.handles[handle]},
        }
        return _json({"responseCode": 1, "handle": handle, "values": [value]})
    name = unquote(path.lstrip("/")).lower()
    if name in data.citeproc:
        body = json.dumps(data.citeproc[name]).encode()
        return Answer(body, content_type="application/vnd.citationstyles.csl+json")
    return NOT_FOUND


def _agency(data: Recordings, name: str) -> dict[str, str]:
    if name in data.works or name in data.aliases:
        return {"RA": "Crossref"}
    if name in data.datacite:
        return {"RA": "DataCite"}
    if name in data.agencies:
        return {"RA": data.agencies[name]}
    if name in data.citeproc:
        return {"RA": "mEDRA"}
    return {"status": "DOI does not exist"}


def _has(words: str | set[str], title: object) -> bool:
    """True where the title holds all these words, as the services' own searches have it."""
    asked = set(re.findall(r"\w+", words)) if isinstance(words, str) else words
    return bool(asked) and asked <= set(re.findall(r"\w+", str(title).lower()))


def datacite(data: Recordings, path: str, query: Mapping[str, str]) -> Answer:
    titled = re.fullmatch(r"titles\.title:\((.*)\)", query.get("query", ""))
    if path == "/dois" and titled:
        words = set(titled[1].split(" AND "))
        found = [
            row for row in data.datacite.values()
            if _has(words, row["attributes"].get("titles"))
        ]  # fmt: skip
        return _json({"data": found, "meta": {"total": len(found)}})
    if path == "/dois":
        wanted = [one.lower() for one in query.get("ids", "").split(",")]
        size = int(query.get("page[size]", "25"))
        rows = [data.datacite[one] for one in wanted if one in data.datacite]
        return _json({"data": rows[:size], "meta": {"total": len(rows)}})
    row = data.datacite.get(unquote(path.removeprefix("/dois/")).lower())
    if row is None:
        error = {"status": "404", "title": "The resource you are looking for doesn't exist."}
        return _json({"errors": [error]}, 404)
    return _json({"data": row})


def pubmed(data: Recordings, path: str, query: Mapping[str, str]) -> Answer:
    if path != "/efetch.fcgi":
        return NOT_FOUND
    articles = [data.pubmed[one] for one in query.get("id", "").split(",") if one in data.pubmed]
    document = f"<?xml version='1.0'?><PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>"
    return Answer(document.encode(), content_type="text/xml; charset=UTF-8")


def idconv(data: Recordings, _path: str, query: Mapping[str, str]) -> Answer:
    rows = []
    for one in query.get("ids", "").split(","):
        names = ("pmcid", "pmid", "doi")
        row = next(
            (r for r in data.idconv if one.lower() in {str(r.get(n)).lower() for n in names}), None
        )
        error = {"requested-id": one, "status": "error", "errmsg": "Identifier not found in PMC"}
        rows.append(row or error)
    return _json({"status": "ok", "records": rows})


def arxiv(data: Recordings, _path: str, query: Mapping[str, str]) -> Answer:
    by_work = {re.sub(r"v\d+$", "", name): entry for name, entry in data.arxiv.items()}
    limit = int(query.get("max_results", "10"))
    wanted = [one.lower() for one in query.get("id_list", "").split(",")]
    found = [data.arxiv.get(one) or by_work.get(one) for one in wanted]
    words = set(re.findall(r"ti:(\w+)", query.get("search_query", "")))
    if words:
        found = [
            entry for entry in by_work.values()
            if _has(words, (re.findall(r"(?s)<title>(.*?)</title>", entry) or [""])[0])
        ]  # fmt: skip
    entries = [entry for entry in found if entry][:limit]
    entries.reverse()  # arXiv promises no order
    feed = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" '
        f'xmlns:arxiv="http://arxiv.org/schemas/atom">{"".join(entries)}</feed>'
    )
    return Answer(feed.encode(), content_type="application/atom+xml; charset=utf-8")


def openlibrary(data: Recordings, path: str, query: Mapping[str, str]) -> Answer:
    if path == "/search.json":
        docs = [one for one in data.books if _has(query.get("title", ""), one.get("title"))]
        return _json({"numFound": len(docs), "docs": docs})
    wanted = [one.removeprefix("ISBN:") for one in query.get("bibkeys", "").split(",")]
    return _json({f"ISBN:{one}": data.editions[one] for one in wanted if one in data.editions})


def googlebooks(data: Recordings, _path: str, query: Mapping[str, str]) -> Answer:
    words = set(re.findall(r"intitle:(\w+)", query.get("q", "")))
    if words:
        found = [
            one for one in {id(one): one for one in data.volumes.values()}.values()
            if _has(words, one["volumeInfo"].get("title"))
        ]  # fmt: skip
        return _json({"kind": "books#volumes", "totalItems": len(found), "items": found})
    volume = data.volumes.get(query.get("q", "").removeprefix("isbn:"))
    return _json(
        {"kind": "books#volumes", "totalItems": 1 if volume else 0}
        | ({"items": [volume]} if volume else {})
    )


def _title_words(study: Any) -> set[str]:
    identification = study["protocolSection"]["identificationModule"]
    return set(re.findall(r"\w+", str(identification.get("briefTitle", "")).lower()))


def clinicaltrials(data: Recordings, path: str, query: Mapping[str, str]) -> Answer:
    if path == "/studies":
        if "query.titles" in query:
            words = set(query["query.titles"].split())
            found = [one for one in data.studies.values() if words <= _title_words(one)]
            return _json({"studies": found})
        wanted = query.get("filter.ids", "").split(",")
        return _json({"studies": [data.studies[one] for one in wanted if one in data.studies]})
    study = data.studies.get(path.removeprefix("/studies/"))
    return _json(study) if study else Answer(b"NCT number not found", 404, "text/plain")


def europepmc(data: Recordings, _path: str, query: Mapping[str, str]) -> Answer:
    text = query.get("query", "")
    wanted = {
        one.lower()
        for one in re.findall(r'DOI:"([^"]+)"|EXT_ID:(\d+)|PMCID:(PMC\d+)', text)
        for one in one
        if one
    }
    titled = re.fullmatch(r"TITLE:\((.*)\)", text)
    words = set(titled[1].split(" AND ")) if titled else set()
    results = [
        one for one in data.europepmc
        if _has(words, one.get("title"))
        or wanted & {str(one.get(key)).lower() for key in ("doi", "pmid", "pmcid")}
    ]  # fmt: skip
    return _json({"version": "6.9", "hitCount": len(results), "resultList": {"result": results}})


def openalex(data: Recordings, path: str, query: Mapping[str, str]) -> Answer:
    if path == "/works":
        words = query.get("filter", "").removeprefix("title.search:")
        found = [one for one in data.openalex if _has(words, one.get("title"))]
        return _json({"meta": {"count": len(found)}, "results": found})
    doi = f"https://doi.org/{unquote(path.removeprefix('/works/doi:'))}".lower()
    work = next((one for one in data.openalex if one.get("doi") == doi), None)
    return _json(work) if work else NOT_FOUND


def semanticscholar(data: Recordings, path: str, query: Mapping[str, str]) -> Answer:
    if path == "/paper/search":
        asked = set(re.findall(r"\w+", query.get("query", "").lower()))
        found = [
            one for one in data.papers
            if len(asked & set(re.findall(r"\w+", str(one.get("title")).lower()))) > 2
        ]  # fmt: skip
        return _json({"total": len(found), "offset": 0, **({"data": found} if found else {})})
    doi = unquote(path.removeprefix("/paper/DOI:")).lower()
    for one in data.papers:
        if str(one.get("externalIds", {}).get("DOI")).lower() == doi:
            return _json(one)
    return _json({"error": f"Paper with id DOI:{doi} not found"}, 404)


def dblp(data: Recordings, _path: str, query: Mapping[str, str]) -> Answer:
    text = query.get("q", "")
    found = [
        one for one in data.hits
        if _has(text, f"{one['info'].get('title')} {one['info'].get('authors')}")
        or text.removeprefix("doi:").lower() == str(one["info"].get("doi")).lower()
    ]  # fmt: skip
    hits = {"@total": str(len(found)), "@sent": str(len(found)), "@first": "0"}
    return _json({"result": {"hits": {**hits, **({"hit": found} if found else {})}}})


def orcid(data: Recordings, path: str, _query: Mapping[str, str]) -> Answer:
    person = data.people.get(path.strip("/").split("/")[0])
    if person is None:
        return _json({"response-code": 404, "developer-message": "404 Not Found"}, 404)
    return _json(person)


def wikidata(data: Recordings, path: str, query: Mapping[str, str]) -> Answer:
    if path == "/w/api.php":
        wanted = query.get("ids", "").split("|")
        found = {one: data.items.get(one, {"id": one, "missing": ""}) for one in wanted}
        return _json({"entities": found, "success": 1})
    number = path.removeprefix("/wiki/Special:EntityData/").removesuffix(".json")
    item = data.items.get(number)
    return _json({"entities": {item["id"]: item}}) if item else NOT_FOUND


# Web pages for the sessions of the commands: what pages say of themselves.
_PAGES = {
    "/rain.html": """<title>City drowns in rain | The Daily Drop</title>
        <meta property="og:site_name" content="The Daily Drop">
        <script type="application/ld+json">{"@type": "NewsArticle", "headline": "City drowns in
        rain", "datePublished": "2022-07-14T18:03:00Z",
        "author": {"@type": "Person", "name": "Anna Roth"}}</script>""".replace("in\n", "in"),
    "/published.html": """<title>A published version | Journal of Tests</title>
        <meta name="citation_title" content="{title}">
        <meta name="citation_doi" content="10.5555/published">""",
    "/foreign.html": """<title>Notes on drizzle</title><meta name="author" content="Nowak, Carla">
        <meta name="citation_doi" content="10.5555/published">""",
    "/login.html": "<title>Sign in - Library of Rain</title><input type=password>",
    "/bare.html": "<p>Words without a title.</p>",
}


def pages(data: Recordings, path: str, _query: Mapping[str, str]) -> Answer:
    if path not in _PAGES:
        return NOT_FOUND
    title = str(data.works.get("10.5555/published", {}).get("title", [""])[0])
    text = _PAGES[path].replace("{title}", title)
    return Answer(text.encode(), content_type="text/html; charset=utf-8")


ROUTES: Mapping[str, Callable[[Recordings, str, Mapping[str, str]], Answer]] = {
    "crossref": crossref,
    "doi": doi,
    "datacite": datacite,
    "pubmed": pubmed,
    "idconv": idconv,
    "arxiv": arxiv,
    "openlibrary": openlibrary,
    "googlebooks": googlebooks,
    "clinicaltrials": clinicaltrials,
    "europepmc": europepmc,
    "openalex": openalex,
    "semanticscholar": semanticscholar,
    "dblp": dblp,
    "orcid": orcid,
    "wikidata": wikidata,
    "pages": pages,
}
