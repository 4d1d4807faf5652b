"""Thousands of findings of one kind: the first are said, the others are counted, none is lost."""

import pytest

from mscref.cli import show
from mscref.diagnostics import Diagnostic, Severity, Span


def found(count: int, code: str, path: str = "a.csl", severity: Severity = Severity.WARNING):
    return [
        Diagnostic(severity, code, f"fault {n}", Span(path, n + 1, 1), "mend it", "<line/>")
        for n in range(count)
    ]


def said(capsys: pytest.CaptureFixture[str], findings: list[Diagnostic]) -> list[str]:
    show.diagnostics(findings)
    return [line for line in capsys.readouterr().err.splitlines() if "[" in line]


@pytest.fixture(autouse=True)
def _fresh():
    show.reset()
    yield
    show.reset()


def test_more_than_twenty_of_a_kind_are_counted(capsys: pytest.CaptureFixture[str]):
    lines = said(capsys, found(3000, "layout"))
    assert len(lines) == 21
    assert lines[-1] == "a.csl: warning[layout]: 2,980 more like the 20 above"


def test_twenty_are_all_said(capsys: pytest.CaptureFixture[str]):
    assert [line.rpartition(" ")[2] for line in said(capsys, found(20, "layout"))] == [
        str(n) for n in range(20)
    ]


def test_each_kind_of_each_file_counts_by_itself(capsys: pytest.CaptureFixture[str]):
    many = [*found(22, "layout"), *found(3, "value"), *found(23, "layout", "b.csl")]
    assert said(capsys, many)[-2:] == [
        "a.csl: warning[layout]: 2 more like the 20 above",
        "b.csl: warning[layout]: 3 more like the 20 above",
    ]
    assert len(said(capsys, many)) == 20 + 3 + 20 + 2


def test_one_of_another_kind_behind_thousands_is_said(capsys: pytest.CaptureFixture[str]):
    lines = said(capsys, [*found(3000, "layout"), *found(1, "value")])
    assert [line for line in lines if "[value]" in line] == ["a.csl:1:1: warning[value]: fault 0"]


def test_verbose_says_them_all(capsys: pytest.CaptureFixture[str]):
    show.configure(verbosity=show.VERBOSE)
    assert len(said(capsys, found(300, "layout"))) == 300


def test_what_is_silent_is_not_counted(capsys: pytest.CaptureFixture[str]):
    show.configure(verbosity=show.QUIET)
    many = [*found(50, "layout"), *found(50, "brace", severity=Severity.ERROR)]
    lines = said(capsys, many)
    assert lines[-1] == "a.csl: error[brace]: 30 more like the 20 above"
    assert not [line for line in lines if "[layout]" in line]
