"""`mscref styles`: find a style, look at it, try it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

from mscref.cli import complete, options, show
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.listed import HTML, ListFormat, wanted
from mscref.errors import ExitCode
from mscref.model.reference import Json

if TYPE_CHECKING:
    from mscref.app.identify import ListEntry
    from mscref.app.styles import Preview

app = options.command_app(help="Find citation styles, check one, compare them.")

_SHOWN = 20
_CITED = MappingProxyType({"numeric": "numbers", "author-date": "names and years"})

Words = Annotated[list[str], Argument(metavar="TEXT...", show_default=False)]
Names = Annotated[
    list[str],
    Argument(
        metavar="NAME...",
        help="Styles: names, titles, journals or files.",
        show_default=False,
        autocompletion=complete.styles,
    ),
]
Name = Annotated[
    str,
    Argument(
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
    limit: Annotated[int, Option("--limit", min=0, help="How many to list; 0 lists all.")] = _SHOWN,
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
        raise Exit(ExitCode.NOT_FOUND)


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
    raise Exit(ExitCode.PROBLEMS if report.is_broken else ExitCode.DONE)


@app.command("preview")
def preview(
    names: Names,
    *,
    select: Annotated[
        list[str] | None,
        Option(
            "--select",
            metavar="SELECTOR",
            help="Take only these references (repeatable).",
            show_default=False,
            autocompletion=complete.keys,
        ),
    ] = None,
    locale: options.Locale = None,
    library: options.Library = None,
    format: ListFormat = None,
    output: options.Output = None,
    json: options.Json = False,
) -> None:
    """Format your references in several styles, side by side.

    \b
    Examples:
      mscref styles preview apa nature vancouver
      mscref styles preview ieee my-own.csl --select leng2020
      mscref styles preview apa nature --format html -o styles.html
    """
    from mscref.app.select import select as select_references
    from mscref.app.styles import preview_data, preview_page_of, preview_styles
    from mscref.cli.reading import read_library

    wish = wanted(format, json=json, output=output, style=None)

    request = read_library(library)
    chosen = select_references(request.library.references, select or (), request.sayings)
    previews = preview_styles(names, chosen, locale=locale or request.config.locale)
    if wish.format == HTML:
        text = preview_page_of(previews, names)
    elif wish.is_json:
        text = show.json_text(preview_data(previews))
    else:
        text = "\n".join(_lines_of(previews, width=max(map(len, names))))
    show.deliver(text, output=output, read=request.library.paths)
    raise Exit(request.library.exit_code)


def _lines_of(previews: Sequence[Preview], *, width: int) -> Iterator[str]:
    for key, group in groupby(previews, key=lambda one: one.key):
        yield key
        for one in group:
            shown = " ".join((one.entry or one.citation).split())
            yield f"  {one.style.ljust(width)}  {shown}"


@app.command("identify")
def identify_style(
    file: Annotated[
        str,
        Argument(metavar="FILE|-", help="A reference list as text.", show_default=False),
    ],
    *,
    limit: Annotated[int, Option("--limit", min=1, help="How many to list.")] = 10,
    library: options.Library = None,
    resolve: Annotated[
        bool, Option("--resolve", help="Look the DOIs of the entries up, for their full data.")
    ] = False,
    json: options.Json = False,
) -> None:
    """Say which style a reference list is in, the most alike first.

    With -l the entries are tied to your library, with --resolve to what their DOIs stand for: the
    answer is surer than what can be read from the text. Citations in the text before the list,
    numbers or names with years, rule out the styles that cite otherwise. Styles that print this
    list alike are one family, named by the style that most journals use.

    \b
    Examples:
      mscref styles identify references.txt
      mscref styles identify manuscript.txt --resolve
      mscref styles identify references.txt -l paper.bib
    """
    from mscref.app.identify import conformity, identify, is_known_style
    from mscref.cli.listing import read_list_of

    entries, citation_format = read_list_of(file, library)
    if resolve:
        entries = _with_resolved(entries)
    found = identify(entries, limit=limit, citation_format=citation_format)
    if json:
        show.json_result(
            [
                {
                    "style": one.name,
                    "likeness": round(one.likeness, 4),
                    "journals": one.journals,
                    "difference": one.difference,
                    "also": list(one.also),
                }
                for one in found
            ]
        )
        return
    show.table(
        ("likeness", "style", "journals", "first difference"),
        [(f"{one.likeness:.1%}", one.name, str(one.journals), one.difference) for one in found],
    )
    best = found[0]
    judged = conformity(entries, best.name)
    if citation_format:
        show.note(f"the text cites by {_CITED[citation_format]}: other styles are left out")
    if not is_known_style(entries, judged):
        show.note(f"the list is in no style that mscref knows; the nearest is {best.name}")
        return
    if best.also:
        show.note(f"{best.name} is one of {len(best.also) + 1} styles that print this list alike")
    astray = [str(one.number) for one in judged if not one.agrees]
    if astray:
        agree = f"{len(judged) - len(astray)} of {len(judged)} agree with {best.name}"
        show.note(f"{agree}; {', '.join(astray)} {'does' if len(astray) == 1 else 'do'} not")
    show.note(f"try: mscref format -s {best.name}")


@app.command("add")
def add(
    source: Annotated[
        str,
        Argument(metavar="FILE|URL", help="A .csl file, or its address.", show_default=False),
    ],
    *,
    name: Annotated[
        str,
        Option(
            "--name", help="What to call it; the file name where not given.", show_default=False
        ),
    ] = "",
) -> None:
    """Keep a style of your own; it goes before an installed one of the same name.

    \b
    Examples:
      mscref styles add thesis.csl
      mscref styles add https://www.zotero.org/styles/apa --name apa-new
    """
    from mscref.app.own_styles import add_style

    added = add_style(source, name=name, fetch=_fetch)
    show.diagnostics(added.diagnostics)
    show.result(f"{'replaced' if added.replaced else 'added'} {added.name}: {added.path}")
    if added.hides_installed:
        show.note(f"it goes before the installed style of that name; remove {added.path} to undo")


def _with_resolved(entries: list[ListEntry]) -> list[ListEntry]:
    """The entries with the data that their DOIs stand for; what cannot be had is said."""
    from mscref.app.identify import with_data, without_data
    from mscref.app.resolve import resolve
    from mscref.cli import network
    from mscref.cli.reading import settings
    from mscref.sources.outcomes import Resolved

    dois = without_data(entries)
    if not dois:
        show.note("--resolve: no entry has a DOI")
    from mscref.cli.progress import with_progress

    outcomes = with_progress(
        resolve(dois, network.network_settings(settings())), total=len(dois), what="looked up"
    )
    known = []
    for outcome in outcomes:
        if isinstance(outcome, Resolved):
            known.append(outcome.reference)
        else:
            network.say_outcome(outcome)
    return with_data(entries, known)


def _fetch(url: str) -> bytes:
    from mscref.cli.network import network_settings
    from mscref.cli.reading import settings
    from mscref.sources.style_files import fetch_style

    return fetch_style(url, network_settings(settings()))


@app.command("update")
def update(
    source: Annotated[
        Path | None,
        Argument(
            metavar="[FOLDER|ZIP]",
            help="A newer collection: a folder or zip file of the repository of styles.",
            show_default=False,
        ),
    ] = None,
    *,
    json: options.Json = False,
) -> None:
    """Say which collection of styles is in use and where a newer one is, or take a newer one.

    \b
    Examples:
      mscref styles update
      mscref styles update styles-master.zip
    """
    from mscref.app.own_styles import collections_in_use, own_style_names, take_collection

    if source is not None:
        taken = take_collection(source)
        show.note(f"{taken.styles} styles and {taken.dependents} journals written to {taken.path}")
    collections, own = collections_in_use(), own_style_names()
    if json:
        rows: list[Json] = [
            {
                "kind": one.kind,
                "source": one.source,
                "updated": one.updated,
                "styles": one.styles,
                "journals": one.dependents,
                "path": str(one.path),
            }
            for one in collections
        ]
        show.json_result({"collections": rows, "own": list(own)})
        return
    show.table(
        ("kind", "newest style", "styles", "journals", "source"),
        [
            (one.kind, one.updated, str(one.styles), str(one.dependents), one.source)
            for one in collections
        ],
    )
    if own:
        show.note(f"your own, before all others: {', '.join(own)}")
    show.note(
        "a newer collection: https://github.com/citation-style-language/styles (its zip file),"
        " then `mscref styles update FILE.zip`"
    )
