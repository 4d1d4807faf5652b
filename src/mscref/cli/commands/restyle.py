"""`mscref restyle`: a finished text in another citation style."""

from __future__ import annotations

from difflib import unified_diff
from typing import Annotated

from mscref.cli import options, show
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.reading import settings
from mscref.cli.word import check_live, is_word, refuse_options, restyle_word_file
from mscref.errors import ExitCode

app = options.command_app()


@app.command()
def restyle(
    document: Annotated[
        str,
        Argument(
            metavar="DOC",
            help="A finished text with a reference list: plain text, Markdown, LaTeX (- is stdin)"
            " or .docx and .odt.",
        ),
    ],
    *,
    style: Annotated[
        str,
        Option("--style", "-s", metavar="NAME", help="CSL style: name, title, journal or file."),
    ],
    locale: options.Locale = None,
    journals: options.Journals = None,
    complete: Annotated[
        bool,
        Option("--complete", help="Look up what the list leaves out before it is formatted."),
    ] = False,
    diff: Annotated[bool, Option("--diff", help="Print what changes, and write nothing.")] = (
        False
    ),
    output: options.Output = None,
    live: Annotated[
        str,
        Option(
            "--live",
            metavar="WHAT",
            help="Citations of .docx and .odt: none (text, as they were) or zotero (its fields).",
        ),
    ] = "none",
) -> None:
    """Write a finished text in another citation style: its markers and its reference list.

    Markers may be [1, 3-5], superscripts, names and years, or notes whose words are a citation. One
    that the list does not hold stays as it is and is said with its place; the exit code is then 1.

    \b
    Examples:
      mscref restyle manuscript.txt -s apa -o manuscript-apa.txt
      mscref restyle manuscript.md -s ieee --diff
      mscref restyle paper.docx -s nature -o paper-nature.docx --live zotero
    """
    from mscref.app.document import read_finished
    from mscref.app.journals import journal_choice
    from mscref.app.restyle import RestyleChoice
    from mscref.app.restyle import restyle as written_anew
    from mscref.app.restyle_office import RestyleOfficeChoice

    config = settings()
    check_live(live)
    where = None
    if complete:
        from mscref.cli.network import network_settings

        where = network_settings(config)
    if is_word(document):
        word_choice = RestyleOfficeChoice(
            style, locale or "", journal_choice(journals, config.journals), live
        )
        restyle_word_file(document, word_choice, output=output, complete_with=where, diff=diff)
        return
    refuse_options({"--live": live != "none"}, "a .docx or .odt")
    source = read_finished(document)
    choice = RestyleChoice(style, locale or "", journal_choice(journals, config.journals))
    done = written_anew(source, choice, settings=where)
    if diff:
        before, after = source.raw.splitlines(True), done.text.splitlines(True)
        show.diff("".join(unified_diff(before, after, source.path, source.path)))
    else:
        show.deliver_bytes(source.encoded(done.text), output=output, read=(source.path,))
    show.diagnostics(done.diagnostics)
    raise Exit(ExitCode.DONE if done.is_whole else ExitCode.PROBLEMS)
