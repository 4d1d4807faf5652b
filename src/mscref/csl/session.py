"""Citations in a document: process one between others, learn which earlier ones changed.

The registry of a session is the works cited, in the order of the document, then the uncited ones.
Everything is worked out anew from the list of citations, so that adding a citation and removing it
leads back to where one was; only citations whose circumstances changed are rendered again.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from mscref.csl.ast import Style
from mscref.csl.output import Bibliography, Output
from mscref.csl.passes.cites import Placed
from mscref.csl.passes.entries import KeptEntries
from mscref.csl.processor import Processor
from mscref.model.citation import Citation
from mscref.model.reference import Reference
from mscref.records import replaced as replace

# The id of a citation and the number of its note (0 in the running text).
Place: TypeAlias = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Update:
    """A citation whose text is new or changed."""

    id: str
    output: Output


class Session:
    """A document being cited in; `locale` and `sort_language` as in `Processor`."""

    def __init__(self, style: Style, *, locale: str | None = None, sort_language: str = "") -> None:
        self._processor = Processor(
            style, locale=locale, sort_language=sort_language, keeps_cites=True
        )
        self._citations: dict[str, Citation] = {}
        self._order: list[str] = []
        self._uncited: tuple[str, ...] = ()
        self._unknown: frozenset[str] = frozenset()
        self._outputs: dict[str, Output] = {}
        self._signatures: dict[str, object] = {}
        self._entries: KeptEntries = {}

    @property
    def processor(self) -> Processor:
        """What formats: for the text of one citation beside its place (see `place`)."""
        return self._processor

    def register(self, references: Iterable[Reference], *, unknown: Iterable[str] = ()) -> None:
        """Make `references` the works that can be cited; `unknown` as in `Processor.register`."""
        self._processor.register(references, unknown=unknown)
        self._unknown = frozenset(unknown)
        self._processor.use_only(self._listed())

    def set_uncited(self, ids: Iterable[str]) -> None:
        """List works in the bibliography although no citation cites them."""
        self._uncited = tuple(ids)
        self._processor.use_only(self._listed())

    def process(
        self, citation: Citation, *, before: Sequence[Place] = (), after: Sequence[Place] = ()
    ) -> list[Update]:
        """Put `citation` between those `before` and `after` it; returns what is new or changed.

        Citations not named any more are gone. A citation with a known id replaces that one.
        Raises NotFoundError for a cite of a work that is not registered.
        """
        self._citations[citation.id] = citation
        for identifier, note in (*before, *after):
            known = self._citations.get(identifier)
            if known is not None and known.note_number != note:
                self._citations[identifier] = replace(known, note_number=note)
        self._order = [
            identifier
            for identifier in dict.fromkeys(
                [*(one for one, _ in before), citation.id, *(one for one, _ in after)]
            )
            if identifier in self._citations
        ]
        self._signatures.pop(citation.id, None)
        return self._update()

    def remove(self, identifier: str) -> list[Update]:
        """Take a citation out of the document; returns what changed."""
        if identifier in self._order:
            self._order.remove(identifier)
        return self._update()

    def place(self, citations: Sequence[Citation]) -> list[tuple[list[Placed], Hashable]]:
        """Make `citations` the whole document; for each its cites with their places, and what its
        text depends on: citations of which that is equal have the same text.

        For callers that make the text themselves; raises as `process`.
        """
        self._citations = {one.id: one for one in citations}
        self._order = list(self._citations)
        self._outputs, self._signatures = {}, {}
        self._processor.use_only(self._listed())
        rows = self._processor.place(citations)
        return [
            (row, self._signature(citation, row))
            for citation, row in zip(citations, rows, strict=True)
        ]

    def output(self, identifier: str) -> Output | None:
        """The present text of a citation, None where there is none of that id."""
        return self._outputs.get(identifier)

    def bibliography(self, *, link_titles: bool = False) -> Bibliography:
        """The bibliography of the works cited and those listed without being cited."""
        return self._processor.bibliography(link_titles=link_titles, kept=self._entries)

    def _update(self) -> list[Update]:
        self._citations = {one: self._citations[one] for one in self._order}
        citations = list(self._citations.values())
        self._processor.use_only(self._listed())
        rows = self._processor.place(citations)
        updates = []
        outputs: dict[str, Output] = {}
        signatures: dict[str, object] = {}
        for citation, row in zip(citations, rows, strict=True):
            signature = self._signature(citation, row)
            known = self._outputs.get(citation.id)
            is_new = citation.id not in self._signatures
            if known is None or self._signatures.get(citation.id) != signature:
                output = self._processor.cite_placed(row, mode=citation.mode, infix=citation.infix)
            else:
                output = known
            outputs[citation.id] = output
            signatures[citation.id] = signature
            if is_new or self._signatures.get(citation.id) != signature:
                updates.append(Update(citation.id, output))
        self._outputs, self._signatures = outputs, signatures
        return updates

    def _listed(self) -> dict[str, None]:
        """The ids of the works of the bibliography, in the order of the document."""
        cited = [cite.id for citation in self._citations.values() for cite in citation.cites]
        keys = dict.fromkeys([*cited, *self._uncited])
        return {key: None for key in keys if key not in self._unknown} if self._unknown else keys

    def _signature(self, citation: Citation, row: Sequence[Placed]) -> Hashable:
        return (
            citation.mode,
            citation.infix,
            citation.cites,
            tuple([self._circumstances(placed) for placed in row]),
        )

    def _circumstances(self, placed: Placed) -> Hashable:
        """Everything outside the citation that its text depends on."""
        used = self._processor.used_circumstances
        return (
            placed.item,
            placed.position,
            placed.near_note and used.near_note,
            placed.first_note if used.first_note else 0,
            placed.item.number if used.number else 0,
            self._processor.disambiguation_of(placed.item.id),
        )
