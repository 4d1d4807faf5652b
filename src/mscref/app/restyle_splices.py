"""What a text in another style says in the place of its markers, their notes and its list.

What crosses the border: a text whose markers and list are tied, and a style in; splices and what
the engine said out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mscref.app.citing import Citer, Standing
from mscref.app.document import Document
from mscref.app.document_words import locale_of
from mscref.app.journals import JournalChoice
from mscref.app.manuscript import Manuscript
from mscref.app.markups import written_in
from mscref.app.placing import DocumentSplice, marker_splices
from mscref.app.restyle_markers import found_of
from mscref.manuscript.citations.found import Found
from mscref.manuscript.citations.registry import COMMONMARK, LATEX, MARKDOWN
from mscref.manuscript.note_markers import NOTE
from mscref.manuscript.office.stops import before_stop, wants_space
from mscref.manuscript.writing import Markup, plain_markup
from mscref.model.reference import Json

if TYPE_CHECKING:
    from mscref.csl.ast import Style
    from mscref.csl.output import Bibliography
    from mscref.manuscript.marker import Marker

_RAISED = frozenset(["superscript", NOTE])
_BEHIND_STOP = re.compile(r"[.,;:][”’\"'»]?\Z")
_WINDOW = 40
_LOOK_BACK = 300
_LATEX_HEADING = re.compile(
    r"\\(?:chapter|(?:sub)?section)\*?\{([^{}\n]{1,100})\}(?:\s|\\[a-z]+\{[^{}\n]{0,100}\})*\Z"
)
_NOTES = "Notes"


class Restyling:
    """One text on its way through the engine."""

    def __init__(
        self,
        document: Document,
        manuscript: Manuscript,
        style: Style,
        locale: str,
        journals: JournalChoice,
        original: str,
    ) -> None:
        self.manuscript = manuscript
        self._original = original
        self.notes: list[str] = []
        self.style = style
        self.kind = COMMONMARK if document.row.markup == MARKDOWN else document.row.markup
        self.written = None if document.is_plain else written_in(self.kind)
        self.markup: Markup = (
            plain_markup(self._noted) if self.written is None else self.written.markup
        )
        self.citer = Citer(
            self.style,
            locale=locale or locale_of(""),
            opaque={},
            journals=journals,
            names_authors=True,
        )

    def splices(self, apart: Mapping[int, tuple[int, int]]) -> list[DocumentSplice]:
        """What replaces the markers that are tied, the words of their notes, and the list.

        `apart` are the spans of words that do not stand at the sign of their note.
        """
        manuscript = self.manuscript
        tied = [one for one in manuscript.markers if not one.unresolved]
        references = {one.id: one for one in manuscript.references}
        cited = [cite.key for marker in tied for cite in marker.cites]
        self.citer.register(references, cited, references)
        found = [found_of(marker) for marker in tied]
        shown = self.citer.shown(self._standings(found))
        pairs = list(zip(found, shown, strict=True))
        splices = marker_splices(
            manuscript.text,
            pairs,
            self.markup,
            after_punctuation=self.style.is_note,
            inside_quotes=self.citer.punctuation_goes_inside_quotes,
        )
        words = [DocumentSplice(*apart[one.start], "") for one in tied if one.start in apart]
        return [*map(self._before_stop, splices, tied, shown), *words, self._list()]

    def _standings(self, found: Sequence[Found]) -> list[Standing]:
        is_note = self.style.is_note
        return [
            Standing(
                cites=one.cites,
                form=one.form,
                in_note=False,
                begins_note=False,
                note_number=number if is_note else 0,
                chapter=0,
            )
            for number, one in enumerate(found, start=1)
        ]

    def _before_stop(
        self, splice: DocumentSplice, marker: Marker, shown: Sequence[Json]
    ) -> DocumentSplice:
        """A raised number or a note stood against its word, and behind a stop; a citation in
        brackets goes before the stop, with a space."""
        first = shown[0] if shown else None
        kind = first.get("t") if isinstance(first, dict) else ""
        text = self.manuscript.text
        behind = _BEHIND_STOP.search(text, max(0, splice.start - 2), splice.start)
        is_behind = marker.way in _RAISED or behind is not None
        if not is_behind or kind in ("Superscript", "Note") or not splice.new:
            return splice
        window = max(0, splice.start - _WINDOW)
        around = text[window : splice.end + _WINDOW]
        start, end = splice.start - window, splice.end - window
        moves = before_stop(around, start, end)
        space = " " if wants_space(around[:start], moves) else ""
        if not moves.new:
            return splice._replace(new=f"{space}{splice.new}")
        stop = moves.gone[0]
        return DocumentSplice(
            window + stop, splice.end, f"{around[stop + 1 : start]}{space}{splice.new}{moves.new}"
        )

    def _noted(self, text: str) -> str:
        from mscref.manuscript.writing import plain_raised

        self.notes.append(text)
        return plain_raised(str(len(self.notes)))

    # ------------------------------------------------------------ the list

    def _list(self) -> DocumentSplice:
        text, end = self.manuscript.text, self.manuscript.list_end
        start = self.manuscript.list_start
        line = text.rfind("\n", 0, start) + 1
        start = start if text[line:start].strip() else line
        listed = self._notes() + self._entries(blank_lines="\n\n" in text[start:end].strip())
        heading = _LATEX_HEADING.search(self._original, max(0, start - _LOOK_BACK), start)
        if self.kind == LATEX and heading is not None:
            # `thebibliography` prints its heading itself.
            start = heading.start()
            named = "".join([f"\\def\\{one}{{{heading[1]}}}" for one in ("refname", "bibname")])
            listed = f"{{{named}%\n{listed.rstrip()}}}\n"
        tail = "\n" if text[end - 1 : end] == "\n" or end == len(text) else ""
        return DocumentSplice(start, end, listed.rstrip("\n") + tail)

    def _notes(self) -> str:
        rows = [f"{number}. {text}" for number, text in enumerate(self.notes, start=1)]
        return f"{_NOTES}\n\n" + "\n".join(rows) + "\n\n" if rows else ""

    def _entries(self, *, blank_lines: bool) -> str:
        if self.style.bibliography is None:
            return ""
        from mscref.csl.render.pandoc import bibliography_block
        from mscref.csl.render.registry import find_writer

        bibliography: Bibliography = self.citer.bibliography(links=False)
        if self.written is not None:
            refs = bibliography_block(bibliography, links=False)
            return self.written.bibliography(bibliography, refs)
        lines = find_writer("text").bibliography(bibliography, links=False)
        return lines.replace("\n", "\n\n") if blank_lines else lines
