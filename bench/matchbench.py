"""Matching measured: which work does a reference string mean, given an index of records?

    make matchbench [DATA=DIR] [FIT=1] [ALL=1]

DIR holds `glutton-doi-matching` and `crossref-matching` (see the README beside them); files that
are not there are left out and named. The index is made of their own records: the fields of
glutton, those of the structured Crossref references, and the artificial ones read back from their
Chicago form. A fifth of the works is left out of the index: their references must find nothing.
Precision counts what was answered, recall what should have been; a wrong answer hurts both.

Glutton has some fifty strings twice or more, each time with another DOI. All of them are right
answers to such a string; what the figure is without that is a row of its own.

FIT=1 counts levels of agreement on half of the works (by a hash of the DOI) and prints the table
WEIGHTS and the threshold for `levels.py`; the figures are those of the other half, unless ALL=1
asks for both (for data that nothing was fitted on). The last line is one `key=value` after the
other.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import log2
from pathlib import Path

import chicago

from mscref.match import evidence as match
from mscref.match.candidates import CandidateIndex
from mscref.match.claim import Claim
from mscref.match.comparison import Comparison, Decision, decide, rank_candidates
from mscref.match.levels import ACCEPT
from mscref.match.record import comparable_doi
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference

SEED = 20260101
GOAL_PRECISION, GOAL_RECALL = 99.5, 97.0
LEAST = -8.0  # bits; one field alone must not outweigh all others


@dataclass(frozen=True)
class Query:
    """One claim, the set it comes from, how it was changed, and the DOIs that are right.

    `own` is the DOI of the row alone where its string stands in other rows too.
    """

    kind: str
    claim: Claim
    dois: frozenset[str]
    own: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The set: `crossref-matching` or `glutton-doi-matching`."""
        return "glutton-doi-matching" if self.kind.startswith("glutton") else "crossref-matching"

    @property
    def is_changed(self) -> bool:
        """True where something was made wrong here."""
        return ", one thing wrong: " in self.kind


def reference(doi: str, **fields: object) -> Reference:
    """A record from plain values; empty ones are left out."""
    values: dict[str, FieldValue] = {"DOI": doi} if doi else {}
    for name, value in fields.items():
        variable = name.replace("_", "-")
        if variable == "author":
            values[variable] = tuple(Name(family=one) for one in value if one)
        elif variable == "issued" and value:
            values[variable] = Date(PartialDate(int(value)))
        elif value:
            values[variable] = str(value)
    return Reference(doi, "article-journal", values)


# ---------------------------------------------------------------- reading the sets


def rows(folder: Path, pattern: str) -> Iterator[dict]:
    """The rows of the JSON Lines files that match; where there are none, that is said."""
    paths = sorted(folder.glob(pattern))
    if not paths:
        print(f"absent: {pattern}")
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def dois_of(row: dict) -> frozenset[str]:
    """The DOIs that are right for a row; none where Crossref does not have the work."""
    dois = row["doi"] if isinstance(row["doi"], list) else [row["doi"]]
    return frozenset(comparable_doi(one) for one in dois if one)


def glutton(folder: Path) -> tuple[list[Reference], list[Query]]:
    """Strings of PubMed Central with title, first author, journal, volume and first page."""
    read = list(rows(folder, "glutton-doi-matching/*.jsonl"))
    of_text: dict[str, frozenset[str]] = defaultdict(frozenset)
    for row in read:
        of_text[" ".join(row["reference"].split())] |= dois_of(row)
    records, queries = [], []
    for row in read:
        own = dois_of(row)
        records.append(
            reference(
                min(own),
                title=row.get("atitle"),
                author=[row.get("firstAuthor")],
                container_title=row.get("jtitle"),
                volume=row.get("volume"),
                page=row.get("firstPage"),
            )
        )
        right = of_text[" ".join(row["reference"].split())]
        queries.append(Query("glutton", text_claim(row["reference"]), right, own))
    return records, queries


def artificial(folder: Path) -> tuple[list[Reference], list[Query]]:
    """Crossref records in eight styles; the Chicago form is the record, the others the queries."""
    records, queries = [], []
    for row in rows(folder, "crossref-matching/artificial*.jsonl"):
        style = row["style"]
        if row["excluded"]:
            claim = text_claim(row["ref"])
            queries.append(Query("crossref excluded", claim, frozenset()))
        elif style == "chicago-author-date":
            records.append(reference(min(dois_of(row)), **chicago.fields_of(row["ref"])))
        else:
            queries.append(Query(f"crossref {style}", text_claim(row["ref"]), dois_of(row)))
    return records, queries


def structured(folder: Path) -> tuple[list[Reference], list[Query]]:
    """Structured references as publishers deposited them; the fields are the record."""
    records, queries = [], []
    chance = random.Random(SEED)
    for row in rows(folder, "crossref-matching/structured_*.jsonl"):
        right = dois_of(row)
        fields = deposited_fields(row["ref"])
        claim = Claim(reference("", **fields))
        if not right:
            queries.append(Query("structured, not in Crossref", claim, right))
            continue
        if not identifies(fields):
            continue
        records.append(reference(min(right), **fields))
        queries.append(Query("structured", claim, right))
        for kind, changed in perturbed_fields(fields, chance):
            claim = Claim(reference("", **changed))
            queries.append(Query(f"structured, one thing wrong: {kind}", claim, right))
    return records, queries


