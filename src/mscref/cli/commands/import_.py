"""`mscref import`: bring the references of other files into the library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from mscref.app.files import read_content, read_text
from mscref.app.importing import import_files
from mscref.app.library import exit_code_of
from mscref.cli import options, show
from mscref.cli.changing import report, workplace
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.fates import show_fates
from mscref.cli.reading import words_or_stdin
from mscref.errors import UsageError

if TYPE_CHECKING:
    from mscref.app.changing import Workplace
    from mscref.app.complete import Completed
    from mscref.sources.settings import Settings

app = options.command_app()


@app.command("import")
def import_references(
    files: Annotated[
        list[str] | None,
        Argument(
            metavar="FILE...",
            help="Files; - is stdin, and so is none in a pipe.",
            show_default=False,
        ),
    ] = None,
    *,
    on_duplicate: options.OnDuplicate = "skip",
    rekey: Annotated[
        str,
        Option("--rekey", metavar="PATTERN", help="Make all keys new, by this pattern."),
    ] = "",
    complete: Annotated[
        bool,
        Option(
            "--complete",
            help="Of a reference list in plain text: look up what it leaves out, and say what"
            " came from where.",
        ),
    ] = False,
    rewrite: Annotated[
        str,
        Option(
            "--rewrite",
            metavar="NOTATION",
            help="Print the page with citations of pandoc, latex or typst where it cites; the"
            " rest is said on stderr.",
        ),
    ] = "",
    force: Annotated[
        bool,
        Option("--force", help="Of a text: bring in what was read with little certainty, too."),
    ] = False,
    library: options.Library = None,
    dry_run: options.DryRun = False,
) -> None:
    """Bring references of any format into the library; prints what became of each.

    Entries of .bib files come as they stand, only laid out like the library. A work that is
    there already is skipped (or merged: fields it lacks are added; or kept: it comes twice).
    Of plain text, a web page, a Word document or a PDF the reference list is read.

    \b
    Examples:
      mscref import export.ris
      mscref import colleague.bib --on-duplicate merge --dry-run
      pbpaste | mscref import -
      mscref import page.txt --complete --rewrite pandoc > page.md
    """
    files = words_or_stdin(files, "FILE")
    place = workplace(library, " ".join(["import", *files]), dry_run=dry_run, may_create=True)
    if complete or rewrite:
        if len(files) != 1:
            raise UsageError("--complete and --rewrite take one page at a time")
        where = _settings() if complete else None
        _import_page(
            place,
            files[0],
            where,
            rewrite=rewrite,
            on_duplicate=on_duplicate,
            pattern=rekey,
            takes_uncertain=force,
        )
        return
    sources = [read_text(file) for file in files]
    done = import_files(
        place, sources, on_duplicate=on_duplicate, pattern=rekey, takes_uncertain=force
    )
    show.diagnostics(done.diagnostics)
    show_fates(done.fates, dry_run=dry_run)
    report(done.outcome, place=place)
    raise Exit(exit_code_of(done.diagnostics))


def _settings() -> Settings:
    from mscref.cli.network import network_settings
    from mscref.cli.reading import settings

    return network_settings(settings())


def _import_page(
    place: Workplace,
    file: str,
    where: Settings | None,
    *,
    rewrite: str,
    on_duplicate: str,
    pattern: str,
    takes_uncertain: bool,
) -> None:
    from mscref.app.pages import import_page

    content, path = read_content(file)
    try:
        done = import_page(
            place,
            content,
            path=path,
            settings=where,
            rewrite_to=rewrite,
            on_duplicate=on_duplicate,
            pattern=pattern,
            takes_uncertain=takes_uncertain,
            watched=_watched,
        )
    except KeyboardInterrupt:
        show.note("nothing is brought in; answers are kept, and asked for no more the next time")
        raise
    show.diagnostics(done.imported.diagnostics)
    if rewrite:
        show.deliver_bytes(done.content, output=None, read=())
    else:
        show_fates(done.imported.fates, dry_run=place.dry_run)
    for fate, completed in zip(done.imported.fates, done.completed, strict=False):
        _show_changes(fate.key, completed)
    report(done.imported.outcome, place=place)
    raise Exit(done.exit_code)


def _watched(coming: Iterator[Completed], total: int) -> Iterator[Completed]:
    from mscref.cli.progress import with_progress

    return with_progress(coming, total=total, what="completed")


def _show_changes(key: str, completed: Completed) -> None:
    for change in completed.changes:
        was = f"{change.before} → " if change.before else ""
        show.note(f"{key}: {change.variable}: {was}{change.after} ({change.source})")
