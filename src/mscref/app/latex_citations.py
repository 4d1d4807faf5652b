"""What a LaTeX document cites → labels of its list, and the texts that mscref.sty asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from mscref.formats.latex.reading import decode
from mscref.model.citation import (
    AUTHOR_ONLY,
    COMPOSITE,
    PLAIN,
    SUPPRESS_AUTHOR,
    Citation,
    Cite,
)
from mscref.model.reference import Reference
from mscref.records import replaced as replace

if TYPE_CHECKING:
    from mscref.csl.ast import Style
    from mscref.csl.output import Bibliography, Output
    from mscref.csl.passes.cites import Placed
    from mscref.csl.render.latex_list import CitationText, LatexLabel
    from mscref.diagnostics import Diagnostic
    from mscref.manuscript.latex.job import PrintedCitation, PrintedCite

# Mode of mscref.sty → that of the engine.
_MODES = MappingProxyType({"text": COMPOSITE, "author": AUTHOR_ONLY, "yearpar": SUPPRESS_AUTHOR})
_BARE = frozenset(["bare", "foot"])
_ALWAYS_NOTES = frozenset(["foot", "footfull"])
_NEVER_NOTES = frozenset(["author", "year", "yearpar", "title", "full", "bare"])
_ENDS = re.compile(r"[.!?]['’”)\]]*$")
_YEAR = re.compile(r"\d{3,4}[a-z]?|[^\W\d_]\.\s?[^\W\d_]\.(?:-?[a-z])?")
_MOST_NAMES = 2


class LatexCitations:
    """The works that a document lists, in one style."""

    def __init__(
        self, style: Style, references: Sequence[Reference], listed: Sequence[str], *, locale: str
    ) -> None:
        from mscref.csl.processor import Processor

        self._style = style
        self._references = {one.id: one for one in references}
        self._listed = list(listed)
        self._processor = Processor(style, locale=locale or None)
        self._said: list[Diagnostic] = []

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What could not be printed of citations and labels, each finding once."""
        return list(dict.fromkeys(self._said))

    @property
    def count(self) -> int:
        """How many works are listed."""
        return len(self._listed)

    def file(self, printed: Sequence[PrintedCitation], *, name: str) -> str:
        """The `.bbl` file; `name` is what the user calls the style."""
        from mscref.csl.render.latex_list import LatexListWriter

        unknown = [
            key
            for one in printed
            for cite in one.cites
            for key in cite.keys
            if key not in self._references
        ]
        self._processor.register(self._references.values(), unknown=dict.fromkeys(unknown))
        self._processor.use_only(self._listed)
        texts = self._texts(printed)
        bibliography = self._bibliography()
        sample = self._cite(self._listed[0]) if self._listed else None
        labels = [self._label(entry.id, sample) for entry in bibliography.entries]
        return LatexListWriter(style=name, sample=sample).write(bibliography, labels, texts)

    def _bibliography(self) -> Bibliography:
        """The list; of a style that has only notes, each work as its first note has it."""
        if self._style.bibliography is not None:
            return self._processor.bibliography()
        from mscref.csl.output import Bibliography, Entry

        return Bibliography(tuple(Entry(key, self._cite(key)) for key in self._listed))

    def _cite(self, key: str, mode: str = PLAIN) -> Output:
        return self._processor.cite(Citation(key, (Cite(key),), mode=mode))

    # ------------------------------------------------------------ labels of LaTeX and natbib

    def _label(self, key: str, sample: Output | None) -> LatexLabel:
        from mscref.csl.output import Output
        from mscref.csl.render.latex_list import LatexLabel

        reference = self._references[key]
        people = _people(reference)
        if self._style.is_note:
            author = Output((_short(people) or reference.text("title"),))
            return LatexLabel(Output((f"{author.text}, {_year(reference)}",)), author, "n.d.", "")
        author = self._cite(key, AUTHOR_ONLY)
        year = _YEAR.search(self._bare(key, SUPPRESS_AUTHOR).text)
        return LatexLabel(
            self._bare(key),
            author if author.tokens else Output((_short(people) or reference.text("title"),)),
            year[0] if year else _year(reference),
            _all_names(people),
        )

    def _bare(self, key: str, mode: str = PLAIN) -> Output:
        """A citation of one work without the brackets around it."""
        citation = Citation(key, (Cite(key),), mode=mode)
        row = self._processor.place([citation])[0]
        output = self._processor.cite_placed(row, mode=mode, bare=True)
        if mode == PLAIN:  # another one is asked for the parts of a label alone
            self._said += output.diagnostics
        return _unbracketed(output)

    # ------------------------------------------------------------ citations of mscref.sty

    def _texts(self, printed: Sequence[PrintedCitation]) -> list[CitationText]:
        citations = [self._citation(one) for one in printed]
        rows = self._processor.place(citations)
        return [
            self._text(one, citation, row)
            for one, citation, row in zip(printed, citations, rows, strict=True)
        ]

    def _citation(self, one: PrintedCitation) -> Citation:
        goes_into_note = self._style.is_note and one.mode not in _NEVER_NOTES
        has_note = one.in_note or goes_into_note or one.mode in _ALWAYS_NOTES
        cites = [cite for group in one.cites for cite in self._cites(group)]
        if cites and has_note and not one.in_note:  # it begins a sentence
            prefix = cites[0].prefix
            cites[0] = replace(cites[0], prefix=prefix[:1].upper() + prefix[1:])
        return Citation(
            one.number,
            tuple(cites),
            note_number=one.note if has_note else 0,
            mode=_MODES.get(one.mode, PLAIN),
        )

    def _cites(self, group: PrintedCite) -> list[Cite]:
        """The cites of one group: the text before goes to the first, that behind to the last."""
        cites = [Cite(key) for key in group.keys]
        if not cites:
            return []
        before, after = decode(group.before).strip(), decode(group.after).strip()
        cites[0] = replace(cites[0], prefix=f"{before} " if before else "")
        label, locator, suffix = self._located(after)
        cites[-1] = replace(cites[-1], locator=locator, label=label, suffix=suffix)
        return cites

    def _located(self, text: str) -> tuple[str, str, str]:
        """The locator that a text begins with, and the rest as a suffix."""
        from mscref.app.document_words import locator_words
        from mscref.manuscript.pandoc.locators import split_locator
        from mscref.manuscript.pandoc.tree import plain

        if not text:
            return "", "", ""
        label, locator, rest = split_locator(
            [{"t": "Str", "c": text}], locator_words(self._processor)
        )
        suffix = plain(rest)
        joined = f", {suffix}" if suffix[:1].isalnum() else suffix
        return label, locator, joined

    def _text(
        self, one: PrintedCitation, citation: Citation, row: Sequence[Placed]
    ) -> CitationText:
        from mscref.csl.output import Output
        from mscref.csl.render.latex_list import CitationText

        nothing = Output(())
        if not row:
            return CitationText(one.number, nothing)
        output = self._shown(one, citation, row)
        if one.mode in _ALWAYS_NOTES or (self._style.is_note and one.mode not in _NEVER_NOTES):
            if output.note is not None:  # the author stays in the text
                return CitationText(one.number, replace(output, note=None), output.note)
            if not one.in_note:
                return CitationText(one.number, nothing, _with_stop(output))
        return CitationText(one.number, output, output.note, in_note=one.in_note)

    def _shown(self, one: PrintedCitation, citation: Citation, row: Sequence[Placed]) -> Output:
        if one.mode == "title":
            return self._joined([self._title(placed.item.id) for placed in row])
        if one.mode == "year":
            return self._joined([self._year_of(placed.item.id) for placed in row])
        if one.mode in ("full", "footfull"):
            return self._joined([self._entry(placed.item.id) for placed in row])
        # In a note of a note style's own the layout's full stop stays.
        bare = one.in_note if self._style.is_note else one.mode in _BARE
        output = self._processor.cite_placed(row, mode=citation.mode, bare=bare)
        self._said += output.diagnostics
        return _unbracketed(output) if bare and not self._style.is_note else output

    def _year_of(self, key: str) -> Output:
        """The year with its letter; of a style that prints none, the year alone."""
        from mscref.csl.output import Output

        if key not in self._references:
            return self._cite(key)
        year = None if self._style.is_note else _YEAR.search(self._bare(key, SUPPRESS_AUTHOR).text)
        return Output((year[0] if year else _year(self._references[key]),))

    def _title(self, key: str) -> Output:
        from mscref.csl.passes.finish import finish
        from mscref.csl.richtext import parse_rich_text

        reference = self._references.get(key)
        if reference is None:
            return self._cite(key)
        title = reference.text("title-short") or reference.text("title")
        return finish(list(parse_rich_text(title, None)))

    def _entry(self, key: str) -> Output:
        from mscref.csl.render.latex_list import entry_text

        found = next((one for one in self._bibliography().entries if one.id == key), None)
        return entry_text(found) if found is not None else self._cite(key)

    @staticmethod
    def _joined(outputs: Sequence[Output]) -> Output:
        from mscref.csl.output import Output, Token

        tokens: list[Token] = []
        for output in outputs:
            tokens += (["; "] if tokens else []) + list(output.tokens)
        return Output(tuple(tokens))


