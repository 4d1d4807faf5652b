"""Verdicts measured: how many invented references are seen, how many real ones suspected?

    make verifybench [DATA=DIR]

DIR holds `hallmark` and `crossref-matching`. The index is made of the genuine records alone. Two
sets are judged against it: `rendered_strings.jsonl`, parsed from text, and a set made here by
changing one thing in real Crossref records. A reference is *flagged* where its verdict is neither
verified, nor corrected. Then 30 % of the genuine records are taken out of the index: now real
references may be not found, which accuses nobody, but must not be called anything worse.
"""

from __future__ import annotations

import json
import random
import sys
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from matchbench import artificial

from mscref.check.candidates import CandidateIndex
from mscref.check.match import Claim
from mscref.check.refstring import parse_reference
from mscref.check.verify import Answer, Identified, Judgement, Lookup, Verdict, judge
from mscref.formats.registry import find_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

SEED = 20260101
GOAL_DETECTION, GOAL_FALSE_POSITIVES, GOAL_ACCUSED = 88.0, 1.0, 1.0
CLEAN = frozenset([Verdict.VERIFIED, Verdict.CORRECTED])
PUBLIC = ("dev_public", "test_public", "test_crossdomain")


@dataclass(frozen=True)
class Case:
    """One reference; `kind` is "" for a genuine one."""

    kind: str
    claim: Claim
    name: str = ""


def rows(path: Path) -> list[dict]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def of_fields(row: dict) -> Reference:
    """A reference from the BibTeX fields of a row."""
    values = {name: _balanced(value) for name, value in row["fields"].items()}
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in values.items())
    kind = row.get("bibtex_type") or ("article" if "journal" in row["fields"] else "inproceedings")
    text = f"@{kind}{{key,\n{fields}\n}}\n"
    references = find_format("bibtex").reader()(text, path="row").references
    return references[0] if references else Reference("key", "")


def _balanced(value: str) -> str:
    """A value that cannot break the entry it is put into."""
    plain = value.count("{") == value.count("}")
    return value if plain else value.replace("{", "").replace("}", "")


def of_text(text: str) -> Claim:
    """A claim read from a reference string."""
    return Claim(parse_reference(text).reference, text)


def hallmark(folder: Path) -> tuple[list[Reference], list[Case], list[Case]]:
    """The genuine records, the rendered strings, and the same kinds of references as fields."""
    rendered = rows(folder / "hallmark/rendered_strings.jsonl")
    public = [row for name in PUBLIC for row in rows(folder / f"hallmark/{name}.jsonl")]
    genuine: dict[str, Reference] = {}
    for row in [*public, *rendered]:
        if row["label"] == "VALID":
            reference = of_fields(row)
            genuine.setdefault("".join(reference.text("title").casefold().split()), reference)
    strings = [
        Case(row["hallucination_type"] or "", of_text(row["text"]), row["id"]) for row in rendered
    ]
    fields = [
        Case(row.get("hallucination_type") or "", Claim(of_fields(row)), row["bibtex_key"])
        for row in public
    ]
    return list(genuine.values()), strings, fields


# ---------------------------------------------------------------- a set made by changing one thing


def perturbed(folder: Path) -> tuple[list[Reference], list[Case]]:
    """Real Crossref records, their strings in APA and IEEE, and their fields with one lie each."""
    records, queries = artificial(folder)
    whole = [one for one in records if is_whole(one)]
    known = {one.id for one in whole}
    chance = random.Random(SEED)
    cases = [
        Case("", of_text(query.claim.text), query.kind)
        for query in queries
        if query.dois & known and query.kind in ("crossref apa", "crossref ieee")
    ]
    for record in whole:
        cases.append(Case("", Claim(record), "fields"))
        cases += lies(record, chance.choice(whole), chance)
    return records, cases


def is_whole(record: Reference) -> bool:
    """Whether a record has all that is to be changed."""
    names = [one.family for one in record.names("author")]
    container = record.text("container-title")
    # What the Chicago form cannot tell: more authors than it lists, editors for a container.
    unclear = "al." in names or container.startswith(("(", "Edited by")) or len(names) > 6
    whole = bool(names and container and record.date("issued"))
    return whole and not unclear and len(record.text("title").split()) > 4


