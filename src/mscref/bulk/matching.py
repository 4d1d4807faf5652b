"""The map step: some strings and an index → a result for each. Pure but for reading the index.

What crosses the border: rows in, as many results in the same order out, whoever runs it: one
process, several, Dask or Spark. A string that carries an identifier is looked up before it is
parsed, and needs no parse to be matched; the others are parsed and looked up together. Deciding
is not done here: the levels and the decision of `match/comparison.py`, and the verdicts of
`verifying/`, are those of `verify`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mscref.bulk.answering import IndexAnswers
from mscref.bulk.candidates import candidates_of
from mscref.bulk.results import Result, of_judgement, of_match, of_parse, unread
from mscref.bulk.strings import StringRow
from mscref.match.claim import Claim
from mscref.match.comparison import Comparison, Comparisons, Decision, decide
from mscref.match.kinds import kinds_clash
from mscref.match.misread import ranked_without_title
from mscref.match.record import ComparableRecord
from mscref.model.identifiers import Identifier, Malformed, parse_identifier
from mscref.model.reference import Reference
from mscref.refstring import parse_reference
from mscref.refstring.identifiers import find_identifiers
from mscref.verifying.asking import judgements
from mscref.verifying.records import comparable
from mscref.verifying.verdicts import Judgement

_PREFIXES = {"DOI": "", "arXiv": "arxiv:", "PMID": "pmid:", "PMCID": ""}
BY_IDENTIFIER, BY_WORDS = "identifier", "words"


def parsed(rows: Sequence[StringRow]) -> list[Result]:
    """What each string says."""
    return [
        unread("parse", row) if row.problem else of_parse(row, parse_reference(row.text))
        for row in rows
    ]


def matched(rows: Sequence[StringRow], answers: IndexAnswers) -> list[Result]:
    """The work that each string means."""
    found = explained(rows, answers)
    return [
        unread("match", row) if one is None
        else of_match(row, one.claim.reference, one.ranked, one.decision, by=one.by)
        for row, one in zip(rows, found, strict=True)
    ]  # fmt: skip


def verified(rows: Sequence[StringRow], answers: IndexAnswers) -> list[Result]:
    """The verdict on each string, as `mscref verify --index` gives it."""
    judged = _judged([_read(row) for row in rows if not row.problem], answers)
    results = []
    for row in rows:
        if row.problem:
            results.append(unread("verify", row))
            continue
        judgement, claim, count = next(judged)
        is_named = judgement.found is not None and judgement.found.doi == claim.record.doi
        by = BY_IDENTIFIER if is_named and claim.record.doi else BY_WORDS
        results.append(of_judgement(row, judgement, by=by, candidates=count))
    return results


def _judged(
    claims: Sequence[Claim], answers: IndexAnswers
) -> Iterator[tuple[Judgement, Claim, int]]:
    """Each claim, its verdict, and how many works were compared."""
    for some in answers.expecting(claims):
        counts = [len(answers.works_like(claim, rows=1_000)) for claim in some]
        yield from zip(judgements(some, answers, {}), some, counts, strict=True)


@dataclass(frozen=True, slots=True)
class Matched:
    """One string beside its candidates, best first, what they allow to decide, and how they were
    found."""

    claim: Claim
    ranked: list[Comparison]
    decision: Decision
    by: str = BY_WORDS


def explained(rows: Sequence[StringRow], answers: IndexAnswers) -> list[Matched | None]:
    """Each string with its candidates; None for a row without a string."""
    named = [_identifier_in(row) for row in rows]
    known = answers.records_of(list(dict.fromkeys(one for one in named if one is not None)))
    ready = {identifier: comparable(record) for identifier, record in known.items()}
    found: list[Matched | None] = [
        _by_identifier(row, one, ready[one]) if one in ready else None
        for row, one in zip(rows, named, strict=True)
    ]
    asked = [n for n, row in enumerate(rows) if found[n] is None and not row.problem]
    claims = [_read(rows[number]) for number in asked]
    candidates = candidates_of(claims, answers.index)
    for number, claim, held in zip(asked, claims, candidates, strict=True):
        records = {id(one.record): one.record for one in held}
        name = named[number]
        of_name = ready.get(name) if name is not None else None
        if of_name is not None and all(one.doi != of_name.doi for one in records.values()):
            records[id(of_name)] = of_name
        found[number] = by_words(claim, list(records.values()))
    return found


def by_words(claim: Claim, records: Sequence[ComparableRecord]) -> Matched:
    """What the words allow; where they fit nothing, what they do once a container that was read
    as the title is taken for what it is. A tie stays one, and so does what was decided."""
    ranked = Comparisons(claim).ranked(records)
    decision = decide(ranked)
    if decision is Decision.NONE:
        again = ranked_without_title(claim, records)
        if decide(again) is not Decision.NONE:
            return Matched(again[0].claim, again, decide(again))
    return Matched(claim, ranked, decision)


def _read(row: StringRow) -> Claim:
    return Claim(parse_reference(row.text, key=row.rid).reference, row.text)


def _identifier_in(row: StringRow) -> Identifier | None:
    """The first identifier of a work that stands in a string."""
    for one in find_identifiers(row.text):
        if one.variable in _PREFIXES:
            identifier = parse_identifier(_PREFIXES[one.variable] + one.value)
            if not isinstance(identifier, Malformed):
                return Identifier(identifier.scheme, identifier.work)
    return None


def _by_identifier(
    row: StringRow, identifier: Identifier, record: ComparableRecord
) -> Matched | None:
    """The work that the identifier names, where the words of the string agree to it."""
    doi = {"DOI": identifier.value} if identifier.scheme == "doi" else {}
    claim = Claim(Reference(row.rid, "", dict(doi)), row.text)
    compared = Comparison(claim, record)
    agrees = compared.fits and not (
        compared.is_whole or compared.is_doubtful or kinds_clash(compared)
    )
    return Matched(claim, [compared], Decision.MATCH, BY_IDENTIFIER) if agrees else None
