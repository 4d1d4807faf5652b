"""PubMed through NCBI's efetch: requests, and its XML of one citation → a record. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import cast

from mscref.errors import PayloadChangedError
from mscref.model.dates import Date, PartialDate
from mscref.model.identifiers import Identifier, Scheme, find_doi, normalize_issn
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Json, Reference
from mscref.sources import values
from mscref.sources.base import (
    NOTICE_KINDS,
    Batched,
    Notice,
    NoticeKind,
    Request,
    Response,
    SourceRecord,
)
from mscref.sources.medline import cited_date, whole_range, without_stop
from mscref.sources.text import plain, rich
from mscref.sources.xml import attribute, find, find_all, markup_of, parse_xml, text_of

# RefType of CommentsCorrections → what it says about this citation.
NOTICES: Mapping[str, NoticeKind] = MappingProxyType(
    {
        "RetractionIn": "retraction",
        "PartialRetractionIn": "retraction",
        "RetractedandRepublishedIn": "retraction",
        "ExpressionOfConcernIn": "expression-of-concern",
        "ErratumIn": "erratum",
        "CorrectedandRepublishedIn": "correction",
        "UpdateIn": "new-version",
    }
)
_ABOUT: Mapping[str, NoticeKind] = MappingProxyType(
    {
        "RetractionOf": "retraction",
        "PartialRetractionOf": "retraction",
        "ExpressionOfConcernFor": "expression-of-concern",
        "ErratumFor": "erratum",
        "UpdateOf": "new-version",
    }
)
# PublicationType that says by itself that the work is retracted.
_RETRACTED = "Retracted Publication"

# ISO 639-2 of PubMed → the tag of a locale, where they differ by more than their third letter.
_LANGUAGES = MappingProxyType(
    dict(
        pair.split(":")
        for pair in (
            "eng:en ger:de fre:fr spa:es ita:it por:pt rus:ru jpn:ja chi:zh kor:ko pol:pl dut:nl "
            "dan:da swe:sv nor:no fin:fi hun:hu cze:cs slo:sk tur:tr gre:el heb:he ara:ar ukr:uk "
            "rum:ro bul:bg hrv:hr scr:hr scc:sr srp:sr slv:sl cat:ca per:fa lit:lt lav:lv est:et"
        ).split()
    )
)
_SCHEMES: Mapping[str, Scheme] = MappingProxyType({"pubmed": "pmid", "doi": "doi", "pmc": "pmcid"})


class PubMed(Batched):
    """eutils.ncbi.nlm.nih.gov."""

    name = "pubmed"
    title = "PubMed"
    batch_size = 100

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """All citations in one document."""
        ids = ",".join(one.value for one in identifiers)
        params = (("db", "pubmed"), ("retmode", "xml"), ("id", ids))
        return Request("pubmed", "/efetch.fcgi", params, accept="application/xml")

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """Each PMID with its citation; unknown ones are left out by PubMed, without a word."""
        root = parse_xml(response.body, self.title)
        if root["name"] not in ("PubmedArticleSet", "PubmedArticle"):
            raise PayloadChangedError("PubMed sent something that is not a set of citations")
        articles = [*find_all(root, "PubmedArticle"), *find_all(root, "PubmedBookArticle")]
        articles = [root] if root["name"] == "PubmedArticle" else articles
        by_pmid = {_pmid(article): article for article in articles}
        return {one: by_pmid[one.value] for one in identifiers if one.value in by_pmid}

    def parse(self, raw: Json) -> SourceRecord:
        """One citation as a record."""
        pmid = _pmid(raw)
        if not pmid:
            raise PayloadChangedError("PubMed sent something that is not a citation")
        names = tuple(_names(raw, pmid))
        reference = _book(raw) if find(raw, "BookDocument") else _article(raw)
        by_scheme = {one.scheme: one.value for one in names}
        fields = {
            **reference.fields,
            "PMID": pmid,
            "PMCID": by_scheme.get("pmcid", ""),
            "DOI": by_scheme.get("doi", ""),
        }
        return SourceRecord(
            source=self.name,
            reference=Reference(f"pmid:{pmid}", reference.type, _fields(fields)),
            names=names,
            notices=_notices(raw, NOTICES, retracted=_is_retracted(raw)),
            is_about=_notices(raw, _ABOUT, retracted=False),
        )


def _article(raw: Json) -> Reference:
    article = find(raw, "MedlineCitation", "Article")
    journal = find(article, "Journal")
    title = rich(markup_of(article, "ArticleTitle"))
    vernacular = rich(markup_of(article, "VernacularTitle"))
    return Reference(
        "",
        "article-journal",
        _fields(
            {
                "title": without_stop(re.sub(r"^\[(.+)\]\.?$", r"\1", title)),
                "original-title": without_stop(vernacular),
                "container-title": _journal_title(plain(text_of(journal, "Title"))),
                "container-title-short": plain(text_of(journal, "ISOAbbreviation")),
                "volume": plain(text_of(journal, "JournalIssue", "Volume")),
                "issue": plain(text_of(journal, "JournalIssue", "Issue")),
                "page": _pages(article),
                "ISSN": normalize_issn(text_of(journal, "ISSN")) or "",
                "language": _language(plain(text_of(article, "Language"))),
                "author": tuple(_authors(find(article, "AuthorList"))),
                "issued": _date(
                    find(journal, "JournalIssue", "PubDate"), find(article, "ArticleDate")
                ),
                "abstract": _abstract(find(article, "Abstract")),
            }
        ),
    )


def _book(raw: Json) -> Reference:
    """A chapter or book of NCBI's Bookshelf."""
    document = find(raw, "BookDocument")
    book = find(document, "Book")
    chapter = without_stop(rich(markup_of(document, "ArticleTitle")))
    title = without_stop(rich(markup_of(book, "BookTitle")))
    lists = list(find_all(document, "AuthorList")) or list(find_all(book, "AuthorList"))
    editors = [one for one in find_all(book, "AuthorList") if attribute(one, "Type") == "editors"]
    return Reference(
        "",
        "chapter" if chapter else "book",
        _fields(
            {
                "title": chapter or title,
                "container-title": title if chapter else "",
                "publisher": plain(text_of(book, "Publisher", "PublisherName")),
                "publisher-place": plain(text_of(book, "Publisher", "PublisherLocation")),
                "language": _language(plain(text_of(document, "Language"))),
                "author": tuple(name for one in lists[:1] for name in _authors(one)),
                "editor": tuple(name for one in editors[:1] for name in _authors(one)),
                "issued": _date(find(book, "PubDate"), find(document, "ContributionDate")),
                "abstract": _abstract(find(document, "Abstract")),
            }
        ),
    )


