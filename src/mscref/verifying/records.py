"""What sources send, made ready for comparing with a claim. Pure."""

from __future__ import annotations

from mscref.match.record import ComparableRecord, prepare
from mscref.sources.base import SourceRecord
from mscref.sources.outcomes import Resolved


def comparable(sent: SourceRecord | Resolved) -> ComparableRecord:
    """The comparable values of a record, with what its source says beside the reference."""
    aside = sent.aside
    return prepare(
        sent.reference,
        other_titles=aside.other_titles,
        latest=aside.latest,
        published_in=aside.published_in,
    )
