"""Matching measured: which work does a reference string mean, given an index of records?

    make matchbench [DATA=DIR] [FIT=1]

DIR holds `glutton-doi-matching` and `crossref-matching` (see the README beside them). The index is
made of their own records: the fields of glutton, those of the structured Crossref references, and
the artificial ones read back from their Chicago form. A fifth of the works is left out of the
index: their references must find nothing. Precision counts what was answered, recall what should
have been; a wrong answer hurts both.

FIT=1 counts levels of agreement on half of the works (by a hash of the DOI) and prints the table
WEIGHTS and the threshold for `match.py`; the figures are always those of the other half.
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

from mscref.check import match
from mscref.check.candidates import CandidateIndex
from mscref.check.match import Claim, Decision, decide, rank_candidates
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference

SEED = 20260101
LEAST = -8.0  # bits; one field alone must not outweigh all others


@dataclass(frozen=True)
class Query:
    """One claim, the set it comes from, how it was changed, and the DOIs that are right."""

    kind: str
    claim: Claim
    dois: frozenset[str]


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


def rows(path: Path) -> list[dict]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def glutton(folder: Path) -> tuple[list[Reference], list[Query]]:
    """Strings of PubMed Central with title, first author, journal, volume and first page."""
    records, queries = [], []
    for row in rows(folder / "glutton-doi-matching/refs.jsonl"):
        doi = row["doi"].casefold()
        records.append(
            reference(
                doi,
                title=row.get("atitle"),
                author=[row.get("firstAuthor")],
                container_title=row.get("jtitle"),
                volume=row.get("volume"),
                page=row.get("firstPage"),
            )
        )
        queries.append(Query("glutton", text_claim(row["reference"]), frozenset([doi])))
    return records, queries


_CHICAGO = re.compile(
    r"""(?:(?P<names>[^“]*?)\.?\s)??(?:(?P<year>\d{4})\.\s)?“(?P<title>.*?)[.?!]?”
        (?:\s(?P<late>\d{4})\.)?(?:\s(?P<rest>.*))?$""",
    re.VERBOSE,
)
_CHICAGO_BOOK = re.compile(r"(?:(?P<names>.*?)\.?\s)??(?P<year>\d{4})\.\s(?P<book>.*)$")
_CHICAGO_REST = re.compile(
    r"""(?P<container>.*?)
        (?:\s(?P<volume>[\w–-]*\d[\w–-]*)(?:\s\([^()]*\))?)?
        (?:\s\((?:January|February|March|April|May|June|July|August|September|October|November
            |December)[^()]*\))?
        (?::\s*(?P<page>[\w–-]+))?(?:\.\s.*|\.)?$""",
    re.VERBOSE,
)


def artificial(folder: Path) -> tuple[list[Reference], list[Query]]:
    """Crossref records in eight styles; the Chicago form is the record, the others the queries."""
    records, queries = [], []
    for row in rows(folder / "crossref-matching/artificial_8styles.jsonl"):
        style = row["style"]
        if row["excluded"]:
            claim = text_claim(row["ref"])
            queries.append(Query("crossref excluded", claim, frozenset()))
        elif style == "chicago-author-date":
            records.append(chicago_record(row["doi"].casefold(), row["ref"]))
        else:
            claim = text_claim(row["ref"])
            queries.append(Query(f"crossref {style}", claim, frozenset([row["doi"].casefold()])))
    return records, queries


def chicago_record(doi: str, text: str) -> Reference:
    """The fields of a reference in Chicago author-date style."""
    found = _CHICAGO.match(text) or _CHICAGO_BOOK.match(text)
    if found is None:
        return reference(doi, title=text)
    parts = found.groupdict()
    rest = _CHICAGO_REST.match(parts.get("rest") or parts.get("book") or "")
    where = rest.groupdict() if rest else {}
    title = parts.get("title") or ""
    if not title and not (where["volume"] or where["page"]):
        title, where = where["container"], {}
    return reference(
        doi,
        title=title,
        author=chicago_families(found["names"] or ""),
        issued=found["year"] or parts.get("late"),
        container_title=where.get("container"),
        volume=where.get("volume"),
        page=where.get("page"),
    )


def chicago_families(names: str) -> list[str]:
    """`Diekstra, F., Mario Praz, and Paul Robberecht` → the family names."""
    if names.startswith("“"):
        return []
    parts = [one for one in re.split(r",\s+and\s+|,\s+|\s+and\s+", names) if one]
    rest = parts[2:] if len(parts) > 1 else []
    return [parts[0], *(one.split()[-1] for one in rest)] if parts else []


def structured(folder: Path) -> tuple[list[Reference], list[Query]]:
    """Structured references as publishers deposited them; the fields are the record."""
    records, queries = [], []
    chance = random.Random(SEED)
    for name in ("structured_2k_dev", "structured_2k_eval"):
        for row in rows(folder / f"crossref-matching/{name}.jsonl"):
            dois = row["doi"] if isinstance(row["doi"], list) else [row["doi"]]
            right = frozenset(one.casefold() for one in dois if one)
            fields = deposited_fields(row["ref"])
            if not right:
                claim = Claim(reference("", **fields))
                queries.append(Query("structured, not in Crossref", claim, right))
                continue
            if not identifies(fields):
                continue
            records.append(reference(min(right), **fields))
            for kind, changed in perturbed_fields(fields, chance):
                queries.append(Query(f"structured {kind}", Claim(reference("", **changed)), right))
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
    queries = []
    for name in ("unstructured_2k", "unstructured_1k_dev"):
        for row in rows(folder / f"crossref-matching/{name}.jsonl"):
            dois = row["doi"] if isinstance(row["doi"], list) else [row["doi"]]
            right = frozenset(one.casefold() for one in dois if one)
            queries.append(Query("unstructured, other works", text_claim(row["ref"]), right))
    return [], queries


def text_claim(text: str) -> Claim:
    """A claim of which only the text is known."""
    return Claim(Reference("", ""), text)


# ---------------------------------------------------------------- perturbing


def perturbed_fields(fields: dict, chance: random.Random) -> Iterator[tuple[str, dict]]:
    """The fields as they are, and with one thing wrong or missing at a time."""
    yield "as deposited", fields
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
            yield Query(f"glutton, {kind}", text_claim(changed), query.dois)


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
        queries += perturbed_texts(query, by_doi[min(query.dois)], chance)
    index = CandidateIndex(one for doi, one in by_doi.items() if not is_left_out(doi))
    known = {record.doi for record in index.records}
    return index, [Query(one.kind, one.claim, one.dois & known) for one in queries]


def fit(index: CandidateIndex, queries: list[Query]) -> None:
    """Count levels for right and for the nearest wrong candidates; put the worths into `match`."""
    for _ in range(2):  # the second round takes the nearest wrong ones by the first's worths
        right: dict[str, Counter[str]] = defaultdict(Counter)
        wrong: dict[str, Counter[str]] = defaultdict(Counter)
        for query in queries:
            matches = rank_candidates(query.claim, index.search(query.claim))
            rivals = [one for one in matches if one.candidate.doi not in query.dois]
            for counts, chosen in (
                (right, [one for one in matches if one.candidate.doi in query.dois]),
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


def answers(index: CandidateIndex, queries: list[Query]) -> list[tuple[Query, list[match.Match]]]:
    """Every query with its ranked candidates."""
    return [(one, rank_candidates(one.claim, index.search(one.claim))) for one in queries]


def rates(found: list[tuple[Query, list[match.Match]]], accept: float) -> tuple[int, int, int]:
    """Right answers, all answers, and queries that have an answer."""
    right = given = wanted = 0
    for query, matches in found:
        wanted += bool(query.dois)
        if decide(matches, accept=accept) is Decision.MATCH:
            given += 1
            right += matches[0].candidate.doi in query.dois
    return right, given, wanted


def main(folder: Path, *, fitting: bool) -> None:
    """Print the table; with `fitting` first the worths and the threshold."""
    index, queries = load(folder)
    if fitting:
        training = [one for one in queries if is_training(one.dois, one.claim.text)]
        fit(index, training)
        found = answers(index, training)
        print(json.dumps(match.WEIGHTS, indent=4))
        for accept in range(0, 30):
            right, given, wanted = rates(found, accept)
            precision, recall = right / max(1, given), right / wanted
            print(f"accept {accept:3}: precision {precision:.4f}, recall {recall:.4f}")
    started = time.process_time()
    tested = answers(index, [one for one in queries if not is_training(one.dois, one.claim.text)])
    seconds = time.process_time() - started
    kinds = sorted({query.kind for query, _ in tested})
    print(f"{'kind':44} {'queries':>8} {'answered':>9} {'precision':>10} {'recall':>8}")
    for kind in kinds:
        line(kind, [one for one in tested if one[0].kind == kind])
    changed = [one for one in tested if "," in one[0].kind and "glutton" in one[0].kind]
    printed = [one for one in tested if one not in changed]
    print(
        f"{len(index)} records, {len(tested)} queries, {1000 * seconds / len(tested):.1f} ms each"
    )
    line("all, strings with one thing wrong", changed)
    line("all, as printed or deposited", printed)


def line(kind: str, found: list[tuple[Query, list[match.Match]]]) -> None:
    """One row of the table."""
    right, given, wanted = rates(found, match.ACCEPT)
    precision = f"{100 * right / given:.2f}" if given else "-"
    recall = f"{100 * right / wanted:.2f}" if wanted else "-"
    print(f"{kind:44} {len(found):8} {given:9} {precision:>10} {recall:>8}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), fitting="fit" in sys.argv[2:])
