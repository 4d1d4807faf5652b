"""`mscref add`: look identifiers and PDFs up and append the references to the library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from mscref.app.adding_pdf import FilingWish, PdfFiling, filing_wish, identified
from mscref.app.asked_words import AskedWords, sorted_words
from mscref.app.importing import add_references
from mscref.app.resolve import exit_code_of, resolve, to_be_kept
from mscref.cli import network, options
from mscref.cli.changing import report, workplace
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.fates import show_fates
from mscref.cli.progress import with_progress
from mscref.cli.reading import settings, words_or_stdin
from mscref.records import replaced as replace
from mscref.sources.outcomes import Outcome, Resolved
from mscref.sources.settings import Settings

app = options.command_app()


@app.command("add")
def add_identifiers(
    identifiers: Annotated[
        list[str] | None,
        Argument(
            metavar="ID...",
            help="DOI, short DOI, PMID, PMCID, arXiv identifier, ISBN, NCT number, Wikidata item, a"
            " URL with one, the URL of a web page or of a bibliography, an ORCID for the works of a"
            " person; a PDF or a folder of them; or a file with one of these on each line (- is"
            " stdin, and so is none in a pipe).",
            show_default=False,
        ),
    ] = None,
    *,
    on_duplicate: options.OnDuplicate = "skip",
    key: Annotated[
        str,
        Option("--key", metavar="PATTERN", help="How keys are made: `[auth:lower][year]`."),
    ] = "",
    abstract: Annotated[bool, Option("--abstract", help="Keep abstracts, too.")] = False,
    rename: Annotated[
        bool, Option("--rename", help="Call each PDF by the key of its work: `leng2020.pdf`.")
    ] = False,
    move: Annotated[
        str,
        Option("--move", metavar="DIR", help="Move each PDF to this folder; `undo` takes it back."),
    ] = "",
    copy: Annotated[
        bool, Option("--copy", help="With --move or --rename: leave the PDF where it is, too.")
    ] = False,
    library: options.Library = None,
    dry_run: options.DryRun = False,
) -> None:
    """Look identifiers up and append the references to the library.

    Nothing else in the file changes. Keys are made and never clash; a work that is there already
    is skipped. Of a PDF the work that it is itself is added, never one that it only names (a
    work that cannot be told is exit code 4), and the file is linked, also to a work that is there
    already. Ctrl-C adds what was found until then.

    \b
    Examples:
      mscref add 10.14336/AD.2020.0228
      mscref add PMID:30455077 NCT04269525 978-0-262-03384-8
      mscref add arXiv:1706.03762 Q12345 ORCID:0000-0002-1825-0097
      mscref add https://example.org/an-article
      mscref add dois.txt --dry-run
      mscref add papers/*.pdf
      mscref add ~/Downloads/s41.pdf --rename --move papers
    """
    wish = filing_wish(renames=rename, folder=move, copies=copy)
    identifiers = words_or_stdin(identifiers, "ID")
    place = workplace(library, " ".join(["add", *identifiers]), dry_run=dry_run, may_create=True)
    asked = sorted_words(identifiers)
    where = network.network_settings(settings())
    outcomes: list[Outcome] = []
    coming = with_progress(_found(asked, where, wish), total=len(asked), what="looked up")
    try:
        for outcome in coming:
            outcomes.append(outcome)
            network.say_outcome(outcome)
    finally:  # Ctrl-C keeps what is done
        resolved = [
            replace(one, reference=to_be_kept(one.reference, with_abstract=abstract))
            for one in outcomes
            if isinstance(one, Resolved)
        ]
        filing = PdfFiling(resolved, asked.pdfs, library=place.library, wish=wish)
        if resolved:
            done = add_references(
                place,
                filing.references,
                on_duplicate=on_duplicate,
                pattern=key,
                filing=filing,
            )
            show_fates(done.fates, dry_run=dry_run)
            report(done.outcome, place=place)
    raise Exit(exit_code_of(outcomes))


def _found(asked: AskedWords, where: Settings, wish: FilingWish) -> Iterator[Outcome]:
    """What became of every word, kind by kind."""
    if asked.identifiers:
        yield from resolve(asked.identifiers, where, visits_pages=True)
    if asked.pdfs:
        yield from identified(asked.pdfs, where, wish=wish)
