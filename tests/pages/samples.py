"""Reports and references for pages, with what an attacker would write into a title."""

from __future__ import annotations

from mscref.diagnostics import Severity, Span
from mscref.report import Report, ReportItem

ATTACK = "</script><img src=x onerror=alert(1)> \"' <!-- ]]> \u202eevil"
MEANINGS = {"differs": "differs from its record", "not-found": "not found", "verified": "agrees"}

VERIFIED = Report(
    "verify",
    "1.0",
    (
        ReportItem(
            None, "verified", "good", "agrees with its record", Span("refs.bib", 1, 1),
            details={
                "is-finding": False,
                "cited": {"title": "On whales", "author": "Ada Lovelace"},
                "found": {"doi": "10.5555/w", "fields": {"title": "On Whales", "DOI": "10.5555/w"}},
                "answered": ["Crossref"],
            },
        ),
        ReportItem(
            Severity.WARNING, "not-found", "lost", f"not found; {ATTACK}", Span("refs.bib", 9, 1),
            hint=ATTACK, read=ATTACK,
            details={
                "is-finding": True, "text": ATTACK,
                "cited": {"title": ATTACK}, "found": None, "answered": ["Crossref"],
                "failed": {"Europe PMC": ATTACK},
            },
        ),
        ReportItem(
            Severity.WARNING, "differs", "off", "the year differs", Span("refs.bib", 20, 1),
            details={
                "is-finding": True,
                "cited": {"title": "Seals sleep on ice", "issued": "2018"},
                "found": {"fields": {"title": "Seals sleep on rocks", "issued": "2020"}},
                "differences": [
                    {"field": "issued", "note": "two years later"}, {"field": "title", "note": ""},
                ],
                "notices": [
                    {"kind": "retraction", "doi": "10.5555/n", "date": "2021", "source": "Crossref"}
                ],
                "points-to": {"doi": "10.5555/x", "reference": ATTACK},
                "same-as": "good",
            },
        ),
    ),
    MEANINGS,
    3,
    "2026-11-28 10:00 UTC",
)  # fmt: skip

CHECKED = Report(
    "check",
    "1.0",
    (
        ReportItem(
            Severity.WARNING, "doi-as-url", "roth", "more than the DOI", Span("a.bib", 4, 3),
            details={
                "fix": True,
                "repair": {
                    "gone": ["  doi = {https://doi.org/10.1/x},"], "new": ["  doi = {10.1/x},"]
                },
            },
        ),
        ReportItem(
            Severity.INFO, "field-empty", "roth", ATTACK, Span("a.bib", 5, 3), hint=ATTACK,
            details={"fix": True, "repair": {"gone": [f"  note = {{{ATTACK}}},"], "new": []}},
        ),
        ReportItem(Severity.ERROR, "key-duplicate", "adams", "twice", Span("a.bib", 9)),
        ReportItem(Severity.WARNING, "doi-as-url", "adams", "an address", Span("a.bib", 12)),
    ),
    {"doi-as-url": "An address in the place of a DOI."},
    2,
)  # fmt: skip
