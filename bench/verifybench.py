"""Verdicts measured: how many invented references are seen, how many real ones suspected?

    make verifybench [DATA=DIR]

First come the 54 cases of `found/verify` beside DIR, whose sources a server replays.
DIR holds `hallmark` and `crossref-matching`; what is not there is left out and named. The index is
made of the genuine records alone. A reference is *flagged* where its verdict is neither verified
nor corrected. Most invented references have no original in the index, and then *not found* is all
there is to say; so three things are told apart: *shown* is a verdict by evidence (differs, wrong
identifier, uncertain), the next column is *only not found*, and the last two repeat what was shown
and missed among those references whose original is in the index.

Judged are HALLMARK's formatted strings and BibTeX fields, its further files, HALLMARK's genuine
references altered here (bench/altered.py) as fields and as text in three styles, and real Crossref
records with one thing changed. Then 30 % of the genuine records are taken out of the index: now
real references may be not found, which accuses nobody, but must not be called anything worse. The
last line is one `key=value` after the other.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from altered import altered
from matchbench import artificial
from tests.verifying.found import is_right, serving
from tests.verifying.found import rows as rows_of_found

from mscref.app.cite import Formatter, StyleChoice, load_style
from mscref.formats.registry import find_format
from mscref.match.candidates import CandidateIndex
from mscref.match.claim import Claim
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.refstring import parse_reference
from mscref.verifying.judging import judge
from mscref.verifying.verdicts import Answer, Identified, Judgement, Lookup, Verdict

SEED = 20260101
GOAL_DETECTION, GOAL_FALSE_POSITIVES, GOAL_ACCUSED = 88.0, 1.0, 1.0
CLEAN = frozenset([Verdict.VERIFIED, Verdict.CORRECTED])
PUBLIC = ("dev_public", "test_public", "test_crossdomain")
FURTHER = (
    "stress_test", "llm_generated", "gptzero_neurips2025", "real_world_incidents",
    "supplement_chatgpt_citations", "journal_articles", "biorxiv_withdrawn_incidents",
)  # fmt: skip
STYLES = ("apa", "ieee", "vancouver")


@dataclass(frozen=True)
class Case:
    """One reference; `kind` is "" for a genuine one, `origin` the title that it was made from."""

    kind: str
    claim: Claim
    name: str = ""
    origin: str = ""


def rows(path: Path) -> list[dict]:
    """The rows of a JSON Lines file; none, and a word about it, where there is no such file."""
    if not path.exists():
        print(f"absent: {path.parent.name}/{path.name}")
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def of_fields(row: dict) -> Reference:
    """A reference from the BibTeX fields of a row."""
    if row.get("fields") is None:
        references = find_format("bibtex").reader()(row["bibtex"], path="row").references
        return references[0] if references else Reference("key", "")
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


_ORIGINAL = re.compile(r"\(original: '(.+)'\)$")


def squeezed(title: str) -> str:
    """A title without case and spaces."""
    return "".join(title.casefold().split())


def case_of(row: dict, claim: Claim) -> Case:
    """A row as a case; what is said about its original is kept."""
    told = _ORIGINAL.search(row.get("explanation") or "")
    origin = told[1] if told else claim.reference.text("title")
    name = row.get("id") or row["bibtex_key"]
    return Case(row.get("hallucination_type") or "", claim, name, squeezed(origin))


def hallmark(folder: Path) -> tuple[list[Reference], list[Case], list[Case]]:
    """The genuine records, the rendered strings, and the same kinds of references as fields."""
    rendered = rows(folder / "hallmark/rendered_strings.jsonl")
    public = [row for name in PUBLIC for row in rows(folder / f"hallmark/{name}.jsonl")]
    genuine: dict[str, Reference] = {}
    for row in [*public, *rendered]:
        if row["label"] == "VALID":
            reference = of_fields(row)
            genuine.setdefault(squeezed(reference.text("title")), reference)
    told = {json.dumps(row["fields"]): row.get("explanation") for row in public}
    strings = []
    for row in rendered:
        origin = case_of(
            {**row, "explanation": told.get(json.dumps(row["fields"]))}, Claim(of_fields(row))
        ).origin
        kind = row["hallucination_type"] or ""
        strings.append(Case(kind, of_text(row["text"]), row["id"], origin))
    fields = [case_of(row, Claim(of_fields(row))) for row in public]
    return list(genuine.values()), strings, fields


def further(folder: Path) -> tuple[list[Reference], dict[str, list[Case]]]:
    """The genuine records of the further files, and the cases of each."""
    genuine: list[Reference] = []
    files: dict[str, list[Case]] = {}
    for name in FURTHER:
        read = rows(folder / f"hallmark/{name}.jsonl")
        cases = [case_of(row, Claim(of_fields(row))) for row in read]
        genuine += [one.claim.reference for one in cases if not one.kind]
        if cases:
            files[name] = cases
    return genuine, files


def made_wrong(genuine: list[Reference]) -> tuple[list[Case], list[Case]]:
    """Genuine references altered here: as fields, and as text in some styles."""
    chance = random.Random(SEED)
    formatters = [Formatter(load_style(StyleChoice(style))) for style in STYLES]
    fields, strings = [], []
    for record in genuine:
        if not record.names("author") or not record.text("title"):
            continue
        origin = squeezed(record.text("title"))
        texts = [one.one(record, target="text").strip() for one in formatters]
        strings.append(Case("", of_text(chance.choice(texts)), "", origin))
        for kind, claimed in altered(record, genuine, chance):
            fields.append(Case(kind, Claim(claimed), "", origin))
            style = chance.randrange(len(formatters))
            changed = formatters[style].one(claimed, target="text").strip()
            if changed != texts[style]:  # a name behind "et al." is no lie in a text
                strings.append(Case(kind, of_text(changed), "", origin))
    return fields, strings


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


@dataclass
class Counts:
    """The verdicts of one kind, of all its references and of those whose original is known."""

    all: Counter[Verdict]
    known: Counter[Verdict]

    def add(self, one: Verdict, *, is_known: bool) -> None:
        """Count one verdict."""
        self.all[one] += 1
        self.known[one] += is_known


def table(title: str, index: CandidateIndex, cases: Iterable[Case]) -> tuple[float, float]:
    """Print detection by kind; return detection and false positives in percent."""
    titles = {squeezed(record.reference.text("title")) for record in index.records}
    kinds: dict[str, Counts] = defaultdict(lambda: Counts(Counter(), Counter()))
    for case in cases:
        found = verdict(index, case.claim).verdict
        is_known = case.origin in titles or index.find_doi(case.claim.record.doi) is not None
        kinds[case.kind].add(found, is_known=is_known)
    print(f"\n{title}")
    print(
        f"{'kind':24} {'n':>5} {'flagged %':>9} {'shown %':>8} {'not found %':>11}"
        f" {'missed':>6}   {'original known':>14} {'shown %':>8} {'missed':>6}"
    )
    for kind in sorted(kinds):
        print(row_of(kind or "(genuine)", kinds[kind]))
    told = Counts(Counter(), Counter())
    for kind, counts in kinds.items():
        if kind:
            told.all.update(counts.all)
            told.known.update(counts.known)
    if told.all:
        print(row_of("all that are wrong", told))
    genuine = kinds[""].all
    return percent(flagged(told.all), told.all), percent(flagged(genuine), genuine)


def row_of(kind: str, counts: Counts) -> str:
    """One row of the table."""
    every, known = counts.all, counts.known
    missed, still = (one.total() - flagged(one) for one in (every, known))
    return (
        f"{kind:24} {every.total():5} {percent(flagged(every), every):9.1f}"
        f" {percent(shown(every), every):8.1f} {percent(every[Verdict.NOT_FOUND], every):11.1f}"
        f" {missed:6}   {known.total():14} {percent(shown(known), known):8.1f} {still:6}"
    )


def percent(part: int, counts: Counter[Verdict]) -> float:
    """A share of all verdicts."""
    return 100 * part / max(1, counts.total())


def shown(counts: Counter[Verdict]) -> int:
    """How many verdicts say what is wrong."""
    return flagged(counts) - counts[Verdict.NOT_FOUND]


def flagged(counts: Counter[Verdict]) -> int:
    """How many verdicts make somebody look."""
    return sum(count for one, count in counts.items() if one not in CLEAN)


def accused(index: CandidateIndex, cases: Iterable[Case]) -> float:
    """Genuine references called anything worse than not found, in percent."""
    counts = Counter(verdict(index, case.claim).verdict for case in cases if not case.kind)
    worse = sum(n for one, n in counts.items() if one not in CLEAN and one is not Verdict.NOT_FOUND)
    print(f"  {', '.join(f'{one.value} {n}' for one, n in counts.items())}")
    return percent(worse, counts)


def found_cases(folder: Path) -> None:
    """Print how 30 true and 24 unsound references are judged whose sources are served."""
    if not folder.is_dir():
        print(f"absent: {folder.name}")
        return
    with tempfile.TemporaryDirectory() as kept:
        for judged in serving(folder, Path(kept)):
            right: dict[str, list[bool]] = {"true.bib": [], "fake.bib": []}
            for name, key, verdicts, said in rows_of_found():
                if name in right:
                    verified = judged.of_file(name)[key]
                    right[name].append(is_right(verified, verdicts, said))
                    if not right[name][-1]:
                        print(f"  {name} {key}: {verified.judgement.verdict.value}")
    true, fake = (right[name] for name in ("true.bib", "fake.bib"))
    print(f"found: true accepted {sum(true)} of {len(true)}, unsound {sum(fake)} of {len(fake)}")


def main(folder: Path) -> None:
    """Print the tables and whether the goals are met."""
    started = time.process_time()
    found_cases(folder.parent / "found/verify")
    genuine, strings, fields = hallmark(folder)
    more, files = further(folder)
    records, changed = perturbed(folder)
    made_fields, made_strings = made_wrong(genuine)
    index = CandidateIndex([*genuine, *records])
    print(f"{len(index)} genuine records")
    sets = {
        "rendered strings": ("hallmark, rendered strings", strings),
        "hallmark fields": ("hallmark, BibTeX fields", fields),
        "altered fields": ("hallmark's genuine ones altered here, fields", made_fields),
        "altered strings": ("hallmark's genuine ones altered here, text", made_strings),
        "perturbed": ("real Crossref records with one thing changed", changed),
    }
    results = {name: table(title, index, cases) for name, (title, cases) in sets.items()}
    larger = CandidateIndex([*genuine, *records, *more])
    for name, cases in files.items():
        results[name] = table(f"hallmark, {name}", larger, cases)
    fewer = CandidateIndex(one for one in [*genuine, *records] if not is_left_out(one))
    print("\nwith 30 % of the genuine records missing, genuine references only")
    worse = [accused(fewer, cases) for cases in (strings, changed, made_strings)]
    print()
    for name, (detection, false) in results.items():
        print(f"{name:30} detection {detection:5.1f} %, false positives {false:.2f} %")
    print(f"{time.process_time() - started:.0f} s CPU")
    detection, false = results["rendered strings"]
    is_met = detection >= GOAL_DETECTION and false <= GOAL_FALSE_POSITIVES
    is_met = is_met and max(worse) <= GOAL_ACCUSED
    print(
        f"detection={detection:.2f} false-positives={false:.2f} perturbed-detection="
        f"{results['perturbed'][0]:.2f} perturbed-false-positives={results['perturbed'][1]:.2f}"
        f" accused-with-30-percent-missing={max(worse):.2f} goals={'met' if is_met else 'missed'}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
