"""A fetched page → a reference, each variable from the vocabulary that is trusted most. Pure.

What crosses the border: a `Page` and the day of today in; out, a `PageReading`: the reference (None
for a page without a title), who says what, the titles that stand on the page, the identifiers that
it claims for itself, and the files about the work that it offers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast
from urllib.parse import urlsplit

from mscref.match.text import squeezed
from mscref.model.dates import Date
from mscref.model.identifiers import (
    Identifier,
    bare_doi,
    normalize_doi,
    normalize_isbn,
    normalize_issn,
    parse_identifier,
)
from mscref.model.markup import strip_markup
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from mscref.sources import values
from mscref.sources.text import paragraphs, plain, rich
from mscref.sources.webpage import tags
from mscref.sources.webpage.days import date_of, is_likely_year
from mscref.sources.webpage.fetching import Page, is_same_site, joined
from mscref.sources.webpage.head import Link, PageHead, read_head
from mscref.sources.webpage.people import names_of
from mscref.sources.webpage.schema import SchemaWork, read_schema

_MOST_IDENTIFIERS = 4
_SEPARATORS = r" ?(?:::|[|·•»«::–—]) ?| - "
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}")
# Media types of files about a work, the most telling first.
OFFERED = MappingProxyType(
    {
        "application/vnd.citationstyles.csl+json": "work.json",
        "application/x-bibtex": "work.bib",
        "text/x-bibtex": "work.bib",
        "application/x-research-info-systems": "work.ris",
    }
)


@dataclass(frozen=True, slots=True)
class PageReading:
    """`provenance`: variable → who says it; `offers`: media type and address of files about the
    work; `told` names the vocabularies that say something."""

    reference: Reference | None
    provenance: Mapping[str, str]
    titles: tuple[str, ...]
    identifiers: tuple[Identifier, ...]
    offers: tuple[tuple[str, str], ...]
    told: tuple[str, ...]
    head: PageHead

    @property
    def is_told(self) -> bool:
        """Whether a vocabulary made for works says what this one is, and not HTML alone."""
        return bool(set(self.told) & {tags.HIGHWIRE, "dublin core", "eprints tags", tags.SCHEMA})


_Fields = dict[str, FieldValue]


def read_page(page: Page, today: Date) -> PageReading:
    """What a page says of the work that it shows."""
    head = read_head(page.body, page.charset)
    head.metas = [(_in_one_spelling(name), value) for name, value in head.metas]
    schema = read_schema(head.blocks)
    links = [*head.links, *header_links(page.linked)]
    said = [(one.name, _said_by(one, head, schema)) for one in tags.VOCABULARIES]
    site = _site(said, page.url)
    fields, provenance = _merged(said, site)
    kind = _type_of(head, schema)
    titles = _own_titles([*_titles(said), *map(plain, head.headings)], [site, *_containers(said)])
    reference = None
    if fields.get("title"):
        address = _own_address(page.url, links)
        if kind in ("webpage", "post-weblog", "article-newspaper", "motion_picture", "post"):
            fields.setdefault("container-title", site)
            provenance.setdefault("container-title", "address")
        fields |= {"URL": address, "accessed": today}
        provenance |= {"URL": "address", "accessed": "today"}
        reference = Reference("", kind, _in_order(fields))
    return PageReading(
        reference=reference,
        provenance=provenance,
        titles=titles,
        identifiers=tuple(_identifiers(head, schema, links))[:_MOST_IDENTIFIERS],
        offers=tuple(_offers(links, page.url)),
        told=tuple(name for name, said_fields in said if said_fields),
        head=head,
    )


def _in_one_spelling(name: str) -> str:
    name = name.strip()
    for prefix, usual in tags.PREFIXES.items():
        if name.startswith(prefix):
            return usual + name[len(prefix) :]
    return name


# ── one vocabulary ───────────────────────────────────────────────────────────────────────────


def _said_by(vocabulary: tags.Vocabulary, head: PageHead, schema: SchemaWork) -> _Fields:
    if vocabulary.name == tags.SCHEMA:
        return _of_schema(schema)
    found: dict[str, FieldValue | None] = {}
    for variable, names in vocabulary.tags.items():
        found[variable] = _value(variable, [head.values(name) for name in names])
    if vocabulary.name == tags.PAGE:
        found["title"] = found.get("title") or rich(head.title)
        found["author"] = found.get("author") or names_of(head.bylines)
        found["issued"] = found.get("issued") or date_of(head.time)
        found["language"] = found.get("language") or _language([[head.language]])
    first, last = found.pop("first-page", ""), found.pop("last-page", "")
    if first and not found.get("page"):
        found["page"] = values.pages(f"{first}-{last}" if last else str(first))
    return cast(_Fields, values.without_empty(found))


def _value(variable: str, said: list[list[str]]) -> FieldValue | None:
    """What the tags of one variable say, the surest tag first."""
    reader = _READERS.get(variable)
    if reader is not None:
        return reader(said)
    return next((text for one in said for text in map(rich, one) if text), None)


def _people(said: list[list[str]]) -> tuple[Name, ...]:
    return next((names for one in said if (names := names_of(one))), ())


def _day(said: list[list[str]]) -> Date | None:
    """The first date; one that says more of the same year is better."""
    dates = [date for one in said for text in one if (date := date_of(text)) is not None]
    same = [one for one in dates if one.year == dates[0].year]
    return max(same, key=lambda one: len(values.iso(one.start)), default=None)


def _container(said: list[list[str]]) -> str:
    """A journal, also where it stands with its volume (`Journal; Vol. 3 No 1 (2020)`)."""
    for text in (plain(text) for one in said for text in one):
        name = re.split(r"(?i);\s*(?:vol|bd|том|t|no|n)\b|,\s*vol(?:ume)?\b\.?\s*\d", text)[
            0
        ].strip()
        if name and "://" not in name and not re.search(r"\d{4}-\d{3}[\dXx]$", name):
            return name
    return ""


def _checked(said: list[list[str]], check: re.Pattern[str]) -> str:
    return next((plain(t) for one in said for t in one if check.fullmatch(plain(t))), "")


def _language(said: list[list[str]]) -> str:
    return _checked(said, _LANGUAGE).replace("_", "-")


_READERS: Mapping[str, Callable[[list[list[str]]], FieldValue | None]] = MappingProxyType(
    {
        "author": _people,
        "editor": _people,
        "translator": _people,
        "issued": _day,
        "container-title": _container,
        "language": _language,
        "abstract": lambda said: next((paragraphs(t) for one in said for t in one if t), ""),
        "ISSN": lambda said: next((i for one in said for t in one if (i := normalize_issn(t))), ""),
        "ISBN": lambda said: next((i for one in said for t in one if (i := normalize_isbn(t))), ""),
        "page": lambda said: next((p for one in said for t in one if (p := values.pages(t))), ""),
    }
)

# What JSON-LD of a page says of the work, and not of the page or its advertising.
_OF_SCHEMA = (
    "title", "author", "editor", "issued", "container-title", "volume", "issue", "page",
    "publisher", "ISSN", "ISBN", "language", "version", "edition", "number-of-pages",
)  # fmt: skip


def _of_schema(schema: SchemaWork) -> _Fields:
    fields: _Fields = {"site": schema.site} if schema.site else {}
    if schema.reference is not None:
        for name in _OF_SCHEMA:
            value = schema.reference.fields.get(name)
            cleaned = rich(value) if isinstance(value, str) else value
            is_odd = isinstance(value, Date) and not is_likely_year(value.start)
            if cleaned and not is_odd:
                fields[name] = cleaned
    return fields


# ── all of them ──────────────────────────────────────────────────────────────────────────────


def _merged(said: list[tuple[str, _Fields]], site: str) -> tuple[_Fields, dict[str, str]]:
    fields: _Fields = {}
    provenance: dict[str, str] = {}
    for name, told in said:
        for variable, value in told.items():
            if variable == "site" or variable in fields:
                continue
            if variable == "title":
                value = _without_site(str(value), site)
                if not value or _is_site(value, site, said):
                    continue  # a tag that names the site instead of the page
            fields[variable], provenance[variable] = value, name
    people = fields.get("author")
    if isinstance(people, tuple):
        fields["author"] = tuple(_site_whole(one, site) for one in people)
    if "title" not in fields:  # the first page of a site bears its name
        for name, told in said:
            if told.get("title"):
                fields["title"], provenance["title"] = told["title"], name
                break
    return fields, provenance


def _site_whole(name: Name, site: str) -> Name:
    """A site that is its own author is no person: `Rain Today` has no family."""
    return Name(literal=site) if squeezed(name.display()) == squeezed(site) else name


def _is_site(title: str, site: str, said: list[tuple[str, _Fields]]) -> bool:
    """Whether a title is the name of the site or journal, and another tag has one that is not."""
    names = {squeezed(site)} | {squeezed(str(told.get("container-title", ""))) for _, told in said}
    others = [str(told["title"]) for _, told in said if told.get("title")]
    is_named = squeezed(strip_markup(title)) in names - {""}
    return is_named and any(squeezed(_without_site(one, site)) not in names for one in others)


def _without_site(title: str, site: str) -> str:
    """`Title | Site` → `Title`, where the one or the other end is the site's name."""
    parts = re.split(f"({_SEPARATORS})", title)
    if len(parts) < 3 or not site:
        return title
    name = squeezed(site)
    if squeezed(parts[-1]) == name:
        return "".join(parts[:-2]).strip()
    if squeezed(parts[0]) == name:
        return "".join(parts[2:]).strip()
    return title


