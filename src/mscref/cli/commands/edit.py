"""`mscref edit`: change fields of references, or their text in an editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from mscref.app.changing import Outcome, Workplace
from mscref.app.edit import edit_fields, edit_text, split_assignment
from mscref.cli import complete, options
from mscref.cli.changing import files_among, has_person, report, workplace
from mscref.cli.declared import Argument, Option
from mscref.cli.editor import ask_editor, keep_text
from mscref.errors import MscrefError, UsageError

app = options.command_app()


@app.command()
def edit(
    words: Annotated[
        list[str],
        Argument(
            metavar="SELECTOR... [FIELD=VALUE]...",
            help="What to edit, and how. A .bib file is the library.",
            autocompletion=complete.keys_and_fields,
        ),
    ],
    *,
    force: Annotated[
        bool, Option("--force", help="Write a field, too, whose name looks like a slip.")
    ] = False,
    library: options.Library = None,
    dry_run: options.DryRun = False,
) -> None:
    """Change fields of references, or their text in $VISUAL or $EDITOR.

    A value is BibTeX as it stands between the delimiters; an empty one removes the field. `key`
    and `entrytype` can be set as well. Nothing but the fields named is rewritten; a `year` or
    `journal` that the entry calls `date` or `journaltitle` is changed there. What the rules of
    `mscref check` have against a new value is said; a new field that is one letter away from a
    known one is refused.

    \b
    Examples:
      mscref edit leng2020 volume=11 pages=216--228
      mscref edit leng2020 note=
      mscref edit leng2020
    """
    split = [(word, split_assignment(word)) for word in words]
    assignments = [assignment for _, assignment in split if assignment]
    files, selectors = files_among([word for word, assignment in split if not assignment])
    place = workplace(library, " ".join(["edit", *words]), files=files, dry_run=dry_run)
    if assignments:
        outcome = edit_fields(place, selectors, assignments, takes_unknown=force)
    elif has_person():
        outcome = _edit_in_editor(place, selectors)
    else:
        raise UsageError(
            "nothing to change, and no terminal for an editor",
            hint="mscref edit KEY field=value",
        )
    report(outcome, place=place)


def _edit_in_editor(place: Workplace, selectors: Sequence[str]) -> Outcome:
    """Edit the text in an editor; what was typed is kept in a file where it cannot be used."""
    typed = ""

    def ask(text: str) -> str:
        nonlocal typed
        typed = ask_editor(text)
        return typed

    try:
        return edit_text(place, selectors, ask)
    except MscrefError as error:
        if typed.strip():
            kept = f"what you typed is kept in {keep_text(typed)}"
            error.hint = f"{error.hint}; {kept}" if error.hint else kept
        raise
