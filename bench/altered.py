"""Genuine references with one thing made wrong, for `verifybench.py`; every original is known.

The kinds are those of the HALLMARK benchmark that alter a real reference, made anew so that the
original of each can stand in the index: then *not found* is no excuse. The random numbers are the
caller's, so that one seed decides everything.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference

_VENUES = """NeurIPS|ICML|ICLR|AAAI|IJCAI|CVPR|ECCV|ACL|EMNLP|NAACL|KDD|UAI|Nature|The Lancet
|PLOS ONE|Journal of Machine Learning Research|Physical Review Letters""".replace("\n", "")
_TOPICS = "Reward Learning|Neural Scaling|Bio-Inspired Computing|Test-Time Adaptation|Safe Systems"
_GIVEN = "Petra|Yacouba|Yuki|Giulia|Youssef|Sora|Carmen|Kwasi|Mei-Ling|Priya|Marco|Nadia"
_FAMILIES = "Kowalsky|Tanabe|Okafor|Lindqvist|Moreau|Haddad|Petrov|Silva|Novak|Brandt|Osei|Huang"
# A word of a title → what an author who remembers it badly writes.
_NEAR_WORDS = {
    "for": "towards", "with": "via", "via": "with", "using": "with", "by": "through",
    "learning": "training", "training": "learning", "improved": "enhanced", "robust": "reliable",
    "efficient": "effective", "novel": "new", "networks": "models", "models": "networks",
    "method": "approach", "approach": "method", "methods": "approaches", "analysis": "study",
    "study": "analysis", "effect": "impact", "effects": "impacts", "role": "function",
    "fast": "rapid", "deep": "neural", "optimal": "efficient", "estimation": "prediction",
    "reasoning": "inference", "data": "datasets", "from": "in", "under": "with", "through": "by",
}  # fmt: skip


def altered(
    record: Reference, others: Sequence[Reference], chance: random.Random
) -> Iterator[tuple[str, Reference]]:
    """The record with one thing wrong at a time, and what was made wrong.

    `others` lend their authors and venues; what does not fit a record is left out.
    """
    changes = {
        "near_miss_title": _near_title(record.text("title"), chance),
        "authors swapped": {"author": _other_authors(record, others, chance)},
        "one author replaced": _one_replaced(record.names("author"), chance),
        "partial_author_list": _fewer(record.names("author")),
        "placeholder_authors": {"author": _people(3, chance)},
        "wrong_venue": _venue(record, chance.choice(_VENUES.split("|"))),
        "nonexistent_venue": _venue(
            record, f"Conference on {chance.choice(_TOPICS.split('|'))} and Alignment"
        ),
        "arxiv_version_mismatch": {
            **_venue(record, chance.choice(_VENUES.split("|"))),
            **_year(record, chance.choice([-2, -1, 1, 2])),
        },
        "future_date": _year(record, chance.randint(9, 14)),
        "year off": _year(record, chance.choice([-5, -3, 2, 4])),
        "fabricated_doi": {"DOI": f"10.99999/{chance.randrange(10**7)}"},
        "hybrid_fabrication": {
            **_near_title(record.text("title"), chance),
            "author": _people(3, chance),
        },
    }
    for kind, change in changes.items():
        claimed = record.with_fields(change) if change else record
        if claimed.fields != record.fields:
            yield kind, claimed


def _near_title(title: str, chance: random.Random) -> dict[str, FieldValue]:
    """One word exchanged for a near one; where the table has none, one word left out."""
    words = title.split()
    places = [place for place, word in enumerate(words) if word.lower() in _NEAR_WORDS]
    if places:
        place = chance.choice(places)
        near = _NEAR_WORDS[words[place].lower()]
        words[place] = near.capitalize() if words[place][0].isupper() else near
    elif len(words) > 4:
        del words[chance.randrange(1, len(words) - 1)]
    return {"title": " ".join(words)}


def _other_authors(
    record: Reference, others: Sequence[Reference], chance: random.Random
) -> tuple[Name, ...]:
    own = {name.family for name in record.names("author")}
    for _ in range(20):
        names = chance.choice(others).names("author")
        if names and not own & {name.family for name in names}:
            return names
    return record.names("author")


def _one_replaced(names: tuple[Name, ...], chance: random.Random) -> dict[str, FieldValue]:
    """One co-author (never the first) is another person."""
    if len(names) < 2:
        return {}
    place = chance.randrange(1, len(names))
    return {"author": (*names[:place], *_people(1, chance), *names[place + 1 :])}


def _fewer(names: tuple[Name, ...]) -> dict[str, FieldValue]:
    """Only the first and the last author, without a word about the others.

    A list that says `others` is cut already, and cutting it shorter is no lie.
    """
    if len(names) < 3 or names[-1].is_others:
        return {}
    return {"author": (names[0], names[-1])}


def _people(count: int, chance: random.Random) -> tuple[Name, ...]:
    families = chance.sample(_FAMILIES.split("|"), count)
    return tuple(Name(family, chance.choice(_GIVEN.split("|"))) for family in families)


def _venue(record: Reference, venue: str) -> dict[str, FieldValue]:
    own = record.text("container-title")
    return {"container-title": venue} if own and venue.casefold() not in own.casefold() else {}


def _year(record: Reference, by: int) -> dict[str, FieldValue]:
    issued = record.date("issued")
    return {"issued": Date(PartialDate(issued.year + by))} if issued and issued.year else {}
