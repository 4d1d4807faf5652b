"""Which source is asked when, by the kind of identifier; and in what batches.

In: identifiers of one kind. Out: for each the records that were found, the best first, or an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TypeAlias

from mscref.errors import NotFoundError, PayloadChangedError, SourceError, UsageError
from mscref.match.standing import stands_among
from mscref.model.identifiers import Identifier, Scheme
from mscref.model.reference import Json
from mscref.records import replaced as replace
from mscref.sources import values
from mscref.sources.base import RegisteredError, SourceRecord, UnregisteredError
from mscref.sources.doi_agency import AGENCIES, NOBODY, agency
from mscref.sources.gateway import Gateway, Records
from mscref.sources.outcomes import (
    FoundRecords,
    not_sure,
    not_taken,
    one_source_less,
    unknown,
)
from mscref.sources.registry import carefully, find_source, plugged_sources
from mscref.sources.text import plain

# Prefixes of repositories that register with DataCite: Crossref need not be asked first.
_DATACITE_PREFIXES = frozenset(
    "10.48550 10.5281 10.6084 10.5061 10.17605 10.7910 10.1594 10.17632 10.17863 10.4121".split()
)

Answers: TypeAlias = dict[Identifier, FoundRecords]
Way: TypeAlias = Callable[[Sequence[Identifier]], Answers]


class Ways:
    """The ways from identifiers to records, over one gateway."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def of_schemes(self) -> Mapping[Scheme, Way]:
        """For each kind of identifier the way to the records of a batch."""
        ways = self._own_ways()
        return {scheme: partial(self._and_further, scheme, way) for scheme, way in ways.items()}

    def _and_further(self, scheme: Scheme, way: Way, identifiers: Sequence[Identifier]) -> Answers:
        """What our sources answer; then those of other packages, for what is missing."""
        answers = way(identifiers)
        missing = [one for one in identifiers if not answers[one].records]
        for row in plugged_sources(scheme) if missing else ():
            asking = partial(self._gateway.records, row.name, missing)
            records = carefully(row.name, asking) or Records()
            for one, record in records.found.items():
                answers[one] = FoundRecords([record])
            for one, error in records.errors.items():
                answers[one].remarks.append(one_source_less(error))
            missing = [one for one in missing if one not in records.found]
        return answers

    def _own_ways(self) -> Mapping[Scheme, Way]:
        return MappingProxyType(
            {
                "doi": self._dois,
                "short-doi": self._short_dois,
                "pmid": self._pmids,
                "pmcid": self._pmcids,
                "arxiv": self._arxiv,
                "isbn": self._isbns,
                "nct": self._trials,
                "issn": _issns,
                "wikidata": self._items,
            }
        )

    def _dois(self, dois: Sequence[Identifier]) -> Answers:
        """Crossref first, then whoever doi.org says has registered the DOI."""
        answers: Answers = {}
        at_datacite = [one for one in dois if one.value.split("/")[0] in _DATACITE_PREFIXES]
        unknown = self._take(answers, "datacite", at_datacite)
        unknown += self._take(answers, "crossref", [one for one in dois if one not in at_datacite])
        if unknown:
            self._ask_the_agencies(answers, unknown)
        for name in self._gateway.client.settings.also:
            self._ask_also(answers, name)
        return answers

    def _ask_also(self, answers: Answers, name: str) -> None:
        """A source that is asked because the user wants it: for what others lack, never instead of
        a "does not exist"."""
        asked = [one for one in answers if not isinstance(answers[one].error, NotFoundError)]
        records = self._gateway.records(name, asked)
        for doi, record in records.found.items():
            answer = answers[doi]
            if answer.error is not None and isinstance(answer.error, SourceError):
                remark = one_source_less(answer.error)
                answers[doi] = FoundRecords([record], remarks=[*answer.remarks, remark])
            elif answer.error is None:
                answer.records.append(record)
        for doi, error in records.errors.items():
            if answers[doi].records:
                answers[doi].remarks.append(one_source_less(error))

    def _ask_the_agencies(self, answers: Answers, dois: Sequence[Identifier]) -> None:
        """ "Not known" is believed only of the agency that has the DOI (trap 37)."""
        agencies = self._gateway.answers("doi-agency", dois)
        unknown: list[Identifier] = []
        for doi in dois:
            if doi in agencies.errors:
                answers[doi] = FoundRecords(error=not_sure(doi, agencies.errors[doi]))
            elif agency(agencies.raw.get(doi)) == NOBODY:
                hint = "check how it is spelled; a new DOI may take days to work"
                message = f"{doi.value} does not exist: doi.org does not know it"
                answers[doi] = FoundRecords(error=UnregisteredError(message, hint=hint))
            else:
                name = AGENCIES.get(agency(agencies.raw[doi]), "doi")
                # One by one: a list leaves out what it knows when its index lags behind.
                unknown += self._take(answers, name, [doi])
        for doi in unknown:
            name = plain(values.member(agencies.raw.get(doi), "RA"))
            if name.casefold() in AGENCIES:
                message = f"{doi.value} is registered at {name}, which has no record of it"
            else:
                message = f"{doi.value} is registered at {name}, whose metadata could not be read"
            answers[doi] = FoundRecords(error=RegisteredError(message))

    def _short_dois(self, shorts: Sequence[Identifier]) -> Answers:
        """The DOI behind each, then that."""
        handles = self._gateway.answers("short-doi", shorts)
        long = {short: Identifier("doi", str(raw)) for short, raw in handles.raw.items() if raw}
        found = self._dois(list(dict.fromkeys(long.values()))) if long else {}
        return {
            short: found[long[short]]
            if short in long
            else unknown(short, handles.errors.get(short))
            for short in shorts
        }

    def _pmids(self, pmids: Sequence[Identifier]) -> Answers:
        """PubMed, then Crossref for the DOIs it names: both know what the other does not."""
        pubmed = self._gateway.records("pubmed", pmids)
        dois = {pmid: doi for pmid, record in pubmed.found.items() if (doi := _name(record, "doi"))}
        works = (
            self._gateway.records("crossref", list(dict.fromkeys(dois.values())))
            if dois
            else Records()
        )
        answers: Answers = {}
        for pmid in pmids:
            record = pubmed.found.get(pmid)
            if record is None:
                answers[pmid] = unknown(pmid, pubmed.errors.get(pmid))
                continue
            work = works.found.get(dois[pmid]) if pmid in dois else None
            answers[pmid] = FoundRecords([*([work] if work else []), record])
            error = works.errors.get(dois[pmid]) if pmid in dois else None
            if error:
                answers[pmid].remarks.append(one_source_less(error))
        return answers

    def _pmcids(self, pmcids: Sequence[Identifier]) -> Answers:
        """The PMID or DOI of each, then that."""
        converted = self._gateway.records("idconv", pmcids)
        answers: Answers = {}
        targets: dict[Identifier, Identifier] = {}
        for pmcid in pmcids:
            record = converted.found.get(pmcid)
            target = record and (_name(record, "pmid") or _name(record, "doi"))
            if target:
                targets[pmcid] = target
            else:
                answers[pmcid] = unknown(pmcid, converted.errors.get(pmcid))
        wanted = list(dict.fromkeys(targets.values()))
        found = self._pmids([one for one in wanted if one.scheme == "pmid"])
        found |= self._dois([one for one in wanted if one.scheme == "doi"])
        for pmcid, target in targets.items():
            answer = found[target]
            if answer.records:  # PMCID and PMID, which Crossref does not have
                answer = replace(answer, records=[*answer.records, converted.found[pmcid]])
            answers[pmcid] = answer
        return answers

    def _arxiv(self, papers: Sequence[Identifier]) -> Answers:
        """arXiv; where it cannot be asked, DataCite, which has its DOIs."""
        arxiv = self._gateway.records("arxiv", papers)
        answers: Answers = {}
        for paper in papers:
            error = arxiv.errors.get(paper)
            if paper in arxiv.found:
                answers[paper] = FoundRecords([arxiv.found[paper]])
            elif error is None:
                answers[paper] = unknown(paper, None)
            else:
                doi = Identifier("doi", f"10.48550/arxiv.{paper.work}")
                second = self._gateway.records("datacite", [doi])
                records = list(second.found.values())
                answers[paper] = FoundRecords(
                    records,
                    None if records else unknown(paper, error).error,
                    [one_source_less(error)] if records else [],
                )
        return answers

    def _isbns(self, isbns: Sequence[Identifier]) -> Answers:
        """Open Library, and Google Books where that knows nothing or too little."""
        first = self._gateway.records("openlibrary", isbns)
        wanting = [one for one in isbns if not _is_citable(first.found.get(one))]
        second = self._gateway.records("googlebooks", wanting) if wanting else Records()
        answers: Answers = {}
        for isbn in isbns:
            records = [source.found[isbn] for source in (first, second) if isbn in source.found]
            error = first.errors.get(isbn) or second.errors.get(isbn)
            answers[isbn] = FoundRecords(records) if records else unknown(isbn, error)
            if records and error:
                answers[isbn].remarks.append(one_source_less(error))
        return answers

    def _trials(self, trials: Sequence[Identifier]) -> Answers:
        answers: Answers = {}
        for trial in self._take(answers, "clinicaltrials", trials):
            answers[trial] = unknown(trial, None)
        return answers

    def _items(self, items: Sequence[Identifier]) -> Answers:
        """The record behind the DOI of each, where that is the item's work; else the item."""
        answers: Answers = {}
        for number in items:
            raw = self._gateway.answers("wikidata", [number])
            if number not in raw.raw:
                answers[number] = unknown(number, raw.errors.get(number))
                continue
            answers[number] = self._item(number, raw.raw[number])
        return answers

    def _item(self, number: Identifier, raw: Json) -> FoundRecords:
        from mscref.sources.wikidata import Wikidata, WikidataItem

        item = WikidataItem(values.member(raw, "entity"))
        if not item.is_work:
            called = f" ({item.title})" if item.title else ""
            hint = "give the item of a work"
            return FoundRecords(error=UsageError(f"{number.value}{called} is no work", hint=hint))
        pointed_to = [Identifier("wikidata", one) for one in item.pointed_to()]
        names = self._gateway.records("wikidata-names", pointed_to) if pointed_to else Records()
        called_by: dict[str, Json] = {
            one.value: sent.reference.text("title") for one, sent in names.found.items()
        }
        try:
            own = Wikidata().parse({"entity": values.member(raw, "entity"), "names": called_by})
        except PayloadChangedError as error:
            return FoundRecords(error=error)
        remarks = [one_source_less(one) for one in list(names.errors.values())[:1]]
        doi = _name(own, "doi")
        work = self._dois([doi])[doi] if doi else FoundRecords()
        if doi is None or not work.records:
            remarks += [not_taken(doi, work.error.message)] if doi and work.error else []
            return FoundRecords([own], remarks=remarks)
        titles = [one.reference.text("title") for one in work.records]
        titles += [title for one in work.records for title in one.aside.other_titles]
        if not stands_among(own.reference.text("title"), titles):
            reference = own.reference.with_fields({"DOI": None})
            remark = not_taken(doi, f"it is another work (`{titles[0][:100]}`)")
            return FoundRecords([replace(own, reference=reference)], remarks=[*remarks, remark])
        return FoundRecords([*work.records, own], remarks=[*work.remarks, *remarks])

    def _take(
        self, answers: Answers, name: str, identifiers: Sequence[Identifier]
    ) -> list[Identifier]:
        """Ask one source, keep what it knows and its failures; returns what it does not know."""
        if not identifiers:
            return []
        records = self._gateway.records(name, identifiers)
        for identifier in identifiers:
            if identifier in records.found:
                answers[identifier] = FoundRecords([records.found[identifier]])
            elif identifier in records.errors:
                answers[identifier] = unknown(identifier, records.errors[identifier])
        return [one for one in identifiers if one not in answers]


