"""A report that was written as a page or as JSON → the report again; nobody is asked.

What crosses the border: a path in, a `Report` out. Raises FormatError for a file that holds none.
"""

from __future__ import annotations

import json

from mscref.app.files import STDIN, STDIN_NAME, read_text
from mscref.errors import ExitCode, FormatError
from mscref.pages.reading import data_in
from mscref.report import UNSETTLED, Report, read_data


def read_report(path: str, *, command: str) -> Report:
    """The report of `command` that stands in a file."""
    name = STDIN_NAME if path == STDIN else path
    text = read_text(path).text
    found = data_in(text)
    try:
        report = read_data(json.loads(text if found is None else found))
    except (ValueError, RecursionError) as error:
        raise FormatError(
            f"{name}: holds no report", hint=f"write one: mscref {command} --format html -o FILE"
        ) from error
    if report.command != command:
        raise FormatError(
            f"{name}: is a report of `{report.command}`",
            hint=f"mscref {report.command} --report {name}",
        )
    return report


def exit_code_of_report(report: Report) -> ExitCode:
    """The code with which `verify` ended that made the report."""
    if any(item.details.get("is-finding") for item in report.items):
        return ExitCode.PROBLEMS
    is_unknown = any(item.code == UNSETTLED for item in report.items)
    return ExitCode.SOURCE if is_unknown else ExitCode.DONE