def _site(said: list[tuple[str, _Fields]], url: str) -> str:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    by_name = dict(said)
    names = [by_name[one].get("site") for one in ("open graph", tags.SCHEMA, tags.PAGE)]
    return next((plain(str(one)) for one in names if one), host)


def _titles(said: list[tuple[str, _Fields]]) -> Iterator[str]:
    for _, told in said:
        title = strip_markup(str(told.get("title", "")))
        yield title
        yield from re.split(r" ?[|·•»«–—] ?| - ", title)[:1]


def _containers(said: list[tuple[str, _Fields]]) -> list[str]:
    return [str(told["container-title"]) for _, told in said if told.get("container-title")]


def _own_titles(titles: list[str], names: list[str]) -> tuple[str, ...]:
    """The titles without what only names the site or the journal, which is of no work on it."""
    others = set(map(squeezed, names))
    own = [one for one in titles if one and squeezed(one) not in others]
    return tuple(dict.fromkeys(own or filter(None, titles)))


def _in_order(fields: _Fields) -> _Fields:
    return {name: value for name, value in fields.items() if name not in ("site", "kind")}


def _type_of(head: PageHead, schema: SchemaWork) -> str:
    for tag, kind in tags.TYPES_BY_TAG:
        if head.values(tag):
            return kind
    words = " ".join(value for tag in tags.KIND_TAGS for value in head.values(tag)).lower()
    is_published = any(head.values(tag) for tag in ("dc.title", "eprints.title", "dcterms.title"))
    for word, kind in tags.TYPES_BY_WORD if is_published else ():
        if word in words:
            return kind
    told = schema.reference.type if schema.reference is not None else ""
    if told and told not in ("document", "webpage"):
        return told
    shared = " ".join(head.values("og:type")).lower()
    for start, kind in tags.TYPES_BY_SHARING:
        if shared.startswith(start):
            return kind
    generator = " ".join(head.values("generator")).lower()
    is_dated = bool(head.values("article:published_time")) or "article" in shared
    return "post-weblog" if is_dated and generator.startswith(tags.WEBLOGS) else "webpage"


