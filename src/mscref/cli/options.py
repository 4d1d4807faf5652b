"""Options that commands share, so that every command spells them alike.

Use: `def command(library: options.Library = None, style: options.Style = None) -> None`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from mscref.cli import complete
from mscref.cli.declared import Argument, CommandApp, Option
from mscref.csl.render.registry import CHOICES


def command_app(help: str | None = None) -> CommandApp:
    """Make the `app` of a command module; `help` only where it has subcommands."""
    return CommandApp(help)


Selectors = Annotated[
    list[str] | None,
    Argument(
        metavar="[SELECTOR]...",
        help="Citation keys, DOIs, globs over keys (`leng*`), queries (`author:leng year:2020`),"
        " or bibliography files; none means all.",
        show_default=False,
        autocompletion=complete.keys,
    ),
]

Selector = Annotated[
    list[str],
    Argument(
        metavar="SELECTOR...",
        help="Citation keys, DOIs, globs over keys, or queries.",
        show_default=False,
        autocompletion=complete.keys,
    ),
]

Library = Annotated[
    list[str] | None,
    Option(
        "--library",
        "-l",
        metavar="FILE",
        help="The bibliography file to read (repeatable; - is stdin).  [env: MSCREF_LIBRARY]",
        show_default=False,
    ),
]

Cited = Annotated[
    list[str] | None,
    Option(
        "--cited",
        metavar="DOC",
        help="Only what this document cites, from the library that it names (repeatable).",
        show_default=False,
    ),
]

KeepCase = Annotated[
    bool,
    Option(
        "--keep-case",
        help="Titles of BibTeX keep their capitals; none is put in sentence case."
        "  [env: MSCREF_KEEP_CASE]",
    ),
]

Style = Annotated[
    str | None,
    Option(
        "--style",
        "-s",
        metavar="NAME",
        help="CSL style: name, title, journal or file.  [env: MSCREF_STYLE; default: short]",
        show_default=False,
        autocompletion=complete.styles,
    ),
]

Locale = Annotated[
    str | None,
    Option(
        "--locale",
        metavar="LANG",
        help="Language of the output, as de-DE; else what the style says.  [env: MSCREF_LOCALE]",
        show_default=False,
        autocompletion=complete.locales,
    ),
]

Journals = Annotated[
    str | None,
    Option(
        "--journals",
        metavar="FORM",
        help="Titles of journals: auto (short where the style asks), short, full, as-is; or a file"
        " with your own short forms.  [env: MSCREF_JOURNALS; default: auto]",
        show_default=False,
    ),
]

Target = Annotated[
    str | None,
    Option(
        "--to",
        "-t",
        metavar="FORMAT",
        help=f"{', '.join(CHOICES)}, or list to list them; else what the"
        " name of the output file says, else text (styled on a terminal).",
        show_default=False,
        autocompletion=complete.outputs,
    ),
]

Links = Annotated[
    bool, Option("--links/--no-links", help="Make DOIs and URLs links.", show_default=False)
]

Index = Annotated[
    Path | None,
    Option(
        "--index",
        metavar="FOLDER",
        help="Ask this index of works (`mscref index build`) instead of the network.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    Option(
        "--output", "-o", metavar="FILE", help="Write to FILE, all or nothing.", show_default=False
    ),
]

FileFolders = Annotated[
    list[str] | None,
    Option(
        "--folder",
        metavar="DIR",
        help="Files below this folder count, too, not only those below that of the library"
        " (repeatable).",
        show_default=False,
    ),
]

Fields = Annotated[
    str | None,
    Option(
        "--fields",
        metavar="NAMES",
        help="Only these, with commas: cells (key, type, authors, year, title, all-authors) and"
        " CSL variables (DOI, volume, …).",
        show_default=False,
        autocompletion=complete.listed_fields,
    ),
]

Json = Annotated[bool, Option("--json", help="Write the result as JSON.")]

DryRun = Annotated[bool, Option("--dry-run", "-n", help="Change nothing; print what would change.")]


Also = Annotated[
    list[str] | None,
    Option(
        "--also",
        metavar="FILE",
        help="A document in which to rename the citations too: LaTeX, Markdown, Typst, org"
        " (repeatable).",
        show_default=False,
    ),
]

OnDuplicate = Annotated[
    str,
    Option(
        "--on-duplicate",
        metavar="WHAT",
        help="For a work that is there already: skip, merge or keep (both).",
    ),
]
