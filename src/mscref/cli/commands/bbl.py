"""`mscref bbl`: the bibliography of a LaTeX document, in the place of bibtex and biber."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from mscref.cli import options, show
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.reading import settings
from mscref.errors import ExitCode, UsageError

app = options.command_app()


@app.command("bbl")
def bbl(
    job: Annotated[
        str,
        Argument(
            metavar="[JOB]",
            help="The document, as bibtex and biber are called: `paper` for paper.aux.",
        ),
    ] = "",
    *,
    style: options.Style = None,
    locale: options.Locale = None,
    library: options.Library = None,
    journals: options.Journals = None,
    output: options.Output = None,
    sty: Annotated[
        bool,
        Option("--sty", help="Write mscref.sty beside the document (or here) and end."),
    ] = False,
) -> None:
    """Write the bibliography of a LaTeX document in any citation style.

    Reads JOB.aux, or biblatex's JOB.bcf, and writes JOB.bbl: for LaTeX alone, for natbib, and for
    mscref.sty, which has the commands of biblatex. The style is that of
    \\bibliographystyle{csl:NAME} or --style.

    \b
    Examples:
      pdflatex paper; mscref bbl paper; pdflatex paper
      mscref bbl paper -s nature
      mscref bbl --sty              the style file for \\parencite, \\textcite, \\footcite
    """
    if sty:
        _write_style_file(job)
        return
    if not job:
        raise UsageError("which document?", hint="`mscref bbl paper` for paper.tex")
    from mscref.app.bbl import BblChoice, make_bbl

    choice = BblChoice(
        job=job,
        style=style or "",
        locale=locale or "",
        library=tuple(library or ()),
        journals=journals,
    )
    made = make_bbl(choice, config=settings())
    show.diagnostics(made.diagnostics)
    show.deliver(made.text, output=output or made.path, read=made.read)
    if output is None:
        show.deliver(made.log, output=made.log_path, read=made.read)
    if str(output) != "-":
        show.note(f"{output or made.path}: {show.counted(made.listed, 'reference')}")
    if made.exit_code:
        raise Exit(ExitCode.PROBLEMS)


def _write_style_file(job: str) -> None:
    from mscref.manuscript.latex.style_file import NAME, style_file

    path = Path(job).parent / NAME if job else Path(NAME)
    show.deliver(style_file(), output=path, read=())
    show.note(f"{path}: load it by \\usepackage[style=apa]{{mscref}}")