def _journal_title(title: str) -> str:
    """`Stem cells (Dayton, Ohio)`: the place is NLM's, not the journal's."""
    return re.sub(r"(?<!\s)\s+\([A-Z][^()]*\)$", "", title).split(" : ")[0]


def _pages(article: Json) -> str:
    """Pages as MEDLINE abbreviates them (`212-8`), or the number of an electronic article."""
    written = plain(text_of(article, "Pagination", "MedlinePgn"))
    if not written:
        start = plain(text_of(article, "Pagination", "StartPage"))
        end = plain(text_of(article, "Pagination", "EndPage"))
        written = f"{start}-{end}" if end else start
    if not written:
        written = next(
            (
                plain(text_of(one))
                for one in find_all(article, "ELocationID")
                if attribute(one, "EIdType") == "pii" and re.fullmatch(r"e?\d{1,8}", text_of(one))
            ),
            "",
        )
    first_part = re.split(r"[;,]\s", written)[0]
    return whole_range(values.pages(first_part))


def _authors(author_list: Json) -> Iterator[Name]:
    for one in find_all(author_list, "Author"):
        if attribute(one, "ValidYN") == "N":
            continue
        name = values.institution(text_of(one, "CollectiveName")) or values.person(
            text_of(one, "ForeName") or text_of(one, "Initials"),
            text_of(one, "LastName"),
            _suffix(text_of(one, "Suffix")),
        )
        if name is not None:
            yield name


