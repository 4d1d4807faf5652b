"""The citations and the list of one document in one style, as inlines of pandoc's tree.

`filter` and `render` both cite through here, so that one document reads alike whichever of them
writes it. What crosses the border: references and `Standing`s in, inlines and blocks out.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mscref.app.journals import JournalChoice, with_journals
from mscref.diagnostics import Diagnostic
from mscref.manuscript.citations.found import (
    AUTHOR,
    BARE,
    ENTRY,
    NARRATIVE,
    NOTE,
    PLAIN,
    RAISED,
    TITLE,
    YEAR,
    Numbered,
)
from mscref.manuscript.pandoc.citations import FoundCitation
from mscref.manuscript.pandoc.placing import as_note, capitalized, in_parentheses
from mscref.model.citation import COMPOSITE, Citation, Cite
from mscref.model.markup import strip_markup
from mscref.model.reference import Json, Reference
from mscref.records import replaced as replace

if TYPE_CHECKING:
    from mscref.csl.ast import Style
    from mscref.csl.output import Bibliography, Output
    from mscref.csl.passes.cites import Placed
    from mscref.csl.processor import Processor

EVERYTHING = "*"
# Forms of which the author is left out, and those without the brackets of the style.
_BARE = frozenset([BARE, YEAR, NOTE, RAISED])


@dataclass(frozen=True, slots=True)
class Standing:
    """A citation with its circumstances; see `manuscript.citations.found`."""

    cites: tuple[Cite, ...]
    form: str
    in_note: bool
    begins_note: bool
    note_number: int
    chapter: int
    whole: tuple[str, str] = ("", "")

    @property
    def unnumbered(self) -> Hashable:
        """All of it but its place in the document."""
        return (self.form, self.in_note, self.begins_note, self.whole)


def of_tree(found: FoundCitation) -> Standing:
    """A citation of a document tree."""
    return Standing(
        cites=found.cites,
        form=NARRATIVE if found.is_narrative else PLAIN,
        in_note=found.in_note,
        begins_note=found.begins_note,
        note_number=found.note_number,
        chapter=found.chapter,
    )


def of_text(numbered: Numbered) -> Standing:
    """A citation of a text."""
    return Standing(
        cites=numbered.found.cites,
        form=numbered.found.form,
        in_note=numbered.in_note,
        begins_note=numbered.begins_note,
        note_number=numbered.note_number,
        chapter=numbered.chapter,
        whole=numbered.found.whole,
    )


# Hears of work on citations: so many more are done, and so many more are to be done.
Tell: TypeAlias = Callable[[int, int], None]


class Citer:
    """Cites references in a style.

    `opaque` maps the characters of affixes to the inlines that stand in their place, with
    `links_citations` each cite is a link to its entry, with `links_addresses` addresses that a note
    prints are links, `language` is the tag of the document's.
    With `names_authors` a narrative citation names them in styles of numbers, too. Raises
    NotFoundError for an unknown locale.
    """

    def __init__(
        self,
        style: Style,
        *,
        locale: str | None,
        opaque: Mapping[str, dict[str, Json]],
        journals: JournalChoice,
        links_citations: bool = False,
        links_addresses: bool = True,
        language: str = "",
        names_authors: bool = False,
    ) -> None:
        from mscref.csl.passes.sort import COUNTS_APOSTROPHES
        from mscref.csl.session import Session

        self.style = style
        sorts = f"{_sort_language(style, locale, language)}{COUNTS_APOSTROPHES}"
        self._session = Session(style, locale=locale, sort_language=sorts)
        self.opaque = opaque
        self._journals = journals
        self._links_citations = links_citations
        self._links_addresses = links_addresses
        self._names_authors = names_authors
        self._references: Mapping[str, Reference] = {}
        self._unknown: list[str] = []
        self._entries: dict[str, Output] | None = None
        self._last: dict[Hashable, tuple[list[Json], list[Diagnostic]]] = {}
        self._said: list[Diagnostic] = []
        self._list: tuple[object, Bibliography] | None = None

    @property
    def processor(self) -> Processor:
        """The engine in the style and language of the document."""
        return self._session.processor

    @property
    def punctuation_goes_inside_quotes(self) -> bool:
        """True where the language of the style puts stops inside quotation marks."""
        return self.processor.locale.option("punctuation-in-quote")

    def register(
        self, references: Mapping[str, Reference], cited: Iterable[str], listed: Iterable[str]
    ) -> list[str]:
        """Make `references` citable, of which a document cites some; returns the unknown keys."""
        unknown = [key for key in dict.fromkeys(cited) if key not in references]
        if references is not self._references or unknown != self._unknown:
            self._references, self._unknown = references, unknown
            self._list = None
            self._session.place([])
            known = with_journals(list(references.values()), self._journals, self.style)
            self._session.register(known, unknown=unknown)
        self.use_also(listed)
        return unknown

    def forget(self) -> None:
        """Make everything anew the next time."""
        self._last, self._list = {}, None

    def use_also(self, listed: Iterable[str]) -> None:
        """List these works although nothing cites them ("*": all)."""
        keys: list[str] = []
        for key in listed:
            keys += [*self._references] if key == EVERYTHING else [key]
        self._session.set_uncited([key for key in keys if key in self._references])

    def shown(self, standings: Sequence[Standing], *, tell: Tell | None = None) -> list[list[Json]]:
        """The inlines of the citations of a document, in the order of reading.

        Only what changed since the last time is made anew. `tell` hears how many are made.
        """
        if tell is not None:
            tell(0, len(standings))
        citations = [
            Citation(str(number), one.cites, one.note_number, chapter=one.chapter)
            for number, one in enumerate(standings)
        ]
        self._entries = None
        shown: dict[Hashable, tuple[list[Json], list[Diagnostic]]] = {}
        keys: list[Hashable] = []
        placed = self._session.place(citations)
        for standing, (row, signature) in zip(standings, placed, strict=True):
            key = (standing.unnumbered, signature)
            keys.append(key)
            if key not in shown:
                known = self._last.get(key)
                shown[key] = self._made(standing, row) if known is None else known
            if tell is not None:
                tell(1, 0)
        self._last = shown
        return [shown[key][0] for key in keys]

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What could not be printed of the citations that were shown last, each finding once."""
        return list(dict.fromkeys(said for _, all_said in self._last.values() for said in all_said))

    def _made(self, one: Standing, row: Sequence[Placed]) -> tuple[list[Json], list[Diagnostic]]:
        self._said = []
        return self._shown(one, row), self._said

    def alone(self, standing: Standing) -> list[Json]:
        """The inlines of one citation beside the document: what counts for the list stays."""
        citation = Citation("alone", standing.cites, standing.note_number)
        return self._shown(standing, self.processor.place([citation])[0])

    def bibliography(self, *, links: bool) -> Bibliography:
        """The entries of the works that count; none for a style without a bibliography."""
        ids = self.processor.registered_ids()
        state = (links, tuple([(one, self.processor.disambiguation_of(one)) for one in ids]))
        if self._list is None or self._list[0] != state:
            self._list = (state, self._session.bibliography(link_titles=links))
        return self._list[1]

    # ------------------------------------------------------------ one citation

    def _shown(self, one: Standing, row: Sequence[Placed]) -> list[Json]:
        if any(one.whole):
            row = self._around(row, *one.whole)
        if one.form == NARRATIVE:
            return self._narrative(one, row)
        if one.form == AUTHOR:
            return self._author(one, row)
        if one.form == TITLE:
            return self._titles(row)
        if one.form == ENTRY:
            return self._whole_entries(row)
        output = self._cited(row, one)
        if one.form == RAISED and not self.style.is_note:
            return _raised(self._inlines(output))
        if not self.style.is_note:
            inlines = self._inlines(output)
            is_noted = one.form == NOTE and not one.in_note
            return as_note([*inlines, {"t": "Str", "c": "."}]) if is_noted else inlines
        if not one.in_note:
            return as_note(self._opening(output))
        if one.begins_note:
            return self._opening(output)
        inlines = self._inlines(output)
        return inlines if one.form in _BARE else in_parentheses(inlines)

    def _around(self, row: Sequence[Placed], before: str, behind: str) -> list[Placed]:
        """The cites in the order of the style, with a text before the first and behind the last."""
        ordered = list(self.processor.in_order(row))
        if before:
            prefix = f"{before} {ordered[0].cite.prefix}".strip()
            ordered[0] = replace(ordered[0], cite=replace(ordered[0].cite, prefix=prefix))
        if behind:
            comma = ", " if behind[0].isalnum() else " "
            suffix = f"{ordered[-1].cite.suffix}{comma}{behind}"
            ordered[-1] = replace(ordered[-1], cite=replace(ordered[-1].cite, suffix=suffix))
        return ordered

    def _narrative(self, one: Standing, row: Sequence[Placed]) -> list[Json]:
        """The author in the text, the rest as the style has it."""
        goes_into_note = self.style.is_note and not one.in_note
        if row[0].cite.id not in self._references:  # names nobody
            shown = self._cited(row, one)
            return as_note(self._opening(shown)) if goes_into_note else self._inlines(shown)
        name, rest = self._parted(one, row)
        if name is None and self._names_authors and not self.style.is_note:
            output = self.processor.cite_placed(row, mode=COMPOSITE)
            self._said += output.diagnostics
            return _joined_to_raised(self._inlines(output))
        if name is None:
            return as_note(self._opening(rest)) if goes_into_note else self._inlines(rest)
        author = self._inlines(name)
        if not rest.text:
            return author
        if goes_into_note:
            return [*author, *as_note(self._opening(rest))]
        comma: list[Json] = [{"t": "Str", "c": ","}] if self.style.is_note else []
        return [*author, *comma, {"t": "Space"}, *self._inlines(rest)]

    def _parted(self, one: Standing, row: Sequence[Placed]) -> tuple[Output | None, Output]:
        """What stands in the text of a narrative citation, and the rest of it.

        The names of the first cite; a title where it prints none and is a note, or begins with it.
        """
        from mscref.csl.context import FIRST

        first, *others = row
        name = self.processor.author_of(first)
        silent = replace(first, cite=replace(first.cite, suppress_author=True))
        if name is not None:
            return name, self._cited([silent, *others], one)
        # "Ibid." names nobody: the name is that of a first citation.
        name = self.processor.author_of(replace(first, position=FIRST))
        if name is None and self.style.is_note:
            name = None if one.in_note else self.processor.title_of(first)
        elif name is None and self.processor.begins_with_title(first):
            rest = self._cited([replace(silent, title_in_text=True), *others], one)
            return self.processor.title_of(first), rest
        return name, self._cited(row, one)

    def _author(self, one: Standing, row: Sequence[Placed]) -> list[Json]:
        shown: list[Json] = []
        for placed in row:
            name = self.processor.author_of(placed)
            output = self._cited([placed], one) if name is None else name
            shown += [*_comma(shown), *self._inlines(output)]
        return shown

    def _titles(self, row: Sequence[Placed]) -> list[Json]:
        from mscref.csl.render.pandoc import text_inlines

        shown: list[Json] = []
        for placed in row:
            reference = self._references.get(placed.item.id)
            title = strip_markup(reference.text("title")) if reference else f"{placed.item.id}?"
            words: Json = list(text_inlines(title))
            shown += [*_comma(shown), {"t": "Emph", "c": words}]
        return shown

    def _whole_entries(self, row: Sequence[Placed]) -> list[Json]:
        if self._entries is None:
            listed = self.processor.bibliography().entries
            self._entries = {entry.id: entry.output for entry in listed}
        shown: list[Json] = []
        for placed in row:
            output = self._entries.get(placed.item.id)
            if output is None:
                output = self.processor.cite_placed([placed])
            space: list[Json] = [{"t": "Space"}] if shown else []
            shown += [*space, *_without_margin(self._inlines(output))]
        return shown

    def _cited(self, row: Sequence[Placed], one: Standing) -> Output:
        bare = one.form in _BARE or (self.style.is_note and one.in_note)
        output = self.processor.cite_placed(row, bare=bare, keeps_prefixed=True)
        self._said += output.diagnostics
        return output

    def _opening(self, output: Output) -> list[Json]:
        """A citation that begins a note."""
        from mscref.csl.render.pandoc import begins_with_name

        inlines = self._inlines(output)
        return inlines if begins_with_name(output) else capitalized(inlines)

    def _inlines(self, output: Output) -> list[Json]:
        from mscref.csl.render.pandoc import inlines_of

        target = anchor_of if self._links_citations else None
        return inlines_of(
            output, opaque=self.opaque, cite_target=target, links=self._links_addresses
        )


