"""`mscref render`: a document with its citations written out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from mscref.app.render import RenderChoice, Renderer
from mscref.cli import options, show
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.reading import settings
from mscref.cli.word import check_live, is_word, refuse_options, render_word_file
from mscref.config import Config
from mscref.diagnostics import Severity
from mscref.errors import ExitCode, MscrefError, UsageError

if TYPE_CHECKING:
    from mscref.app.render_office import OfficeChoice

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
            " stdin); or .docx and .odt, which are changed in place.",
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
            help="Citations of .docx and .odt: keep (fields stay those of their program; what is"
            " typed becomes Zotero's), zotero (all become Zotero's), none (text alone).",
        ),
    ] = "keep",
    endnotes: Annotated[
        bool, Option("--endnotes", help="A .docx or .odt gets endnotes, not footnotes.")
    ] = False,
    check: Annotated[
        bool,
        Option(
            "--check",
            help="Write nothing; say which keys are unknown, which entries nothing cites, and which"
            " works the cache knows to be retracted.",
        ),
    ] = False,
    watch: Annotated[
        bool,
        Option("--watch", help="Write again whenever document or library is saved."),
    ] = False,
) -> None:
    """Write the citations of a document out, and its reference list.

    Only citations and the place of the list change; every other byte stays. The front matter
    counts (bibliography, csl, lang, nocite, …); what the command line says wins. A document of Word
    or LibreOffice is changed in place unless there is -o, and its citations stay fields.

    \b
    Examples:
      mscref render paper.md -s apa -o paper-apa.md
      mscref render paper.tex -s nature -o submission.tex
      mscref render book.qmd --sections 1
      mscref render paper.docx -s ieee
    """
    config = settings()
    check_live(live)
    if is_word(document):
        hint = "`mscref cited` looks at a document of Word or LibreOffice"
        refuse_options({"--check": check, "--watch": watch}, "a text document", hint=hint)
        refuse_options({"--to": to, "--from": notation, "--sections": sections}, "a text document")
        chosen = _word_choice(style, locale, library, journals, live=live, endnotes=endnotes)
        render_word_file(document, chosen, config=config, output=output)
        return
    refuse_options({"--live": live != "keep", "--endnotes": endnotes}, "a .docx or .odt")
    choice = _choice(
        style=style, locale=locale, library=library, to=to, sections=sections, journals=journals
    )
    if check:
        raise Exit(_check(document, notation, choice, config))
    if watch:
        _watch(document, notation, choice, config, output)
        return
    raise Exit(_render(Renderer(choice, config), document, notation, output))


def _render(renderer: Renderer, path: str, notation: str, output: Path | None) -> ExitCode:
    """Write one rendering; PROBLEMS where a key is unknown."""
    from mscref.app.document import read_document
    from mscref.cli.progress import telling

    source = read_document(path, notation=notation)
    with telling("citations written") as tell:
        rendered = renderer.render(source, tell=tell)
    read = (source.path, *renderer.libraries)
    show.deliver_bytes(source.encoded(rendered.text), output=output, read=read)
    show.diagnostics(rendered.diagnostics)
    return ExitCode.PROBLEMS if rendered.has_unknown else ExitCode.DONE


def _watch(
    path: str, notation: str, choice: RenderChoice, config: Config, output: Path | None
) -> None:
    """Render until interrupted; what is wrong with a saved state is said, and the next awaited."""
    from mscref.app.watching import saves

    if output is None or path == "-":
        raise UsageError("--watch writes to a file again and again", hint="add -o FILE")
    renderer = Renderer(choice, config)
    coming = saves(lambda: (path, *renderer.libraries))
    _render(renderer, path, notation, output)
    show.note(f"wrote {output}; waiting for the next save (Ctrl-C ends)")
    for _ in coming:
        try:
            _render(renderer, path, notation, output)
            show.detail(f"wrote {output}")
        except MscrefError as error:
            show.error(error.message, hint=error.hint)


def _check(path: str, notation: str, choice: RenderChoice, config: Config) -> ExitCode:
    """Say what is wrong with the citations; PROBLEMS for unknown keys and retracted works."""
    from mscref.app.citation_check import check_citations
    from mscref.app.document import read_document
    from mscref.app.sources import NetworkChoice, source_settings

    offline = source_settings(config, NetworkChoice(offline=True), os.environ)
    source = read_document(path, notation=notation)
    findings = check_citations(source, choice.library, config=config, settings=offline)
    for finding in findings:
        show.result(str(finding))
    serious = ("unknown-key", "retracted-work")
    is_bad = any(one.code in serious or one.severity is Severity.ERROR for one in findings)
    return ExitCode.PROBLEMS if is_bad else ExitCode.DONE


def _choice(
    *,
    style: str | None,
    locale: str | None,
    library: list[str] | None,
    to: str,
    sections: int,
    journals: str | None,
) -> RenderChoice:

    if to and to not in _MARKUPS:
        raise UsageError(f"--to is {' or '.join(_MARKUPS)}, not `{to}`")
    return RenderChoice(
        style=style or "",
        locale=locale or "",
        library=tuple(library or ()),
        journals=journals,
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
) -> OfficeChoice:
    from mscref.app.journals import journal_choice
    from mscref.app.render_office import OfficeChoice

    return OfficeChoice(
        style=style or "",
        locale=locale or "",
        library=tuple(library or ()),
        journals=journal_choice(journals, settings().journals),
        live=live,
        endnotes=endnotes,
    )
