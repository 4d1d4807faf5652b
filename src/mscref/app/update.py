"""`update`: what the sources say of references in the library, field by field, and taking it over.

What crosses the border: a workplace and selectors in; for each reference a `Proposal` out, whose
`UpdatedField`s say what stands there, what the source says, and what is done about it. A value that
the user wrote is never replaced unless its variable was named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mscref.app.changing import Edit, EditingSession, Workplace, editing
from mscref.app.changing import Outcome as Written
from mscref.app.resolve import describe_notice
from mscref.errors import MscrefError, UsageError
from mscref.formats.bibtex.blocks import Entry
from mscref.formats.registry import find_format
from mscref.library import bibfile
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice
from mscref.model.identifiers import Identifier, normalize_doi, normalize_isbn
from mscref.model.identities import identifiers_of
from mscref.model.reference import FieldValue, Reference
from mscref.records import replaced as replace
from mscref.sources.merge import agree, shown
from mscref.sources.outcomes import Resolved
from mscref.sources.resolver import Resolver
from mscref.sources.settings import Settings

# Variables that are filled in and compared, in the order shown. Abstracts, licences and
# addresses are the user's own business.
VARIABLES = (
    "title", "author", "editor", "translator", "issued", "container-title", "collection-title",
    "volume", "issue", "page", "number", "edition", "publisher", "publisher-place", "event-title",
    "genre", "DOI", "PMID", "PMCID", "ISBN", "ISSN",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UpdatedField:
    """One variable: what stands there ("" for nothing), what the source says, what is done."""

    variable: str
    old: str
    new: str
    source: str
    action: str  # `add`, `replace`, or `keep` (the user's value stays)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One reference: its changes, or why there are none."""

    key: str
    changes: tuple[UpdatedField, ...] = ()
    error: MscrefError | None = None
    notes: tuple[str, ...] = ()
    published: str = ""  # the DOI of the published version that is not taken over yet
    wanted: Reference | None = None
    type_changes: bool = False

    @property
    def is_change(self) -> bool:
        """True where something would be written."""
        return any(change.action != "keep" for change in self.changes)


@dataclass(frozen=True, slots=True)
class UpdateChoice:
    """What may happen: variables whose values may be replaced (`all` for every one), and whether
    a preprint becomes its published version."""

    overwrite: frozenset[str] = frozenset()
    published: bool = False


def propose(
    place: Workplace, selectors: Sequence[str], settings: Settings, choice: UpdateChoice
) -> Iterator[Proposal]:
    """One proposal for each selected reference, in file order; nothing is written."""
    return proposals_for(chosen(place, selectors), settings, choice)


def chosen(place: Workplace, selectors: Sequence[str]) -> list[Reference]:
    """The references that selectors name, in file order."""
    with editing(replace(place, dry_run=True)) as session:  # only to read: no lock meanwhile
        entries = {entry.key: entry for entry in reversed(session.choose(selectors))}
        return [session.reference(entry) for entry in reversed(entries.values())]


def proposals_for(
    references: Sequence[Reference], settings: Settings, choice: UpdateChoice
) -> Iterator[Proposal]:
    """One proposal for each reference, as soon as it was looked up; raises UsageError."""
    unknown = choice.overwrite - {*VARIABLES, "all"}
    if unknown:
        raise UsageError(
            f"`{min(unknown)}` is not a variable that update knows", hint=", ".join(VARIABLES)
        )
    names = {one.id: name for one in references if (name := identifier_of(one)) is not None}
    with Resolver(settings) as resolver:
        outcomes = resolver.resolve([names[one.id] for one in references if one.id in names])
        for reference in references:
            if reference.id not in names:
                note = "no identifier; `mscref lookup` may find its DOI"
                yield Proposal(reference.id, notes=(note,))
                continue
            outcome = next(outcomes)
            if isinstance(outcome, Resolved):
                yield _proposal(reference, outcome, choice, resolver)
            else:
                yield Proposal(reference.id, error=outcome.error)


def identifier_of(reference: Reference) -> Identifier | None:
    """The identifier by which a reference is looked up, the surest first."""
    found = identifiers_of(reference)
    best = next((one for one in found if one.scheme not in ("isbn", "issn")), None)
    if best is not None or reference.type != "book":
        return best
    return next((one for one in found if one.scheme == "isbn"), None)


def apply(place: Workplace, proposals: Sequence[Proposal]) -> Written:
    """Write what the proposals change, all in one edit."""
    with editing(place) as session:
        splices: list[TextSplice] = []
        for proposal in proposals:
            if proposal.is_change and proposal.wanted is not None:
                splices += _splices(session, proposal, proposal.wanted)
        keys = [proposal.key for proposal in proposals if proposal.is_change]
        more = f" and {len(keys) - 3} more" if len(keys) > 3 else ""
        summary = f"updated {', '.join(keys[:3])}{more}" if keys else "updated nothing"
        return session.commit(Edit(summary, tuple(splices)))


