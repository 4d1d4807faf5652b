"""The files of a LaTeX run on the disk → what it cites, from which libraries, in which style.

What crosses the border: the name that bibtex and biber are called with, in; a `Job` with the
files it was read from, out. Raises LibraryError where LaTeX has not run.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mscref.app.files import read_text
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import LibraryError, NotFoundError, UsageError
from mscref.manuscript.latex.job import EVERYTHING, Job

_STYLE_MARK = "csl:"
_SUFFIXES = (".aux", ".bcf", ".tex", ".bbl")
_MOST_INPUTS = 1000  # a book of a thousand chapters; more is a circle


@dataclass(slots=True)
class LatexRun:
    """A job with its folder and name, and what was the matter with its files."""

    job: Job
    folder: Path
    name: str
    control: str
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def file(self, suffix: str) -> Path:
        """The file of this run with `suffix`."""
        return self.folder / (self.name + suffix)


def read_run(name: str) -> LatexRun:
    """What the run `name` (with or without a suffix of its files) asks for."""
    given = Path(name)
    stem = given.name
    for suffix in _SUFFIXES:
        stem = stem.removesuffix(suffix)
    folder = given.parent
    aux, bcf = folder / f"{stem}.aux", folder / f"{stem}.bcf"
    wants_bcf = given.name.endswith(".bcf") and bcf.is_file()
    if aux.is_file() and not wants_bcf:
        reader = _AuxReader(folder)
        reader.read(aux)
        if not reader.job.is_biblatex:
            return LatexRun(
                job=reader.job,
                folder=folder,
                name=stem,
                control=str(aux),
                diagnostics=reader.diagnostics,
            )
    if bcf.is_file():
        return _read_control_file(bcf, folder, stem)
    if aux.is_file():
        raise LibraryError(f"{bcf}: no such file", hint="run LaTeX once more, and then this")
    raise LibraryError(f"{aux}: no such file", hint=f"run LaTeX first: `pdflatex {stem}`")


def _read_control_file(bcf: Path, folder: Path, stem: str) -> LatexRun:
    from mscref.manuscript.latex.bcf_file import read_bcf

    source = read_text(str(bcf))
    job, diagnostics = read_bcf(source.text, path=source.path)
    return LatexRun(job=job, folder=folder, name=stem, control=str(bcf), diagnostics=diagnostics)


class _AuxReader:
    """Reads an `.aux` file and those that it includes, each once."""

    def __init__(self, folder: Path) -> None:
        self.job = Job()
        self.diagnostics: list[Diagnostic] = []
        self._folder = folder
        self._seen: set[str] = set()

    def read(self, path: Path) -> None:
        from mscref.manuscript.latex.aux_file import read_aux

        self._seen.add(os.path.normpath(path))
        read_aux(read_text(str(path)).text, self.job, self._include)

    def _include(self, name: str) -> None:
        """A chapter's file; what is no `.aux` file below the folder is not opened."""
        path = self._folder / name
        known = os.path.normpath(path)
        outside = Path(name).is_absolute() or ".." in Path(name).parts
        if outside or not name.endswith(".aux") or known in self._seen:
            return
        if path.is_file() and len(self._seen) < _MOST_INPUTS:
            self.read(path)


def libraries_of(run: LatexRun) -> list[str]:
    """The bibliography files that the document names; raises LibraryError for one not found.

    They are looked for beside the document, in the working folder and in BIBINPUTS.
    """
    return [_find(name, run) for name in run.job.data]


def _find(name: str, run: LatexRun) -> str:
    places = [run.folder, Path(), *map(Path, filter(None, _bib_inputs()))]
    for place in places:
        for candidate in (place / name, place / f"{name}.bib"):
            if candidate.is_file():
                return str(candidate)
    shown = name if Path(name).suffix else f"{name}.bib"
    raise LibraryError(
        f"{shown}: no such file",
        hint=f"{run.control} names it; it was looked for beside the document and in BIBINPUTS",
    )


def _bib_inputs() -> list[str]:
    # `//` below a folder is left to kpathsea.
    return [one.rstrip("/") for one in os.environ.get("BIBINPUTS", "").split(os.pathsep)]


def style_of(run: LatexRun, *, given: str, configured: str) -> str:
    """The style that the command line, the document or the settings name.

    Raises UsageError where none does.
    """
    if given:
        return given
    named = run.job.style
    if named.startswith(_STYLE_MARK):
        return _beside(named.removeprefix(_STYLE_MARK), run)
    if configured:
        return configured
    if named and _is_installed(named):
        return named
    asks = f"asks for the BibTeX style `{named}`" if named else "names no style"
    raise UsageError(
        f"{run.control}: {asks}",
        hint="write \\bibliographystyle{csl:apa} in the document, or say `--style apa`",
    )


def _beside(name: str, run: LatexRun) -> str:
    """A style file is named from the folder of the document."""
    path = run.folder / name
    return str(path) if name.endswith(".csl") and path.is_file() else name


def _is_installed(name: str) -> bool:
    """Whether there is a CSL style of exactly the name of a BibTeX style."""
    from mscref.app.folders import styles_folder
    from mscref.csl.styles import find_style

    try:
        return find_style(name, styles_folder(os.environ)).name == name
    except NotFoundError:
        return False


def unknown_keys(run: LatexRun, known: set[str]) -> list[str]:
    """The keys that are cited and that no library has, each once."""
    return [key for key in dict.fromkeys(run.job.keys) if key not in known and key != EVERYTHING]


def unknown_key_warnings(
    run: LatexRun, unknown: Sequence[str], known: set[str]
) -> list[Diagnostic]:
    """A warning for each unknown key, with what comes near it."""
    from difflib import get_close_matches

    found = []
    for key in unknown:
        near = get_close_matches(key, known, n=3)
        found.append(
            Diagnostic(
                Severity.WARNING,
                "unknown-key",
                f"`{key}` is cited and not in the bibliography",
                Span(run.control),
                hint=f"did you mean {', '.join(near)}?" if near else "",
            )
        )
    return found
