"""`mscref export`: references in another bibliography format."""

from __future__ import annotations

from typing import Annotated

from mscref.app.convert import (
    convert,
    format_asked,
    format_named,
    leftovers_told,
    lost_told,
    narrowed,
    writable_formats,
)
from mscref.app.select import select
from mscref.cli import complete, options, show
from mscref.cli.declared import Exit, Option
from mscref.cli.reading import read_library
from mscref.formats.bibtex.titles import Titles
from mscref.model.reference import Reference

app = options.command_app()


@app.command()
def export(
    selectors: options.Selectors = None,
    *,
    to: Annotated[
        str | None,
        Option(
            "--to",
            "-t",
            metavar="FORMAT",
            help="bibtex, biblatex, csljson, ris, …, or list to list them; else what the name of"
            " the output file says, else csljson.",
            show_default=False,
            autocompletion=complete.formats,
        ),
    ] = None,
    only: Annotated[
        str,
        Option(
            "--only",
            metavar="FIELDS",
            help="Write only these fields, by CSL or BibTeX name, separated by commas.",
            show_default=False,
        ),
    ] = "",
    omit: Annotated[
        str,
        Option(
            "--omit",
            metavar="FIELDS",
            help="Leave these fields out, such as file,abstract.",
            show_default=False,
        ),
    ] = "",
    ascii_only: Annotated[
        bool,
        Option("--ascii", help="BibTeX with LaTeX commands instead of accents and the like."),
    ] = False,
    raw: Annotated[
        bool,
        Option(
            "--raw", help="CSV without the apostrophe before cells that spreadsheets would run."
        ),
    ] = False,
    keep_case: options.KeepCase = False,
    journals: options.Journals = None,
    output: options.Output = None,
    library: options.Library = None,
    cited: options.Cited = None,
) -> None:
    """Write references in another bibliography format.

    \b
    Examples:
      mscref export -t csljson -o references.json
      mscref export 'leng*' -t bibtex
      mscref export paper.bib -t ris
      mscref export -t bibtex --omit file,abstract --ascii
    """
    if to == "list":
        show.table(("name", "what", "extensions"), writable_formats())
        return
    name, is_said = format_asked(to, str(output) if output else None)
    row = format_named(name)
    titles = Titles.LATEX if row is not None and row.is_bibtex else Titles.SENTENCE
    request = read_library(
        library,
        selectors,
        only_selected=True,
        titles=titles,
        keep_case=keep_case,
        cited=cited,
    )
    chosen = select(request.library.references, request.selectors, request.sayings)
    if journals or request.config.journals:
        from mscref.app.journals import journal_choice, with_journals

        chosen = with_journals(chosen, journal_choice(journals, request.config.journals), None)
    wanted = narrowed(chosen, only=_names(only), omit=_names(omit))
    text = convert(
        wanted,
        to=name,
        ascii_only=ascii_only,
        is_raw=raw,
    )
    for told in (leftovers_told(wanted, to=name), lost_told(wanted, text, to=name)):
        if told:
            show.note(f"{request.library.shown}: {told}")
    _say_unknown(chosen, [*_names(only), *_names(omit)])
    if ascii_only and not text.isascii():
        kept = "".join(sorted({char for char in text if not char.isascii()}))
        shown = kept if len(kept) <= 20 else f"{kept[:20]} …"
        show.warning(f"pdfLaTeX has no command for these, which stay as they are: {shown}")
    show.deliver(text, output=output, read=request.library.paths)
    if output and not is_said and row is not None:
        show.note(f"{output} holds {row.title}; --to chooses another format")
    raise Exit(request.library.exit_code)


def _names(text: str) -> list[str]:
    """The names in a list with commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def _say_unknown(chosen: list[Reference], names: list[str]) -> None:
    """Warn about names of fields that nothing has: a slip would silently leave all out."""
    if not names:
        return
    from mscref.formats.selection import find_unknown

    for name, near in find_unknown(chosen, names).items():
        hint = f"did you mean {', '.join(near)}?" if near else ""
        show.warning(f"no reference has a field `{name}`", hint=hint)