def _proposal(
    reference: Reference, outcome: Resolved, choice: UpdateChoice, resolver: Resolver
) -> Proposal:
    notes = tuple(describe_notice(one) for one in outcome.notices if one.is_of_standing)
    published = outcome.published_version
    if published and choice.published:
        article = resolver.resolve_one(published)
        if not isinstance(article, Resolved):
            return Proposal(reference.id, error=article.error, notes=notes)
        changes = _changes(reference, article, frozenset(["all"]), is_same=_is_equal)
        kind = article.reference.type
        return _with_changes(reference, article, changes, notes, kind)
    changes = _changes(reference, outcome, choice.overwrite)
    proposal = _with_changes(reference, outcome, changes, notes, reference.type)
    return replace(proposal, published=published.value if published else "")


def _with_changes(
    reference: Reference,
    outcome: Resolved,
    changes: tuple[UpdatedField, ...],
    notes: tuple[str, ...],
    kind: str,
) -> Proposal:
    taken: dict[str, FieldValue | None] = {
        change.variable: outcome.reference.fields[change.variable]
        for change in changes
        if change.action != "keep"
    }
    if kind != reference.type and reference.text("genre") == "Preprint":
        taken["genre"] = None
    wanted = reference.with_fields(taken)
    wanted = Reference(wanted.id, kind, wanted.fields, wanted.extra)
    return Proposal(
        reference.id, changes, notes=notes, wanted=wanted, type_changes=kind != reference.type
    )


def _changes(
    reference: Reference,
    outcome: Resolved,
    overwrite: frozenset[str],
    *,
    is_same: Callable[[FieldValue, FieldValue], bool] = agree,
) -> tuple[UpdatedField, ...]:
    changes = []
    for variable in VARIABLES:
        new = outcome.reference.fields.get(variable)
        if new is None or (variable == "number" and _is_said_as_eprint(reference, new)):
            continue
        old = reference.fields.get(variable)
        if old is not None and (is_same(old, new) or _is_same_name(variable, old, new)):
            continue
        may_replace = variable in overwrite or "all" in overwrite
        action = "add" if old is None else "replace" if may_replace else "keep"
        source = outcome.provenance.get(variable, "")
        changes.append(
            UpdatedField(
                variable=variable,
                old=_shortened(old),
                new=_shortened(new),
                source=source,
                action=action,
            )
        )
    return tuple(changes)


def _is_equal(old: FieldValue, new: FieldValue) -> bool:
    """Another version of a work may differ in little: a word of the title, a day."""
    return shown(old).casefold() == shown(new).casefold()


_MANY_NAMES = 6


def _shortened(value: FieldValue | None) -> str:
    """A value as one line; of many names the first and the last, and how many there are."""
    if isinstance(value, tuple) and len(value) > _MANY_NAMES:
        return f"{shown(value[:2])}; … {shown(value[-1:])} ({len(value)} names)"
    return "" if value is None else shown(value)


def _is_said_as_eprint(reference: Reference, number: FieldValue) -> bool:
    """Whether `arXiv:2101.00001` stands in the entry as its `eprint`, which CSL shows as a URL."""
    name = str(number).removeprefix("arXiv:")
    return name != number and name.split("v")[0] in reference.text("URL")


def _is_same_name(variable: str, old: FieldValue, new: FieldValue) -> bool:
    """DOIs without regard to case, ISBNs of either length."""
    if variable == "ISBN":
        return normalize_isbn(str(old)) == normalize_isbn(str(new))
    return variable == "DOI" and normalize_doi(str(old)) == normalize_doi(str(new))


def _splices(
    session: EditingSession, proposal: Proposal, wanted: Reference
) -> Iterator[TextSplice]:
    """The fields that differ when the reference is written before and after."""
    bib = session.bib
    entry = bib.entry(proposal.key)
    before = _written(bib, session.reference(entry))
    after = _written(bib, wanted)
    old_fields = dict(before.raw_fields())
    added: list[tuple[str, str]] = []
    for name, value in after.raw_fields():
        if old_fields.get(name) == value:
            continue
        existing = entry.find_field(name)
        if existing is None:
            added.append((name, value))
        else:
            yield bibfile.replace_value(existing, value)
    if added:
        yield bibfile.add_fields(bib, entry, added)
    if proposal.type_changes:
        yield bibfile.set_type(entry, after.type)
        # What was said of the preprint only: `howpublished`, `type = {Preprint}`.
        gone = old_fields.keys() - {name for name, _ in after.raw_fields()}
        stale = [one for name in sorted(gone) if (one := entry.find_field(name)) is not None]
        yield from bibfile.remove_fields(bib, entry, stale)


def _written(bib: BibText, reference: Reference) -> Entry:
    writer = find_format(bibfile.dialect_of(bib)).writer()
    return next(BibText(writer([reference.with_id("mscref")])).bib.entries())
