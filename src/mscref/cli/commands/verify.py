"""`mscref verify`: do the references exist, agree with their records, and stand?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from mscref.app.folders import cache_folder, working_folder
from mscref.app.library import choose_library, is_library_file, load_library
from mscref.app.verify import (
    Verified,
    exit_code_of,
    keep_verdicts,
    read_claims,
    report_of,
    verify,
    verify_against,
)
from mscref.cli import network, options, show
from mscref.cli.declared import Exit, Option
from mscref.cli.markeddiff import MARKS, marked_differences
from mscref.cli.progress import with_progress
from mscref.cli.reading import choose, cited_library, sayings_of, settings
from mscref.cli.reporting import (
    VerdictFormat,
    WrittenReport,
    report_format,
    report_writer,
    verdict_summary,
)
from mscref.errors import ExitCode
from mscref.report import Report, ReportItem

app = options.command_app()


@app.command("verify")
def verify_references(
    selectors: options.Selectors = None,
    *,
    library: options.Library = None,
    cited: options.Cited = None,
    against: Annotated[
        list[str] | None,
        Option(
            "--against",
            metavar="FILE",
            help="Compare with this bibliography instead of asking the network (repeatable).",
            show_default=False,
        ),
    ] = None,
    index: options.Index = None,
    format: VerdictFormat = None,
    output: options.Output = None,
    json: options.Json = False,
    report: WrittenReport = None,
) -> None:
    """Ask the sources whether references exist, agree with their records, and stand unretracted.

    Reads bibliographies, and texts with a reference list. Not found means not found: it says
    who was asked, and accuses nobody. Exit code 1 where there are findings, 5 where a source
    could not answer and nothing worse was found.

    \b
    Examples:
      mscref verify paper.bib
      mscref verify manuscript.docx --json
      mscref verify references.bib 'leng*' --format github
      mscref verify manuscript.txt --against library.bib
      mscref verify paper.bib --index works.idx
      mscref verify paper.bib --format html -o report.html
    """
    writer = report_format(format, json=json, others=("table",))
    if report is not None:
        _show_again(report, writer, output)
    config = settings()
    given = list(selectors or ())
    files = [word for word in given if is_library_file(word)]
    words = [word for word in given if word not in files]
    named, found = cited_library(cited)
    given_files = [*(library or ()), *files]
    chosen = choose(given_files or named, words=words, config=config)
    claims, diagnostics = read_claims(chosen.paths, words, sayings_of(chosen.paths, config))
    if found is not None:
        from mscref.app.cited import missing_keys

        diagnostics += missing_keys(found, [one.key for one in claims])
        claims = [one for one in claims if found.is_everything or one.key in found.places]
    show.diagnostics(diagnostics)
    if against:
        known = load_library(choose_library(against, config=config, folder=working_folder()))
        coming = verify_against(claims, known.references)
    else:
        where = network.network_settings(config)
        network.say_index(index)
        coming = verify(claims, where, index=index)
    is_shown = writer == "text" and format is None and show.is_terminal()
    is_table = output is None and (writer == "table" or is_shown)
    as_it_comes = output is None and writer == "text" and not is_table
    verified: list[Verified] = []
    is_whole = True
    try:
        for one in with_progress(coming, total=len(claims), what="verified"):
            verified.append(one)
            _say_finding(report_of([one]), to_stdout=as_it_comes)
    except KeyboardInterrupt:
        is_whole = False
        show.note(f"interrupted: {len(verified)} of {len(claims)} are verified, and said below")
    if not (against or index):  # they know nothing of notices
        keep_verdicts(verified, cache_folder=cache_folder(config, os.environ))
    made = report_of(verified)
    if is_table:
        _show_table(made)
    elif not as_it_comes:
        read = (*chosen.paths, *(against or ()), *(cited or ()))
        _deliver(made, writer, output, read)
    for one in verified:
        if one.same_as:
            show.note(f"`{one.claimed.key}` has the same record as `{one.same_as}`")
    show.note(verdict_summary(made))
    if not is_whole:
        raise Exit(ExitCode.INTERRUPTED)
    raise Exit(exit_code_of(verified, diagnostics))


def _say_finding(made: Report, *, to_stdout: bool) -> None:
    """Say a finding when it comes: as the result, or to who waits for one at a terminal."""
    if to_stdout:
        show.result(report_writer("text")(made))
        sys.stdout.flush()
    elif sys.stderr.isatty() and show.has_progress():
        for item in made.problems:
            show.note(f"{item.key}: {item.code}: {item.message}")


def _show_again(path: str, writer: str, output: Path | None) -> None:
    """Deliver a report that was written earlier, and end as the run that made it."""
    from mscref.app.reports import exit_code_of_report, read_report

    made = read_report(path, command="verify")
    if writer == "table" and output is None:
        _show_table(made)
    else:
        _deliver(made, writer, output, [path])
    show.note(verdict_summary(made))
    raise Exit(exit_code_of_report(made))


def _deliver(made: Report, writer: str, output: Path | None, read: Iterable[str]) -> None:
    text = report_writer("text" if writer == "table" else writer)(made)
    show.deliver(text, output=output, read=read)


def _read(item: ReportItem) -> str:
    """What stands in the list, for who has to mend it."""
    text = " ".join(item.read.split())
    return f"read from “{text}”" if text and item.severity is not None else ""


def _show_table(report: Report) -> None:
    rows = [
        (item.key, item.code, "; ".join(filter(None, (item.message, item.hint, _read(item)))))
        for item in report.items
    ]
    if show.is_terminal():
        below = [marked_differences(item) for item in report.items]
        show.table(("key", "verdict", "why"), _with_lines_below(rows, below))
        if any(below):
            show.note(MARKS)
        return
    show.table(("key", "verdict", "why"), rows)


def _with_lines_below(
    rows: Iterable[tuple[str, str, str]], below: Iterable[Iterable[str]]
) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for row, lines in zip(rows, below, strict=True):
        found += [row, *(("", "", line) for line in lines)]
    return found
