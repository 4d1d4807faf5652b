"""A work of schema.org (JSON-LD) ↔ a reference: what codemeta.json and web pages say.

What crosses the border: a JSON object in; the reference and what of the object nobody used out.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from mscref.formats.besidenames import as_extra, put_members, take_members
from mscref.formats.bibtex.dates import format_date, parse_date
from mscref.formats.invertednames import parse_inverted_name
from mscref.formats.mapping import parse_loose_date
from mscref.model.dates import Date
from mscref.model.editions import edition_number
from mscref.model.identifiers import bare_doi, find_doi
from mscref.model.markup import strip_markup
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.model.vocabulary import ITEM_TYPES
from mscref.patterns import lazy
from mscref.records import replaced

Work = dict[str, Json]
_Fields = dict[str, FieldValue]
# Type → CSL type; the first of a CSL type is written.
TYPES = MappingProxyType(
    {
        "SoftwareSourceCode": "software",
        "SoftwareApplication": "software",
        "WebApplication": "software",
        "Dataset": "dataset",
        "ScholarlyArticle": "article-journal",
        "MedicalScholarlyArticle": "article-journal",
        "NewsArticle": "article-newspaper",
        "ReportageNewsArticle": "article-newspaper",
        "OpinionNewsArticle": "article-newspaper",
        "AnalysisNewsArticle": "article-newspaper",
        "BlogPosting": "post-weblog",
        "LiveBlogPosting": "post-weblog",
        "SocialMediaPosting": "post",
        "DiscussionForumPosting": "post",
        "Article": "webpage",
        "TechArticle": "webpage",
        "Book": "book",
        "Chapter": "chapter",
        "Thesis": "thesis",
        "Report": "report",
        "WebPage": "webpage",
        "AboutPage": "webpage",
        "FAQPage": "webpage",
        "ItemPage": "webpage",
        "VideoObject": "motion_picture",
        "Movie": "motion_picture",
        "AudioObject": "song",
        "MusicRecording": "song",
        "PodcastEpisode": "broadcast",
        "Map": "map",
        "PresentationDigitalDocument": "speech",
        "Manuscript": "manuscript",
        "Legislation": "legislation",
        "Review": "review",
        "CreativeWork": "document",
    }
)
_ANY_TYPE = "CreativeWork"
_WRITTEN = {csl: name for name, csl in reversed(list(TYPES.items()))}
WRITTEN_TYPES = MappingProxyType({**_WRITTEN, "webpage": "WebPage", "paper-conference": "Article"})
# Members that hold a text: CSL variable → members, the first is written.
_TEXTS = MappingProxyType(
    {
        "title": ("name", "headline"),
        "title-short": ("alternateName",),
        "abstract": ("abstract", "description"),
        "version": ("version", "softwareVersion"),
        "URL": ("url", "codeRepository"),
        "license": ("license",),
        "edition": ("bookEdition",),
        "volume": ("volumeNumber",),
        "issue": ("issueNumber",),
        "number-of-pages": ("numberOfPages",),
        "ISBN": ("isbn",),
        "ISSN": ("issn",),
    }
)
PEOPLE = MappingProxyType(
    {
        "author": ("author", "creator"),
        "editor": ("editor",),
        "translator": ("translator",),
        "contributor": ("contributor",),
        "director": ("director",),
    }
)
_DATES = ("datePublished", "dateCreated", "dateModified", "uploadDate")
_PARTS = ("isPartOf", "publication", "hasPart")
_ORGANIZATIONS = ("Organization", "Corporation", "NewsMediaOrganization", "CollegeOrUniversity")
_PARTS_OF_NAMES = frozenset(["familyName", "givenName", "name"])
_PMID = lazy(r"(?i)(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov/|pmid:\s*)(\d{1,8})/?")
_DAY = lazy(r"(-?\d{4}(?:-\d\d){0,2})(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_LONGEST = 40  # containers in one another


def types_of(work: Work) -> list[str]:
    """The names of its types, without their address."""
    said = work.get("@type", work.get("type"))
    names = said if isinstance(said, list) else [said]
    return [str(one).rpartition("/")[2].rpartition(":")[2] for one in names if one]


def read_work(work: Work) -> tuple[Reference, Work]:
    """One work as a reference without an id, and what is left of it."""
    rest = dict(work)
    names = types_of(rest)
    csl_type = _take_type(rest, names)
    fields: _Fields = {}
    _take_identifiers(rest, fields)
    for variable, members in _TEXTS.items():
        for member in members:
            _take_text(rest, member, variable, fields)
    for variable, members in PEOPLE.items():
        for member in members:
            _take_people(rest, member, variable, fields)
    for member in _DATES:
        date = _date(rest.get(member))
        if date is not None and "issued" not in fields:
            fields["issued"] = date
            del rest[member]
    _take_publisher(rest, fields)
    _take_container(rest, fields)
    _take_pages(rest, fields)
    _take_words(rest, fields)
    _take_text(rest, "inLanguage", "language", fields)
    return Reference("", csl_type, fields), rest


def _take_type(rest: Work, names: list[str]) -> str:
    """The CSL type; `additionalType` has it where a type of schema.org stands for several."""
    known = next((one for one in names if one in TYPES), "")
    csl_type = TYPES.get(known, "document")
    exact = rest.get("additionalType")
    if isinstance(exact, str) and exact in ITEM_TYPES and _written_type(exact) in names:
        csl_type = exact
        del rest["additionalType"]
    if names == [_written_type(csl_type)]:
        rest.pop("@type", rest.pop("type", None))
    return csl_type


def _written_type(csl_type: str) -> str:
    return WRITTEN_TYPES.get(csl_type, _ANY_TYPE)


def text_of(value: Json) -> str:
    """A text, or what an object is called."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = next((value[one] for one in ("name", "@value", "url", "@id") if one in value), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())


