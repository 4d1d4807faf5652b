"""`mscref tidy`: normalise the library, one rule at a time."""

from __future__ import annotations

from typing import Annotated

from mscref.app.journals import journal_choice
from mscref.app.tidy import rule_counts, tidy
from mscref.cli import options, show
from mscref.cli.changing import files_among, report, workplace
from mscref.cli.declared import Argument
from mscref.cli.reading import settings

app = options.command_app()


@app.command("tidy")
def tidy_library(
    rules: Annotated[
        list[str] | None,
        Argument(
            metavar="[RULE]...",
            help="What to normalise; none lists the rules. A .bib file is the library.",
        ),
    ] = None,
    *,
    library: options.Library = None,
    dry_run: options.DryRun = False,
) -> None:
    """Normalise the library by the rules you name; without one, list them with their effect.

    `all` stands for every rule that moves nothing (not sort, fields, layout, journal-…).
    journal-abbreviate and journal-expand look in the lists that the setting `journals` names.

    \b
    Examples:
      mscref tidy
      mscref tidy doi pages --dry-run
      mscref tidy all
    """
    files, names = files_among(rules)
    place = workplace(
        library, " ".join(["tidy", *(rules or ())]), files=files, dry_run=dry_run or not names
    )
    lists = journal_choice(None, settings().journals).files
    if not names:
        counts, unread = rule_counts(place, lists=lists)
        rows = [(one.name, str(one.count), one.title) for one in counts]
        show.table(("rule", "changes", "what it does"), rows)
        show.diagnostics(unread)
        return
    report(tidy(place, names, lists=lists), place=place)