def _issns(issns: Sequence[Identifier]) -> Answers:
    hint = "give the DOI or PMID of the article"
    return {
        issn: FoundRecords(error=UsageError(f"{issn.value} names a journal, not a work", hint=hint))
        for issn in issns
    }


def _name(record: SourceRecord, scheme: Scheme) -> Identifier | None:
    return next((one for one in record.names if one.scheme == scheme), None)


def _is_citable(record: SourceRecord | None) -> bool:
    fields = record.reference.fields if record else {}
    return all(name in fields for name in ("title", "author", "publisher", "issued"))


def batches_of(identifiers: Sequence[Identifier]) -> Iterator[Sequence[Identifier]]:
    """Batches of one scheme, as large as the source takes, in the order of the input."""
    by_scheme: dict[Scheme, list[Identifier]] = {}
    for one in identifiers:
        by_scheme.setdefault(one.scheme, []).append(one)
    split = {scheme: list(_batches_of_scheme(scheme, ones)) for scheme, ones in by_scheme.items()}
    order = {one: place for place, one in enumerate(identifiers)}
    every = [batch for groups in split.values() for batch in groups]
    yield from sorted(every, key=lambda batch: order[batch[0]])


_FIRST_SOURCE: Mapping[Scheme, str] = MappingProxyType(
    {
        "doi": "crossref",
        "short-doi": "short-doi",
        "pmid": "pubmed",
        "pmcid": "idconv",
        "arxiv": "arxiv",
        "isbn": "openlibrary",
        "nct": "clinicaltrials",
        "wikidata": "wikidata",
    }
)


_MOST_AT_ONCE = 50  # identifiers; what comes in fewer batches comes later


def _batches_of_scheme(
    scheme: Scheme, identifiers: Sequence[Identifier]
) -> Iterator[Sequence[Identifier]]:
    name = _FIRST_SOURCE.get(scheme)
    for batch in find_source(name).batches(identifiers) if name else [identifiers]:
        for start in range(0, len(batch), _MOST_AT_ONCE):
            yield batch[start : start + _MOST_AT_ONCE]