def _take_text(rest: Work, member: str, variable: str, fields: _Fields) -> None:
    text = text_of(rest.get(member))
    read = edition_number(text) if variable == "edition" else text
    if text and fields.get(variable, read) == read:
        fields[variable] = read
        if read == text:  # else it is to be written as it stood
            del rest[member]


def _take_identifiers(rest: Work, fields: _Fields) -> None:
    """A DOI and a PMID, wherever the work is identified; the rest of the identifiers stays."""
    for member in ("identifier", "sameAs", "@id", "doi"):
        value = rest.get(member)
        rows = value if isinstance(value, list) else [value]
        left = [one for one in rows if not _is_taken(one, fields)]
        if left == rows:
            continue
        del rest[member]
        if left:
            rest[member] = left


def _is_taken(row: Json, fields: _Fields) -> bool:
    text = _identifier_text(row)
    doi = bare_doi(find_doi(text) or "") if "10." in text else ""
    if doi and str(fields.get("DOI", doi)).lower() == doi:
        written = bare_doi(text)
        fields.setdefault("DOI", written if written.lower() == doi else doi)
        return True
    number = _PMID.fullmatch(text)
    if number and fields.get("PMID", number[1]) == number[1]:
        fields["PMID"] = number[1]
        return True
    return False


def _identifier_text(row: Json) -> str:
    if isinstance(row, dict):
        value = text_of(row.get("value") or row.get("@id") or row.get("url"))
        return f"pmid:{value}" if str(row.get("propertyID", "")).lower() == "pmid" else value
    return text_of(row)


def _take_people(rest: Work, member: str, variable: str, fields: _Fields) -> None:
    value = rest.get(member)
    rows = value if isinstance(value, list) else [value]
    names = tuple(name for one in rows for name in _names(one))
    if names and fields.get(variable, names) == names:
        fields[variable] = names
        del rest[member]
        nameless: list[Json] = [
            one for one in rows if one and not any(_names(one))
        ]  # a role, an address
        if nameless:
            rest[member] = nameless


def _names(row: Json) -> Iterator[Name]:
    if isinstance(row, str) and row.strip():
        yield _name_of_text(row)
    if not isinstance(row, dict):
        return
    if isinstance(row.get("@list"), list):
        for one in row["@list"]:  # type: ignore[union-attr]  # looked at in the line before
            yield from _names(one)
        return
    name = _name_of_object(row)
    if name is not None:
        kind: Work = {"@type": "Organization" if name.literal else "Person"}
        members = take_members(row, named=_PARTS_OF_NAMES, kinds=kind)
        yield replaced(name, extra=as_extra(members))


def _name_of_object(row: Work) -> Name | None:
    family, given = text_of(row.get("familyName")), text_of(row.get("givenName"))
    text = text_of(row.get("name"))
    if family or given:
        return parse_inverted_name(f"{family}, {given}") if family else Name(given)
    if text and any(one in types_of(row) for one in _ORGANIZATIONS):
        return Name(literal=text)
    return _name_of_text(text) if text else None


def _name_of_text(text: str) -> Name:
    """`Family, Given`, or `Given Family` of a person that is called so."""
    text = " ".join(text.split())
    if "," in text:
        return parse_inverted_name(text)
    given, _, family = text.rpartition(" ")
    return Name(family, given)


def _date(value: Json) -> Date | None:
    text = text_of(value)
    day = _DAY.fullmatch(text)
    if day:
        return parse_date(day[1])
    date = parse_loose_date(text) if text else None
    return None if date is None or date.literal else date


