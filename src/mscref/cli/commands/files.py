"""`mscref files`: the files of references."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from mscref.app.attachments.checking import FileCheck, check_files
from mscref.app.attachments.checking import orphans as orphans_of
from mscref.app.attachments.finding import FileFit, find_files
from mscref.app.attachments.notes import FileNotes, as_markdown, notes_of_files
from mscref.app.attachments.renaming import rename_files
from mscref.app.library import exit_code_of, has_errors
from mscref.cli import options, show
from mscref.cli.bytext import named_folders, text_found
from mscref.cli.changing import files_among, report, workplace
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.progress import with_progress
from mscref.errors import ExitCode
from mscref.keys.filenames import DEFAULT_NAME

app = options.command_app(help="Check, name and find the files of references.")

Folder = Annotated[
    Path | None,
    Argument(
        metavar="[DIR]",
        help="Where to look, with all folders below; else the folder of the library.",
        show_default=False,
    ),
]


@app.command("check")
def check(
    selectors: options.Selectors = None,
    *,
    folder: options.FileFolders = None,
    library: options.Library = None,
    json: options.Json = False,
) -> None:
    """Report links to files that lead nowhere or astray; exit code 1 where there are some.

    Problems: missing (no such file), outside (not below the folder of the library, or one that
    --folder names: not looked at), barred (in a folder that cannot be read), twice (the file is
    linked before), type (no PDF, as it says), no-file (a folder, a device).

    \b
    Examples:
      mscref files check
      mscref files check --folder ~/papers --json
    """
    files, words = files_among(selectors)
    place = workplace(library, "files check", files=files, dry_run=True)
    found = check_files(place, words, named=named_folders(folder))
    if json:
        show.json_result(
            [
                {"key": one.key, "problem": one.problem, "link": one.link, "message": one.message}
                for one in found.problems
            ]
        )
    else:
        _show_problems(found)
    show.diagnostics(found.unread)
    raise Exit(ExitCode.PROBLEMS if found.problems or found.unread else ExitCode.DONE)


def _show_problems(found: FileCheck) -> None:
    rows = [(one.key, one.problem, one.link, one.message) for one in found.problems]
    show.table(("key", "problem", "link", "what"), rows)
    links = show.counted(found.count, "link")
    show.note(f"{links} to files, {show.counted(len(found.problems), 'problem')}")


@app.command("rename")
def rename(
    selectors: options.Selectors = None,
    *,
    pattern: Annotated[
        str,
        Option(
            "--pattern",
            "-p",
            metavar="PATTERN",
            help="{key}, {author}, {authors}, {year}, {title}, {shorttitle}, every field, and the"
            " markers of rekey.",
        ),
    ] = DEFAULT_NAME,
    folder: options.FileFolders = None,
    library: options.Library = None,
    dry_run: options.DryRun = False,
) -> None:
    """Rename files by a pattern, and the links to them; prints each old and new name.

    Files stay in their folders and none is written over. What is linked twice, a symbolic link, or
    outside the folder of the library is left alone and said (exit code 1). `mscref undo` gives the
    files their names back.

    \b
    Examples:
      mscref files rename --dry-run
      mscref files rename --pattern '{author} {year} {shorttitle}'
      mscref files rename 'leng*' --folder ~/papers
    """
    files, words = files_among(selectors)
    command = " ".join(["files rename", *(selectors or ())])
    place = workplace(library, command, files=files, dry_run=dry_run)
    done = rename_files(
        place,
        words,
        pattern=pattern,
        named=named_folders(folder),
        progress=lambda some, total: with_progress(some, total=total, what="entries looked at"),
    )
    if not dry_run:
        show.table(("old name", "new name"), list(done.names))
    show.diagnostics(done.left)
    report(done.outcome, place=place)
    raise Exit(ExitCode.PROBLEMS if done.left or done.outcome.unread else ExitCode.DONE)


@app.command("orphans")
def orphans(
    where: Folder = None,
    *,
    folder: options.FileFolders = None,
    library: options.Library = None,
    json: options.Json = False,
) -> None:
    """List the files below a folder that no entry links; exit code 1 where there are some.

    PDF, EPUB, DjVu and PostScript. What is hidden, and what links of the file system lead to, is
    left out; a folder that cannot be read is said.

    \b
    Examples:
      mscref files orphans
      mscref files orphans ~/papers
    """
    place = workplace(library, "files orphans", dry_run=True)
    found = orphans_of(place, where, named=named_folders(folder))
    if json:
        show.json_result(list(found.files))
    else:
        for one in found.files:
            show.result(show.one_line(one))
        show.note(f"{show.counted(len(found.files), 'file')} that no entry links")
    show.diagnostics(found.unread)
    raise Exit(ExitCode.PROBLEMS if found.files or found.unread else ExitCode.DONE)


@app.command("find")
def find(
    where: Folder = None,
    *,
    link: Annotated[bool, Option("--link", help="Link those that fit one entry alone.")] = False,
    folder: options.FileFolders = None,
    library: options.Library = None,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Find the files of entries that have none, by their names; exit code 1 where none fits.

    By the key, the DOI or arXiv identifier, author with year and title, the title, or author and
    year. What fits two entries, or two files that fit one, is said and never linked.

    \b
    Examples:
      mscref files find ~/Downloads
      mscref files find papers --link --dry-run
    """
    place = workplace(library, "files find --link", dry_run=dry_run or not link)
    found = find_files(place, where, named=named_folders(folder), links=link)
    if json:
        show.json_result([_as_json(one) for one in found.fits])
    elif not (found.outcome and dry_run):
        show.table(("key", "file", "by", "or"), [_row(one) for one in found.fits])
    for one in found.fits:
        if one.others:
            show.warning(f"{one.file}: fits `{one.key}`, but so it does {', '.join(one.others)}")
    show.diagnostics(found.left)
    alone = [one for one in found.fits if not one.others]
    entries = "1 entry" if found.wanting == 1 else f"{found.wanting} entries"
    show.note(f"{show.counted(len(alone), 'file')} for {entries} without one")
    if found.outcome is not None:
        report(found.outcome, place=place, has_result=json)
    is_whole = not has_errors(found.left) and not (found.outcome and found.outcome.unread)
    raise Exit(ExitCode.DONE if alone and is_whole else ExitCode.PROBLEMS)


