"""The citations and the list of one document in one style, as inlines of pandoc's tree.

`filter` and `render` both cite through here, so that one document reads alike whichever of them
writes it. What crosses the border: references and `Standing`s in, inlines and blocks out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mscref.app.journals import JournalChoice, with_journals
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
from mscref.model.citation import Citation, Cite
from mscref.model.locators import WORDS
from mscref.model.markup import strip_markup
from mscref.model.reference import Json, Reference

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
    )


class Citer:
    """Cites references in a style.

    `opaque` maps the characters of affixes to the inlines that stand in their place, `link` makes
    each cite a link to its entry. Raises NotFoundError for an unknown locale.
    """

    def __init__(
        self,
        style: Style,
        *,
        locale: str | None,
        opaque: Mapping[str, dict[str, Json]],
        journals: JournalChoice,
        links_citations: bool = False,
    ) -> None:
        from mscref.csl.processor import Processor

        self.style = style
        self.processor: Processor = Processor(style, locale=locale)
        self.opaque = opaque
        self._journals = journals
        self._links_citations = links_citations
        self._references: Mapping[str, Reference] = {}
        self._entries: dict[str, Output] | None = None

    @property
    def punctuation_goes_inside_quotes(self) -> bool:
        """True where the language of the style puts stops inside quotation marks."""
        return self.processor.locale.option("punctuation-in-quote")

    def register(
        self, references: Mapping[str, Reference], cited: Iterable[str], listed: Iterable[str]
    ) -> list[str]:
        """Make `references` citable and those cited or listed count; returns unknown keys."""
        self._references = references
        keys = dict.fromkeys(cited)
        unknown = [key for key in keys if key not in references]
        self.processor.register(
            with_journals(list(references.values()), self._journals, self.style), unknown=unknown
        )
        self.use_only(keys, listed)
        return unknown

    def use_only(self, cited: Iterable[str], listed: Iterable[str]) -> None:
        """Let only these works count, in this order."""
        keys = [key for key in cited if key in self._references]
        for key in listed:
            keys += [*self._references] if key == EVERYTHING else [key]
        self.processor.use_only(dict.fromkeys(key for key in keys if key in self._references))
        self._entries = None

    def shown(self, standings: Sequence[Standing]) -> list[list[Json]]:
        """The inlines of citations in the order of reading."""
        shown: list[list[Json]] = []
        for chapter in dict.fromkeys(one.chapter for one in standings):
            members = [one for one in standings if one.chapter == chapter]
            citations = [
                Citation(str(number), one.cites, one.note_number)
                for number, one in enumerate(members)
            ]
            rows = self.processor.place(citations)
            shown += [self._shown(one, row) for one, row in zip(members, rows, strict=True)]
        return shown

    def bibliography(self, *, links: bool) -> Bibliography:
        """The entries of the works that count; none for a style without a bibliography."""
        return self.processor.bibliography(link_titles=links)

    # ------------------------------------------------------------ one citation

    def _shown(self, one: Standing, row: Sequence[Placed]) -> list[Json]:
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

    def _narrative(self, one: Standing, row: Sequence[Placed]) -> list[Json]:
        """The author in the text, the rest as the style has it."""
        first, *others = row
        goes_into_note = self.style.is_note and not one.in_note
        name = self.processor.author_of(first)
        if name is None:
            output = self._cited(row, one)
            return as_note(self._opening(output)) if goes_into_note else self._inlines(output)
        without = replace(first, cite=replace(first.cite, suppress_author=True))
        rest = self._cited([without, *others], one)
        author = self._inlines(name)
        if not rest.text:
            return author
        if goes_into_note:
            return [*author, *as_note(self._opening(rest))]
        comma: list[Json] = [{"t": "Str", "c": ","}] if self.style.is_note else []
        return [*author, *comma, {"t": "Space"}, *self._inlines(rest)]

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
        return self.processor.cite_placed(row, bare=bare, keeps_prefixed=True)

    def _opening(self, output: Output) -> list[Json]:
        """A citation that begins a note."""
        from mscref.csl.render.pandoc import begins_with_name

        inlines = self._inlines(output)
        return inlines if begins_with_name(output) else capitalized(inlines)

    def _inlines(self, output: Output) -> list[Json]:
        from mscref.csl.render.pandoc import inlines_of

        target = anchor_of if self._links_citations else None
        return inlines_of(output, opaque=self.opaque, cite_target=target)


def anchor_of(key: str) -> str:
    """The address of an entry of the list."""
    return f"#ref-{key}"


def locator_words(processor: Processor) -> dict[str, str]:
    """What may stand before a locator in the language of the style → its CSL label."""
    words = dict(WORDS)
    for label in dict.fromkeys(WORDS.values()):
        for form in ("long", "short", "symbol"):
            for plural in (False, True):
                term = processor.locale.term(label, form, plural=plural)
                if term:
                    words[term.rstrip(".").lower()] = label
    return words


def locale_of(language: str) -> str | None:
    """The locale for the language of a document; None where there is none of it."""
    from mscref.csl.languages import find_language

    name = language.partition("-u-")[0]
    return name if name and find_language(name) else None


def near_keys(key: str, known: Iterable[str]) -> str:
    """What to do about an unknown key: the keys that come near it, "" where none does."""
    from difflib import get_close_matches

    near = get_close_matches(key, list(known), n=3)
    return f"did you mean {', '.join(near)}?" if near else ""


def _comma(shown: Sequence[Json]) -> list[Json]:
    return [{"t": "Str", "c": ","}, {"t": "Space"}] if shown else []


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
