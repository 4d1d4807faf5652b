"""`mscref styles`: find a style, look at it, try it."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated

import typer

from mscref.cli import complete, options, show
from mscref.errors import ExitCode
from mscref.model.reference import Json

app = options.command_app(help="Find citation styles, check one, compare them.")

_SHOWN = 20

Words = Annotated[list[str], typer.Argument(metavar="TEXT...", show_default=False)]
Names = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME...",
        help="Styles: names, titles, journals or files.",
        show_default=False,
        autocompletion=complete.styles,
    ),
]
Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="A style: name, title, journal, ISSN or file.",
        show_default=False,
        autocompletion=complete.styles,
    ),
]


@app.command("search")
def search(
    text: Words,
    *,
    limit: Annotated[
        int, typer.Option("--limit", min=0, help="How many to list; 0 lists all.")
    ] = _SHOWN,
    json: options.Json = False,
) -> None:
    """Search the installed styles by title, journal, ISSN, field or family.

    Words match the beginnings of words. `field:biology`, `format:numeric`, `parent:nature`,
    `locale:de`, `kind:note` narrow the search.

    \b
    Examples:
      mscref styles search lancet
      mscref styles search 1061-4036
      mscref styles search chicago kind:note
      mscref styles search field:psychology format:author-date
    """
    from mscref.app.styles import find_styles

    found = find_styles(" ".join(text))
    shown = found[:limit] if limit else found
    if json:
        show.json_result(
            [
                {
                    "name": head.name,
                    "title": head.title,
                    "parent": head.parent,
                    "format": head.citation_format,
                    "fields": list(head.fields),
                    "issn": list(head.issns),
                }
                for head in shown
            ]
        )
        return
    show.table(
        ("name", "title", "format", "depends on"),
        [(head.name, head.title, head.citation_format, head.parent) for head in shown],
    )
    if len(found) > len(shown):
        show.note(f"{len(found) - len(shown)} more; --limit 0 lists all")
    if not found:
        show.note("no style matches")
        raise typer.Exit(ExitCode.NOT_FOUND)


@app.command("show")
def show_style(name: Name, *, json: options.Json = False) -> None:
    """Show what a style is, and everything that is wrong with it.

    \b
    Examples:
      mscref styles show nature-genetics
      mscref styles show my-own.csl
    """
    from mscref.app.styles import report_style

    report = report_style(name)
    if json:
        findings: list[Json] = [
            {
                "severity": one.severity.value,
                "code": one.code,
                "message": one.message,
                "line": one.span.line if one.span else 0,
                "column": one.span.column if one.span else 0,
                "hint": one.hint,
            }
            for one in report.diagnostics
        ]
        show.json_result({"style": dict(report.facts), "findings": findings})
    else:
        show.table(("", ""), report.facts)
        show.diagnostics(report.diagnostics)
    raise typer.Exit(ExitCode.PROBLEMS if report.is_broken else ExitCode.DONE)


@app.command("preview")
def preview(
    names: Names,
    *,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="SELECTOR",
            help="Take only these references (repeatable).",
            show_default=False,
            autocompletion=complete.keys,
        ),
    ] = None,
    locale: options.Locale = None,
    library: options.Library = None,
    json: options.Json = False,
) -> None:
    """Format your references in several styles, side by side.

    \b
    Examples:
      mscref styles preview apa nature vancouver
      mscref styles preview ieee my-own.csl --select leng2020
    """
    from mscref.app.select import select as select_references
    from mscref.app.styles import preview_styles
    from mscref.cli.reading import read_library

    request = read_library(library)
    chosen = select_references(request.library.references, select or ())
    previews = preview_styles(names, chosen, locale=locale or request.config.locale)
    if json:
        show.json_result(
            [
                {"key": one.key, "style": one.style, "entry": one.entry, "citation": one.citation}
                for one in previews
            ]
        )
    else:
        lines: list[str] = []
        width = max(map(len, names))
        for key, group in groupby(previews, key=lambda one: one.key):
            lines.append(key)
            lines += [
                f"  {one.style.ljust(width)}  {' '.join((one.entry or one.citation).split())}"
                for one in group
            ]
        show.result("\n".join(lines))
    raise typer.Exit(request.library.exit_code)
