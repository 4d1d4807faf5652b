"""The tools that change the library, for a server that was started with `--write`.

Each answers with a diff and a word first, and writes only when it is called again with that word:
it stands for this diff of this state of the library, so that nothing is written unseen. What was
written `mscref undo` takes back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

from mscref import api
from mscref.app import update as updating
from mscref.app.changing import Outcome, Workplace
from mscref.app.edit import edit_fields
from mscref.app.importing import add_references
from mscref.app.rekey import rekey as give_keys
from mscref.app.resolve import resolve, to_be_kept
from mscref.errors import UsageError
from mscref.keys.making import DEFAULT_PATTERN
from mscref.mcp import answers
from mscref.mcp.answers import AgentProposal
from mscref.mcp.folder import AgentFolder
from mscref.mcp.reading import refuse_many
from mscref.sources.outcomes import Resolved

Change = Callable[[Workplace], tuple[Outcome, list[str]]]


class ChangingTools:
    """What an agent may change of a library, one step after its diff was shown."""

    def __init__(self, folder: AgentFolder, network: api.Network) -> None:
        self._folder = folder
        self._network = network

    def add(self, identifiers: Sequence[str], apply: str = "") -> AgentProposal:
        """Look identifiers up and append the references to the library.

        Call it first without `apply`: it answers with the diff and the word to call it again with.
        """
        refuse_many(identifiers)
        outcomes = list(resolve(identifiers, api.settings_of(self._network)))
        found = [
            to_be_kept(one.reference, with_abstract=False)
            for one in outcomes
            if isinstance(one, Resolved)
        ]
        failed = [
            f"{one.asked}: {answers.error_text(one.error)}"
            for one in outcomes
            if not isinstance(one, Resolved)
        ]

        def change(place: Workplace) -> tuple[Outcome, list[str]]:
            done = add_references(place, found)
            return done.outcome, [
                *failed,
                *(f"{one.key}: {one.status.value}" for one in done.fates),
            ]

        return self._proposed(f"add {' '.join(identifiers)}", change, apply)

    def update(
        self, keys: Sequence[str], overwrite: Sequence[str] = (), apply: str = ""
    ) -> AgentProposal:
        """Fill in what is missing from the services; `overwrite` names variables to replace, too.

        Call it first without `apply`: it answers with the diff and the word to call it again with.
        """
        keys = self._folder.keys(keys)
        refuse_many(keys)

        def change(place: Workplace) -> tuple[Outcome, list[str]]:
            choice = updating.UpdateChoice(overwrite=frozenset(overwrite))
            settings = api.settings_of(self._network)
            proposals = list(updating.propose(place, keys, settings, choice))
            remarks = [
                f"{one.key}: {answers.error_text(one.error)}" for one in proposals if one.error
            ]
            remarks += [f"{one.key}: {note}" for one in proposals for note in one.notes]
            return updating.apply(place, proposals), remarks

        return self._proposed(f"update {' '.join(keys)}", change, apply)

    def rekey(
        self, keys: Sequence[str], pattern: str = DEFAULT_PATTERN, apply: str = ""
    ) -> AgentProposal:
        """Give references new citation keys by a pattern, such as [auth:lower][year].

        Call it first without `apply`: it answers with the diff and the word to call it again with.
        Documents that cite the old keys are not changed.
        """
        keys = self._folder.keys(keys)

        def change(place: Workplace) -> tuple[Outcome, list[str]]:
            done = give_keys(place, keys, pattern=pattern)
            return done.outcome, [f"{old} → {new}" for old, new in done.renamed.items()]

        return self._proposed(f"rekey {' '.join(keys)}", change, apply)

    def edit(self, key: str, fields: Mapping[str, str], apply: str = "") -> AgentProposal:
        """Set BibTeX fields of one entry; an empty value removes a field.

        Call it first without `apply`: it answers with the diff and the word to call it again with.
        """

        keys = self._folder.keys([key])

        def change(place: Workplace) -> tuple[Outcome, list[str]]:
            return edit_fields(place, keys, list(fields.items())), []

        return self._proposed(f"edit {key}", change, apply)

    def _proposed(self, command: str, change: Change, word: str) -> AgentProposal:
        """The diff of a change, and where `word` stands for just that diff, the change itself."""
        outcome, remarks = change(self._folder.workplace(command, dry_run=True))
        expected = self._word(command, outcome) if outcome.is_change else ""
        if word and word != expected:
            raise UsageError(
                "this is not the change that was shown: the library or the services say something"
                " else by now",
                hint="call it without `apply`, look at the diff, and use its new word",
            )
        written = False
        if word:
            done, remarks = change(self._folder.workplace(command, dry_run=False))
            written = done.is_written
        findings = [one.message for one in outcome.findings]
        return {
            "summary": answers.shown(outcome.summary),
            "diff": answers.cut_and_said(outcome.diff),
            "apply": "" if written else expected,
            "written": written,
            "remarks": [answers.shown(one) for one in (*remarks, *findings)],
        }

    def _word(self, command: str, outcome: Outcome) -> str:
        """What stands for one diff of one state of the library."""
        state = self._folder.library.read_bytes() if self._folder.library.exists() else b""
        parts = (command.encode("utf-8", "replace"), outcome.diff.encode("utf-8", "replace"), state)
        return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