def _sort_language(style: Style, locale: str | None, language: str) -> str:
    """The language of sorting; its options stand in the tag of the document's: fr-FR-u-kb."""
    if "-u-" in language:
        return language
    return style.options.sort_language or locale or style.default_locale or "en-US"


def anchor_of(key: str) -> str:
    """The address of an entry of the list."""
    return f"#ref-{key}"


def _comma(shown: Sequence[Json]) -> list[Json]:
    return [{"t": "Str", "c": ","}, {"t": "Space"}] if shown else []


def _joined_to_raised(inlines: list[Json]) -> list[Json]:
    """The inlines without spaces before what is raised."""
    kinds = [one.get("t") if isinstance(one, dict) else "" for one in inlines]
    return [
        one
        for one, kind, after in zip(inlines, kinds, [*kinds[1:], ""], strict=True)
        if (kind, after) != ("Space", "Superscript")
    ]


def _raised(inlines: list[Json]) -> list[Json]:
    is_raised = any(isinstance(one, dict) and one.get("t") == "Superscript" for one in inlines)
    if is_raised or not inlines:
        return inlines
    return [{"t": "Superscript", "c": inlines}]


def _without_margin(inlines: list[Json]) -> list[Json]:
    """An entry without the number in its margin."""
    match inlines:
        case [{"t": "Span", "c": [["", ["csl-left-margin"], []], _]}, *rest]:
            return rest
        case _:
            return inlines
