"""The findings of `check` on a terminal: by entry, with the line and marks below what is meant."""

import pytest

from mscref.app.lint import Choice, check_files
from mscref.cli import show
from mscref.cli.findings import show_findings
from mscref.cli.show import cells
from mscref.diagnostics import Severity, Span
from mscref.report import Report, ReportItem

LIBRARY = """@article{leng2020,
  author = {Leng, Z. et al.},
\ttitle = {東京 cells.},
  journal = {Aging & Disease},
  year = {2020},
}
@article{open, title = {never closed
"""


def shown(report: Report, capsys: pytest.CaptureFixture[str]) -> str:
    show.configure(color="never")
    try:
        show_findings(report)
    finally:
        show.reset()
    return capsys.readouterr().out


def report_of(*items: ReportItem) -> Report:
    return Report(command="check", version="1", items=items, descriptions={}, count=1)


def test_findings_stand_by_entry_with_their_lines_and_counts(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "refs.bib").write_text(LIBRARY)
    report = check_files(
        ["refs.bib"], Choice(["name-et-al", "title", "unescaped"]), with_lines=True
    )
    assert shown(report, capsys).splitlines() == [
        "refs.bib",
        "  refs.bib:7:24  error[bibtex-unclosed-brace]",
        "    field `title` is never closed",
        "    7 | @article{open, title = {never closed",
        "      |                        ^^^^^^^^^^^^^",
        "    hint: add `}` at the end of the value",
        "",
        "leng2020",
        "  refs.bib:2:13  warning[name-et-al]",
        "    `et al.` in `author` becomes part of a name",
        "    2 |   author = {Leng, Z. et al.},",
        "      |             ^^^^^^^^^^^^^^^",
        "    hint: end the list with `and others`",
        "  refs.bib:3:11  info[title-trailing-period]",
        "    the title ends in a full stop",
        "    3 |  title = {東京 cells.},",
        "      |           ^^^^^^^^^^^",
        "  refs.bib:4:14  warning[unescaped-special]",
        "    `&` in `journal` is not escaped for LaTeX",
        "    4 |   journal = {Aging & Disease},",
        "      |              ^^^^^^^^^^^^^^^",
        "    hint: write `\\&`",
        "",
        "    1  error    bibtex-unclosed-brace",
        "    1  warning  name-et-al  1 with --fix",
        "    1  info     title-trailing-period  1 with --fix",
        "    1  warning  unescaped-special  1 with --fix",
    ]


LINES = [
    "x" * 500,
    "word " * 60 + "here " * 40,
    "東京" * 80,
    "short",
    "",
    "\x1b[31mred\x1b[0m " * 40,
    "a\tb" * 60,
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("column", [0, 1, 30, 79, 200, 9999])
@pytest.mark.parametrize("width", [40, 80])
def test_no_line_of_a_file_is_wider_than_the_terminal(
    line: str, column: int, width: int, monkeypatch, capsys
):
    monkeypatch.setenv("COLUMNS", str(width))
    item = ReportItem(
        Severity.ERROR,
        "code",
        "key",
        "a message of several words " * 6,
        Span("refs.bib", 120, column, 120, column + 7),
        hint="do this, or that " * 9,
        source_line=line,
    )
    text = shown(report_of(item), capsys)
    assert max(map(cells, text.splitlines())) <= width
    assert "\x1b" not in text


def test_the_marks_stand_below_what_is_meant_when_the_line_is_cut(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "60")
    line = f"{'word ' * 30}wrong{' word' * 30}"
    item = ReportItem(
        Severity.WARNING, "code", "key", "m", Span("a.bib", 3, 151, 3, 156), source_line=line
    )
    lines = shown(report_of(item), capsys).splitlines()
    assert lines[4].index("^") == lines[3].index("wrong")
    assert lines[4].count("^") == len("wrong")


def test_what_has_no_line_has_no_frame(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    lost = ReportItem(Severity.ERROR, "encoding", "", "not UTF-8", Span("a.bib"))
    lines = shown(report_of(lost), capsys).splitlines()
    assert lines == [
        "a.bib",
        "  a.bib  error[encoding]",
        "    not UTF-8",
        "",
        "    1  error    encoding",
    ]


def test_colour_only_where_it_is_wanted(capsys, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    item = ReportItem(Severity.ERROR, "code", "key", "m", Span("a.bib", 1, 1), source_line="x")
    show_findings(report_of(item))
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    show_findings(report_of(item))
    assert "\x1b[1;31merror[code]\x1b[0m" in capsys.readouterr().out