def _suffix(text: str) -> str:
    return {"Jr": "Jr.", "Sr": "Sr.", "2nd": "II", "3rd": "III", "4th": "IV"}.get(text, text)


def _date(published: Json, electronic: Json) -> Date | None:
    """Day of the issue; a season or a range of months as NLM writes them; else the online day."""
    year = plain(text_of(published, "Year"))
    if year:
        month = values.month_number(text_of(published, "Month") or text_of(published, "Season"))
        point = values.point(year, month if month <= 12 else 0, text_of(published, "Day"))
        if point is not None:
            return Date(PartialDate(point.year, month) if month > 12 else point)
    point = values.point_from_text(text_of(published, "MedlineDate"))
    point = point or values.point(
        text_of(electronic, "Year"), text_of(electronic, "Month"), text_of(electronic, "Day")
    )
    return Date(point) if point else None


def _abstract(abstract: Json) -> str:
    lines: list[str] = []
    for part in find_all(abstract, "AbstractText"):
        label = attribute(part, "Label").capitalize()
        text = plain(markup_of(part))
        lines.append(f"{label}: {text}" if label and text else text)
    return "\n".join(line for line in lines if line)


def _language(code: str) -> str:
    return _LANGUAGES.get(code.lower(), code)


def _pmid(raw: Json) -> str:
    citation = find(raw, "MedlineCitation") or find(raw, "BookDocument")
    pmid = text_of(citation, "PMID").strip()
    return pmid if pmid.isdecimal() and pmid.isascii() else ""


def _names(raw: Json, pmid: str) -> Iterator[Identifier]:
    """The PMID and what the list of article identifiers says (never that of a cited work)."""
    yield Identifier("pmid", pmid)
    data = find(raw, "PubmedData") or find(raw, "PubmedBookData")
    written = [
        (attribute(one, "IdType"), text_of(one))
        for one in find_all(data, "ArticleIdList", "ArticleId")
    ]
    article = find(raw, "MedlineCitation", "Article")
    written += [
        (attribute(one, "EIdType"), text_of(one)) for one in find_all(article, "ELocationID")
    ]
    seen: set[str] = {"pmid"}
    for kind, text in written:
        scheme = _SCHEMES.get(kind)
        found = values.identifier(scheme, text) if scheme and scheme not in seen else None
        if scheme and found:
            seen.add(scheme)
            yield found


def _is_retracted(raw: Json) -> bool:
    types = find_all(raw, "MedlineCitation", "Article", "PublicationTypeList", "PublicationType")
    return any(text_of(one) == _RETRACTED for one in types)


def _notices(raw: Json, kinds: Mapping[str, NoticeKind], *, retracted: bool) -> tuple[Notice, ...]:
    notices: list[Notice] = []
    for one in find_all(raw, "MedlineCitation", "CommentsCorrectionsList", "CommentsCorrections"):
        kind = kinds.get(attribute(one, "RefType"))
        if kind:
            cited = text_of(one, "RefSource")
            notices.append(Notice(kind, find_doi(cited) or "", cited_date(cited), "PubMed"))
    if retracted and not any(notice.kind == "retraction" for notice in notices):
        notices.append(Notice("retraction", source="PubMed"))
    return tuple(sorted(notices, key=lambda notice: NOTICE_KINDS.index(notice.kind)))


def _fields(fields: Mapping[str, object]) -> dict[str, FieldValue]:
    return cast("dict[str, FieldValue]", values.without_empty(fields))
