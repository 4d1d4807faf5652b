"""`mscref render`: a document with its citations written out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from mscref.cli import options, show
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.reading import settings
from mscref.cli.word import check_live, is_word, render_word_file
from mscref.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from mscref.app.render import RenderChoice
    from mscref.app.render_word import WordChoice

app = options.command_app()

# What people call the markup that is put into Markdown.
_MARKUPS = ("markdown", "commonmark")


@app.command()
def render(
    document: Annotated[
        str,
        Argument(
            metavar="DOC",
            help="Markdown (.md .qmd .Rmd), MyST, LaTeX, Typst, Org or a Jupyter notebook (- is"
            " stdin); or .docx, which is changed in place.",
        ),
    ],
    *,
    style: options.Style = None,
    locale: options.Locale = None,
    journals: options.Journals = None,
    library: options.Library = None,
    output: options.Output = None,
    to: Annotated[
        str,
        Option(
            "--to",
            "-t",
            metavar="MARKUP",
            help="What is put into Markdown: markdown (pandoc's, the default) or commonmark.",
            show_default=False,
        ),
    ] = "",
    notation: Annotated[
        str,
        Option(
            "--from",
            "-f",
            metavar="NOTATION",
            help="markdown, quarto, rmarkdown, myst, latex, typst, org, notebook; else what the"
            " name of the file says.",
            show_default=False,
        ),
    ] = "",
    sections: Annotated[
        int,
        Option(
            "--sections",
            metavar="LEVEL",
            min=0,
            max=6,
            help="A list of its own for each heading of this level (1: chapters).",
            show_default=False,
        ),
    ] = 0,
    live: Annotated[
        str,
        Option(
            "--live",
            metavar="WHAT",
            help="Citations of a Word document: keep (fields stay those of their program; what is"
            " typed becomes Zotero's), zotero (all become Zotero's), none (text alone).",
        ),
    ] = "keep",
    endnotes: Annotated[
        bool, Option("--endnotes", help="A Word document gets endnotes, not footnotes.")
    ] = False,
) -> None:
    """Write the citations of a document out, and its reference list.

    Only citations and the place of the list change; every other byte stays. The front matter
    counts (bibliography, csl, lang, nocite, …); what the command line says wins. A Word document
    (.docx) is changed in place unless there is -o, and its citations stay fields.

    \\b
    Examples:
      mscref render paper.md -s apa -o paper-apa.md
      mscref render paper.tex -s nature -o submission.tex
      mscref render book.qmd --sections 1
      mscref render paper.docx -s ieee
    """
    config = settings()
    check_live(live)
    if is_word(document):
        chosen = _word_choice(style, locale, library, journals, live=live, endnotes=endnotes)
        render_word_file(document, chosen, config=config, output=output)
        return
    from mscref.app.document import read_document
    from mscref.app.render import render_document

    choice = _choice(
        style=style, locale=locale, library=library, to=to, sections=sections, journals=journals
    )
    source = read_document(document, notation=notation)
    _refuse_source(source.path, output)
    rendered = render_document(source, choice, config=config)
    show.diagnostics(rendered.diagnostics)
    show.deliver_bytes(source.encoded(rendered.text), output=output)
    raise Exit(ExitCode.PROBLEMS if rendered.has_unknown else ExitCode.DONE)


def _choice(
    *,
    style: str | None,
    locale: str | None,
    library: list[str] | None,
    to: str,
    sections: int,
    journals: str | None,
) -> RenderChoice:
    from mscref.app.journals import journal_choice
    from mscref.app.render import RenderChoice

    if to and to not in _MARKUPS:
        raise UsageError(f"--to is {' or '.join(_MARKUPS)}, not `{to}`")
    return RenderChoice(
        style=style or "",
        locale=locale or "",
        library=tuple(library or ()),
        journals=journal_choice(journals, settings().journals),
        markup=to,
        sections=sections,
    )


def _word_choice(
    style: str | None,
    locale: str | None,
    library: list[str] | None,
    journals: str | None,
    *,
    live: str,
    endnotes: bool,
) -> WordChoice:
    from mscref.app.journals import journal_choice
    from mscref.app.render_word import WordChoice

    return WordChoice(
        style=style or "",
        locale=locale or "",
        library=tuple(library or ()),
        journals=journal_choice(journals, settings().journals),
        live=live,
        endnotes=endnotes,
    )


def _refuse_source(source: str, output: Path | None) -> None:
    """The citations of the source would be lost for good."""
    if output is None or not output.is_file() or not Path(source).is_file():
        return
    if output.samefile(source):
        raise UsageError(
            f"{source}: would be replaced, and its citations lost",
            hint="write to another file: -o OTHER",
        )
