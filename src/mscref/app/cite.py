"""References and a style → formatted bibliography, in-text citation, and their text.

What crosses the border: references, names and plain options in; `Formatted` or text out. The
engine, the styles and the writers are wired here and nowhere else.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.folders import styles_folder
from mscref.app.journals import AS_STYLED, JournalChoice, with_journals
from mscref.model.citation import PLAIN, SUPPRESS_AUTHOR, Citation, Cite
from mscref.model.locators import parse_locator
from mscref.model.reference import Reference
from mscref.records import Record

if TYPE_CHECKING:
    from mscref.csl.ast import Style
    from mscref.csl.output import Bibliography, Output
    from mscref.csl.processor import Processor
    from mscref.csl.render.terminal import TerminalSpan


class StyleChoice(Record):
    """Which style and language the output is in; "" leaves the locale to the style."""

    style: str
    locale: str = ""


class CiteOptions(Record):
    """How a citation differs from the plain one; `locator` as people write it ("p. 12").

    `mode` and `infix` are those of `Citation`; without authors means without those of any work.
    """

    locator: str = ""
    prefix: str = ""
    suffix: str = ""
    mode: str = PLAIN
    infix: str = ""


def load_style(choice: StyleChoice) -> Style:
    """Read the style; raises NotFoundError for an unknown and StyleError for a broken one."""
    from mscref.csl import styles

    return styles.load_style(choice.style, styles_folder(os.environ))


def is_own_style(choice: StyleChoice) -> bool:
    """True where the style is a file of the user's own and not an installed one."""
    return Path(choice.style).is_file()


def format_references(
    references: Sequence[Reference],
    style: Style,
    *,
    locale: str = "",
    link_titles: bool = False,
    journals: JournalChoice = AS_STYLED,
) -> Bibliography:
    """Format references as a bibliography, in the order that the style asks for.

    A style that has only notes (chicago-notes) gives the full note of each reference, in the
    order of the library. `link_titles` as in `Processor.bibliography`. Raises NotFoundError for an
    unknown locale.
    """
    processor = _processor(references, style, locale=locale, journals=journals)
    if style.bibliography is not None:
        return processor.bibliography(link_titles=link_titles)
    from mscref.csl.output import Bibliography, Entry

    return Bibliography(
        tuple(
            Entry(one.id, processor.cite(Citation(one.id, (Cite(one.id),)))) for one in references
        )
    )


def cite_references(
    library: Sequence[Reference],
    cited: Sequence[Reference],
    options: CiteOptions,
    style: Style,
    *,
    locale: str = "",
    journals: JournalChoice = AS_STYLED,
) -> Output:
    """Make one citation of `cited`; raises NotFoundError for an unknown locale.

    Numbers, year-suffixes and added names are those of the bibliography of the whole `library`.
    """
    processor = _processor(library, style, locale=locale, journals=journals)
    cites = _make_cites(cited, options, *_located(options.locator, processor))
    return processor.cite(Citation("1", cites, mode=options.mode, infix=options.infix))


def _located(locator: str, processor: Processor) -> tuple[str, str]:
    """The label and the value of a locator; its label may be in the language of the style."""
    if not locator:
        return "", ""
    from mscref.app.document_words import locator_words

    return parse_locator(locator, locator_words(processor))


def _make_cites(
    references: Sequence[Reference], options: CiteOptions, label: str, locator: str
) -> tuple[Cite, ...]:
    """One cite for each reference: the prefix goes to the first, locator and suffix to the last."""
    last = len(references) - 1
    return tuple(
        Cite(
            reference.id,
            locator=locator if number == last else "",
            label=label if number == last else "",
            prefix=_spaced(options.prefix, after=True) if number == 0 else "",
            suffix=_spaced(options.suffix, after=False) if number == last else "",
            suppress_author=options.mode == SUPPRESS_AUTHOR,
        )
        for number, reference in enumerate(references)
    )


def _spaced(text: str, *, after: bool) -> str:
    """`text` with the space that parts it from the cite; none before a comma."""
    if not text or (text[-1] if after else text[0]).isspace():
        return text
    if after:
        return text + " "
    return text if text[0] in ",;.:)" else " " + text


def render_bibliography(
    bibliography: Bibliography,
    *,
    target: str,
    links: bool = True,
    numbered: bool | None = None,
) -> str:
    """Write a bibliography as `target`; `numbered` adds or takes away numbers where not None."""
    from mscref.csl.render.registry import find_writer

    return find_writer(target).bibliography(_numbered(bibliography, numbered), links=links)


class Formatter:
    """One style for references that come one after the other.

    Raises NotFoundError for an unknown locale when it is made.
    """

    def __init__(
        self, style: Style, *, locale: str = "", journals: JournalChoice = AS_STYLED
    ) -> None:
        self._processor = _processor([], style, locale=locale)
        self._style = style
        self._journals = journals

    def one(self, reference: Reference, *, target: str) -> str:
        """One reference by itself, without the number that it has only among others."""
        self._processor.register(with_journals([reference], self._journals, self._style))
        return render_bibliography(self._processor.bibliography(), target=target, numbered=False)

    def spans(self, reference: Reference) -> list[list[TerminalSpan]]:
        """One reference by itself as styled spans, without the number that it has among others."""
        self._processor.register(with_journals([reference], self._journals, self._style))
        return bibliography_spans(self._processor.bibliography(), links=False, numbered=False)

    def all(self, references: Sequence[Reference], *, target: str) -> str:
        """A whole bibliography, in the order of the style."""
        self._processor.register(with_journals(references, self._journals, self._style))
        return render_bibliography(self._processor.bibliography(), target=target)


def bibliography_spans(
    bibliography: Bibliography, *, links: bool = True, numbered: bool | None = None
) -> list[list[TerminalSpan]]:
    """The entries as styled spans, for a terminal; `numbered` as in `render_bibliography`."""
    from mscref.csl.render.terminal import TerminalWriter

    return TerminalWriter().bibliography_spans(_numbered(bibliography, numbered), links=links)


def _numbered(bibliography: Bibliography, numbered: bool | None) -> Bibliography:
    if numbered is None:
        return bibliography
    from mscref.app.numbering import renumber

    return renumber(bibliography, numbered=numbered)


def render_citation(citation: Output, *, target: str, links: bool = True) -> str:
    """Write a citation as `target`, behind it what goes into a note."""
    from mscref.csl.render.registry import find_writer, output_row

    writer = find_writer(target)
    text = writer.citation(citation, links=links)
    row = output_row(target)
    if citation.note is None or row.is_data:  # whose writer tells the note itself
        return text
    opening, closing = row.note
    return f"{text}{opening}{writer.citation(citation.note, links=links)}{closing}"


def citation_spans(citation: Output, *, links: bool = True) -> list[list[TerminalSpan]]:
    """A citation as styled spans, for a terminal; a second line is what goes into a note."""
    from mscref.csl.render.terminal import TerminalWriter

    outputs = [citation] if citation.note is None else [citation, citation.note]
    return [TerminalWriter().spans(output, links=links) for output in outputs]


def _processor(
    references: Sequence[Reference],
    style: Style,
    *,
    locale: str,
    journals: JournalChoice = AS_STYLED,
) -> Processor:
    from mscref.csl.processor import Processor

    processor = Processor(style, locale=locale or None)
    processor.register(with_journals(references, journals, style))
    return processor
