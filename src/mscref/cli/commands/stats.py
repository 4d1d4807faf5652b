"""`mscref stats`: what a library is made of, as bars, JSON or a page."""

from __future__ import annotations

import time
from collections.abc import Iterator

from mscref.app.select import select
from mscref.app.stats import Section, Stats, as_data, stats_of, to_look_at
from mscref.cli import options, show
from mscref.cli.declared import Exit
from mscref.cli.listed import HTML, JSON, ListFormat, wanted
from mscref.cli.reading import read_library

app = options.command_app()

_WIDEST = 40  # cells of the longest bar
_SHORTEST_NAME = 12
_LONGEST_NAME = 36


@app.command("stats")
def stats(
    selectors: options.Selectors = None,
    *,
    library: options.Library = None,
    cited: options.Cited = None,
    format: ListFormat = None,
    output: options.Output = None,
    json: options.Json = False,
) -> None:
    """Count the years, journals, authors and types of a library, and what its references lack.

    In a pipe each count is a line of three cells separated by tabs: section, name, count.

    \b
    Examples:
      mscref stats
      mscref stats 'year:2015..' --json
      mscref stats --cited paper.tex --format html -o stats.html
    """
    wish = wanted(format, json=json, output=output, style=None)
    request = read_library(library, selectors, cited=cited)
    chosen = select(request.library.references, request.selectors, request.sayings)
    counted = stats_of(chosen, this_year=time.localtime().tm_year)
    if wish.format == HTML:
        from mscref.app.stats_page import page_of

        text = page_of(counted, title=f"Statistics of {request.library.shown}")
    elif wish.format == JSON:
        text = show.json_text(as_data(counted))
    elif output is None and show.is_terminal():
        text = "\n".join(_bars(counted))
    else:
        text = "".join(_lines(counted))
    show.deliver(text, output=output, read=(*request.library.paths, *(cited or ())))
    raise Exit(request.library.exit_code)


def _lines(counted: Stats) -> Iterator[str]:
    for section in counted.sections:
        for row in section.rows:
            yield f"{show.tabbed((section.name, row.name, str(row.number)))}\n"


def _bars(counted: Stats) -> Iterator[str]:
    yield show.counted(counted.count, "reference")
    if counted.median_age is not None:
        yield f"half of them are at most {counted.median_age:g} years old"
    for section in to_look_at(counted):
        yield ""
        yield section.title
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    most = max(row.number for row in section.rows)
    names = [_shortened(show.one_line(row.name)) for row in section.rows]
    width = max(_SHORTEST_NAME, *map(len, names))
    for name, row in zip(names, section.rows, strict=True):
        bar = "█" * -(-row.number * _WIDEST // most)
        yield f"  {name.ljust(width)}  {str(row.number).rjust(len(str(most)))}  {bar}".rstrip()
    if section.others:
        yield f"  and {section.others} more"


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
