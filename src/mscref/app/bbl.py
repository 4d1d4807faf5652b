"""A LaTeX run → the `.bbl` file that its next run reads, in the place of bibtex and biber.

What crosses the border: what the command line says in; the text of the file, where it goes and
the findings out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.cite import StyleChoice, load_style
from mscref.app.journals import journal_choice, with_journals
from mscref.app.latex_job import (
    LatexRun,
    libraries_of,
    read_run,
    style_of,
    unknown_key_warnings,
    unknown_keys,
)
from mscref.app.library import choose_library, exit_code_of, load_library
from mscref.config import Config
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import ExitCode
from mscref.manuscript.latex.job import EVERYTHING

if TYPE_CHECKING:
    from mscref.model.reference import Reference


@dataclass(frozen=True, slots=True)
class BblChoice:
    """What the command line says; it wins over the document."""

    job: str
    style: str = ""
    locale: str = ""
    library: tuple[str, ...] = ()
    journals: str | None = None


@dataclass(frozen=True, slots=True)
class Bbl:
    """The file, its log in the words of bibtex (which latexmk reads), and the findings."""

    text: str
    log: str
    path: Path
    log_path: Path
    listed: int
    diagnostics: list[Diagnostic]
    read: tuple[str | Path, ...]

    @property
    def exit_code(self) -> ExitCode:
        """PROBLEMS where an entry of a library could not be read."""
        return exit_code_of(self.diagnostics)


def make_bbl(choice: BblChoice, *, config: Config) -> Bbl:
    """Format what a LaTeX run cites.

    Raises LibraryError where LaTeX has not run or a library is missing, UsageError where no style
    is named, NotFoundError for an unknown style.
    """
    from mscref.app.latex_citations import LatexCitations

    run = read_run(choice.job)
    if not run.job.keys and not run.job.printed:
        return _nothing(run)
    configured = config.style if "style" in config.origins else ""
    name = style_of(run, given=choice.style, configured=configured)
    style = load_style(StyleChoice(name))
    library = load_library(
        choose_library(choice.library or libraries_of(run), config=config, folder=Path.cwd())
    )
    references = {one.id: one for one in library.references}
    unknown = unknown_keys(run, set(references))
    diagnostics = [
        *run.diagnostics,
        *library.diagnostics,
        *unknown_key_warnings(run, unknown, set(references)),
    ]
    if run.job.is_biblatex:
        diagnostics.append(_biblatex(run))
    shown = with_journals(
        list(references.values()), journal_choice(choice.journals, config.journals), style
    )
    citations = LatexCitations(
        style, shown, _listed(run, references), locale=_locale(run, choice, config)
    )
    text = citations.file(run.job.printed, name=name)
    return Bbl(
        text=text,
        log=_log(run, library.paths, unknown),
        path=run.file(".bbl"),
        log_path=run.file(".blg"),
        listed=citations.count,
        diagnostics=[*diagnostics, *citations.diagnostics],
        read=_read_by(run, library.paths),
    )


def _nothing(run: LatexRun) -> Bbl:
    """The file of a document that cites nothing (yet: latexmk asks before the first run)."""
    finding = Diagnostic(
        Severity.WARNING, "cites-nothing", "the document cites nothing", Span(run.control)
    )
    text = "% Written by mscref; the document cites nothing\n"
    return Bbl(
        text=text,
        log=_log(run, (), ()),
        path=run.file(".bbl"),
        log_path=run.file(".blg"),
        listed=0,
        diagnostics=[finding],
        read=_read_by(run, ()),
    )


def _listed(run: LatexRun, references: dict[str, Reference]) -> list[str]:
    """The works of the list in the order of the document, `\\nocite{*}` last."""
    keys = [key for key in run.job.keys if key != EVERYTHING]
    if EVERYTHING in run.job.keys:
        keys += references
    return [key for key in dict.fromkeys(keys) if key in references]


def _locale(run: LatexRun, choice: BblChoice, config: Config) -> str:
    """The language of the output: as asked for, else that of the document but for English."""
    if choice.locale or config.locale:
        return choice.locale or config.locale
    from mscref.formats.languages import LANGUAGES

    language = LANGUAGES.get(run.job.language, "")
    if not language or language == "en-US":
        return ""
    from mscref.csl.languages import find_language

    return find_language(language) or ""


def _biblatex(run: LatexRun) -> Diagnostic:
    return Diagnostic(
        Severity.WARNING,
        "biblatex",
        "biblatex reads no list but biber's",
        Span(run.control),
        hint="load mscref.sty in its place, which has its commands: `mscref bbl --sty`",
    )


def _log(run: LatexRun, paths: Sequence[str], unknown: Sequence[str]) -> str:
    """What bibtex would have logged: latexmk finds the library and missing entries by it."""
    lines = [f"This is mscref, in the place of BibTeX; the control file is {run.control}"]
    lines += [f"Database file #{number}: {path}" for number, path in enumerate(paths, 1)]
    lines += [f'Warning--I didn\'t find a database entry for "{key}"' for key in unknown]
    return "\n".join(lines) + "\n"


def _read_by(run: LatexRun, libraries: Sequence[str]) -> tuple[str | Path, ...]:
    return (run.control, run.file(".tex"), run.file(".aux"), run.file(".bcf"), *libraries)
