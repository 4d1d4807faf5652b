"""What `check` and `verify` share: the option --format, and delivering a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

from mscref.cli import show
from mscref.cli.declared import Option
from mscref.diagnostics import Severity
from mscref.errors import UsageError
from mscref.report import WRITERS, Report

HTML = "html"  # a page; what makes it is imported where it is asked for
FORMATS = (*WRITERS, HTML)


def _format_option(*others: str) -> Option:
    return Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{', '.join((*others, *FORMATS))}; text by default.",
        show_default=False,
    )


WrittenReport = Annotated[
    str | None,
    Option(
        "--report",
        metavar="FILE",
        help="Show a report written earlier with --format html or json; nothing else is read.",
        show_default=False,
    ),
]

ReportFormat = Annotated[str | None, _format_option()]
VerdictFormat = Annotated[str | None, _format_option("table")]


def report_format(name: str | None, *, json: bool, others: tuple[str, ...] = ()) -> str:
    """The format asked for, perhaps one of `others`; raises UsageError for an unknown one."""
    if json and name not in (None, "json"):
        raise UsageError(f"--json says json, --format says {name}")
    chosen = "json" if json else name or "text"
    known = (*others, *FORMATS)
    if chosen not in known:
        from difflib import get_close_matches

        near = get_close_matches(chosen, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
        raise UsageError(f"unknown report format `{chosen}`", hint=hint)
    return chosen


def report_writer(name: str) -> Callable[[Report], str]:
    """What writes a report in the format called `name`."""
    if name != HTML:
        return WRITERS[name]
    from mscref.pages.reports import report_page

    return report_page


def deliver_report(
    report: Report,
    writer: Callable[[Report], str],
    *,
    output: Path | None,
    read: Iterable[str | Path],
) -> None:
    """Write the report on the files `read`, and sum it up on stderr."""
    show.deliver(writer(report), output=output, read=read)
    show.note(summary(report))


def show_grouped(report: Report) -> None:
    """Show the findings to a person by entry, with the lines of the file, and sum them up."""
    from mscref.cli.findings import show_findings

    show_findings(report)
    show.note(summary(report))


def summary(report: Report) -> str:
    """How many findings of which severity in how many references."""
    counts = {
        severity: sum(item.severity is severity for item in report.items) for severity in Severity
    }
    found = ", ".join(
        f"{number} {severity.value}{'' if number == 1 else 's'}"
        for severity, number in counts.items()
        if number
    )
    references = f"{report.count} reference{'' if report.count == 1 else 's'}"
    fixable = sum(bool(item.details.get("fix")) for item in report.problems)
    repair = f"; {fixable} can be repaired with --fix" if fixable else ""
    return f"{found or 'no findings'} in {references}{repair}"


def verdict_summary(report: Report) -> str:
    """How many references got which verdict."""
    from collections import Counter

    counts = Counter(item.code for item in report.items)
    found = ", ".join(f"{number} {code}" for code, number in counts.most_common())
    return found or "no references"
