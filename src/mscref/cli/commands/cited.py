"""`mscref cited`: the keys that documents cite, the missing and the unused ones."""

from __future__ import annotations

from typing import Annotated

from mscref.app.cited import Cited, read_cited
from mscref.app.folders import working_folder
from mscref.app.library import choose_library, load_library
from mscref.cli import options, show
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.reading import settings
from mscref.errors import ExitCode, NoLibraryError
from mscref.model.reference import Json

app = options.command_app()

_COLUMNS = ("key", "times", "where", "what")


@app.command()
def cited(
    documents: Annotated[
        list[str],
        Argument(
            metavar="DOC...",
            help="Documents: Markdown, LaTeX (.tex, .aux, .bcf), Typst, Org, notebooks, Word; - is"
            " stdin.",
        ),
    ],
    *,
    library: options.Library = None,
    notation: Annotated[
        str,
        Option(
            "--from",
            "-f",
            metavar="NOTATION",
            help="The notation, where the name of the file does not say.",
            show_default=False,
        ),
    ] = "",
    missing: Annotated[bool, Option("--missing", help="Only keys that the library lacks.")] = False,
    unused: Annotated[bool, Option("--unused", help="Only keys that nothing cites.")] = False,
    json: options.Json = False,
) -> None:
    """List the keys that documents cite: how often, where first, and whether the library has them.

    Then those of the library that nothing cites. The library is the one of the command line, else
    the one that the documents name, else the usual one. Exit code 1 where a key is missing.

    \b
    Examples:
      mscref cited paper.tex
      mscref cited chapters/*.md -l refs.bib --missing
      mscref format --cited paper.md -s apa
    """
    found = read_cited(documents, notation=notation)
    known = _known(found, library)
    rows = _rows(found, known)
    if missing or unused:
        wanted = {word for word, is_asked in (("missing", missing), ("unused", unused)) if is_asked}
        rows = [row for row in rows if row[3] in wanted]
    if json:
        show.json_result([_as_json(found, row) for row in rows])
    else:
        show.table(_COLUMNS, rows)
    is_bad = known is not None and bool(found.missing(known))
    raise Exit(ExitCode.PROBLEMS if is_bad else ExitCode.DONE)


def _known(found: Cited, library: list[str] | None) -> list[str] | None:
    """The keys of the library in its order; None where there is none."""
    paths = library or list(found.bibliography)
    try:
        choice = choose_library(paths, config=settings(), folder=working_folder())
        loaded = load_library(choice)
    except NoLibraryError as error:
        show.note(f"{error.message}: nothing to compare with")
        return None
    show.diagnostics(loaded.diagnostics)
    return [one.id for one in loaded.references]


def _rows(found: Cited, known: list[str] | None) -> list[tuple[str, str, str, str]]:
    missing = set(found.missing(known)) if known is not None else set()
    keys = found.keys(known or ())
    rows = [
        (
            key,
            str(len(found.places[key])),
            str(found.places[key][0]),
            "missing" if key in missing else "",
        )
        for key in keys
    ]
    return [*rows, *((key, "0", "", "unused") for key in found.unused(known or ()))]


def _as_json(found: Cited, row: tuple[str, str, str, str]) -> Json:
    places: list[Json] = [str(one) for one in found.places.get(row[0], ())]
    return {"key": row[0], "places": places, "status": row[3] or "cited"}
