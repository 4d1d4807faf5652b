"""Notes of a Word document: made for citations in a style of notes, and taken back.

A note is an element of a part of its own, and a run in the text that refers to it by its id
(ECMA-376 part 1, 17.11). A document without the part gets it, with the two separators that Word
wants, and is told of it in its types and relations.
"""

from __future__ import annotations

import re

from mscref.manuscript.office.word_document import TYPES, WordDocument
from mscref.manuscript.office.word_markup import Surroundings, run_of
from mscref.manuscript.office.word_relations import names_of, with_relation, with_type
from mscref.manuscript.office.word_tree import WordPart
from mscref.manuscript.office.xml_bytes import Splice, tags

FOOTNOTE, ENDNOTE = "footnote", "endnote"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class Notes:
    """The notes that are made for one document, of one kind."""

    def __init__(self, document: WordDocument, kind: str) -> None:
        self.kind = kind
        self._document = document
        self._part: WordPart | None = document.notes.get(kind)
        self._next = 1 + max([0, *map(_number, self._part.notes)]) if self._part else 1
        self._made: list[str] = []
        self._styles = _styles(document)

    def add(self, runs: str) -> str:
        """Make a note of `runs`; returns the run that refers to it from the text."""
        w = self._part.prefix if self._part else "w:"
        number, self._next = self._next, self._next + 1
        kind = self.kind
        style = f"{kind.capitalize()}Text"
        paragraph = (
            f'<{w}pPr><{w}pStyle {w}val="{style}"/></{w}pPr>' if style in self._styles else ""
        )
        sign = run_of(f"<{w}{kind}Ref/>", self._sign(w), *self._raised())
        space = f'<{w}r><{w}t xml:space="preserve"> </{w}t></{w}r>'
        self._made.append(
            f'<{w}{kind} {w}id="{number}"><{w}p>{paragraph}{sign}{space}{runs}</{w}p></{w}{kind}>'
        )
        body = self._document.body.prefix
        return run_of(
            f'<{body}{kind}Reference {body}id="{number}"/>', self._sign(body), *self._raised()
        )

    def _sign(self, w: str) -> Surroundings:
        style = f"{self.kind.capitalize()}Reference"
        own = {"rStyle": f'<{w}rStyle {w}val="{style}"/>'} if style in self._styles else {}
        return Surroundings(w, f"<{w}r>", "", own)

    def _raised(self) -> tuple[str, ...]:
        known = f"{self.kind.capitalize()}Reference" in self._styles
        return () if known else ("Superscript",)

    def changes(self) -> tuple[list[Splice], dict[str, bytes]]:
        """The splices of the part that is there, or the parts that are added."""
        if not self._made:
            return [], {}
        made = "".join(self._made)
        if self._part is not None:
            end = self._part.data.rfind(b"</")
            return [Splice(end, end, made.encode())], {}
        return [], self._new_parts(made)

    def _new_parts(self, made: str) -> dict[str, bytes]:
        document, kind = self._document, self.kind
        folder = document.body.name.rpartition("/")[0]
        name = f"{folder}/{kind}s.xml".lstrip("/")
        separators = "".join(
            f'<w:{kind} w:type="{what}" w:id="{number}"><w:p><w:r><w:{what}/></w:r></w:p>'
            f"</w:{kind}>"
            for what, number in (("separator", -1), ("continuationSeparator", 0))
        )
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        names = names_of(document.body.data)
        part = f'{head}<w:{kind}s xmlns:w="{names.word}">{separators}{made}</w:{kind}s>'
        added = with_relation(
            document.text_part(document.relations),
            identifier="rIdNotes",
            kind=f"{names.relations}/{kind}s",
            target=f"{kind}s.xml",
        )
        types = with_type(document.text_part(TYPES), f"/{name}", f"{_CONTENT}.{kind}s+xml")
        return {name: part.encode(), TYPES: types, document.relations: added}


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,9}", text) else 0


def _styles(document: WordDocument) -> frozenset[str]:
    folder = document.body.name.rpartition("/")[0]
    data = document.text_part(f"{folder}/styles.xml".lstrip("/")) or b""
    return frozenset(
        tag.attributes.get("styleId", "") for tag in tags(data) if tag.name == "style" and tag.opens
    )