def _own_address(url: str, links: list[Link]) -> str:
    """The page's own address: the canonical one where that is of the same site."""
    for link in links:
        if "canonical" in link.relations:
            address = joined(url, link.href)
            is_root = urlsplit(address).path in ("", "/") and urlsplit(url).path not in ("", "/")
            if address and is_same_site(address, url) and not is_root:
                return address.split("#")[0]
    return url.split("#")[0]


# ── identifiers and files ────────────────────────────────────────────────────────────────────


def _identifiers(head: PageHead, schema: SchemaWork, links: list[Link]) -> Iterator[Identifier]:
    found: dict[Identifier, None] = {}
    texts = [("", link.href) for link in links if "cite-as" in link.relations]
    texts += [(kind, text) for tag, kind in tags.IDENTIFYING for text in head.values(tag)]
    texts += [("", text) for text in schema.naming]
    texts += [("", link.href) for link in links if "canonical" in link.relations]
    for kind, text in texts:
        one = _identifier(kind, plain(text))
        if one is not None:
            found.setdefault(one)
    yield from found


def _identifier(kind: str, text: str) -> Identifier | None:
    if kind == "doi":
        doi = normalize_doi(bare_doi(text)) if text else None
        return Identifier("doi", doi) if doi else None
    found = parse_identifier(f"{kind}:{text}" if kind else text) if text else None
    is_number = not kind and text.isdecimal()  # a number of the site's own is no PMID
    is_work = isinstance(found, Identifier) and found.scheme != "issn"
    return found if isinstance(found, Identifier) and is_work and not is_number else None


def _offers(links: list[Link], url: str) -> Iterator[tuple[str, str]]:
    wanted = ("alternate", "describedby")
    for kind in OFFERED:
        for link in links:
            address = joined(url, link.href) if link.kind == kind else ""
            if address and link.relations.intersection(wanted) and is_same_site(address, url):
                yield kind, address


_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,1000})")
_PARAMETER = re.compile(r';\s*(\w{1,20})\s*=\s*(?:"([^"]{0,300})"|([^\s;,"]{1,300}))')


def header_links(written: str) -> list[Link]:
    """The links of a header `Link` (RFC 8288; signposting.org)."""
    found = []
    for match in _LINK.finditer(written):
        said = {one[1].lower(): one[2] or one[3] for one in _PARAMETER.finditer(match[2])}
        kind = said.get("type", "").partition(";")[0].strip().lower()
        found.append(Link(frozenset(said.get("rel", "").lower().split()), kind, match[1].strip()))
    return found
