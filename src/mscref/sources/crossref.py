"""Crossref: requests, and what its works say about themselves and about each other. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote

from mscref.diagnostics import Diagnostic
from mscref.errors import PayloadChangedError
from mscref.model.identifiers import Identifier, normalize_doi
from mscref.model.reference import Json, Reference
from mscref.sources import values
from mscref.sources.base import (
    NOTICE_KINDS,
    Batched,
    Notice,
    NoticeKind,
    Relation,
    Request,
    Response,
    SourceRecord,
)
from mscref.sources.crossref_work import reference_from_work
from mscref.sources.text import plain

# An address may have 4,092 bytes; what is left is for the other parameters.
_MAX_FILTER_BYTES = 3_700

# Crossref's and Retraction Watch's words for notices → ours.
_NOTICE_KINDS: Mapping[str, NoticeKind] = MappingProxyType(
    {
        "retraction": "retraction",
        "partial_retraction": "retraction",
        "withdrawal": "withdrawal",
        "removal": "removal",
        "expression_of_concern": "expression-of-concern",
        "correction": "correction",
        "corrigendum": "correction",
        "clarification": "correction",
        "addendum": "correction",
        "erratum": "erratum",
        "new_version": "new-version",
        "new_edition": "new-version",
        "reinstatement": "reinstatement",
    }
)
_RELATIONS = frozenset(
    """
    is-preprint-of has-preprint is-version-of has-version is-identical-to is-same-as
    is-translation-of has-translation is-review-of is-replaced-by replaces is-correction-of
    has-correction is-retracted-by is-retraction-of
    """.split()
)


class Crossref(Batched):
    """api.crossref.org."""

    name = "crossref"
    title = "Crossref"
    batch_size = 50

    def batches(self, identifiers: Sequence[Identifier]) -> Iterator[Sequence[Identifier]]:
        """As many as fit into an address."""
        return batches(identifiers)

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """One DOI by its own address, several as a filter of the list of works."""
        if len(identifiers) == 1:
            path = f"/works/{quote(identifiers[0].value, safe='')}"
            return Request("crossref", path, may_be_absent=True)
        # `rows` must be said: twenty is the default, and the rest would seem not to exist.
        # No `select`: it refuses fields that we need.
        filters = ",".join(f"doi:{one.value}" for one in identifiers)
        params = (("filter", filters), ("rows", str(len(identifiers))))
        return Request("crossref", "/works", params, pool="list")

    def search_request(self, text: str, rows: int) -> Request:
        """Works that resemble a reference or a few words."""
        params = (("query.bibliographic", text), ("rows", str(rows)))
        return Request("crossref", "/works", params, pool="list")

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """Each asked DOI with its work; a DOI may be an alias of the work's own."""
        message = values.documented(values.member(response.json(), "message"), dict, self.title)
        if len(identifiers) == 1 and not isinstance(values.member(message, "items"), list):
            # A redirected alias is answered with a record of another name: that is no error.
            is_asked = identifiers[0].value in _names(message) or _was_redirected(
                response, identifiers[0]
            )
            return {identifiers[0]: message} if is_asked else {}
        works = {name: work for work in self.works(response) for name in _names(work)}
        return {one: works[one.value] for one in identifiers if one.value in works}

    def works(self, response: Response) -> list[dict[str, Json]]:
        """The works of a list, in its order."""
        items = values.member(response.json(), "message", "items")
        return values.elements(values.documented(items, list, self.title))

    def parse(self, raw: Json) -> SourceRecord:
        """One work as a record."""
        if not isinstance(raw, dict) or not plain(raw.get("DOI")):
            raise PayloadChangedError("Crossref sent something that is not a work")
        reference, remarks = reference_from_work(raw)
        own = (normalize_doi(plain(raw.get("DOI"))) or "").lower()
        about, notices = _notices(raw, own)
        return SourceRecord(
            source=self.name,
            reference=reference,
            names=tuple(Identifier("doi", name) for name in _names(raw)),
            notices=notices,
            is_about=about,
            relations=tuple(_relations(raw)),
            remarks=tuple(one for one in remarks if not (about or notices) or not _is_guess(one)),
        )


