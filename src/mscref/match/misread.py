"""A string without a title, of which the journal was read as one: read once more. Pure.

Many styles of chemistry, physics and history name authors, container and place alone; a parser
that expects a title then takes the container for it, and the title contradicts every record. Where
the title that was read is the very name of the container of a candidate, it is compared as that.
Any other title stays one: a reference with a title that is another work's is not made to agree.
What crosses the border: a claim and records in; comparisons, best first, out.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.match.claim import Claim
from mscref.match.comparison import Comparison, rank_candidates
from mscref.match.levels import Level
from mscref.match.record import ComparableRecord

_IS_ITS_NAME = frozenset([Level.SAME, Level.ABBREVIATED])


def ranked_without_title(claim: Claim, records: Sequence[ComparableRecord]) -> list[Comparison]:
    """The records whose container the claim gives as a title, beside the claim with that mended;
    none where it gives no title."""
    title = claim.reference.text("title")
    if not title:
        return []
    mended = claim.reference.with_fields({"title": None, "container-title": title})
    alone = Claim(mended)  # without the text, in which every container may stand by chance
    named = [one for one in records if Comparison(alone, one).level("container") in _IS_ITS_NAME]
    return rank_candidates(Claim(mended, claim.text), named)
