"""A judgement in words: one sentence for a person, the evidence for programs. Pure.

The wording is part of the contract (docs/verify.md): it says what was compared and who answered,
and never that a reference is fabricated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mscref.diagnostics import Severity, Span
from mscref.errors import UnaskedError
from mscref.match.difference import Difference, Weight
from mscref.match.record import ComparableRecord
from mscref.model.markup import strip_markup
from mscref.model.reference import Json, Reference
from mscref.report import ReportItem
from mscref.sources.base import Notice
from mscref.verifying.verdicts import MEANINGS, UNASKED, Judgement, Verdict, is_unasked

SEVERITIES: Mapping[Verdict, Severity | None] = MappingProxyType(
    {
        Verdict.RETRACTED: Severity.ERROR,
        Verdict.WRONG_IDENTIFIER: Severity.ERROR,
        Verdict.CONCERN: Severity.WARNING,
        Verdict.DIFFERS: Severity.WARNING,
        Verdict.UNCERTAIN: Severity.WARNING,
        Verdict.NOT_FOUND: Severity.WARNING,
        Verdict.UNKNOWN: Severity.INFO,
        Verdict.CORRECTED: Severity.INFO,
        Verdict.VERIFIED: None,
    }
)

# Variable → the word for it in a sentence.
_NAMES = MappingProxyType(
    {
        "author": "authors", "issued": "year", "container-title": "container", "page": "pages",
    }
)  # fmt: skip
# Of these many stand in no registry, however real they are.
_OFTEN_UNLISTED = MappingProxyType(
    {
        "webpage": "web pages", "post-weblog": "blog posts", "report": "reports",
        "thesis": "theses", "book": "books", "chapter": "chapters", "manuscript": "manuscripts",
        "software": "software", "standard": "standards", "legislation": "laws",
        "legal_case": "court decisions", "article-newspaper": "newspaper articles",
        "article-magazine": "magazine articles", "speech": "talks", "patent": "patents",
        "personal_communication": "letters", "dataset": "data sets", "document": "such documents",
    }
)  # fmt: skip


def item_of(judgement: Judgement, *, key: str, span: Span) -> ReportItem:
    """The line of a report for one judged reference."""
    verdict = judgement.verdict
    return ReportItem(
        severity=SEVERITIES[verdict],
        code=verdict.value,
        key=key,
        message=message_of(judgement),
        span=span,
        hint=hint_of(judgement),
        details=details_of(judgement),
        read=_read(judgement),
    )


def _read(judgement: Judgement) -> str:
    """The string of a reference list that the claim was read from, now or when it was imported."""
    return judgement.claim.text or judgement.claim.reference.string


def message_of(judgement: Judgement) -> str:
    """What was found out, in one sentence."""
    parts = [_meaning(judgement), *judgement.reasons]
    if judgement.verdict is not Verdict.WRONG_IDENTIFIER:
        parts += [_difference(one) for one in judgement.differences]
    if judgement.verdict in _SAYS_NOTICES:
        parts += _notices(judgement.notices)
    return "; ".join(parts)


def _meaning(judgement: Judgement) -> str:
    is_offline = judgement.verdict is Verdict.UNKNOWN and is_unasked(judgement.failed)
    return UNASKED if is_offline else MEANINGS[judgement.verdict]


_COMPARED = ("title", "container-title", "volume", "issue", "page", "publisher", "DOI")
_SAYS_NOTICES = frozenset(
    [Verdict.RETRACTED, Verdict.CONCERN, Verdict.CORRECTED, Verdict.WRONG_IDENTIFIER]
)


def hint_of(judgement: Judgement) -> str:
    """What to do next, or ""."""
    verdict, found = judgement.verdict, judgement.found
    if verdict is Verdict.NOT_FOUND:
        plural = _OFTEN_UNLISTED.get(judgement.claim.reference.type)
        unlisted = f"{plural} are often in no registry; " if plural else ""
        return f"{unlisted}asked: {_asked(judgement)}"
    if verdict is Verdict.UNKNOWN:
        said = dict.fromkeys(judgement.failed.values())
        # An identifier and the search fail for one reason, which is said once.
        failures = [one for one in said if not any(o in one for o in said if o != one)]
        if is_unasked(judgement.failed):
            names = [one.removesuffix(UnaskedError.SAID).split(": ")[-1] for one in failures]
            asked = ", ".join(map(str.strip, names))
            return f"leave out --offline (or the setting) to ask {asked}"
        return f"try again later: {'; '.join(failures)}" if failures else "try again later"
    if verdict is Verdict.WRONG_IDENTIFIER and found is not None:
        return f"perhaps meant: {_shown(found)}"
    if verdict in (Verdict.DIFFERS, Verdict.UNCERTAIN) and found is not None:
        return f"the record: {_shown(found)}"
    return ""


def details_of(judgement: Judgement) -> dict[str, Json]:
    """The evidence for programs: what was found, what differs, who answered."""
    details: dict[str, Json] = {
        "verdict": judgement.verdict.value,
        "is-finding": judgement.verdict.is_finding,
        "text": _read(judgement),
        "cited": fields_of(judgement.claim.reference),
        "found": _record(judgement.found),
        "points-to": _record(judgement.points_to),
        "differences": [
            {
                "field": one.field,
                "claimed": one.claimed,
                "found": one.found,
                "weight": one.weight.value,
                "note": one.note,
            }
            for one in judgement.differences
        ],
        "reasons": list(judgement.reasons),
        "notices": [
            {"kind": one.kind, "doi": one.doi, "date": one.date, "source": one.source}
            for one in judgement.notices
        ],
        "answered": list(judgement.answered),
        "failed": dict(judgement.failed),
        "failed-sources": [one for one in judgement.failed if one not in judgement.unread],
        "failed-identifiers": list(judgement.unread),
    }
    if judgement.comparison is not None:
        details["score"] = round(judgement.comparison.score, 1)
        details["evidence"] = [
            {"field": one.field, "level": one.level, "bits": one.bits}
            for one in judgement.comparison.evidence
        ]
    return details


def _difference(one: Difference) -> str:
    name = _NAMES.get(one.field, one.field)
    if one.weight is Weight.MINOR:
        note = f" ({one.note})" if one.note else ""
        return f"{name} “{_short(one.claimed)}”, the record has “{_short(one.found)}”{note}"
    if not one.found:
        note = one.note or "the record has none"
        return f"{name} “{_short(one.claimed)}”: {note}"
    note = f" ({one.note})" if one.note else ""
    return f"{name} “{_short(one.claimed)}” is “{_short(one.found)}” in the record{note}"


def _notices(notices: Sequence[Notice]) -> list[str]:
    """One phrase for each notice, with all who tell of it."""
    tellers: dict[tuple[str, str, str], list[str]] = {}
    for one in notices:
        tellers.setdefault((one.kind, one.doi, one.date), []).append(one.source)
    return [
        f"{kind.replace('-', ' ')}{f' on {date}' if date else ''}{f', {doi}' if doi else ''}"
        f" (according to {', '.join(filter(None, dict.fromkeys(sources))) or 'the registry'})"
        for (kind, doi, date), sources in tellers.items()
    ]


def _record(record: ComparableRecord | None) -> Json:
    if record is None:
        return None
    return {
        "doi": record.doi,
        "reference": _shown(record),
        "fields": fields_of(record.reference),
    }


def fields_of(reference: Reference) -> dict[str, Json]:
    """What is compared of a reference, as text by variable; what it does not have is left out."""
    year = reference.date("issued")
    texts = {
        "author": _names(reference, "author"),
        "editor": _names(reference, "editor"),
        "issued": "" if year is None else str(year.year or year.literal or year.raw),
        **{variable: strip_markup(reference.text(variable)) for variable in _COMPARED},
    }
    return {variable: text for variable, text in texts.items() if text}


def _names(reference: Reference, variable: str) -> str:
    names = reference.names(variable)
    return "; ".join("et al." if name.is_others else name.display() for name in names)


def _shown(record: ComparableRecord) -> str:
    """A record on one line: first author, year, title, container, DOI."""
    reference = record.reference
    names = reference.names("author") or reference.names("editor")
    author = names[0].family or names[0].literal if names else ""
    if len(names) > 1:
        author += " et al."
    year = str(record.years[0]) if record.years else ""
    parts = (
        " ".join(filter(None, (author, year))),
        f"“{reference.text('title')}”",
        reference.text("container-title"),
        record.doi,
    )
    return ", ".join(part for part in parts if part)


def _short(text: str, limit: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _asked(judgement: Judgement) -> str:
    return ", ".join(judgement.answered) or "nobody"
