"""`verify`: do the references exist, agree with their records, and stand?

What crosses the border: files, selectors and the settings of the sources in; one `Verified` for
each reference out, in their order, as soon as it is known. Asking is `verifying/asking.py`'s,
judging `verifying/judging.py`'s.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mscref import __version__
from mscref.app.files import STDIN, STDIN_NAME, SourceText, read_text
from mscref.app.library import has_errors, read_references
from mscref.app.plaintext import TextPlaces, listed, running_text
from mscref.app.select import select
from mscref.app.sources import registries
from mscref.diagnostics import Diagnostic, Span
from mscref.errors import ExitCode, FormatError
from mscref.formats.registry import guess_format
from mscref.match.claim import Claim
from mscref.match.record import ComparableRecord
from mscref.model.reference import Reference
from mscref.records import replaced as replace
from mscref.report import Report, ReportItem
from mscref.sources.settings import Settings
from mscref.verifying.asking import judgements
from mscref.verifying.judging import judge
from mscref.verifying.verdicts import MEANINGS, Answer, Identified, Judgement, Lookup, Verdict
from mscref.verifying.wording import item_of

if TYPE_CHECKING:
    from mscref.library.search import Sayings
    from mscref.match.candidates import CandidateIndex

_BATCH = 25  # references whose identifiers are asked for together


@dataclass(frozen=True, slots=True)
class Claimed:
    """One reference of the user: its key, where it stands, and what it claims."""

    key: str
    span: Span
    claim: Claim


@dataclass(frozen=True, slots=True)
class Verified:
    """One reference with the judgement on it.

    `same_as` is the key of an earlier reference to the same work, or "".
    """

    claimed: Claimed
    judgement: Judgement
    same_as: str = ""


def read_claims(
    paths: Sequence[str], selectors: Sequence[str] = (), sayings: Sayings | None = None
) -> tuple[list[Claimed], list[Diagnostic]]:
    """The references of files that selectors mean, and what was the matter with the files.

    Any bibliography format, or a text with a reference list; `sayings` as in
    app/select.py. Raises FormatError, NotFoundError.
    """
    claims: list[Claimed] = []
    diagnostics: list[Diagnostic] = []
    for path in paths:
        source = read_text(path)
        diagnostics += source.diagnostics
        claims += _claims_of(source, diagnostics)
    if not claims and has_errors(diagnostics):
        names = ", ".join(STDIN_NAME if path == STDIN else path for path in paths)
        raise FormatError(f"{names}: nothing in it could be read", diagnostics=tuple(diagnostics))
    if selectors:
        references = [one.claim.reference for one in claims]
        wanted = {one.id for one in select(references, selectors, sayings)}
        claims = [one for one in claims if one.key in wanted]
    return claims, diagnostics


def verify(
    claims: Iterable[Claimed], settings: Settings, *, index: Path | None = None
) -> Iterator[Verified]:
    """The judgement on each claim, in their order, by the sources, or by an index of works."""
    given_up: dict[str, str] = {}
    known: dict[object, str] = {}
    with registries(settings, index) as asked:
        for some in _batches(claims):
            judged = judgements([one.claim for one in some], asked, given_up)
            for one, judgement in zip(some, judged, strict=True):
                yield _with_twin(Verified(one, judgement), known)


def keep_verdicts(verified: Iterable[Verified], *, cache_folder: Path) -> None:
    """Keep the verdicts on what stands in bibliographies, for `verdict:` and `browse`."""
    from mscref.app.browsing.marks import Marks

    of_path: dict[str, list[Verified]] = {}
    for one in verified:
        if not one.claimed.claim.text:  # a string of a list is no entry
            of_path.setdefault(one.claimed.span.path, []).append(one)
    for path, some in of_path.items():
        if Path(path).is_file():
            marks = Marks(Path(path), cache_folder=cache_folder)
            for one in some:
                marks.put(one.claimed.claim.reference, _item_of(one))
            marks.save()


def verify_against(claims: Iterable[Claimed], library: Sequence[Reference]) -> Iterator[Verified]:
    """The judgement on each claim by a library alone: no network, and nothing about notices."""
    from mscref.match.candidates import CandidateIndex

    index = CandidateIndex(library)
    known: dict[object, str] = {}
    for one in claims:
        judgement = judge(one.claim, _lookup_in(index, one.claim))
        yield _with_twin(Verified(one, judgement), known)


def _with_twin(verified: Verified, known: dict[object, str]) -> Verified:
    """The same, with the key of an earlier reference to its work; `known` is added to."""
    found = verified.judgement.found
    if found is None or verified.judgement.verdict is Verdict.UNCERTAIN:
        return verified
    work = found.doi or (found.title, found.families[:1], found.years[:1])
    key = known.setdefault(work, verified.claimed.key)
    is_first = key == verified.claimed.key
    return verified if is_first else replace(verified, same_as=key)


def report_of(verified: Sequence[Verified]) -> Report:
    """The report on all references."""
    items = [_item_of(one) for one in verified]
    descriptions = {verdict.value: meaning for verdict, meaning in MEANINGS.items()}
    return Report(
        command="verify",
        version=__version__,
        items=tuple(items),
        descriptions=descriptions,
        count=len(verified),
        when=time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
    )


def _item_of(one: Verified) -> ReportItem:
    item = item_of(one.judgement, key=one.claimed.key, span=one.claimed.span)
    return replace(item, details={**item.details, "same-as": one.same_as})


def exit_code_of(verified: Sequence[Verified], diagnostics: Sequence[Diagnostic]) -> ExitCode:
    """PROBLEMS where there is a finding or an entry that could not be read, else SOURCE where a
    source could not answer."""
    verdicts = [one.judgement.verdict for one in verified]
    if has_errors(diagnostics) or any(verdict.is_finding for verdict in verdicts):
        return ExitCode.PROBLEMS
    is_unknown = any(verdict.value == "unknown" for verdict in verdicts)
    return ExitCode.SOURCE if is_unknown else ExitCode.DONE


# ---------------------------------------------------------------- reading


def _claims_of(source: SourceText, diagnostics: list[Diagnostic]) -> Iterator[Claimed]:
    if guess_format(source.text, path=source.path) is None and source.text.strip():
        place = TextPlaces(running_text(source), source.path)
        found = listed(source)
        for parsed in found:
            span = place.span(parsed.start, parsed.end)
            yield Claimed(parsed.reference.id, span, Claim(parsed.reference, parsed.text))
        if found:
            return
    read = read_references(source)
    diagnostics += read.diagnostics
    for reference in read.references:
        span = read.spans.get(reference.id, Span(source.path))
        yield Claimed(reference.id, span, Claim(reference))


# ---------------------------------------------------------------- asking


def _batches(claims: Iterable[Claimed]) -> Iterator[list[Claimed]]:
    batch: list[Claimed] = []
    for one in claims:
        batch.append(one)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _lookup_in(index: CandidateIndex, claim: Claim) -> Lookup:
    identified: tuple[Identified, ...] = ()
    if claim.record.doi:
        record: ComparableRecord | None = index.find_doi(claim.record.doi)
        # A library without the DOI says nothing about whether it exists.
        identified = (Identified(claim.record.doi, Answer.FOUND, record),) if record else ()
    return Lookup(identified, tuple(index.search(claim)), ("the library",))
