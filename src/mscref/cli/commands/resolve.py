"""`mscref resolve`: identifiers → references, printed and not stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from mscref.app.convert import convert, format_named
from mscref.app.resolve import (
    exit_code_of,
    outcome_to_json,
    read_identifiers,
    resolve,
)
from mscref.cli import complete, network, options, show
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.progress import with_progress
from mscref.cli.reading import settings, words_or_stdin
from mscref.cli.styled import choose_target, load_chosen_style
from mscref.errors import UsageError
from mscref.model.characters import escaped_in_json
from mscref.model.reference import Reference
from mscref.sources.outcomes import Outcome, Resolved

app = options.command_app()


@app.command("resolve")
def resolve_identifiers(
    identifiers: Annotated[
        list[str] | None,
        Argument(
            metavar="ID...",
            help="DOI, short DOI, PMID, PMCID, arXiv identifier, ISBN, NCT number, Wikidata item, a"
            " URL with one, the URL of a web page or of a bibliography, an ORCID for the works of a"
            " person; or a file with one on each line (- is stdin, and so is none in a pipe).",
            show_default=False,
        ),
    ] = None,
    *,
    to: Annotated[
        str | None,
        Option(
            "--to",
            "-t",
            metavar="FORMAT",
            help="A bibliography format (bibtex, csljson, ris, …) or an output of `mscref format`"
            " (text, html, …); text by default.",
            show_default=False,
            autocompletion=complete.outputs_and_formats,
        ),
    ] = None,
    index: options.Index = None,
    style: options.Style = None,
    locale: options.Locale = None,
    output: options.Output = None,
    json: options.Json = False,
) -> None:
    """Look identifiers up and print the references; nothing is stored.

    References come in the order asked, each as soon as it is known. With --json, also where
    each value came from, where sources disagree, and notices such as retractions.

    \b
    Examples:
      mscref resolve 10.14336/AD.2020.0228
      mscref resolve PMID:30455077 NCT04269525 978-0-262-03384-8 -t bibtex
      mscref resolve dois.txt -s apa
      grep -o '10[.][0-9]*/[^ ]*' notes.txt | mscref resolve - -t csljson
    """
    config = settings()
    identifiers = words_or_stdin(identifiers, "ID")
    words = read_identifiers(identifiers)
    where = network.network_settings(config)
    write_one, write_all = _writers(to, style=style, locale=locale, json=json, output=output)
    network.say_index(index)
    outcomes: list[Outcome] = []
    coming = with_progress(
        resolve(words, where, index=index, visits_pages=True), total=len(words), what="looked up"
    )
    try:
        for outcome in coming:
            outcomes.append(outcome)
            network.say_outcome(outcome)
            if write_one and isinstance(outcome, Resolved):
                show.result(write_one(outcome.reference))
    finally:  # Ctrl-C keeps what is done
        if outcomes and write_all:
            show.deliver(write_all(outcomes), output=output, read=identifiers)
    raise Exit(exit_code_of(outcomes))


_WriteOne = Callable[[Reference], str]
_WriteAll = Callable[[list[Outcome]], str]


def _writers(
    to: str | None, *, style: str | None, locale: str | None, json: bool, output: Path | None
) -> tuple[_WriteOne | None, _WriteAll | None]:
    """How to write each reference as it comes, or else all of them at the end."""
    if json:
        return None, _all_as_json
    row = format_named(to or "")
    if row is not None:
        name = row.name
        if style:
            raise UsageError(f"a style says nothing in {name}", hint="leave out --style or --to")
        if row.is_streamed and output is None:
            return (lambda reference: convert([reference], to=name, is_exact=False)), None
        return None, lambda outcomes: convert(_references(outcomes), to=name, is_exact=False)
    from mscref.app.cite import Formatter

    target = choose_target(to, json=False, output=output)
    from mscref.app.journals import journal_choice

    config = settings()
    chosen_style, language = load_chosen_style(config, style=style, locale=locale)
    formatter = Formatter(
        chosen_style, locale=language, journals=journal_choice(None, config.journals)
    )
    if target in ("text", "terminal") and output is None:
        return (lambda reference: show.clean(formatter.one(reference, target=target))), None
    return None, lambda outcomes: show.clean(formatter.all(_references(outcomes), target=target))


def _references(outcomes: list[Outcome]) -> list[Reference]:
    """Each reference once, in the order asked."""
    resolved = [one.reference for one in outcomes if isinstance(one, Resolved)]
    return list({reference.id: reference for reference in resolved}.values())


def _all_as_json(outcomes: list[Outcome]) -> str:
    import json

    payload = [outcome_to_json(one) for one in outcomes]
    return escaped_in_json(json.dumps(payload, ensure_ascii=False, indent=2))
