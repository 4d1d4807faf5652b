"""`dedupe`: find entries of one work, say why, and make one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mscref.app.changing import Edit, EditingSession, Outcome, Workplace, editing
from mscref.app.rekey import rename_in_documents
from mscref.errors import UsageError
from mscref.formats.bibtex.blocks import Entry
from mscref.library import bibfile
from mscref.library.bibfile import undelimited
from mscref.library.delta import TextSplice
from mscref.library.merge import Conflict, Merged, merge
from mscref.match.pairs import WorkGroup, find_matches, group

BY = ("all", "identifier", "title")


@dataclass(frozen=True, slots=True)
class Same:
    """Entries that are one work: the key that stays, those that go, why, and what was not taken."""

    kept: str
    removed: tuple[str, ...]
    reasons: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Perhaps:
    """Two entries that may be one work, and what speaks against it; left as they are."""

    keys: tuple[str, str]
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deduped:
    """What was found and done; `renamed` maps the keys that went to those that stay."""

    same: tuple[Same, ...]
    perhaps: tuple[Perhaps, ...]
    renamed: Mapping[str, str]
    outcome: Outcome


def dedupe(
    place: Workplace,
    selectors: Sequence[str],
    *,
    by: str = "all",
    documents: Sequence[Path] = (),
) -> Deduped:
    """Merge what is certainly one work into its first entry; report what may be."""
    if by not in BY:
        raise UsageError(f"--by is {', '.join(BY)}, not `{by}`")
    with editing(place) as session:
        chosen = session.choose(selectors)
        matches = [
            match
            for match in find_matches([session.reference(entry) for entry in chosen])
            if by == "all" or (by == "title") == any("title" in one for one in match.reasons)
        ]
        same: list[Same] = []
        splices: list[TextSplice] = []
        removed: list[Entry] = []
        renamed: dict[str, str] = {}
        for found in group(matches):
            members = [chosen[place_] for place_ in found.members]
            merged = merge(
                session.bib.fields(members[0]), [session.bib.fields(one) for one in members[1:]]
            )
            splices += _merge_splices(session, members[0], merged)
            removed += members[1:]
            same.append(_same(found, members, merged))
            renamed.update(
                {one.key: members[0].key for one in members[1:] if one.key != members[0].key}
            )
        splices += bibfile.remove_entries(session.bib, removed)
        gone = {entry.start for entry in removed}
        splices += bibfile.key_references(session.bib, renamed, without=gone)
        perhaps = tuple(
            Perhaps((one.key, other.key), match.reasons, match.doubts)
            for match in matches
            if not match.is_certain
            for one, other in [(chosen[match.first], chosen[match.second])]
            if one.start not in gone and other.start not in gone
            if not _are_family(session, one, other, renamed)
        )
        count = len(removed)
        summary = f"merged {count} duplicate{'s' if count != 1 else ''}"
        edits = rename_in_documents(renamed, documents, library=place.library)
        edit = Edit(summary, tuple(splices), edits, removed=count)
        return Deduped(tuple(same), perhaps, renamed, session.commit(edit))


def _merge_splices(session: EditingSession, kept: Entry, merged: Merged) -> list[TextSplice]:
    splices = []
    for name, value in merged.replaced:
        existing = kept.find_field(name)
        if existing is not None:
            splices.append(bibfile.replace_value(existing, value))
    if merged.added:
        splices.append(bibfile.add_fields(session.bib, kept, merged.added))
    return splices


def _same(found: WorkGroup, members: Sequence[Entry], merged: Merged) -> Same:
    return Same(
        members[0].key,
        tuple(one.key for one in members[1:]),
        found.reasons,
        merged.conflicts,
    )


def _are_family(
    session: EditingSession, one: Entry, other: Entry, renamed: Mapping[str, str]
) -> bool:
    """Whether two entries share what they inherit: parent and child, or two children."""
    named = [
        undelimited(session.bib.fields(entry).get("crossref", "")).strip() for entry in (one, other)
    ]
    parents = [renamed.get(key, key).lower() for key in named]
    keys = [one.key.lower(), other.key.lower()]
    return parents[0] == keys[1] or parents[1] == keys[0] or (parents[0] == parents[1] != "")