def _row(one: FileFit) -> tuple[str, str, str, str]:
    return one.key, one.file, one.why, ", ".join(one.others)


def _as_json(one: FileFit) -> dict[str, object]:
    return {"key": one.key, "file": one.file, "why": one.why, "others": list(one.others)}


@app.command("index")
def index(*, folder: options.FileFolders = None, library: options.Library = None) -> None:
    """Read the words of the files that references link, for `search --text`.

    PDF, text and web pages. What was read before and has not changed is not read again; what cannot
    be read is said and skipped.

    \b
    Examples:
      mscref files index
      mscref search --text stem cells
    """
    found = text_found((), library, folder)
    show.diagnostics(found.findings)
    show.note(f"{show.counted(found.pages, 'page')} of {show.counted(found.files, 'file')}")
    raise Exit(exit_code_of(found.findings))


@app.command("notes")
def notes(
    selectors: options.Selector,
    *,
    save: Annotated[
        bool, Option("--save", help="Put them into the field annote of each reference.")
    ] = False,
    folder: options.FileFolders = None,
    library: options.Library = None,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Print what was marked and written in the PDFs of references, as Markdown.

    Highlights, underlined and struck words with their page, and the comments. With --save those
    that a reference does not have yet stand behind the others in its field; `mscref undo` takes
    them out. Exit code 1 where there are none.

    \b
    Examples:
      mscref files notes leng2020
      mscref files notes leng2020 --save --dry-run
    """
    place = workplace(library, "files notes --save", dry_run=dry_run or not save)
    found = notes_of_files(place, selectors, named=named_folders(folder), saves=save)
    if json:
        show.json_result([one for file in found.files for one in _notes_as_json(file)])
    elif not (save and dry_run):
        text = as_markdown(found.files)
        if text:
            show.result(show.clean(text))
    show.diagnostics(found.findings)
    if found.outcome is not None:
        report(found.outcome, place=place, has_result=json)
    count = sum(len(one.notes) for one in found.files)
    show.note(f"{show.counted(count, 'note')} in {show.counted(len(found.files), 'PDF')}")
    is_whole = not has_errors(found.findings) and not (found.outcome and found.outcome.unread)
    raise Exit(ExitCode.DONE if count and is_whole else ExitCode.PROBLEMS)


def _notes_as_json(file: FileNotes) -> list[dict[str, object]]:
    return [
        {
            "key": file.key,
            "file": file.file,
            "page": one.page,
            "kind": one.kind,
            "text": one.text,
            "comment": one.comment,
        }
        for one in file.notes
    ]