class CrossrefNotices(Batched):
    """The notices that name a work as the one they update.

    A publisher's notice says so in its own record; Crossref copies it into the record of the
    work, but not always and not at once.
    """

    name = "crossref-notices"
    title = "Crossref"
    batch_size = 20

    def request_for(self, identifiers: Sequence[Identifier]) -> Request:
        """A filter of the list of works; a DOI with a comma cannot be asked for."""
        filters = ",".join(f"updates:{one.value}" for one in identifiers)
        rows = str(min(1000, 10 * len(identifiers)))
        return Request("crossref", "/works", (("filter", filters), ("rows", rows)), pool="list")

    def split(
        self, response: Response, identifiers: Sequence[Identifier]
    ) -> Mapping[Identifier, Json]:
        """For each DOI what notices say of it: a list that is empty for most works."""
        said: dict[str, list[Json]] = {one.value: [] for one in identifiers}
        for work in Crossref().works(response):
            for update in values.elements(work.get("update-to")):
                target = normalize_doi(plain(update.get("DOI"))) or ""
                if target in said and target not in _names(work):
                    said[target].append({**update, "DOI": work.get("DOI")})
        return {one: {"notices": said[one.value]} for one in identifiers}

    def parse(self, raw: Json) -> SourceRecord:
        """What the notices say, as a record of nothing else."""
        notices = [_notice(one) for one in values.elements(values.member(raw, "notices"))]
        return SourceRecord(
            "crossref", Reference("", "article-journal"), notices=_gravest_first(notices)
        )


def batches(identifiers: Sequence[Identifier]) -> Iterator[Sequence[Identifier]]:
    """The identifiers in batches that fit into an address; a DOI with a comma goes alone.

    Commas separate filters, so a DOI with one is cut in two and looks as if it did not exist.
    """
    batch: list[Identifier] = []
    size = 0
    for one in identifiers:
        if "," in one.value:
            yield [one]
            continue
        length = len(quote(f"doi:{one.value},", safe=""))
        if batch and (len(batch) == Crossref.batch_size or size + length > _MAX_FILTER_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += length
    if batch:
        yield batch


def notice_kind(written: Json) -> NoticeKind:
    """Crossref's word for a kind of notice as ours; `other` for what is not known."""
    return _NOTICE_KINDS.get(plain(written).lower().replace("-", "_").replace(" ", "_"), "other")


def _notices(work: dict[str, Json], own: str) -> tuple[tuple[Notice, ...], tuple[Notice, ...]]:
    """What this work is a notice about, and the notices about it, the most serious first.

    `updated-by` is about this work. `update-to` is about another one, except where it names
    this very DOI: a retraction in place (trap 3); a new version of itself says nothing (2).
    """
    about: list[Notice] = []
    received = [_notice(one) for one in values.elements(work.get("updated-by"))]
    for one in values.elements(work.get("update-to")):
        notice = _notice(one)
        (received if notice.doi == own else about).append(notice)
    told = [
        notice
        for notice in dict.fromkeys(received)
        if not (notice.doi == own and notice.kind == "new-version")
    ]
    return tuple(about), _gravest_first(told)


def _gravest_first(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    return tuple(sorted(notices, key=lambda notice: NOTICE_KINDS.index(notice.kind)))


def _notice(update: dict[str, Json]) -> Notice:
    return Notice(
        kind=notice_kind(update.get("type")),
        doi=normalize_doi(plain(update.get("DOI"))) or "",
        date=values.iso(values.point_from_parts(update.get("updated"))),
        source=plain(update.get("source")) or "publisher",
    )


def _is_guess(remark: Diagnostic) -> bool:
    """True for what a title hints at, which notices say for sure (trap 4)."""
    return remark.code in ("record-title-says-retracted", "record-is-a-notice")


def _relations(work: dict[str, Json]) -> Iterator[Relation]:
    relations = work.get("relation")
    for kind, targets in (relations if isinstance(relations, dict) else {}).items():
        if kind not in _RELATIONS:
            continue
        for target in values.elements(targets):
            doi = normalize_doi(plain(target.get("id")))
            if doi:
                yield Relation(kind, Identifier("doi", doi))


def _names(work: dict[str, Json]) -> list[str]:
    """The DOI of a work and its aliases, lower-cased."""
    written = [work.get("DOI"), *values.strings(work.get("aliases"))]
    names = [normalize_doi(plain(one)) for one in written]
    return list(dict.fromkeys(name for name in names if name))


def _was_redirected(response: Response, asked: Identifier) -> bool:
    return bool(response.url) and not response.url.split("?")[0].endswith(
        f"/works/{quote(asked.value, safe='')}"
    )
