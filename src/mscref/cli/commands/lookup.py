"""`mscref lookup`: ask Crossref for works that match words or a pasted reference."""

from __future__ import annotations

from typing import Annotated

import typer

from mscref.app.files import STDIN, read_text
from mscref.app.lookup import Suggestion, lookup
from mscref.app.overview import row_of
from mscref.cli import network, options, show
from mscref.cli.reading import settings
from mscref.errors import ExitCode
from mscref.formats.csljson import reference_to_json
from mscref.model.reference import Json

app = options.command_app()


@app.command("lookup")
def lookup_text(
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help="Words of it, or the whole reference; - is stdin."),
    ],
    *,
    rows: Annotated[int, typer.Option("--limit", min=1, max=50, help="Show at most so many.")] = 5,
    json: options.Json = False,
) -> None:
    """Ask Crossref for works that match words or a pasted reference; exit code 1 for none.

    The score is the share of your words that the record holds. It is ours: Crossref's own says
    nothing about certainty. --json adds the evidence field by field.

    \b
    Examples:
      mscref lookup leng mesenchymal stem cells covid pneumonia 2020
      mscref lookup 'Leng Z, Zhu R, Hou W, et al. Aging Dis. 2020;11(2):216-228.'
      mscref add "$(mscref lookup --limit 1 attention is all you need | cut -f2)"
    """
    words = read_text(STDIN).text if text == [STDIN] else " ".join(text)
    where = network.network_settings(settings())
    found = lookup(words, where, rows=rows)
    if json:
        show.json_result([_as_json(one) for one in found])
    else:
        show.table(("score", "DOI", "authors", "year", "title"), [_row(one) for one in found])
    if not found:
        show.note("nothing like that is at Crossref")
        raise typer.Exit(ExitCode.PROBLEMS)


def _row(one: Suggestion) -> tuple[str, str, str, str, str]:
    row = row_of(one.reference)
    return f"{one.score:.0%}", one.doi, row.authors, row.year, row.title


def _as_json(one: Suggestion) -> Json:
    return {
        "score": round(one.score, 3),
        "bits": round(one.bits, 2),
        "doi": one.doi,
        "evidence": [
            {"field": part.field, "level": part.level, "bits": round(part.bits, 2)}
            for part in one.evidence
        ],
        "reference": reference_to_json(one.reference),
    }
