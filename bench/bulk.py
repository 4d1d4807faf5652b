"""An index of works and bulk matching measured, on generated works with real ones among them.

    make bulkbench ARGS="--works 100000 --strings 20000"

Generated works have titles of Zipf-distributed words with neighbours as in real titles, people,
journals and numbers from small sets, so that common keys are common. Among them stand the works
of `refstrings/crossref-matching` and `glutton-doi-matching` (as `bench/matchbench.py` reads them,
a fifth left out) and the records of `recorded/crossref/bulk`. Asked are the strings and fields of
those sets that mean a work of the index (recall, by half of the works: a hash of the DOI), those
that mean none (precision), and references to generated works: a fifth without title, a tenth a
year off, a tenth with a damaged page, 15 % with slips in the title, a tenth with their DOI.

`--growth` measures 1 × and 3 × the works and prints the ratio of CPU. Whole processes are
measured: CPU of user and system, and the largest resident size.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import matchbench
from measuring import Cost, Fault, run_apart

from mscref.bulk.answering import IndexAnswers
from mscref.bulk.candidates import candidates_of
from mscref.bulk.matching import by_words
from mscref.match.candidates import CandidateIndex
from mscref.match.claim import Claim
from mscref.match.comparison import Decision, decide, rank_candidates
from mscref.model.dates import Date
from mscref.model.reference import Reference
from mscref.refstring import parse_reference

SEED = 2026
_ROWS_AT_ONCE = 2_000


def spent_by(words: list[str]) -> Cost:
    """Run mscref in a process of its own; ends the bench where it fails."""
    spent = run_apart([sys.executable, "-m", "mscref", *words], good_codes=(0, 1))
    if isinstance(spent, Fault):
        sys.exit(f"mscref {' '.join(words)}: {spent.why}")
    return spent


# ---------------------------------------------------------------- works


class Generator:
    """Works that look like those of a sample."""

    def __init__(self, sample: list[Reference]) -> None:
        self.chance = random.Random(SEED)
        self.titles = [one.text("title").split() for one in sample if one.text("title")]
        self.names = [name.family for one in sample for name in one.names("author")]
        self.journals = [
            one.text("container-title") for one in sample if one.text("container-title")
        ]
        self.rare = [f"{first}{last}" for first in _STEMS for last in _ENDINGS]

    def work(self, number: int) -> dict:
        """One work as Crossref sends it."""
        choose = self.chance.choice
        words: list[str] = []
        length = max(3, len(choose(self.titles)))
        while len(words) < length:
            title = choose(self.titles)
            start = self.chance.randrange(len(title))
            words += title[start : start + self.chance.randint(1, 3)]
            if self.chance.random() < 0.15:
                words.append(choose(self.rare))
        page = self.chance.randint(1, 3000)
        return {
            "DOI": f"10.{5000 + number % 97}/made.{number}",
            "type": "journal-article",
            "title": [" ".join(words[:length])],
            "author": [
                {"family": choose(self.names), "given": f"{choose('ABCDEFGHJKLMNPRSTW')}."}
                for _ in range(self.chance.randint(1, 5))
            ],
            "container-title": [choose(self.journals)],
            "volume": str(self.chance.randint(1, 120)),
            "page": f"{page}-{page + self.chance.randint(3, 14)}",
            "issued": {"date-parts": [[self.chance.randint(1960, 2025)]]},
            "indexed": {"date-time": "2026-01-01T00:00:00Z"},
        }


_STEMS = [a + b + c for a in "bcdfglmnprst" for b in "aeiou" for c in ("ph", "rn", "st", "lv", "x")]
_ENDINGS = [
    a + b for a in ("ol", "in", "as", "yl", "um", "ex") for b in ("ide", "osis", "ane", "gen")
]


def as_crossref(one: Reference) -> dict:
    """A reference of the sets as a record of Crossref."""
    issued = one.date("issued")
    made = {
        "DOI": one.text("DOI") or one.id,
        "type": "journal-article",
        "title": [one.text("title")] if one.text("title") else [],
        "author": [{"family": name.family} for name in one.names("author")],
        "container-title": [one.text("container-title")],
        "volume": one.text("volume"),
        "page": one.text("page"),
        "indexed": {"date-time": "2026-02-01T00:00:00Z"},
    }
    if isinstance(issued, Date) and issued.year:
        made["issued"] = {"date-parts": [[issued.year]]}
    return {name: value for name, value in made.items() if value and value != [""]}


def write_dump(path: Path, works: int, real: list[Reference], recorded: list[Path]) -> int:
    """Real works spread among generated ones; returns how many bytes that is."""
    generator = Generator(real)
    every = max(1, works // max(1, len(real)))
    left = iter(real)
    with path.open("w", encoding="utf-8") as file:
        for number in range(works):
            file.write(json.dumps(generator.work(number), ensure_ascii=False) + "\n")
            if number % every == 0 and (one := next(left, None)) is not None:
                file.write(json.dumps(as_crossref(one), ensure_ascii=False) + "\n")
        for one in left:
            file.write(json.dumps(as_crossref(one), ensure_ascii=False) + "\n")
    for number, one in enumerate(recorded):
        shutil.copy(one, path.with_name(f"recorded-{number}.jsonl.gz"))
    return path.stat().st_size


# ---------------------------------------------------------------- strings


def reference_to(work: dict, chance: random.Random) -> str:
    """A reference as people write it, with what goes wrong."""
    title, page, year = work["title"][0], work["page"], work["issued"]["date-parts"][0][0]
    if chance.random() < 0.10:
        year += 1
    if chance.random() < 0.10:
        page = str(chance.randint(3001, 9000))
    if chance.random() < 0.15:
        title = matchbench.with_slips(title, chance)
    title = "" if chance.random() < 0.20 else f" {title}."
    people = ", ".join(f"{one['family']} {one['given'][0]}" for one in work["author"][:3])
    doi = f" doi:{work['DOI']}" if chance.random() < 0.10 else ""
    return f"{people}.{title} {work['container-title'][0]}. {year};{work['volume']}:{page}.{doi}"


def write_strings(path: Path, dump: Path, count: int) -> dict[str, str]:
    """References to some of the works, and the DOI that each means."""
    chance = random.Random(SEED + 1)
    made = [json.loads(line) for line in _sampled(dump, count, chance)]
    truth = {str(number): work["DOI"] for number, work in enumerate(made)}
    with path.open("w", encoding="utf-8") as file:
        for number, work in enumerate(made):
            row = {"rid": str(number), "text": reference_to(work, chance)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return truth


def _sampled(dump: Path, count: int, chance: random.Random) -> Iterator[str]:
    with dump.open(encoding="utf-8") as file:
        lines = [line for line in file if "/made." in line and chance.random() < 0.5]
    return iter(chance.sample(lines, min(count, len(lines))))


# ---------------------------------------------------------------- figures


def recall_of(answers: IndexAnswers, queries: list[matchbench.Query]) -> None:
    """How often the right work is among twenty candidates, and what is decided."""
    by_set: dict[str, list[int]] = {}
    started = time.process_time()
    for start in range(0, len(queries), _ROWS_AT_ONCE):
        some = queries[start : start + _ROWS_AT_ONCE]
        claims = [_parsed(one.claim) for one in some]
        for query, claim, held in zip(
            some, claims, candidates_of(claims, answers.index), strict=True
        ):
            made = by_words(claim, [one.record for one in held])
            ranked, given = made.ranked, made.decision is Decision.MATCH
            half = int(matchbench.is_training(query.dois, query.claim.text))
            counts = by_set.setdefault(f"{query.name}, half {half}", [0] * 6)
            counts[0] += bool(query.dois)
            counts[1] += any(one.record.doi in query.dois for one in held)
            counts[2] += given
            counts[3] += given and ranked[0].record.doi in query.dois
            counts[4] += len(held)
            counts[5] += 1
    took = time.process_time() - started
    print(
        f"{len(queries)} strings and fields of the sets, {1000 * took / len(queries):.2f} ms each"
    )
    for name, (asked, found, given, right, candidates, every) in sorted(by_set.items()):
        print(
            f"{name:32} {every:6} candidates {candidates / every:5.2f}"
            f"  recall@20 {100 * found / max(1, asked):6.2f} %"
            f"  precision {100 * right / max(1, given):6.2f} %"
            f"  recall {100 * right / max(1, asked):6.2f} %"
        )


def _parsed(claim: Claim) -> Claim:
    return Claim(parse_reference(claim.text).reference, claim.text) if claim.text else claim


def decided(path: Path, truth: dict[str, str]) -> None:
    """What the run decided about the generated references."""
    given = right = 0
    words: dict[str, int] = {}
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        words[row["decision"]] = words.get(row["decision"], 0) + 1
        if row["decision"] == "match":
            given += 1
            right += row["doi"].lower() == truth[row["rid"]].lower()
    print(
        f"generated references: {words}, precision {100 * right / max(1, given):.2f} %,"
        f" recall {100 * right / max(1, len(truth)):.2f} %"
    )


def one_by_one(folder: Path, strings: Path, count: int) -> float:
    """Strings a second by the index in memory, each parsed and looked for alone."""
    with IndexAnswers(folder) as answers:
        memory = CandidateIndex(kept.record.reference for kept in answers.index.rows())
    rows = [json.loads(line)["text"] for _, line in zip(range(count), strings.open(), strict=False)]
    started = time.process_time()
    for text in rows:
        claim = Claim(parse_reference(text).reference, text)
        decide(rank_candidates(claim, memory.search(claim, limit=20)))
    return len(rows) / (time.process_time() - started)


@dataclass(frozen=True)
class Figures:
    """What growth is judged by: CPU of building a work set, and of matching a string."""

    build: float
    match: float


def measure(args: argparse.Namespace, works: int, strings: int) -> Figures:
    """Build, match, and print."""
    with tempfile.TemporaryDirectory(dir=args.scratch) as scratch:
        place = Path(scratch)
        index, queries = matchbench.load(args.data / "refstrings")
        real = [one.reference for one in index.records]
        del index
        recorded = sorted((args.data / "recorded/crossref/bulk").glob("*.jsonl.gz"))
        size = write_dump(place / "made.jsonl", works, real, recorded)
        print(f"── {works:,} generated works ({size / 1e6:.0f} MB), {len(real):,} real ones")
        built = spent_by(["index", "build", str(place), "-o", str(place / "works.idx"), "-q"])
        show_build(place / "works.idx", built)
        truth = write_strings(place / "strings.jsonl", place / "made.jsonl", strings)
        out = place / "out.jsonl"
        words = ["bulk", "match", str(place / "strings.jsonl"), "-o", str(out), "-q"]
        matched = spent_by([*words, "--index", str(place / "works.idx")])
        print(
            f"match: {len(truth):,} strings, {matched.cpu:.1f} s of CPU,"
            f" {len(truth) / matched.cpu:.0f} strings/s/core, {matched.megabytes:.0f} MB"
        )
        decided(out, truth)
        if args.memory and works <= args.memory:
            alone = one_by_one(place / "works.idx", place / "strings.jsonl", 2_000)
            print(f"one by one in memory: {alone:.0f} strings/s/core")
        if not args.growth:
            kept = [one for one in queries if not one.is_changed]
            random.Random(SEED).shuffle(kept)
            with IndexAnswers(place / "works.idx") as answers:
                recall_of(answers, kept[: args.queries])
        return Figures(built.cpu, matched.cpu / max(1, len(truth)))


def show_build(folder: Path, built: Cost) -> None:
    """CPU and bytes of an index."""
    manifest = json.loads((folder / "manifest.json").read_text())["generations"][0]
    works = manifest["counts"]["works"]
    sizes = {
        kind: sum(one["size"] for one in manifest[kind]) for kind in ("works", "keys", "names")
    }
    rows = sum(one["rows"] for one in manifest["keys"])
    told = ", ".join(f"{kind} {size / works:.1f} B" for kind, size in sizes.items())
    print(
        f"build: {works:,} works, {built.cpu:.1f} s of CPU, {1e6 * built.cpu / works:.0f} µs each,"
        f" {built.megabytes:.0f} MB; {told}, {rows / works:.1f} keys a work"
    )


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--strings", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=6_000)
    parser.add_argument(
        "--memory", type=int, default=120_000, help="one by one up to so many works"
    )
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--scratch", type=Path, default=None)
    args = parser.parse_args()
    first = measure(args, args.works, args.strings)
    if args.growth:
        second = measure(args, 3 * args.works, args.strings)
        print(
            f"growth to 3 ×: build {second.build / first.build:.2f} ×,"
            f" a string {second.match / first.match:.2f} ×"
        )


if __name__ == "__main__":
    main()
