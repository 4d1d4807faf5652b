"""The page of a report, by the command that made it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mscref.pages.check_page import check_page
from mscref.pages.verify_page import verify_page
from mscref.report import Report

_PAGES: Mapping[str, Callable[[Report], str]] = MappingProxyType(
    {"check": check_page, "verify": verify_page}
)


def report_page(report: Report) -> str:
    """The page of a report."""
    return _PAGES[report.command](report)
