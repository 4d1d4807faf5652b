"""What a difference between a claim and a record is, and what it means. Pure.

What crosses the border: the value types of `differences.py`, and the two questions about records
that all kinds of differences ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from mscref.match.record import ComparableRecord
from mscref.model.arxiv import ARXIV


class Weight(Enum):
    """What a difference means for the verdict."""

    CONTRADICTION = "contradiction"
    UNCONFIRMED = "unconfirmed"
    MINOR = "minor"


class Why(Enum):
    """Why nothing contradicts and yet is not confirmed; the value is how it is said."""

    SCRIPT = "the record is in another script, which cannot be compared"
    GROUP = "the record names only a group, and not the people"
    PREPRINT = "only the preprint was found; where it was published is not confirmed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which claim and record do not agree, with both values as text.

    `why` is set where the weight is that of what is unconfirmed.
    """

    field: str
    claimed: str
    found: str
    weight: Weight
    note: str = ""
    why: Why | None = None


_PREPRINT_DOI = re.compile(
    r"10\.(?:48550/arxiv|1101/|64898/|26434/|31234/|31219/|2139/ssrn|21203/rs|20944/preprints)"
)
_ARXIV_NUMBER = re.compile(rf"\s*(?:arxiv:\s*)?(?:abs/)?{ARXIV}\s*", re.IGNORECASE)


def is_preprint(record: ComparableRecord) -> bool:
    """True where the record is that of a preprint server."""
    return record.reference.type == "article" or bool(_PREPRINT_DOI.match(record.doi))


def same_doi(one: str, other: str) -> bool:
    """True where two DOIs name one work; the version of an arXiv paper does not count."""
    return _without_version(one) == _without_version(other)


def _without_version(doi: str) -> str:
    doi = doi.casefold()
    return re.sub(r"v\d+$", "", doi) if doi.startswith("10.48550/arxiv.") else doi


def is_arxiv_number(text: str) -> bool:
    """True for arXiv's number where others have a volume: `abs/1706.03762`, `2105.01111`."""
    return _ARXIV_NUMBER.fullmatch(text) is not None
