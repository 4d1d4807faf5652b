"""The checklist of a deposit → the page that a production editor signs."""

from __future__ import annotations

from mscref.app.deposit import CheckedLine, Checklist, as_data, summary
from mscref.pages.parts import tone_of
from mscref.pages.signing_page import SignedRow, signing_page


def page_of(made: Checklist) -> str:
    """The page, with its data for who reads it back."""
    journal = f" for the journal with ISSN {made.issn}" if made.issn else ""
    return signing_page(
        [_row(one) for one in made.lines],
        title=f"References of {made.file}",
        subtitle=f"{summary(made)}. Checked {made.when}{journal}.",
        data=as_data(made),
    )


def _row(one: CheckedLine) -> SignedRow:
    is_odd = one.severity is not None
    return SignedRow(
        number=str(one.number),
        text=one.text,
        verdict=one.verdict,
        tone=tone_of(one.severity),
        doi=one.doi,
        doi_from=one.doi_from if one.doi else "",
        remarks=tuple(said for said in (one.message, one.hint) if said and is_odd),
    )
