"""`resolve`: identifiers → references with keys, as they come; nothing is stored.

What crosses the border: words in; outcomes of the sources out, their references under citation
keys instead of identifiers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.files import STDIN, read_text
from mscref.app.sources import registries
from mscref.errors import ExitCode
from mscref.formats.cslitem import reference_to_json
from mscref.keys.making import DEFAULT_PATTERN, new_keys, parse_pattern
from mscref.model.identifiers import Malformed, parse_identifier
from mscref.model.reference import Json, Reference
from mscref.records import replaced as replace
from mscref.sources.base import Notice
from mscref.sources.outcomes import Outcome, Resolved, Unresolved
from mscref.sources.settings import Settings

if TYPE_CHECKING:
    from mscref.bulk.answering import IndexAnswers
    from mscref.sources.resolver import Resolver


class LineOfFile(str):
    """A word that stood in a file or came through a pipe: nobody typed it, so that it leads to no
    address of this machine or of a private network."""

    __slots__ = ()


def read_identifiers(words: Sequence[str]) -> list[str]:
    """The identifiers that words mean: themselves, the lines of a file, or those of stdin (`-`).

    Empty lines and lines that start with `#` do not count. Raises FormatError for a file that
    is not text.
    """
    identifiers: list[str] = []
    for word in words:
        is_file = isinstance(parse_identifier(word), Malformed) and Path(word).is_file()
        if word == STDIN or is_file:
            lines = (line.strip() for line in read_text(word).text.splitlines())
            meant = (line for line in lines if line and not line.startswith("#"))
            identifiers += map(LineOfFile, meant)
        else:
            identifiers.append(word)
    return identifiers


def resolve(
    identifiers: Iterable[str],
    settings: Settings,
    *,
    taken: Iterable[str] = (),
    index: Path | None = None,
    visits_pages: bool = False,
) -> Iterator[Outcome]:
    """One outcome for each identifier, in their order, as soon as it is known.

    The sources are asked, or the `index` of works in a folder. References get keys that differ from
    each other and from those in `taken`. What a person typed (`visits_pages`) may also be a web
    address, which is read as a page and may lead to this machine, and an ORCID, which stands for
    all works of a person.
    """
    pattern = parse_pattern(DEFAULT_PATTERN)
    used = {key.casefold() for key in taken}
    given: dict[str, str] = {}  # the same work asked for twice keeps its key
    with registries(settings, index) as asked:
        for outcome in _outcomes(identifiers, asked, settings, visits_pages=visits_pages):
            if isinstance(outcome, Resolved):
                name = str(outcome.identifier)
                if name not in given:
                    given[name] = new_keys(pattern, [outcome.reference], used)[0]
                outcome = replace(outcome, reference=outcome.reference.with_id(given[name]))
            yield outcome


def _outcomes(
    words: Iterable[str],
    asked: Resolver | IndexAnswers,
    settings: Settings,
    *,
    visits_pages: bool,
) -> Iterator[Outcome]:
    """The words sorted by what they are; identifiers are asked for together, and early."""
    from mscref.app.people import is_person, works_of_person
    from mscref.app.webpages import is_page, read_address
    from mscref.sources.resolver import Resolver

    if not (visits_pages and isinstance(asked, Resolver)):
        yield from asked.resolve(words)
        return
    words = list(words)
    people = {word for word in words if is_person(word)}
    pages = {word for word in words if is_page(word)} - people
    resolved = asked.resolve([word for word in words if word not in pages | people])
    for word in words:
        if word in people:
            yield from works_of_person(word, asked)
        elif word in pages:
            is_typed = not isinstance(word, LineOfFile)
            yield from read_address(word, asked, settings, is_typed=is_typed)
        else:
            yield next(resolved)


def exit_code_of(outcomes: Sequence[Outcome]) -> ExitCode:
    """DONE; PROBLEMS where some could not be resolved; the gravest reason where none could."""
    failures = [one.error.exit_code for one in outcomes if isinstance(one, Unresolved)]
    if not failures:
        return ExitCode.DONE
    return max(failures) if len(failures) == len(outcomes) else ExitCode.PROBLEMS


def outcome_to_json(outcome: Outcome) -> Json:
    """An outcome with where each value came from, for programs; documented in docs/sources.md."""
    if isinstance(outcome, Unresolved):
        return {
            "asked": outcome.asked,
            "error": {
                "code": int(outcome.error.exit_code),
                "message": outcome.error.message,
                "hint": outcome.error.hint,
            },
        }
    return {
        "asked": outcome.asked,
        "identifier": str(outcome.identifier),
        "reference": reference_to_json(outcome.reference),
        "sources": list(outcome.sources),
        "provenance": dict(outcome.provenance),
        "conflicts": [
            {
                "variable": one.variable,
                "value": one.taken,
                "source": one.taken_from,
                "other": one.other,
                "other-source": one.other_from,
            }
            for one in outcome.conflicts
        ],
        "notices": [_notice_to_json(one) for one in outcome.notices],
        "notice-about": [_notice_to_json(one) for one in outcome.is_about],
        "relations": [{"kind": one.kind, "id": str(one.identifier)} for one in outcome.relations],
        "remarks": [{"code": one.code, "message": one.message} for one in outcome.remarks],
    }


def _notice_to_json(notice: Notice) -> Json:
    return {
        "kind": notice.kind,
        "doi": notice.doi,
        "date": notice.date,
        "source": notice.source,
    }


def warnings_of(outcome: Resolved) -> list[str]:
    """What a person should know before citing the work, one line each, the gravest first."""
    name = outcome.identifier.value
    if outcome.identifier.scheme == "url":  # a query may hold a key
        name = name.partition("?")[0]
    lines = [f"{name}: {describe_notice(one)}" for one in outcome.notices if one.is_of_standing]
    if outcome.is_about:
        first = outcome.is_about[0]
        about = f" about {first.doi}" if first.doi else ""
        lines.append(f"{name}: this is a notice ({_words(first.kind)}){about}, not an article")
    if outcome.published_version:
        lines.append(f"{name}: published as {outcome.published_version.value}")
    lines += [f"{name}: {one.message}" for one in outcome.remarks]
    lines += [
        f"{name}: {one.variable} is `{one.taken}` in {one.taken_from}, "
        f"`{one.other}` in {one.other_from}"
        for one in outcome.conflicts
    ]
    return lines


def describe_notice(notice: Notice) -> str:
    """`retracted on 2021-03-02 by 10.5555/notice (says retraction-watch)`."""
    parts = [_PARTICIPLES.get(notice.kind, f"has a notice ({_words(notice.kind)})")]
    if notice.date:
        parts.append(f"on {notice.date}" if len(notice.date) == 10 else f"in {notice.date}")
    if notice.doi:
        parts.append(f"by {notice.doi}")
    return " ".join(parts) + (f" (says {notice.source})" if notice.source else "")


_PARTICIPLES = {
    "retraction": "retracted",
    "withdrawal": "withdrawn",
    "removal": "removed",
    "expression-of-concern": "questioned by an expression of concern",
    "correction": "corrected",
    "erratum": "corrected by an erratum",
    "reinstatement": "reinstated",
}


def _words(kind: str) -> str:
    return kind.replace("-", " ")


# What a record says that a library of references rarely wants.
_NOT_KEPT = ("license", "available-date", "archive_location")


def to_be_kept(reference: Reference, *, with_abstract: bool) -> Reference:
    """The reference as a library keeps it, without a key of its own."""
    dropped = _NOT_KEPT if with_abstract else (*_NOT_KEPT, "abstract")
    return reference.with_fields(dict.fromkeys(dropped)).with_id("")