def lies(record: Reference, other: Reference, chance: random.Random) -> Iterator[Case]:
    """The record with one thing changed at a time; `other` lends its values."""
    title = record.text("title").split()
    place = chance.randrange(1, len(title))
    changed = [*title[:place], chance.choice(_WORDS), *title[place + 1 :]]
    issued = record.date("issued")
    year = issued.year if issued and issued.year else 2000
    invented = {
        "title": " ".join(
            [*title[: place // 2 + 1], *other.text("title").split()[2:5], "revisited"]
        ),
        "author": (Name(family=chance.choice(_FAMILIES)), Name(family=chance.choice(_FAMILIES))),
        "DOI": f"10.9999/{chance.randrange(10**8)}",
        "issued": Date(PartialDate(year + chance.choice([-1, 0, 1]))),
    }
    changes = {
        "author swapped": {"author": other.names("author")},
        "title altered": {"title": " ".join(changed)},
        "year off": {"issued": Date(PartialDate(year + chance.choice([-5, -3, 2, 4])))},
        "venue wrong": {"container-title": other.text("container-title")},
        "DOI of another work": {"DOI": other.text("DOI")},
        "wholly invented": invented,
    }
    for kind, change in changes.items():
        claimed = record.with_fields(change)
        if claimed.fields != record.fields:
            yield Case(kind, Claim(claimed))


_WORDS = "Robust Adaptive Dynamics Structure Learning Response Regulation Survey Hybrid".split()
_FAMILIES = "Kowalsky Tanabe Okafor Lindqvist Moreau Haddad Petrov Silva Novak Brandt".split()


# ---------------------------------------------------------------- judging


def verdict(index: CandidateIndex, claim: Claim) -> Judgement:
    """The judgement on a claim, asking nothing but the index."""
    identified: tuple[Identified, ...] = ()
    if claim.record.doi:
        record = index.find_doi(claim.record.doi)
        answer = Answer.FOUND if record else Answer.ABSENT
        identified = (Identified(claim.record.doi, answer, record),)
    return judge(claim, Lookup(identified, tuple(index.search(claim)), ("index",)))


def is_left_out(reference: Reference) -> bool:
    """Three records in ten."""
    return zlib.crc32(reference.text("title").encode()) % 10 < 3


def table(title: str, index: CandidateIndex, cases: Iterable[Case]) -> tuple[float, float]:
    """Print detection by kind; return detection and false positives in percent."""
    verdicts: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for case in cases:
        verdicts[case.kind][verdict(index, case.claim).verdict] += 1
    print(f"\n{title}")
    shown = [one for one in Verdict if any(counts[one] for counts in verdicts.values())]
    print(
        f"{'kind':26} {'n':>5} {'flagged %':>9}  " + " ".join(f"{one.value:>16}" for one in shown)
    )
    for kind in sorted(verdicts):
        counts = verdicts[kind]
        share = 100 * flagged(counts) / counts.total()
        row = " ".join(f"{counts[one]:16}" for one in shown)
        print(f"{kind or '(genuine)':26} {counts.total():5} {share:9.1f}  {row}")
    lies_told = sum((counts for kind, counts in verdicts.items() if kind), Counter())
    detection = 100 * flagged(lies_told) / max(1, lies_told.total())
    genuine = verdicts[""]
    return detection, 100 * flagged(genuine) / max(1, genuine.total())


def flagged(counts: Counter[Verdict]) -> int:
    """How many verdicts make somebody look."""
    return sum(count for one, count in counts.items() if one not in CLEAN)


def accused(index: CandidateIndex, cases: Iterable[Case]) -> float:
    """Genuine references called anything worse than not found, in percent."""
    counts = Counter(verdict(index, case.claim).verdict for case in cases if not case.kind)
    worse = sum(n for one, n in counts.items() if one not in CLEAN and one is not Verdict.NOT_FOUND)
    print(f"  {', '.join(f'{one.value} {n}' for one, n in counts.items())}")
    return 100 * worse / counts.total()


def main(folder: Path) -> None:
    """Print the tables and whether the goals are met."""
    started = time.process_time()
    genuine, strings, fields = hallmark(folder)
    records, changed = perturbed(folder)
    index = CandidateIndex([*genuine, *records])
    count = len(strings) + len(fields) + len(changed)
    print(f"{len(index)} genuine records, {count} references")
    results = {
        "rendered strings": table("hallmark, rendered strings", index, strings),
        "hallmark fields": table("hallmark, BibTeX fields", index, fields),
        "perturbed": table("real Crossref records with one thing changed", index, changed),
    }
    fewer = CandidateIndex(one for one in [*genuine, *records] if not is_left_out(one))
    print("\nwith 30 % of the genuine records missing, genuine references only")
    worse = accused(fewer, strings)
    also = accused(fewer, changed)
    print()
    for name, (detection, false) in results.items():
        print(f"{name:18} detection {detection:5.1f} %, false positives {false:.2f} %")
    print(
        f"30 % missing: called worse than not found {worse:.2f} % (hallmark), {also:.2f} % (made)"
    )
    print(f"{time.process_time() - started:.0f} s CPU")
    detection, false = results["rendered strings"]
    met = detection >= GOAL_DETECTION and false <= GOAL_FALSE_POSITIVES and worse <= GOAL_ACCUSED
    print(
        f"rendered strings: detection {detection:.1f} % (goal {GOAL_DETECTION}), false positives"
        f" {false:.2f} % (goal {GOAL_FALSE_POSITIVES}): {'met' if met else 'NOT met'}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