def _unbracketed(output: Output) -> Output:
    """An output without the one pair of brackets that holds all of it."""
    text = output.text
    pair = text[:1] + text[-1:]
    if pair not in ("()", "[]") or any(bracket in text[1:-1] for bracket in pair):
        return output
    tokens = list(output.tokens)
    places = [place for place, token in enumerate(tokens) if isinstance(token, str) and token]
    tokens[places[0]] = str(tokens[places[0]])[1:]
    tokens[places[-1]] = str(tokens[places[-1]])[:-1]
    return replace(output, tokens=tuple(tokens))


def _with_stop(output: Output) -> Output:
    """A note ends in a full stop."""
    if not output.tokens or _ENDS.search(output.text):
        return output
    return replace(output, tokens=(*output.tokens, "."))


def _people(reference: Reference) -> list[str]:
    """The family names of those who made a work."""
    people = reference.names("author") or reference.names("editor")
    names = (
        " ".join(filter(None, (one.non_dropping_particle, one.family))) or one.literal
        for one in people
        if not one.is_others
    )
    return [name for name in names if name]


def _short(people: Sequence[str]) -> str:
    if len(people) > _MOST_NAMES:
        return f"{people[0]} et al."
    return " and ".join(people)


def _all_names(people: Sequence[str]) -> str:
    if len(people) <= _MOST_NAMES:
        return ""
    return f"{', '.join(people[:-1])}, and {people[-1]}"


def _year(reference: Reference) -> str:
    date = reference.date("issued")
    return str(date.year) if date and date.year is not None else "n.d."
