"""`mscref filter`: citations of a pandoc document tree, in the place of `--citeproc`."""

from __future__ import annotations

import json
import sys
from typing import Annotated

from mscref.app.folders import working_folder
from mscref.cli import options, show
from mscref.cli.declared import Argument
from mscref.cli.reading import settings
from mscref.errors import FormatError

app = options.command_app()


@app.command("filter")
def filter_(
    target: Annotated[
        str,
        Argument(metavar="[FORMAT]", help="The target format, which pandoc passes."),
    ] = "",
    *,
    style: options.Style = None,
    locale: options.Locale = None,
    library: options.Library = None,
    journals: options.Journals = None,
) -> None:
    """Write the citations of a document tree of pandoc out: JSON on stdin, JSON on stdout.

    Reads the metadata that `pandoc --citeproc` reads: bibliography, references, csl, lang, nocite,
    link-citations and the others. What the command line says wins.

    \b
    Examples:
      pandoc --filter mscref-filter paper.md -o paper.docx
      pandoc -t json paper.md | mscref filter -s nature | pandoc -f json -o paper.html
    """
    from mscref.app.files import read_stdin
    from mscref.app.pandoc_filter import FilterChoice, filter_document

    try:
        document = json.loads(read_stdin())
    except (ValueError, RecursionError) as error:
        raise FormatError(
            "stdin: is not a document of pandoc's",
            hint="call it as `pandoc --filter mscref-filter paper.md -o paper.docx`",
        ) from error
    choice = FilterChoice(
        style=style or "",
        locale=locale or "",
        library=tuple(library or ()),
        target=target,
        journals=journals,
    )
    filtered = filter_document(
        document if isinstance(document, dict) else {},
        choice,
        config=settings(),
        folder=working_folder(),
    )
    show.diagnostics(filtered.diagnostics)
    sys.stdout.write(json.dumps(filtered.document, ensure_ascii=False))
