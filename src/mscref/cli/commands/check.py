"""`mscref check`: the rules over the library or files; no network."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from mscref.app.changing import Workplace, refuse_unasked
from mscref.app.folders import state_folder, working_folder
from mscref.app.library import Loaded, load_library
from mscref.app.lint import Choice, check_files, exit_problems, only_keys, repair
from mscref.cli import complete, options, show
from mscref.cli.changing import report as report_change
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.reading import choose, cited_library, settings
from mscref.cli.reporting import (
    HTML,
    ReportFormat,
    WrittenReport,
    deliver_report,
    report_format,
    report_writer,
    show_grouped,
)
from mscref.errors import ExitCode, UsageError
from mscref.report import Report

if TYPE_CHECKING:
    from mscref.app.cited import Cited

app = options.command_app()


@app.command("check")
def check(
    files: Annotated[
        list[str] | None,
        Argument(
            metavar="[FILE]...",
            help="Bibliography files (- is stdin); the library where none is named.",
            show_default=False,
        ),
    ] = None,
    *,
    library: options.Library = None,
    cited: options.Cited = None,
    select: Annotated[
        list[str] | None,
        Option(
            "--select",
            metavar="RULE",
            help="Run only these rules (repeatable; `doi` means every doi-… rule), whatever their"
            " severity.  [env: MSCREF_CHECK_SELECT]",
            show_default=False,
            autocompletion=complete.rules,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        Option(
            "--ignore",
            metavar="RULE",
            help="Leave these rules out (repeatable).  [env: MSCREF_CHECK_IGNORE]",
            show_default=False,
            autocompletion=complete.rules,
        ),
    ] = None,
    level: Annotated[
        str,
        Option("--level", metavar="LEVEL", help="Report error, warning or info and above."),
    ] = "warning",
    format: ReportFormat = None,
    output: options.Output = None,
    json: options.Json = False,
    fix: Annotated[bool, Option("--fix", help="Make the safe repairs first.")] = False,
    diff: Annotated[bool, Option("--diff", help="Show what --fix would change.")] = False,
    style: Annotated[
        str | None,
        Option(
            "--style",
            metavar="NAME",
            help="Is FILE, a list as text, in this style? With -l by your library's data.",
            show_default=False,
        ),
    ] = None,
    explain: Annotated[
        str | None,
        Option(
            "--explain",
            metavar="RULE",
            help="Print the documentation of a rule.",
            show_default=False,
            autocompletion=complete.rules,
        ),
    ] = None,
    rules: Annotated[bool, Option("--rules", help="List all rules.")] = False,
    report: WrittenReport = None,
) -> None:
    """Report what is wrong with a bibliography: identifiers, names, dates, characters, duplicates.

    On a terminal findings stand by entry, with the line of the file; a pipe gets one line each
    (-f text). Exit code 1 where there are findings. Infos, which are matters of taste, are shown
    with --level info.

    \b
    Examples:
      mscref check
      mscref check paper.bib --ignore title --format github
      mscref check paper.bib --diff
      mscref check paper.bib --format html -o findings.html
      mscref check --explain doi-escaped
      mscref check --style apa references.txt
    """
    if explain is not None or rules:
        _show_rules(explain)
        return
    if style is not None:
        _check_style(files or (), style, library)
        return
    kind = report_format(format, json=json)
    if report is not None:
        _show_again(report, kind, output)
    config = settings()
    choice = Choice(
        [*(select or config.check_select)], [*(ignore or ()), *config.check_ignore], level
    )
    named, found = cited_library(cited)
    given = [*(library or ()), *(files or ())]
    chosen = choose(given or named, words=(), config=config)
    if found is not None and (fix or diff):
        raise UsageError("repairs are made in the whole file", hint="leave --cited out")
    if fix or diff:
        if not given:
            refuse_unasked(chosen, config=config, folder=working_folder())
        changed = _repair(chosen.paths, choice, dry_run=diff)
        if diff:
            raise Exit(ExitCode.PROBLEMS if changed else ExitCode.DONE)
    is_seen = not (format or json or output) and show.is_terminal()
    made = check_files(chosen.paths, choice, with_repairs=kind == HTML, with_lines=is_seen)
    if found is not None:
        made = _only_cited(made, found, load_library(chosen))
    if is_seen:
        show_grouped(made)
    else:
        read = (*chosen.paths, *(cited or ()))
        deliver_report(made, report_writer(kind), output=output, read=read)
    raise Exit(ExitCode.PROBLEMS if exit_problems(made) else ExitCode.DONE)


def _show_again(path: str, kind: str, output: Path | None) -> None:
    """Deliver a report that was written earlier, and end as the command that made it."""
    from mscref.app.reports import read_report

    made = read_report(path, command="check")
    deliver_report(made, report_writer(kind), output=output, read=[path])
    raise Exit(ExitCode.PROBLEMS if exit_problems(made) else ExitCode.DONE)


def _only_cited(report: Report, found: Cited, library: Loaded) -> Report:
    """The report on what documents cite, and on the keys that the library lacks."""
    from mscref.app.cited import missing_keys

    known = [one.id for one in library.references]
    cited = known if found.is_everything else found.places
    return only_keys(report, cited, missing_keys(found, known))


def _check_style(files: Sequence[str], style: str, library: Sequence[str] | None) -> None:
    """Say which entries of a list do not follow the style; ends with code 1 where some do not."""
    from mscref.app.identify import conformity
    from mscref.cli.listing import read_entries_of

    if len(files) != 1:
        raise UsageError(
            "--style looks at one reference list", hint="name the file, or - for stdin"
        )
    judged = conformity(read_entries_of(files[0], library), style)
    astray = [one for one in judged if not one.agrees]
    show.table(
        ("entry", "first difference", "the style prints"),
        [(str(one.number), one.difference, one.expected) for one in astray],
    )
    show.note(f"{len(judged) - len(astray)} of {len(judged)} entries agree with {style}")
    if astray:
        raise Exit(ExitCode.PROBLEMS)


def _show_rules(code: str | None) -> None:
    from mscref.lint.registry import codes, explain, find_rule

    if code is not None:
        rule = find_rule(code)
        notes = ", ".join(
            filter(None, (rule.severity.value, "has a safe repair" if rule.fixes else ""))
        )
        show.result(f"{code} ({notes})\n\n{explain(code)}\n")
        return
    rows = []
    for one in codes():
        rule = find_rule(one)
        first = explain(one).split("\n\n", 1)[0].replace("\n", " ")
        rows.append((one, rule.severity.value, "fix" if rule.fixes else "", first))
    show.table(("rule", "severity", "", "finds"), rows)


def _repair(paths: tuple[str, ...], choice: Choice, *, dry_run: bool) -> bool:
    """Repair every file, or show the diff; True where anything changes."""
    if "-" in paths:
        raise UsageError("stdin cannot be repaired", hint="name the file")
    changed = False
    for path in paths:
        command = "check --fix"
        place = Workplace(Path(path), state_folder(os.environ), command=command, dry_run=dry_run)
        outcome = repair(place, choice)
        changed = changed or outcome.is_change
        if outcome.is_change or dry_run:
            report_change(outcome, place=place)
    return changed