def identifies(fields: dict[str, object]) -> bool:
    """Whether the fields are enough of a record: a title, or where exactly it stands."""
    return bool(
        fields.get("title")
        or (fields.get("container_title") and fields.get("volume") and fields.get("page"))
    )


def deposited_fields(row: dict[str, str]) -> dict[str, object]:
    """The fields of a deposited reference under our names."""
    year = re.search(r"\d{4}", row.get("year", ""))
    author = re.sub(r"(?:\s+[A-Z]{1,3}|,.*)$", "", row.get("author", ""))
    return {
        "title": row.get("article-title") or row.get("volume-title"),
        "author": [author] if author else [],
        "issued": year.group() if year else "",
        "container_title": row.get("journal-title") or row.get("series-title"),
        "volume": row.get("volume"),
        "page": row.get("first-page"),
    }


def unstructured(folder: Path) -> tuple[list[Reference], list[Query]]:
    """Real strings with the DOI they mean; they have no record, so most must find nothing."""
    queries = [
        Query("unstructured, other works", text_claim(row["ref"]), dois_of(row))
        for row in rows(folder, "crossref-matching/unstructured_*.jsonl")
    ]
    return [], queries


def text_claim(text: str) -> Claim:
    """A claim of which only the text is known."""
    return Claim(Reference("", ""), text)


# ---------------------------------------------------------------- perturbing


def perturbed_fields(fields: dict, chance: random.Random) -> Iterator[tuple[str, dict]]:
    """The fields with one thing wrong or missing at a time."""
    if fields["issued"]:
        yield "year off by one", {**fields, "issued": int(fields["issued"]) + 1}
    if fields["volume"]:
        yield "volume missing", {**fields, "volume": ""}
    if fields["page"] and fields["title"]:
        yield "page wrong", {**fields, "page": str(chance.randint(2000, 9000))}
    if fields["title"]:
        yield "title with slips", {**fields, "title": with_slips(fields["title"], chance)}
    if fields["container_title"]:
        short = " ".join(f"{word[:4]}." for word in fields["container_title"].split())
        yield "journal abbreviated", {**fields, "container_title": short}
    if fields["author"]:
        yield "author missing", {**fields, "author": []}