def _take_publisher(rest: Work, fields: _Fields) -> None:
    _take_text(rest, "publisher", "publisher", fields)
    _take_text(rest, "sourceOrganization", "publisher", fields)
    _take_text(rest, "locationCreated", "publisher-place", fields)


def _take_container(rest: Work, fields: _Fields) -> None:
    """A journal with its volume and issue in one another, a book, a site."""
    for member in ("isPartOf", "periodical", "journal"):
        value = rest.get(member)
        part = value[0] if isinstance(value, list) and value else value
        if part is None:
            continue
        for one in _chain(part):
            for name, variable in _OF_CONTAINER:
                text = text_of(one.get(name))
                if text and variable not in fields:
                    fields[variable] = text
        if "container-title" in fields:
            del rest[member]
            return


_OF_CONTAINER = (
    ("issueNumber", "issue"),
    ("volumeNumber", "volume"),
    ("name", "container-title"),
    ("issn", "ISSN"),
    ("isbn", "ISBN"),
)


def _chain(part: Json) -> Iterator[Work]:
    """A container, and those that it stands in."""
    for _ in range(_LONGEST):
        if isinstance(part, list):
            part = part[0] if part else None
        if isinstance(part, str):
            part = {"name": part} if "://" not in part else None
        if not isinstance(part, dict):
            return
        yield part
        part = part.get("isPartOf")


def _take_pages(rest: Work, fields: _Fields) -> None:
    first, last = text_of(rest.get("pageStart")), text_of(rest.get("pageEnd"))
    page = f"{first}-{last}" if first and last and first != last else first
    page = page or text_of(rest.get("pagination"))
    if page:
        fields["page"] = page.replace("–", "-")
        for member in ("pageStart", "pageEnd", "pagination"):
            rest.pop(member, None)


def _take_words(rest: Work, fields: _Fields) -> None:
    value = rest.get("keywords")
    texts = [text_of(one) for one in value] if isinstance(value, list) else [text_of(value)]
    words = ", ".join(one for one in texts if one)
    if words:
        fields["keyword"] = words
        del rest["keywords"]


def write_work(reference: Reference) -> Work:
    """One reference as a work."""
    work: Work = {"@type": _written_type(reference.type)}
    if reference.type in ITEM_TYPES and TYPES[_written_type(reference.type)] != reference.type:
        work["additionalType"] = reference.type
    for variable, members in _TEXTS.items():
        text = strip_markup(reference.text(variable))
        if text and variable not in ("volume", "issue", "ISSN"):
            work[members[0]] = text
    for variable, members in PEOPLE.items():
        people: list[Json] = [_person(one) for one in reference.names(variable)]
        if people:
            work[members[0]] = people
    issued = reference.date("issued")
    day = format_date(issued) if issued else None
    if day:
        work["datePublished"] = day
    if reference.text("DOI"):
        work["identifier"] = f"https://doi.org/{reference.text('DOI')}"
    if reference.text("PMID"):
        work["sameAs"] = f"https://pubmed.ncbi.nlm.nih.gov/{reference.text('PMID')}"
    if reference.text("publisher"):
        name = strip_markup(reference.text("publisher"))
        work["publisher"] = {"@type": "Organization", "name": name}
    if reference.text("publisher-place"):
        work["locationCreated"] = strip_markup(reference.text("publisher-place"))
    container = _container(reference)
    if container:
        work["isPartOf"] = container
    if reference.text("page"):
        work["pagination"] = reference.text("page")
    if reference.text("keyword"):
        words = [one.strip() for one in reference.text("keyword").split(",") if one.strip()]
        work["keywords"] = list[Json](words)
    if reference.text("language"):
        work["inLanguage"] = reference.text("language")
    return work


def _container(reference: Reference) -> Work:
    title = strip_markup(reference.text("container-title"))
    kind = "Periodical" if reference.type.startswith("article") else "CreativeWork"
    container: Work = {"@type": kind, "name": title} if title else {}
    if reference.text("ISSN"):
        container = container or {"@type": kind}
        container["issn"] = reference.text("ISSN")
    for variable, kind, member in (
        ("volume", "PublicationVolume", "volumeNumber"),
        ("issue", "PublicationIssue", "issueNumber"),
    ):
        text = reference.text(variable)
        if text:
            inside: Work = {"isPartOf": container} if container else {}
            container = {"@type": kind, member: text, **inside}
    return container


def _person(name: Name) -> Json:
    if name.literal or not name.family:
        text = strip_markup(name.literal) or name.given
        return put_members({"@type": "Organization", "name": text}, name)
    particles = f"{name.dropping_particle} {name.non_dropping_particle}".strip()
    family = f"{particles} {name.family}".strip()
    family = f"{family} {name.suffix}".strip()
    parts: Work = {"@type": "Person", "familyName": family}
    return put_members({**parts, "givenName": name.given} if name.given else parts, name)
