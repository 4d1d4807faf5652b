"""`mscref lookup`: ask the sources for works that match words or a pasted reference."""

from __future__ import annotations

from typing import Annotated

from mscref.app.files import STDIN, read_text
from mscref.app.lookup import Suggestion, lookup
from mscref.app.overview import row_of
from mscref.cli import network, options, show
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.reading import settings
from mscref.errors import ExitCode
from mscref.formats.cslitem import reference_to_json
from mscref.model.reference import Json

app = options.command_app()


@app.command("lookup")
def lookup_text(
    text: Annotated[
        list[str],
        Argument(metavar="TEXT...", help="Words of it, or the whole reference; - is stdin."),
    ],
    *,
    rows: Annotated[int, Option("--limit", min=1, max=50, help="Show at most so many.")] = 5,
    index: options.Index = None,
    json: options.Json = False,
) -> None:
    """Ask Crossref for works that match words or a pasted reference; exit code 1 for none.

    Where Crossref has nothing good, Europe PMC, Open Library, Google Books, arXiv, DataCite and
    ClinicalTrials.gov are asked for the title. The score is the share of your words that the
    record holds. It is ours: a source's own says nothing about certainty. --json adds the evidence
    field by field.

    \b
    Examples:
      mscref lookup leng mesenchymal stem cells covid pneumonia 2020
      mscref lookup 'Leng Z, Zhu R, Hou W, et al. Aging Dis. 2020;11(2):216-228.'
      mscref add "$(mscref lookup --limit 1 attention is all you need | cut -f2)"
    """
    words = read_text(STDIN).text if text == [STDIN] else " ".join(text)
    where = network.network_settings(settings())
    network.say_index(index)
    found = lookup(words, where, rows=rows, index=index)
    if json:
        show.json_result([_as_json(one) for one in found.suggestions])
    else:
        show.table(_COLUMNS, [_row(one) for one in found.suggestions])
    for message in found.failed.values():
        show.warning(message, hint="the others answered; try again later for this one")
    if not found.suggestions:
        show.note(f"nothing like that is at {', '.join(found.answered)}")
        raise Exit(ExitCode.PROBLEMS)


_COLUMNS = ("score", "identifier", "authors", "year", "title", "source")


def _row(one: Suggestion) -> tuple[str, ...]:
    row = row_of(one.reference)
    name = _doi(one) or str(one.identifier or "")
    return f"{one.score:.0%}", name, row.authors, row.year, row.title, one.source


def _doi(one: Suggestion) -> str:
    return one.identifier.value if one.identifier and one.identifier.scheme == "doi" else ""


def _as_json(one: Suggestion) -> Json:
    return {
        "score": round(one.score, 3),
        "bits": round(one.bits, 2),
        "source": one.source,
        "identifier": str(one.identifier or ""),
        "doi": _doi(one),
        "evidence": [
            {"field": part.field, "level": part.level, "bits": round(part.bits, 2)}
            for part in one.evidence
        ],
        "reference": reference_to_json(one.reference),
    }
