"""`mscref pick`: choose references in the terminal, for what comes behind the pipe."""

from __future__ import annotations

import os
from typing import Annotated

from mscref.app.folders import cache_folder
from mscref.app.library import is_library_file
from mscref.app.picking import FORMS, KEYS, as_form, find_form, line_of, needs_style
from mscref.app.search import LibraryFinder
from mscref.cli import complete, options, show
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.picker.state import Ending, FoundForPick, PickState
from mscref.cli.picker.terminal import is_possible
from mscref.cli.reading import choose, settings
from mscref.cli.styled import load_chosen_style
from mscref.errors import ExitCode, UsageError

app = options.command_app()

_MOST_OFFERED = 500
_LINES_HINT = "`mscref pick --lines` prints lines for fzf and the like; `mscref search` finds"
_CODES = {Ending.LEFT: ExitCode.PROBLEMS, Ending.INTERRUPTED: ExitCode.INTERRUPTED}


@app.command()
def pick_references(
    query: Annotated[
        list[str] | None,
        Argument(metavar="[QUERY]...", help="What is searched at first.", show_default=False),
    ] = None,
    *,
    form: Annotated[
        str,
        Option(
            "--as",
            metavar="FORM",
            help=f"What is printed: {', '.join(FORMS)}.",
            autocompletion=complete.picked_forms,
        ),
    ] = KEYS,
    lines: Annotated[
        bool,
        Option("--lines", help="Print a line for each reference, for another picker (fzf)."),
    ] = False,
    style: options.Style = None,
    locale: options.Locale = None,
    library: options.Library = None,
) -> None:
    """Pick references in the terminal, and print their keys or citations.

    Type to search, as with `search`, but each word may be the beginning of one. Arrows move, Tab
    marks, Enter takes what is marked (or the one pointed at), Esc leaves. Only what was picked goes
    to stdout: the screen is drawn on stderr. Exit code 1 where nothing was picked.

    --as markdown, latex and typst print the citation as it is written there ([@key],
    \\cite{key}); text, html, rtf, json print it in the style.

    \b
    Examples:
      mscref pick
      mscref pick stem cells --as markdown
      mscref pick | xargs mscref format -s apa
      mscref pick --lines | fzf -m -d '\\t' --with-nth 2.. --preview 'mscref show -- {1}' | cut -f 1
    """
    form = find_form(form)
    config = settings()
    files = [word for word in query or () if is_library_file(word)]
    words = " ".join(word for word in query or () if word not in files)
    if not lines and not is_possible():
        raise UsageError("picking needs a terminal, and stderr is none", hint=_LINES_HINT)
    choice = choose([*(library or ()), *files], words=(), config=config)
    finder = LibraryFinder(choice.paths, cache_folder=cache_folder(config, os.environ))
    if lines:
        raise Exit(_print_lines(finder, words))
    chosen_style, language = load_chosen_style(config, style=style, locale=locale)
    state = PickState(lambda text: offer(finder, text), query=words)
    from mscref.cli.picker.picking import pick
    from mscref.cli.picker.preview import EntryPreview

    try:
        ending = pick(state, EntryPreview(chosen_style, language))
    except OSError as error:
        raise UsageError("picking needs a terminal to read keys from", hint=_LINES_HINT) from error
    show.diagnostics(finder.unread())
    picked = state.chosen()
    if ending is not Ending.TAKEN or not picked:
        raise Exit(_CODES.get(ending, ExitCode.PROBLEMS))
    whole = [hit.reference for hit in finder.all().hits] if needs_style(form) else []
    show.result(as_form(picked, form, library=whole, style=chosen_style, locale=language))


def offer(finder: LibraryFinder, words: str) -> FoundForPick:
    """What is offered for a query: the first of the library where it is empty."""
    if words:
        return FoundForPick(*finder.typed(words, limit=_MOST_OFFERED))
    found = finder.all(limit=_MOST_OFFERED)
    return FoundForPick([hit.reference for hit in found.hits], found.total)


def _print_lines(finder: LibraryFinder, words: str) -> int:
    found = finder.find(words)[0] if words else finder.all()
    show.diagnostics(finder.unread())
    show.result("".join(f"{show.tabbed(line_of(hit.reference))}\n" for hit in found.hits))
    return ExitCode.DONE if found.hits else ExitCode.PROBLEMS
