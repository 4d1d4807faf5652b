"""`mscref deposit`: the references of a paper before they go to a registry."""

from __future__ import annotations

from typing import Annotated

from mscref.app.deposit import as_data, as_text, checked_issn, checklist, summary
from mscref.app.files import STDIN, STDIN_NAME
from mscref.app.verify import Verified, exit_code_of, read_claims, verify
from mscref.cli import network, options, show
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.progress import with_progress
from mscref.cli.reading import settings
from mscref.errors import ExitCode, UsageError

app = options.command_app(help="Check the references of a paper before they are deposited.")

_FORMATS = ("text", "html", "json")


@app.command("check")
def check(
    file: Annotated[
        str,
        Argument(
            metavar="FILE",
            help="A reference list in text, Word, PDF or a web page, an article in JATS or TEI, or"
            " a bibliography (- is stdin).",
        ),
    ],
    *,
    format: Annotated[
        str | None,
        Option(
            "--format",
            metavar="FORMAT",
            help="text, json, or html: a page to print and sign.",
            show_default=False,
        ),
    ] = None,
    issn: Annotated[
        str,
        Option(
            "--issn",
            metavar="ISSN",
            help="The ISSN of the journal that deposits, to stand on the page.",
            show_default=False,
        ),
    ] = "",
    output: options.Output = None,
    json: options.Json = False,
) -> None:
    """Parse and match each reference, add its DOI, and flag what was retracted.

    A DOI is added where a source has surely this work; one that leads to another work, or that
    nobody knows, is doubted. Exit code 1 where there are findings, 5 where a source could not
    answer and nothing worse was found.

    \b
    Examples:
      mscref deposit check refs.txt
      mscref deposit check article.xml --issn 1234-5679 --format html -o references.html
    """
    chosen = _format(format, json=json, output=str(output or ""))
    journal = checked_issn(issn)
    claims, diagnostics = read_claims([file])
    show.diagnostics(diagnostics)
    verified: list[Verified] = []
    is_whole = True
    coming = verify(claims, network.network_settings(settings()))
    try:
        verified.extend(with_progress(coming, total=len(claims), what="checked"))
    except KeyboardInterrupt:
        is_whole = False
        show.note(f"interrupted: {len(verified)} of {len(claims)} are checked, and said below")
    made = checklist(verified, file=STDIN_NAME if file == STDIN else file, issn=journal)
    if chosen == "json":
        text = show.json_text(as_data(made))
    elif chosen == "html":
        from mscref.app.deposit_page import page_of

        text = page_of(made)
    else:
        text = show.clean(as_text(made))
    show.deliver(text, output=output, read=[file])
    if chosen != "text" or output is not None:
        show.note(summary(made))
    raise Exit(exit_code_of(verified, diagnostics) if is_whole else ExitCode.INTERRUPTED)


def _format(name: str | None, *, json: bool, output: str) -> str:
    """The format asked for, or that the name of the output file says."""
    if json and name not in (None, "json"):
        raise UsageError(f"--json says json, --format says {name}")
    said = "html" if output.lower().endswith((".html", ".htm")) else "text"
    chosen = "json" if json else name or said
    if chosen not in _FORMATS:
        raise UsageError(f"unknown format `{chosen}`", hint=f"known: {', '.join(_FORMATS)}")
    return chosen