def perturbed_texts(query: Query, record: Reference, chance: random.Random) -> Iterator[Query]:
    """A string with one thing wrong or missing at a time."""
    text = query.claim.text
    title = record.text("title")
    changes = {
        "with slips": with_slips(text, chance),
        "year off by one": re.sub(
            r"\b(19|20)\d\d\b", lambda year: str(int(year[0]) + 1), text, count=1
        ),
        "second half of title lost": text.replace(title[len(title) // 2 :], "", 1),
        "title lost": text.replace(title, "", 1),
        "journal lost": text.replace(record.text("container-title"), "", 1),
        "hyphenated": re.sub(r"(\w{5})(\w{4})", r"\1- \2", text, count=3),
    }
    for kind, changed in changes.items():
        if changed != text:
            yield Query(f"glutton, one thing wrong: {kind}", text_claim(changed), query.dois)


def with_slips(text: str, chance: random.Random) -> str:
    """One letter in thirty exchanged, lost or doubled."""
    letters = list(text)
    for _ in range(max(1, len(letters) // 30)):
        place = chance.randrange(len(letters))
        letters[place] = chance.choice(["", letters[place] * 2, chance.choice("aeinorst")])
    return "".join(letters)


# ---------------------------------------------------------------- measuring


def is_training(dois: frozenset[str], text: str) -> bool:
    """Half of the works, the same half every time."""
    key = min(dois) if dois else text
    return zlib.crc32(key.encode()) % 2 == 0


def is_left_out(doi: str) -> bool:
    """A fifth of the works, which the index does not have."""
    return zlib.crc32(f"left out {doi}".encode()) % 5 == 0


def load(folder: Path) -> tuple[CandidateIndex, list[Query]]:
    """The index without its fifth, and all queries with the answers that it can give."""
    by_doi: dict[str, Reference] = {}
    queries: list[Query] = []
    for read in (glutton, structured, artificial, unstructured):
        records, some = read(folder)
        for record in records:
            by_doi.setdefault(record.id, record)
        queries += some
    chance = random.Random(SEED)
    for query in [one for one in queries if one.kind == "glutton"][::5]:
        queries += perturbed_texts(query, by_doi[min(query.own)], chance)
    index = CandidateIndex(one for doi, one in by_doi.items() if not is_left_out(doi))
    known = {record.doi for record in index.records}
    return index, [Query(one.kind, one.claim, one.dois & known, one.own & known) for one in queries]


def fit(index: CandidateIndex, queries: list[Query]) -> None:
    """Count levels for right and for the nearest wrong candidates; put the worths into `match`."""
    for _ in range(2):  # the second round takes the nearest wrong ones by the first's worths
        right: dict[str, Counter[str]] = defaultdict(Counter)
        wrong: dict[str, Counter[str]] = defaultdict(Counter)
        for query in queries:
            matches = rank_candidates(query.claim, index.search(query.claim))
            rivals = [one for one in matches if one.record.doi not in query.dois]
            for counts, chosen in (
                (right, [one for one in matches if one.record.doi in query.dois]),
                (wrong, rivals[:1]),
            ):
                for one in chosen:
                    for name in match.WEIGHTS:
                        counts[name][one.level(name)] += 1
        match.WEIGHTS = {
            name: {
                level: worth(right[name], wrong[name], level)
                for level in sorted({*right[name], *wrong[name]} - {""})
            }
            for name in match.WEIGHTS
        }


def worth(right: Counter[str], wrong: Counter[str], level: str) -> float:
    """The logarithm of the likelihood ratio, among the pairs where the field could be compared."""
    of_right = (right[level] + 1) / (right.total() - right[""] + 10)
    of_wrong = (wrong[level] + 1) / (wrong.total() - wrong[""] + 10)
    return round(max(LEAST, log2(of_right / of_wrong)), 1)


def answers(index: CandidateIndex, queries: list[Query]) -> list[tuple[Query, list[Comparison]]]:
    """Every query with its ranked candidates."""
    return [(one, rank_candidates(one.claim, index.search(one.claim))) for one in queries]


def rates(found: list[tuple[Query, list[Comparison]]], accept: float) -> tuple[int, int, int]:
    """Right answers, all answers, and queries that have an answer."""
    right = given = wanted = 0
    for query, matches in found:
        wanted += bool(query.dois)
        if decide(matches, accept=accept) is Decision.MATCH:
            given += 1
            right += matches[0].record.doi in query.dois
    return right, given, wanted


def main(folder: Path, *, fitting: bool, all_works: bool) -> None:
    """Print the table; with `fitting` first the worths and the threshold."""
    index, queries = load(folder)
    if fitting:
        print_fit(index, [one for one in queries if is_training(one.dois, one.claim.text)])
    wanted = [one for one in queries if all_works or not is_training(one.dois, one.claim.text)]
    if not wanted:
        sys.exit(f"{folder}: holds neither glutton-doi-matching nor crossref-matching")
    started = time.process_time()
    tested = answers(index, wanted)
    milliseconds = 1000 * (time.process_time() - started) / len(tested)
    print(f"{len(index)} records, {len(tested)} queries, {milliseconds:.1f} ms each")
    print(f"{'kind':52} {'queries':>8} {'answered':>9} {'precision':>10} {'recall':>8}")
    for kind in sorted({query.kind for query, _ in tested}):
        line(kind, [one for one in tested if one[0].kind == kind])
    own = [
        (Query(query.kind, query.claim, query.own), matches)
        for query, matches in tested
        if query.kind == "glutton"
    ]
    line("glutton, each row with its own DOI alone", own)
    changed = [one for one in tested if one[0].is_changed]
    line("all with one thing wrong", changed)
    as_given = [one for one in tested if not one[0].is_changed]
    line("all as printed or deposited", as_given)
    summary(as_given)


def print_fit(index: CandidateIndex, training: list[Query]) -> None:
    """Fit the worths, print them, and the figures of the training half by threshold."""
    fit(index, training)
    found = answers(index, training)
    print(json.dumps(match.WEIGHTS, indent=4))
    for accept in range(0, 30):
        right, given, wanted = rates(found, accept)
        precision, recall = right / max(1, given), right / max(1, wanted)
        print(f"accept {accept:3}: precision {precision:.4f}, recall {recall:.4f}")


def line(kind: str, found: list[tuple[Query, list[Comparison]]]) -> None:
    """One row of the table."""
    right, given, wanted = rates(found, ACCEPT)
    precision = f"{100 * right / given:.2f}" if given else "-"
    recall = f"{100 * right / wanted:.2f}" if wanted else "-"
    print(f"{kind:52} {len(found):8} {given:9} {precision:>10} {recall:>8}")


def summary(as_given: list[tuple[Query, list[Comparison]]]) -> None:
    """Each set by itself, unchanged, and the last line for scripts."""
    words = []
    is_met = True
    for name in sorted({query.name for query, _ in as_given}):
        found = [one for one in as_given if one[0].name == name]
        line(name, found)
        right, given, wanted = rates(found, ACCEPT)
        precision, recall = 100 * right / max(1, given), 100 * right / max(1, wanted)
        is_met = is_met and precision >= GOAL_PRECISION and recall >= GOAL_RECALL
        words += [f"{name}-precision={precision:.2f}", f"{name}-recall={recall:.2f}"]
    print(" ".join([*words, f"goals={'met' if is_met else 'missed'}"]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), fitting="fit" in sys.argv[2:], all_works="all" in sys.argv[2:])
