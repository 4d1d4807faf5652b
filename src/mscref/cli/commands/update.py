"""`mscref update`: fill in and correct from the sources, field by field, never silently."""

from __future__ import annotations

from typing import Annotated

from mscref.app.update import Proposal, UpdateChoice, apply, chosen, proposals_for
from mscref.cli import network, options, show
from mscref.cli.changing import files_among, report, workplace
from mscref.cli.declared import Exit, Option
from mscref.cli.progress import with_progress
from mscref.cli.reading import settings
from mscref.errors import ExitCode
from mscref.model.reference import Json

app = options.command_app()


@app.command("update")
def update_references(
    selectors: options.Selectors = None,
    *,
    overwrite: Annotated[
        list[str] | None,
        Option(
            "--overwrite",
            metavar="VARIABLE",
            help="Replace your value of this variable by the source's (repeatable; or all).",
            show_default=False,
        ),
    ] = None,
    published: Annotated[
        bool, Option("--published", help="Turn preprints into their published version.")
    ] = False,
    library: options.Library = None,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Fill in what is missing from the sources, and show where they differ from your values.

    What you wrote stays unless you name its variable with --overwrite. Keys never change. Ctrl-C
    keeps what was looked up until then.

    \b
    Examples:
      mscref update --dry-run
      mscref update leng2020 --overwrite page --overwrite issued
      mscref update 'type:article' --published
    """
    files, words = files_among(selectors)
    place = workplace(
        library, " ".join(["update", *(selectors or ())]), files=files, dry_run=dry_run
    )
    where = network.network_settings(settings())
    choice = UpdateChoice(frozenset(overwrite or ()), published=published)
    proposals: list[Proposal] = []
    references = chosen(place, words)
    coming = proposals_for(references, where, choice)
    is_whole = True
    try:
        for proposal in with_progress(coming, total=len(references), what="looked up"):
            proposals.append(proposal)
            _tell(proposal, json=json, dry_run=dry_run)
    except KeyboardInterrupt:
        is_whole = False
        count = f"{len(proposals)} of {len(references)}"
        kept = "nothing is written" if dry_run else "what they change is kept"
        show.note(f"interrupted: {count} are looked up, and {kept}")
    outcome = apply(place, proposals)
    if json:
        show.json_result([_as_json(one) for one in proposals])
    report(outcome, place=place, has_result=json)
    if not is_whole:
        raise Exit(ExitCode.INTERRUPTED)
    failures = [one.error.exit_code for one in proposals if one.error]
    if failures:
        all_failed = len(failures) == len(proposals)
        raise Exit(max(failures) if all_failed else ExitCode.PROBLEMS)


def _tell(proposal: Proposal, *, json: bool, dry_run: bool) -> None:
    """Say what was found of one reference, when it comes."""
    _say(proposal)
    if not json and not dry_run:
        show.table(("key", "what", "variable", "value", "instead of", "from"), _rows(proposal))
    elif not json:
        for row in _rows(proposal):
            show.note("\t".join(row))


_WORDS = {"add": "added", "replace": "replaced", "keep": "differs, kept yours"}


def _rows(proposal: Proposal) -> list[tuple[str, ...]]:
    return [
        (proposal.key, _WORDS[one.action], one.variable, one.new, one.old, one.source)
        for one in proposal.changes
    ]


def _say(proposal: Proposal) -> None:
    if proposal.error:
        show.error(f"{proposal.key}: {proposal.error.message}", hint=proposal.error.hint)
    for note in proposal.notes:
        show.warning(f"{proposal.key}: {note}")
    if proposal.published:
        show.note(f"{proposal.key}: published as {proposal.published}; --published takes it")


def _as_json(proposal: Proposal) -> Json:
    return {
        "key": proposal.key,
        "changes": [
            {
                "variable": one.variable,
                "action": one.action,
                "old": one.old,
                "new": one.new,
                "source": one.source,
            }
            for one in proposal.changes
        ],
        "notes": list(proposal.notes),
        "published": proposal.published,
        "error": proposal.error.message if proposal.error else "",
    }
