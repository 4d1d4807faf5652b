"""`deposit check`: the reference list of a paper before it is deposited, line by line.

What crosses the border: references with their judgement (`app/verify.py`) in; a `Checklist` out, of
which each line says what the list has, what it is, its DOI and who found it, and what notices say.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from mscref import __version__
from mscref.app.verify import Verified, report_of
from mscref.diagnostics import Severity
from mscref.errors import UsageError
from mscref.model.identifiers import normalize_issn
from mscref.model.markup import strip_markup
from mscref.model.reference import Json, Reference
from mscref.records import Record
from mscref.sources.base import Notice
from mscref.verifying.verdicts import Judgement, Verdict

GIVEN, ADDED, DOUBTED, NONE = "given", "added", "doubted", "none"
# The work is known for sure, so that its DOI is that of the reference.
_SURE = frozenset(
    [Verdict.VERIFIED, Verdict.CORRECTED, Verdict.DIFFERS, Verdict.RETRACTED, Verdict.CONCERN]
)
_SHOWN = ("title", "container-title", "volume", "page")


class CheckedLine(Record):
    """One reference of the list: `text` as it stands there, `doi` with where it comes from.

    `doi_from` is "given" (in the list, and right), "added" (found), "doubted" (in the list, and it
    leads elsewhere, or nobody knows it), or "none".
    """

    number: int
    key: str
    text: str
    verdict: str
    severity: Severity | None
    message: str
    hint: str
    doi: str
    doi_from: str
    notices: tuple[Notice, ...]


class Checklist(Record):
    """The list of one paper, checked: the file, the time in words, its lines, and the ISSN of the
    journal that deposits it ("" where nobody says it)."""

    file: str
    when: str
    lines: tuple[CheckedLine, ...]
    issn: str = ""

    @property
    def verdicts(self) -> dict[str, int]:
        """How many lines have each verdict, in the order in which they occur."""
        return dict(Counter(one.verdict for one in self.lines))

    @property
    def dois(self) -> dict[str, int]:
        """How many DOIs are given, added, doubted, and how many lines have none."""
        found = Counter(one.doi_from for one in self.lines)
        return {name: found[name] for name in (GIVEN, ADDED, DOUBTED, NONE)}


def checked_issn(text: str) -> str:
    """The ISSN of the journal that deposits; raises UsageError where it is none."""
    issn = normalize_issn(text) if text else ""
    if issn is None:
        hint = "four digits, a hyphen, three digits and a check digit: 1234-5679"
        raise UsageError(f"--issn {text} is no ISSN, or its check digit is wrong", hint=hint)
    return issn


def checklist(verified: Sequence[Verified], *, file: str, issn: str = "") -> Checklist:
    """The list of a paper with what became of each reference."""
    items = report_of(verified).items
    lines = []
    for number, (one, item) in enumerate(zip(verified, items, strict=True), start=1):
        doi, doi_from = _doi(one.judgement)
        lines.append(
            CheckedLine(
                number=number,
                key=one.claimed.key,
                text=_text(one),
                verdict=item.code,
                severity=item.severity,
                message=item.message,
                hint=item.hint,
                doi=doi,
                doi_from=doi_from,
                notices=one.judgement.notices,
            )
        )
    when = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
    return Checklist(file, when, tuple(lines), issn)


def _doi(judgement: Judgement) -> tuple[str, str]:
    """The DOI of a reference, and where it comes from."""
    given = judgement.claim.record.doi or ""
    found = judgement.found.doi if judgement.found is not None else ""
    if judgement.verdict in _SURE:
        if given and (not found or found == given):
            return given, GIVEN
        if not given:
            return (found, ADDED) if found else ("", NONE)
        return found, DOUBTED
    if given:
        is_unsettled = judgement.verdict is Verdict.UNKNOWN
        return given, GIVEN if is_unsettled else DOUBTED
    return "", NONE


def _text(one: Verified) -> str:
    """What stands in the list, or what a bibliography says in one line."""
    claim = one.claimed.claim
    text = claim.text or claim.reference.string or _in_words(claim.reference)
    return " ".join(text.split())


def _in_words(reference: Reference) -> str:
    issued = reference.date("issued")
    names = "; ".join(name.display() for name in reference.names("author"))
    year = f"({issued.year})" if issued and issued.year else ""
    texts = [strip_markup(reference.text(variable)) for variable in _SHOWN]
    return ". ".join(part for part in (f"{names} {year}".strip(), *texts) if part)


def as_data(made: Checklist) -> dict[str, Json]:
    """The list for programs."""
    return {
        "command": "deposit check",
        "version": __version__,
        "file": made.file,
        **({"issn": made.issn} if made.issn else {}),
        "verdicts": dict[str, Json](made.verdicts),
        "dois": dict[str, Json](made.dois),
        "references": [_line_data(one) for one in made.lines],
    }


def _line_data(one: CheckedLine) -> Json:
    return {
        "number": one.number,
        "key": one.key,
        "text": one.text,
        "verdict": one.verdict,
        "message": one.message,
        "hint": one.hint,
        "doi": one.doi,
        "doi-from": one.doi_from,
        "notices": [
            {"kind": notice.kind, "doi": notice.doi, "date": notice.date, "source": notice.source}
            for notice in one.notices
        ],
    }


def as_text(made: Checklist) -> str:
    """The list for people: a paragraph for each reference, and the sums."""
    paragraphs = ["\n".join(_said(one)) for one in made.lines]
    return "\n\n".join([*paragraphs, summary(made)]) + "\n"


def _said(one: CheckedLine) -> list[str]:
    lines = [f"{one.number}. [{one.verdict}] {one.text}"]
    if one.doi:
        lines.append(f"   DOI {one.doi} ({one.doi_from})")
    if one.severity is not None:
        lines.append(f"   {one.message}")
    if one.hint and one.severity is not None:
        lines.append(f"   {one.hint}")
    return lines


def summary(made: Checklist) -> str:
    """`5 references: 4 verified, 1 retracted; DOIs: 3 given, 1 added, 0 doubted, 1 none`."""
    verdicts = ", ".join(f"{count} {name}" for name, count in made.verdicts.items())
    verdicts = f": {verdicts}" if verdicts else ""
    dois = ", ".join(f"{count} {name}" for name, count in made.dois.items())
    noun = "reference" if len(made.lines) == 1 else "references"
    return f"{len(made.lines)} {noun}{verdicts}; DOIs: {dois}"
